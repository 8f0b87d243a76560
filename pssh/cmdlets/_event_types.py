"""The .NET types of event log entries."""

from typing import Any

from pssh.cmdlets._event_sources import EventLogEntry, EventLogInfo
from pssh.objects.types import enum_type, net_type

__all__ = ["ENTRY"]

KIND = enum_type(
    "System.Diagnostics.EventLogEntryType", "Error=1 Warning=2 Information=4 SuccessAudit=8 FailureAudit=16"
)
ENTRY = net_type("System.Diagnostics.EventLogEntry", EventLogEntry, "System.ComponentModel.Component")
LOG = net_type("System.Diagnostics.EventLog", EventLogInfo, "System.ComponentModel.Component")


def _kind(name: str) -> Any:
    from pssh.objects.enums import enum_value

    return enum_value(KIND, KIND.enum_values[name])


def _date(entry: EventLogEntry) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(entry.time)


def _int64(entry: EventLogEntry) -> Any:
    from pssh.objects.numbers import Int64

    return Int64(entry.instance_id)


for _name, _type, _get in (
    ("EventID", "int", lambda entry: entry.instance_id),
    ("MachineName", "string", lambda entry: entry.machine_name),
    ("Data", "byte[]", lambda entry: []),
    ("Index", "int", lambda entry: entry.index),
    ("Category", "string", lambda entry: entry.category),
    ("CategoryNumber", "int16", lambda entry: 0),
    ("EntryType", "System.Diagnostics.EventLogEntryType", lambda entry: _kind(entry.entry_type)),
    ("Message", "string", lambda entry: entry.message),
    ("Source", "string", lambda entry: entry.source),
    ("ReplacementStrings", "string[]", lambda entry: []),
    ("InstanceId", "long", _int64),
    ("TimeGenerated", "datetime", _date),
    ("TimeWritten", "datetime", _date),
    ("UserName", "string", lambda entry: entry.user_name),
):
    ENTRY.prop(_name, _type)(_get)

for _name, _type, _get in (
    ("Log", "string", lambda log: log.name),
    ("LogDisplayName", "string", lambda log: log.name),
    ("EntryCount", "int", lambda log: log.entries),
    ("MaximumKilobytes", "long", lambda log: 4096),
    ("MinimumRetentionDays", "int", lambda log: 0),
    ("OverflowAction", "string", lambda log: "OverwriteAsNeeded"),
):
    LOG.prop(_name, _type)(_get)
