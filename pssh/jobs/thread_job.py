"""ThreadJob: a script block on a thread of this process. A limit, shared by the session, says how many run
at once.
"""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Deque, Optional

from pssh.jobs.job import OutputJob
from pssh.jobs.local_run import child_streams, new_runspace, run_block, settle, stop_reason
from pssh.jobs.request import Request
from pssh.jobs.table import JobTable, jobs_of

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ThreadJob", "start_thread_job"]

LIMIT = 5


class ThreadQueue:
    """The thread jobs of one session that run and that wait."""

    def __init__(self) -> None:
        self.limit = LIMIT
        self.running = 0
        self.waiting: Deque[ThreadJob] = deque()
        self.lock = threading.Lock()

    def add(self, job: "ThreadJob") -> None:
        """Start the job as soon as there is room."""
        with self.lock:
            self.waiting.append(job)
        self.go_on()

    def go_on(self) -> None:
        """Start what may start."""
        while True:
            with self.lock:
                if not self.waiting or self.running >= self.limit:
                    return
                job = self.waiting.popleft()
                if job.is_finished:
                    continue
                self.running += 1
            job.launch()

    def ended(self) -> None:
        """A job is over."""
        with self.lock:
            self.running -= 1
        self.go_on()


def queue_of(table: JobTable) -> ThreadQueue:
    """The queue of a session."""
    found: Optional[ThreadQueue] = table.services.get("threads")
    if found is None:
        found = table.services["threads"] = ThreadQueue()
    return found


class ThreadJob(OutputJob):
    """One job, one id, no child."""

    net_type_name = "Microsoft.PowerShell.ThreadJob.ThreadJob"
    kind = "ThreadJob"
    keeps_streams = False
    open_means_more = False

    def __init__(
        self, job_id: int, name: Optional[str], request: Request, parent: Any, queue: ThreadQueue, host: Any
    ) -> None:
        super().__init__(job_id, name, request.label, "PowerShell")
        self.request = request
        self.queue = queue
        self.parent_runspace = parent
        self.streaming_host = host
        self.runspace: Any = None
        self.stop_asked = False

    @property
    def has_more_data(self) -> bool:
        """Host text alone does not count."""
        with self.lock:
            return any(name != "information" for name, _ in self.results)

    def launch(self) -> None:
        """Begin on a thread."""
        from pssh.runtime.stack import start_on_big_stack

        start_on_big_stack(self._run)

    def _run(self) -> None:
        try:
            settle(self, self._work, lambda: self.stop_asked)
        finally:
            self.queue.ended()
            if self.runspace is not None:
                self.runspace.close()
                self.runspace = None

    def _work(self) -> None:
        if self.stop_asked:
            from pssh.objects.flow import PipelineStopped

            raise PipelineStopped
        self.runspace = new_runspace(self.parent_runspace, self.streaming_host)
        self.set_state("Running")
        request = self.request
        run_block(
            self.runspace,
            request.block,
            lambda value: self.add_output([value]),
            child_streams(self._record),
            request.arguments,
            request.input,
            request.using,
            request.initialization_block,
        )

    def _record(self, number: int, record: Any) -> None:
        self.add_record(number, record)
        if self.streaming_host is not None and number == 6:
            self.streaming_host.write_information(record)

    def stop(self) -> None:
        if self.is_finished:
            return
        self.stop_asked = True
        if self.state == "NotStarted":
            self.set_state("Stopped", stop_reason())
            return
        self.set_state("Stopping")
        runspace = self.runspace
        if runspace is not None:
            runspace.stop()


def start_thread_job(
    runspace: "Runspace",
    request: Request,
    name: Optional[str] = None,
    throttle: Optional[int] = None,
    host: Any = None,
) -> ThreadJob:
    """Queue a job; a given limit stays for the jobs that follow."""
    table = jobs_of(runspace)
    queue = queue_of(table)
    if throttle is not None:
        queue.limit = throttle
    job = ThreadJob(table.next_id(), name, request, runspace, queue, host)
    table.add(job)
    queue.add(job)
    return job
