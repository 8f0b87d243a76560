"""The end of a process."""

import os
import sys
from typing import NoReturn

__all__ = ["leave_process"]


def leave_process(code: int) -> NoReturn:
    """End this process now: to take apart all that is loaded would cost Python 6 ms, with asyncssh 40."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads it, or it is closed
            pass
    os._exit(code & 0xFF)
