"""Views of jobs and sessions."""

from pssh.formatting.view import TableView, column

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
            column("ComputerName", 15, expression="ComputerName"),
            column("Type", 13, expression="RunspaceType"),
            column("State", 13, expression="State"),
            column("Availability", 15, expression="RunspaceAvailability"),
        ),
        name="Runspace",
    ),
)
