"""Numbers to text by .NET's standard (C D E F G N P R X B) and custom numeric format strings."""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.culture import INVARIANT, Culture, NumberFormatInfo


class FormatError(Exception):
    """A format string that the type does not know; becomes System.FormatException."""


BAD_SPECIFIER = "Format specifier was invalid."

# digits before the decimal point may be fewer than none: the value is 0.DIGITS * 10 ** scale
Digits = Tuple[bool, str, int]


def is_decimal(value: Any) -> bool:
    """Whether this is a [decimal] (the decimal module is loaded only when one exists)."""
    return type(value).__name__ == "Decimal"


def digits_of(value: Any, significant: Optional[int] = None) -> Digits:
    """Sign, decimal digits and scale of a finite number; a double is rounded to `significant` digits if given."""
    if isinstance(value, int):
        text = str(abs(int(value)))
        return value < 0, text.rstrip("0") if value else "", len(text) if value else 0
    if isinstance(value, float):
        negative = value < 0 or (value == 0 and str(value)[0] == "-")
        if value == 0:
            return negative, "", 0
        text = repr(abs(float(value))) if significant is None else f"{abs(value):.{significant - 1}e}"
        mantissa, _, exponent = text.partition("e")
        whole, _, part = mantissa.partition(".")
        scale = len(whole) + int(exponent or 0)
        digits = whole + part
        stripped = digits.lstrip("0")
        return negative, stripped.rstrip("0"), scale - (len(digits) - len(stripped))
    sign, parts, power = value.as_tuple()
    text = "".join(map(str, parts))
    stripped = text.lstrip("0")
    return bool(sign), stripped.rstrip("0"), len(stripped) + power if stripped else 0


def round_digits(number: Digits, position: int) -> Digits:
    """Keeps `position` digits, rounding half away from zero."""
    negative, digits, scale = number
    if position >= len(digits):
        return number
    if position < 0:
        return negative, "", 0
    up = digits[position] >= "5"
    kept = digits[:position]
    if up:
        kept = str(int(kept or "0") + 1).rjust(position, "0")
        if len(kept) > position:
            scale += 1
    kept = kept.rstrip("0")
    return (negative, kept, scale) if kept else (negative, "", 0)


def group(whole: str, sizes: Tuple[int, ...], separator: str) -> str:
    """Puts group separators into a run of digits."""
    parts: List[str] = []
    index = 0
    while whole:
        size = sizes[min(index, len(sizes) - 1)] if sizes else 0
        if size <= 0 or size >= len(whole):
            parts.append(whole)
            break
        parts.append(whole[-size:])
        whole = whole[:-size]
        index += 1
    return separator.join(reversed(parts))


def special_text(value: Any, nfi: NumberFormatInfo) -> Optional[str]:
    """NaN and the infinities, which no format changes; None for all other numbers."""
    if isinstance(value, float):
        if value != value:
            return nfi.na_n_symbol
        if value in (float("inf"), float("-inf")):
            return nfi.positive_infinity_symbol if value > 0 else nfi.negative_infinity_symbol
    return None


def fixed(value: Any, places: int) -> Tuple[bool, str, str]:
    """Sign, whole digits and exactly `places` digits after the point."""
    if isinstance(value, int):
        return value < 0, str(abs(int(value))), "0" * places
    if isinstance(value, float):
        text = f"{value:.{places}f}"
    else:
        from decimal import ROUND_HALF_UP, Context, Decimal

        text = format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=200)), "f")
    negative = text[0] == "-"
    whole, _, part = text.lstrip("-").partition(".")
    return negative, whole, part


def _zero(whole: str, part: str) -> bool:
    return not whole.strip("0") and not part.strip("0")


def _signed(value: Any, negative: bool, whole: str, part: str) -> bool:
    """Whether a minus is shown: a decimal or integer that rounds to zero shows none, a double does."""
    return negative and (isinstance(value, float) or not _zero(whole, part))


def _number(value: Any, places: int, nfi: NumberFormatInfo) -> str:
    negative, whole, part = fixed(value, places)
    text = group(whole, nfi.number_group_sizes, nfi.number_group_separator)
    if part:
        text += nfi.number_decimal_separator + part
    if not _signed(value, negative, whole, part):
        return text
    sign = nfi.negative_sign
    return (f"({text})", sign + text, f"{sign} {text}", text + sign, f"{text} {sign}")[
        nfi.number_negative_pattern
    ]


def _fixed_point(value: Any, places: int, nfi: NumberFormatInfo) -> str:
    negative, whole, part = fixed(value, places)
    text = whole + (nfi.number_decimal_separator + part if part else "")
    return nfi.negative_sign + text if _signed(value, negative, whole, part) else text


_CURRENCY_POSITIVE = ("$n", "n$", "$ n", "n $")
_CURRENCY_NEGATIVE = (
    "($n)",
    "-$n",
    "$-n",
    "$n-",
    "(n$)",
    "-n$",
    "n-$",
    "n$-",
    "-n $",
    "-$ n",
    "n $-",
    "$ n-",
    "$ -n",
    "n- $",
    "($ n)",
    "(n $)",
    "$- n",
)
_PERCENT_POSITIVE = ("n %", "n%", "%n", "% n")
_PERCENT_NEGATIVE = ("-n %", "-n%", "-%n", "%-n", "%n-", "n-%", "n%-", "-% n", "n %-", "% n-", "% -n", "n- %")


def _pattern(pattern: str, number: str, symbol: str, sign: str) -> str:
    table = {"n": number, "$": symbol, "%": symbol, "-": sign}
    return "".join(table.get(c, c) for c in pattern)


def _currency(value: Any, places: int, nfi: NumberFormatInfo) -> str:
    negative, whole, part = fixed(value, places)
    text = group(whole, nfi.currency_group_sizes, nfi.currency_group_separator)
    if part:
        text += nfi.currency_decimal_separator + part
    table = _CURRENCY_POSITIVE[nfi.currency_positive_pattern]
    if _signed(value, negative, whole, part):
        table = _CURRENCY_NEGATIVE[nfi.currency_negative_pattern]
    return _pattern(table, text, nfi.currency_symbol, nfi.negative_sign)


def _percent(value: Any, places: int, nfi: NumberFormatInfo) -> str:
    if isinstance(value, float):
        # the exact value is scaled, not the rounded product
        from decimal import Context, Decimal

        value = Decimal(value).scaleb(2, Context(prec=800))
        negative, whole, part = fixed(value, places)
    else:
        negative, whole, part = fixed(value * 100, places)
    text = group(whole, nfi.percent_group_sizes, nfi.percent_group_separator)
    if part:
        text += nfi.percent_decimal_separator + part
    table = _PERCENT_POSITIVE[nfi.percent_positive_pattern]
    if negative and not _zero(whole, part):
        table = _PERCENT_NEGATIVE[nfi.percent_negative_pattern]
    return _pattern(table, text, nfi.percent_symbol, nfi.negative_sign)


def _exponent(value: Any, places: int, letter: str, nfi: NumberFormatInfo, least: int = 3) -> str:
    if isinstance(value, float):
        text = f"{value:.{places}e}"
        mantissa, _, power = text.partition("e")
        negative = mantissa[0] == "-"
        mantissa = mantissa.lstrip("-")
        exponent = int(power)
    else:
        negative, digits, scale = round_digits(digits_of(value), places + 1)
        exponent = scale - 1 if digits else 0
        digits = digits.ljust(places + 1, "0")
        mantissa = digits[0] + ("." + digits[1:] if places else "")
    mantissa = mantissa.replace(".", nfi.number_decimal_separator)
    sign = nfi.negative_sign if exponent < 0 else nfi.positive_sign
    return (
        (nfi.negative_sign if negative else "")
        + mantissa
        + letter
        + sign
        + str(abs(exponent)).rjust(least, "0")
    )


def _layout(number: Digits, limit: int, letter: str, nfi: NumberFormatInfo, scientific: bool = True) -> str:
    """The general format: fixed while the scale is within `limit`, else scientific."""
    negative, digits, scale = number
    sign = nfi.negative_sign if negative else ""
    point = nfi.number_decimal_separator
    if not digits:
        return sign + "0"
    if scientific and (scale > limit or scale < -3):
        exponent = scale - 1
        text = digits[0] + (point + digits[1:] if len(digits) > 1 else "")
        mark = nfi.negative_sign if exponent < 0 else nfi.positive_sign
        return sign + text + letter + mark + str(abs(exponent)).rjust(2, "0")
    if scale <= 0:
        return sign + "0" + point + "0" * -scale + digits
    if len(digits) <= scale:
        return sign + digits.ljust(scale, "0")
    return sign + digits[:scale] + point + digits[scale:]


def _general(value: Any, precision: Optional[int], letter: str, nfi: NumberFormatInfo) -> str:
    letter = "E" if letter == "G" else "e"
    if precision == 0:
        precision = None
    if isinstance(value, int):
        number = digits_of(value)
        if precision is None:
            return nfi.negative_sign + str(-int(value)) if value < 0 else str(int(value))
        return _layout(round_digits(number, precision), precision, letter, nfi)
    if isinstance(value, float):
        if precision is None:
            return general_double(value, nfi, letter)
        number = digits_of(value, min(precision, 400))
        return _layout(number, precision, letter, nfi)
    if precision is None:
        text = format(value, "f").replace(".", nfi.number_decimal_separator)
        return text.replace("-", nfi.negative_sign)
    return _layout(round_digits(digits_of(value), precision), precision, letter, nfi)


def general_double(value: float, nfi: NumberFormatInfo, letter: str = "E") -> str:
    """The shortest text that reads back as the same double (or single)."""
    if type(value) is float:
        return _layout(digits_of(value), 15, letter, nfi)
    return _layout(single_digits(value), 7, letter, nfi)


def single_digits(value: float) -> Digits:
    """The shortest digits that give the same 32-bit value."""
    from struct import pack, unpack

    plain = float(value)
    for places in range(1, 10):
        number = digits_of(plain, places)
        if unpack("f", pack("f", float(f"{plain:.{places - 1}e}")))[0] == plain:
            return number
    return digits_of(plain, 9)


_BITS = {
    "Int32": 32,
    "int": 32,
    "Int64": 64,
    "UInt64": 64,
    "UInt32": 32,
    "Int16": 16,
    "UInt16": 16,
    "Byte": 8,
    "SByte": 8,
    "IntPtr": 64,
}


def _unsigned(value: Any) -> int:
    number = int(value)
    if number >= 0:
        return number
    return number + (1 << _BITS.get(type(value).__name__, 32))


def _hexadecimal(value: Any, width: int, letter: str) -> str:
    if type(value).__name__ == "BigInteger":
        number = int(value)
        size = max(1, (number.bit_length() // 8) + 1)
        text = format(number & ((1 << (8 * size)) - 1), "x")
        text = text.rjust(2 * size, "f" if number < 0 else "0")
        shortest = text.lstrip("0") if number >= 0 else text
        if number >= 0 and (not shortest or shortest[0] in "89abcdef"):
            shortest = "0" + shortest
        fill = "f" if number < 0 else "0"
        text = shortest.rjust(width, fill)
    else:
        text = format(_unsigned(value), "x").rjust(width, "0")
    return text.upper() if letter == "X" else text


def _decimal_digits(value: Any, width: int, nfi: NumberFormatInfo) -> str:
    text = str(abs(int(value))).rjust(width, "0")
    return nfi.negative_sign + text if value < 0 else text


def format_standard(value: Any, letter: str, precision: Optional[int], nfi: NumberFormatInfo) -> str:
    """A number by one letter and an optional precision."""
    special = special_text(value, nfi)
    if special is not None:
        return special
    upper = letter.upper()
    if upper == "N":
        return _number(value, nfi.number_decimal_digits if precision is None else precision, nfi)
    if upper == "F":
        return _fixed_point(value, nfi.number_decimal_digits if precision is None else precision, nfi)
    if upper == "G":
        return _general(value, precision, letter, nfi)
    if upper == "C":
        return _currency(value, nfi.currency_decimal_digits if precision is None else precision, nfi)
    if upper == "P":
        return _percent(value, nfi.percent_decimal_digits if precision is None else precision, nfi)
    if upper == "E":
        return _exponent(value, 6 if precision is None else precision, letter, nfi)
    if upper == "R" and not is_decimal(value):
        if isinstance(value, float):
            return _general(value, None, "G" if letter == "R" else "g", nfi)
        return _decimal_digits(value, 0, nfi)
    if isinstance(value, int):
        if upper == "D":
            return _decimal_digits(value, precision or 0, nfi)
        if upper == "X":
            return _hexadecimal(value, precision or 0, letter)
        if upper == "B":
            return (f"{_unsigned(value):b}").rjust(precision or 0, "0")
    raise FormatError(BAD_SPECIFIER)


Formatter = Callable[[Any, Culture], str]
_formatters: Dict[str, Formatter] = {}


def _parse_standard(fmt: str) -> Optional[Tuple[str, Optional[int]]]:
    letter, rest = fmt[0], fmt[1:]
    if not (letter.isascii() and letter.isalpha()):
        return None
    if not rest:
        return letter, None
    if rest.isdigit() and rest.isascii() and len(rest) <= 9:
        return letter, int(rest)
    return None


def number_formatter(fmt: str) -> Formatter:
    """The function that formats numbers by `fmt`; kept, for formats are used again and again."""
    found = _formatters.get(fmt)
    if found is None:
        standard = _parse_standard(fmt) if fmt else ("G", None)
        if standard is not None:
            found = _standard_formatter(*standard)
        else:
            from pssh.objects.number_custom import custom_formatter

            found = custom_formatter(fmt)
        if len(_formatters) > 500:
            _formatters.clear()
        _formatters[fmt] = found
    return found


def _standard_formatter(letter: str, precision: Optional[int]) -> Formatter:
    if letter in "nNfF" and (precision is None or precision < 60):
        return _point_formatter(letter, precision)
    if letter in "dD":
        return _digit_formatter(letter, precision)

    def general(value: Any, culture: Culture) -> str:
        return format_standard(value, letter, precision, culture.number_format)

    return general


def _point_formatter(letter: str, precision: Optional[int]) -> Formatter:
    """N and F: plain doubles of the invariant culture go through Python's own formatting."""
    spec = ("," if letter in "nN" else "") + "." + str(2 if precision is None else precision) + "f"

    def point(value: Any, culture: Culture) -> str:
        if type(value) is float and culture is INVARIANT:
            text = format(value, spec)
            if text[-1] not in "fn":
                return text
        return format_standard(value, letter, precision, culture.number_format)

    return point


def _digit_formatter(letter: str, precision: Optional[int]) -> Formatter:
    spec = "0" + str(precision or 1) + "d"

    def digits(value: Any, culture: Culture) -> str:
        if type(value) is int and value >= 0:
            return format(value, spec)
        return format_standard(value, letter, precision, culture.number_format)

    return digits


def format_number(value: Any, fmt: str, culture: Culture) -> str:
    """A number of any type by any format string."""
    return number_formatter(fmt)(value, culture)
