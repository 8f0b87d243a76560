"""Views of files, folders, hashes of files and hex dumps."""

from typing import Any, List

from pssh.formatting.view import GroupBy, Item, ListView, TableView, WideView, column, with_context
from pssh.objects.members import get_member

_FILES = ("System.IO.DirectoryInfo", "System.IO.FileInfo", "System.IO.FileSystemInfo")


def _parent(value: Any) -> Any:
    path = get_member(value, "PSParentPath")
    if path is None:
        path = get_member(value, "DirectoryName")
        if path is None:
            parent = get_member(value, "Parent")
            path = None if parent is None else get_member(parent, "FullName")
        return path
    return str(path).partition("::")[2] or path


def _written(value: Any) -> str:
    from pssh.formatting.values import formatted_text

    when = get_member(value, "LastWriteTime")
    if when is None:
        return ""
    return f"{formatted_text(when, 'd'):>10} {formatted_text(when, 't'):>5}"


def _size(value: Any) -> Any:
    size = get_member(value, "Size")
    return get_member(value, "Length") if size is None else size


@with_context
def _shown_name(value: Any, context: Any) -> Any:
    from pssh.objects.psobject import unwrap

    item = unwrap(value)
    if hasattr(item, "is_link"):
        from pssh.runtime.providers.name_string import name_string, style_of

        return name_string(item, style_of(context.rs))
    name = get_member(value, "NameString")  # a file of another machine
    return get_member(value, "Name") if name is None else name


def _is_file(value: Any) -> bool:
    return get_member(value, "PSIsContainer") is not True


def _wide_name(value: Any) -> str:
    name = str(get_member(value, "Name"))
    return name if _is_file(value) else f"[{name}]"


def _version_text(value: Any) -> Any:
    info = get_member(value, "VersionInfo")
    if info is None:
        return None
    labels = (
        ("File", "FileName"),
        ("InternalName", "InternalName"),
        ("OriginalFilename", "OriginalFilename"),
        ("FileVersion", "FileVersion"),
        ("FileDescription", "FileDescription"),
        ("Product", "ProductName"),
        ("ProductVersion", "ProductVersion"),
        ("Debug", "IsDebug"),
        ("Patched", "IsPatched"),
        ("PreRelease", "IsPreRelease"),
        ("PrivateBuild", "IsPrivateBuild"),
        ("SpecialBuild", "IsSpecialBuild"),
        ("Language", "Language"),
    )
    lines: List[str] = []
    for label, name in labels:
        found = get_member(info, name)
        text = "" if found is None else str(found)
        lines.append(f"{label + ':':<18}{text}")
    return "\n".join(lines) + "\n"


_BY_FOLDER = GroupBy(_parent, "Directory", indent=4)

VIEWS = (
    TableView(
        _FILES,
        (
            column("UnixMode", 10),
            column("User", 10, "right"),
            column("Group", 10),
            column("LastWriteTime", 16, "right", _written),
            column("Size", 12, "right", _size),
            column("Name", expression=_shown_name),
        ),
        name="childrenWithUnixStat",
        group=_BY_FOLDER,
    ),
    TableView(
        _FILES,
        (
            column("Mode", 7),
            column("LastWriteTime", 26, "right", _written),
            column("Length", 14, "right"),
            column("Name", expression=_shown_name),
        ),
        name="children",
        group=_BY_FOLDER,
    ),
    ListView(
        _FILES,
        (
            "Name",
            Item("Length", when=_is_file),
            "CreationTime",
            "LastWriteTime",
            "LastAccessTime",
            "Mode",
            "LinkType",
            "Target",
            Item("VersionInfo", _version_text, when=_is_file),
        ),
        name="children",
        group=_BY_FOLDER,
    ),
    WideView(_FILES, _wide_name, name="children", group=_BY_FOLDER),
    TableView(
        ("Microsoft.PowerShell.Commands.FileHashInfo",),
        (column("Algorithm", 15), column("Hash", 70), column("Path")),
    ),
    TableView(
        ("Microsoft.PowerShell.Commands.ByteCollection",),
        (
            column("Offset", 16, "right", "HexOffset"),
            column("Bytes\n00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F", 47, expression="HexBytes"),
            column("Ascii"),
        ),
        group=GroupBy("Label", "Label"),
    ),
    ListView(
        ("System.Diagnostics.FileVersionInfo",),
        (
            "OriginalFilename",
            "FileDescription",
            "ProductName",
            "Comments",
            "CompanyName",
            "FileName",
            "FileVersion",
            "ProductVersion",
            "IsDebug",
            "IsPatched",
            "IsPreRelease",
            "IsPrivateBuild",
            "IsSpecialBuild",
            "Language",
            "LegalCopyright",
            "LegalTrademarks",
            "PrivateBuild",
            "SpecialBuild",
        ),
    ),
)
