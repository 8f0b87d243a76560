"""Which runspaces a cmdlet's parameters mean."""

from typing import Any, List, Optional

from pssh.objects.psobject import unwrap
from pssh.runtime.cmdlet import Call
from pssh.runtime.local_runspaces import LocalRunspace, known_runspaces
from pssh.runtime.wildcards import wildcard

__all__ = ["chosen_runspaces", "engine_of"]


def engine_of(call: Call, runspace: Any) -> Any:
    """The engine of a runspace object; those of sessions have none here."""
    given = unwrap(runspace)
    if not isinstance(given, LocalRunspace):
        call.throw(
            "NotSupported",
            "Only the runspaces of this process can be debugged from here. Set breakpoints in a session with "
            "Invoke-Command.",
            "NotImplemented",
            runspace,
            "System.Management.Automation.PSNotSupportedException",
        )
    return given.engine


def chosen_runspaces(
    call: Call,
    names: Optional[List[str]] = None,
    ids: Optional[List[int]] = None,
    instances: Optional[List[Any]] = None,
    sessions: bool = False,
) -> List[Any]:
    """All runspaces of this process, or those of the names (wildcards), numbers or instance ids given; with
    `sessions` also those of the sessions to elsewhere.
    """
    from pssh.objects.members import get_member

    found: List[Any] = list(known_runspaces(call.runspace))
    if sessions:
        from pssh.remoting.session import sessions_of

        found.extend(session.runspace for session in sessions_of(call.runspace).all())
    if names:
        tests = [wildcard(name) for name in names]
        found = [each for each in found if any(test(each.name) for test in tests)]
    if ids:
        found = [each for each in found if get_member(each, "Id") in ids]
    if instances:
        wanted = [str(each).lower() for each in instances]
        found = [each for each in found if str(get_member(each, "InstanceId")).lower() in wanted]
    return found
