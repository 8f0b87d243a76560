"""What a class or enum must not say: the mistakes that show only when its types are known.

They are errors of parsing, as those the parser finds itself: the text that holds the class does not run.
"""

from typing import Any, List, NoReturn, Optional, Tuple

__all__ = ["check_bases", "check_contracts", "check_default_constructor", "refuse"]

# What the interfaces that scripts implement ask for: the method, its parameters (T is the interface's own argument)
# and its result.
_CONTRACTS = {
    "System.IComparable": (("CompareTo", ("System.Object",), "System.Int32"),),
    "System.IComparable`1": (("CompareTo", ("T",), "System.Int32"),),
    "System.IEquatable`1": (("Equals", ("T",), "System.Boolean"),),
    "System.IDisposable": (("Dispose", (), "System.Void"),),
    "System.ICloneable": (("Clone", (), "System.Object"),),
    "System.IFormattable": (("ToString", ("System.String", "System.IFormatProvider"), "System.String"),),
    "System.Collections.IEnumerable": (("GetEnumerator", (), "System.Collections.IEnumerator"),),
    "System.Collections.IComparer": (("Compare", ("System.Object", "System.Object"), "System.Int32"),),
    "System.Collections.Generic.IComparer`1": (("Compare", ("T", "T"), "System.Int32"),),
    "System.Collections.IEqualityComparer": (
        ("Equals", ("System.Object", "System.Object"), "System.Boolean"),
        ("GetHashCode", ("System.Object",), "System.Int32"),
    ),
    "System.Collections.Generic.IEqualityComparer`1": (
        ("Equals", ("T", "T"), "System.Boolean"),
        ("GetHashCode", ("T",), "System.Int32"),
    ),
    "System.Management.Automation.IValidateSetValuesGenerator": (("GetValidValues", (), "System.String[]"),),
}  # fmt: skip


def refuse(unit: Any, place: Tuple[int, int], error_id: str, message: str) -> NoReturn:
    """Raise the parse error of a place in the text."""
    from pssh.language.errors import ParseError, ParseException
    from pssh.runtime.errors_flow import parse_error

    raise parse_error(ParseException([ParseError(error_id, message, unit.extent(*place))])) from None


def check_bases(unit: Any, found: List[Tuple[Any, Any, Tuple[int, int]]]) -> None:
    """Refuse what cannot be inherited from. `found` has for each base its reference, its type and its place."""
    for number, (ref, kind, place) in enumerate(found):
        if kind is None or (not kind.is_interface and _is_unfinished(kind)):
            refuse(unit, place, "TypeNotFound", f"Unable to find type [{ref.text}].")
        if ref.ranks:
            text = f"Invalid base type '{kind.full_name}'. Base type cannot be an array."
            refuse(unit, place, "SubtypeArray", text)
        if kind.generic_parameters and kind.definition is None and not kind.generic_arguments:
            text = (
                f"Invalid base type '{ref.text}'. Base type cannot be a generic with unspecified parameters."
            )
            refuse(unit, place, "SubtypeUnclosedGeneric", text)
        if kind.is_interface:
            continue
        if number:
            refuse(unit, place, "InterfaceNameExpected", f"'{kind.full_name}': Interface name expected.")
        if kind.is_value_type or kind.full_name == "System.String":
            refuse(unit, place, "SealedBaseClass", f"Cannot inherit from sealed class '{_short(kind)}'.")


def _is_unfinished(kind: Any) -> bool:
    """Whether it is a class of the same text that comes later: only earlier ones can be inherited from."""
    return kind.extra.get("announced") is True


def _short(kind: Any) -> str:
    return str(kind.full_name.rpartition(".")[2])


def check_default_constructor(unit: Any, place: Tuple[int, int], base: Any, constructors: Any) -> None:
    """A class without constructors needs a base that can be made without arguments."""
    if base is None or constructors:
        return
    script_class = base.extra.get("script_class")
    if script_class is None:
        return
    own = script_class.constructors.overloads
    if own and 0 not in script_class.constructors.by_count:
        text = f"Base class '{_short(base)}' does not contain a parameterless constructor."
        refuse(unit, place, "BaseClassNoDefaultCtor", text)


def check_contracts(unit: Any, place: Tuple[int, int], kind: Any) -> None:
    """A class has the methods that its interfaces ask for, unless a .NET base class may have them."""
    name, groups = kind.full_name, kind.py_class.ps_methods
    if kind.base_type.full_name != "System.Object" and "script_class" not in kind.base_type.extra:
        return
    for interface in kind._interfaces:
        definition = interface if interface.definition is None else interface.definition
        for method, wanted, returns in _CONTRACTS.get(definition.full_name, ()):
            parameters = [_parameter(text, interface) for text in wanted]
            if None in parameters or _has(groups.get(method.lower()), parameters, returns):
                continue
            text = (
                f"Error during creation of type \"{name}\". Error message:\nMethod '{method}' in type '{name}' from "
                "assembly 'PowerShell Class Assembly, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null' does not "
                "have an implementation."
            )
            refuse(unit, place, "TypeCreationError", text)


def _parameter(text: str, interface: Any) -> Optional[str]:
    if text != "T":
        return text
    return interface.generic_arguments[0].full_name if interface.generic_arguments else None


def _has(group: Any, parameters: List[Any], returns: str) -> bool:
    for method in () if group is None else group.overloads:
        types = ["System.Object" if kind is None else kind.full_name for kind in method.types]
        result = "System.Void" if method.returns is None else method.returns.full_name
        if types == parameters and result == returns:
            return True
    return False
