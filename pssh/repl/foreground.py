"""The command in the foreground: it runs on a thread of its own; Ctrl+C and Ctrl+Z reach it as signals."""

import asyncio
import contextlib
import contextvars
import queue
import termios
import threading
import traceback
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
        self._works: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._server: object = None  # stands for the thread that takes the next work
        self.thread = 0  # of the work that runs, 0 from when it is put aside

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
                self.thread, self._server = 0, None
                afterwards.append(after)
                done.set()

        if self.interrupts.taken():
            loop.call_later(_MOMENT, stop)
        self.interrupts.stop, self.interrupts.suspend = stop, put_aside
        modes = _terminal_modes()
        try:
            self._works.put(finish)
            if self._server is None:
                server = self._server = object()
                start_on_big_stack(lambda: self._serve(server))
            await done.wait()
        finally:
            _restore(modes)
            self.interrupts.stop = self.interrupts.suspend = None

    def _serve(self, server: object) -> None:
        """Do one piece of work after the other, each in a context of its own, until one is put aside."""
        while self._server is server:
            work = self._works.get()
            self.thread = threading.get_ident()
            try:
                contextvars.Context().run(work)
            except Exception:
                traceback.print_exc()  # as a thread's own end would show it; the next work is another matter


def _terminal_modes() -> list[Any] | None:
    try:
        return termios.tcgetattr(0)
    except termios.error:
        return None


def _restore(modes: list[Any] | None) -> None:
    """A program that was stopped or killed may have left the terminal raw."""
    if modes is not None and _terminal_modes() != modes:
        with contextlib.suppress(termios.error):
            termios.tcsetattr(0, termios.TCSADRAIN, modes)
