"""RemoteJob: what `Invoke-Command -AsJob` returns, with one child for each machine."""

from typing import TYPE_CHECKING, Any, Callable, List, Optional, Tuple

from pssh.jobs.job import ParentJob
from pssh.jobs.request import Request
from pssh.jobs.runspace_child import Launcher, RunspaceChild
from pssh.jobs.table import jobs_of

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Place", "start_remote_job"]

# (location, open, closes, session): `open()` gives an open RemoteRunspace.
Place = Tuple[str, Callable[[], Any], bool, Any]


def start_remote_job(
    runspace: "Runspace", request: Request, places: List[Place], name: Optional[str], throttle: int
) -> ParentJob:
    """Start the request in every place; returns at once."""
    table = jobs_of(runspace)
    first = table.next_id(1 + len(places))
    locations = ",".join(place[0] for place in places)
    parent = ParentJob(first, name, request.label, locations, "RemoteJob")
    children = []
    for number, (location, opener, closes, session) in enumerate(places, 1):
        child = RunspaceChild(first + number, request.label, location, opener, request, closes)
        child.session = session
        parent.add_child(child)
        children.append(child)
    table.add(parent)
    parent.set_state("Running")
    Launcher(parent, children, throttle or 32).start()
    return parent


def adopt_pipeline(
    runspace: "Runspace", session: Any, pipeline: Any, name: Optional[str], own: Optional[ParentJob]
) -> ParentJob:
    """A job for a command that runs in a session already: one somebody left there, or that `own` had until
    now.
    """
    from pssh.jobs.sink import ChildSink

    table = jobs_of(runspace)
    first = table.next_id(2)
    label = pipeline.label or (own.command if own is not None else "")
    parent = ParentJob(first, name, label, session.computer_name, "RemoteJob")
    request = Request(label)
    child = RunspaceChild(first + 1, label, session.computer_name, lambda: session.runspace, request, False)
    child.runspace, child.pipeline, child.session = session.runspace, pipeline, session
    parent.add_child(child)
    table.add(parent)
    parent.set_state("Running")
    child.set_state("Running")
    if own is not None:
        for old in own.children:
            if isinstance(old, RunspaceChild):
                old.hand_over(child)
        own.set_state("Stopped")
    pipeline.set_sink(ChildSink(child))
    if pipeline.finished:
        child.pipeline_state(pipeline.state, pipeline.reason)
    return parent
