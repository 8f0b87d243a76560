"""[IO.File] and [IO.Directory]: static members over the file system."""

import os
from typing import Any, Callable, List, Optional, TypeVar

from pssh.objects.datetime import DateTime
from pssh.objects.net.common import byte_array, bytes_of, enum, fail, null_argument, strings
from pssh.objects.net.failures import io_exception
from pssh.objects.net.files import DirectoryInfo, FileInfo, FileSystemInfo, list_directory
from pssh.objects.types import net_type

file = net_type("System.IO.File")
directory = net_type("System.IO.Directory")


Result = TypeVar("Result")


def guarded(path: Any, action: Callable[[], Result]) -> Result:
    """Runs an action; the system's refusal names the path in .NET's words."""
    try:
        return action()
    except OSError as error:
        raise io_exception(error, error.filename or path) from error


def checked(path: Any) -> str:
    """A path argument that is not empty."""
    if path is None:
        null_argument("path")
    if not path:
        fail("ArgumentException", "The value cannot be an empty string. (Parameter 'path')")
    return str(path)


def read_bytes(path: str) -> bytes:
    """All bytes of a file."""

    def read() -> bytes:
        with open(checked(path), "rb") as source:
            return source.read()

    return guarded(path, read)


def write_bytes(path: str, data: bytes, append: bool = False) -> None:
    """Writes a file anew, or at its end."""

    def write() -> None:
        with open(checked(path), "ab" if append else "wb") as target:
            target.write(data)

    guarded(path, write)


def decode(data: bytes, encoding: Any = None) -> str:
    """Text of bytes: a byte order mark decides, else the encoding, else UTF-8."""
    from pssh.objects.net.encodings import detect

    return detect(data, encoding)


def encode(text: str, encoding: Any = None, mark: bool = True) -> bytes:
    """Bytes of text, with the encoding's mark in front."""
    if encoding is None:
        return text.encode("utf-8", "replace")
    return bytes((encoding.preamble() if mark else b"") + encoding.encode(text))


def lines_of(text: str) -> List[str]:
    """Lines as ReadAllLines cuts them: at CR, LF and CRLF."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if found and not found[-1]:
        found.pop()
    return found


@file.static_method("Exists", "bool Exists(string path)")
def _exists(path: Optional[str]) -> bool:
    return (
        bool(path)
        and os.path.lexists(str(path))
        and not os.path.isdir(str(path))
        and not str(path).endswith("/")
    )


@file.static_method(
    "ReadAllText",
    "string ReadAllText(string path)",
    "string ReadAllText(string path, System.Text.Encoding encoding)",
)
def _read_text(path: str, encoding: Any = None) -> str:
    return decode(read_bytes(path), encoding)


@file.static_method(
    "ReadAllLines",
    "string[] ReadAllLines(string path)",
    "string[] ReadAllLines(string path, System.Text.Encoding encoding)",
)
@file.static_method(
    "ReadLines",
    "System.Collections.Generic.IEnumerable[string] ReadLines(string path)",
    "System.Collections.Generic.IEnumerable[string] ReadLines(string path, System.Text.Encoding encoding)",
)
def _read_lines(path: str, encoding: Any = None) -> Any:
    return strings(lines_of(decode(read_bytes(path), encoding)))


@file.static_method("ReadAllBytes", "byte[] ReadAllBytes(string path)")
def _read_bytes(path: str) -> Any:
    return byte_array(read_bytes(path))


@file.static_method(
    "WriteAllText",
    "void WriteAllText(string path, string contents)",
    "void WriteAllText(string path, string contents, System.Text.Encoding encoding)",
)
def _write_text(path: str, text: Optional[str], encoding: Any = None) -> None:
    write_bytes(path, encode(text or "", encoding))


@file.static_method(
    "AppendAllText",
    "void AppendAllText(string path, string contents)",
    "void AppendAllText(string path, string contents, System.Text.Encoding encoding)",
)
def _append_text(path: str, text: Optional[str], encoding: Any = None) -> None:
    fresh = not os.path.exists(path) or os.path.getsize(path) == 0
    write_bytes(path, encode(text or "", encoding, fresh), True)


def _joined(lines: Any) -> str:
    from pssh.objects.tostring import to_string

    if lines is None:
        null_argument("contents")
    items = [lines] if isinstance(lines, str) else lines
    return "".join(to_string(line) + "\n" for line in items)


@file.static_method(
    "WriteAllLines",
    "void WriteAllLines(string path, string[] contents)",
    "void WriteAllLines(string path, string[] contents, System.Text.Encoding encoding)",
)
def _write_lines(path: str, lines: Any, encoding: Any = None) -> None:
    write_bytes(path, encode(_joined(lines), encoding))


@file.static_method(
    "AppendAllLines",
    "void AppendAllLines(string path, string[] contents)",
    "void AppendAllLines(string path, string[] contents, System.Text.Encoding encoding)",
)
def _append_lines(path: str, lines: Any, encoding: Any = None) -> None:
    fresh = not os.path.exists(path) or os.path.getsize(path) == 0
    write_bytes(path, encode(_joined(lines), encoding, fresh), True)


@file.static_method("WriteAllBytes", "void WriteAllBytes(string path, byte[] bytes)")
def _write_bytes(path: str, data: Any) -> None:
    write_bytes(path, bytes_of(data))


@file.static_method("AppendAllBytes", "void AppendAllBytes(string path, byte[] bytes)")
def _append_bytes(path: str, data: Any) -> None:
    write_bytes(path, bytes_of(data), True)


@file.static_method("Delete", "void Delete(string path)")
def _delete(path: str) -> None:
    try:
        os.unlink(checked(path))
    except FileNotFoundError as error:
        if not os.path.isdir(os.path.dirname(os.path.abspath(path))):
            raise io_exception(error, path) from error
    except OSError as error:
        raise io_exception(error, path) from error


def copy_file(source: str, target: str, overwrite: bool = False) -> None:
    """[IO.File]::Copy"""
    from shutil import copy2

    if not os.path.isfile(source):
        fail("System.IO.FileNotFoundException", f"Could not find file '{os.path.abspath(source)}'.")
    if os.path.isdir(target):
        fail(
            "System.IO.IOException",
            f"The target file '{os.path.abspath(target)}' is a directory, not a file.",
        )
    if not overwrite and os.path.lexists(target):
        fail("System.IO.IOException", f"The file '{os.path.abspath(target)}' already exists.")
    guarded(target, lambda: copy2(source, target))


def move_file(source: str, target: str, overwrite: bool = False) -> None:
    """[IO.File]::Move"""
    from shutil import move

    if not os.path.lexists(source):
        fail("System.IO.FileNotFoundException", f"Could not find file '{os.path.abspath(source)}'.")
    if not overwrite and os.path.lexists(target):
        fail("System.IO.IOException", f"The file '{os.path.abspath(target)}' already exists.")
    guarded(target, lambda: move(source, target))


def delete_directory(path: str, recursive: bool) -> None:
    """[IO.Directory]::Delete"""

    def delete() -> None:
        if recursive and not os.path.islink(path):
            from shutil import rmtree

            rmtree(path)
        elif os.path.islink(path):
            os.unlink(path)
        else:
            os.rmdir(path)

    if not os.path.isdir(checked(path)):
        fail(
            "System.IO.DirectoryNotFoundException",
            f"Could not find a part of the path '{os.path.abspath(path)}'.",
        )
    guarded(path, delete)


@file.static_method(
    "Copy",
    "void Copy(string sourceFileName, string destFileName)",
    "void Copy(string sourceFileName, string destFileName, bool overwrite)",
)
def _copy(source: str, target: str, overwrite: bool = False) -> None:
    copy_file(source, target, overwrite)


@file.static_method(
    "Move",
    "void Move(string sourceFileName, string destFileName)",
    "void Move(string sourceFileName, string destFileName, bool overwrite)",
)
def _move(source: str, target: str, overwrite: bool = False) -> None:
    move_file(source, target, overwrite)


@file.static_method(
    "Replace",
    "void Replace(string sourceFileName, string destinationFileName, string destinationBackupFileName)",
)
def _replace(source: str, target: str, backup: Optional[str]) -> None:
    if backup:
        copy_file(target, backup, True)
    guarded(source, lambda: os.replace(source, target))


def _opened(path: str, mode: int, access: int) -> Any:
    from pssh.objects.net.streams import open_file

    return open_file(checked(path), mode, access)


@file.static_method(
    "Open",
    "System.IO.FileStream Open(string path, System.IO.FileMode mode)",
    "System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
    "System.IO.FileStream Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, "
    "System.IO.FileShare share)",
)
def _open(path: str, mode: int, access: int = 3, share: int = 0) -> Any:
    return _opened(path, int(mode), int(access))


@file.static_method("OpenRead", "System.IO.FileStream OpenRead(string path)")
def _open_read(path: str) -> Any:
    return _opened(path, 3, 1)


@file.static_method("OpenWrite", "System.IO.FileStream OpenWrite(string path)")
def _open_write(path: str) -> Any:
    return _opened(path, 4, 2)


@file.static_method("Create", "System.IO.FileStream Create(string path)")
def _create(path: str) -> Any:
    return _opened(path, 2, 3)


@file.static_method("OpenText", "System.IO.StreamReader OpenText(string path)")
def _open_text(path: str) -> Any:
    from pssh.objects.net.readers import StreamReader

    return StreamReader(_opened(path, 3, 1))


@file.static_method("CreateText", "System.IO.StreamWriter CreateText(string path)")
def _create_text(path: str) -> Any:
    from pssh.objects.net.readers import StreamWriter

    return StreamWriter(_opened(path, 2, 2))


@file.static_method("AppendText", "System.IO.StreamWriter AppendText(string path)")
def _open_append(path: str) -> Any:
    from pssh.objects.net.readers import StreamWriter

    return StreamWriter(_opened(path, 6, 2))


def entry(path: str) -> FileSystemInfo:
    """The entry of a path, of whichever kind."""
    return (DirectoryInfo if os.path.isdir(path) else FileInfo)(checked(path))


def _times(holder: Any) -> None:
    for name, which in (("Creation", "creation"), ("LastAccess", "access"), ("LastWrite", "write")):
        holder.static_method(f"Get{name}Time", f"datetime Get{name}Time(string path)")(
            lambda path, w=which: entry(path).time(w)
        )
        holder.static_method(f"Get{name}TimeUtc", f"datetime Get{name}TimeUtc(string path)")(
            lambda path, w=which: entry(path).time(w).to_utc()
        )
        holder.static_method(f"Set{name}Time", f"void Set{name}Time(string path, datetime {name}Time)")(
            lambda path, value, w=which: guarded(path, lambda: entry(path).set_time(w, value))
        )
        holder.static_method(
            f"Set{name}TimeUtc", f"void Set{name}TimeUtc(string path, datetime {name}TimeUtc)"
        )(
            lambda path, value, w=which: guarded(
                path, lambda: entry(path).set_time(w, DateTime(value.ticks, 1))
            )
        )


_times(file)
_times(directory)


@file.static_method("GetAttributes", "System.IO.FileAttributes GetAttributes(string path)")
def _get_attributes(path: str) -> Any:
    found = entry(path)
    if found.attributes < 0:
        fail("System.IO.FileNotFoundException", f"Could not find file '{found.full_name}'.")
    return enum("System.IO.FileAttributes", found.attributes)


@file.static_method(
    "SetAttributes", "void SetAttributes(string path, System.IO.FileAttributes fileAttributes)"
)
def _set_attributes(path: str, value: int) -> None:
    from pssh.objects.members import set_member

    set_member(entry(path), "Attributes", value)


@file.static_method("GetUnixFileMode", "System.IO.UnixFileMode GetUnixFileMode(string path)")
def _get_mode(path: str) -> Any:
    return enum("System.IO.UnixFileMode", guarded(path, lambda: os.stat(path).st_mode) & 0o7777)


@file.static_method("SetUnixFileMode", "void SetUnixFileMode(string path, System.IO.UnixFileMode mode)")
def _set_mode(path: str, mode: int) -> None:
    guarded(path, lambda: os.chmod(path, int(mode)))


@file.static_method(
    "CreateSymbolicLink", "System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)"
)
@directory.static_method(
    "CreateSymbolicLink", "System.IO.FileSystemInfo CreateSymbolicLink(string path, string pathToTarget)"
)
def _create_link(path: str, target: str) -> FileSystemInfo:
    guarded(path, lambda: os.symlink(target, path))
    return entry(path)


@file.static_method(
    "ResolveLinkTarget", "System.IO.FileSystemInfo ResolveLinkTarget(string linkPath, bool returnFinalTarget)"
)
def _resolve_link(path: str, final: bool) -> Any:
    if not os.path.islink(path):
        return None
    return entry(os.path.realpath(path) if final else os.path.join(os.path.dirname(path), os.readlink(path)))


# -- Directory -------------------------------------------------------------------------------------------


@directory.static_method("Exists", "bool Exists(string path)")
def _directory_exists(path: Optional[str]) -> bool:
    return bool(path) and os.path.isdir(str(path))


@directory.static_method("CreateDirectory", "System.IO.DirectoryInfo CreateDirectory(string path)")
def _create_directory(path: str) -> DirectoryInfo:
    guarded(path, lambda: os.makedirs(checked(path), exist_ok=True))
    return DirectoryInfo(path)


@directory.static_method(
    "CreateTempSubdirectory",
    "System.IO.DirectoryInfo CreateTempSubdirectory(string prefix)",
    "System.IO.DirectoryInfo CreateTempSubdirectory()",
)
def _create_temp(prefix: str = "") -> DirectoryInfo:
    from tempfile import mkdtemp

    return DirectoryInfo(mkdtemp(prefix=prefix))


@directory.static_method("Delete", "void Delete(string path)", "void Delete(string path, bool recursive)")
def _delete_directory(path: str, recursive: bool = False) -> None:
    delete_directory(path, recursive)


@directory.static_method("Move", "void Move(string sourceDirName, string destDirName)")
def _move_directory(source: str, target: str) -> None:
    if not os.path.lexists(source):
        fail(
            "System.IO.DirectoryNotFoundException",
            f"Could not find a part of the path '{os.path.abspath(source)}'.",
        )
    guarded(source, lambda: os.rename(source, target))


def _lister(name: str, kind: str) -> None:
    @directory.static_method(
        name,
        f"string[] {name}(string path)",
        f"string[] {name}(string path, string searchPattern)",
        f"string[] {name}(string path, string searchPattern, System.IO.SearchOption searchOption)",
    )
    def listing(path: str, pattern: str = "*", option: int = 0) -> Any:
        full = os.path.abspath(checked(path))
        if not os.path.isdir(full):
            fail("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{full}'.")
        found = guarded(path, lambda: list(list_directory(full, path, pattern, bool(int(option)), kind)))
        return strings(item.original_path for item in found)


for _verb in ("Get", "Enumerate"):
    _lister(_verb + "Files", "file")
    _lister(_verb + "Directories", "directory")
    _lister(_verb + "FileSystemEntries", "")


@directory.static_method("GetCurrentDirectory", "string GetCurrentDirectory()")
def _get_current() -> str:
    return os.getcwd()


@directory.static_method("SetCurrentDirectory", "void SetCurrentDirectory(string path)")
def _set_current(path: str) -> None:
    guarded(path, lambda: os.chdir(checked(path)))


@directory.static_method("GetParent", "System.IO.DirectoryInfo GetParent(string path)")
def _get_parent(path: str) -> Any:
    full = os.path.abspath(checked(path))
    return None if full == "/" else DirectoryInfo(os.path.dirname(full))


@directory.static_method("GetDirectoryRoot", "string GetDirectoryRoot(string path)")
def _get_root(path: str) -> str:
    return "/"


@directory.static_method("GetLogicalDrives", "string[] GetLogicalDrives()")
def _get_drives() -> Any:
    return strings(["/"])
