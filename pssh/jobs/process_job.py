"""BackgroundJob: a script block in a process of its own, forked from the agent's fork server."""

from typing import TYPE_CHECKING, Any, Optional

from pssh.jobs.job import ParentJob
from pssh.jobs.request import Request
from pssh.jobs.runspace_child import RunspaceChild
from pssh.jobs.table import jobs_of

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["start_process_job"]


def start_process_job(
    runspace: "Runspace", request: Request, name: Optional[str] = None, command: Optional[str] = None
) -> ParentJob:
    """Start a job; returns at once."""
    from pssh.remoting.connectors import TargetSpec, connectors_of
    from pssh.remoting.remote_runspace import RemoteRunspace

    table = jobs_of(runspace)
    first = table.next_id(2)
    text = request.label if command is None else command
    parent = ParentJob(first, name, text, "localhost", "BackgroundJob")
    options = {"working_directory": request.working_directory}

    def open_runspace() -> Any:
        target = TargetSpec(kind="process", host="localhost", options=options)
        far = RemoteRunspace(
            lambda: connectors_of(runspace).connect(target), computer_name="localhost", show_computer=False
        )
        far.owner = runspace
        far.open()
        return far

    child = RunspaceChild(first + 1, text, "localhost", open_runspace, request, closes=True)
    parent.add_child(child)
    table.add(parent)
    parent.set_state("Running")
    child.start()
    return parent
