"""The process between a session's host and the program at one of its terminals: what a shell is elsewhere.

A program that Ctrl+Z stops must have a parent in its own session, else the kernel lets it go on; and somebody of that
session must say whose the terminal is. The host cannot: a process has at most one terminal, a host has many.
"""

import os
import signal
from typing import Callable, Dict, List, NoReturn

__all__ = ["BEFORE", "BEHIND", "END", "STOPPED", "keep"]

STOPPED = b"s"  # what the keeper tells of a program that stands still; at the end, its wait status
BEFORE = signal.SIGUSR1  # what the keeper is told: let the program go on and have the terminal ...
BEHIND = signal.SIGUSR2  # ... let it go on without
END = signal.SIGTERM  # ... kill it

_IGNORED = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU)
_DEFAULTS = (*_IGNORED, signal.SIGPIPE, signal.SIGHUP, BEFORE, BEHIND, END)


def keep(terminal: str, tell: int, argv: List[str], environment: Dict[str, str], folder: str) -> int:
    """Run a program at a terminal of its own; the process id of its keeper.

    The keeper writes to the descriptor `tell`, which is closed here. OSError when the program cannot be started.
    """
    import warnings

    failed, fails = os.pipe()
    with warnings.catch_warnings():  # of our other threads: the child does nothing but call the system
        warnings.simplefilter("ignore", DeprecationWarning)
        keeper = os.fork()
    if not keeper:
        _be_keeper(terminal, tell, fails, argv, environment, folder)
    os.close(fails)
    os.close(tell)
    number = os.read(failed, 16)
    os.close(failed)
    if number:
        os.waitpid(keeper, 0)
        raise OSError(int(number), os.strerror(int(number)))
    return keeper


def _be_keeper(
    terminal: str, tell: int, fails: int, argv: List[str], environment: Dict[str, str], folder: str
) -> NoReturn:
    try:
        _take(terminal, (tell, fails))
        os.chdir(folder)
        program = os.posix_spawn(argv[0], argv, environment, setpgroup=0, setsigdef=_DEFAULTS)
        os.tcsetpgrp(0, program)
    except OSError as error:
        os.write(fails, str(error.errno).encode())
        os._exit(127)
    os.close(fails)
    for number, answer in _answers(program).items():
        signal.signal(number, lambda _number, _frame, answer=answer: answer())
    while True:
        _, status = os.waitpid(program, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            os.write(tell, str(status).encode())
            os._exit(0)
        if os.WSTOPSIG(status) in (signal.SIGTTIN, signal.SIGTTOU) and os.tcgetpgrp(0) == program:
            os.killpg(program, signal.SIGCONT)  # it asked before the terminal was its own
            continue
        os.tcsetpgrp(0, os.getpid())
        os.write(tell, STOPPED)


def _take(terminal: str, keeping: "tuple[int, int]") -> None:
    """Lead a session of that terminal, with no other descriptors of the host's."""
    for number in _IGNORED:
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    os.setsid()
    standard = os.open(terminal, os.O_RDWR)  # a session leader gets the first terminal it opens
    for number in (0, 1, 2):
        os.dup2(standard, number)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) not in keeping:
            try:
                os.close(int(name))
            except OSError:
                pass  # the one by which the list was read


def _answers(program: int) -> Dict[int, Callable[[], None]]:
    def before() -> None:
        os.tcsetpgrp(0, program)
        os.killpg(program, signal.SIGCONT)

    def behind() -> None:
        os.killpg(program, signal.SIGCONT)

    def end() -> None:
        for number in (signal.SIGHUP, signal.SIGKILL):
            os.killpg(program, number)

    return {BEFORE: before, BEHIND: behind, END: end}
