"""Set-PSBreakpoint and its kin, Wait-Debugger and Set-PSDebug."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.debugging import breakpoints as kinds
from pssh.runtime.debugging.debugger import debugger_of
from pssh.runtime.scriptblock import ScriptBlock
from pssh.runtime.validation import ValidateRange

UTILITY = "Microsoft.PowerShell.Utility"
MOST = 2147483647
RUNSPACE = "System.Management.Automation.Runspaces.Runspace"
ONE = "System.Management.Automation.Breakpoint"


def _debugger(call: Call, runspace: Any) -> Any:
    """The debugger of the runspace given, or of this one."""
    if runspace is None:
        return debugger_of(call.runspace)
    from pssh.cmdlets._runspaces import engine_of

    return debugger_of(engine_of(call, runspace))


def _scripts(call: Call, paths: List[str]) -> Iterator[str]:
    for path in paths:
        for found in call.runspace.paths.resolve(path):
            full = call.path(found.display)
            if not os.path.isfile(full):
                _refuse(call, "FileDoesNotExist", f"File '{full}' does not exist.")
            elif not full.lower().endswith((".ps1", ".psm1")):
                _refuse(
                    call,
                    "WrongExtension",
                    f"Cannot set breakpoint on file '{full}'; only *.ps1 and *.psm1 files are valid.",
                )
            else:
                yield full


def _refuse(call: Call, what: str, text: str, prefix: str = "NewPSBreakpoint") -> None:
    call.error(f"{prefix}:{what}", text, "InvalidArgument", None, "System.ArgumentException")


@cmdlet(
    "Set-PSBreakpoint",
    alias="sbp",
    default_set="Line",
    module=UTILITY,
    output="System.Management.Automation.VariableBreakpoint System.Management.Automation.CommandBreakpoint "
    "System.Management.Automation.LineBreakpoint",
)
def set_ps_breakpoint(
    call: Call,
    script: Annotated[
        Optional[List[str]],
        Param(position=0, sets="Line", mandatory=True),
        Param(position=0, sets="Command"),
        Param(position=0, sets="Variable"),
    ] = None,
    line: Annotated[Optional[List[int]], Param(position=1, sets="Line", mandatory=True)] = None,
    column: Annotated[
        Optional[int], Param(position=2, sets="Line", validate=(ValidateRange(1, MOST),))
    ] = None,
    *,
    action: Annotated[
        Optional[ScriptBlock], Param(sets="Command"), Param(sets="Line"), Param(sets="Variable")
    ] = None,
    command: Annotated[Optional[List[str]], Param(sets="Command", mandatory=True, aliases=("C",))] = None,
    variable: Annotated[Optional[List[str]], Param(sets="Variable", mandatory=True, aliases=("V",))] = None,
    mode: Annotated[
        Any, Param(sets="Variable", type="System.Management.Automation.VariableAccessMode")
    ] = None,
    runspace: Annotated[Any, Param(type=RUNSPACE)] = None,
) -> Iterator[Any]:
    """Sets breakpoints on lines, commands or variables.

    At a breakpoint the debugger asks what to do; with an -Action that block runs instead, and stops by `break`.

    PS> $null = Set-PSBreakpoint -Command Get-Date -Action { Write-Host 'the time is asked for' }
    """
    debugger = _debugger(call, runspace)
    files: List[Optional[str]] = list(_scripts(call, script or []))
    if call.set_name == "Line":
        for number in line or []:
            if number < 1:
                _refuse(call, "LineLessThanOne", "Line cannot be less than 1.")
                continue
            for file in files:
                yield debugger.add(
                    kinds.LineBreakpoint(debugger.new_id(), file or "", number, column or 0, action)
                )
        return
    if script is None:
        files = [None]
    chosen = _write() if mode is None else mode
    for name in command or variable or []:
        for file in files:
            if command:
                made: Any = kinds.CommandBreakpoint(debugger.new_id(), file, name, action)
            else:
                made = kinds.VariableBreakpoint(debugger.new_id(), file, name, chosen, action)
            yield debugger.add(made)


def _write() -> Any:
    from pssh.runtime.nettypes_base import enum

    return enum("VariableAccessMode", "Write")


@cmdlet("Get-PSBreakpoint", alias="gbp", default_set="Line", module=UTILITY, output=ONE)
def get_ps_breakpoint(
    call: Call,
    script: Annotated[
        Optional[List[str]],
        Param(position=0, sets="Line", pipeline=True),
        Param(sets="Command"),
        Param(sets="Variable"),
        Param(sets="Type"),
    ] = None,
    *,
    id: Annotated[Optional[List[int]], Param(position=0, sets="Id", mandatory=True, pipeline=True)] = None,
    variable: Annotated[Optional[List[str]], Param(sets="Variable", mandatory=True)] = None,
    command: Annotated[Optional[List[str]], Param(sets="Command", mandatory=True)] = None,
    type: Annotated[
        Any,
        Param(
            position=0,
            sets="Type",
            mandatory=True,
            pipeline=True,
            type="Microsoft.PowerShell.Commands.BreakpointType[]",
        ),
    ] = None,
    runspace: Annotated[Any, Param(type=RUNSPACE)] = None,
) -> Iterator[Any]:
    """Gets the breakpoints that are set."""
    files = None if script is None else {str(call.path(each)).lower() for each in script}
    for each in list(_debugger(call, runspace).breakpoints.values()):
        if files is not None and (each.script or "").lower() not in files:
            continue
        if (
            (id is None or each.id in id)
            and _named(variable, getattr(each, "variable", None))
            and _named(command, getattr(each, "command", None))
            and (type is None or _kind(each) in [str(one) for one in type])
        ):
            yield each


def _named(wanted: Optional[List[str]], name: Optional[str]) -> bool:
    return wanted is None or (name is not None and name.lower() in (each.lower() for each in wanted))


def _kind(breakpoint: Any) -> str:
    return type(breakpoint).__name__.replace("Breakpoint", "")


def _chosen(call: Call, breakpoint: Any, id: Any, runspace: Any) -> Iterator[Any]:
    """The breakpoints meant, and the debugger each is of, once -WhatIf and -Confirm agree."""
    debugger = _debugger(call, runspace)
    for each in breakpoint or []:
        if _agreed(call, each):
            yield debugger, each
    for number in id or []:
        found = debugger.breakpoints.get(number)
        if found is None:
            _refuse(
                call, "BreakpointIdNotFound", f"There is no breakpoint with ID '{number}'.", "PSBreakpoint"
            )
        elif _agreed(call, found):
            yield debugger, found


def _agreed(call: Call, breakpoint: Any) -> bool:
    asked = "WhatIf" in call.bound or "Confirm" in call.bound
    return not asked or call.should_process(str(breakpoint))


Chosen = Annotated[
    Optional[List[Any]],
    Param(position=0, sets="Breakpoint", mandatory=True, pipeline=True, type=ONE + "[]"),
]
Numbers = Annotated[Optional[List[int]], Param(position=0, sets="Id", mandatory=True, by_property=True)]
OfRunspace = Annotated[Any, Param(sets="Id", by_property=True, aliases=("RunspaceId",), type=RUNSPACE)]


@cmdlet(
    "Enable-PSBreakpoint",
    alias="ebp",
    default_set="Breakpoint",
    module=UTILITY,
    output=ONE,
    should_process=True,
)
def enable_ps_breakpoint(
    call: Call,
    breakpoint: Chosen = None,
    *,
    id: Numbers = None,
    pass_thru: Switch = False,
    runspace: OfRunspace = None,
) -> Iterator[Any]:
    """Lets breakpoints stop again."""
    yield from _switch(call, breakpoint, id, runspace, True, bool(pass_thru))


@cmdlet(
    "Disable-PSBreakpoint",
    alias="dbp",
    default_set="Breakpoint",
    module=UTILITY,
    output=ONE,
    should_process=True,
)
def disable_ps_breakpoint(
    call: Call,
    breakpoint: Chosen = None,
    *,
    id: Numbers = None,
    pass_thru: Switch = False,
    runspace: OfRunspace = None,
) -> Iterator[Any]:
    """Keeps breakpoints from stopping; they stay set."""
    yield from _switch(call, breakpoint, id, runspace, False, bool(pass_thru))


def _switch(call: Call, breakpoint: Any, id: Any, runspace: Any, on: bool, show: bool) -> Iterator[Any]:
    for debugger, each in _chosen(call, breakpoint, id, runspace):
        each.enabled = on
        debugger.refresh()
        if show:
            yield each


@cmdlet("Remove-PSBreakpoint", alias="rbp", default_set="Breakpoint", module=UTILITY, should_process=True)
def remove_ps_breakpoint(
    call: Call, breakpoint: Chosen = None, *, id: Numbers = None, runspace: OfRunspace = None
) -> None:
    """Removes breakpoints."""
    for debugger, each in _chosen(call, breakpoint, id, runspace):
        debugger.remove(each)


@cmdlet("Wait-Debugger", module=UTILITY)
def wait_debugger(call: Call) -> None:
    """Stops in the debugger before the next statement."""
    debugger = debugger_of(call.runspace)
    spec = call.spec
    if spec is not None and getattr(spec, "unit", None) is not None:
        call.verbose(f"Wait-Debugger called on line {spec.extent.start_line} in {spec.unit.file or ''}.")
    debugger.here()


@cmdlet("Set-PSDebug", default_set="on", module="Microsoft.PowerShell.Core")
def set_ps_debug(
    call: Call,
    *,
    trace: Annotated[Optional[int], Param(sets="on", validate=(ValidateRange(0, 2),))] = None,
    step: Annotated[Switch, Param(sets="on")] = False,
    strict: Annotated[Switch, Param(sets="on")] = False,
    off: Annotated[Switch, Param(sets="off")] = False,
) -> None:
    """Shows each line that runs (-Trace 1), with its assignments and calls (-Trace 2), asks before each (-Step),
    or switches the strict mode of the whole session.

    PS> Set-PSDebug -Trace 1
    """
    rs = call.runspace
    if trace is not None or step or off:
        debugger = debugger_of(rs)
        debugger.tracing.level = trace or (1 if step else 0)
        debugger.tracing.stepping = bool(step)
        debugger.refresh()
    if off or "Strict" in call.bound:
        call.scope.global_scope.strict = 1 if strict else 0


@cmdlet("Get-PSCallStack", alias="gcs", module=UTILITY, output="System.Management.Automation.CallStackFrame")
def get_ps_call_stack(call: Call) -> Iterator[Any]:
    """Gets the call stack, the innermost call first."""
    from pssh.runtime.debugging.callstack import call_stack

    yield from call_stack(call.runspace)
