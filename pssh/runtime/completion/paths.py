"""Paths of the current provider that begin with what was typed."""

from typing import TYPE_CHECKING, List

from pssh.objects.errors import PSError
from pssh.runtime.completion.candidates import Candidate, quoted, starting_with

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["paths"]

_MOST = 1000


def paths(runspace: "Runspace", word: str) -> List[Candidate]:
    """Children of the typed folder; a folder is shown as one. An unreadable or missing folder has none."""
    typed = word.lstrip("'\"")
    at = max(typed.rfind("/"), typed.rfind("\\"), typed.find(":") if ":" in typed[:2] else -1)
    folder, name = typed[: at + 1], typed[at + 1 :]
    try:
        where = runspace.paths.absolute(folder or ".")
        provider = where.provider
        children = provider.child_names(where, force=name.startswith("."))
    except (PSError, OSError):
        return []
    found = []
    for child in starting_with(children, name)[:_MOST]:
        container = _is_container(runspace, folder + child)
        text = (folder or ("./" if not word else "")) + child
        found.append(Candidate(quoted(text), "ProviderContainer" if container else "ProviderItem", child))
    return found


def _is_container(runspace: "Runspace", path: str) -> bool:
    try:
        where = runspace.paths.absolute(path)
        return bool(where.provider.is_container(where))
    except (PSError, OSError):
        return False
