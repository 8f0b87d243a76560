"""Receive-Job: what jobs have given so far, or until they end."""

from collections import deque
from typing import Annotated, Any, Iterator, List, Optional, Set, Tuple

from pssh.cmdlets._jobs import (
    JOB_TYPE,
    Changes,
    emit,
    find_by_ids,
    find_by_instance_ids,
    find_by_names,
    table_of,
    write_remote_error,
)
from pssh.jobs.job import Job, OutputJob
from pssh.objects.errors import PSError
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["ReceiveJob"]

BY_JOB = ("Location", "ComputerName", "Session")


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
        self._all: List[Job] = []
        if self.wait and self.keep:
            self.call.throw(
                "ParameterBindingFailed",
                "Cannot bind parameter 'Keep' to the target. Exception setting "
                '"Keep": "The Wait and Keep parameters '
                'cannot be used together in the same command."',
                "WriteError",
                None,
                "System.Management.Automation.ParameterBindingException",
            )
        if self.wait:
            return
        for given, text in (
            (self.auto_remove_job, "The -AutoRemoveJob parameter cannot be used without the -Wait parameter"),
            (self.force, "The -Force parameter cannot be used without the -Wait parameter."),
            (self.write_events, "The WriteEvents parameter cannot be used without the Wait parameter."),
            (
                self.write_job_in_results,
                "The -WriteJobInResults parameter cannot be used without the -Wait parameter",
            ),
        ):
            if given:
                self.call.throw(
                    "InvalidOperation", text, "InvalidOperation", None, "System.InvalidOperationException"
                )

    def _selected(self) -> List[Job]:
        choice = self.call.set_name
        if choice == "NameParameterSet":
            return find_by_names(self.call, self.name or ())
        if choice == "InstanceIdParameterSet":
            return find_by_instance_ids(self.call, self.instance_id or ())
        if choice == "SessionIdParameterSet":
            return find_by_ids(self.call, self.id or ())
        return list(self.job or ())

    def process(self) -> None:
        jobs = self._selected()
        for job in jobs:
            job.activate()
        if self.wait or self.follow:
            self._all.extend(job for job in jobs if job not in self._all)
            return
        for job in jobs:
            for source in self._sources(job):
                self._take(source)

    def _sources(self, job: Job) -> List[OutputJob]:
        sources = [job] if self.no_recurse else job.output_jobs()
        found = [source for source in sources if isinstance(source, OutputJob)]
        places = self.location or self.computer_name
        if places:
            wanted = {place.lower() for place in places}
            found = [source for source in found if source.location.lower() in wanted]
        if self.session is not None:
            found = [source for source in found if getattr(source, "session", None) in self.session]
        return found

    def _take(self, source: OutputJob, last: bool = True) -> None:
        """Write what one job holds; at the end also the error that ended it."""
        call = self.call
        self._answer(source)
        far = source.keeps_streams
        items = source.take(bool(self.keep), ordered=not self.wait and not far)
        try:
            for name, value in items:
                if name == "output":
                    call.out(value)
                else:
                    emit(call, name, value, far, source.computer_name)
        except PSError:
            if not self.keep:
                source.take_batches()  # -ErrorAction Stop: what is behind the error is gone, as in PowerShell
            raise
        finally:
            items.close()
        if last and source.failure is not None and source.state == "Failed":
            write_remote_error(call, source.failure)

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

    def end(self) -> None:
        if not self._all:
            return
        if self.write_job_in_results:
            self._await_all()
            for job in self._all:
                self.call.out(job)
        if self.follow:
            self._follow()
        else:
            self._drain()
        self._finish()

    def _await_all(self) -> None:
        changes = Changes(self._all)
        try:
            while not all(self._over(job) for job in self._all):
                changes.wait(self.call)
        finally:
            changes.close()

    def _over(self, job: Job) -> bool:
        return job.is_finished or (not self.force and job.state in ("Disconnected", "Suspended"))

    def _drain(self) -> None:
        """-Wait: results as they come, job by job where several have some."""
        changes = Changes(self._all)
        told: Set[int] = set()
        waiting = {job.id: job for job in self._all}
        look: List[Job] = list(self._all)
        try:
            while True:
                for job in look:
                    over = self._over(job)  # asked before its results are taken: none can come after it
                    for source in self._sources(job):
                        done = source.is_finished and source.id not in told
                        self._take(source, last=done)
                        if done:
                            told.add(source.id)
                    if over:
                        waiting.pop(job.id, None)
                if not waiting:
                    break
                look = changes.news()
                if not look:
                    changes.wait(self.call)
        finally:
            changes.close()

    def _follow(self) -> None:
        sources: List[Tuple[OutputJob, Any]] = []
        for job in self._all:
            sources.extend((source, source.follow()) for source in self._sources(job))
        changes = Changes(self._all)
        try:
            while True:
                over = all(self._over(job) for job in self._all)
                for source, entries in sources:
                    self._show(source, entries)
                if over:
                    break
                changes.wait(self.call)
            for source, _ in sources:
                if source.failure is not None and source.state == "Failed":
                    write_remote_error(self.call, source.failure)
        finally:
            changes.close()
            for source, entries in sources:
                source.unfollow(entries)

    def _show(self, source: OutputJob, entries: "deque[Any]") -> None:
        while entries:
            name, payload = entries.popleft()
            for value in payload if name == "output" else (payload,):
                emit(self.call, name, value, source.keeps_streams, source.computer_name)

    def _finish(self) -> None:
        if self.write_events:
            for event in self._events():
                self.call.out(event)
        if self.auto_remove_job:
            table = table_of(self.call)
            for job in self._all:
                if job.is_finished and job.parent is None:
                    table.remove(job)

    def _events(self) -> Iterator[Any]:
        for job in self._all:
            for each in (*job.children, job):
                if each.history:
                    yield each.history[-1]
