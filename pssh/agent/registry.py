"""The sessions of this user on this host: one folder each, with a description, a socket and a spool."""

import os
import socket
import time
from typing import Any, Dict, List, Optional

from pssh.agent.folders import sessions_folder, short_socket_path
from pssh.wire.errors import ProtocolError
from pssh.wire.packing import pack, unpack

__all__ = ["SessionFolder", "all_sessions", "create_session", "find_session"]

# What a host that died has left is kept this long for somebody to read.
_KEEP_DEAD = 7 * 24 * 3600


class SessionFolder:
    """One session's folder."""

    def __init__(self, base: str, session: str) -> None:
        self.session = session
        self.path = os.path.join(base, session)
        self.socket_path = short_socket_path(base, session)

    def write_facts(self, facts: Dict[str, Any]) -> None:
        """Describe the session for whoever lists it."""
        fresh = os.path.join(self.path, "facts.new")
        with open(fresh, "wb") as file:
            file.write(pack(facts))
        os.replace(fresh, os.path.join(self.path, "facts"))

    def facts(self) -> Dict[str, Any]:
        """The description; empty when there is none."""
        try:
            with open(os.path.join(self.path, "facts"), "rb") as file:
                found = unpack(file.read())
        except (OSError, ProtocolError):
            return {}
        return found if isinstance(found, dict) else {}

    def ask(self, question: str = "status") -> Optional[Dict[str, Any]]:
        """What the running session host says; None when there is none any more."""
        if self.socket_path is None:
            return None
        from pssh.agent.forkserver import receive, send

        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            client.settimeout(5)
            client.connect(self.socket_path)
            send(client, [question])
            answer, _ = receive(client)
        except (OSError, EOFError, ProtocolError):
            return None
        finally:
            client.close()
        return answer if isinstance(answer, dict) else None

    def remove(self) -> None:
        """The session is over: nothing of it stays."""
        import shutil

        for _ in range(3):  # another thread may just have put a file there
            shutil.rmtree(self.path, ignore_errors=True)
            if not os.path.isdir(self.path):
                break
        if self.socket_path is not None and not self.socket_path.startswith(self.path):
            try:
                os.unlink(self.socket_path)
            except OSError:
                pass


def create_session(session: str) -> Optional[SessionFolder]:
    """A folder for a new session; None where nothing can be written."""
    base = sessions_folder()
    if base is None or not _is_name(session):
        return None
    folder = SessionFolder(base, session)
    try:
        os.mkdir(folder.path, 0o700)
    except OSError:
        return None
    return folder


def find_session(session: str) -> Optional[SessionFolder]:
    """The folder of a session that was opened before."""
    base = sessions_folder()
    if base is None or not _is_name(session) or not os.path.isdir(os.path.join(base, session)):
        return None
    return SessionFolder(base, session)


def all_sessions() -> List[Dict[str, Any]]:
    """Descriptions of all sessions: those that run, and those whose host died and left its spool."""
    base = sessions_folder()
    if base is None:
        return []
    rows = []
    for name in sorted(os.listdir(base)):
        if not _is_name(name):
            continue
        folder = SessionFolder(base, name)
        facts = folder.facts()
        status = folder.ask()
        if status is None:
            if _age(folder.path) > _KEEP_DEAD:
                folder.remove()
                continue
            status = {"state": "Broken", "spooled": _spooled(folder.path)}
        rows.append({**facts, **status, "session": name})
    return rows


def _age(path: str) -> float:
    try:
        return time.time() - os.stat(path).st_mtime
    except OSError:
        return 0.0


def _spooled(path: str) -> int:
    """Bytes of output that a dead host has left."""
    try:
        with os.scandir(path) as entries:
            return sum(entry.stat().st_size for entry in entries if entry.name.endswith(".spool"))
    except OSError:
        return 0


def _is_name(session: str) -> bool:
    """A guid and nothing that could lead out of the folder."""
    return len(session) == 36 and all(sign in "0123456789abcdef-" for sign in session)
