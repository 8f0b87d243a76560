"""pssh's own event log: one JSON line for each start and end of an engine, a session or a job, and for
failures.

`Get-EventLog "Windows PowerShell"` shows it. Writing must never fail a command and must cost no import.
"""

import os
from typing import Any

__all__ = ["EVENTS", "log_event", "log_path"]

LIMIT = 4 << 20
EVENTS = {
    "engine-start": (400, "Information", "Engine state is changed from None to Available."),
    "engine-end": (403, "Information", "Engine state is changed from Available to Stopped."),
    "session-start": (500, "Information", "Session state is changed from None to Opened."),
    "session-disconnected": (501, "Information", "Session state is changed from Opened to Disconnected."),
    "session-connected": (502, "Information", "Session state is changed from Disconnected to Opened."),
    "session-end": (503, "Information", "Session state is changed from Opened to Closed."),
    "session-failed": (504, "Error", "Session state is changed to Broken."),
    "job-start": (600, "Information", "Job state is changed from NotStarted to Running."),
    "job-end": (603, "Information", "Job state is changed from Running to Completed."),
    "job-stopped": (604, "Warning", "Job state is changed from Running to Stopped."),
    "job-failed": (605, "Error", "Job state is changed from Running to Failed."),
}


def log_path() -> str:
    """The file of this host (a home folder may be shared by several)."""
    state = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(
        state, "pssh", f"events-{os.environ.get('PSSH_COMPUTER_NAME') or os.uname().nodename}.jsonl"
    )


def log_event(kind: str, **details: Any) -> None:
    """Append one event; a full disk or a read-only home is no reason to fail."""
    import time

    number, level, text = EVENTS[kind]
    lines = [text, "", "Details:", *(f"\t{name}={value}" for name, value in details.items())]
    line = (
        f'{{"time": {time.time():.6f}, "id": {number}, "level": "{level}", "source": "PowerShell", '
        f'"pid": {os.getpid()}, '
        f'"message": {quoted(chr(10).join(lines))}}}\n'
    )
    path = log_path()
    try:
        _append(path, line.encode("utf-8", "surrogatepass"))
    except OSError:
        return


def _append(path: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    try:
        descriptor = os.open(path, flags, 0o600)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(path, flags, 0o600)
    try:
        if os.fstat(descriptor).st_size > LIMIT:
            os.replace(path, path + ".old")
        os.write(descriptor, data)
    finally:
        os.close(descriptor)


def quoted(text: str) -> str:
    """`text` as a JSON string, without importing json."""
    parts = ['"']
    for char in text:
        if char in '"\\':
            parts.append("\\" + char)
        elif char < " " or char > "~":
            code = ord(char)
            if code > 0xFFFF:
                code -= 0x10000
                parts.append(f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}")
            else:
                parts.append(f"\\u{code:04x}")
        else:
            parts.append(char)
    parts.append('"')
    return "".join(parts)
