"""Equality, order and enumeration of values as PowerShell's operators and Sort-Object have them."""

from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional

from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Char, EnumValue, Int64, UInt64
from pssh.objects.psobject import PSObject
from pssh.objects.switch import SwitchParameter

__all__ = [
    "add_elements",
    "collapse",
    "compare",
    "compare_strings",
    "enumerate_value",
    "equals",
    "is_enumerable",
    "net_equals",
    "order_key",
    "sort_key",
    "string_key",
    "unequal",
]


# -- enumeration -----------------------------------------------------------------------------------

_SINGLE = frozenset((str, int, float, bool, type(None), Char, PSObject, SwitchParameter))


def enumerate_value(value: Any) -> Optional[Iterator[Any]]:
    """An iterator over what a pipeline takes one by one; None when the value goes as it is."""
    cls = value.__class__
    found: Iterator[Any]
    if cls is list:
        found = iter(value)
        return found
    if cls in _SINGLE:
        if cls is PSObject and value.base is not None:
            return enumerate_value(value.base)
        return None
    return _enumerate_other(value)


def add_elements(found: List[Any], value: Any) -> None:
    """Append a value; of a collection its elements, as the pipeline takes them."""
    inner = enumerate_value(value)
    if inner is None:
        found.append(value)
    else:
        found.extend(inner)


def _enumerate_other(value: Any) -> Optional[Iterator[Any]]:
    found: Iterator[Any]
    if value is NOTHING:
        return iter(())
    if isinstance(value, (str, int, float, BaseDictionary, Exception)):
        return None
    if isinstance(value, (list, tuple)):
        return iter(value)
    if isinstance(value, bytearray):
        from pssh.objects.numbers import Byte

        return iter([Byte(item) for item in value])
    own = getattr(value, "ps_enumerate", None)
    if own is not None:
        found = iter(own())
        return found
    if getattr(value.__class__, "ps_single", False) or isinstance(value, type):
        return None
    if hasattr(value, "__iter__"):
        found = iter(value)
        return found
    return None


def is_enumerable(value: Any) -> bool:
    """Whether a pipeline takes `value` apart."""
    cls = value.__class__
    if cls is list:
        return True
    if cls in _SINGLE:
        return cls is PSObject and value.base is not None and is_enumerable(value.base)
    return enumerate_value(value) is not None


def collapse(items: List[Any]) -> Any:
    """Collected output as one value: nothing, the single object, or the list."""
    count = len(items)
    if count == 1:
        return items[0]
    return items if count else NOTHING


# -- order of strings ------------------------------------------------------------------------------

_ASCII_ORDER = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz"


class _Tables:
    """Translation tables of the collation, made at their first use."""

    primary: Any = None
    tertiary: Any = None


def _tables() -> Any:
    if _Tables.primary is None:
        primary: Dict[int, Optional[int]] = {ord(char): index + 1 for index, char in enumerate(_ASCII_ORDER)}
        for code in range(26):
            primary[65 + code] = primary[97 + code]
        for code in range(128):
            primary.setdefault(code, None)  # control characters count for nothing
        _Tables.primary = primary
        _Tables.tertiary = {
            code: (None if primary[code] is None else 1 if 65 <= code <= 90 else 0) for code in range(128)
        }
    return _Tables


def _wide_keys(text: str) -> Any:
    """Primary, accent and case weights of a text that is not ASCII."""
    from unicodedata import category, combining, normalize

    tables = _tables()
    primary: List[int] = []
    accents: List[int] = []
    cases: List[int] = []
    for char in normalize("NFD", text):
        code = ord(char)
        if combining(char):
            accents.append(len(primary) * 0x10000 + code)
            continue
        lower = char.lower()
        if code < 128:
            weight = tables.primary[code]
            if weight is None:
                continue
        else:
            kind = category(char)
            if kind in ("Cc", "Cf"):
                continue
            base = ord(lower[0])
            weight = 40 + base / 0x200000 if kind[0] in "PSZ" else 200 + base
        primary.append(weight)
        cases.append(0 if char == lower else 1)
    return primary, accents, cases


def string_key(text: str, ignore_case: bool = True) -> Any:
    """A key that sorts texts in the culture's order: punctuation, digits, letters; then accents, then case."""
    if text.isascii():
        tables = _tables()
        primary = text.translate(tables.primary)
        if ignore_case:
            return (primary, "")
        return (primary, "", text.translate(tables.tertiary))
    primary_list, accents, cases = _wide_keys(text)
    limit = 0x10FFFF
    body = "".join(chr(min(int(weight), limit)) for weight in primary_list)
    mark = "".join(chr(accent & 0xFFFF) + chr(min(accent >> 16, limit)) for accent in accents)
    if ignore_case:
        return (body, mark)
    return (body, mark, "".join(map(chr, cases)))


def compare_strings(left: str, right: str, ignore_case: bool = True) -> int:
    """-1, 0 or 1 by the culture's order."""
    if left == right:
        return 0
    a, b = string_key(left, ignore_case), string_key(right, ignore_case)
    return -1 if a < b else 1 if a > b else 0


def ordinal_equals(left: str, right: str, ignore_case: bool) -> bool:
    """Whether the texts are the same by their code units, as .NET's Ordinal and OrdinalIgnoreCase have it."""
    if left == right:
        return True
    return ignore_case and left.lower() == right.lower()


# -- equality --------------------------------------------------------------------------------------


def _is_num(value: Any) -> bool:
    return (isinstance(value, (int, float)) and not isinstance(value, EnumValue)) or type(
        value
    ).__name__ == "Decimal"


def _numbers_equal(left: Any, right: Any) -> bool:
    if type(left).__name__ == "Decimal" and isinstance(right, float):
        from decimal import Decimal

        try:
            return bool(left == Decimal(repr(float(right))))
        except ArithmeticError:
            return False
    if type(right).__name__ == "Decimal" and isinstance(left, float):
        return _numbers_equal(right, left)
    return bool(_as_double(left, right) == _as_double(right, left))


def _as_double(value: Any, other: Any) -> Any:
    """A 64-bit integer beside a double is one as well, with what that costs in digits."""
    return float(value) if isinstance(other, float) and value.__class__ in (Int64, UInt64) else value


def equals(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """The -eq operator on two single values: the right one is converted to the type of the left."""
    a, b = left.__class__, right.__class__
    if a is str:
        if b is str:
            return left == right or (ignore_case and left.lower() == right.lower())
        if b is PSObject or right is None or right is NOTHING:
            right = right.base if b is PSObject and right.base is not None else right
            if right is None or right is NOTHING:
                return False
        from pssh.objects.tostring import to_string

        return ordinal_equals(left, to_string(right), ignore_case)
    if a is int:
        if b is int or b is float:
            return bool(left == right)
        if b is str and right.isdigit() and right.isascii():
            return bool(left == int(right))
    return _equals_other(left, right, ignore_case)


def _equals_other(left: Any, right: Any, ignore_case: bool) -> bool:
    if left is NOTHING:
        left = None
    if right is NOTHING:
        right = None
    if left is None or right is None:
        other = right if left is None else left
        return other is None or getattr(other, "is_null", False) is True
    if left.__class__ is PSObject and left.base is not None:
        return equals(left.base, right, ignore_case)
    if right.__class__ is PSObject and right.base is not None:
        right = right.base
    if left is right:
        return not (isinstance(left, float) and left != left)
    if isinstance(left, bool):
        return _to_bool_equal(left, right)
    if isinstance(left, Char):
        return _char_equals(left, right, ignore_case)
    if _is_num(left) and _is_num(right) and not isinstance(right, bool):
        return _numbers_equal(left, right)
    own = getattr(left, "ps_equals", None)
    if own is not None:
        answer = own(right, ignore_case)
        if answer is not NotImplemented:
            return bool(answer)
    if _plain_equal(left, right):
        return True
    return _equals_converted(left, right, ignore_case)


def _plain_equal(left: Any, right: Any) -> bool:
    if isinstance(left, (list, BaseDictionary)):
        return left is right
    if isinstance(left, EnumValue) or isinstance(right, EnumValue):
        return type(left) is type(right) and left.enum_type is right.enum_type and int(left) == int(right)
    try:
        return type(left) is type(right) and bool(left == right)
    except TypeError:
        return False


def _equals_converted(left: Any, right: Any, ignore_case: bool) -> bool:
    from pssh.objects.convert import try_convert
    from pssh.objects.nothing import MISSING
    from pssh.objects.types import type_of

    target = type_of(left)
    if target is type_of(right) or target.full_name == "System.Object":
        return False
    if (
        isinstance(left, (list, BaseDictionary))
        or left.__class__ is PSObject
        or target.full_name == "System.Type"
    ):
        return False
    converted = try_convert(right, target)
    if converted is MISSING:
        return False
    if isinstance(left, (int, float)) or type(left).__name__ == "Decimal":
        return (
            bool(int(left) == int(converted))
            if isinstance(left, EnumValue)
            else _numbers_equal(left, converted)
        )
    own = getattr(left, "ps_equals", None)
    if own is not None:
        answer = own(converted, ignore_case)
        if answer is not NotImplemented:
            return bool(answer)
    return _plain_equal(left, converted)


def _to_bool_equal(left: bool, right: Any) -> bool:
    from pssh.objects.convert import to_bool

    return left == to_bool(right)


def _char_equals(left: Any, right: Any, ignore_case: bool) -> bool:
    if isinstance(right, str):
        if len(right) == 1:
            return ordinal_equals(str(left), str(right), ignore_case)
        return False
    if isinstance(right, int) and not isinstance(right, bool):
        return ord(left) == int(right)
    return False


def unequal(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """`left -ne right` for two single values."""
    return not equals(left, right, ignore_case)


def net_equals(left: Any, right: Any) -> bool:
    """Object.Equals: the same type and value (case counts)."""
    if left.__class__ is PSObject and left.base is not None:
        left = left.base
    if right.__class__ is PSObject and right.base is not None:
        right = right.base
    if left is right:
        return True
    if left is None or right is None or left is NOTHING or right is NOTHING:
        return (left is None or left is NOTHING) and (right is None or right is NOTHING)
    own = getattr(left, "net_equals", None)
    if own is not None:
        return bool(own(right))
    if type(left) is not type(right):
        return False
    return _plain_equal(left, right)


# -- order -----------------------------------------------------------------------------------------


def compare(left: Any, right: Any, ignore_case: bool = True) -> int:
    """-1, 0 or 1; raises PowerShell's error when the right value cannot become the left's type."""
    a, b = left.__class__, right.__class__
    if (a is int or a is float) and (b is int or b is float):
        return -1 if left < right else 1 if left > right else 0
    if a is str and b is str:
        return compare_strings(left, right, ignore_case)
    return _compare_other(left, right, ignore_case)


def _compare_null(left: Any, right: Any) -> int:
    if left is None and right is None:
        return 0
    if left is None:
        if isinstance(right, (int, float)) and not isinstance(right, bool):
            return -1 if right >= 0 else 1
        return -1
    if isinstance(left, (int, float)) and not isinstance(left, bool):
        return 1 if left >= 0 else -1
    return 1


def _order(a: Any, b: Any) -> int:
    return -1 if a < b else 1 if a > b else 0


def _compare_other(left: Any, right: Any, ignore_case: bool) -> int:
    left = None if left is NOTHING else left
    right = None if right is NOTHING else right
    if left.__class__ is PSObject and left.base is not None:
        left = left.base
    if right.__class__ is PSObject and right.base is not None:
        right = right.base
    if left is None or right is None:
        return _compare_null(left, right)
    if _is_num(left) and _is_num(right) and not isinstance(left, bool):
        if type(left).__name__ == "Decimal" and isinstance(right, float):
            return _order(float(left), right)
        if type(right).__name__ == "Decimal" and isinstance(left, float):
            return _order(left, float(right))
        return _order(_as_double(left, right), _as_double(right, left))
    if isinstance(left, str) and not isinstance(left, Char):
        from pssh.objects.tostring import to_string

        return compare_strings(left, to_string(right), ignore_case)
    return _compare_converted(left, right, ignore_case)


def _compare_converted(left: Any, right: Any, ignore_case: bool) -> int:
    from pssh.objects.convert import convert
    from pssh.objects.errors import PSError, ps_error
    from pssh.objects.tostring import to_string
    from pssh.objects.types import type_of

    target = type_of(left)
    if type_of(right) is not target and not (isinstance(left, Char) and isinstance(right, Char)):
        try:
            right = convert(right, target)
        except PSError as error:
            if isinstance(left, (int, float)) or type(left).__name__ == "Decimal":
                raise
            if not _comparable(left):
                raise _not_comparable(left, right) from error
            raise ps_error(
                "ComparisonFailure",
                f'Could not compare "{to_string(left)}" to "{to_string(right)}". Error: "{error.record.message}"',
                "InvalidOperation",
                exception="System.Management.Automation.RuntimeException",
                inner=error.record.exception,
            ) from error
    own = getattr(left, "ps_compare", None)
    if own is not None:
        return int(own(right))
    if isinstance(left, EnumValue):
        return _order(int(left), int(right))
    if isinstance(left, Char) and ignore_case:
        return compare_strings(str(left), str(right), True)
    if isinstance(left, (int, float)):  # a number's own CompareTo is this very function
        return _order(left, right)
    if _comparable(left):
        from pssh.objects.members import call_method

        return int(call_method(left, "CompareTo", [right]))
    try:
        return _order(left, right)
    except TypeError:
        if net_equals(left, right):
            return 0
        raise _not_comparable(left, right) from None


def _comparable(value: Any) -> bool:
    """Whether the value's type says that it can be ordered (IComparable)."""
    from pssh.objects.types import type_of

    supers = type_of(value).supers()
    return "system.icomparable" in supers or any(name.startswith("system.icomparable`1") for name in supers)


def _not_comparable(left: Any, right: Any) -> Exception:
    from pssh.objects.errors import ps_error
    from pssh.objects.tostring import to_string

    return ps_error(
        "NotIcomparable",
        f'Cannot compare "{to_string(left)}" to "{to_string(right)}" because the objects are not the same type or the '
        f'object "{to_string(left)}" does not implement "IComparable".',
        "InvalidOperation",
    )


# -- keys for sorting ------------------------------------------------------------------------------


class _Mixed:
    """A key for values of mixed types: compared one with another as -lt does."""

    __slots__ = ("ignore_case", "value")

    def __init__(self, value: Any, ignore_case: bool) -> None:
        self.value = value
        self.ignore_case = ignore_case

    def __lt__(self, other: "_Mixed") -> bool:
        return sort_compare(self.value, other.value, self.ignore_case) < 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Mixed) and sort_compare(self.value, other.value, self.ignore_case) == 0

    def __hash__(self) -> int:
        return hash(string_of(self.value))


def string_of(value: Any) -> str:
    """The text that sorting compares: that of any value, in lower case."""
    from pssh.objects.tostring import to_string

    return to_string(value).lower()


def sort_compare(left: Any, right: Any, ignore_case: bool = True) -> int:
    """The order of Sort-Object: never an error; what cannot be compared is compared as text."""
    left = None if left is NOTHING else left
    right = None if right is NOTHING else right
    if left is None or right is None:
        return (left is not None) - (right is not None)
    from pssh.objects.errors import PSError

    try:
        return compare(left, right, ignore_case)
    except PSError:
        from pssh.objects.tostring import to_string

        return compare_strings(to_string(left), to_string(right), ignore_case)


def sort_key(values: Iterable[Any], ignore_case: bool = True) -> List[Any]:
    """Keys for Python's sort, one for each value: plain ones where all values are alike."""
    values = list(values)
    kinds = {value.__class__ for value in values}
    if kinds <= {int, float} or (len(kinds) == 1 and _orders_itself(next(iter(kinds)))):
        return values
    if kinds == {str}:
        return [string_key(value, ignore_case) for value in values]
    return [_Mixed(value, ignore_case) for value in values]


def _orders_itself(cls: type) -> bool:
    return issubclass(cls, (int, float)) or getattr(cls, "ps_orders", False) or cls.__name__ == "Decimal"


def order_key(value: Any) -> Any:
    """A key for one value among values of any type (case-sensitive, as .NET's default comparer)."""
    if value.__class__ is str:
        return _Mixed(value, False)
    return _Mixed(value, False)


def comparer(ignore_case: bool = True) -> Callable[[Any, Any], int]:
    """A comparison function for functools.cmp_to_key."""
    return lambda left, right: sort_compare(left, right, ignore_case)
