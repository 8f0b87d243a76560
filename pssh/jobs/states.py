"""Job states and how the states of the children make the state of their parent."""

from typing import Iterable, List

__all__ = ["FINISHED", "PERSISTENT", "STATES", "combined_state", "state_number"]

STATES = (
    "NotStarted",
    "Running",
    "Completed",
    "Failed",
    "Stopped",
    "Blocked",
    "Suspended",
    "Disconnected",
    "Suspending",
    "Stopping",
    "AtBreakpoint",
)
FINISHED = frozenset(("Completed", "Failed", "Stopped"))
PERSISTENT = frozenset((*FINISHED, "Suspended", "Disconnected"))


def state_number(name: str) -> int:
    """The number of the JobState."""
    return STATES.index(name)


def combined_state(current: str, children: Iterable[str], stopped: bool) -> str:
    """The parent's state: Blocked beats all while work goes on; at the end Disconnected, Failed, Stopped,
    Completed.
    """
    states: List[str] = list(children)
    if "Blocked" in states:
        return "Blocked"
    over = FINISHED | {"Disconnected"}
    if states and all(state in over for state in states):
        if "Disconnected" in states:
            return "Disconnected"
        if "Failed" in states:
            return "Failed"
        return "Stopped" if stopped else "Completed"
    if any(state != "NotStarted" for state in states):
        return "Running"
    return current
