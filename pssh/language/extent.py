"""Where a piece of source stands: every token, node and error carries an extent."""

from typing import Any, Dict, List, Optional

__all__ = ["Extent", "Source"]


class Source:
    """One text that was parsed: a file, a line at the prompt, a `[scriptblock]::Create` argument."""

    __slots__ = ("_starts", "_wide", "file", "parents", "root", "text")

    def __init__(self, text: str, file: Optional[str] = None) -> None:
        self.text = text
        self.file = file
        self.root: Any = None  # the tree, once a script looks at it
        self.parents: Optional[Dict[int, Any]] = None  # of its nodes, by identity
        self._starts: Optional[List[int]] = None
        self._wide: Optional[List[int]] = None

    @property
    def starts(self) -> List[int]:
        """The offsets at which the lines begin; a carriage return alone ends a line, too."""
        if self._starts is None:
            text = self.text
            starts, at = [0], text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = text.find("\n", at + 1)
            if "\r" in text:
                alone = [i + 1 for i, char in enumerate(text) if char == "\r" and text[i + 1 : i + 2] != "\n"]
                starts = sorted(starts + alone)
            self._starts = starts
        return self._starts

    def units(self, offset: int) -> int:
        """An offset as .NET counts it: a character beyond U+FFFF takes two places."""
        wide = self._wide
        if wide is None:
            text = self.text
            wide = self._wide = (
                [] if text.isascii() else [i for i, char in enumerate(text) if char > "\uffff"]
            )
        return offset + _count_below(wide, offset) if wide else offset

    def line_of(self, offset: int) -> int:
        """The number of the line that holds `offset`, from 1."""
        return _count_below(self.starts, offset + 1)

    def line_text(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        starts = self.starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def _count_below(numbers: List[int], limit: int) -> int:
    """How many of the sorted `numbers` are below `limit`."""
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < limit:
            low = middle + 1
        else:
            high = middle
    return low


class Extent:
    """The half-open range `[start, end)` of offsets in a source."""

    __slots__ = ("end", "source", "start")

    def __init__(self, source: Source, start: int, end: int) -> None:
        self.source = source
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def file(self) -> Optional[str]:
        return self.source.file

    @property
    def start_line(self) -> int:
        return self.source.line_of(self.start)

    @property
    def start_column(self) -> int:
        """The column of the first character, from 1, as .NET counts."""
        return self._column(self.start, self.start_line)

    @property
    def end_line(self) -> int:
        return self.source.line_of(self.end)

    @property
    def end_column(self) -> int:
        return self._column(self.end, self.end_line)

    def _column(self, offset: int, line: int) -> int:
        units = self.source.units
        return units(offset) - units(self.source.starts[line - 1]) + 1

    @property
    def start_offset(self) -> int:
        """Where it starts in the text, as .NET counts; `start` counts characters."""
        return self.source.units(self.start)

    @property
    def end_offset(self) -> int:
        return self.source.units(self.end)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.text!r} at {self.start_line}:{self.start_column}>"
