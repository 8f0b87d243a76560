"""A page of a custom view: text that gathers until its line ends, and frames that indent the lines ended in them."""

from contextlib import contextmanager
from typing import Iterator, List, Tuple

__all__ = ["Page"]


class Page:
    """What a custom control writes, in PowerShell's way.

    A line gets the indentation of the place where it *ends*: text left over at the end of a frame belongs to the
    line that is ended outside it. The last line is written even when it is empty.
    """

    def __init__(self) -> None:
        self._lines: List[Tuple[int, str]] = []
        self._text: List[str] = []
        self._indent = 0

    def text(self, text: str) -> None:
        """Add to the line that is being written; text of several lines is as many lines."""
        self._text.append(text)

    def new_line(self, count: int = 1) -> None:
        """End the line; each further one is an empty line."""
        for _ in range(count):
            text = "".join(self._text)
            self._text.clear()
            self._lines.extend((self._indent, line) for line in text.replace("\r\n", "\n").split("\n"))

    def line(self, text: str, empty: int = 0) -> None:
        """A whole line, and `empty` ones after it."""
        self.text(text)
        self.new_line(1 + empty)

    @contextmanager
    def frame(self, indent: int = 4) -> Iterator[None]:
        """Lines ended inside are indented by so many more columns."""
        self._indent += indent
        try:
            yield
        finally:
            self._indent -= indent

    def done(self) -> List[Tuple[int, str]]:
        """The page as lines: indentation and text."""
        self.new_line()
        return self._lines
