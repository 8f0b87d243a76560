"""The event loop of the prompt: asyncio's, where the size of the window is heeded all the time."""

import asyncio
import signal
from collections.abc import Callable
from typing import TypeVarTuple, Unpack

__all__ = ["PromptLoop"]

_Args = TypeVarTuple("_Args")


class PromptLoop(asyncio.SelectorEventLoop):
    """Takes SIGWINCH once and for all. prompt_toolkit takes it for each line and gives it back, and both times
    asyncio makes members of an enum of all signals there are: a tenth of what a line may take."""

    def __init__(self) -> None:
        super().__init__()
        self.on_resize: Callable[[], None] | None = None  # of who has the terminal while no line is edited
        self._editor: Callable[[], object] | None = None
        super().add_signal_handler(signal.SIGWINCH, self._resized)

    def add_signal_handler(
        self, sig: int, callback: Callable[[Unpack[_Args]], object], *args: *_Args
    ) -> None:
        """Let `callback` have a signal; of SIGWINCH beside `on_resize`."""
        if sig == signal.SIGWINCH:
            self._editor = lambda: callback(*args)
        else:
            super().add_signal_handler(sig, callback, *args)

    def remove_signal_handler(self, sig: int) -> bool:
        """Undo `add_signal_handler`; whether there was one."""
        if sig != signal.SIGWINCH:
            return super().remove_signal_handler(sig)
        before, self._editor = self._editor, None
        return before is not None

    def _resized(self) -> None:
        for call in (self._editor, self.on_resize):
            if call is not None:
                call()
