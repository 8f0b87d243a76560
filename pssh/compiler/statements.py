"""Statements. Each that may fail stands in its own `try`, so that the script goes on with the next."""

from typing import Any, Callable, Dict, Optional, Tuple

from pssh.compiler import assignment, commands, loops
from pssh.compiler.body import Body, Loop
from pssh.compiler.code import kind_of
from pssh.compiler.expressions import expression, statement_value, test_of
from pssh.language import nodes as n

__all__ = ["bare_statement", "plain_expression", "statements"]

_ALWAYS_OUT = frozenset(("int", "float", "str", "bool", "number"))


def plain_expression(statement: Any) -> Optional[Any]:
    """The expression when a statement is nothing else."""
    if isinstance(statement, n.PipelineAst):
        if len(statement.elements) != 1 or statement.background:
            return None
        statement = statement.elements[0]
    if isinstance(statement, n.CommandExpressionAst) and not statement.redirections:
        return statement.expression
    return None


def succeeds(statement: Any) -> bool:
    """Whether a statement makes `$?` true by being finished: one of values only. Commands in it answer themselves."""
    while isinstance(statement, n.AssignmentStatementAst):
        statement = statement.right
    plain = plain_expression(statement)
    if isinstance(plain, n.ParenExpressionAst):
        return succeeds(plain.pipeline)
    if isinstance(plain, (n.SubExpressionAst, n.ArrayExpressionAst)):
        return all(succeeds(inner) for inner in plain.block.statements)
    return plain is not None


def statements(c: Body, nodes: Any, traps: Any = ()) -> None:
    """Lines of a list of statements."""
    if not nodes and not traps:
        c.line("pass")
        return
    if not traps:
        for node in nodes:
            _statement(c, node, "")
        return
    handlers = _traps(c, traps)
    was = c.temp("w")
    rs = c.rs()
    c.line(f"{was} = {rs}.in_try; {rs}.in_try = True")
    c.line("try:")
    c.indent += 1
    for node in nodes:
        _statement(c, node, f"{handlers}, {was}")
    c.line("pass")
    c.indent -= 1
    c.line(f"finally: {rs}.in_try = {was}")


def block(c: Body, node: n.StatementBlockAst) -> None:
    """The statements of `{ }`, one level in."""
    c.indent += 1
    statements(c, node.statements, node.traps)
    c.indent -= 1


def _statement(c: Body, node: Any, handlers: str) -> None:
    if isinstance(node, (n.BreakStatementAst, n.ContinueStatementAst)) and node.label is None:
        bare_statement(c, node)
        return
    if c.in_try and not handlers:
        _inside(c, node)
        return
    c.line("try:")
    c.indent += 1
    was, c.in_try = c.in_try, False
    c.blocks += 1
    _inside(c, node)
    c.blocks -= 1
    c.in_try = was
    c.indent -= 1
    e = c.temp("e")
    if handlers:
        c.line(f"except Exception as {e}: trap(f, {e}, {c.out}, {handlers})", node.extent)
    else:
        c.line(f"except Exception as {e}: error(f, {e})", node.extent)


_DEEP = 9
_COMPOUND = (
    n.IfStatementAst,
    n.LabeledStatementAst,
    n.TryStatementAst,
    n.PipelineChainAst,
)


def _inside(c: Body, node: Any) -> None:
    """The lines of a statement, in a function of its own where Python would find it too deeply nested."""
    if c.blocks < _DEEP or not isinstance(node, _COMPOUND):
        bare_statement(c, node)
        return
    name = c.temp("h")
    inner = c.nested("o")
    inner.in_try = c.in_try
    bare_statement(inner, node)
    c.add_apart(name, "o", inner)
    c.line(f"{name}({c.out})", node.extent)
    body: Optional[Body] = c
    while body is not None:
        for loop in body.loops:
            loop.flow = True
        body = body.parent


def bare_statement(c: Body, node: Any) -> None:
    """The lines of one statement without its error handling."""
    _HANDLERS[type(node)](c, node)


def _pipeline(c: Body, node: n.PipelineAst) -> None:
    plain = plain_expression(node)
    if plain is None:
        commands.pipeline_statement(c, node)
        return
    expression_statement(c, plain)
    if c.unit.uses_question and succeeds(node):
        c.line(f"{c.rs()}.question = True")


def _command_expression(c: Body, node: n.CommandExpressionAst) -> None:
    _pipeline(c, n.PipelineAst(node.extent, (node,)))


def expression_statement(c: Body, node: Any) -> None:
    """An expression that stands alone writes its value."""
    if isinstance(node, n.UnaryExpressionAst) and node.operator.endswith(("PlusPlus", "MinusMinus")):
        _step(c, node)
        return
    if isinstance(node, n.ConvertExpressionAst) and node.type.type_name.name.lower() in (
        "void",
        "system.void",
    ):
        c.line(f"({expression(c, node.child)})", node.extent)
        return
    if isinstance(node, n.SubExpressionAst):
        statements(c, node.block.statements, node.block.traps)
        return
    emit(c, expression(c, node), node.extent)


def emit(c: Body, text: str, extent: Any) -> None:
    """Write a value to the output, collections element by element."""
    kind = kind_of(text)
    if kind in _ALWAYS_OUT:
        c.line(f"{c.out}({text})", extent)
    elif kind == "null":
        c.line(f"{c.out}(None)", extent)
    else:
        t = c.temp()
        c.line(f"{c.out}({t}) if type({t} := {text}) in SC else emit({c.out}, {t})", extent)


def _step(c: Body, node: n.UnaryExpressionAst) -> None:
    """`$i++` as a statement."""
    from pssh.compiler.assignment import assign_cell
    from pssh.compiler.expressions import own_cell
    from pssh.compiler.operators import step

    target = node.child
    if isinstance(target, n.VariableExpressionAst):
        cell = own_cell(c, target.path)
        if cell is not None:
            plus = node.operator.endswith("PlusPlus")
            t = c.temp()
            bound = "< 2147483647" if plus else "> -2147483648"
            slow = f"step({assign_cell(c, target.path)}, {expression(c, target)}, {1 if plus else -1}, True)"
            c.line(
                f"if type({t} := {cell}.value) is int and {t} {bound}: {cell}.value = {t} {'+' if plus else '-'} 1",
                node.extent,
            )
            c.line("else:")
            c.line(f"  {slow}", node.extent)
            return
    c.line(f"({step(c, node, False)})", node.extent)


def _assignment(c: Body, node: n.AssignmentStatementAst) -> None:
    assignment.assignment(c, node)
    if c.unit.uses_question and succeeds(node):
        c.line(f"{c.rs()}.question = True")


def _chain(c: Body, node: n.PipelineChainAst) -> None:
    if node.background:
        name = c.unit.fresh("P")
        c.unit.prelude.append(f"{name} = pipeline(U, {node.extent.start}, {node.extent.end}, (), True)")
        c.line(f"pipe(f, {c.out}, {name}, [])", node.extent)
        return
    _chain_part(c, node.left)
    word = "" if node.operator == "AndAnd" else "not "
    c.line(f"if {word}{c.rs()}.question:")
    c.indent += 1
    _chain_part(c, node.right)
    c.indent -= 1


def _chain_part(c: Body, node: Any) -> None:
    c.line("try:")
    c.indent += 1
    bare_statement(c, node)
    if succeeds(node):
        c.line(f"{c.rs()}.question = True")
    c.indent -= 1
    e = c.temp("e")
    c.line(f"except Exception as {e}: error(f, {e})", node.extent)


def _if(c: Body, node: n.IfStatementAst) -> None:
    tests = [(test_of(c, test), test, body) for test, body in node.clauses]
    word = "if"
    for text, test, body in tests:
        if word == "if":
            c.line(f"if ({text}):", test.extent)
        else:
            c.line(f"elif ({text}):", test.extent)
        block(c, body)
        word = "elif"
    if node.else_clause is not None:
        c.line("else:")
        block(c, node.else_clause)


def _try(c: Body, node: n.TryStatementAst) -> None:
    rs = c.rs()
    was, e, record, chosen, under = c.temp("w"), c.temp("e"), c.temp("r"), c.temp("i"), c.temp("k")
    c.line(f"{was} = {rs}.in_try; {rs}.in_try = True")
    c.line("try:")
    lexical, c.in_try = c.in_try, True
    c.blocks += 3
    block(c, node.body)
    c.in_try = lexical
    if node.catches:
        rows = []
        for clause in node.catches:
            refs = "".join(c.unit.type_ref(t.type_name) + ", " for t in clause.types)
            rows.append(f"({refs})")
        c.line(f"except Exception as {e}:")
        c.indent += 1
        c.line(f"{rs}.in_try = {was}")
        c.line(f"{record} = caught(f, {e})")
        c.line(f"{chosen} = catch_index(f, {record}, ({', '.join(rows)},))")
        for place, clause in enumerate(node.catches):
            c.line(f"{'if' if place == 0 else 'elif'} {chosen} == {place}:")
            c.indent += 1
            c.line(f"{under} = under_push(f, f.traps)")
            c.line("try:")
            c.blocks += 3
            block(c, clause.body)
            c.blocks -= 3
            c.line(f"finally: under_pop(f, {under})")
            c.indent -= 1
        c.line("else: raise")
        c.indent -= 1
    c.line("finally:")
    c.indent += 1
    c.line(f"{rs}.in_try = {was}")
    if node.finally_block is not None:
        stopping = c.temp("z")
        c.line(f"{stopping} = {rs}.stopping; {rs}.stopping = False")
        statements(c, node.finally_block.statements, node.finally_block.traps)
        c.line(f"{rs}.stopping = {rs}.stopping or {stopping}")
    c.indent -= 1
    c.blocks -= 3


def _traps(c: Body, traps: Tuple[n.TrapStatementAst, ...]) -> str:
    """Nested functions for the trap bodies; gives the name of the table of them."""
    rows = []
    for trap in traps:
        name = c.temp("h")
        inner = c.nested("o")
        marker = Loop(None)
        marker.trap = True
        inner.loops.append(marker)
        statements(inner, trap.body.statements, trap.body.traps)
        hoist, c.hoist = c.hoist, None
        c.add_nested(name, "o", inner)
        c.hoist = hoist
        ref = "None" if trap.type is None else c.unit.type_ref(trap.type.type_name)
        rows.append(f"({ref}, {name})")
    table = c.temp("x")
    c.line(f"{table} = ({', '.join(rows)},)")
    return table


def _trap(c: Body, node: n.TrapStatementAst) -> None:
    """A trap is made by the block it stands in."""
    c.line("pass")


def _return(c: Body, node: n.ReturnStatementAst) -> None:
    root = c.root()
    if root.method:
        value = "None" if node.pipeline is None else statement_value(c, node.pipeline)
        if c.parent is None:
            c.line(f"return ({value})", node.extent)
        else:
            _flow_return(c, value)
        return
    if node.pipeline is not None:
        before, c.out = c.out, c.return_out
        bare_statement(c, node.pipeline)
        c.out = before
    if c.parent is None:
        c.line("return")
    else:
        _flow_return(c, "")


def _flow_return(c: Body, value: str) -> None:
    c.root().flow_seen = True
    c.block.has_return_flow = True
    c.line(f"raise ReturnFlow({value})")


def _exit(c: Body, node: n.ExitStatementAst) -> None:
    value = "None" if node.pipeline is None else statement_value(c, node.pipeline)
    c.line(f"raise exit_flow(f, {value})", node.extent)


def _throw(c: Body, node: n.ThrowStatementAst) -> None:
    if node.pipeline is None:
        c.line("raise rethrow(f)", node.extent)
    else:
        c.line(f"raise throw(f, {statement_value(c, node.pipeline)})", node.extent)


def _function(c: Body, node: n.FunctionDefinitionAst) -> None:
    from pssh.compiler.blocks import compile_block

    name = compile_block(c.unit, node.body, node.name, node.parameters, node.is_filter, node.body.extent)
    aliases = _aliases(node.body.param_block)
    more = f", {aliases!r}" if aliases else ""
    c.line(f"define_function(f, {name}, {node.name!r}, {node.is_filter}{more})", node.extent)


def _aliases(head: Optional[n.ParamBlockAst]) -> Tuple[str, ...]:
    """The names that `[Alias('a', 'b')]` over a function's `param` gives it."""
    if head is None:
        return ()
    said = [a for a in head.attributes if isinstance(a, n.AttributeAst)]
    return tuple(
        str(value.value)
        for attribute in said
        if attribute.type_name.name.lower().rpartition(".")[2] in ("alias", "aliasattribute")
        for value in attribute.positional
        if isinstance(value, n.StringConstantExpressionAst)
    )


def _type(c: Body, node: n.TypeDefinitionAst) -> None:
    """Types are defined when their block starts."""
    c.line("pass")


def _data(c: Body, node: n.DataStatementAst) -> None:
    from pssh.compiler.assignment import assign_cell

    if node.variable is None:
        statements(c, node.body.statements, node.body.traps)
        return
    buffer, out = c.temp("b"), c.temp("o")
    c.line(f"{buffer} = []; {out} = {buffer}.append")
    before, c.out = c.out, out
    statements(c, node.body.statements, node.body.traps)
    c.out = before
    c.line(f"{assign_cell(c, node.variable)}.value = collapse({buffer})", node.extent)


def _unsupported(c: Body, node: Any) -> None:
    what = getattr(node, "kind", None) or type(node).__name__
    c.line(f"raise unsupported({what!r})", node.extent)


Handler = Callable[[Body, Any], None]

_HANDLERS: Dict[type, Handler] = {
    n.PipelineAst: _pipeline,
    n.CommandExpressionAst: _command_expression,
    n.PipelineChainAst: _chain,
    n.AssignmentStatementAst: _assignment,
    n.IfStatementAst: _if,
    n.TryStatementAst: _try,
    n.TrapStatementAst: _trap,
    n.ReturnStatementAst: _return,
    n.ExitStatementAst: _exit,
    n.ThrowStatementAst: _throw,
    n.FunctionDefinitionAst: _function,
    n.TypeDefinitionAst: _type,
    n.DataStatementAst: _data,
    n.BlockStatementAst: _unsupported,
    n.ConfigurationDefinitionAst: _unsupported,
    n.DynamicKeywordStatementAst: _unsupported,
    n.ErrorStatementAst: _unsupported,
    n.WhileStatementAst: loops.while_loop,
    n.DoWhileStatementAst: loops.do_while,
    n.DoUntilStatementAst: loops.do_until,
    n.ForStatementAst: loops.for_loop,
    n.ForEachStatementAst: loops.foreach,
    n.SwitchStatementAst: loops.switch,
    n.BreakStatementAst: loops.break_statement,
    n.ContinueStatementAst: loops.continue_statement,
}
