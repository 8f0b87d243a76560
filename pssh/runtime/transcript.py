"""Start-Transcript: everything a host shows goes into a file as well."""

import os
import sys
import time
from typing import Any, List

__all__ = ["Transcript", "start", "stop"]


class Transcript:
    """One open transcript file."""

    def __init__(self, path: str, append: bool, header: List[str]) -> None:
        self.path = path
        self.file = open(path, "a" if append else "w", encoding="utf-8")  # noqa: SIM115 - closed by its owner
        self.file.write("\n".join(header) + "\n")

    def write(self, text: str) -> None:
        self.file.write(text)
        self.file.flush()

    def close(self) -> None:
        stamp = time.strftime("%Y%m%d%H%M%S")
        self.file.write(
            f"**********************\nPowerShell transcript end\nEnd time: {stamp}\n**********************\n"
        )
        self.file.close()


def _header(rs: Any, minimal: bool) -> List[str]:
    stars = "**********************"
    stamp = time.strftime("%Y%m%d%H%M%S")
    lines = [stars, "PowerShell transcript start", f"Start time: {stamp}"]
    if not minimal:
        from pssh.objects.account import user_name
        from pssh.objects.net.environment import OperatingSystem
        from pssh.objects.tostring import to_string
        from pssh.runtime.automatic import version_table

        name = os.uname().nodename
        account = f"{name}\\{user_name()}"
        lines += [
            f"Username: {account}", f"RunAs User: {account}", "Configuration Name: ",
            f"Machine: {name} ({OperatingSystem()})", f"Host Application: {' '.join(sys.argv)}",
            f"Process ID: {os.getpid()}",
        ]  # fmt: skip
        for key, value in version_table().items():
            shown = ", ".join(map(to_string, value)) if isinstance(value, list) else to_string(value)
            lines.append(f"{key}: {shown}")
    return [*lines, stars]


def start(rs: Any, path: str, append: bool, minimal: bool) -> Transcript:
    """Open a transcript, in a folder that is made if need be, and put it between the engine and the host."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    made = Transcript(path, append, _header(rs, minimal))
    transcripts = rs.services.setdefault("transcripts", [])
    transcripts.append(made)
    if len(transcripts) == 1:
        _wrap(rs)
    return made


def stop(rs: Any) -> Any:
    """Close the transcript opened last; None when there is none."""
    transcripts = rs.services.get("transcripts") or []
    if not transcripts:
        return None
    made = transcripts.pop()
    if not transcripts:
        _unwrap(rs)
    made.close()
    return made


def _wrap(rs: Any) -> None:
    """Tap the two ways by which text reaches the host."""
    host = rs.host
    write, write_error = host.write, host.write_error_line

    def tapped(text: str, foreground: Any = None, background: Any = None) -> None:
        for transcript in rs.services.get("transcripts", ()):
            transcript.write(text)
        write(text, foreground, background)

    def tapped_error(text: str) -> None:
        for transcript in rs.services.get("transcripts", ()):
            transcript.write(text + "\n")
        write_error(text)

    host.write = tapped
    host.write_error_line = tapped_error


def _unwrap(rs: Any) -> None:
    for name in ("write", "write_error_line"):
        rs.host.__dict__.pop(name, None)
