"""Members of System.Decimal, which is Python's `decimal.Decimal` cut to 96 bits."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from pssh.objects.convert_number import overflow_text
from pssh.objects.errors import NetException
from pssh.objects.number_members import (
    bad_format,
    common_members,
    culture_among,
    not_null,
    parse_forms,
    style_among,
    try_forms,
    try_parse,
)
from pssh.objects.numbers import EnumValue
from pssh.objects.types import net_type

decimal = net_type("System.Decimal", Decimal)
common_members(decimal, "decimal")
_LIMIT = Decimal("79228162514264337593543950335")
for _field, _value in (
    ("MaxValue", _LIMIT),
    ("MinValue", -_LIMIT),
    ("Zero", Decimal(0)),
    ("One", Decimal(1)),
    ("MinusOne", Decimal(-1)),
):
    decimal.constant(_field, "decimal", _value)


def _parse(text: Any, *args: Any) -> Any:
    from pssh.objects.parse_number import parse_decimal_text

    culture = culture_among(args)
    if culture is not None and culture.name:
        from pssh.objects.net.parsing import parse_decimal as parse_localized

        return parse_localized(not_null(text), culture, style_among(args, 111))
    number = parse_decimal_text(not_null(text))
    if number is None:
        raise bad_format(text)
    if abs(number) > _LIMIT:
        raise NetException("System.OverflowException", overflow_text("Decimal"))
    return number


decimal.static_method("Parse", *parse_forms("decimal"))(_parse)


@decimal.static_method("TryParse", *try_forms("decimal"))
def _try_parse(*args: Any) -> bool:
    return try_parse(_parse, decimal, args)


for _name, _mode in (("Floor", ROUND_FLOOR), ("Ceiling", ROUND_CEILING), ("Truncate", ROUND_DOWN)):
    decimal.static_method(_name, f"static decimal {_name}(decimal d)")(
        lambda value, mode=_mode: value.to_integral_value(rounding=mode)
    )


@decimal.static_method(
    "Round",
    "static decimal Round(decimal d)",
    "static decimal Round(decimal d, int decimals)",
    "static decimal Round(decimal d, System.MidpointRounding mode)",
    "static decimal Round(decimal d, int decimals, System.MidpointRounding mode)",
)
def _round(value: Any, places: Any = 0, mode: Any = None) -> Any:
    if isinstance(places, EnumValue):
        places, mode = 0, places
    rounding = ROUND_HALF_UP if mode is not None and int(mode) == 1 else ROUND_HALF_EVEN
    places = min(int(places), max(-value.as_tuple().exponent, 0))
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding)


_BINARY = {
    "Add": lambda a, b: a + b,
    "Subtract": lambda a, b: a - b,
    "Multiply": lambda a, b: a * b,
    "Divide": lambda a, b: a / b,
    "Remainder": lambda a, b: a % b,
    "Compare": lambda a, b: (a > b) - (a < b),
}
for _name, _function in _BINARY.items():
    decimal.static_method(_name, f"static decimal {_name}(decimal d1, decimal d2)")(_function)
decimal.static_method("Negate", "static decimal Negate(decimal d)")(lambda value: -value)
decimal.static_method("ToInt32", "static int ToInt32(decimal d)")(lambda value: int(value))
decimal.static_method("ToDouble", "static double ToDouble(decimal d)")(lambda value: float(value))


@decimal.static_method("GetBits", "static int[] GetBits(decimal d)")
def _bits(value: Any) -> Any:
    sign, digits, exponent = value.as_tuple()
    number = int("".join(map(str, digits)))
    words = [(number >> shift) & 0xFFFFFFFF for shift in (0, 32, 64)]
    words.append((-exponent << 16) | (sign << 31))
    return [word - (1 << 32) if word >= 1 << 31 else word for word in words]


@decimal.constructor("decimal new(int value)", "decimal new(long value)", "decimal new(double value)")
def _new(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) else Decimal(repr(value))
