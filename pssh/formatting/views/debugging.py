"""Views of breakpoints."""

from typing import Any, Callable

from pssh.formatting.view import Item, ListView, TableView, column
from pssh.objects.members import get_member

_NS = "System.Management.Automation."
_ALL = tuple(_NS + kind + "Breakpoint" for kind in ("", "Line", "Variable", "Command"))


def _file(breakpoint: Any) -> Any:
    script = get_member(breakpoint, "Script")
    return script.rpartition("/")[2] if script else None


def _with(name: str, besides: str = "") -> Callable[[Any], bool]:
    """Whether a breakpoint has a property, and none of the others."""

    def test(breakpoint: Any) -> bool:
        return get_member(breakpoint, name) is not None and all(
            get_member(breakpoint, other) is None for other in besides.split()
        )

    return test


VIEWS = (
    TableView(
        _ALL,
        (
            column("ID", 4, "right"),
            column("Script", expression=_file),
            column("Line", 4, "right"),
            column("Command"),
            column("Variable"),
            column("Action"),
        ),
        name="Breakpoint",
    ),
    ListView(
        _ALL,
        (
            "ID",
            Item("Script", when=_with("Script", besides="Command Variable")),
            Item("Line", when=_with("Line")),
            Item("Column", when=_with("Line")),
            Item("Variable", when=_with("Variable")),
            Item("AccessMode", when=_with("Variable")),
            Item("Command", when=_with("Command")),
            "Enabled",
            "HitCount",
            "Action",
        ),
        name="Breakpoint",
    ),
)
