"""Channels that a far end opens through its client: a hop to another host with the client's keys, not its own.

The far end asks (`open`), the client connects through the host the far end is on, and from then on carries bytes. So
`New-PSSession Server02` typed on Server01 needs nothing secret there and no way of its own to log in.
"""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Deque, Dict, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.wire import messages as m

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ClientRelays", "RelayChannel", "ServerRelays", "open_relay"]

_TRANSPORT = "System.Management.Automation.Remoting.PSRemotingTransportException"
_FIELDS = ("kind", "host", "user", "port", "key_file", "options", "connecting_timeout", "password")


def open_relay(target: Any, runspace: "Runspace") -> Channel:
    """A channel to `target` by way of the client of this far end; raises PSError when there is none."""
    server = getattr(runspace.host, "_server", None)
    if server is None or not server.connected:
        raise ps_error(
            "NoClientForConnection",
            f"[{target.display}] A connection to another host is made by the client of this session, and no client "
            "is attached to it.",
            "OpenError",
            target.display,
            _TRANSPORT,
        )
    relays: Optional[ServerRelays] = server.relays
    if relays is None:
        relays = server.relays = ServerRelays(server)
    return relays.open(target, runspace)


class ServerRelays:
    """The far end's side."""

    def __init__(self, server: Any) -> None:
        self.server = server
        self._channels: Dict[int, RelayChannel] = {}
        self._next = 1

    def open(self, target: Any, runspace: "Runspace") -> Channel:
        """Ask the client; blocks until it has connected."""
        number = self._next
        self._next += 1
        channel = self._channels[number] = RelayChannel(self, number, target.display)
        facts = {name: getattr(target, name) for name in _FIELDS}
        self.server.send(m.Relay(number, "open", facts))
        runspace.wait(channel.opened)
        if channel.error is not None:
            self._channels.pop(number, None)
            raise ps_error("PSSessionStateBroken", channel.error, "OpenError", target.display, _TRANSPORT)
        return channel

    def on_message(self, message: Any) -> None:
        """A message of the client (on the I/O thread)."""
        channel = self._channels.get(message.relay)
        if channel is not None:
            channel.on_message(message.kind, message.data)
            if message.kind in ("close", "failed"):
                self._channels.pop(message.relay, None)

    def client_lost(self) -> None:
        """The client is gone, and all its connections with it."""
        channels, self._channels = list(self._channels.values()), {}
        for channel in channels:
            channel.on_message("close", "The client that held the connection is gone.")


class RelayChannel(Channel):
    """A channel whose bytes go through the client."""

    def __init__(self, relays: ServerRelays, number: int, name: str) -> None:
        self.name = f"relay {name}"
        self.opened = threading.Event()
        self.error: Optional[str] = None
        self._relays = relays
        self._number = number
        self._lock = threading.RLock()
        self._on_data: Optional[Callable[[bytes], None]] = None
        self._on_close: Optional[Callable[[Optional[Exception]], None]] = None
        self._early: Deque[bytes] = deque()
        self._paused = False
        self._closed = False
        self._over = False
        self._why = ""

    def start(
        self, on_data: Callable[[bytes], None], on_close: Callable[[Optional[Exception]], None]
    ) -> None:
        with self._lock:
            self._on_data, self._on_close = on_data, on_close
            self._deliver()

    def write(self, data: bytes) -> None:
        if self._closed or self._over:
            raise ChannelClosed(self._why or "The connection is closed.")
        self._relays.server.send(m.Relay(self._number, "data", data))

    def wait_writable(self, timeout: Optional[float] = None) -> bool:
        channel = self._relays.server.channel
        return channel is None or bool(channel.wait_writable(timeout))

    def pause(self) -> None:
        with self._lock:
            self._paused = True

    def resume(self) -> None:
        with self._lock:
            self._paused = False
            self._deliver()

    def close(self) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
        if not self._over:
            self._relays.server.send(m.Relay(self._number, "close", ""))
        self.on_message("close", "")

    def exit_text(self) -> str:
        return self._why

    def on_message(self, kind: str, data: Any) -> None:
        """What the client says of this connection."""
        with self._lock:
            if kind == "opened":
                self.opened.set()
            elif kind == "failed":
                self.error = str(data)
                self._over = True
                self.opened.set()
            elif kind == "data":
                self._early.append(data)
                self._deliver()
            elif kind == "close":
                self._over = True
                self._why = self._why or str(data)
                self._deliver()

    def _deliver(self) -> None:
        if self._on_data is None:
            return
        while self._early and not self._paused:
            self._on_data(self._early.popleft())
        if self._over and not self._early:
            on_close, self._on_close = self._on_close, None
            if on_close is not None:
                on_close(None if self._closed else ConnectionError(self._why))


class ClientRelays:
    """The client's side of one session: opens what its far end asks for and carries the bytes."""

    def __init__(self, far: Any) -> None:
        self.far = far
        self._channels: Dict[int, Channel] = {}

    def on_message(self, message: Any) -> None:
        """A message of the far end (on the I/O thread)."""
        if message.kind == "open":
            threading.Thread(
                target=self._open, args=(message.relay, message.data), name="relay", daemon=True
            ).start()
            return
        channel = self._channels.get(message.relay)
        if channel is None:
            return
        if message.kind == "data":
            try:
                channel.write(message.data)
            except ChannelClosed:
                self._channels.pop(message.relay, None)
        elif message.kind == "close":
            self._channels.pop(message.relay, None)
            channel.close()

    def close(self) -> None:
        """The session has ended: so have its connections."""
        channels, self._channels = list(self._channels.values()), {}
        for channel in channels:
            channel.close()

    def _open(self, number: int, facts: Any) -> None:
        try:
            channel = self._connect(facts)
        except PSError as error:
            self._say(number, "failed", error.record.message)
            return
        except Exception as error:
            self._say(number, "failed", f"{type(error).__name__}: {error}")
            return
        self._channels[number] = channel
        self._say(number, "opened", "")
        channel.start(
            lambda data: self._say(number, "data", data),
            lambda error: self._ended(number, channel, error),
        )

    def _connect(self, facts: Any) -> Channel:
        from pssh.remoting.connectors import TargetSpec, connectors_of

        runspace = self.far.owner
        if runspace is None:
            raise LookupError("This client opens no connections for others.")
        known: Dict[str, Any] = {name: facts.get(name) for name in _FIELDS}
        known["kind"] = "ssh"
        target = TargetSpec(**known)
        hop = self.far.target_spec
        if hop is not None and hop.kind == "ssh":
            target.via = hop
        return connectors_of(runspace).connect(target)

    def _ended(self, number: int, channel: Channel, error: Optional[Exception]) -> None:
        if self._channels.pop(number, None) is not None:
            self._say(number, "close", channel.exit_text() or str(error or ""))

    def _say(self, number: int, kind: str, data: Any) -> None:
        try:
            self.far.post(m.Relay(number, kind, data))
        except ChannelClosed:
            self.close()
