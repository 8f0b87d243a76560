"""One thing that could stand at the cursor."""

from typing import Iterable, List

__all__ = ["Candidate", "quoted", "starting_with"]


class Candidate:
    """`text` is inserted, `shown` is for the menu; `kind` is a CompletionResultType, `tooltip` explains."""

    __slots__ = ("kind", "shown", "text", "tooltip")
    net_name = "System.Management.Automation.CompletionResult"

    def __init__(self, text: str, kind: str, shown: str = "", tooltip: str = "") -> None:
        self.text = text
        self.kind = kind
        self.shown = shown or text
        self.tooltip = tooltip or self.shown


def starting_with(names: Iterable[str], word: str) -> List[str]:
    """The names that begin with the word (or match it as a wildcard), ignoring case, in order of the alphabet."""
    lower = word.lower()
    if any(sign in lower for sign in "*?["):
        from fnmatch import fnmatchcase

        found = [name for name in names if fnmatchcase(name.lower(), lower + "*")]
    else:
        found = [name for name in names if name.lower().startswith(lower)]
    return sorted(dict.fromkeys(found), key=str.lower)


def quoted(text: str) -> str:
    """The text as one command argument: in quotes where a bare word would not do."""
    special = set(" \t'\"`$&|;<>(){}@,#")
    if text and not (set(text) & special) and not text.startswith("-"):
        return text
    return "'" + text.replace("'", "''") + "'"
