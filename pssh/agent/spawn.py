"""Channels to processes of this machine: background jobs, and sessions to "localhost" without SSH."""

import os
import socket
from typing import TYPE_CHECKING, Callable, Dict, List, Optional

from pssh.agent.fork_client import ForkClient, fork_client_of
from pssh.remoting.channel import Channel
from pssh.remoting.connectors import TargetSpec
from pssh.remoting.fd_channel import FdChannel
from pssh.remoting.unix_socket import socket_channel

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ProcessChannel", "open_local", "open_process"]

_TAIL = 64 * 1024
# The exit of a process is told this soon after its channel has closed, or the channel closes without it.
_EXIT_WAIT = 5.0


class ProcessChannel(FdChannel):
    """A channel to a job process. Its end is reported with how the process ended and what it said last."""

    def __init__(self, client: ForkClient, fd: int, name: str) -> None:
        super().__init__(client.reactor, fd, fd, name)
        self.pid = 0
        self.status: Optional[int] = None
        self._client = client
        self._texts: Dict[str, List[bytes]] = {"out": [], "error": []}
        self._open_texts = 0
        self._late_end: Optional[Callable[[], None]] = None

    def kill(self) -> None:
        """End the process and its group at once."""
        if self.pid and self.status is None:
            self._client.kill(self.pid)

    def exit_text(self) -> str:
        """How the process ended, with what it wrote beside its streams."""
        if self.status is None:
            return ""
        rows = (
            f"Exit code: {exit_code(self.status)}",
            f"Stdout: '{self.output_text('out')}'",
            f"Stderr: '{self.output_text('error')}'",
        )
        return (
            "The background process closed or ended abnormally: \n"
            + "".join(f"      {row}\n" for row in rows)
            + "    ."
        )

    def output_text(self, key: str) -> str:
        """What the process wrote to its stdout ("out") or stderr ("error") past its streams."""
        return b"".join(self._texts[key]).decode("utf-8", "replace")

    def watch_output(self, fd: int, key: str) -> None:
        """Keep the end of what the process writes to `fd`."""
        self._open_texts += 1
        kept = self._texts[key]

        def read() -> None:
            try:
                data = os.read(fd, 65536)
            except OSError:
                data = b""
            if data:
                kept.append(data)
                while sum(map(len, kept)) > _TAIL and len(kept) > 1:
                    del kept[0]
                return
            self._reactor.watch(fd)
            os.close(fd)
            self._open_texts -= 1
            self._maybe_report()

        os.set_blocking(fd, False)
        self._reactor.call_soon(lambda: self._reactor.watch(fd, read))

    def process_ended(self, status: int) -> None:
        """The process has ended (reactor's thread)."""
        self.status = status
        self._maybe_report()

    def _end(self, error: Optional[Exception]) -> None:
        if self._closed or self._late_end is not None:
            return
        if self._closing:
            super()._end(error)
            return
        # Nobody here closed it: the process is ending, and how it does is worth waiting for.
        self._reactor.watch(self._read_fd)
        self._late_end = lambda: FdChannel._end(self, error)
        self._reactor.call_later(_EXIT_WAIT, lambda: FdChannel._end(self, error))
        self._maybe_report()

    def _maybe_report(self) -> None:
        if self._late_end is not None and self.status is not None and not self._open_texts:
            self._late_end()


def exit_code(status: int) -> int:
    """The exit code of a wait status; 128 and more for the signal that has killed a process."""
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def open_process(target: TargetSpec, runspace: "Runspace") -> Channel:
    """A channel to a new background-job process. Options: working_directory, environment."""
    client = fork_client_of(runspace)
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    out_read, out_write = os.pipe()
    error_read, error_write = os.pipe()
    channel = ProcessChannel(client, here.detach(), "process")
    options = dict(target.options)
    if options.get("environment") is None:
        options["environment"] = dict(os.environ)
    try:
        channel.pid = client.process(
            "job", (there.fileno(), out_write, error_write), options, channel.process_ended
        )
    finally:
        there.close()
        os.close(out_write)
        os.close(error_write)
    channel.watch_output(out_read, "out")
    channel.watch_output(error_read, "error")
    return channel


def open_local(target: TargetSpec, runspace: "Runspace") -> Channel:
    """A channel to a session on this machine: the agent, without SSH. It outlives this shell if it is
    durable."""
    client = fork_client_of(runspace)
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    channel = socket_channel(client.reactor, here, "local")
    try:
        client.process("session", (there.fileno(),), {"environment": dict(os.environ)}, lambda status: None)
    finally:
        there.close()
    return channel
