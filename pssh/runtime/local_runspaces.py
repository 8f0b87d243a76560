"""Runspaces that scripts make: `[runspacefactory]::CreateRunspace()`, pools, and what they start with."""

import itertools
import threading
import weakref
from typing import TYPE_CHECKING, Any, Callable, List

from pssh.objects.collections import Collection
from pssh.objects.exceptions import NetException

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = [
    "HostRunspace",
    "InitialState",
    "LocalRunspace",
    "RunspacePool",
    "StateEntry",
    "default_runspace",
    "known_runspaces",
]

_SPACE = "System.Management.Automation.Runspaces."


class StateEntry:
    """One variable, function or alias of an initial session state."""

    def __init__(self, kind: str, name: str, value: Any) -> None:
        self.kind = kind
        self.name = name
        self.value = value


class VariableEntry(StateEntry):
    """A variable."""


class FunctionEntry(StateEntry):
    """A function."""


class AliasEntry(StateEntry):
    """An alias."""


class StateEntries(Collection):
    """The entries of one kind; `$entries['name']` gives those of that name."""

    __slots__ = ()

    def get_item(self, key: Any) -> Collection:
        """The entries of a name; a number is taken by the collection itself."""
        name = str(key).lower()
        return Collection(each for each in self if each.name.lower() == name)


class InitialState:
    """What a new runspace starts with."""

    net_type_name = _SPACE + "InitialSessionState"

    def __init__(self) -> None:
        self.variables = StateEntries()
        self.commands = StateEntries()
        self.startup_scripts = Collection()
        self.modules: List[Any] = []
        self.language_mode: Any = None
        self.throw_on_open_error = False

    def apply(self, rs: "Runspace") -> None:
        """Give a fresh runspace the variables, commands and modules."""
        for entry in self.variables:
            rs.global_scope.set(entry.name, entry.value)
        for entry in self.commands:
            drive = "function" if entry.kind == "Function" else "alias"
            rs.invoke_command("Set-Item", [f"{drive}:{entry.name}", entry.value])
        for name in self.modules:
            rs.invoke_command("Import-Module", [name])
        for path in self.startup_scripts:
            rs.run(f". '{path}'")


class LocalRunspace:
    """A runspace of this process. The engine behind it is made when it opens."""

    net_type_name = _SPACE + "LocalRunspace"

    def __init__(self, outer: Any, state: Any = None) -> None:
        self.id = next(outer.services.setdefault("runspace_ids", itertools.count(2)))
        self.name = f"Runspace{self.id}"
        self.outer = outer
        self.initial = state
        self.state = "BeforeOpen"
        self.instance_id: Any = None
        self._engine: Any = None
        outer.services.setdefault("runspaces", []).append(weakref.ref(self))

    @property
    def is_default(self) -> bool:
        """Whether it is the one the host itself runs its code in."""
        return False

    def open(self) -> None:
        """Make the engine."""
        if self.state != "BeforeOpen":
            raise NetException(
                _SPACE + "InvalidRunspaceStateException",
                f"Cannot open the runspace because the runspace is not in the BeforeOpen state. "
                f"Current state of runspace is '{self.state}'.",
            )
        from pssh.runtime.host import Host

        self._engine = self.outer.clone_for_job(Host())
        if self.initial is not None:
            self.initial.apply(self._engine)
        self.state = "Opened"

    @property
    def engine(self) -> Any:
        """The open engine; an error before Open and after Close."""
        if self._engine is None or self.state != "Opened":
            raise NetException(
                _SPACE + "InvalidRunspaceStateException",
                "Cannot perform the operation because the runspace is not in the 'Opened' state. "
                f"Current state of runspace is '{self.state}'.",
            )
        return self._engine

    def close(self) -> None:
        """End it; closing twice does no harm."""
        if self._engine is not None and self.state == "Opened":
            self._engine.close()
        self.state = "Closed"


class HostRunspace(LocalRunspace):
    """The runspace that is there already: the one the host runs its code in."""

    def __init__(self, engine: Any) -> None:
        self.id = engine.id
        self.name = engine.name
        self.outer = engine
        self.state = "Opened"
        self.instance_id: Any = None
        self._engine = engine

    @property
    def is_default(self) -> bool:
        return True

    @property
    def initial(self) -> InitialState:
        """The functions and aliases it started with."""
        from pssh.runtime.builtin_functions import FUNCTIONS

        state = InitialState()
        for name, text in FUNCTIONS.items():
            state.commands.append(FunctionEntry("Function", name, text))
        for alias in self.outer.discovery.builtin_aliases().values():
            state.commands.append(AliasEntry("Alias", alias.name, alias.target))
        return state


def default_runspace(rs: Any) -> HostRunspace:
    """A runspace of the engine as an object; always the same one."""
    found = rs.services.get("runspace")
    if found is None:
        found = rs.services["runspace"] = HostRunspace(rs)
    result: HostRunspace = found
    return result


def known_runspaces(rs: Any) -> List[LocalRunspace]:
    """The runspace of the host and those that scripts made and still hold."""
    made = (reference() for reference in rs.services.get("runspaces", ()))
    return [default_runspace(rs), *(each for each in made if each is not None)]


class RunspacePool:
    """Runspaces lent to pipelines, never more than `most` at a time."""

    net_type_name = _SPACE + "RunspacePool"

    def __init__(self, outer: Any, fewest: int = 1, most: int = 1, state: Any = None) -> None:
        self.outer = outer
        self.fewest = fewest
        self.most = most
        self.initial = state
        self.state = "BeforeOpen"
        self._idle: List[LocalRunspace] = []
        self._lent: List[LocalRunspace] = []
        self._free = threading.Condition()

    def open(self) -> None:
        """Allow lending."""
        self.state = "Opened"

    @property
    def available(self) -> int:
        return self.most - len(self._lent)

    def acquire(self) -> LocalRunspace:
        """A runspace of the pool, waiting for one when all are lent."""
        with self._free:
            while self.state == "Opened" and len(self._lent) >= self.most:
                self._free.wait()
            if self.state != "Opened":
                raise NetException(
                    _SPACE + "InvalidRunspacePoolStateException",
                    "Cannot perform the operation because the runspace pool is not in the 'Opened' state. "
                    f"The current state is '{self.state}'.",
                )
            lent = self._idle.pop() if self._idle else LocalRunspace(self.outer, self.initial)
            self._lent.append(lent)
        if lent.state == "BeforeOpen":
            lent.open()
        return lent

    def release(self, lent: LocalRunspace) -> None:
        """Take a runspace back."""
        with self._free:
            self._lent.remove(lent)
            if self.state == "Opened":
                self._idle.append(lent)
            else:
                lent.close()
            self._free.notify()

    def set_most(self, most: int) -> bool:
        """A new upper bound; False when it is below the lower one."""
        if most < self.fewest:
            return False
        with self._free:
            self.most = most
            self._free.notify_all()
        return True

    def close(self) -> None:
        """End the idle runspaces; lent ones end when they come back."""
        with self._free:
            self.state = "Closed"
            idle, self._idle = self._idle, []
            self._free.notify_all()
        closers: List[Callable[[], None]] = [each.close for each in idle]
        for close in closers:
            close()
