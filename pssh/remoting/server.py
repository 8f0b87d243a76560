"""The server role: one runspace, its pipelines, and whichever client is connected to it.

The reactor's thread reads messages and answers what needs no runspace; one worker thread makes the runspace
and runs its pipelines and requests, one after the other. What is sent while no client is connected stays in
the link's journal.
"""

from typing import Any, Callable, ClassVar, Dict, List, Optional

from pssh.objects.last_words import on_last_words
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_host import RemoteHost
from pssh.remoting.server_connection import ServerConnection
from pssh.remoting.server_pipeline import ServerPipeline
from pssh.remoting.worker import Worker
from pssh.wire import messages as m
from pssh.wire.decoder import decode_batch, decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.journal import Journal

__all__ = ["RunspaceServer"]

MakeRunspace = Callable[[RemoteHost, Dict[str, Any]], Any]

# A new client hears of so many commands before it.
_HISTORY = 256


class RunspaceServer(ServerConnection):
    """Serves one runspace to one client at a time. `durable`: the loss of the client is not the end."""

    handlers: ClassVar[Dict[type, str]] = {
        **ServerConnection.handlers,
        m.Invoke: "_on_invoke",
        m.Input: "_on_input",
        m.InputEnd: "_on_input_end",
        m.Stop: "_on_stop",
        m.Suspend: "_on_suspend",
        m.HostReply: "_on_host_reply",
        m.Request: "_on_request",
        m.Relay: "_on_relay",
        m.TerminalData: "_on_terminal_data",
        m.TerminalSize: "_on_terminal_size",
        m.Close: "_on_close_session",
    }

    def __init__(
        self,
        reactor: Reactor,
        make_runspace: MakeRunspace,
        *,
        journal: Optional[Journal] = None,
        durable: bool = False,
        info: Optional[Dict[str, Any]] = None,
    ) -> None:
        super().__init__(reactor, journal, durable, info)
        self.host: Any = None
        self.runspace: Any = None
        self.failure = ""
        self.pipeline: Optional[ServerPipeline] = None
        self.on_pipeline: List[Callable[[], None]] = []  # one has begun or ended
        self.keepers: List[Any] = []  # of terminals where no program runs
        self.relays: Any = None  # connections opened through the client, from the first on
        self._make_runspace = make_runspace
        self._worker = Worker("pssh-runspace")
        self._calls: Dict[int, Any] = {}
        self._next_call = 1
        self._next_pipeline = 1
        self._history: List[Dict[str, Any]] = []

    # -- the client

    def _recognise(self, hello: m.Hello, first_client: bool) -> None:
        super()._recognise(hello, first_client)
        if self.pipeline is not None:
            self.pipeline.writer.use_key(self.key)

    def _connected(self, first: bool) -> None:
        if first:
            self._worker.add(self._prepare)
        elif self.relays is not None:
            self.relays.client_lost()  # what went through the old connection went with it

    def _unheard(self, start: int) -> Dict[str, Any]:
        """The running pipeline and those whose end the client has not got."""
        unheard = [facts for facts in self._history if facts["end"] == 0 or facts["end"] > start]
        return {"next_pipeline": self._next_pipeline, "pipelines": unheard}

    def _stopping(self) -> bool:
        return bool(self.runspace.stopping)

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

    # -- messages

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
        terminal = None if pipeline is None else pipeline.terminal
        if terminal is not None:
            terminal.write(message.data)
        else:  # typed before the client could know that the program has ended: meant for the prompt
            self.send(m.Notice("typed", {"data": message.data}))

    def _on_terminal_size(self, message: m.TerminalSize) -> None:
        self.host.facts.update(width=message.columns, height=message.rows)
        pipeline = self._current(message.pipeline)
        terminal = None if pipeline is None else pipeline.terminal
        if terminal is not None:
            terminal.resize(message.columns, message.rows)

    def _on_close_session(self, message: m.Close) -> None:
        self.end("closed by the client")

    def _current(self, number: int) -> Optional[ServerPipeline]:
        pipeline = self.pipeline
        return pipeline if pipeline is not None and pipeline.number == number else None

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
