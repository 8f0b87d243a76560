"""[IO.FileSystemWatcher]: tells of changes in a folder; it looks a few times a second."""

import os
import threading
from typing import Any, Callable, Dict, List, Tuple

from pssh.objects.net.common import call_block, enum, fail
from pssh.objects.net.files import name_matcher
from pssh.objects.types import net_type

_SPACE = "System.IO."
_EVENTS = ("Changed", "Created", "Deleted", "Renamed", "Error", "Disposed")
_KINDS = {"Created": 1, "Deleted": 2, "Changed": 4, "Renamed": 8}

Picture = Dict[str, Tuple[int, int, int]]


class FileSystemEventArgs:
    """What happened to which file."""

    __slots__ = ("folder", "kind", "name", "old_name")

    def __init__(self, kind: str, folder: str, name: str, old_name: str = "") -> None:
        self.kind, self.folder, self.name, self.old_name = kind, folder, name, old_name

    @property
    def net_type(self) -> Any:
        """Renames have their own type."""
        return net_type(_SPACE + ("RenamedEventArgs" if self.old_name else "FileSystemEventArgs"))


class FileSystemWatcher:
    """Looks at a folder on a thread of its own while EnableRaisingEvents is set."""

    net_type_name = _SPACE + "FileSystemWatcher"
    pause = 0.2

    def __init__(self, path: str = "", pattern: str = "*.*") -> None:
        if path and not os.path.isdir(path):
            fail("ArgumentException", f"The directory name '{path}' does not exist. (Parameter 'path')")
        self.path = path
        self.pattern = pattern
        self.subfolders = False
        self.filters = 19
        self.handlers: List[Tuple[str, Callable[..., Any]]] = []
        self._stop: Any = None

    @property
    def enabled(self) -> bool:
        """Whether it looks."""
        return self._stop is not None

    def add_event(self, name: str, handler: Callable[..., Any]) -> None:
        """Register-ObjectEvent and add_... come here."""
        if name.lower() not in (event.lower() for event in _EVENTS):
            fail("ArgumentException", f"An event with the name '{name}' does not exist.")
        self.handlers.append((name.lower(), handler))

    def remove_event(self, name: str, handler: Callable[..., Any]) -> None:
        """The handler is called no more."""
        self.handlers[:] = [row for row in self.handlers if row != (name.lower(), handler)]

    def enable(self, on: bool) -> None:
        """Starts or ends the looking."""
        if on and self._stop is None:
            if not self.path:
                fail("System.IO.FileNotFoundException", "Error reading the  directory.")
            self._stop = threading.Event()
            before = self.picture()
            threading.Thread(target=self._look, args=(self._stop, before), daemon=True).start()
        elif not on and self._stop is not None:
            self._stop.set()
            self._stop = None

    def picture(self) -> Picture:
        """Every entry with its inode, time and size."""
        fits = name_matcher(self.pattern)
        found: Picture = {}
        folders = [self.path]
        while folders:
            place = folders.pop()
            try:
                with os.scandir(place) as entries:
                    for entry in entries:
                        if entry.is_dir(follow_symlinks=False) and self.subfolders:
                            folders.append(entry.path)
                        if fits(entry.name):
                            status = entry.stat(follow_symlinks=False)
                            found[os.path.relpath(entry.path, self.path)] = (
                                status.st_ino,
                                status.st_mtime_ns,
                                status.st_size,
                            )
            except OSError:
                continue
        return found

    def _look(self, stop: threading.Event, before: Picture) -> None:
        while not stop.wait(self.pause):
            now = self.picture()
            for args in changes(self.path, before, now):
                for name, handler in list(self.handlers):
                    if name == args.kind.lower():
                        handler(self, args)
            before = now


def changes(folder: str, before: Picture, now: Picture) -> List[FileSystemEventArgs]:
    """What happened between two looks."""
    gone = {name: row for name, row in before.items() if name not in now}
    by_inode = {row[0]: name for name, row in gone.items()}
    out: List[FileSystemEventArgs] = []
    for name, row in now.items():
        if name in before:
            if row != before[name]:
                out.append(FileSystemEventArgs("Changed", folder, name))
        elif row[0] in by_inode:
            old = by_inode.pop(row[0])
            gone.pop(old)
            out.append(FileSystemEventArgs("Renamed", folder, name, old))
        else:
            out.append(FileSystemEventArgs("Created", folder, name))
    return [*out, *(FileSystemEventArgs("Deleted", folder, name) for name in gone)]


watcher = net_type(FileSystemWatcher.net_type_name, FileSystemWatcher, "System.ComponentModel.Component")
watcher.extra["events"] = {
    name: _SPACE + (name if name in ("Renamed", "Error") else "FileSystem") + "EventHandler"
    for name in _EVENTS[:5]
}
watcher.constructor(
    _SPACE + "FileSystemWatcher new()",
    _SPACE + "FileSystemWatcher new(string path)",
    _SPACE + "FileSystemWatcher new(string path, string filter)",
)(FileSystemWatcher)
for _name, _type, _slot in (
    ("Path", "string", "path"),
    ("Filter", "string", "pattern"),
    ("IncludeSubdirectories", "bool", "subfolders"),
    ("NotifyFilter", _SPACE + "NotifyFilters", "filters"),
):
    watcher.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    watcher.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))
watcher.prop("EnableRaisingEvents", "bool")(lambda self: self.enabled)
watcher.setter("EnableRaisingEvents")(lambda self, value: self.enable(bool(value)))
watcher.method("Dispose", "void Dispose()")(lambda self: self.enable(False))
for _event in _EVENTS[:4]:
    watcher.method("add_" + _event, f"void add_{_event}(System.Object value)")(
        lambda self, block, e=_event: self.add_event(e, lambda sender, args: call_block(block, sender, args))
    )

args_type = net_type(_SPACE + "FileSystemEventArgs", None, "System.EventArgs")
args_type.prop("ChangeType", _SPACE + "WatcherChangeTypes")(
    lambda self: enum(_SPACE + "WatcherChangeTypes", _KINDS[self.kind])
)
args_type.prop("FullPath", "string")(lambda self: os.path.join(self.folder, self.name))
args_type.prop("Name", "string")(lambda self: self.name)
renamed = net_type(_SPACE + "RenamedEventArgs", None, _SPACE + "FileSystemEventArgs")
renamed.prop("OldName", "string")(lambda self: self.old_name)
renamed.prop("OldFullPath", "string")(lambda self: os.path.join(self.folder, self.old_name))
