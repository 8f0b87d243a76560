"""The pipeline that Ctrl+Z took from the foreground: it goes on in its runspace, its output goes to a job."""

import threading
from typing import TYPE_CHECKING, Any, Callable, List, Tuple

from pssh.jobs.job import OutputJob
from pssh.jobs.table import jobs_of

if TYPE_CHECKING:
    from pssh.jobs.job import Job
    from pssh.runtime.aside import AsideHost
    from pssh.runtime.runspace import Runspace

__all__ = ["ForegroundJob", "put_aside"]


def put_aside(
    host: "AsideHost", busy: "Runspace", text: str, thread: int
) -> "Tuple[Runspace, Job, Callable[[str], None]]":
    """Make a job of what `thread` runs in the runspace `busy`; `text` is how it was typed.

    Returns the runspace beside it for the prompt, the job, and what to call with the state in which the pipeline
    has ended. While `fg` shows a job, that one goes back: there is none for `fg` itself.
    """
    shown: Any = host.foreground_job
    beside = busy.beside()
    if shown is not None:
        host.foreground_job = None
        if hasattr(shown, "put_aside"):
            shown.put_aside()
        busy.stop()
        return beside, shown, lambda state: None
    table = jobs_of(busy)
    job = ForegroundJob(table.next_id(), text, busy, host)
    host.aside[thread] = job
    table.add(job)
    job.put_aside()

    def ended(state: str) -> None:
        host.aside.pop(thread, None)
        job.ended(state)

    return beside, job, ended


class ForegroundJob(OutputJob):
    """A job for what was typed at the prompt. `runspace` is the one it runs in; the prompt has another by now."""

    net_type_name = "System.Management.Automation.PSRemotingJob"
    kind = "ForegroundJob"

    def __init__(self, job_id: int, text: str, runspace: "Runspace", host: "AsideHost") -> None:
        super().__init__(job_id, None, text, "localhost")
        self.runspace = runspace
        self.host = host
        self.stop_asked = False

    def put_aside(self) -> None:
        """Ctrl+Z: its programs are stopped; a pipeline without any simply goes on."""
        programs = list(self.runspace.children.values())
        for program in programs:
            program.suspend()
        self.set_state("Suspended" if programs else "Running")

    def resume(self) -> None:
        """Let its programs go on, before the person where `fg` shows this job."""
        shown = self.host.foreground_job is self
        if self.state == "Suspended":  # before they go on: one may stand still again at once
            self.set_state("Running")
        for program in list(self.runspace.children.values()):
            program.resume(shown)

    def stop(self) -> None:
        if self.is_finished:
            return
        self.stop_asked = True
        self.set_state("Stopping")
        self.runspace.stop()
        for program in list(self.runspace.children.values()):
            program.resume(False)  # a stopped one does not hear that it shall end

    def ended(self, state: str) -> None:
        """The pipeline is over."""
        self.set_state("Stopped" if self.stop_asked else state)

    def ask(self, method: str, args: List[Any]) -> Any:
        """A question of the pipeline: whoever receives the job answers it."""
        from pssh.remoting.sinks import HostCallRequest

        ready = threading.Event()
        answers: List[Any] = []

        def reply(value: Any, error: str) -> None:
            answers.append(value)
            if self.state == "Blocked":
                self.set_state("Running")
            ready.set()

        self.add_question(HostCallRequest(method, args, reply))
        self.runspace.wait(ready)
        return answers[0]
