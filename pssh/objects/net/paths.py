"""[IO.Path]"""

import os
from typing import Any, Optional

from pssh.objects.net.common import array, fail, null_argument
from pssh.objects.numbers import Char
from pssh.objects.types import net_type

path = net_type("System.IO.Path")
path.constant("DirectorySeparatorChar", "char", Char("/"))
path.constant("AltDirectorySeparatorChar", "char", Char("/"))
path.constant("PathSeparator", "char", Char(":"))
path.constant("VolumeSeparatorChar", "char", Char("/"))


@path.static_method("Combine", "string Combine(params string[] paths)")
def _combine(parts: Any) -> str:
    result = ""
    for part in parts:
        if part is None:
            null_argument("paths")
        if not part:
            continue
        joined = result + part if result.endswith("/") else result + "/" + part
        result = part if part.startswith("/") or not result else joined
    return result


@path.static_method("Join", "string Join(params string[] paths)")
def _join(parts: Any) -> str:
    result = ""
    for part in parts:
        if not part:
            continue
        if not result:
            result = part
        elif result.endswith("/") or part.startswith("/"):
            result += part
        else:
            result += "/" + part
    return result


def file_name(value: str) -> str:
    """The part after the last slash."""
    return value[value.rfind("/") + 1 :]


def extension(value: str) -> str:
    """From the last dot of the name on."""
    name = file_name(value)
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


@path.static_method("GetFileName", "string GetFileName(string path)")
def _get_file_name(value: Optional[str]) -> Optional[str]:
    return None if value is None else file_name(value)


@path.static_method("GetExtension", "string GetExtension(string path)")
def _get_extension(value: Optional[str]) -> Optional[str]:
    return None if value is None else extension(value)


@path.static_method("GetFileNameWithoutExtension", "string GetFileNameWithoutExtension(string path)")
def _get_stem(value: Optional[str]) -> Optional[str]:
    if value is None:
        return None
    name = file_name(value)
    dot = name.rfind(".")
    return name if dot < 0 else name[:dot]


@path.static_method("GetDirectoryName", "string GetDirectoryName(string path)")
def _get_directory(value: Optional[str]) -> Optional[str]:
    if value is None or not value or not value.strip("/"):
        return None
    head = value[: value.rfind("/")] if "/" in value else ""
    while "//" in head:
        head = head.replace("//", "/")
    if not head and value.startswith("/"):
        return "/"
    return head.rstrip("/") or head


@path.static_method(
    "GetFullPath", "string GetFullPath(string path)", "string GetFullPath(string path, string basePath)"
)
def _get_full(value: str, base: Optional[str] = None) -> str:
    if value is None:
        null_argument("path")
    if not value:
        fail("ArgumentException", "The path is empty. (Parameter 'path')")
    full = os.path.normpath(os.path.join(base or os.getcwd(), value))
    if full.startswith("//"):
        full = full[1:]
    return full + "/" if value.endswith("/") and full != "/" else full


@path.static_method("GetPathRoot", "string GetPathRoot(string path)")
def _get_root(value: Optional[str]) -> Optional[str]:
    if not value:
        return None
    return "/" if value.startswith("/") else ""


@path.static_method("GetRelativePath", "string GetRelativePath(string relativeTo, string path)")
def _get_relative(start: str, value: str) -> str:
    return os.path.relpath(value, start)


@path.static_method("ChangeExtension", "string ChangeExtension(string path, string extension)")
def _change_extension(value: Optional[str], new: Optional[str]) -> Optional[str]:
    if not value:
        return value
    name = file_name(value)
    dot = name.rfind(".")
    stem = value if dot < 0 else value[: len(value) - len(name) + dot]
    if new is None:
        return stem
    return stem + (new if new.startswith(".") else "." + new)


@path.static_method("HasExtension", "bool HasExtension(string path)")
def _has_extension(value: Optional[str]) -> bool:
    return bool(value) and bool(extension(value or ""))


@path.static_method("IsPathRooted", "bool IsPathRooted(string path)")
@path.static_method("IsPathFullyQualified", "bool IsPathFullyQualified(string path)")
def _is_rooted(value: Optional[str]) -> bool:
    return bool(value) and str(value).startswith("/")


@path.static_method("EndsInDirectorySeparator", "bool EndsInDirectorySeparator(string path)")
def _ends(value: Optional[str]) -> bool:
    return bool(value) and str(value).endswith("/")


@path.static_method("TrimEndingDirectorySeparator", "string TrimEndingDirectorySeparator(string path)")
def _trim(value: str) -> str:
    return value[:-1] if len(value) > 1 and value.endswith("/") else value


@path.static_method("Exists", "bool Exists(string path)")
def _exists(value: Optional[str]) -> bool:
    return bool(value) and os.path.lexists(str(value))


@path.static_method("GetTempPath", "string GetTempPath()")
def _temp_path() -> str:
    folder = os.environ.get("TMPDIR") or "/tmp/"
    return folder if folder.endswith("/") else folder + "/"


@path.static_method("GetTempFileName", "string GetTempFileName()")
def _temp_file() -> str:
    from tempfile import mkstemp

    handle, name = mkstemp(prefix="tmp", suffix=".tmp", dir=_temp_path())
    os.close(handle)
    return name


_LETTERS = "abcdefghijklmnopqrstuvwxyz012345"


@path.static_method("GetRandomFileName", "string GetRandomFileName()")
def _random_name() -> str:
    name = "".join(_LETTERS[b & 31] for b in os.urandom(11))
    return name[:8] + "." + name[8:]


@path.static_method("GetInvalidFileNameChars", "char[] GetInvalidFileNameChars()")
def _invalid_names() -> Any:
    return array([Char("\0"), Char("/")], "System.Char")


@path.static_method("GetInvalidPathChars", "char[] GetInvalidPathChars()")
def _invalid_paths() -> Any:
    return array([Char("\0")], "System.Char")
