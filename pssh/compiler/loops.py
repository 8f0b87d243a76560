"""Loops, `switch`, `break` and `continue`: Python's own where they can be, exceptions where they cannot."""

from typing import Any, Callable, List, Optional

from pssh.compiler.body import Body, Loop, indented
from pssh.compiler.code import MARK, MARK_END
from pssh.compiler.expressions import condition, expression, statement_value, test_of
from pssh.language import nodes as n

__all__ = [
    "break_statement",
    "continue_statement",
    "do_until",
    "do_while",
    "for_loop",
    "foreach",
    "switch",
    "while_loop",
]


class _Around:
    """Where nested functions of a loop go: before the outermost loop."""

    def __init__(self, c: Body, loop: Loop) -> None:
        self.c = c
        self.loop = loop

    def __enter__(self) -> Loop:
        c = self.c
        self.outer = c.hoist is None
        if self.outer:
            c.hoist = c.lines
            c.hoist_indent = c.indent
        c.loops.append(self.loop)
        return self.loop

    def __exit__(self, *_: Any) -> None:
        self.c.loops.pop()
        if self.outer:
            self.c.hoist = None


def _body(c: Body, loop: Loop, node: n.StatementBlockAst, first: Optional[List[str]] = None) -> List[str]:
    """The lines of a loop's body (one level in), with handlers of flow from below where it needs them."""
    from pssh.compiler.statements import statements

    before = c.capture()
    c.indent += 2
    c.blocks += 3
    statements(c, node.statements, node.traps)
    c.blocks -= 3
    c.indent -= 2
    made = c.restore(before)
    pad = "  " * (c.indent + 1)
    lines = [indented(text, pad) for text in first or ()]
    if not loop.flow:
        lines.append(f"{pad}if 1:")
        lines.extend(made)
        return lines
    e = c.temp("e")
    label = repr(loop.label)
    lines.append(f"{pad}try:")
    lines.extend(made)
    lines.append(f"{pad}except ContinueFlow as {e}:")
    lines.append(f"{pad}  if not flow_here({e}, {label}): raise")
    lines.append(f"{pad}except BreakFlow as {e}:")
    lines.append(f"{pad}  if not flow_here({e}, {label}): raise")
    lines.append(f"{pad}  break")
    return lines


def _stop_check(c: Body) -> List[str]:
    rs = c.rs()
    return [f"if {rs}.stopping: stop(rs)"]


def _counting(c: Body, node: Any, general: Callable[[Body, Any], None]) -> None:
    """The general lines of a loop, behind its quick version where it has one."""
    from pssh.compiler.whole_loops import quick_version

    done = quick_version(c, node)
    if done is None:
        general(c, node)
        return
    c.line(f"if not {done}:")
    c.indent += 1
    c.blocks += 1
    general(c, node)
    c.blocks -= 1
    c.indent -= 1


def while_loop(c: Body, node: n.WhileStatementAst) -> None:
    """`while (condition) { }`."""
    _counting(c, node, _while_loop)


def _while_loop(c: Body, node: n.WhileStatementAst) -> None:
    with _Around(c, Loop(node.label)) as loop:
        test = test_of(c, node.condition)
        lines = _body(c, loop, node.body, _stop_check(c))
        c.line(f"while ({test}):", node.condition.extent if node.condition else None)
        c.lines.extend(lines)


def do_while(c: Body, node: n.DoWhileStatementAst) -> None:
    """`do { } while (condition)`."""
    _do(c, node, "if not ({}): break")


def do_until(c: Body, node: n.DoUntilStatementAst) -> None:
    """`do { } until (condition)`."""
    _do(c, node, "if ({}): break")


def _do(c: Body, node: Any, ending: str) -> None:
    with _Around(c, Loop(node.label)) as loop:
        test = test_of(c, node.condition)
        extent = node.condition.extent
        mark = c.unit.mark(extent)
        before = c.capture()
        c.indent += 1
        lines = _body(c, loop, node.body, _stop_check(c))
        plain = not loop.continues and not loop.flow
        c.indent -= 1
        c.restore(before)
        c.line("while True:")
        if plain:
            c.indent += 1
            c.lines.extend(text[2:] if not text.startswith(MARK) else _left(text) for text in lines)
            c.line(ending.format(test), extent)
            c.indent -= 1
        else:
            c.indent += 1
            c.line("for _ in ONCE:")
            c.lines.extend(lines)
            c.line("else:")
            c.lines.append(f"{mark}{'  ' * (c.indent + 1)}{ending.format(test)}")
            c.line("  continue")
            c.line("break")
            c.indent -= 1


def _left(text: str) -> str:
    """A marked line moved out by one level."""
    end = text.index(MARK_END) + 1
    return text[:end] + text[end + 2 :]


def for_loop(c: Body, node: n.ForStatementAst) -> None:
    """`for (;;) { }`."""
    if node.initializer is not None:
        _silent(c, node.initializer)
    _counting(c, node, _for_loop)


def _for_loop(c: Body, node: n.ForStatementAst) -> None:
    with _Around(c, Loop(node.label)) as loop:
        test = "True" if node.condition is None else test_of(c, node.condition)
        before = c.capture()
        c.indent += 1
        lines = _body(c, loop, node.body, _stop_check(c))
        c.indent -= 1
        c.restore(before)
        c.line(f"while ({test}):", node.condition.extent if node.condition else None)
        simple = not loop.continues and not loop.flow
        c.indent += 1
        if simple:
            c.lines.extend(text[2:] if not text.startswith(MARK) else _left(text) for text in lines)
            if node.iterator is not None:
                _silent(c, node.iterator)
        else:
            c.line("for _ in ONCE:")
            c.lines.extend(lines)
            c.line("else:")
            c.indent += 1
            if node.iterator is not None:
                _silent(c, node.iterator)
            c.line("continue")
            c.indent -= 1
            c.line("break")
        c.indent -= 1


def _silent(c: Body, node: Any) -> None:
    """An initializer or iterator: its value goes nowhere."""
    from pssh.compiler.statements import bare_statement, plain_expression

    before, c.out = c.out, "discard"
    plain = plain_expression(node)
    if isinstance(plain, n.ArrayLiteralAst):
        for element in plain.elements:
            inner: Any = element
            while isinstance(inner, n.ParenExpressionAst):
                statement = inner.pipeline
                found = plain_expression(statement)
                if found is None:
                    bare_statement(c, statement)
                    inner = None
                    break
                inner = found
            if inner is not None:
                bare_statement(c, n.CommandExpressionAst(element.extent, (), inner))
    else:
        bare_statement(c, node)
    c.out = before


def foreach(c: Body, node: n.ForEachStatementAst) -> None:
    """`foreach ($x in items) { }`: a Python loop that puts each item into the variable's cell."""
    from pssh.compiler.assignment import assign_cell
    from pssh.compiler.statements import plain_expression

    with _Around(c, Loop(node.label)) as loop:
        plain = plain_expression(node.condition)
        if isinstance(plain, n.BinaryExpressionAst) and plain.operator == "DotDot":
            mark = c.unit.mark(plain.extent)
            items = f"{mark}range_iter({expression(c, plain.left)}, {expression(c, plain.right)})"
        else:
            items = f"items({statement_value(c, node.condition)})"
        if "foreach" in c.block.names.mentions:
            items = f"foreach_items(f, {items})"
        t = c.temp("x")
        cell = assign_cell(c, node.variable.path)
        given = f"{c.unit.mark(node.variable.extent)}{cell}.value = {t}"
        lines = _body(c, loop, node.body, [*_stop_check(c), given])
        c.line(f"for {t} in ({items}):", node.condition.extent if node.condition else None)
        c.lines.extend(lines)


def switch(c: Body, node: n.SwitchStatementAst) -> None:
    """`switch (value) { }`: a Python loop in which each clause is an `if` of its own."""
    from pssh.compiler.statements import block, plain_expression

    with _Around(c, Loop(node.label, True)) as loop:
        plain = plain_expression(node.condition)
        if isinstance(plain, n.BinaryExpressionAst) and plain.operator == "DotDot":
            value = f"range_iter({expression(c, plain.left)}, {expression(c, plain.right)})"
        else:
            value = statement_value(c, node.condition)
        flags = node.flags
        source = f"switch_file(f, {value})" if "File" in flags else f"switch_items({value})"
        if "switch" in c.block.names.mentions:
            source = f"switch_enumerator(f, {source})"
        t, matched, under = c.temp("x"), c.temp("m"), c.temp("k")
        way = "regex" if "Regex" in flags else "wildcard" if "Wildcard" in flags else "exact"
        sensitive = "CaseSensitive" in flags
        before = c.capture()
        c.indent += 3
        c.blocks += 3
        for test, body in node.clauses:
            text = _clause(c, test, t, way, sensitive)
            c.line(f"if ({text}):", test.extent)
            c.line(f"  {matched} = True")
            block(c, body)
        if node.default is not None:
            c.line(f"if not {matched}:")
            block(c, node.default)
        c.line("pass")
        c.indent -= 3
        c.blocks -= 3
        made = c.restore(before)
        items = c.temp("i")
        c.line(
            f"{items} = {source}", node.condition.extent if node.condition else None
        )  # `$_` is still the outer one
        c.line(f"{under} = under_push(f, None)")
        c.line("try:")
        c.indent += 1
        c.line(f"for {t} in {items}:")
        pad = "  " * (c.indent + 1)
        c.lines.extend(pad + text for text in _stop_check(c))
        c.lines.append(f"{pad}f.under.value = {t}; {matched} = False")
        if loop.flow:
            e = c.temp("e")
            c.lines.append(f"{pad}try:")
            c.lines.extend(made)
            label = repr(loop.label)
            c.lines.append(f"{pad}except ContinueFlow as {e}:")
            c.lines.append(f"{pad}  if not flow_here({e}, {label}): raise")
            c.lines.append(f"{pad}except BreakFlow as {e}:")
            c.lines.append(f"{pad}  if not flow_here({e}, {label}): raise")
            c.lines.append(f"{pad}  break")
        else:
            c.lines.append(f"{pad}if 1:")
            c.lines.extend(made)
        c.indent -= 1
        c.line(f"finally: under_pop(f, {under})")


def _clause(c: Body, test: Any, item: str, way: str, sensitive: bool) -> str:
    """The condition of a switch clause."""
    from pssh.compiler.statements import plain_expression

    if isinstance(test, n.ScriptBlockExpressionAst):
        inner = test.script_block
        end = inner.end
        if end is not None and end.unnamed and len(end.statements) == 1 and inner.param_block is None:
            plain = plain_expression(end.statements[0])
            if plain is not None:
                return condition(c, plain)
        return f"switch_block(f, {expression(c, test)}, {item})"
    return f"switch_{way}(f, {item}, {expression(c, test)}, {sensitive})"


def break_statement(c: Body, node: n.BreakStatementAst) -> None:
    """`break`, with or without a label."""
    _leave(c, node, "break", "BreakFlow")


def continue_statement(c: Body, node: n.ContinueStatementAst) -> None:
    """`continue`, with or without a label."""
    _leave(c, node, "continue", "ContinueFlow")


def _leave(c: Body, node: Any, word: str, flow: str) -> None:
    label = node.label
    if label is None:
        if c.loops:
            loop = c.loops[-1]
            if loop.trap:
                c.line(f"return {word!r}")
                return
            if word == "continue":
                loop.continues = True
            c.line(word, node.extent)
            return
        c.line(f"raise {flow}(None)", node.extent)
        return
    if isinstance(label, n.StringConstantExpressionAst):
        name = label.value.lower()
        if c.loops and c.loops[-1].label == name and not c.loops[-1].trap:
            if word == "continue":
                c.loops[-1].continues = True
            c.line(word, node.extent)
            return
        text = repr(label.value)
    else:
        text = f"s(f, {expression(c, label)})"
    _mark_all(c)
    c.line(f"raise {flow}({text})", node.extent)


def _mark_all(c: Body) -> None:
    body: Any = c
    while body is not None:
        for loop in body.loops:
            loop.flow = True
        body = body.parent
