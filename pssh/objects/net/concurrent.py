"""Collections for several threads: bags, queues, stacks, blocking collections, and [Lazy[T]]."""

import threading
from typing import Any, List

from pssh.objects.net.common import call_block, fail
from pssh.objects.types import NetType, net_type

_SPACE = "System.Collections.Concurrent."


class ConcurrentList(list[Any]):
    """A list under a lock; `kind` says from which end things are taken."""

    def __init__(self, wanted: Any, kind: str, items: Any = ()) -> None:
        super().__init__(items)
        self.wanted = wanted
        self.kind = kind
        self.guard = threading.Condition()
        self.completed = False
        self.bound = 0

    @property
    def net_type(self) -> Any:
        """The constructed type."""
        return self.wanted

    def put(self, value: Any) -> None:
        """Adds; waits where a bound is reached."""
        with self.guard:
            if self.completed:
                fail(
                    "InvalidOperationException",
                    "The collection has been marked as complete with regards to additions.",
                )
            if self.bound:
                self.guard.wait_for(lambda: len(self) < self.bound)
            if self.kind == "stack":
                self.insert(0, value)
            else:
                self.append(value)
            self.guard.notify_all()

    def take(self, result: Any, remove: bool = True) -> bool:
        """The next one into a [ref]; False where there is none."""
        with self.guard:
            if not self:
                result.value = None
                return False
            place = len(self) - 1 if self.kind == "bag" else 0
            result.value = self[place]
            if remove:
                del self[place]
                self.guard.notify_all()
            return True

    def wait_take(self) -> Any:
        """The next one, waited for."""
        with self.guard:
            self.guard.wait_for(lambda: bool(self) or self.completed)
            if not self:
                fail(
                    "InvalidOperationException",
                    "The collection argument is empty and has been marked as complete "
                    "with regards to additions.",
                )
            value = self.pop(0)
            self.guard.notify_all()
            return value


def _declare(name: str, kind: str, put: str, take: str, peek: str = "TryPeek") -> NetType:
    made = net_type(
        f"{_SPACE}{name}`1",
        None,
        None,
        ("System.Collections.Generic.IEnumerable[T]", "System.Collections.ICollection"),
    )
    made.constructor(f"{name} new()")(lambda net_type: ConcurrentList(net_type, kind))
    made.constructor(f"{name} new(System.Collections.IEnumerable collection)")(
        lambda net_type, items: ConcurrentList(
            net_type, kind, reversed(list(items)) if kind == "stack" else items
        )
    )
    made.method(put, f"void {put}(T item)")(lambda self, value: self.put(value))
    made.method(take, f"bool {take}([ref] T result)")(lambda self, result: self.take(result))
    made.method(peek, f"bool {peek}([ref] T result)")(lambda self, result: self.take(result, False))
    made.method("ToArray", "T[] ToArray()")(_to_array)
    made.method("Clear", "void Clear()")(lambda self: self.clear())
    made.prop("Count", "int")(len)
    made.prop("IsEmpty", "bool")(lambda self: not self)
    return made


def _to_array(self: ConcurrentList) -> List[Any]:
    from pssh.objects.collections import TypedArray

    items = list(reversed(self)) if self.kind == "bag" else list(self)
    return TypedArray(items, self.wanted.generic_arguments[0])


_declare("ConcurrentBag", "bag", "Add", "TryTake")
_declare("ConcurrentQueue", "queue", "Enqueue", "TryDequeue")
_declare("ConcurrentStack", "stack", "Push", "TryPop")
blocking: NetType = _declare("BlockingCollection", "queue", "Add", "TryTake")


@blocking.constructor("BlockingCollection new(int boundedCapacity)")
def _bounded(net_type: Any, bound: int) -> ConcurrentList:
    made = ConcurrentList(net_type, "queue")
    made.bound = bound
    return made


blocking.method("Take", "T Take()")(lambda self: self.wait_take())


@blocking.method("CompleteAdding", "void CompleteAdding()")
def _complete(self: ConcurrentList) -> None:
    with self.guard:
        self.completed = True
        self.guard.notify_all()


blocking.prop("IsAddingCompleted", "bool")(lambda self: self.completed)
blocking.prop("IsCompleted", "bool")(lambda self: self.completed and not self)


@blocking.method(
    "GetConsumingEnumerable", "System.Collections.Generic.IEnumerable[T] GetConsumingEnumerable()"
)
def _consume(self: ConcurrentList) -> List[Any]:
    out: List[Any] = []
    while True:
        with self.guard:
            self.guard.wait_for(lambda: bool(self) or self.completed)
            if not self:
                return out
            out.append(self.pop(0))
            self.guard.notify_all()


class Lazy:
    """[Lazy[T]]"""

    __slots__ = ("block", "made", "result", "wanted")

    def __init__(self, wanted: Any, block: Any) -> None:
        self.wanted, self.block = wanted, block
        self.made = False
        self.result: Any = None

    @property
    def net_type(self) -> Any:
        """The constructed type."""
        return self.wanted

    def value(self) -> Any:
        """Made at the first look."""
        if not self.made:
            self.result = call_block(self.block)
            self.made = True
        return self.result


lazy = net_type("System.Lazy`1")
lazy.constructor("Lazy new(System.Object valueFactory)")(lambda net_type, block: Lazy(net_type, block))
lazy.prop("Value", "T")(lambda self: self.value())
lazy.prop("IsValueCreated", "bool")(lambda self: self.made)
