"""Records of the streams beside output: errors, messages, information, progress, both ways."""

from typing import Any, Dict, List, Optional

from pssh.objects.errors import ErrorRecord
from pssh.objects.exceptions import NetException, exception_bases
from pssh.objects.psobject import PSObject
from pssh.runtime import records as r
from pssh.wire import tags
from pssh.wire.errors import ProtocolError

__all__ = ["OriginInfo", "RemotingErrorRecord", "decode_record", "encode_record", "error_node"]

_REMOTE_EXCEPTION = "System.Management.Automation.RemoteException"
_PROGRESS_FIELDS = (
    "activity_id",
    "parent_activity_id",
    "activity",
    "status_description",
    "current_operation",
    "percent_complete",
    "seconds_remaining",
    "record_type",
)


class OriginInfo:
    """Where a remote record was made."""

    __slots__ = ("instance_id", "ps_computer_name", "runspace_id")
    net_type_name = "System.Management.Automation.Remoting.OriginInfo"

    def __init__(self, ps_computer_name: str, runspace_id: Any, instance_id: Any = None) -> None:
        self.ps_computer_name = ps_computer_name
        self.runspace_id = runspace_id
        self.instance_id = instance_id

    def __str__(self) -> str:
        return self.ps_computer_name


class RemotingErrorRecord(ErrorRecord):
    """An error record that came from elsewhere; printed without a position."""

    __slots__ = ("origin_info",)
    net_type_name = "System.Management.Automation.Runspaces.RemotingErrorRecord"
    origin_info: Optional[OriginInfo]


def error_node(record: ErrorRecord, encoder: Any = None) -> Any:
    """The node of an error record of the error stream, or of the reason of a state."""
    from pssh.wire.encoder import Encoder

    encoder = encoder or Encoder()
    fault = record.exception
    category = record.category_info
    details = record.error_details
    fields = {
        "message": fault.message,
        "type": fault.type_name,
        "id": record.error_id,
        "command": record.command_name,
        "category": category.category,
        "activity": category.activity,
        "reason": category.reason,
        "target_name": category.target_name,
        "target_type": category.target_type,
        "target": encoder.node(record.target_object, 0, 0),
        "details": None if details is None else details.message,
        "action": None if details is None else details.recommended_action,
        "stack": record.script_stack_trace,
        "inner": _inner(fault),
    }
    return [tags.ERROR, fields]


def _inner(fault: NetException) -> List[List[str]]:
    chain: List[List[str]] = []
    inner = fault.inner
    while inner is not None and len(chain) < 10:
        chain.append([inner.type_name, inner.message])
        inner = inner.inner
    return chain


def encode_record(encoder: Any, value: Any, depth: int = 1, level: int = 0) -> Any:
    """The node of a record of any stream; texts stay texts."""
    if isinstance(value, ErrorRecord):
        return error_node(value, encoder)
    if isinstance(value, r.ProgressRecord):
        return [tags.PROGRESS, [encoder.node(getattr(value, name), 0, level) for name in _PROGRESS_FIELDS]]
    if isinstance(value, r.InformationRecord):
        fields = [value.time, value.source, list(value.tags), value.user, value.computer, value.process_id]
        return [tags.INFORMATION, _message_node(encoder, value.message_data), *fields]
    if isinstance(value, r.InformationalRecord):
        return str(value)
    return encoder.node(value, depth, level)


def _message_node(encoder: Any, data: Any) -> Any:
    if isinstance(data, r.HostMessage):
        colors = [None if c is None else str(c) for c in (data.foreground_color, data.background_color)]
        return [tags.HOST_MESSAGE, data.message, bool(data.no_new_line), *colors]
    return encoder.encode(data)


def decode_record(decoder: Any, stream: int, node: Any) -> Any:
    """The record of `stream` (2 to 7) that a node holds."""
    tag = node[0] if type(node) is list and node else None
    if stream == 2:
        if tag != tags.ERROR:
            raise ProtocolError("The error stream holds error records only.")
        return decode_error(decoder, node[1])
    if stream in (3, 4, 5):
        return (r.WarningRecord, r.VerboseRecord, r.DebugRecord)[stream - 3](str(node))
    if tag == tags.PROGRESS:
        return _decode_progress(decoder, node[1])
    if tag == tags.INFORMATION:
        return _decode_information(decoder, node)
    raise ProtocolError(f"There is no such record on stream {stream}.")


def decode_error(decoder: Any, fields: Dict[str, Any]) -> RemotingErrorRecord:
    """An error record from elsewhere: its exception is a RemoteException that knows what it was."""
    inner: Optional[NetException] = None
    for type_name, message in reversed(fields.get("inner") or []):
        inner = NetException(str(type_name), str(message), inner)
    message, type_name = str(fields["message"]), str(fields["type"])
    there = ["Deserialized." + base for base in exception_bases(type_name)]
    serialized = PSObject(None, {"Message": message}, there)
    fault = NetException(_REMOTE_EXCEPTION, message, inner, SerializedRemoteException=serialized)
    record = RemotingErrorRecord(
        fault,
        str(fields["id"]),
        str(fields["category"]),
        decoder.value(fields.get("target")),
        str(fields.get("command") or ""),
        fields.get("details") or None,
    )
    if record.error_details is not None and fields.get("action"):
        record.error_details.recommended_action = str(fields["action"])
    record.origin_info = decoder.origin
    record.script_stack_trace = fields.get("stack")
    category = record.category_info
    category.activity = str(fields.get("activity") or "")
    category.reason = str(fields.get("reason") or "")
    category.target_name = str(fields.get("target_name") or "")
    category.target_type = str(fields.get("target_type") or "")
    fault.error_record = record
    return record


def _decode_progress(decoder: Any, values: List[Any]) -> r.ProgressRecord:
    record = r.ProgressRecord()
    for name, node in zip(_PROGRESS_FIELDS, values):
        setattr(record, name, decoder.value(node))
    return record


def _decode_information(decoder: Any, node: List[Any]) -> r.InformationRecord:
    _, data, when, source, names, user, computer, process = node
    if type(data) is list and data and data[0] == tags.HOST_MESSAGE:
        _, text, no_new_line, foreground, background = data
        message: Any = r.HostMessage(str(text), bool(no_new_line), foreground, background)
        names = [*names, *(["FORWARDED"] if "PSHOST" in names and "FORWARDED" not in names else [])]
    else:
        message = decoder.value(data)
    record = r.InformationRecord(message, str(source), [str(name) for name in names])
    record._time = float(when)
    record.user, record.computer, record.process_id = str(user), str(computer), int(process)
    return record
