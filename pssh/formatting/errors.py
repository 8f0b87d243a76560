"""Errors as text: the one place. ConciseView (the default), NormalView, CategoryView, DetailedView."""

from typing import Any, List, NamedTuple

from pssh.formatting.context import FormatContext
from pssh.runtime.positions import mark_source, position_message

__all__ = ["Colors", "error_lines", "record_text"]

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
        from pssh.formatting.error_details import detail_lines

        text = "\n".join(detail_lines(record))
        return f"{colors.error}{text}{colors.reset}"
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
    one_line = extent is None or extent.start_line <= 1
    if not file and one_line and not parse_error:
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


# --- the other views ---------------------------------------------------------------------------------


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
