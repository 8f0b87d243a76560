"""What PowerShell lets people switch on, and what plugs into it: experimental features, subsystems. pssh has neither."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, cmdlet
from pssh.runtime.validation import ValidateSet

CORE = "Microsoft.PowerShell.Core"
_SUBSYSTEMS = (
    ("CommandPredictor", "ICommandPredictor"),
    ("CrossPlatformDsc", "ICrossPlatformDsc"),
    ("FeedbackProvider", "IFeedbackProvider"),
)
_SPACE = "System.Management.Automation.Subsystem."


@cmdlet("Get-ExperimentalFeature", module=CORE)
def get_experimental_feature(
    call: Call, name: Annotated[Optional[List[str]], Param(position=0, pipeline=True)] = None
) -> None:
    """Lists experimental features: there are none."""


def _unknown(call: Call, names: Optional[List[str]]) -> None:
    for each in names or ():
        call.error(
            "ItemNotFoundException", f"There is no experimental feature '{each}': pssh has none to switch on or off.",
            "ObjectNotFound", each, "System.Management.Automation.ItemNotFoundException",
        )  # fmt: skip


_Names = Annotated[Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True)]
_Scope = Annotated[str, Param(validate=[ValidateSet(["CurrentUser", "AllUsers"])])]


@cmdlet("Enable-ExperimentalFeature", should_process=True, module=CORE)
def enable_experimental_feature(
    call: Call,
    name: _Names = None,
    scope: _Scope = "CurrentUser",
) -> None:
    """Switches experimental features on; there are none, so each name is an error."""
    _unknown(call, name)


@cmdlet("Disable-ExperimentalFeature", should_process=True, module=CORE)
def disable_experimental_feature(
    call: Call,
    name: _Names = None,
    scope: _Scope = "CurrentUser",
) -> None:
    """Switches experimental features off; there are none, so each name is an error."""
    _unknown(call, name)


@cmdlet("Get-PSSubsystem", default_set="GetAllSet", module=CORE, output=_SPACE + "SubsystemInfo")
def get_ps_subsystem(
    call: Call,
    kind: Annotated[
        Optional[str], Param(position=0, sets="GetByKindSet", mandatory=True, pipeline=True)
    ] = None,
    *,
    subsystem_type: Annotated[
        Any, Param(sets="GetByTypeSet", mandatory=True, pipeline=True, type="System.Type")
    ] = None,
) -> Iterator[Any]:
    """Shows what may plug into PowerShell; nothing is plugged in here.

    PS> (Get-PSSubsystem -Kind FeedbackProvider).IsRegistered
    False
    """
    from pssh.objects.psobject import PSObject

    name = getattr(subsystem_type, "name", None) or kind
    rows = [row for row in _SUBSYSTEMS if name is None or name.lower() in (row[0].lower(), row[1].lower())]
    if not rows:
        call.throw("SubsystemNotFound", f"There is no subsystem '{name}'. There are: "
                   f"{', '.join(row[0] for row in _SUBSYSTEMS)}.", "ObjectNotFound", name,
                   "System.InvalidOperationException")  # fmt: skip
    for row in rows:
        members = {"Kind": row[0], "SubsystemType": row[1], "IsRegistered": False, "Implementations": []}
        yield PSObject(None, members, [_SPACE + "SubsystemInfo", "System.Object"])
