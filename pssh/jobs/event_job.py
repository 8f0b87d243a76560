"""The job of an event's action: it keeps what the action writes until the subscription ends."""

from typing import Any, Optional

from pssh.jobs.job import OutputJob
from pssh.objects.types import net_type

__all__ = ["EventJob"]


class EventJob(OutputJob):
    """`Register-ObjectEvent -Action {...}` gives it; it runs when its event comes."""

    net_type_name = "System.Management.Automation.PSEventJob"
    kind = ""
    open_means_more = False

    def __init__(self, job_id: int, name: Optional[str], command: str, module: Any) -> None:
        super().__init__(job_id, name, command, "")
        self.module = module

    def run(self) -> None:
        """The action runs: once more, or for the first time."""
        self.set_state("Running")

    def gave(self, value: Any) -> None:
        """One object of the action's output."""
        self.add_output([value])

    def end(self) -> None:
        """The subscription is over."""
        self.set_state("Running")
        self.set_state("Stopped")

    def stop(self) -> None:
        self.end()


EVENT_JOB = net_type(EventJob.net_type_name, EventJob, "System.Management.Automation.Job")
EVENT_JOB.reads("Module", "System.Management.Automation.PSModuleInfo", "module")
EVENT_JOB.reads("StatusMessage", "string", "status_message")
EVENT_JOB.reads("HasMoreData", "bool", "has_more_data")
EVENT_JOB.reads("Location", "string", "location")
EVENT_JOB.reads("Command", "string", "command")
