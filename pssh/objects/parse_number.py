"""Text to numbers by the rules of PowerShell's literals: hex, binary, exponents, suffixes, kb mb gb."""

from typing import Any, Optional

from pssh.objects.numbers import (
    BigInteger,
    Byte,
    Int16,
    Int64,
    SByte,
    UInt16,
    UInt32,
    UInt64,
    make_int,
)

__all__ = ["parse_decimal_text", "scan_number"]

_MULTIPLIERS = {"kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}
_SUFFIXES = {
    "y": SByte,
    "uy": Byte,
    "s": Int16,
    "us": UInt16,
    "l": Int64,
    "u": None,
    "ul": UInt64,
    "n": BigInteger,
}


class _Pattern:
    compiled: Any = None


def _pattern() -> Any:
    if _Pattern.compiled is None:
        from re import ASCII, IGNORECASE, compile

        _Pattern.compiled = compile(
            r"(?P<sign>[+-]?)(?:0x(?P<hex>[0-9a-f]+)|0b(?P<bin>[01]+)|(?P<whole>\d*)(?:\.(?P<part>\d*))?"
            r"(?:e(?P<exp>[+-]?\d+))?)(?P<suffix>(?:u?[yslnd]|ul|u|d)?)(?P<mult>(?:[kmgtp]b)?)",
            IGNORECASE | ASCII,
        )
    return _Pattern.compiled


def scan_number(text: str) -> Optional[Any]:
    """The number `text` is as a literal (an empty text is 0), or None."""
    text = text.strip()
    if not text:
        return 0
    if text.isdigit() and len(text) < 10 and text.isascii():
        return int(text)
    found = _pattern().fullmatch(text)
    if found is None:
        return None
    suffix = found["suffix"].lower()
    multiplier = _MULTIPLIERS.get(found["mult"].lower(), 1)
    if found["hex"] is not None or found["bin"] is not None:
        return _based(found, suffix, multiplier)
    whole, part, exponent = found["whole"], found["part"], found["exp"]
    if not whole and not part:
        return None
    if suffix == "d":
        return _decimal(found, multiplier)
    if part is not None or exponent is not None:
        return _real(found, suffix, multiplier)
    value = int(found["sign"] + whole)
    return _sized(value * multiplier, suffix)


def _based(found: Any, suffix: str, multiplier: int) -> Optional[Any]:
    digits = found["hex"] or found["bin"]
    base = 16 if found["hex"] else 2
    value = int(digits, base)
    bits = len(digits) * (4 if base == 16 else 1)
    if not suffix:
        if bits == 32 and value >= 1 << 31:
            value -= 1 << 32
        elif bits == 64 and value >= 1 << 63:
            value -= 1 << 64
    if found["sign"] == "-":
        value = -value
    return _sized(value * multiplier, suffix)


def _sized(value: int, suffix: str) -> Optional[Any]:
    if suffix:
        cls = _SUFFIXES.get(suffix)
        if suffix == "u":
            return make_int(UInt32, value) or make_int(UInt64, value) if value else UInt32(0)
        return None if cls is None else make_int(cls, value)
    if -(2**31) <= value < 2**31:
        return value
    if -(2**63) <= value < 2**63:
        return Int64(value)
    from decimal import Decimal

    if abs(value) <= 79228162514264337593543950335:
        return Decimal(value)
    return float(value)


def _decimal(found: Any, multiplier: int) -> Any:
    from decimal import Decimal

    text = (
        f"{found['sign']}{found['whole'] or '0'}.{found['part'] or '0'}"
        if found["part"]
        else (f"{found['sign']}{found['whole'] or '0'}")
    )
    value = Decimal(text)
    if found["exp"]:
        value = value.scaleb(int(found["exp"]))
        value = Decimal(format(value, "f"))
    return value * multiplier if multiplier != 1 else value


def _real(found: Any, suffix: str, multiplier: int) -> Optional[Any]:
    text = f"{found['sign']}{found['whole'] or '0'}.{found['part'] or '0'}e{found['exp'] or '0'}"
    value = float(text) * multiplier
    if suffix:
        cls = _SUFFIXES.get(suffix)
        if cls is None:
            return None
        return make_int(cls, round(value))
    return value


def parse_decimal_text(text: str) -> Optional[Any]:
    """Decimal.Parse with NumberStyles.Number and an exponent."""
    from decimal import Decimal, InvalidOperation

    body = text.strip().replace(",", "")
    if not body or "_" in body:
        return None
    try:
        value = Decimal(body)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return Decimal(format(value, "f"))
