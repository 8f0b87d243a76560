"""The server's end of a connection: who may connect, the greeting, what a new client has missed, heartbeats.

What the messages mean is the business of RunspaceServer, which derives from it.
"""

import threading
import time
from typing import Any, Callable, ClassVar, Dict, List, Optional, Tuple

from pssh.remoting.acknowledging import Acknowledger
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.remoting.reactor import Reactor
from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.journal import Journal, NoJournal
from pssh.wire.link import Link

__all__ = ["ServerConnection"]

# A client that says nothing for so long, not even a heartbeat, is gone.
_SILENCE = 60.0
_CHECK = 15.0


class ServerConnection:
    """Serves one client at a time. `durable`: the loss of the client is not the end."""

    # Which method takes which message; a deriving class adds its own.
    handlers: ClassVar[Dict[type, str]] = {
        **dict.fromkeys(m.NUMBERS.values(), "_unexpected"),
        m.Hello: "_on_hello",
        m.Detach: "_on_detach",
        m.Ping: "_on_ping",
        m.Pong: "_ignore",
        m.Goodbye: "_ignore",
    }

    def __init__(
        self, reactor: Reactor, journal: Optional[Journal], durable: bool, info: Optional[Dict[str, Any]]
    ) -> None:
        self.reactor = reactor
        self.durable = durable
        self.info = dict(info or {})
        self.session = ""
        self.options: Dict[str, Any] = {}
        self.owner = ""
        self.key = b""
        self.connected_at = time.time()
        self.detached_at: Optional[float] = None
        self.on_ending: List[Callable[[], None]] = []  # it is over, its client has not heard of it yet
        self.on_end: List[Callable[[str], None]] = []
        self.on_client: List[Callable[[bool], None]] = []
        self.idle_timeout: Optional[float] = None
        self.buffering: Optional[str] = None
        self._link = Link(journal or NoJournal())
        self._lock = threading.RLock()
        self._acknowledger = Acknowledger(reactor, self._link, self._lock, self._write)
        self._channel: Optional[Channel] = None
        self._client = ""
        self._greeted = False
        self._heard = 0.0
        self._ended = False
        self._watching = False

    # -- what a deriving class does

    def _connected(self, first: bool) -> None:
        """A client is there, for the `first` time or again."""

    def _unheard(self, start: int) -> Dict[str, Any]:
        """What a client that counts from `start` is told with the greeting."""
        return {}

    def _stopping(self) -> bool:
        """Whether nobody needs to wait for room any more."""
        return False

    def end(self, reason: str) -> None:
        """End the session."""
        raise NotImplementedError

    # -- clients

    def connect(self, channel: Channel, first: bytes = b"") -> None:
        """Serve the client at the other end of `channel`; `first` is what was already read from it."""
        with self._lock:
            old, self._channel = self._channel, channel
            self._greeted = False
            self._link.reset_reader()
        if old is not None:
            old.close()
        if first:
            self.reactor.call_soon(lambda: self._on_data(channel, first))
        channel.start(lambda data: self._on_data(channel, data), lambda error: self._on_close(channel, error))

    @property
    def connected(self) -> bool:
        """Whether a client is there."""
        return self._channel is not None and self._greeted

    def may_connect(self, client: str) -> bool:
        """Whether `client` may take over: nobody is connected, or it is the same client on a new
        connection."""
        return not self.connected or client == self._client

    def _on_hello(self, hello: m.Hello) -> None:
        if hello.version != m.PROTOCOL_VERSION:
            self._refuse(
                "ProtocolVersion", f"This end speaks protocol {m.PROTOCOL_VERSION}, not {hello.version}."
            )
            return
        with self._lock:
            first_client = not self._client
            same_client = self._client == hello.client
            self._recognise(hello, first_client)
            if not same_client:
                self._link.forget_peer()
            start, info = self._where_to_start(hello, first_client or same_client)
            self._send_now(m.Welcome(m.PROTOCOL_VERSION, self.session, self._link.last_received, info))
            channel = self._channel
            if channel is not None and not first_client:
                for data in self._link.resume(start):
                    channel.write(data)
            self._greeted = True
            self.detached_at = None
            self.connected_at = time.time()
        self._connected(first_client)
        for call in list(self.on_client):
            call(True)
        if self.durable and not self._watching:
            self._watching = True
            self.reactor.call_later(_CHECK, self._check_client)

    def _recognise(self, hello: m.Hello, first_client: bool) -> None:
        """Remember who is there, and at the first client how the session is to be."""
        self._client = hello.client
        self.session = self.session or hello.session
        self.owner = str(hello.options.get("label") or "")
        if self.durable and isinstance(hello.options.get("key"), bytes):
            self.key = hello.options["key"][:64]
        if first_client:
            self.options = hello.options
            self.idle_timeout = hello.options.get("idle_timeout")
            self.buffering = hello.options.get("buffering")

    def _where_to_start(self, hello: m.Hello, knows_us: bool) -> Tuple[int, Dict[str, Any]]:
        """The last number the client needs no more, and what it is told with the greeting.

        `first` tells a client to count from there: a new one, or one for which output had to be dropped.
        """
        info = dict(self.info)
        held = self._link.journal.first - 1
        if knows_us and hello.last_received >= held:
            return hello.last_received, info
        if knows_us:
            start = held
            info["dropped"] = held - hello.last_received
        else:
            start = max(held, 0 if hello.options.get("from_start") else self._link.acknowledged)
        info.update(first=start + 1, **self._unheard(start))
        return start, info

    def _check_client(self) -> None:
        channel = self._channel
        if self._ended:
            return
        if self.connected and channel is not None and time.monotonic() - self._heard > _SILENCE:
            channel.close()
            self._on_close(channel, TimeoutError("the client has been silent for too long"))
        self.reactor.call_later(_CHECK, self._check_client)

    def _refuse(self, error_id: str, text: str) -> None:
        self._send_now(m.Refuse(error_id, text))
        if self._channel is not None:
            self._channel.close()

    def _on_close(self, channel: Channel, error: Optional[Exception]) -> None:
        with self._lock:
            if channel is not self._channel:
                return
            self._channel = None
            self._greeted = False
            self.detached_at = time.time()
        if self.durable and self._client:
            for call in list(self.on_client):
                call(False)
        else:
            self.end("the client is gone")

    @property
    def channel(self) -> Optional[Channel]:
        """The way to the client, if there is one."""
        return self._channel

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self._ended

    # -- messages

    def _on_data(self, channel: Channel, data: bytes) -> None:
        if channel is not self._channel:
            return
        self._heard = time.monotonic()
        try:
            for message in self._link.receive(data):
                if not self._greeted and type(message) is not m.Hello:
                    raise ProtocolError("The first message must be Hello.")
                getattr(self, self.handlers[type(message)])(message)
            if self.durable:
                self._acknowledger.received()
        except ProtocolError as error:
            self._send_now(m.Goodbye(str(error)))
            channel.close()
        except ChannelClosed:
            return  # its on_close tells the rest
        except Exception as error:  # the client should hear of it rather than wait
            self._send_now(m.Goodbye(f"{type(error).__name__}: {error}"))
            channel.close()

    def _on_detach(self, message: m.Detach) -> None:
        if "idle_timeout" in message.options:
            self.idle_timeout = message.options["idle_timeout"]
        if "buffering" in message.options:
            self.buffering = message.options["buffering"]
        self.detach()

    def detach(self) -> None:
        """Let the client go; the session waits for the next one."""
        channel = self._channel
        self._send_now(m.Goodbye("disconnected"))
        if channel is not None:
            channel.close()
            self._on_close(channel, None)

    def _on_ping(self, message: m.Ping) -> None:
        self._send_now(m.Pong(message.token))

    def _ignore(self, message: Any) -> None:
        """Pong and Goodbye say nothing that the channel's end does not."""

    def _unexpected(self, message: Any) -> None:
        raise ProtocolError(f"A client does not send {type(message).__name__}.")

    # -- sending

    def send(self, *messages: Any) -> None:
        """Number, journal and send messages; without a client they stay in the journal."""
        with self._lock:
            data = b"".join([self._link.send(message) for message in messages])
            if self._greeted:
                self._write(self._link.acknowledgement() + data if self.durable else data)

    def _write(self, data: bytes) -> None:
        """Bytes for the client, if it is there."""
        if self._channel is not None:
            try:
                self._channel.write(data)
            except ChannelClosed:
                pass  # durable: in the journal; else the end follows

    def wait_for_room(self) -> None:
        """Block the pipeline's thread while the client (or, without one, the spool) takes no more."""
        while not self._ended and not self._stopping():
            channel = self._channel
            if channel is None:
                if not self.durable or not self._must_block():
                    return
                time.sleep(0.05)
            elif channel.wait_writable(0.1):
                return

    def _must_block(self) -> bool:
        full = getattr(self._link.journal, "full", None)
        return bool(full is not None and full(self.buffering))

    def _send_now(self, message: Any) -> None:
        with self._lock:
            if self._channel is not None:
                self._write(self._link.send(message))
