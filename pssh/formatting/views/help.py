"""How help is laid out: the views of what Get-Help gives and of its parts (MAML's names), as PowerShell's pages are."""

from typing import Any, Callable, Iterable, List, Tuple

from pssh.formatting.page import Page
from pssh.formatting.view import Column, CustomView, TableView
from pssh.objects.members import get_member
from pssh.objects.tostring import to_string

_COMMON = """\
    This cmdlet supports the common parameters: Verbose, Debug,
    ErrorAction, ErrorVariable, WarningAction, WarningVariable,
    OutBuffer, PipelineVariable, and OutVariable. For more information, see
    about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216). """

Part = Callable[[Page, Any], None]


def _all(value: Any, name: str) -> List[Any]:
    """A property's values: MAML gives one thing or a list of them."""
    found = get_member(value, name)
    if found is None:
        return []
    return list(found) if isinstance(found, (list, tuple)) else [found]


def _said(value: Any, name: str) -> str:
    found = get_member(value, name)
    return "" if found is None else to_string(found)


def _paragraphs(page: Page, items: Iterable[Any]) -> None:
    for item in items:
        page.line(_said(item, "Text"))


# --- parts ---------------------------------------------------------------------------------------------------------


def _details(page: Page, details: Any) -> None:
    page.line("NAME")
    with page.frame():
        page.line(_said(details, "name"), 1)
    page.line("SYNOPSIS")
    with page.frame():
        _paragraphs(page, _all(details, "description"))
        page.new_line(2)


def _syntax_parameter(parameter: Any) -> str:
    """`[-Name] <String>` with the brackets of what may be left out."""
    optional = _said(parameter, "required") != "true"
    positional = _said(parameter, "position").isdigit()
    group = get_member(parameter, "parameterValueGroup")
    values = [] if group is None else [to_string(each) for each in _all(group, "parameterValue")]
    kind = _said(parameter, "parameterValue")
    value = f" {{{' | '.join(values)}}}" if values else f" <{kind}>" if kind else ""
    name = f"[-{_said(parameter, 'name')}]" if positional else f"-{_said(parameter, 'name')}"
    return f"[{name}{value}]" if optional else name + value


def _syntax(page: Page, syntax: Any) -> None:
    for each in _all(syntax, "syntaxItem"):
        parts = [_said(each, "name"), *(_syntax_parameter(p) for p in _all(each, "parameter"))]
        common = get_member(each, "CommonParameters") is not False
        page.line(" ".join(parts) + (" [<CommonParameters>]" if common else " "), 1)


def _head(page: Page, command: Any) -> None:
    """Name, synopsis, syntax, description: what every view of a command begins with."""
    _details(page, get_member(command, "details"))
    page.line("SYNTAX")
    with page.frame():
        _syntax(page, get_member(command, "syntax"))
        page.new_line()
    page.line("DESCRIPTION")
    with page.frame():
        _paragraphs(page, _all(command, "description"))
        page.new_line()
    page.new_line()


def _parameter_head(page: Page, parameter: Any) -> None:
    page.text(f"-{_said(parameter, 'name')}")
    value = get_member(parameter, "parameterValue")
    if value is not None:
        kind = f"<{to_string(value)}>"
        page.text(f" {kind}" if _said(value, "required") == "true" else f" [{kind}]")
    page.new_line()


def _short_parameter(page: Page, parameter: Any) -> None:
    _parameter_head(page, parameter)
    with page.frame():
        _paragraphs(page, _all(parameter, "description"))
        page.new_line()


def _parameter(page: Page, parameter: Any) -> None:
    _parameter_head(page, parameter)
    with page.frame():
        _paragraphs(page, _all(parameter, "description"))
        page.new_line()
        page.line(f"Required?                    {_said(parameter, 'required')}")
        page.line(f"Position?                    {_said(parameter, 'position') or 'Named'}")
        page.line(f"Default value                {_said(parameter, 'defaultValue')}")
        page.line(f"Accept pipeline input?       {_said(parameter, 'pipelineInput')}")
        page.line(f"Aliases                      {_said(parameter, 'aliases')}")
        page.line(f"Accept wildcard characters?  {_said(parameter, 'globbing')}", 1)


def _common_parameters(page: Page) -> None:
    page.line("<CommonParameters>")
    with page.frame():
        page.text(_COMMON)
    page.new_line(2)


def _parameters(page: Page, parameters: Any) -> None:
    for each in _all(parameters, "parameter"):
        _parameter(page, each)
    _common_parameters(page)


def _types(page: Page, owner: Any, name: str) -> None:
    for each in _all(owner, name):
        page.line(_said(get_member(each, "type"), "name"))
        with page.frame():
            _paragraphs(page, _all(each, "description"))
        page.new_line()


def _example(page: Page, example: Any) -> None:
    page.line(_said(example, "title"), 1)
    for each in _all(example, "introduction"):
        page.text(_said(each, "Text"))
    page.line(_said(example, "code"))
    page.line(_said(example, "results"))
    _paragraphs(page, _all(example, "remarks"))


def _examples(page: Page, examples: Any) -> None:
    for each in _all(examples, "example"):
        _example(page, each)


def _alerts(page: Page, alerts: Any) -> None:
    page.line(_said(alerts, "title"))
    _paragraphs(page, _all(alerts, "alert"))


def _links(page: Page, links: Any) -> None:
    for each in _all(links, "navigationLink"):
        text = _said(each, "linkText")
        page.line((f"{text} " if text else "") + _said(each, "uri"))


def _remarks(page: Page, command: Any) -> None:
    name = _said(get_member(command, "details"), "name")
    page.line("REMARKS")
    with page.frame():
        page.line(f'To see the examples, type: "Get-Help {name} -Examples"')
        page.line(f'For more information, type: "Get-Help {name} -Detailed"')
        page.line(f'For technical information, type: "Get-Help {name} -Full"')
    if _all(get_member(command, "relatedLinks"), "navigationLink"):
        page.text(f'    For online help, type: "Get-Help {name} -Online"')


# --- pages ---------------------------------------------------------------------------------------------------------


def _default_page(page: Page, command: Any) -> None:
    _head(page, command)
    page.line("RELATED LINKS")
    with page.frame():
        _links(page, get_member(command, "relatedLinks"))
    page.new_line()
    _remarks(page, command)


def _detailed_page(page: Page, command: Any) -> None:
    _head(page, command)
    page.line("PARAMETERS")
    with page.frame():
        for each in _all(get_member(command, "parameters"), "parameter"):
            _short_parameter(page, each)
        _common_parameters(page)
        _examples(page, get_member(command, "examples"))
    _remarks(page, command)


def _examples_page(page: Page, command: Any) -> None:
    _details(page, get_member(command, "details"))
    with page.frame():
        _examples(page, get_member(command, "examples"))


def _full_page(page: Page, command: Any) -> None:
    _head(page, command)
    page.line("PARAMETERS")
    with page.frame():
        _parameters(page, get_member(command, "parameters"))
    for title, part, name in (
        ("INPUTS", "inputTypes", "inputType"),
        ("OUTPUTS", "returnValues", "returnValue"),
    ):
        page.line(title)
        with page.frame():
            _types(page, get_member(command, part), name)
            page.new_line()
    alerts = get_member(command, "alertSet")
    if alerts is not None:
        page.line("NOTES")
        with page.frame():
            _alerts(page, alerts)
            page.new_line()
    with page.frame():
        _examples(page, get_member(command, "examples"))
        page.new_line()
    page.line("RELATED LINKS")
    with page.frame():
        _links(page, get_member(command, "relatedLinks"))


def _reduced_page(page: Page, command: Any) -> None:
    """A command nobody wrote help for: what its parameters tell."""
    page.line("NAME")
    with page.frame():
        page.line(_said(get_member(command, "details"), "name"), 1)
    page.line("SYNTAX")
    with page.frame():
        _syntax(page, get_member(command, "syntax"))
    page.new_line()
    for title, name in (("ALIASES", "aliases"), ("REMARKS", "remarks")):
        page.line(title)
        with page.frame():
            page.line(_said(command, name))
        if title == "ALIASES":
            page.new_line()


def _indented(part: Part) -> Part:
    def framed(page: Page, value: Any) -> None:
        with page.frame():
            part(page, value)

    return framed


def _view(type_name: str, part: Part) -> CustomView:
    def lines(value: Any, _context: Any) -> List[Tuple[int, str]]:
        page = Page()
        part(page, value)
        return page.done()

    return CustomView((type_name,), lines)


VIEWS = (
    TableView(
        ("HelpInfoShort",),
        (
            Column("Name", 33),
            Column("Category", 9),
            Column("Module", 25, 0, "ModuleName"),
            Column("Synopsis"),
        ),
    ),
    _view("MamlCommandHelpInfo", _default_page),
    _view("MamlCommandHelpInfo#DetailedView", _detailed_page),
    _view("MamlCommandHelpInfo#ExamplesView", _examples_page),
    _view("MamlCommandHelpInfo#FullView", _full_page),
    _view("ExtendedCmdletHelpInfo", _reduced_page),
    _view("MamlCommandHelpInfo#details", _details),
    _view("MamlCommandHelpInfo#syntax", _syntax),
    _view("MamlCommandHelpInfo#parameters", _indented(_parameters)),
    _view("MamlCommandHelpInfo#parameter", _parameter),
    _view("MamlCommandHelpInfo#examples", _examples),
    _view("MamlCommandHelpInfo#example", _example),
    _view("MamlCommandHelpInfo#inputTypes", lambda page, value: _types(page, value, "inputType")),
    _view("MamlCommandHelpInfo#returnValues", lambda page, value: _types(page, value, "returnValue")),
    _view("MamlCommandHelpInfo#relatedLinks", _links),
    _view("MamlCommandHelpInfo#alertSet", _alerts),
    _view("MamlParaTextItem", lambda page, item: page.line(_said(item, "Text"))),
)
