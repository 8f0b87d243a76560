"""From what a user types to full paths: drives, `~`, relative paths, `..`, wildcards; and where we are.

`rs.paths` resolves, `rs.drives` holds the drives, `rs.location` is the current place.
"""

import os
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional, Tuple

from pssh.runtime.providers.base import (
    Drive,
    PathInfo,
    Provider,
    ProviderPath,
    drive_not_found,
    item_not_found,
)
from pssh.runtime.wildcards import has_wildcard, unescape

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["DriveTable", "Location", "PathResolver"]


class DriveTable:
    """The drives of a runspace, by name."""

    def __init__(self, runspace: "Runspace") -> None:
        from pssh.runtime.providers.filesystem import FileSystem

        self.runspace = runspace
        self.file_system = FileSystem(runspace)
        self.root = Drive("/", self.file_system, "/")
        self._drives: Dict[str, Drive] = {"/": self.root}
        self._lazy = {
            "env": ("pssh.runtime.providers.environment", "Environment"),
            "variable": ("pssh.runtime.providers.variables", "Variables"),
            "function": ("pssh.runtime.providers.functions", "Functions"),
            "alias": ("pssh.runtime.providers.aliases", "Aliases"),
        }
        self._providers: Dict[str, Provider] = {"filesystem": self.file_system}
        self._drives["temp"] = Drive(
            "Temp",
            self.file_system,
            _temp_folder(),
            "Drive that maps to the temporary folder path for the current user",
        )

    def get(self, name: str) -> Optional[Drive]:
        """The drive of a name in any case."""
        lower = name.lower()
        found = self._drives.get(lower)
        if found is None and lower in self._lazy:
            provider = self._load(lower)
            found = self._drives[lower] = Drive(provider.drive_name, provider, "", provider.description)
        return found

    def _load(self, lower: str) -> Any:
        from importlib import import_module

        module, name = self._lazy[lower]
        provider = getattr(import_module(module), name)(self.runspace)
        self._providers[provider.name.lower()] = provider
        return provider

    def provider(self, name: str) -> Optional[Provider]:
        """A provider by name, with or without its module's name."""
        short = name.rpartition("\\")[2].lower()
        key = {"environment": "env"}.get(short, short)
        if key in self._lazy:
            self.get(key)
        return self._providers.get(short)

    def providers(self) -> List[Provider]:
        for name in self._lazy:
            self.get(name)
        return list(self._providers.values())

    def all(self) -> List[Drive]:
        """Every drive, by name."""
        for name in self._lazy:
            self.get(name)
        return sorted(self._drives.values(), key=lambda d: d.name.lower())

    def add(self, drive: Drive) -> None:
        self._drives[drive.name.lower()] = drive

    def remove(self, name: str) -> None:
        self._drives.pop(name.lower(), None)
        self._lazy.pop(name.lower(), None)

    def map(self, name: str, folder: str) -> Drive:
        """Make `folder` a drive with backslash paths and names in any case, such as `C:`."""
        drive = Drive(name.rstrip(":"), self.file_system, os.path.realpath(folder), mapped=True)
        self.add(drive)
        return drive


def _temp_folder() -> str:
    folder = os.environ.get("TMPDIR") or "/tmp/"
    return folder if folder.endswith("/") else folder + "/"


class Location:
    """Where a runspace is. `native` is the file system's folder even while we are on another drive."""

    def __init__(self, drives: DriveTable, native: str) -> None:
        self.drives = drives
        self.native = native
        self.where = ProviderPath(drives.file_system, native, drives.root)

    @property
    def info(self) -> PathInfo:
        return PathInfo(self.where)

    @property
    def path(self) -> str:
        return self.info.path

    def set(self, where: ProviderPath) -> None:
        self.where = where
        if where.drive is not None:
            where.drive.current = where.path
        if where.is_file_system:
            self.native = where.path

    def __str__(self) -> str:
        return self.path


class PathResolver:
    """Turns texts into `ProviderPath`s for one runspace."""

    def __init__(self, runspace: "Runspace", drives: DriveTable) -> None:
        self.runspace = runspace
        self.drives = drives

    # --- one text, one path -----------------------------------------------------------------------------

    def absolute(self, text: str) -> ProviderPath:
        """The full path of a text without wildcards; it need not exist."""
        text = str(text)
        provider_name, separator, rest = text.partition("::")
        if separator and "/" not in provider_name:
            return self._with_provider(provider_name, rest, text)
        drive_name, colon, rest = text.partition(":")
        if colon and "/" not in drive_name and "\\" not in drive_name and drive_name:
            drive = self.drives.get(drive_name)
            if drive is None:
                raise drive_not_found(drive_name)
            return self._on_drive(drive, rest)
        return self._relative(text)

    def _with_provider(self, name: str, rest: str, text: str) -> ProviderPath:
        provider = self.drives.provider(name)
        if provider is None:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "ProviderNotFound",
                f"Cannot find a provider with the name '{name}'.",
                "ObjectNotFound",
                name,
                "System.Management.Automation.ProviderNotFoundException",
            )
        if provider.flat:
            drive = self.drives.get({"Environment": "env"}.get(provider.name, provider.name))
            return ProviderPath(provider, rest, drive)
        if ":" in rest.split("/")[0].split("\\")[0]:
            return self.absolute(rest)
        return ProviderPath(provider, _normal(self.runspace.location.native, rest), self.drives.root)

    def _on_drive(self, drive: Drive, rest: str) -> ProviderPath:
        provider = drive.provider
        if provider.flat:
            return ProviderPath(provider, rest.replace("\\", "/").strip("/"), drive)
        rest = rest.replace("\\", "/")
        if rest.startswith("/") or not rest:
            base = drive.root if rest else (drive.current or drive.root)
        else:
            base = drive.current or drive.root
        path = _normal(base, rest.lstrip("/") if rest.startswith("/") else rest)
        root = drive.root.rstrip("/") or "/"
        if path != root and not path.startswith(root.rstrip("/") + "/"):
            path = root
        if drive.mapped:
            path = _real_case(root, path)
        return ProviderPath(provider, path, drive)

    def _relative(self, text: str) -> ProviderPath:
        location = self.runspace.location
        where: ProviderPath = location.where
        plain = text.replace("\\", "/") if "\\" in text else text
        if plain.startswith("~") and (plain == "~" or plain[1] == "/"):
            home = self.home
            return ProviderPath(self.drives.file_system, _normal(home, plain[2:]), self._drive_of(home))
        if where.provider.flat:
            if plain.startswith("/"):
                return ProviderPath(self.drives.file_system, _normal("/", plain), self.drives.root)
            name = "" if plain in (".", "..", "") else plain[2:] if plain.startswith("./") else plain
            return ProviderPath(where.provider, name, where.drive)
        drive = where.drive
        if drive is None or drive.name == "/":
            return ProviderPath(self.drives.file_system, _normal(where.path, plain), self.drives.root)
        if plain.startswith("/"):
            if drive.mapped and text.startswith("\\"):
                return self._on_drive(drive, plain)
            return ProviderPath(self.drives.file_system, _normal("/", plain), self.drives.root)
        drive.current = where.path
        return self._on_drive(drive, plain)

    def _drive_of(self, native: str) -> Drive:
        """The drive a native path is shown on: where we are on a mapped drive that holds it, that one."""
        drive: Optional[Drive] = self.runspace.location.where.drive
        if drive is not None and drive.mapped and _inside(native, drive.root):
            return drive
        return self.drives.root

    @property
    def home(self) -> str:
        return self.drives.file_system.home or os.environ.get("HOME") or os.path.expanduser("~")

    def to_native(self, text: str) -> str:
        """The file system's path of a text; an error when it is not on the file system."""
        where = self.absolute(text)
        if not where.is_file_system:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "ReadWriteFileNotFileSystemProvider",
                f"The provider '{where.provider.full_name}' cannot be used here: the path must be of the file system.",
                "InvalidArgument",
                text,
            )
        return where.path

    def native(self, where: ProviderPath) -> str:
        return where.path

    def of_native(self, native: str) -> ProviderPath:
        """The ProviderPath of an absolute native path, on the drive we would show it on."""
        return ProviderPath(self.drives.file_system, native, self._drive_of(native))

    # --- wildcards --------------------------------------------------------------------------------------

    def resolve(self, text: str, literal: bool = False, force: bool = False) -> List[ProviderPath]:
        """The existing paths a text means. A text without wildcards that means none is an error."""
        text = str(text)
        if literal or not has_wildcard(text):
            where = self.absolute(text if literal else unescape(text))
            if not where.exists:
                raise item_not_found(where.display)
            return [where]
        return list(self.expand(text, force))

    def expand(self, text: str, force: bool = False) -> Iterator[ProviderPath]:
        """The paths that match a text with wildcards, in the order of their names."""
        prefix, pattern = _split_wild(text)
        start = self.absolute(unescape(prefix) if prefix else ".")
        yield from self._matching(start, [part for part in pattern.split("/") if part], force)

    def _matching(self, start: ProviderPath, parts: List[str], force: bool) -> Iterator[ProviderPath]:
        head, rest = parts[0], parts[1:]
        if not has_wildcard(head):
            found = (
                start.parent if head == ".." else start if head == "." else self._child(start, unescape(head))
            )
            if found is not None and found.exists:
                if rest:
                    yield from self._matching(found, rest, force)
                else:
                    yield found
            return
        if not start.is_container:
            return
        from pssh.runtime.wildcards import wildcard

        match = wildcard(head)
        show_hidden = force or head.startswith(".")
        for name in start.provider.child_names(start, show_hidden):
            if not match(name):
                continue
            child = start.child(name)
            if not rest:
                yield child
            elif child.is_container:
                yield from self._matching(child, rest, force)

    def _child(self, start: ProviderPath, name: str) -> ProviderPath:
        child = start.child(name)
        if start.drive is not None and start.drive.mapped:
            return ProviderPath(child.provider, _real_case(start.path, child.path), start.drive)
        return child


def _split_wild(text: str) -> Tuple[str, str]:
    """`/tmp/a*/b` -> ('/tmp/', 'a*/b')."""
    if "::" in text.split("/", 1)[0]:
        head, _, rest = text.partition("::")
        head += "::"
    else:
        name, colon, rest = text.partition(":")
        if colon and "/" not in name and "\\" not in name:
            head = name + ":"
        else:
            head, rest = "", text
    plain = rest.replace("\\", "/")
    parts = plain.split("/")
    for index, part in enumerate(parts):
        if has_wildcard(part):
            before = "/".join(parts[:index])
            if index and (before or plain.startswith("/")):
                before += "/"
            return head + before, "/".join(parts[index:])
    return head + plain, ""


def _inside(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip("/") + "/")


def _normal(base: str, rest: str) -> str:
    """`rest` from `base`, without `.`, `..` and double slashes; a path that ends in `/` loses it."""
    if not rest:
        return base
    whole = rest if rest.startswith("/") else base + "/" + rest
    if "//" not in whole and "/." not in whole and not whole.endswith("/"):
        return whole
    parts: List[str] = []
    for part in whole.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part and part != ".":
            parts.append(part)
    return "/" + "/".join(parts)


def _real_case(root: str, path: str) -> str:
    """The path with the names that exist spelled as on disk (a mapped drive ignores case)."""
    if os.path.lexists(path):
        return path
    current = root.rstrip("/")
    rest = path[len(current) :].strip("/").split("/")
    for index, name in enumerate(rest):
        step = f"{current}/{name}"
        if not os.path.lexists(step):
            lower = name.lower()
            try:
                found = next((n for n in sorted(os.listdir(current or "/")) if n.lower() == lower), None)
            except OSError:
                found = None
            if found is None:
                return "/".join([current, *rest[index:]])
            step = f"{current}/{found}"
        current = step
    return current or "/"
