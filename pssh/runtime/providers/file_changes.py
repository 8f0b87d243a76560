"""Making, removing, renaming, copying and moving files and folders, with PowerShell's errors."""

import os
import stat
from typing import Any

from pssh.objects.errors import NetException, PSError, ps_error
from pssh.runtime.providers.base import ProviderPath

__all__ = [
    "copy_item",
    "item_type",
    "move_item",
    "new_item",
    "remove_item",
    "rename_item",
    "same_place",
    "self_copy",
]

_IO = "System.IO.IOException"


def _item(path: ProviderPath) -> Any:
    from pssh.runtime.providers.filesystem import file_item

    return file_item(path)


def new_item(provider: Any, path: ProviderPath, kind: str, value: Any, force: bool) -> Any:
    """A file (with `value` as its text), a folder or a link."""
    word = item_type(kind)
    if word == "File":
        return _new_file(path, value, force)
    if word == "Directory":
        return _new_folder(path, force)
    if word:
        from pssh.runtime.providers.file_links import new_link

        new_link(provider, path, word, value, force)
        return _item(path)
    raise ps_error(
        "Argument", "The type is not a known type for the file system. Only \"file\",\"directory\" or \"symboliclink\" "
        "can be specified.", "InvalidArgument", kind, "System.Management.Automation.PSArgumentException",
    )  # fmt: skip


_TYPES = ("Directory", "Container", "File", "SymbolicLink", "Junction", "HardLink")


def item_type(kind: str) -> str:
    """The kind of item a `-ItemType` means, of which the first letters are enough; empty for none."""
    if not kind:
        return "File"
    start = kind.lower()
    found = next((word for word in _TYPES if word.lower().startswith(start)), "")
    return "Directory" if found == "Container" else found


def _new_file(path: ProviderPath, value: Any, force: bool) -> Any:
    native = path.path
    parent = os.path.dirname(native)
    if force:
        os.makedirs(parent, exist_ok=True)
    elif os.path.lexists(native):
        raise _io_error("NewItemIOError", f"The file '{native}' already exists.", native)
    if os.path.isdir(native):
        raise _io_error("NewItemUnauthorizedAccessError", f"Access to the path '{native}' is denied.", native,
                        "System.UnauthorizedAccessException", "PermissionDenied")  # fmt: skip
    if not os.path.isdir(parent):
        raise _io_error("NewItemIOError", f"Could not find a part of the path '{native}'.", native,
                        "System.IO.DirectoryNotFoundException")  # fmt: skip
    with open(native, "wb") as file:
        if value is not None:
            from pssh.objects.convert import to_string

            file.write(to_string(value).encode("utf-8", "surrogateescape"))
    return _item(path)


def _new_folder(path: ProviderPath, force: bool) -> Any:
    native = path.path
    if os.path.lexists(native) and not (force and os.path.isdir(native)):
        raise ps_error(
            "DirectoryExist", f"An item with the specified name {native} already exists.", "ResourceExists", native,
            _IO,
        )  # fmt: skip
    os.makedirs(native, exist_ok=True)
    return _item(path)


def _io_error(
    error_id: str, message: str, target: Any, exception: str = _IO, category: str = "WriteError"
) -> PSError:
    return ps_error(error_id, message, category, target, exception)


def remove_item(path: ProviderPath, recurse: bool, force: bool) -> None:
    """Remove a file, a link or a folder; a folder with something in it only with `recurse`."""
    native = path.path
    mode = os.lstat(native).st_mode
    if stat.S_ISDIR(mode):
        if recurse:
            _remove_tree(native)
        else:
            os.rmdir(native)
        return
    if not force and not mode & 0o222 and not stat.S_ISLNK(mode):
        raise ps_error(
            "RemoveFileSystemItemUnAuthorizedAccess",
            "You do not have sufficient access rights to perform this operation or the item is hidden, system, or "
            "read only.",
            "PermissionDenied", native, _IO,
        )  # fmt: skip
    os.unlink(native)


def _remove_tree(native: str) -> None:
    with os.scandir(native) as entries:
        found = list(entries)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(entry.path)
        else:
            os.unlink(entry.path)
    os.rmdir(native)


def rename_item(path: ProviderPath, name: str, force: bool) -> Any:
    """Give a file or folder another name where it is, and return its item. `force` replaces a file of that name."""
    native = path.path
    folder = os.path.dirname(native)
    plain = name.replace("\\", "/")
    if "/" in plain:
        head = os.path.normpath(os.path.join(folder, os.path.dirname(plain)))
        if head != folder or (plain.startswith("/") and os.path.dirname(plain) != folder):
            raise ps_error(
                "Argument", "Cannot rename the specified target, because it represents a path or device name.",
                "InvalidArgument", name, "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        plain = os.path.basename(plain)
    target = os.path.join(folder, plain)
    if os.path.lexists(target) and not (force and not os.path.isdir(target)) and not _same(native, target):
        raise ps_error("RenameItemIOError", "Cannot create a file when that file already exists.", "WriteError",
                       native, _IO)  # fmt: skip
    os.rename(native, target)
    return _item(ProviderPath(path.provider, target, path.drive))


def _same(a: str, b: str) -> bool:
    try:
        return a != b and os.path.samefile(a, b)
    except OSError:
        return False


def copy_item(path: ProviderPath, target: ProviderPath, recurse: bool, force: bool) -> Any:
    """Copy to the exact path `target`."""
    source, into = path.path, target.path
    if os.path.isdir(source):
        _copy_folder(source, into, recurse, force)
    else:
        _copy_file(source, into, force)
    return _item(target)


def _copy_folder(source: str, into: str, recurse: bool, force: bool) -> None:
    if os.path.isfile(into):
        raise ps_error("CopyContainerItemToLeafError", "Container cannot be copied onto existing leaf item.",
                       "InvalidArgument", source, "System.Management.Automation.PSArgumentException")  # fmt: skip
    if into == source or into.startswith(source.rstrip("/") + "/"):
        raise self_copy(source)
    os.makedirs(into, exist_ok=True)
    if not recurse:
        return
    for name in sorted(os.listdir(source)):
        inner, outer = os.path.join(source, name), os.path.join(into, name)
        if os.path.isdir(inner) and not os.path.islink(inner):
            _copy_folder(inner, outer, True, force)
        else:
            _copy_file(inner, outer, force)


def self_copy(source: str) -> PSError:
    """The error of a copy onto itself; its exception's Data says so, for who must tell it from other failures."""
    error = ps_error(
        "CopyError", f"Cannot overwrite the item {source} with itself.", "WriteError", source, _IO
    )
    error.record.exception.data["SelfCopy"] = source
    return error


def _copy_file(source: str, into: str, force: bool) -> None:
    if os.path.lexists(into) and same_place(source, into):
        raise self_copy(source)
    if os.path.isdir(into):
        into = os.path.join(into, os.path.basename(source))
    if not os.path.isdir(os.path.dirname(into)):
        raise NetException(
            "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{into}'."
        )
    if force and os.path.exists(into) and not os.access(into, os.W_OK):
        os.chmod(into, 0o644)
    with open(source, "rb") as reader, open(into, "wb") as writer:
        while True:
            block = reader.read(1 << 20)
            if not block:
                break
            writer.write(block)
        details = os.fstat(reader.fileno())
    os.chmod(into, stat.S_IMODE(details.st_mode))
    os.utime(into, ns=(details.st_atime_ns, details.st_mtime_ns))


def same_place(a: str, b: str) -> bool:
    """Whether both names lead to one file or folder, through links too."""
    try:
        return os.path.samefile(a, b)
    except OSError:
        return False


def move_item(path: ProviderPath, target: ProviderPath, force: bool) -> Any:
    """Move to the exact path `target`."""
    source, into = path.path, target.path
    if os.path.isdir(source) and (into == source or into.startswith(source.rstrip("/") + "/")):
        raise ps_error("MoveItemArgumentError", f"Destination path cannot be a subdirectory of the source: {into}.",
                       "InvalidArgument", source, "System.InvalidOperationException")  # fmt: skip
    if os.path.lexists(into) and not _same(source, into):
        if not force or os.path.isdir(into):
            word = "MoveDirectoryItemIOError" if os.path.isdir(source) else "MoveFileInfoItemIOError"
            raise ps_error(
                word, "Cannot create a file when that file already exists.", "WriteError", source, _IO
            )
        os.unlink(into)
    if not os.path.isdir(os.path.dirname(into)):
        raise ps_error("MoveFileInfoItemIOError", f"Could not find a part of the path '{into}'.", "WriteError",
                       source, "System.IO.DirectoryNotFoundException")  # fmt: skip
    try:
        os.rename(source, into)
    except OSError as error:
        import errno

        if error.errno != errno.EXDEV:
            raise
        _move_across(source, into)
    return _item(target)


def _move_across(source: str, into: str) -> None:
    """To another file system: copy, then remove."""
    if os.path.isdir(source) and not os.path.islink(source):
        _copy_folder(source, into, True, True)
        _remove_tree(source)
        return
    if os.path.islink(source):
        os.symlink(os.readlink(source), into)
    else:
        _copy_file(source, into, True)
    os.unlink(source)
