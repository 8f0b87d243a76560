"""The .NET types of jobs and their members, for scripts, Get-Member and the formatter."""

from typing import Any, Optional

from pssh.jobs.job import Job, JobStateEventArgs, JobStateInfo, stream_type
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


class JobWaitHandle:
    """`$job.Finished`: an event that is set when the job has ended."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def net_type(self) -> Any:
        """Nobody can tell it from an event that a script has made."""
        from pssh.objects.types import resolve_type

        return resolve_type("System.Threading.ManualResetEvent")

    @property
    def level(self) -> int:
        """1 when it is set."""
        return int(self.job.finished.is_set())

    def wait(self, seconds: Optional[float] = None) -> bool:
        """Until the job has ended; False when the time is over."""
        ended = self.job.finished.wait(seconds)
        self.job.look()
        return bool(ended)

    def set(self) -> int:
        """Changes nothing: only the job itself says that it has ended."""
        return self.level

    def reset(self) -> None:
        """Changes nothing: what has ended does not go on."""


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


_SENT = (
    "HasMoreData", "StatusMessage", "Location", "Command", "JobStateInfo", "InstanceId", "Id", "Name", "State",
    "ChildJobs", "PSJobTypeName", "PSBeginTime", "PSEndTime",
)  # fmt: skip
JOB.extra["serialization"] = (2, _SENT)
INFO.extra["serialization"] = (1, ())
JOB.extra["events"] = {"StateChanged": f"System.EventHandler`1[{SPACE}JobStateEventArgs]"}


# Declared in PowerShell's order: what `Select-Object *` and Format-List show.
@JOB.prop("State", "System.Object", kind="ScriptProperty")
def _state(job: Job) -> str:
    return job.look().state


JOB.members["state"].target = "$this.JobStateInfo.State.ToString()"

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
    lower = name.lower()

    @JOB.prop(name, stream_type(lower))
    def _get(job: Job) -> Any:
        return job.stream(lower)

    @JOB.setter(name)
    def _set(job: Job, collection: Any) -> None:
        job.streams[lower] = collection


for _each in ("Output", "Error", "Progress", "Verbose", "Debug", "Warning", "Information"):
    _stream(_each)


@JOB.method("StopJob", "void StopJob()")
def _stop(job: Job) -> None:
    job.stop()
    job.finished.wait(30)


@JOB.method("Dispose", "void Dispose()", "void IDisposable.Dispose()")
def _dispose(job: Job) -> None:
    job.forget()


@JOB.method("LoadJobStreams", "void LoadJobStreams()")
@JOB.method("UnloadJobStreams", "void UnloadJobStreams()")
def _streams_stay(job: Job) -> None:
    """A job of these kinds has its streams in memory."""


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
