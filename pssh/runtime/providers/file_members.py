"""The properties PowerShell's provider adds to files and folders: PSPath, PSParentPath, PSChildName ..."""

from typing import Any

from pssh.objects.net import files
from pssh.objects.nettype import NetType
from pssh.runtime.providers.base import ProviderPath

__all__ = ["make_item"]

_PREFIX = "Microsoft.PowerShell.Core\\FileSystem::"


def make_item(where: ProviderPath, entry_status: Any, is_folder: bool) -> Any:
    """The FileInfo or DirectoryInfo of a path whose state is known."""
    cls = files.DirectoryInfo if is_folder else files.FileInfo
    item = cls(where.path, where.path, entry_status)
    item.drive = where.drive
    return item


def _shown(item: Any, native: str) -> str:
    drive = item.drive
    if drive is None or not drive.mapped:
        return native
    return ProviderPath(drive.provider, native, drive).display


def _declare(net: NetType) -> None:
    @net.prop("PSPath", "string", kind="NoteProperty")
    def _path(item: Any) -> Any:
        return None if item.drive is None else _PREFIX + _shown(item, item.full_name)

    @net.prop("PSParentPath", "string", kind="NoteProperty")
    def _parent(item: Any) -> Any:
        if item.drive is None:
            return None
        parent = item.full_name.rpartition("/")[0] or ("/" if item.full_name != "/" else "")
        if item.drive.mapped and item.full_name == item.drive.root:
            return ""
        return _PREFIX + _shown(item, parent) if parent else ""

    @net.prop("PSChildName", "string", kind="NoteProperty")
    def _child(item: Any) -> Any:
        return None if item.drive is None else item.name

    @net.prop("NameString", "string", kind="CodeProperty")
    def _name_string(item: Any) -> str:
        from pssh.runtime.providers.name_string import name_string, style_of
        from pssh.runtime.stack import current_frame

        frame = current_frame()
        return name_string(item, style_of(None if frame is None else frame.rs))

    @net.prop("PSDrive", "System.Management.Automation.PSDriveInfo", kind="NoteProperty")
    def _drive(item: Any) -> Any:
        return item.drive

    @net.prop("PSProvider", "System.Management.Automation.ProviderInfo", kind="NoteProperty")
    def _provider(item: Any) -> Any:
        return None if item.drive is None else item.drive.provider


for _class in (files.FileInfo, files.DirectoryInfo):
    _declare(files.file if _class is files.FileInfo else files.folder)
