"""The archive that travels: a zip of the packages a far end needs, named by the hash of its content.

Runs on the client only. The zip is kept in the user's cache folder beside a fingerprint of the source
files, so that no start of the shell builds it again.
"""

import os
from typing import Iterator, List, Optional, Tuple

__all__ = ["Archive", "build", "shipped_files"]

# Everything but the client's own packages; what these hold needs libraries a far end does not have.
_STAY = frozenset({"ssh", "repl", "cli", "__pycache__"})
_MSGPACK = ("__init__.py", "exceptions.py", "ext.py", "fallback.py")


class Archive:
    """The bytes and their name (SHA-256 in hex)."""

    __slots__ = ("_data", "_path", "name")

    def __init__(self, name: str, data: Optional[bytes] = None, path: Optional[str] = None) -> None:
        self.name = name
        self._data = data
        self._path = path

    @property
    def data(self) -> bytes:
        """The zip; read when a far end wants it."""
        if self._data is None:
            assert self._path is not None
            with open(self._path, "rb") as file:
                self._data = file.read()
        return self._data


def shipped_files() -> Iterator[Tuple[str, str]]:
    """(name in the archive, path) of every file that travels, in a fixed order."""
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    yield from _python_files(root, "pssh")
    import msgpack  # type: ignore[import-untyped] # it has none

    folder = os.path.dirname(os.path.abspath(msgpack.__file__))
    for name in _MSGPACK:
        yield "msgpack/" + name, os.path.join(folder, name)


def _python_files(folder: str, prefix: str) -> Iterator[Tuple[str, str]]:
    folders: List[str] = []
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir():
            if entry.name not in _STAY:
                folders.append(entry.name)
        elif entry.name.endswith(".py"):
            yield f"{prefix}/{entry.name}", entry.path
    for name in folders:
        yield from _python_files(os.path.join(folder, name), f"{prefix}/{name}")


def build(cache: Optional[str] = None) -> Archive:
    """The archive of this installation, from the cache folder when its files are the same as then."""
    files = list(shipped_files())
    cache = cache or _cache_folder()
    mark = _fingerprint(files)
    if cache is not None:
        try:
            with open(os.path.join(cache, "archive-" + mark), encoding="ascii") as file:
                name = file.read()
            path = os.path.join(cache, name + ".zip")
            if os.path.exists(path):
                return Archive(name, path=path)
        except OSError:
            pass
    data = _zip(files)
    import hashlib

    name = hashlib.sha256(data).hexdigest()
    if cache is not None:
        _keep(cache, mark, name, data)
    return Archive(name, data)


def _fingerprint(files: List[Tuple[str, str]]) -> str:
    import hashlib

    digest = hashlib.sha256()
    for name, path in files:
        facts = os.stat(path)
        digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode())
    return digest.hexdigest()[:24]


def _zip(files: List[Tuple[str, str]]) -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in files:
            with open(path, "rb") as file:
                # A fixed date: equal sources make equal archives.
                archive.writestr(
                    zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), file.read(), zipfile.ZIP_DEFLATED
                )
    return buffer.getvalue()


def _cache_folder() -> Optional[str]:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(base, "pssh", "archive")
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
    except OSError:
        return None
    return folder


def _keep(cache: str, mark: str, name: str, data: bytes) -> None:
    """Write to the cache, best effort; older archives go."""
    try:
        for old in os.listdir(cache):
            os.unlink(os.path.join(cache, old))
        for file_name, content in ((name + ".zip", data), ("archive-" + mark, name.encode())):
            fresh = os.path.join(cache, f".{os.getpid()}")
            with open(fresh, "wb") as file:
                file.write(content)
            os.replace(fresh, os.path.join(cache, file_name))
    except OSError:
        pass  # the next start builds it again
