"""Get-, Stop-, Wait- and Debug-Process."""

import os
import signal
import time
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import NetException
from pssh.objects.last_words import say_last_words
from pssh.objects.net.process import Process, find_process, processes
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.wildcards import has_wildcard, wildcard

MANAGEMENT = "Microsoft.PowerShell.Management"
_PROCESS = "System.Diagnostics.Process"
_EXCEPTION = "Microsoft.PowerShell.Commands.ProcessCommandException"


def by_name(call: Call, names: Optional[List[str]]) -> Iterator[Process]:
    """The processes of some names; a name without wildcards that none has is an error."""
    running = sorted(processes(), key=lambda p: (p.name.lower(), p.pid))
    for name in names or ["*"]:
        test = wildcard(name)
        found = [p for p in running if test(p.name)]
        if not found and not has_wildcard(name):
            call.error(
                "NoProcessFoundForGivenName",
                f'Cannot find a process with the name "{name}". Verify the process name and call the cmdlet again.',
                "ObjectNotFound", name, _EXCEPTION,
            )  # fmt: skip
        yield from found


def by_id(call: Call, ids: List[int]) -> Iterator[Process]:
    """The processes of some ids; one that is not there is an error."""
    for number in ids:
        try:
            yield find_process(number)
        except NetException:
            call.error(
                "NoProcessFoundForGivenId", f"Cannot find a process with the process identifier {number}.",
                "ObjectNotFound", number, _EXCEPTION,
            )  # fmt: skip


@cmdlet("Get-Process", alias="gps", default_set="Name", module=MANAGEMENT, output=_PROCESS)
def get_process(
    call: Call,
    name: Annotated[
        Optional[List[str]],
        Param(position=0, sets=("Name", "NameWithUserName"), by_property=True, aliases=("ProcessName",)),
    ] = None,
    *,
    id: Annotated[
        Optional[List[int]],
        Param(sets=("Id", "IdWithUserName"), mandatory=True, by_property=True, aliases=("PID",)),
    ] = None,
    input_object: Annotated[
        Optional[List[Any]],
        Param(
            sets=("InputObject", "InputObjectWithUserName"),
            mandatory=True,
            pipeline=True,
            type=_PROCESS + "[]",
        ),
    ] = None,
    include_user_name: Annotated[
        Switch,
        Param(sets=("NameWithUserName", "IdWithUserName", "InputObjectWithUserName"), mandatory=True),
    ] = False,
    module: Annotated[Switch, Param(sets=("Name", "Id", "InputObject"))] = False,
    file_version_info: Annotated[
        Switch, Param(sets=("Name", "Id", "InputObject"), aliases=("FV", "FVI"))
    ] = False,
) -> Iterator[Any]:
    """Gets the processes of this computer.

    PS> (Get-Process -Id $PID).Id -eq $PID
    True
    """
    if input_object is not None:
        for each in input_object:
            each.refresh()
        found: Any = input_object
    elif id is not None:
        found = by_id(call, id)
    else:
        found = by_name(call, name)
    for process in found:
        if module or file_version_info:
            from pssh.objects.members import get_member

            value = get_member(process, "Modules" if module else "FileVersion")
            if value is not None:
                call.write_all(value)
        elif include_user_name:
            from pssh.objects.psobject import PSObject

            yield PSObject(
                process,
                {"UserName": process.user},
                [_PROCESS + "#IncludeUserName", _PROCESS, "System.Object"],
            )
        else:
            yield process


@cmdlet(
    "Stop-Process",
    alias="spps",
    default_set="Id",
    should_process=True,
    module=MANAGEMENT,
    output=_PROCESS,
)
def stop_process(
    call: Call,
    id: Annotated[Optional[List[int]], Param(position=0, sets="Id", mandatory=True, by_property=True)] = None,
    *,
    name: Annotated[
        Optional[List[str]], Param(sets="Name", mandatory=True, by_property=True, aliases=("ProcessName",))
    ] = None,
    input_object: Annotated[
        Optional[List[Any]],
        Param(position=0, sets="InputObject", mandatory=True, pipeline=True, type=_PROCESS + "[]"),
    ] = None,
    pass_thru: Switch = False,
    force: Switch = False,
) -> Iterator[Any]:
    """Ends processes."""
    found: Any = input_object
    if found is None:
        found = by_id(call, id) if id is not None else by_name(call, name)
    for process in found:
        if not call.should_process(f"{process.name} ({process.pid})", "Stop-Process"):
            continue
        say_last_words(process.pid)
        try:
            os.kill(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
        except PermissionError:
            call.error(
                "CouldNotStopProcess", f'Cannot stop process "{process.name} ({process.pid})" because of the following '
                "error: Operation not permitted", "CloseError", process, _EXCEPTION,
            )  # fmt: skip
            continue
        if pass_thru:
            yield process


@cmdlet("Wait-Process", default_set="Name", module=MANAGEMENT, output=_PROCESS)
class WaitProcess(CmdletBase):
    """Waits until processes have ended."""

    name: Annotated[
        Optional[List[str]],
        Param(position=0, sets="Name", mandatory=True, by_property=True, aliases=("ProcessName",)),
    ] = None
    id: Annotated[
        Optional[List[int]],
        Param(position=0, sets="Id", mandatory=True, by_property=True, aliases=("PID", "ProcessId")),
    ] = None
    input_object: Annotated[
        Optional[List[Any]], Param(sets="InputObject", mandatory=True, pipeline=True, type=_PROCESS + "[]")
    ] = None
    timeout: Annotated[Optional[int], Param(position=1, aliases=("TimeoutSec",))] = None
    any: Switch = False
    pass_thru: Switch = False

    def begin(self) -> None:
        self._watched: List[Any] = []

    def process(self) -> None:
        if self.input_object is not None:
            self._watched.extend(self.input_object)
        elif self.id is not None:
            self._watched.extend(by_id(self.call, self.id))
        else:
            self._watched.extend(by_name(self.call, self.name))

    def end(self) -> Any:
        runspace = self.call.runspace
        end = None if self.timeout is None else time.monotonic() + self.timeout
        pause = 0.002
        while True:
            left = [p for p in self._watched if not p.exited]
            if not left or (self.any and len(left) < len(self._watched)):
                break
            if end is not None and time.monotonic() >= end:
                for process in left:
                    self.call.error(
                        "ProcessNotTerminated", f'This command stopped operation because process "{process.name} '
                        f'({process.pid})" is not stopped in the specified time-out.', "CloseError", process,
                        "System.TimeoutException",
                    )  # fmt: skip
                break
            runspace.sleep(pause if end is None else max(0.0, min(pause, end - time.monotonic())))
            pause = min(pause * 2, 0.1)
        if self.pass_thru:
            yield from self._watched


@cmdlet("Debug-Process", should_process=True, module=MANAGEMENT)
def debug_process(
    call: Call, arguments: Annotated[Optional[List[Any]], Param(position=0, remaining=True)] = None
) -> None:
    """Attaching a debugger is not available: an error says so."""
    call.throw("NotSupported", "Debug-Process needs a debugger that is registered with Windows.", "NotImplemented",
               None, "System.PlatformNotSupportedException")  # fmt: skip
