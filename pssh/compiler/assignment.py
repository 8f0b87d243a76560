"""Assignments, as statements and as values."""

from typing import Any, List, Optional

from pssh.compiler.body import Body
from pssh.compiler.expressions import expression, member_key, own_cell, statement_value
from pssh.compiler.operators import Operand, arithmetic, operand
from pssh.language import nodes as n

__all__ = ["assign_cell", "assignment", "assignment_value"]

_COMPOUND = {"PlusEquals": "Plus", "MinusEquals": "Minus", "MultiplyEquals": "Multiply",
             "DivideEquals": "Divide", "RemainderEquals": "Rem"}  # fmt: skip


def assign_cell(c: Body, path: str) -> str:
    """An expression for the cell an assignment to `$path` goes to; such a cell always exists."""
    cell = own_cell(c, path)
    if cell is None:
        return f"place_cell(f, {path!r})"
    if path.lower().startswith("private:"):
        return f"private_cell({cell})"
    return cell


def assignment(c: Body, node: n.AssignmentStatementAst) -> None:
    """Make the lines of an assignment statement."""
    left = _unparenthesised(node.left)
    if node.operator == "Equals":
        if isinstance(left, n.VariableExpressionAst) and not _is_value(node.right):
            _assign_collected(c, left, node.right)
            return
        _store(c, left, statement_value(c, node.right), node)
    elif node.operator == "QuestionQuestionEquals":
        _coalesce(c, left, node)
    else:
        _compound(c, left, node)


def _is_value(statement: Any) -> bool:
    return isinstance(statement, (n.PipelineAst, n.AssignmentStatementAst, n.CommandBaseAst))


def _unparenthesised(left: Any) -> Any:
    while isinstance(left, n.ParenExpressionAst):
        inner = left.pipeline
        if not isinstance(inner, n.PipelineAst) or len(inner.elements) != 1:
            break
        if not isinstance(inner.elements[0], n.CommandExpressionAst):
            break
        left = inner.elements[0].expression
    return left


def _assign_collected(c: Body, left: n.VariableExpressionAst, statement: Any) -> None:
    """`$x = foreach (...) { ... }`: the statement writes into a list."""
    from pssh.compiler.statements import bare_statement

    buffer, out = c.temp("b"), c.temp("o")
    c.line(f"{buffer} = []; {out} = {buffer}.append")
    before, c.out = c.out, out
    returning, c.return_out = (
        c.return_out,
        "discard",
    )  # a `return` in there leaves with nothing assigned, nothing output
    try:
        bare_statement(c, statement)
    finally:
        c.out, c.return_out = before, returning
    _store(c, left, f"collapse({buffer})", None)


def _store(c: Body, left: Any, value: str, node: Any) -> None:
    """Lines that put `value` into `left`."""
    extent = node.extent if node is not None else None
    if isinstance(left, n.VariableExpressionAst):
        cell = own_cell(c, left.path)
        if left.path.lower() == "null":
            c.line(f"({value})", extent)
            return
        if cell is not None and left.path.lower().startswith("private:"):
            cell = f"private_cell({cell})"
        if cell is None:
            c.line(f"drive_set(f, {left.path!r}, {value})", extent)
        else:
            c.line(f"{cell}.value = ({value})", extent)
    elif isinstance(left, n.MemberExpressionAst):
        target = expression(c, left.target)
        name, of = member_key(c, left)
        function = "set_static" if left.static else f"set_member{of}"
        c.line(f"{function}(f, {target}, {name}, {value})", extent)
    elif isinstance(left, n.IndexExpressionAst):
        c.line(f"set_index(f, {expression(c, left.target)}, {expression(c, left.index)}, {value})", extent)
    elif isinstance(left, n.ArrayLiteralAst):
        parts = c.temp()
        c.line(f"{parts} = destructure({value}, {len(left.elements)})", extent)
        for place, element in enumerate(left.elements):
            _store(c, _unparenthesised(element), f"{parts}[{place}]", node)
    elif isinstance(left, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
        variable, attributes = _constraints(c, left)
        if not isinstance(variable, n.VariableExpressionAst):
            _store(c, variable, f"constrained_value(f, {attributes}, {value})", node)
        else:
            c.line(f"assign_typed(f, {assign_cell(c, variable.path)}, {attributes}, {value})", extent)
    else:
        c.line(f"raise not_assignable(f, {value})", extent)


def _constraints(c: Body, left: Any) -> Any:
    from pssh.compiler.blocks import attribute_text

    made: List[str] = []
    while isinstance(left, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
        if isinstance(left, n.ConvertExpressionAst):
            made.append(f"type_constraint(f, {c.unit.type_ref(left.type.type_name)})")
        else:
            made.append(attribute_text(c, left.attribute))
        left = _unparenthesised(left.child)
    return left, "(" + ", ".join(made) + ",)"


def _coalesce(c: Body, left: Any, node: n.AssignmentStatementAst) -> None:
    t = c.temp()
    fixed, read = _fixed(c, left)
    c.line(f"{t} = {read}", node.extent)
    c.line(f"if null_like({t}):")
    c.indent += 1
    _store_fixed(c, left, fixed, statement_value(c, node.right), node)
    c.indent -= 1


def _compound(c: Body, left: Any, node: n.AssignmentStatementAst) -> None:
    sign = _COMPOUND[node.operator]
    plain = left
    while isinstance(plain, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
        plain = _unparenthesised(plain.child)
    right = _right_operand(c, node.right)
    if isinstance(plain, n.VariableExpressionAst):
        side = operand(c, plain)
        if c.is_own(plain.path.lower()) and not c.block.names.dynamic:
            # as PowerShell does: the variable of an outer scope does not count here
            side.again = side.again.replace(" else unset(f, ", " else unset_own(f, ")
        value = arithmetic(c, sign, side, right)
        _store(c, left, value, node)
        return
    if isinstance(plain, n.ArrayLiteralAst):
        value = arithmetic(c, sign, operand(c, plain), right)
        _store(c, left, value, node)
        return
    fixed, read = _fixed(c, plain)
    value = arithmetic(c, sign, operand(c, None, read), right)
    _store_fixed(c, plain, fixed, value, node)


def _right_operand(c: Body, statement: Any) -> Operand:
    from pssh.compiler.statements import plain_expression

    plain = plain_expression(statement)
    if plain is not None:
        return operand(c, plain)
    return operand(c, None, statement_value(c, statement))


def _fixed(c: Body, left: Any) -> Any:
    """Evaluate the target (and index) of a place once: (their names, text that reads the place)."""
    if isinstance(left, n.MemberExpressionAst):
        t = c.temp()
        c.line(f"{t} = {_line_safe(expression(c, left.target))}", left.extent)
        name, of = member_key(c, left)
        if of:
            key = c.temp()
            c.line(f"{key} = {_line_safe(name)}", left.extent)
            name = key
        function = "static_member" if left.static else f"member{of}"
        return (t, name, of), f"{function}(f, {t}, {name})"
    if isinstance(left, n.IndexExpressionAst):
        t, i = c.temp(), c.temp()
        c.line(f"{t} = {_line_safe(expression(c, left.target))}", left.extent)
        c.line(f"{i} = {_line_safe(expression(c, left.index))}", left.extent)
        return (t, i), f"index(f, {t}, {i})"
    return None, expression(c, left)


def _line_safe(text: str) -> str:
    return f"({text})"


def _store_fixed(c: Body, left: Any, fixed: Any, value: str, node: Any) -> None:
    if isinstance(left, n.MemberExpressionAst):
        function = "set_static" if left.static else f"set_member{fixed[2]}"
        c.line(f"{function}(f, {fixed[0]}, {fixed[1]}, {value})", node.extent)
    elif isinstance(left, n.IndexExpressionAst):
        c.line(f"set_index(f, {fixed[0]}, {fixed[1]}, {value})", node.extent)
    else:
        _store(c, left, value, node)


def assignment_value(c: Body, node: n.AssignmentStatementAst) -> str:
    """An assignment used as a value: `($x = 5)`, `$a = $b = 0`."""
    left = _unparenthesised(node.left)
    if node.operator == "Equals" and isinstance(left, n.VariableExpressionAst):
        cell: Optional[str] = own_cell(c, left.path)
        if cell is not None:
            return f"store({cell}, {statement_value(c, node.right)})"
    name = c.temp("h")
    inner = c.nested(c.out)
    if node.operator == "Equals":
        value = inner.temp()
        inner.line(f"{value} = ({statement_value(inner, node.right)})", node.extent)
        _store(inner, left, value, node)
        back = value
        if isinstance(left, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
            plain = left
            while isinstance(plain, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
                plain = _unparenthesised(plain.child)
            back = expression(inner, plain)
        inner.line(f"return ({back})")
    else:
        assignment(inner, node)
        inner.line(f"return ({expression(inner, left)})")
    c.add_nested(name, "", inner)
    return f"{name}()"
