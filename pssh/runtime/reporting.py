"""What happens to an error, warning or message: preferences, variables (`-ErrorVariable` ...), streams, $Error."""

from typing import TYPE_CHECKING, Any, List, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call
    from pssh.runtime.runspace import Runspace

__all__ = [
    "action_name", "call_error", "call_information", "call_message", "call_progress", "complete",
    "pass_message", "preference", "remember", "report_error", "stop_error", "stopped_by", "take_over",
]  # fmt: skip

_BY_NUMBER = ("silentlycontinue", "stop", "continue", "inquire", "ignore", "suspend", "break")


def action_name(value: Any, default: str = "continue") -> str:
    """The lower-case name of an ActionPreference given as enum value, name or number."""
    if isinstance(value, str):
        return value.lower() or default
    name = getattr(value, "name", None)
    if name:
        return str(name).lower()
    if isinstance(value, bool):
        return "continue" if value else "silentlycontinue"
    if isinstance(value, int) and 0 <= value < len(_BY_NUMBER):
        return _BY_NUMBER[value]
    return default


def preference(scope: Any, name: str, default: str) -> str:
    """The action a preference variable asks for, as seen from `scope`."""
    found = scope.find(name)
    return default if found is None else action_name(found.value, default)


def remember(runspace: "Runspace", record: Any) -> None:
    """Put a record into $Error, newest first."""
    errors = runspace.errors
    if errors and errors[0] is record:
        return
    errors.insert(0, record)
    if len(errors) > 256:
        del errors[256:]


def complete(call: "Call", record: ErrorRecord) -> None:
    """Say in the record which command it comes from."""
    if record.invocation_info is None:
        record.invocation_info = call.invocation
    if not record.command_name and call.command is not None:
        record.command_name = call.command.error_name
    if not record.category_info.activity and call.command is not None:
        record.category_info.activity = call.command.name
    if not record.has_stack and call.frame is not None:
        record.script_stack_trace = stack_trace(call.frame, call.invocation)


def take_over(call: "Call", record: ErrorRecord) -> None:
    """Say in the record that it comes from this command, whatever it came from before."""
    if record.invocation_info is not None:
        record.invocation_info = None
        record.command_name = record.category_info.activity = ""
    complete(call, record)


def stack_trace(frame: Any, invocation: Any) -> Optional[str]:
    """The script stack as text, from the engine's frames."""
    trace = getattr(frame, "stack_trace", None)
    return None if trace is None else trace(None if invocation is None else invocation.extent)


def stop_error(record: ErrorRecord) -> PSError:
    """The terminating error that ErrorAction Stop makes of a record: it ends the script unless caught."""
    error = PSError(record)
    error.thrown = True
    error.stopped_by_preference = True
    return error


def report_error(
    runspace: "Runspace", scope: Any, streams: Any, record: ErrorRecord, action: Optional[str] = None
) -> None:
    """A non-terminating error: $Error, then what the action says. Raises for Stop."""
    action = action or preference(scope, "ErrorActionPreference", "continue")
    if action == "ignore":
        return
    if streams.collector is not None:
        streams.collector("error", record if action != "stop" else _stop_exception(record))
    if action == "stop":
        raise stop_error(record)
    if action == "inquire":
        _inquire(runspace, record.message, stop_error(record))
    remember(runspace, record)
    if action != "silentlycontinue":
        streams.error(record)


def _stop_exception(record: ErrorRecord) -> NetException:
    """What -ErrorVariable gets of an error that ends everything."""
    fault = stopped_by("ErrorActionPreference", record.message).record.exception
    fault.error_record = record
    return fault


def call_error(call: "Call", record: ErrorRecord) -> None:
    """A command writes an error."""
    complete(call, record)
    call.failed = True
    report_error(call.runspace, call.scope, call.streams, record, call.error_action)


def _inquire(runspace: "Runspace", message: str, error: PSError) -> None:
    from pssh.runtime.confirming import inquire

    if not inquire(runspace, message):
        raise error


_MESSAGES = {
    "warning": ("WarningPreference", "continue"),
    "verbose": ("VerbosePreference", "silentlycontinue"),
    "debug": ("DebugPreference", "silentlycontinue"),
}


def call_message(call: "Call", stream: str, text: str) -> None:
    """A command writes to the warning, verbose or debug stream."""
    action = _message_action(call, stream)
    if action != "ignore":
        from pssh.runtime.records import MESSAGE_RECORDS

        _write_message(call, stream, MESSAGE_RECORDS[stream](text, call.invocation), action)


def pass_message(call: "Call", stream: str, record: Any) -> None:
    """A command hands on a message that was made elsewhere; Inquire does not ask about it."""
    action = _message_action(call, stream)
    if action != "ignore":
        _write_message(call, stream, record, "continue" if action == "inquire" else action)


def _message_action(call: "Call", stream: str) -> str:
    given: Optional[str] = getattr(call, stream + "_action")
    return preference(call.scope, *_MESSAGES[stream]) if given is None else given


def _write_message(call: "Call", stream: str, record: Any, action: str) -> None:
    if call.streams.collector is not None:
        call.streams.collector(stream, record)
    if action == "silentlycontinue":
        return
    if action == "inquire":
        _inquire(call.runspace, record.message, stopped(stream, record.message))
    getattr(call.streams, stream)(record)
    if action == "stop":
        raise stopped(stream, record.message)


def stopped(stream: str, text: str) -> PSError:
    """The error of a message whose preference is Stop."""
    return stopped_by(stream.capitalize() + "Preference", text)


def stopped_by(variable: str, text: str) -> PSError:
    """The error that says which preference variable has made a message end everything."""
    from pssh.objects.errors import ps_error

    error = ps_error(
        "ActionPreferenceStop",
        f'The running command stopped because the preference variable "{variable}" or common parameter is set to '
        f"Stop: {text}",
        "OperationStopped",
        None,
        "System.Management.Automation.ActionPreferenceStopException",
    )
    error.thrown = True
    return error


def call_information(call: "Call", data: Any, tags: List[str], source: str) -> None:
    """A command writes an information record."""
    action = call.information_action
    if action is None:
        action = preference(call.scope, "InformationPreference", "silentlycontinue")
    if action == "ignore":
        return
    from pssh.runtime.records import InformationRecord

    if not source:
        extent = None if call.invocation is None else call.invocation.extent
        source = (extent.file if extent is not None else None) or call.name
    record = InformationRecord(data, source, tags)
    if call.streams.collector is not None:
        call.streams.collector("information", record)
    host_text = "PSHOST" in tags
    redirected = "information" in call.streams.redirected
    if action == "silentlycontinue" and not host_text and not redirected:
        return
    if action == "stop" and not host_text:
        raise stopped("information", str(record))
    call.streams.information(record)


def call_progress(call: "Call", record: Any) -> None:
    """A command reports progress."""
    action = call.progress_action or preference(call.scope, "ProgressPreference", "continue")
    if action == "continue":
        call.streams.progress(record)
