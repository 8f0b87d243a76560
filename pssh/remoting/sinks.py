"""Where the events of a remote pipeline go."""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Deque, Iterator, List, Optional, Tuple

from pssh.remoting.states import FINISHED

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["BufferSink", "HostCallRequest", "PipelineSink", "QueueSink"]

# A reader this many objects behind makes the other end wait.
_MANY = 20_000
_FEW = 5_000


class HostCallRequest:
    """The far end asks the client's host. Answer once, from any thread."""

    __slots__ = ("_answered", "_reply", "args", "method", "needs_answer")

    def __init__(self, method: str, args: List[Any], reply: Any) -> None:
        self.method = method
        self.args = args
        self.needs_answer = reply is not None
        self._reply = reply
        self._answered = False

    def answer(self, value: Any = None) -> None:
        """Send the answer."""
        self._send(value, "")

    def fail(self, text: str) -> None:
        """Say why there is no answer."""
        self._send(None, text)

    def _send(self, value: Any, error: str) -> None:
        if self._reply is not None and not self._answered:
            self._answered = True
            self._reply(value, error)


class PipelineSink:
    """Takes the events of one pipeline, on the channel's thread; must not block. Override what is wanted."""

    pipeline: Any = None

    def output(self, values: List[Any]) -> None:
        """Objects of the output stream."""

    def record(self, stream: int, record: Any) -> None:
        """A record: 2 error, 3 warning, 4 verbose, 5 debug, 6 information, 7 progress."""

    def host_call(self, call: HostCallRequest) -> None:
        """A question to the person in front of the client."""
        call.fail("There is nobody to answer: the command runs without a host.")

    def state(self, state: str, reason: Any) -> None:
        """The pipeline's state has changed."""

    def terminal(self, event: str, data: Any) -> None:
        """A native program's terminal: "open" (facts), "data" (bytes), "close" (exit code, what was typed and not read)."""


class BufferSink(PipelineSink):
    """Keeps all events in order until another sink takes over."""

    def __init__(self) -> None:
        self._events: List[Tuple[str, Tuple[Any, ...]]] = []

    def output(self, values: List[Any]) -> None:
        self._events.append(("output", (values,)))

    def record(self, stream: int, record: Any) -> None:
        self._events.append(("record", (stream, record)))

    def host_call(self, call: HostCallRequest) -> None:
        self._events.append(("host_call", (call,)))

    def state(self, state: str, reason: Any) -> None:
        self._events.append(("state", (state, reason)))

    def terminal(self, event: str, data: Any) -> None:
        self._events.append(("terminal", (event, data)))

    def hand_over(self, sink: PipelineSink) -> None:
        """Give what was kept to `sink`."""
        events, self._events = self._events, []
        for name, args in events:
            if name == "state" and args[0] == "Disconnected" and sink.pipeline.state != "Disconnected":
                continue  # over since
            getattr(sink, name)(*args)


class QueueSink(PipelineSink):
    """For a caller that waits: `events` yields what comes, in order, on the caller's thread."""

    def __init__(self, ask_host: bool = True) -> None:
        self._lock = threading.Lock()
        self._ready = threading.Event()
        self._events: Deque[Tuple[str, Any]] = deque()
        self._waiting = 0
        self._holding = False
        self._ask_host = ask_host

    def output(self, values: List[Any]) -> None:
        self._put("output", values, len(values))

    def record(self, stream: int, record: Any) -> None:
        self._put("record", (stream, record))

    def host_call(self, call: HostCallRequest) -> None:
        if self._ask_host or not call.needs_answer:
            self._put("host_call", call)
        else:
            super().host_call(call)

    def state(self, state: str, reason: Any) -> None:
        self._put("state", (state, reason))

    def terminal(self, event: str, data: Any) -> None:
        self._put("terminal", (event, data))

    def _put(self, kind: str, payload: Any, weight: int = 0) -> None:
        with self._lock:
            self._events.append((kind, payload))
            self._waiting += weight
            if self._waiting > _MANY and not self._holding:
                self._holding = True
                self.pipeline.runspace.hold_reading(self)
        self._ready.set()

    def _take(self) -> Optional[Tuple[str, Any]]:
        with self._lock:
            if not self._events:
                self._ready.clear()
                return None
            kind, payload = self._events.popleft()
            if kind == "output":
                self._waiting -= len(payload)
                if self._holding and self._waiting < _FEW:
                    self._holding = False
                    self.pipeline.runspace.release_reading(self)
        return kind, payload

    def events(self, runspace: "Runspace", stop_on_exit: bool = True) -> Iterator[Tuple[str, Any]]:
        """All events up to the final state (or the loss of the session). Leaving early, as Ctrl+C or
        Select-Object -First do, stops the remote pipeline."""
        finished = False
        try:
            while not finished:
                event = self._take()
                if event is None:
                    runspace.wait(self._ready)
                    continue
                finished = event[0] == "state" and event[1][0] in (*FINISHED, "Disconnected")
                yield event
        finally:
            if self._holding:
                self._holding = False
                self.pipeline.runspace.release_reading(self)
            if not finished and stop_on_exit and self.pipeline is not None:
                self.pipeline.stop()
