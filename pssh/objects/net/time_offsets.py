"""Members of [DateTimeOffset]."""

from typing import Any

from pssh.objects.culture import format_provider
from pssh.objects.datetime import MAX_DATE_TICKS, UNIX_EPOCH_TICKS, UTC, DateTime, DateTimeOffset
from pssh.objects.datetime_format import format_datetimeoffset
from pssh.objects.datetime_parse import parse_datetimeoffset, parse_offset_exact
from pssh.objects.net.common import enum
from pssh.objects.net.time_common import UNITS, VALUE, add_units, parsed, ranged, tried
from pssh.objects.numbers import Int64
from pssh.objects.timespan import TICKS_PER_MILLISECOND, TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeSpan
from pssh.objects.types import net_type

offset = net_type("System.DateTimeOffset", DateTimeOffset, "System.ValueType", VALUE, "struct")
offset.extra["default"] = lambda: DateTimeOffset(DateTime(0), 0)


def _utc_of(value: DateTimeOffset) -> DateTime:
    return DateTime(value.utc_ticks, UTC)


def _offset_members() -> None:
    for name, type_text, get in (
        ("DateTime", "datetime", lambda o: o.clock),
        ("UtcDateTime", "datetime", _utc_of),
        ("LocalDateTime", "datetime", lambda o: _utc_of(o).to_local()),
        ("Date", "datetime", lambda o: o.clock.date),
        ("Day", "int", lambda o: o.clock.day),
        ("DayOfWeek", "System.DayOfWeek", lambda o: enum("System.DayOfWeek", o.clock.day_of_week)),
        ("DayOfYear", "int", lambda o: o.clock.day_of_year),
        ("Hour", "int", lambda o: o.clock.hour),
        ("Millisecond", "int", lambda o: o.clock.millisecond),
        ("Microsecond", "int", lambda o: o.clock.ticks // 10 % 1000),
        ("Nanosecond", "int", lambda o: o.clock.ticks % 10 * 100),
        ("Minute", "int", lambda o: o.clock.minute),
        ("Month", "int", lambda o: o.clock.month),
        ("Offset", "timespan", lambda o: o.offset),
        ("TotalOffsetMinutes", "int", lambda o: o.offset_ticks // TICKS_PER_MINUTE),
        ("Second", "int", lambda o: o.clock.second),
        ("Ticks", "long", lambda o: Int64(o.clock.ticks)),
        ("UtcTicks", "long", lambda o: Int64(o.utc_ticks)),
        ("TimeOfDay", "timespan", lambda o: o.clock.time_of_day),
        ("Year", "int", lambda o: o.clock.year),
    ):
        offset.prop(name, type_text)(get)
    for name, unit in UNITS.items():
        offset.method("Add" + name, f"System.DateTimeOffset Add{name}(double value)")(
            lambda self, value, u=unit: DateTimeOffset(
                ranged(add_units, self.clock, value, u), self.offset_ticks
            )
        )
    offset.static_prop("Now", "System.DateTimeOffset")(lambda: DateTimeOffset(DateTime.now()))
    offset.static_prop("UtcNow", "System.DateTimeOffset")(lambda: DateTimeOffset(DateTime.utc_now(), 0))
    offset.constant("MinValue", "System.DateTimeOffset", DateTimeOffset(DateTime(0), 0))
    offset.constant("MaxValue", "System.DateTimeOffset", DateTimeOffset(DateTime(MAX_DATE_TICKS), 0))
    offset.constant("UnixEpoch", "System.DateTimeOffset", DateTimeOffset(DateTime(UNIX_EPOCH_TICKS), 0))


_offset_members()


@offset.constructor(
    "System.DateTimeOffset new(datetime dateTime)",
    "System.DateTimeOffset new(datetime dateTime, timespan offset)",
)
def _offset_new(clock: DateTime, span: Any = None) -> DateTimeOffset:
    return DateTimeOffset(clock, None if span is None else span.ticks)


@offset.constructor("System.DateTimeOffset new(long ticks, timespan offset)")
def _offset_from_ticks(ticks: int, span: TimeSpan) -> DateTimeOffset:
    return DateTimeOffset(DateTime(ticks), span.ticks)


@offset.constructor(
    "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, "
    "timespan offset)",
    "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, "
    "int millisecond, timespan offset)",
)
def _offset_from_parts(*parts: Any) -> DateTimeOffset:
    return DateTimeOffset(ranged(DateTime.of, *parts[:-1]), parts[-1].ticks)


@offset.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(System.IFormatProvider formatProvider)",
    "string ToString(string format, System.IFormatProvider formatProvider)",
)
def _offset_to_string(self: DateTimeOffset, fmt: Any = None, provider: Any = None) -> str:
    if fmt is not None and not isinstance(fmt, str):
        fmt, provider = None, fmt
    return format_datetimeoffset(self, fmt or "", format_provider(provider))


@offset.method("ToUnixTimeSeconds", "long ToUnixTimeSeconds()")
def _offset_unix_seconds(self: DateTimeOffset) -> Int64:
    return Int64((self.utc_ticks - UNIX_EPOCH_TICKS) // TICKS_PER_SECOND)


@offset.method("ToUnixTimeMilliseconds", "long ToUnixTimeMilliseconds()")
def _offset_unix_milliseconds(self: DateTimeOffset) -> Int64:
    return Int64((self.utc_ticks - UNIX_EPOCH_TICKS) // TICKS_PER_MILLISECOND)


@offset.method("ToOffset", "System.DateTimeOffset ToOffset(timespan offset)")
def _offset_to_offset(self: DateTimeOffset, span: TimeSpan) -> DateTimeOffset:
    return self.to_offset(span.ticks)


@offset.method("ToUniversalTime", "System.DateTimeOffset ToUniversalTime()")
def _offset_universal(self: DateTimeOffset) -> DateTimeOffset:
    return self.to_offset(0)


@offset.method("ToLocalTime", "System.DateTimeOffset ToLocalTime()")
def _offset_local(self: DateTimeOffset) -> DateTimeOffset:
    return DateTimeOffset(_utc_of(self).to_local())


@offset.method("Add", "System.DateTimeOffset Add(timespan timeSpan)")
def _offset_add(self: DateTimeOffset, span: TimeSpan) -> Any:
    return ranged(lambda: self + span)


@offset.method(
    "Subtract",
    "timespan Subtract(System.DateTimeOffset value)",
    "System.DateTimeOffset Subtract(timespan value)",
)
def _offset_subtract(self: DateTimeOffset, value: Any) -> Any:
    return ranged(lambda: self - value)


@offset.method("AddMonths", "System.DateTimeOffset AddMonths(int months)")
def _offset_add_months(self: DateTimeOffset, months: int) -> DateTimeOffset:
    return DateTimeOffset(ranged(self.clock.add_months, months), self.offset_ticks)


@offset.method("AddYears", "System.DateTimeOffset AddYears(int years)")
def _offset_add_years(self: DateTimeOffset, years: int) -> DateTimeOffset:
    return DateTimeOffset(ranged(self.clock.add_months, years * 12), self.offset_ticks)


@offset.method("CompareTo", "int CompareTo(System.DateTimeOffset other)")
def _offset_compare(self: DateTimeOffset, other: DateTimeOffset) -> int:
    return (self > other) - (self < other)


@offset.static_method(
    "Parse",
    "System.DateTimeOffset Parse(string input)",
    "System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider)",
)
def _offset_parse(text: str, provider: Any = None) -> Any:
    return parsed(parse_datetimeoffset, text, format_provider(provider))


@offset.static_method("TryParse", "bool TryParse(string input, [ref] System.DateTimeOffset result)")
def _offset_try(text: Any, result: Any) -> bool:
    return tried(
        result, parse_datetimeoffset, DateTimeOffset(DateTime(0), 0), text or "", format_provider(None)
    )


@offset.static_method(
    "ParseExact",
    "System.DateTimeOffset ParseExact(string input, string format, System.IFormatProvider formatProvider)",
    "System.DateTimeOffset ParseExact(string input, string format, "
    "System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)",
)
def _offset_exact(text: str, fmt: str, provider: Any, styles: int = 0) -> Any:
    return parsed(parse_offset_exact, text, fmt, format_provider(provider), int(styles))


@offset.static_method("FromUnixTimeSeconds", "System.DateTimeOffset FromUnixTimeSeconds(long seconds)")
def _from_unix_seconds(seconds: int) -> DateTimeOffset:
    return DateTimeOffset(ranged(DateTime, UNIX_EPOCH_TICKS + int(seconds) * TICKS_PER_SECOND), 0)


@offset.static_method(
    "FromUnixTimeMilliseconds", "System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)"
)
def _from_unix_milliseconds(milliseconds: int) -> DateTimeOffset:
    return DateTimeOffset(ranged(DateTime, UNIX_EPOCH_TICKS + int(milliseconds) * TICKS_PER_MILLISECOND), 0)


offset.static_method("op_Addition", "System.DateTimeOffset op_Addition(System.DateTimeOffset d, timespan t)")(
    lambda left, right: ranged(lambda: left + right)
)
offset.static_method(
    "op_Subtraction",
    "System.DateTimeOffset op_Subtraction(System.DateTimeOffset d, timespan t)",
    "timespan op_Subtraction(System.DateTimeOffset d1, System.DateTimeOffset d2)",
)(lambda left, right: ranged(lambda: left - right))
