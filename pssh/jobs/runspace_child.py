"""A child job whose work runs in a runspace behind a channel: a background process or another machine."""

import threading
from typing import Any, Callable, List, Optional

from pssh.jobs.job import OutputJob, ParentJob
from pssh.jobs.request import Request
from pssh.jobs.sink import ChildSink

__all__ = ["Launcher", "RunspaceChild"]

KILL_AFTER = 8.0


class RunspaceChild(OutputJob):
    """Runs one request in a RemoteRunspace.

    `open_runspace` gives the (open) runspace and may block; with `closes` the runspace ends with the job.
    """

    net_type_name = "System.Management.Automation.PSRemotingChildJob"

    def __init__(
        self,
        job_id: int,
        command: str,
        location: str,
        open_runspace: Callable[[], Any],
        request: Request,
        closes: bool,
    ) -> None:
        super().__init__(job_id, None, command, location)
        self.open_runspace = open_runspace
        self.request = request
        self.closes = closes
        self.runspace: Any = None
        self.pipeline: Any = None
        self.stop_asked = False
        self.session: Any = None
        self.on_closed: Optional[Callable[[], None]] = None

    def start(self) -> None:
        """Begin on a thread of its own: opening a runspace may take time."""
        threading.Thread(target=self._run, name=f"job {self.id}", daemon=True).start()

    def start_now(self) -> None:
        """Begin in a runspace that is open already, without a thread."""
        try:
            self.runspace = self.open_runspace()
            self._invoke()
        except Exception as error:
            self.fail(error)

    def _run(self) -> None:
        try:
            if self.stop_asked:
                self.set_state("Stopped")
                return
            self.runspace = self.open_runspace()
            self._invoke()
            if self.closes:
                self.finished.wait()
        except Exception as error:
            self.fail(error)
        finally:
            if self.closes and self.runspace is not None:
                self.runspace.close()
            if self.on_closed is not None:
                self.on_closed()

    def _invoke(self) -> None:
        self.set_state("Running")
        self.pipeline = self.request.invoke_on(self.runspace, ChildSink(self))
        if self.stop_asked:
            self.pipeline.stop()

    def fail(self, error: BaseException) -> None:
        """The job cannot run."""
        if self.stop_asked:
            self.set_state("Stopped")
            return
        record = getattr(error, "record", None)
        if record is None:
            from pssh.objects.errors import ps_error

            record = ps_error("JobStateFailed", str(error) or type(error).__name__, "OpenError").record
        self.failure = record
        self.set_state("Failed", record.exception)

    def pipeline_state(self, state: str, reason: Any) -> None:
        """The remote pipeline changed its state."""
        if state in ("Completed", "Failed") and self.runspace is not None and self.runspace.state == "Closed":
            # Its session was removed under it: that is meant for the whole job.
            if self.parent is not None:
                self.parent.stop_asked = True
            self.set_state("Stopped")
            return
        if state == "Failed":
            self.failure = reason
            self._exit_code()
            self.set_state("Failed", getattr(reason, "exception", reason))
        else:
            if state in ("Completed", "Stopped"):
                self._exit_code()
                if not self.closes and getattr(self.pipeline, "exit_code", None) is not None:
                    threading.Thread(
                        target=self.runspace.close, daemon=True
                    ).start()  # `exit` ends its session
            if state == "Running" and self.questions:
                return
            self.set_state(state)

    def _exit_code(self) -> None:
        pipeline = self.pipeline
        if pipeline is None or self.exit_code is not None:
            return
        code = getattr(pipeline, "exit_code", None)
        self.exit_code = code if code is not None else getattr(pipeline, "last_exit_code", None)

    def stop(self) -> None:
        """Stop the pipeline there; a process that does not listen is killed."""
        if self.is_finished:
            return
        self.stop_asked = True
        while True:
            question = self.next_question()
            if question is None:
                break
            question.fail("The pipeline has been stopped.")
        if self.pipeline is None:
            if self.runspace is None and self.state == "NotStarted":
                self.set_state("Stopped")
            return
        self.set_state("Stopping")
        self.pipeline.stop()
        timer = threading.Timer(KILL_AFTER, self._kill)
        timer.daemon = True
        timer.start()
        self.watch(lambda job, what: timer.cancel() if job.is_finished else None)

    def hand_over(self, other: "RunspaceChild") -> None:
        """Another child goes on with this one's command and what nobody has read."""
        with self.lock:
            entries = list(self.results)
            self.results.clear()
        for entry in entries:
            other._put(entry)
        self.pipeline = None
        self.session = None

    def _kill(self) -> None:
        if not self.is_finished and self.closes and self.runspace is not None:
            self.runspace.close()
            self.set_state("Stopped")

    def forget(self) -> None:
        super().forget()
        if self.closes and self.runspace is not None and self.is_finished:
            self.runspace.close()


class Launcher:
    """Starts the children of a parent, `limit` at a time."""

    def __init__(self, parent: ParentJob, children: List[RunspaceChild], limit: int) -> None:
        self.parent = parent
        self.waiting = list(children)
        self.lock = threading.Lock()
        self.limit = limit

    def start(self) -> None:
        """Start the first ones; each that ends lets another begin."""
        for child in list(self.waiting):
            child.watch(self._changed)
        for _ in range(min(self.limit, len(self.waiting))):
            self._next()

    def _changed(self, job: Any, what: str) -> None:
        if what == "state" and job.is_finished:
            self._next()

    def _next(self) -> None:
        with self.lock:
            while self.waiting and self.waiting[0].is_finished:
                self.waiting.pop(0)
            child = self.waiting.pop(0) if self.waiting else None
        if child is not None:
            if child.closes:
                child.start()
            else:
                child.start_now()
