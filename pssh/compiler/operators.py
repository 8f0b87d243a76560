"""Operators: integer work is written inline with guards, the rest calls the run-time's operators."""

from typing import Any, Optional, Tuple

from pssh.compiler.body import Body
from pssh.compiler.code import code, kind_of
from pssh.compiler.expressions import condition, expression, raw_cell
from pssh.language import nodes as n

__all__ = ["arithmetic", "binary", "binary_condition", "step", "unary"]

_ARITHMETIC = {"Plus": ("add", "+"), "Minus": ("subtract", "-"), "Multiply": ("multiply", "*"),
               "Rem": ("remainder", "%"), "Divide": ("divide", "")}  # fmt: skip
_COMPARE = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_PLAIN = {"Band": "band", "Bor": "bor", "Bxor": "bxor", "Shl": "shl", "Shr": "shr"}
_WITH_FRAME = {"Is": "is_type", "IsNot": "is_not_type", "As": "as_type", "Format": "fmt", "Join": "join"}
_WORDS = (
    "like",
    "notlike",
    "match",
    "notmatch",
    "replace",
    "contains",
    "notcontains",
    "in",
    "notin",
    "split",
)


class Operand:
    """One side of an operator: `first` evaluates it (into `name`), `again` is for the slow path, where
    `simple` operands (variables, constants) are read anew."""

    __slots__ = ("again", "first", "kind", "name", "simple")

    again: str
    first: str
    kind: str
    name: str
    simple: bool


def operand(c: Body, node: Any, text: Optional[str] = None) -> Operand:
    """One side of an operator; `text` is its code where that is made already."""
    made = Operand()
    made.kind = ""
    if text is None and isinstance(node, n.VariableExpressionAst):
        cell = raw_cell(c, node.path)
        if cell is not None:
            made.name = c.temp()
            made.first = f"{made.name} := {cell}.value"
            made.again = expression(c, node)
            made.simple = True
            return made
    if text is None:
        text = expression(c, node)
    made.kind = kind_of(text)
    if isinstance(node, n.ConstantExpressionAst) and text is not None:
        made.name = made.first = made.again = text
        made.simple = True
        return made
    made.name = c.temp()
    made.first = f"{made.name} := {text}"
    made.again = made.name
    made.simple = False
    return made


def _guards(left: Operand, right: Operand) -> Tuple[str, str, str]:
    """(the test that both are Int32, slow left, slow right); the test evaluates both sides in order."""
    if right.simple:
        tests = [f"type({o.first}) is int" for o in (left, right) if o.kind != "int"]
        if left.kind == "int" and not left.simple:
            tests.insert(0, f"(({left.first}) is not None)")
        return " and ".join(tests) or "True", left.again, right.again
    if left.simple:
        if left.kind == "int":
            return f"type({right.first}) is int" if right.kind != "int" else f"(({right.first}) is not None)", \
                left.again, right.again  # fmt: skip
        first = f"{left.name} := {left.again}"
    else:
        first = left.first
    tests = []
    for each, text in ((left, first), (right, right.first)):
        tests.append(f"(({text}) is not None)" if each.kind == "int" else f"(type({text}) is int)")
    return " & ".join(tests), left.name, right.again


_NOT_INT = frozenset(("str", "float", "list", "bool", "null", "number"))


def arithmetic(c: Body, operator: str, left: Operand, right: Operand) -> str:
    """`left operator right` with Int32 done inline."""
    function, sign = _ARITHMETIC[operator]
    if left.kind in _NOT_INT or right.kind in _NOT_INT:
        return code(f"{function}({_inline(left)}, {_inline(right)})", "some")
    if not sign:
        if not _positive(right) or left.kind == "int":
            return code(f"{function}({_inline(left)}, {_inline(right)})", "some")
        a, b = left.name, right.name
        whole = f"({a} // {b} if {a} % {b} == 0 else {a} / {b})"
        return code(f"({whole} if type({left.first}) is int else {function}({left.again}, {b}))", "some")
    test, slow_left, slow_right = _guards(left, right)
    if sign == "%":
        test = f"{test} and {left.name} >= 0" + ("" if _positive(right) else f" and {right.name} > 0")
        return code(
            f"({left.name} % {right.name} if {test} else {function}({slow_left}, {slow_right}))", "some"
        )
    t = c.temp()
    ranged = f"-2147483648 <= ({t} := {left.name} {sign} {right.name}) <= 2147483647"
    if left.simple and right.simple and not left.kind:
        return _with_floats(left, right, sign, ranged, t, f"{function}({slow_left}, {slow_right})")
    return code(f"({t} if {test} and {ranged} else {function}({slow_left}, {slow_right}))", "some")


def _with_floats(left: Operand, right: Operand, sign: str, ranged: str, t: str, slow: str) -> str:
    """Two variables, or a variable and a number: sums that outgrew Int32 are Doubles and stay inline too."""
    both = f"(type({left.first}) is int) & (type({right.first}) is int)"
    other = f"(type({right.name}) is int or type({right.name}) is float)"
    if right.kind == "int":
        both, other = f"type({left.first}) is int", "True"
    floats = f"{left.name} {sign} {right.name} if type({left.name}) is float and {other}"
    return code(f"({t} if {both} and {ranged} else {floats} else {slow})", "some")


def _inline(side: Operand) -> str:
    if side.simple:
        return side.again
    return side.first.partition(" := ")[2]


def _positive(side: Operand) -> bool:
    return side.name.isdigit() and side.name != "0"


def binary(c: Body, node: n.BinaryExpressionAst) -> str:
    """`left operator right`."""
    operator = node.operator
    if operator in _ARITHMETIC:
        if operator == "Plus" and _long_chain(node):
            return _chain(c, node)
        left = operand(c, node.left)
        return arithmetic(c, operator, left, operand(c, node.right))
    if operator in ("And", "Or"):
        word = operator.lower()
        return code(f"({condition(c, node.left)} {word} {condition(c, node.right)})", "bool")
    if operator == "Xor":
        return code(f"({condition(c, node.left)} is not {condition(c, node.right)})", "bool")
    if operator == "QuestionQuestion":
        t = c.temp()
        left_text = expression(c, node.left)
        return f"({t} if not null_like({t} := {left_text}) else {expression(c, node.right)})"
    if operator == "DotDot":
        return f"range_list({expression(c, node.left)}, {expression(c, node.right)})"
    compared = _COMPARE.get(operator[1:])
    if compared is not None:
        return _comparison(c, node, compared, False)
    left_text, right_text = expression(c, node.left), expression(c, node.right)
    if operator in _PLAIN:
        return f"{_PLAIN[operator]}({left_text}, {right_text})"
    if operator in _WITH_FRAME:
        kind = "bool" if operator in ("Is", "IsNot") else "str" if operator in ("Join", "Format") else ""
        return code(f"{_WITH_FRAME[operator]}(f, {left_text}, {right_text})", kind)
    word = operator[1:]
    assert word in _WORDS, operator
    kind = "bool" if word in ("contains", "notcontains", "in", "notin") else ""
    return code(f"{operator.lower()}(f, {left_text}, {right_text})", kind)


def _comparison(c: Body, node: n.BinaryExpressionAst, sign: str, as_condition: bool) -> str:
    left, right = operand(c, node.left), operand(c, node.right)
    function = node.operator.lower()
    if left.kind in _NOT_INT or right.kind in _NOT_INT:
        slow = f"{function}({_inline(left)}, {_inline(right)})"
        return f"truth({slow})" if as_condition else slow
    test, slow_left, slow_right = _guards(left, right)
    slow = f"{function}({slow_left}, {slow_right})"
    if as_condition:
        slow = f"truth({slow})"
    return code(f"({left.name} {sign} {right.name} if {test} else {slow})", "some")


def binary_condition(c: Body, node: n.BinaryExpressionAst) -> Optional[str]:
    """A comparison where only its truth matters; None when the general way does."""
    sign = _COMPARE.get(node.operator[1:])
    if sign is None or node.operator in ("Plus", "Minus"):
        return None
    return _comparison(c, node, sign, True)


def _long_chain(node: Any) -> bool:
    depth = 0
    while isinstance(node, n.BinaryExpressionAst) and node.operator == "Plus":
        depth += 1
        node = node.left
    return depth > 12


def _chain(c: Body, node: Any) -> str:
    """`a + b + c + ...` of many parts, flat instead of nested."""
    parts = []
    while isinstance(node, n.BinaryExpressionAst) and node.operator == "Plus":
        parts.append(node.right)
        node = node.left
    parts.append(node)
    text = ", ".join(expression(c, part) for part in reversed(parts))
    return f"add_all(({text}))"


def unary(c: Body, node: n.UnaryExpressionAst) -> str:
    """`operator child`."""
    operator = node.operator
    if operator in ("Not", "Exclaim"):
        return code(f"(not {condition(c, node.child)})", "bool")
    if operator.endswith(("PlusPlus", "MinusMinus")):
        return step(c, node, True)
    if operator == "Comma":
        return code(f"[{expression(c, node.child)}]", "list")
    text = expression(c, node.child)
    if operator == "Minus" and kind_of(text) == "int" and text.isdigit() and text != "0":
        return code(f"(-{text})", "int")
    if operator == "Join":
        return code(f"join(f, {text}, '')", "str")
    if operator in ("Isplit", "Csplit"):
        return f"{operator.lower()}_unary(f, {text})"
    function = {"Minus": "negate", "Plus": "unary_plus", "Bnot": "bnot"}[operator]
    return f"{function}({text})"


def step(c: Body, node: n.UnaryExpressionAst, wanted: bool) -> str:
    """`$x++` and its kin. Where the value is not `wanted`, the text is an expression without use."""
    from pssh.compiler import assignment

    by = 1 if node.operator.endswith("PlusPlus") else -1
    after = not node.operator.startswith("Postfix")
    target = node.child
    while isinstance(target, n.ParenExpressionAst):
        inner = target.pipeline
        if not isinstance(inner, n.PipelineAst) or not isinstance(inner.elements[0], n.CommandExpressionAst):
            break
        target = inner.elements[0].expression
    if isinstance(target, n.VariableExpressionAst):
        cell = raw_cell(c, target.path)
        if cell is not None:
            read = expression(c, target)
            own = assignment.assign_cell(c, target.path)
            return f"step({own}, {read}, {by}, {after})"
    if isinstance(target, n.MemberExpressionAst):
        from pssh.compiler.expressions import member_key

        name, of = member_key(c, target)
        function = "static_place" if target.static else f"member{of}_place"
        holder = f"{function}(f, {expression(c, target.target)}, {name})"
    elif isinstance(target, n.IndexExpressionAst):
        holder = f"index_place(f, {expression(c, target.target)}, {expression(c, target.index)})"
    elif isinstance(target, n.ConvertExpressionAst):
        holder = f"variable_place(f, {_path(target)!r})"
    else:
        holder = f"variable_place(f, {_path(target)!r})"
    return f"step_place({holder}, {by}, {after})"


def _path(target: Any) -> str:
    while isinstance(target, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
        target = target.child
    return str(getattr(target, "path", ""))
