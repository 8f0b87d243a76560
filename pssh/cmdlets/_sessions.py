"""What the session cmdlets share: finding sessions, and the errors for those that are not there."""

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Tuple

from pssh.remoting.session import PSSession, sessions_of

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = [
    "SESSION_TYPE",
    "find_sessions",
    "invalid_session",
    "new_sessions",
    "no_valid_sessions",
    "option_facts",
]

SESSION_TYPE = "System.Management.Automation.Runspaces.PSSession[]"
ARGUMENT = "System.ArgumentException"
PRIMITIVES = (bool, int, float, str)
LEAST_IDLE = 60  # seconds


def new_sessions(call: "Call", opened: List[Tuple[Any, Any]], names: List[Optional[str]]) -> List[PSSession]:
    """Sessions for (target, open runspace) pairs; names beyond those given are made up."""
    table = sessions_of(call.runspace)
    wanted = [names[i] if i < len(names) else None for i in range(len(opened))]
    made = []
    for (target, far), (number, name) in zip(opened, table.next_ids(wanted)):
        session = PSSession(number, name, far, target)
        table.add(session)
        follow_state(table, session)
        made.append(session)
    return made


def follow_state(table: Any, session: PSSession) -> None:
    """A session that is closed from the other side is listed no more; a broken one is kept."""

    def changed(far: Any, state: str, reason: Any) -> None:
        if state == "Closed":
            table.remove(session)

    session.runspace.state_changed.append(changed)


def option_facts(call: "Call", option: Any) -> Dict[str, Any]:
    """What a PSSessionOption says about the far end."""
    if option is None:
        option = call.variable("PSSessionOption")
    facts: Dict[str, Any] = {}
    idle = getattr(option, "idle_timeout", None)
    if idle is not None and idle != -1:
        if idle < 1000 * LEAST_IDLE:
            call.throw(
                "Argument",
                f"The specified IdleTimeout session option {idle // 1000} (seconds) is not a valid period.  "
                "Specify an IdleTimeout value that is greater than or equal to the minimum allowed "
                f"{LEAST_IDLE} (seconds).",
                "InvalidArgument",
                None,
                "System.Management.Automation.PSArgumentException",
            )
        facts["idle_timeout"] = idle / 1000
    buffering = getattr(option, "output_buffering_mode", None)
    if buffering in ("Block", "Drop"):
        facts["buffering"] = buffering
    arguments = getattr(option, "application_arguments", None)
    if arguments:
        from pssh.objects.tostring import to_string

        facts["application_arguments"] = {
            to_string(k): v if type(v) in PRIMITIVES else to_string(v) for k, v in arguments.items()
        }
    return facts


def find_sessions(
    call: Any,
    ids: Optional[Iterable[int]] = None,
    names: Optional[Iterable[str]] = None,
    instance_ids: Optional[Iterable[Any]] = None,
) -> List[PSSession]:
    """Sessions by id, name or guid; each that is missing is an error."""
    table = sessions_of(call.runspace)
    found: List[PSSession] = []
    for number in ids or ():
        one = table.by_id(number)
        if one is None:
            unavailable(call, "RemoteRunspaceNotAvailableForSpecifiedSessionId", "session ID", number)
        else:
            found.append(one)
    for guid in instance_ids or ():
        one = table.by_instance_id(str(guid))
        if one is None:
            call.error(
                "RemoteRunspaceNotAvailableForSpecifiedRunspaceId",
                f"Remote session is not available for {guid}.",
                "InvalidArgument",
                guid,
                ARGUMENT,
            )
        else:
            found.append(one)
    for pattern in names or ():
        some = table.by_name(pattern)
        if not some and not any(sign in pattern for sign in "*?["):
            unavailable(call, "RemoteRunspaceNotAvailableForSpecifiedName", "name", f"{pattern} ", pattern)
        found.extend(one for one in some if one not in found)
    return found


def unavailable(call: "Call", error_id: str, what: str, shown: Any, target: Any = None) -> None:
    """`The remote session with the ... is not available.`"""
    call.error(
        error_id,
        f"The remote session with the {what} {shown} is not available.",
        "InvalidArgument",
        shown if target is None else target,
        ARGUMENT,
    )


def invalid_session(call: "Call", session: PSSession, spaces: str = "  ") -> None:
    """The error for a session that cannot run a command now."""
    facts = f"{session.name}, {session.instance_id}, {session.computer_name}"
    if session.state == "Opened":
        error_id = "InvokeCommandCommandInvalidSessionAvailability"
        text = (
            f"The session {facts} is not available to run commands.{spaces}The session availability is "
            f"{session.availability}."
        )
    else:
        error_id = "InvokeCommandCommandInvalidSessionState"
        text = (
            f"Because the session state for session {facts} is not equal to Open, you cannot run a "
            f"command in the "
            f"session.{spaces}The session state is {session.state}."
        )
    call.error(
        error_id,
        text,
        "InvalidOperation",
        session,
        "System.Management.Automation.Runspaces.InvalidRunspaceStateException",
    )


def no_valid_sessions(call: "Call", spaces: str = "  ") -> None:
    """End the command: none of its sessions can run it."""
    call.throw(
        "InvalidOperation",
        f"No valid sessions were specified.{spaces}Ensure you provide valid sessions that are in the "
        f"Opened state and are "
        "available to run commands.",
        "InvalidOperation",
        None,
        "System.Management.Automation.PSInvalidOperationException",
    )
