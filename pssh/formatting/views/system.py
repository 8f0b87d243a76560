"""Views of processes, dictionary entries, types, versions, dates, matches, groups."""

from typing import Any, List

from pssh.formatting.view import CustomView, GroupBy, ListView, TableView, WideView, column
from pssh.formatting.views.helpers import date_format, megabytes, text_format
from pssh.objects.members import call_method, get_member
from pssh.objects.nothing import NOTHING

_CMD = "Microsoft.PowerShell.Commands."


def _npm(value: Any) -> int:
    return int(get_member(value, "NPM") or 0) // 1024


def _cpu(value: Any) -> str:
    return text_format("{0:N2}", float(get_member(value, "CPU") or 0))


def _start_day(value: Any) -> Any:
    started = get_member(value, "StartTime")
    return None if started is None else call_method(started, "ToShortDateString", [])


_ENTRY_TYPES = {0: "0", 1: "Error", 2: "Warning", 4: "Information", 8: "SuccessAudit", 16: "FailureAudit"}


def _entry_type(value: Any) -> Any:
    """The kind of an event by name, also where it came over the wire as its number."""
    from pssh.objects.psobject import unwrap

    found = unwrap(get_member(value, "EntryType"))
    return _ENTRY_TYPES.get(int(found), found) if isinstance(found, int) else found


def _date(value: Any, _context: Any) -> List[str]:
    from pssh.formatting.values import formatted_text, scalar_text

    hint = get_member(value, "DisplayHint")
    name = "" if hint is None else scalar_text(hint).lower()
    if name in ("date", "time"):
        return [str(formatted_text(value, "D" if name == "date" else "T"))]
    return [str(get_member(value, "DateTime"))]


def _match(value: Any, context: Any) -> List[str]:
    place = None
    if context.rs is not None:
        place = str(getattr(context.rs.location, "path", context.rs.location))
    text = call_method(value, "ToString", [place] if place else [])
    return str(text).split("\n")


def _overloads(value: Any) -> str:
    """Each overload on a line, and the empty line PowerShell has after them."""
    return "\n".join([*get_member(value, "OverloadDefinitions"), ""])


def _group_name(value: Any) -> Any:
    return get_member(value, "Name")


def _latency(value: Any) -> Any:
    if str(get_member(value, "Status")) == "TimedOut":
        return "*"
    return get_member(value, "Latency")


def _base_type(value: Any) -> Any:
    base = get_member(value, "BaseType")
    return None if base in (None, NOTHING) else base


VIEWS = (
    TableView(
        ("System.Management.Automation.PSMethod",),
        (column("OverloadDefinitions", expression=_overloads),),
        wrap=True,
    ),
    TableView(
        ("System.Diagnostics.Process",),
        (
            column("NPM(K)", 7, "right", _npm),
            column("PM(M)", 8, "right", megabytes("PM")),
            column("WS(M)", 10, "right", megabytes("WS")),
            column("CPU(s)", 10, "right", _cpu),
            column("Id", 7, "right"),
            column("SI", 3, "right"),
            column("ProcessName"),
        ),
        name="process",
    ),
    TableView(
        ("System.Diagnostics.Process",),
        (
            column("ProcessName", 20),
            column("Id", 10, "right"),
            column("HandleCount", 12, "right"),
            column("WorkingSet", 12, "right"),
        ),
        name="Priority",
        group=GroupBy("PriorityClass", "PriorityClass"),
    ),
    TableView(
        ("System.Diagnostics.Process",),
        (
            column("ProcessName", 20),
            column("Id", 10, "right"),
            column("HandleCount", 12, "right"),
            column("WorkingSet", 12, "right"),
        ),
        name="StartTime",
        group=GroupBy(_start_day, "StartTime.ToShortDateString()"),
    ),
    WideView(("System.Diagnostics.Process",), "ProcessName", name="process"),
    TableView(
        ("System.Management.Automation.Runspaces.TypeData",),
        (column("TypeName"), column("Members")),
        name="TypeData",
    ),
    TableView(
        ("System.Diagnostics.ProcessModule",),
        (column("Size(K)", 10, expression="Size"), column("ModuleName", 50), column("FileName")),
    ),
    TableView(
        ("System.Diagnostics.EventLogEntry",),
        (
            column("Index", 8, "right"),
            column("Time", 13, expression=date_format("TimeGenerated", "MMM dd HH:mm")),
            column("EntryType", 11, expression=_entry_type),
            column("Source", 20),
            column("InstanceID", 12, "right", "InstanceId"),
            column("Message"),
        ),
    ),
    TableView(
        ("System.Collections.DictionaryEntry",), (column("Name", 30, expression="Name"), column("Value"))
    ),
    ListView(("System.Collections.DictionaryEntry",), ("Name", "Value")),
    TableView(
        ("System.RuntimeType", "System.Type"),
        (
            column("IsPublic", 8),
            column("IsSerial", 8, expression="IsSerializable"),
            column("Name", 40),
            column("BaseType", expression=_base_type),
        ),
    ),
    TableView(
        ("System.Version",),
        (column("Major", 6), column("Minor", 6), column("Build", 6), column("Revision", 8)),
    ),
    TableView(
        ("System.Management.Automation.SemanticVersion",),
        (
            column("Major", 6),
            column("Minor", 6),
            column("Patch", 6),
            column("PreReleaseLabel", 15),
            column("BuildLabel"),
        ),
    ),
    ListView(
        ("System.TimeSpan",),
        (
            "Days",
            "Hours",
            "Minutes",
            "Seconds",
            "Milliseconds",
            "Ticks",
            "TotalDays",
            "TotalHours",
            "TotalMinutes",
            "TotalSeconds",
            "TotalMilliseconds",
        ),
    ),
    TableView(
        ("System.TimeSpan",),
        (column("Days"), column("Hours"), column("Minutes"), column("Seconds"), column("Milliseconds")),
    ),
    WideView(("System.TimeSpan",), "TotalMilliseconds"),
    CustomView(("System.DateTime",), _date, name="DateTime"),
    TableView(("System.Guid",), (column("Guid", expression=lambda v: get_member(v, "Guid")),)),
    TableView(
        ("System.Globalization.CultureInfo",),
        (column("LCID", 16), column("Name", 16), column("DisplayName")),
    ),
    TableView(
        ("System.ServiceProcess.ServiceController",),
        (column("Status", 8), column("Name", 18), column("DisplayName", 38)),
        name="service",
    ),
    TableView(
        (_CMD + "GroupInfoNoElement",),
        (column("Count", 5, "right"), column("Name", 25, expression=_group_name)),
    ),
    TableView(
        (_CMD + "GroupInfo",),
        (column("Count", 5, "right"), column("Name", 25, expression=_group_name), column("Group")),
    ),
    CustomView((_CMD + "MatchInfo",), _match, name="MatchInfo"),
    TableView(
        (_CMD + "TestConnectionCommand+PingStatus",),
        (
            column("Ping", 4, "right"),
            column("Source", 16),
            column("Address", 25, expression="DisplayAddress"),
            column("Latency(ms)", 7, "right", _latency),
            column("BufferSize(B)", 10, "right", "BufferSize"),
            column("Status", 16),
        ),
    ),
)
