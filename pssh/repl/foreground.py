"""The command in the foreground: it runs on a thread of its own; Ctrl+C and Ctrl+Z reach it as signals."""

import asyncio
import signal
from collections.abc import Callable

from pssh.repl.keyboard import Interrupts
from pssh.runtime.stack import start_on_big_stack

__all__ = ["Foreground"]

_MOMENT = 0.05  # seconds until the work has surely begun and can be stopped


class Foreground:
    """Runs one piece of work at a time; `stop` is called for Ctrl+C, `suspend` for Ctrl+Z."""

    def __init__(self, interrupts: Interrupts) -> None:
        self.interrupts = interrupts

    async def run(
        self, work: Callable[[], None], stop: Callable[[], None], suspend: Callable[[], bool] | None = None
    ) -> None:
        """Wait until the work is done, or until `suspend` says that it goes on in the background."""
        loop = asyncio.get_running_loop()
        done = asyncio.Event()

        def finish() -> None:
            try:
                work()
            finally:
                loop.call_soon_threadsafe(done.set)

        def put_aside() -> None:
            if suspend is not None and suspend():
                done.set()

        if self.interrupts.taken():
            loop.call_later(_MOMENT, stop)
        self.interrupts.stop = stop
        loop.add_signal_handler(signal.SIGTSTP, put_aside)
        try:
            start_on_big_stack(finish)
            await done.wait()
        finally:
            self.interrupts.stop = None
            loop.remove_signal_handler(signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
