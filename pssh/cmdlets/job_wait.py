"""Wait-Job, Stop-Job, Remove-Job, Debug-Job, Suspend-Job and Resume-Job."""

import time
from typing import TYPE_CHECKING, Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._jobs import (
    JOB_TYPE,
    NOT_REMOVABLE,
    Changes,
    find_by_ids,
    find_by_instance_ids,
    find_by_names,
    matcher,
    table_of,
)
from pssh.jobs.job import Job
from pssh.jobs.states import PERSISTENT
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["DebugJob", "RemoveJob", "ResumeJob", "StopJob", "SuspendJob", "WaitJob"]

STATE = "System.Management.Automation.JobState"
ID = Param(position=0, mandatory=True, by_property=True, sets="SessionIdParameterSet", aliases="SessionId")
JOB = Param(
    position=0, mandatory=True, pipeline=True, by_property=True, sets="JobParameterSet", type=JOB_TYPE
)
NAME = Param(position=0, mandatory=True, by_property=True, sets="NameParameterSet", wildcards=True)
INSTANCE = Param(
    position=0, mandatory=True, by_property=True, sets="InstanceIdParameterSet", type="System.Guid[]"
)
IN_STATE = Param(position=0, mandatory=True, by_property=True, sets="StateParameterSet", type=STATE)
FILTER = Param(
    position=0,
    mandatory=True,
    by_property=True,
    sets="FilterParameterSet",
    type="System.Collections.Hashtable",
)
COMMAND = Param(by_property=True, sets="CommandParameterSet", wildcards=True)
SETS = (
    "SessionIdParameterSet",
    "JobParameterSet",
    "NameParameterSet",
    "InstanceIdParameterSet",
    "StateParameterSet",
    "FilterParameterSet",
)


class _Selecting(CmdletBase):
    """Finds the jobs that the parameters of the set name."""

    if TYPE_CHECKING:  # the parameters; each cmdlet declares which of them it has
        id: Any
        job: Any
        name: Any
        instance_id: Any
        state: Any
        command: Any

    def selected(self) -> List[Job]:
        """The jobs of this record."""
        call = self.call
        choice = call.set_name
        if choice == "JobParameterSet":
            return list(self.job)
        if choice == "NameParameterSet":
            return find_by_names(call, self.name)
        if choice == "InstanceIdParameterSet":
            return find_by_instance_ids(call, self.instance_id)
        if choice == "StateParameterSet":
            state = self.state.name
            return [job for job in table_of(call).all() if job.state == state]
        if choice == "CommandParameterSet":
            tests = [matcher(text) for text in self.command or ()]
            jobs = table_of(call).all()
            return [
                job for job in jobs if any(test(job.command) or test(job.command.strip()) for test in tests)
            ]
        if choice == "FilterParameterSet":
            return []
        return find_by_ids(call, self.id)


@cmdlet(
    "Wait-Job",
    alias="wjb",
    output="System.Management.Automation.Job",
    sets=SETS,
    default_set="SessionIdParameterSet",
)
class WaitJob(_Selecting):
    """Waits until jobs are finished and gives them back, in the order in which they were named.

    With -Timeout nothing comes back when the time is over and not all are finished; with -Any the first
    that is.

    PS> Start-Job { 1 } | Wait-Job | ForEach-Object State
    Completed
    """

    id: Annotated[Optional[List[int]], ID] = None
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    state: Annotated[Any, IN_STATE] = None
    filter: Annotated[Any, FILTER] = None
    any: Switch = False
    timeout: Annotated[int, Param(aliases="TimeoutSec", validate=(ValidateRange(-1, 2147483647),))] = -1
    force: Switch = False

    def begin(self) -> None:
        self._jobs: List[Job] = []

    def process(self) -> None:
        self._jobs.extend(job for job in self.selected() if job not in self._jobs)

    def _over(self, job: Job) -> bool:
        return job.is_finished if self.force else job.state in PERSISTENT

    def end(self) -> Iterator[Any]:
        jobs = self._jobs
        if not jobs or self.timeout == 0:
            return
        for job in jobs:
            job.activate()
        limit = None if self.timeout < 0 else time.monotonic() + self.timeout
        changes = Changes(jobs)
        waiting = {job.id for job in jobs}
        look = jobs
        try:
            while True:
                waiting -= {job.id for job in look if self._over(job)}
                if not waiting or (self.any and len(waiting) < len(jobs)):
                    ready = [job for job in jobs if self._over(job)]
                    break
                blocked = [job for job in jobs if job.state == "Blocked"]
                if len(blocked) == len(jobs) or (blocked and not self.any):
                    self._refuse_blocked(blocked[0])
                left = None if limit is None else limit - time.monotonic()
                if left is not None and left <= 0:
                    return
                look = changes.news()
                if not look:
                    changes.wait(self.call, left)
                    look = changes.news()
        finally:
            changes.close()
        if any(not job.is_finished for job in ready):
            self.call.warning(
                "One or more jobs are in a suspended or disconnected state, and cannot continue without "
                "additional user "
                "input. Specify the -Force parameter to continue to a completed, failed, or stopped state."
            )
        for job in ready[:1] if self.any else ready:
            for each in (job, *job.children):
                each.look()
            yield job

    def _refuse_blocked(self, job: Job) -> None:
        self.call.throw(
            "BlockedJobsDeadlockWithWaitJob",
            "The Wait-Job cmdlet cannot finish working, because one or more jobs are blocked waiting for "
            "user "
            "interaction.  Process interactive job output by using the Receive-Job cmdlet, and then try "
            "again.",
            "DeadlockDetected",
            job,
            "System.ArgumentException",
        )


def stop_jobs(call: "Call", jobs: List[Job]) -> None:
    """Stop jobs side by side and wait until they are."""
    for job in jobs:
        job.stop()
    for job in jobs:
        if not job.is_finished:
            call.runspace.wait(job.finished, 60)


@cmdlet(
    "Stop-Job",
    alias="spjb",
    output="System.Management.Automation.Job",
    sets=SETS,
    default_set="SessionIdParameterSet",
    should_process=True,
)
class StopJob(_Selecting):
    """Stops jobs; `finally` blocks in them run.

    PS> $j = Start-Job { Start-Sleep 60 }; Stop-Job $j; $j.State
    Stopped
    """

    id: Annotated[Optional[List[int]], ID] = None
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    state: Annotated[Any, IN_STATE] = None
    filter: Annotated[Any, FILTER] = None
    pass_thru: Switch = False

    def begin(self) -> None:
        self._jobs: List[Job] = []

    def process(self) -> None:
        found = self.selected()
        self._jobs.extend(found)
        jobs = [
            job
            for job in found
            if not job.is_finished
            and self.call.should_process(
                f'Remote Command: {job.command}, associated with a job that has an ID of "{job.id}".', "Stop"
            )
        ]
        for job in jobs:
            self._reconnect(job)
        stop_jobs(self.call, [job for job in jobs if not job.is_finished and job.state != "Disconnected"])

    def end(self) -> Iterator[Any]:
        if self.pass_thru:
            yield from self._jobs

    def _reconnect(self, job: Job) -> None:
        """A disconnected job is connected first: only its own host can stop it."""
        for child in job.output_jobs():
            session = getattr(child, "session", None)
            if child.state != "Disconnected" or session is None:
                continue
            try:
                session.runspace.connect()
            except Exception as error:
                self.call.error(
                    "StopJobCannotConnectToServer",
                    f"Job {job.name} cannot be stopped because its session cannot be connected: {error}",
                    "InvalidOperation",
                    job,
                    "System.InvalidOperationException",
                )


@cmdlet(
    "Remove-Job",
    alias="rjb",
    sets=(*SETS, "CommandParameterSet"),
    default_set="SessionIdParameterSet",
    should_process=True,
)
class RemoveJob(_Selecting):
    """Deletes jobs from the session. A running one needs -Force, which stops it first.

    PS> Start-Job -Name one { 1 } | Wait-Job | Remove-Job; @(Get-Job).Count
    0
    """

    id: Annotated[Optional[List[int]], ID] = None
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    state: Annotated[Any, IN_STATE] = None
    filter: Annotated[Any, FILTER] = None
    command: Annotated[Optional[List[str]], COMMAND] = None
    force: Annotated[
        Switch,
        Param(
            aliases="F",
            sets=(
                "SessionIdParameterSet",
                "JobParameterSet",
                "NameParameterSet",
                "InstanceIdParameterSet",
                "FilterParameterSet",
            ),
        ),
    ] = False

    def process(self) -> None:
        call, table = self.call, table_of(self.call)
        may_stop = bool(self.force) or call.set_name in ("StateParameterSet", "CommandParameterSet")
        for job in self.selected():
            if not job.is_finished and not may_stop:
                self._not_finished(job)
                continue
            target = f'Remote Command: {job.command}, associated with the job that has an ID of "{job.id}".'
            if not call.should_process(target, "Remove"):
                continue
            if not job.is_finished:
                stop_jobs(call, [job])
            if table.by_id(job.id) is job and job.parent is None:
                table.remove(job)
            else:
                self._not_removable(job)

    def selected(self) -> List[Job]:
        """The jobs of this record; by a name only those that can be removed."""
        if self.call.set_name == "NameParameterSet":
            return find_by_names(self.call, self.name or (), children=False)
        return super().selected()

    def _not_finished(self, job: Job) -> None:
        parameter, also, comma = {
            "NameParameterSet": ("Name", f" and the name {job.name}", ","),
            "InstanceIdParameterSet": ("InstanceId", f" and the instance identifier {job.instance_id}", ""),
            "JobParameterSet": ("Job", "", ","),
        }.get(self.call.set_name, ("SessionId", "", ","))
        self.call.error(
            "JobObjectNotFinishedCannotBeRemoved",
            f"The command cannot remove the job with the job ID {job.id}{also} because the job is not finished. "
            f"To remove the job, first stop the job{comma} or use the Force parameter. (Parameter '{parameter}')",
            "InvalidOperation",
            job,
            "System.ArgumentException",
        )

    def _not_removable(self, job: Job) -> None:
        self.call.error(
            "CannotRemoveJob",
            NOT_REMOVABLE,
            "InvalidOperation",
            job,
            "System.ArgumentException",
        )


class _Refused(_Selecting):
    """Cmdlets that jobs of these kinds do not know."""

    why = ""

    def process(self) -> None:
        for job in self.selected():
            self.call.error(
                "NotSupported",
                self.why.format(job=job),
                "NotImplemented",
                job,
                "System.NotSupportedException",
            )


@cmdlet("Debug-Job", sets=SETS[:4], default_set="JobParameterSet")
class DebugJob(_Refused):
    """Answers that jobs of pssh cannot be debugged: there is no remote debugger."""

    why = (
        "The job {job.name} cannot be debugged: pssh has no debugger for jobs. "
        "Use Receive-Job -Follow to watch it."
    )
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    id: Annotated[Optional[List[int]], ID] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None


@cmdlet("Suspend-Job", alias="sujb", sets=SETS, default_set="SessionIdParameterSet")
class SuspendJob(_Refused):
    """Answers that only workflow jobs could be suspended, which PowerShell itself no longer has."""

    why = "The job {job.name} cannot be suspended: only workflow jobs can, and there are none. Use Stop-Job."
    id: Annotated[Optional[List[int]], ID] = None
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    state: Annotated[Any, IN_STATE] = None
    filter: Annotated[Any, FILTER] = None


@cmdlet("Resume-Job", alias="rujb", sets=SETS, default_set="SessionIdParameterSet")
class ResumeJob(_Refused):
    """Answers that only suspended workflow jobs could be resumed."""

    why = "The job {job.name} cannot be resumed: only suspended workflow jobs can, and there are none."
    id: Annotated[Optional[List[int]], ID] = None
    job: Annotated[Any, JOB] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    state: Annotated[Any, IN_STATE] = None
    filter: Annotated[Any, FILTER] = None
