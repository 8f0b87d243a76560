"""What must still be said when a script ends its own process: output that was written but not yet sent."""

import os
from typing import Callable, List, Tuple

__all__ = ["on_last_words", "say_last_words"]

_SPEAKERS: List[Tuple[int, Callable[[], None]]] = []


def on_last_words(speak: Callable[[], None]) -> None:
    """Call `speak` when this process is about to be ended from inside. One forked from it has its own to say."""
    _SPEAKERS.append((os.getpid(), speak))


def say_last_words(pid: int = 0) -> None:
    """Before this process ends; `pid`: the process that is about to be killed, perhaps another."""
    here = os.getpid()
    if pid in (0, here):
        for owner, speak in list(_SPEAKERS):
            if owner == here:
                speak()
