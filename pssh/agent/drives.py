"""Drives a host maps to folders, so that `C:\\logs` means something on POSIX.

`PSSH_DRIVES` (`C=/srv/c;D=/data`) or lines `C = /srv/c` in `~/.config/pssh/drives`.
"""

import os
from typing import TYPE_CHECKING, Dict

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["drive_table", "map_drives"]


def drive_table() -> Dict[str, str]:
    """Letter to folder."""
    text = os.environ.get("PSSH_DRIVES")
    if text is None:
        base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
        try:
            with open(os.path.join(base, "pssh", "drives"), encoding="utf-8") as file:
                text = file.read()
        except (OSError, UnicodeDecodeError):
            return {}
    table = {}
    for line in text.replace(";", "\n").splitlines():
        letter, _, folder = line.partition("=")
        letter, folder = letter.strip().rstrip(":"), os.path.expanduser(folder.strip())
        if len(letter) == 1 and letter.isalpha() and os.path.isabs(folder):
            table[letter.upper()] = folder
    return table


def map_drives(runspace: "Runspace") -> None:
    """Map them; a session starts at the root of the first, as one does on such a host."""
    table = drive_table()
    for letter, folder in table.items():
        runspace.drives.map(letter, folder)
    if table:
        first = next(iter(table))
        runspace.location.set(runspace.paths.absolute(first + ":\\"))
