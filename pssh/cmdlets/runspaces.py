"""Get-Runspace, Debug-Runspace and the debug options of runspaces."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._runspaces import chosen_runspaces
from pssh.objects.psobject import PSObject, unwrap
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

UTILITY = "Microsoft.PowerShell.Utility"
RUNSPACE = "System.Management.Automation.Runspaces.Runspace"
_DEBUG = "Microsoft.PowerShell.Commands.PSRunspaceDebug"

Names = Annotated[Optional[List[str]], Param(position=0, sets="RunspaceNameParameterSet")]
Runspaces = Annotated[
    Any,
    Param(
        position=0,
        sets="RunspaceParameterSet",
        mandatory=True,
        pipeline=True,
        by_property=True,
        type=RUNSPACE + "[]",
    ),
]
Ids = Annotated[Optional[List[int]], Param(position=0, sets="RunspaceIdParameterSet", mandatory=True)]
Instances = Annotated[
    Any, Param(position=0, sets="RunspaceInstanceIdParameterSet", mandatory=True, type="System.Guid[]")
]


@cmdlet("Get-Runspace", default_set="NameParameterSet", module=UTILITY, output=RUNSPACE)
def get_runspace(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, sets="NameParameterSet", pipeline=True)] = None,
    *,
    id: Annotated[Optional[List[int]], Param(position=0, sets="IdParameterSet", mandatory=True)] = None,
    instance_id: Annotated[
        Any, Param(position=0, sets="InstanceIdParameterSet", mandatory=True, type="System.Guid[]")
    ] = None,
) -> Iterator[Any]:
    """Gets the runspaces of this process: the one this code runs in, those that were made, and
    those of sessions.
    """
    yield from chosen_runspaces(call, name, id, instance_id, sessions=True)


def _options(rs: Any) -> Any:
    """The debug options set in this session: instance of a runspace -> (enabled, break all)."""
    return rs.services.setdefault("runspace_debug", {})


def _meant(call: Call, names: Any, runspaces: Any, ids: Any, instances: Any) -> List[Any]:
    if runspaces:
        return [unwrap(each) for each in runspaces]
    return list(chosen_runspaces(call, names, ids, instances))


@cmdlet("Enable-RunspaceDebug", default_set="RunspaceNameParameterSet", module=UTILITY)
def enable_runspace_debug(
    call: Call,
    runspace_name: Names = None,
    *,
    runspace: Runspaces = None,
    runspace_id: Ids = None,
    runspace_instance_id: Instances = None,
    break_all: Switch = False,
) -> None:
    """Lets breakpoints stop in runspaces, -BreakAll at their next statement."""
    for each in _meant(call, runspace_name, runspace, runspace_id, runspace_instance_id):
        _options(call.runspace)[id(each)] = (True, bool(break_all))
        if break_all and not each.is_default:
            from pssh.runtime.debugging.debugger import debugger_of

            debugger = debugger_of(each.engine)
            debugger.step = "into"
            each.engine.debugger = debugger


@cmdlet("Disable-RunspaceDebug", default_set="RunspaceNameParameterSet", module=UTILITY)
def disable_runspace_debug(
    call: Call,
    runspace_name: Names = None,
    *,
    runspace: Runspaces = None,
    runspace_id: Ids = None,
    runspace_instance_id: Instances = None,
) -> None:
    """Takes back what Enable-RunspaceDebug said."""
    for each in _meant(call, runspace_name, runspace, runspace_id, runspace_instance_id):
        _options(call.runspace).pop(id(each), None)


@cmdlet("Get-RunspaceDebug", default_set="RunspaceNameParameterSet", module=UTILITY, output=_DEBUG)
def get_runspace_debug(
    call: Call,
    runspace_name: Names = None,
    *,
    runspace: Runspaces = None,
    runspace_id: Ids = None,
    runspace_instance_id: Instances = None,
) -> Iterator[Any]:
    """Shows the debug options of runspaces."""
    for each in _meant(call, runspace_name, runspace, runspace_id, runspace_instance_id):
        enabled, break_all = _options(call.runspace).get(id(each), (False, False))
        yield PSObject(
            None,
            {"Enabled": enabled, "BreakAll": break_all, "RunspaceName": each.name, "RunspaceId": each.id},
            [_DEBUG, "System.Object"],
        )


@cmdlet("Debug-Runspace", default_set="RunspaceParameterSet", module=UTILITY, should_process=True)
def debug_runspace(
    call: Call,
    runspace: Annotated[
        Any, Param(position=0, sets="RunspaceParameterSet", mandatory=True, pipeline=True, type=RUNSPACE)
    ] = None,
    *,
    name: Annotated[Optional[str], Param(position=0, sets="NameParameterSet", mandatory=True)] = None,
    id: Annotated[Optional[int], Param(position=0, sets="IdParameterSet", mandatory=True)] = None,
    instance_id: Annotated[
        Any, Param(position=0, sets="InstanceIdParameterSet", mandatory=True, type="System.Guid")
    ] = None,
    break_all: Switch = False,
) -> None:
    """Debugging a runspace from outside is not done here; breakpoints set in it are."""
    if runspace is not None:
        found = [unwrap(runspace)]
    else:
        found = list(
            chosen_runspaces(
                call,
                None if name is None else [name],
                None if id is None else [id],
                None if instance_id is None else [instance_id],
            )
        )
    if len(found) > 1:
        _refuse(call, "DebugRunspaceTooManyRunspaceFound",
                "More than one Runspace was found. Only one Runspace can be debugged at a time.")  # fmt: skip
    if not found:
        _refuse(call, "DebugRunspaceNoRunspaceFound", "No Runspace was found.")
    if getattr(found[0], "is_default", False):
        _refuse(
            call,
            "DebugRunspaceNoRunspaceFound",
            "You cannot debug the default host Runspace using this cmdlet. To debug the default Runspace use the normal "
            "debugging commands from the host.",
        )
    call.throw(
        "NotSupported",
        "A runspace cannot be attached to while it runs. Set breakpoints in it before it runs: Set-PSBreakpoint "
        "-Runspace.",
        "NotImplemented",
        found[0],
        "System.Management.Automation.PSNotSupportedException",
    )


def _refuse(call: Call, error_id: str, text: str) -> None:
    call.throw(error_id, text, "InvalidOperation", None,
               "System.Management.Automation.PSInvalidOperationException")  # fmt: skip
