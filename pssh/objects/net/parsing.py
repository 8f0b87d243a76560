"""Text to numbers by .NET's rules: [double]::Parse, [decimal]::Parse and [int]::Parse with styles and cultures."""

from typing import Any, Optional

from pssh.objects.culture import INVARIANT, Culture
from pssh.objects.net.common import fail, null_argument

# [Globalization.NumberStyles]
LEADING_WHITE, TRAILING_WHITE, LEADING_SIGN, TRAILING_SIGN, PARENTHESES = 1, 2, 4, 8, 16
DECIMAL_POINT, THOUSANDS, EXPONENT, CURRENCY, HEX, BINARY = 32, 64, 128, 256, 512, 1024
INTEGER, NUMBER, FLOAT, ANY = 7, 111, 167, 511


def bad(text: str) -> Any:
    """FormatException"""
    fail("FormatException", f"The input string '{text}' was not in a correct format.")


def plain_text(text: str, styles: int, culture: Optional[Culture] = None) -> str:
    """The number as Python writes it (`-12.5e3`); FormatException where the styles do not allow it."""
    if text is None:
        null_argument("s")
    nfi = (culture or INVARIANT).number_format
    body = text
    body = body.lstrip() if styles & LEADING_WHITE else body
    body = body.rstrip() if styles & TRAILING_WHITE else body
    negative = False
    if styles & PARENTHESES and body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    if styles & CURRENCY and nfi.currency_symbol in body:
        body = body.replace(nfi.currency_symbol, "", 1).strip()
    for sign, minus in ((nfi.negative_sign, True), (nfi.positive_sign, False), ("-", True)):
        if sign and styles & LEADING_SIGN and body.startswith(sign):
            negative, body = minus, body[len(sign) :]
            break
        if sign and styles & TRAILING_SIGN and body.endswith(sign) and len(body) > 1:
            negative, body = minus, body[: -len(sign)].rstrip()
            break
    mantissa, mark, exponent = body, "", ""
    if styles & EXPONENT:
        low = body.lower()
        mantissa, mark, exponent = low.partition("e")
        if mark and not exponent.lstrip("+-").isdigit():
            bad(text)
    if styles & THOUSANDS:
        whole, point, part = mantissa.partition(nfi.number_decimal_separator)
        mantissa = whole.replace(nfi.number_group_separator, "") + point + part
    whole, point, part = mantissa.partition(nfi.number_decimal_separator)
    if point and not styles & DECIMAL_POINT:
        bad(text)
    digits = whole + part
    if not (digits.isdigit() and digits.isascii()):
        bad(text)
    result = (whole or "0") + ("." + part if part else "")
    return ("-" if negative else "") + result + ("e" + exponent if mark else "")


def parse_double(text: str, culture: Optional[Culture] = None, styles: int = FLOAT | THOUSANDS) -> float:
    """[double]::Parse"""
    if text is None:
        null_argument("s")
    nfi = (culture or INVARIANT).number_format
    word = text.strip()
    for name, value in (
        (nfi.na_n_symbol, float("nan")),
        (nfi.positive_infinity_symbol, float("inf")),
        (nfi.negative_infinity_symbol, float("-inf")),
        ("\u221e", float("inf")),
        ("-\u221e", float("-inf")),
    ):
        if word.lower() == name.lower():
            return value
    return float(plain_text(text, styles, culture))


def parse_decimal(text: str, culture: Optional[Culture] = None, styles: int = NUMBER) -> Any:
    """[decimal]::Parse"""
    from decimal import Decimal

    value = Decimal(plain_text(text, styles, culture))
    if abs(value) > Decimal("79228162514264337593543950335"):
        fail("OverflowException", "Value was either too large or too small for a Decimal.")
    return value


def parse_integer(text: str, culture: Optional[Culture] = None, styles: int = INTEGER, bits: int = 32) -> int:
    """An integer before its range is looked at; hex numbers are two's complement of `bits`."""
    if text is None:
        null_argument("s")
    if styles & (HEX | BINARY):
        body = text.strip() if styles & 3 else text
        base = 16 if styles & HEX else 2
        try:
            if not body.isalnum():
                raise ValueError
            number = int(body, base)
        except ValueError:
            bad(text)
        return number
    plain = plain_text(text, styles, culture)
    mantissa, _, exponent = plain.partition("e")
    whole, _, part = mantissa.partition(".")
    power = int(exponent or 0)
    if part.strip("0") and power < len(part):
        fail("OverflowException", "Value was either too large or too small for an Int32.")
    return int(whole) * 10**power if not part.strip("0") else int(float(plain))
