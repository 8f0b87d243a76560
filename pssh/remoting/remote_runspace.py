"""The client role: a runspace elsewhere, its state, its pipelines, and how it comes back after a broken
network."""

import threading
import time
from typing import Any, Callable, Dict, List, Optional, Sequence

from pssh.objects.errors import PSError, ps_error
from pssh.remoting import states
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.remoting.ids import new_guid
from pssh.remoting.origin import Origin
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_pipeline import RemotePipeline
from pssh.remoting.sinks import BufferSink, PipelineSink, QueueSink
from pssh.wire import messages as m
from pssh.wire.decoder import decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.errors import ProtocolError
from pssh.wire.journal import MemoryJournal
from pssh.wire.link import Heartbeat, Link

__all__ = ["BufferSink", "PipelineSink", "QueueSink", "RemoteRunspace"]

_ACK_DELAY = 0.05
_TRANSPORT = "System.Management.Automation.Remoting.PSRemotingTransportException"
_RETRY_PAUSES = (0.1, 0.3, 1.0)  # then every second, as PowerShell does


class RemoteRunspace:
    """A runspace behind a channel. `open_channel` makes a new channel each time one is needed."""

    net_type_name = "System.Management.Automation.Runspaces.Runspace"

    def __init__(
        self,
        open_channel: Callable[[], Channel],
        *,
        computer_name: str = "localhost",
        options: Optional[Dict[str, Any]] = None,
        instance_id: Optional[str] = None,
        durable: bool = False,
        retry_seconds: float = 240.0,
        client_label: str = "",
        show_computer: bool = True,
        reactor: Optional[Reactor] = None,
    ) -> None:
        self.computer_name = computer_name
        self.instance_id = instance_id or new_guid()
        self.options = dict(options or {})
        self.durable = durable
        self.retry_seconds = retry_seconds
        self.client_label = client_label
        self.show_computer = show_computer
        self.state = states.BEFORE_OPEN
        self.reason: Any = None
        self.info: Dict[str, Any] = {}
        self.origin = Origin(computer_name, self.instance_id)
        self.state_changed: List[Callable[[RemoteRunspace, str, Any], None]] = []
        self.notices: List[Callable[[str, Dict[str, Any]], None]] = []
        self.channel: Optional[Channel] = None
        self.target_spec: Any = None  # the TargetSpec it was opened for, where it is known
        self._open_channel = open_channel
        self._client_id = new_guid()
        self._link = Link(MemoryJournal() if durable else None)
        self._reactor = reactor or Reactor()
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._pipelines: Dict[int, RemotePipeline] = {}
        self._adopted: List[RemotePipeline] = []
        self._next_pipeline = 1
        self._next_request = 1
        self._requests: Dict[int, _Pending] = {}
        self._holders: List[Any] = []
        self._reading = threading.Lock()  # not the big one: sinks call with locks of their own
        self._greeted = False
        self._mode = "new"
        self._ack_timer: Any = None
        self._heart: Optional[Heartbeat] = None
        self._heart_timer: Any = None

    # -- what is to be seen

    @property
    def pipelines(self) -> List[RemotePipeline]:
        """Pipelines that have not finished, and those of another client whose results nobody has taken yet.
        """
        with self._lock:
            return [*self._pipelines.values(), *(p for p in self._adopted if p.id not in self._pipelines)]

    @property
    def running(self) -> Optional[RemotePipeline]:
        """The pipeline that runs, if any."""
        return next(iter(self._pipelines.values()), None)

    @property
    def availability(self) -> str:
        """Name of the RunspaceAvailability: Busy while a pipeline runs."""
        if self.state != states.OPENED:
            return states.NONE
        return states.BUSY if self._pipelines else states.AVAILABLE

    # -- opening and connecting

    def open(self, timeout: Optional[float] = None, wait: bool = True) -> None:
        """Open a new runspace there. Without `wait`, commands may be sent at once; a refusal fails them."""
        self._set_state(states.OPENING)
        try:
            self._start_channel("new")
            if wait:
                self._await_greeting(timeout)
        except BaseException as error:
            self._broken(error)
            raise

    def wait_opened(self, timeout: Optional[float] = None) -> None:
        """After `open(wait=False)`: wait until the far end has answered; raises PSError when it refuses."""
        try:
            self._await_greeting(timeout)
        except BaseException as error:
            self._broken(error)
            raise

    def attach(self, from_start: bool = False, timeout: Optional[float] = None) -> None:
        """Connect, as a client of its own, to the session `instance_id` that another client has left."""
        self._client_id = new_guid()
        self._link = Link(MemoryJournal())
        self.durable = True
        self.options["from_start"] = from_start
        self._connect(timeout)

    def connect(self, timeout: Optional[float] = None) -> None:
        """Connect again to this session after `disconnect` or a loss."""
        if self.state == states.OPENED:
            return
        if not self.durable:
            raise ps_error(
                "CannotConnectSession",
                "This session cannot be connected again: it ended with its connection.",
                "InvalidOperation",
            )
        self._connect(timeout)

    def _connect(self, timeout: Optional[float]) -> None:
        before = self.state
        self._set_state(states.CONNECTING)
        try:
            self._start_channel("attach")
            self._await_greeting(timeout)
        except BaseException:
            self._drop_channel()
            if self.state == states.CONNECTING:
                self._set_state(before if before != states.BEFORE_OPEN else states.DISCONNECTED)
            raise

    def _start_channel(self, mode: str) -> None:
        channel = self._open_channel()
        with self._lock:
            self._mode = mode
            self.channel = channel
            self._greeted = False
            self._link.reset_reader()
            hello = m.Hello(
                m.PROTOCOL_VERSION,
                mode,
                self.instance_id,
                self._client_id,
                self._link.last_received,
                {**self.options, "label": self.client_label, "durable": self.durable},
            )
            channel.write(self._link.send(hello))
        channel.start(lambda data: self._on_data(channel, data), lambda error: self._on_close(channel, error))

    def _await_greeting(self, timeout: Optional[float]) -> None:
        with self._changed:
            done = self._changed.wait_for(
                lambda: self._greeted or self.state in (states.BROKEN, states.CLOSED) or self.channel is None,
                timeout,
            )
            if self._greeted:
                return
            reason = self.reason
        if not done:
            self._drop_channel()
            raise self._transport_error(f"The session did not answer within {timeout} seconds.")
        raise PSError(reason) if reason is not None else self._transport_error("The connection was closed.")

    # -- running commands

    def invoke(
        self,
        script: str,
        args: Sequence[Any] = (),
        *,
        sink: Optional[PipelineSink] = None,
        using: Optional[Dict[str, Any]] = None,
        input: Optional[Sequence[Any]] = None,
        expect_input: bool = False,
        interactive: bool = False,
        working_directory: Optional[str] = None,
        initialization: Optional[str] = None,
        label: str = "",
        show_computer: Optional[bool] = None,
        facts: Optional[Dict[str, Any]] = None,
    ) -> RemotePipeline:
        """Start a command. `facts` (width, height, terminal ...) go to the far end as they are."""
        call: Dict[str, Any] = {
            "args": encode_batch(args),
            "using": {name: encode_value(value) for name, value in (using or {}).items()},
            "has_input": bool(expect_input or input is not None),
            "interactive": interactive,
            "label": label,
            **(facts or {}),
        }
        if working_directory is not None:
            call["working_directory"] = working_directory
        if initialization is not None:
            call["initialization"] = initialization
        with self._lock:
            self._must_be_open()
            if self._pipelines:
                raise ps_error(
                    "InvalidOperation",
                    "The pipeline was not run because a pipeline is already running. "
                    "Pipelines cannot be run concurrently.",
                    "InvalidOperation",
                    exception="System.Management.Automation.PSInvalidOperationException",
                )
            show = self.show_computer if show_computer is None else show_computer
            call["instance"] = instance = new_guid()
            pipeline = RemotePipeline(
                self, self._next_pipeline, instance, label, sink if sink is not None else BufferSink(), show
            )
            pipeline.marks_origin = not interactive  # what a prompt shows comes as text
            self._next_pipeline += 1
            self._pipelines[pipeline.id] = pipeline
        pipeline.set_state("Running", None)
        try:
            self.post(m.Invoke(pipeline.id, script, call))
        except ChannelClosed:
            self._lost_while_sending(pipeline)
            return pipeline
        if input is not None:
            pipeline.send_input(list(input))
            if not expect_input:
                pipeline.end_input()
        return pipeline

    def request(self, name: str, args: Sequence[Any] = (), timeout: Optional[float] = None) -> Any:
        """Ask the far end something that is no command, such as "prompt" or "complete"."""
        pending = _Pending()
        with self._lock:
            self._must_be_open()
            number = self._next_request
            self._next_request += 1
            self._requests[number] = pending
        try:
            self.post(m.Request(number, name, encode_batch(args)))
            if not pending.ready.wait(timeout):
                raise ps_error(
                    "RequestTimedOut", f"There was no answer to '{name}' within {timeout} seconds."
                )
        except ChannelClosed:
            raise self._transport_error("The session is closed.") from None
        finally:
            self._requests.pop(number, None)
        if pending.error is not None:
            raise PSError(pending.error)
        return pending.value

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

    # -- leaving

    def disconnect(self, idle_timeout: Optional[float] = None, buffering: Optional[str] = None) -> None:
        """Leave; commands go on there. Raises PSError where the session cannot outlive its connection."""
        if not self.durable:
            raise ps_error(
                "CannotDisconnectSession",
                "This session cannot be disconnected: it would end with its connection.",
                "InvalidOperation",
            )
        options: Dict[str, Any] = {}
        if idle_timeout is not None:
            options["idle_timeout"] = idle_timeout
        if buffering is not None:
            options["buffering"] = buffering
        self._must_be_open()
        self._set_state(states.DISCONNECTING)
        with self._lock:
            data = self._link.acknowledgement() + self._link.send(m.Detach(options))
            channel = self.channel
        if channel is not None:
            try:
                channel.write(data)
            except ChannelClosed:
                pass
            with self._changed:
                # The far end closes when it has understood.
                self._changed.wait_for(lambda: self.state == states.DISCONNECTED, 10)
            channel.close()
        self._disconnected()

    def close(self) -> None:
        """End the session and what runs in it."""
        was = self.state
        if was in (states.CLOSED, states.CLOSING, states.BROKEN):
            return
        self._set_state(states.CLOSING)
        with self._lock:
            channel = self.channel
            data = b""
            if channel is not None and was in (states.OPENED, states.OPENING):
                data = self._link.send(m.Close())
        if channel is not None:
            try:
                channel.write(data)
            except ChannelClosed:
                pass
            channel.close()
        self._finish(states.CLOSED, None, "Completed")

    # -- events of the channel

    def _on_data(self, channel: Channel, data: bytes) -> None:
        if channel is not self.channel:
            return
        try:
            if self._heart is not None:
                self._heart.heard(time.monotonic())
            for message in self._link.receive(data):
                _HANDLERS[type(message)](self, message)
        except ProtocolError as error:
            self._break_channel(channel, error)
            return
        except ChannelClosed:
            return
        except Exception as error:  # a sink that fails must not leave its caller waiting for ever
            self._break_channel(channel, error)
            return
        if self.durable:
            self._acknowledge()

    def _acknowledge(self) -> None:
        with self._lock:
            if self._link.wants_ack:
                self._send_ack()
            elif self._ack_timer is None and self._link.last_received:
                self._ack_timer = self._reactor.call_later(_ACK_DELAY, self._send_ack)

    def _send_ack(self) -> None:
        with self._lock:
            if self._ack_timer is not None:
                self._ack_timer.cancel()
                self._ack_timer = None
            data = self._link.acknowledgement()
            if data and self.channel is not None:
                try:
                    self.channel.write(data)
                except ChannelClosed:
                    pass

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
                self._adopt(message.info.get("pipelines") or [])
            self._greeted = True
            channel = self.channel
            if channel is not None and self._mode == "attach":
                for data in self._link.resume(message.last_received):
                    channel.write(data)
        self._set_state(states.OPENED)
        for pipeline in self.pipelines:
            if pipeline.state == "Disconnected":
                pipeline.set_state("Running", None)
        if self.durable and self._heart is None:
            self._heart = Heartbeat()
            self._heart.heard(time.monotonic())
            self._heart_timer = self._reactor.call_later(self._heart.interval, self._beat)

    def _adopt(self, running: List[Dict[str, Any]]) -> None:
        """Pipelines another client has started go on here, each with a BufferSink until someone asks."""
        for facts in running:
            number = int(facts["id"])
            pipeline = RemotePipeline(
                self,
                number,
                str(facts["instance"]),
                str(facts.get("label", "")),
                BufferSink(),
                self.show_computer,
            )
            pipeline.state = "Running"
            self._pipelines[number] = pipeline
            self._adopted.append(pipeline)
            self._next_pipeline = max(self._next_pipeline, number + 1)
        self._next_pipeline = max(self._next_pipeline, int(self.info.get("next_pipeline", 1)))

    def _on_refuse(self, message: m.Refuse) -> None:
        error = ps_error(message.error_id, message.text, "OpenError", self.computer_name, _TRANSPORT)
        self.reason = error.record
        if self.state == states.CONNECTING:
            self._drop_channel()
            with self._changed:
                self._changed.notify_all()
        else:
            self._broken(error)

    def _on_goodbye(self, message: m.Goodbye) -> None:
        if self.state == states.DISCONNECTING:
            self._disconnected()
        elif self.state not in (states.CLOSING, states.CLOSED):
            self._broken(self._transport_error(f"The session was ended by the far end: {message.reason}"))

    def _on_close(self, channel: Channel, error: Optional[Exception]) -> None:
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

    def post_unnumbered(self, message: Any) -> None:
        """Send a greeting or heartbeat if there is a connection."""
        with self._lock:
            if self.channel is not None:
                try:
                    self.channel.write(self._link.send(message))
                except ChannelClosed:
                    pass

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

    # -- ends

    def forget_pipeline(self, pipeline: RemotePipeline) -> None:
        """A pipeline has finished."""
        with self._changed:
            self._pipelines.pop(pipeline.id, None)
            self._changed.notify_all()

    def claim_pipeline(self, pipeline: RemotePipeline) -> None:
        """Somebody takes the results of an adopted pipeline."""
        with self._lock:
            if pipeline in self._adopted:
                self._adopted.remove(pipeline)

    def _must_be_open(self) -> None:
        if self.state in (states.OPENED, states.OPENING):
            return
        raise ps_error(
            "InvalidRunspaceState",
            f"The session to {self.computer_name} is not open; its state is {self.state}.",
            "InvalidOperation",
            exception="System.Management.Automation.Runspaces.InvalidRunspaceStateException",
        )

    def _lost_while_sending(self, pipeline: RemotePipeline) -> None:
        if not pipeline.finished:
            error = self._transport_error(
                "The SSH client session has ended with error message: The SSH transport process has abruptly "
                "terminated causing this remote session to break."
            )
            pipeline.set_state("Failed", error.record)

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
        for pipeline in self.pipelines:
            pipeline.set_state("Disconnected", None)

    def _finish(self, state: str, reason: Any, pipelines_become: str) -> None:
        with self._lock:
            if self.state in (states.BROKEN, states.CLOSED):
                return
            self.reason = reason
            requests = list(self._requests.values())
        self._set_state(state)
        self._drop_channel()
        for pipeline in self.pipelines:
            pipeline.set_state(pipelines_become, reason)
        if reason is None and requests:
            reason = self._transport_error("The session is closed.").record
        for pending in requests:
            pending.resolve(None, reason)
        if self._heart_timer is not None:
            self._heart_timer.cancel()

    def _set_state(self, state: str) -> None:
        with self._changed:
            if self.state == state:
                return
            self.state = state
            self._changed.notify_all()
        for call in list(self.state_changed):
            call(self, state, self.reason)

    def _notify(self, kind: str, data: Dict[str, Any]) -> None:
        for call in list(self.notices):
            call(kind, data)

    def _transport_error(self, text: str) -> PSError:
        return ps_error("JobFailure", text, "ResourceUnavailable", None, _TRANSPORT)

    # -- messages of pipelines

    def _pipeline(self, number: int) -> Optional[RemotePipeline]:
        return self._pipelines.get(number)

    def _on_output(self, message: m.Output) -> None:
        pipeline = self._pipeline(message.pipeline)
        if pipeline is not None:
            pipeline.on_output(message.batch)

    def _on_record(self, message: m.Record) -> None:
        pipeline = self._pipeline(message.pipeline)
        if pipeline is not None:
            pipeline.on_record(message.stream, message.node)

    def _on_state(self, message: m.State) -> None:
        pipeline = self._pipeline(message.pipeline)
        if pipeline is not None:
            pipeline.on_state(message)

    def _on_host_call(self, message: m.HostCall) -> None:
        pipeline = self._pipeline(message.pipeline)
        if pipeline is not None:
            pipeline.on_host_call(message)
        elif message.call:
            self.post(m.HostReply(message.call, None, "The command has ended."))

    def _on_reply(self, message: m.Reply) -> None:
        pending = self._requests.get(message.request)
        if pending is None:
            return
        origin = self.origin.info
        error = None if message.error is None else decode_value(message.error, True, origin)
        pending.resolve(decode_value(message.value), error)

    def _on_notice(self, message: m.Notice) -> None:
        self._notify(message.kind, message.data)

    def _on_terminal_open(self, message: m.TerminalOpen) -> None:
        self._terminal(message.pipeline, "open", message.facts)

    def _on_terminal_data(self, message: m.TerminalData) -> None:
        self._terminal(message.pipeline, "data", message.data)

    def _on_terminal_close(self, message: m.TerminalClose) -> None:
        self._terminal(message.pipeline, "close", message.exit_code)

    def _terminal(self, number: int, event: str, data: Any) -> None:
        pipeline = self._pipeline(number)
        if pipeline is not None:
            pipeline.on_terminal(event, data)

    def _on_ping(self, message: m.Ping) -> None:
        self.post_unnumbered(m.Pong(message.token))

    def _on_pong(self, message: m.Pong) -> None:
        """It was heard: that is all."""

    def _unexpected(self, message: Any) -> None:
        raise ProtocolError(f"A server does not send {type(message).__name__}.")


class _Pending:
    """A request whose answer has not come."""

    __slots__ = ("error", "ready", "value")

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.value: Any = None
        self.error: Any = None

    def resolve(self, value: Any, error: Any) -> None:
        """Wake the one who asked."""
        self.value, self.error = value, error
        self.ready.set()


_HANDLERS: Dict[type, Callable[[RemoteRunspace, Any], None]] = dict.fromkeys(
    m.NUMBERS.values(), RemoteRunspace._unexpected
)
_HANDLERS.update(
    {
        m.Welcome: RemoteRunspace._on_welcome,
        m.Refuse: RemoteRunspace._on_refuse,
        m.Goodbye: RemoteRunspace._on_goodbye,
        m.Output: RemoteRunspace._on_output,
        m.Record: RemoteRunspace._on_record,
        m.State: RemoteRunspace._on_state,
        m.HostCall: RemoteRunspace._on_host_call,
        m.Reply: RemoteRunspace._on_reply,
        m.Notice: RemoteRunspace._on_notice,
        m.TerminalOpen: RemoteRunspace._on_terminal_open,
        m.TerminalData: RemoteRunspace._on_terminal_data,
        m.TerminalClose: RemoteRunspace._on_terminal_close,
        m.Ping: RemoteRunspace._on_ping,
        m.Pong: RemoteRunspace._on_pong,
    }
)
