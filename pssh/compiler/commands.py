"""Commands and pipelines: the static part becomes a spec made once, the arguments a tuple."""

from typing import Any, List, Tuple

from pssh.compiler.body import Body
from pssh.compiler.expressions import expression, no_nothing
from pssh.language import nodes as n

__all__ = ["pipeline_statement", "pipeline_value"]


def pipeline_statement(c: Body, node: n.PipelineAst) -> None:
    """Lines that run a pipeline of commands into the current output."""
    c.line(_text(c, node, c.out), node.extent)
    _mark_loops(c)


def pipeline_value(c: Body, node: n.PipelineAst) -> str:
    """The value of a pipeline of commands."""
    _mark_loops(c)
    return _text(c, node, None)


def _mark_loops(c: Body) -> None:
    body: Any = c
    while body is not None:
        for loop in body.loops:
            loop.flow = True
        body = body.parent


def _text(c: Body, node: n.PipelineAst, out: Any) -> str:
    first = node.elements[0]
    if len(node.elements) == 1 and isinstance(first, n.CommandAst) and not node.background:
        spec, values = _command(c, first)
        pipeline = f"pipeline(U, {node.extent.start}, {node.extent.end}, ({spec},))"
        c.unit.prelude.append(pipeline)
        mark = c.unit.mark(first.extent)
        if _looks_like_method(first):
            if out is None:
                return f"(strict_call(f), {mark}callv(f, {spec}, {_tuple(values)}))[1]"
            return f"(strict_call(f), {mark}call(f, {out}, {spec}, {_tuple(values)}))"
        if out is None:
            return f"{mark}callv(f, {spec}, {_tuple(values)})"
        return f"call(f, {out}, {spec}, {_tuple(values)})"
    stages, rows = [], []
    for element in node.elements:
        if isinstance(element, n.CommandAst):
            spec, values = _command(c, element)
        else:
            spec, values = _head(c, element)
        stages.append(spec)
        rows.append(_tuple(values))
    background = ", True" if node.background else ""
    name = c.unit.fresh("P")
    c.unit.prelude.append(
        f"{name} = pipeline(U, {node.extent.start}, {node.extent.end}, ({', '.join(stages)},){background})"
    )
    mark = c.unit.mark(node.extent)
    if out is None:
        return f"{mark}pipev(f, {name}, [{', '.join(rows)}])"
    return f"pipe(f, {out}, {name}, [{', '.join(rows)}])"


def _tuple(values: List[str]) -> str:
    return "(" + ", ".join(values) + ("," if values else "") + ")"


def _head(c: Body, element: Any) -> Tuple[str, List[str]]:
    """An expression at the head of a pipeline; a range is not built but counted."""
    node = element.expression
    is_range = isinstance(node, n.BinaryExpressionAst) and node.operator == "DotDot"
    if is_range and not element.redirections:
        mark = c.unit.mark(node.extent)
        text = f"{mark}range_iter({expression(c, node.left)}, {expression(c, node.right)})"
    elif element.redirections:
        text = _later(c, node)
    else:
        text = expression(c, node)
    redirections, targets = _redirections(c, element.redirections)
    name = c.unit.fresh("X")
    c.unit.prelude.append(
        f"{name} = expression_spec(U, {element.extent.start}, {element.extent.end}, {redirections})"
    )
    return name, [text, *targets]


def _later(c: Body, node: Any) -> str:
    """The name of a function that gives the value: commands in it write to where it is redirected."""
    name = c.temp("h")
    inner = c.nested(c.out)
    inner.line(f"return ({expression(inner, node)})", node.extent)
    c.add_nested(name, "", inner)
    for loop in c.loops:
        loop.flow = True
    return name


def _redirections(c: Body, redirections: Any) -> Tuple[str, List[str]]:
    rows, targets = [], []
    for redirection in redirections:
        if isinstance(redirection, n.FileRedirectionAst):
            rows.append(f"('file', {redirection.stream!r}, '', {redirection.append})")
            targets.append(no_nothing(c, expression(c, redirection.location)))
        else:
            rows.append(f"('merge', {redirection.stream!r}, {redirection.to_stream!r})")
    return ("(" + ", ".join(rows) + ",)" if rows else "()"), targets


def _command(c: Body, node: n.CommandAst) -> Tuple[str, List[str]]:
    first = node.elements[0]
    values: List[str] = []
    if isinstance(first, n.StringConstantExpressionAst):
        name = repr(first.value)
    else:
        name = "None"
        values.append(no_nothing(c, expression(c, first)))
    rows = []
    dashes = verbatim = False
    for element in node.elements[1:]:
        if _is_word(element, "--%") and not verbatim:
            verbatim = True
            continue
        row, value = _element(c, element, dashes, verbatim)
        dashes = dashes or row.startswith("('double_dash'")
        rows.append(row)
        if value is not None:
            values.append(value)
    redirections, targets = _redirections(c, node.redirections)
    values.extend(targets)
    spec = c.unit.fresh("S")
    elements = "(" + ", ".join(rows) + ",)" if rows else "()"
    c.unit.prelude.append(
        f"{spec} = command(U, {node.extent.start}, {node.extent.end}, {name}, {node.invocation!r}, {elements},"
        f" {redirections})"
    )
    return spec, values


def _looks_like_method(node: n.CommandAst) -> bool:
    """`Two(1, 2)`: a mistake that strict mode reports."""
    if len(node.elements) != 2 or not isinstance(node.elements[1], n.ParenExpressionAst):
        return False
    return node.elements[0].extent.end == node.elements[1].extent.start


def _is_word(node: Any, word: str) -> bool:
    return isinstance(node, n.StringConstantExpressionAst) and node.kind == "BareWord" and node.value == word


def _element(c: Body, node: Any, dashes: bool, verbatim: bool) -> Tuple[str, Any]:
    """One element: its static part and the text of its value."""
    where = f"{node.extent.start}, {node.extent.end}"
    if verbatim and isinstance(node, n.StringConstantExpressionAst):
        return f"('verbatim', '', True, {where})", repr(node.value)
    if isinstance(node, n.CommandParameterAst):
        if node.name == "-" and not dashes:
            return f"('double_dash', '', True, {where})", None
        if node.argument is None:
            return f"('param', {node.name!r}, False, {where})", None
        return f"('param_value', {node.name!r}, False, {where})", _argument(c, node.argument)
    if isinstance(node, n.VariableExpressionAst) and node.splatted:
        return f"('splat', {node.path!r}, False, {where})", expression(c, node)
    if isinstance(node, n.UsingExpressionAst) and getattr(node.child, "splatted", False):
        return f"('splat', '', False, {where})", expression(c, node)
    bare = getattr(node, "kind", "") == "BareWord"
    return f"('value', '', {bare}, {where})", _argument(c, node)


def _printed(value: Any) -> str:
    """How a literal's value prints: 2.0 is 2."""
    return (
        str(int(value))
        if isinstance(value, float) and abs(value) < 1e15 and value.is_integer()
        else str(value)
    )


def _argument(c: Body, node: Any) -> str:
    """The text of an argument's value; a number not written as it prints remembers how it was."""
    if isinstance(node, n.ConstantExpressionAst) and _printed(node.value[1]) != node.extent.text:
        return c.unit.constant("K", f"spelled({expression(c, node)}, {node.extent.text!r})")
    return no_nothing(c, expression(c, node))
