"""One command running in a remote runspace, seen from the client."""

import threading
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from pssh.remoting.channel import ChannelClosed
from pssh.remoting.sinks import BufferSink, HostCallRequest, PipelineSink
from pssh.remoting.states import FINISHED
from pssh.wire import messages as m
from pssh.wire.decoder import decode_batch, decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.records import decode_record

if TYPE_CHECKING:
    from pssh.remoting.remote_runspace import RemoteRunspace

__all__ = ["RemotePipeline"]

# Input goes out in batches of this size; a batch that is being made is sent when the sender waits.
_INPUT_BATCH = 2_000


class RemotePipeline:
    """Made by RemoteRunspace.invoke. Its events go to its sink; `wait` returns when it has finished."""

    def __init__(
        self,
        runspace: "RemoteRunspace",
        number: int,
        instance_id: str,
        label: str,
        sink: PipelineSink,
        show: bool = True,
    ) -> None:
        self.runspace = runspace
        self.id = number
        self.instance_id = instance_id
        self.label = label
        self.state = "NotStarted"
        self.reason: Any = None
        self.exit_code: Optional[int] = None
        self.last_exit_code: Optional[int] = None
        self.show_computer = show
        self.marks_origin = True
        self.facts: Dict[str, Any] = {}
        self.has_terminal = False
        self._sink = sink
        sink.pipeline = self
        self._changed = threading.Condition()
        self._told = False  # the end has been told to everybody
        self._sink_lock = threading.RLock()

    # -- for the caller

    @property
    def finished(self) -> bool:
        """Completed, Failed or Stopped."""
        return self.state in FINISHED

    def send_input(self, values: List[Any]) -> None:
        """Objects for the command's `$input`; waits while the connection is slow."""
        for start in range(0, len(values), _INPUT_BATCH):
            part = values[start : start + _INPUT_BATCH]
            self.runspace.post(m.Input(self.id, encode_batch(part)), wait=True)

    def end_input(self) -> None:
        """No more input follows."""
        self.runspace.post(m.InputEnd(self.id))

    def stop(self) -> None:
        """Ask the far end to stop the command; the final state says when it has."""
        if not self.finished and self.state != "Disconnected":
            if self.state != "Stopping":
                self.set_state("Stopping", None)
            try:
                self.runspace.post(m.Stop(self.id))
            except ChannelClosed:
                pass  # the loss of the session ends the pipeline

    def suspend(self) -> None:
        """Ctrl+Z at the far prompt: ask for a job to be made of the command, which then counts as completed."""
        self.runspace.post(m.Suspend(self.id))

    def wait(self, timeout: Optional[float] = None) -> bool:
        """Wait for the end; False when it has not come. Not interruptible: see QueueSink.events."""
        with self._changed:
            return self._changed.wait_for(lambda: self._told, timeout)

    def set_sink(self, sink: PipelineSink) -> None:
        """Send the events elsewhere from now on, first what a BufferSink has kept."""
        with self._sink_lock:
            old, self._sink = self._sink, sink
            sink.pipeline = self
            if isinstance(old, BufferSink):
                self.runspace.claim_pipeline(self)
                old.hand_over(sink)

    def send_terminal(self, data: bytes) -> None:
        """Bytes typed at the program's terminal."""
        self.runspace.post(m.TerminalData(self.id, data))

    def resize_terminal(self, columns: int, rows: int) -> None:
        """The window has this size now."""
        self.runspace.post(m.TerminalSize(self.id, columns, rows))

    # -- for the runspace, on the channel's thread

    def on_output(self, batch: Any) -> None:
        """Objects have come."""
        origin = self.runspace.origin
        values = decode_batch(batch, True, origin.info, self.runspace.key)
        with self._sink_lock:
            self._sink.output(origin.mark(values, self.show_computer) if self.marks_origin else values)

    def on_record(self, stream: int, node: Any) -> None:
        """A record of another stream has come."""
        from pssh.wire.decoder import Decoder

        decoder = Decoder(True, self.runspace.origin.info)
        record = decoder.guarded(lambda d: decode_record(d, stream, node))
        with self._sink_lock:
            self._sink.record(stream, record)

    def on_state(self, message: m.State) -> None:
        """The far end says how far it is."""
        self.facts = facts = message.facts
        if "exit_code" in facts:
            self.exit_code = facts["exit_code"]
        if "last_exit_code" in facts:
            self.last_exit_code = facts["last_exit_code"]
        reason = None
        if message.reason is not None:
            reason = decode_value(message.reason, True, self.runspace.origin.info)
        self.set_state(message.state, reason)

    def on_host_call(self, message: m.HostCall) -> None:
        """The command asks the client's host."""
        args = decode_batch(message.args or [])
        reply = None
        if message.call:

            def reply(value: Any, error: str) -> None:
                if self.state == "Blocked":
                    self.set_state("Running", None)
                self.runspace.post(m.HostReply(message.call, encode_value(value), error))

        with self._sink_lock:
            self._sink.host_call(HostCallRequest(message.method, args, reply))

    def on_terminal(self, event: str, data: Any) -> None:
        """A program's terminal opens, speaks or closes."""
        self.has_terminal = event != "close"
        with self._sink_lock:
            self._sink.terminal(event, data)

    def set_state(self, state: str, reason: Any) -> None:
        """Change the state, unless the pipeline has finished."""
        with self._sink_lock:
            if self.finished or state == self.state:
                return
            self.state = state
            if reason is not None:
                self.reason = reason
            if self.finished:
                self.runspace.forget_pipeline(self)
            self._sink.state(state, reason)
        with self._changed:
            self._told = self.finished
            self._changed.notify_all()
