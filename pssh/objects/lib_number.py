"""Members of the whole numbers, of Double, Single and IntPtr, and of System.Boolean."""

from typing import Any

from pssh.objects.convert_number import parse_double
from pssh.objects.errors import NetException
from pssh.objects.lib_generic_math import declare_float_math, declare_integer_math
from pssh.objects.number_members import (
    bad_format,
    common_members,
    culture_among,
    not_null,
    parse_forms,
    parse_integer,
    style_among,
    try_forms,
    try_parse,
)
from pssh.objects.numbers import INT_RANGES, Single
from pssh.objects.types import net_type

_INTEGERS = ("Int32", "Int64", "UInt32", "UInt64", "Int16", "UInt16", "Byte", "SByte")


def _make(cls: Any, number: int) -> Any:
    return int(number) if cls is int else cls(number)


def _declare_integer(name: str) -> None:
    kind = net_type("System." + name)
    cls: Any = kind.py_class
    short = kind.ps_name
    low, high = INT_RANGES[cls]
    kind.constant("MaxValue", short, _make(cls, high))
    kind.constant("MinValue", short, _make(cls, low))
    common_members(kind, short)

    def parse(text: Any, *args: Any) -> Any:
        culture, styles = culture_among(args), style_among(args, 7)
        if culture is not None and culture.name and not styles & 1536:
            from pssh.objects.net.parsing import plain_text

            text, styles = plain_text(not_null(text), styles, culture), styles | 160
        return _make(cls, parse_integer(not_null(text), styles, kind))

    kind.static_method("Parse", *parse_forms(short))(parse)

    @kind.static_method("TryParse", *try_forms(short))
    def _try_parse(*args: Any) -> bool:
        return try_parse(parse, kind, args)

    declare_integer_math(kind, short)


def _declare_float(name: str, cls: Any, high: float, epsilon: float) -> None:
    kind = net_type("System." + name)
    short = kind.ps_name
    common_members(kind, short)
    for field, value in (
        ("MaxValue", high),
        ("MinValue", -high),
        ("Epsilon", epsilon),
        ("NaN", float("nan")),
        ("PositiveInfinity", float("inf")),
        ("NegativeInfinity", float("-inf")),
        ("NegativeZero", -0.0),
        ("E", 2.718281828459045),
        ("Pi", 3.141592653589793),
        ("Tau", 6.283185307179586),
    ):
        kind.constant(field, short, cls(value))

    def parse(text: Any, *args: Any) -> Any:
        culture = culture_among(args)
        if culture is not None and culture.name:
            from pssh.objects.net.parsing import parse_double as parse_localized

            return cls(parse_localized(not_null(text), culture, style_among(args, 231)))
        number = parse_double(not_null(text)) if not_null(text).strip() else None
        if number is None:
            raise bad_format(text)
        return cls(number)

    kind.static_method("Parse", *parse_forms(short))(parse)

    @kind.static_method("TryParse", *try_forms(short))
    def _try_parse(*args: Any) -> bool:
        return try_parse(parse, kind, args)

    tests = {
        "IsNaN": lambda v: v != v,
        "IsInfinity": lambda v: v in (float("inf"), float("-inf")),
        "IsFinite": lambda v: v == v and v not in (float("inf"), float("-inf")),
        "IsPositiveInfinity": lambda v: v == float("inf"),
        "IsNegativeInfinity": lambda v: v == float("-inf"),
        "IsNegative": lambda v: v < 0,
        "IsInteger": lambda v: v == v and abs(v) != float("inf") and float(v).is_integer(),
    }
    for test_name, test in tests.items():
        kind.static_method(test_name, f"static bool {test_name}({short} d)")(test)
    declare_float_math(kind, short)


def _declare_boolean() -> None:
    kind = net_type("System.Boolean", bool)
    kind.constant("TrueString", "string", "True")
    kind.constant("FalseString", "string", "False")
    common_members(kind, "bool")

    def parse(text: Any) -> bool:
        lower = not_null(text).strip().lower()
        if lower not in ("true", "false"):
            raise NetException(
                "System.FormatException", f"String '{text}' was not recognized as a valid Boolean."
            )
        return lower == "true"

    kind.static_method("Parse", "static bool Parse(string value)")(parse)

    @kind.static_method("TryParse", "static bool TryParse(string value, [ref] bool result)")
    def _try_parse(*args: Any) -> bool:
        return try_parse(parse, kind, args)


def _declare_pointers() -> None:
    kind = net_type("System.IntPtr")
    kind.constant("Zero", "System.IntPtr", kind.py_class(0) if kind.py_class else 0)
    kind.constant("Size", "int", 8)
    common_members(kind, "System.IntPtr")


for _name in _INTEGERS:
    _declare_integer(_name)
_declare_float("Double", float, 1.7976931348623157e308, 5e-324)
_declare_float("Single", Single, 3.4028234663852886e38, 1.401298464324817e-45)
_declare_boolean()
_declare_pointers()
