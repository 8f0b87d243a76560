"""`Body`: one Python function under construction (a named block, a default value, a nested `$( )`)."""

from typing import Any, Dict, List, Optional, Set

from pssh.compiler.code import MARK, MARK_END
from pssh.compiler.names import BlockNames
from pssh.compiler.unit import UnitCompiler

__all__ = ["BlockContext", "Body", "Loop"]

_DEEP = 14


class BlockContext:
    """The script block whose functions are being made: its own variables and their places in `f.cells`."""

    def __init__(self, unit: UnitCompiler, names: BlockNames, index: str) -> None:
        self.unit = unit
        self.names = names
        self.index = index
        self.own = names.own()
        self.places = {name: place for place, name in enumerate(self.own)}
        self.has_return_flow = False


class Loop:
    """A loop or switch around the statement being made. `flow`: its body needs the handlers of BreakFlow and
    ContinueFlow; `continues`: it has a plain `continue`."""

    __slots__ = ("continues", "flow", "label", "switch", "trap")

    def __init__(self, label: Optional[str], switch: bool = False) -> None:
        self.label = label.lower() if label else None
        self.switch = switch
        self.flow = False
        self.continues = False
        self.trap = False  # not a loop: the body of a trap, where break and continue mean something else


class Body:
    """Lines of one Python function. `parent` is set for a function nested in another."""

    def __init__(self, block: BlockContext, parent: "Optional[Body]" = None, out: str = "out") -> None:
        self.block = block
        self.unit = block.unit
        self.parent = parent
        self.out = out
        self.lines: List[str] = []
        self.indent = 0
        self.loops: List[Loop] = []
        self.in_try = False
        self.method = False  # a class's method: `return` gives the value
        self.depth = 0
        self.blocks = 0  # how many of Python's blocks (it takes 20) stand around the statement being made
        self.apart: List[str] = []  # of a root: functions that hold deeply nested statements
        self._temps = 0
        self.used_places: Set[int] = set()
        self.free: Dict[str, str] = {}
        self.uses_rs = False
        self.uses_under = False
        self.flow_seen = False
        self.return_out: str = out if parent is None else parent.return_out
        self.hoist: Optional[List[str]] = None  # where nested functions go while in a loop
        self.hoist_indent = 0

    # --- text -------------------------------------------------------------------------------------------

    def line(self, text: str, extent: Any = None) -> None:
        mark = self.unit.mark(extent) if extent is not None else ""
        self.lines.append(f"{mark}{'  ' * self.indent}{text}")

    def temp(self, prefix: str = "t") -> str:
        """A new local name, unlike any of the functions around."""
        root = self
        while root.parent is not None:
            root = root.parent
        root._temps += 1
        return f"{prefix}{root._temps}"

    def capture(self) -> List[str]:
        """Start a fresh list of lines and give the one before; hand that back to `restore`."""
        before, self.lines = self.lines, []
        return before

    def restore(self, before: List[str]) -> List[str]:
        made, self.lines = self.lines, before
        return made

    # --- variables --------------------------------------------------------------------------------------

    def rs(self) -> str:
        self.root().uses_rs = True
        return "rs"

    def root(self) -> "Body":
        body = self
        while body.parent is not None:
            body = body.parent
        return body

    def cell(self, name: str) -> str:
        """The local that holds the cell of an own variable."""
        place = self.block.places[name]
        self.root().used_places.add(place)
        return f"v{place}"

    def is_own(self, name: str) -> bool:
        return name in self.block.places

    def free_cell(self, key: str, finder: str) -> str:
        """An expression for the cell of a variable of another scope, looked up once."""
        root = self.root()
        local = root.free.get(key)
        if local is None:
            local = root.free[key] = f"p{len(root.free)}"
        body: Optional[Body] = self
        while body is not None and body.parent is not None:
            body.free[key] = local  # becomes nonlocal there
            body = body.parent
        return f"({local} or ({local} := {finder}))"

    def under(self) -> str:
        """An expression for the cell of `$_`."""
        if self.block.names.under_changes:
            return "(f.under or under_cell(f))"
        self.root().uses_under = True
        return "u"

    # --- whole functions --------------------------------------------------------------------------------

    def head(self) -> List[str]:
        """The lines a root function starts with."""
        lines = []
        if self.used_places:
            own = self.block.own
            if (len(own) == len(self.used_places) and len(own) < 4) or len(self.used_places) * 3 > len(own):
                targets = ", ".join(f"v{i}" for i in range(len(own)))
                lines.append(f"  {targets}{',' if len(own) == 1 else ''} = f.cells")
            else:
                lines.append("  cells = f.cells")
                lines.extend(f"  v{i} = cells[{i}]" for i in sorted(self.used_places))
        if self.uses_rs:
            lines.append("  rs = f.rs")
        if self.uses_under:
            lines.append("  u = f.under or under_cell(f)")
        if self.free:
            lines.append(f"  {' = '.join(self.free.values())} = None")
        lines.extend(self.apart)
        return lines

    def nested_head(self) -> List[str]:
        """The lines a nested function starts with."""
        if not self.free:
            return []
        return [f"nonlocal {', '.join(sorted(set(self.free.values())))}"]

    def add_nested(self, name: str, parameters: str, inner: "Body") -> None:
        """Put the finished nested function `inner` before the statement being made."""
        lines = self.lines if self.hoist is None else self.hoist
        pad = "  " * (self.indent if self.hoist is None else self.hoist_indent)
        lines.append(f"{pad}def {name}({parameters}):")
        made = [*inner.nested_head(), *inner.lines] or ["pass"]
        lines.extend(indented(text, pad + "  ") for text in made)

    def add_apart(self, name: str, parameters: str, inner: "Body") -> None:
        """Put the finished nested function at the head of the whole function, where nothing is deep."""
        lines = self.root().apart
        lines.append(f"  def {name}({parameters}):")
        made = [*inner.nested_head(), *inner.lines] or ["pass"]
        lines.extend(indented(text, "    ") for text in made)

    def nested(self, out: str) -> "Body":
        inner = Body(self.block, self, out)
        return inner

    def too_deep(self) -> bool:
        return self.depth >= _DEEP


def indented(text: str, pad: str) -> str:
    """A line moved to the right; a mark at its start stays in front."""
    end = text.index(MARK_END) + 1 if text.startswith(MARK) else 0
    return text[:end] + pad + text[end:]
