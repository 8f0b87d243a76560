"""Get-PSHostProcessInfo and Enter-PSHostProcess: other PowerShell processes of this machine, and going inside one."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, cmdlet

CORE = "Microsoft.PowerShell.Core"
_INSTEAD = "A session can be entered instead: see Get-PSSession and Enter-PSSession."


@cmdlet(
    "Get-PSHostProcessInfo", default_set="ProcessNameParameterSet", module=CORE,
    output="Microsoft.PowerShell.Commands.PSHostProcessInfo",
)  # fmt: skip
def get_ps_host_process_info(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, sets="ProcessNameParameterSet")] = None,
    process: Annotated[
        Optional[List[Any]], Param(position=0, sets="ProcessParameterSet", mandatory=True, pipeline=True)
    ] = None,
    id: Annotated[
        Optional[List[int]],
        Param(position=0, sets="ProcessIdParameterSet", mandatory=True, type="System.Int32[]"),
    ] = None,
) -> Iterator[Any]:
    """Lists the processes that Enter-PSHostProcess could go into. No process of pssh lets others in."""
    call.verbose("A process of pssh takes no visitors. " + _INSTEAD)
    return iter(())


def _check_id(call: Call, id: int) -> None:
    """The errors for a process that cannot be entered whatever it is."""
    import os

    if id == os.getpid():
        call.throw(
            "EnterPSHostProcessCantEnterSameProcess",
            "Enter-PSHostProcess does not support entering the same PowerShell session it is running in.",
            "InvalidOperation", None, "System.Management.Automation.PSInvalidOperationException",
        )  # fmt: skip
    if not os.path.exists(f"/proc/{id}") and os.path.isdir("/proc/self"):
        call.throw(
            "EnterPSHostProcessNoProcessFoundWithId", f"No process was found with Id: {id}.", "InvalidArgument",
            None, "System.Management.Automation.PSArgumentException",
        )  # fmt: skip


@cmdlet("Enter-PSHostProcess", default_set="ProcessIdParameterSet", module=CORE)
def enter_ps_host_process(
    call: Call,
    id: Annotated[Optional[int], Param(position=0, sets="ProcessIdParameterSet", mandatory=True)] = None,
    *,
    process: Annotated[
        Any, Param(position=0, sets="ProcessParameterSet", mandatory=True, pipeline=True)
    ] = None,
    name: Annotated[Optional[str], Param(position=0, sets="ProcessNameParameterSet", mandatory=True)] = None,
    host_process_info: Annotated[
        Any, Param(position=0, sets="PSHostProcessInfoParameterSet", mandatory=True, pipeline=True)
    ] = None,
    custom_pipe_name: Annotated[Optional[str], Param(sets="PipeNameParameterSet", mandatory=True)] = None,
    app_domain_name: Optional[str] = None,
) -> None:
    """Would go into another PowerShell process of this machine; no process of pssh lets others in."""
    if id is not None:
        _check_id(call, id)
    call.throw(
        "EnterPSHostProcessNotSupported", "No process of this machine takes visitors. " + _INSTEAD, "NotImplemented",
        None, "System.Management.Automation.PSNotSupportedException",
    )  # fmt: skip


@cmdlet("Exit-PSHostProcess", module=CORE)
def exit_ps_host_process(call: Call) -> None:
    """Would leave a process entered by Enter-PSHostProcess; none can have been."""
    call.verbose("No process was entered.")
