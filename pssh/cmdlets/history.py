"""Get-, Add-, Clear- and Invoke-History."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

CORE = "Microsoft.PowerShell.Core"
_INFO = "Microsoft.PowerShell.Commands.HistoryInfo"


@cmdlet("Get-History", alias=("h", "ghy", "history"), module=CORE, output=_INFO)
def get_history(
    call: Call,
    id: Annotated[Optional[List[int]], Param(position=0, pipeline=True, type="System.Int64[]")] = None,
    count: Annotated[Optional[int], Param(position=1)] = None,
) -> Iterator[Any]:
    """Gets what was typed in this session."""
    history = call.runspace.history
    if id is None:
        rows = history.entries
        yield from (rows if count is None else rows[-count:] if count else [])
        return
    for number in id:
        entry = history.find(int(number))
        if entry is None:
            _not_there(call, int(number))
            continue
        if count is not None and len(id) == 1:
            yield from [e for e in history.entries if e.id <= entry.id][-count:]
        else:
            yield entry


@cmdlet("Add-History", module=CORE, output=_INFO)
def add_history(
    call: Call,
    input_object: Annotated[Optional[List[Any]], Param(position=0, pipeline=True)] = None,
    *,
    passthru: Annotated[Switch, Param(name="Passthru")] = False,
) -> Iterator[Any]:
    """Adds entries to the history, such as those of another session."""
    from pssh.objects.members import get_member
    from pssh.runtime.history import HistoryInfo

    for entry in input_object or []:
        if not isinstance(entry, HistoryInfo):
            text = get_member(entry, "CommandLine")
            if text is None:
                call.error("AddHistoryInvalidInput", "Cannot add history because the input object has a format that is "
                           "not valid.", "InvalidArgument", entry, "System.ArgumentException")  # fmt: skip
                continue
            status = get_member(entry, "ExecutionStatus")
            begin, end = (_seconds(get_member(entry, f"{which}ExecutionTime")) for which in ("Start", "End"))
            entry = HistoryInfo(0, str(text))
            entry.execution_status = str(status or "Completed")
            entry.start = entry.start if begin is None else begin
            entry.end = entry.start if end is None else end
        made = call.runspace.history.add(entry)
        if passthru:
            yield made


def _seconds(time: Any) -> Optional[float]:
    """The Unix time of a DateTime, or of its text."""
    from pssh.objects.convert import convert
    from pssh.runtime.known_types import known_type

    if time is None:
        return None
    nanoseconds: int = convert(time, known_type("System.DateTime")).unix_ns
    return nanoseconds / 1e9


@cmdlet("Clear-History", alias="clhy", default_set="IDParameter", should_process=True, module=CORE)
def clear_history(
    call: Call,
    id: Annotated[Optional[List[int]], Param(position=0, sets="IDParameter")] = None,
    *,
    command_line: Annotated[Optional[List[str]], Param(sets="CommandLineParameter")] = None,
    count: Annotated[Optional[int], Param(position=1)] = None,
    newest: Switch = False,
) -> None:
    """Deletes entries of the history."""
    from pssh.runtime.wildcards import wildcard

    history = call.runspace.history
    rows = list(history.entries)
    if id:
        rows = _numbered(call, id, count, newest)
    elif command_line:
        tests = [wildcard(pattern) for pattern in command_line]
        for pattern, test in zip(command_line, tests):
            if not any(test(entry.command_line) for entry in rows):
                _not_there(call, pattern)
        rows = [entry for entry in rows if any(test(entry.command_line) for test in tests)]
    if count is not None and not id:
        rows = rows[-count:] if newest else rows[:count]
    if rows and call.should_process(
        "Entire history" if len(rows) == len(history.entries) else f"{len(rows)} entries"
    ):
        gone = set(map(id_of, rows))
        history.entries[:] = [entry for entry in history.entries if id_of(entry) not in gone]


def _numbered(call: Call, numbers: List[int], count: Optional[int], newest: bool) -> List[Any]:
    """The entries of some numbers; with a count so many that end with the number, or that begin with it."""
    entries = call.runspace.history.entries
    if count is not None and len(numbers) > 1:
        call.throw("ClearHistoryIdAndCount", "A count goes with one Id only.", "InvalidArgument", None,
                   "System.ArgumentException")  # fmt: skip
    found = []
    for number in numbers:
        place = next((at for at, entry in enumerate(entries) if entry.id == number), None)
        if place is None:
            _not_there(call, number)
        elif count is None:
            found.append(entries[place])
        else:
            found += (
                entries[place : place + count] if newest else entries[max(0, place + 1 - count) : place + 1]
            )
    return found


def _not_there(call: Call, wanted: Any) -> None:
    what = "Id" if isinstance(wanted, int) else "command line"
    call.error(
        "GetHistoryNoHistoryForId", f"Cannot locate the history for {what} {wanted}.", "ObjectNotFound", wanted,
        "System.ArgumentException",
    )  # fmt: skip


def id_of(entry: Any) -> int:
    """The number of a history entry."""
    return int(entry.id)


@cmdlet("Invoke-History", alias=("r", "ihy"), should_process=True, module=CORE)
def invoke_history(
    call: Call, id: Annotated[Optional[str], Param(position=0, by_property=True)] = None
) -> None:
    """Runs a line of the history again: by its number, or the last one that begins with a text."""
    entries = call.runspace.history.entries
    entry = None
    if not id:
        entry = entries[-1] if entries else None
    elif str(id).isdigit():
        entry = call.runspace.history.find(int(id))
    else:
        entry = next((e for e in reversed(entries) if e.command_line.startswith(str(id))), None)
    if entry is None:
        call.throw("InvokeHistoryNoLastHistoryEntryFound", "Cannot locate history.", "ObjectNotFound", id,
                   "System.ArgumentException")  # fmt: skip
    if call.should_process(entry.command_line):
        from pssh.runtime.scriptblock import compile_text

        call.host.write_line(entry.command_line)
        compile_text(entry.command_line).invoke(call.runspace, dot=True, scope=call.scope, out=call.out)
