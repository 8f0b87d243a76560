"""PSDataCollection[T]: what a pipeline on a thread of its own is fed from and writes to."""

from typing import Any, Callable, Dict, Iterable, List

from pssh.objects.collections import Collection
from pssh.objects.convert import convert, elements_of
from pssh.objects.exceptions import NetException
from pssh.objects.types import net_type

__all__ = ["DataCollection"]

_NAME = "System.Management.Automation.PSDataCollection"


class DataCollection(Collection):
    """A collection that is open until it is completed."""

    __slots__ = ("handlers", "open")
    type_name = _NAME

    def __init__(self, items: Any = (), net_type: Any = None) -> None:
        super().__init__(items, net_type)
        self.open = True
        self.handlers: Dict[str, List[Callable[[Any, Any], None]]] = {}

    def append(self, item: Any) -> None:
        """Add an object and tell who listens."""
        self.extend((item,))

    def extend(self, items: Iterable[Any]) -> None:
        """Add objects and tell who listens."""
        first = len(self)
        list.extend(self, items)
        for handler in list(self.handlers.get("dataadded", ())):
            for index in range(first, len(self)):
                handler(self, DataAddedEventArgs(index))

    def complete(self) -> None:
        """Nothing will be added any more."""
        if self.open:
            self.open = False
            for handler in list(self.handlers.get("completed", ())):
                handler(self, None)

    def add_event(self, name: str, handler: Callable[[Any, Any], None]) -> None:
        """Register-ObjectEvent: DataAdded and Completed."""
        if name.lower() not in ("dataadded", "completed"):
            from pssh.objects.errors import ps_error

            raise ps_error("INVALID_REGISTRATION", f"An event with the name '{name}' does not exist.")
        self.handlers.setdefault(name.lower(), []).append(handler)

    def remove_event(self, name: str, handler: Callable[[Any, Any], None]) -> None:
        """The subscription is over."""
        listening = self.handlers.get(name.lower(), [])
        if handler in listening:
            listening.remove(handler)


class DataAddedEventArgs:
    """What a DataAdded event tells."""

    __slots__ = ("index",)
    net_type_name = "System.Management.Automation.DataAddedEventArgs"

    def __init__(self, index: int) -> None:
        self.index = index


added = net_type(DataAddedEventArgs.net_type_name, DataAddedEventArgs, "System.EventArgs")
added.reads("Index", "int", "index")


kind = net_type(_NAME + "`1", None, "System.Collections.ObjectModel.Collection`1", ("System.IDisposable",))
kind.prop("IsOpen", "bool")(lambda self: self.open)
kind.extra["events"] = {
    "DataAdded": f"System.EventHandler`1[{DataAddedEventArgs.net_type_name}]",
    "Completed": "System.EventHandler",
}


@kind.constructor(
    f"{_NAME}[T] new()",
    f"{_NAME}[T] new(int capacity)",
    f"{_NAME}[T] new(System.Collections.Generic.IEnumerable[T] items)",
    raw=True,
)
def _new(net_type: Any, source: Any = None) -> DataCollection:
    made = DataCollection((), net_type)
    if source is not None and not isinstance(source, int):
        made.extend(convert(item, made.element_type) for item in elements_of(source) or [source])
        made.open = False
    return made


@kind.method("Add", "void Add(T item)")
def _add(self: DataCollection, item: Any) -> None:
    if not self.open:
        raise NetException(
            "System.Management.Automation.PSInvalidOperationException",
            "Objects cannot be added to a closed buffer. Make sure the buffer is open for Add and Insert "
            "operations to succeed.",
        )
    self.append(item)


@kind.method("Complete", "void Complete()")
@kind.method("Dispose", "void Dispose()")
def _complete(self: DataCollection) -> None:
    self.complete()


@kind.method("ReadAll", "System.Collections.ObjectModel.Collection[T] ReadAll()")
def _read_all(self: DataCollection) -> Collection:
    found = Collection(self)
    self.clear()
    return found
