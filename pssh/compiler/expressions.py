"""Expressions to Python expressions. Every handler gives text that may stand inside parentheses."""

from typing import Any, Callable, Dict, Optional, Tuple

from pssh.compiler.body import Body
from pssh.compiler.code import Code, code, kind_of
from pssh.language import nodes as n

__all__ = [
    "condition",
    "expression",
    "no_nothing",
    "own_cell",
    "raw_cell",
    "statement_value",
    "test_of",
    "type_value",
]

Handler = Callable[[Body, Any], str]
_SCALAR_KINDS = frozenset(("int", "float", "str", "bool", "number"))


def expression(c: Body, node: Any) -> str:
    """The Python text of an expression's value."""
    if c.too_deep():
        name = c.temp("h")
        inner = c.nested(c.out)
        text = expression(inner, node)
        inner.line(f"return ({text})", node.extent)
        c.add_nested(name, "", inner)
        return f"{name}()"
    handler = _HANDLERS[type(node)]
    c.depth += 1
    try:
        return handler(c, node)
    finally:
        c.depth -= 1


def condition(c: Body, node: Any) -> str:
    """Text that is true or false as PowerShell takes the value; `node` is an expression or statement."""
    from pssh.compiler import operators

    if isinstance(node, n.StatementAst):
        plain = _single(node)
        if plain is None:
            return f"truth({statement_value(c, node)})"
        node = plain
    if isinstance(node, n.ParenExpressionAst):
        inner = _single(node.pipeline)
        if inner is not None:
            return condition(c, inner)
    if isinstance(node, n.BinaryExpressionAst):
        found = operators.binary_condition(c, node)
        if found is not None:
            return found
    text = expression(c, node)
    kind = kind_of(text)
    if kind == "bool":
        return text
    if kind == "int":
        return f"({text} != 0)"
    return f"truth({text})"


def test_of(c: Body, node: Any) -> str:
    """The condition of an `if` or a loop."""
    text = condition(c, node)
    if c.unit.uses_question and any(isinstance(each, n.CommandAst) for each in node.walk()):
        return f"asked({c.rs()}, {text})"
    return text


def _single(statement: Any) -> Any:
    from pssh.compiler.statements import plain_expression

    return plain_expression(statement)


def no_nothing(c: Body, text: str) -> str:
    """The text with NOTHING made None, for a value that goes into a collection."""
    if kind_of(text):
        return text
    t = c.temp()
    return f"({t} if ({t} := {text}) is not N else None)"


# --- constants and strings -------------------------------------------------------------------------------


def _constant(c: Body, node: n.ConstantExpressionAst) -> str:
    kind, number = node.value
    if kind == "System.Int32":
        return code(str(number) if number >= 0 else f"({number})", "int")
    if kind == "System.Double":
        if number != number or number in (float("inf"), float("-inf")):
            return code(f"float({str(number)!r})", "float")
        return code(repr(float(number)), "float")
    return code(c.unit.constant("K", f"number({kind!r}, {number!r})"), "number")


def _string(c: Body, node: n.StringConstantExpressionAst) -> str:
    return code(repr(node.value), "str")


def _expandable(c: Body, node: n.ExpandableStringExpressionAst) -> str:
    parts = []
    for part in node.parts:
        if isinstance(part, str):
            if part:
                parts.append(repr(part))
        else:
            parts.append(_string_part(c, part))
    if not parts:
        return code("''", "str")
    if len(parts) == 1:
        return code(parts[0], "str")
    if len(parts) <= 3:
        return code("(" + " + ".join(parts) + ")", "str")
    return code("''.join((" + ", ".join(parts) + "))", "str")


def _string_part(c: Body, part: Any) -> str:
    if isinstance(part, n.SubExpressionAst) and len(part.block.statements) == 1:
        inner = _single(part.block.statements[0])
        if inner is not None and _safe(inner) and _prints_alike(inner):
            part = inner
    text = expression(c, part)
    if isinstance(part, n.VariableExpressionAst):
        text = text.replace(" else unset(f, ", " else unset_text(f, ")
    return text if kind_of(text) == "str" else f"s(f, {text})"


def _prints_alike(node: Any) -> bool:
    """Whether a value and its pipeline output surely read alike in a string."""
    return not isinstance(node, (n.HashtableAst, n.ArrayLiteralAst, n.InvokeMemberExpressionAst))


def _safe(node: Any) -> bool:
    """Whether an expression cannot fail, so that it needs no error handling of its own inside `$( )`."""
    if isinstance(node, (n.VariableExpressionAst, n.ConstantExpressionAst, n.StringConstantExpressionAst)):
        return ":" not in getattr(node, "path", "")
    if isinstance(node, n.MemberExpressionAst) and not isinstance(node, n.InvokeMemberExpressionAst):
        return (
            not node.static and isinstance(node.member, n.StringConstantExpressionAst) and _safe(node.target)
        )
    if isinstance(node, n.ExpandableStringExpressionAst):
        return all(isinstance(part, str) or _safe(part) for part in node.parts)
    return False


# --- variables -------------------------------------------------------------------------------------------

_WORDS = {"true": ("True", "bool"), "false": ("False", "bool"), "null": ("None", "null")}


def raw_cell(c: Body, path: str) -> Optional[str]:
    """An expression for the variable's cell, or None where it has none (drives, constants)."""
    lower = path.lower()
    if lower in ("_", "psitem"):
        return c.under()
    if ":" in lower:
        prefix, _, rest = lower.partition(":")
        if prefix in ("global", "script"):
            return c.free_cell(lower, f"{prefix}_cell(f, {path.partition(':')[2]!r})")
        if prefix in ("local", "private") and c.is_own(rest):
            return c.cell(rest)
        if prefix == "variable":
            return None if ":" in rest else raw_cell(c, path.partition(":")[2])
        return None
    if lower in _WORDS or lower == "?":
        return None
    if c.is_own(lower):
        return c.cell(lower)
    return c.free_cell(lower, f"find(f, {lower!r})")


def own_cell(c: Body, path: str) -> Optional[str]:
    """As `raw_cell`, for an assignment: `$_` becomes a variable of the running scope."""
    lower = path.lower()
    if lower in ("_", "psitem"):
        return "(f.under or own_under(f))"
    if lower in ("true", "false", "?"):
        return c.free_cell(lower, f"find(f, {lower!r})")
    return raw_cell(c, path)


def _variable(c: Body, node: n.VariableExpressionAst) -> str:
    return read_variable(c, node.path)


def read_variable(c: Body, path: str) -> str:
    """The value of a variable, None when it does not exist."""
    lower = path.lower()
    word = _WORDS.get(lower)
    if word is not None:
        return code(*word)
    if lower == "this" and c.root().method:
        return "f.this"
    if lower == "args" and not c.is_own("args"):
        return code("own_arguments(f)", "list")  # every block has its own, never an outer one's
    if lower == "?":
        return code(f"{c.rs()}.question", "bool")
    if lower.startswith("env:"):
        return f"env({path[4:]!r})"
    cell = raw_cell(c, path)
    if cell is None:
        return f"drive_get(f, {path!r})"
    if lower in ("_", "psitem"):
        return f"{cell}.value"
    t = c.temp()
    return f"({t} if ({t} := {cell}.value) is not UN else unset(f, {path!r}))"


def _using(c: Body, node: n.UsingExpressionAst) -> str:
    inner = node.child
    if isinstance(inner, n.VariableExpressionAst):
        return f"using(f, {inner.path!r})"
    return expression(c, _of_using(inner))


def _of_using(node: Any) -> Any:
    """`$using:list[2]` as `($using:list)[2]`: the variable goes along whole, its parts are taken there."""
    if isinstance(node, n.VariableExpressionAst):
        return n.UsingExpressionAst(node.extent, node)
    fields = {name: getattr(node, name) for name in node._fields}
    fields["target"] = _of_using(node.target)
    return type(node)(**fields)


# --- grouping --------------------------------------------------------------------------------------------


def _paren(c: Body, node: n.ParenExpressionAst) -> str:
    return statement_value(c, node.pipeline)


def statement_value(c: Body, statement: Any) -> str:
    """The value of a statement used as a value: nothing, one object, or an array."""
    from pssh.compiler import assignment, commands
    from pssh.compiler.statements import plain_expression

    plain = plain_expression(statement)
    if plain is not None:
        return expression(c, plain)
    if isinstance(statement, n.PipelineAst):
        return commands.pipeline_value(c, statement)
    if isinstance(statement, n.AssignmentStatementAst):
        return assignment.assignment_value(c, statement)
    return f"collapse({_collected(c, (statement,))}())"


def _collected(c: Body, statements: Any, traps: Any = ()) -> str:
    """The name of a nested function that runs statements and gives the list of their output."""
    from pssh.compiler.statements import statements as compile_statements

    name = c.temp("h")
    buffer, out = c.temp("b"), c.temp("o")
    inner = c.nested(out)
    inner.line(f"{buffer} = []")
    inner.line(f"{out} = {buffer}.append")
    compile_statements(inner, statements, traps)
    inner.line(f"return {buffer}")
    c.add_nested(name, "", inner)
    for loop in c.loops:
        loop.flow = True
    return name


def _sub(c: Body, node: n.SubExpressionAst) -> str:
    block = node.block
    if not block.statements:
        return code("None", "null")
    if len(block.statements) == 1 and not block.traps:
        inner = _single(block.statements[0])
        if inner is not None and _safe(inner):
            text = expression(c, inner)
            if kind_of(text) in _SCALAR_KINDS:
                return text
            t = c.temp()
            return f"({t} if type({t} := {text}) in SC else sub({t}))"
    return f"collapse({_collected(c, block.statements, block.traps)}())"


def _array(c: Body, node: n.ArrayExpressionAst) -> str:
    block = node.block
    if not block.statements:
        return code("[]", "list")
    if len(block.statements) == 1 and not block.traps:
        statement = block.statements[0]
        inner = _single(statement)
        if isinstance(inner, n.ArrayLiteralAst):
            return expression(c, inner)
    return code(_collected(c, block.statements, block.traps) + "()", "list")


def _array_literal(c: Body, node: n.ArrayLiteralAst) -> str:
    return code("[" + ", ".join(no_nothing(c, expression(c, e)) for e in node.elements) + "]", "list")


def _hashtable(c: Body, node: n.HashtableAst) -> str:
    return code(f"hashtable(f, ({hash_pairs(c, node)}))", "some")


def hash_pairs(c: Body, node: n.HashtableAst) -> str:
    """Keys and values in turn, as the elements of a Python tuple."""
    parts = []
    for key, value in node.pairs:
        parts.append(expression(c, key))
        parts.append(no_nothing(c, statement_value(c, value)))
    return ", ".join(parts) + ("," if parts else "")


def _script_block(c: Body, node: n.ScriptBlockExpressionAst) -> str:
    from pssh.compiler.blocks import compile_block

    name = compile_block(c.unit, node.script_block, extent=node.extent)
    return code(f"script_block(f, {name})", "some")


def _ternary(c: Body, node: n.TernaryExpressionAst) -> str:
    test = condition(c, node.condition)
    return f"({expression(c, node.if_true)} if {test} else {expression(c, node.if_false)})"


# --- types and conversions -------------------------------------------------------------------------------


def type_value(c: Body, name: n.TypeName, extent: Any) -> str:
    """The NetType a type literal names."""
    ref = c.unit.type_ref(name)
    return f"({ref}.value or resolve_type_ref(f, {ref}))"


def _type(c: Body, node: n.TypeExpressionAst) -> str:
    return type_value(c, node.type_name, node.extent)


_EXACT = {"int": "int", "int32": "int", "system.int32": "int", "string": "str", "system.string": "str",
          "double": "float", "system.double": "float"}  # fmt: skip


def _convert(c: Body, node: n.ConvertExpressionAst) -> str:
    name = node.type.type_name
    word = name.name.lower() if not name.ranks and not name.generic else ""
    child = node.child
    if word == "ref":
        return _reference(c, child)
    if word in ("ordered", "system.collections.specialized.ordereddictionary") and isinstance(
        child, n.HashtableAst
    ):
        return f"ordered(f, ({hash_pairs(c, child)}))"
    if word in ("pscustomobject", "system.management.automation.pscustomobject") and isinstance(
        child, n.HashtableAst
    ):
        return f"custom_object(f, ({hash_pairs(c, child)}))"
    text = expression(c, child)
    kind = kind_of(text)
    if word in ("bool", "boolean", "system.boolean"):
        return code(text if kind == "bool" else f"truth({text})", "bool")
    exact = _EXACT.get(word)
    if exact is not None:
        if kind == exact:
            return text
        ref = c.unit.type_ref(name)
        t = c.temp()
        made = f"({t} if type({t} := {text}) is {exact} else cast(f, {t}, {ref}))"
        return code(made, exact)
    if word == "void":
        return f"void({text})"
    return f"cast(f, {text}, {c.unit.type_ref(name)})"


def _reference(c: Body, child: Any) -> str:
    if isinstance(child, n.VariableExpressionAst):
        cell = raw_cell(c, child.path)
        if cell is not None:
            return f"reference(f, {cell}, {child.path!r})"
    return f"reference_value({expression(c, child)})"


def _attributed(c: Body, node: n.AttributedExpressionAst) -> str:
    from pssh.compiler.blocks import attribute_text

    return f"validated(f, {attribute_text(c, node.attribute)}, {expression(c, node.child)})"


# --- members and indexes ---------------------------------------------------------------------------------


def member_name(c: Body, member: Any) -> str:
    """The member's name as text of a Python string."""
    if isinstance(member, n.StringConstantExpressionAst):
        return repr(member.value)
    return f"member_name(f, {expression(c, member)})"


def member_key(c: Body, node: n.MemberExpressionAst) -> Tuple[str, str]:
    """What a property is read by, and what the functions' names that read and write it end in.

    A computed name stays the value it is: a dictionary may have it as a key that is no text.
    """
    if node.static or isinstance(node.member, n.StringConstantExpressionAst):
        return member_name(c, node.member), ""
    return no_nothing(c, expression(c, node.member)), "_of"


def _member(c: Body, node: n.MemberExpressionAst) -> str:
    if node.static:
        return f"static_member(f, {expression(c, node.target)}, {member_name(c, node.member)})"
    target = expression(c, node.target)
    if node.null_conditional:
        t = c.temp()
        name, of = member_key(c, node)
        rest = f"member{of}(f, {t}, {name})"
        return f"(None if ({t} := {target}) is None or {t} is N else {rest})"
    name, of = member_key(c, node)
    if kind_of(target) == "str" and name == "'Length'":
        t = c.temp()
        return code(f"(len({t}) if ({t} := {target}).isascii() else member(f, {t}, 'Length'))", "int")
    return f"member{of}(f, {target}, {name})"


def _invoke(c: Body, node: n.InvokeMemberExpressionAst) -> str:
    for loop in c.loops:
        loop.flow = True
    generic = "None"
    if node.generic:
        generic = "[" + ", ".join(type_value(c, g, node.extent) for g in node.generic) + "]"
    name = member_name(c, node.member)
    seen_as = _cast_target(node)
    if seen_as is not None:
        arguments = "".join(no_nothing(c, expression(c, a)) + ", " for a in node.arguments)
        kind = type_value(c, seen_as.type.type_name, seen_as.extent)
        return f"invoke_as(f, {kind}, {expression(c, seen_as.child)}, {name}, ({arguments}))"
    target = expression(c, node.target)
    t = ""
    if node.null_conditional:
        t = c.temp()
        test, target = target, t
    arguments = "".join(no_nothing(c, expression(c, a)) + ", " for a in node.arguments)
    function = "invoke_static" if node.static else "invoke"
    rest = f", {generic}" if node.generic else ""
    call = f"{function}(f, {target}, {name}, ({arguments}){rest})"
    if t:
        return f"(None if ({t} := {test}) is None or {t} is N else {call})"
    return call


def _cast_target(node: n.InvokeMemberExpressionAst) -> Optional[n.ConvertExpressionAst]:
    """The cast of `([Base]$object).Method()`, which calls the base's own method."""
    target = node.target
    if node.static or node.null_conditional or not isinstance(target, n.ParenExpressionAst):
        return None
    inner = _single(target.pipeline)
    if not isinstance(inner, n.ConvertExpressionAst) or not isinstance(inner.child, n.VariableExpressionAst):
        return None
    return None if inner.type.type_name.name.lower() in _NO_BASES else inner


_NO_BASES = frozenset(("ref", "object", "psobject", "pscustomobject", "ordered", "void"))


def _index(c: Body, node: n.IndexExpressionAst) -> str:
    target = expression(c, node.target)
    if node.null_conditional:
        t = c.temp()
        return (
            f"(None if ({t} := {target}) is None or {t} is N else index(f, {t}, {expression(c, node.index)}))"
        )
    return f"index(f, {target}, {expression(c, node.index)})"


def _unary(c: Body, node: n.UnaryExpressionAst) -> str:
    from pssh.compiler import operators

    return operators.unary(c, node)


def _binary(c: Body, node: n.BinaryExpressionAst) -> str:
    from pssh.compiler import operators

    return operators.binary(c, node)


def _error(c: Body, node: Any) -> Code:
    return code("None", "null")


_HANDLERS: Dict[type, Handler] = {
    n.ConstantExpressionAst: _constant,
    n.StringConstantExpressionAst: _string,
    n.ExpandableStringExpressionAst: _expandable,
    n.VariableExpressionAst: _variable,
    n.UsingExpressionAst: _using,
    n.ParenExpressionAst: _paren,
    n.SubExpressionAst: _sub,
    n.ArrayExpressionAst: _array,
    n.ArrayLiteralAst: _array_literal,
    n.HashtableAst: _hashtable,
    n.ScriptBlockExpressionAst: _script_block,
    n.TernaryExpressionAst: _ternary,
    n.TypeExpressionAst: _type,
    n.ConvertExpressionAst: _convert,
    n.AttributedExpressionAst: _attributed,
    n.MemberExpressionAst: _member,
    n.InvokeMemberExpressionAst: _invoke,
    n.IndexExpressionAst: _index,
    n.UnaryExpressionAst: _unary,
    n.BinaryExpressionAst: _binary,
    n.ErrorExpressionAst: _error,
}
