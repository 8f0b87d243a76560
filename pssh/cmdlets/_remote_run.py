"""A command running in several runspaces at once, its results in the order in which they arrive."""

import threading
from collections import deque
from typing import Any, Deque, List, Optional, Tuple

from pssh.cmdlets._jobs import emit, gather, unfailing, write_remote_error
from pssh.jobs.request import Request
from pssh.objects.errors import PSError
from pssh.remoting.sinks import PipelineSink
from pssh.remoting.states import FINISHED

__all__ = ["Place", "RemoteRun"]

MANY = 20_000
FEW = 5_000
STOP_SECONDS = 10.0
BATCH = 1_000
LAST_WORDS = 0.3
STREAMS = {2: "error", 3: "warning", 4: "verbose", 5: "debug", 6: "information", 7: "progress"}


class Place:
    """One runspace the command runs in."""

    def __init__(self, far: Any, closes: bool) -> None:
        self.far = far
        self.closes = closes
        self.pipeline: Any = None
        self.done = False
        self.waiting = 0
        self.holding = False


class ArrivalSink(PipelineSink):
    """Puts what one pipeline sends into the common queue."""

    def __init__(self, run: "RemoteRun", place: Place) -> None:
        self.run = run
        self.place = place

    def output(self, values: List[Any]) -> None:
        place = self.place
        place.waiting += len(values)
        if place.waiting > MANY and not place.holding:
            place.holding = True
            place.far.hold_reading(place)
        self.run.put(place, "output", values)

    def record(self, stream: int, record: Any) -> None:
        self.run.put(self.place, STREAMS[stream], record)

    def host_call(self, call: Any) -> None:
        self.run.put(self.place, "host", call)

    def state(self, state: str, reason: Any) -> None:
        if state in FINISHED or state == "Disconnected":
            self.run.put(self.place, "state", (state, reason))

    def terminal(self, event: str, data: Any) -> None:
        """A command of Invoke-Command has no terminal."""


class RemoteRun:
    """Starts the request in the places, at most `throttle` at a time, and writes what comes."""

    def __init__(
        self, call: Any, request: Request, places: List[Place], throttle: int, hide: bool, raises: bool
    ) -> None:
        self.call = call
        self.request = request
        self.places = places
        self.show = not hide
        self.raises = raises  # one session: its terminating error ends the caller's statement
        self.waiting: Deque[Place] = deque(places)
        self.running: List[Place] = []
        self.throttle = throttle
        self.arrivals: Deque[Tuple[Place, str, Any]] = deque()
        self.ready = threading.Event()
        self.lock = threading.Lock()
        self.input: List[Any] = []
        self.sent: List[Any] = []  # all input, for those that start later
        self.input_over = not request.expect_input
        self.failure: Any = None

    # --- on any thread ---------------------------------------------------------------------------

    def put(self, place: Place, kind: str, payload: Any) -> None:
        """Something has come from a place."""
        self.arrivals.append((place, kind, payload))
        self.ready.set()

    # --- on the pipeline's thread ----------------------------------------------------------------

    def start(self) -> None:
        """Start as many as may run at once."""
        while self.waiting and len(self.running) < self.throttle:
            place = self.waiting.popleft()
            try:
                self._start(place)
            except Exception as error:
                place.done = True
                self._failed(getattr(error, "record", None), error)

    def _start(self, place: Place) -> None:
        request = self.request
        place.pipeline = place.far.invoke(
            request.text,
            request.arguments,
            sink=ArrivalSink(self, place),
            using=request.using,
            expect_input=request.expect_input,
            show_computer=self.show,
            label=request.label,
        )
        place.far.waited_for = True
        self.running.append(place)
        if request.expect_input and self.sent:
            place.pipeline.send_input(self.sent)
        if request.expect_input and self.input_over:
            place.pipeline.end_input()

    def feed(self, item: Any) -> None:
        """One more object of piped input."""
        self.input.append(item)
        if len(self.input) >= BATCH:
            self._send()
            self.pump()

    def _send(self) -> None:
        if not self.input:
            return
        for place in self.running:
            if not place.done:
                place.pipeline.send_input(self.input)
        if self.waiting:
            self.sent.extend(self.input)
        self.input = []

    def finish(self) -> None:
        """End the input and write everything until all have finished."""
        if not self.input_over:
            self._send()
            self.input_over = True
            for place in self.running:
                if not place.done:
                    place.pipeline.end_input()
        while self.running or self.waiting:
            if not self.arrivals:
                self.call.runspace.wait(self.ready)
            self.ready.clear()
            self.pump()
        if self.failure is not None:
            gather(self.call, "error", self.failure)
            raise unfailing(PSError(self.failure))

    def pump(self) -> None:
        """Write what has come."""
        out = self.call.out
        while self.arrivals:
            place, kind, payload = self.arrivals.popleft()
            if kind == "output":
                place.waiting -= len(payload)
                if place.holding and place.waiting < FEW:
                    place.holding = False
                    place.far.release_reading(place)
                for value in payload:
                    out(value)
            elif kind == "state":
                self._ended(place, *payload)
            else:
                self._show(place, kind, payload)

    def _show(self, place: Place, kind: str, payload: Any) -> None:
        if kind == "host" and payload.method == "SetShouldExit":
            return  # the exit code of a remote block stays there
        try:
            emit(self.call, kind, payload, True, place.far.computer_name)
        except PSError:
            self._last_words()
            raise

    def _last_words(self) -> None:
        """-ErrorAction Stop ends the command here: what is on its way already is still shown."""
        import time

        until = time.monotonic() + LAST_WORDS
        while True:
            while self.arrivals:
                _, kind, payload = self.arrivals.popleft()
                if kind == "output":
                    for value in payload:
                        self.call.out(value)
                elif kind == "state":
                    return
            left = until - time.monotonic()
            if left <= 0 or not self.call.runspace.wait(self.ready, left):
                return
            self.ready.clear()

    def _ended(self, place: Place, state: str, reason: Any) -> None:
        place.done = True
        if place in self.running:
            self.running.remove(place)
            place.far.waited_for = False
        if place.closes or place.pipeline.exit_code is not None:
            place.far.close()  # `exit` ends the session it is said in
        if state == "Failed":
            self._failed(self._of_broken(place, reason), None)
        self.start()

    def _of_broken(self, place: Place, record: Any) -> Any:
        """The end of the session itself, told as the stop of the command that ran in it."""
        if place.far.state != "Broken" or record is None:
            return record
        from pssh.objects.errors import ErrorRecord

        self.raises = False
        return ErrorRecord(record.exception, "JobFailure", "OperationStopped", place.far.computer_name)

    def _failed(self, record: Any, error: Optional[BaseException]) -> None:
        if record is None:
            from pssh.objects.errors import ps_error

            record = ps_error("InvokeCommandFailed", str(error), "OperationStopped").record
        if self.raises and record.category == "OperationStopped":
            self.failure = record  # a throw; other errors that ended the block are reported and no more
        else:
            write_remote_error(self.call, record)

    def dispose(self) -> None:
        """Nothing of it goes on: what still runs is stopped, and the sessions are free again."""
        running = [place for place in self.running if not place.done]
        for place in running:
            place.far.waited_for = False
            if place.holding:
                place.holding = False
                place.far.release_reading(place)
            place.pipeline.stop()
        for place in running:
            if not place.closes:
                place.pipeline.wait(STOP_SECONDS)
        for place in self.places:
            if place.closes:
                place.far.close()
