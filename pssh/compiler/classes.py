"""Classes, enums and interfaces: their descriptions and the functions of their methods."""

from typing import Any, Dict, List, Tuple

from pssh.compiler.body import BlockContext, Body
from pssh.compiler.names import BlockNames
from pssh.compiler.unit import UnitCompiler
from pssh.language import nodes as n

__all__ = ["compile_types"]


def compile_types(unit: UnitCompiler, tree: n.ScriptBlockAst) -> Tuple[str, ...]:
    """The types a block defines: enums first, those that the values of others use before these; then its classes."""
    found: List[n.TypeDefinitionAst] = []
    for part in (tree.begin, tree.process, tree.end):
        if part is not None:
            _gather(part.statements, found)
    names = {definition.name.lower(): definition for definition in found}
    ordered: List[n.TypeDefinitionAst] = []
    met: List[n.TypeDefinitionAst] = []

    def place(definition: n.TypeDefinitionAst) -> None:
        if definition in met:
            return
        met.append(definition)
        for type_name in _used(definition):
            other = names.get(type_name.name.lower())
            if other is not None:
                place(other)
        ordered.append(definition)

    for definition in found:
        if definition.kind == "enum":
            place(definition)
    ordered += [definition for definition in found if definition.kind != "enum"]
    return tuple(
        _definition(unit, each, each.kind == "enum" and _reaches_itself(each, names)) for each in ordered
    )


def _used(definition: n.TypeDefinitionAst) -> List[n.TypeName]:
    """The types that the values of an enum mention."""
    used: List[n.TypeName] = []
    for member in definition.members:
        if isinstance(member, n.PropertyMemberAst) and member.initial is not None:
            used += [
                node.type_name for node in member.initial.walk() if isinstance(node, n.TypeExpressionAst)
            ]
    return used


def _gather(statements: Any, found: List[n.TypeDefinitionAst]) -> None:
    for statement in statements:
        if isinstance(statement, n.TypeDefinitionAst):
            found.append(statement)
        elif isinstance(statement, n.IfStatementAst):
            for _, body in statement.clauses:
                _gather(body.statements, found)
            if statement.else_clause is not None:
                _gather(statement.else_clause.statements, found)
        elif isinstance(statement, n.TryStatementAst):
            _gather(statement.body.statements, found)


def _reaches_itself(definition: n.TypeDefinitionAst, names: Dict[str, n.TypeDefinitionAst]) -> bool:
    """Whether the values of an enum need the enum's own values, in the end."""
    met: List[n.TypeDefinitionAst] = []
    to_do = [definition]
    while to_do:
        for type_name in _used(to_do.pop()):
            other = names.get(type_name.name.lower())
            if other is definition:
                return True
            if other is not None and other.kind == "enum" and other not in met:
                met.append(other)
                to_do.append(other)
    return False


def _definition(unit: UnitCompiler, node: n.TypeDefinitionAst, cyclic: bool) -> str:
    name = unit.fresh("Y")
    bases = "".join(
        f"({unit.type_ref(base.type_name)}, {base.extent.start}, {base.extent.end}), " for base in node.bases
    )
    if node.kind == "enum":
        members = "".join(_enum_member(unit, member, f"{name}_e{i}") for i, member in enumerate(node.members))
        flags = any(
            a.type_name.name.lower() in ("flags", "flagsattribute", "system.flags") for a in node.attributes
        )
        unit.functions.append(
            f"{name} = enum_definition(U, {node.name!r}, {node.extent.start}, {node.extent.end}, ({bases}),"
            f" ({members}), {flags}, {cyclic})"
        )
        return name
    properties, methods = [], []
    for place, member in enumerate(node.members):
        if isinstance(member, n.PropertyMemberAst):
            properties.append(_property(unit, member, f"{name}_p{place}"))
        elif isinstance(member, n.FunctionMemberAst):
            methods.append(_method(unit, member, f"{name}_{place}", node.name))
    unit.functions.append(
        f"{name} = class_definition(U, {node.name!r}, {node.kind!r}, {node.extent.start}, {node.extent.end},"
        f" ({bases}), ({''.join(properties)}), ({''.join(methods)}))"
    )
    return name


def _enum_member(unit: UnitCompiler, member: Any, function: str) -> str:
    value, where = "None", member
    if member.initial is not None:
        value, where = _function(unit, member.initial, function), member.initial
    return f"({member.name!r}, {value}, {where.extent.start}, {where.extent.end}), "


def _empty_context(unit: UnitCompiler, index: str) -> BlockContext:
    return BlockContext(unit, BlockNames(), index)


def _function(unit: UnitCompiler, node: Any, name: str) -> str:
    """A function `(f)` that gives an expression's value, outside of any block's own variables."""
    from pssh.compiler.blocks import finish_function
    from pssh.compiler.expressions import expression

    body = Body(_empty_context(unit, name))
    body.indent = 1
    text = expression(body, node)
    body.line(f"return ({text})", node.extent)
    return finish_function(body, name, "f")


def _property(unit: UnitCompiler, member: n.PropertyMemberAst, name: str) -> str:
    ref = "None" if member.type is None else unit.type_ref(member.type.type_name)
    initial = "None" if member.initial is None else _function(unit, member.initial, name)
    attributes = "None"
    if member.attributes:
        from pssh.compiler.blocks import attribute_text, finish_function

        body = Body(_empty_context(unit, name))
        body.indent = 1
        body.line("return [" + ", ".join(attribute_text(body, a) for a in member.attributes) + "]")
        attributes = finish_function(body, name + "a", "f")
    return f"({member.name!r}, {ref}, {member.static}, {member.hidden}, {initial}, {attributes}), "


def _method(unit: UnitCompiler, member: n.FunctionMemberAst, name: str, owner: str) -> str:
    from pssh.compiler.blocks import compile_method

    block, base = compile_method(unit, member, name, owner)
    ref = "None" if member.return_type is None else unit.type_ref(member.return_type.type_name)
    return (
        f"({member.name!r}, {block}, {ref}, {member.static}, {member.hidden}, {member.constructor}, {base}), "
    )
