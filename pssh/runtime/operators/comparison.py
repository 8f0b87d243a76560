"""Comparison operators. A collection on the left is filtered."""

from operator import ge, gt, le, lt
from typing import Any, Callable, List

from pssh.objects.compare import compare, enumerate_value, equals
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Byte, Char, Int16, Int64, SByte, UInt16, UInt32, UInt64

__all__ = [
    "ceq", "cge", "cgt", "cle", "clt", "cne", "contains_any", "elements", "ieq", "ige", "igt", "ile", "ilt", "ine",
    "null_like", "truth",
]  # fmt: skip

_SIMPLE = frozenset((int, str, float, bool, type(None)))
_TEXTS = frozenset((str, Char))
_WHOLE = frozenset(
    (int, Int64, UInt32, UInt64, Int16, UInt16, Byte, SByte)
)  # they compare as Python's ints do


def truth(value: Any) -> bool:
    """A value as a condition."""
    cls = value.__class__
    if cls is bool:
        return value  # type: ignore[no-any-return]  # its class is bool
    if cls is int or cls is str or value is None:
        return bool(value)
    if value is NOTHING:
        return False
    from pssh.objects.convert import to_bool

    return to_bool(value)


def null_like(value: Any) -> bool:
    """What `??` takes for nothing: $null, no value at all, and a database's null."""
    return value is None or value is NOTHING or getattr(value, "is_null", False) is True


def elements(value: Any) -> Any:
    """The elements of a collection on the left of an operator; None for a single value."""
    cls = value.__class__
    if cls in _SIMPLE:
        return None
    if cls is list:
        return value
    if value is NOTHING:
        return None
    return enumerate_value(value)


def _value(value: Any) -> Any:
    return None if value is NOTHING else value


def ieq(left: Any, right: Any) -> Any:
    """`left -eq right`; of a collection, the elements that are equal."""
    cls = left.__class__
    if cls is str and right.__class__ is str:
        return left == right or left.lower() == right.lower()
    if cls in _WHOLE and right.__class__ in _WHOLE:
        return left == right
    if cls is Char and right.__class__ in _TEXTS:
        return left == right or left.lower() == right.lower()
    if cls in _SIMPLE:
        return equals(left, _value(right))
    items = elements(left)
    if items is None:
        return equals(_value(left), _value(right))
    right = _value(right)
    return [item for item in items if equals(item, right)]


def ine(left: Any, right: Any) -> Any:
    """`left -ne right`; of a collection, the elements that are not equal."""
    cls = left.__class__
    if cls is str and right.__class__ is str:
        return left != right and left.lower() != right.lower()
    if cls in _WHOLE and right.__class__ in _WHOLE:
        return left != right
    if cls is Char and right.__class__ in _TEXTS:
        return left != right and left.lower() != right.lower()
    if cls in _SIMPLE:
        return not equals(left, _value(right))
    items = elements(left)
    if items is None:
        return not equals(_value(left), _value(right))
    right = _value(right)
    return [item for item in items if not equals(item, right)]


def ceq(left: Any, right: Any) -> Any:
    """`left -ceq right`."""
    items = elements(left)
    if items is None:
        return equals(_value(left), _value(right), False)
    right = _value(right)
    return [item for item in items if equals(item, right, False)]


def cne(left: Any, right: Any) -> Any:
    """`left -cne right`."""
    items = elements(left)
    if items is None:
        return not equals(_value(left), _value(right), False)
    right = _value(right)
    return [item for item in items if not equals(item, right, False)]


def _ordered(
    test: Callable[[int], bool], exact: Callable[[Any, Any], bool], ignore_case: bool
) -> Callable[[Any, Any], Any]:
    def operator(left: Any, right: Any) -> Any:
        if left.__class__ in _WHOLE and right.__class__ in _WHOLE:
            return exact(left, right)
        items = elements(left)
        right = _value(right)
        if items is None:
            return test(compare(_value(left), right, ignore_case))
        found: List[Any] = [item for item in items if test(compare(item, right, ignore_case))]
        return found

    return operator


ilt = _ordered(lambda order: order < 0, lt, True)
ile = _ordered(lambda order: order <= 0, le, True)
igt = _ordered(lambda order: order > 0, gt, True)
ige = _ordered(lambda order: order >= 0, ge, True)
clt = _ordered(lambda order: order < 0, lt, False)
cle = _ordered(lambda order: order <= 0, le, False)
cgt = _ordered(lambda order: order > 0, gt, False)
cge = _ordered(lambda order: order >= 0, ge, False)


def contains_any(items: Any, value: Any, ignore_case: bool) -> bool:
    """Whether a collection (or a single value) holds a value."""
    value = _value(value)
    found = elements(items)
    if found is None:
        return equals(_value(items), value, ignore_case)
    return any(equals(item, value, ignore_case) for item in found)


def _membership(swap: bool, wanted: bool, ignore_case: bool) -> Callable[[Any, Any, Any], bool]:
    def operator(f: Any, left: Any, right: Any) -> bool:
        if swap:
            left, right = right, left
        return contains_any(left, right, ignore_case) is wanted

    return operator


icontains, ccontains = _membership(False, True, True), _membership(False, True, False)
inotcontains, cnotcontains = _membership(False, False, True), _membership(False, False, False)
iin, cin = _membership(True, True, True), _membership(True, True, False)
inotin, cnotin = _membership(True, False, True), _membership(True, False, False)
