"""`Copy-Item -ToSession` and `-FromSession`: the part of Copy-Item that crosses machines."""

import os
import posixpath
from typing import TYPE_CHECKING, Any, List, Optional

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["copy_with_session"]

NOT_FOUND = "Cannot find path '{}' because it does not exist."


def copy_with_session(
    call: Any,
    paths: List[str],
    destination: Optional[str],
    to_session: Any = None,
    from_session: Any = None,
    recurse: bool = False,
    force: bool = False,
    container: bool = True,
) -> None:
    """Copy local files to a session's machine or from there. `paths` are PowerShell paths of the side they
    are on.
    """
    if to_session is not None and from_session is not None:
        call.throw(
            "InvalidInput",
            "The parameters ToSession and FromSession cannot be used together.",
            "InvalidArgument",
            None,
            "System.ArgumentException",
        )
    session = to_session if to_session is not None else from_session
    if session.state != "Opened":
        call.throw(
            "CopyItemSessionProperties",
            f"The session {session.name} is not open: its state is {session.state}.",
            "InvalidOperation",
            session,
            "System.InvalidOperationException",
        )
    copy = _Copy(call, session, recurse, container)
    try:
        for path in paths:
            if to_session is not None:
                copy.to_there(path, destination or ".")
            else:
                copy.from_there(path, destination or ".")
    finally:
        copy.close()


class _Copy:
    """One Copy-Item."""

    def __init__(self, call: Any, session: Any, recurse: bool, container: bool) -> None:
        self.call = call
        self.session = session
        self.recurse = recurse
        self.container = container
        self.copier = _copier(call, session)
        self.meter = _Meter(call)

    def close(self) -> None:
        """End the file channel and the progress bar."""
        self.meter.close()
        self.copier.close()

    def _far(self, path: str) -> str:
        """The far end's own path of a PowerShell path there (drives and relative paths are its matter)."""
        if path.startswith("/"):
            return posixpath.normpath(path)
        far = self.session.runspace
        text = far.request("native_path", [path]) if far.state == "Opened" else None
        return str(text) if text else posixpath.join(self.copier.home(), path)

    # --- there -----------------------------------------------------------------------------------

    def to_there(self, path: str, destination: str) -> None:
        """One source here, which may be a wildcard."""
        sources = _local_sources(self.call, path)
        if not sources:
            native = str(self.call.path(path))
            self._missing(native, "PathNotFound", "ObjectNotFound")
            return
        target = self._far(destination)
        there = self.copier.stat(target)
        for source in sources:
            into = target
            if there is not None and there.is_dir:
                into = posixpath.join(target, os.path.basename(source.rstrip("/")))
            elif len(sources) > 1:
                self.copier.make_folder(target)
                into = posixpath.join(target, os.path.basename(source))
            self._put(source, into)

    def _put(self, source: str, target: str) -> None:
        if not os.path.isdir(source):
            self.meter.begin(source, os.path.getsize(source))
            self._guarded(lambda: self.copier.put(source, target, self.meter.add), source)
            return
        self._guarded(lambda: self.copier.make_folder(target), source)
        if self.recurse:
            for name in sorted(os.listdir(source)):
                self._put(os.path.join(source, name), posixpath.join(target, name))
            info = os.stat(source)
            self._guarded(lambda: self.copier.mark(target, info.st_mode & 0o7777, info.st_mtime), source)

    # --- here ------------------------------------------------------------------------------------

    def from_there(self, path: str, destination: str) -> None:
        """One source there, which may be a wildcard."""
        far = self._far(path)
        sources = self._far_sources(far)
        if not sources:
            self._missing(far, "RemotePathNotFound", "InvalidArgument")
            return
        target = str(self.call.path(destination))
        inside = os.path.isdir(target) or len(sources) > 1
        if len(sources) > 1:
            os.makedirs(target, exist_ok=True)
        for source in sources:
            name = posixpath.basename(source.path.rstrip("/"))
            self._get(source, os.path.join(target, name) if inside else target)

    def _far_sources(self, path: str) -> List[Any]:
        from pssh.runtime.wildcards import has_wildcard, wildcard

        found = self.copier.stat(path)
        if found is not None:
            return [found]
        folder, name = posixpath.split(path)
        if not has_wildcard(name) or self.copier.stat(folder) is None:
            return []
        matches = wildcard(name)
        names = [one for one in self.copier.list_folder(folder) if matches(one)]
        return [
            one for one in (self.copier.stat(posixpath.join(folder, n)) for n in names) if one is not None
        ]

    def _get(self, source: Any, target: str) -> None:
        if not source.is_dir:
            self.meter.begin(source.path, source.size)
            self._guarded(lambda: self.copier.get(source, target, self.meter.add), source.path)
            return
        os.makedirs(target, exist_ok=True)
        if self.recurse:
            for name in self.copier.list_folder(source.path):
                inner = self.copier.stat(posixpath.join(source.path, name))
                if inner is not None:
                    self._get(inner, os.path.join(target, name))
            os.chmod(target, source.mode or 0o755)
            os.utime(target, (source.mtime, source.mtime))

    # --- errors ----------------------------------------------------------------------------------

    def _missing(self, path: str, error_id: str, category: str) -> None:
        self.call.error(
            error_id,
            NOT_FOUND.format(path),
            category,
            path,
            "System.Management.Automation.ItemNotFoundException",
        )

    def _guarded(self, work: Any, path: str) -> None:
        try:
            work()
        except OSError as error:
            self.call.error(
                "CopyError", f"{path}: {error.strerror or error}", "WriteError", path, "System.IO.IOException"
            )
        except Exception as error:
            if not type(error).__name__.startswith("SFTP"):
                raise
            reason = getattr(error, "reason", error)
            self.call.error(
                "RemoteCopyError", f"{path}: {reason}", "WriteError", path, "System.IO.IOException"
            )


def _copier(call: "Call", session: Any) -> Any:
    """SFTP where this is the client's own machine; through the session itself where it is not."""
    from pssh.remoting.connectors import connectors_of

    try:
        return connectors_of(call.runspace).copier(session.target) or _Here()
    except ModuleNotFoundError:
        from pssh.remoting.file_requests import FarFiles

        return FarFiles(session.runspace)


def _local_sources(call: "Call", path: str) -> List[str]:
    from pssh.runtime.wildcards import has_wildcard

    native = str(call.path(path))
    if os.path.lexists(native):
        return [native]
    if not has_wildcard(path):
        return []
    import glob

    return sorted(glob.glob(native))


class _Meter:
    """A progress record, at most ten times a second."""

    def __init__(self, call: Any) -> None:
        self.call = call
        self.record: Any = None
        self.done = 0
        self.total = 0
        self.last = 0.0

    def begin(self, path: str, total: int) -> None:
        """Another file."""
        from pssh.runtime.records import ProgressRecord

        self.record = ProgressRecord(1, "Copying", os.path.basename(path))
        self.done, self.total = 0, total

    def add(self, count: int) -> None:
        """So many bytes more."""
        import time

        self.done += count
        now = time.monotonic()
        if now - self.last < 0.1:
            return
        self.last = now
        self.record.percent_complete = int(100 * self.done / self.total) if self.total else 100
        self.record.current_operation = f"{self.done:,} of {self.total:,} bytes"
        self.call.progress(self.record)

    def close(self) -> None:
        """No file follows."""
        if self.record is not None and self.last:
            self.record.record_type = "Completed"
            self.call.progress(self.record)


class _Here:
    """The copier of a session on this machine."""

    def stat(self, path: str) -> Any:
        """What is at `path`, None for nothing."""
        try:
            info = os.stat(path)
        except FileNotFoundError:
            return None
        return _Found(path, os.path.isdir(path), info)

    def list_folder(self, path: str) -> List[str]:
        """The names in a folder."""
        return sorted(os.listdir(path))

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""
        os.makedirs(path, exist_ok=True)

    def home(self) -> str:
        """Where relative paths begin."""
        return os.path.expanduser("~")

    def put(self, local: str, remote: str, progress: Any) -> None:
        """Copy one file with its times and permissions."""
        import shutil

        shutil.copy2(local, remote)
        progress(os.path.getsize(local))

    def mark(self, path: str, mode: int, mtime: float) -> None:
        """Give a folder its permissions and time."""
        os.chmod(path, mode)
        os.utime(path, (mtime, mtime))

    def get(self, remote: Any, local: str, progress: Any) -> None:
        """Copy one file with its times and permissions."""
        self.put(remote.path, local, progress)

    def close(self) -> None:
        """Nothing to end."""


class _Found:
    __slots__ = ("is_dir", "mode", "mtime", "path", "size")

    def __init__(self, path: str, is_dir: bool, info: os.stat_result) -> None:
        self.path = path
        self.is_dir = is_dir
        self.size = info.st_size
        self.mode = info.st_mode & 0o7777
        self.mtime = info.st_mtime
