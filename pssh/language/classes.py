"""Checks of classes that need the whole script: do the types and modules they name exist, what is twice."""

from typing import Any, Callable, Dict, Iterator, List, Optional, Set, Tuple

from pssh.language import nodes as n
from pssh.language.constants import is_constant, pure_expression
from pssh.language.known_types import type_exists
from pssh.language.tokens import words

__all__ = ["check_members", "check_modules", "check_types", "type_finder"]

# Modules every PowerShell has.
_INBOX = frozenset(
    words(
        "microsoft.powershell.archive microsoft.powershell.host microsoft.powershell.management"
        " microsoft.powershell.psresourceget microsoft.powershell.security microsoft.powershell.utility"
        " packagemanagement powershellget psreadline threadjob"
    )
)


def check_modules(parser: Any, usings: Any) -> bool:
    """Report modules of `using module` that do not exist; True if one does, which may define types."""
    found = False
    for node in usings:
        if node.kind != "module":
            continue
        table = node.module_specification
        start, end = node.extent.start, node.extent.end
        if table is not None and not is_constant(table, False, True):
            parser.report(start, end, "RequiresArgumentMustBeConstant")
            continue
        name = node.name if table is None else _module_name(table)
        if name is None:
            parser.report(start, end, "RequiresModuleInvalid", _BAD_SPECIFICATION)
        elif any(char in name for char in "*?[]"):
            parser.report(start, end, "WildCardModuleNameError")
        elif _module_exists(name, parser.source.file):
            found = True
        else:
            text = node.name if table is None else table.extent.text
            parser.report(start, end, "ModuleNotFoundDuringParse", text)
    return found


_BAD_SPECIFICATION = (
    "The hashtable describing a module contains one or more members that are not valid. The valid members are"
    " 'ModuleName', 'ModuleVersion', 'RequiredVersion', 'GUID'. Remove the members that are not valid, then try"
    " again."
)


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


# --- types -------------------------------------------------------------------------------------------------

_SAME = {
    "boolean": "bool", "single": "float", "int16": "short", "int32": "int", "int64": "long", "uint16": "ushort",
    "uint32": "uint", "uint64": "ulong", "management.automation.psobject": "psobject", "object[]": "array",
    "collections.hashtable": "hashtable", "management.automation.scriptblock": "scriptblock",
}  # fmt: skip


def type_finder(tree: Any, definitions: List[Any]) -> Callable[[Any], Optional[str]]:
    """A function that names the type a TypeName stands for; None for one that does not exist yet."""
    defined = {node.name.lower() for node in definitions}
    usings = [using.name.lower() for using in tree.usings if using.kind == "namespace"]

    def find(name: Any) -> Optional[str]:
        text = name.name.lower()
        if name.assembly is not None or text in defined or not type_exists(text, usings, (), False):
            return None
        text = str(name.full_name).lower()
        text = text[7:] if text.startswith("system.") else text
        return _SAME.get(text, text)

    return find


def check_types(parser: Any, tree: Any, definitions: List[Any], open_names: bool) -> None:
    """Report types that are defined twice, types in classes that cannot be found, and properties that a method
    assigns as if they were variables. `open_names`: a module may define more types."""
    seen: Set[Tuple[int, str]] = set()
    for node in definitions:
        key = (parser.type_scopes[id(node)], node.name.lower())
        if key in seen:
            parser.report(node.extent.start, node.extent.end, "MemberAlreadyDefined", node.name)
        seen.add(key)
    found: List[Tuple[int, int, str, Tuple[str, ...]]] = []
    for node in definitions:
        if node.kind == "class":
            found.extend(_bare_properties(node))
    known = parser.type_exists
    if known is not None and not open_names:
        defined = {name for _, name in seen}
        usings = [using.name.lower() for using in tree.usings if using.kind == "namespace"]
        for start, end, error_id, name in _missing_types(definitions, usings, defined):
            if not known(name.lower()):
                found.append((start, end, error_id, (name,)))
    for start, end, error_id, args in sorted(found):
        parser.report(start, end, error_id, *args)


def _missing_types(
    definitions: List[Any], usings: List[str], defined: Set[str]
) -> List[Tuple[int, int, str, str]]:
    missing: List[Tuple[int, int, str, str]] = []
    for node in definitions:
        for inner in node.walk():
            attribute = type(inner) is n.AttributeAst
            if attribute or isinstance(inner, (n.TypeConstraintAst, n.TypeExpressionAst)):
                _look_up(inner.type_name, attribute, usings, defined, missing)
    return missing


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


def _bare_properties(node: Any) -> Iterator[Tuple[int, int, str, Tuple[str, ...]]]:
    """Assignments of methods to `$name` where the class has a property of that name."""
    properties: Dict[str, Any] = {}
    for member in node.members:
        if type(member) is n.PropertyMemberAst:
            properties.setdefault(member.name.lower(), member)
    for member in node.members if properties else ():
        if type(member) is n.FunctionMemberAst:
            for variable in _assigned_variables(member.body):
                found = properties.get(variable.path.lower())
                if found is not None:
                    error_id = "MissingTypeInStaticPropertyAssignment" if found.static else "MissingThis"
                    prefix = f"[{node.name}]::" if found.static else "$this."
                    yield variable.extent.start, variable.extent.end, error_id, (prefix, found.name)


def _assigned_variables(body: Any) -> Iterator[Any]:
    stack = [body]
    while stack:
        node = stack.pop()
        if type(node) is n.AssignmentStatementAst:
            left = node.left
            for target in left.elements if type(left) is n.ArrayLiteralAst else (left,):
                while type(target) is n.ConvertExpressionAst:
                    target = target.child
                if type(target) is n.VariableExpressionAst:
                    yield target
        stack.extend(
            child
            for child in node.children()
            if not isinstance(child, (n.ScriptBlockExpressionAst, n.FunctionDefinitionAst))
        )


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
