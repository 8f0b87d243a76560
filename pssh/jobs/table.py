"""The jobs of one runspace: numbers for them, and finding them again."""

import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from pssh.jobs.job import Job

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["JobTable", "jobs_of"]


_ENDS = {"Stopped": "job-stopped", "Failed": "job-failed"}


def _log(job: Job, kind: str) -> None:
    """Into this host's event log. Thread jobs are too light to be worth a line of it."""
    if job.kind not in ("ThreadJob", "PSTaskJob"):
        from pssh.runtime.event_log import log_event

        log_event(kind, JobId=job.id, JobName=job.name, JobType=job.kind, Location=job.location)


class JobTable:
    """All jobs by id, parents and children in one sequence."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = 1
        self._jobs: Dict[int, Job] = {}
        self.listeners: List[Callable[[Job, str], None]] = []
        self.services: Dict[str, Any] = {}

    def next_id(self, count: int = 1) -> int:
        """Draw `count` numbers; the first of them."""
        with self._lock:
            first = self._next
            self._next += count
            return first

    def add(self, job: Job) -> Job:
        """List a job (not its children: they are found through it)."""
        with self._lock:
            self._jobs[job.id] = job
        _log(job, "job-start")
        job.watch(self._changed)
        return job

    def remove(self, job: Job) -> None:
        """List it no more."""
        with self._lock:
            self._jobs.pop(job.id, None)
        job.forget()

    def _changed(self, job: Job, what: str) -> None:
        if what == "state":
            if job.is_finished:
                _log(job, _ENDS.get(job.state, "job-end"))
            for listener in list(self.listeners):
                listener(job, what)

    def all(self) -> List[Job]:
        """The jobs without children, by id."""
        with self._lock:
            return [self._jobs[key] for key in sorted(self._jobs)]

    def with_children(self) -> List[Job]:
        """Every job, each followed by its children."""
        found: List[Job] = []
        for job in self.all():
            found.append(job)
            found.extend(job.children)
        return found

    def by_id(self, job_id: int) -> Optional[Job]:
        """A job or child job."""
        return next((job for job in self.with_children() if job.id == job_id), None)

    def by_instance_id(self, instance_id: Any) -> Optional[Job]:
        """A job or child job by its guid."""
        wanted = str(instance_id).lower()
        return next((job for job in self.with_children() if str(job.instance_id).lower() == wanted), None)

    def by_name(self, matches: Callable[[str], bool]) -> List[Job]:
        """Jobs and child jobs whose name matches."""
        return [job for job in self.with_children() if matches(job.name)]

    def close_service(self) -> None:
        """The runspace closes."""
        self.end_all()

    def end_all(self) -> None:
        """The session ends: stop what runs. Persistent jobs go on elsewhere."""
        for job in self.all():
            if not job.is_finished and not getattr(job, "persistent", False):
                job.stop()

    def any_running(self) -> bool:
        """Whether a job is not finished: it keeps an abandoned session alive."""
        return any(not job.is_finished for job in self.all())


def jobs_of(runspace: "Runspace") -> JobTable:
    """The job table of a runspace, made on first use."""
    found: Optional[JobTable] = runspace.services.get("jobs")
    if found is None:
        found = runspace.services["jobs"] = JobTable()
    return found
