"""A launcher gives its client's pipes to a running session host, so that no byte is copied on the way."""

import os
import socket
from typing import Any, Callable, List, NoReturn, Optional

from pssh.agent.forkserver import receive, send
from pssh.agent.registry import SessionFolder
from pssh.remoting.fd_channel import FdChannel
from pssh.remoting.reactor import Reactor
from pssh.wire.errors import ProtocolError

__all__ = ["HandedChannel", "answer", "hand_over", "sleep_until_closed"]


class HandedChannel(FdChannel):
    """The client's pipes, and the launcher that sleeps until they are closed."""

    def __init__(self, reactor: Reactor, read_fd: int, write_fd: int, launcher: int) -> None:
        super().__init__(reactor, read_fd, write_fd, "client")
        self._launcher = launcher

    def _end(self, error: Optional[Exception]) -> None:
        super()._end(error)
        launcher, self._launcher = self._launcher, -1
        if launcher >= 0:
            os.close(launcher)


def hand_over(folder: SessionFolder, first: bytes, stay: bool = True) -> bool:
    """Give stdin and stdout to the session's host and sleep; False when there is no host any more."""
    if folder.socket_path is None:
        return False
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    waiting, held = os.pipe()
    try:
        client.settimeout(30)
        client.connect(folder.socket_path)
        send(client, ["attach", first], (0, 1, held))
        receive(client)
    except (OSError, EOFError, ProtocolError):
        os.close(waiting)
        os.close(held)
        client.close()
        return False
    client.close()
    os.close(held)
    if stay:
        sleep_until_closed(waiting)
    return True


def sleep_until_closed(waiting: int) -> NoReturn:
    """The SSH server ends the channel with its process: stay until the host is done with the pipes."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    try:
        # A shell needs a tenth of the memory to do nothing.
        os.set_inheritable(waiting, True)
        os.execv("/bin/sh", ["sh", "-c", f"read nothing <&{waiting}"])
    except OSError:
        os.read(waiting, 1)
    os._exit(0)


def answer(
    connected: socket.socket,
    attach: Callable[[bytes, List[int]], None],
    status: Callable[[], Any],
) -> None:
    """Answer one question at the session host's socket."""
    try:
        connected.settimeout(5)
        message, fds = receive(connected)
        if message[0] == "attach" and len(fds) == 3:
            attach(bytes(message[1]), fds)
            send(connected, {"attached": True})
        else:
            for fd in fds:
                os.close(fd)
            send(connected, status())
    except (OSError, EOFError, ProtocolError, IndexError, TypeError):
        pass  # whoever asked has gone, or is none of ours
    finally:
        connected.close()
