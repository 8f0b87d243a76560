"""PSSession: what New-PSSession returns and Get-PSSession lists; the table of a runspace's sessions."""

import threading
import time
from typing import TYPE_CHECKING, Any, Iterable, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.remoting.remote_runspace import RemoteRunspace
    from pssh.runtime.runspace import Runspace

__all__ = ["PSSession", "SessionTable", "sessions_of"]
# So long a shell that ends waits for its sessions to have heard of it.
_LAST_WORDS = 2.0


class PSSession:
    """A connection to a runspace elsewhere, with its id and name."""

    net_type_name = "System.Management.Automation.Runspaces.PSSession"

    __slots__ = (
        "application_data",
        "busy_elsewhere",
        "computer_name",
        "computer_type",
        "configuration_name",
        "foreign",
        "id",
        "idle",
        "left_behind",
        "lender",
        "name",
        "owner",
        "runspace",
        "started",
        "target",
        "temporary",
        "transport",
    )

    def __init__(
        self,
        session_id: int,
        name: str,
        runspace: "RemoteRunspace",
        target: Any = None,
        transport: str = "SSH",
        computer_type: str = "RemoteMachine",
        configuration_name: str = "DefaultShell",
    ) -> None:
        self.id = session_id
        self.name = name
        self.runspace = runspace
        self.target = target
        self.transport = transport
        self.computer_name: str = runspace.computer_name
        self.computer_type = computer_type
        self.configuration_name = configuration_name
        self.application_data: Any = None
        self.busy_elsewhere = False  # another client holds it
        self.owner = ""  # who, where it is known
        self.started = 0.0
        self.idle = 0.0
        self.foreign = False  # left on its host by another client, not connected yet
        self.left_behind = False  # its process on the host died; what it had spooled can be received
        self.temporary = False  # made by Enter-PSSession for one visit
        self.lender: Any = None  # the RemoteRunspace whose session this is, while the prompt visits it

    @property
    def state(self) -> str:
        """Name of the RunspaceState."""
        return str(self.runspace.state)

    @property
    def availability(self) -> str:
        """Name of the RunspaceAvailability."""
        return "Busy" if self.busy_elsewhere and self.foreign else str(self.runspace.availability)

    @property
    def instance_id(self) -> str:
        """Guid of the session, as text; the same for whoever connects to it."""
        return str(self.runspace.instance_id)

    def __str__(self) -> str:
        return f"[PSSession]{self.name}"


class SessionTable:
    """The sessions of one runspace. Names and ids are drawn from one counter, names first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: List[PSSession] = []
        self._leaving: List[Any] = []  # runspaces whose far end has perhaps not heard yet that it is over
        self._next = 1

    def next_ids(self, names: Iterable[Optional[str]]) -> List[Tuple[int, str]]:
        """(id, name) for each wanted name; None asks for `Runspace<n>`. Names are drawn before ids."""
        with self._lock:
            chosen = []
            for name in names:
                chosen.append(f"Runspace{self._next}" if name is None else name)
                self._next += 1  # a given name uses a number up too
            result = []
            for name in chosen:
                result.append((self._next, name))
                self._next += 1
            return result

    def add(self, session: PSSession) -> PSSession:
        """List a session."""
        with self._lock:
            if session not in self._sessions:
                self._sessions.append(session)
        return session

    def remove(self, session: PSSession) -> None:
        """List it no more."""
        with self._lock:
            if session in self._sessions:
                self._sessions.remove(session)
                self._leaving = [far for far in self._leaving if not far.wait_parted(0)]
                self._leaving.append(session.runspace)

    def settle(self) -> None:
        """Wait until the hosts know of the sessions that were removed here, and list them no more."""
        with self._lock:
            leaving, self._leaving = self._leaving, []
        until = time.monotonic() + _LAST_WORDS
        for far in leaving:
            far.wait_parted(max(0.0, until - time.monotonic()))

    def all(self) -> List[PSSession]:
        """All listed sessions by id."""
        with self._lock:
            return sorted(self._sessions, key=lambda s: s.id)

    def by_id(self, session_id: int) -> Optional[PSSession]:
        """The session with this id."""
        return next((s for s in self.all() if s.id == session_id), None)

    def by_name(self, pattern: str) -> List[PSSession]:
        """Sessions whose name matches a wildcard pattern, ignoring case."""
        return [s for s in self.all() if _like(s.name, pattern)]

    def by_instance_id(self, instance_id: str) -> Optional[PSSession]:
        """The session with this guid."""
        wanted = str(instance_id).lower()
        return next((s for s in self.all() if s.instance_id.lower() == wanted), None)

    def by_computer(self, pattern: str) -> List[PSSession]:
        """Sessions to computers whose name matches a wildcard pattern."""
        return [s for s in self.all() if _like(s.computer_name, pattern)]

    def close_service(self) -> None:
        """The shell ends, and its sessions with it; those that were disconnected on purpose stay."""
        for session in self.all():
            if session.state in ("Opened", "Opening"):
                session.runspace.close()
                self.remove(session)
        self.settle()


def _like(text: str, pattern: str) -> bool:
    if not any(sign in pattern for sign in "*?["):
        return text.lower() == pattern.lower()
    from fnmatch import fnmatchcase

    return fnmatchcase(text.lower(), pattern.lower())


def sessions_of(runspace: "Runspace") -> SessionTable:
    """The session table of a runspace, made on first use."""
    found: Optional[SessionTable] = runspace.services.get("sessions")
    if found is None:
        found = runspace.services["sessions"] = SessionTable()
    return found
