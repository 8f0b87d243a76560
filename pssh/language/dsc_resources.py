"""What a class with `[DscResource()]` must have."""

from typing import Any, Set

from pssh.language import nodes as n

__all__ = ["check_dsc_resource"]


def _is(name: str, constraint: Any) -> bool:
    text = constraint.type_name.full_name.lower() if constraint is not None else "void"
    return text in (name, "system." + name)


def _has_key(member: Any) -> bool:
    for attribute in member.attributes:
        if attribute.type_name.name.lower() not in ("dscproperty", "dscpropertyattribute"):
            continue
        for named in attribute.named:
            if named.name.lower() == "key":
                return True
    return False


def check_dsc_resource(parser: Any, node: Any, by_name: Any) -> None:
    """A class with `[DscResource()]` needs a key and the methods Get, Set and Test."""
    attribute = next((a for a in node.attributes if a.type_name.name.lower() == "dscresource"), None)
    if attribute is None:
        return
    found: Set[str] = set()
    constructors = [
        len(m.parameters)
        for m in node.members
        if type(m) is n.FunctionMemberAst and m.constructor and not m.static
    ]
    owner, seen = node, set()
    while owner is not None and owner.name.lower() not in seen:
        seen.add(owner.name.lower())
        _note_members(parser, owner, found)
        bases = [by_name.get(base.type_name.name.lower()) for base in owner.bases]
        owner = next((base for base in bases if base is not None), None)
    extent = attribute.extent
    for part, error_id in (
        ("set", "DscResourceMissingSetMethod"),
        ("get", "DscResourceMissingGetMethod"),
        ("test", "DscResourceMissingTestMethod"),
    ):
        if part not in found:
            parser.report(extent.start, extent.end, error_id, node.name)
    if constructors and 0 not in constructors:
        parser.report(extent.start, extent.end, "DscResourceMissingDefaultConstructor", node.name)
    if "key" not in found:
        parser.report(extent.start, extent.end, "DscResourceMissingKeyProperty", node.name)


def _note_members(parser: Any, owner: Any, found: Set[str]) -> None:
    for member in owner.members:
        if type(member) is n.PropertyMemberAst:
            if _has_key(member):
                found.add("key")
            continue
        name = member.name.lower()
        if member.parameters:
            continue
        if name == "set" and _is("void", member.return_type):
            found.add("set")
        elif (
            name == "test"
            and member.return_type is not None
            and (_is("bool", member.return_type) or _is("boolean", member.return_type))
        ):
            found.add("test")
        elif name == "get" and "get" not in found:
            found.add("get")
            returns = member.return_type.type_name.name.lower() if member.return_type is not None else ""
            if returns != owner.name.lower():
                extent = member.extent
                parser.report(extent.start, extent.end, "DscResourceInvalidGetMethod", owner.name)
