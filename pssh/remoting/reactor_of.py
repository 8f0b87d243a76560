"""The reactor of a runspace and those it makes."""

from typing import TYPE_CHECKING, Optional

from pssh.remoting.reactor import Reactor

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["reactor_of"]


def reactor_of(runspace: "Runspace") -> Reactor:
    """The runspace's reactor, made on first use."""
    found: Optional[Reactor] = runspace.services.get("reactor")
    if found is None:
        found = runspace.services["reactor"] = Reactor()
    return found
