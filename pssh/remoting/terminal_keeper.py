"""A pseudo terminal and the process that keeps it: to the programs there, one after the other, it is the shell.

A program that Ctrl+Z stops must have a parent in its own session, else the kernel lets it go on; and somebody of that
session must say whose the terminal is. A session's host cannot: a process has at most one terminal, a host has many.
"""

import contextlib
import os
import select
import signal
import struct
import termios
from typing import Any, Dict, List, NoReturn, Tuple

from pssh.wire.packing import pack, unpack

__all__ = ["BEFORE", "BEHIND", "END", "Keeper"]

BEFORE = "before"  # let the program go on, and have the terminal
BEHIND = "behind"  # let it go on without
END = "end"  # kill it

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
_DEFAULTS = (*_IGNORED, signal.SIGPIPE, signal.SIGHUP, signal.SIGCHLD)
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
        news = os.read(self.told, 16)
        if len(news) < 16:  # somebody has killed the keeper
            return "ended", signal.SIGKILL
        kind, _, number = news.decode().strip().partition(" ")
        return kind, int(number)

    def tell(self, what: str) -> None:
        """BEFORE, BEHIND or END; without a program it means nothing."""
        with contextlib.suppress(OSError):  # somebody has killed the keeper
            self._send(what)

    def _send(self, *request: Any) -> None:
        data = pack(list(request))
        data = _LENGTH.pack(len(data)) + data
        while data:
            data = data[os.write(self._ask, data) :]

    def close(self) -> None:
        """No further program: the terminal hangs up."""
        for fd in (self._ask, self.told, self.master, self.slave):
            os.close(fd)
        os.waitpid(self._pid, 0)


def _keep(terminal: str, asked: int, tell: int) -> NoReturn:
    """The keeper's whole life: until the host closes its end of `asked`."""
    try:
        _take(terminal, (asked, tell))
        changed, changes = os.pipe()
        os.set_blocking(changes, False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(
            changes, warn_on_full_buffer=False
        )  # a mere handler could come just before a wait
        while True:
            what, *facts = _receive(asked)
            if what == "start":
                argv, environment, folder = facts
                try:
                    _run(argv, environment, folder, asked, tell, changed)
                except OSError as error:
                    _say(tell, "failed", error.errno or 0)
    finally:
        os._exit(0)


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


def _run(
    argv: List[str], environment: Dict[str, str], folder: str, asked: int, tell: int, changed: int
) -> None:
    """One program from its start to its end."""
    os.chdir(folder)
    program = os.posix_spawn(argv[0], argv, environment, setpgroup=0, setsigdef=_DEFAULTS)
    os.tcsetpgrp(0, program)
    _say(tell, "started", program)
    poll = select.poll()
    poll.register(asked, select.POLLIN)
    poll.register(changed, select.POLLIN)
    running = True
    while running:
        for fd, _ in poll.poll():
            if fd == changed:
                os.read(changed, 512)
                running = _look(program, tell)
            else:
                _obey(program, asked)
    os.tcsetpgrp(0, os.getpid())


def _look(program: int, tell: int) -> bool:
    """Tell what has become of the program; whether it has not ended."""
    while True:
        found, status = os.waitpid(program, os.WNOHANG | os.WUNTRACED)
        if not found:
            return True
        if not os.WIFSTOPPED(status):
            _say(tell, "ended", status)
            return False
        if os.WSTOPSIG(status) in (signal.SIGTTIN, signal.SIGTTOU) and os.tcgetpgrp(0) == program:
            os.killpg(program, signal.SIGCONT)  # it asked before the terminal was its own
            continue
        os.tcsetpgrp(0, os.getpid())
        _say(tell, "stopped", os.WSTOPSIG(status))


def _obey(program: int, asked: int) -> None:
    try:
        what = _receive(asked)[0]
    except EOFError:  # the host has gone
        what = END
    with contextlib.suppress(ProcessLookupError):  # it has just ended
        if what == BEFORE:
            os.tcsetpgrp(0, program)
        if what == END:
            os.killpg(program, signal.SIGHUP)
        os.killpg(program, signal.SIGKILL if what == END else signal.SIGCONT)


def _receive(asked: int) -> Any:
    return unpack(_read(asked, _LENGTH.unpack(_read(asked, _LENGTH.size))[0]))


def _read(fd: int, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = os.read(fd, count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _say(tell: int, kind: str, number: int) -> None:
    """News are lines of one length: each is written, and read, at once."""
    os.write(tell, f"{kind} {number}".ljust(16).encode())
