"""Where events come from on a POSIX host: the journal, else syslog files, and pssh's own log."""

import os
from typing import Any, Dict, Iterator, List, Optional, Tuple

__all__ = ["LOGS", "EventLogEntry", "EventLogInfo", "find_log", "read_events"]

LOGS = ("Application", "Security", "System", "Windows PowerShell")
ALIASES = {"powershell": "Windows PowerShell", "windows powershell": "Windows PowerShell"}
LEVELS = {0: "Error", 1: "Error", 2: "Error", 3: "Error", 4: "Warning"}
AUTH = ("4", "10")
FILES = {
    "System": ("syslog", "messages", "kern.log"),
    "Application": ("user.log", "daemon.log", "syslog", "messages"),
    "Security": ("auth.log", "secure"),
}
AUTH_SOURCES = ("sshd", "sudo", "su", "login", "cron", "passwd", "useradd", "polkitd", "systemd-logind")


class EventLogEntry:
    """One event."""

    __slots__ = (
        "category",
        "entry_type",
        "index",
        "instance_id",
        "log",
        "machine_name",
        "message",
        "source",
        "time",
        "user_name",
    )
    net_type_name = "System.Diagnostics.EventLogEntry"

    def __init__(
        self,
        time: float,
        entry_type: str,
        source: str,
        instance_id: int,
        message: str,
        machine_name: str = "",
        user_name: Optional[str] = None,
        index: int = 0,
    ) -> None:
        self.time = time
        self.entry_type = entry_type
        self.source = source
        self.instance_id = instance_id
        self.message = message
        self.machine_name = machine_name or os.uname().nodename
        self.user_name = user_name
        self.index = index
        self.category = "(0)"
        self.log = ""

    @property
    def type_names(self) -> List[str]:
        """The view may depend on log, source and id."""
        own = f"{self.net_type_name}#{self.log}/{self.source}/{self.instance_id}"
        return [own, self.net_type_name, "System.ComponentModel.Component", "System.Object"]


class EventLogInfo:
    """One log, as -List shows it."""

    __slots__ = ("entries", "name")
    net_type_name = "System.Diagnostics.EventLog"

    def __init__(self, name: str, entries: int) -> None:
        self.name = name
        self.entries = entries


def find_log(name: str) -> Optional[str]:
    """The log's name as it is written, or None."""
    lower = name.lower()
    if lower in ALIASES:
        return ALIASES[lower]
    return next((log for log in LOGS if log.lower() == lower), None)


def read_events(log: str, newest: Optional[int] = None) -> Optional[Iterator[EventLogEntry]]:
    """The events of a log, newest first; None when this host has no source for it."""
    if log == "Windows PowerShell":
        return _own_events(log)
    folder = os.environ.get("PSSH_LOG_FOLDER")
    if folder is None:
        events = _journal(log, newest)
        if events is not None:
            return events
    return _syslog(log, folder or "/var/log")


# --- pssh's own ---------------------------------------------------------------------------------


def _own_events(log: str) -> Iterator[EventLogEntry]:
    import json

    from pssh.runtime.event_log import log_path

    lines: List[str] = []
    for path in (log_path() + ".old", log_path()):
        try:
            with open(path, encoding="utf-8") as stream:
                lines.extend(stream)
        except OSError:
            continue
    for index in range(len(lines), 0, -1):
        try:
            facts = json.loads(lines[index - 1])
            yield EventLogEntry(
                facts["time"],
                facts["level"],
                facts["source"],
                facts["id"],
                facts["message"],
                _machine(),
                None,
                index,
            )
        except (ValueError, KeyError):
            continue


def _machine() -> str:
    return os.environ.get("PSSH_COMPUTER_NAME") or os.uname().nodename


# --- the journal --------------------------------------------------------------------------------


def _journal(log: str, newest: Optional[int]) -> Optional[Iterator[EventLogEntry]]:
    import shutil
    import subprocess

    program = shutil.which("journalctl")
    if program is None or not (os.path.isdir("/var/log/journal") or os.path.isdir("/run/log/journal")):
        return None
    command = [program, "-o", "json", "--no-pager", "-r", "-q"]
    if log == "Security":
        command += [f"SYSLOG_FACILITY={number}" for number in AUTH]
    if newest is not None and log == "Security":
        command += ["-n", str(newest)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    if not first:
        process.wait()
        return None
    return _journal_entries(process, first, log)


def _journal_entries(process: Any, first: bytes, log: str) -> Iterator[EventLogEntry]:
    import json

    try:
        line = first
        while line:
            try:
                facts: Dict[str, Any] = json.loads(line)
            except ValueError:
                facts = {}
            line = process.stdout.readline()
            if (facts and _journal_log(facts) in (log, "")) or (facts and log == "Security"):
                yield _journal_entry(facts)
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def _journal_log(facts: Dict[str, Any]) -> str:
    """The kernel, init and system services are System, programs of people Application."""
    if facts.get("SYSLOG_FACILITY") in AUTH:
        return "Security"
    if (
        facts.get("_TRANSPORT") == "kernel"
        or facts.get("_SYSTEMD_SLICE") == "system.slice"
        or facts.get("_PID") == "1"
    ):
        return "System"
    return "Application"


def _journal_entry(facts: Dict[str, Any]) -> EventLogEntry:
    message = facts.get("MESSAGE", "")
    if isinstance(message, list):
        message = bytes(message).decode("utf-8", "replace")
    priority = int(facts.get("PRIORITY", 6)) if str(facts.get("PRIORITY", "6")).isdigit() else 6
    source = facts.get("SYSLOG_IDENTIFIER") or facts.get("_COMM") or "kernel"
    pid = str(facts.get("_PID") or facts.get("SYSLOG_PID") or 0)
    return EventLogEntry(
        int(facts.get("__REALTIME_TIMESTAMP", 0)) / 1e6,
        LEVELS.get(priority, "Information"),
        str(source),
        int(pid) if pid.isdigit() else 0,
        str(message),
        str(facts.get("_HOSTNAME", "")),
        str(facts["_UID"]) if "_UID" in facts else None,
        int(str(facts.get("__SEQNUM", 0)) or 0),
    )


# --- syslog files -------------------------------------------------------------------------------


def _syslog(log: str, folder: str) -> Optional[Iterator[EventLogEntry]]:
    paths = [os.path.join(folder, name) for name in FILES[log]]
    found = [path for path in paths if os.access(path, os.R_OK)]
    if not found and log == "Security":
        found = [
            p for p in (os.path.join(folder, n) for n in ("syslog", "messages")) if os.access(p, os.R_OK)
        ]
    return _syslog_entries(found[0], log) if found else None


def _syslog_entries(path: str, log: str) -> Iterator[EventLogEntry]:
    with open(path, encoding="utf-8", errors="replace") as stream:
        lines = stream.readlines()
    shared = os.path.basename(path) in ("syslog", "messages")
    year = _year_of(path)
    for index in range(len(lines), 0, -1):
        entry = _syslog_entry(lines[index - 1].rstrip("\n"), year)
        if entry is None or (shared and not _belongs(entry, log)):
            continue
        entry.index = index
        yield entry


def _belongs(entry: EventLogEntry, log: str) -> bool:
    is_auth = entry.source.lower() in AUTH_SOURCES
    if log == "Security":
        return is_auth
    if log == "Application":
        return not is_auth and entry.source not in ("kernel", "systemd")
    return True


def _year_of(path: str) -> int:
    import time

    return time.localtime(os.path.getmtime(path)).tm_year


def _syslog_entry(line: str, year: int) -> Optional[EventLogEntry]:
    """`Nov 22 18:31:00 host sshd[12]: text` or the same with an ISO date."""
    when, rest = _timestamp(line, year)
    if when is None:
        return None
    machine, _, rest = rest.partition(" ")
    head, colon, message = rest.partition(": ")
    if not colon:
        head, message = "kernel", rest
    source, _, pid = head.partition("[")
    number = pid.rstrip("]")
    lower = message.lower()
    level = "Error" if "error" in lower or "fail" in lower or "fatal" in lower else "Information"
    if level == "Information" and "warn" in lower:
        level = "Warning"
    return EventLogEntry(when, level, source, int(number) if number.isdigit() else 0, message, machine)


def _timestamp(line: str, year: int) -> Tuple[Optional[float], str]:
    import time

    if line[:4].isdigit():
        stamp, _, rest = line.partition(" ")
        from datetime import datetime

        try:
            return datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp(), rest
        except ValueError:
            return None, line
    try:
        parsed = time.strptime(f"{year} {line[:15]}", "%Y %b %d %H:%M:%S")
    except ValueError:
        return None, line
    return time.mktime(parsed), line[16:]
