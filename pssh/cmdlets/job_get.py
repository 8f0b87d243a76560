"""Get-Job: the jobs of this session, or what lives on other hosts."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._jobs import JOB_TYPE, find_by_ids, find_by_instance_ids, find_by_names, matcher, table_of
from pssh.jobs.job import Job
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["GetJob"]

STATE = "System.Management.Automation.JobState"
FILTERED = (
    "SessionIdParameterSet",
    "InstanceIdParameterSet",
    "NameParameterSet",
    "StateParameterSet",
    "CommandParameterSet",
)


@cmdlet(
    "Get-Job",
    alias="gjb",
    output="System.Management.Automation.Job",
    sets=(*FILTERED, "JobParameterSet", "FilterParameterSet", "ComputerNameParameterSet"),
    default_set="SessionIdParameterSet",
)
class GetJob(CmdletBase):
    """Gets the jobs of this session.

    Takes ids, names with wildcards, states, commands or job objects. -ComputerName lists the jobs that
    live on hosts,
    whoever started them (of the same user), with their owner.

    PS> Start-Job -Name one { 1 } | Out-Null; Get-Job one | ForEach-Object Name
    one
    """

    id: Annotated[
        Optional[List[int]],
        Param(position=0, by_property=True, sets="SessionIdParameterSet", aliases="SessionId"),
    ] = None
    instance_id: Annotated[
        Optional[List[Any]],
        Param(
            position=0, mandatory=True, by_property=True, sets="InstanceIdParameterSet", type="System.Guid[]"
        ),
    ] = None
    name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, by_property=True, sets="NameParameterSet", wildcards=True),
    ] = None
    state: Annotated[
        Any, Param(position=0, mandatory=True, by_property=True, sets="StateParameterSet", type=STATE)
    ] = None
    command: Annotated[
        Optional[List[str]], Param(by_property=True, sets="CommandParameterSet", wildcards=True)
    ] = None
    job: Annotated[
        Any, Param(position=0, mandatory=True, pipeline=True, sets="JobParameterSet", type=JOB_TYPE)
    ] = None
    filter: Annotated[
        Any, Param(position=0, mandatory=True, sets="FilterParameterSet", type="System.Collections.Hashtable")
    ] = None
    computer_name: Annotated[
        Optional[List[str]],
        Param(mandatory=True, sets="ComputerNameParameterSet", aliases=("Cn", "HostName")),
    ] = None
    include_child_job: Annotated[Switch, Param(sets=FILTERED)] = False
    child_job_state: Annotated[Any, Param(sets=FILTERED, type=STATE)] = None
    has_more_data: Annotated[Optional[bool], Param(sets=FILTERED)] = None
    before: Annotated[Any, Param(sets=FILTERED, type="System.DateTime")] = None
    after: Annotated[Any, Param(sets=FILTERED, type="System.DateTime")] = None
    newest: Annotated[Optional[int], Param(sets=FILTERED)] = None

    def process(self) -> Iterator[Any]:
        if self.call.set_name == "ComputerNameParameterSet":
            from pssh.cmdlets._hosts import jobs_on

            yield from jobs_on(self.call, self.computer_name or [])
            return
        yield from sorted(self._restricted(self._found()), key=lambda job: job.id)

    def _found(self) -> List[Job]:
        call, table = self.call, table_of(self.call)
        if self.job is not None:
            return self._listed(self.job)
        if self.filter is not None:
            return []
        if self.instance_id is not None:
            return find_by_instance_ids(call, self.instance_id)
        if self.name is not None:
            return self._with_children(find_by_names(call, self.name))
        if self.state is not None:
            return self._with_children([job for job in table.all() if job.state == self.state.name])
        if self.command is not None:
            tests = [matcher(pattern) for pattern in self.command]
            return self._with_children(
                [job for job in table.all() if any(t(job.command) or t(job.command.strip()) for t in tests)]
            )
        if self.id is not None:
            return self._with_children(find_by_ids(call, self.id))
        return self._with_children(table.all())

    def _listed(self, jobs: List[Job]) -> List[Job]:
        """The job objects that are jobs of this session still; one that was removed is taken for a name."""
        from pssh.objects.tostring import to_string

        known = {job.instance_id for job in table_of(self.call).with_children()}
        find_by_names(self.call, [to_string(job) for job in jobs if job.instance_id not in known])
        return [job for job in jobs if job.instance_id in known]

    def _with_children(self, jobs: List[Job]) -> List[Job]:
        if not self.include_child_job and self.child_job_state is None:
            return jobs
        found: List[Job] = []
        for job in jobs:
            found.append(job)
            for child in job.children:
                wanted = self.child_job_state is None or child.state == self.child_job_state.name
                if wanted and child not in found:
                    found.append(child)
        return found

    def _restricted(self, jobs: List[Job]) -> List[Job]:
        if self.has_more_data is not None:
            jobs = [job for job in jobs if job.has_more_data == self.has_more_data]
        if self.before is not None or self.after is not None:
            from pssh.jobs.nettypes import date

            jobs = [job for job in jobs if job.end_time is not None]
            if self.before is not None:
                jobs = [job for job in jobs if date(job.end_time) < self.before]
            if self.after is not None:
                jobs = [job for job in jobs if date(job.end_time) > self.after]
        if self.newest is not None:
            ended = sorted(jobs, key=lambda job: job.end_time or float("inf"))
            jobs = ended[-self.newest :] if self.newest > 0 else []
        return jobs
