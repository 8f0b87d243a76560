"""Where a piece of source stands: every token, node and error carries an extent."""

from typing import Any, Dict, List, Optional

__all__ = ["Extent", "Source"]


class Source:
    """One text that was parsed: a file, a line at the prompt, a `[scriptblock]::Create` argument."""

    __slots__ = ("_starts", "file", "parents", "root", "text")

    def __init__(self, text: str, file: Optional[str] = None) -> None:
        self.text = text
        self.file = file
        self.root: Any = None  # the tree, once a script looks at it
        self.parents: Optional[Dict[int, Any]] = None  # of its nodes, by identity
        self._starts: Optional[List[int]] = None

    @property
    def starts(self) -> List[int]:
        """The offsets at which the lines begin."""
        if self._starts is None:
            starts, at = [0], self.text.find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = self.text.find("\n", at + 1)
            self._starts = starts
        return self._starts

    def line_of(self, offset: int) -> int:
        """The number of the line that holds `offset`, from 1."""
        starts = self.starts
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            if starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low

    def line_text(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return (self.text[start:] if end < 0 else self.text[start:end]).rstrip("\r")


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
        """The column of the first character, from 1."""
        return self.start - self.source.starts[self.start_line - 1] + 1

    @property
    def end_line(self) -> int:
        return self.source.line_of(self.end)

    @property
    def end_column(self) -> int:
        return self.end - self.source.starts[self.end_line - 1] + 1

    def __repr__(self) -> str:
        return f"<{self.text!r} at {self.start_line}:{self.start_column}>"
