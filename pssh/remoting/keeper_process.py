"""The process that keeps a terminal: starts programs there, tells when they stop and end, lets them go on.

It is the interpreter with this module alone: no more is imported than a process needs that does next to nothing.
"""

import marshal
import os
import select
import signal
import struct
import sys
from typing import Any, Dict, List, NoReturn

__all__ = ["ASKED", "BEFORE", "BEHIND", "END", "LENGTH", "NEWS", "STAND", "TELL", "keep"]

ASKED, TELL = 3, 4  # the descriptors of what the host wants, and of the news for it
LENGTH = struct.Struct("!I")  # before each request
NEWS = 16  # bytes of one piece of news

BEFORE = "before"  # let the program go on, and have the terminal
BEHIND = "behind"  # let it go on without
STAND = "stand"  # let what has the terminal stand still
END = "end"  # kill it

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
_DEFAULTS = (*_IGNORED, signal.SIGPIPE, signal.SIGHUP, signal.SIGCHLD)


def keep() -> NoReturn:
    """The keeper's whole life: until the host closes its end of ASKED."""
    for ours in (ASKED, TELL):
        os.set_inheritable(ours, False)
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    changed, changes = os.pipe()
    os.set_blocking(changes, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(changes, warn_on_full_buffer=False)  # a mere handler could come just before a wait
    try:
        while True:
            what, *facts = _receive()
            if what == "start":
                argv, environment, folder = facts
                try:
                    _run(argv, environment, folder, changed)
                except OSError as error:
                    _say("failed", error.errno or 0)
    except EOFError:
        sys.exit(0)


def _run(argv: List[str], environment: Dict[str, str], folder: str, changed: int) -> None:
    """One program from its start to its end."""
    os.chdir(folder)
    program = os.posix_spawn(argv[0], argv, environment, setpgroup=0, setsigdef=_DEFAULTS)
    os.tcsetpgrp(0, program)
    _say("started", program)
    poll = select.poll()
    poll.register(ASKED, select.POLLIN)
    poll.register(changed, select.POLLIN)
    running = True
    while running:
        for fd, _ in poll.poll():
            if fd == changed:
                os.read(changed, 512)
                running = _look(program)
            else:
                _obey(program)
    os.tcsetpgrp(0, os.getpid())


def _look(program: int) -> bool:
    """Tell what has become of the program; whether it has not ended."""
    while True:
        found, status = os.waitpid(program, os.WNOHANG | os.WUNTRACED)
        if not found:
            return True
        if not os.WIFSTOPPED(status):
            _say("ended", status)
            return False
        if os.WSTOPSIG(status) in (signal.SIGTTIN, signal.SIGTTOU) and os.tcgetpgrp(0) == program:
            os.killpg(program, signal.SIGCONT)  # it asked before the terminal was its own
            continue
        os.tcsetpgrp(0, os.getpid())
        _say("stopped", os.WSTOPSIG(status))


def _obey(program: int) -> None:
    try:
        what = _receive()[0]
    except EOFError:  # the host has gone
        what = END
    try:
        if what == STAND:
            group = os.tcgetpgrp(0)
            os.killpg(program if group == os.getpid() else group, signal.SIGSTOP)
            return
        if what == BEFORE:
            os.tcsetpgrp(0, program)
        if what == END:
            os.killpg(program, signal.SIGHUP)
        os.killpg(program, signal.SIGKILL if what == END else signal.SIGCONT)
    except ProcessLookupError:
        pass  # it has just ended


def _receive() -> Any:
    return marshal.loads(_read(LENGTH.unpack(_read(LENGTH.size))[0]))


def _read(count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = os.read(ASKED, count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def _say(kind: str, number: int) -> None:
    """News are lines of one length: each is written, and read, at once."""
    os.write(TELL, f"{kind} {number}".ljust(NEWS).encode())
