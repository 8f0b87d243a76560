"""Get-EventLog, and Get-WinEvent's answer that there is no such thing here."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._event_sources import LOGS, EventLogInfo, find_log, read_events
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange, ValidateSet

__all__ = ["get_eventlog", "get_winevent"]

KINDS = ("Error", "Information", "FailureAudit", "SuccessAudit", "Warning")


@cmdlet(
    "Get-EventLog",
    output=("System.Diagnostics.EventLogEntry", "System.Diagnostics.EventLog", "System.String"),
    sets=("LogName", "List"),
    default_set="LogName",
)
def get_eventlog(
    call: Call,
    log_name: Annotated[
        Optional[str], Param(position=0, mandatory=True, sets="LogName", aliases="LN")
    ] = None,
    instance_id: Annotated[
        Optional[List[int]], Param(position=1, sets="LogName", type="System.Int64[]")
    ] = None,
    *,
    list: Annotated[Switch, Param(sets="List")] = False,
    as_string: Annotated[Switch, Param(sets="List")] = False,
    newest: Annotated[Optional[int], Param(sets="LogName", validate=(ValidateRange(0, 2147483647),))] = None,
    after: Annotated[Any, Param(sets="LogName", type="System.DateTime")] = None,
    before: Annotated[Any, Param(sets="LogName", type="System.DateTime")] = None,
    user_name: Annotated[Optional[List[str]], Param(sets="LogName", wildcards=True)] = None,
    index: Annotated[
        Optional[List[int]], Param(sets="LogName", validate=(ValidateRange(1, 2147483647),))
    ] = None,
    entry_type: Annotated[
        Optional[List[str]], Param(sets="LogName", aliases="ET", validate=(ValidateSet(KINDS),))
    ] = None,
    source: Annotated[Optional[List[str]], Param(sets="LogName", aliases="ABO", wildcards=True)] = None,
    message: Annotated[Optional[str], Param(sets="LogName", aliases="MSG", wildcards=True)] = None,
) -> Iterator[Any]:
    """Gets events of this host, newest first: System, Application and Security from the journal or syslog,
    and pssh's
    own log, `Windows PowerShell`, with the starts, ends and failures of engines, sessions and jobs.
    """
    if call.set_name == "List" or log_name is None:
        yield from _logs(bool(as_string))
        return
    log = find_log(log_name)
    if log is None:
        call.error(
            "System.InvalidOperationException",
            f"The event log '{log_name}' on computer '.' does not exist.",
            "ObjectNotFound",
            log_name,
            "System.InvalidOperationException",
        )
        return
    tests = _tests(instance_id, after, before, user_name, index, entry_type, source, message)
    events = read_events(log, newest if not tests else None)
    if events is None:
        call.error(
            "EventLogSourceNotFound",
            f"There is no source for the event log '{log}' on this computer: neither a journal nor a "
            f"readable syslog file.",
            "ObjectNotFound",
            log,
            "System.InvalidOperationException",
        )
        return
    count = 0
    for entry in events:
        entry.log = log
        if all(test(entry) for test in tests):
            if newest is not None and count >= newest:
                return
            count += 1
            yield entry
    if count == 0 and tests:
        call.error(
            "GetEventLogNoEntriesFound",
            "No matches found",
            "ObjectNotFound",
            None,
            "System.ArgumentException",
        )


def _logs(names_only: bool) -> Iterator[Any]:
    for log in LOGS:
        events = read_events(log)
        if events is None:
            continue
        yield log if names_only else EventLogInfo(log, sum(1 for _ in events))


def _tests(
    instance_ids: Any,
    after: Any,
    before: Any,
    users: Any,
    indexes: Any,
    kinds: Any,
    sources: Any,
    message: Any,
) -> List[Any]:
    """Predicates for the restrictions that were given."""
    from pssh.runtime.wildcards import wildcard

    tests: List[Any] = []
    if instance_ids is not None:
        wanted = {int(number) for number in instance_ids}
        tests.append(lambda entry: entry.instance_id in wanted)
    if after is not None or before is not None:
        from pssh.objects.datetime import DateTime

        if after is not None:
            tests.append(lambda entry: DateTime.from_unix(entry.time) > after)
        if before is not None:
            tests.append(lambda entry: DateTime.from_unix(entry.time) < before)
    if indexes is not None:
        tests.append(lambda entry: entry.index in indexes)
    if kinds is not None:
        names = {kind.lower() for kind in kinds}
        tests.append(lambda entry: entry.entry_type.lower() in names)
    if sources is not None:
        patterns = [wildcard(text) for text in sources]
        tests.append(lambda entry: any(test(entry.source) for test in patterns))
    if users is not None:
        people = [wildcard(text) for text in users]
        tests.append(lambda entry: any(test(entry.user_name or "") for test in people))
    if message is not None:
        matches = wildcard(message)
        tests.append(lambda entry: matches(entry.message))
    return tests


@cmdlet("Get-WinEvent")
def get_winevent(
    call: Call,
    log_name: Annotated[Optional[List[str]], Param(position=0)] = None,
    *,
    max_events: Optional[int] = None,
) -> None:
    """Answers that Windows event tracing exists on Windows only, and what to use here."""
    call.throw(
        "PlatformNotSupported",
        "Get-WinEvent reads Windows event logs, which this computer has not. Use Get-EventLog: it reads "
        "the journal, "
        "syslog and pssh's own log.",
        "NotImplemented",
        log_name,
        "System.PlatformNotSupportedException",
    )
