"""Start-Transcript: everything a host shows goes into a file as well."""

import os
import time
from typing import Any, List

__all__ = ["Transcript", "start", "stop"]


class Transcript:
    """One open transcript file."""

    def __init__(self, path: str, append: bool, header: List[str]) -> None:
        self.path = path
        self.file = open(path, "a" if append else "w", encoding="utf-8")  # noqa: SIM115
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
        from pssh.runtime.automatic import PS_VERSION

        name = os.uname().nodename
        user = os.environ.get("USER") or os.environ.get("LOGNAME") or "unknown"
        lines += [
            f"Username: {name}\\{user}", f"RunAs User: {name}\\{user}", "Configuration Name: ",
            f"Machine: {name} ({os.uname().sysname} {os.uname().release})", f"Host Application: {rs.host.name}",
            f"Process ID: {os.getpid()}", f"PSVersion: {PS_VERSION}", "PSEdition: Core", f"GitCommitId: {PS_VERSION}",
            "Platform: Unix", "PSRemotingProtocolVersion: 2.4", "SerializationVersion: 1.1.0.1",
        ]  # fmt: skip
    return [*lines, stars]


def start(rs: Any, path: str, append: bool, minimal: bool) -> Transcript:
    """Open a transcript and put it between the engine and the host."""
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
