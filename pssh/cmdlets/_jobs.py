"""What the job cmdlets share: finding jobs, writing what they give, waiting for them."""

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Callable, Deque, Iterable, List, Optional

from pssh.jobs.job import Job
from pssh.jobs.table import JobTable, jobs_of

if TYPE_CHECKING:
    from pssh.objects.errors import PSError
    from pssh.runtime.cmdlet import Call

__all__ = [
    "JOB_TYPE",
    "NOT_REMOVABLE",
    "Changes",
    "block_text",
    "emit",
    "find_by_ids",
    "find_by_instance_ids",
    "find_by_names",
    "gather",
    "location_of",
    "not_supported",
    "setting_failed",
    "table_of",
    "unfailing",
    "write_remote_error",
]

JOB_TYPE = "System.Management.Automation.Job[]"
NOT_FOUND = "ObjectNotFound"
NOT_REMOVABLE = (
    "The command cannot remove the job because it does not exist or because it is a child job. Child jobs can be "
    "removed only by removing the parent job."
)


def table_of(call: "Call") -> JobTable:
    """The job table of the call's runspace."""
    return jobs_of(call.runspace)


def block_text(block: Any) -> str:
    """The source of a script block between its braces."""
    return str(block)


def location_of(call: "Call") -> str:
    """The caller's current folder in the file system."""
    return str(call.path("."))


def not_supported(call: "Call", parameter: str, why: str = "is not supported on this platform") -> None:
    """End the command: a parameter that cannot be honoured is never ignored."""
    call.throw(
        "ParameterNotSupported",
        f"The parameter '{parameter}' {why}.",
        "NotImplemented",
        None,
        "System.NotSupportedException",
    )


def setting_failed(call: "Call", parameter: str, text: str) -> None:
    """End the command: a parameter does not take the value, as it says itself."""
    call.throw(
        "ParameterBindingFailed",
        f'Cannot bind parameter \'{parameter}\' to the target. Exception setting "{parameter}": "{text}"',
        "WriteError",
        None,
        "System.Management.Automation.ParameterBindingException",
    )


# --- finding ------------------------------------------------------------------------------------


def find_by_ids(call: "Call", ids: Iterable[int]) -> List[Job]:
    """Jobs and child jobs by id; each that is missing is an error."""
    found = []
    for number in ids:
        job = table_of(call).by_id(number)
        if job is None:
            call.error(
                "JobWithSpecifiedSessionNotFound",
                f"The command cannot find a job with the job ID {number}. Verify the value of the Id "
                f"parameter and "
                "then try the command again.",
                NOT_FOUND,
                number,
                "System.Management.Automation.PSArgumentException",
            )
        else:
            found.append(job)
    return found


def find_by_instance_ids(call: "Call", ids: Iterable[Any]) -> List[Job]:
    """Jobs and child jobs by guid."""
    found = []
    for guid in ids:
        job = table_of(call).by_instance_id(guid)
        if job is None:
            call.error(
                "JobWithSpecifiedInstanceIdNotFound",
                f"The command cannot find a job with the instance identifier {guid}. Verify the value of the "
                "InstanceId parameter, and then try the command again.",
                NOT_FOUND,
                guid,
                "System.Management.Automation.PSArgumentException",
            )
        else:
            found.append(job)
    return found


def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a name matches a wildcard pattern, ignoring case."""
    from pssh.runtime.wildcards import has_wildcard, wildcard

    if not has_wildcard(pattern):
        lower = pattern.lower()
        return lambda text: text.lower() == lower
    return wildcard(pattern)


def find_by_names(call: "Call", names: Iterable[str], children: bool = True) -> List[Job]:
    """Jobs and child jobs by name; a name without wildcards that nobody has is an error."""
    from pssh.runtime.wildcards import has_wildcard

    found: List[Job] = []
    for name in names:
        jobs = [job for job in table_of(call).by_name(matcher(name)) if children or job.parent is None]
        if not jobs and not has_wildcard(name):
            call.error(
                "JobWithSpecifiedNameNotFound",
                f"The command cannot find the job because the job name {name} was not found. Verify the "
                f"value of the "
                "Name parameter, and then try the command again.",
                NOT_FOUND,
                name,
                "System.Management.Automation.PSArgumentException",
            )
        found.extend(jobs)
    return found


# --- writing what a job gives -------------------------------------------------------------------


def write_remote_error(call: "Call", record: Any) -> None:
    """Write an error record that was made elsewhere: nothing of this command is put into it."""
    from pssh.objects.errors import PSError
    from pssh.runtime import reporting

    call.failed = True
    try:
        reporting.report_error(call.runspace, call.scope, call.streams, record, call.error_action)
    except PSError as error:
        raise unfailing(error) from None


def gather(call: "Call", stream: str, record: Any) -> None:
    """Put a record into what -ErrorVariable, -WarningVariable ... name."""
    if call.streams.collector is not None:
        call.streams.collector(stream, record)


def unfailing(error: "PSError") -> "PSError":
    """Mark an error so that it passes the command untouched."""
    error.passed = True
    return error


def emit(call: "Call", name: str, value: Any, far: bool, computer: str = "localhost") -> None:
    """Write one result or record of a job. `far`: it comes from another process or machine."""
    if name == "output":
        call.out(value)
    elif name == "error":
        write_remote_error(call, value)
    elif name == "progress":
        call.streams.progress(value)
    elif name == "host":
        from pssh.remoting.host_calls import answer_host_call

        answer_host_call(value, call.host, computer)
    elif name == "information":
        _information(call, value, far)
    elif far:
        gather(call, name, value)
        getattr(call.host, "write_" + name)(value)
    else:
        from pssh.runtime import reporting

        reporting.pass_message(call, name, value)


def _information(call: "Call", record: Any, far: bool) -> None:
    """Host text is shown in any case; other records as the preference says. What is caught is not shown, unless it is
    host text from elsewhere: that has come as a call of the host besides.
    """
    gather(call, "information", record)
    action = call.information_action or call.preference("InformationPreference", "silentlycontinue")
    redirected = "information" in call.streams.redirected
    host_text = "PSHOST" in getattr(record, "tags", ())
    if action != "ignore" and (redirected or host_text or action in ("continue", "inquire")):
        call.streams.information(record)
    if far and host_text and (redirected or action == "ignore"):
        call.host.write_information(record)


# --- waiting ------------------------------------------------------------------------------------


class Changes:
    """Wakes the pipeline's thread when one of the jobs has something new."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self.jobs = list(jobs)
        self.event = threading.Event()
        self._news: Deque[Job] = deque()
        for job in self.jobs:
            job.watch(self._changed)

    def _changed(self, job: Job, what: str) -> None:
        self._news.append(job)
        self.event.set()

    def news(self) -> List[Job]:
        """The jobs that have changed since this was asked last, each once."""
        found: List[Job] = []
        while self._news:
            job = self._news.popleft()
            if job not in found:
                found.append(job)
        return found

    def wait(self, call: Any, timeout: Optional[float] = None) -> None:
        """Wait for the next change; Ctrl+C comes through as PipelineStopped."""
        call.runspace.wait(self.event, timeout)
        self.event.clear()

    def close(self) -> None:
        """Watch no more."""
        for job in self.jobs:
            job.unwatch(self._changed)
