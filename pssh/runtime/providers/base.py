"""What a provider, a drive and a path on a drive are."""

from typing import TYPE_CHECKING, Any, Iterator, List, NoReturn, Optional, Tuple

if TYPE_CHECKING:
    from pssh.objects.errors import PSError
    from pssh.runtime.runspace import Runspace

__all__ = [
    "Drive",
    "PathInfo",
    "Provider",
    "ProviderPath",
    "drive_not_found",
    "item_not_found",
    "unsupported",
]

_EXCEPTIONS = "System.Management.Automation."


class Provider:
    """A kind of store. Paths given to it are its own: a native file name, or the name of an item.

    The methods a provider does not have answer NotSupported, as PowerShell's do.
    """

    net_type_name = "System.Management.Automation.ProviderInfo"
    name = ""
    module = "Microsoft.PowerShell.Core"
    capabilities: Tuple[str, ...] = ("ShouldProcess",)
    separator = "/"
    flat = False
    item_options = False  # whether its items have ScopedItemOptions

    def __init__(self, runspace: "Runspace") -> None:
        self.runspace = runspace
        self.home = ""

    # navigation
    def exists(self, path: "ProviderPath") -> bool:
        raise NotImplementedError

    def is_container(self, path: "ProviderPath") -> bool:
        raise NotImplementedError

    # what `$drive:name` reads and writes where the store is flat
    def value_of(self, name: str) -> Any:
        raise NotImplementedError

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        raise NotImplementedError

    def child_names(self, path: "ProviderPath", force: bool = False) -> List[str]:
        raise NotImplementedError

    def get_item(self, path: "ProviderPath", force: bool = False) -> Any:
        raise NotImplementedError

    def has_children(self, path: "ProviderPath") -> bool:
        return bool(self.is_container(path) and self.child_names(path, True))

    # changes
    def set_item(
        self, path: "ProviderPath", value: Any, force: bool = False, options: Optional[str] = None
    ) -> Any:
        """`options` are given only to a provider with `item_options`."""
        unsupported()

    def clear_item(self, path: "ProviderPath") -> None:
        unsupported()

    def new_item(
        self, path: "ProviderPath", kind: str, value: Any, force: bool, options: Optional[str] = None
    ) -> Any:
        unsupported()

    def remove_item(self, path: "ProviderPath", recurse: bool, force: bool) -> None:
        unsupported()

    def rename_item(self, path: "ProviderPath", name: str, force: bool) -> Any:
        unsupported()

    def copy_item(self, path: "ProviderPath", target: "ProviderPath", recurse: bool, force: bool) -> Any:
        unsupported()

    def move_item(self, path: "ProviderPath", target: "ProviderPath", force: bool) -> Any:
        unsupported()

    def invoke_item(self, path: "ProviderPath") -> Any:
        unsupported()

    # content
    def get_content(self, path: "ProviderPath") -> Iterator[Any]:
        unsupported()

    def set_content(self, path: "ProviderPath", values: List[Any]) -> None:
        unsupported()

    def clear_content(self, path: "ProviderPath") -> None:
        unsupported()

    @property
    def full_name(self) -> str:
        return f"{self.module}\\{self.name}"

    def __str__(self) -> str:
        return self.full_name


class Drive:
    """A PSDrive. `root` is the provider's path it stands for; `current` the location remembered in it, below
    the root. A `mapped` drive is a folder under a letter, with backslashes and names in any case."""

    net_type_name = "System.Management.Automation.PSDriveInfo"
    __slots__ = ("credential", "current", "description", "display_root", "mapped", "name", "provider", "root")

    def __init__(
        self, name: str, provider: Provider, root: str, description: str = "", mapped: bool = False
    ) -> None:
        self.name = name
        self.provider = provider
        self.root = root
        self.description = description
        self.current = ""
        self.display_root: Optional[str] = None
        self.credential: Any = None
        self.mapped = mapped

    @property
    def separator(self) -> str:
        return "\\" if self.mapped else self.provider.separator

    @property
    def display_start(self) -> str:
        """What a full path on the drive begins with."""
        return (
            "/"
            if self.name == "/"
            else f"{self.name}:{self.separator}"
            if not self.provider.flat
            else f"{self.name}:"
        )

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<drive {self.name}>"


class ProviderPath:
    """A full path: `path` is the provider's own, `drive` where it was reached (None for `Provider::path`)."""

    __slots__ = ("drive", "path", "provider")

    def __init__(self, provider: Provider, path: str, drive: Optional[Drive]) -> None:
        self.provider = provider
        self.path = path
        self.drive = drive

    @property
    def display(self) -> str:
        """As PowerShell shows it: `/tmp/x`, `C:\\logs`, `Env:PATH`."""
        drive = self.drive
        if drive is None:
            return self.path
        if self.provider.flat:
            return f"{drive.name}:{self.path}"
        if drive.name == "/":
            return self.path
        rest = self.path[len(drive.root.rstrip("/")) :].lstrip("/")
        if drive.mapped:
            rest = rest.replace("/", "\\")
        return drive.display_start + rest

    @property
    def ps_path(self) -> str:
        return f"{self.provider.full_name}::{self.path}"

    @property
    def name(self) -> str:
        """The last part."""
        if self.provider.flat:
            return self.path
        return self.path.rstrip("/").rpartition("/")[2] or self.path

    @property
    def parent(self) -> "Optional[ProviderPath]":
        if self.provider.flat:
            return ProviderPath(self.provider, "", self.drive) if self.path else None
        if self.path == "/" or (self.drive is not None and self.path == self.drive.root):
            return None
        return ProviderPath(self.provider, self.path.rstrip("/").rpartition("/")[0] or "/", self.drive)

    def child(self, name: str) -> "ProviderPath":
        if self.provider.flat:
            return ProviderPath(self.provider, name, self.drive)
        base = self.path if self.path.endswith("/") else self.path + "/"
        return ProviderPath(self.provider, base + name, self.drive)

    @property
    def exists(self) -> bool:
        return self.provider.exists(self)

    @property
    def is_container(self) -> bool:
        return self.provider.is_container(self)

    @property
    def is_file_system(self) -> bool:
        return self.provider.name == "FileSystem"

    def __str__(self) -> str:
        return self.display

    def __repr__(self) -> str:
        return f"<{self.display}>"


class PathInfo:
    """What Get-Location, Resolve-Path and `$PWD` give."""

    net_type_name = "System.Management.Automation.PathInfo"
    __slots__ = ("where",)

    def __init__(self, where: ProviderPath) -> None:
        self.where = where

    @property
    def path(self) -> str:
        shown = self.where.display
        if self.where.drive is None:
            return self.where.ps_path
        if self.where.provider.flat and not self.where.path:
            return shown + self.where.provider.separator
        return shown

    @property
    def provider_path(self) -> str:
        if self.where.provider.flat:
            return self.where.path
        return self.where.path

    @property
    def drive(self) -> Optional[Drive]:
        return self.where.drive

    @property
    def provider(self) -> Provider:
        return self.where.provider

    def __str__(self) -> str:
        return self.path


# --- the errors -------------------------------------------------------------------------------------------


def drive_not_found(name: str) -> "PSError":
    """DriveNotFound, ready to be raised."""
    from pssh.objects.errors import ps_error

    return ps_error(
        "DriveNotFound",
        f"Cannot find drive. A drive with the name '{name}' does not exist.",
        "ObjectNotFound",
        name,
        _EXCEPTIONS + "DriveNotFoundException",
    )


def item_not_found(shown: str, target: Any = None) -> "PSError":
    """PathNotFound, ready to be raised; the record's target is the path unless another is given."""
    from pssh.objects.errors import ps_error

    return ps_error(
        "PathNotFound",
        f"Cannot find path '{shown}' because it does not exist.",
        "ObjectNotFound",
        shown if target is None else target,
        _EXCEPTIONS + "ItemNotFoundException",
    )


def unsupported() -> NoReturn:
    """What a provider answers to an operation it does not have."""
    from pssh.objects.errors import ps_error

    raise ps_error(
        "NotSupported",
        "Cannot process command because the provider does not support this operation.",
        "NotImplemented",
        None,
        _EXCEPTIONS + "PSNotSupportedException",
    )
