"""Views of jobs and sessions."""

from typing import Any

from pssh.formatting.view import TableView, column
from pssh.objects.members import get_member

_JOBS = (
    "System.Management.Automation.Job",
    "System.Management.Automation.PSRemotingJob",
    "System.Management.Automation.PSRemotingChildJob",
    "System.Management.Automation.PSEventJob",
    "System.Management.Automation.PSTasks.PSTaskJob",
    "System.Management.Automation.PSTasks.PSTaskChildJob",
    "Microsoft.PowerShell.ThreadJob.ThreadJob",
    "ThreadJob.ThreadJob",
)


def _computer(runspace: Any) -> Any:
    """Where a runspace is; one of this process is connected to nothing."""
    return get_member(get_member(runspace, "ConnectionInfo"), "ComputerName") or "localhost"


def _type(runspace: Any) -> str:
    return "Local" if get_member(runspace, "ConnectionInfo") is None else "Remote"


def _state(runspace: Any) -> Any:
    return get_member(get_member(runspace, "RunspaceStateInfo"), "State")


VIEWS = (
    TableView(
        _JOBS,
        (
            column("Id", 6),
            column("Name", 15),
            column("PSJobTypeName", 15),
            column("State", 13),
            column("HasMoreData", 15),
            column("Location", 20),
            column("Command", 25),
        ),
        name="Job",
    ),
    TableView(
        ("System.Management.Automation.Runspaces.PSSession",),
        (
            column("Id", 3, "right"),
            column("Name", 15),
            column("Transport", 9),
            column("ComputerName", 15),
            column("ComputerType", 15),
            column("State", 13),
            column("ConfigurationName", 20),
            column("Availability", 13, "right"),
        ),
        name="PSSession",
    ),
    TableView(
        ("System.Management.Automation.Runspaces.Runspace",),
        (
            column("Id", 3, "right"),
            column("Name", 15),
            column("ComputerName", 15, expression=_computer),
            column("Type", 13, expression=_type),
            column("State", 13, expression=_state),
            column("Availability", 15, expression="RunspaceAvailability"),
        ),
        name="Runspace",
    ),
    TableView(
        ("Microsoft.PowerShell.Commands.PSRunspaceDebug",),
        (
            column("Id", 3, "right", expression="RunspaceId"),
            column("Name", 20, expression="RunspaceName"),
            column("Enabled", 10),
            column("BreakAll", 10),
        ),
        name="PSRunspaceDebug>",
    ),
)
