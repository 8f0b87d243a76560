"""The client role: a runspace elsewhere, its pipelines, and its coming and going."""

import os
import threading
from itertools import count
from typing import Any, Callable, ClassVar, Dict, List, Optional, Sequence

from pssh.objects.errors import PSError, ps_error
from pssh.remoting import states
from pssh.remoting.channel import Channel, ChannelClosed
from pssh.remoting.ids import new_guid
from pssh.remoting.origin import Origin
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_connection import RemoteConnection
from pssh.remoting.remote_pipeline import RemotePipeline
from pssh.remoting.sinks import BufferSink, PipelineSink, QueueSink
from pssh.wire import messages as m
from pssh.wire.decoder import decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.journal import MemoryJournal
from pssh.wire.link import Link

__all__ = ["BufferSink", "PipelineSink", "QueueSink", "RemoteRunspace"]

_NUMBERS = count(2)  # the shell's own runspace is 1


class RemoteRunspace(RemoteConnection):
    """A runspace behind a channel. `open_channel` makes a new channel each time one is needed."""

    net_type_name = "System.Management.Automation.RemoteRunspace"

    handlers: ClassVar[Dict[type, str]] = {
        **RemoteConnection.handlers,
        m.Output: "_on_output",
        m.Record: "_on_record",
        m.State: "_on_state",
        m.HostCall: "_on_host_call",
        m.Reply: "_on_reply",
        m.Notice: "_on_notice",
        m.Relay: "_on_relay",
        m.TerminalOpen: "_on_terminal_open",
        m.TerminalData: "_on_terminal_data",
        m.TerminalClose: "_on_terminal_close",
    }

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
        super().__init__(
            open_channel, computer_name, instance_id, options, durable, retry_seconds, client_label, reactor
        )
        self.number = next(_NUMBERS)
        self.name = f"Runspace{self.number}"
        self.show_computer = show_computer
        self.origin = Origin(computer_name, self.instance_id)
        self._event_handlers: Dict[Any, Any] = {}
        self.owner: Any = None  # the runspace whose connectors open what the far end asks for
        self._relays: Any = None
        self.waited_for = False  # an Invoke-Command waits for what runs in it
        self.target_spec: Any = None  # the TargetSpec it was opened for, where it is known
        self._pipelines: Dict[int, RemotePipeline] = {}
        self._unclaimed: List[RemotePipeline] = []  # their events are kept: nobody has asked for them yet
        self._next_pipeline = 1
        self._next_request = 1
        self._requests: Dict[int, _Pending] = {}

    # -- what is to be seen

    def add_event(self, name: str, handler: Callable[..., Any]) -> None:
        """Register-ObjectEvent: StateChanged."""
        from pssh.remoting.nettypes import RunspaceStateEventArgs, RunspaceStateInfo

        if name.lower() != "statechanged":
            raise ps_error("INVALID_REGISTRATION", f"An event with the name '{name}' does not exist.")

        def changed(runspace: Any, state: str, reason: Any) -> None:
            handler(runspace, RunspaceStateEventArgs(RunspaceStateInfo(state, reason)))

        self._event_handlers[handler] = changed
        self.state_changed.append(changed)

    def remove_event(self, name: str, handler: Callable[..., Any]) -> None:
        """The subscription is over."""
        changed = self._event_handlers.pop(handler, None)
        if changed in self.state_changed:
            self.state_changed.remove(changed)

    @property
    def pipelines(self) -> List[RemotePipeline]:
        """Pipelines that have not finished, and those whose results nobody has asked for yet, oldest first."""
        with self._lock:
            found = {pipeline.id: pipeline for pipeline in (*self._unclaimed, *self._pipelines.values())}
        return [found[number] for number in sorted(found)]

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
        self.key = os.urandom(32)
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

    def catch_up(self, timeout: float) -> bool:
        """Wait until all that was on its way when this was called is here."""
        self.pong.clear()
        self.post_unnumbered(m.Ping(0))
        return self.pong.wait(timeout)

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
        """Start a command. `facts` (width, height, terminal ...) go to the far end as they are. Without a sink
        its events are kept until `RemotePipeline.set_sink`."""
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
            if sink is None:
                self._unclaimed.append(pipeline)
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
            options["idle_timeout"] = self.options["idle_timeout"] = idle_timeout
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
        if channel is not None and data:
            self._part(channel, data)
        elif channel is not None:
            channel.close()
        self._finish(states.CLOSED, None, "Completed")

    def _taken_over(self, pipelines: List[Dict[str, Any]]) -> None:
        """Pipelines another client has started go on here, each with a BufferSink until someone asks."""
        listed = {int(facts["id"]) for facts in pipelines}
        for own in list(self._pipelines.values()):
            if own.id not in listed and not self.info.get("left_behind"):
                own.set_state("Completed", None)  # its end was among what was dropped
        if self.info.get("dropped"):
            self._notify("dropped", {"computer": self.computer_name, "messages": int(self.info["dropped"])})
        for facts in pipelines:
            number = int(facts["id"])
            if number in self._pipelines:
                continue
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
            self._unclaimed.append(pipeline)
            self._next_pipeline = max(self._next_pipeline, number + 1)
        self._next_pipeline = max(self._next_pipeline, int(self.info.get("next_pipeline", 1)))

    def _connected(self) -> None:
        for pipeline in self.pipelines:
            if pipeline.state == "Disconnected":
                pipeline.set_state("Running", None)

    def _left(self) -> None:
        for pipeline in self.pipelines:
            pipeline.set_state("Disconnected", None)

    def _ended(self, reason: Any, pipelines_become: str) -> None:
        if self._relays is not None:
            self._relays.close()
        for pipeline in self.pipelines:
            pipeline.set_state(pipelines_become, reason)
        with self._lock:
            requests = list(self._requests.values())
        if reason is None and requests:
            reason = self._transport_error("The session is closed.").record
        for pending in requests:
            pending.resolve(None, reason)

    # -- pipelines

    def forget_pipeline(self, pipeline: RemotePipeline) -> None:
        """A pipeline has finished."""
        with self._changed:
            self._pipelines.pop(pipeline.id, None)
            self._changed.notify_all()

    def claim_pipeline(self, pipeline: RemotePipeline) -> None:
        """Somebody takes the results of a pipeline."""
        with self._lock:
            if pipeline in self._unclaimed:
                self._unclaimed.remove(pipeline)

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

    def _on_relay(self, message: m.Relay) -> None:
        if self._relays is None:
            from pssh.remoting.relay import ClientRelays

            self._relays = ClientRelays(self)
        self._relays.on_message(message)

    def _on_terminal_open(self, message: m.TerminalOpen) -> None:
        self._terminal(message.pipeline, "open", message.facts)

    def _on_terminal_data(self, message: m.TerminalData) -> None:
        self._terminal(message.pipeline, "data", message.data)

    def _on_terminal_close(self, message: m.TerminalClose) -> None:
        self._terminal(message.pipeline, "close", (message.exit_code, message.typed))

    def _terminal(self, number: int, event: str, data: Any) -> None:
        pipeline = self._pipeline(number)
        if pipeline is not None:
            pipeline.on_terminal(event, data)


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
