"""Whether output keeps its escape sequences: `$PSStyle.OutputRendering`, and what the host can show."""

from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["formatting_style", "rendering_of", "shown", "style_of"]


def style_of(rs: "Optional[Runspace]") -> Any:
    """`$PSStyle`, or None while nobody has touched it: then everything has its default."""
    cell = None if rs is None else rs.global_scope.vars.get("psstyle")  # `find` would make the lazy value
    if cell is None or cell.__class__.__name__ == "LazyVariable":
        return None
    return cell.value


def rendering_of(rs: "Runspace", host_colors: bool) -> str:
    """'ansi': escape sequences stay; 'plain': they are taken out."""
    mode = "host"
    style = style_of(rs)
    if style is not None:
        mode = str(getattr(style, "output_rendering", "host")).lower()
    if mode == "host":
        return "ansi" if host_colors else "plain"
    return "ansi" if mode == "ansi" else "plain"


def formatting_style(rs: "Runspace", name: str, default: str, host_colors: bool) -> str:
    """The escape sequence of `$PSStyle.Formatting.<name>` while colours are on, else nothing."""
    if rendering_of(rs, host_colors) != "ansi":
        return ""
    style = style_of(rs)
    return default if style is None else str(getattr(getattr(style, "formatting", None), name, default))


def shown(rs: "Runspace", text: str, host_colors: bool) -> str:
    """`text` as the host is to get it."""
    if "\x1b" not in text or rendering_of(rs, host_colors) == "ansi":
        return text
    import re

    return re.sub("\x1b\\[[0-9;?]*[A-Za-z]|\x1b\\]8;[^\x07\x1b]*(?:\x07|\x1b\\\\)", "", text)
