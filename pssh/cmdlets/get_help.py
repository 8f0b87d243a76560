"""Get-Help: the docstring of a cmdlet, or the help comment of a function or script, as PowerShell's help objects."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._help import command_help, with_view
from pssh.objects.members import get_member
from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.wildcards import has_wildcard, wildcard

__all__ = ["get_help"]

_PLAIN = """\
TOPIC
    pssh Help System

SHORT DESCRIPTION
    Displays help about PowerShell commands.

LONG DESCRIPTION
    Get-Help <command> shows the help of a cmdlet, function or script; add -Examples, -Detailed or -Full for
    more. Get-Command lists the commands there are.
"""


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
    if show_window:
        call.throw("NotSupported", "Help is shown as text only: use -Full.", "NotImplemented", None,
                   "System.Management.Automation.PSNotSupportedException")  # fmt: skip
    if path is not None:
        call.runspace.paths.resolve(
            path
        )  # no provider here has help of its own: only the place must be there
    if not name:
        yield _PLAIN
        return
    wanted = (
        ("Component", component),
        ("Functionality", functionality),
        ("Role", role),
        ("Category", category),
    )
    found = [
        help_info
        for help_info in (command_help(call, info) for info in _commands(call, name))
        if all(_fits(help_info, member, patterns) for member, patterns in wanted)
    ]
    if not found:
        _not_found(call, name)
    elif len(found) > 1:
        yield from (PSObject(None, help_info.members, ["HelpInfoShort"]) for help_info in found)
    elif online:
        _open_page(call, name, found[0])
    elif parameter:
        yield from _parameters(call, found[0], parameter)
    else:
        view = "FullView" if full else "DetailedView" if detailed else "ExamplesView" if examples else ""
        yield with_view(found[0], view) if view else found[0]


def _commands(call: Call, name: str) -> List[Any]:
    if has_wildcard(name):
        rows: List[Any] = call.runspace.invoke_command(
            "Get-Command", [name], {"CommandType": "Cmdlet, Function"}
        )
        return rows
    info = call.runspace.discovery.lookup(name, call.scope)
    return [] if info is None or info.command_type == "Application" else [info]


def _fits(help_info: PSObject, member: str, patterns: Optional[List[str]]) -> bool:
    if not patterns:
        return True
    text = get_member(help_info, member)
    return text is not None and any(wildcard(pattern)(str(text)) for pattern in patterns)


def _not_found(call: Call, name: str) -> None:
    if has_wildcard(name):
        return
    call.error(
        "HelpNotFound",
        f"Get-Help could not find {name} in a help file in this session. To download updated help topics type: "
        '"Update-Help". To get help online, search for the help topic in the TechNet library at '
        "https://go.microsoft.com/fwlink/?LinkID=107116.",
        "ResourceUnavailable",
        None,
        "Microsoft.PowerShell.Commands.HelpNotFoundException",
    )


def _parameters(call: Call, help_info: PSObject, names: List[str]) -> Iterator[Any]:
    all_of_them = get_member(get_member(help_info, "parameters"), "parameter") or []
    listed = all_of_them if isinstance(all_of_them, list) else [all_of_them]
    for name in names:
        found = [each for each in listed if wildcard(name)(str(get_member(each, "name")))]
        if not found:
            call.error(
                "NoMatchParameter", f"No parameter matches criteria {name}.", "InvalidArgument", name,
                "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        yield from found


def _open_page(call: Call, name: str, help_info: PSObject) -> None:
    """Show the page a help comment links to in the browser of this machine."""
    links = get_member(get_member(help_info, "relatedLinks"), "navigationLink") or []
    pages = [get_member(link, "uri") for link in (links if isinstance(links, list) else [links])]
    address = next((str(page) for page in pages if page), None)
    if address is None:
        call.throw(
            "InvalidOperation",
            "The online version of this Help topic cannot be displayed because the Internet address (URI) of the "
            "Help topic is not specified in the command code or in the help file for the command.",
            "InvalidOperation",
            name,
            "System.Management.Automation.PSInvalidOperationException",
        )
    import webbrowser

    if not webbrowser.open(address):
        call.throw("InvalidOperation", f"There is no browser here: the help page is {address}", "InvalidOperation",
                   address, "System.InvalidOperationException")  # fmt: skip
