"""Enter-PSSession typed inside a session: the client opens the next session, through the connection to this one.

The keys, the agent and the known hosts are the client's; nothing secret touches the host in the middle.
"""

from types import SimpleNamespace
from typing import Any

__all__ = ["enter_onwards", "give_back"]

PATIENCE = 30.0


def enter_onwards(call: Any, place: Any) -> None:
    """Answer the host call EnterSession of the far end at `place`: move the prompt one host further."""
    from pssh.objects.errors import PSError

    try:
        place.host.push_runspace(_open([_plain(part) for part in _plain(call.args[0])], place))
        call.answer()
    except PSError as error:
        call.fail(error.record.message)
    except BaseException as error:
        call.fail(str(error) or "The connection was given up.")
        raise


def _plain(value: Any) -> Any:
    from pssh.objects.psobject import unwrap

    return unwrap(value)


def _open(parts: list[Any], place: Any) -> Any:
    from pssh.remoting.connectors import TargetSpec

    kind, host, user, port, key_file, seconds, *lent = parts
    here = getattr(place.remote, "target_spec", None)
    if kind != "ssh":  # the host in the middle itself
        target = here or TargetSpec(kind="local")
    else:
        via = here if here is not None and here.kind == "ssh" else None
        target = TargetSpec("ssh", str(host), user, port, key_file, None, seconds, via=via)
    return _visit(target, str(lent[0]), place) if lent else _new(target, place)


def _new(target: Any, place: Any) -> Any:
    """A session for this visit."""
    from pssh.cmdlets._hosts import greeted, open_runspaces
    from pssh.remoting.session import PSSession

    shim = SimpleNamespace(runspace=place.runspace, host=place.host)
    far = open_runspaces(shim, [target], True)[0]
    if not isinstance(far, BaseException):
        far = greeted(shim, far)
    if isinstance(far, BaseException):
        raise far
    session = PSSession(0, "", far, target)
    session.temporary = True
    return session


def _visit(target: Any, instance_id: str, place: Any) -> Any:
    """A session that belongs to the host at `place`, which has let go of it for so long."""
    from pssh.cmdlets._hosts import Opener, client_label
    from pssh.remoting.reactor_of import reactor_of
    from pssh.remoting.remote_runspace import RemoteRunspace
    from pssh.remoting.session import PSSession

    far = RemoteRunspace(
        Opener(place.runspace, target),
        computer_name=target.display,
        instance_id=instance_id,
        durable=True,
        client_label=client_label(),
        reactor=reactor_of(place.runspace),
    )
    far.target_spec = target
    far.owner = place.runspace
    far.attach(timeout=PATIENCE)
    session = PSSession(0, "", far, target)
    session.lender = place.remote
    return session


def give_back(session: Any) -> None:
    """The visit is over: the session's own host connects to it again."""
    from pssh.objects.errors import PSError

    try:
        if session.state == "Opened":
            session.runspace.disconnect()
        session.lender.request("reclaim", [session.instance_id], timeout=PATIENCE)
    except PSError:
        return  # one of the two hosts is lost, and says so when it is used
