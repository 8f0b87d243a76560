"""The FileSystem provider: what item cmdlets do with files and folders."""

import os
import stat
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from pssh.objects.errors import NetException, ps_error
from pssh.runtime.providers.base import Provider, ProviderPath

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["FileSystem"]


class FileSystem(Provider):
    """The drives with files on them."""

    name = "FileSystem"
    capabilities = ("Filter", "ShouldProcess", "Credentials")

    def __init__(self, runspace: "Runspace") -> None:
        super().__init__(runspace)
        self.home = os.environ.get("HOME", "")

    def exists(self, path: ProviderPath) -> bool:
        return os.path.lexists(path.path)

    def is_container(self, path: ProviderPath) -> bool:
        return os.path.isdir(path.path)

    def child_names(self, path: ProviderPath, force: bool = False) -> List[str]:
        names = os.listdir(path.path)
        if not force:
            names = [name for name in names if not name.startswith(".")]
        return sort_names(names)

    def get_item(self, path: ProviderPath, force: bool = False) -> Any:
        return file_item(path)

    # --- changes ----------------------------------------------------------------------------------------

    def new_item(
        self, path: ProviderPath, kind: str, value: Any, force: bool, options: Optional[str] = None
    ) -> Any:
        from pssh.runtime.providers import file_changes

        return file_changes.new_item(self, path, kind, value, force)

    def set_item(
        self, path: ProviderPath, value: Any, force: bool = False, options: Optional[str] = None
    ) -> Any:
        raise ps_error(
            "NotSupported",
            "Cannot process command because the provider does not support this operation.",
            "NotImplemented", None, "System.Management.Automation.PSNotSupportedException",
        )  # fmt: skip

    def remove_item(self, path: ProviderPath, recurse: bool, force: bool) -> None:
        from pssh.runtime.providers import file_changes

        file_changes.remove_item(path, recurse, force)

    def rename_item(self, path: ProviderPath, name: str, force: bool) -> Any:
        from pssh.runtime.providers import file_changes

        return file_changes.rename_item(path, name, force)

    def copy_item(self, path: ProviderPath, target: ProviderPath, recurse: bool, force: bool) -> Any:
        from pssh.runtime.providers import file_changes

        return file_changes.copy_item(path, target, recurse, force)

    def move_item(self, path: ProviderPath, target: ProviderPath, force: bool) -> Any:
        from pssh.runtime.providers import file_changes

        return file_changes.move_item(path, target, force)

    def clear_content(self, path: ProviderPath) -> None:
        if os.path.isdir(path.path):
            raise NetException(
                "System.UnauthorizedAccessException", f"Access to the path '{path.path}' is denied."
            )
        with open(path.path, "r+b") as file:
            file.truncate(0)

    def get_content(self, path: ProviderPath) -> Iterator[Any]:
        with open(path.path, encoding="utf-8-sig", errors="replace", newline=None) as file:
            for line in file:
                yield line[:-1] if line.endswith("\n") else line


def sort_names(names: List[str]) -> List[str]:
    """Names in the order PowerShell lists them: by culture, ignoring case."""
    from pssh.objects.compare import string_key

    names.sort(key=string_key)
    return names


def file_item(path: ProviderPath) -> Any:
    """The FileInfo or DirectoryInfo of a path, with its PowerShell properties."""
    from pssh.runtime.providers.file_members import make_item

    status = os.lstat(path.path)
    if stat.S_ISLNK(status.st_mode):
        return make_item(path, status, os.path.isdir(path.path))
    return make_item(path, status, stat.S_ISDIR(status.st_mode))
