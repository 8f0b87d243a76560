"""Files of the far end by requests of a session: for machines that have no SFTP of their own to reach it."""

import os
from typing import TYPE_CHECKING, Any, List, Optional

if TYPE_CHECKING:
    from pssh.remoting.remote_runspace import RemoteRunspace

__all__ = ["FarFiles", "answer_file_request"]

CHUNK = 1 << 20


# --- the far end -------------------------------------------------------------------------------------


def answer_file_request(args: List[Any]) -> Any:
    """`args`: what to do, the path, and what else it takes. OSError is the caller's answer."""
    from pssh.objects.collections import ByteArray

    what, path = str(args[0]), str(args[1])
    if what == "stat":
        try:
            info = os.stat(path)
        except FileNotFoundError:
            return None
        return [os.path.isdir(path), info.st_size, info.st_mtime, info.st_mode & 0o7777]
    if what == "list":
        return sorted(os.listdir(path))
    if what == "folder":
        os.makedirs(path, exist_ok=True)
        return None
    if what == "read":
        with open(path, "rb") as source:
            source.seek(int(args[2]))
            return ByteArray(source.read(CHUNK))
    if what == "write":
        with open(path, "r+b" if int(args[2]) else "wb") as target:
            target.seek(int(args[2]))
            target.write(bytes(args[3]))
        return None
    if what == "mark":
        os.chmod(path, int(args[2]))
        os.utime(path, (float(args[3]), float(args[3])))
        return None
    if what == "finish":
        os.chmod(path, int(args[3]))
        os.utime(path, (float(args[4]), float(args[4])))
        os.replace(path, str(args[2]))
        return None
    raise ValueError(f"There is no file request '{what}'.")


# --- this end ----------------------------------------------------------------------------------------


class FarFile:
    """What is at a path on the far end."""

    __slots__ = ("is_dir", "mode", "mtime", "path", "size")

    def __init__(self, path: str, is_dir: bool, size: int, mtime: float, mode: int) -> None:
        self.path = path
        self.is_dir = is_dir
        self.size = size
        self.mtime = mtime
        self.mode = mode


class FarFiles:
    """Copies through an open RemoteRunspace; goes on where a copy was cut off, keeps times and permissions."""

    def __init__(self, runspace: "RemoteRunspace") -> None:
        self.runspace = runspace

    def _ask(self, *args: Any) -> Any:
        from pssh.objects.errors import PSError

        try:
            return self.runspace.request("file", list(args))
        except PSError as error:
            raise OSError(str(error)) from None

    def stat(self, path: str) -> Optional[FarFile]:
        """What is at `path`; None when there is nothing."""
        found = self._ask("stat", path)
        if found is None:
            return None
        is_dir, size, mtime, mode = found
        return FarFile(path, bool(is_dir), int(size), float(mtime), int(mode))

    def list_folder(self, path: str) -> List[str]:
        """The names in a folder."""
        found = self._ask("list", path)
        return [found] if isinstance(found, str) else [str(name) for name in found or ()]

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""
        self._ask("folder", path)

    def mark(self, path: str, mode: int, mtime: float) -> None:
        """Give a folder its permissions and time."""
        self._ask("mark", path, mode, mtime)

    def home(self) -> str:
        """Where relative paths begin."""
        return str(self.runspace.request("native_path", ["."]))

    def put(self, local: str, remote: str, progress: Any) -> None:
        """One file there."""
        info = os.stat(local)
        part = f"{remote}.{info.st_size:x}-{info.st_mtime_ns:x}.part"
        offset = self._begun(self.stat(part), info.st_size)
        from pssh.objects.collections import ByteArray

        with open(local, "rb") as source:
            source.seek(offset)
            progress(offset)
            while True:
                data = source.read(CHUNK)
                if not data and offset:
                    break
                self._ask("write", part, offset, ByteArray(data))
                offset += len(data)
                progress(len(data))
                if not data:
                    break
        self._ask("finish", part, remote, info.st_mode & 0o7777, info.st_mtime)

    def get(self, remote: FarFile, local: str, progress: Any) -> None:
        """One file from there."""
        part = f"{local}.{remote.size:x}-{int(remote.mtime):x}.part"
        offset = os.path.getsize(part) if os.path.exists(part) else 0
        offset = offset if offset <= remote.size else 0
        with open(part, "r+b" if offset else "wb") as target:
            target.seek(offset)
            progress(offset)
            while True:
                data = bytes(self._ask("read", remote.path, offset) or b"")
                if not data:
                    break
                target.write(data)
                offset += len(data)
                progress(len(data))
        os.chmod(part, remote.mode)
        os.utime(part, (remote.mtime, remote.mtime))
        os.replace(part, local)

    @staticmethod
    def _begun(found: Optional[FarFile], size: int) -> int:
        return found.size if found is not None and found.size <= size else 0

    def close(self) -> None:
        """Nothing to end: the session stays."""
