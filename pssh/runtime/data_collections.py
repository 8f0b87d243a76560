"""PSDataCollection[T]: what a pipeline on a thread of its own is fed from and writes to."""

from typing import Any

from pssh.objects.collections import Collection
from pssh.objects.convert import convert, elements_of
from pssh.objects.exceptions import NetException
from pssh.objects.types import net_type

__all__ = ["DataCollection"]

_NAME = "System.Management.Automation.PSDataCollection"


class DataCollection(Collection):
    """A collection that is open until it is completed."""

    __slots__ = ("open",)
    type_name = _NAME

    def __init__(self, items: Any = (), net_type: Any = None) -> None:
        super().__init__(items, net_type)
        self.open = True


kind = net_type(_NAME + "`1", None, "System.Collections.ObjectModel.Collection`1", ("System.IDisposable",))
kind.prop("IsOpen", "bool")(lambda self: self.open)


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
    self.open = False


@kind.method("ReadAll", "System.Collections.ObjectModel.Collection[T] ReadAll()")
def _read_all(self: DataCollection) -> Collection:
    found = Collection(self)
    self.clear()
    return found
