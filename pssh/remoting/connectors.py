"""How a target becomes a channel. Kinds are found by name: nothing is imported before it is needed."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Set, Tuple

from pssh.remoting.channel import Channel

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Connectors", "TargetSpec", "connectors_of"]

Factory = Callable[["TargetSpec", Any], Channel]

# Packages above this one offer their kinds by name: a connector is looked up, not imported, by those below
# it.
_KNOWN: Dict[str, str] = {
    "process": "pssh.agent.spawn:open_process",
    "local": "pssh.agent.spawn:open_local",
    "ssh": "pssh.ssh.connect:open_channel",
}
# Kinds whose targets are better opened all at once: `(targets, runspace) -> list of channels and exceptions`.
_MANY: Dict[str, str] = {"ssh": "pssh.ssh.connect:open_many"}
# Kinds that can copy files: `(target, runspace) -> copier`.
_COPIERS: Dict[str, str] = {"ssh": "pssh.ssh.sftp:copier"}
# Where the client's packages are not (on a far end), another way is taken.
_ELSEWHERE: Dict[str, str] = {"ssh": "pssh.remoting.relay:open_relay"}


class TargetSpec:
    """Where to connect to. `kind`: "ssh", "local" (this machine, no SSH) or "process" (a background job)."""

    __slots__ = (
        "connecting_timeout",
        "host",
        "key_file",
        "kind",
        "options",
        "password",
        "port",
        "subsystem",
        "user",
        "via",
    )

    def __init__(
        self,
        kind: str = "ssh",
        host: str = "localhost",
        user: Optional[str] = None,
        port: Optional[int] = None,
        key_file: Optional[str] = None,
        options: Optional[Dict[str, Any]] = None,
        connecting_timeout: Optional[float] = None,
        subsystem: Optional[str] = None,
        via: Optional["TargetSpec"] = None,
        password: Optional[str] = None,
    ) -> None:
        self.kind = kind
        self.host = host
        self.user = user
        self.port = port
        self.key_file = key_file
        self.options = options or {}
        self.connecting_timeout = connecting_timeout
        self.subsystem = subsystem
        self.via = via
        self.password = password

    @property
    def display(self) -> str:
        """The computer name shown to the user."""
        return self.host

    @property
    def key(self) -> Tuple[Any, ...]:
        """What makes two targets the same connection."""
        options = tuple(sorted((str(k).lower(), str(v)) for k, v in self.options.items()))
        hop = self.via.key if self.via is not None else None
        return (
            self.kind,
            self.host.lower(),
            self.user,
            self.port,
            self.key_file,
            options,
            self.subsystem,
            hop,
        )

    def __repr__(self) -> str:
        return f"TargetSpec({self.kind}:{self.user or ''}@{self.host}:{self.port or ''})"


class Connectors:
    """The kinds of target one runspace can reach."""

    def __init__(self, runspace: "Runspace") -> None:
        self._runspace = runspace
        self._factories: Dict[str, Factory] = {}
        self._replaced: Set[str] = set()
        self._offers: Dict[Tuple[Any, ...], List[str]] = {}

    def register(self, kind: str, factory: Factory) -> None:
        """Use `factory` for `kind` from now on."""
        self._factories[kind] = factory
        self._replaced.add(kind)

    def offer(self, target: TargetSpec, path: str) -> None:
        """An agent on that host listens at `path` and forks sessions for whoever connects to it."""
        self._offers.setdefault(target.key, []).insert(0, path)

    def withdraw(self, target: TargetSpec, path: str) -> None:
        """That agent ends."""
        paths = self._offers.get(target.key, [])
        if path in paths:
            paths.remove(path)

    def offers(self, target: TargetSpec) -> List[str]:
        """Where agents fork sessions for a target, the newest first."""
        return list(self._offers.get(target.key, ()))

    def connect(self, target: TargetSpec) -> Channel:
        """Open a channel to `target`; blocks until it is connected, raises PSError."""
        return self._factory(target.kind)(target, self._runspace)

    def many(self, kind: str) -> Optional[Callable[[Any, Any], Any]]:
        """A function that opens many targets of a kind side by side, if there is one and no factory
        replaces it."""
        if kind in self._replaced or kind not in _MANY:
            return None
        from importlib import import_module

        module, _, name = _MANY[kind].partition(":")
        try:
            found = import_module(module)
        except ModuleNotFoundError:
            return None  # a far end: the targets are opened one by one
        connector: Callable[[Any, Any], Any] = getattr(found, name)
        return connector

    def copier(self, target: "TargetSpec") -> Any:
        """Copies files to and from a target; None where the target's files are this machine's own."""
        found = _COPIERS.get(target.kind)
        if found is None:
            return None
        from importlib import import_module

        module, _, name = found.partition(":")
        return getattr(import_module(module), name)(target, self._runspace)

    def _factory(self, kind: str) -> Factory:
        found = self._factories.get(kind)
        if found is None:
            from importlib import import_module

            known = _KNOWN.get(kind)
            if known is None:
                raise LookupError(f"There is no connector for targets of the kind '{kind}'.")
            module, _, name = known.partition(":")
            try:
                found = getattr(import_module(module), name)
            except ModuleNotFoundError:
                if kind not in _ELSEWHERE:
                    raise
                module, _, name = _ELSEWHERE[kind].partition(":")
                found = getattr(import_module(module), name)
            self._factories[kind] = found
        return found


def connectors_of(runspace: "Runspace") -> Connectors:
    """The connectors of a runspace, made on first use."""
    found: Optional[Connectors] = runspace.services.get("connectors")
    if found is None:
        found = runspace.services["connectors"] = Connectors(runspace)
    return found
