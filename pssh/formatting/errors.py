"""Errors as text: the one place. ConciseView (the default), NormalView, CategoryView, DetailedView."""

from typing import Any, List, NamedTuple

from pssh.formatting.context import FormatContext

__all__ = ["Colors", "error_lines", "mark_source", "record_text"]

ELLIPSIS = "\u2026"
_SOURCE_WIDTH = 69
_NATIVE = ("NativeCommandErrorMessage", "NativeCommandError")


class Colors(NamedTuple):
    """The escape sequences of an error (empty where colours are off)."""

    error: str = ""
    accent: str = ""
    reset: str = ""


def _colors(context: FormatContext) -> Colors:
    if context.rendering != "ansi":
        return Colors()
    return Colors(
        context.formatting_style("error", "\x1b[31;1m"),
        context.formatting_style("error_accent", "\x1b[36;1m"),
        "\x1b[0m",
    )


def error_lines(
    record: Any, width: int, view: str = "ConciseView", runspace: Any = None, host_colors: bool = False
) -> List[str]:
    """An error as it is written to the console: no blank line after it."""
    context = FormatContext(runspace, host_colors)
    text = record_text(record, context, width, view)
    reset = _colors(context).reset
    if reset and text.endswith("\n" + reset):
        text = text[: -len(reset) - 1] + reset
    return text.rstrip("\n").split("\n")


def record_text(record: Any, context: FormatContext, width: int = 0, view: str = "") -> str:
    """An ErrorRecord as its view gives it, a line end after a message with its source."""
    colors = _colors(context)
    view = (view or _error_view(context)).lower()
    if record.fully_qualified_error_id.partition(",")[0] in _NATIVE:
        return f"{colors.error}{record.exception.message}{colors.reset}"
    if view == "categoryview":
        return f"{colors.error}{record.category_info}{colors.reset}"
    if view == "detailedview":
        return f"{colors.error}{_detailed(record)}{colors.reset}"
    if view == "normalview":
        return f"{colors.error}{_normal(record)}{colors.reset}"
    return _concise(record, colors, width or _window_width(context))


def _error_view(context: FormatContext) -> str:
    from pssh.objects.tostring import to_string

    value = context.global_variable("ErrorView")
    return "ConciseView" if value is None else to_string(value)


def _window_width(context: FormatContext) -> int:
    host = None if context.rs is None else context.rs.host
    return 120 if host is None else int(host.width)


# --- ConciseView -------------------------------------------------------------------------------------


def _concise(record: Any, colors: Colors, width: int) -> str:
    info = record.invocation_info
    file = None if info is None else info.script_name
    extent = None if info is None else getattr(info, "extent", None)
    parse_error = record.category == "ParserError"
    reason = f"{colors.error}{_reason(record)}: "
    if not file and not parse_error:
        return f"{reason}{colors.error}{_message(record)}{colors.reset}"
    if parse_error and getattr(record.exception, "errors", None):
        extent = record.exception.errors[0].extent
        file = extent.file
    if extent is None:
        return f"{reason}{colors.error}{_message(record)}{colors.reset}"
    number = extent.start_line
    line, before, length = mark_source(extent)
    lead = " " * max(len(str(number)) - 4, 0)
    prefix = f"{colors.accent}{lead}     | {colors.error}"
    shown = line
    if colors.reset and length < len(line):
        shown = (
            line[:before]
            + colors.error
            + line[before : before + length]
            + colors.reset
            + line[before + length :]
        )
    parts = [
        f"{reason}{colors.reset}{file}:{number}\n" if file else f"{reason}\n",
        f"{colors.accent}{lead}Line |\n",
        f"{colors.accent}{number:>4} | {colors.reset} {shown}\n",
        f"{prefix} {' ' * before}{'~' * length}\n",
        colors.error,
        _wrapped(_parse_message(record) if parse_error else _message(record), prefix, lead, width),
        f"\n{colors.reset}",
    ]
    return "".join(parts)


def _parse_message(record: Any) -> str:
    """The first sentence of a parse error, without its position."""
    text = _message(record)
    if "~\n" in text:
        text = text.partition("~\n")[2].partition("\n\n")[0]
    return text


def _reason(record: Any) -> str:
    """What stands before the colon."""
    if getattr(record, "was_thrown", False) or _thrown(record):
        return "Exception"
    info = record.invocation_info
    command = None if info is None else info.my_command
    name = getattr(command, "name", "") or ""
    if name and _is_command(command):
        return str(name)
    category = record.category_info
    if category.activity:
        return str(category.activity)
    if name:
        return str(name)
    if record.fully_qualified_error_id == "CommandNotFoundException":
        # What was typed; a record from elsewhere does not know it any more.
        return "Error" if info is None else str(record.target_object)
    if record.category != "NotSpecified":
        return str(record.category)
    return str(category.reason) or "Error"


def _thrown(record: Any) -> bool:
    return bool(getattr(record.exception, "thrown", False) or getattr(record.exception, "was_thrown", False))


def _is_command(command: Any) -> bool:
    """Whether `MyCommand` can be found by its name (a script or a script block cannot)."""
    return type(command).__name__ in (
        "AliasInfo", "FunctionInfo", "FilterInfo", "CmdletInfo", "ApplicationInfo",
    )  # fmt: skip


def _message(record: Any) -> str:
    return str(record.message)


def _truncate(text: str, length: int) -> str:
    """`text` cut at the last blank before `length`."""
    if len(text) <= length:
        return text
    piece = text[:length]
    for at in range(len(piece) - 1, -1, -1):
        if piece[at].isspace():
            return piece[:at]
    return piece


def _wrapped(message: str, prefix: str, lead: str, width: int) -> str:
    """The message broken into lines behind the bar."""
    message = message.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    room = width - len(lead) - len("     | ")
    if width <= 0 or len(message) <= room:
        return prefix + message
    lines: List[str] = []
    while len(message) > room:
        piece = _truncate(message, room)
        if not piece:
            break
        lines.append(prefix + piece)
        message = message[len(piece) :].strip()
    lines.append(prefix + message)
    return "\n".join(lines)


class Marked(NamedTuple):
    """A source line cut around the mark, blanks before the mark, and the mark's length."""

    line: str
    before: int
    length: int


def mark_source(extent: Any) -> Marked:
    """The line an extent begins on and where to mark it; a long line is cut around the mark."""
    line = extent.source.line_text(extent.start_line).rstrip()
    before = extent.start_column - 1
    if extent.end_line == extent.start_line and extent.end_column <= len(line) + 1:
        length = extent.end_column - extent.start_column
    else:
        length = len(line) - before
    length = max(length, 0)
    if "\t" in line:
        head, body = line[:before].expandtabs(4), line[before : before + length].replace("\t", "    ")
        line = head + body + line[before + length :].replace("\t", "    ")
        before, length = len(head), len(body)
    if len(line) <= _SOURCE_WIDTH:
        return Marked(line, before, max(length, 1))
    return _cut_source(line, before, length)


def _cut_source(line: str, before: int, length: int) -> Marked:
    behind = len(line) - before - length
    prefix, suffix = min(before, 12), min(behind, 8)
    if prefix + length + suffix >= _SOURCE_WIDTH:
        length = min(length, _SOURCE_WIDTH - prefix)
        suffix = max(_SOURCE_WIDTH - prefix - length, 0)
        suffix = min(suffix, len(line) - before - length)
    else:
        rest = _SOURCE_WIDTH - prefix - length - suffix
        more = min(before - prefix, rest)
        prefix, rest = prefix + more, rest - more
        suffix += min(behind - suffix, rest)
    shown = line[before - prefix : before + length + suffix]
    if before - prefix > 0:
        shown = ELLIPSIS + " " + shown
        start = prefix + 2
    else:
        start = prefix
    if before + length + suffix < len(line):
        shown += " " + ELLIPSIS
    return Marked(shown, start, max(length, 1))


# --- the other views ---------------------------------------------------------------------------------


def position_message(extent: Any) -> str:
    """`At file:line char:column`, the line and its mark."""
    marked = mark_source(extent)
    place = extent.file or "line"
    return (
        f"At {place}:{extent.start_line} char:{extent.start_column}\n"
        f"+ {marked.line}\n+ {' ' * marked.before}{'~' * marked.length}"
    )


def _normal(record: Any) -> str:
    info = record.invocation_info
    head = ""
    extent = None
    if info is not None:
        extent = getattr(info, "extent", None)
        name = info.invocation_name
        if not name or name in ("&", "."):
            name = getattr(info.my_command, "name", "") or ""
        if name:
            head = f"{name} : "
    text = head + _message(record)
    if extent is not None:
        text += "\n" + position_message(extent)
    text += f"\n+ CategoryInfo          : {record.category_info}"
    return text + f"\n+ FullyQualifiedErrorId : {record.fully_qualified_error_id}"


def _detailed(record: Any) -> str:
    """The record as Get-Error shows it: its tree of properties."""
    lines: List[str] = [""]
    exception = record.exception
    lines.append("Exception             : ")
    lines.append(f"    Type    : {exception.type_name}")
    lines.append(f"    Message : {exception.message}")
    if exception.inner is not None:
        lines.append("    InnerException : ")
        lines.append(f"        Type    : {exception.inner.type_name}")
        lines.append(f"        Message : {exception.inner.message}")
    lines.append(f"    HResult : {getattr(exception, 'hresult', -2146233088)}")
    if record.target_object is not None:
        from pssh.formatting.values import cell_text

        lines.append(f"TargetObject          : {cell_text(record.target_object)}")
    lines.append(f"CategoryInfo          : {record.category_info}")
    lines.append(f"FullyQualifiedErrorId : {record.fully_qualified_error_id}")
    info = record.invocation_info
    if info is not None and getattr(info, "extent", None) is not None:
        lines.append("InvocationInfo        : ")
        lines.append(f"    ScriptLineNumber : {info.script_line_number}")
        lines.append(f"    OffsetInLine     : {info.offset_in_line}")
        lines.append(f"    Line             : {info.line.strip()}")
        lines.append(
            "    PositionMessage  : "
            + position_message(info.extent).replace("\n", "\n                       ")
        )
    if record.script_stack_trace:
        lines.append(
            "ScriptStackTrace      : " + record.script_stack_trace.replace("\n", "\n                        ")
        )
    return "\n".join(lines) + "\n"
