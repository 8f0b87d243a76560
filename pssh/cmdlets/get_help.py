"""Get-Help: from the docstring of a cmdlet, or the help comment of a function or script."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.comment_help import CommentHelp, help_of_text
from pssh.runtime.syntax import set_syntax
from pssh.runtime.wildcards import has_wildcard

__all__ = ["get_help"]

_INDENT = "    "


@cmdlet("Get-Help", default_set="AllUsersView", module="Microsoft.PowerShell.Core")
def get_help(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, by_property=True)] = None,
    *,
    path: Optional[str] = None,
    category: Optional[List[str]] = None,
    full: Annotated[Switch, Param(sets="AllUsersView")] = False,
    detailed: Annotated[Switch, Param(sets="DetailedView", mandatory=True)] = False,
    examples: Annotated[Switch, Param(sets="Examples", mandatory=True)] = False,
    parameter: Annotated[Optional[List[str]], Param(sets="Parameters", mandatory=True)] = None,
    component: Optional[List[str]] = None,
    functionality: Optional[List[str]] = None,
    role: Optional[List[str]] = None,
    online: Annotated[Switch, Param(sets="Online", mandatory=True)] = False,
    show_window: Annotated[Switch, Param(sets="ShowWindow", mandatory=True)] = False,
) -> Iterator[Any]:
    """Shows help about commands.

    PS> (Get-Help Get-Location).Name
    Get-Location
    """
    if online or show_window:
        call.throw("NotSupported", "Help is shown as text only.", "NotImplemented", None,
                   "System.Management.Automation.PSNotSupportedException")  # fmt: skip
    if not name:
        yield _overview()
        return
    found = _commands(call, name)
    if not found:
        call.error(
            "HelpNotFound",
            f"Get-Help could not find {name} in a help file in this session. To download updated help topics type: "
            '"Update-Help". To get help online, search for the help topic in the TechNet library at '
            "https://go.microsoft.com/fwlink/?LinkID=107116.",
            "ResourceUnavailable", None, "Microsoft.PowerShell.Commands.HelpNotFoundException",
        )  # fmt: skip
        return
    if len(found) > 1:
        for info in found:
            help_info = describe(call, info)
            yield PSObject(
                None,
                {"Name": info.name, "Category": info.command_type, "Module": info.module_name,
                 "Synopsis": help_info["Synopsis"]},
                ["HelpInfoShort", "System.Object"],
            )  # fmt: skip
        return
    described = describe(call, found[0])
    if parameter:
        yield from _parameters(call, described, parameter)
        return
    view = "full" if full else "detailed" if detailed else "examples" if examples else "normal"
    yield _object(described, view)


def _commands(call: Call, name: str) -> List[Any]:
    if has_wildcard(name):
        rows: List[Any] = call.runspace.invoke_command(
            "Get-Command", [name], {"CommandType": "Cmdlet, Function"}
        )
        return rows
    info = call.runspace.discovery.lookup(name, call.scope)
    return [] if info is None or info.command_type == "Application" else [info]


def _overview() -> str:
    return (
        "TOPIC\n    pssh Help System\n\nSHORT DESCRIPTION\n    Displays help about PowerShell commands.\n\nLONG DESCRIPTION"
        "\n    Get-Help <command> shows the help of a cmdlet, function or script; add -Examples, -Detailed or -Full for"
        "\n    more. Get-Command lists the commands there are.\n"
    )


# --- what is known -------------------------------------------------------------------------------------------------


def describe(call: Call, info: Any) -> Dict[str, Any]:
    """Everything known of a command."""
    metadata = info.metadata
    made: Dict[str, Any] = {
        "Name": info.name,
        "Category": info.command_type,
        "Synopsis": "",
        "Description": "",
        "Examples": [],
        "Parameters": {},
        "Links": [],
        "Notes": "",
        "Inputs": "",
        "Outputs": ", ".join(info.output_types),
        "Metadata": metadata,
        "ModuleName": info.module_name,
        "Aliases": _aliases(call, info),
        "Commented": False,
    }
    if info.command_type == "Cmdlet":
        _from_doc(made, info.declaration.doc)
    elif info.command_type in ("Function", "Filter", "ExternalScript"):
        comment = _comment_of(info)
        if comment is not None:
            _from_comment(made, comment)
    if not made["Synopsis"]:
        made["Synopsis"] = "\n".join(_syntax(made)) if not made["Commented"] else ""
    return made


def _aliases(call: Call, info: Any) -> List[str]:
    from pssh.runtime.providers.aliases import all_aliases

    table = all_aliases(call.runspace, call.scope)
    return sorted(a.name for a in table.values() if a.target.lower() == info.name.lower())


def _from_doc(made: Dict[str, Any], doc: str) -> None:
    import textwrap

    text = textwrap.dedent("    " + doc).strip()
    paragraphs = text.split("\n\n")
    made["Synopsis"] = " ".join(paragraphs[0].split())
    rest: List[str] = []
    for paragraph in paragraphs[1:]:
        if paragraph.startswith("PS> "):
            made["Examples"].append(paragraph)
        else:
            rest.append(paragraph)
    made["Description"] = "\n\n".join(rest) or made["Synopsis"]


def _comment_of(info: Any) -> Optional[CommentHelp]:
    block = info.script_block
    if block is None:
        return None
    if info.command_type == "ExternalScript":
        from pssh.runtime.runspace import read_script

        text = read_script(info.path)
        return help_of_text("", text) or help_of_text(text.split("\nparam", 1)[0], "")
    extent = block.extent
    source = extent.source.text
    start = source.rfind("function", 0, extent.start)
    head = source[: max(start, 0)] if start >= 0 else ""
    body = source[extent.start : extent.end].strip()
    if body.startswith("{"):
        body = body[1:-1]
    return help_of_text(head if _adjacent(head) else "", body)


def _adjacent(head: str) -> bool:
    """A comment above belongs to the function when at most one blank line lies between."""
    tail = head[len(head.rstrip()) :]
    return tail.count("\n") <= 2


def _from_comment(made: Dict[str, Any], comment: CommentHelp) -> None:
    made["Commented"] = True
    made["Synopsis"] = comment.sections.get("SYNOPSIS", "")
    made["Description"] = comment.sections.get("DESCRIPTION", "")
    made["Parameters"] = comment.parameters
    made["Examples"] = comment.examples
    made["Links"] = comment.links
    made["Notes"] = comment.sections.get("NOTES", "")
    made["Inputs"] = comment.sections.get("INPUTS", "")
    made["Outputs"] = comment.sections.get("OUTPUTS", "") or made["Outputs"]


# --- as text ---------------------------------------------------------------------------------------------------------


def _syntax(made: Dict[str, Any]) -> List[str]:
    metadata = made["Metadata"]
    if metadata is None:
        return [made["Name"]]
    return [f"{made['Name']} {set_syntax(metadata, s)}".rstrip() for s in metadata.set_names]


def _section(title: str, text: str) -> List[str]:
    return [title, *(_INDENT + line if line else _INDENT for line in text.split("\n")), _INDENT, _INDENT]


def _lines(made: Dict[str, Any], view: str) -> List[str]:
    lines = ["", *_section("NAME", made["Name"])[:2], _INDENT]
    lines += _section("SYNOPSIS", made["Synopsis"])
    if view == "examples":
        return lines + _example_lines(made)
    lines += _section("SYNTAX", "\n\n".join(_syntax(made)))
    lines += ["", *_section("DESCRIPTION", made["Description"])]
    if view in ("full", "detailed"):
        lines += ["", "PARAMETERS", *_parameter_lines(made, view == "full")]
    if view == "full":
        lines += _section("INPUTS", made["Inputs"] or "None")
        lines += _section("OUTPUTS", made["Outputs"] or "None")
        if made["Notes"]:
            lines += _section("NOTES", made["Notes"])
    if view in ("full", "detailed"):
        lines += _example_lines(made)
    if made["Aliases"]:
        lines += _section("ALIASES", "\n".join(made["Aliases"]))
    if view in ("normal", "full"):
        lines += ["", "RELATED LINKS", *(_INDENT + link for link in made["Links"]), ""]
    if view != "full":
        lines += ["REMARKS", f'{_INDENT}To see the examples, type: "Get-Help {made["Name"]} -Examples"']
        lines += [f'{_INDENT}For more information, type: "Get-Help {made["Name"]} -Detailed"']
        lines += [f'{_INDENT}For technical information, type: "Get-Help {made["Name"]} -Full"', ""]
    return lines


def _example_lines(made: Dict[str, Any]) -> List[str]:
    lines: List[str] = []
    for number, example in enumerate(made["Examples"], 1):
        code, _, rest = example.partition("\n")
        code = code if code.startswith(("PS", ">")) else "PS > " + code
        lines.append(f"{_INDENT}-------------------------- EXAMPLE {number} --------------------------")
        lines += [
            _INDENT,
            _INDENT + code,
            *(_INDENT + line for line in rest.split("\n") if rest),
            _INDENT,
            _INDENT,
        ]
    return lines


def _parameter_lines(made: Dict[str, Any], full: bool, names: Optional[List[str]] = None) -> List[str]:
    from pssh.runtime.wildcards import wildcard

    metadata = made["Metadata"]
    lines: List[str] = []
    tests = [wildcard(n) for n in names or ["*"]]
    for parameter in metadata.parameters.values() if metadata is not None else ():
        if not any(test(parameter.name) for test in tests):
            continue
        kind = "" if parameter.is_switch else f" <{parameter.type_name.rpartition('.')[2]}>"
        lines.append(f"{_INDENT}-{parameter.name}{kind}")
        text = made["Parameters"].get(parameter.name.lower()) or parameter.help
        lines += [_INDENT * 2 + line for line in text.split("\n")] if text else []
        if full or names:
            role = next(iter(parameter.sets.values()))
            rows = (
                ("Required?", "true" if role.mandatory else "false"),
                ("Position?", "named" if role.position is None else str(role.position + 1)),
                ("Default value", ""),
                ("Accept pipeline input?", _pipeline_input(role)),
                ("Aliases", ", ".join(parameter.aliases)),
                ("Accept wildcard characters?", "true" if parameter.wildcards else "false"),
            )
            lines += [_INDENT, *(f"{_INDENT * 2}{label:<29}{value}".rstrip() for label, value in rows)]
        lines += [_INDENT]
    if metadata is not None and metadata.common and not names:
        lines += [
            f"{_INDENT}<CommonParameters>",
            f"{_INDENT * 2}This cmdlet supports the common parameters: Verbose, Debug,",
            f"{_INDENT * 2}ErrorAction, ErrorVariable, WarningAction, WarningVariable,",
            f"{_INDENT * 2}OutBuffer, PipelineVariable, and OutVariable. For more information, see",
            f"{_INDENT * 2}about_CommonParameters (https://go.microsoft.com/fwlink/?LinkID=113216).",
            _INDENT,
        ]
    return lines


def _pipeline_input(role: Any) -> str:
    how = [w for w, on in (("ByValue", role.pipeline), ("ByPropertyName", role.by_property)) if on]
    return f"true ({', '.join(how)})" if how else "false"


def _parameters(call: Call, made: Dict[str, Any], names: List[str]) -> Iterator[Any]:
    lines = _parameter_lines(made, True, names)
    if not lines:
        call.error(
            "NoMatchParameter", f"No parameter matches criteria {', '.join(names)}.", "InvalidArgument", names
        )
        return
    yield _help_info("\n".join(lines), {"Name": made["Name"]})


def _object(made: Dict[str, Any], view: str) -> Any:
    examples = [
        PSObject(None, {"Title": f"Example {i}", "Code": text}) for i, text in enumerate(made["Examples"], 1)
    ]
    metadata = made["Metadata"]
    parameters = [
        _parameter_object(parameter, made["Parameters"].get(parameter.name.lower()) or parameter.help)
        for parameter in (metadata.parameters.values() if metadata is not None else ())
    ]
    return _help_info(
        "\n".join(_lines(made, view)),
        {
            "Name": made["Name"],
            "Category": made["Category"],
            "Synopsis": made["Synopsis"],
            "Description": _paragraphs(made["Description"]) or None,
            "Syntax": "\n".join(_syntax(made)),
            "Parameters": PSObject(None, {"Parameter": parameters}),
            "Examples": PSObject(None, {"Example": examples}),
            "ModuleName": made["ModuleName"],
            "Aliases": ", ".join(made["Aliases"]) or "None",
            "RelatedLinks": made["Links"],
            "AlertSet": made["Notes"] or None,
        },
    )


def _paragraphs(text: str) -> List[Any]:
    return [PSObject(None, {"Text": text}, ("MamlParaTextItem",))] if text else []


def _parameter_object(parameter: Any, text: str) -> Any:
    """What is told of a parameter, under the names of MAML; no description is no property."""
    role = next(iter(parameter.sets.values()))
    members: Dict[str, Any] = {"description": _paragraphs(text)} if text else {}
    short = parameter.type_name.rpartition(".")[2]
    members.update(
        name=parameter.name,
        parameterValue=short,
        type=PSObject(None, {"name": short}),
        required="true" if role.mandatory else "false",
        position="named" if role.position is None else str(role.position + 1),
        pipelineInput=_pipeline_input(role),
        aliases=", ".join(parameter.aliases) or "none",
        globbing="true" if parameter.wildcards else "false",
    )
    return PSObject(None, members)


def _help_info(text: str, members: Dict[str, Any]) -> Any:
    """The help as an object that is shown as text."""
    from pssh.runtime.help_info import HelpInfo

    return HelpInfo(text, members)
