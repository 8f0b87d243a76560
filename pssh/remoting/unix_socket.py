"""Unix sockets: connecting, and a listener that lets only our own user in."""

import os
import socket
import struct
from typing import Callable, Optional

from pssh.remoting.fd_channel import FdChannel
from pssh.remoting.reactor import Reactor

__all__ = ["UnixListener", "connect_unix", "peer_uid", "socket_channel"]


def socket_channel(reactor: Reactor, connected: socket.socket, name: str) -> FdChannel:
    """A channel that takes a connected socket over."""
    fd = connected.detach()
    return FdChannel(reactor, fd, fd, name)


def connect_unix(reactor: Reactor, path: str, timeout: float = 10.0) -> FdChannel:
    """Connect to a socket at `path`. OSError when there is nobody."""
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        client.settimeout(timeout)
        client.connect(path)
    except BaseException:
        client.close()
        raise
    return socket_channel(reactor, client, path)


def peer_uid(connected: socket.socket) -> Optional[int]:
    """The user at the other end; None where the system does not say."""
    if hasattr(socket, "SO_PEERCRED"):
        size = struct.calcsize("3i")
        credentials = connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
        return int(struct.unpack("3i", credentials)[1])
    return None


class UnixListener:
    """Accepts connections of our own user at a path in a private folder."""

    def __init__(self, reactor: Reactor, path: str, on_connect: Callable[[socket.socket], None]) -> None:
        self.path = path
        self._reactor = reactor
        self._on_connect = on_connect
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            os.unlink(path)
        except FileNotFoundError:
            pass
        self._socket.bind(path)
        os.chmod(path, 0o600)
        self._socket.listen(16)
        self._socket.setblocking(False)
        reactor.call_soon(lambda: reactor.watch(self._socket.fileno(), self._accept))

    def _accept(self) -> None:
        try:
            connected, _ = self._socket.accept()
        except (BlockingIOError, InterruptedError):
            return
        uid = peer_uid(connected)
        if uid is not None and uid != os.getuid():
            connected.close()
            return
        self._on_connect(connected)

    def close(self) -> None:
        """Stop listening and remove the socket's file."""

        def end() -> None:
            if self._socket.fileno() >= 0:
                self._reactor.watch(self._socket.fileno())
                self._socket.close()

        self._reactor.call_soon(end)
        try:
            os.unlink(self.path)
        except OSError:
            pass
