"""The job of an event's action: it keeps what the action writes until the subscription ends."""

from typing import Any, Optional

from pssh.jobs.job import OutputJob

__all__ = ["EventJob"]


class EventJob(OutputJob):
    """`Register-ObjectEvent -Action {...}` gives it; it runs when its event comes."""

    net_type_name = "System.Management.Automation.PSEventJob"
    kind = ""
    open_means_more = False

    def __init__(self, job_id: int, name: Optional[str], command: str) -> None:
        super().__init__(job_id, name, command, "")

    def gave(self, value: Any) -> None:
        """One object of the action's output."""
        self.set_state("Running")
        self.add_output([value])

    def end(self) -> None:
        """The subscription is over."""
        self.set_state("Running")
        self.set_state("Stopped")

    def stop(self) -> None:
        self.end()
