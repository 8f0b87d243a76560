"""A program with a terminal on the far end: our terminal goes raw and its keys travel."""

import os
import select
import signal
import sys
import termios
import threading
import tty
from collections.abc import Callable
from typing import Any

from pssh.repl.host import ReplHost
from pssh.repl.keyboard import type_ahead

__all__ = ["TerminalRelay"]


class TerminalRelay:
    """Between "open" and "close" of the far terminal, keys go there and its bytes come here."""

    def __init__(self, pipeline: Any, host: ReplHost) -> None:
        self.pipeline = pipeline
        self.host = host
        self._saved: Any = None
        self._wake: tuple[int, int] | None = None
        self._thread: threading.Thread | None = None

    def event(self, event: str, data: Any) -> None:
        """An event of the pipeline's terminal."""
        if event == "open":
            self._open()
        elif event == "data":
            self.host.flush()
            os.write(1, data)
        else:
            self.close()
            type_ahead(data[1])

    def _open(self) -> None:
        if self._saved is not None or not sys.stdin.isatty():
            return
        self.host.flush()
        self._saved = termios.tcgetattr(0)
        tty.setraw(0)
        self._heed_size(self._tell_size)
        self._wake = os.pipe()
        self._thread = threading.Thread(target=self._keys, name="pssh-keys", daemon=True)
        self._thread.start()

    def _keys(self) -> None:
        assert self._wake is not None
        wake = self._wake[0]
        while True:
            ready, _, _ = select.select([0, wake], [], [])
            if wake in ready:
                return
            data = os.read(0, 65536)
            if not data:
                return
            self.pipeline.send_terminal(data)

    def _heed_size(self, tell: Callable[[], None] | None) -> None:
        if self.host.loop is not None:
            self.host.loop.on_resize = tell
        if tell is not None:
            tell()  # it may have changed since the far end was last told

    def _tell_size(self) -> None:
        self.pipeline.resize_terminal(self.host.width, self.host.height)

    def close(self) -> None:
        """Give the terminal back."""
        if self._saved is None:
            return
        saved, self._saved = self._saved, None
        self._heed_size(None)
        if self._wake is not None:
            os.write(self._wake[1], b"x")
            if self._thread is not None:
                self._thread.join()
            for end in self._wake:
                os.close(end)
            self._wake = None
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
        try:
            termios.tcsetattr(0, termios.TCSADRAIN, saved)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
