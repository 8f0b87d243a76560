"""Starting a process quickly: posix_spawn in the runspace's folder, with the signals a program expects."""

import os
import signal
import threading
from typing import Any, Dict, List, Optional, Tuple

__all__ = ["exit_code", "spawn"]

_lock = threading.Lock()
_TERMINAL = 9  # any descriptor but the standard three
_DEFAULTS = [signal.SIGPIPE, signal.SIGINT, signal.SIGQUIT]
_JOB_CONTROL = [signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU]


def spawn(
    path: str,
    arguments: List[str],
    folder: str,
    fds: Dict[int, Optional[int]],
    environment: Optional[Dict[str, str]] = None,
    terminal: str = "",
    group: bool = False,
) -> int:
    """Start `path` and give its process id.

    `fds` says what 0, 1 and 2 are in the new process: a descriptor, or None for /dev/null; one that is
    missing is inherited. With `terminal` it leads a session of its own that has this one, with `group` a process
    group. posix_spawn cannot change the folder, so we stand in it for that moment.
    """
    actions: List[Tuple[Any, ...]] = []
    closing = []
    for number, fd in fds.items():
        if fd is None:
            fd = os.open(os.devnull, os.O_RDWR)
            closing.append(fd)
        if fd == number:
            os.set_inheritable(fd, True)
        actions.append((os.POSIX_SPAWN_DUP2, fd, number))
    if terminal:  # a session leader gets the first terminal it opens
        actions += [
            (os.POSIX_SPAWN_OPEN, _TERMINAL, terminal, os.O_RDWR, 0),
            (os.POSIX_SPAWN_CLOSE, _TERMINAL),
        ]
    argv = [os.fsencode(path), *(os.fsencode(_clean(a)) for a in arguments)]
    try:
        more: Dict[str, Any] = {"setpgroup": 0} if group else {}
        with _lock:
            before = os.getcwd() if _exists() else "/"
            moved = before != folder
            if moved:
                os.chdir(folder)
            try:
                return os.posix_spawn(
                    path, argv, os.environ if environment is None else environment,
                    file_actions=actions, setsigdef=_DEFAULTS + _JOB_CONTROL * group, setsid=bool(terminal), **more,
                )  # fmt: skip
            finally:
                if moved:
                    os.chdir(before)
    finally:
        for fd in closing:
            os.close(fd)


def _exists() -> bool:
    try:
        os.getcwd()
    except OSError:
        return False
    return True


def _clean(argument: str) -> str:
    return argument.replace("\0", "")


def exit_code(status: int) -> int:
    """The exit code of a wait status; a signal counts 128 + its number, as shells do."""
    if os.WIFSIGNALED(status):
        return 128 + os.WTERMSIG(status)
    return os.WEXITSTATUS(status)
