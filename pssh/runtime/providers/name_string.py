"""`NameString`: the name of a file or folder in its colour, a link with its target."""

from typing import TYPE_CHECKING, Any, Optional

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["name_string", "style_of"]

_RESET = "\x1b[0m"
_FOLDER, _LINK, _EXECUTABLE = "\x1b[44;1m", "\x1b[36;1m", "\x1b[32;1m"
_ARCHIVE, _SCRIPT = "\x1b[31;1m", "\x1b[33;1m"
_EXTENSIONS = {
    **dict.fromkeys((".zip", ".tgz", ".gz", ".tar", ".nupkg", ".cab", ".7z"), _ARCHIVE),
    **dict.fromkeys((".ps1", ".psd1", ".psm1", ".ps1xml"), _SCRIPT),
}


def style_of(rs: "Optional[Runspace]") -> Any:
    """`$PSStyle.FileInfo` of a session that has touched it, else None."""
    from pssh.runtime import rendering

    return getattr(rendering.style_of(rs), "file_info", None)


def name_string(item: Any, style: Any = None) -> str:
    """The decorated name; output without colours takes the escape sequences out again."""
    name = str(item.name)
    if item.is_link:
        start = _LINK if style is None else style.symbolic_link
        return f"{start}{name}{_RESET} -> {item.link_target}"
    if item.is_directory:
        return f"{_FOLDER if style is None else style.directory}{name}{_RESET}"
    extension = str(item.extension)
    if extension:
        table = _EXTENSIONS if style is None else style.extension
        start = table.get(extension.lower())
        if start:
            return f"{start}{name}{_RESET}"
    status = item.status
    if status is not None and status.st_mode & 0o111:
        return f"{_EXECUTABLE if style is None else style.executable}{name}{_RESET}"
    return name
