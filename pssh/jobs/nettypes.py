"""The .NET types of jobs and their members, for scripts, Get-Member and the formatter."""

from typing import Any, Optional

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

    def wait(self, seconds: Optional[float]) -> bool:
        """Until the job has ended; False when the time is over."""
        ended = self.job.finished.wait(seconds)
        self.job.look()
        return bool(ended)


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
    return handle.wait(None if milliseconds < 0 else milliseconds / 1000)


def collection(job: Job, name: str) -> Any:
    """One stream of the job as the collection scripts index and count."""
    return job.stream(name)


# Declared in PowerShell's order: what `Select-Object *` and Format-List show.
@JOB.prop("State", "System.Object", kind="ScriptProperty")
def _state(job: Job) -> str:
    return job.look().state


JOB.reads("HasMoreData", "bool", "has_more_data")
JOB.reads("StatusMessage", "string", "status_message")
JOB.reads("Location", "string", "location")
JOB.reads("Command", "string", "command")


@JOB.prop("JobStateInfo", SPACE + "JobStateInfo")
def _info(job: Job) -> JobStateInfo:
    return job.look()


@JOB.prop("Finished", "System.Threading.WaitHandle")
def _finished(job: Job) -> JobWaitHandle:
    return JobWaitHandle(job)


@JOB.prop("InstanceId", "guid")
def _instance(job: Job) -> Any:
    from pssh.objects.net.identity import Guid

    return Guid.parse(job.instance_id)


JOB.reads("Id", "int", "id")
JOB.reads("Name", "string", "name")


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


JOB.reads("PSJobTypeName", "string", "kind")
JOB.reads("ExitCode", "int", "exit_code")


@JOB.prop("Owner", "string")
def _owner(job: Job) -> Any:
    return getattr(job, "owner", None)


# What PowerShell has not: there for who asks, not among "all properties".
JOB.members["exitcode"].hidden = JOB.members["owner"].hidden = True


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


INFO.reads("Reason", "System.Exception", "reason")


@INFO.method("ToString", "string ToString()")
def _info_text(info: JobStateInfo) -> str:
    return info.state


EVENT.reads("JobStateInfo", SPACE + "JobStateInfo", "job_state_info")
EVENT.reads("PreviousJobStateInfo", SPACE + "JobStateInfo", "previous_job_state_info")
