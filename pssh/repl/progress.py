"""Progress records on the terminal: one line for each activity, taken away when anything else is written."""

import time
from typing import Any

from wcwidth import wcswidth

from pssh.runtime.console_host import Output

__all__ = ["ProgressLines", "bar"]

_PAUSE = 0.1  # seconds between two paintings


def bar(percent: int, width: int) -> str:
    """`[####    ]` of that many columns."""
    inner = max(width - 2, 1)
    full = inner * min(max(percent, 0), 100) // 100
    return "[" + "#" * full + " " * (inner - full) + "]"


class ProgressLines:
    """Paints below what was written and erases itself before the next text."""

    def __init__(self, out: Output) -> None:
        self.out = out
        self.records: dict[int, Any] = {}
        self._shown = 0
        self._painted = 0.0

    def show(self, record: Any, width: int) -> None:
        """Take a new state of an activity; painted at most ten times a second."""
        number = int(record.activity_id)
        if str(record.record_type) == "Completed":
            self.records.pop(number, None)
            self.hide()
            return
        self.records[number] = record
        now = time.monotonic()
        if now - self._painted >= _PAUSE:
            self._painted = now
            self.hide()
            lines = [self._line(r, width) for r in self.records.values()]
            self.out.write("\n".join(lines))
            self.out.flush()
            self._shown = len(lines)

    def hide(self) -> None:
        """Erase what is painted."""
        if self._shown:
            up = f"\x1b[{self._shown - 1}A" if self._shown > 1 else ""
            self._shown = 0
            self.out.write(f"\r{up}\x1b[J")

    @staticmethod
    def _line(record: Any, width: int) -> str:
        text = f"{record.activity}: {record.status_description}"
        percent = int(record.percent_complete)
        text += " " + bar(percent, 30) + f" {percent}%" if percent >= 0 else ""
        while wcswidth(text) >= width:
            text = text[:-1]
        return text
