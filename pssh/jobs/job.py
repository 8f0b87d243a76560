"""A job: its state, its results and streams, and who watches it.

A parent has children and no output of its own; a child (and a thread job, which is its own child) holds
the results in
the order in which they came, and beside them one collection for each stream.
"""

import threading
import time
from collections import deque
from typing import Any, Callable, Deque, Dict, Generator, List, Optional, Tuple

from pssh.jobs.states import FINISHED, combined_state
from pssh.remoting.ids import new_guid

__all__ = [
    "STREAMS",
    "Job",
    "JobStateEventArgs",
    "JobStateInfo",
    "OutputJob",
    "ParentJob",
    "Watcher",
    "stream_type",
]

STREAMS = ("output", "error", "warning", "verbose", "debug", "information", "progress")
_ORDER = ("output", "error", "verbose", "debug", "warning", "progress", "information", "host")
_RECORDS = {name: name.capitalize() for name in STREAMS}
_NUMBERS = {2: "error", 3: "warning", 4: "verbose", 5: "debug", 6: "information", 7: "progress"}

Watcher = Callable[["Job", str], None]  # (job, "state" | "data")
Entry = Tuple[str, Any]  # ("output", list of values) or (stream name, one record)


def stream_type(name: str) -> str:
    """The .NET type of the collection of one stream."""
    kind = "psobject" if name == "output" else f"System.Management.Automation.{_RECORDS[name]}Record"
    return f"System.Management.Automation.PSDataCollection[{kind}]"


class JobStateInfo:
    """A state and, for a failure, why."""

    __slots__ = ("reason", "state")
    net_type_name = "System.Management.Automation.JobStateInfo"

    def __init__(self, state: str, reason: Any = None) -> None:
        self.state = state
        self.reason = reason

    def __str__(self) -> str:
        return self.state


class JobStateEventArgs:
    """What a StateChanged event and `Receive-Job -WriteEvents` tell."""

    __slots__ = ("job_state_info", "previous_job_state_info")
    net_type_name = "System.Management.Automation.JobStateEventArgs"

    def __init__(self, current: JobStateInfo, previous: Optional[JobStateInfo] = None) -> None:
        self.job_state_info = current
        self.previous_job_state_info = previous


class Job:
    """What all jobs share."""

    net_type_name = "System.Management.Automation.Job"
    kind = ""

    def __init__(self, job_id: int, name: Optional[str], command: str, location: str) -> None:
        self.id = job_id
        self.name = name or f"Job{job_id}"
        self.command = command
        self.location = location
        self.status_message: Optional[str] = ""
        self.instance_id = new_guid()
        self.info = JobStateInfo("NotStarted")
        self.begin_time: Optional[float] = None
        self.end_time: Optional[float] = None
        self.children: List[OutputJob] = []
        self.streams: Dict[str, List[Any]] = {}
        self.exit_code: Optional[int] = None
        self.last_change: Optional[JobStateEventArgs] = None
        self.end_seen = False  # somebody in this session has been told that it is finished
        self.lock = threading.RLock()
        self.finished = threading.Event()
        self.removed = False
        self.parent: Optional[ParentJob] = None
        self._watchers: List[Watcher] = []
        self.on_state_changed: List[Callable[[Job, JobStateEventArgs], None]] = []

    # --- state -----------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        """The name of the JobState."""
        return self.info.state

    @property
    def is_finished(self) -> bool:
        return self.info.state in FINISHED

    @property
    def has_more_data(self) -> bool:
        """Whether there may be something to receive."""
        raise NotImplementedError

    def look(self) -> JobStateInfo:
        """The state, for somebody who will know it from now on."""
        info = self.info
        if info.state in FINISHED:
            self.end_seen = True
        return info

    def set_state(self, state: str, reason: Any = None) -> bool:
        """Go to a state and tell everyone; nothing leaves a finished state. False where nothing changed."""
        with self.lock:
            before = self.info
            if before.state == state or before.state in FINISHED:
                return False
            now = time.time()
            if state == "Running" and self.begin_time is None:
                self.begin_time = now
            if state in FINISHED:
                self.end_time = now
            self.info = JobStateInfo(state, reason)
            change = JobStateEventArgs(self.info, before)
            self.last_change = change
        if state in FINISHED:
            self.finished.set()
        self.tell("state")
        for listener in list(self.on_state_changed):
            listener(self, change)
        return True

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher(job, what)` at every change, from whatever thread makes it."""
        with self.lock:
            self._watchers.append(watcher)

    def unwatch(self, watcher: Watcher) -> None:
        """Undo `watch`."""
        with self.lock:
            if watcher in self._watchers:
                self._watchers.remove(watcher)

    def tell(self, what: str) -> None:
        """Tell the watchers of this job and of its parent."""
        for watcher in list(self._watchers):
            watcher(self, what)

    # --- what a job can be told ------------------------------------------------------------------

    def stop(self) -> None:
        """Ask the job to end; `finished` is set when it has."""
        raise NotImplementedError

    def activate(self) -> None:
        """Somebody wants its results: a job known from a list alone fetches them now."""

    def forget(self) -> None:
        """The job leaves the table: free what it holds."""
        self.removed = True

    def output_jobs(self) -> List["OutputJob"]:
        """The jobs that hold results: this one or its children."""
        return list(self.children)

    def stream(self, name: str) -> List[Any]:
        """The collection of one stream."""
        found = self.streams.get(name)
        if found is None:
            from pssh.objects.types import resolve_type
            from pssh.runtime.data_collections import DataCollection

            kind = resolve_type(stream_type(name))
            with self.lock:  # who looks and who adds may come at the same time: both get the same one
                found = self.streams.setdefault(name, DataCollection((), kind))
        return found

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} {self.name} {self.state}>"


class OutputJob(Job):
    """A job with results: a child, or a job that has no children."""

    keeps_streams = True  # the collections survive a Receive-Job
    open_means_more = True  # HasMoreData while the results can still grow

    def __init__(self, job_id: int, name: Optional[str], command: str, location: str) -> None:
        super().__init__(job_id, name, command, location)
        self.results: Deque[Entry] = deque()
        self._followers: List[Deque[Entry]] = []
        self.questions: Deque[Any] = deque()  # host calls nobody has answered yet
        self.failure: Any = None  # the ErrorRecord of the error that ended it
        self.computer_name = location

    @property
    def has_more_data(self) -> bool:
        if self.open_means_more and not self.is_finished:
            return True
        return bool(self.results)

    def add_output(self, values: List[Any]) -> None:
        """Results have come."""
        if not values:
            return
        with self.lock:
            self._put(("output", values))
            self.stream("output").extend(values)
        self.tell("data")

    def add_record(self, stream: int, record: Any) -> None:
        """A record of another stream (2 error ... 7 progress) has come."""
        name = _NUMBERS[stream]
        with self.lock:
            self._put((name, record))
            self.stream(name).append(record)
        self.tell("data")

    def add_question(self, call: Any) -> None:
        """The job asks something: it is Blocked until Receive-Job answers."""
        with self.lock:
            self.questions.append(call)
        self.set_state("Blocked")
        self.tell("data")

    def next_question(self) -> Any:
        """The oldest question, None when there is none."""
        with self.lock:
            return self.questions.popleft() if self.questions else None

    def follow(self) -> Deque[Entry]:
        """A queue that gets all there is and all that comes, without taking it from anyone."""
        with self.lock:
            entries: Deque[Entry] = deque(self.results)
            self._followers.append(entries)
        return entries

    def unfollow(self, entries: Deque[Entry]) -> None:
        """Fill the queue no more."""
        with self.lock:
            self._followers[:] = [other for other in self._followers if other is not entries]

    def _put(self, entry: Entry) -> None:
        self.results.append(entry)
        for follower in self._followers:
            follower.append(entry)

    def take(self, keep: bool = False, ordered: bool = False) -> "Generator[Tuple[str, Any], None, None]":
        """(stream, value) one by one; without `keep` each is gone as soon as it was handed over.

        A reader that stops in the middle leaves the rest unread. `ordered`: output first, then the other
        streams.
        """
        if ordered:
            with self.lock:
                entries = sorted(self.results, key=lambda entry: _ORDER.index(entry[0]))
                self.results.clear()
                self.results.extend(entries)
        if keep:
            with self.lock:
                entries = list(self.results)
            for name, payload in entries:
                if name == "output":
                    for value in payload:
                        yield name, value
                else:
                    yield name, payload
            return
        while True:
            with self.lock:
                if not self.results:
                    break
                name, payload = self.results.popleft()
                if not self.keeps_streams:
                    self.streams.pop(name, None)
            if name != "output":
                yield name, payload
                continue
            given = 0
            try:
                for value in payload:
                    given += 1
                    yield name, value
            finally:
                if given < len(payload):
                    with self.lock:
                        self.results.appendleft((name, payload[given:]))

    def take_batches(self) -> List[Entry]:
        """All results at once, as they came: the fast way when nobody can stop in between."""
        with self.lock:
            entries = list(self.results)
            self.results.clear()
            if not self.keeps_streams:
                for name, _ in entries:
                    self.streams.pop(name, None)
        return entries

    def output_jobs(self) -> List["OutputJob"]:
        return [self, *self.children]

    def tell(self, what: str) -> None:
        super().tell(what)
        if self.parent is not None:
            self.parent.child_changed(self, what)


class ParentJob(Job):
    """A job that only stands for its children."""

    net_type_name = "System.Management.Automation.PSRemotingJob"

    def __init__(self, job_id: int, name: Optional[str], command: str, location: str, kind: str) -> None:
        super().__init__(job_id, name, command, location)
        self.kind = kind
        self.status_message = None
        self.stop_asked = False

    def add_child(self, child: OutputJob) -> OutputJob:
        """Take a child in."""
        child.parent = self
        self.children.append(child)
        return child

    @property
    def has_more_data(self) -> bool:
        if not self.is_finished:
            return True
        return any(child.has_more_data for child in self.children)

    def combined(self) -> str:
        """The state that the children give their parent."""
        return combined_state(self.state, [child.state for child in self.children], self.stop_asked)

    def child_changed(self, child: OutputJob, what: str) -> None:
        """A child has a new state or new data."""
        if what == "state":
            with self.lock:
                state = self.combined()
            if child.exit_code is not None:
                self.exit_code = child.exit_code
            if self.set_state(state):
                return
        self.tell("data")

    def stop(self) -> None:
        self.stop_asked = True
        for child in list(self.children):
            child.stop()

    def forget(self) -> None:
        super().forget()
        for child in self.children:
            child.forget()
