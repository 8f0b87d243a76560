"""Whether output keeps its terminal escape sequences: `$PSStyle.OutputRendering`, and what the host can show."""

from typing import Any

__all__ = ["rendering_of", "shown"]


def rendering_of(rs: Any, host_colors: bool) -> str:
    """'ansi': escape sequences stay; 'plain': they are taken out."""
    mode = "host"
    cell = None if rs is None else rs.global_scope.find("PSStyle")
    if cell is not None and cell.__class__.__name__ != "LazyVariable":  # untouched it has its default
        mode = str(getattr(cell.value, "output_rendering", "host")).lower()
    if mode == "host":
        return "ansi" if host_colors else "plain"
    return "ansi" if mode == "ansi" else "plain"


def shown(rs: Any, text: str, host_colors: bool) -> str:
    """`text` as the host is to get it."""
    if "\x1b" not in text or rendering_of(rs, host_colors) == "ansi":
        return text
    import re

    return re.sub("\x1b\\[[0-9;?]*[A-Za-z]|\x1b\\]8;[^\x07\x1b]*(?:\x07|\x1b\\\\)", "", text)
