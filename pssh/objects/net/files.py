"""[IO.FileInfo] and [IO.DirectoryInfo]: entries of the file system, with the members PowerShell adds."""

import os
import stat
from typing import Any, Iterator, List, Optional

from pssh.objects.datetime import DateTime
from pssh.objects.net.common import enum, fail
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type

READ_ONLY, HIDDEN, DIRECTORY, NORMAL, REPARSE_POINT = 1, 2, 16, 128, 1024


class FileSystemInfo:
    """What files and folders share. The state of the disk is read once, when first asked for (see `refresh`)."""

    __slots__ = ("__weakref__", "_stat", "drive", "full_name", "name", "original_path")

    def __init__(
        self, path: str, full_name: Optional[str] = None, found: Optional[os.stat_result] = None
    ) -> None:
        if not path:
            fail("ArgumentException", "The path is empty. (Parameter 'path')")
        self.original_path = path
        full = os.path.abspath(path) if full_name is None else full_name
        self.full_name = full
        self.name = full[full.rfind("/") + 1 :] or full
        self._stat: Any = found
        self.drive: Any = None  # the PSDrive it was reached on, set by the FileSystem provider

    def __str__(self) -> str:
        return self.original_path

    @property
    def status(self) -> Optional[os.stat_result]:
        """The state of the entry itself (not of what a link points to); None where there is none."""
        found = self._stat
        if found is None:
            try:
                found = os.lstat(self.full_name)
            except OSError:
                found = False
            self._stat = found
        return found or None

    def refresh(self) -> None:
        """Forgets the state, so that it is read anew."""
        self._stat = None

    @property
    def is_link(self) -> bool:
        """Whether this is a symbolic link."""
        found = self.status
        return found is not None and stat.S_ISLNK(found.st_mode)

    @property
    def is_directory(self) -> bool:
        """Whether PowerShell calls it a container."""
        return isinstance(self, DirectoryInfo)

    @property
    def exists(self) -> bool:
        """Whether it is there and of this kind."""
        raise NotImplementedError

    @property
    def extension(self) -> str:
        """From the last dot on."""
        dot = self.name.rfind(".")
        return self.name[dot:] if dot >= 0 and dot < len(self.name) - 1 else ""

    @property
    def attributes(self) -> int:
        """[IO.FileAttributes] as .NET makes them up on Unix."""
        found = self.status
        if found is None:
            return -1
        value = 0
        if stat.S_ISLNK(found.st_mode):
            value |= REPARSE_POINT
            if os.path.isdir(self.full_name):
                value |= DIRECTORY
        elif stat.S_ISDIR(found.st_mode):
            value |= DIRECTORY
        if not found.st_mode & 0o222 and not stat.S_ISLNK(found.st_mode):
            value |= READ_ONLY
        if self.name.startswith(".") and self.name not in (".", ".."):
            value |= HIDDEN
        return value or NORMAL

    def time(self, which: str) -> DateTime:
        """`creation`, `write` or `access` in local time; year 1601 where there is no file."""
        found = self.status
        if found is None:
            return DateTime.of(1601, 1, 1).add_ticks(0)
        if which == "write":
            return DateTime.from_unix_ns(found.st_mtime_ns)
        if which == "access":
            return DateTime.from_unix_ns(found.st_atime_ns)
        return DateTime.from_unix_ns(min(found.st_mtime_ns, found.st_ctime_ns))

    def set_time(self, which: str, value: DateTime) -> None:
        """Sets the time of the last write or access (the time of creation stands for that of writing here)."""
        found = os.stat(self.full_name)
        moment = value.unix_ns
        access = moment if which == "access" else found.st_atime_ns
        write = found.st_mtime_ns if which == "access" else moment
        os.utime(self.full_name, ns=(access, write))
        self.refresh()

    @property
    def link_target(self) -> Optional[str]:
        """Where a symbolic link points."""
        return os.readlink(self.full_name) if self.is_link else None

    @property
    def mode_text(self) -> str:
        """PowerShell's five letters: `d`, `l` or `-`, then a, r, h, s."""
        attributes = self.attributes
        if attributes < 0:
            return ""
        kind = "l" if attributes & REPARSE_POINT else "d" if attributes & DIRECTORY else "-"
        return (
            kind
            + "-"
            + ("r" if attributes & READ_ONLY else "-")
            + ("h" if attributes & HIDDEN else "-")
            + "-"
        )

    def owner(self) -> str:
        """The name of the user that owns it."""
        found = self.status
        return user_name(found.st_uid) if found is not None else ""

    def group(self) -> str:
        """The name of its group."""
        found = self.status
        return group_name(found.st_gid) if found is not None else ""


def user_name(number: int) -> str:
    """The name of a user id, or the number."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def group_name(number: int) -> str:
    """The name of a group id, or the number."""
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


class FileInfo(FileSystemInfo):
    """A file."""

    __slots__ = ()

    net_type_name = "System.IO.FileInfo"

    @property
    def exists(self) -> bool:
        found = self.status
        return found is not None and not stat.S_ISDIR(found.st_mode)

    @property
    def length(self) -> int:
        """Its size; FileNotFoundException where there is none."""
        found = self.status
        if found is None or stat.S_ISDIR(found.st_mode):
            fail(
                "System.IO.FileNotFoundException",
                f"Could not find file '{self.full_name}'.",
                FileName=self.full_name,
            )
        if stat.S_ISLNK(found.st_mode):
            try:
                return os.stat(self.full_name).st_size
            except OSError:
                return found.st_size
        return found.st_size


class DirectoryInfo(FileSystemInfo):
    """A folder."""

    __slots__ = ()

    net_type_name = "System.IO.DirectoryInfo"

    @property
    def exists(self) -> bool:
        return os.path.isdir(self.full_name)

    def children(self, pattern: str = "*", recurse: bool = False, kind: str = "") -> Iterator[FileSystemInfo]:
        """Entries whose name fits the pattern; `kind` is file, directory or empty for both."""
        return list_directory(self.full_name, self.original_path, pattern, recurse, kind)


def name_matcher(pattern: str) -> Any:
    """A test of names by the wildcards of the file system (* and ?)."""
    if pattern in ("*", "*.*", ""):
        return lambda name: True
    import re

    text = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern)
    return re.compile(text + r"\Z", re.DOTALL).match


def list_directory(full: str, shown: str, pattern: str, recurse: bool, kind: str) -> Iterator[Any]:
    """The entries of a folder as FileInfo and DirectoryInfo, in the order of the disk."""
    fits = name_matcher(pattern)
    folders: List[Any] = []
    with os.scandir(full) as entries:
        for entry in entries:
            folder = entry.is_dir()
            if folder and recurse and not entry.is_symlink():
                folders.append(entry)
            if fits(entry.name) and kind != ("file" if folder else "directory"):
                path = os.path.join(shown, entry.name)
                made = DirectoryInfo if folder else FileInfo
                yield made(path, os.path.join(full, entry.name))
    for entry in folders:
        yield from list_directory(
            os.path.join(full, entry.name), os.path.join(shown, entry.name), pattern, True, kind
        )


# -- declarations ----------------------------------------------------------------------------------------

info = net_type("System.IO.FileSystemInfo", None, "System.MarshalByRefObject")
file = net_type("System.IO.FileInfo", FileInfo, "System.IO.FileSystemInfo")
folder = net_type("System.IO.DirectoryInfo", DirectoryInfo, "System.IO.FileSystemInfo")


def _unlink(self: FileSystemInfo) -> None:
    from pssh.objects.net.failures import io_exception

    try:
        os.unlink(self.full_name)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise io_exception(error, self.full_name) from error
    self.refresh()


def _shared() -> None:
    """The properties both kinds have, in the order lists show them."""
    file.prop("Mode", "System.String", kind="CodeProperty")(lambda self: self.mode_text)
    folder.prop("Mode", "System.String", kind="CodeProperty")(lambda self: self.mode_text)
    for made in (file, folder):
        made.prop("ModeWithoutHardLink", "System.String", kind="CodeProperty")(lambda self: self.mode_text)
        made.prop("LinkType", "System.String", kind="CodeProperty")(_link_type)
        made.prop("Target", "System.String", kind="AliasProperty")(lambda self: self.link_target)
        made.members["target"].target = "LinkTarget"
        made.members["linktype"].target = "GetLinkType"
        made.prop("ResolvedTarget", "System.String", kind="CodeProperty")(_resolved_target)
        made.prop("UnixMode", "System.String", kind="CodeProperty")(
            lambda self: stat.filemode(self.status.st_mode) if self.status else ""
        )
        made.prop("User", "System.String", kind="CodeProperty")(lambda self: self.owner())
        made.prop("Group", "System.String", kind="CodeProperty")(lambda self: self.group())
        made.prop("Size", "long", kind="CodeProperty")(
            lambda self: Int64(self.status.st_size) if self.status else None
        )
        made.prop("UnixStat", "System.Object", kind="CodeProperty")(_unix_stat)
        made.prop("PSIsContainer", "bool", kind="NoteProperty")(lambda self: self.is_directory)
        made.members["psiscontainer"].hidden = True
    info.prop("FullName", "string")(lambda self: self.full_name)
    info.prop("Extension", "string")(lambda self: self.extension)
    info.prop("Name", "string")(lambda self: self.name)
    info.prop("Exists", "bool")(lambda self: self.exists)
    for name, which in (("Creation", "creation"), ("LastAccess", "access"), ("LastWrite", "write")):
        _time_property(name, which)
    info.prop("LinkTarget", "string")(lambda self: self.link_target)
    info.prop("UnixFileMode", "System.IO.UnixFileMode")(
        lambda self: enum("System.IO.UnixFileMode", stat.S_IMODE(self.status.st_mode) if self.status else -1)
    )
    info.setter("UnixFileMode")(_set_unix_mode)
    info.prop("Attributes", "System.IO.FileAttributes")(
        lambda self: enum("System.IO.FileAttributes", self.attributes)
    )
    info.setter("Attributes")(_set_attributes)


def _time_property(name: str, which: str) -> None:
    info.prop(f"{name}Time", "datetime")(lambda self: self.time(which))
    info.setter(f"{name}Time")(lambda self, value: self.set_time(which, value))
    info.prop(f"{name}TimeUtc", "datetime")(lambda self: self.time(which).to_utc())
    info.setter(f"{name}TimeUtc")(
        lambda self, value: self.set_time(which, value if value.kind else DateTime(value.ticks, 1))
    )


def _link_type(self: FileSystemInfo) -> Optional[str]:
    found = self.status
    if found is None:
        return None
    if stat.S_ISLNK(found.st_mode):
        return "SymbolicLink"
    return "HardLink" if found.st_nlink > 1 and stat.S_ISREG(found.st_mode) else None


def _resolved_target(self: FileSystemInfo) -> str:
    return os.path.realpath(self.full_name) if self.is_link else self.full_name


def _unix_stat(self: FileSystemInfo) -> Any:
    from pssh.objects.psobject import PSObject

    found = self.status
    if found is None:
        return None
    kind = {
        stat.S_IFREG: "File",
        stat.S_IFDIR: "Directory",
        stat.S_IFLNK: "SymbolicLink",
        stat.S_IFIFO: "Pipe",
        stat.S_IFSOCK: "Socket",
        stat.S_IFCHR: "CharDevice",
        stat.S_IFBLK: "BlockDevice",
    }.get(stat.S_IFMT(found.st_mode), "File")
    return PSObject(
        None,
        {
            "Inode": Int64(found.st_ino),
            "Mode": stat.filemode(found.st_mode),
            "UserId": found.st_uid,
            "GroupId": found.st_gid,
            "HardlinkCount": found.st_nlink,
            "Size": Int64(found.st_size),
            "AccessTime": self.time("access"),
            "ModifiedTime": self.time("write"),
            "ChangeTime": DateTime.from_unix_ns(found.st_ctime_ns),
            "BlockSize": Int64(found.st_blksize),
            "DeviceId": found.st_dev,
            "NumberOfBlocks": found.st_blocks,
            "ItemType": kind,
            "IsSetUid": bool(found.st_mode & stat.S_ISUID),
            "IsSetGid": bool(found.st_mode & stat.S_ISGID),
            "IsSticky": bool(found.st_mode & stat.S_ISVTX),
        },
        ("System.Management.Automation.Platform+Unix+CommonStat",),
    )


def _set_unix_mode(self: FileSystemInfo, value: Any) -> None:
    os.chmod(self.full_name, int(value))
    self.refresh()


def _set_attributes(self: FileSystemInfo, value: Any) -> None:
    mode = stat.S_IMODE(os.stat(self.full_name).st_mode)
    os.chmod(self.full_name, mode & ~0o222 if int(value) & READ_ONLY else mode | stat.S_IWUSR)
    self.refresh()


_shared()


@info.method("Refresh", "void Refresh()")
def _refresh(self: FileSystemInfo) -> None:
    self.refresh()


@info.method("ResolveLinkTarget", "System.IO.FileSystemInfo ResolveLinkTarget(bool returnFinalTarget)")
def _resolve(self: FileSystemInfo, final: bool) -> Any:
    if not self.is_link:
        return None
    there = (
        os.path.realpath(self.full_name)
        if final
        else os.path.join(os.path.dirname(self.full_name), os.readlink(self.full_name))
    )
    return (DirectoryInfo if os.path.isdir(there) else FileInfo)(there)


@file.constructor("System.IO.FileInfo new(string fileName)")
def _new_file(path: str) -> FileInfo:
    return FileInfo(path)


@folder.constructor("System.IO.DirectoryInfo new(string path)")
def _new_folder(path: str) -> DirectoryInfo:
    return DirectoryInfo(path)


@file.prop("Length", "long")
def _length(self: FileInfo) -> Int64:
    return Int64(self.length)


@file.prop("DirectoryName", "string")
def _directory_name(self: FileInfo) -> str:
    return os.path.dirname(self.full_name)


@file.prop("Directory", "System.IO.DirectoryInfo")
def _directory(self: FileInfo) -> DirectoryInfo:
    return DirectoryInfo(os.path.dirname(self.full_name))


@file.prop("IsReadOnly", "bool")
def _is_read_only(self: FileInfo) -> bool:
    return self.attributes >= 0 and bool(self.attributes & READ_ONLY)


@file.setter("IsReadOnly")
def _set_read_only(self: FileInfo, value: Any) -> None:
    _set_attributes(self, READ_ONLY if value else 0)


@file.prop("BaseName", "System.Object", kind="ScriptProperty")
def _base_name(self: FileInfo) -> str:
    extension = self.extension
    return self.name[: -len(extension)] if extension else self.name


@folder.prop("BaseName", "System.Object", kind="ScriptProperty")
def _folder_base_name(self: DirectoryInfo) -> str:
    return self.name


folder.members["basename"].target = "$this.Name"
file.members[
    "basename"
].target = "if ($this.Extension.Length -gt 0){$this.Name.Remove($this.Name.Length - $this.Extension.Length)}else{$this.Name}"


@file.prop("VersionInfo", "System.Object", kind="ScriptProperty")
def _version_info(self: FileInfo) -> Any:
    from pssh.objects.net.file_facts import FileVersionInfo

    return FileVersionInfo(self.full_name)


file.members["versioninfo"].target = "[System.Diagnostics.FileVersionInfo]::GetVersionInfo($this.FullName)"


@folder.prop("Parent", "System.IO.DirectoryInfo")
def _parent(self: DirectoryInfo) -> Any:
    up = os.path.dirname(self.full_name.rstrip("/"))
    return DirectoryInfo(up) if up and self.full_name != "/" else None


@folder.prop("Root", "System.IO.DirectoryInfo")
def _root(self: DirectoryInfo) -> DirectoryInfo:
    return DirectoryInfo("/")


def _io(action: Any, *args: Any) -> Any:
    from pssh.objects.net.failures import io_exception

    try:
        return action(*args)
    except OSError as error:
        raise io_exception(error) from error


@file.method("Delete", "void Delete()")
def _delete(self: FileInfo) -> None:
    _unlink(self)


@file.method("Create", "System.IO.FileStream Create()")
def _create(self: FileInfo) -> Any:
    from pssh.objects.net.streams import open_file

    self.refresh()
    return open_file(self.full_name, 2)


@file.method(
    "Open",
    "System.IO.FileStream Open(System.IO.FileMode mode)",
    "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access)",
    "System.IO.FileStream Open(System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share)",
)
def _open(self: FileInfo, mode: int, access: int = 3, share: int = 0) -> Any:
    from pssh.objects.net.streams import open_file

    return open_file(self.full_name, int(mode), int(access))


@file.method("OpenRead", "System.IO.FileStream OpenRead()")
def _open_read(self: FileInfo) -> Any:
    from pssh.objects.net.streams import open_file

    return open_file(self.full_name, 3, 1)


@file.method("OpenWrite", "System.IO.FileStream OpenWrite()")
def _open_write(self: FileInfo) -> Any:
    from pssh.objects.net.streams import open_file

    return open_file(self.full_name, 4, 2)


@file.method("OpenText", "System.IO.StreamReader OpenText()")
def _open_text(self: FileInfo) -> Any:
    from pssh.objects.net.readers import StreamReader
    from pssh.objects.net.streams import open_file

    return StreamReader(open_file(self.full_name, 3, 1))


@file.method("AppendText", "System.IO.StreamWriter AppendText()")
def _append_text(self: FileInfo) -> Any:
    from pssh.objects.net.readers import StreamWriter
    from pssh.objects.net.streams import open_file

    return StreamWriter(open_file(self.full_name, 6, 2))


@file.method("CreateText", "System.IO.StreamWriter CreateText()")
def _create_text(self: FileInfo) -> Any:
    from pssh.objects.net.readers import StreamWriter
    from pssh.objects.net.streams import open_file

    return StreamWriter(open_file(self.full_name, 2, 2))


@file.method(
    "CopyTo",
    "System.IO.FileInfo CopyTo(string destFileName)",
    "System.IO.FileInfo CopyTo(string destFileName, bool overwrite)",
)
def _copy_to(self: FileInfo, target: str, overwrite: bool = False) -> FileInfo:
    from pssh.objects.net.file_statics import copy_file

    copy_file(self.full_name, target, overwrite)
    return FileInfo(target)


@file.method("MoveTo", "void MoveTo(string destFileName)", "void MoveTo(string destFileName, bool overwrite)")
def _move_to(self: FileInfo, target: str, overwrite: bool = False) -> None:
    from pssh.objects.net.file_statics import move_file

    move_file(self.full_name, target, overwrite)
    FileInfo.__init__(self, target)


@folder.method("Create", "void Create()")
def _create_folder(self: DirectoryInfo) -> None:
    _io(lambda: os.makedirs(self.full_name, exist_ok=True))
    self.refresh()


@folder.method("CreateSubdirectory", "System.IO.DirectoryInfo CreateSubdirectory(string path)")
def _create_below(self: DirectoryInfo, path: str) -> DirectoryInfo:
    there = os.path.join(self.full_name, path)
    _io(lambda: os.makedirs(there, exist_ok=True))
    return DirectoryInfo(there)


@folder.method("Delete", "void Delete()", "void Delete(bool recursive)")
def _delete_folder(self: DirectoryInfo, recursive: bool = False) -> None:
    from pssh.objects.net.file_statics import delete_directory

    delete_directory(self.full_name, recursive)
    self.refresh()


@folder.method("MoveTo", "void MoveTo(string destDirName)")
def _move_folder(self: DirectoryInfo, target: str) -> None:
    _io(lambda: os.rename(self.full_name, target))
    DirectoryInfo.__init__(self, target)


def _lister(name: str, kind: str, returns: str) -> None:
    @folder.method(
        name,
        f"{returns} {name}()",
        f"{returns} {name}(string searchPattern)",
        f"{returns} {name}(string searchPattern, System.IO.SearchOption searchOption)",
    )
    def listing(self: DirectoryInfo, pattern: str = "*", option: int = 0) -> Any:
        from pssh.objects.net.common import array

        found = _io(lambda: list(self.children(pattern, bool(int(option)), kind)))
        element = {"file": "System.IO.FileInfo", "directory": "System.IO.DirectoryInfo"}.get(
            kind, "System.IO.FileSystemInfo"
        )
        return array(found, element)


for _verb in ("Get", "Enumerate"):
    _lister(_verb + "Files", "file", "System.IO.FileInfo[]")
    _lister(_verb + "Directories", "directory", "System.IO.DirectoryInfo[]")
    _lister(_verb + "FileSystemInfos", "", "System.IO.FileSystemInfo[]")
