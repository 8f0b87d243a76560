"""[Linq.Enumerable]: the operators scripts use. What orders, groups and pairs by keys is in linq_more."""

from typing import Any, Callable, Iterable, List

from pssh.objects.net.common import array, call_block, fail, known_type
from pssh.objects.types import net_type, type_of

linq = net_type("System.Linq.Enumerable")
NO_ELEMENTS = "Sequence contains no elements"
_NO_MATCH = "Sequence contains no matching element"


def items_of(source: Any) -> List[Any]:
    """The elements of what a method of Enumerable is given; those of a string are its chars."""
    from pssh.objects.compare import enumerate_value

    if isinstance(source, str):
        from pssh.objects.numbers import Char

        return [Char(c) for c in source]
    found = enumerate_value(source)
    return [source] if found is None else list(found)


def _truth(value: Any) -> bool:
    from pssh.objects.convert import to_bool

    return to_bool(value)


def _test(block: Any) -> Callable[[Any], bool]:
    return lambda item: _truth(call_block(block, item))


def array_of(items: Iterable[Any], sample: Any = None) -> Any:
    """The items as an array of the source's kind of element."""
    held = list(items)
    element = getattr(sample, "element_type", None)
    if element is None and held:
        kinds = {type_of(item).full_name for item in held}
        if len(kinds) == 1:
            return array(held, kinds.pop())
    if element is not None:
        from pssh.objects.collections import TypedArray

        return TypedArray(held, element)
    return held


def equality_key(item: Any) -> Any:
    """What stands for a value in a Python dictionary, so that .NET's Equals decides."""
    from pssh.objects.dictionaries import exact_key

    return exact_key(item)


def raw_method(name: str, *shapes: str) -> Callable[[Any], Any]:
    """Declares a static method whose arguments come as they are."""
    return linq.static_method(name, *(shapes or (f"System.Object {name}(System.Object source)",)), raw=True)


@raw_method("Range")
def _range(start: int, count: int) -> Any:
    if count < 0:
        fail(
            "ArgumentOutOfRangeException",
            "Specified argument was out of the range of valid values. (Parameter 'count')",
        )
    return array(range(int(start), int(start) + int(count)), "System.Int32")


@raw_method("Repeat")
def _repeat(value: Any, count: int) -> Any:
    return array_of([value] * int(count))


@raw_method("Empty")
def _empty() -> List[Any]:
    return []


@raw_method("SelectMany")
def _select_many(source: Any, block: Any) -> Any:
    return array_of(inner for item in items_of(source) for inner in items_of(call_block(block, item)))


def _values(source: Any, block: Any = None) -> List[Any]:
    items = items_of(source)
    return items if block is None else [call_block(block, item) for item in items]


def _number(value: Any) -> Any:
    from pssh.objects.convert import to_number

    return to_number(value)


def _like(values: List[Any], total: Any) -> Any:
    kind = type(values[0]) if values else int
    return (
        kind(total)
        if kind not in (int, float, bool) and isinstance(total, int) and isinstance(values[0], int)
        else total
    )


@raw_method("Sum")
def _sum(source: Any, block: Any = None) -> Any:
    values = [_number(v) for v in _values(source, block) if v is not None]
    total: Any = 0
    for value in values:
        total = total + value
    if values and type(values[0]) is int and not -2147483648 <= total <= 2147483647:
        fail("OverflowException", "Arithmetic operation resulted in an overflow.")
    return _like(values, total)


@raw_method("Average")
def _average(source: Any, block: Any = None) -> Any:
    values = [_number(v) for v in _values(source, block)]
    if not values:
        fail("InvalidOperationException", NO_ELEMENTS)
    return sum(values) / len(values)


def _extreme(source: Any, block: Any, sign: int) -> Any:
    from pssh.objects.compare import compare

    values = _values(source, block)
    if not values:
        fail("InvalidOperationException", NO_ELEMENTS)
    best = values[0]
    for value in values[1:]:
        if compare(value, best, False) * sign > 0:
            best = value
    return best


linq.static_method("Max", "System.Object Max(System.Object source)", raw=True)(
    lambda source, block=None: _extreme(source, block, 1)
)
linq.static_method("Min", "System.Object Min(System.Object source)", raw=True)(
    lambda source, block=None: _extreme(source, block, -1)
)


@raw_method("Count")
def _count(source: Any, block: Any = None) -> int:
    items = items_of(source)
    return len(items) if block is None else sum(1 for item in items if _test(block)(item))


@raw_method("Any")
def _any(source: Any, block: Any = None) -> bool:
    items = items_of(source)
    return bool(items) if block is None else any(map(_test(block), items))


@raw_method("All")
def _all(source: Any, block: Any) -> bool:
    return all(map(_test(block), items_of(source)))


@raw_method("Contains")
def _contains(source: Any, value: Any) -> bool:
    from pssh.objects.compare import net_equals

    return any(net_equals(item, value) for item in items_of(source))


def _pick(source: Any, args: Any, last: bool, default: bool, single: bool = False) -> Any:
    items = items_of(source)
    if args:
        items = [item for item in items if _test(args[0])(item)]
    if single and len(items) > 1:
        fail(
            "InvalidOperationException",
            "Sequence contains more than one matching element"
            if args
            else "Sequence contains more than one element",
        )
    if items:
        return items[-1 if last else 0]
    if default:
        element = getattr(source, "element_type", None)
        return element.default_value() if element is not None else None
    fail("InvalidOperationException", _NO_MATCH if args else NO_ELEMENTS)


for _name, _options in (
    ("First", (False, False, False)),
    ("FirstOrDefault", (False, True, False)),
    ("Last", (True, False, False)),
    ("LastOrDefault", (True, True, False)),
    ("Single", (False, False, True)),
    ("SingleOrDefault", (False, True, True)),
):
    linq.static_method(_name, f"System.Object {_name}(System.Object source)", raw=True)(
        lambda source, *args, o=_options: _pick(source, args, *o)
    )


@raw_method("ElementAt")
def _element_at(source: Any, index: int) -> Any:
    items = items_of(source)
    if not 0 <= index < len(items):
        fail(
            "ArgumentOutOfRangeException",
            "Index was out of range. Must be non-negative and less than the size of "
            "the collection. (Parameter 'index')",
        )
    return items[index]


linq.static_method("Skip", "System.Object Skip(System.Object source, int count)", raw=True)(
    lambda source, count: array_of(items_of(source)[max(int(count), 0) :], source)
)
linq.static_method("Take", "System.Object Take(System.Object source, int count)", raw=True)(
    lambda source, count: array_of(items_of(source)[: max(int(count), 0)], source)
)
linq.static_method("SkipLast", "System.Object SkipLast(System.Object source, int count)", raw=True)(
    lambda source, count: array_of(items_of(source)[: max(len(items_of(source)) - int(count), 0)], source)
)
linq.static_method("TakeLast", "System.Object TakeLast(System.Object source, int count)", raw=True)(
    lambda source, count: array_of(items_of(source)[max(len(items_of(source)) - int(count), 0) :], source)
)


@raw_method("SkipWhile")
def _skip_while(source: Any, block: Any) -> Any:
    from itertools import dropwhile

    return array_of(dropwhile(_test(block), items_of(source)), source)


@raw_method("TakeWhile")
def _take_while(source: Any, block: Any) -> Any:
    from itertools import takewhile

    return array_of(takewhile(_test(block), items_of(source)), source)


@raw_method("Distinct")
def _distinct(source: Any, comparer: Any = None) -> Any:
    return array_of(_unique(items_of(source)), source)


def _unique(items: List[Any]) -> List[Any]:
    seen = set()
    out = []
    for item in items:
        key = equality_key(item)
        if key not in seen:
            seen.add(key)
            out.append(item)
    return out


@raw_method("Union")
def _union(first: Any, second: Any) -> Any:
    return array_of(_unique(items_of(first) + items_of(second)), first)


@raw_method("Intersect")
def _intersect(first: Any, second: Any) -> Any:
    keys = {equality_key(item) for item in items_of(second)}
    return array_of((item for item in _unique(items_of(first)) if equality_key(item) in keys), first)


@raw_method("Except")
def _except(first: Any, second: Any) -> Any:
    keys = {equality_key(item) for item in items_of(second)}
    return array_of((item for item in _unique(items_of(first)) if equality_key(item) not in keys), first)


@raw_method("Concat")
def _concat(first: Any, second: Any) -> Any:
    return array_of(items_of(first) + items_of(second), first)


@raw_method("Append")
def _append(source: Any, value: Any) -> Any:
    return array_of([*items_of(source), value], source)


@raw_method("Prepend")
def _prepend(source: Any, value: Any) -> Any:
    return array_of([value, *items_of(source)], source)


@raw_method("Reverse")
def _reverse(source: Any) -> Any:
    return array_of(reversed(items_of(source)), source)


@raw_method("SequenceEqual")
def _sequence_equal(first: Any, second: Any) -> bool:
    from pssh.objects.compare import net_equals

    a, b = items_of(first), items_of(second)
    return len(a) == len(b) and all(net_equals(x, y) for x, y in zip(a, b))


@raw_method("Zip")
def _zip(first: Any, second: Any, block: Any = None) -> Any:
    pairs = zip(items_of(first), items_of(second))
    if block is None:
        from pssh.objects.members import call_static

        kind = known_type("System.ValueTuple")
        return [call_static(kind, "Create", list(pair)) for pair in pairs]
    return array_of(call_block(block, a, b) for a, b in pairs)


class Grouping(list[Any]):
    """What GroupBy gives: a key and its items."""

    net_type_name = "System.Linq.Grouping"

    def __init__(self, key: Any, items: Iterable[Any]) -> None:
        super().__init__(items)
        self.key = key


net_type(Grouping.net_type_name, Grouping).prop("Key", "System.Object")(lambda self: self.key)


@raw_method("Aggregate")
def _aggregate(source: Any, *args: Any) -> Any:
    items = items_of(source)
    if len(args) == 1:
        if not items:
            fail("InvalidOperationException", NO_ELEMENTS)
        value, items = items[0], items[1:]
    else:
        value = args[0]
    for item in items:
        value = call_block(args[-1], value, item)
    return value


@raw_method("ToArray")
def _to_array(source: Any) -> Any:
    return array_of(items_of(source), source)


@raw_method("ToList")
def _to_list(source: Any) -> Any:
    from pssh.objects.members import new_object

    items = array_of(items_of(source), source)
    element = getattr(items, "element_type", None) or known_type("System.Object")
    made = new_object(known_type("System.Collections.Generic.List", (element,)), [])
    made.extend(items)
    return made


@raw_method("ToHashSet")
def _to_hash_set(source: Any) -> Any:
    from pssh.objects.members import call_method, new_object

    items = array_of(items_of(source), source)
    element = getattr(items, "element_type", None) or known_type("System.Object")
    made = new_object(known_type("System.Collections.Generic.HashSet", (element,)), [])
    for item in items:
        call_method(made, "Add", [item])
    return made


for _name in ("Cast", "OfType", "AsEnumerable"):
    linq.static_method(_name, f"System.Object {_name}(System.Object source)", raw=True)(
        lambda source, *rest: array_of(items_of(source))
    )

import pssh.objects.net.linq_more  # noqa: E402, F401 - the rest of the operators
