"""HashSet, SortedSet, Stack, Queue; the rest of the family is in lib_collections_more."""

from typing import Any, Dict, Iterator, List, Optional

from pssh.objects.convert import convert, items_of
from pssh.objects.dictionaries import exact_key, norm_key
from pssh.objects.enumerators import Enumerator
from pssh.objects.errors import NetException
from pssh.objects.lib_list import array_of
from pssh.objects.types import NetType, net_type

_GENERIC = "System.Collections.Generic."


def _ignores(args: Any) -> bool:
    return any(getattr(arg, "ignore_case", False) and hasattr(arg, "same") for arg in args)


class NetCollection:
    """The base of the collections of this module: a typed list of items."""

    def __init__(self, items: Any, net_type: NetType) -> None:
        self.items: List[Any] = list(items)
        self.net_type = net_type

    @property
    def element_type(self) -> Optional[NetType]:
        arguments = self.net_type.generic_arguments
        return arguments[0] if arguments else None

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self.items))

    def ps_enumerate(self) -> Iterator[Any]:
        return iter(self)

    def __len__(self) -> int:
        return len(self.items)


class NetSet(NetCollection):
    """HashSet[T]: insertion order; `sorted` makes it a SortedSet[T]."""

    def __init__(self, items: Any, net_type: NetType, ignore_case: bool = False) -> None:
        self.net_type = net_type
        self._norm = norm_key if ignore_case else exact_key
        self.ignore_case_keys = ignore_case
        self._store: Dict[Any, Any] = {}
        self.sorted = "SortedSet" in net_type.full_name
        self._in_order: Optional[List[Any]] = None  # never changed in place: somebody may be walking over it
        for item in items:
            self.add(item)

    @property
    def items(self) -> List[Any]:  # type: ignore[override]  # made of the keys, where the base keeps a list
        if not self.sorted:
            return list(self._store.values())
        if self._in_order is None:
            from pssh.objects.lib_array import sort_items

            self._in_order = sort_items(list(self._store.values()))
        return self._in_order

    def add(self, item: Any) -> bool:
        key = self._norm(item)
        if key in self._store:
            return False
        self._store[key] = item
        self._in_order = None
        return True

    def remove(self, item: Any) -> bool:
        gone = self._store.pop(self._norm(item), self)
        if gone is self:
            return False
        order = self._in_order
        if order is not None:  # most often the first or the last is taken
            self._in_order = order[1:] if order[0] is gone else order[:-1] if order[-1] is gone else None
        return True

    def has(self, item: Any) -> bool:
        return self._norm(item) in self._store

    def clear(self) -> None:
        self._store.clear()
        self._in_order = None

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self._store)

    def other(self, values: Any) -> "NetSet":
        """The values as a set with the same comparer."""
        wanted = self.element_type
        items = items_of(values)
        return NetSet(
            [convert(item, wanted) if wanted else item for item in items],
            self.net_type,
            self.ignore_case_keys,
        )


def common_members(kind: NetType, item: str) -> None:
    """Declare what all collections have; `item` is the type of their elements as definitions print it."""
    kind.prop("Count", "int")(lambda self: len(self))
    kind.method("GetEnumerator", "System.Collections.IEnumerator GetEnumerator()")(
        lambda self: Enumerator(list(self))
    )
    kind.method("ToArray", f"{item}[] ToArray()")(lambda self: array_of(list(self), self.element_type))

    @kind.method("Contains", f"bool Contains({item} item)")
    def _contains(self: Any, value: Any) -> bool:
        from pssh.objects.compare import net_equals

        return (
            self.has(value) if isinstance(self, NetSet) else any(net_equals(entry, value) for entry in self)
        )

    @kind.method("CopyTo", f"void CopyTo({item}[] array, int index)", raw=True)
    def _copy_to(self: Any, target: Any, index: Any = 0) -> None:
        for offset, entry in enumerate(self):
            target[int(index) + offset] = entry

    @kind.method("Clear", "void Clear()")
    def _clear(self: Any) -> None:
        if isinstance(self, NetSet):
            self.clear()
        else:
            self.items.clear()


def _set_methods(kind: NetType) -> None:
    short = kind.full_name.partition("`")[0]
    common_members(kind, "T")
    kind.method("Add", "bool Add(T item)")(lambda self, item: self.add(item))
    kind.method("Remove", "bool Remove(T item)")(lambda self, item: self.remove(item))

    @kind.constructor(
        f"{short}[T] new()",
        f"{short}[T] new({_GENERIC}IEnumerable[T] collection)",
        f"{short}[T] new({_GENERIC}IEqualityComparer[T] comparer)",
        raw=True,
    )
    def _new(net_type: NetType, *args: Any) -> NetSet:
        source: List[Any] = []
        for arg in args:
            if not hasattr(arg, "same") and not isinstance(arg, int) and not hasattr(arg, "ps_comparer"):
                source = items_of(arg)
        element = net_type.generic_arguments[0]
        return NetSet([convert(item, element) for item in source], net_type, _ignores(args))

    def union(self: NetSet, other: Any) -> None:
        for item in self.other(other).items:
            self.add(item)

    def intersect(self: NetSet, other: Any) -> None:
        kept = self.other(other)
        for item in self.items:
            if not kept.has(item):
                self.remove(item)

    def minus(self: NetSet, other: Any) -> None:
        for item in self.other(other).items:
            self.remove(item)

    def either(self: NetSet, other: Any) -> None:
        for item in self.other(other).items:
            if not self.remove(item):
                self.add(item)

    for name, function in (
        ("UnionWith", union),
        ("IntersectWith", intersect),
        ("ExceptWith", minus),
        ("SymmetricExceptWith", either),
    ):
        kind.method(name, f"void {name}({_GENERIC}IEnumerable[T] other)", raw=True)(function)

    def subset(self: NetSet, other: Any) -> bool:
        kept = self.other(other)
        return all(kept.has(item) for item in self.items)

    def superset(self: NetSet, other: Any) -> bool:
        return all(self.has(item) for item in self.other(other).items)

    tests = {
        "IsSubsetOf": subset,
        "IsSupersetOf": superset,
        "IsProperSubsetOf": lambda self, other: subset(self, other) and len(self.other(other)) > len(self),
        "IsProperSupersetOf": lambda self, other: (
            superset(self, other) and len(self.other(other)) < len(self)
        ),
        "Overlaps": lambda self, other: any(self.has(item) for item in self.other(other).items),
        "SetEquals": lambda self, other: subset(self, other) and superset(self, other),
    }
    for name, test in tests.items():
        kind.method(name, f"bool {name}({_GENERIC}IEnumerable[T] other)", raw=True)(test)

    @kind.method("RemoveWhere", "int RemoveWhere(System.Predicate[T] match)", raw=True)
    def _remove_where(self: NetSet, match: Any) -> int:
        from pssh.objects.lib_array import test_of

        gone = [item for item in self.items if test_of(match)(item)]
        for item in gone:
            self.remove(item)
        return len(gone)


hash_set = net_type(
    _GENERIC + "HashSet`1", None, None, (_GENERIC + "ISet[T]", _GENERIC + "IReadOnlyCollection[T]")
)
sorted_set = net_type(
    _GENERIC + "SortedSet`1",
    None,
    None,
    (_GENERIC + "ISet[T]", _GENERIC + "IReadOnlyCollection[T]", "System.Collections.ICollection"),
)
_set_methods(hash_set)
_set_methods(sorted_set)
sorted_set.prop("Min", "T")(lambda self: self.items[0] if len(self) else None)
sorted_set.prop("Max", "T")(lambda self: self.items[-1] if len(self) else None)
sorted_set.method("Reverse", f"{_GENERIC}IEnumerable[T] Reverse()")(lambda self: list(reversed(self.items)))


@sorted_set.method("GetViewBetween", f"{_GENERIC}SortedSet[T] GetViewBetween(T lowerValue, T upperValue)")
def _view_between(self: NetSet, lower: Any, upper: Any) -> NetSet:
    from pssh.objects.lib_array import comparison

    compare = comparison(None)
    if compare(lower, upper) > 0:
        raise NetException(
            "System.ArgumentException",
            "Must be less than or equal to upperValue. (Parameter 'lowerValue')",
            ParamName="lowerValue",
        )
    inside = [item for item in self.items if compare(lower, item) <= 0 <= compare(upper, item)]
    return NetSet(inside, self.net_type, self.ignore_case_keys)


def _empty(what: str) -> NetException:
    return NetException("System.InvalidOperationException", f"{what} empty.")


class NetStack(NetCollection):
    """Stack: enumerates from the top."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items[::-1])


class NetQueue(NetCollection):
    """Queue."""


def construct(kind: NetType, cls: Any) -> None:
    """Declare the constructors: of nothing, of a capacity, of another collection's elements."""
    name = kind.full_name.partition("`")[0]

    @kind.constructor(
        f"{name} new()",
        f"{name} new(System.Collections.IEnumerable collection)",
        f"{name} new(int capacity)",
        raw=True,
    )
    def _new(net_type: NetType, source: Any = None) -> Any:
        if source is None or isinstance(source, int):
            return cls((), net_type)
        arguments = net_type.generic_arguments
        items = items_of(source)
        return cls([convert(item, arguments[0]) for item in items] if arguments else items, net_type)


def _stack(kind: NetType, item: str) -> None:
    common_members(kind, item)
    construct(kind, NetStack)

    @kind.method("Push", f"void Push({item} item)")
    def _push(self: NetStack, value: Any) -> None:
        self.items.append(value)

    @kind.method("Pop", f"{item} Pop()")
    def _pop(self: NetStack) -> Any:
        if not self.items:
            raise _empty("Stack")
        return self.items.pop()

    @kind.method("Peek", f"{item} Peek()")
    def _peek(self: NetStack) -> Any:
        if not self.items:
            raise _empty("Stack")
        return self.items[-1]

    _try(kind, item, "TryPop", lambda self: self.items.pop())
    _try(kind, item, "TryPeek", lambda self: self.items[-1])


def _try(kind: NetType, item: str, name: str, take: Any) -> None:
    @kind.method(name, f"bool {name}([ref] {item} result)")
    def _(self: Any, reference: Any) -> bool:
        if not self.items:
            reference.value = self.element_type.default_value() if self.element_type else None
            return False
        reference.value = take(self)
        return True


def _queue(kind: NetType, item: str) -> None:
    common_members(kind, item)
    construct(kind, NetQueue)

    @kind.method("Enqueue", f"void Enqueue({item} item)")
    def _enqueue(self: NetQueue, value: Any) -> None:
        self.items.append(value)

    @kind.method("Dequeue", f"{item} Dequeue()")
    def _dequeue(self: NetQueue) -> Any:
        if not self.items:
            raise _empty("Queue")
        return take_first(self)

    @kind.method("Peek", f"{item} Peek()")
    def _peek(self: NetQueue) -> Any:
        if not self.items:
            raise _empty("Queue")
        return self.items[0]

    _try(kind, item, "TryDequeue", take_first)
    _try(kind, item, "TryPeek", lambda self: self.items[0])


def take_first(self: Any) -> Any:
    """The first item, in constant time on the whole: a deque takes the list's place at the first Dequeue."""
    from collections import deque

    if not isinstance(self.items, deque):
        self.items = deque(self.items)
    return self.items.popleft()


_ICOLLECTION = ("System.Collections.ICollection",)
_stack(net_type(_GENERIC + "Stack`1", None, None, (*_ICOLLECTION, _GENERIC + "IReadOnlyCollection[T]")), "T")
_stack(net_type("System.Collections.Stack", None, None, _ICOLLECTION), "System.Object")
_queue(net_type(_GENERIC + "Queue`1", None, None, (*_ICOLLECTION, _GENERIC + "IReadOnlyCollection[T]")), "T")
_queue(net_type("System.Collections.Queue", None, None, _ICOLLECTION), "System.Object")

from pssh.objects import lib_collections_more  # noqa: E402,F401 - the rest of the family
