"""Members of the number types and of System.Boolean."""

from typing import Any, List, Optional

from pssh.objects.compare import compare, net_equals
from pssh.objects.convert_number import overflow_text, parse_double
from pssh.objects.errors import NetException
from pssh.objects.lib_generic_math import (
    declare_big_integer_math,
    declare_float_math,
    declare_integer_math,
    divided,
)
from pssh.objects.numbers import INT_RANGES, BigInteger, Byte, EnumValue, Int64, Single
from pssh.objects.reference import PSReference
from pssh.objects.tostring import net_string
from pssh.objects.types import NetType, net_type, resolve_type

_INTEGERS = ("Int32", "Int64", "UInt32", "UInt64", "Int16", "UInt16", "Byte", "SByte")


def type_code(name: str) -> Any:
    """A value of System.TypeCode."""
    from pssh.objects.enums import enum_value

    wanted = resolve_type("System.TypeCode")
    assert wanted is not None
    return enum_value(wanted, wanted.enum_values[name])


def _make(cls: Any, number: int) -> Any:
    return int(number) if cls is int else cls(number)


def _bad_format(text: Any) -> NetException:
    return NetException("System.FormatException", f"The input string '{text}' was not in a correct format.")


def parse_integer(text: str, styles: int, wanted: NetType) -> int:
    """Int32.Parse and its kin with NumberStyles."""
    cls = wanted.py_class
    low, high = INT_RANGES.get(cls, (None, None)) if cls is not None else (None, None)
    body = text.strip()
    number: Optional[int] = None
    try:
        if styles & 512:
            number = int(body, 16) if body and body[0] not in "+-" and "_" not in body else None
            if number is not None and low is not None and low < 0 and high is not None and number > high:
                number -= (high + 1) * 2
        elif styles & 1024:
            number = int(body, 2)
        else:
            if styles & 64:
                body = body.replace(",", "")
            if styles & 32 and "." in body:
                whole, _, part = body.partition(".")
                body = whole if part.strip("0") == "" else "x"
            if styles & 128 and "e" in body.lower():
                number = int(float(body))
            elif "_" not in body:
                number = int(body)
    except ValueError:
        number = None
    if number is None:
        raise _bad_format(text)
    if low is not None and high is not None and not low <= number <= high:
        raise NetException("System.OverflowException", overflow_text(wanted.name))
    return number


def _style_number(args: Any, default: int) -> int:
    for arg in args:
        if isinstance(arg, EnumValue):
            return int(arg)
        if isinstance(arg, int) and not isinstance(arg, bool):
            return int(arg)
    return default


def _given(args: Any) -> Any:
    """The culture among the arguments of Parse, or None."""
    for arg in args:
        if arg is not None and not isinstance(arg, (int, str)):
            from pssh.objects.culture import format_provider

            return format_provider(arg)
    return None


def _check_null(text: Any) -> str:
    if text is None:
        raise NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 's')")
    return str(text)


def _parse_forms(short: str) -> List[str]:
    return [
        f"static {short} Parse(string s)",
        f"static {short} Parse(string s, System.Globalization.NumberStyles style)",
        f"static {short} Parse(string s, System.IFormatProvider provider)",
        f"static {short} Parse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider)",
    ]


def _try_forms(short: str) -> List[str]:
    return [
        f"static bool TryParse(string s, [ref] {short} result)",
        f"static bool TryParse(string s, System.IFormatProvider provider, [ref] {short} result)",
        f"static bool TryParse(string s, System.Globalization.NumberStyles style, System.IFormatProvider provider, "
        f"[ref] {short} result)",
    ]


def _try(parse: Any, wanted: NetType, args: Any) -> bool:
    reference = args[-1]
    try:
        result = parse(*args[:-1])
        done = True
    except NetException:
        result, done = wanted.default_value(), False
    if isinstance(reference, PSReference):
        reference.value = result
    return done


def _common(kind: NetType, short: str) -> None:
    """The methods all number types share."""

    @kind.method("CompareTo", "int CompareTo(System.Object value)", f"int CompareTo({short} value)")
    def _compare_to(self: Any, other: Any) -> int:
        if other is None:
            return 1
        return compare(self, other)

    @kind.method("Equals", "bool Equals(System.Object obj)", f"bool Equals({short} obj)")
    def _equals(self: Any, other: Any) -> bool:
        return net_equals(self, other)

    @kind.method("GetTypeCode", "System.TypeCode GetTypeCode()")
    def _code(self: Any) -> Any:
        return type_code(kind.name)

    @kind.method(
        "ToString",
        "string ToString()",
        "string ToString(string format)",
        "string ToString(System.IFormatProvider provider)",
        "string ToString(string format, System.IFormatProvider provider)",
        raw=True,
    )
    def _to_string(self: Any, *args: Any) -> str:
        return format_with(self, args)


def format_with(value: Any, args: Any) -> str:
    """`value.ToString(format, provider)` in any of its forms."""
    if not args:
        return net_string(value)
    from pssh.objects.culture import format_provider
    from pssh.objects.number_format import FormatError
    from pssh.objects.text_format import format_value

    fmt, culture = None, None
    for arg in args:
        if isinstance(arg, str):
            fmt = str(arg)
        elif arg is not None:
            culture = format_provider(arg)
    try:
        return format_value(value, fmt, culture) if culture is not None else format_value(value, fmt)
    except FormatError as error:
        raise NetException("System.FormatException", str(error)) from error


def _declare_integer(name: str) -> None:
    kind = net_type("System." + name)
    cls: Any = kind.py_class
    short = kind.ps_name
    low, high = INT_RANGES[cls]
    kind.constant("MaxValue", short, _make(cls, high))
    kind.constant("MinValue", short, _make(cls, low))
    _common(kind, short)

    def parse(text: Any, *args: Any) -> Any:
        culture, styles = _given(args), _style_number(args, 7)
        if culture is not None and culture.name and not styles & 1536:
            from pssh.objects.net.parsing import plain_text

            text, styles = plain_text(_check_null(text), styles, culture), styles | 160
        return _make(cls, parse_integer(_check_null(text), styles, kind))

    kind.static_method("Parse", *_parse_forms(short))(parse)

    @kind.static_method("TryParse", *_try_forms(short))
    def _try_parse(*args: Any) -> bool:
        return _try(parse, kind, args)

    declare_integer_math(kind, short)


def _declare_float(name: str, cls: Any, high: float, epsilon: float) -> None:
    kind = net_type("System." + name)
    short = kind.ps_name
    _common(kind, short)
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
        culture = _given(args)
        if culture is not None and culture.name:
            from pssh.objects.net.parsing import parse_double as parse_localized

            return cls(parse_localized(_check_null(text), culture, _style_number(args, 231)))
        number = parse_double(_check_null(text)) if _check_null(text).strip() else None
        if number is None:
            raise _bad_format(text)
        return cls(number)

    kind.static_method("Parse", *_parse_forms(short))(parse)

    @kind.static_method("TryParse", *_try_forms(short))
    def _try_parse(*args: Any) -> bool:
        return _try(parse, kind, args)

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


def _declare_decimal() -> None:
    from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal

    kind = net_type("System.Decimal", Decimal)
    _common(kind, "decimal")
    limit = Decimal("79228162514264337593543950335")
    for field, value in (
        ("MaxValue", limit),
        ("MinValue", -limit),
        ("Zero", Decimal(0)),
        ("One", Decimal(1)),
        ("MinusOne", Decimal(-1)),
    ):
        kind.constant(field, "decimal", value)

    def parse(text: Any, *args: Any) -> Any:
        from pssh.objects.parse_number import parse_decimal_text

        culture = _given(args)
        if culture is not None and culture.name:
            from pssh.objects.net.parsing import parse_decimal as parse_localized

            return parse_localized(_check_null(text), culture, _style_number(args, 111))
        number = parse_decimal_text(_check_null(text))
        if number is None:
            raise _bad_format(text)
        if abs(number) > limit:
            raise NetException("System.OverflowException", overflow_text("Decimal"))
        return number

    kind.static_method("Parse", *_parse_forms("decimal"))(parse)

    @kind.static_method("TryParse", *_try_forms("decimal"))
    def _try_parse(*args: Any) -> bool:
        return _try(parse, kind, args)

    for name, mode in (("Floor", ROUND_FLOOR), ("Ceiling", ROUND_CEILING), ("Truncate", ROUND_DOWN)):
        kind.static_method(name, f"static decimal {name}(decimal d)")(
            lambda value, mode=mode: value.to_integral_value(rounding=mode)
        )

    @kind.static_method(
        "Round",
        "static decimal Round(decimal d)",
        "static decimal Round(decimal d, int decimals)",
        "static decimal Round(decimal d, System.MidpointRounding mode)",
        "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
    )
    def _round(value: Any, places: Any = 0, mode: Any = None) -> Any:
        from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP

        if isinstance(places, EnumValue):
            places, mode = 0, places
        rounding = ROUND_HALF_UP if mode is not None and int(mode) == 1 else ROUND_HALF_EVEN
        places = min(int(places), max(-value.as_tuple().exponent, 0))
        return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)

    binary = {
        "Add": lambda a, b: a + b,
        "Subtract": lambda a, b: a - b,
        "Multiply": lambda a, b: a * b,
        "Divide": lambda a, b: a / b,
        "Remainder": lambda a, b: a % b,
        "Compare": lambda a, b: (a > b) - (a < b),
    }
    for name, function in binary.items():
        kind.static_method(name, f"static decimal {name}(decimal d1, decimal d2)")(function)
    kind.static_method("Negate", "static decimal Negate(decimal d)")(lambda value: -value)
    kind.static_method("ToInt32", "static int ToInt32(decimal d)")(lambda value: int(value))
    kind.static_method("ToDouble", "static double ToDouble(decimal d)")(lambda value: float(value))

    @kind.static_method("GetBits", "static int[] GetBits(decimal d)")
    def _bits(value: Any) -> Any:
        sign, digits, exponent = value.as_tuple()
        number = int("".join(map(str, digits)))
        words = [(number >> shift) & 0xFFFFFFFF for shift in (0, 32, 64)]
        words.append((-exponent << 16) | (sign << 31))
        return [word - (1 << 32) if word >= 1 << 31 else word for word in words]

    @kind.constructor("decimal new(int value)", "decimal new(long value)", "decimal new(double value)")
    def _new(value: Any) -> Any:
        return Decimal(value) if isinstance(value, int) else Decimal(repr(value))


def _declare_boolean() -> None:
    kind = net_type("System.Boolean", bool)
    kind.constant("TrueString", "string", "True")
    kind.constant("FalseString", "string", "False")
    _common(kind, "bool")

    def parse(text: Any) -> bool:
        lower = _check_null(text).strip().lower()
        if lower not in ("true", "false"):
            raise NetException(
                "System.FormatException", f"String '{text}' was not recognized as a valid Boolean."
            )
        return lower == "true"

    kind.static_method("Parse", "static bool Parse(string value)")(parse)

    @kind.static_method("TryParse", "static bool TryParse(string value, [ref] bool result)")
    def _try_parse(*args: Any) -> bool:
        return _try(parse, kind, args)


def _declare_big_integer() -> None:
    kind = net_type("System.Numerics.BigInteger", BigInteger)
    _common(kind, "bigint")
    for field, number in (("Zero", 0), ("One", 1), ("MinusOne", -1)):
        kind.constant(field, "bigint", BigInteger(number))
    kind.prop("IsZero", "bool")(lambda self: int(self) == 0)
    kind.prop("IsOne", "bool")(lambda self: int(self) == 1)
    kind.prop("IsEven", "bool")(lambda self: int(self) % 2 == 0)
    kind.prop("Sign", "int")(lambda self: (self > 0) - (self < 0))
    kind.prop("IsPowerOfTwo", "bool")(lambda self: self > 0 and int(self) & (int(self) - 1) == 0)

    def parse(text: Any, *args: Any) -> Any:
        return BigInteger(parse_integer(_check_null(text), _style_number(args, 7), kind))

    kind.static_method("Parse", *_parse_forms("bigint"))(parse)

    @kind.static_method("TryParse", *_try_forms("bigint"))
    def _try_parse(*args: Any) -> bool:
        return _try(parse, kind, args)

    binary = {
        "Add": lambda a, b: a + b,
        "Subtract": lambda a, b: a - b,
        "Multiply": lambda a, b: a * b,
        "Divide": lambda a, b: divided(a, b)[0],
        "Remainder": lambda a, b: divided(a, b)[1],
        "GreatestCommonDivisor": _gcd,
    }
    for name, function in binary.items():
        kind.static_method(name, f"static bigint {name}(bigint left, bigint right)")(
            lambda a, b, function=function: BigInteger(function(int(a), int(b)))
        )
    declare_big_integer_math(kind)
    kind.static_method("Abs", "static bigint Abs(bigint value)")(lambda a: BigInteger(abs(int(a))))
    kind.static_method("Negate", "static bigint Negate(bigint value)")(lambda a: BigInteger(-int(a)))
    kind.static_method("Compare", "static int Compare(bigint left, bigint right)")(
        lambda a, b: (a > b) - (a < b)
    )
    kind.static_method("Pow", "static bigint Pow(bigint value, int exponent)")(
        lambda a, b: BigInteger(int(a) ** int(b))
    )
    kind.static_method("ModPow", "static bigint ModPow(bigint value, bigint exponent, bigint modulus)")(
        _mod_pow
    )
    kind.static_method("Log10", "static double Log10(bigint value)")(lambda a: _log(a, 10.0))
    kind.static_method(
        "Log", "static double Log(bigint value)", "static double Log(bigint value, double baseValue)"
    )(lambda a, base=None: _log(a, base))

    @kind.method("ToByteArray", "byte[] ToByteArray()")
    def _bytes(self: Any) -> Any:
        from pssh.objects.collections import ByteArray

        number = int(self)
        length = (number.bit_length() if number >= 0 else (number + 1).bit_length()) // 8 + 1
        return ByteArray(number.to_bytes(length, "little", signed=True))

    @kind.constructor(
        "bigint new(int value)",
        "bigint new(long value)",
        "bigint new(double value)",
        "bigint new(byte[] value)",
    )
    def _new(value: Any) -> Any:
        if isinstance(value, (bytearray, list)):
            return BigInteger(int.from_bytes(bytes(value), "little", signed=True))
        return BigInteger(int(value))


def _gcd(a: int, b: int) -> int:
    from math import gcd

    return gcd(a, b)


def _log(value: Any, base: Optional[float]) -> float:
    from math import log, log10

    if base == 10.0:
        return log10(int(value))
    return log(int(value)) if base is None else log(int(value), base)


def _mod_pow(a: Any, b: Any, modulus: Any) -> Any:
    found = pow(abs(int(a)), int(b), abs(int(modulus)))
    return BigInteger(-found if int(a) < 0 and int(b) % 2 else found)


for _name in _INTEGERS:
    _declare_integer(_name)
_declare_float("Double", float, 1.7976931348623157e308, 5e-324)
_declare_float("Single", Single, 3.4028234663852886e38, 1.401298464324817e-45)
_declare_boolean()
_declare_big_integer()


def _pointers() -> None:
    kind = net_type("System.IntPtr")
    kind.constant("Zero", "System.IntPtr", kind.py_class(0) if kind.py_class else 0)
    kind.constant("Size", "int", 8)
    _common(kind, "System.IntPtr")


_pointers()
_declare_decimal()
_ = Byte, Int64
