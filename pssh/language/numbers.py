"""What a number literal is worth, and of which .NET type."""

from typing import Any, Optional, Tuple

__all__ = ["MULTIPLIERS", "number_value"]

MULTIPLIERS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40, "p": 1 << 50}

_DECIMAL_MAX = 79228162514264337593543950335
_RANGES = {
    "y": ("System.SByte", -(1 << 7), (1 << 7) - 1),
    "uy": ("System.Byte", 0, (1 << 8) - 1),
    "s": ("System.Int16", -(1 << 15), (1 << 15) - 1),
    "us": ("System.UInt16", 0, (1 << 16) - 1),
    "l": ("System.Int64", -(1 << 63), (1 << 63) - 1),
    "ul": ("System.UInt64", 0, (1 << 64) - 1),
}
_HEX_LENGTHS = {"y": 2, "s": 4, "l": 16}

Value = Tuple[str, Any]


def number_value(digits: str, base: int, suffix: str, real: bool, multiplier: int) -> Optional[Value]:
    """The (type, number) of a literal, or None when no type of its suffix holds it.

    `digits` has its sign, `suffix` is in lower case, `real` means a dot or an exponent was seen.
    """
    if real:
        return _real(digits, suffix, multiplier)
    if base == 16:
        value, suffix = _hexadecimal(digits, suffix)
    elif base == 2:
        value, suffix = _binary(digits, suffix)
    else:
        value = int(digits)
    return _whole(value * multiplier, suffix, base == 10)


def _real(digits: str, suffix: str, multiplier: int) -> Optional[Value]:
    if not any("0" <= char <= "9" for char in digits):
        return None  # a lone dot
    if suffix == "d":
        return _decimal(digits, multiplier)
    value = float(digits) * multiplier
    if not suffix:
        return "System.Double", value
    if value in (float("inf"), float("-inf")):
        return None
    return _whole(round(value), suffix, False)


def _decimal(digits: str, multiplier: int) -> Optional[Value]:
    import decimal

    with decimal.localcontext() as context:
        context.prec = 60
        value = decimal.Decimal(digits) * multiplier
        if abs(value) > _DECIMAL_MAX:
            return None
        places = -int(value.as_tuple().exponent)
        if places > 28:
            value = value.quantize(decimal.Decimal(1).scaleb(-28), decimal.ROUND_HALF_EVEN)
        elif places < 0:
            value = value.quantize(decimal.Decimal(1))
        return "System.Decimal", format(value, "f")


def _split_sign(digits: str) -> Tuple[int, str]:
    if digits[:1] in ("-", "+"):
        return (-1 if digits[0] == "-" else 1), digits[1:]
    return 1, digits


def _hexadecimal(digits: str, suffix: str) -> Tuple[int, str]:
    # `digits` have one 0 in front. Digits that fill the type's width are its bits: 0xFFFFFFFF is -1.
    sign, text = _split_sign(digits)
    value = int(text, 16)
    if "u" not in suffix:
        width = _HEX_LENGTHS.get(suffix, 8 if len(text) < 16 else 16)
        if len(text) == width + 1:
            text = text[1:]
            if value >= 1 << (width * 4 - 1):
                value -= 1 << (width * 4)
    if len(text) == 16 and suffix in ("", "u"):
        suffix += "l"
    return sign * value, suffix


def _binary(digits: str, suffix: str) -> Tuple[int, str]:
    sign, text = _split_sign(digits)
    value = int(text or "0", 2)
    if "u" not in suffix and len(text) in (8, 16, 32, 64, 96, 128) and text[0] == "1":
        value -= 1 << len(text)
    if len(text) == 64 and suffix in ("", "u"):
        suffix += "l"
    return sign * value, suffix


def _whole(value: int, suffix: str, decimal_digits: bool) -> Optional[Value]:
    if not suffix:
        if -0x80000000 <= value <= 0x7FFFFFFF:
            return "System.Int32", value
        if -(1 << 63) <= value < 1 << 63:
            return "System.Int64", value
        if not decimal_digits:
            return None
        if abs(value) <= _DECIMAL_MAX:
            return "System.Decimal", str(value)
        try:
            return "System.Double", float(value)
        except OverflowError:
            return None
    if suffix == "n":
        return "System.Numerics.BigInteger", value
    if suffix == "d":
        return ("System.Decimal", str(value)) if abs(value) <= _DECIMAL_MAX else None
    if suffix == "u":
        if 0 <= value <= 0xFFFFFFFF:
            return "System.UInt32", value
        return ("System.UInt64", value) if 0 <= value < 1 << 64 else None
    name, low, high = _RANGES[suffix]
    return (name, value) if low <= value <= high else None
