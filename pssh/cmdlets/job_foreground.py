"""fg and bg: a job before the prompt again, and a stopped one that goes on behind it."""

from typing import Annotated, Any, List, Optional

from pssh.cmdlets._jobs import find_by_ids, find_by_names, table_of
from pssh.runtime.cmdlet import Call, Param, cmdlet

__all__ = ["enter_job", "resume_foreground_job"]

_ID = Param(position=0, sets="Id", type="System.Int32")
_NAME = Param(sets="Name", type="System.String", mandatory=True)
_JOB = Param(sets="Job", mandatory=True, pipeline=True, type="System.Management.Automation.Job")


def _chosen(call: Call, job: Any, name: Optional[str], number: Optional[int], want: Any) -> Any:
    """The job that is meant: the newest that `want` takes when none is named."""
    if job is not None:
        return job
    if name is not None:
        found: List[Any] = find_by_names(call, [name])
    elif number is not None:
        found = find_by_ids(call, [number])
    else:
        found = [each for each in table_of(call).all() if want(each)][-1:]
        if not found:
            call.throw("NoSuchJob", "There is no such job: Get-Job shows the jobs.", "ObjectNotFound")
    return found[-1] if found else None


@cmdlet("Enter-Job", alias="fg", sets=("Id", "Name", "Job"), default_set="Id")
def enter_job(
    call: Call,
    id: Annotated[Optional[int], _ID] = None,
    *,
    name: Annotated[Optional[str], _NAME] = None,
    job: Annotated[Any, _JOB] = None,
) -> None:
    """Brings a job to the foreground: shows its output until it ends. Ctrl+C stops it, Ctrl+Z puts it back.

    Without an argument the newest job that has not ended.
    """
    from pssh.runtime.invoking import invoke_info

    found = _chosen(call, job, name, id, lambda each: not each.is_finished)
    if found is None:
        return
    runspace, host = call.runspace, call.host
    shown: Any = found
    resume = getattr(found, "resume", None)

    def stop() -> None:
        if getattr(host, "foreground_job", None) is found:  # else Ctrl+Z has put it back
            shown.stop()

    host.foreground_job = found
    runspace.on_stop.append(stop)
    try:
        if resume is not None:
            resume()
        receive = runspace.find_command("Receive-Job")
        invoke_info(runspace, receive, [], {"Job": [found], "Wait": True, "Force": True}, call.write)
    finally:
        runspace.on_stop.remove(stop)
        if getattr(host, "foreground_job", None) is found:
            host.foreground_job = None


@cmdlet("Resume-ForegroundJob", alias="bg", sets=("Id", "Name", "Job"), default_set="Id")
def resume_foreground_job(
    call: Call,
    id: Annotated[Optional[int], _ID] = None,
    *,
    name: Annotated[Optional[str], _NAME] = None,
    job: Annotated[Any, _JOB] = None,
) -> Any:
    """Lets a job that Ctrl+Z has stopped go on in the background. Without an argument the newest of them."""
    found = _chosen(call, job, name, id, lambda each: each.state == "Suspended")
    if found is None:
        return None
    resume = getattr(found, "resume", None)
    if resume is None or found.state != "Suspended":
        call.error(
            "JobNotSuspended",
            f"The job {found.name} was not stopped: its state is {found.state}.",
            "InvalidOperation",
            found,
        )
        return None
    resume()
    return found
