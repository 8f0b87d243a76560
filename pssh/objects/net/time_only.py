"""Members of [DateOnly] and [TimeOnly]."""

from typing import Any

from pssh.objects.culture import format_provider
from pssh.objects.datetime import DateOnly, DateTime, TimeOnly, days_before, time_ticks
from pssh.objects.datetime_format import format_dateonly, format_timeonly
from pssh.objects.datetime_parse import parse_datetime, parse_exact
from pssh.objects.net.common import enum
from pssh.objects.net.time_common import UNITS, VALUE, parsed, ranged, tried
from pssh.objects.numbers import Int64
from pssh.objects.timespan import TICKS_PER_DAY, TICKS_PER_MILLISECOND, TimeSpan
from pssh.objects.types import net_type

dateonly = net_type("System.DateOnly", DateOnly, "System.ValueType", VALUE, "struct")
dateonly.extra["default"] = lambda: DateOnly(0)
timeonly = net_type("System.TimeOnly", TimeOnly, "System.ValueType", VALUE, "struct")
timeonly.extra["default"] = lambda: TimeOnly(0)


def _day_of(value: DateTime) -> DateOnly:
    return DateOnly(value.ticks // TICKS_PER_DAY)


def _only_members() -> None:
    for name, type_text, get in (
        ("Year", "int", lambda d: d.midnight.year),
        ("Month", "int", lambda d: d.midnight.month),
        ("Day", "int", lambda d: d.midnight.day),
        ("DayOfWeek", "System.DayOfWeek", lambda d: enum("System.DayOfWeek", d.midnight.day_of_week)),
        ("DayOfYear", "int", lambda d: d.midnight.day_of_year),
        ("DayNumber", "int", lambda d: d.day_number),
    ):
        dateonly.prop(name, type_text)(get)
    dateonly.constant("MinValue", "System.DateOnly", DateOnly(0))
    dateonly.constant("MaxValue", "System.DateOnly", DateOnly(3652058))
    clock = DateTime
    for name, type_text, read in (
        ("Hour", "int", lambda t: clock(t.ticks).hour),
        ("Minute", "int", lambda t: clock(t.ticks).minute),
        ("Second", "int", lambda t: clock(t.ticks).second),
        ("Millisecond", "int", lambda t: clock(t.ticks).millisecond),
        ("Microsecond", "int", lambda t: t.ticks // 10 % 1000),
        ("Nanosecond", "int", lambda t: t.ticks % 10 * 100),
        ("Ticks", "long", lambda t: Int64(t.ticks)),
    ):
        timeonly.prop(name, type_text)(read)
    for name in ("Hours", "Minutes"):
        timeonly.method("Add" + name, f"System.TimeOnly Add{name}(double value)")(
            lambda self, value, u=UNITS[name]: TimeOnly((self.ticks + int(value * u)) % TICKS_PER_DAY)
        )
    timeonly.constant("MinValue", "System.TimeOnly", TimeOnly(0))
    timeonly.constant("MaxValue", "System.TimeOnly", TimeOnly(TICKS_PER_DAY - 1))


_only_members()


@dateonly.constructor("System.DateOnly new(int year, int month, int day)")
def _dateonly_new(year: int, month: int, day: int) -> DateOnly:
    return DateOnly(ranged(days_before, year, month, day))


@dateonly.method("AddDays", "System.DateOnly AddDays(int value)")
def _dateonly_add_days(self: DateOnly, value: int) -> Any:
    return ranged(DateOnly, self.day_number + value)


@dateonly.method("AddMonths", "System.DateOnly AddMonths(int value)")
def _dateonly_add_months(self: DateOnly, value: int) -> DateOnly:
    return _day_of(ranged(self.midnight.add_months, value))


@dateonly.method("AddYears", "System.DateOnly AddYears(int value)")
def _dateonly_add_years(self: DateOnly, value: int) -> DateOnly:
    return _day_of(ranged(self.midnight.add_months, value * 12))


@dateonly.method(
    "ToDateTime",
    "datetime ToDateTime(System.TimeOnly time)",
    "datetime ToDateTime(System.TimeOnly time, System.DateTimeKind kind)",
)
def _dateonly_to_datetime(self: DateOnly, moment: TimeOnly, kind: int = 0) -> DateTime:
    return DateTime(self.ticks + moment.ticks, int(kind))


@dateonly.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(string format, System.IFormatProvider provider)",
)
def _dateonly_to_string(self: DateOnly, fmt: Any = None, provider: Any = None) -> str:
    return format_dateonly(self, fmt or "", format_provider(provider))


@dateonly.method("ToLongDateString", "string ToLongDateString()")
def _dateonly_long(self: DateOnly) -> str:
    return format_dateonly(self, "D", format_provider(None))


@dateonly.method("ToShortDateString", "string ToShortDateString()")
def _dateonly_short(self: DateOnly) -> str:
    return format_dateonly(self, "d", format_provider(None))


@dateonly.method("CompareTo", "int CompareTo(System.DateOnly value)")
def _dateonly_compare(self: DateOnly, value: DateOnly) -> int:
    return (self.day_number > value.day_number) - (self.day_number < value.day_number)


@dateonly.static_method("FromDateTime", "System.DateOnly FromDateTime(datetime dateTime)")
def _dateonly_from(value: DateTime) -> DateOnly:
    return _day_of(value)


@dateonly.static_method("FromDayNumber", "System.DateOnly FromDayNumber(int dayNumber)")
def _dateonly_from_number(number: int) -> Any:
    return ranged(DateOnly, number)


def parse_dateonly(text: str, culture: Any = None) -> DateOnly:
    """[DateOnly]::Parse"""
    try:
        value = parse_datetime(text, culture, 8)
    except ValueError:
        raise ValueError(f"String '{text}' was not recognized as a valid DateOnly.") from None
    return _day_of(value)


def parse_timeonly(text: str, culture: Any = None) -> TimeOnly:
    """[TimeOnly]::Parse"""
    try:
        value = parse_datetime(text, culture, 8)
    except ValueError:
        raise ValueError(f"String '{text}' was not recognized as a valid TimeOnly.") from None
    return TimeOnly(value.ticks % TICKS_PER_DAY)


@dateonly.static_method(
    "Parse",
    "System.DateOnly Parse(string s)",
    "System.DateOnly Parse(string s, System.IFormatProvider provider)",
)
def _dateonly_parse(text: str, provider: Any = None) -> Any:
    return parsed(parse_dateonly, text, format_provider(provider))


@dateonly.static_method("TryParse", "bool TryParse(string s, [ref] System.DateOnly result)")
def _dateonly_try(text: Any, result: Any) -> bool:
    return tried(result, parse_dateonly, DateOnly(0), text or "", format_provider(None))


@dateonly.static_method(
    "ParseExact",
    "System.DateOnly ParseExact(string s, string format)",
    "System.DateOnly ParseExact(string s, string format, System.IFormatProvider provider)",
)
def _dateonly_exact(text: str, fmt: Any, provider: Any = None) -> DateOnly:
    return _day_of(parsed(parse_exact, text, fmt, format_provider(provider)))


@timeonly.constructor(
    "System.TimeOnly new(int hour, int minute)",
    "System.TimeOnly new(int hour, int minute, int second)",
    "System.TimeOnly new(int hour, int minute, int second, int millisecond)",
)
def _timeonly_new(hour: int, minute: int, second: int = 0, millisecond: int = 0) -> TimeOnly:
    return TimeOnly(ranged(time_ticks, hour, minute, second) + millisecond * TICKS_PER_MILLISECOND)


@timeonly.constructor("System.TimeOnly new(long ticks)")
def _timeonly_ticks(ticks: int) -> Any:
    return ranged(TimeOnly, ticks)


@timeonly.method("Add", "System.TimeOnly Add(timespan value)")
def _timeonly_add(self: TimeOnly, value: TimeSpan) -> TimeOnly:
    return TimeOnly((self.ticks + value.ticks) % TICKS_PER_DAY)


@timeonly.method("ToTimeSpan", "timespan ToTimeSpan()")
def _timeonly_span(self: TimeOnly) -> TimeSpan:
    return TimeSpan(self.ticks)


@timeonly.method("IsBetween", "bool IsBetween(System.TimeOnly start, System.TimeOnly end)")
def _timeonly_between(self: TimeOnly, start: TimeOnly, end: TimeOnly) -> bool:
    if start.ticks <= end.ticks:
        return start.ticks <= self.ticks < end.ticks
    return self.ticks >= start.ticks or self.ticks < end.ticks


@timeonly.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(string format, System.IFormatProvider provider)",
)
def _timeonly_to_string(self: TimeOnly, fmt: Any = None, provider: Any = None) -> str:
    return format_timeonly(self, fmt or "", format_provider(provider))


@timeonly.method("ToLongTimeString", "string ToLongTimeString()")
def _timeonly_long(self: TimeOnly) -> str:
    return format_timeonly(self, "T", format_provider(None))


@timeonly.method("ToShortTimeString", "string ToShortTimeString()")
def _timeonly_short(self: TimeOnly) -> str:
    return format_timeonly(self, "t", format_provider(None))


@timeonly.static_method("FromDateTime", "System.TimeOnly FromDateTime(datetime dateTime)")
def _timeonly_from(value: DateTime) -> TimeOnly:
    return TimeOnly(value.ticks % TICKS_PER_DAY)


@timeonly.static_method("FromTimeSpan", "System.TimeOnly FromTimeSpan(timespan timeSpan)")
def _timeonly_from_span(value: TimeSpan) -> Any:
    return ranged(TimeOnly, value.ticks)


@timeonly.static_method(
    "Parse",
    "System.TimeOnly Parse(string s)",
    "System.TimeOnly Parse(string s, System.IFormatProvider provider)",
)
def _timeonly_parse(text: str, provider: Any = None) -> Any:
    return parsed(parse_timeonly, text, format_provider(provider))


@timeonly.static_method("TryParse", "bool TryParse(string s, [ref] System.TimeOnly result)")
def _timeonly_try(text: Any, result: Any) -> bool:
    return tried(result, parse_timeonly, TimeOnly(0), text or "", format_provider(None))


timeonly.static_method("op_Subtraction", "timespan op_Subtraction(System.TimeOnly t1, System.TimeOnly t2)")(
    lambda a, b: TimeSpan((a.ticks - b.ticks) % TICKS_PER_DAY)
)
