"""Get-Error and the DetailedView: an error as a tree of all it knows."""

from typing import Any, List

__all__ = ["detail_lines"]

_STEP = "    "


def detail_lines(record: Any) -> List[str]:
    """The lines of an ErrorRecord, blank lines around them."""
    return ["", *_lines(_record_pairs(record), ""), ""]


def _lines(pairs: Any, indent: str) -> List[str]:
    longest = max((len(label) for label, _ in pairs), default=0)
    made: List[str] = []
    for label, content in pairs:
        head = f"{indent}{label:<{longest}} : "
        if isinstance(content, str):
            pieces = content.split("\n")
            made.append(head + pieces[0])
            made.extend(" " * len(head) + piece for piece in pieces[1:])
        else:
            made.append(head)
            made.extend(_lines(content, indent + _STEP))
    return made


def _text(value: Any) -> str:
    from pssh.formatting.values import cell_text

    return cell_text(value, 4, False)


def _exception_pairs(fault: Any) -> Any:
    from pssh.objects.members import get_member

    pairs: Any = [("Type", str(fault.type_name))]
    pairs.append(("Message", str(fault.message)))
    if fault.inner is not None:
        pairs.append(("InnerException", _exception_pairs(fault.inner)))
    hresult = get_member(fault, "HResult")
    pairs.append(("HResult", _text(hresult)))
    trace = get_member(fault, "StackTrace")
    if trace:
        pairs.append(("StackTrace", _text(trace)))
    return pairs


def _record_pairs(record: Any) -> Any:
    pairs: Any = [("Exception", _exception_pairs(record.exception))]
    if record.target_object is not None:
        pairs.append(("TargetObject", _text(record.target_object)))
    pairs.append(("CategoryInfo", str(record.category_info)))
    pairs.append(("FullyQualifiedErrorId", str(record.fully_qualified_error_id)))
    if record.error_details is not None:
        pairs.append(("ErrorDetails", str(record.error_details)))
    info = record.invocation_info
    if info is not None:
        pairs.append(("InvocationInfo", _invocation_pairs(info)))
    if record.script_stack_trace:
        pairs.append(("ScriptStackTrace", str(record.script_stack_trace)))
    return pairs


def _invocation_pairs(info: Any) -> Any:
    from pssh.runtime.positions import position_message

    pairs: Any = []
    name = getattr(info.my_command, "name", "")
    if name:
        pairs.append(("MyCommand", str(name)))
    extent = getattr(info, "extent", None)
    if extent is not None:
        pairs.append(("ScriptLineNumber", str(info.script_line_number)))
        pairs.append(("OffsetInLine", str(info.offset_in_line)))
    pairs.append(("HistoryId", str(info.history_id)))
    if extent is not None:
        if info.script_name:
            pairs.append(("ScriptName", str(info.script_name)))
        pairs.append(("Line", str(info.line).rstrip("\n")))
        pairs.append(("Statement", str(extent.text)))
        pairs.append(("PositionMessage", position_message(extent)))
    if info.invocation_name:
        pairs.append(("InvocationName", str(info.invocation_name)))
    pairs.append(("CommandOrigin", str(info.command_origin)))
    return pairs
