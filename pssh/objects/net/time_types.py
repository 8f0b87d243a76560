"""Members of [datetime], [timespan], [DateTimeOffset], [DateOnly], [TimeOnly] and [TimeZoneInfo]."""

import time
from typing import Any, Callable, List

from pssh.objects.culture import format_provider
from pssh.objects.datetime import (LOCAL, MAX_DATE_TICKS, UNIX_EPOCH_TICKS, UTC, DateOnly, DateTime, DateTimeOffset,
                                   TimeOnly, days_before, days_in_month, is_leap_year, time_ticks)
from pssh.objects.datetime_format import (format_dateonly, format_datetime, format_datetimeoffset, format_timeonly)
from pssh.objects.datetime_parse import parse_datetime, parse_datetimeoffset, parse_exact, parse_offset_exact
from pssh.objects.net.common import array, enum, fail, strings
from pssh.objects.numbers import Int64
from pssh.objects.timespan import (MAX_TICKS, MIN_TICKS, TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND,
                                   TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeSpan, format_timespan, parse_timespan,
                                   parse_timespan_exact)
from pssh.objects.types import net_type

_UNITS = {"Days": TICKS_PER_DAY, "Hours": TICKS_PER_HOUR, "Minutes": TICKS_PER_MINUTE, "Seconds": TICKS_PER_SECOND,
          "Milliseconds": TICKS_PER_MILLISECOND, "Microseconds": 10}
_VALUE = ("System.IComparable", "System.IFormattable")


def _ranged(make: Callable[..., Any], *args: Any) -> Any:
    """Out of range parts are an ArgumentOutOfRangeException."""
    try:
        return make(*args)
    except OverflowError as error:
        fail("ArgumentOutOfRangeException", str(error))


def _parsed(read: Callable[..., Any], *args: Any) -> Any:
    """What cannot be read is a FormatException (too big a TimeSpan an OverflowException)."""
    try:
        return read(*args)
    except ValueError as error:
        fail("FormatException", str(error))
    except OverflowError as error:
        fail("OverflowException", str(error))


def _tried(result: Any, read: Callable[..., Any], default: Any, *args: Any) -> bool:
    """The Try form: the value goes into a [ref]."""
    try:
        result.value = read(*args)
        return True
    except (ValueError, OverflowError):
        result.value = default
        return False


# -- TimeSpan --------------------------------------------------------------------------------------------

timespan = net_type("System.TimeSpan", TimeSpan, "System.ValueType", _VALUE, "struct")
timespan.extra["default"] = lambda: TimeSpan(0)


def _timespan_members() -> None:
    # the order is that of .NET, which lists and JSON show
    parts = {"Days": (TICKS_PER_DAY, 0), "Hours": (TICKS_PER_HOUR, 24), "Milliseconds": (TICKS_PER_MILLISECOND, 1000),
             "Microseconds": (10, 1000), "Minutes": (TICKS_PER_MINUTE, 60), "Seconds": (TICKS_PER_SECOND, 60)}
    timespan.prop("Ticks", "long")(lambda self: Int64(self.ticks))
    for name in ("Days", "Hours", "Milliseconds", "Microseconds", "Nanoseconds", "Minutes", "Seconds"):
        if name == "Nanoseconds":
            timespan.prop(name, "int")(lambda self: self.part(1, 10) * 100)
        else:
            timespan.prop(name, "int")(lambda self, p=parts[name]: self.part(*p))
    for name in ("Days", "Hours", "Milliseconds", "Microseconds", "Nanoseconds", "Minutes", "Seconds"):
        if name == "Nanoseconds":
            timespan.prop("TotalNanoseconds", "double")(lambda self: self.ticks * 100.0)
        else:
            timespan.prop("Total" + name, "double")(lambda self, u=_UNITS[name]: self.ticks / u)
    for name, unit in _UNITS.items():
        timespan.static_method("From" + name, f"timespan From{name}(double value)")(
            lambda value, u=unit: _ranged(TimeSpan.from_unit, value, u))
        timespan.constant("TicksPer" + name[:-1], "long", Int64(unit))
    timespan.constant("Zero", "timespan", TimeSpan(0))
    timespan.constant("MaxValue", "timespan", TimeSpan(MAX_TICKS))
    timespan.constant("MinValue", "timespan", TimeSpan(MIN_TICKS))
    timespan.static_method("FromTicks", "timespan FromTicks(long value)")(lambda value: TimeSpan(value))


_timespan_members()


@timespan.constructor("timespan new()", "timespan new(long ticks)")
def _timespan_ticks(ticks: int = 0) -> TimeSpan:
    return TimeSpan(ticks)


@timespan.constructor("timespan new(int hours, int minutes, int seconds)")
def _timespan_hours(hours: int, minutes: int, seconds: int) -> Any:
    return _ranged(TimeSpan.of, 0, hours, minutes, seconds)


@timespan.constructor("timespan new(int days, int hours, int minutes, int seconds)",
                      "timespan new(int days, int hours, int minutes, int seconds, int milliseconds)",
                      "timespan new(int days, int hours, int minutes, int seconds, int milliseconds, "
                      "int microseconds)")
def _timespan_days(*parts: int) -> Any:
    return _ranged(TimeSpan.of, *parts)


@timespan.method("Add", "timespan Add(timespan ts)")
def _timespan_add(self: TimeSpan, ts: TimeSpan) -> Any:
    return _parsed(TimeSpan, self.ticks + ts.ticks)


@timespan.method("Subtract", "timespan Subtract(timespan ts)")
def _timespan_subtract(self: TimeSpan, ts: TimeSpan) -> Any:
    return _parsed(TimeSpan, self.ticks - ts.ticks)


@timespan.method("Multiply", "timespan Multiply(double factor)")
def _timespan_multiply(self: TimeSpan, factor: float) -> Any:
    return self * factor


@timespan.method("Divide", "timespan Divide(double divisor)", "double Divide(timespan ts)")
def _timespan_divide(self: TimeSpan, divisor: Any) -> Any:
    return self / divisor


@timespan.method("Negate", "timespan Negate()")
def _timespan_negate(self: TimeSpan) -> TimeSpan:
    return TimeSpan(-self.ticks)


@timespan.method("Duration", "timespan Duration()")
def _timespan_duration(self: TimeSpan) -> TimeSpan:
    return TimeSpan(abs(self.ticks))


@timespan.method("CompareTo", "int CompareTo(System.Object value)", "int CompareTo(timespan value)")
def _timespan_compare_to(self: TimeSpan, value: Any) -> int:
    if value is None:
        return 1
    if not isinstance(value, TimeSpan):
        fail("ArgumentException", "Object must be of type TimeSpan.")
    return (self.ticks > value.ticks) - (self.ticks < value.ticks)


@timespan.method("ToString", "string ToString()", "string ToString(string format)",
                 "string ToString(string format, System.IFormatProvider formatProvider)")
def _timespan_to_string(self: TimeSpan, fmt: Any = None, provider: Any = None) -> str:
    return format_timespan(self, fmt, format_provider(provider))


@timespan.static_method("Parse", "timespan Parse(string s)",
                        "timespan Parse(string input, System.IFormatProvider formatProvider)")
def _timespan_parse(text: str, provider: Any = None) -> Any:
    return _parsed(parse_timespan, text)


@timespan.static_method("TryParse", "bool TryParse(string s, [ref] timespan result)")
def _timespan_try(text: Any, result: Any) -> bool:
    return _tried(result, parse_timespan, TimeSpan(0), text or "")


@timespan.static_method("ParseExact", "timespan ParseExact(string input, string format, "
                        "System.IFormatProvider formatProvider)",
                        "timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider)")
def _timespan_exact(text: str, formats: Any, provider: Any) -> Any:
    return _parsed(parse_timespan_exact, text, formats)


@timespan.static_method("Compare", "int Compare(timespan t1, timespan t2)")
def _timespan_compare(first: TimeSpan, second: TimeSpan) -> int:
    return (first.ticks > second.ticks) - (first.ticks < second.ticks)


# -- DateTime --------------------------------------------------------------------------------------------

datetime = net_type("System.DateTime", DateTime, "System.ValueType", (*_VALUE, "System.IConvertible"), "struct")
datetime.extra["default"] = lambda: DateTime(0)


def _datetime_members() -> None:
    # the order is that of lists: PowerShell's own first
    datetime.prop("DateTime", "System.Object", kind="ScriptProperty")(_display_text)
    for name, type_text, get in (
            ("Date", "datetime", lambda d: d.date), ("Day", "int", lambda d: d.day),
            ("DayOfWeek", "System.DayOfWeek", lambda d: enum("System.DayOfWeek", d.day_of_week)),
            ("DayOfYear", "int", lambda d: d.day_of_year), ("Hour", "int", lambda d: d.hour),
            ("Kind", "System.DateTimeKind", lambda d: enum("System.DateTimeKind", d.kind)),
            ("Millisecond", "int", lambda d: d.millisecond), ("Microsecond", "int", lambda d: d.ticks // 10 % 1000),
            ("Nanosecond", "int", lambda d: d.ticks % 10 * 100), ("Minute", "int", lambda d: d.minute),
            ("Month", "int", lambda d: d.month), ("Second", "int", lambda d: d.second),
            ("Ticks", "long", lambda d: Int64(d.ticks)), ("TimeOfDay", "timespan", lambda d: d.time_of_day),
            ("Year", "int", lambda d: d.year)):
        datetime.prop(name, type_text)(get)
    for name, unit in _UNITS.items():
        datetime.method("Add" + name, f"datetime Add{name}(double value)")(
            lambda self, value, u=unit: _ranged(_add_units, self, value, u))
    for letter, long in (("D", "ToLongDateString"), ("T", "ToLongTimeString"), ("d", "ToShortDateString"),
                         ("t", "ToShortTimeString")):
        datetime.method(long, f"string {long}()")(
            lambda self, f=letter: format_datetime(self, f, format_provider(None)))
    datetime.constant("MinValue", "datetime", DateTime(0))
    datetime.constant("MaxValue", "datetime", DateTime(MAX_DATE_TICKS))
    datetime.constant("UnixEpoch", "datetime", DateTime(UNIX_EPOCH_TICKS, UTC))
    datetime.static_prop("Now", "datetime")(DateTime.now)
    datetime.static_prop("UtcNow", "datetime")(DateTime.utc_now)
    datetime.static_prop("Today", "datetime")(lambda: DateTime.now().date)


def _add_units(self: DateTime, value: float, unit: int) -> DateTime:
    whole = int(value)
    return self.add_ticks(whole * unit + int((value - whole) * unit))


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


@datetime.constructor("datetime new()", "datetime new(long ticks)",
                      "datetime new(long ticks, System.DateTimeKind kind)")
def _datetime_ticks(ticks: int = 0, kind: int = 0) -> Any:
    if not 0 <= ticks <= MAX_DATE_TICKS:
        fail("ArgumentOutOfRangeException", "Ticks must be between DateTime.MinValue.Ticks and "
             "DateTime.MaxValue.Ticks. (Parameter 'ticks')")
    return DateTime(ticks, kind)


@datetime.constructor("datetime new(System.DateOnly date, System.TimeOnly time)")
def _datetime_from_parts(date: DateOnly, moment: TimeOnly) -> DateTime:
    return DateTime(date.ticks + moment.ticks)


@datetime.constructor("datetime new(int year, int month, int day)",
                      "datetime new(int year, int month, int day, int hour, int minute, int second)",
                      "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond)")
def _datetime_parts(*parts: int) -> Any:
    return _ranged(DateTime.of, *parts)


@datetime.constructor("datetime new(int year, int month, int day, int hour, int minute, int second, "
                      "System.DateTimeKind kind)")
def _datetime_parts_kind(year: int, month: int, day: int, hour: int, minute: int, second: int, kind: int) -> Any:
    return _ranged(DateTime.of, year, month, day, hour, minute, second, 0, kind)


@datetime.constructor("datetime new(int year, int month, int day, int hour, int minute, int second, "
                      "int millisecond, System.DateTimeKind kind)")
def _datetime_all(*parts: int) -> Any:
    return _ranged(DateTime.of, *parts)


@datetime.method("Add", "datetime Add(timespan value)")
def _datetime_add(self: DateTime, value: TimeSpan) -> Any:
    return _ranged(self.add_ticks, value.ticks)


@datetime.method("AddTicks", "datetime AddTicks(long value)")
def _datetime_add_ticks(self: DateTime, value: int) -> Any:
    return _ranged(self.add_ticks, value)


@datetime.method("AddMonths", "datetime AddMonths(int months)")
def _datetime_add_months(self: DateTime, months: int) -> Any:
    return _ranged(self.add_months, months)


@datetime.method("AddYears", "datetime AddYears(int value)")
def _datetime_add_years(self: DateTime, value: int) -> Any:
    return _ranged(self.add_months, value * 12)


@datetime.method("Subtract", "timespan Subtract(datetime value)", "datetime Subtract(timespan value)")
def _datetime_subtract(self: DateTime, value: Any) -> Any:
    return _ranged(lambda: self - value)


@datetime.method("CompareTo", "int CompareTo(System.Object value)", "int CompareTo(datetime value)")
def _datetime_compare_to(self: DateTime, value: Any) -> int:
    if value is None:
        return 1
    if not isinstance(value, DateTime):
        fail("ArgumentException", "Object must be of type DateTime.")
    return (self.ticks > value.ticks) - (self.ticks < value.ticks)


@datetime.method("ToString", "string ToString()", "string ToString(string format)",
                 "string ToString(System.IFormatProvider provider)",
                 "string ToString(string format, System.IFormatProvider provider)")
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


@datetime.static_method("Parse", "datetime Parse(string s)",
                        "datetime Parse(string s, System.IFormatProvider provider)",
                        "datetime Parse(string s, System.IFormatProvider provider, "
                        "System.Globalization.DateTimeStyles styles)")
def _datetime_parse(text: str, provider: Any = None, styles: int = 0) -> Any:
    return _parsed(parse_datetime, text, format_provider(provider), styles)


@datetime.static_method("TryParse", "bool TryParse(string s, [ref] datetime result)")
def _datetime_try(text: Any, result: Any) -> bool:
    return _tried(result, parse_datetime, DateTime(0), text or "", format_provider(None))


@datetime.static_method("TryParse", "bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)",
                        "bool TryParse(string s, System.IFormatProvider provider, "
                        "System.Globalization.DateTimeStyles styles, [ref] datetime result)")
def _datetime_try_with(text: Any, provider: Any, *rest: Any) -> bool:
    styles = int(rest[0]) if len(rest) > 1 else 0
    return _tried(rest[-1], parse_datetime, DateTime(0), text or "", format_provider(provider), styles)


@datetime.static_method("ParseExact", "datetime ParseExact(string s, string format, "
                        "System.IFormatProvider provider)",
                        "datetime ParseExact(string s, string format, System.IFormatProvider provider, "
                        "System.Globalization.DateTimeStyles style)",
                        "datetime ParseExact(string s, string[] formats, System.IFormatProvider provider, "
                        "System.Globalization.DateTimeStyles style)")
def _datetime_exact(text: str, formats: Any, provider: Any, styles: int = 0) -> Any:
    return _parsed(parse_exact, text, formats, format_provider(provider), int(styles))


@datetime.static_method("TryParseExact", "bool TryParseExact(string s, string format, "
                        "System.IFormatProvider provider, System.Globalization.DateTimeStyles style, "
                        "[ref] datetime result)",
                        "bool TryParseExact(string s, string[] formats, System.IFormatProvider provider, "
                        "System.Globalization.DateTimeStyles style, [ref] datetime result)")
def _datetime_try_exact(text: Any, formats: Any, provider: Any, styles: int, result: Any) -> bool:
    return _tried(result, parse_exact, DateTime(0), text or "", formats, format_provider(provider), int(styles))


@datetime.static_method("DaysInMonth", "int DaysInMonth(int year, int month)")
def _days_in_month(year: int, month: int) -> Any:
    return _ranged(days_in_month, year, month)


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
    return _ranged(lambda: DateTime(ticks + 504911232000000000, UTC).to_local())


@datetime.static_method("FromFileTimeUtc", "datetime FromFileTimeUtc(long fileTime)")
def _from_file_time_utc(ticks: int) -> Any:
    return _ranged(DateTime, ticks + 504911232000000000, UTC)


@datetime.static_method("FromOADate", "datetime FromOADate(double d)")
def _from_oa(days: float) -> Any:
    milliseconds = int(days * 86400000 + (0.5 if days >= 0 else -0.5))
    return _ranged(DateTime, 599264352000000000 + milliseconds * TICKS_PER_MILLISECOND)


@datetime.static_method("FromBinary", "datetime FromBinary(long dateData)")
def _from_binary(data: int) -> Any:
    raw = int(data) & 0xFFFFFFFFFFFFFFFF
    kind, ticks = raw >> 62, raw & 0x3FFFFFFFFFFFFFFF
    return DateTime(ticks, UTC).to_local() if kind >= 2 else DateTime(ticks, kind)


# -- DateTimeOffset --------------------------------------------------------------------------------------

offset = net_type("System.DateTimeOffset", DateTimeOffset, "System.ValueType", _VALUE, "struct")
offset.extra["default"] = lambda: DateTimeOffset(DateTime(0), 0)


def _utc_of(value: DateTimeOffset) -> DateTime:
    return DateTime(value.utc_ticks, UTC)


def _offset_members() -> None:
    for name, type_text, get in (
            ("DateTime", "datetime", lambda o: o.clock), ("UtcDateTime", "datetime", _utc_of),
            ("LocalDateTime", "datetime", lambda o: _utc_of(o).to_local()),
            ("Date", "datetime", lambda o: o.clock.date), ("Day", "int", lambda o: o.clock.day),
            ("DayOfWeek", "System.DayOfWeek", lambda o: enum("System.DayOfWeek", o.clock.day_of_week)),
            ("DayOfYear", "int", lambda o: o.clock.day_of_year), ("Hour", "int", lambda o: o.clock.hour),
            ("Millisecond", "int", lambda o: o.clock.millisecond),
            ("Microsecond", "int", lambda o: o.clock.ticks // 10 % 1000),
            ("Nanosecond", "int", lambda o: o.clock.ticks % 10 * 100),
            ("Minute", "int", lambda o: o.clock.minute), ("Month", "int", lambda o: o.clock.month),
            ("Offset", "timespan", lambda o: o.offset),
            ("TotalOffsetMinutes", "int", lambda o: o.offset_ticks // TICKS_PER_MINUTE),
            ("Second", "int", lambda o: o.clock.second), ("Ticks", "long", lambda o: Int64(o.clock.ticks)),
            ("UtcTicks", "long", lambda o: Int64(o.utc_ticks)), ("TimeOfDay", "timespan", lambda o: o.clock.time_of_day),
            ("Year", "int", lambda o: o.clock.year)):
        offset.prop(name, type_text)(get)
    for name, unit in _UNITS.items():
        offset.method("Add" + name, f"System.DateTimeOffset Add{name}(double value)")(
            lambda self, value, u=unit: DateTimeOffset(_ranged(_add_units, self.clock, value, u), self.offset_ticks))
    offset.static_prop("Now", "System.DateTimeOffset")(lambda: DateTimeOffset(DateTime.now()))
    offset.static_prop("UtcNow", "System.DateTimeOffset")(lambda: DateTimeOffset(DateTime.utc_now(), 0))
    offset.constant("MinValue", "System.DateTimeOffset", DateTimeOffset(DateTime(0), 0))
    offset.constant("MaxValue", "System.DateTimeOffset", DateTimeOffset(DateTime(MAX_DATE_TICKS), 0))
    offset.constant("UnixEpoch", "System.DateTimeOffset", DateTimeOffset(DateTime(UNIX_EPOCH_TICKS), 0))


_offset_members()


@offset.constructor("System.DateTimeOffset new(datetime dateTime)",
                    "System.DateTimeOffset new(datetime dateTime, timespan offset)")
def _offset_new(clock: DateTime, span: Any = None) -> DateTimeOffset:
    return DateTimeOffset(clock, None if span is None else span.ticks)


@offset.constructor("System.DateTimeOffset new(long ticks, timespan offset)")
def _offset_from_ticks(ticks: int, span: TimeSpan) -> DateTimeOffset:
    return DateTimeOffset(DateTime(ticks), span.ticks)


@offset.constructor("System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, "
                    "timespan offset)",
                    "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second, "
                    "int millisecond, timespan offset)")
def _offset_from_parts(*parts: Any) -> DateTimeOffset:
    return DateTimeOffset(_ranged(DateTime.of, *parts[:-1]), parts[-1].ticks)


@offset.method("ToString", "string ToString()", "string ToString(string format)",
               "string ToString(System.IFormatProvider formatProvider)",
               "string ToString(string format, System.IFormatProvider formatProvider)")
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
    return _ranged(lambda: self + span)


@offset.method("Subtract", "timespan Subtract(System.DateTimeOffset value)",
               "System.DateTimeOffset Subtract(timespan value)")
def _offset_subtract(self: DateTimeOffset, value: Any) -> Any:
    return _ranged(lambda: self - value)


@offset.method("AddMonths", "System.DateTimeOffset AddMonths(int months)")
def _offset_add_months(self: DateTimeOffset, months: int) -> DateTimeOffset:
    return DateTimeOffset(_ranged(self.clock.add_months, months), self.offset_ticks)


@offset.method("AddYears", "System.DateTimeOffset AddYears(int years)")
def _offset_add_years(self: DateTimeOffset, years: int) -> DateTimeOffset:
    return DateTimeOffset(_ranged(self.clock.add_months, years * 12), self.offset_ticks)


@offset.method("CompareTo", "int CompareTo(System.DateTimeOffset other)")
def _offset_compare(self: DateTimeOffset, other: DateTimeOffset) -> int:
    return (self > other) - (self < other)


@offset.static_method("Parse", "System.DateTimeOffset Parse(string input)",
                      "System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider)")
def _offset_parse(text: str, provider: Any = None) -> Any:
    return _parsed(parse_datetimeoffset, text, format_provider(provider))


@offset.static_method("TryParse", "bool TryParse(string input, [ref] System.DateTimeOffset result)")
def _offset_try(text: Any, result: Any) -> bool:
    return _tried(result, parse_datetimeoffset, DateTimeOffset(DateTime(0), 0), text or "", format_provider(None))


@offset.static_method("ParseExact", "System.DateTimeOffset ParseExact(string input, string format, "
                      "System.IFormatProvider formatProvider)",
                      "System.DateTimeOffset ParseExact(string input, string format, "
                      "System.IFormatProvider formatProvider, System.Globalization.DateTimeStyles styles)")
def _offset_exact(text: str, fmt: str, provider: Any, styles: int = 0) -> Any:
    return _parsed(parse_offset_exact, text, fmt, format_provider(provider), int(styles))


@offset.static_method("FromUnixTimeSeconds", "System.DateTimeOffset FromUnixTimeSeconds(long seconds)")
def _from_unix_seconds(seconds: int) -> DateTimeOffset:
    return DateTimeOffset(_ranged(DateTime, UNIX_EPOCH_TICKS + int(seconds) * TICKS_PER_SECOND), 0)


@offset.static_method("FromUnixTimeMilliseconds", "System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)")
def _from_unix_milliseconds(milliseconds: int) -> DateTimeOffset:
    return DateTimeOffset(_ranged(DateTime, UNIX_EPOCH_TICKS + int(milliseconds) * TICKS_PER_MILLISECOND), 0)


# -- DateOnly and TimeOnly -------------------------------------------------------------------------------

dateonly = net_type("System.DateOnly", DateOnly, "System.ValueType", _VALUE, "struct")
dateonly.extra["default"] = lambda: DateOnly(0)
timeonly = net_type("System.TimeOnly", TimeOnly, "System.ValueType", _VALUE, "struct")
timeonly.extra["default"] = lambda: TimeOnly(0)


def _day_of(value: DateTime) -> DateOnly:
    return DateOnly(value.ticks // TICKS_PER_DAY)


def _only_members() -> None:
    for name, type_text, get in (
            ("Year", "int", lambda d: d.midnight.year), ("Month", "int", lambda d: d.midnight.month),
            ("Day", "int", lambda d: d.midnight.day),
            ("DayOfWeek", "System.DayOfWeek", lambda d: enum("System.DayOfWeek", d.midnight.day_of_week)),
            ("DayOfYear", "int", lambda d: d.midnight.day_of_year), ("DayNumber", "int", lambda d: d.day_number)):
        dateonly.prop(name, type_text)(get)
    dateonly.constant("MinValue", "System.DateOnly", DateOnly(0))
    dateonly.constant("MaxValue", "System.DateOnly", DateOnly(3652058))
    clock = DateTime
    for name, type_text, read in (
            ("Hour", "int", lambda t: clock(t.ticks).hour), ("Minute", "int", lambda t: clock(t.ticks).minute),
            ("Second", "int", lambda t: clock(t.ticks).second),
            ("Millisecond", "int", lambda t: clock(t.ticks).millisecond),
            ("Microsecond", "int", lambda t: t.ticks // 10 % 1000),
            ("Nanosecond", "int", lambda t: t.ticks % 10 * 100),
            ("Ticks", "long", lambda t: Int64(t.ticks))):
        timeonly.prop(name, type_text)(read)
    for name in ("Hours", "Minutes"):
        timeonly.method("Add" + name, f"System.TimeOnly Add{name}(double value)")(
            lambda self, value, u=_UNITS[name]: TimeOnly((self.ticks + int(value * u)) % TICKS_PER_DAY))
    timeonly.constant("MinValue", "System.TimeOnly", TimeOnly(0))
    timeonly.constant("MaxValue", "System.TimeOnly", TimeOnly(TICKS_PER_DAY - 1))


_only_members()


@dateonly.constructor("System.DateOnly new(int year, int month, int day)")
def _dateonly_new(year: int, month: int, day: int) -> DateOnly:
    return DateOnly(_ranged(days_before, year, month, day))


@dateonly.method("AddDays", "System.DateOnly AddDays(int value)")
def _dateonly_add_days(self: DateOnly, value: int) -> Any:
    return _ranged(DateOnly, self.day_number + value)


@dateonly.method("AddMonths", "System.DateOnly AddMonths(int value)")
def _dateonly_add_months(self: DateOnly, value: int) -> DateOnly:
    return _day_of(_ranged(self.midnight.add_months, value))


@dateonly.method("AddYears", "System.DateOnly AddYears(int value)")
def _dateonly_add_years(self: DateOnly, value: int) -> DateOnly:
    return _day_of(_ranged(self.midnight.add_months, value * 12))


@dateonly.method("ToDateTime", "datetime ToDateTime(System.TimeOnly time)",
                 "datetime ToDateTime(System.TimeOnly time, System.DateTimeKind kind)")
def _dateonly_to_datetime(self: DateOnly, moment: TimeOnly, kind: int = 0) -> DateTime:
    return DateTime(self.ticks + moment.ticks, int(kind))


@dateonly.method("ToString", "string ToString()", "string ToString(string format)",
                 "string ToString(string format, System.IFormatProvider provider)")
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
    return _ranged(DateOnly, number)


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


@dateonly.static_method("Parse", "System.DateOnly Parse(string s)",
                        "System.DateOnly Parse(string s, System.IFormatProvider provider)")
def _dateonly_parse(text: str, provider: Any = None) -> Any:
    return _parsed(parse_dateonly, text, format_provider(provider))


@dateonly.static_method("TryParse", "bool TryParse(string s, [ref] System.DateOnly result)")
def _dateonly_try(text: Any, result: Any) -> bool:
    return _tried(result, parse_dateonly, DateOnly(0), text or "", format_provider(None))


@dateonly.static_method("ParseExact", "System.DateOnly ParseExact(string s, string format)",
                        "System.DateOnly ParseExact(string s, string format, System.IFormatProvider provider)")
def _dateonly_exact(text: str, fmt: Any, provider: Any = None) -> DateOnly:
    return _day_of(_parsed(parse_exact, text, fmt, format_provider(provider)))


@timeonly.constructor("System.TimeOnly new(int hour, int minute)",
                      "System.TimeOnly new(int hour, int minute, int second)",
                      "System.TimeOnly new(int hour, int minute, int second, int millisecond)")
def _timeonly_new(hour: int, minute: int, second: int = 0, millisecond: int = 0) -> TimeOnly:
    return TimeOnly(_ranged(time_ticks, hour, minute, second) + millisecond * TICKS_PER_MILLISECOND)


@timeonly.constructor("System.TimeOnly new(long ticks)")
def _timeonly_ticks(ticks: int) -> Any:
    return _ranged(TimeOnly, ticks)


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


@timeonly.method("ToString", "string ToString()", "string ToString(string format)",
                 "string ToString(string format, System.IFormatProvider provider)")
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
    return _ranged(TimeOnly, value.ticks)


@timeonly.static_method("Parse", "System.TimeOnly Parse(string s)",
                        "System.TimeOnly Parse(string s, System.IFormatProvider provider)")
def _timeonly_parse(text: str, provider: Any = None) -> Any:
    return _parsed(parse_timeonly, text, format_provider(provider))


@timeonly.static_method("TryParse", "bool TryParse(string s, [ref] System.TimeOnly result)")
def _timeonly_try(text: Any, result: Any) -> bool:
    return _tried(result, parse_timeonly, TimeOnly(0), text or "", format_provider(None))


# -- TimeZoneInfo ----------------------------------------------------------------------------------------


class TimeZoneInfo:
    """A time zone by its IANA name."""

    __slots__ = ("id", "zone")

    net_type_name = "System.TimeZoneInfo"

    def __init__(self, name: str, zone: Any) -> None:
        self.id = name
        self.zone = zone

    @staticmethod
    def find(name: str) -> "TimeZoneInfo":
        """The zone of that id; a .NET exception where there is none."""
        if name.upper() in ("UTC", "ETC/UTC", "GMT") and name.upper() == "UTC":
            return TimeZoneInfo("UTC", None)
        try:
            from zoneinfo import ZoneInfo
            return TimeZoneInfo(name, ZoneInfo(name))
        except (ImportError, KeyError, ValueError, OSError):
            fail("TimeZoneNotFoundException", f"The time zone ID '{name}' was not found on the local computer.")

    @staticmethod
    def local() -> "TimeZoneInfo":
        """The zone of this machine."""
        import os
        name = os.environ.get("TZ", "").lstrip(":")
        if not name:
            try:
                link = os.path.realpath("/etc/localtime")
                name = link.partition("/zoneinfo/")[2]
            except OSError:
                name = ""
        if not name or name in ("UTC", "Etc/UTC", "Universal", "UCT", "Zulu", "Etc/UCT"):
            return TimeZoneInfo(name or "UTC", None)
        return TimeZoneInfo.find(name)

    def offset_at(self, utc_ticks: int) -> int:
        """The UTC offset in ticks at a moment."""
        if self.zone is None:
            return 0
        return self._python(utc_ticks, "utcoffset")

    def saving_at(self, utc_ticks: int) -> int:
        """The daylight saving part of the offset in ticks."""
        return 0 if self.zone is None else self._python(utc_ticks, "dst")

    def _python(self, utc_ticks: int, method: str) -> int:
        from datetime import datetime as python_datetime
        from datetime import timedelta, timezone
        moment = python_datetime(1, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=utc_ticks // 10)
        delta = getattr(moment.astimezone(self.zone), method)()
        return int(delta.total_seconds()) * TICKS_PER_SECOND if delta is not None else 0

    @property
    def base_offset(self) -> TimeSpan:
        """The offset without daylight saving."""
        now = DateTime.utc_now().ticks
        return TimeSpan(self.offset_at(now) - self.saving_at(now))

    @property
    def has_saving(self) -> bool:
        """Whether the clock changes within this year."""
        year = DateTime.utc_now().year
        return any(self.saving_at(DateTime.of(year, month, 1).ticks) for month in range(1, 13))

    @property
    def standard_name(self) -> str:
        """A name for people."""
        if self.zone is None:
            return "Coordinated Universal Time"
        from datetime import datetime as python_datetime
        return str(python_datetime(DateTime.utc_now().year, 1, 1, tzinfo=self.zone).tzname())

    @property
    def display_name(self) -> str:
        """(UTC+01:00) and the name."""
        ticks = self.base_offset.ticks
        sign = "-" if ticks < 0 else "+"
        hours, minutes = divmod(abs(ticks) // TICKS_PER_MINUTE, 60)
        return f"(UTC{sign}{hours:02d}:{minutes:02d}) {self.standard_name}" if ticks else f"(UTC) {self.standard_name}"

    def __str__(self) -> str:
        return self.display_name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeZoneInfo) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


zone = net_type("System.TimeZoneInfo", TimeZoneInfo)
for _name, _type, _get in (
        ("Id", "string", lambda z: z.id), ("HasIanaId", "bool", lambda z: True),
        ("DisplayName", "string", lambda z: z.display_name), ("StandardName", "string", lambda z: z.standard_name),
        ("DaylightName", "string", lambda z: z.standard_name),
        ("BaseUtcOffset", "timespan", lambda z: z.base_offset),
        ("SupportsDaylightSavingTime", "bool", lambda z: z.has_saving)):
    zone.prop(_name, _type)(_get)
zone.static_prop("Local", "System.TimeZoneInfo")(TimeZoneInfo.local)
zone.static_prop("Utc", "System.TimeZoneInfo")(lambda: TimeZoneInfo("UTC", None))


@zone.static_method("FindSystemTimeZoneById", "System.TimeZoneInfo FindSystemTimeZoneById(string id)")
def _find_zone(name: str) -> TimeZoneInfo:
    return TimeZoneInfo.find(name)


def all_zones() -> List[TimeZoneInfo]:
    """Every zone of this machine."""
    from zoneinfo import available_timezones
    return [TimeZoneInfo.find(name) for name in sorted(available_timezones())]


@zone.static_method("GetSystemTimeZones",
                    "System.Collections.ObjectModel.ReadOnlyCollection[System.TimeZoneInfo] GetSystemTimeZones()")
def _all_zones() -> Any:
    return array(all_zones(), "System.TimeZoneInfo")


@zone.method("GetUtcOffset", "timespan GetUtcOffset(datetime dateTime)",
             "timespan GetUtcOffset(System.DateTimeOffset dateTimeOffset)")
def _zone_offset(self: TimeZoneInfo, value: Any) -> TimeSpan:
    return TimeSpan(self.offset_at(_utc_ticks(value, self)))


@zone.method("IsDaylightSavingTime", "bool IsDaylightSavingTime(datetime dateTime)")
def _zone_saving(self: TimeZoneInfo, value: DateTime) -> bool:
    return self.saving_at(_utc_ticks(value, self)) != 0


def _utc_ticks(value: Any, source: TimeZoneInfo) -> int:
    if isinstance(value, DateTimeOffset):
        return value.utc_ticks
    if value.kind == UTC:
        return int(value.ticks)
    if value.kind == LOCAL:
        return int(value.to_utc().ticks)
    guess = source.offset_at(value.ticks)
    return int(value.ticks - source.offset_at(value.ticks - guess))


def convert_time(value: Any, target: TimeZoneInfo, source: Any = None) -> Any:
    """A moment on the clock of another zone."""
    local = TimeZoneInfo.local()
    utc = _utc_ticks(value, source or local)
    shift = target.offset_at(utc)
    if isinstance(value, DateTimeOffset):
        return DateTimeOffset(DateTime(utc + shift), shift)
    kind = UTC if target.zone is None and target.id == "UTC" else LOCAL if target == local else 0
    return DateTime(utc + shift, kind)


@zone.static_method("ConvertTime", "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
                    "System.DateTimeOffset ConvertTime(System.DateTimeOffset dateTimeOffset, "
                    "System.TimeZoneInfo destinationTimeZone)")
def _convert_time(value: Any, target: TimeZoneInfo) -> Any:
    return convert_time(value, target)


@zone.static_method("ConvertTime", "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone, "
                    "System.TimeZoneInfo destinationTimeZone)")
def _convert_time_between(value: Any, source: TimeZoneInfo, target: TimeZoneInfo) -> Any:
    return convert_time(value, target, source)


@zone.static_method("ConvertTimeBySystemTimeZoneId",
                    "datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)",
                    "System.DateTimeOffset ConvertTimeBySystemTimeZoneId(System.DateTimeOffset dateTimeOffset, "
                    "string destinationTimeZoneId)")
def _convert_time_by_id(value: Any, name: str) -> Any:
    return convert_time(value, TimeZoneInfo.find(name))


@zone.static_method("ConvertTimeToUtc", "datetime ConvertTimeToUtc(datetime dateTime)",
                    "datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)")
def _convert_to_utc(value: DateTime, source: Any = None) -> DateTime:
    return DateTime(_utc_ticks(value, source or TimeZoneInfo.local()), UTC)


@zone.static_method("ConvertTimeFromUtc",
                    "datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)")
def _convert_from_utc(value: DateTime, target: TimeZoneInfo) -> Any:
    return convert_time(DateTime(value.ticks, UTC), target)


# -- operators -------------------------------------------------------------------------------------------


def _added(left: Any, right: Any) -> Any:
    return _ranged(lambda: left + right)


def _subtracted(left: Any, right: Any) -> Any:
    return _ranged(lambda: left - right)


for _made, _name in ((timespan, "timespan"), (datetime, "datetime"), (offset, "System.DateTimeOffset")):
    _made.static_method("op_Addition", f"{_name} op_Addition({_name} d, timespan t)")(_added)
    _made.static_method("op_Subtraction", f"{_name} op_Subtraction({_name} d, timespan t)")(_subtracted)
    if _made is not timespan:
        _made.static_method("op_Subtraction", f"timespan op_Subtraction({_name} d1, {_name} d2)")(_subtracted)
timespan.static_method("op_UnaryNegation", "timespan op_UnaryNegation(timespan t)")(lambda t: TimeSpan(-t.ticks))
timespan.static_method("op_UnaryPlus", "timespan op_UnaryPlus(timespan t)")(lambda t: t)
timespan.static_method("op_Multiply", "timespan op_Multiply(timespan timeSpan, double factor)",
                       "timespan op_Multiply(double factor, timespan timeSpan)")(lambda a, b: a * b)
timespan.static_method("op_Division", "timespan op_Division(timespan timeSpan, double divisor)",
                       "double op_Division(timespan t1, timespan t2)")(lambda a, b: a / b)
timeonly.static_method("op_Subtraction", "timespan op_Subtraction(System.TimeOnly t1, System.TimeOnly t2)")(
    lambda a, b: TimeSpan((a.ticks - b.ticks) % TICKS_PER_DAY))
