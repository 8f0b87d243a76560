"""Where an error is: the source line with its mark, cut to what a screen can show."""

from typing import Any, NamedTuple

__all__ = ["Marked", "mark_source", "position_message"]

ELLIPSIS = "\u2026"
_SOURCE_WIDTH = 69


class Marked(NamedTuple):
    """A source line cut around the mark, blanks before the mark, and the mark's length."""

    line: str
    before: int
    length: int


def mark_source(extent: Any) -> Marked:
    """The line an extent begins on and where to mark it; a long line is cut around the mark."""
    line = extent.source.line_text(extent.start_line).rstrip()
    before = extent.start_column - 1
    width = len(line) + sum(char > "\uffff" for char in line)  # as .NET counts columns
    if extent.end_line == extent.start_line and extent.end_column <= width + 1:
        length = extent.end_column - extent.start_column
    else:
        length = width - before
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


def position_message(extent: Any) -> str:
    """`At file:line char:column`, the line and its mark."""
    marked = mark_source(extent)
    place = extent.file or "line"
    return (
        f"At {place}:{extent.start_line} char:{extent.start_column}\n"
        f"+ {marked.line}\n+ {' ' * marked.before}{'~' * marked.length}"
    )
