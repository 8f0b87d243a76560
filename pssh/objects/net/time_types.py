"""Members of [datetime]."""

import time
from typing import Any

from pssh.objects.culture import format_provider
from pssh.objects.datetime import (
    LOCAL,
    MAX_DATE_TICKS,
    UNIX_EPOCH_TICKS,
    UTC,
    DateOnly,
    DateTime,
    TimeOnly,
    days_in_month,
    is_leap_year,
)
from pssh.objects.datetime_format import (
    format_datetime,
)
from pssh.objects.datetime_parse import parse_datetime, parse_exact
from pssh.objects.net.common import enum, fail, strings
from pssh.objects.net.time_common import UNITS, VALUE, add_units, parsed, ranged, tried
from pssh.objects.numbers import Int64
from pssh.objects.timespan import (
    TICKS_PER_DAY,
    TICKS_PER_MILLISECOND,
    TimeSpan,
)
from pssh.objects.types import net_type

datetime = net_type(
    "System.DateTime", DateTime, "System.ValueType", (*VALUE, "System.IConvertible"), "struct"
)
datetime.extra["default"] = lambda: DateTime(0)


def _datetime_members() -> None:
    # the order is that of lists: PowerShell's own first
    datetime.prop("DateTime", "System.Object", kind="ScriptProperty")(_display_text)
    datetime.members[
        "datetime"
    ].target = 'if ((& { Set-StrictMode -Version 1; $this.DisplayHint }) -ieq  "Date")\u2026'
    for name, type_text, get in (
        ("Date", "datetime", lambda d: d.date),
        ("Day", "int", lambda d: d.day),
        ("DayOfWeek", "System.DayOfWeek", lambda d: enum("System.DayOfWeek", d.day_of_week)),
        ("DayOfYear", "int", lambda d: d.day_of_year),
        ("Hour", "int", lambda d: d.hour),
        ("Kind", "System.DateTimeKind", lambda d: enum("System.DateTimeKind", d.kind)),
        ("Millisecond", "int", lambda d: d.millisecond),
        ("Microsecond", "int", lambda d: d.ticks // 10 % 1000),
        ("Nanosecond", "int", lambda d: d.ticks % 10 * 100),
        ("Minute", "int", lambda d: d.minute),
        ("Month", "int", lambda d: d.month),
        ("Second", "int", lambda d: d.second),
        ("Ticks", "long", lambda d: Int64(d.ticks)),
        ("TimeOfDay", "timespan", lambda d: d.time_of_day),
        ("Year", "int", lambda d: d.year),
    ):
        datetime.prop(name, type_text)(get)
    for name, unit in UNITS.items():
        datetime.method("Add" + name, f"datetime Add{name}(double value)")(
            lambda self, value, u=unit: ranged(add_units, self, value, u)
        )
    for letter, long in (
        ("D", "ToLongDateString"),
        ("T", "ToLongTimeString"),
        ("d", "ToShortDateString"),
        ("t", "ToShortTimeString"),
    ):
        datetime.method(long, f"string {long}()")(
            lambda self, f=letter: format_datetime(self, f, format_provider(None))
        )
    datetime.constant("MinValue", "datetime", DateTime(0))
    datetime.constant("MaxValue", "datetime", DateTime(MAX_DATE_TICKS))
    datetime.constant("UnixEpoch", "datetime", DateTime(UNIX_EPOCH_TICKS, UTC))
    datetime.static_prop("Now", "datetime")(DateTime.now)
    datetime.static_prop("UtcNow", "datetime")(DateTime.utc_now)
    datetime.static_prop("Today", "datetime")(lambda: DateTime.now().date)


def _display_text(self: Any) -> str:
    """The DateTime property PowerShell shows: date, time or both."""
    culture = format_provider(None)
    hint = str(getattr(self, "display_hint", "DateTime"))
    if hint == "Date":
        return format_datetime(self, "D", culture)
    if hint == "Time":
        return format_datetime(self, "T", culture)
    return format_datetime(self, "D", culture) + " " + format_datetime(self, "T", culture)


_datetime_members()


@datetime.constructor(
    "datetime new()", "datetime new(long ticks)", "datetime new(long ticks, System.DateTimeKind kind)"
)
def _datetime_ticks(ticks: int = 0, kind: int = 0) -> Any:
    if not 0 <= ticks <= MAX_DATE_TICKS:
        fail(
            "ArgumentOutOfRangeException",
            "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')",
        )
    return DateTime(ticks, kind)


@datetime.constructor("datetime new(System.DateOnly date, System.TimeOnly time)")
def _datetime_from_parts(date: DateOnly, moment: TimeOnly) -> DateTime:
    return DateTime(date.ticks + moment.ticks)


@datetime.constructor(
    "datetime new(int year, int month, int day)",
    "datetime new(int year, int month, int day, int hour, int minute, int second)",
    "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond)",
)
def _datetime_parts(*parts: int) -> Any:
    return ranged(DateTime.of, *parts)


@datetime.constructor(
    "datetime new(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind)"
)
def _datetime_parts_kind(
    year: int, month: int, day: int, hour: int, minute: int, second: int, kind: int
) -> Any:
    return ranged(DateTime.of, year, month, day, hour, minute, second, 0, kind)


@datetime.constructor(
    "datetime new(int year, int month, int day, int hour, int minute, int second, "
    "int millisecond, System.DateTimeKind kind)"
)
def _datetime_all(*parts: int) -> Any:
    return ranged(DateTime.of, *parts)


@datetime.method("Add", "datetime Add(timespan value)")
def _datetime_add(self: DateTime, value: TimeSpan) -> Any:
    return ranged(self.add_ticks, value.ticks)


@datetime.method("AddTicks", "datetime AddTicks(long value)")
def _datetime_add_ticks(self: DateTime, value: int) -> Any:
    return ranged(self.add_ticks, value)


@datetime.method("AddMonths", "datetime AddMonths(int months)")
def _datetime_add_months(self: DateTime, months: int) -> Any:
    return ranged(self.add_months, months)


@datetime.method("AddYears", "datetime AddYears(int value)")
def _datetime_add_years(self: DateTime, value: int) -> Any:
    return ranged(self.add_months, value * 12)


@datetime.method("Subtract", "timespan Subtract(datetime value)", "datetime Subtract(timespan value)")
def _datetime_subtract(self: DateTime, value: Any) -> Any:
    return ranged(lambda: self - value)


@datetime.method("CompareTo", "int CompareTo(System.Object value)", "int CompareTo(datetime value)")
def _datetime_compare_to(self: DateTime, value: Any) -> int:
    if value is None:
        return 1
    if not isinstance(value, DateTime):
        fail("ArgumentException", "Object must be of type DateTime.")
    return (self.ticks > value.ticks) - (self.ticks < value.ticks)


@datetime.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(System.IFormatProvider provider)",
    "string ToString(string format, System.IFormatProvider provider)",
)
def _datetime_to_string(self: DateTime, fmt: Any = None, provider: Any = None) -> str:
    if fmt is not None and not isinstance(fmt, str):
        fmt, provider = None, fmt
    return format_datetime(self, fmt or "", format_provider(provider))


@datetime.method("ToUniversalTime", "datetime ToUniversalTime()")
def _datetime_utc(self: DateTime) -> DateTime:
    return self.to_utc()


@datetime.method("ToLocalTime", "datetime ToLocalTime()")
def _datetime_local(self: DateTime) -> DateTime:
    return self.to_local()


@datetime.method("IsDaylightSavingTime", "bool IsDaylightSavingTime()")
def _datetime_dst(self: DateTime) -> bool:
    return self.kind != UTC and time.localtime(self.unix_ns // 1_000_000_000).tm_isdst > 0


@datetime.method("ToFileTime", "long ToFileTime()")
def _datetime_file_time(self: DateTime) -> Int64:
    return Int64(self.to_utc().ticks - 504911232000000000)


@datetime.method("ToFileTimeUtc", "long ToFileTimeUtc()")
def _datetime_file_time_utc(self: DateTime) -> Int64:
    ticks = self.to_utc().ticks if self.kind == LOCAL else self.ticks
    return Int64(ticks - 504911232000000000)


@datetime.method("ToOADate", "double ToOADate()")
def _datetime_oa(self: DateTime) -> float:
    return (self.ticks - 599264352000000000) / TICKS_PER_DAY


@datetime.method("ToBinary", "long ToBinary()")
def _datetime_binary(self: DateTime) -> Int64:
    if self.kind == LOCAL:
        return Int64((self.to_utc().ticks | (2 << 62)) - (1 << 64))
    return Int64(self.ticks | (self.kind << 62))


@datetime.method("GetDateTimeFormats", "string[] GetDateTimeFormats()")
def _datetime_formats(self: DateTime) -> Any:
    return strings(format_datetime(self, f, format_provider(None)) for f in "dDfFgGmorstTuUy")


@datetime.static_method(
    "Parse",
    "datetime Parse(string s)",
    "datetime Parse(string s, System.IFormatProvider provider)",
    "datetime Parse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles)",
)
def _datetime_parse(text: str, provider: Any = None, styles: int = 0) -> Any:
    return parsed(parse_datetime, text, format_provider(provider), styles)


@datetime.static_method("TryParse", "bool TryParse(string s, [ref] datetime result)")
def _datetime_try(text: Any, result: Any) -> bool:
    return tried(result, parse_datetime, DateTime(0), text or "", format_provider(None))


@datetime.static_method(
    "TryParse",
    "bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)",
    "bool TryParse(string s, System.IFormatProvider provider, "
    "System.Globalization.DateTimeStyles styles, [ref] datetime result)",
)
def _datetime_try_with(text: Any, provider: Any, *rest: Any) -> bool:
    styles = int(rest[0]) if len(rest) > 1 else 0
    return tried(rest[-1], parse_datetime, DateTime(0), text or "", format_provider(provider), styles)


@datetime.static_method(
    "ParseExact",
    "datetime ParseExact(string s, string format, System.IFormatProvider provider)",
    "datetime ParseExact(string s, string format, System.IFormatProvider provider, "
    "System.Globalization.DateTimeStyles style)",
    "datetime ParseExact(string s, string[] formats, System.IFormatProvider provider, "
    "System.Globalization.DateTimeStyles style)",
)
def _datetime_exact(text: str, formats: Any, provider: Any, styles: int = 0) -> Any:
    return parsed(parse_exact, text, formats, format_provider(provider), int(styles))


@datetime.static_method(
    "TryParseExact",
    "bool TryParseExact(string s, string format, "
    "System.IFormatProvider provider, System.Globalization.DateTimeStyles style, "
    "[ref] datetime result)",
    "bool TryParseExact(string s, string[] formats, System.IFormatProvider provider, "
    "System.Globalization.DateTimeStyles style, [ref] datetime result)",
)
def _datetime_try_exact(text: Any, formats: Any, provider: Any, styles: int, result: Any) -> bool:
    return tried(
        result, parse_exact, DateTime(0), text or "", formats, format_provider(provider), int(styles)
    )


@datetime.static_method("DaysInMonth", "int DaysInMonth(int year, int month)")
def _days_in_month(year: int, month: int) -> Any:
    return ranged(days_in_month, year, month)


@datetime.static_method("IsLeapYear", "bool IsLeapYear(int year)")
def _is_leap_year(year: int) -> bool:
    return is_leap_year(year)


@datetime.static_method("SpecifyKind", "datetime SpecifyKind(datetime value, System.DateTimeKind kind)")
def _specify_kind(value: DateTime, kind: int) -> DateTime:
    return DateTime(value.ticks, int(kind))


@datetime.static_method("Compare", "int Compare(datetime t1, datetime t2)")
def _datetime_compare(first: DateTime, second: DateTime) -> int:
    return (first.ticks > second.ticks) - (first.ticks < second.ticks)


@datetime.static_method("FromFileTime", "datetime FromFileTime(long fileTime)")
def _from_file_time(ticks: int) -> Any:
    return ranged(lambda: DateTime(ticks + 504911232000000000, UTC).to_local())


@datetime.static_method("FromFileTimeUtc", "datetime FromFileTimeUtc(long fileTime)")
def _from_file_time_utc(ticks: int) -> Any:
    return ranged(DateTime, ticks + 504911232000000000, UTC)


@datetime.static_method("FromOADate", "datetime FromOADate(double d)")
def _from_oa(days: float) -> Any:
    milliseconds = int(days * 86400000 + (0.5 if days >= 0 else -0.5))
    return ranged(DateTime, 599264352000000000 + milliseconds * TICKS_PER_MILLISECOND)


@datetime.static_method("FromBinary", "datetime FromBinary(long dateData)")
def _from_binary(data: int) -> Any:
    raw = int(data) & 0xFFFFFFFFFFFFFFFF
    kind, ticks = raw >> 62, raw & 0x3FFFFFFFFFFFFFFF
    return DateTime(ticks, UTC).to_local() if kind >= 2 else DateTime(ticks, kind)


datetime.static_method("op_Addition", "datetime op_Addition(datetime d, timespan t)")(
    lambda left, right: ranged(lambda: left + right)
)
datetime.static_method(
    "op_Subtraction",
    "datetime op_Subtraction(datetime d, timespan t)",
    "timespan op_Subtraction(datetime d1, datetime d2)",
)(lambda left, right: ranged(lambda: left - right))
