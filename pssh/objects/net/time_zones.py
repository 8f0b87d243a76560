"""[TimeZoneInfo]."""

from typing import Any, List

from pssh.objects.datetime import (
    LOCAL,
    UTC,
    DateTime,
    DateTimeOffset,
)
from pssh.objects.net.common import array, fail
from pssh.objects.timespan import TICKS_PER_MINUTE, TICKS_PER_SECOND, TimeSpan
from pssh.objects.types import net_type


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
            fail(
                "TimeZoneNotFoundException", f"The time zone ID '{name}' was not found on the local computer."
            )

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
        return (
            f"(UTC{sign}{hours:02d}:{minutes:02d}) {self.standard_name}"
            if ticks
            else f"(UTC) {self.standard_name}"
        )

    def __str__(self) -> str:
        return self.display_name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeZoneInfo) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)


zone = net_type("System.TimeZoneInfo", TimeZoneInfo)
for _name, _type, _get in (
    ("Id", "string", lambda z: z.id),
    ("HasIanaId", "bool", lambda z: True),
    ("DisplayName", "string", lambda z: z.display_name),
    ("StandardName", "string", lambda z: z.standard_name),
    ("DaylightName", "string", lambda z: z.standard_name),
    ("BaseUtcOffset", "timespan", lambda z: z.base_offset),
    ("SupportsDaylightSavingTime", "bool", lambda z: z.has_saving),
):
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


@zone.static_method(
    "GetSystemTimeZones",
    "System.Collections.ObjectModel.ReadOnlyCollection[System.TimeZoneInfo] GetSystemTimeZones()",
)
def _all_zones() -> Any:
    return array(all_zones(), "System.TimeZoneInfo")


@zone.method(
    "GetUtcOffset",
    "timespan GetUtcOffset(datetime dateTime)",
    "timespan GetUtcOffset(System.DateTimeOffset dateTimeOffset)",
)
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


@zone.static_method(
    "ConvertTime",
    "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
    "System.DateTimeOffset ConvertTime(System.DateTimeOffset dateTimeOffset, "
    "System.TimeZoneInfo destinationTimeZone)",
)
def _convert_time(value: Any, target: TimeZoneInfo) -> Any:
    return convert_time(value, target)


@zone.static_method(
    "ConvertTime",
    "datetime ConvertTime(datetime dateTime, System.TimeZoneInfo sourceTimeZone, "
    "System.TimeZoneInfo destinationTimeZone)",
)
def _convert_time_between(value: Any, source: TimeZoneInfo, target: TimeZoneInfo) -> Any:
    return convert_time(value, target, source)


@zone.static_method(
    "ConvertTimeBySystemTimeZoneId",
    "datetime ConvertTimeBySystemTimeZoneId(datetime dateTime, string destinationTimeZoneId)",
    "System.DateTimeOffset ConvertTimeBySystemTimeZoneId(System.DateTimeOffset dateTimeOffset, "
    "string destinationTimeZoneId)",
)
def _convert_time_by_id(value: Any, name: str) -> Any:
    return convert_time(value, TimeZoneInfo.find(name))


@zone.static_method(
    "ConvertTimeToUtc",
    "datetime ConvertTimeToUtc(datetime dateTime)",
    "datetime ConvertTimeToUtc(datetime dateTime, System.TimeZoneInfo sourceTimeZone)",
)
def _convert_to_utc(value: DateTime, source: Any = None) -> DateTime:
    return DateTime(_utc_ticks(value, source or TimeZoneInfo.local()), UTC)


@zone.static_method(
    "ConvertTimeFromUtc",
    "datetime ConvertTimeFromUtc(datetime dateTime, System.TimeZoneInfo destinationTimeZone)",
)
def _convert_from_utc(value: DateTime, target: TimeZoneInfo) -> Any:
    return convert_time(DateTime(value.ticks, UTC), target)
