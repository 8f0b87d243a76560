"""Tells that a job has ended, in a line under the prompt: what was printed before stays as it was."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Notices"]


class Notices:
    """Listens to the job table of the local runspace and gives `show` a text, on any thread. `seen(job)`: somebody
    looks at the job as it ends."""

    def __init__(
        self, runspace: "Runspace", show: Callable[[str], None], seen: Callable[[Any], bool]
    ) -> None:
        from pssh.jobs.table import jobs_of

        self._show = show
        self._seen = seen
        self._told: set[int] = set()
        jobs_of(runspace).listeners.append(self._changed)

    def _changed(self, job: Any, what: str) -> None:
        if job.is_finished and job.id not in self._told:
            self._told.add(job.id)
            if self._seen(job):
                return
            self._show(f"[{job.id}] {job.name} {job.state}: {_short(job.command)}")


def _short(text: Any) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= 60 else line[:59] + "…"
