"""The keyboard while a line is edited: as prompt_toolkit wants it, but Ctrl+C stays a signal.

A key read as a character would be lost, or meant for the wrong thing, when it is hit just between two modes of the
terminal; a signal arrives whatever the mode.
"""

import contextlib
import os
import signal
import sys
import termios
from collections.abc import Callable
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.input.vt100 import Vt100Input, raw_mode
from prompt_toolkit.key_binding import KeyPress

__all__ = ["Interrupts", "keyboard", "keys_of", "type_ahead"]

_OFF = b"\0"  # _POSIX_VDISABLE


class _RawButCtrlC(raw_mode):
    """Raw mode in which Ctrl+C raises SIGINT; Ctrl+Z and Ctrl+\\ are mere keys."""

    def __enter__(self) -> None:
        super().__enter__()
        with contextlib.suppress(termios.error):
            mode = termios.tcgetattr(self.fileno)
            mode[3] |= termios.ISIG
            for key in (termios.VSUSP, termios.VQUIT):
                mode[6][key] = _OFF
            mode[6][termios.VINTR] = b"\x03"
            termios.tcsetattr(self.fileno, termios.TCSANOW, mode)


class _Keyboard(Vt100Input):
    def raw_mode(self) -> Any:
        return _RawButCtrlC(self.fileno())


def keyboard() -> Input:
    """The input for all prompt sessions of this process."""
    if sys.stdin.isatty() and os.isatty(0):
        return _Keyboard(sys.stdin)
    return create_input()


def type_ahead(typed: bytes) -> None:
    """Let the next line that is edited begin with keys that were typed before it."""
    if not typed:
        return
    from prompt_toolkit.input.typeahead import store_typeahead

    store_typeahead(keyboard(), keys_of(typed))


def keys_of(typed: bytes) -> list[KeyPress]:
    """The keys that a terminal sends as these bytes."""
    from prompt_toolkit.input.vt100_parser import Vt100Parser

    keys: list[KeyPress] = []
    Vt100Parser(keys.append).feed_and_flush(typed.decode(errors="replace").replace("\n", "\r"))
    return keys


class Interrupts:
    """Who gets Ctrl+C: the line being edited, else the command that runs, else the next command. Ctrl+Z is for
    the command that runs."""

    def __init__(self) -> None:
        self.sessions: list[PromptSession[str]] = []
        self.stop: Callable[[], None] | None = None
        self.suspend: Callable[[], None] | None = None
        self._early = False

    def install(self, loop: Any) -> None:
        """Take SIGINT and SIGTSTP from now on."""
        loop.add_signal_handler(signal.SIGINT, self.interrupt)
        loop.add_signal_handler(signal.SIGTSTP, self.put_aside)

    def interrupt(self) -> None:
        """Ctrl+C was hit."""
        app = self.sessions[-1].app if self.sessions else None
        if app is not None and app.is_running and not app.is_done:
            app.exit(exception=KeyboardInterrupt(), style="class:aborting")
        elif self.stop is not None:
            self.stop()
        else:
            self._early = True

    def put_aside(self) -> None:
        """Ctrl+Z was hit."""
        if self.suspend is not None:
            self.suspend()

    def taken(self) -> bool:
        """Whether Ctrl+C was hit since the last line was read; it is meant for what the line runs."""
        early, self._early = self._early, False
        return early
