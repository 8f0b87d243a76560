"""Update-FormatData, Get-FormatData and Export-FormatData."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._format_definitions import definitions, format_file_text, found_definitions
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet

__all__ = ["ExportFormatData", "get_format_data", "update_format_data"]

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
    from pssh.runtime.wildcards import wildcard

    if power_shell_version is not None:
        call.verbose("The formatting data are the same for every version.")
    tests = [wildcard(name) for name in type_name or ["*"]]
    data = format_data(call.runspace)
    views = [view for group in (*data.before.values(), *data.after.values()) for view in group] + all_views()
    for definition in definitions(views):
        if any(test(name) for test in tests for name in definition.types):
            yield definition


@cmdlet("Export-FormatData", default_set="ByPath", module=_UTILITY)
class ExportFormatData(CmdletBase):
    """Saves formatting data of the session in a format file, from which Update-FormatData reads them."""

    input_object: Annotated[
        Any,
        Param(mandatory=True, pipeline=True, type="System.Management.Automation.ExtendedTypeDefinition[]"),
    ] = None
    path: Annotated[Optional[str], Param(sets="ByPath", mandatory=True, aliases=("FilePath",))] = None
    literal_path: Annotated[
        Optional[str], Param(sets="ByLiteralPath", mandatory=True, aliases=("PSPath", "LP"))
    ] = None
    force: Switch = False
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False
    include_script_block: Switch = False

    def begin(self) -> None:
        self._given: List[Any] = []

    def process(self) -> None:
        self._given.extend(self.input_object or ())

    def end(self) -> None:
        import os

        path = self.call.path(self.path or self.literal_path or "")
        if self.no_clobber and os.path.exists(path):
            self.call.throw(
                "NoClobber",
                f"The file '{path}' already exists.",
                "ResourceExists",
                path,
                "System.IO.IOException",
            )
        if self.force and os.path.exists(path) and not os.access(path, os.W_OK):
            os.chmod(path, 0o644)
        text = format_file_text(found_definitions(self._given), bool(self.include_script_block))
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
