"""Jobs that belong to a host and not to a client: a durable session each, which goes on when everyone has
left.
"""

from typing import Any, List, Optional

from pssh.jobs.job import ParentJob
from pssh.jobs.request import Request
from pssh.jobs.runspace_child import RunspaceChild
from pssh.jobs.sink import ChildSink
from pssh.jobs.table import jobs_of

__all__ = ["HostedJob", "start_persistent_job"]

MARK = "persistent-job"


class PersistentChild(RunspaceChild):
    """Its session is left, not closed, when this client ends; it is closed when the job is removed."""

    def forget(self) -> None:
        super().forget()
        if self.runspace is not None:
            self.runspace.close()


class PersistentJob(ParentJob):
    """`Start-Job -Persistent`."""

    persistent = True


def start_persistent_job(runspace: Any, request: Request, name: Optional[str] = None) -> ParentJob:
    """Start a job in a durable session on this machine; returns when the session is there."""
    from pssh.remoting.connectors import TargetSpec, connectors_of
    from pssh.remoting.remote_runspace import RemoteRunspace

    table = jobs_of(runspace)
    first = table.next_id(2)
    parent = PersistentJob(first, name, request.label, "localhost", "BackgroundJob")
    target = TargetSpec(kind="local", host="localhost")
    far = RemoteRunspace(
        lambda: connectors_of(runspace).connect(target),
        computer_name="localhost",
        durable=True,
        show_computer=False,
        options={"name": parent.name, "kind": MARK},
    )
    far.open()
    child = PersistentChild(first + 1, request.label, "localhost", lambda: far, request, closes=False)
    parent.add_child(child)
    table.add(parent)
    parent.set_state("Running")
    child.start_now()
    return parent


class HostedChild(PersistentChild):
    """The output of a command that somebody left on a host; it is fetched when somebody asks for it."""

    open_means_more = True

    def __init__(self, job_id: int, info: Any, location: str, far: Any) -> None:
        super().__init__(job_id, info.label, location, lambda: far, Request(info.label), False)
        self.runspace = far
        self.attached = False

    def attach(self) -> None:
        """Become the client of the session and take over its newest command."""
        if self.attached or self.is_finished:
            return
        self.runspace.attach()
        self.attached = True
        pipelines: List[Any] = list(self.runspace.pipelines)
        if not pipelines:
            self.set_state("Completed")
            return
        pipeline = self.pipeline = pipelines[-1]
        self.set_state("Running")
        pipeline.set_sink(ChildSink(self))
        if pipeline.finished:
            self.pipeline_state(pipeline.state, pipeline.reason)

    def stop(self) -> None:
        self.attach()
        super().stop()


class HostedJob(ParentJob):
    """A job found on a host by `Get-Job -ComputerName`: started by whichever client, from wherever."""

    persistent = True

    def __init__(self, job_id: int, info: Any, location: str, far: Any) -> None:
        super().__init__(job_id, info.name or f"Job{job_id}", info.label, location, "RemoteJob")
        self.owner = info.owner
        self.idle_seconds = info.idle
        self.begin_time = info.started or None
        self.session_id = info.session_id
        child = HostedChild(job_id + 1, info, location, far)
        self.add_child(child)
        self.set_state("Disconnected" if info.state == "Disconnected" else "Running")
        if info.state == "Disconnected":
            child.set_state("Disconnected")

    def activate(self) -> None:
        """Fetch what there is and what comes."""
        for child in self.children:
            if isinstance(child, HostedChild):
                child.attach()
