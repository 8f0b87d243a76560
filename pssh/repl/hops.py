"""Enter-PSSession typed inside a session: the client opens the next session, through the connection to this one.

The keys, the agent and the known hosts are the client's; nothing secret touches the host in the middle.
"""

from types import SimpleNamespace
from typing import Any

__all__ = ["enter_onwards"]


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
    from pssh.cmdlets._hosts import greeted, open_runspaces
    from pssh.remoting.connectors import TargetSpec
    from pssh.remoting.session import PSSession

    kind, host, user, port, key_file, seconds = parts
    here = getattr(place.remote, "target_spec", None)
    if kind != "ssh":  # the host in the middle itself
        target = here or TargetSpec(kind="local")
    else:
        via = here if here is not None and here.kind == "ssh" else None
        target = TargetSpec("ssh", str(host), user, port, key_file, None, seconds, via=via)
    shim = SimpleNamespace(runspace=place.runspace, host=place.host)
    far = open_runspaces(shim, [target], True)[0]
    if not isinstance(far, BaseException):
        far = greeted(shim, far)
    if isinstance(far, BaseException):
        raise far
    session = PSSession(0, "", far, target)
    session.temporary = True
    return session
