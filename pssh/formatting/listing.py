"""Laying out lists: labels padded to the longest, values broken at the width under their first character."""

from typing import List, Optional, Sequence

from pssh.formatting.cells import ESC, cell_width, cut, wrap_lines

__all__ = ["list_lines"]

_SEPARATOR = " : "


def list_lines(
    labels: Sequence[str], values: Sequence[str], width: Optional[int], accent: str = "", reset: str = ""
) -> List[str]:
    """The lines of one object of a list (`width` None: values are not broken)."""
    if not labels:
        return []
    sizes = [len(label) if label.isascii() else cell_width(label) for label in labels]
    longest = max(sizes)
    if width is not None:
        longest = min(longest, max(width - len(_SEPARATOR) - 1, 1))
    indent = " " * (longest + len(_SEPARATOR))
    room = None if width is None else width - len(indent)
    lines: List[str] = []
    for label, size, value in zip(labels, sizes, values):
        head = label + " " * (longest - size) if size <= longest else cut(label, longest)
        pieces = wrap_lines(value, room) if value else [value]
        lead = f"{accent}{head}{_SEPARATOR}{reset}" if accent else head + _SEPARATOR
        for piece in pieces:
            if ESC in piece and not piece.endswith(ESC + "[0m"):
                piece += ESC + "[0m"
            lines.append(lead + piece)
            lead = indent
    return lines
