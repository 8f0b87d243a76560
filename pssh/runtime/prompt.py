"""The prompt's text."""

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["called_prompt", "prompt_text"]


def prompt_text(rs: "Runspace") -> str:
    """What the user's `prompt` function gives, else `PS location> ` with one `>` more for each nested prompt."""
    default = f"PS {rs.location.path}{'>' * (rs.host.nested_level + 1)} "
    info = rs.global_scope.find_function("prompt")
    if info is None:
        return default
    try:
        return called_prompt(rs, info.script_block) or "PS>"
    except Exception:  # a broken prompt function leaves the default one, or nobody could mend it
        return default


def called_prompt(rs: "Runspace", block: Any) -> str:
    """The text of a prompt function: what it writes with Write-Host comes before what it returns."""
    from pssh.objects.convert import to_string
    from pssh.runtime.records import HostMessage
    from pssh.runtime.streams import Streams, null_sink

    parts: List[str] = []

    def said(record: Any) -> None:
        data = getattr(record, "message_data", record)
        if isinstance(data, HostMessage):
            parts.append(_colored(rs, data) + ("" if data.no_new_line else "\n"))

    streams = Streams(null_sink, null_sink, null_sink, null_sink, said, null_sink)
    streams.redirected = frozenset(("information",))
    question, code = rs.question, rs.last_exit_code
    try:
        found = rs.invoke_block(block, streams=streams)
    finally:
        rs.question, rs.last_exit_code = question, code
    return "".join(parts) + "".join(to_string(part) for part in found)


def _colored(rs: "Runspace", data: Any) -> str:
    if not rs.host.colors:
        return str(data.message)
    from pssh.runtime.host_text import colored

    return colored(data.message, data.foreground_color, data.background_color)
