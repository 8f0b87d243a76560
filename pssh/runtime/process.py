"""A process that runs scripts: what it sets at its start, and its end."""

import gc
import os
import sys
from typing import NoReturn

__all__ = ["leave_process", "set_up_process"]


def set_up_process() -> None:
    """Let the garbage collector come more rarely: scripts make many small objects, and at Python's 700 it takes
    half of the time, and a tenth of that of the imports."""
    gc.set_threshold(50_000, 20, 50)


def leave_process(code: int) -> NoReturn:
    """End this process now: to take apart all that is loaded would cost Python 6 ms, with asyncssh 40."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it, or it is closed
            pass
    os._exit(code & 0xFF)
