"""Receive-Job: what jobs have given so far, or until they end."""

from collections import deque
from typing import Annotated, Any, Callable, List, Optional, Tuple

from pssh.cmdlets._jobs import (
    JOB_TYPE,
    NOT_REMOVABLE,
    Changes,
    emit,
    find_by_ids,
    find_by_instance_ids,
    find_by_names,
    setting_failed,
    table_of,
    write_remote_error,
)
from pssh.jobs.job import Job, JobStateEventArgs, OutputJob, ParentJob
from pssh.jobs.states import PERSISTENT
from pssh.objects.errors import PSError
from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["ReceiveJob"]

BY_JOB = ("Location", "ComputerName", "Session")
_REFUSALS = {
    "ComputerName": (
        "ComputerNameParameterNotSupported",
        "The command cannot retrieve the jobs of the specified computers. The ComputerName parameter can be used "
        "only with jobs created by using PowerShell remoting.",
    ),
    "Session": (
        "RunspaceParameterNotSupported",
        "The Session parameter can be used only with PSRemotingJob objects.",
    ),
}


@cmdlet(
    "Receive-Job",
    alias="rcjb",
    output="System.Management.Automation.PSObject",
    sets=(
        "Location",
        "ComputerName",
        "Session",
        "NameParameterSet",
        "InstanceIdParameterSet",
        "SessionIdParameterSet",
    ),
    default_set="Location",
)
class ReceiveJob(CmdletBase):
    """Gets the results of jobs; what was given is gone unless -Keep is used.

    -Wait gives results as they come until the jobs end. -Follow shows the same without taking anything
    away, so that
    several can look at one job. A reader that stops early (Select-Object -First) leaves the rest in the job.

    PS> Start-Job { 1..3 } | Receive-Job -Wait
    1
    2
    3
    """

    job: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, by_property=True, sets=BY_JOB, type=JOB_TYPE)
    ] = None
    computer_name: Annotated[
        Optional[List[str]], Param(position=1, by_property=True, sets="ComputerName", aliases="Cn")
    ] = None
    location: Annotated[Optional[List[str]], Param(position=1, sets="Location")] = None
    session: Annotated[
        Any,
        Param(
            position=1,
            by_property=True,
            sets="Session",
            type="System.Management.Automation.Runspaces.PSSession[]",
        ),
    ] = None
    name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, by_property=True, sets="NameParameterSet", wildcards=True),
    ] = None
    instance_id: Annotated[
        Optional[List[Any]],
        Param(
            position=0, mandatory=True, by_property=True, sets="InstanceIdParameterSet", type="System.Guid[]"
        ),
    ] = None
    id: Annotated[
        Optional[List[int]],
        Param(
            position=0, mandatory=True, by_property=True, sets="SessionIdParameterSet", aliases="SessionId"
        ),
    ] = None
    keep: Switch = False
    no_recurse: Switch = False
    force: Switch = False
    wait: Switch = False
    auto_remove_job: Switch = False
    write_events: Switch = False
    write_job_in_results: Switch = False
    follow: Switch = False

    def begin(self) -> None:
        self._late: List[Tuple[Job, str, Any]] = []
        self._awaited: List[Job] = []
        self._named: List[Job] = []
        if self.wait and self.keep:
            last = next(name for name in reversed(list(self.call.bound)) if name in ("Wait", "Keep"))
            setting_failed(
                self.call, last, "The Wait and Keep parameters cannot be used together in the same command."
            )
        if self.wait:
            return
        for given, text in (
            (self.auto_remove_job, "The -AutoRemoveJob parameter cannot be used without the -Wait parameter"),
            (
                self.write_job_in_results,
                "The -WriteJobInResults parameter cannot be used without the -Wait parameter",
            ),
            (self.write_events, "The WriteEvents parameter cannot be used without the Wait parameter."),
            (self.force, "The -Force parameter cannot be used without the -Wait parameter."),
        ):
            if given:
                self.call.throw(
                    "InvalidOperation",
                    text,
                    "InvalidOperation",
                    None,
                    "System.Management.Automation.PSInvalidOperationException",
                )

    # --- which jobs ------------------------------------------------------------------------------

    def _selected(self) -> List[Job]:
        choice = self.call.set_name
        if choice == "NameParameterSet":
            return find_by_names(self.call, self.name or ())
        if choice == "InstanceIdParameterSet":
            return find_by_instance_ids(self.call, self.instance_id or ())
        if choice == "SessionIdParameterSet":
            return find_by_ids(self.call, self.id or ())
        jobs: List[Job] = list(self.job or ())
        if choice == "Session":
            return self._children(jobs, lambda child: getattr(child, "session", None) in self.session)
        places = self.computer_name if choice == "ComputerName" else self.location
        if not places:
            return jobs
        wanted = {"localhost" if place == "." else place.lower() for place in places}
        return self._children(jobs, lambda child: child.location.lower() in wanted)

    def _children(self, jobs: List[Job], wanted: Callable[[Job], bool]) -> List[Job]:
        found: List[Job] = []
        for job in jobs:
            refusal = _REFUSALS.get(self.call.set_name)
            if refusal is not None and job.net_type_name != ParentJob.net_type_name:
                error_id, text = refusal
                self.call.error(error_id, text, "InvalidArgument", job, "System.ArgumentException")
                continue
            found.extend(child for child in job.children if wanted(child))
        return found

    def _tree(self, job: Job) -> List[Job]:
        """What is received with a job: its children, then the job itself."""
        return [job] if self.no_recurse else [*job.children, job]

    # --- record by record ------------------------------------------------------------------------

    def process(self) -> None:
        jobs = self._selected()
        for job in jobs:
            job.activate()
        if self.write_job_in_results:
            for job in jobs:
                self.call.out(job)
        self._named.extend(jobs)
        for job in jobs:
            for each in self._tree(job):
                if self.follow:
                    self._awaited.append(each)
                elif self.wait and not (self._over(each) and each.end_seen):
                    # A job whose end nobody has seen counts as one that still runs: whether it does is chance.
                    self._awaited.append(each)
                    self._take(each)
                else:
                    self._take(each, ordered=not self._far(each))
                    self._ended(each, JobStateEventArgs(each.info))

    def _far(self, job: Job) -> bool:
        """Whether the job works in another process: its records lie in one row, as they came."""
        return isinstance(job, OutputJob) and job.keeps_streams

    def _over(self, job: Job) -> bool:
        return job.is_finished if self.force else job.state in PERSISTENT

    def _take(self, job: Job, ordered: bool = False) -> None:
        """Write what one job holds by now."""
        if not isinstance(job, OutputJob):
            return
        call, far = self.call, job.keeps_streams
        self._answer(job)
        source = self._source(job) if job in self._awaited and far else None
        items = job.take(bool(self.keep), ordered)
        try:
            for name, value in items:
                if name != "output":
                    emit(call, name, value, far, job.computer_name)
                    continue
                if source is not None and value.__class__ is PSObject:
                    value.members["PSSourceJobInstanceId"] = source
                call.out(value)
        except PSError:
            if not self.keep:
                job.take_batches()  # -ErrorAction Stop: what is behind the error is gone, as in PowerShell
            raise
        finally:
            items.close()

    def _source(self, job: Job) -> Any:
        """The guid by which results that were awaited say which job they come from."""
        from pssh.objects.net.identity import Guid

        return Guid.parse(job.instance_id)

    def _answer(self, source: OutputJob) -> None:
        """A job that asks something is asked back here."""
        asked = False
        while True:
            question = source.next_question()
            if question is None:
                break
            from pssh.remoting.host_calls import answer_host_call

            asked = True
            answer_host_call(question, self.call.host, source.computer_name)
        if asked:
            source.set_state("Running")

    def _ended(self, job: Job, change: Optional[JobStateEventArgs]) -> None:
        """Remember what is told of a job that is over: why it failed, its last change of state."""
        if not self._over(job):
            return
        failure = getattr(job, "failure", None)
        if failure is not None and job.state == "Failed":
            self._late.append((job, "error", failure))
        if self.write_events and change is not None:
            told = {"PSEventObject": True, "PSSourceJobInstanceId": self._source(job)}
            self._late.append((job, "output", PSObject(change, told)))
        if self.auto_remove_job and job in self._named:
            self._late.append((job, "remove", None))

    def _tell(self) -> None:
        """Write what `_ended` has remembered."""
        late, self._late = self._late, []
        for job, what, value in late:
            if what == "error":
                write_remote_error(self.call, value)
            elif what == "output":
                self.call.out(value)
            elif job.is_finished:
                self._remove(job)

    def _remove(self, job: Job) -> None:
        if job.parent is None:
            table_of(self.call).remove(job)
            return
        from pssh.objects.errors import ErrorRecord
        from pssh.objects.exceptions import NetException

        fault = NetException("System.ArgumentException", NOT_REMOVABLE)
        record = ErrorRecord(fault, "ReceiveJobAutoRemovalError", "InvalidOperation", job)
        write_remote_error(self.call, record)

    # --- until the jobs end ----------------------------------------------------------------------

    def end(self) -> None:
        self._tell()
        if self.follow:
            self._follow()
        elif self._awaited:
            self._drain()

    def _drain(self) -> None:
        """-Wait: results as they come, job by job where several have some."""
        changes = Changes(self._awaited)
        waiting = list(self._awaited)
        look = list(waiting)
        try:
            while True:
                for job in look:
                    over = self._over(job)  # asked before its results are taken: none can come after it
                    self._take(job)
                    if over and job in waiting:
                        waiting.remove(job)
                        self._ended(job, job.last_change)
                        self._tell()
                if not waiting:
                    break
                look = changes.news()
                if not look:
                    changes.wait(self.call)
        finally:
            changes.close()

    def _follow(self) -> None:
        sources: List[Tuple[OutputJob, Any]] = [
            (job, job.follow()) for job in self._awaited if isinstance(job, OutputJob)
        ]
        changes = Changes(self._awaited)
        try:
            while True:
                over = all(self._over(job) for job in self._awaited)
                for source, entries in sources:
                    self._show(source, entries)
                if over:
                    break
                changes.wait(self.call)
            for job in self._awaited:
                self._ended(job, None)
            self._tell()
        finally:
            changes.close()
            for source, entries in sources:
                source.unfollow(entries)

    def _show(self, source: OutputJob, entries: "deque[Any]") -> None:
        while entries:
            name, payload = entries.popleft()
            for value in payload if name == "output" else (payload,):
                emit(self.call, name, value, source.keeps_streams, source.computer_name)
