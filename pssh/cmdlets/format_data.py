"""Update-FormatData and Get-FormatData."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, cmdlet
from pssh.runtime.command_members import shown_as

__all__ = ["get_format_data", "update_format_data"]

_UTILITY = "Microsoft.PowerShell.Utility"


@cmdlet("Update-FormatData", sets=("FileSet",), default_set="FileSet", should_process=True, module=_UTILITY)
def update_format_data(
    call: Call,
    append_path: Annotated[
        Optional[List[str]], Param(position=0, pipeline=True, by_property=True, aliases=("PSPath", "Path"))
    ] = None,
    prepend_path: Optional[List[str]] = None,
) -> None:
    """Updates the formatting data in the current session."""
    for paths, prepend in ((prepend_path, True), (append_path, False)):
        for path in paths or ():
            if call.should_process(path, "Update FormatData"):
                _load(call, path, prepend)


def _load(call: Call, path: str, prepend: bool) -> None:
    from pssh.formatting.format_file import FormatFileError, read_format_file
    from pssh.formatting.selection import format_data
    from pssh.runtime.scriptblock import ScriptBlock

    if not path.lower().endswith(".ps1xml"):
        call.error(
            "WrongFileExtension",
            f'The file "{path}" is not a .ps1xml file. Specify a file with the extension ".ps1xml".',
            "InvalidArgument",
            path,
            "System.Management.Automation.PSInvalidOperationException",
        )
        return
    try:
        with open(call.path(path), encoding="utf-8-sig") as file:
            text = file.read()
    except OSError:
        call.error(
            "PathNotFound",
            f"Cannot find path '{call.path(path)}' because it does not exist.",
            "ObjectNotFound",
            path,
            "System.Management.Automation.ItemNotFoundException",
        )
        return
    try:
        views = read_format_file(text, ScriptBlock.create)
    except FormatFileError as error:
        call.error(
            "FormatXmlUpdateException",
            f"There were errors in loading the format data file: \n{path} : {error}",
            "InvalidOperation",
            path,
            "System.Management.Automation.RuntimeException",
        )
        return
    format_data(call.runspace, create=True).add(views, prepend)


@cmdlet("Get-FormatData", output="System.Management.Automation.ExtendedTypeDefinition", module=_UTILITY)
def get_format_data(
    call: Call,
    type_name: Annotated[Optional[List[str]], Param(position=0, wildcards=True)] = None,
    power_shell_version: Annotated[Any, Param(name="PowerShellVersion", type="System.Version")] = None,
) -> Iterator[Any]:
    """Gets the formatting data in the current session."""
    from pssh.formatting.selection import format_data
    from pssh.formatting.views import all_views
    from pssh.objects.psobject import PSObject
    from pssh.runtime.wildcards import wildcard

    if power_shell_version is not None:
        call.verbose("The formatting data are the same for every version.")
    tests = [wildcard(name) for name in type_name or ["*"]]
    data = format_data(call.runspace)
    views = [view for group in (*data.before.values(), *data.after.values()) for view in group] + all_views()
    by_types: Dict[Any, List[Any]] = {}
    for view in views:
        known = by_types.setdefault(view.types, [])
        if view not in known:
            known.append(view)
    for types, group in by_types.items():
        if not any(test(name) for test in tests for name in types):
            continue
        definitions = [
            PSObject(
                None,
                {
                    "Name": view.name,
                    "Control": view.shape.capitalize() + "Control",
                    "ToString": shown_as(f"{view.name} , {view.shape.capitalize()}Control"),
                },
                ["System.Management.Automation.FormatViewDefinition", "System.Object"],
            )
            for view in group
        ]
        yield PSObject(
            None,
            {"TypeNames": list(types), "FormatViewDefinition": definitions},
            ["System.Management.Automation.ExtendedTypeDefinition", "System.Object"],
        )
