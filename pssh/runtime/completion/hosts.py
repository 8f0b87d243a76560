"""Names of hosts: those the user's ssh configuration and known_hosts file name."""

import os
import re
from typing import List

__all__ = ["host_names"]

_LIMIT = 1 << 20


def host_names() -> List[str]:
    """Host names without patterns and hashes, each once, in the order of the files."""
    folder = os.path.join(os.path.expanduser("~"), ".ssh")
    config = os.environ.get("PSSH_SSH_CONFIG") or os.path.join(folder, "config")
    found = ["localhost"]
    for line in _lines(config):
        words = re.split(r"[\s=]+", line.strip())
        if words[0].lower() == "host":
            found += [word for word in words[1:] if not re.search(r"[*?!]", word)]
    for line in _lines(os.path.join(folder, "known_hosts")):
        names = line.split(" ", 1)[0]
        if names[:1] not in ("", "#", "|", "@"):
            found += [name for name in names.split(",") if not re.search(r"[*?!\[]", name)]
    return list({name.lower(): name for name in reversed(found)}.values())[::-1]


def _lines(path: str) -> List[str]:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LIMIT).splitlines()
    except OSError:
        return []
