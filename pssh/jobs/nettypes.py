"""The .NET types of jobs and their members, for scripts, Get-Member and the formatter."""

from typing import Any

from pssh.jobs.job import Job, JobStateEventArgs, JobStateInfo
from pssh.jobs.states import STATES, state_number
from pssh.objects.types import enum_type, net_type

__all__ = ["JOB"]

SPACE = "System.Management.Automation."
STATE = enum_type(SPACE + "JobState", " ".join(STATES))
INFO = net_type(SPACE + "JobStateInfo", JobStateInfo)
EVENT = net_type(SPACE + "JobStateEventArgs", JobStateEventArgs, "System.EventArgs")
JOB = net_type(SPACE + "Job", Job, "System.Object", ("System.IDisposable",))
for _derived in (
    "PSRemotingJob",
    "PSRemotingChildJob",
    "PSTasks.PSTaskJob",
    "PSTasks.PSTaskChildJob",
    "Job2",
    "PSEventJob",
):
    net_type(SPACE + _derived, None, SPACE + "Job")
net_type("Microsoft.PowerShell.ThreadJob.ThreadJob", None, SPACE + "Job2")
HANDLE = net_type(SPACE + "JobWaitHandle", None, "System.Threading.ManualResetEvent")


class JobWaitHandle:
    """`$job.Finished`."""

    net_type_name = SPACE + "JobWaitHandle"

    def __init__(self, job: Job) -> None:
        self.job = job


net_type(SPACE + "JobWaitHandle", JobWaitHandle)


def state_value(name: str) -> Any:
    """The JobState of that name."""
    from pssh.objects.enums import enum_value

    return enum_value(STATE, state_number(name))


def date(seconds: Any) -> Any:
    """Seconds of the epoch as a local DateTime, None as $null."""
    if seconds is None:
        return None
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(seconds)


@HANDLE.method("WaitOne", "bool WaitOne()", "bool WaitOne(int millisecondsTimeout)")
def _wait_one(handle: JobWaitHandle, milliseconds: int = -1) -> bool:
    return handle.job.finished.wait(None if milliseconds < 0 else milliseconds / 1000)


def collection(job: Job, name: str) -> Any:
    """One stream of the job as the collection scripts index and count."""
    return job.stream(name)


# Declared in PowerShell's order: what `Select-Object *` and Format-List show.
@JOB.prop("State", "System.Object", kind="ScriptProperty")
def _state(job: Job) -> str:
    return job.state


@JOB.prop("HasMoreData", "bool")
def _has_more(job: Job) -> bool:
    return job.has_more_data


@JOB.prop("StatusMessage", "string")
def _status(job: Job) -> str:
    return job.status_message


@JOB.prop("Location", "string")
def _location(job: Job) -> str:
    return job.location


@JOB.prop("Command", "string")
def _command(job: Job) -> str:
    return job.command


@JOB.prop("JobStateInfo", SPACE + "JobStateInfo")
def _info(job: Job) -> JobStateInfo:
    return job.info


@JOB.prop("Finished", "System.Threading.WaitHandle")
def _finished(job: Job) -> JobWaitHandle:
    return JobWaitHandle(job)


@JOB.prop("InstanceId", "guid")
def _instance(job: Job) -> Any:
    from pssh.objects.net.identity import Guid

    return Guid.parse(job.instance_id)


@JOB.prop("Id", "int")
def _id(job: Job) -> int:
    return job.id


@JOB.prop("Name", "string")
def _name(job: Job) -> str:
    return job.name


@JOB.setter("Name")
def _set_name(job: Job, value: Any) -> None:
    job.name = str(value)


@JOB.prop("ChildJobs", "System.Collections.Generic.IList[System.Management.Automation.Job]")
def _children(job: Job) -> Any:
    from pssh.objects.collections import GenericList
    from pssh.objects.types import resolve_type

    return GenericList(
        job.children, resolve_type("System.Collections.Generic.List[System.Management.Automation.Job]")
    )


@JOB.prop("PSBeginTime", "System.Nullable[datetime]")
def _begin(job: Job) -> Any:
    return date(job.begin_time)


@JOB.prop("PSEndTime", "System.Nullable[datetime]")
def _end(job: Job) -> Any:
    return date(job.end_time)


@JOB.prop("PSJobTypeName", "string")
def _kind(job: Job) -> str:
    return job.kind


@JOB.prop("ExitCode", "int")
def _exit_code(job: Job) -> Any:
    return job.exit_code


@JOB.prop("Owner", "string", kind="ScriptProperty")
def _owner(job: Job) -> Any:
    return getattr(job, "owner", None)


def _stream(name: str) -> None:
    @JOB.prop(name, "System.Object")
    def _get(job: Job) -> Any:
        return collection(job, name.lower())


for _each in ("Output", "Error", "Progress", "Verbose", "Debug", "Warning", "Information"):
    _stream(_each)


@JOB.method("StopJob", "void StopJob()")
def _stop(job: Job) -> None:
    job.stop()
    job.finished.wait(30)


@JOB.method("Dispose", "void Dispose()")
def _dispose(job: Job) -> None:
    job.forget()


@JOB.method("ToString", "string ToString()")
def _to_string(job: Job) -> str:
    from pssh.objects.types import type_of

    return str(type_of(job).full_name)


@INFO.prop("State", SPACE + "JobState")
def _info_state(info: JobStateInfo) -> Any:
    return state_value(info.state)


@INFO.prop("Reason", "System.Exception")
def _info_reason(info: JobStateInfo) -> Any:
    return info.reason


@INFO.method("ToString", "string ToString()")
def _info_text(info: JobStateInfo) -> str:
    return info.state


@EVENT.prop("JobStateInfo", SPACE + "JobStateInfo")
def _event_info(event: JobStateEventArgs) -> JobStateInfo:
    return event.job_state_info


@EVENT.prop("PreviousJobStateInfo", SPACE + "JobStateInfo")
def _event_previous(event: JobStateEventArgs) -> JobStateInfo:
    return event.previous_job_state_info
