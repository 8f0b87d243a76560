"""What can go wrong while connecting, said in ssh's words."""

from typing import Any, Optional

__all__ = ["SshError", "explain"]

BROKEN = (
    "The SSH client session has ended with error message: The SSH transport process has abruptly "
    "terminated causing "
    "this remote session to break."
)


class SshError(Exception):
    """A connection that could not be made or kept.

    `kind`: resolve, refused, timeout, unreachable, host-key, changed-key, denied, lost, no-python, deploy,
    protocol.
    """

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message


def explain(error: BaseException, host: str, port: int, user: str, methods: Optional[str] = None) -> SshError:
    """The SshError for whatever asyncio or asyncssh raised for this host."""
    if isinstance(error, SshError):
        return error
    import asyncio
    import socket

    from pssh.ssh.library import asyncssh

    lib = asyncssh()
    if isinstance(error, socket.gaierror):
        return SshError("resolve", f"ssh: Could not resolve hostname {host}: {error.strerror}")
    if isinstance(error, (asyncio.TimeoutError, TimeoutError)):
        return SshError("timeout", f"ssh: connect to host {host} port {port}: Connection timed out")
    if isinstance(error, OSError) and error.errno:
        kind = "refused" if isinstance(error, ConnectionRefusedError) else "unreachable"
        return SshError(kind, f"ssh: connect to host {host} port {port}: {_reason(error)}")
    if isinstance(error, lib.PermissionDenied):
        return SshError("denied", f"{user}@{host}: Permission denied ({methods or 'publickey'}).")
    if isinstance(error, lib.HostKeyNotVerifiable):
        return SshError("host-key", "Host key verification failed.")
    if isinstance(error, lib.ChannelOpenError):
        return SshError("lost", f"channel open failed: {error.reason}")
    if isinstance(error, lib.KeyExchangeFailed):
        return SshError("protocol", f"Unable to negotiate with {host} port {port}: {error.reason}")
    if isinstance(error, (lib.ConnectionLost, ConnectionError)):
        return SshError("lost", f"Connection closed by {host} port {port}")
    if isinstance(error, lib.DisconnectError):
        return SshError("lost", f"Received disconnect from {host} port {port}: {error.reason}")
    return SshError("protocol", f"ssh: {host} port {port}: {error or type(error).__name__}")


def _reason(error: OSError) -> str:
    """The system's own text; asyncio words a refused connection in its own way."""
    import os

    return os.strerror(error.errno) if error.errno else str(error)


def as_text(value: Any) -> str:
    """Bytes of a stray output line as text that fits into a message."""
    text = value.decode("utf-8", "replace") if isinstance(value, (bytes, bytearray)) else str(value)
    return " ".join(text.split())[:400]
