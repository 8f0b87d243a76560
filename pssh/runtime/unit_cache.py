"""Compiled scripts kept in the user's cache folder, so that a script run again is neither parsed nor compiled.

An entry holds the text it was made from and is used only for that very text; the folder's name carries the
Python's bytecode magic and a stamp of our own compiler. All of it is best effort.
"""

import marshal
import os
from array import array
from typing import Any, Optional, Tuple

__all__ = ["read", "write"]

_MOST = 400  # entries; then the older half goes


def _stamp() -> str:
    """Changes whenever the parser or compiler does."""
    import sys
    import zlib

    total = 0
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        for name in ("language", "compiler"):
            with os.scandir(os.path.join(root, name)) as entries:
                for entry in entries:
                    if entry.name.endswith(".py"):
                        status = entry.stat()
                        part = f"{entry.name}:{status.st_size}:{status.st_mtime_ns}".encode()
                        total ^= zlib.crc32(part) | (zlib.adler32(part) << 32)
    except OSError:
        return ""
    version = "".join(map(str, sys.version_info[:3]))
    return f"{sys.implementation.cache_tag}-{version}-{total:016x}"


def _folder() -> Optional[str]:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    stamp = _stamp()
    if not stamp or not os.path.isabs(home):
        return None
    return os.path.join(home, "pssh", "compiled", stamp)


def _path(text: str) -> Optional[str]:
    import zlib

    folder = _folder()
    if folder is None:
        return None
    data = text.encode("utf-8", "surrogatepass")
    return os.path.join(folder, f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{len(data):x}")


def read(text: str) -> Optional[Tuple[Any, Any]]:
    """The code and positions kept for a text."""
    try:
        path = _path(text)
        if path is None:
            return None
        status = os.stat(path)
        if hasattr(os, "getuid") and status.st_uid != os.getuid():
            return None
        with open(path, "rb") as stream:
            kept, positions, code = marshal.load(stream)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    if kept != text:
        return None
    return code, array("L", positions)


def write(text: str, code: Any, positions: Any) -> None:
    """Keep a text's code."""
    try:
        path = _path(text)
        if path is None:
            return
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        part = f"{path}.{os.getpid()}"
        with open(part, "wb") as stream:
            marshal.dump((text, positions.tobytes(), code), stream)
        os.replace(part, path)
        _make_room(os.path.dirname(path))
    except (OSError, ValueError):
        return


def _make_room(folder: str) -> None:
    """Remove the entries made first, when there are many."""
    with os.scandir(folder) as entries:
        ages = [(entry.stat().st_mtime_ns, entry.path) for entry in entries]
    if len(ages) > _MOST:
        for _, path in sorted(ages)[: _MOST // 2]:
            os.unlink(path)
