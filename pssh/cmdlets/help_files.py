"""Update-Help and Save-Help. The help is part of the commands, so there are no files of it."""

from typing import Annotated, Any, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

CORE = "Microsoft.PowerShell.Core"


@cmdlet("Update-Help", default_set="Path", should_process=True, module=CORE)
def update_help(
    call: Call,
    module: Annotated[Optional[List[str]], Param(position=0, by_property=True, aliases=("Name",))] = None,
    source_path: Annotated[Optional[List[str]], Param(position=1, sets="Path", aliases=("Path",))] = None,
    ui_culture: Annotated[Any, Param(position=2, name="UICulture")] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]], Param(sets="LiteralPath", by_property=True, aliases=("PSPath",))
    ] = None,
    fully_qualified_module: Annotated[Optional[List[Any]], Param(by_property=True)] = None,
    recurse: Annotated[Switch, Param(sets="Path")] = False,
    credential: Any = None,
    use_default_credentials: Switch = False,
    force: Switch = False,
    scope: Optional[str] = None,
) -> None:
    """Brings the help up to date, which it always is: every command carries its own."""
    call.verbose("The help is part of the commands and as new as they are: there is nothing to download.")


@cmdlet("Save-Help", default_set="Path", module=CORE)
def save_help(
    call: Call,
    destination_path: Annotated[
        Optional[List[str]], Param(position=0, sets="Path", mandatory=True, aliases=("Path",))
    ] = None,
    module: Annotated[
        Optional[List[Any]], Param(position=1, pipeline=True, by_property=True, aliases=("Name",))
    ] = None,
    ui_culture: Annotated[Any, Param(position=2, name="UICulture")] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]], Param(sets="LiteralPath", mandatory=True, aliases=("PSPath",))
    ] = None,
    fully_qualified_module: Annotated[Optional[List[Any]], Param(by_property=True)] = None,
    credential: Any = None,
    use_default_credentials: Switch = False,
    force: Switch = False,
    scope: Optional[str] = None,
) -> None:
    """Would save help files to a folder; the help is part of the commands, so there are none to save."""
    call.throw(
        "NotSupported", "There are no help files to save: every command carries its own help, here and on the hosts. "
        "To keep it as text, use Get-Help <name> -Full | Out-File <path>.", "NotImplemented",
    )  # fmt: skip
