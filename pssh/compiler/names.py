"""Which variables a script block has, reads and needs: decided before any code is made.

A variable a block assigns becomes a cell looked up once at entry. One it only reads is looked for up the
scopes once and kept, unless something in the block may create a variable of that name behind our back.
"""

from typing import Any, Dict, List, Set

from pssh.language import nodes as n

__all__ = ["AUTOMATIC", "BlockNames", "names_of"]

# Variables that are made for a block only if it mentions them.
AUTOMATIC = frozenset(
    ("args", "input", "psboundparameters", "myinvocation", "pscmdlet", "this", "psscriptroot", "pscommandpath",
     "foreach", "switch")
)  # fmt: skip
_CONSTANT = frozenset(("true", "false", "null", "_", "psitem", "?"))
# One cell for all scopes, which nothing may be assigned to: a block never has one of its own.
_FIXED = frozenset(
    ("?", "enabledexperimentalfeatures", "executioncontext", "false", "home", "host", "iscoreclr", "islinux", "ismacos",
     "iswindows", "pid", "psculture", "psedition", "pshome", "psuiculture", "psversiontable", "shellid", "true")
)  # fmt: skip
_CREATORS = frozenset(
    ("set-variable", "sv", "set", "new-variable", "nv", "invoke-expression", "iex", "clear-variable", "clv",
     "remove-variable", "rv", "tee-object", "tee", "import-localizeddata", "read-host", "import-module", "ipmo",
     "invoke-command", "icm", "get-variable", "gv", "set-item", "si", "new-item", "ni", "set-content", "sc",
     "measure-command", "trace-command")
)  # fmt: skip
_BLOCK_RUNNERS = frozenset(("foreach-object", "%", "foreach", "where-object", "?", "where"))
_VARIABLE_PARAMETERS = ("ov", "ev", "wv", "iv", "pv")


class BlockNames:
    """What one script block does with names. All names are lower-case; `spelled` has the first spelling."""

    __slots__ = ("assigned", "dynamic", "inner_assigned", "inner_mentions", "nested", "read",
                 "reassigned", "spelled", "under_changes")  # fmt: skip

    def __init__(self) -> None:
        self.assigned: Set[str] = set()
        self.read: Set[str] = set()
        self.inner_assigned: Set[str] = set()  # by script blocks written inside this one
        self.inner_mentions: Set[str] = set()
        self.spelled: Dict[str, str] = {}
        self.dynamic = False
        self.under_changes = False
        self.nested: List[Any] = []
        self.reassigned: Set[str] = set()  # assigned by a statement, not only as a parameter

    def own(self) -> List[str]:
        """The names that get a cell of the block's own scope."""
        own = set(self.assigned)
        shared = self.read if self.dynamic else self.read & self.inner_assigned
        own.update(name for name in shared if name not in _CONSTANT and name not in _FIXED)
        return sorted(own)

    @property
    def mentions(self) -> Set[str]:
        return self.assigned | self.read | self.inner_mentions


def names_of(block: n.ScriptBlockAst, known: Dict[int, BlockNames]) -> BlockNames:
    """The names of a block; nested blocks are analysed too and put into `known` by identity."""
    found = known.get(id(block))
    if found is None:
        found = known[id(block)] = BlockNames()
        NameWalker(found, known).block(block)
    return found


class NameWalker:
    """Goes through a block and notes in `names` what it reads, assigns and mentions."""

    def __init__(self, names: BlockNames, known: Dict[int, BlockNames]) -> None:
        self.names = names
        self.known = known

    def block(self, block: n.ScriptBlockAst) -> None:
        """The names of a whole script block, its parameters first."""
        if block.param_block is not None:
            for parameter in block.param_block.parameters:
                self.parameter(parameter)
        for part in (block.dynamic_param, block.begin, block.process, block.end, block.clean):
            if part is not None:
                for statement in part.statements:
                    self.visit(statement)
                for trap in part.traps:
                    self.visit(trap)

    def parameter(self, parameter: n.ParameterAst) -> None:
        """A parameter is assigned by the caller; its default is run inside."""
        lower = parameter.variable.path.lower()
        self.names.assigned.add(lower)
        self.names.spelled.setdefault(lower, parameter.variable.path)
        if parameter.default is not None:
            self.visit(parameter.default)
        for attribute in parameter.attributes:
            self.visit(attribute)

    def assign(self, path: str) -> None:
        """Note that the variable of that path is assigned here; most prefixes lead elsewhere."""
        lower = path.lower()
        if ":" in lower:
            prefix, _, rest = lower.partition(":")
            if prefix not in ("local", "private", "variable") or ":" in rest:
                return
            lower = rest
            path = path.partition(":")[2]
        if lower in ("_", "psitem"):
            self.names.under_changes = True
            lower = "_"
        elif lower in _FIXED:
            return
        self.names.assigned.add(lower)
        self.names.reassigned.add(lower)
        self.names.spelled.setdefault(lower, path)

    def visit(self, node: Any) -> None:
        """Note what a node and all below it do; a handler may see to its children itself."""
        stack = [node]
        while stack:
            node = stack.pop()
            handler = _HANDLERS.get(type(node))
            if handler is not None and handler(self, node):
                continue
            for name in node._fields:
                value = getattr(node, name)
                if type(value) is tuple:
                    stack.extend(_flat(value))
                elif isinstance(value, n.Ast):
                    stack.append(value)

    # Each handler answers True when it saw to the children itself.

    def variable(self, node: n.VariableExpressionAst) -> bool:
        lower = node.path.lower()
        names = self.names
        if ":" in lower:
            prefix, _, rest = lower.partition(":")
            if prefix in ("local", "private"):
                names.assigned.add(rest)
                names.spelled.setdefault(rest, node.path.partition(":")[2])
            return True
        names.read.add("_" if lower == "psitem" else lower)
        names.spelled.setdefault(lower, node.path)
        return True

    def assignment(self, node: n.AssignmentStatementAst) -> bool:
        self.target(node.left)
        self.visit(node.right)
        return True

    def target(self, left: Any) -> None:
        """What stands left of `=`: each variable in it is assigned, the rest is read."""
        if isinstance(left, n.VariableExpressionAst):
            self.assign(left.path)
            self.names.read.add(left.path.lower())
        elif isinstance(left, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
            if isinstance(left, n.AttributedExpressionAst):
                self.visit(left.attribute)
            self.target(left.child)
        elif isinstance(left, n.ArrayLiteralAst):
            for element in left.elements:
                self.target(element)
        elif isinstance(left, n.ParenExpressionAst):
            inner = left.pipeline
            if isinstance(inner, n.PipelineAst) and isinstance(inner.elements[0], n.CommandExpressionAst):
                self.target(inner.elements[0].expression)
        else:
            self.visit(left)

    def unary(self, node: n.UnaryExpressionAst) -> bool:
        if node.operator in ("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus"):
            self.target(node.child)
            return True
        return False

    def convert(self, node: n.ConvertExpressionAst) -> bool:
        if node.type.type_name.name.lower() == "ref" and isinstance(node.child, n.VariableExpressionAst):
            self.target(node.child)
            return True
        return False

    def foreach(self, node: n.ForEachStatementAst) -> bool:
        self.assign(node.variable.path)
        return False

    def binary(self, node: n.BinaryExpressionAst) -> bool:
        if node.operator in ("Imatch", "Cmatch", "Inotmatch", "Cnotmatch"):
            self.names.assigned.add("matches")
            self.names.spelled.setdefault("matches", "Matches")
        return False

    def switch(self, node: n.SwitchStatementAst) -> bool:
        self.names.under_changes = True
        if "Regex" in node.flags:
            self.names.assigned.add("matches")
            self.names.spelled.setdefault("matches", "Matches")
        return False

    def handler(self, node: Any) -> bool:
        self.names.under_changes = True
        return False

    def data(self, node: n.DataStatementAst) -> bool:
        if node.variable:
            self.assign(node.variable)
        return False

    def command(self, node: n.CommandAst) -> bool:
        names = self.names
        first = node.elements[0]
        word = first.value.lower() if isinstance(first, n.StringConstantExpressionAst) else None
        runs_variable = word in _BLOCK_RUNNERS and len(node.elements) > 1
        runs_variable = runs_variable and isinstance(node.elements[1], n.VariableExpressionAst)
        if node.invocation == "." or word in _CREATORS or runs_variable:
            names.dynamic = True
        for element in node.elements:
            if isinstance(element, n.CommandParameterAst):
                lower = element.name.lower()
                if lower in _VARIABLE_PARAMETERS or lower.endswith("variable"):
                    names.dynamic = True
        return False

    def inner(self, node: n.ScriptBlockExpressionAst) -> bool:
        inner = names_of(node.script_block, self.known)
        names = self.names
        names.inner_assigned |= inner.assigned | inner.inner_assigned
        names.inner_mentions |= inner.mentions
        names.dynamic = names.dynamic or inner.dynamic
        return True

    def definition(self, node: Any) -> bool:
        return True


_HANDLERS: Dict[type, Any] = {
    n.VariableExpressionAst: NameWalker.variable,
    n.AssignmentStatementAst: NameWalker.assignment,
    n.UnaryExpressionAst: NameWalker.unary,
    n.ConvertExpressionAst: NameWalker.convert,
    n.ForEachStatementAst: NameWalker.foreach,
    n.BinaryExpressionAst: NameWalker.binary,
    n.SwitchStatementAst: NameWalker.switch,
    n.TryStatementAst: NameWalker.handler,
    n.TrapStatementAst: NameWalker.handler,
    n.DataStatementAst: NameWalker.data,
    n.CommandAst: NameWalker.command,
    n.ScriptBlockExpressionAst: NameWalker.inner,
    n.FunctionDefinitionAst: NameWalker.definition,
    n.TypeDefinitionAst: NameWalker.definition,
}


def _flat(items: Any) -> List[Any]:
    result: List[Any] = []
    for item in items:
        if type(item) is tuple:
            result.extend(_flat(item))
        elif isinstance(item, n.Ast):
            result.append(item)
    return result
