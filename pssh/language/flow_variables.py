"""The variables of one method: which are surely assigned where they are used."""

from typing import Any, Callable, Dict, List, Optional, Set

from pssh.language import nodes as n

__all__ = ["Variables"]

# How PowerShell will keep a variable: not decided yet, in a slot of the method's own, or in a table by name.
# One that is in the table and is assigned somewhere in the method is not asked for on every path.
UNKNOWN, LOCAL, DYNAMIC = range(3)

_AUTOMATIC = frozenset(
    (
        "_", "args", "this", "input", "pscmdlet", "psboundparameters", "myinvocation", "psscriptroot",
        "pscommandpath", "?",
    )
)  # fmt: skip
_EVERYWHERE = frozenset(
    (
        "executioncontext", "false", "home", "host", "pid", "psculture", "pshome", "psuiculture",
        "psversiontable", "psedition", "shellid", "true", "enabledexperimentalfeatures",
    )
)  # fmt: skip
_ALLOWED = frozenset(
    (
        "true", "false", "null", "lastexitcode", "error", "stacktrace", "outputencoding", "nestedpromptlevel",
        "pwd", "matches",
    )
)  # fmt: skip


class _Variable:
    __slots__ = ("assigned", "kept", "type", "uses")

    def __init__(self) -> None:
        self.assigned = False  # some statement of the method assigns it
        self.kept = UNKNOWN
        self.type: Optional[str] = None
        self.uses: List[Any] = []


def local_name(path: str) -> Optional[str]:
    """The name a method knows a variable by, None for one of a drive or of another scope."""
    scope, colon, name = path.partition(":")
    if colon and scope.lower() not in ("local", "private", "variable", ""):
        return None
    text = (name if colon else path).lower()
    return "_" if text == "psitem" else text


class Variables:
    """What is known of a method's variables. `by_name` says that code may make variables by name."""

    def __init__(self, type_of: Callable[[Any], Optional[str]], by_name: bool) -> None:
        self.type_of = type_of
        self.by_name = by_name
        self.table: Dict[str, _Variable] = {}
        self.missing: Set[int] = set()  # uses (by identity) that some path reaches without an assignment

    def _entry(self, name: str) -> _Variable:
        entry = self.table.get(name)
        if entry is None:
            entry = self.table[name] = _Variable()
        return entry

    def parameter(self, parameter: Any) -> None:
        """A parameter is assigned from the start."""
        name = local_name(parameter.variable.path)
        if name is not None:
            entry = self._entry(name)
            entry.assigned = True
            entry.kept = DYNAMIC

    def reserve(self, name: str) -> None:
        """`$foreach` and `$switch` have their place before they are used."""
        entry = self._entry(name)
        if entry.kept == UNKNOWN and not self.by_name:
            entry.kept = LOCAL

    def use(self, node: Any) -> bool:
        """Note a use; True if whether it is assigned there has still to be worked out."""
        name = local_name(node.path)
        if name is None or name in _AUTOMATIC:
            return False
        entry = self._entry(name)
        entry.uses.append(node)
        return entry.kept == UNKNOWN

    def declare(self, target: Any) -> bool:
        """Note an assignment's target; True if the assignment counts as one of the path."""
        converts = 0
        attributed = False
        last: Any = None
        node = target
        while isinstance(node, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
            converts += 1
            last = node
            attributed = attributed or type(node) is n.AttributedExpressionAst
            node = node.child
        if type(node) is not n.VariableExpressionAst:
            return False
        open_type = type(last) is n.ConvertExpressionAst and self.type_of(last.type.type_name) is None
        if attributed or converts > 1 or open_type:
            name = local_name(node.path)
            if name is not None:
                self._entry(name).kept = DYNAMIC
        return not attributed and converts <= 1

    def resolve(self, node: Any, known: Set[str]) -> None:
        name = local_name(node.path)
        if name is not None and name not in known:
            self.missing.add(id(node))

    def assign_target(self, target: Any, known: Set[str]) -> None:
        """`[type]$name = ...`: what the left side does to the variable's type."""
        constraint: Optional[str] = None
        if type(target) is n.ConvertExpressionAst:
            constraint = self.type_of(target.type.type_name) or "object"
            target = target.child
        name = local_name(target.path)
        if name is None:
            return
        if constraint is None and name in ("foreach", "switch"):
            constraint = "object"
        self.assign(name, known, constraint)
        self._entry(name).assigned = True

    def assign(self, name: str, known: Set[str], constraint: Optional[str]) -> None:
        """A variable gets a value; one that gets two types is looked up by name. `known` are those assigned before."""
        name = name.lower()
        entry = self._entry(name)
        if entry.kept == UNKNOWN:
            entry.kept = DYNAMIC if self.by_name or name in _EVERYWHERE else LOCAL
        if entry.type is None:
            entry.type = constraint or "object"
        else:
            if name not in known and constraint is None:
                constraint = "object"
            if constraint is not None and constraint != entry.type:
                entry.kept = DYNAMIC
        known.add(name)

    def unassigned(self) -> List[Any]:
        """The uses that are errors."""
        found = []
        for name, entry in self.table.items():
            if name in _ALLOWED:
                continue
            if entry.kept == DYNAMIC:
                if not entry.assigned:
                    found.extend(entry.uses)
            else:
                found.extend(node for node in entry.uses if id(node) in self.missing)
        return found
