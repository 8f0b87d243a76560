"""[Linq.Enumerable]: ordering by several keys, sets by a key, tables, pieces, and the operators with type arguments."""

from functools import cmp_to_key
from typing import Any, Callable, Dict, Iterable, Iterator, List, Tuple

from pssh.objects.collections import TypedArray
from pssh.objects.net.common import call_block, fail, known_type
from pssh.objects.net.linq import NO_ELEMENTS, Grouping, array_of, equality_key, items_of, linq, raw_method
from pssh.objects.types import is_instance, net_type

# --- order -----------------------------------------------------------------------------------------------

Rule = Tuple[Any, bool, Any]  # key selector (None for the item itself), whether downwards, comparer


class Ordered(TypedArray):
    """What OrderBy gives: sorted items that ThenBy can sort further."""

    __slots__ = ("rules",)

    def __init__(self, source: Any, rules: List[Rule]) -> None:
        held = array_of(items_of(source), source)
        element = getattr(held, "element_type", None) or known_type("System.Object")
        super().__init__(_in_order(list(held), rules), element)
        self.rules = rules


def _in_order(items: List[Any], rules: List[Rule]) -> List[Any]:
    from pssh.objects.compare import compare

    def comparison(comparer: Any) -> Callable[[Any, Any], int]:
        if comparer is not None:
            order: Callable[[Any, Any], int] = comparer.order
            return order
        return lambda a, b: compare(a, b, False)

    for block, down, comparer in reversed(rules):  # a stable sort by the least key first
        keyed = [(item if block is None else call_block(block, item), item) for item in items]
        place = cmp_to_key(comparison(comparer))
        keyed.sort(key=lambda pair: place(pair[0]), reverse=down)
        items = [item for _, item in keyed]
    return items


def _sorter(name: str, down: bool, by_key: bool) -> None:
    def run(source: Any, *args: Any) -> Ordered:
        block, comparer = (
            (args[0], args[1] if len(args) > 1 else None) if by_key else (None, args[0] if args else None)
        )
        before = source.rules if name.startswith("Then") and isinstance(source, Ordered) else []
        return Ordered(source, [*before, (block, down, comparer)])

    raw_method(name)(run)


for _name, _down, _by_key in (
    ("OrderBy", False, True),
    ("OrderByDescending", True, True),
    ("ThenBy", False, True),
    ("ThenByDescending", True, True),
    ("Order", False, False),
    ("OrderDescending", True, False),
):
    _sorter(_name, _down, _by_key)


# --- by a key --------------------------------------------------------------------------------------------


def _best(source: Any, block: Any, down: bool) -> Any:
    items = items_of(source)
    if not items:
        fail("InvalidOperationException", NO_ELEMENTS)
    return _in_order(items, [(block, down, None)])[0]


raw_method("MaxBy")(lambda source, block: _best(source, block, True))
raw_method("MinBy")(lambda source, block: _best(source, block, False))


def _first_by_key(items: Iterable[Any], block: Any, seen: Any = ()) -> List[Any]:
    known = set(seen)
    found = []
    for item in items:
        key = equality_key(call_block(block, item))
        if key not in known:
            known.add(key)
            found.append(item)
    return found


raw_method("DistinctBy")(lambda source, block: array_of(_first_by_key(items_of(source), block), source))
raw_method("UnionBy")(
    lambda first, second, block: array_of(_first_by_key(items_of(first) + items_of(second), block), first)
)
raw_method("ExceptBy")(
    lambda first, keys, block: array_of(
        _first_by_key(items_of(first), block, map(equality_key, items_of(keys))), first
    )
)


@raw_method("IntersectBy")
def _intersect_by(first: Any, keys: Any, block: Any) -> Any:
    wanted = set(map(equality_key, items_of(keys)))
    items = [item for item in items_of(first) if equality_key(call_block(block, item)) in wanted]
    return array_of(_first_by_key(items, block), first)


@raw_method("CountBy")
def _count_by(source: Any, block: Any) -> List[Any]:
    from pssh.objects.dictionaries import KeyValuePair

    return [KeyValuePair(group.key, len(group)) for group in _grouped(items_of(source), block)]


# --- tables ----------------------------------------------------------------------------------------------


def _grouped(items: Iterable[Any], block: Any, value: Any = None) -> List[Grouping]:
    groups: Dict[Any, Grouping] = {}
    for item in items:
        key = call_block(block, item)
        group = groups.setdefault(equality_key(key), Grouping(key, ()))
        group.append(item if value is None else call_block(value, item))
    return list(groups.values())


def _arity(block: Any) -> int:
    """How many arguments a delegate takes."""
    kind = getattr(block, "net_type", None)
    arguments = getattr(kind, "generic_arguments", None)
    return len(arguments) - 1 if arguments else 1


@raw_method("GroupBy")
def _group_by(source: Any, block: Any, *rest: Any) -> List[Any]:
    selectors = [item for item in rest if not hasattr(item, "order")]
    value = next((item for item in selectors if _arity(item) == 1), None)
    result = next((item for item in selectors if _arity(item) == 2), None)
    groups = _grouped(items_of(source), block, value)
    return (
        list(groups) if result is None else [call_block(result, group.key, list(group)) for group in groups]
    )


class Lookup:
    """What ToLookup gives: the groups, found by their key."""

    net_type_name = "System.Linq.Lookup"

    def __init__(self, groups: List[Grouping]) -> None:
        self.groups = groups

    def ps_enumerate(self) -> Iterator[Grouping]:
        return iter(self.groups)

    def by_key(self, key: Any) -> Any:
        """The items of a key; none for one that is not there."""
        return next(
            (list(group) for group in self.groups if equality_key(group.key) == equality_key(key)), []
        )


_lookup = net_type(Lookup.net_type_name, Lookup)
_lookup.prop("Count", "int")(lambda self: len(self.groups))
_lookup.method("Contains", "bool Contains(System.Object key)")(
    lambda self, key: any(equality_key(group.key) == equality_key(key) for group in self.groups)
)
raw_method("ToLookup")(lambda source, block, value=None: Lookup(_grouped(items_of(source), block, value)))


@raw_method("ToDictionary")
def _to_dictionary(source: Any, block: Any, value: Any = None) -> Any:
    from pssh.objects.members import call_method, new_object

    pairs = [
        (call_block(block, item), item if value is None else call_block(value, item))
        for item in items_of(source)
    ]
    kinds = [_kind_of(block, [key for key, _ in pairs]), _kind_of(value, [item for _, item in pairs])]
    made = new_object(known_type("System.Collections.Generic.Dictionary", tuple(kinds)), [])
    for key, item in pairs:
        call_method(made, "Add", [key, item])
    return made


def _kind_of(block: Any, values: List[Any]) -> Any:
    """The type a delegate gives, or that of the values."""
    kind = getattr(block, "net_type", None)
    arguments = getattr(kind, "generic_arguments", None)
    if arguments:
        return arguments[-1]
    return getattr(array_of(values), "element_type", None) or known_type("System.Object")


@raw_method("Join")
def _join(outer: Any, inner: Any, outer_key: Any, inner_key: Any, result: Any) -> Any:
    groups = {equality_key(group.key): group for group in _grouped(items_of(inner), inner_key)}
    return array_of(
        call_block(result, left, right)
        for left in items_of(outer)
        for right in groups.get(equality_key(call_block(outer_key, left)), ())
    )


# --- places and pieces -----------------------------------------------------------------------------------


def _with_index(block: Any, items: List[Any]) -> List[Any]:
    """What a delegate says of each item; one of two arguments gets the item's place as well."""
    if _arity(block) == 2:
        return [call_block(block, item, place) for place, item in enumerate(items)]
    return [call_block(block, item) for item in items]


@raw_method("Select")
def _select(source: Any, block: Any) -> Any:
    return array_of(_with_index(block, items_of(source)))


@raw_method("Where")
def _where(source: Any, block: Any) -> Any:
    from pssh.objects.convert import to_bool

    items = items_of(source)
    return array_of((item for item, said in zip(items, _with_index(block, items)) if to_bool(said)), source)


@raw_method("Index")
def _index(source: Any) -> List[Any]:
    from pssh.objects.lib_tuple import make_tuple

    return [make_tuple("System.ValueTuple", pair) for pair in enumerate(items_of(source))]


@raw_method("Chunk")
def _chunk(source: Any, size: Any) -> List[Any]:
    count = int(size)
    if count < 1:
        fail(
            "ArgumentOutOfRangeException",
            "Specified argument was out of the range of valid values. (Parameter 'size')",
        )
    items = items_of(source)
    return [array_of(items[start : start + count], source) for start in range(0, len(items), count)]


@raw_method("ElementAtOrDefault")
def _element_at_or_default(source: Any, index: int) -> Any:
    items = items_of(source)
    if 0 <= index < len(items):
        return items[index]
    element = getattr(source, "element_type", None)
    return element.default_value() if element is not None else None


@raw_method("DefaultIfEmpty")
def _default_if_empty(source: Any, *value: Any) -> Any:
    items = items_of(source)
    if items:
        return array_of(items, source)
    element = getattr(source, "element_type", None)
    return [value[0] if value else element.default_value() if element is not None else None]


@raw_method("LongCount")
def _long_count(source: Any, *block: Any) -> Any:
    from pssh.objects.numbers import Int64

    return Int64(len(items_of(_where(source, block[0]) if block else source)))


# --- with a type argument --------------------------------------------------------------------------------


def _typed(items: Iterable[Any], kind: Any) -> TypedArray:
    return TypedArray(items, kind)


def _cast(types: Any, source: Any) -> Any:
    from pssh.objects.convert import convert

    return _typed([convert(item, types[0]) for item in items_of(source)], types[0])


linq.extra["generic_statics"] = {
    "oftype": lambda types, source: _typed(
        [i for i in items_of(source) if is_instance(i, types[0])], types[0]
    ),
    "cast": _cast,
    "empty": lambda types: _typed((), types[0]),
}
