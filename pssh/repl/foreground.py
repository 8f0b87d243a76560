"""The command in the foreground: it runs on a thread of its own; Ctrl+C and Ctrl+Z reach it as signals."""

import asyncio
import contextlib
import signal
import termios
import threading
from collections.abc import Callable
from typing import Any

from pssh.repl.keyboard import Interrupts
from pssh.runtime.stack import start_on_big_stack

__all__ = ["Foreground"]

_MOMENT = 0.05  # seconds until the work has surely begun and can be stopped


class Foreground:
    """Runs one piece of work at a time; `stop` is called for Ctrl+C, `suspend` for Ctrl+Z."""

    def __init__(self, interrupts: Interrupts) -> None:
        self.interrupts = interrupts
        self.thread = 0  # of the work that runs

    async def run(
        self,
        work: Callable[[], None],
        stop: Callable[[], None],
        suspend: Callable[[], Callable[[], None] | None] | None = None,
    ) -> None:
        """Wait until the work is done, or until `suspend` lets it go on in the background.

        `suspend` gives what to call at the end of the work then, or None where Ctrl+Z means nothing.
        """
        loop = asyncio.get_running_loop()
        done = asyncio.Event()

        afterwards: list[Callable[[], None]] = []

        def finish() -> None:
            self.thread = threading.get_ident()
            try:
                work()
            finally:
                loop.call_soon_threadsafe(finished)

        def finished() -> None:
            for call in afterwards:
                call()
            done.set()

        def put_aside() -> None:
            after = suspend() if suspend is not None and not done.is_set() else None
            if after is not None:
                afterwards.append(after)
                done.set()

        if self.interrupts.taken():
            loop.call_later(_MOMENT, stop)
        self.interrupts.stop = stop
        loop.add_signal_handler(signal.SIGTSTP, put_aside)
        modes = _terminal_modes()
        try:
            start_on_big_stack(finish)
            await done.wait()
        finally:
            _restore(modes)
            self.interrupts.stop = None
            loop.remove_signal_handler(signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)


def _terminal_modes() -> list[Any] | None:
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _restore(modes: list[Any] | None) -> None:
    """A program that was stopped or killed may have left the terminal raw."""
    if modes is not None:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSADRAIN, modes)
