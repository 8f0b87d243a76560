"""Where the agent keeps things, and the proof that a folder is private."""

import os
import stat
from typing import Iterator, Optional

__all__ = ["private_folder", "sessions_folder", "short_socket_path"]

# sun_path holds 104 bytes on the BSDs, 108 on Linux.
_SOCKET_LIMIT = 100


def private_folder(path: str) -> bool:
    """Make `path` a folder only its owner may enter; False when it cannot be, or belongs to somebody else."""
    try:
        os.makedirs(path, 0o700, exist_ok=True)
        facts = os.lstat(path)
    except OSError:
        return False
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        return False
    if facts.st_mode & 0o077:
        try:
            os.chmod(path, 0o700)
        except OSError:
            return False
    return os.access(path, os.W_OK | os.X_OK)


def _candidates() -> Iterator[str]:
    own = os.environ.get("PSSH_STATE_DIR")
    if own:
        yield own
    state = os.environ.get("XDG_STATE_HOME")
    if state and os.path.isabs(state):
        yield os.path.join(state, "pssh")
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        yield os.path.join(home, ".local", "state", "pssh")
    yield f"/tmp/pssh-{os.getuid()}"


def sessions_folder() -> Optional[str]:
    """The private folder of all sessions of this user here; None when nothing can be written anywhere."""
    for base in _candidates():
        if private_folder(base):
            folder = os.path.join(base, "sessions")
            if private_folder(folder):
                return folder
    return None


def short_socket_path(folder: str, session: str) -> Optional[str]:
    """A path for a session's socket that the system can hold, in a private folder."""
    path = os.path.join(folder, session, "sock")
    if len(os.fsencode(path)) < _SOCKET_LIMIT:
        return path
    base = f"/tmp/pssh-{os.getuid()}"
    return os.path.join(base, session[:13]) if private_folder(base) else None
