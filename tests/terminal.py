"""A terminal of 120 columns and 50 rows with a program in it: keys go in, the screen comes out as text."""

import os
import re
import signal
import time
from collections.abc import Callable, Mapping
from typing import Any

import pexpect
import pyte

__all__ = ["PROMPT", "Terminal", "TimePassed"]

PROMPT = r"((\[[^\]]*\]: )?PS [^>]*>+|>>|([\w.@-]+\\)?[A-Za-z]:[^>]*>)\s*$"
ENVIRONMENT = {
    "TERM": "xterm",
    "NO_COLOR": "1",
    "LC_ALL": "C.UTF-8",
    "LANG": "C.UTF-8",
    "PROMPT_TOOLKIT_NO_CPR": "1",
}


class TimePassed(AssertionError):
    """What was waited for did not come; the message is the screen."""


class Terminal:
    """Rows are counted from the first line ever shown, so scrolling does not move them."""

    def __init__(
        self, argv: list[str], cwd: str | os.PathLike[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.HistoryScreen(120, 50, history=100_000, ratio=0.5)
        self.stream = pyte.ByteStream(self.screen)
        env = {**os.environ, **ENVIRONMENT, **(environment or {})}
        self.child = pexpect.spawn(
            argv[0], argv[1:], cwd=os.fspath(cwd), env=env, dimensions=(50, 120), timeout=30
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    # --- keys ---------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type the text as it is."""
        self.child.send(text)

    def enter(self, line: str) -> None:
        """Type the line and Enter."""
        self.child.send(line + "\r")

    def control(self, letter: str) -> None:
        self.child.sendcontrol(letter.lower())

    # --- screen -------------------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The row of the cursor."""
        return len(self.screen.history.top) + self.screen.cursor.y

    def lines(self, start: int = 0) -> list[str]:
        """The lines from that row to the cursor's."""
        rows = [*self.screen.history.top, *(self.screen.buffer[y] for y in range(self.screen.lines))]
        return ["".join(row[x].data for x in range(120)).rstrip() for row in rows[start : self.row + 1]]

    def read(self, wait: float) -> bool:
        """Take what the program wrote, waiting so long for the first of it; whether anything came."""
        try:
            data: Any = self.child.read_nonblocking(65536, wait)  # bytes: the child has no encoding
            self.stream.feed(data)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return False
        return True

    def wait(self, done: Callable[[list[str]], object], start: int = 0, limit: float = 30.0) -> list[str]:
        """The lines from that row, as soon as `done(lines)` holds and the program has stopped writing.

        Raises:
            TimePassed: it did not hold within the limit (seconds).
        """
        end = time.monotonic() + limit
        while True:
            wrote = self.read(0.1)
            lines = self.lines(start)
            if not wrote and lines and done(lines):
                return lines
            if time.monotonic() > end or (not wrote and not self.child.isalive() and not self.read(0.1)):
                if lines and done(lines):
                    return lines
                raise TimePassed("the screen shows:\n" + "\n".join(self.lines()))

    def prompt(self, start: int = 0, limit: float = 30.0, pattern: str = PROMPT) -> list[str]:
        """Wait for a prompt on the last line."""
        return self.wait(lambda lines: re.search(pattern, lines[-1] + " "), start, limit)

    def run(self, line: str, limit: float = 30.0) -> list[str]:
        """Type a line at the prompt; what it printed, without the line itself and the new prompt."""
        start = self.row
        typed = 1 + (self.screen.cursor.x + len(line)) // 120
        self.enter(line)
        self.wait(lambda lines: len(lines) > 1 and re.search(PROMPT, lines[-1] + " "), start, limit)
        return self.lines(start)[typed:-1]

    def end(self, limit: float = 30.0) -> int:
        """Wait for the program's end and return its exit code (negative: the signal that ended it)."""
        end = time.monotonic() + limit
        while self.child.isalive():
            if not self.read(0.1) and time.monotonic() > end:
                self.child.kill(signal.SIGHUP)
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -(self.child.signalstatus or 0)
