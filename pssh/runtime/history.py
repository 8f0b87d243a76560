"""The session history: what was typed, when, and how it ended."""

import time
from typing import Any, List, Optional

__all__ = ["History", "HistoryInfo"]


class HistoryInfo:
    """One line of the history."""

    __slots__ = ("command_line", "end", "execution_status", "id", "start")
    net_type_name = "Microsoft.PowerShell.Commands.HistoryInfo"

    def __init__(self, number: int, command_line: str) -> None:
        self.id = number
        self.command_line = command_line
        self.execution_status = "NotStarted"
        self.start = time.time()
        self.end = self.start

    def __str__(self) -> str:
        return self.command_line


class History:
    """Numbered entries, the oldest first; at most `limit` are kept."""

    def __init__(self, limit: int = 4096) -> None:
        self.entries: List[HistoryInfo] = []
        self.limit = limit
        self._next = 1

    def start(self, text: str) -> Optional[HistoryInfo]:
        """Note a line that is about to run; blank lines are not kept."""
        if not text.strip():
            return None
        entry = HistoryInfo(self._next, text)
        self._next += 1
        return entry

    def finish(self, entry: Optional[HistoryInfo], succeeded: bool) -> None:
        """The line has run: it is in the history from now on."""
        if entry is None:
            return
        entry.end = time.time()
        entry.execution_status = "Completed" if succeeded else "Failed"
        self.entries.append(entry)
        del self.entries[: -self.limit]

    def add(self, entry: Any) -> HistoryInfo:
        """Take over an entry of another session."""
        made = HistoryInfo(self._next, entry.command_line)
        made.start, made.end, made.execution_status = entry.start, entry.end, entry.execution_status
        self._next += 1
        self.entries.append(made)
        return made

    def find(self, number: int) -> Optional[HistoryInfo]:
        return next((entry for entry in self.entries if entry.id == number), None)

    def clear(self) -> None:
        self.entries.clear()
