"""Loops that do nothing but count: a second version of them, on Python's own integers.

A loop qualifies whose statements only compute with whole numbers in variables of the block: no command, no member,
no output. Its quick version keeps the variables in locals and knows their types, and nothing outside can see it run.
So it may give up at any point (a value leaves Int32, a divisor is not positive): the variables are still as they were,
and the loop runs again the general way, which knows what comes of it.
"""

from typing import Any, Dict, List, Optional, Set

from pssh.compiler.body import Body
from pssh.compiler.code import kind_of
from pssh.compiler.expressions import expression
from pssh.language import nodes as n

__all__ = ["quick_version"]

_COMPARE = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_SIGNS = {"Plus": "+", "Minus": "-", "Multiply": "*"}
_COMPOUND = {
    "PlusEquals": "Plus",
    "MinusEquals": "Minus",
    "MultiplyEquals": "Multiply",
    "RemainderEquals": "Rem",
}
_DEEPEST = 6  # of Python's blocks around the loop: it takes twenty, and the loop brings its own


class _Unfit(Exception):
    """The loop has something that only the general version can do."""


def quick_version(c: Body, node: Any) -> Optional[str]:
    """The lines of the quick version; the name of what tells that it did the work, None when there is none."""
    if c.blocks > _DEEPEST or c.unit.uses_question or node.label:
        return None
    loop = _WholeLoop(c)
    try:
        loop.assigned_in(node)
        lines = loop.lines_of(node, "    ")
    except _Unfit:
        return None
    if not loop.locals:
        return None
    done = c.temp("q")
    loads = "; ".join(f"{local} = {c.cell(name)}.value" for name, local in loop.locals.items())
    c.line(loads)
    c.line(f"{done} = {c.rs()}.debugger is None and {' and '.join(loop.tests())}")
    c.line(f"if {done}:")
    c.line("  try:")
    c.lines.extend("  " * c.indent + text for text in lines)
    c.line(f"  except NotWhole: {done} = False")
    kept = "; ".join(
        f"{c.cell(name)}.value = {loop.locals[name]}" for name in loop.locals if name in loop.assigned
    )
    c.line(f"  else: {kept or 'pass'}")
    return done


class _WholeLoop:
    """One outermost loop being made."""

    def __init__(self, c: Body) -> None:
        self.c = c
        self.locals: Dict[str, str] = {}  # of each variable met
        self.assigned: Dict[str, str] = {}  # 'int' or 'bool'
        self.first: Dict[str, bool] = {}  # whether the variable gets a value before anything reads it
        self.narrow: Set[str] = set()  # must be Int32: more is done with them than comparing
        self.asked: Dict[str, None] = {}  # of variables that the loop does not change, asked once
        self.iterators: List[Any] = []
        self.depth = 0

    # --- which variables ------------------------------------------------------------------------------------

    def assigned_in(self, node: Any) -> None:
        """Note what is assigned, and with which kind of value."""
        for child in node.walk():
            if isinstance(child, n.AssignmentStatementAst):
                self._note(child.left, "bool" if _truth_constant(child) else "int")
            elif isinstance(child, n.UnaryExpressionAst) and child.operator.endswith(
                ("PlusPlus", "MinusMinus")
            ):
                self._note(child.child, "int")

    def _note(self, target: Any, kind: str) -> None:
        if (
            not isinstance(target, n.VariableExpressionAst)
            or self.assigned.setdefault(target.path.lower(), kind) != kind
        ):
            raise _Unfit

    def tests(self) -> List[str]:
        """The conditions under which the quick version may run."""
        made = []
        for name, local in self.locals.items():
            kind = self.assigned.get(name)
            if kind is not None:
                made.append(f"{self.c.cell(name)}.__class__ is Plain")
                if not self.first[name]:
                    made.append(f"type({local}) is {kind}")
            elif name in self.narrow:
                made.append(f"type({local}) is int")
            else:
                made.append(f"(type({local}) is int or type({local}) is Long)")
        return [*made, *self.asked]

    def _local(self, node: Any, kind: str, reads: bool) -> str:
        name = node.path.lower()
        if ":" in name or getattr(node, "splatted", False) or not self.c.is_own(name):
            raise _Unfit
        if self.assigned.get(name, "int") != kind:
            raise _Unfit
        local = self.locals.get(name)
        if local is None:
            local = self.locals[name] = self.c.temp("n")
            self.first[name] = not reads and self.depth == 1
        return local

    # --- values -----------------------------------------------------------------------------------------------

    def value(self, node: Any, compared: bool = False) -> str:
        """A whole number; where it is only `compared` a variable may hold an Int64 as well."""
        node = _bare(node)
        if isinstance(node, n.VariableExpressionAst):
            if not compared:
                self.narrow.add(node.path.lower())
            return self._local(node, "int", True)
        if isinstance(node, n.BinaryExpressionAst):
            if node.operator == "Rem":
                return self._remainder(node.left, node.right, compared)
            return self._sum(node.operator, self.value(node.left), self.value(node.right))
        if isinstance(node, (n.ConstantExpressionAst, n.UnaryExpressionAst)):
            return self._constant(node)
        raise _Unfit

    def _constant(self, node: Any) -> str:
        text = (
            expression(self.c, node)
            if isinstance(_bare(getattr(node, "child", node)), n.ConstantExpressionAst)
            else ""
        )
        if kind_of(text) != "int":
            raise _Unfit
        return text

    def _sum(self, operator: str, left: str, right: str) -> str:
        sign = _SIGNS.get(operator)
        if sign is None:
            raise _Unfit
        t = self.c.temp("n")
        return f"({t} if -2147483648 <= ({t} := {left} {sign} {right}) <= 2147483647 else not_whole())"

    def _remainder(self, left: Any, right: Any, compared: bool) -> str:
        a, b = self.value(left, compared), self.value(right, compared)
        x, y = (text if text.isidentifier() or text.isdigit() else self.c.temp("n") for text in (a, b))
        tests = []
        for node, name, text, range_ in ((left, x, a, ">= 0"), (right, y, b, "> 0")):
            node = _bare(node)
            if isinstance(node, n.VariableExpressionAst) and node.path.lower() not in self.assigned:
                self.asked[f"{name} {range_}"] = None
            elif name != "0" and not name.isdigit():
                tests.append(f"{name if name == text else f'({name} := {text})'} {range_}")
            elif name == "0":
                raise _Unfit
        return f"({x} % {y} if {' and '.join(tests)} else not_whole())" if tests else f"({x} % {y})"

    def truth(self, node: Any) -> str:
        """A condition."""
        node = _bare(node)
        if isinstance(node, n.UnaryExpressionAst) and node.operator in ("Not", "Exclaim"):
            return f"(not {self.truth(node.child)})"
        if isinstance(node, n.VariableExpressionAst):
            word = _CONSTANTS.get(node.path.lower())
            if word is not None:
                return word
            kind = self.assigned.get(node.path.lower(), "int")
            return self._local(node, kind, True)
        if not isinstance(node, n.BinaryExpressionAst):
            raise _Unfit
        if node.operator in ("And", "Or"):
            return f"({self.truth(node.left)} {node.operator.lower()} {self.truth(node.right)})"
        sign = _COMPARE.get(node.operator[1:])
        if sign is None or node.operator in _SIGNS:
            raise _Unfit
        return f"({self.value(node.left, True)} {sign} {self.value(node.right, True)})"

    # --- statements -------------------------------------------------------------------------------------------

    def lines_of(self, node: Any, pad: str) -> List[str]:
        """A loop's lines."""
        if node.label or node.body.traps:
            raise _Unfit
        test = "True" if node.condition is None else self.truth(node.condition)
        iterator = getattr(node, "iterator", None)
        self.depth += 1
        self.iterators.append(iterator)
        step = (
            [] if iterator is None else self._statement(iterator, pad + "  ")
        )  # made first: it may meet anything unset
        lines = [f"{pad}while {test}:", f"{pad}  if {self.c.rs()}.stopping: stop(rs)"]
        lines += self._block(node.body, pad + "  ") + step
        self.iterators.pop()
        self.depth -= 1
        return lines

    def _block(self, block: Any, pad: str) -> List[str]:
        if block.traps:
            raise _Unfit
        lines: List[str] = []
        for statement in block.statements:
            lines += self._statement(statement, pad)
        return lines

    def _statement(self, statement: Any, pad: str) -> List[str]:
        if isinstance(statement, n.AssignmentStatementAst):
            return [pad + self._assignment(statement)]
        if isinstance(statement, n.IfStatementAst):
            return self._if(statement, pad)
        if isinstance(statement, n.ForStatementAst):
            start = [] if statement.initializer is None else self._statement(statement.initializer, pad)
            return start + self.lines_of(statement, pad)
        if isinstance(statement, n.WhileStatementAst):
            return self.lines_of(statement, pad)
        if isinstance(statement, (n.BreakStatementAst, n.ContinueStatementAst)):
            if statement.label is not None:
                raise _Unfit
            if isinstance(statement, n.BreakStatementAst):
                return [pad + "break"]
            iterator = self.iterators[-1]
            step = [] if iterator is None else self._statement(iterator, pad)
            return [*step, pad + "continue"]
        node = _bare(statement)
        if isinstance(node, n.UnaryExpressionAst) and node.operator.endswith(("PlusPlus", "MinusMinus")):
            local = self._local(_bare(node.child), "int", True)
            if node.operator.endswith("PlusPlus"):
                return [f"{pad}{local} = {local} + 1 if {local} < 2147483647 else not_whole()"]
            return [f"{pad}{local} = {local} - 1 if {local} > -2147483648 else not_whole()"]
        raise _Unfit

    def _assignment(self, node: n.AssignmentStatementAst) -> str:
        target: Any = node.left
        word = _truth_constant(node)
        if word is not None:
            return f"{self._local(target, 'bool', False)} = {word}"
        if node.operator == "Equals":
            made = self.value(node.right)
            return f"{self._local(target, 'int', False)} = {made}"
        operator = _COMPOUND.get(node.operator)
        if operator is None:
            raise _Unfit
        local = self._local(target, "int", True)
        if operator == "Rem":
            return f"{local} = {self._remainder(target, node.right, False)}"
        return f"{local} = {self._sum(operator, local, self.value(node.right))}"

    def _if(self, statement: n.IfStatementAst, pad: str) -> List[str]:
        lines: List[str] = []
        self.depth += 1
        for place, (test, body) in enumerate(statement.clauses):
            lines.append(f"{pad}{'elif' if place else 'if'} {self.truth(test)}:")
            lines += self._block(body, pad + "  ") or [pad + "  pass"]
        if statement.else_clause is not None:
            lines.append(f"{pad}else:")
            lines += self._block(statement.else_clause, pad + "  ") or [pad + "  pass"]
        self.depth -= 1
        return lines


_CONSTANTS = {"true": "True", "false": "False"}


def _truth_constant(node: n.AssignmentStatementAst) -> Optional[str]:
    """`True` or `False` when that is what is assigned."""
    right = _bare(node.right)
    if node.operator == "Equals" and isinstance(right, n.VariableExpressionAst):
        return _CONSTANTS.get(right.path.lower())
    return None


def _bare(node: Any) -> Any:
    """The expression inside parentheses and a statement that is nothing else."""
    from pssh.compiler.statements import plain_expression

    while True:
        if isinstance(node, n.ParenExpressionAst):
            node = node.pipeline
        elif isinstance(node, n.StatementAst):
            inner = plain_expression(node)
            if inner is None:
                return node
            node = inner
        else:
            return node
