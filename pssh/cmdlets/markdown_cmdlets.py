"""ConvertFrom-Markdown, Show-Markdown, Get-MarkdownOption and Set-MarkdownOption."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.objects.psobject import PSObject, unwrap
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

_UTILITY = "Microsoft.PowerShell.Utility"
_INFO = "Microsoft.PowerShell.MarkdownRender.MarkdownInfo"
_OPTIONS = "Microsoft.PowerShell.MarkdownRender.PSMarkdownOptionInfo"
_PATHS, _LITERAL, _INPUT = "PathParamSet", "LiteralParamSet", "InputObjParamSet"


def _styles(call: Call) -> Dict[str, str]:
    """The session's styles; changed by Set-MarkdownOption."""
    from pssh.cmdlets._markdown import DEFAULT_STYLES

    found: Dict[str, str] = call.runspace.services.setdefault("markdown_styles", dict(DEFAULT_STYLES))
    return found


def _texts(call: Call, paths: List[str], literal: bool) -> Iterator[str]:
    for path in paths:
        for where in call.runspace.paths.resolve(path, literal):
            with open(where.path, encoding="utf-8-sig") as file:
                yield file.read()


def _info(call: Call, text: str, for_terminal: bool) -> PSObject:
    from pssh.cmdlets._markdown import parse, to_html, to_terminal

    blocks = parse(text)
    return PSObject(
        None,
        {
            "Html": None if for_terminal else to_html(blocks),
            "VT100EncodedString": to_terminal(blocks, _styles(call)) if for_terminal else None,
            "Tokens": [PSObject(None, {"Kind": kind, "Content": content}) for kind, content, _ in blocks],
        },
        [_INFO, "System.Object"],
    )


@cmdlet(
    "ConvertFrom-Markdown", sets=(_PATHS, _LITERAL, _INPUT), default_set=_PATHS, output=_INFO, module=_UTILITY
)
def convert_from_markdown(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, sets=_PATHS, by_property=True)
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, sets=_LITERAL, by_property=True, aliases=("PSPath", "LP")),
    ] = None,
    input_object: Annotated[Any, Param(mandatory=True, pipeline=True, sets=_INPUT)] = None,
    as_vt100_encoded_string: Annotated[Switch, Param(name="AsVT100EncodedString")] = False,
) -> Iterator[Any]:
    """Converts Markdown to HTML, or to text with a terminal's escape sequences.

    PS> ('some **bold** text' | ConvertFrom-Markdown).Html.Trim()
    <p>some <strong>bold</strong> text</p>
    """
    if path is not None or literal_path is not None:
        for text in _texts(call, path or literal_path or [], path is None):
            yield _info(call, text, bool(as_vt100_encoded_string))
        return
    source = unwrap(input_object)
    if isinstance(source, str):
        yield _info(call, source, bool(as_vt100_encoded_string))
        return
    place = getattr(source, "full_name", None)
    if place is None:
        call.throw(
            "InvalidInputObjectType",
            "The type of the input object is not supported: give a string or a file.",
            "InvalidData",
            input_object,
            "System.ArgumentException",
        )
    for text in _texts(call, [str(place)], True):
        yield _info(call, text, bool(as_vt100_encoded_string))


@cmdlet("Show-Markdown", sets=("Path", "LiteralPath", "InputObject"), default_set="Path", output="System.String",
        module=_UTILITY)  # fmt: skip
def show_markdown(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, sets="Path", pipeline=True, by_property=True)
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, sets="LiteralPath", by_property=True, aliases=("PSPath", "LP")),
    ] = None,
    input_object: Annotated[Any, Param(mandatory=True, sets="InputObject", pipeline=True)] = None,
    use_browser: Switch = False,
) -> Iterator[str]:
    """Shows Markdown in the terminal."""
    if use_browser:
        call.throw("BrowserNotSupported", "There is no browser to show Markdown in: leave -UseBrowser out.",
                   "NotImplemented", None, "System.NotSupportedException")  # fmt: skip
    if input_object is not None:
        from pssh.objects.members import get_member

        shown = get_member(input_object, "VT100EncodedString")
        if shown is None:
            call.error(
                "PropertyNotFound",
                "The property VT100EncodedString of the given object is null or empty.",
                "InvalidData",
                input_object,
                "System.ArgumentException",
            )
            return
        yield shown
        return
    from pssh.cmdlets._markdown import parse, to_terminal

    for text in _texts(call, path or literal_path or [], path is None):
        yield to_terminal(parse(text), _styles(call))


def _option_info(styles: Dict[str, str]) -> PSObject:
    """The styles as they show: each in its own style, without the escape character."""
    members = {name: style + style.lstrip("\x1b") + "\x1b[0m" for name, style in styles.items()}
    return PSObject(None, members, [_OPTIONS, "System.Object"])


@cmdlet("Get-MarkdownOption", output=_OPTIONS, module=_UTILITY)
def get_markdown_option(call: Call) -> Any:
    """Gets the colours and styles Markdown is shown with."""
    return _option_info(_styles(call))


@cmdlet(
    "Set-MarkdownOption",
    sets=("IndividualSetting", "Theme", "InputObject"),
    default_set="IndividualSetting",
    output=_OPTIONS,
    module=_UTILITY,
)
def set_markdown_option(
    call: Call,
    *,
    header1_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    header2_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    header3_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    header4_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    header5_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    header6_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    code: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    image_alt_text_foreground_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    link_foreground_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    italics_foreground_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    bold_foreground_color: Annotated[Optional[str], Param(sets="IndividualSetting")] = None,
    theme: Annotated[Optional[str], Param(position=0, mandatory=True, sets="Theme")] = None,
    input_object: Annotated[Any, Param(position=0, mandatory=True, pipeline=True, sets="InputObject")] = None,
    pass_thru: Switch = False,
) -> Any:
    """Sets the colours and styles Markdown is shown with: escape sequences without the escape character."""
    styles = _styles(call)
    if theme is not None:
        _use_theme(call, styles, theme)
    elif input_object is not None:
        from pssh.objects.members import get_member

        for name in list(styles):
            given = str(get_member(input_object, name) or "")
            if given.startswith("\x1b["):
                styles[name] = given[: given.index("m") + 1]
    given_styles = {
        "Header1": header1_color, "Header2": header2_color, "Header3": header3_color, "Header4": header4_color,
        "Header5": header5_color, "Header6": header6_color, "Code": code,
        "Image": image_alt_text_foreground_color, "Link": link_foreground_color,
        "EmphasisItalics": italics_foreground_color, "EmphasisBold": bold_foreground_color,
    }  # fmt: skip
    for name, given_style in given_styles.items():
        if given_style is not None:
            styles[name] = "\x1b" + given_style.lstrip("\x1b")
    return _option_info(styles) if pass_thru else None


def _use_theme(call: Call, styles: Dict[str, str], theme: str) -> None:
    from pssh.cmdlets._markdown import DEFAULT_STYLES

    if theme.lower() not in ("dark", "light"):
        call.throw(
            "ParameterArgumentValidationError",
            f"The theme '{theme}' is not known: Dark or Light.",
            "InvalidArgument",
            theme,
            "System.ArgumentException",
        )
    styles.update(DEFAULT_STYLES)
    if theme.lower() == "light":
        for level, color in enumerate((33, 34, 35, 36, 30), 2):
            styles[f"Header{level}"] = f"\x1b[4;{color}m"
        styles["Link"] = "\x1b[4;38;5;117m"
