"""A program alone at our own terminal: it has the terminal to itself, as under a shell.

In a process group of its own it gets Ctrl+C and Ctrl+Z first hand: an interpreter that catches Ctrl+C lives on, and a
program that goes on behind the prompt cannot take the prompt's keys.
"""

import contextlib
import os
import signal
import termios
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

from pssh.objects.flow import PipelineStopped
from pssh.runtime.spawn import spawn

if TYPE_CHECKING:
    from pssh.repl.host import ReplHost

__all__ = ["ConsoleTerminal"]


class ConsoleTerminal:
    """What `Terminal` is to a program of a session, for one of the prompt's own machine."""

    def __init__(self, host: "ReplHost") -> None:
        self._host = host
        self._modes: list[Any] | None = None  # what the program had when it was stopped
        self._stands = False
        self.pid = 0

    def start(self, path: str, arguments: list[str], folder: str) -> None:
        """Start the program in the foreground of the terminal."""
        self.pid = spawn(path, arguments, folder, {}, group=True)
        _give(self.pid)

    def wait(self) -> int:
        """Wait for the program's end, also while a job has it; its wait status."""
        while True:
            _, status = os.waitpid(self.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                break
            if os.WSTOPSIG(status) in (signal.SIGTTIN, signal.SIGTTOU) and os.tcgetpgrp(0) == self.pid:
                self._continue()  # it asked before the terminal was its own
            else:
                self._stopped()
        if self._is_shown():
            _give(os.getpgrp())
        self.pid = 0
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT:
            self._interrupted()
        return status

    def _interrupted(self) -> NoReturn:
        """Ctrl+C ends the line, not only its program."""
        job = self._host.job()
        if job is None:
            self._host.write_line()
        else:
            job.stop_asked = True
        raise PipelineStopped

    def suspend(self) -> None:
        """Let the program stand still, if it does not."""
        if not self._stands:
            self._signal(signal.SIGSTOP)

    def resume(self, shown: bool) -> None:
        """Let it go on; with the terminal where it is `shown`."""
        self._stands = False
        if shown:
            _give(self.pid)
            if self._modes is not None:
                _set_modes(self._modes)
        self._continue()

    def kill(self) -> None:
        """End the program and what it started."""
        for number in (signal.SIGHUP, signal.SIGKILL):
            self._signal(number)

    def _stopped(self) -> None:
        """It stands still: the terminal is the prompt's again."""
        self._stands = True
        if not self._is_shown():
            self._host.job().put_aside()
            return
        with contextlib.suppress(termios.error):
            self._modes = termios.tcgetattr(0)
        _give(os.getpgrp())
        if not self._host.put_aside():
            self.resume(True)  # nothing here could bring it back

    def _is_shown(self) -> bool:
        """Whether the program is in the foreground: of its own line, or of `fg`."""
        job = self._host.job()
        return job is None or self._host.foreground_job is job

    def _continue(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self.pid:
            with contextlib.suppress(OSError):  # it has just ended
                os.killpg(self.pid, number)


@contextlib.contextmanager
def _from_behind() -> Iterator[None]:
    """Who is not in the foreground may change the terminal only with SIGTTOU out of the way."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _give(group: int) -> None:
    """Let a process group have the terminal."""
    with _from_behind(), contextlib.suppress(OSError):  # the group, or the terminal, has just gone
        os.tcsetpgrp(0, group)


def _set_modes(modes: list[Any]) -> None:
    with _from_behind(), contextlib.suppress(termios.error):
        termios.tcsetattr(0, termios.TCSADRAIN, modes)
