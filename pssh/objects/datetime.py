"""[datetime], [DateTimeOffset], [DateOnly] and [TimeOnly] on 100 ns ticks since year 1, with .NET's calendar rules."""

import time
from typing import Any, Optional, Tuple

from pssh.objects.timespan import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    TimeSpan,
)

UNSPECIFIED, UTC, LOCAL = 0, 1, 2
MAX_DATE_TICKS = 3155378975999999999
UNIX_EPOCH_TICKS = 621355968000000000
OUT_OF_RANGE = "The added or subtracted value results in an un-representable DateTime."

_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def is_leap_year(year: int) -> bool:
    """Whether the year has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month."""
    if not 1 <= month <= 12:
        raise OverflowError("Month must be between one and twelve.")
    if month == 2 and is_leap_year(year):
        return 29
    return _BEFORE[month] - _BEFORE[month - 1]


def days_before(year: int, month: int, day: int) -> int:
    """Days from 0001-01-01; OverflowError where there is no such date."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise OverflowError("Year, Month, and Day parameters describe an un-representable DateTime.")
    past = year - 1
    leap = 1 if month > 2 and is_leap_year(year) else 0
    return past * 365 + past // 4 - past // 100 + past // 400 + _BEFORE[month - 1] + leap + day - 1


def civil(days: int) -> Tuple[int, int, int, int]:
    """Year, month, day and day of the year of a number of days from 0001-01-01."""
    n400, days = divmod(days, 146097)
    n100 = min(days // 36524, 3)
    days -= n100 * 36524
    n4, days = divmod(days, 1461)
    n1 = min(days // 365, 3)
    days -= n1 * 365
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    leap = 1 if is_leap_year(year) else 0
    month = (days >> 5) + 1
    if days >= _BEFORE[month] + (leap if month > 1 else 0):
        month += 1
    return year, month, days - _BEFORE[month - 1] - (leap if month > 2 else 0) + 1, days + 1


def time_ticks(hour: int, minute: int, second: int) -> int:
    """Ticks of a time of day."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise OverflowError("Hour, Minute, and Second parameters describe an un-representable DateTime.")
    return hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE + second * TICKS_PER_SECOND


def local_offset(utc_ticks: int) -> int:
    """Ticks to add to that UTC moment to have local time."""
    seconds = (utc_ticks - UNIX_EPOCH_TICKS) // TICKS_PER_SECOND
    try:
        return time.localtime(seconds).tm_gmtoff * TICKS_PER_SECOND
    except (OverflowError, OSError, ValueError):
        return -time.timezone * TICKS_PER_SECOND


def offset_of_local(local_ticks: int) -> int:
    """The UTC offset that holds at a local clock time."""
    guess = local_offset(local_ticks)
    return local_offset(local_ticks - guess)


class DateTime:
    """A date and time of day with its kind; immutable."""

    __slots__ = ("_parts", "kind", "ticks")
    net_type_name = "System.DateTime"

    def __init__(self, ticks: int, kind: int = UNSPECIFIED) -> None:
        if not 0 <= ticks <= MAX_DATE_TICKS:
            raise OverflowError(OUT_OF_RANGE)
        self.ticks = int(ticks)
        self.kind = int(kind)
        self._parts: Optional[Tuple[int, int, int, int]] = None

    @staticmethod
    def of(
        year: int,
        month: int,
        day: int,
        hour: int = 0,
        minute: int = 0,
        second: int = 0,
        millisecond: int = 0,
        kind: int = UNSPECIFIED,
        microsecond: int = 0,
    ) -> "DateTime":
        """From calendar parts; OverflowError where they describe no date."""
        ticks = days_before(year, month, day) * TICKS_PER_DAY + time_ticks(hour, minute, second)
        if not 0 <= millisecond <= 999:
            raise OverflowError("Valid values are between 0 and 999, inclusive.")
        return DateTime(ticks + millisecond * TICKS_PER_MILLISECOND + microsecond * 10, kind)

    @staticmethod
    def now() -> "DateTime":
        """This moment in local time."""
        ticks = UNIX_EPOCH_TICKS + time.time_ns() // 100
        return DateTime(ticks + local_offset(ticks), LOCAL)

    @staticmethod
    def utc_now() -> "DateTime":
        """This moment in UTC."""
        return DateTime(UNIX_EPOCH_TICKS + time.time_ns() // 100, UTC)

    @staticmethod
    def from_unix(seconds: float, kind: int = LOCAL) -> "DateTime":
        """From a Unix time as `time.time()` gives it (an int of nanoseconds is exact: `from_unix_ns`)."""
        return DateTime.from_unix_ns(int(seconds * 1_000_000_000), kind)

    @staticmethod
    def from_unix_ns(nanoseconds: int, kind: int = LOCAL) -> "DateTime":
        """From nanoseconds since 1970."""
        ticks = UNIX_EPOCH_TICKS + nanoseconds // 100
        return DateTime(ticks + local_offset(ticks), LOCAL) if kind == LOCAL else DateTime(ticks, kind)

    @property
    def parts(self) -> Tuple[int, int, int, int]:
        """Year, month, day, day of the year."""
        if self._parts is None:
            self._parts = civil(self.ticks // TICKS_PER_DAY)
        return self._parts

    @property
    def year(self) -> int:
        """The year."""
        return self.parts[0]

    @property
    def month(self) -> int:
        """1 to 12."""
        return self.parts[1]

    @property
    def day(self) -> int:
        """The day of the month."""
        return self.parts[2]

    @property
    def day_of_year(self) -> int:
        """1 to 366."""
        return self.parts[3]

    @property
    def day_of_week(self) -> int:
        """0 = Sunday."""
        return (self.ticks // TICKS_PER_DAY + 1) % 7

    @property
    def hour(self) -> int:
        """0 to 23."""
        return self.ticks // TICKS_PER_HOUR % 24

    @property
    def minute(self) -> int:
        """0 to 59."""
        return self.ticks // TICKS_PER_MINUTE % 60

    @property
    def second(self) -> int:
        """0 to 59."""
        return self.ticks // TICKS_PER_SECOND % 60

    @property
    def millisecond(self) -> int:
        """0 to 999."""
        return self.ticks // TICKS_PER_MILLISECOND % 1000

    @property
    def fraction(self) -> int:
        """Ticks within the second."""
        return self.ticks % TICKS_PER_SECOND

    @property
    def time_of_day(self) -> TimeSpan:
        """Since midnight."""
        return TimeSpan(self.ticks % TICKS_PER_DAY)

    @property
    def date(self) -> "DateTime":
        """Midnight of the day."""
        return DateTime(self.ticks - self.ticks % TICKS_PER_DAY, self.kind)

    @property
    def unix_ns(self) -> int:
        """Nanoseconds since 1970 of this moment (an unspecified kind is taken as local)."""
        return (self.to_utc().ticks - UNIX_EPOCH_TICKS) * 100

    def offset(self) -> int:
        """Ticks of the UTC offset: 0 for UTC, else that of the local zone."""
        return 0 if self.kind == UTC else offset_of_local(self.ticks)

    def to_utc(self) -> "DateTime":
        """This moment in UTC."""
        if self.kind == UTC:
            return self
        return DateTime(min(max(self.ticks - offset_of_local(self.ticks), 0), MAX_DATE_TICKS), UTC)

    def to_local(self) -> "DateTime":
        """This moment in local time."""
        if self.kind == LOCAL:
            return self
        return DateTime(min(max(self.ticks + local_offset(self.ticks), 0), MAX_DATE_TICKS), LOCAL)

    def add_ticks(self, ticks: int) -> "DateTime":
        """A later date of the same kind."""
        return DateTime(self.ticks + int(ticks), self.kind)

    def add_months(self, months: int) -> "DateTime":
        """The same day some months on, or the last of that month."""
        year, month, day, _ = self.parts
        count = year * 12 + month - 1 + int(months)
        year, month = count // 12, count % 12 + 1
        if not 1 <= year <= 9999:
            raise OverflowError(OUT_OF_RANGE)
        day = min(day, days_in_month(year, month))
        return DateTime(days_before(year, month, day) * TICKS_PER_DAY + self.ticks % TICKS_PER_DAY, self.kind)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __lt__(self, other: "DateTime") -> bool:
        return self.ticks < other.ticks

    def __le__(self, other: "DateTime") -> bool:
        return self.ticks <= other.ticks

    def __gt__(self, other: "DateTime") -> bool:
        return self.ticks > other.ticks

    def __ge__(self, other: "DateTime") -> bool:
        return self.ticks >= other.ticks

    def __add__(self, other: Any) -> "DateTime":
        return self.add_ticks(other.ticks) if isinstance(other, TimeSpan) else NotImplemented

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, DateTime):
            return TimeSpan(self.ticks - other.ticks)
        return self.add_ticks(-other.ticks) if isinstance(other, TimeSpan) else NotImplemented

    def net_format(self, fmt: str, culture: Any) -> str:
        """ToString(fmt, culture)."""
        from pssh.objects.datetime_format import format_datetime

        return format_datetime(self, fmt, culture)

    def __str__(self) -> str:
        from pssh.objects.culture import INVARIANT
        from pssh.objects.datetime_format import format_datetime

        return format_datetime(self, "G", INVARIANT)

    def __repr__(self) -> str:
        return f"DateTime({self.ticks}, {self.kind})"


class DateTimeOffset:
    """A clock time with its offset from UTC; immutable, compared by the moment."""

    __slots__ = ("clock", "offset_ticks")
    net_type_name = "System.DateTimeOffset"

    def __init__(self, clock: DateTime, offset_ticks: Optional[int] = None) -> None:
        if offset_ticks is None:
            offset_ticks = clock.offset()
        self.clock = DateTime(clock.ticks)
        self.offset_ticks = int(offset_ticks)

    @property
    def utc_ticks(self) -> int:
        """Ticks of the moment in UTC."""
        return self.clock.ticks - self.offset_ticks

    @property
    def offset(self) -> TimeSpan:
        """The difference from UTC."""
        return TimeSpan(self.offset_ticks)

    def to_offset(self, offset_ticks: int) -> "DateTimeOffset":
        """The same moment on another clock."""
        return DateTimeOffset(DateTime(self.utc_ticks + offset_ticks), offset_ticks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTimeOffset) and other.utc_ticks == self.utc_ticks

    def __hash__(self) -> int:
        return hash(self.utc_ticks)

    def __lt__(self, other: "DateTimeOffset") -> bool:
        return self.utc_ticks < other.utc_ticks

    def __le__(self, other: "DateTimeOffset") -> bool:
        return self.utc_ticks <= other.utc_ticks

    def __gt__(self, other: "DateTimeOffset") -> bool:
        return self.utc_ticks > other.utc_ticks

    def __ge__(self, other: "DateTimeOffset") -> bool:
        return self.utc_ticks >= other.utc_ticks

    def __add__(self, other: Any) -> "DateTimeOffset":
        if not isinstance(other, TimeSpan):
            return NotImplemented
        return DateTimeOffset(DateTime(self.clock.ticks + other.ticks), self.offset_ticks)

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, DateTimeOffset):
            return TimeSpan(self.utc_ticks - other.utc_ticks)
        if isinstance(other, TimeSpan):
            return DateTimeOffset(DateTime(self.clock.ticks - other.ticks), self.offset_ticks)
        return NotImplemented

    def net_format(self, fmt: str, culture: Any) -> str:
        """ToString(fmt, culture)."""
        from pssh.objects.datetime_format import format_datetimeoffset

        return format_datetimeoffset(self, fmt, culture)

    def __str__(self) -> str:
        from pssh.objects.culture import INVARIANT
        from pssh.objects.datetime_format import format_datetimeoffset

        return format_datetimeoffset(self, "", INVARIANT)


class DateOnly:
    """A calendar day; immutable."""

    __slots__ = ("day_number",)
    net_type_name = "System.DateOnly"

    def __init__(self, day_number: int) -> None:
        if not 0 <= day_number <= 3652058:
            raise OverflowError("Year, Month, and Day parameters describe an un-representable DateTime.")
        self.day_number = int(day_number)

    @property
    def ticks(self) -> int:
        """Ticks of its midnight."""
        return self.day_number * TICKS_PER_DAY

    @property
    def midnight(self) -> DateTime:
        """Its first moment."""
        return DateTime(self.ticks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateOnly) and other.day_number == self.day_number

    def __hash__(self) -> int:
        return hash(self.day_number)

    def __lt__(self, other: "DateOnly") -> bool:
        return self.day_number < other.day_number

    def __gt__(self, other: "DateOnly") -> bool:
        return self.day_number > other.day_number

    def net_format(self, fmt: str, culture: Any) -> str:
        """ToString(fmt, culture)."""
        from pssh.objects.datetime_format import format_dateonly

        return format_dateonly(self, fmt, culture)

    def __str__(self) -> str:
        from pssh.objects.culture import INVARIANT
        from pssh.objects.datetime_format import format_datetime

        return format_datetime(self.midnight, "d", INVARIANT)


class TimeOnly:
    """A time of day; immutable."""

    __slots__ = ("ticks",)
    net_type_name = "System.TimeOnly"

    def __init__(self, ticks: int) -> None:
        if not 0 <= ticks < TICKS_PER_DAY:
            raise OverflowError("Hour, Minute, and Second parameters describe an un-representable DateTime.")
        self.ticks = int(ticks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeOnly) and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def __lt__(self, other: "TimeOnly") -> bool:
        return self.ticks < other.ticks

    def __gt__(self, other: "TimeOnly") -> bool:
        return self.ticks > other.ticks

    def net_format(self, fmt: str, culture: Any) -> str:
        """ToString(fmt, culture)."""
        from pssh.objects.datetime_format import format_timeonly

        return format_timeonly(self, fmt, culture)

    def __str__(self) -> str:
        from pssh.objects.culture import INVARIANT
        from pssh.objects.datetime_format import format_datetime

        return format_datetime(DateTime(self.ticks), "t", INVARIANT)
