"""Dates to text by .NET's standard and custom format strings."""

from typing import Callable, Dict, List, Optional, Tuple

from pssh.objects.culture import INVARIANT, Culture
from pssh.objects.datetime import LOCAL, UTC, DateOnly, DateTime, DateTimeOffset, TimeOnly
from pssh.objects.number_format import FormatError
from pssh.objects.timespan import TICKS_PER_MINUTE

BAD_INPUT = "Input string was not in a correct format."

Token = Tuple[str, int, str]  # letter (or "" for plain text), count, text

_tokens: Dict[str, List[Token]] = {}


def tokenize(fmt: str) -> List[Token]:
    """A custom date format cut into its parts; kept, for formats are used again and again."""
    found = _tokens.get(fmt)
    if found is not None:
        return found
    out: List[Token] = []
    at, end = 0, len(fmt)
    while at < end:
        c = fmt[at]
        if c in "dfFghHKmMstyz":
            stop = at + 1
            while c != "K" and stop < end and fmt[stop] == c:
                stop += 1
            out.append((c, stop - at, fmt[at:stop]))
            at = stop
        elif c in "/:":
            out.append((c, 1, c))
            at += 1
        elif c in "'\"":
            stop = at + 1
            text: List[str] = []
            while stop < end and fmt[stop] != c:
                if fmt[stop] == "\\" and stop + 1 < end:
                    stop += 1
                text.append(fmt[stop])
                stop += 1
            if stop >= end:
                raise FormatError(BAD_INPUT)
            out.append(("", 0, "".join(text)))
            at = stop + 1
        elif c == "%":
            if at + 1 >= end or fmt[at + 1] == "%":
                raise FormatError(BAD_INPUT)
            at += 1
        elif c == "\\":
            if at + 1 >= end:
                raise FormatError(BAD_INPUT)
            out.append(("", 0, fmt[at + 1]))
            at += 2
        else:
            out.append(("", 0, c))
            at += 1
    if len(_tokens) > 500:
        _tokens.clear()
    _tokens[fmt] = out
    return out


_STANDARD: Dict[str, Callable[[Culture], str]] = {
    "d": lambda c: c.date_time_format.short_date_pattern,
    "D": lambda c: c.date_time_format.long_date_pattern,
    "t": lambda c: c.date_time_format.short_time_pattern,
    "T": lambda c: c.date_time_format.long_time_pattern,
    "f": lambda c: c.date_time_format.long_date_pattern + " " + c.date_time_format.short_time_pattern,
    "F": lambda c: c.date_time_format.full_date_time_pattern,
    "g": lambda c: c.date_time_format.short_date_pattern + " " + c.date_time_format.short_time_pattern,
    "G": lambda c: c.date_time_format.short_date_pattern + " " + c.date_time_format.long_time_pattern,
    "m": lambda c: c.date_time_format.month_day_pattern,
    "M": lambda c: c.date_time_format.month_day_pattern,
    "y": lambda c: c.date_time_format.year_month_pattern,
    "Y": lambda c: c.date_time_format.year_month_pattern,
    "o": lambda c: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    "O": lambda c: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
    "r": lambda c: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "R": lambda c: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "s": lambda c: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
    "u": lambda c: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
    "U": lambda c: c.date_time_format.full_date_time_pattern,
}


def standard_pattern(letter: str, culture: Culture) -> str:
    """The custom format that a standard letter stands for."""
    pattern = _STANDARD.get(letter)
    if pattern is None:
        raise FormatError(BAD_INPUT)
    return pattern(culture)


def format_datetime(
    value: DateTime, fmt: str = "", culture: Optional[Culture] = None, offset: Optional[int] = None
) -> str:
    """A date by `fmt`; `offset` (ticks) is that of a DateTimeOffset."""
    culture = culture or INVARIANT
    if not fmt:
        fmt = "G"
    if len(fmt) == 1:
        if fmt == "U":
            if offset is not None:
                raise FormatError(BAD_INPUT)
            value = value.to_utc()
        elif fmt in "rRu" and offset is not None:
            value = DateTime(value.ticks - offset)
        if fmt in "oOrRsu":
            culture = INVARIANT
        fmt = standard_pattern(fmt, culture)
    return _render(value, tokenize(fmt), culture, offset)


def _zone(offset: int, count: int) -> str:
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset) // TICKS_PER_MINUTE, 60)
    if count == 1:
        return f"{sign}{hours}"
    if count == 2:
        return f"{sign}{hours:02d}"
    return f"{sign}{hours:02d}:{minutes:02d}"


def _kind_mark(value: DateTime, offset: Optional[int]) -> str:
    if offset is not None:
        return _zone(offset, 3)
    if value.kind == UTC:
        return "Z"
    return _zone(value.offset(), 3) if value.kind == LOCAL else ""


def _month(value: DateTime, count: int, tokens: List[Token], culture: Culture) -> str:
    if count <= 2:
        return str(value.month).rjust(count, "0")
    dtf = culture.date_time_format
    genitive = any(t[0] == "d" and t[1] <= 2 for t in tokens)
    if count == 3:
        return (dtf.abbreviated_month_genitive_names if genitive else dtf.abbreviated_month_names)[
            value.month - 1
        ]
    return (dtf.month_genitive_names if genitive else dtf.month_names)[value.month - 1]


def _year(year: int, count: int) -> str:
    if count <= 2:
        return str(year % 100).rjust(count, "0")
    return str(year).rjust(count, "0")


def _render(value: DateTime, tokens: List[Token], culture: Culture, offset: Optional[int]) -> str:
    dtf = culture.date_time_format
    out: List[str] = []
    for letter, count, text in tokens:
        if letter == "":
            out.append(text)
        elif letter == "y":
            out.append(_year(value.year, count))
        elif letter == "M":
            out.append(_month(value, count, tokens, culture))
        elif letter == "d":
            if count <= 2:
                out.append(str(value.day).rjust(count, "0"))
            else:
                out.append((dtf.abbreviated_day_names if count == 3 else dtf.day_names)[value.day_of_week])
        elif letter == "H":
            out.append(str(value.hour).rjust(min(count, 2), "0"))
        elif letter == "h":
            out.append(str(value.hour % 12 or 12).rjust(min(count, 2), "0"))
        elif letter == "m":
            out.append(str(value.minute).rjust(min(count, 2), "0"))
        elif letter == "s":
            out.append(str(value.second).rjust(min(count, 2), "0"))
        elif letter == "f" or letter == "F":
            if count > 7:
                raise FormatError(BAD_INPUT)
            digits = f"{value.fraction:07d}"[:count]
            if letter == "F":
                digits = digits.rstrip("0")
                if not digits and out and out[-1] == ".":
                    out.pop()
            out.append(digits)
        elif letter == "t":
            mark = dtf.am_designator if value.hour < 12 else dtf.pm_designator
            out.append(mark[:1] if count == 1 else mark)
        elif letter == "/":
            out.append(dtf.date_separator)
        elif letter == ":":
            out.append(dtf.time_separator)
        elif letter == "K":
            out.append(_kind_mark(value, offset))
        elif letter == "z":
            out.append(_zone(value.offset() if offset is None else offset, count))
        else:
            out.append("A.D.")
    return "".join(out)


def format_datetimeoffset(value: DateTimeOffset, fmt: str = "", culture: Optional[Culture] = None) -> str:
    """A DateTimeOffset; without a format the general one and the offset."""
    culture = culture or INVARIANT
    if not fmt:
        fmt = standard_pattern("G", culture) + " zzz"
    return format_datetime(value.clock, fmt, culture, value.offset_ticks)


def format_dateonly(value: DateOnly, fmt: str = "", culture: Optional[Culture] = None) -> str:
    """A DateOnly; `o` and `r` leave the time out."""
    fmt = {
        "": "d",
        "o": "yyyy-MM-dd",
        "O": "yyyy-MM-dd",
        "r": "ddd, dd MMM yyyy",
        "R": "ddd, dd MMM yyyy",
    }.get(fmt, fmt)
    if (len(fmt) == 1 and fmt not in "dDmMyY") or (
        len(fmt) > 1 and any(t[0] in tuple("fFhHKmstz") for t in tokenize(fmt))
    ):
        raise FormatError(BAD_INPUT)
    return format_datetime(value.midnight, fmt, culture)


def format_timeonly(value: TimeOnly, fmt: str = "", culture: Optional[Culture] = None) -> str:
    """A TimeOnly; `o` and `r` leave the date out."""
    fmt = {"": "t", "o": "HH:mm:ss.fffffff", "O": "HH:mm:ss.fffffff", "r": "HH:mm:ss", "R": "HH:mm:ss"}.get(
        fmt, fmt
    )
    if (len(fmt) == 1 and fmt not in "tT") or (
        len(fmt) > 1 and any(t[0] in tuple("dgKMyz") for t in tokenize(fmt))
    ):
        raise FormatError(BAD_INPUT)
    return format_datetime(DateTime(value.ticks), fmt, culture)
