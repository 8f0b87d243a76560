"""Checks of classes that need the whole script: do the types they name exist, are DSC resources complete."""

from typing import Any, List, Set, Tuple

from pssh.language import nodes as n
from pssh.language.constants import is_constant, pure_expression
from pssh.language.known_types import type_exists
from pssh.language.tokens import words

__all__ = ["check_dsc_resource", "check_members", "check_modules", "check_types"]


# Modules every PowerShell has.
_INBOX = frozenset(
    words(
        "microsoft.powershell.archive microsoft.powershell.host microsoft.powershell.management"
        " microsoft.powershell.psresourceget microsoft.powershell.security microsoft.powershell.utility"
        " packagemanagement powershellget psreadline threadjob"
    )
)


def check_modules(parser: Any, usings: Any) -> None:
    """Report modules of `using module` that do not exist."""
    for node in usings:
        if node.kind != "module":
            continue
        table = node.module_specification
        name = node.name if table is None else _module_name(table)
        if name is None or not _module_exists(name, parser.source.file):
            text = node.name if table is None else table.extent.text
            parser.report(node.extent.start, node.extent.end, "ModuleNotFoundDuringParse", text)


def _module_name(table: Any) -> Any:
    for key, value in table.pairs:
        if getattr(key, "value", "") and str(key.value).lower() == "modulename":
            return getattr(pure_expression(value), "value", None)
    return None


def _module_exists(name: str, file: Any) -> bool:
    import os

    if "/" in name or "\\" in name or name.lower().endswith((".psm1", ".psd1", ".ps1", ".dll")):
        folder = os.path.dirname(file) if file else os.getcwd()
        return os.path.exists(os.path.join(folder, name.replace("\\", "/")))
    if name.lower() in _INBOX:
        return True
    folders = os.environ.get("PSModulePath", "").split(os.pathsep)  # noqa: SIM112 - its name
    return any(folder and os.path.isdir(os.path.join(folder, name)) for folder in folders)


def check_types(parser: Any, tree: Any, definitions: List[Any]) -> None:
    """Report types that are defined twice, and types in classes that cannot be found."""
    defined: Set[str] = set()
    for node in definitions:
        if node.name.lower() in defined:
            parser.report(node.extent.start, node.extent.end, "MemberAlreadyDefined", node.name)
        defined.add(node.name.lower())
    known = parser.type_exists
    if known is None or any(using.kind != "namespace" for using in tree.usings):
        return  # a module or an assembly may define more
    usings = [using.name.lower() for using in tree.usings]
    missing: List[Tuple[int, int, str, str]] = []
    for node in definitions:
        for found in node.walk():
            attribute = type(found) is n.AttributeAst
            if attribute or isinstance(found, (n.TypeConstraintAst, n.TypeExpressionAst)):
                _look_up(found.type_name, attribute, usings, defined, missing)
    for start, end, error_id, name in sorted(missing):
        if not known(name.lower()):
            parser.report(start, end, error_id, name)


def _look_up(
    name: Any, attribute: bool, usings: List[str], defined: Set[str], missing: List[Tuple[int, int, str, str]]
) -> None:
    text = name.name.lower()
    if name.assembly is None and text != "ordered" and not type_exists(text, usings, defined, attribute):
        error_id = "CustomAttributeTypeNotFound" if attribute else "TypeNotFound"
        start = name.extent.start
        missing.append((start, start + len(name.name), error_id, name.name))
    for argument in name.generic:
        _look_up(argument, False, usings, defined, missing)


# --- members -----------------------------------------------------------------------------------------------


def check_members(parser: Any) -> None:
    """Report what PowerShell finds only when it makes the types, just before the script runs."""
    for _, _, _, name, node in sorted(parser.checks, key=lambda entry: entry[:3]):
        if name == "type":
            _check_members_of(parser, node)


def _check_members_of(parser: Any, node: Any) -> None:
    seen: Set[Any] = set()
    for member in node.members:
        extent = member.extent
        method = type(member) is n.FunctionMemberAst
        key: Any = member.name.lower()
        if method:
            key = (key, member.static, tuple(_parameter_type(p) for p in member.parameters))
        if key in seen:
            parser.report(extent.start, extent.end, "MemberAlreadyDefined", member.name)
        seen.add(key)
        if method and member.constructor and member.static and member.parameters:
            parser.report(extent.start, extent.end, "StaticConstructorCantHaveParameters")
        if node.kind == "enum" and member.initial is not None:
            _check_enumerator(parser, node, member)


def _parameter_type(parameter: Any) -> str:
    for attribute in parameter.attributes:
        if type(attribute) is n.TypeConstraintAst:
            return str(attribute.type_name.full_name.lower())
    return "object"


_ENUM_RANGES = {
    "byte": (0, 255),
    "sbyte": (-128, 127),
    "short": (-(1 << 15), (1 << 15) - 1),
    "ushort": (0, (1 << 16) - 1),
    "uint": (0, (1 << 32) - 1),
    "long": (-(1 << 63), (1 << 63) - 1),
    "ulong": (0, (1 << 64) - 1),
}


def _check_enumerator(parser: Any, node: Any, member: Any) -> None:
    initial = member.initial
    extent = initial.extent
    value = initial.value[1] if type(initial) is n.ConstantExpressionAst and initial.value else None
    if isinstance(value, int):
        name = node.bases[0].type_name.name if node.bases else "int"
        low, high = _ENUM_RANGES.get(name.lower(), (-(1 << 31), (1 << 31) - 1))
        if not low <= value <= high:
            parser.report(extent.start, extent.end, "EnumeratorValueOutOfBounds", name)
    elif not is_constant(initial, False) and not _is_made_of_constants(initial):
        parser.report(extent.start, extent.end, "EnumeratorValueMustBeConstant")


def _is_made_of_constants(initial: Any) -> bool:
    """Whether the value is made of constants and of enumerators such as `[E]::a`."""
    return not any(
        isinstance(child, (n.VariableExpressionAst, n.CommandAst, n.InvokeMemberExpressionAst))
        for child in initial.walk()
    )


# --- DSC resources -----------------------------------------------------------------------------------------


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
