"""How well a value fits a parameter: PowerShell's conversion ranks, and which of two overloads is better.

A higher rank is a better fit, 0 is none. Two overloads are compared argument by argument, the first argument
weighing most; when all is equal the one whose parameter types convert better to the other's wins.
"""

from typing import Any, Dict, List, Optional, Sequence

from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import EnumValue
from pssh.objects.psobject import PSObject

__all__ = ["best_of", "is_delegate", "rank", "type_rank"]

IDENTITY = 0x11F
STRING_TO_CHARS = 0x11A
ASSIGNABLE = 0x10F
IMPLICIT = 0xFF
NUMBER_STRING = 0xEF
EXPLICIT_1 = 0xDF
EXPLICIT = 0xCF
NULL_TO_REFERENCE = 0xBF
NULL_TO_VALUE = 0xAF
LANGUAGE = 0x9F
PARSE = 0x7F
CONSTRUCTOR = 0x6F
CAST = 0x4F
CUSTOM = 0x2F
TO_STRING = 0x1F
ARRAYS = 0x0F
TO_ARRAY = -8  # a single value where an array is wanted ranks a little lower than its conversion

_IMPLICIT: Dict[str, str] = {
    "SByte": "Int16 Int32 Int64 Single Double Decimal",
    "Byte": "Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal",
    "Int16": "Int32 Int64 Single Double Decimal",
    "UInt16": "Int32 UInt32 Int64 UInt64 Single Double Decimal",
    "Int32": "Int64 Single Double Decimal",
    "UInt32": "Int64 UInt64 Single Double Decimal",
    "Int64": "Single Double Decimal",
    "UInt64": "Single Double Decimal",
    "Single": "Double",
    "Double": "",
    "Decimal": "",
}
_BYTES = {"SByte": 1, "Int16": 2, "Int32": 4, "Int64": 8, "Byte": 1, "UInt16": 2, "UInt32": 4, "UInt64": 8}


def _short(name: str) -> str:
    return name[7:] if name.startswith("System.") else name


def _between_numbers(source: str, target: str) -> int:
    if target in _IMPLICIT[source].split():
        return IMPLICIT
    if source == "Decimal" and target in ("Single", "Double"):
        return EXPLICIT_1
    if _BYTES.get(target, 0) >= _BYTES.get(source, 9):
        return EXPLICIT_1
    return EXPLICIT


def type_rank(source: Any, target: Any) -> int:
    """The rank of converting any value of one type to another type."""
    if source is target:
        return IDENTITY
    from_name, to_name = _short(source.full_name), _short(target.full_name)
    if from_name in _IMPLICIT and to_name in _IMPLICIT:
        return _between_numbers(from_name, to_name)
    if target.is_assignable_from(source):
        return ASSIGNABLE
    if from_name == "String":
        return _from_string(target, to_name)
    if to_name == "String":
        return NUMBER_STRING if from_name in _IMPLICIT else LANGUAGE if from_name == "Char" else TO_STRING
    if from_name in _IMPLICIT or from_name in ("Boolean", "Char") or source.kind == "enum":
        return _from_simple(target, to_name)
    if target.kind == "array" and target.element_type is not None:
        if source.kind == "array":
            return ARRAYS
        inner = type_rank(source, target.element_type)
        return inner + TO_ARRAY if inner else 0
    if source.kind == "array" and target.kind == "interface":
        return LANGUAGE if "IEnumerable" in to_name or "ICollection" in to_name or "IList" in to_name else 0
    if target.kind in ("interface", "enum"):
        return 0
    return _by_constructor(source, target)


def _from_string(target: Any, to_name: str) -> int:
    if to_name in _IMPLICIT:
        return NUMBER_STRING
    if to_name in ("Char", "Boolean", "Type", "Text.RegularExpressions.Regex", "Numerics.BigInteger"):
        return LANGUAGE
    if target.kind == "enum":
        return LANGUAGE
    if target.kind == "array" and target.element_type is not None:
        if target.element_type.full_name == "System.Char":
            return STRING_TO_CHARS
        inner = _from_string(target.element_type, _short(target.element_type.full_name))
        if target.element_type.full_name == "System.String":
            inner = IDENTITY
        return inner + TO_ARRAY if inner else 0
    if target.kind == "interface" or is_delegate(target):
        return 0
    if target.find_static("parse") is not None:
        return PARSE
    return _by_constructor(None, target)


def _from_simple(target: Any, to_name: str) -> int:
    if to_name in _IMPLICIT or to_name in ("Boolean", "Char"):
        return LANGUAGE
    if to_name == "Numerics.BigInteger":
        return CAST
    if target.kind == "enum":
        return LANGUAGE
    if target.kind == "array" and target.element_type is not None:
        inner = _from_simple(target.element_type, _short(target.element_type.full_name))
        if target.element_type.full_name == "System.String":
            inner = TO_STRING
        return inner + TO_ARRAY if inner else 0
    if target.kind == "interface" or is_delegate(target):
        return 0
    return _by_constructor(None, target)


def _by_constructor(source: Any, target: Any) -> int:
    """Types made of one value: by a constructor with one parameter, or a rule of their own."""
    if "convert" in target.extra:
        return CUSTOM
    constructor = target.find_constructor()
    if constructor is None:
        return 0
    for overload in constructor.overloads:
        parameters = overload.parameters(constructor.type_arguments)
        if len(parameters) == 1 and (
            source is None or parameters[0].type is None or parameters[0].type.is_assignable_from(source)
        ):
            return CONSTRUCTOR
    return 0


def rank(value: Any, wanted: Any) -> int:
    """How well `value` fits a parameter of the type `wanted` (None: any type)."""
    if wanted is None:
        return ASSIGNABLE
    if value is None or value is NOTHING:
        to_value = wanted.is_value_type or wanted.full_name == "System.String"
        return NULL_TO_VALUE if to_value else NULL_TO_REFERENCE
    if value.__class__ is PSObject:
        if wanted.full_name == "System.Management.Automation.PSObject":
            return IDENTITY
        if value.base is not None:
            value = value.base
    from pssh.objects.types import type_of

    actual = type_of(value)
    if actual is wanted:
        return IDENTITY
    if is_delegate(wanted):
        return LANGUAGE if hasattr(value, "invoke_as_delegate") or callable(value) else 0
    if wanted.kind == "array" and isinstance(value, (list, bytearray)):
        return _array_rank(value, actual, wanted)
    if isinstance(value, str) and wanted.full_name == "System.Char" and len(value) != 1:
        return 0
    if isinstance(value, EnumValue) and wanted.full_name == "System.String":
        return TO_STRING
    return type_rank(actual, wanted)


def _array_rank(value: Any, actual: Any, wanted: Any) -> int:
    if wanted.is_assignable_from(actual):
        return ASSIGNABLE
    element = wanted.element_type
    for item in list(value)[:16]:
        if not rank(item, element):
            return 0
    return ARRAYS


def is_delegate(wanted: Any) -> bool:
    """Whether the type is a delegate type (Func, Action, Predicate ...)."""
    return "system.delegate" in wanted.supers()


class Candidate:
    """An overload with the ranks its parameters have for the arguments at hand."""

    __slots__ = ("packed", "ranks", "source", "types")

    def __init__(self, source: Any, types: Sequence[Any], ranks: List[int], packed: bool = False) -> None:
        self.source = source
        self.types = types
        self.ranks = ranks
        self.packed = packed


def _compare(first: Candidate, second: Candidate) -> int:
    """Above 0 when the first is better, below 0 when the second is."""
    weight = len(first.ranks)
    better = 0
    for one, two in zip(first.ranks, second.ranks):
        better += weight * ((one > two) - (one < two))
        weight -= 1
    if better:
        return better
    if first.packed != second.packed:
        return -1 if first.packed else 1
    weight = len(first.ranks)
    for one_type, two_type in zip(first.types, second.types):
        if one_type is not two_type and one_type is not None and two_type is not None:
            one, two = type_rank(one_type, two_type), type_rank(two_type, one_type)
            better += weight * ((one > two) - (one < two))
        weight -= 1
    if better:
        return better
    return len(second.types) - len(first.types)


def best_of(candidates: Sequence[Candidate]) -> Optional[Candidate]:
    """The best of the candidates that fit at all; of equal ones the first."""
    best: Optional[Candidate] = None
    for candidate in candidates:
        if 0 in candidate.ranks:
            continue
        if best is None or _compare(best, candidate) < 0:
            best = candidate
    return best
