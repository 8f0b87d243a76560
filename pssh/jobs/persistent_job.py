"""Jobs that belong to a host and not to a client: a durable session each, which goes on when everyone has
left.
"""

from typing import Any, List, Optional, Tuple

from pssh.jobs.job import ParentJob
from pssh.jobs.request import Request
from pssh.jobs.runspace_child import RunspaceChild
from pssh.jobs.sink import ChildSink
from pssh.jobs.table import jobs_of
from pssh.objects.errors import NetException

__all__ = ["HostedJob", "start_persistent_job"]

MARK = "persistent-job"
# A finished job waits so long for somebody to read it.
KEEP_SECONDS = 7 * 24 * 3600.0
FETCH_SECONDS = 60.0
CLOSE_SECONDS = 5.0


class PersistentChild(RunspaceChild):
    """Its session is left, not closed, when this client ends; it is closed when the job is removed."""

    def forget(self) -> None:
        super().forget()
        if self.runspace is not None:
            self.runspace.close()
            self.runspace.wait_parted(CLOSE_SECONDS)  # the host lists it no more


def _starter() -> str:
    """Who started it: user@host and process."""
    import os
    import pwd

    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        user = str(os.getuid())
    return f"{user}@{os.uname().nodename}:{os.getpid()}"


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
        options={"name": parent.name, "kind": MARK, "idle_timeout": KEEP_SECONDS},
        client_label=_starter(),
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

    def __init__(self, job_id: int, info: Any, location: str, far: Any) -> None:
        super().__init__(job_id, info.label, location, lambda: far, Request(info.label), False)
        self.runspace = far
        self.attached = False
        self.whole = bool(info.kind)  # a persistent job is read from its start, by whoever asks

    @property
    def has_more_data(self) -> bool:
        return not self.attached or super().has_more_data

    def attach(self) -> None:
        """Become the client of the session and take over its newest command."""
        if self.attached:
            return
        self.runspace.attach(from_start=self.whole)
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
        elif self.is_finished or self.runspace.info.get("left_behind"):
            pipeline.wait(FETCH_SECONDS)  # what it has printed is on its way
        else:
            self.runspace.catch_up(FETCH_SECONDS)

    def stop(self) -> None:
        if not self.is_finished:
            self.attach()
        super().stop()

    def forget(self) -> None:
        from pssh.objects.errors import PSError

        try:
            if not self.attached:
                self.attach()  # its session can only be closed by its client
        except PSError:
            pass  # it is gone already
        super().forget()


class HostedJob(ParentJob):
    """A job found on a host by `Get-Job -ComputerName`: started by whichever client, from wherever."""

    persistent = True

    def __init__(self, job_id: int, info: Any, location: str, far: Any) -> None:
        super().__init__(job_id, info.name or f"Job{job_id}", info.label, location, "RemoteJob")
        self.session_id = info.session_id
        self.add_child(HostedChild(job_id + 1, info, location, far))
        self.update(info)

    def update(self, info: Any) -> None:
        """What the host says of it now; one that is attached knows better itself."""
        self.owner = info.owner
        self.idle_seconds = info.idle
        child = self.children[0]
        if self.is_finished or getattr(child, "attached", False):
            return
        state, reason = _state_of(info)
        for job in (child, self):
            job.begin_time = info.pipeline_started or info.started or None
        child.exit_code = info.exit_code
        child.set_state(state, reason)
        if child.is_finished and info.ended:
            child.end_time = self.end_time = info.ended

    def activate(self) -> None:
        """Fetch what there is and what comes."""
        for child in self.children:
            if isinstance(child, HostedChild):
                child.attach()


def _state_of(info: Any) -> Tuple[str, Any]:
    """The state a listing shows, and why."""
    if info.pipeline_state in ("Completed", "Failed", "Stopped"):
        return info.pipeline_state, None
    if info.state == "Broken":
        text = "The session's process on this host ended unexpectedly (killed, or the host was restarted)."
        return "Failed", NetException("System.Management.Automation.RemoteException", text)
    return ("Running" if info.kind or info.state != "Disconnected" else "Disconnected"), None
