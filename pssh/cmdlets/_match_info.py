"""What Select-String writes: MatchInfo and its context."""

import os
from typing import Any, List, Optional

from pssh.objects.types import net_type

__all__ = ["MatchContext", "MatchInfo"]

_SPACE = "Microsoft.PowerShell.Commands."


class MatchContext:
    """The lines around a match."""

    __slots__ = ("after", "before", "shown_after", "shown_before")

    net_type_name = _SPACE + "MatchInfoContext"

    def __init__(self) -> None:
        self.before: List[str] = []
        self.after: List[str] = []
        self.shown_before: List[str] = []
        self.shown_after: List[str] = []


class MatchInfo:
    """One line that matched."""

    __slots__ = ("_matches", "_place", "context", "ignore_case", "line", "line_number", "path", "pattern")

    net_type_name = _SPACE + "MatchInfo"

    def __init__(
        self, line: str, number: int, path: str, pattern: str, ignore_case: bool, matches: Any
    ) -> None:
        self.line = line
        self.line_number = number
        self.path = path
        self.pattern = pattern
        self.ignore_case = ignore_case
        self._matches = matches
        self.context: Optional[MatchContext] = None
        self._place: Any = None

    @property
    def matches(self) -> List[Any]:
        """The regex matches of the line (made when first asked for)."""
        if callable(self._matches):
            self._matches = self._matches()
        found: List[Any] = self._matches
        return found

    @property
    def file_name(self) -> str:
        """The name without the folder."""
        return self.path if self.path == "InputStream" else os.path.basename(self.path)

    def relative(self, folder: str) -> str:
        """The path as seen from a folder."""
        if self.path == "InputStream":
            return self.path
        base = folder.rstrip("/") + "/"
        return self.path[len(base) :] if self.path.startswith(base) else self.path

    def _row(self, line: str, number: int, path: str, mark: str) -> str:
        if path == "InputStream":
            return mark + line
        return f"{mark}{path}:{number}:{line}"

    def text(self, folder: Optional[str] = None, line: Optional[str] = None) -> str:
        """The lines to show, context included."""
        path = self.path if folder is None else self.relative(folder)
        own = self.line if line is None else line
        context = self.context
        if context is None:
            return self._row(own, self.line_number, path, "")
        rows: List[str] = []
        first = self.line_number - len(context.shown_before)
        for index, other in enumerate(context.shown_before):
            rows.append(self._row(other, first + index, path, "  "))
        rows.append(self._row(own, self.line_number, path, "> "))
        for index, other in enumerate(context.shown_after):
            rows.append(self._row(other, self.line_number + 1 + index, path, "  "))
        return "\n".join(rows)

    def emphasized(self) -> str:
        """The line with its matches in reverse video."""
        out, at = [], 0
        for match in self.matches:
            out.append(self.line[at : match.index])
            out.append("\x1b[7m" + match.value + "\x1b[0m")
            at = match.index + match.length
        return "".join(out) + self.line[at:]

    def __str__(self) -> str:
        return self.text()


info = net_type(MatchInfo.net_type_name, MatchInfo)
info.prop("IgnoreCase", "bool")(lambda self: self.ignore_case)
info.prop("LineNumber", "int")(lambda self: self.line_number)
info.prop("Line", "string")(lambda self: self.line)
info.prop("Filename", "string")(lambda self: self.file_name)
info.prop("Path", "string")(lambda self: self.path)
info.prop("Pattern", "string")(lambda self: self.pattern)
info.prop("Context", _SPACE + "MatchInfoContext")(lambda self: self.context)
info.prop("Matches", "System.Text.RegularExpressions.Match[]")(lambda self: self.matches)
info.method("RelativePath", "string RelativePath(string directory)")(
    lambda self, folder: self.relative(folder)
)
info.method("ToString", "string ToString()", "string ToString(string directory)")(
    lambda self, folder=None: self.text(folder)
)
info.method("ToEmphasizedString", "string ToEmphasizedString(string directory)")(
    lambda self, folder: self.text(folder, self.emphasized())
)
around = net_type(MatchContext.net_type_name, MatchContext)
for _name, _slot in (
    ("PreContext", "before"),
    ("PostContext", "after"),
    ("DisplayPreContext", "shown_before"),
    ("DisplayPostContext", "shown_after"),
):
    around.prop(_name, "string[]")(lambda self, s=_slot: getattr(self, s))
