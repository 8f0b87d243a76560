"""A pseudo terminal and the process that keeps it: to the programs there, one after the other, it is the shell.

A program that Ctrl+Z stops must have a parent in its own session, else the kernel lets it go on; and somebody of that
session must say whose the terminal is. A session's host cannot: a process has at most one terminal, a host has many.
"""

import os
import select
import signal
import struct
import termios
from typing import Any, Callable, Dict, List, NoReturn, Tuple

from pssh.wire.packing import pack, unpack

__all__ = ["BEFORE", "BEHIND", "END", "Keeper"]

BEFORE = signal.SIGUSR1  # let the program go on, and have the terminal
BEHIND = signal.SIGUSR2  # let it go on without
END = signal.SIGTERM  # kill it

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
_DEFAULTS = (*_IGNORED, signal.SIGPIPE, signal.SIGHUP, BEFORE, BEHIND, END)
_LENGTH = struct.Struct("!I")


class Keeper:
    """The host's end. `told` is readable when `hear` has something; `slave` stays open: what was typed outlives a
    program."""

    def __init__(self) -> None:
        import warnings

        self.master, self.slave = os.openpty()
        self._modes = termios.tcgetattr(self.slave)
        asked, self._ask = os.pipe()
        self.told, tell = os.pipe()
        name = os.ttyname(self.slave)
        with warnings.catch_warnings():  # of our other threads: the child does nothing but call the system
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            _keep(name, asked, tell)
        os.close(asked)
        os.close(tell)
        self.program = 0  # the process id of the newest one

    def start(self, argv: List[str], environment: Dict[str, str], folder: str) -> None:
        """Start a program in the foreground of the terminal; OSError when it cannot be."""
        termios.tcsetattr(self.slave, termios.TCSANOW, self._modes)  # whatever the one before has left
        data = pack([argv, environment, folder])
        _write(self._ask, _LENGTH.pack(len(data)) + data)
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
        news = os.read(self.told, 16)
        if len(news) < 16:  # somebody has killed the keeper
            return "ended", signal.SIGKILL
        kind, _, number = news.decode().strip().partition(" ")
        return kind, int(number)

    def tell(self, what: int) -> None:
        """BEFORE, BEHIND or END."""
        try:
            os.kill(self._pid, what)
        except OSError:
            pass  # it has just gone

    def close(self) -> None:
        """No further program: the terminal hangs up."""
        for fd in (self._ask, self.told, self.master, self.slave):
            os.close(fd)
        os.waitpid(self._pid, 0)


def _write(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]


def _read(fd: int, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = os.read(fd, count - len(data))
        if not more:
            os._exit(0)  # the host needs no more programs, or has gone
        data += more
    return data


def _keep(terminal: str, asked: int, tell: int) -> NoReturn:
    """The keeper's whole life. News are lines of a fixed length: each is written, and read, at once."""
    program: List[int] = []
    try:
        _take(terminal, (asked, tell))
        for what, answer in _answers(program).items():
            signal.signal(what, answer)
        while True:
            request: Any = unpack(_read(asked, _LENGTH.unpack(_read(asked, _LENGTH.size))[0]))
            try:
                _run(program, tell, *request)
            except OSError as error:
                _say(tell, "failed", error.errno or 0)
    finally:
        os._exit(1)


def _take(terminal: str, keeping: Tuple[int, int]) -> None:
    """Lead a session of that terminal, with no other descriptors of the host's."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.setsid()
    standard = os.open(terminal, os.O_RDWR)  # a session leader gets the first terminal it opens
    for descriptor in (0, 1, 2):
        os.dup2(standard, descriptor)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in keeping:
            try:
                os.close(int(name))
            except OSError:
                pass  # the one by which the list was read


def _run(program: List[int], tell: int, argv: List[str], environment: Dict[str, str], folder: str) -> None:
    """One program from its start to its end; meanwhile its process id is in `program`."""
    os.chdir(folder)
    pid = os.posix_spawn(argv[0], argv, environment, setpgroup=0, setsigdef=_DEFAULTS)
    os.tcsetpgrp(0, pid)
    program.append(pid)
    _say(tell, "started", pid)
    while True:
        _, status = os.waitpid(pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            break
        if os.WSTOPSIG(status) in (signal.SIGTTIN, signal.SIGTTOU) and os.tcgetpgrp(0) == pid:
            os.killpg(pid, signal.SIGCONT)  # it asked before the terminal was its own
            continue
        os.tcsetpgrp(0, os.getpid())
        _say(tell, "stopped", os.WSTOPSIG(status))
    program.clear()
    os.tcsetpgrp(0, os.getpid())
    _say(tell, "ended", status)


def _say(tell: int, kind: str, number: int) -> None:
    os.write(tell, f"{kind} {number}".ljust(16).encode())


def _answers(program: List[int]) -> Dict[int, Callable[[int, Any], None]]:
    def before(_number: int, _frame: Any) -> None:
        for pid in program:
            os.tcsetpgrp(0, pid)
            os.killpg(pid, signal.SIGCONT)

    def behind(_number: int, _frame: Any) -> None:
        for pid in program:
            os.killpg(pid, signal.SIGCONT)

    def end(_number: int, _frame: Any) -> None:
        for pid in program:
            os.killpg(pid, signal.SIGHUP)
            os.killpg(pid, signal.SIGKILL)

    return {BEFORE: before, BEHIND: behind, END: end}
