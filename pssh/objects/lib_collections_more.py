"""LinkedList, PriorityQueue, BitArray, StringCollection, NameValueCollection."""

from heapq import heappop, heappush
from typing import Any, Iterator, List, Optional, Tuple

from pssh.objects.compare import net_equals, order_key
from pssh.objects.dictionaries import OrderedDictionary
from pssh.objects.errors import NetException
from pssh.objects.lib_collections import NetCollection, common_members, construct
from pssh.objects.types import NetType, net_type, resolve_type

_GENERIC = "System.Collections.Generic."


# -- LinkedList ------------------------------------------------------------------------------------


class LinkedListNode:
    """A node of a LinkedList[T]."""

    ps_single = True

    def __init__(self, value: Any, owner: Any = None) -> None:
        self.value = value
        self.owner = owner

    @property
    def net_type(self) -> Any:
        arguments = (
            self.owner.net_type.generic_arguments if self.owner is not None else (resolve_type("object"),)
        )
        return resolve_type(_GENERIC + "LinkedListNode", arguments)

    def beside(self, step: int) -> Any:
        if self.owner is None:
            return None
        nodes = self.owner.nodes
        place = nodes.index(self) + step
        return nodes[place] if 0 <= place < len(nodes) else None


class LinkedList(NetCollection):
    """LinkedList[T]: nodes that scripts hold on to, in a list."""

    def __init__(self, items: Any, net_type: NetType) -> None:
        self.net_type = net_type
        self.nodes: List[LinkedListNode] = [LinkedListNode(item, self) for item in items]

    @property
    def items(self) -> List[Any]:  # type: ignore[override]  # made of the nodes, where the base keeps a list
        return [node.value for node in self.nodes]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.nodes)

    def put(self, place: int, value: Any) -> Any:
        node = value if isinstance(value, LinkedListNode) else LinkedListNode(value, self)
        node.owner = self
        self.nodes.insert(place, node)
        return node

    def take(self, place: int) -> None:
        if not self.nodes:
            raise NetException("System.InvalidOperationException", "The LinkedList is empty.")
        self.nodes.pop(place).owner = None


linked = net_type(
    _GENERIC + "LinkedList`1", None, None, (_GENERIC + "ICollection[T]", "System.Collections.ICollection")
)
common_members(linked, "T")
construct(linked, LinkedList)
linked.prop("First", _GENERIC + "LinkedListNode[T]")(lambda self: self.nodes[0] if self.nodes else None)
linked.prop("Last", _GENERIC + "LinkedListNode[T]")(lambda self: self.nodes[-1] if self.nodes else None)
linked.method("AddFirst", f"{_GENERIC}LinkedListNode[T] AddFirst(T value)")(
    lambda self, value: self.put(0, value)
)
linked.method("AddLast", f"{_GENERIC}LinkedListNode[T] AddLast(T value)")(
    lambda self, value: self.put(len(self.nodes), value)
)
linked.method(
    "AddBefore", f"{_GENERIC}LinkedListNode[T] AddBefore({_GENERIC}LinkedListNode[T] node, T value)", raw=True
)(lambda self, node, value: self.put(self.nodes.index(node), value))
linked.method(
    "AddAfter", f"{_GENERIC}LinkedListNode[T] AddAfter({_GENERIC}LinkedListNode[T] node, T value)", raw=True
)(lambda self, node, value: self.put(self.nodes.index(node) + 1, value))
linked.method("RemoveFirst", "void RemoveFirst()")(lambda self: self.take(0))
linked.method("RemoveLast", "void RemoveLast()")(lambda self: self.take(-1))


@linked.method("Clear", "void Clear()")
def _clear_linked(self: LinkedList) -> None:
    self.nodes.clear()


@linked.method("Find", f"{_GENERIC}LinkedListNode[T] Find(T value)")
def _find(self: LinkedList, value: Any) -> Any:
    return next((node for node in self.nodes if net_equals(node.value, value)), None)


@linked.method("Remove", "bool Remove(T value)", raw=True)
def _remove(self: LinkedList, value: Any) -> bool:
    node = value if isinstance(value, LinkedListNode) else _find(self, value)
    if node is None:
        return False
    self.nodes.remove(node)
    node.owner = None
    return True


node_type = net_type(_GENERIC + "LinkedListNode`1")


def _set_node(self: LinkedListNode, value: Any) -> None:
    self.value = value


node_type.prop("List", _GENERIC + "LinkedList[T]")(lambda self: self.owner)
node_type.prop("Next", _GENERIC + "LinkedListNode[T]")(lambda self: self.beside(1))
node_type.prop("Previous", _GENERIC + "LinkedListNode[T]")(lambda self: self.beside(-1))
node_type.prop("Value", "T")(lambda self: self.value)
node_type.setter("Value")(_set_node)


# -- PriorityQueue ---------------------------------------------------------------------------------


class PriorityQueue:
    """PriorityQueue[TElement,TPriority]: the lowest priority comes first."""

    ps_single = True

    def __init__(self, net_type: NetType, comparer: Any = None) -> None:
        self.net_type = net_type
        self.heap: List[Tuple[Any, int, Any, Any]] = []
        self.count = 0
        self.comparer = comparer

    def key(self, priority: Any) -> Any:
        """What Python's heap compares for a priority."""
        if self.comparer is not None:
            from functools import cmp_to_key

            from pssh.objects.lib_array import comparison

            return cmp_to_key(comparison(self.comparer))(priority)
        return priority if isinstance(priority, (int, float)) else order_key(priority)

    def put(self, element: Any, priority: Any) -> None:
        self.count += 1
        heappush(self.heap, (self.key(priority), self.count, element, priority))

    def take(self) -> Tuple[Any, Any]:
        if not self.heap:
            raise NetException("System.InvalidOperationException", "Queue empty.")
        entry = heappop(self.heap)
        return entry[2], entry[3]


priority = net_type(_GENERIC + "PriorityQueue`2")
priority.prop("Count", "int")(lambda self: len(self.heap))
priority.method("Enqueue", "void Enqueue(TElement element, TPriority priority)")(
    lambda self, element, level: self.put(element, level)
)
priority.method("Dequeue", "TElement Dequeue()")(lambda self: self.take()[0])
priority.method("Clear", "void Clear()")(lambda self: self.heap.clear())


@priority.constructor(
    f"{_GENERIC}PriorityQueue[TElement,TPriority] new()",
    f"{_GENERIC}PriorityQueue[TElement,TPriority] new({_GENERIC}IComparer[TPriority] comparer)",
    raw=True,
)
def _new_priority(net_type: NetType, comparer: Any = None) -> PriorityQueue:
    return PriorityQueue(net_type, None if isinstance(comparer, int) else comparer)


@priority.method("Peek", "TElement Peek()")
def _peek(self: PriorityQueue) -> Any:
    if not self.heap:
        raise NetException("System.InvalidOperationException", "Queue empty.")
    return self.heap[0][2]


def _try_take(self: PriorityQueue, element: Any, level: Any, remove: bool) -> bool:
    if not self.heap:
        element.value = level.value = None
        return False
    element.value, level.value = self.take() if remove else (self.heap[0][2], self.heap[0][3])
    return True


priority.method("TryDequeue", "bool TryDequeue([ref] TElement element, [ref] TPriority priority)")(
    lambda self, element, level: _try_take(self, element, level, True)
)
priority.method("TryPeek", "bool TryPeek([ref] TElement element, [ref] TPriority priority)")(
    lambda self, element, level: _try_take(self, element, level, False)
)


# -- BitArray, StringCollection, NameValueCollection -----------------------------------------------

bits = net_type("System.Collections.BitArray", None, None, ("System.Collections.ICollection",))
common_members(bits, "bool")
bits.prop("Length", "int")(lambda self: len(self))


@bits.constructor(
    "System.Collections.BitArray new(int length)",
    "System.Collections.BitArray new(bool[] values)",
    "System.Collections.BitArray new(int length, bool defaultValue)",
    raw=True,
)
def _new_bits(net_type: NetType, source: Any, value: bool = False) -> NetCollection:
    if isinstance(source, int):
        return NetCollection([bool(value)] * int(source), net_type)
    if isinstance(source, bytearray):
        return NetCollection([bool(byte >> place & 1) for byte in source for place in range(8)], net_type)
    return NetCollection([bool(item) for item in source], net_type)


def _set_bit(self: NetCollection, index: int, value: bool) -> None:
    self.items[index] = value


def _combine(name: str, function: Any) -> None:
    @bits.method(name, f"System.Collections.BitArray {name}(System.Collections.BitArray value)", raw=True)
    def _(self: NetCollection, other: Any) -> Any:
        self.items[:] = [function(a, b) for a, b in zip(self.items, other.items)]
        return self


bits.method("Get", "bool Get(int index)")(lambda self, index: self.items[index])
bits.method("Set", "void Set(int index, bool value)")(_set_bit)
bits.parameterized("Item", "bool Item(int index) {get;set;}")(lambda self, index: self.items[index])
_combine("And", lambda a, b: a and b)
_combine("Or", lambda a, b: a or b)
_combine("Xor", lambda a, b: a != b)


@bits.method("SetAll", "void SetAll(bool value)")
def _set_all(self: NetCollection, value: bool) -> None:
    self.items[:] = [value] * len(self.items)


@bits.method("Not", "System.Collections.BitArray Not()")
def _not(self: NetCollection) -> NetCollection:
    self.items[:] = [not item for item in self.items]
    return self


texts = net_type("System.Collections.Specialized.StringCollection", None, None, ("System.Collections.IList",))
common_members(texts, "string")
construct(texts, NetCollection)


@texts.method("Add", "int Add(string value)")
def _add_text(self: NetCollection, value: str) -> int:
    self.items.append(value)
    return len(self.items) - 1


@texts.method("AddRange", "void AddRange(string[] value)")
def _add_texts(self: NetCollection, values: Any) -> None:
    self.items.extend(values)


@texts.method("Remove", "void Remove(string value)")
def _remove_text(self: NetCollection, value: str) -> None:
    if value in self.items:
        self.items.remove(value)


class NameValueCollection(OrderedDictionary):
    """Names with several values each; reading gives them joined by commas."""

    __slots__ = ()


names = net_type(
    "System.Collections.Specialized.NameValueCollection",
    NameValueCollection,
    None,
    ("System.Collections.ICollection",),
)
names.prop("Count", "int")(lambda self: len(self))
names.prop("AllKeys", "string[]")(lambda self: self.keys())
names.prop("Keys", "System.Collections.ICollection")(lambda self: self.keys())
names.constructor("System.Collections.Specialized.NameValueCollection new()")(lambda: NameValueCollection())


@names.method("Add", "void Add(string name, string value)")
def _add_name(self: NameValueCollection, name: str, value: str) -> None:
    old = self.get(name)
    self.set(name, value if old is None else f"{old},{value}")


names.method("Get", "string Get(string name)")(lambda self, name: self.get(name))
names.method("Set", "void Set(string name, string value)")(lambda self, name, value: self.set(name, value))
names.method("Remove", "void Remove(string name)")(lambda self, name: self.remove(name) and None)
names.method("Clear", "void Clear()")(lambda self: self.clear())


@names.method("GetValues", "string[] GetValues(string name)")
def _get_values(self: NameValueCollection, name: str) -> Any:
    found: Optional[str] = self.get(name)
    return None if found is None else found.split(",")
