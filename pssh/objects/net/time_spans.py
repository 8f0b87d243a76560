"""Members of [timespan]."""

from typing import Any

from pssh.objects.culture import format_provider
from pssh.objects.net.common import fail
from pssh.objects.net.time_common import UNITS, VALUE, parsed, ranged, tried
from pssh.objects.numbers import Int64
from pssh.objects.timespan import (
    MAX_TICKS,
    MIN_TICKS,
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    TimeSpan,
    format_timespan,
    parse_timespan,
    parse_timespan_exact,
)
from pssh.objects.types import net_type

timespan = net_type("System.TimeSpan", TimeSpan, "System.ValueType", VALUE, "struct")
timespan.extra["default"] = lambda: TimeSpan(0)


def _timespan_members() -> None:
    # the order is that of .NET, which lists and JSON show
    parts = {
        "Days": (TICKS_PER_DAY, 0),
        "Hours": (TICKS_PER_HOUR, 24),
        "Milliseconds": (TICKS_PER_MILLISECOND, 1000),
        "Microseconds": (10, 1000),
        "Minutes": (TICKS_PER_MINUTE, 60),
        "Seconds": (TICKS_PER_SECOND, 60),
    }
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
            timespan.prop("Total" + name, "double")(lambda self, u=UNITS[name]: self.ticks / u)
    for name, unit in UNITS.items():
        timespan.static_method("From" + name, f"timespan From{name}(double value)")(
            lambda value, u=unit: ranged(TimeSpan.from_unit, value, u)
        )
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
    return ranged(TimeSpan.of, 0, hours, minutes, seconds)


@timespan.constructor(
    "timespan new(int days, int hours, int minutes, int seconds)",
    "timespan new(int days, int hours, int minutes, int seconds, int milliseconds)",
    "timespan new(int days, int hours, int minutes, int seconds, int milliseconds, int microseconds)",
)
def _timespan_days(*parts: int) -> Any:
    return ranged(TimeSpan.of, *parts)


@timespan.method("Add", "timespan Add(timespan ts)")
def _timespan_add(self: TimeSpan, ts: TimeSpan) -> Any:
    return parsed(TimeSpan, self.ticks + ts.ticks)


@timespan.method("Subtract", "timespan Subtract(timespan ts)")
def _timespan_subtract(self: TimeSpan, ts: TimeSpan) -> Any:
    return parsed(TimeSpan, self.ticks - ts.ticks)


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


@timespan.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(string format, System.IFormatProvider formatProvider)",
)
def _timespan_to_string(self: TimeSpan, fmt: Any = None, provider: Any = None) -> str:
    return format_timespan(self, fmt, format_provider(provider))


@timespan.static_method(
    "Parse", "timespan Parse(string s)", "timespan Parse(string input, System.IFormatProvider formatProvider)"
)
def _timespan_parse(text: str, provider: Any = None) -> Any:
    return parsed(parse_timespan, text)


@timespan.static_method("TryParse", "bool TryParse(string s, [ref] timespan result)")
def _timespan_try(text: Any, result: Any) -> bool:
    return tried(result, parse_timespan, TimeSpan(0), text or "")


@timespan.static_method(
    "ParseExact",
    "timespan ParseExact(string input, string format, System.IFormatProvider formatProvider)",
    "timespan ParseExact(string input, string[] formats, System.IFormatProvider formatProvider)",
)
def _timespan_exact(text: str, formats: Any, provider: Any) -> Any:
    return parsed(parse_timespan_exact, text, formats)


@timespan.static_method("Compare", "int Compare(timespan t1, timespan t2)")
def _timespan_compare(first: TimeSpan, second: TimeSpan) -> int:
    return (first.ticks > second.ticks) - (first.ticks < second.ticks)


timespan.static_method("op_Addition", "timespan op_Addition(timespan t1, timespan t2)")(
    lambda left, right: ranged(lambda: left + right)
)
timespan.static_method("op_Subtraction", "timespan op_Subtraction(timespan t1, timespan t2)")(
    lambda left, right: ranged(lambda: left - right)
)
timespan.static_method("op_UnaryNegation", "timespan op_UnaryNegation(timespan t)")(
    lambda t: TimeSpan(-t.ticks)
)
timespan.static_method("op_UnaryPlus", "timespan op_UnaryPlus(timespan t)")(lambda t: t)
timespan.static_method(
    "op_Multiply",
    "timespan op_Multiply(timespan timeSpan, double factor)",
    "timespan op_Multiply(double factor, timespan timeSpan)",
)(lambda a, b: a * b)
timespan.static_method(
    "op_Division",
    "timespan op_Division(timespan timeSpan, double divisor)",
    "double op_Division(timespan t1, timespan t2)",
)(lambda a, b: a / b)
