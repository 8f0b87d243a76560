"""Static members and constructors of System.String."""

from typing import Any, List

from pssh.objects.compare import compare_strings
from pssh.objects.errors import NetException
from pssh.objects.lib_string import WHITE, ignores_case
from pssh.objects.nothing import NOTHING
from pssh.objects.tostring import net_string
from pssh.objects.types import net_type
from pssh.objects.utf16 import paired

string = net_type("System.String", str)
string.constant("Empty", "string", "")


@string.constructor(
    "string new(char[] value)",
    "string new(char[] value, int startIndex, int length)",
    "string new(char c, int count)",
)
def _new(value: Any, start: Any = None, length: Any = None) -> str:
    if isinstance(value, str):
        if int(start) < 0:
            raise NetException(
                "System.ArgumentOutOfRangeException", "'count' must be non-negative. (Parameter 'count')"
            )
        return str(value) * int(start)
    text = "".join(value)
    return paired(text if start is None else text[start : start + length])


@string.static_method("IsNullOrEmpty", "static bool IsNullOrEmpty(string value)")
def _null_or_empty(value: Any) -> bool:
    return not value


@string.static_method("IsNullOrWhiteSpace", "static bool IsNullOrWhiteSpace(string value)")
def _null_or_white(value: Any) -> bool:
    return not value or not value.strip(WHITE)


@string.static_method(
    "Join",
    "static string Join(string separator, Params string[] value)",
    "static string Join(string separator, Params System.Object[] values)",
    "static string Join(string separator, string[] value, int startIndex, int count)",
    raw=True,
)
def _join(separator: Any, *values: Any) -> str:
    from pssh.objects.compare import enumerate_value
    from pssh.objects.tostring import to_string

    mark = to_string(separator)
    if len(values) == 3 and isinstance(values[0], list) and all(isinstance(item, int) for item in values[1:]):
        start, count = values[1], values[2]
        return mark.join(to_string(item) for item in values[0][start : start + count])
    items: List[Any] = list(values)
    if len(values) == 1:
        inner = enumerate_value(values[0])
        if inner is not None:
            items = list(inner)
    return paired(mark.join("" if item is None else net_string(item) for item in items))


@string.static_method(
    "Concat",
    "static string Concat(System.Object arg0)",
    "static string Concat(Params System.Object[] args)",
    "static string Concat(Params string[] values)",
    raw=True,
)
def _concat(*values: Any) -> str:
    from pssh.objects.compare import enumerate_value

    items = list(values)
    if len(items) == 1:
        inner = enumerate_value(items[0])
        if inner is not None:
            items = list(inner)
    return paired("".join("" if item is None or item is NOTHING else net_string(item) for item in items))


@string.static_method(
    "Format",
    "static string Format(string format, System.Object arg0)",
    "static string Format(string format, Params System.Object[] args)",
    "static string Format(System.IFormatProvider provider, string format, Params System.Object[] args)",
    raw=True,
)
def _format(first: Any, *args: Any) -> str:
    from pssh.objects.culture import format_provider
    from pssh.objects.text_format import composite
    from pssh.objects.tostring import to_string

    culture = None
    if not isinstance(first, str) and args:
        culture = format_provider(first)
        first, args = args[0], args[1:]
    values = list(args)
    if len(values) == 1 and isinstance(values[0], list):
        values = list(values[0])
    try:
        return composite(to_string(first), values, culture)
    except NetException:
        raise
    except Exception as error:
        raise NetException("System.FormatException", str(error)) from error


@string.static_method(
    "Compare",
    "static int Compare(string strA, string strB)",
    "static int Compare(string strA, string strB, bool ignoreCase)",
    "static int Compare(string strA, string strB, System.StringComparison comparisonType)",
    "static int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)",
    "static int Compare(string strA, string strB, cultureinfo culture, "
    "System.Globalization.CompareOptions options)",
)
def _compare(left: str, right: str, mode: Any = None, last: Any = None) -> int:
    from pssh.objects.numbers import EnumValue

    mode = last if isinstance(last, EnumValue) else mode
    ignore = ignores_case(mode)
    if isinstance(mode, EnumValue) and int(mode) in (4, 5) and mode.enum_type.name == "StringComparison":
        return _ordinal(left, right, ignore)
    return compare_strings(left or "", right or "", ignore)


def _ordinal(left: str, right: str, ignore: bool) -> int:
    a, b = (left.upper(), right.upper()) if ignore else (left, right)
    for x, y in zip(a, b):
        if x != y:
            return ord(x) - ord(y)
    return len(a) - len(b)


@string.static_method("CompareOrdinal", "static int CompareOrdinal(string strA, string strB)")
def _compare_ordinal(left: str, right: str) -> int:
    return _ordinal(left, right, False)


@string.static_method("Copy", "static string Copy(string str)")
def _copy(value: str) -> str:
    return value


@string.static_method("Intern", "static string Intern(string str)")
def _intern(value: str) -> str:
    return value


@string.static_method(
    "Equals",
    "static bool Equals(string a, string b)",
    "static bool Equals(string a, string b, System.StringComparison comparisonType)",
    "static bool Equals(System.Object objA, System.Object objB)",
)
def _equals(left: Any, right: Any, comparison: Any = None) -> bool:
    if ignores_case(comparison) and left is not None and right is not None:
        return bool(left.lower() == right.lower())
    return bool(left == right)
