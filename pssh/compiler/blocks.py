"""Script blocks: parameters, named blocks and the line that makes the block's run-time description."""

from typing import Any, List, Optional, Tuple

from pssh.compiler.body import BlockContext, Body
from pssh.compiler.names import AUTOMATIC, names_of
from pssh.compiler.unit import UnitCompiler
from pssh.language import nodes as n

__all__ = ["compile_block", "finish_function"]


def compile_block(
    unit: UnitCompiler,
    tree: n.ScriptBlockAst,
    name: str = "",
    parameters: Optional[Tuple[n.ParameterAst, ...]] = None,
    is_filter: bool = False,
    extent: Any = None,
) -> str:
    """Make all functions of a script block; gives the global name of its `CompiledBlock`."""
    from pssh.compiler.classes import compile_types

    index = unit.fresh("B")
    names = names_of(tree, unit.names)
    head = parameters if parameters is not None else ()
    if head:
        from pssh.compiler.names import NameWalker

        walker = NameWalker(names, unit.names)
        for parameter in head:
            walker.parameter(parameter)
    elif tree.param_block is not None:
        head = tree.param_block.parameters
    context = BlockContext(unit, names, index)
    fields: List[str] = []
    types = compile_types(unit, tree)
    if tree.usings:
        fields.append(f"usings={_usings(unit, context, tree)}")
    if tree.requirements is not None:
        fields.append(f"requirements={_requirements(tree.requirements)}")
    for kind in ("dynamic_param", "begin", "process", "end", "clean"):
        part = getattr(tree, kind)
        if part is None:
            continue
        kind_name = "process" if is_filter and kind == "end" and part.unnamed else kind
        made = _named_block(context, part, f"{index}_{kind_name}", tree.clean is not None)
        if made:
            fields.append(f"{kind_name}={made}")
        if kind == "end" and part.unnamed:
            value = _value_function(context, part, f"{index}_value")
            if value:
                fields.append(f"value={value}")
    if types:
        fields.append(f"types=({', '.join(types)},)")
    fields.extend(_parameters(context, head, tree))
    needs = names.mentions & AUTOMATIC
    if names.dynamic:
        needs = set(AUTOMATIC)
    if needs:
        fields.append(f"needs=frozenset(({', '.join(map(repr, sorted(needs)))},))")
    where = extent if extent is not None else tree.extent
    spelled = tuple(names.spelled.get(own, own) for own in context.own)
    unit.functions.append(
        f"{index} = block(U, {name!r}, {where.start}, {where.end}, {tree.extent.start}, {tree.extent.end},"
        f" {tuple(context.own)!r}, {spelled!r}{''.join(', ' + field for field in fields)})"
    )
    return index


def finish_function(body: Body, name: str, parameters: str = "f, out") -> str:
    """Write a finished root function into the unit."""
    lines = body.unit.functions
    lines.append(f"def {name}({parameters}):")
    lines.extend(body.head())
    if body.block.has_return_flow and body.parent is None and body.flow_seen:
        lines.append("  try:")
        lines.extend(_deeper(text) for text in body.lines)
        lines.append("  except ReturnFlow: return")
    else:
        lines.extend(body.lines or ["  pass"])
    return name


def _deeper(text: str) -> str:
    from pssh.compiler.body import indented

    return indented(text, "  ")


def _named_block(context: BlockContext, part: n.NamedBlockAst, name: str, even_empty: bool) -> str:
    """The name of the block's function; none for an empty one, unless it counts that the block ran (for `clean`)."""
    from pssh.compiler.statements import statements

    body = Body(context)
    body.indent = 1
    if not part.statements and not even_empty:
        return ""
    statements(body, part.statements, part.traps)
    return finish_function(body, name)


def _value_function(context: BlockContext, part: n.NamedBlockAst, name: str) -> str:
    """For a block that is one expression: a function that gives its value, which filters call per object."""
    from pssh.compiler.expressions import expression
    from pssh.compiler.statements import plain_expression

    if len(part.statements) != 1 or part.traps:
        return ""
    found = plain_expression(part.statements[0])
    if found is None or _has_inner_statements(found):
        return ""
    body = Body(context)
    body.indent = 1
    text = expression(body, found)
    body.line(f"try: return ({text})", found.extent)
    body.line("except Exception as e: error(f, e)")
    body.line("return N")
    return finish_function(body, name, "f")


def _has_inner_statements(node: Any) -> bool:
    """Whether `break`, `return` and the like may hide in an expression, or it gives no value."""
    if isinstance(node, n.UnaryExpressionAst) and node.operator.endswith(("PlusPlus", "MinusMinus")):
        return True
    if isinstance(node, n.ConvertExpressionAst) and node.type.type_name.name.lower() == "void":
        return True
    return any(
        isinstance(child, (n.SubExpressionAst, n.ArrayExpressionAst, n.ScriptBlockExpressionAst))
        for child in node.walk()
    )


def _parameters(context: BlockContext, head: Tuple[n.ParameterAst, ...], tree: n.ScriptBlockAst) -> List[str]:
    """The fields that describe the parameters."""
    fields: List[str] = []
    unit = context.unit
    rows: List[str] = []
    attributed = False
    for place, parameter in enumerate(head):
        path = parameter.variable.path
        type_text = "None"
        for attribute in reversed(parameter.attributes):
            if isinstance(attribute, n.TypeConstraintAst):
                type_text = unit.type_ref(attribute.type_name)
                break
        if any(isinstance(a, n.AttributeAst) for a in parameter.attributes):
            attributed = True
        default = "None"
        if parameter.default is not None:
            default = _default(context, parameter.default, f"{context.index}_d{place}")
        own = context.places[path.lower()]
        assigned = _assigned_again(context, path.lower())
        constant = isinstance(parameter.default, (n.ConstantExpressionAst, n.StringConstantExpressionAst))
        rows.append(f"({path!r}, {own}, {type_text}, {default}, {assigned}, {constant})")
    if rows:
        fields.append(f"parameters=({', '.join(rows)},)")
    block_attributes = tree.param_block.attributes if tree.param_block is not None else ()
    if attributed or block_attributes or tree.attributes:
        fields.append(f"attributes={_attributes(context, head, (*block_attributes, *tree.attributes))}")
    return fields


def _assigned_again(context: BlockContext, name: str) -> bool:
    """Whether a typed parameter may get another value, which then must be converted."""
    names = context.names
    return names.dynamic or name in names.inner_assigned or name in names.reassigned


def _default(context: BlockContext, node: Any, name: str) -> str:
    from pssh.compiler.expressions import expression

    body = Body(context)
    body.indent = 1
    text = expression(body, node)
    body.line(f"return ({text})", node.extent)
    return finish_function(body, name, "f")


def _attributes(context: BlockContext, head: Tuple[n.ParameterAst, ...], block: Any) -> str:
    """A function that makes the attribute objects: (of the block, of each parameter)."""
    body = Body(context)
    body.indent = 1
    own = ", ".join(attribute_text(body, a) for a in block)
    each = ", ".join(
        "[" + ", ".join(attribute_text(body, a) for a in p.attributes if isinstance(a, n.AttributeAst)) + "]"
        for p in head
    )
    body.line(f"return [{own}], [{each}]")
    return finish_function(body, f"{context.index}_attributes", "f")


def attribute_text(body: Body, attribute: n.AttributeAst) -> str:
    """An expression that makes one attribute object."""
    from pssh.compiler.expressions import expression

    positional = "".join(expression(body, a) + ", " for a in attribute.positional)
    named = "".join(
        f"({a.name!r}, {'True' if a.expression_omitted else expression(body, a.argument)}), "
        for a in attribute.named
    )
    ref = body.unit.type_ref(attribute.type_name)
    return f"attribute(f, {ref}, ({positional}), ({named}))"


def _usings(unit: UnitCompiler, context: BlockContext, tree: n.ScriptBlockAst) -> str:
    rows: List[str] = []
    for using in tree.usings:
        specification = "None"
        if using.module_specification is not None:
            specification = _default(context, using.module_specification, f"{context.index}_u{len(rows)}")
        rows.append(f"({using.kind!r}, {using.name!r}, {using.alias!r}, {specification})")
    return f"({', '.join(rows)},)"


def _requirements(needs: Any) -> str:
    names = ("modulename", "moduleversion", "maximumversion", "requiredversion")
    tables = ({key.lower(): value for key, value in table.items()} for table in needs.modules)
    modules = tuple(tuple(table.get(name) for name in names) for table in tables)
    return repr((needs.version, tuple(needs.ps_editions), modules, needs.run_as_administrator))


def compile_method(unit: UnitCompiler, member: n.FunctionMemberAst, name: str, owner: str) -> Tuple[str, str]:
    """A method's block, whose `end` function gives the returned value, and the function of the arguments of
    `: base(...)`."""
    from pssh.compiler.expressions import expression, no_nothing
    from pssh.compiler.names import NameWalker
    from pssh.compiler.statements import statements

    tree = member.body
    names = names_of(tree, unit.names)
    walker = NameWalker(names, unit.names)
    for parameter in member.parameters:
        walker.parameter(parameter)
    for argument in member.base_arguments or ():
        walker.visit(argument)
    context = BlockContext(unit, names, name)
    fields: List[str] = []
    part = tree.end
    if part is not None and (part.statements or part.traps):
        body = Body(context)
        body.method = True
        body.indent = 1
        statements(body, part.statements, part.traps)
        function = f"{name}_end"
        if body.flow_seen:
            lines = [_deeper(text) for text in body.lines]
            e = body.temp("e")
            body.lines = ["  try:", *lines, f"  except ReturnFlow as {e}: return {e}.value"]
            body.flow_seen = False
        fields.append(f"end={finish_function(body, function)}")
    base = "None"
    if member.base_arguments is not None:
        body = Body(context)
        body.indent = 1
        values = "".join(no_nothing(body, expression(body, a)) + ", " for a in member.base_arguments)
        body.line(f"return ({values})")
        base = finish_function(body, f"{name}_base", "f")
    fields.extend(_parameters(context, member.parameters, tree))
    needs = names.mentions & AUTOMATIC
    if "this" not in names.inner_mentions and not names.dynamic:
        needs = needs - {"this"}  # the method's own code reads it from the frame
    if needs:
        fields.append(f"needs=frozenset(({', '.join(map(repr, sorted(needs)))},))")
    block = f"{name}_block"
    spelled = tuple(names.spelled.get(own, own) for own in context.own)
    unit.functions.append(
        f"{block} = block(U, {member.name!r}, {member.extent.start}, {member.extent.end}, {tree.extent.start},"
        f" {tree.extent.end}, {tuple(context.own)!r}, {spelled!r}{''.join(', ' + field for field in fields)})"
    )
    return block, base
