"""The Write-* cmdlets: one for each stream, and Write-Host."""

from typing import Annotated, Any, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = [
    "WriteHost",
    "WriteOutput",
    "write_debug",
    "write_error",
    "write_information",
    "write_progress",
    "write_verbose",
    "write_warning",
]

_UTILITY = "Microsoft.PowerShell.Utility"
_COLOR = "System.ConsoleColor"
_OBJECT = "System.Management.Automation.PSObject"


@cmdlet("Write-Output", alias=("echo", "write"), module=_UTILITY)
class WriteOutput(CmdletBase):
    """Writes the specified objects to the pipeline.

    PS> Write-Output a b
    a
    b
    """

    input_object: Annotated[
        Any,
        Param(
            position=0, mandatory=True, pipeline=True, remaining=True, type=_OBJECT,
            allow_null=True, allow_empty_collection=True,
        ),
    ] = None  # fmt: skip
    no_enumerate: Switch = False

    def process(self) -> None:
        self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        if self.no_enumerate or item.__class__ is str or item.__class__ is int:
            self.call.out(item)
        else:
            self.call.write_all(item)


@cmdlet("Write-Host", module=_UTILITY)
class WriteHost(CmdletBase):
    """Writes customized output to a host.

    PS> Write-Host a 1 -Separator '-'
    a-1
    """

    object_: Annotated[
        Any,
        Param(
            name="Object",
            position=0,
            pipeline=True,
            remaining=True,
            aliases=("Msg", "Message"),
            allow_null=True,
        ),
    ] = NOTHING
    no_newline: Annotated[Switch, Param(name="NoNewline")] = False
    separator: Annotated[Any, Param(allow_null=True)] = " "
    foreground_color: Annotated[Any, Param(type=_COLOR)] = None
    background_color: Annotated[Any, Param(type=_COLOR)] = None

    def process(self) -> None:
        from pssh.runtime.records import HostMessage

        value = self.object_
        text = "" if value is NOTHING or value is None else host_text(value, _separator(self.separator))
        message = HostMessage(text, bool(self.no_newline), self.foreground_color, self.background_color)
        self.call.information(message, ["PSHOST"])


def _separator(value: Any) -> str:
    from pssh.objects.tostring import to_string

    return "" if value is None else to_string(value)


def host_text(value: Any, separator: str) -> str:
    """The text Write-Host prints: elements joined by the separator, inner collections too."""
    if value is None or value is NOTHING:
        return ""
    if value.__class__ is str:
        return str(value)
    from pssh.objects.compare import enumerate_value

    entries = value.entries() if hasattr(value, "stored_key") else None
    items = iter(entries) if entries is not None else enumerate_value(value)
    if items is None:
        from pssh.formatting.values import object_name, scalar_text

        return object_name(value) if hasattr(value, "key") else scalar_text(value)
    return separator.join(host_text(item, separator) for item in items)


_MESSAGE = Param(position=0, mandatory=True, pipeline=True, aliases="Msg", allow_empty_string=True)


@cmdlet("Write-Warning", module=_UTILITY)
def write_warning(call: Call, message: Annotated[str, _MESSAGE] = "") -> None:
    """Writes a warning message."""
    call.warning(message)


@cmdlet("Write-Verbose", module=_UTILITY)
def write_verbose(call: Call, message: Annotated[str, _MESSAGE] = "") -> None:
    """Writes text to the verbose message stream."""
    call.verbose(message)


@cmdlet("Write-Debug", module=_UTILITY)
def write_debug(call: Call, message: Annotated[str, _MESSAGE] = "") -> None:
    """Writes a debug message to the console."""
    call.debug(message)


@cmdlet("Write-Information", module=_UTILITY)
def write_information(
    call: Call,
    message_data: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, aliases=("Msg", "Message"), allow_null=True)
    ] = None,
    tags: Annotated[Optional[List[str]], Param(position=1)] = None,
) -> None:
    """Specifies how PowerShell handles information stream data for a command."""
    call.information(message_data, list(tags or ()))


_WITH_EXCEPTION, _NO_EXCEPTION, _RECORD = "WithException", "NoException", "ErrorRecord"
_CATEGORY = "System.Management.Automation.ErrorCategory"
_BOTH = (_WITH_EXCEPTION, _NO_EXCEPTION)


@cmdlet(
    "Write-Error", sets=(_NO_EXCEPTION, _WITH_EXCEPTION, _RECORD), default_set=_NO_EXCEPTION, module=_UTILITY
)
def write_error(
    call: Call,
    message: Annotated[
        Optional[str],
        Param(position=0, mandatory=True, pipeline=True, aliases="Msg", sets=_NO_EXCEPTION, allow_null=True,
              allow_empty_string=True),
        Param(sets=_WITH_EXCEPTION, allow_null=True, allow_empty_string=True),
    ] = None,
    exception: Annotated[Any, Param(mandatory=True, sets=_WITH_EXCEPTION, type="System.Exception")] = None,
    error_record: Annotated[
        Any, Param(position=0, mandatory=True, sets=_RECORD, type="System.Management.Automation.ErrorRecord")
    ] = None,
    error_id: Annotated[str, Param(sets=_BOTH, allow_empty_string=True)] = "",
    category: Annotated[Any, Param(sets=_BOTH, type=_CATEGORY)] = None,
    target_object: Annotated[Any, Param(sets=_BOTH, allow_null=True)] = None,
    recommended_action: Annotated[str, Param(allow_empty_string=True)] = "",
    category_activity: Annotated[str, Param(aliases="Activity", allow_empty_string=True)] = "",
    category_reason: Annotated[str, Param(aliases="Reason", allow_empty_string=True)] = "",
    category_target_name: Annotated[str, Param(aliases="TargetName", allow_empty_string=True)] = "",
    category_target_type: Annotated[str, Param(aliases="TargetType", allow_empty_string=True)] = "",
) -> None:  # fmt: skip
    """Writes an object to the error stream."""
    from pssh.objects.errors import ErrorDetails, ErrorRecord, NetException

    if error_record is not None:
        record = ErrorRecord(
            error_record.exception,
            error_record.error_id,
            error_record.category,
            error_record.target_object,
            error_record.command_name,
        )
        record.error_details = error_record.error_details
        _copy_category(record, error_record)
    else:
        fault = exception
        if fault is None:
            fault = NetException("Microsoft.PowerShell.Commands.WriteErrorException", message or "")
        name = error_id or fault.type_name
        record = ErrorRecord(
            fault, name, "NotSpecified" if category is None else category.name, target_object
        )
        if exception is not None and message:
            record.error_details = ErrorDetails(message)
    if recommended_action:
        details = record.error_details or ErrorDetails(record.message)
        details.recommended_action = recommended_action
        record.error_details = details
    info = record.category_info
    for attribute, text in (
        ("activity", category_activity),
        ("reason", category_reason),
        ("target_name", category_target_name),
        ("target_type", category_target_type),
    ):
        if text:
            setattr(info, attribute, text)
    _place(call, record)
    call.error(record)


def _copy_category(record: Any, source: Any) -> None:
    for name in ("activity", "reason", "target_name", "target_type"):
        text = getattr(source.category_info, name)
        if text:
            setattr(record.category_info, name, text)


def _place(call: Call, record: Any) -> None:
    """Write-Error speaks for the function or script that calls it: its position and name are the caller's."""
    from pssh.runtime.functions import invocation_of

    caller = None if call.frame is None else invocation_of(call.frame)
    if not record.category_info.activity:
        record.category_info.activity = "Write-Error"
    if caller is None:
        return
    record.invocation_info = caller
    command = caller.my_command
    if not record.command_name and command is not None:
        record.command_name = getattr(command, "error_name", None) or getattr(command, "name", "") or ""


@cmdlet("Write-Progress", module=_UTILITY)
def write_progress(
    call: Call,
    activity: Annotated[Optional[str], Param(position=0)] = None,
    status: Annotated[Optional[str], Param(position=1)] = None,
    id: Annotated[int, Param(position=2, validate=(ValidateRange(0, 2147483647),))] = 0,
    percent_complete: Annotated[int, Param(validate=(ValidateRange(-1, 100),))] = -1,
    seconds_remaining: int = -1,
    current_operation: Annotated[Optional[str], Param(allow_null=True, allow_empty_string=True)] = None,
    parent_id: Annotated[int, Param(validate=(ValidateRange(-1, 2147483647),))] = -1,
    completed: Switch = False,
    source_id: int = 0,
) -> None:
    """Displays a progress bar within a PowerShell command window."""
    from pssh.runtime.records import ProgressRecord

    record = ProgressRecord(
        id,
        activity or "",
        status or "Processing",
        percent_complete,
        "Completed" if completed else "Processing",
    )
    record.current_operation = current_operation or ""
    record.parent_activity_id = parent_id
    record.seconds_remaining = seconds_remaining
    call.progress(record)
