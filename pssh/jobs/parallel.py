"""ForEach-Object -Parallel: blocks on threads, a few at a time, in runspaces that are used again."""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Deque, Dict, Iterable, Iterator, List, Optional, Tuple

from pssh.jobs.job import OutputJob, ParentJob
from pssh.jobs.local_run import (
    STOPPED,
    child_streams,
    end_record,
    new_runspace,
    run_block,
    settle,
    stop_reason,
)
from pssh.jobs.table import jobs_of
from pssh.jobs.using import collect_using
from pssh.objects.exceptions import NetException
from pssh.objects.types import net_type
from pssh.runtime.stack import start_on_big_stack

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ParallelRun", "TaskChildJob", "TaskJob", "start_parallel_job"]

Event = Tuple[str, Any]


class RunspacePool:
    """Runspaces of one command; one that was used serves the next block."""

    def __init__(self, parent: Any, reuse: bool = True) -> None:
        self.parent = parent
        self.reuse = reuse
        self.idle: List[Any] = []
        self.busy: List[Any] = []
        self.lock = threading.Lock()
        self.stopped = False

    def take(self) -> Any:
        """A runspace for one block."""
        with self.lock:
            runspace = self.idle.pop() if self.idle else None
        if runspace is None:
            runspace = new_runspace(self.parent)
        with self.lock:
            self.busy.append(runspace)
        if self.stopped:
            runspace.stop()
        return runspace

    def give_back(self, runspace: "Runspace") -> None:
        """The block is over."""
        with self.lock:
            self.busy.remove(runspace)
            if self.reuse and not self.stopped:
                self.idle.append(runspace)
                return
        runspace.close()

    def stop(self) -> None:
        """Stop every block that runs."""
        self.stopped = True
        with self.lock:
            running = list(self.busy)
        for runspace in running:
            runspace.stop()

    def close(self) -> None:
        """Free the runspaces."""
        with self.lock:
            idle, self.idle = self.idle, []
        for runspace in idle:
            runspace.close()


class ParallelRun:
    """The synchronous form: `add` each item, then `finish`. Output and records go to `write(stream, value)`, as they
    are made and on the pipeline's thread.
    """

    def __init__(
        self,
        call: Any,
        block: Any,
        write: Callable[[str, Any], None],
        throttle_limit: int = 5,
        timeout_seconds: int = 0,
        use_new_runspace: bool = False,
    ) -> None:
        self.write = write
        self.runspace = call.runspace
        self.block = block
        self.using: Dict[str, Any] = collect_using(block, call.scope, own=True)
        self.limit = throttle_limit
        self.pool = RunspacePool(call.runspace, not use_new_runspace)
        self.events: Deque[Event] = deque()
        self.signal = threading.Event()
        self.items: Deque[Any] = deque()
        self.changed = threading.Condition()
        self.workers = 0
        self.active = 0
        self.closed = False
        self.timed_out = False
        self.timer: Optional[threading.Timer] = None
        if timeout_seconds > 0:
            self.timer = threading.Timer(timeout_seconds, self._time_out)
            self.timer.daemon = True
            self.timer.start()

    # --- on the pipeline's thread ----------------------------------------------------------------

    def add(self, item: Any) -> None:
        """Run the block for one more item; waits while as many run as may."""
        with self.changed:
            self.items.append(item)
            self.active += 1
            if self.workers < self.limit and self.workers < self.active:
                self.workers += 1
                start_on_big_stack(self._worker)
            self.changed.notify()
        while self.active >= self.limit + 1:
            self._wait()
            self._drain()
        self._drain()

    def finish(self) -> None:
        """Wait for all blocks and write what they give."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()
        try:
            while self.active:
                self._wait()
                self._drain()
            self._drain()
        finally:
            self.dispose()

    def _wait(self) -> None:
        if not self.events:
            self.runspace.wait(self.signal)
        self.signal.clear()

    def _drain(self) -> None:
        while self.events:
            kind, payload = self.events.popleft()
            self.write(kind, payload)

    def stop(self) -> None:
        """End all blocks; may be called from any thread."""
        with self.changed:
            self.closed = True
            self.active -= len(self.items)
            self.items.clear()
            self.changed.notify_all()
        self.pool.stop()
        self.signal.set()

    def dispose(self) -> None:
        """Nothing of this command goes on."""
        if self.timer is not None:
            self.timer.cancel()
        if self.active:
            self.stop()
        self.closed = True
        with self.changed:
            self.changed.notify_all()
        self.pool.close()

    def _time_out(self) -> None:
        self.timed_out = True
        self.stop()

    # --- on the workers' threads -----------------------------------------------------------------

    def _post(self, kind: str, payload: Any) -> None:
        self.events.append((kind, payload))
        self.signal.set()

    def _worker(self) -> None:
        while True:
            with self.changed:
                while not self.items:
                    if self.closed:
                        self.workers -= 1
                        return
                    self.changed.wait()
                item = self.items.popleft()
            try:
                self._one(item)
            finally:
                with self.changed:
                    self.active -= 1
                self.signal.set()

    def _one(self, item: Any) -> None:
        from pssh.objects.errors import PSError
        from pssh.objects.flow import ControlFlow

        runspace = self.pool.take()
        try:
            run_block(
                runspace,
                self.block,
                lambda value: self._post("output", value),
                child_streams(self._record),
                using=self.using,
                underbar=item,
                has_underbar=True,
            )
        except PSError as error:
            self._post("error", end_record(error, "PSTaskException", "InvalidOperation", PSTask()))
        except ControlFlow:
            if self.timed_out:
                self._post("error", _cut_off(stop_reason()))
        except Exception as error:
            self._post("error", _cut_off(NetException(STOPPED, f"{type(error).__name__}: {error}")))
        finally:
            self.pool.give_back(runspace)

    def _record(self, number: int, record: Any) -> None:
        name = ("", "", "error", "warning", "verbose", "debug", "information", "progress")[number]
        self._post(name, record)


class PSTask:
    """What the error of a block names as its target: the block's run."""

    net_type_name = "System.Management.Automation.PSTasks.PSTask"


net_type(PSTask.net_type_name, PSTask)


def _cut_off(fault: NetException) -> Any:
    """The error that stands for a block that was not let to its end."""
    from pssh.objects.errors import ErrorRecord

    return ErrorRecord(fault, "PSTaskException", "InvalidOperation", PSTask())


class TaskChildJob(OutputJob):
    """One block of a `-Parallel -AsJob`."""

    net_type_name = "System.Management.Automation.PSTasks.PSTaskChildJob"
    kind = "PSTaskChildJob"
    keeps_streams = False
    open_means_more = False

    def __init__(self, job_id: int, block: Any, item: Any, using: Dict[str, Any], pool: RunspacePool) -> None:
        super().__init__(job_id, None, str(block), "PowerShell")
        self.block = block
        self.item = item
        self.using = using
        self.pool = pool
        self.runspace: Any = None
        self.stop_asked = False

    def run(self) -> None:
        """The work, on a thread of the parent."""
        if self.is_finished:
            return
        settle(self, self._work, lambda: self.stop_asked)

    def _work(self) -> None:
        self.runspace = self.pool.take()
        try:
            self.set_state("Running")
            run_block(
                self.runspace,
                self.block,
                lambda value: self.add_output([value]),
                child_streams(self.add_record),
                using=self.using,
                underbar=self.item,
                has_underbar=True,
            )
        finally:
            runspace, self.runspace = self.runspace, None
            self.pool.give_back(runspace)

    def stop(self) -> None:
        if self.is_finished:
            return
        self.stop_asked = True
        runspace = self.runspace
        if runspace is None:
            self.set_state("Stopped", stop_reason())
        else:
            self.set_state("Stopping")
            runspace.stop()


class TaskJob(ParentJob):
    """`ForEach-Object -Parallel -AsJob`."""

    net_type_name = "System.Management.Automation.PSTasks.PSTaskJob"

    @property
    def has_more_data(self) -> bool:
        return any(child.has_more_data for child in self.children)

    def combined(self) -> str:
        state = super().combined()
        stopped = state == "Completed" and any(child.state == "Stopped" for child in self.children)
        return "Failed" if stopped else state

    def launch(self, limit: int, pool: RunspacePool) -> None:
        """Run the children, `limit` at a time."""
        waiting: Iterator[Any] = iter(list(self.children))
        lock = threading.Lock()
        left = [min(limit, len(self.children))]

        def work() -> None:
            while True:
                with lock:
                    child = next(waiting, None)
                if child is None:
                    break
                child.run()
            with lock:
                left[0] -= 1
            if left[0] == 0:
                pool.close()

        for _ in range(left[0]):
            start_on_big_stack(work)


def start_parallel_job(
    call: Any, block: Any, items: Iterable[Any], throttle_limit: int = 5, name: Optional[str] = None
) -> TaskJob:
    """Start the block for every item as one job; returns at once."""
    table = jobs_of(call.runspace)
    using = collect_using(block, call.scope, own=True)
    wanted = list(items)
    first = table.next_id(1 + len(wanted))
    parent = TaskJob(first, name, str(block), "PowerShell", "PSTaskJob")
    pool = RunspacePool(call.runspace)
    for number, item in enumerate(wanted, 1):
        parent.add_child(TaskChildJob(first + number, block, item, using, pool))
    table.add(parent)
    parent.set_state("Running")
    if not wanted:
        parent.set_state("Completed")
    parent.launch(throttle_limit, pool)
    return parent
