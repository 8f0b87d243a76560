"""The prompt's text."""

from typing import Any

__all__ = ["prompt_text"]


def prompt_text(rs: Any) -> str:
    """What the user's `prompt` function gives, else `PS location> ` with one `>` more for each nested prompt."""
    default = f"PS {rs.location.path}{'>' * (rs.host.nested_level + 1)} "
    info = rs.global_scope.find_function("prompt")
    if info is None:
        return default
    from pssh.objects.convert import to_string

    question, code = rs.question, rs.last_exit_code
    try:
        found = rs.invoke_block(info.script_block)
    except Exception:
        return default
    finally:
        rs.question, rs.last_exit_code = question, code
    text = "".join(to_string(part) for part in found)
    return text or "PS>"
