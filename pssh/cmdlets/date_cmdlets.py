"""Get-Date, Set-Date, New-TimeSpan, Get-TimeZone, Get-Uptime."""

from typing import Annotated, Any, Callable, Dict, Iterator, List, Optional

from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

_UTILITY = "Microsoft.PowerShell.Utility"
_MANAGEMENT = "Microsoft.PowerShell.Management"
_DATE_SETS = ("DateAndFormat", "DateAndUFormat")
_UNIX_SETS = ("UnixTimeSecondsAndFormat", "UnixTimeSecondsAndUFormat")


@cmdlet(
    "Get-Date",
    output=("System.String", "System.DateTime"),
    sets=_DATE_SETS + _UNIX_SETS,
    default_set="DateAndFormat",
    module=_UTILITY,
)
def get_date(
    call: Call,
    date: Annotated[
        Any,
        Param(
            position=0,
            pipeline=True,
            by_property=True,
            type="System.DateTime",
            sets=_DATE_SETS,
            aliases=("LastWriteTime",),
        ),
    ] = None,
    *,
    unix_time_seconds: Annotated[
        Any,
        Param(mandatory=True, by_property=True, type="System.Int64", sets=_UNIX_SETS, aliases=("UnixTime",)),
    ] = None,
    year: Annotated[Optional[int], Param(validate=(ValidateRange(1, 9999),))] = None,
    month: Annotated[Optional[int], Param(validate=(ValidateRange(1, 12),))] = None,
    day: Annotated[Optional[int], Param(validate=(ValidateRange(1, 31),))] = None,
    hour: Annotated[Optional[int], Param(validate=(ValidateRange(0, 23),))] = None,
    minute: Annotated[Optional[int], Param(validate=(ValidateRange(0, 59),))] = None,
    second: Annotated[Optional[int], Param(validate=(ValidateRange(0, 59),))] = None,
    millisecond: Annotated[Optional[int], Param(validate=(ValidateRange(0, 999),))] = None,
    display_hint: Annotated[Any, Param(type="Microsoft.PowerShell.Commands.DisplayHintType")] = None,
    u_format: Annotated[
        Optional[str],
        Param(mandatory=True, name="UFormat", sets=("DateAndUFormat", "UnixTimeSecondsAndUFormat")),
    ] = None,
    format: Annotated[Optional[str], Param(sets=("DateAndFormat", "UnixTimeSecondsAndFormat"))] = None,
    as_utc: Annotated[Switch, Param(name="AsUTC")] = False,
) -> Any:
    """Gets the current date and time, or a given one in another form.

    PS> Get-Date '2024-03-05' -Format 'yyyy/MM'
    2024/03
    """
    from pssh.objects.datetime import DateTime

    if unix_time_seconds is not None:
        value = DateTime.from_unix_ns(int(unix_time_seconds) * 1_000_000_000)
    else:
        value = DateTime.now() if date is None else date
    value = _changed(value, year, month, day, hour, minute, second, millisecond)
    if as_utc:
        value = value.to_utc()
    if u_format is not None:
        return unix_format(value, u_format)
    if format is not None:
        return _formatted(value, format)
    hint = "DateTime" if display_hint is None else str(display_hint)
    if "DisplayHint" not in call.bound:
        return value
    return PSObject(value, {"DisplayHint": display_hint if hint else None})


def _changed(
    value: Any, year: Any, month: Any, day: Any, hour: Any, minute: Any, second: Any, millisecond: Any
) -> Any:
    """The date with the parts that were given in place of its own."""
    from pssh.objects.timespan import TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MILLISECOND, TICKS_PER_MINUTE

    if year is not None:
        value = value.add_months((int(year) - value.year) * 12)
    if month is not None:
        value = value.add_months(int(month) - value.month)
    for given, own, unit in (
        (day, value.day, TICKS_PER_DAY),
        (hour, value.hour, TICKS_PER_HOUR),
        (minute, value.minute, TICKS_PER_MINUTE),
        (second, value.second, 10_000_000),
        (millisecond, value.millisecond, TICKS_PER_MILLISECOND),
    ):
        if given is not None:
            value = value.add_ticks((int(given) - own) * unit)
    if millisecond is not None:
        value = value.add_ticks(-(value.ticks % TICKS_PER_MILLISECOND))
    return value


def _formatted(value: Any, fmt: str) -> str:
    from pssh.objects.culture import INVARIANT, current_culture
    from pssh.objects.datetime_format import format_datetime

    known = {
        "filedate": "yyyyMMdd",
        "filedateuniversal": "yyyyMMddZ",
        "filedatetime": "yyyyMMddTHHmmssffff",
        "filedatetimeuniversal": "yyyyMMddTHHmmssffffZ",
    }
    low = fmt.lower()
    if low in known:
        if low.endswith("universal"):
            value = value.to_utc()
        return format_datetime(value, known[low].replace("Z", "'Z'").replace("T", "'T'"), INVARIANT)
    return format_datetime(value, fmt, current_culture())


def unix_format(value: Any, fmt: str) -> str:
    """The codes of the Unix `date` command, as PowerShell reads them."""
    from pssh.objects.culture import current_culture
    from pssh.objects.datetime_format import format_datetime

    culture = current_culture()
    if fmt.startswith("+"):
        fmt = fmt[1:]
    out: List[str] = []
    at = 0
    while at < len(fmt):
        c = fmt[at]
        if c != "%" or at + 1 >= len(fmt):
            out.append(c)
            at += 1
            continue
        code = fmt[at + 1]
        at += 2
        special = _UNIX_SPECIAL.get(code)
        if special is not None:
            out.append(special(value))
        elif code in _UNIX_PATTERNS:
            out.append(format_datetime(value, _UNIX_PATTERNS[code], culture))
        else:
            out.append(code)
    return "".join(out)


_UNIX_PATTERNS = {
    "A": "dddd",
    "a": "ddd",
    "B": "MMMM",
    "b": "MMM",
    "h": "MMM",
    "c": "ddd dd MMM yyyy HH:mm:ss",
    "d": "dd",
    "D": "MM'/'dd'/'yy",
    "F": "yyyy-MM-dd",
    "H": "HH",
    "I": "hh",
    "m": "MM",
    "M": "mm",
    "p": "tt",
    "R": "HH:mm",
    "r": "hh:mm:ss tt",
    "S": "ss",
    "T": "HH:mm:ss",
    "X": "HH:mm:ss",
    "x": "MM'/'dd'/'yy",
    "Y": "yyyy",
    "y": "yy",
    "Z": "zz",
}


def _iso(value: Any) -> Any:
    from pssh.objects.net.globalization import iso_week

    return iso_week(value)


_UNIX_SPECIAL: Dict[str, Callable[[Any], str]] = {
    "C": lambda v: str(v.year // 100),
    "e": lambda v: str(v.day).rjust(2),
    "G": lambda v: str(_iso(v)[0]),
    "g": lambda v: f"{_iso(v)[0] % 100:02d}",
    "j": lambda v: f"{v.day_of_year:03d}",
    "k": lambda v: str(v.hour).rjust(2),
    "l": lambda v: str(v.hour % 12 or 12).rjust(2),
    "n": lambda v: "\n",
    "s": lambda v: str(v.unix_ns // 1_000_000_000),
    "t": lambda v: "\t",
    "U": lambda v: str(v.day_of_year // 7),
    "u": lambda v: str(v.day_of_week or 7),
    "V": lambda v: f"{_iso(v)[1]:02d}",
    "W": lambda v: str(v.day_of_year // 7),
    "w": lambda v: str(v.day_of_week),
    "%": lambda v: "%",
}


@cmdlet(
    "Set-Date",
    output="System.DateTime",
    sets=("Date", "Adjust"),
    default_set="Date",
    should_process=True,
    module=_UTILITY,
)
def set_date(
    call: Call,
    date: Annotated[
        Any,
        Param(
            position=0, mandatory=True, pipeline=True, by_property=True, type="System.DateTime", sets="Date"
        ),
    ] = None,
    *,
    adjust: Annotated[Any, Param(position=0, mandatory=True, type="System.TimeSpan", sets="Adjust")] = None,
    display_hint: Annotated[Any, Param(type="Microsoft.PowerShell.Commands.DisplayHintType")] = None,
) -> Any:
    """Changes the system time of the computer to a time that you specify."""
    import time

    from pssh.objects.datetime import DateTime
    from pssh.objects.tostring import to_string

    value = date if date is not None else DateTime.now().add_ticks(adjust.ticks)
    if not call.should_process(to_string(value)):
        return None
    try:
        time.clock_settime_ns(time.CLOCK_REALTIME, value.unix_ns)
    except OSError as error:
        call.throw(
            "SetDateCommand",
            error.strerror or str(error),
            "PermissionDenied",
            None,
            "System.ComponentModel.Win32Exception",
        )
    return PSObject(value, {"DisplayHint": display_hint}) if display_hint is not None else value


@cmdlet("New-TimeSpan", output="System.TimeSpan", sets=("Date", "Time"), default_set="Date", module=_UTILITY)
def new_timespan(
    call: Call,
    start: Annotated[
        Any,
        Param(
            position=0,
            pipeline=True,
            by_property=True,
            type="System.DateTime",
            sets="Date",
            aliases=("LastWriteTime",),
        ),
    ] = None,
    end: Annotated[Any, Param(position=1, by_property=True, type="System.DateTime", sets="Date")] = None,
    *,
    days: Annotated[int, Param(sets="Time")] = 0,
    hours: Annotated[int, Param(sets="Time")] = 0,
    minutes: Annotated[int, Param(sets="Time")] = 0,
    seconds: Annotated[int, Param(sets="Time")] = 0,
    milliseconds: Annotated[int, Param(sets="Time")] = 0,
) -> Any:
    """Creates a TimeSpan object.

    PS> (New-TimeSpan -Hours 25).Days
    1
    """
    from pssh.objects.datetime import DateTime
    from pssh.objects.timespan import TimeSpan

    if call.set_name == "Time":
        return TimeSpan.of(days, hours, minutes, seconds, milliseconds)
    now = DateTime.now()
    return TimeSpan((now if end is None else end).ticks - (now if start is None else start).ticks)


@cmdlet(
    "Get-TimeZone",
    alias="gtz",
    output="System.TimeZoneInfo",
    sets=("Name", "Id", "ListAvailable"),
    default_set="Name",
    module=_MANAGEMENT,
)
def get_time_zone(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, pipeline=True, by_property=True, sets="Name")
    ] = None,
    *,
    id: Annotated[Optional[List[str]], Param(mandatory=True, by_property=True, sets="Id")] = None,
    list_available: Annotated[Switch, Param(sets="ListAvailable")] = False,
) -> Iterator[Any]:
    """Gets the current time zone or a list of available time zones.

    PS> (Get-TimeZone -Id UTC).BaseUtcOffset.Ticks
    0
    """
    from pssh.objects.errors import NetException
    from pssh.objects.net.time_zones import TimeZoneInfo, all_zones

    if list_available:
        yield from all_zones()
    elif id is not None:
        for wanted in id:
            try:
                yield TimeZoneInfo.find(wanted)
            except NetException as error:
                call.error(
                    "TimeZoneNotFound",
                    error.message,
                    "ObjectNotFound",
                    wanted,
                    "System.TimeZoneNotFoundException",
                )
    elif name is not None:
        from pssh.runtime.wildcards import wildcard

        for wanted in name:
            fits = wildcard(wanted)
            found = [z for z in all_zones() if fits(z.standard_name) or fits(z.id)]
            if not found:
                call.error(
                    "TimeZoneNotFound",
                    f"The time zone '{wanted}' was not found on the local computer.",
                    "ObjectNotFound",
                    wanted,
                    "System.TimeZoneNotFoundException",
                )
            yield from found
    else:
        yield TimeZoneInfo.local()


@cmdlet(
    "Get-Uptime",
    output=("System.TimeSpan", "System.DateTime"),
    sets=("Timespan", "Since"),
    default_set="Timespan",
    module=_UTILITY,
)
def get_uptime(call: Call, *, since: Annotated[Switch, Param(sets="Since")] = False) -> Any:
    """Gets the time elapsed since the last boot."""
    import time

    from pssh.objects.datetime import DateTime
    from pssh.objects.timespan import TimeSpan

    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    spent = time.clock_gettime_ns(clock)
    if since:
        return DateTime.now().add_ticks(-spent // 100)
    return TimeSpan(spent // 1_000_000_000 * 10_000_000)
