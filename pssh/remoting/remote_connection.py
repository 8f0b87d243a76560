"""The client's end of a connection to a runspace: greeting, acknowledgements, heartbeats, coming back.

What the messages mean is the business of RemoteRunspace, which derives from it.
"""

import os
import threading
import time
from typing import Any, Callable, ClassVar, Dict, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.remoting import states
from pssh.remoting.acknowledging import Acknowledger
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.remoting.ids import new_guid
from pssh.remoting.reactor import Reactor
from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.journal import MemoryJournal
from pssh.wire.link import Heartbeat, Link

__all__ = ["TRANSPORT_EXCEPTION", "RemoteConnection"]

TRANSPORT_EXCEPTION = "System.Management.Automation.Remoting.PSRemotingTransportException"
_PARTING = 5.0
_RETRY_PAUSES = (0.1, 0.3, 1.0)  # then every second, as PowerShell does


class RemoteConnection:
    """A connection that can be lost and found. `open_channel` makes a new channel each time one is needed."""

    # Which method takes which message; a deriving class adds its own.
    handlers: ClassVar[Dict[type, str]] = {
        **dict.fromkeys(m.NUMBERS.values(), "_unexpected"),
        m.Welcome: "_on_welcome",
        m.Refuse: "_on_refuse",
        m.Goodbye: "_on_goodbye",
        m.Ping: "_on_ping",
        m.Pong: "_on_pong",
    }

    def __init__(
        self,
        open_channel: Callable[[], Channel],
        computer_name: str,
        instance_id: Optional[str],
        options: Optional[Dict[str, Any]],
        durable: bool,
        retry_seconds: float,
        client_label: str,
        reactor: Optional[Reactor],
    ) -> None:
        self.computer_name = computer_name
        self.instance_id = instance_id or new_guid()
        self.options = dict(options or {})
        self.durable = durable
        self.retry_seconds = retry_seconds
        self.client_label = client_label
        self.state = states.BEFORE_OPEN
        self.reason: Any = None
        self.left_at = 0.0  # when it was disconnected, while it is
        self.info: Dict[str, Any] = {}
        self.state_changed: List[Callable[[Any, str, Any], None]] = []
        self.notices: List[Callable[[str, Dict[str, Any]], None]] = []
        self.channel: Optional[Channel] = None
        self._open_channel = open_channel
        self._client_id = new_guid()
        self.key = os.urandom(32) if durable else b""  # what the far end seals secrets with
        self._link = Link(MemoryJournal() if durable else None)
        self._reactor = reactor or Reactor()
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._holders: List[Any] = []
        self._reading = threading.Lock()  # not the big one: sinks call with locks of their own
        self._greeted = False
        self._settled = False  # greeted, and everyone concerned has heard of it
        self._mode = "new"
        self._parting: Optional[Channel] = None
        self._parted = threading.Event()
        self._parted.set()
        self._acknowledger = Acknowledger(self._reactor, self._link, self._lock, self._write)
        self.pong = threading.Event()
        self._heart: Optional[Heartbeat] = None
        self._heart_timer: Any = None

    # -- what a deriving class does at the turns of a connection's life

    def _taken_over(self, pipelines: List[Dict[str, Any]]) -> None:
        """Connected to a session that another client had: these are its pipelines."""

    def _connected(self) -> None:
        """Connected, the first time or again."""

    def _left(self) -> None:
        """Disconnected; what runs there goes on."""

    def _ended(self, reason: Any, pipelines_become: str) -> None:
        """Closed or broken for good."""

    # -- out

    def _start_channel(self, mode: str) -> None:
        channel = self._open_channel()
        with self._lock:
            self._mode = mode
            self.channel = channel
            self._greeted = self._settled = False
            self._link.reset_reader()
            hello = m.Hello(
                m.PROTOCOL_VERSION,
                mode,
                self.instance_id,
                self._client_id,
                self._link.last_received,
                {**self.options, "label": self.client_label, "durable": self.durable, "key": self.key},
            )
            channel.write(self._link.send(hello))
        channel.start(lambda data: self._on_data(channel, data), lambda error: self._on_close(channel, error))

    def _await_greeting(self, timeout: Optional[float]) -> None:
        with self._changed:
            done = self._changed.wait_for(
                lambda: self._settled or self.state in (states.BROKEN, states.CLOSED) or self.channel is None,
                timeout,
            )
            if self._settled:
                return
            reason = self.reason
        if not done:
            self._drop_channel()
            raise self._transport_error(f"The session did not answer within {timeout} seconds.")
        raise PSError(reason) if reason is not None else self._transport_error("The connection was closed.")

    def post(self, message: Any, wait: bool = False) -> None:
        """Send a message. A durable session keeps it for the next connection when there is none."""
        with self._lock:
            data = self._link.send(message)
            channel = self.channel
            if channel is None or (self.durable and not self._greeted and self.state == states.CONNECTING):
                if self.durable and self.state in (states.CONNECTING, states.DISCONNECTED, states.OPENED):
                    return  # it is in the journal
                raise ChannelClosed("The session is closed.")
            if self.durable:
                data = self._link.acknowledgement() + data
            try:
                channel.write(data)
            except ChannelClosed:
                if not self.durable:
                    raise
        if wait and channel is not None:
            channel.wait_writable()

    def wait_sent(self, timeout: float) -> bool:
        """Whether what was posted has left this process within `timeout` seconds."""
        channel = self.channel
        return channel is not None and channel.wait_sent(timeout)

    def post_unnumbered(self, message: Any) -> None:
        """Send a greeting or heartbeat if there is a connection."""
        with self._lock:
            if self.channel is not None:
                self._write(self._link.send(message))

    def _write(self, data: bytes) -> None:
        """Bytes for the other end, if it is there."""
        if self.channel is not None:
            try:
                self.channel.write(data)
            except ChannelClosed:
                pass

    # -- events of the channel

    def _on_data(self, channel: Channel, data: bytes) -> None:
        if channel is not self.channel:
            return
        try:
            if self._heart is not None:
                self._heart.heard(time.monotonic())
            for message in self._link.receive(data):
                getattr(self, self.handlers[type(message)])(message)
        except ProtocolError as error:
            self._break_channel(channel, error)
            return
        except ChannelClosed:
            return
        except Exception as error:  # a sink that fails must not leave its caller waiting for ever
            self._break_channel(channel, error)
            return
        if self.durable:
            self._acknowledger.received()

    def _on_welcome(self, message: m.Welcome) -> None:
        with self._lock:
            if message.version != m.PROTOCOL_VERSION:
                raise ProtocolError(
                    f"The far end speaks protocol {message.version}, not {m.PROTOCOL_VERSION}."
                )
            self.info = message.info
            fresh = "first" in message.info
            if fresh:
                self._link.forget_peer(int(message.info["first"]) - 1)
                if "dropped" not in message.info:
                    self._link.start_again()
                self._taken_over(message.info.get("pipelines") or [])
            self._greeted = True
            channel = self.channel
            if channel is not None and self._mode == "attach":
                for data in self._link.resume(message.last_received):
                    channel.write(data)
        self._set_state(states.OPENED)
        self._connected()
        with self._changed:
            self._settled = True
            self._changed.notify_all()
        if self.durable and self._heart is None:
            self._heart = Heartbeat()
            self._heart.heard(time.monotonic())
            self._heart_timer = self._reactor.call_later(self._heart.interval, self._beat)

    def _on_refuse(self, message: m.Refuse) -> None:
        error = ps_error(message.error_id, message.text, "OpenError", self.computer_name, TRANSPORT_EXCEPTION)
        self.reason = error.record
        if self.state == states.CONNECTING:
            self._drop_channel()
            with self._changed:
                self._changed.notify_all()
        else:
            self._broken(error)

    def _on_goodbye(self, message: m.Goodbye) -> None:
        released = (
            message.reason == "disconnected" and self.state == states.OPENED
        )  # another took the job over
        if self.state == states.DISCONNECTING or released:
            self._disconnected()
        elif self.state not in (states.CLOSING, states.CLOSED):
            text = f"The session was ended by the far end: {message.reason}"
            if self.info.get("left_behind"):
                text = (
                    f"The session's process on {self.computer_name} ended unexpectedly (killed, or the host was "
                    "restarted). New-PSSession opens another."
                )
            self._broken(self._transport_error(text, "OperationStopped"))

    def _on_close(self, channel: Channel, error: Optional[Exception]) -> None:
        if channel is self._parting:
            self._parted.set()
        if channel is not self.channel:
            return
        if self.state == states.DISCONNECTING:
            self._disconnected()
        elif self.state == states.CONNECTING and not self._greeted:
            self.reason = self.reason or self._loss(channel, error).record
            self._drop_channel()
            with self._changed:
                self._changed.notify_all()
        elif self.state in (states.OPENED, states.OPENING):
            if self.durable and self._greeted and self.retry_seconds > 0:
                self._start_retrying(channel, error)
            else:
                self._broken(self._loss(channel, error))

    def _loss(self, channel: Channel, error: Optional[Exception]) -> PSError:
        text = channel.exit_text()
        if text:
            return self._transport_error(text)
        why = f" ({error})" if error is not None and str(error) else ""
        return self._transport_error(
            "The SSH client session has ended with error message: The SSH transport process has abruptly "
            f"terminated causing this remote session to break.{why}"
        )

    def _break_channel(self, channel: Channel, error: Exception) -> None:
        channel.close()
        self._broken(self._transport_error(f"The session was broken: {error}"))

    # -- getting back after a loss

    def when_settled(self) -> Optional[threading.Event]:
        """While it tries to come back after a loss: an event that tells when it has, or has given up."""
        told = threading.Event()

        def changed(runspace: Any, state: str, reason: Any) -> None:
            if state != states.CONNECTING:
                self.state_changed.remove(changed)
                told.set()

        with self._changed:
            if self.state != states.CONNECTING:
                return None
            self.state_changed.append(changed)
        return told

    def _start_retrying(self, channel: Channel, error: Optional[Exception]) -> None:
        with self._lock:
            self.channel = None
        self._set_state(states.CONNECTING)
        self._notify("reconnecting", {"computer": self.computer_name, "seconds": self.retry_seconds})
        threading.Thread(target=self._retry, name="pssh-reconnect", daemon=True).start()

    def _retry(self) -> None:
        until = time.monotonic() + self.retry_seconds
        attempt = 0
        while self.state == states.CONNECTING and time.monotonic() < until:
            try:
                self._start_channel("attach")
                self._await_greeting(max(1.0, until - time.monotonic()))
                self._notify("restored", {"computer": self.computer_name})
                return
            except PSError as error:
                self._drop_channel()
                if error.record.error_id in ("SessionNotFound", "SessionBusy", "SessionLost"):
                    self._broken(error)
                    return
            except (OSError, ChannelClosed):
                self._drop_channel()
            self._pause(_RETRY_PAUSES[attempt] if attempt < len(_RETRY_PAUSES) else 1.0)
            attempt += 1
        if self.state == states.CONNECTING:
            self._disconnected()

    def _pause(self, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self.state != states.CONNECTING, seconds)

    def _beat(self) -> None:
        heart, channel = self._heart, self.channel
        if heart is None or self.state in (states.CLOSED, states.BROKEN):
            return
        if self.state == states.OPENED and channel is not None and self._greeted and not self._holders:
            ping, dead = heart.due(time.monotonic())
            if dead:
                heart.heard(time.monotonic())
                channel.close()
                self._on_close(channel, TimeoutError("the far end has been silent for too long"))
            elif ping is not None:
                self.post_unnumbered(ping)
        self._heart_timer = self._reactor.call_later(heart.interval, self._beat)

    # -- back-pressure

    def hold_reading(self, holder: Any) -> None:
        """Read no more until `release_reading`: the far end's pipeline then waits."""
        with self._reading:
            self._holders.append(holder)
            channel = self.channel
            if channel is not None:
                channel.pause()

    def release_reading(self, holder: Any) -> None:
        """Read on."""
        with self._reading:
            if holder in self._holders:
                self._holders.remove(holder)
            if self._heart is not None:
                self._heart.heard(time.monotonic())
            channel = self.channel
            if channel is not None and not self._holders:
                channel.resume()

    # -- states

    def _part(self, channel: Channel, data: bytes) -> None:
        """Send the last words; the far end closes the channel when it has understood them."""
        with self._lock:
            self.channel = None
            self._parting = channel
            self._parted.clear()
        try:
            channel.write(data)
            channel.resume()
        except ChannelClosed:
            self._parted.set()
        self._reactor.call_later(_PARTING, channel.close)

    def wait_parted(self, timeout: float) -> bool:
        """After `close`: wait until the far end has taken leave."""
        return self._parted.wait(timeout)

    def _drop_channel(self) -> None:
        with self._lock:
            channel, self.channel = self.channel, None
        if channel is not None:
            channel.close()

    def _broken(self, error: BaseException) -> None:
        if isinstance(error, PSError):
            record: Any = error.record
        else:
            record = self._transport_error(str(error)).record
        self._finish(states.BROKEN, record, "Failed")

    def _disconnected(self) -> None:
        self._drop_channel()
        self._set_state(states.DISCONNECTED)
        self._left()

    def _finish(self, state: str, reason: Any, pipelines_become: str) -> None:
        with self._lock:
            if self.state in (states.BROKEN, states.CLOSED):
                return
            self.reason = reason
        self._set_state(state)
        self._drop_channel()
        self._ended(reason, pipelines_become)
        if self._heart_timer is not None:
            self._heart_timer.cancel()

    def _set_state(self, state: str) -> None:
        with self._changed:
            if self.state == state:
                return
            self.state = state
            self.left_at = time.time() if state == states.DISCONNECTED else 0.0
            self._changed.notify_all()
        for call in list(self.state_changed):
            call(self, state, self.reason)

    def _notify(self, kind: str, data: Dict[str, Any]) -> None:
        for call in list(self.notices):
            call(kind, data)

    def _transport_error(self, text: str, category: str = "ResourceUnavailable") -> PSError:
        return ps_error("JobFailure", text, category, None, TRANSPORT_EXCEPTION)

    def _on_ping(self, message: m.Ping) -> None:
        self.post_unnumbered(m.Pong(message.token))

    def _on_pong(self, message: m.Pong) -> None:
        """It was heard; all that was sent before it too."""
        self.pong.set()

    def _unexpected(self, message: Any) -> None:
        raise ProtocolError(f"A server does not send {type(message).__name__}.")
