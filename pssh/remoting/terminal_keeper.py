"""A pseudo terminal and the process that keeps it: to the programs there, one after the other, it is the shell.

A program that Ctrl+Z stops must have a parent in its own session, else the kernel lets it go on; and somebody of that
session must say whose the terminal is. A session's host cannot: a process has at most one terminal, a host has many.
"""

import contextlib
import fcntl
import marshal
import os
import select
import signal
import sys
import termios
from typing import Any, Dict, List, Tuple

from pssh.remoting.keeper_process import ASKED, BEFORE, BEHIND, END, LENGTH, NEWS, STAND, TELL

__all__ = ["BEFORE", "BEHIND", "END", "STAND", "Keeper"]

_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pssh.remoting.keeper_process import keep; keep()"
)


def _root() -> str:
    """The folder or the archive that this package is in."""
    import pssh

    return os.path.dirname(os.path.dirname(os.path.abspath(str(pssh.__file__))))


def _above_standard(fd: int) -> int:
    """The same descriptor under a number that is none of those the keeper knows it by."""
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, TELL + 1)
    finally:
        os.close(fd)


class Keeper:
    """The host's end. `told` is readable when `hear` has something; `slave` stays open: what was typed outlives a
    program."""

    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        self._modes = termios.tcgetattr(self.slave)
        asked, self._ask = os.pipe()
        self.told, tell = os.pipe()
        terminal = (
            os.POSIX_SPAWN_OPEN,
            0,
            os.ttyname(self.slave),
            os.O_RDWR,
            0,
        )  # a session leader gets the first
        asked, tell = _above_standard(asked), _above_standard(tell)
        try:
            self._pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-I", "-S", "-c", _PROGRAM, _root()],
                os.environ,
                file_actions=[
                    terminal,
                    (os.POSIX_SPAWN_DUP2, 0, 1),
                    (os.POSIX_SPAWN_DUP2, 0, 2),
                    (os.POSIX_SPAWN_DUP2, asked, ASKED),
                    (os.POSIX_SPAWN_DUP2, tell, TELL),
                ],
                setsid=True,
            )
        finally:
            os.close(asked)
            os.close(tell)
        self.program = 0  # the process id of the newest one

    def start(self, argv: List[str], environment: Dict[str, str], folder: str) -> None:
        """Start a program in the foreground of the terminal; OSError when it cannot be."""
        termios.tcsetattr(self.slave, termios.TCSANOW, self._modes)  # whatever the one before has left
        self._send("start", argv, environment, folder)
        kind, number = self.hear()
        if kind != "started":
            raise OSError(number, os.strerror(number))
        self.program = number

    @property
    def is_there(self) -> bool:
        """Whether the keeper waits for a program: nobody has killed it."""
        poll = select.poll()
        poll.register(self.told, select.POLLIN)
        return not poll.poll(0)

    def hear(self) -> Tuple[str, int]:
        """The next news: ("started", process id), ("failed", errno), ("stopped", signal) or ("ended", wait status)."""
        news = os.read(self.told, NEWS)
        if len(news) < NEWS:  # somebody has killed the keeper
            return "ended", signal.SIGKILL
        kind, _, number = news.decode().strip().partition(" ")
        return kind, int(number)

    def tell(self, what: str) -> None:
        """BEFORE, BEHIND, STAND or END; without a program it means nothing."""
        with contextlib.suppress(OSError):  # somebody has killed the keeper
            self._send(what)

    def _send(self, *request: Any) -> None:
        data = marshal.dumps(list(request))
        data = LENGTH.pack(len(data)) + data
        while data:
            data = data[os.write(self._ask, data) :]

    def close(self) -> None:
        """No further program: the terminal hangs up."""
        for fd in (self._ask, self.told, self.master, self.slave):
            os.close(fd)
        os.waitpid(self._pid, 0)
