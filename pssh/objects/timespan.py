"""[timespan]: a length of time in 100 ns ticks, its text and its parsing."""

from typing import TYPE_CHECKING, Any, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.objects.culture import Culture


TICKS_PER_MICROSECOND = 10
TICKS_PER_MILLISECOND = 10_000
TICKS_PER_SECOND = 10_000_000
TICKS_PER_MINUTE = 600_000_000
TICKS_PER_HOUR = 36_000_000_000
TICKS_PER_DAY = 864_000_000_000
MAX_TICKS = (1 << 63) - 1
MIN_TICKS = -(1 << 63)

BAD_INPUT = "Input string was not in a correct format."


class TimeSpan:
    """A signed duration; immutable."""

    __slots__ = ("ticks",)
    net_type_name = "System.TimeSpan"

    def __init__(self, ticks: int) -> None:
        if not MIN_TICKS <= ticks <= MAX_TICKS:
            raise OverflowError("TimeSpan overflowed because the duration is too long.")
        self.ticks = int(ticks)

    @staticmethod
    def of(
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
        microseconds: float = 0,
    ) -> "TimeSpan":
        """The sum of whole parts."""
        return TimeSpan(
            int(days) * TICKS_PER_DAY
            + int(hours) * TICKS_PER_HOUR
            + int(minutes) * TICKS_PER_MINUTE
            + int(seconds) * TICKS_PER_SECOND
            + int(milliseconds) * TICKS_PER_MILLISECOND
            + int(microseconds) * TICKS_PER_MICROSECOND
        )

    @staticmethod
    def from_unit(value: float, ticks: int) -> "TimeSpan":
        """`value` units of `ticks` each, cut to whole ticks."""
        if value != value:
            raise ValueError("TimeSpan does not accept floating point Not-a-Number values.")
        return TimeSpan(int(value * ticks))

    def part(self, unit: int, modulus: int) -> int:
        """The whole units within the next larger one, with the sign of the whole."""
        count = abs(self.ticks) // unit
        count = count % modulus if modulus else count
        return -count if self.ticks < 0 else count

    @property
    def total_seconds(self) -> float:
        """All of it in seconds."""
        return self.ticks / TICKS_PER_SECOND

    @property
    def total_milliseconds(self) -> float:
        """All of it in milliseconds."""
        return self.ticks / TICKS_PER_MILLISECOND

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeSpan) and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __lt__(self, other: "TimeSpan") -> bool:
        return self.ticks < other.ticks

    def __le__(self, other: "TimeSpan") -> bool:
        return self.ticks <= other.ticks

    def __gt__(self, other: "TimeSpan") -> bool:
        return self.ticks > other.ticks

    def __ge__(self, other: "TimeSpan") -> bool:
        return self.ticks >= other.ticks

    def __add__(self, other: "TimeSpan") -> "TimeSpan":
        return TimeSpan(self.ticks + other.ticks) if isinstance(other, TimeSpan) else NotImplemented

    def __sub__(self, other: "TimeSpan") -> "TimeSpan":
        return TimeSpan(self.ticks - other.ticks) if isinstance(other, TimeSpan) else NotImplemented

    def __neg__(self) -> "TimeSpan":
        return TimeSpan(-self.ticks)

    def __pos__(self) -> "TimeSpan":
        return self

    def __abs__(self) -> "TimeSpan":
        return TimeSpan(abs(self.ticks))

    def __mul__(self, factor: float) -> "TimeSpan":
        return TimeSpan(round(self.ticks * factor))

    __rmul__ = __mul__

    def __truediv__(self, divisor: Any) -> Any:
        if isinstance(divisor, TimeSpan):
            return self.ticks / divisor.ticks
        return TimeSpan(round(self.ticks / divisor))

    def __bool__(self) -> bool:
        return True

    def net_format(self, fmt: str, culture: "Culture") -> str:
        """ToString(fmt, culture)."""
        return format_timespan(self, fmt, culture)

    def __str__(self) -> str:
        return format_timespan(self, "c")

    def __repr__(self) -> str:
        return f"TimeSpan({self.ticks})"


def _parts(span: TimeSpan) -> Tuple[int, int, int, int, int]:
    """Days, hours, minutes, seconds and ticks of the fraction, without sign."""
    rest = abs(span.ticks)
    days, rest = divmod(rest, TICKS_PER_DAY)
    hours, rest = divmod(rest, TICKS_PER_HOUR)
    minutes, rest = divmod(rest, TICKS_PER_MINUTE)
    seconds, fraction = divmod(rest, TICKS_PER_SECOND)
    return days, hours, minutes, seconds, fraction


def format_timespan(span: TimeSpan, fmt: Optional[str] = None, culture: Optional["Culture"] = None) -> str:
    """By `c` (default), `g`, `G` or a custom format."""
    if not fmt or fmt in ("c", "t", "T"):
        days, hours, minutes, seconds, fraction = _parts(span)
        text = f"{hours:02d}:{minutes:02d}:{seconds:02d}"
        if days:
            text = f"{days}.{text}"
        if fraction:
            text += f".{fraction:07d}"
        return "-" + text if span.ticks < 0 else text
    if fmt in ("g", "G"):
        days, hours, minutes, seconds, fraction = _parts(span)
        from pssh.objects.culture import current_culture

        point = (culture or current_culture()).number_format.number_decimal_separator
        if fmt == "G":
            text = f"{days}:{hours:02d}:{minutes:02d}:{seconds:02d}{point}{fraction:07d}"
        else:
            text = (f"{days}:" if days else "") + f"{hours}:{minutes:02d}:{seconds:02d}"
            if fraction:
                text += point + f"{fraction:07d}".rstrip("0")
        return "-" + text if span.ticks < 0 else text
    return _custom(span, fmt)


def _bad_format() -> Exception:
    from pssh.objects.number_format import FormatError

    return FormatError(BAD_INPUT)


def _custom(span: TimeSpan, fmt: str) -> str:
    if len(fmt) == 1:
        raise _bad_format()
    days, hours, minutes, seconds, fraction = _parts(span)
    values = {"d": days, "h": hours, "m": minutes, "s": seconds}
    out: List[str] = []
    at = 0
    while at < len(fmt):
        c = fmt[at]
        if c in "dhmsfF":
            end = at
            while end < len(fmt) and fmt[end] == c:
                end += 1
            count = end - at
            if count > {"d": 8, "f": 7, "F": 7}.get(c, 2):
                raise _bad_format()
            if c in "fF":
                text = f"{fraction:07d}"[:count]
                out.append(text.rstrip("0") if c == "F" else text)
            else:
                out.append(str(values[c]).rjust(count, "0"))
            at = end
        elif c in "'\"":
            end = fmt.find(c, at + 1)
            if end < 0:
                raise _bad_format()
            out.append(fmt[at + 1 : end])
            at = end + 1
        elif c == "%" and at + 1 < len(fmt) and fmt[at + 1] != "%":
            at += 1
        elif c == "\\" and at + 1 < len(fmt):
            out.append(fmt[at + 1])
            at += 2
        else:
            raise _bad_format()
    return "".join(out)


def parse_timespan(text: str, culture: Optional["Culture"] = None) -> TimeSpan:
    """[timespan]'1.02:03:04.5' and its shorter forms; ValueError where it is none, OverflowError where too big."""
    original = text
    text = text.strip()
    negative = text.startswith("-")
    body = text[1:] if negative else text
    fields = body.split(":")
    wrong = ValueError(f"String '{original}' was not recognized as a valid TimeSpan.")
    days = 0
    fraction = ""
    try:
        if len(fields) == 1:
            if "." not in fields[0]:
                days, fields = _digits(fields[0]), ["0", "0", "0"]
            else:
                raise wrong
        elif len(fields) == 4:
            days = _digits(fields[0])
            fields = fields[1:]
        elif "." in fields[0]:
            day, _, hour = fields[0].partition(".")
            days = _digits(day)
            fields = [hour, *fields[1:]]
        if len(fields) > 3:
            raise wrong
        if len(fields) == 3 and "." in fields[2]:
            second, _, fraction = fields[2].partition(".")
            fields = [fields[0], fields[1], second or "0"]
            if not fraction.isdigit() or len(fraction) > 7:
                raise wrong
        hours, minutes, seconds = (*(_digits(f) for f in fields), 0, 0)[:3]
    except ValueError:
        raise wrong from None
    if hours > 23 and days == 0 and len(body.split(":")) == 2 and "." not in body:
        raise _too_big(original)
    if hours > 23 or minutes > 59 or seconds > 59 or days > 10675199:
        raise _too_big(original)
    ticks = (
        days * TICKS_PER_DAY
        + hours * TICKS_PER_HOUR
        + minutes * TICKS_PER_MINUTE
        + seconds * TICKS_PER_SECOND
        + int(fraction.ljust(7, "0") or 0)
    )
    return TimeSpan(-ticks if negative else ticks)


def _digits(text: str) -> int:
    if not (text.isdigit() and text.isascii()):
        raise ValueError(text)
    return int(text)


def _too_big(text: str) -> OverflowError:
    return OverflowError(
        f"The TimeSpan string '{text}' could not be parsed because at least one of the numeric "
        "components is out of range or contains too many digits."
    )


def parse_timespan_exact(text: str, formats: Any, culture: Optional["Culture"] = None) -> TimeSpan:
    """ParseExact by one or several formats."""
    for fmt in [formats] if isinstance(formats, str) else formats:
        if fmt in ("c", "t", "T", "g", "G"):
            try:
                return parse_timespan(text, culture)
            except (ValueError, OverflowError):
                continue
        span = _exact(text, fmt)
        if span is not None:
            return span
    raise ValueError(f"String '{text}' was not recognized as a valid TimeSpan.")


def _exact(text: str, fmt: str) -> Optional[TimeSpan]:
    import re

    pattern: List[str] = []
    at = 0
    while at < len(fmt):
        c = fmt[at]
        if c in "dhmsfF":
            end = at
            while end < len(fmt) and fmt[end] == c:
                end += 1
            count = end - at
            low = 0 if c == "F" else count
            high = count if c in "fF" or count > 1 else (8 if c == "d" else 2)
            pattern.append(f"(?P<{c}>[0-9]{{{low},{max(low, high)}}})")
            at = end
        elif c in "'\"":
            end = fmt.find(c, at + 1)
            pattern.append(re.escape(fmt[at + 1 : end]))
            at = end + 1
        elif c == "%":
            at += 1
        else:
            if c == "\\":
                at += 1
            pattern.append(re.escape(fmt[at : at + 1]))
            at += 1
    found = re.fullmatch("".join(pattern), text)
    if found is None:
        return None
    groups = found.groupdict()
    fraction = (groups.get("f") or groups.get("F") or "").ljust(7, "0")
    return TimeSpan(TimeSpan.of(*(int(groups.get(k) or 0) for k in "dhms")).ticks + int(fraction))
