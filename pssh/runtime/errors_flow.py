"""Errors on their way: from Python's exceptions to ErrorRecords, to `catch`, `trap`, or the error stream."""

from typing import TYPE_CHECKING, Any, List, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError, ps_error
from pssh.objects.nothing import NOTHING
from pssh.runtime.invocation import InvocationInfo
from pssh.runtime.stack import capture, position_of

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["catch_index", "caught", "record_of", "report", "run_clean", "statement_error", "trap"]


def error_of(exc: BaseException) -> PSError:
    """Any exception as a PSError, placed where it happened."""
    error = _as_error(exc)
    record = error.record
    if record.invocation_info is None:
        extent = position_of(exc)
        if extent is not None:
            record.invocation_info = InvocationInfo(None, extent, "")
    if record._stack is None:
        record._stack = capture(exc)
    return error


def _as_error(exc: BaseException) -> PSError:
    if isinstance(exc, PSError):
        return exc
    if isinstance(exc, NetException):
        record = exc.error_record
        if record is None:
            record = ErrorRecord(exc, exc.type_name.rpartition(".")[2], "NotSpecified")
            exc.error_record = record
        return PSError(record)
    if isinstance(exc, ZeroDivisionError):
        return ps_error(
            "RuntimeException",
            "Attempted to divide by zero.",
            "NotSpecified",
            inner=NetException("System.DivideByZeroException", "Attempted to divide by zero."),
        )
    if isinstance(exc, RecursionError):
        return ps_error(
            "CallDepthOverflow",
            "The script failed due to call depth overflow.",
            "InvalidOperation",
            0,
            "System.Management.Automation.ScriptCallDepthException",
        )
    if isinstance(exc, MemoryError):
        return ps_error(
            "System.OutOfMemoryException",
            "Insufficient memory to continue the execution of the program.",
            "OperationStopped",
            exception="System.OutOfMemoryException",
        )
    errors = getattr(exc, "errors", None)
    if errors and hasattr(errors[0], "error_id"):
        return parse_error(exc)
    if isinstance(exc, OSError):
        from pssh.runtime.os_errors import net_exception

        return _as_error(net_exception(exc))
    return ps_error(
        "InternalError",
        f"{type(exc).__name__}: {exc}",
        "NotSpecified",
        exception="System.InvalidOperationException",
    )


def parse_error(exc: Any) -> PSError:
    """The error of a text that does not parse."""
    first = exc.errors[0]
    text = "\n\n".join(
        f"{InvocationInfo(None, each.extent, '').position_message}\n{each.message}"
        for each in exc.errors[:10]
    )
    error = ps_error(
        first.error_id, text, "ParserError", exception="System.Management.Automation.ParseException"
    )
    error.record.invocation_info = InvocationInfo(None, first.extent, "")
    error.record.extra = exc.errors
    error.record.exception.extra["Errors"] = list(exc.errors)
    return error


def pipeline_parse_error(exc: Any) -> PSError:
    """As `parse_error` for a text given to a runspace, which tells apart what merely ends too early."""
    if not exc.incomplete:
        return parse_error(exc)
    first = exc.errors[0]
    error = ps_error(
        first.error_id,
        first.message,
        "ParserError",
        exception="System.Management.Automation.IncompleteParseException",
    )
    error.record.invocation_info = InvocationInfo(None, first.extent, "")
    return error


def record_of(exc: BaseException, f: Any = None) -> ErrorRecord:
    """The ErrorRecord of anything that was raised."""
    return error_of(exc).record


def remember(rs: "Runspace", record: ErrorRecord) -> None:
    """Put a record into `$Error`, the latest first, each error once. It keeps 256."""
    errors = rs.errors
    if errors and (errors[0] is record or getattr(errors[0], "exception", None) is record.exception):
        return
    errors.insert(0, record)
    if len(errors) > 256:
        del errors[256:]


def report(f: Any, record: ErrorRecord) -> None:
    """Put a record into $Error and show it."""
    remember(f.rs, record)
    f.streams.error(record)


def run_clean(f: Any, clean: Any) -> bool:
    """Run a `clean` block and say whether it went well: what goes wrong in it is shown and goes no further."""
    from pssh.runtime.streams import null_sink

    rs = f.rs
    was, rs.in_try = rs.in_try, False
    try:
        clean(f, null_sink)
    except Exception as exc:
        rs.question = False
        report(f, error_of(exc).record)
        return False
    finally:
        rs.in_try = was
    return True


def _action(f: Any) -> str:
    """`$ErrorActionPreference` as the statement sees it."""
    found = f.scope.find("erroractionpreference")
    if found is None:
        return "continue"
    value = found.value
    if value.__class__ is str:
        return str(value).lower()
    from pssh.runtime.reporting import action_name

    return action_name(value)


def statement_error(f: Any, exc: Exception) -> None:
    """A statement failed: report and go on with the next, or raise when something around it wants the error."""
    rs = f.rs
    error = error_of(exc)
    rs.question = False
    if rs.debugger is not None:
        rs.debugger.attach()  # an error out of the trace function has ended the tracing
    if error.record.error_id == "CallDepthOverflow" and f.parent is not None and f.parent.block is not None:
        # reported by the outermost statement: going on down here would overflow again and again
        if error is not exc:
            raise error from None
        raise exc
    if error.stops or _leaves(f, error):
        raise error from None
    remember(rs, error.record)
    if rs.in_try:
        if error is exc:
            raise exc
        raise error from None
    action = _action(f)
    if action in ("silentlycontinue", "ignore"):
        return
    if action == "stop" or (action == "inquire" and not _inquire(f, error)):
        error.stops = True
        if error is exc:
            raise exc
        raise error from None
    if error.thrown:
        if error is exc:
            raise exc
        raise error from None
    f.streams.error(error.record)
    rs.question = False


def _leaves(f: Any, error: PSError) -> bool:
    """Whether ThrowTerminatingError ends the function `f` runs in or for: the error is its caller's."""
    frame = error.leaves
    if frame is None:
        return False
    while f is not None:
        if f is frame:
            return True
        f = f.parent
    return False


def _inquire(f: Any, error: PSError) -> bool:
    from pssh.runtime.confirming import inquire

    return bool(inquire(f.rs, error.record.message))


def trap(f: Any, exc: Exception, out: Any, handlers: Any, outer: bool) -> None:
    """A statement of a block with traps failed; `outer` says whether something around the block catches."""
    rs = f.rs
    error = error_of(exc)
    rs.question = False
    remember(rs, error.record)
    place = _best(f, error.record, [() if ref is None else (ref,) for ref, _ in handlers])
    if place is None:
        rs.in_try = outer
        statement_error(f, exc)
        rs.in_try = True
        return
    number, shown = place
    from pssh.runtime.operators.variables import under_pop, under_push

    before = under_push(f, shown)
    rs.in_try = outer
    try:
        answer = handlers[number][1](out)
    finally:
        rs.in_try = True
        under_pop(f, before)
    if answer == "continue":
        return
    if answer == "break":
        error.stops = True
        if error is exc:
            raise exc
        raise error from None
    action = _action(f)
    if action in ("silentlycontinue", "ignore"):
        return
    if action == "stop":
        error.stops = True
        raise error from None
    f.streams.error(error.record)
    rs.question = False


def caught(f: Any, exc: Exception) -> ErrorRecord:
    """The record a `catch` sees; it is in $Error too."""
    record = error_of(exc).record
    remember(f.rs, record)
    f.rs.question = False
    return record


def catch_index(f: Any, record: ErrorRecord, clauses: Any) -> int:
    """Which catch clause takes the error; -1 when none does. What it sees as `$_` is kept in `f.traps`."""
    found = _best(f, record, clauses)
    if found is None:
        return -1
    f.traps = found[1]
    return int(found[0])


def _of_inner(record: ErrorRecord, inner: Any) -> ErrorRecord:
    """The record a `catch [type]` sees that was chosen by the inner exception: it holds that one."""
    made = ErrorRecord(inner, record.error_id, record.category, record.target_object, record.command_name)
    made.invocation_info = record.invocation_info
    made.script_stack_trace = record.script_stack_trace
    made.error_details = record.error_details
    return made


def _best(f: Any, record: ErrorRecord, clauses: Any) -> Optional[Any]:
    """(number of the clause, the record it sees): the one whose type is nearest to the exception's."""
    if len(clauses) == 1 and not clauses[0]:
        return 0, record
    exception: Any = record.exception
    tried: List[Any] = []
    inner = exception.inner
    if inner is not None and inner is not NOTHING:
        tried.append(inner)
    tried.append(exception)
    if inner is not None and getattr(inner, "inner", None) is not None:
        tried.append(inner.inner)
    general: Optional[int] = None
    for candidate in tried:
        best: Optional[int] = None
        nearest = 1000
        bases = _bases(candidate)
        for number, clause in enumerate(clauses):
            if not clause:
                general = number if general is None else general
                continue
            for ref in clause:
                wanted = ref.find(f)
                if wanted is None:
                    continue
                name = wanted.full_name
                if name in bases and bases.index(name) < nearest:
                    best, nearest = number, bases.index(name)
        if best is not None:
            return best, record if candidate is exception else _of_inner(record, candidate)
    return None if general is None else (general, record)


def _bases(exception: Any) -> List[str]:
    kind = getattr(exception, "net_type", None)
    names: List[str] = []
    while kind is not None and len(names) < 50:
        names.append(kind.full_name)
        kind = kind.base_type
    return names
