"""The server role: one runspace, its pipelines, and whichever client is connected to it.

The reactor's thread reads messages and answers what needs no runspace; one worker thread makes the runspace
and runs its pipelines and requests, one after the other. What is sent while no client is connected stays in
the link's journal.
"""

import threading
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.last_words import on_last_words
from pssh.remoting.acknowledging import Acknowledger
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_host import RemoteHost
from pssh.remoting.server_pipeline import ServerPipeline
from pssh.remoting.worker import Worker
from pssh.wire import messages as m
from pssh.wire.decoder import decode_batch, decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.errors import ProtocolError
from pssh.wire.journal import Journal, NoJournal
from pssh.wire.link import Link

__all__ = ["RunspaceServer"]

MakeRunspace = Callable[[RemoteHost, Dict[str, Any]], Any]

# A client that says nothing for so long, not even a heartbeat, is gone.
_SILENCE = 60.0
_CHECK = 15.0
# A new client hears of so many commands before it.
_HISTORY = 256


class RunspaceServer:
    """Serves one runspace to one client at a time. `durable`: the loss of the client is not the end."""

    def __init__(
        self,
        reactor: Reactor,
        make_runspace: MakeRunspace,
        *,
        journal: Optional[Journal] = None,
        durable: bool = False,
        info: Optional[Dict[str, Any]] = None,
    ) -> None:
        self.reactor = reactor
        self.durable = durable
        self.info = dict(info or {})
        self.session = ""
        self.options: Dict[str, Any] = {}
        self.owner = ""
        self.key = b""
        self.host: Any = None
        self.runspace: Any = None
        self.failure = ""
        self.pipeline: Optional[ServerPipeline] = None
        self.connected_at = time.time()
        self.detached_at: Optional[float] = None
        self.on_ending: List[Callable[[], None]] = []  # it is over, its client has not heard of it yet
        self.on_end: List[Callable[[str], None]] = []
        self.on_client: List[Callable[[bool], None]] = []
        self.on_pipeline: List[Callable[[], None]] = []  # one has begun or ended
        self.idle_timeout: Optional[float] = None
        self.buffering: Optional[str] = None
        self._make_runspace = make_runspace
        self._link = Link(journal or NoJournal())
        self._lock = threading.RLock()
        self._acknowledger = Acknowledger(reactor, self._link, self._lock, self._write)
        self._channel: Optional[Channel] = None
        self.keepers: List[Any] = []  # of terminals where no program runs
        self.relays: Any = None  # connections opened through the client, from the first on
        self._client = ""
        self._greeted = False
        self._heard = 0.0
        self._worker = Worker("pssh-runspace")
        self._calls: Dict[int, Any] = {}
        self._next_call = 1
        self._next_pipeline = 1
        self._ended = False
        self._history: List[Dict[str, Any]] = []
        self._watching = False

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
        if first_client:
            self._worker.add(self._prepare)
        elif self.relays is not None:
            self.relays.client_lost()  # what went through the old connection went with it
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
            if self.pipeline is not None:
                self.pipeline.writer.use_key(self.key)
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
        info.update(first=start + 1, next_pipeline=self._next_pipeline, pipelines=self._running(start))
        return start, info

    def _running(self, start: int) -> List[Dict[str, Any]]:
        """Pipelines a new client has yet to hear of: the running one and those whose end it has not got."""
        return [facts for facts in self._history if facts["end"] == 0 or facts["end"] > start]

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

    def end(self, reason: str) -> None:
        """Stop what runs and end the session."""
        with self._lock:
            if self._ended:
                return
            self._ended = True
            runspace, channel = self.runspace, self._channel
        if runspace is not None:
            runspace.stop()
            from pssh.runtime.event_log import log_event

            log_event("session-end", HostName=self.host.name, RunspaceId=self.session, Reason=reason)
        with self._lock:
            for leave in list(self.on_ending):
                leave()
        if channel is not None:
            self._send_now(m.Goodbye(reason))
            channel.close()
        for answer in list(self._calls.values()):
            answer.resolve(None, "The session has ended.")
        self._worker.close()
        for call in list(self.on_end):
            call(reason)

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
                _HANDLERS[type(message)](self, message)
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

    def _on_invoke(self, message: m.Invoke) -> None:
        with self._lock:
            self._next_pipeline = max(self._next_pipeline, message.pipeline + 1)
            pipeline = ServerPipeline(self, message)
            if self.pipeline is not None:
                busy = "The pipeline was not run because a pipeline is already running. "
                pipeline.refuse(busy + "Pipelines cannot be run concurrently.")
                return
            self.pipeline = pipeline
            self._history.append(pipeline.facts)
            del self._history[:-_HISTORY]
        for call in self.on_pipeline:
            call()
        self._worker.add(pipeline.run)

    @property
    def channel(self) -> Optional[Channel]:
        """The way to the client, if there is one."""
        return self._channel

    def _on_relay(self, message: m.Relay) -> None:
        if self.relays is not None:
            self.relays.on_message(message)

    def _on_input(self, message: m.Input) -> None:
        pipeline = self._current(message.pipeline)
        if pipeline is not None:
            pipeline.input.add(decode_batch(message.batch))

    def _on_input_end(self, message: m.InputEnd) -> None:
        pipeline = self._current(message.pipeline)
        if pipeline is not None:
            pipeline.input.end()

    def _on_stop(self, message: m.Stop) -> None:
        pipeline = self._current(message.pipeline)
        if pipeline is not None:
            pipeline.stop()

    def _on_suspend(self, message: m.Suspend) -> None:
        pipeline = self._current(message.pipeline)
        if pipeline is not None:
            self.suspend(pipeline)

    def suspend(self, pipeline: ServerPipeline) -> None:
        """Ctrl+Z: the command goes on as a job in its runspace; the next one finds another runspace beside it."""
        with self._lock:
            aside = pipeline.put_aside() if self.pipeline is pipeline else None
            if aside is None:
                return
            self.runspace, job = aside
            before, self._worker = self._worker, Worker("pssh-runspace")
        self._worker.add(lambda: pipeline.tell_aside(job))
        before.retire(self._worker)

    def _on_host_reply(self, message: m.HostReply) -> None:
        answer = self._calls.pop(message.call, None)
        if answer is not None:
            answer.resolve(decode_value(message.value), message.error)

    def _on_request(self, message: m.Request) -> None:
        args = decode_batch(message.args or [])
        self._worker.add(lambda: self._answer(message.request, message.name, args))

    def _answer(self, number: int, name: str, args: List[Any]) -> None:
        from pssh.remoting.requests import answer_request
        from pssh.wire.records import error_node

        try:
            value = answer_request(self, name, args)
            reply = m.Reply(number, encode_value(value))
        except BaseException as error:
            reply = m.Reply(number, None, error_node(_record_of(error)))
        self.send(reply)

    def _on_terminal_data(self, message: m.TerminalData) -> None:
        pipeline = self._current(message.pipeline)
        if pipeline is not None and pipeline.terminal is not None:
            pipeline.terminal.write(message.data)
        else:  # typed before the client could know that the program has ended: meant for the prompt
            self.send(m.Notice("typed", {"data": message.data}))

    def _on_terminal_size(self, message: m.TerminalSize) -> None:
        self.host.facts.update(width=message.columns, height=message.rows)
        pipeline = self._current(message.pipeline)
        if pipeline is not None and pipeline.terminal is not None:
            pipeline.terminal.resize(message.columns, message.rows)

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

    def _on_close_session(self, message: m.Close) -> None:
        self.end("closed by the client")

    def _on_ping(self, message: m.Ping) -> None:
        self._send_now(m.Pong(message.token))

    def _ignore(self, message: Any) -> None:
        """Pong and Goodbye say nothing that the channel's end does not."""

    def _unexpected(self, message: Any) -> None:
        raise ProtocolError(f"A client does not send {type(message).__name__}.")

    def _current(self, number: int) -> Optional[ServerPipeline]:
        pipeline = self.pipeline
        return pipeline if pipeline is not None and pipeline.number == number else None

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
        while not self._ended and not self.runspace.stopping:
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

    def write_record(self, stream: int, record: Any) -> None:
        """A record of the running pipeline."""
        pipeline = self.pipeline
        if pipeline is not None:
            pipeline.writer.record(stream, record)

    def host_call(self, method: str, args: List[Any], answer: Any) -> int:
        """Send a host call; `answer` is resolved when the client replies."""
        number = 0
        pipeline = self.pipeline
        if answer is not None:
            if pipeline is None:
                answer.resolve(None, "There is nobody to ask: no command is running.")
                return 0
            with self._lock:
                number = self._next_call
                self._next_call += 1
                self._calls[number] = answer
        if pipeline is not None:
            pipeline.writer.flush()
            self.send(m.HostCall(number, pipeline.number, method, encode_batch(args)))
        return number

    def forget_call(self, number: int) -> None:
        """Nobody waits for this answer any more."""
        self._calls.pop(number, None)

    # -- the runspace

    def _prepare(self) -> None:
        """Make the runspace; the worker's first task."""
        self.host = RemoteHost(self, dict(self.options))
        try:
            runspace = self._make_runspace(self.host, self.options)
        except BaseException as error:  # every command will be answered with it
            self.failure = f"The runspace could not be made: {type(error).__name__}: {error}"
            raise
        self.host.runspace = runspace
        on_last_words(self.host.flush)
        runspace.services["forward_event"] = self._forward_event
        self.runspace = runspace
        from pssh.runtime.event_log import log_event

        log_event("session-start", HostName=self.host.name, RunspaceId=self.session, Client=self.owner)

    def _forward_event(self, event: Any) -> None:
        from pssh.remoting.forwarding import forwarded_event

        self.send(m.Notice("event", forwarded_event(event)))

    def when_idle(self, call: Callable[[], Any]) -> None:
        """Call when the worker has left its task."""
        self._worker.when_done(call)

    def pipeline_finished(self, pipeline: ServerPipeline) -> None:
        """The runspace is free again."""
        with self._lock:
            if self.pipeline is pipeline:
                self.pipeline = None

    def pipeline_told(self, pipeline: ServerPipeline) -> None:
        """Its final state has been numbered."""
        pipeline.facts["end"] = self._link.last_sent
        for call in self.on_pipeline:
            call()

    @property
    def newest(self) -> Dict[str, Any]:
        """What is known of the newest command; empty before the first."""
        return self._history[-1] if self._history else {}

    @property
    def unread(self) -> bool:
        """Whether a command runs, or has ended without a client that knows of it."""
        return any(facts["end"] == 0 or facts["end"] > self._link.acknowledged for facts in self._history)


def _record_of(error: BaseException) -> Any:
    from pssh.remoting.server_pipeline import record_of

    return record_of(error)


_HANDLERS: Dict[type, Callable[[RunspaceServer, Any], None]] = dict.fromkeys(
    m.NUMBERS.values(), RunspaceServer._unexpected
)
_HANDLERS.update(
    {
        m.Hello: RunspaceServer._on_hello,
        m.Invoke: RunspaceServer._on_invoke,
        m.Input: RunspaceServer._on_input,
        m.InputEnd: RunspaceServer._on_input_end,
        m.Stop: RunspaceServer._on_stop,
        m.Suspend: RunspaceServer._on_suspend,
        m.HostReply: RunspaceServer._on_host_reply,
        m.Request: RunspaceServer._on_request,
        m.Relay: RunspaceServer._on_relay,
        m.TerminalData: RunspaceServer._on_terminal_data,
        m.TerminalSize: RunspaceServer._on_terminal_size,
        m.Detach: RunspaceServer._on_detach,
        m.Close: RunspaceServer._on_close_session,
        m.Ping: RunspaceServer._on_ping,
        m.Pong: RunspaceServer._ignore,
        m.Goodbye: RunspaceServer._ignore,
    }
)
