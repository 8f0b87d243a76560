"""Conversion to the number types: from text (hex, thousands, exponents) and other numbers (half to even)."""

from typing import Any, Callable, Optional

from pssh.objects.convert import bad_value, cannot_convert, format_text
from pssh.objects.nettype import NetType
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import INT_RANGES, Char, EnumValue, Single
from pssh.objects.psobject import PSObject

__all__ = ["decimal_converter", "float_converter", "int_converter", "parse_double"]

_ARTICLES = {"Int32": "an Int32", "Int64": "an Int64", "Int16": "an Int16", "UInt32": "a UInt32",
             "UInt64": "a UInt64", "UInt16": "a UInt16", "Byte": "an unsigned byte", "SByte": "a signed byte",
             "Decimal": "a Decimal", "IntPtr": "an Int64"}  # fmt: skip


def overflow_text(name: str) -> str:
    """What .NET says of a value outside the range of the type with that short name."""
    return f"Value was either too large or too small for {_ARTICLES.get(name, 'a ' + name)}."


def int_converter(wanted: NetType) -> Callable[[Any], Any]:
    """The function that converts to an integer type."""
    cls: type = wanted.py_class or int
    low, high = INT_RANGES.get(cls, (None, None))
    plain = cls is int
    span = 0 if low is None or high is None or low >= 0 else high - low + 1

    def fit(number: int, source: Any, error_id: str) -> Any:
        if low is not None and high is not None and not low <= number <= high:
            raise bad_value(source, wanted, error_id, overflow_text(wanted.name), "OverflowException")
        return int(number) if plain else int.__new__(cls, number)

    def from_text(text: str) -> Any:
        number = _parse_int(text, high or 0, span)
        if number is None:
            real = _scanned(text)
            if real is None or real != real or real in (float("inf"), float("-inf")):
                raise bad_value(text, wanted, "InvalidCastFromStringToInteger", format_text(text))
            number = round(real)
        return fit(number, text, "InvalidCastFromStringToInteger")

    def to_int(value: Any) -> Any:
        kind = value.__class__
        if kind is cls:
            return value
        if kind is int:
            return fit(value, value, "InvalidCastIConvertible")
        if kind is str:
            return from_text(value)
        if kind is float or kind is Single or kind.__name__ == "Decimal":
            if value != value or value in (float("inf"), float("-inf")):
                raise bad_value(
                    value, wanted, "InvalidCastIConvertible", overflow_text(wanted.name), "OverflowException"
                )
            return fit(round(value), value, "InvalidCastIConvertible")
        if value is None or value is NOTHING:
            return fit(0, value, "")
        if kind is bool:
            return fit(int(value), value, "")
        if isinstance(value, Char):
            return fit(ord(value), value, "InvalidCastIConvertible")
        if isinstance(value, int):
            return fit(int(value), value, "InvalidCastIConvertible")
        if kind is PSObject and value.base is not None:
            return to_int(value.base)
        return _rest(value, wanted)

    return to_int


def _scanned(text: str) -> Any:
    """A number by the rules of literals (1kb, 1.5, 1e3), else as Double.Parse reads it."""
    from pssh.objects.parse_number import scan_number

    found = scan_number(text)
    return parse_double(text) if found is None else found


def _rest(value: Any, wanted: NetType) -> Any:
    own = getattr(value, "ps_convert_to", None)
    if own is not None:
        from pssh.objects.nothing import MISSING

        found = own(wanted)
        if found is not MISSING:
            return found
    raise cannot_convert(value, wanted)


def _parse_int(text: str, high: int, span: int) -> Optional[int]:
    """An integer as .NET's converter reads it: decimal, or hex after 0x, # or &h.

    Hex digits are the bits of the type: of a signed one (it has `span` values), those above `high` are negative.
    """
    body = text.strip()
    if not body:
        return 0
    if body.isascii() and body.isdigit():
        return int(body)
    lower = body.lower()
    try:
        for mark in ("0x", "#", "&h"):
            if lower.startswith(mark) and len(lower) > len(mark):
                value = int(lower[len(mark) :], 16)
                return value - span if high < value < span else value
        if lower.startswith("0b"):
            return int(lower[2:], 2)
        return int(body) if "_" not in body else None
    except ValueError:
        return None


def parse_double(text: str) -> Optional[float]:
    """Double.Parse: thousands separators, exponent, NaN and Infinity by name."""
    body = text.strip()
    if not body:
        return 0.0
    lower = body.lower()
    if lower in ("nan", "-nan"):
        return float("nan")
    if lower.lstrip("+-") in ("infinity", "∞"):
        return float("-inf") if lower[0] == "-" else float("inf")
    if lower.lstrip("+-")[:1] not in "0123456789." or "_" in lower:
        return None
    if "," in body:
        whole, dot, part = body.partition(".")
        if "," in part or whole.startswith(","):
            return None
        body = whole.replace(",", "") + dot + part
    try:
        return float(body)
    except ValueError:
        return None


def float_converter(wanted: NetType) -> Callable[[Any], Any]:
    """The function that converts to Double or Single."""
    single = wanted.name == "Single"
    make: Any = Single if single else float
    own_class = Single if single else float

    def to_float(value: Any) -> Any:
        kind = value.__class__
        if kind is own_class:
            return value
        if kind is int:
            return make(value)
        if kind is str:
            number = parse_double(value)
            if number is None:
                scanned = _scanned(value)
                if scanned is None:
                    raise bad_value(
                        value, wanted, "InvalidCastFromStringToDoubleOrSingle", format_text(value)
                    )
                number = float(scanned)
            return make(number)
        if value is None or value is NOTHING:
            return make(0.0)
        if kind is bool:
            return make(1.0 if value else 0.0)
        if isinstance(value, Char):
            raise bad_value(
                value,
                wanted,
                "InvalidCastIConvertible",
                f"Invalid cast from 'Char' to '{wanted.name}'.",
                "InvalidCastException",
            )
        if isinstance(value, (int, float)) or kind.__name__ == "Decimal":
            return make(float(value))
        if kind is PSObject and value.base is not None:
            return to_float(value.base)
        return _rest(value, wanted)

    return to_float


def decimal_converter(wanted: NetType) -> Callable[[Any], Any]:
    """The function that converts to Decimal."""
    from decimal import Decimal

    limit = Decimal("79228162514264337593543950335")

    def check(number: Any, source: Any) -> Any:
        if abs(number) > limit:
            raise bad_value(
                source, wanted, "InvalidCastIConvertible", overflow_text("Decimal"), "OverflowException"
            )
        return number

    def to_decimal(value: Any) -> Any:
        kind = value.__class__
        if kind is Decimal:
            return value
        if isinstance(value, (bool, EnumValue)):
            return Decimal(int(value))
        if isinstance(value, int):
            return check(Decimal(int(value)), value)
        if isinstance(value, float):
            if value != value or value in (float("inf"), float("-inf")):
                raise bad_value(
                    value, wanted, "InvalidCastIConvertible", overflow_text("Decimal"), "OverflowException"
                )
            digits = 7 if kind is Single else 15
            return check(Decimal(format(Decimal(f"{value:.{digits}g}"), "f")), value)
        if value is None or value is NOTHING:
            return Decimal(0)
        if isinstance(value, str) and not isinstance(value, Char):
            from pssh.objects.parse_number import parse_decimal_text

            scanned = _scanned(value) if value.strip() and "," not in value else None
            if isinstance(scanned, float) and scanned == scanned:
                return (
                    to_decimal(scanned)
                    if len(value.strip()) < 17
                    else check(parse_decimal_text(value), value)
                )
            number = parse_decimal_text(value) if value.strip() else Decimal(0)
            if number is None and isinstance(scanned, int):
                number = Decimal(int(scanned))
            if number is None:
                raise bad_value(value, wanted, "InvalidCastFromStringToDecimal", format_text(value))
            return check(number, value)
        if kind is PSObject and value.base is not None:
            return to_decimal(value.base)
        return _rest(value, wanted)

    return to_decimal
