"""The lines typed before, kept across sessions and searchable by the machine they were typed at.

One file for all: a line is JSON with the text and the host. Only one's own account may read it. Lines that begin
with a blank, and lines that name a secret, are not written (as PSReadLine does). `remembers` says of a line whether
this prompt keeps it, and whether the file does.
"""

import json
import os
import pathlib
import re
from collections.abc import Callable, Iterable

from prompt_toolkit.history import History

__all__ = ["FileHistory"]

_SECRET = re.compile(r"password|asplaintext|token|apikey|secret", re.IGNORECASE)
_LIMIT = 4096


class FileHistory(History):
    """Reads the newest lines at the start and appends each new one at once."""

    def __init__(self, file: pathlib.Path) -> None:
        super().__init__()
        self.file = file
        self.place = ""
        self.remembers: Callable[[str], tuple[bool, bool]] = lambda text: (True, True)
        self._saves = True

    def load_history_strings(self) -> Iterable[str]:
        try:
            rows = self.file.read_text(encoding="utf-8", errors="replace").splitlines()[-_LIMIT:]
        except OSError:
            return
        seen: set[str] = set()
        for row in reversed(rows):
            try:
                text = str(json.loads(row)["text"])
            except (ValueError, KeyError, TypeError):
                continue
            if text not in seen:
                seen.add(text)
                yield text

    def append_string(self, string: str) -> None:
        keeps, self._saves = self.remembers(string)
        if keeps:
            super().append_string(string)

    def store_string(self, string: str) -> None:
        if not self._saves or string[:1].isspace() or _SECRET.search(string):
            return
        row = json.dumps({"text": string, "at": self.place}, ensure_ascii=False)
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with open(descriptor, "w", encoding="utf-8") as file:
                file.write(row + "\n")
        except OSError:
            return  # a full or read-only home loses the history of later sessions, not this prompt
