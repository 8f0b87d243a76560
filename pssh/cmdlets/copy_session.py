"""`Copy-Item -ToSession` and `-FromSession`: the part of Copy-Item that crosses machines."""

import functools
import os
import posixpath
from typing import TYPE_CHECKING, Any, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["copy_with_session"]

Names = Tuple[Optional[str], Optional[List[str]], Optional[List[str]]]  # -Filter, -Include, -Exclude
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
    names: Names = (None, None, None),
) -> None:
    """Copy local files to a session's machine or from there. `paths` are PowerShell paths of the side they
    are on, `names` what -Filter, -Include and -Exclude say.
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
    copy = _Copy(call, session, to_session is not None, recurse, container, names)
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

    def __init__(
        self, call: Any, session: Any, sends: bool, recurse: bool, container: bool, names: Names
    ) -> None:
        self.call = call
        self.sends = sends
        self.filter, self.include, self.exclude = names
        self.base: Optional[str] = None  # a folder to be made before the first file
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
        for source in filter(self._chosen, sources):
            into = target
            if there is not None and there.is_dir:
                into = posixpath.join(target, os.path.basename(source.rstrip("/")))
            elif len(sources) > 1:
                self.base = target
                into = posixpath.join(target, os.path.basename(source))
            self._put(source, into)

    def _put(self, source: str, target: str) -> None:
        if not os.path.isdir(source):
            if self._agreed("Copy File", source, target):
                self.meter.begin(source, os.path.getsize(source))
                self._guarded(lambda: self._put_file(source, target), source, target)
            return
        if not self._agreed("Copy Directory", source, target):
            return
        self._guarded(lambda: self.copier.make_folder(target), source, target)
        if self.recurse:
            for name in filter(functools.partial(self._wanted_in, source), sorted(os.listdir(source))):
                self._put(os.path.join(source, name), posixpath.join(target, name))
            info = os.stat(source)
            self._guarded(
                lambda: self.copier.mark(target, info.st_mode & 0o7777, info.st_mtime), source, target
            )

    def _put_file(self, source: str, target: str) -> None:
        base, self.base = self.base, None
        if base is not None:
            self.copier.make_folder(base)
        self.copier.put(source, target, self.meter.add)

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
        for source in sources:
            if not self._chosen(source.path):
                continue
            name = posixpath.basename(source.path.rstrip("/"))
            self.base = target if len(sources) > 1 else None
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
            if self._agreed("Copy File", source.path, target):
                self.meter.begin(source.path, source.size)
                self._guarded(lambda: self._get_file(source, target), source.path, target)
            return
        if not self._agreed("Copy Directory", source.path, target):
            return
        os.makedirs(target, exist_ok=True)
        if self.recurse:
            for name in self.copier.list_folder(source.path):
                inner = self.copier.stat(posixpath.join(source.path, name))
                if inner is not None and (inner.is_dir or self._filtered(name)):
                    self._get(inner, os.path.join(target, name))
            os.chmod(target, source.mode or 0o755)
            os.utime(target, (source.mtime, source.mtime))

    def _get_file(self, source: Any, target: str) -> None:
        base, self.base = self.base, None
        if base is not None:
            os.makedirs(base, exist_ok=True)
        self.copier.get(source, target, self.meter.add)

    # --- which, and whether -----------------------------------------------------------------------

    def _chosen(self, path: str) -> bool:
        """Whether a source is one that -Filter, -Include and -Exclude let through."""
        name = posixpath.basename(path.rstrip("/"))
        return (
            self._filtered(name)
            and (not self.include or _is_like(name, self.include))
            and not (self.exclude and _is_like(name, self.exclude))
        )

    def _filtered(self, name: str) -> bool:
        return not self.filter or _is_like(name, [self.filter])

    def _wanted_in(self, folder: str, name: str) -> bool:
        return os.path.isdir(os.path.join(folder, name)) or self._filtered(name)

    def _agreed(self, action: str, source: str, target: str) -> bool:
        """-WhatIf and -Confirm."""
        return bool(self.call.should_process(f"Item: {source} Destination: {target}", action))

    # --- errors ----------------------------------------------------------------------------------

    def _missing(self, path: str, error_id: str, category: str) -> None:
        self.call.error(
            error_id,
            NOT_FOUND.format(path),
            category,
            path,
            "System.Management.Automation.ItemNotFoundException",
        )

    def _guarded(self, work: Any, path: str, target: str) -> None:
        try:
            work()
        except OSError as error:
            self._failed("CopyError", path, target, error.strerror or error)
        except Exception as error:
            if not type(error).__name__.startswith("SFTP"):
                raise
            self._failed("RemoteCopyError", path, target, getattr(error, "reason", error))

    def _failed(self, error_id: str, path: str, target: str, reason: Any) -> None:
        text = (
            f"Cannot copy '{path}' to '{target}' with the session to {self.session.computer_name}: {reason}"
        )
        folder = posixpath.dirname(target)
        if str(reason).startswith("No such file") and not self._is_folder(folder):
            text += f": the folder '{folder}' does not exist"
        self.call.error(error_id, text + ".", "WriteError", path, "System.IO.IOException")

    def _is_folder(self, folder: str) -> bool:
        """Whether the folder that was to be written in is there, on the side that receives."""
        if not self.sends:
            return os.path.isdir(folder)
        found = self.copier.stat(folder)
        return found is not None and found.is_dir


def _is_like(name: str, patterns: List[str]) -> bool:
    from pssh.runtime.wildcards import wildcard

    return any(wildcard(pattern)(name) for pattern in patterns)


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
