"""Collections: ranges, output of a value, hashtables, indexing."""

from typing import Any, Dict, Iterable, List, Sequence

from pssh.objects.collections import MultiArray, TypedArray
from pssh.objects.compare import collapse, enumerate_value
from pssh.objects.dictionaries import Hashtable, OrderedDictionary
from pssh.objects.errors import ps_error
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Char
from pssh.objects.psobject import PSObject

__all__ = [
    "SCALARS", "custom_object", "destructure", "emit", "foreach_items", "hashtable", "index", "items", "ordered",
    "range_iter", "range_list", "set_index", "sub",
]  # fmt: skip

SCALARS = frozenset((int, str, float, bool, type(None)))
_PRIMITIVES = frozenset((int, str, float, bool))


def emit(out: Any, value: Any) -> None:
    """Write a value to the output: collections element by element, NOTHING not at all."""
    if value.__class__ is list:
        for item in value:
            out(item)
        return
    if value is NOTHING:
        return
    found = enumerate_value(value)
    if found is None:
        out(value)
        return
    for item in found:
        out(item)


def sub(value: Any) -> Any:
    """The value of `$(value)`: what came out of it as output."""
    if value is NOTHING:
        return value
    found = enumerate_value(value)
    return value if found is None else collapse(list(found))


def items(value: Any) -> Iterable[Any]:
    """What `foreach` goes through."""
    if value.__class__ is list:
        return value
    if value is None or value is NOTHING:
        return ()
    found = enumerate_value(value)
    return (value,) if found is None else found


def foreach_items(f: Any, source: Iterable[Any]) -> Iterable[Any]:
    """As a loop that mentions `$foreach` goes through its items."""
    from pssh.runtime.enumerators import enumerated

    return enumerated(f.scope.cell("foreach"), source)


def _bound(value: Any) -> Any:
    """A limit of a range: an int, or a character."""
    if value.__class__ is int:
        return value
    from pssh.objects.convert import to_int
    from pssh.objects.numbers import Char

    value = None if value is NOTHING else value
    if isinstance(value, Char):
        return value
    if isinstance(value, str) and len(value) == 1 and not value.isdigit():
        return Char(value)
    number = to_int(value)
    if not -2147483648 <= number <= 2147483647:
        raise ps_error("RuntimeException", "Value was either too large or too small for an Int32.")
    return number


def range_iter(left: Any, right: Any) -> Iterable[Any]:
    """`left..right`, counted."""
    if left.__class__ is not int or right.__class__ is not int:
        left, right = _bound(left), _bound(right)
        if isinstance(left, str) or isinstance(right, str):
            return _characters(left, right)
    return range(left, right + 1) if left <= right else range(left, right - 1, -1)


def _characters(left: Any, right: Any) -> List[Any]:
    from pssh.objects.convert import to_int
    from pssh.objects.numbers import Char

    if isinstance(left, str) and isinstance(right, str):
        first, last = ord(left), ord(right)
        places = range(first, last + 1) if first <= last else range(first, last - 1, -1)
        return [Char(chr(place)) for place in places]
    return list(range_iter(to_int(str(left)), to_int(str(right))))


def range_list(left: Any, right: Any) -> List[Any]:
    """`left..right` as an array."""
    return list(range_iter(left, right))


# --- hashtables ------------------------------------------------------------------------------------------


def _fill(table: Any, pairs: Sequence[Any]) -> Any:
    store = table.set
    for place in range(0, len(pairs), 2):
        key = pairs[place]
        if key.__class__ is not str and key.__class__ is not int:
            if key is None or key is NOTHING:
                raise ps_error("InvalidNullKey", "A null key is not allowed in a hash literal.")
            if table.contains(key):
                raise _duplicate(key)
        elif table.contains(key):
            raise _duplicate(key)
        store(key, pairs[place + 1])
    return table


def _duplicate(key: Any) -> Exception:
    from pssh.objects.tostring import to_string

    return ps_error(
        "DuplicateKeyInHashLiteral",
        f"Duplicate keys '{to_string(key)}' are not allowed in hash literals.",
    )


def hashtable(f: Any, pairs: Sequence[Any]) -> Hashtable:
    """`@{ ... }`."""
    made: Hashtable = _fill(Hashtable(), pairs)
    return made


def ordered(f: Any, pairs: Sequence[Any]) -> OrderedDictionary:
    """`[ordered]@{ ... }`."""
    made: OrderedDictionary = _fill(OrderedDictionary(), pairs)
    return made


def custom_object(f: Any, pairs: Sequence[Any]) -> PSObject:
    """`[pscustomobject]@{ ... }`."""
    members = {}
    for place in range(0, len(pairs), 2):
        key = pairs[place]
        members[key if key.__class__ is str else _name(key)] = pairs[place + 1]
    lowered = {key.lower() for key in members}
    if len(members) * 2 != len(pairs) or len(lowered) != len(members):
        _fill(Hashtable(), pairs)
    if "pstypename" in lowered:
        return _typed(members)
    return PSObject(None, members)


def _typed(members: Dict[str, Any]) -> PSObject:
    """`PSTypeName` among the keys names the object's type and is no property."""
    key = next(name for name in members if name.lower() == "pstypename")
    given = members.pop(key)
    names = [_name(each) for each in (given if isinstance(given, list) else [given])]
    return PSObject(None, members, [*names, "System.Management.Automation.PSCustomObject", "System.Object"])


def _name(key: Any) -> str:
    from pssh.objects.tostring import to_string

    return to_string(key)


def destructure(value: Any, count: int) -> List[Any]:
    """The parts of `$a, $b = value`: the last takes the rest."""
    found = enumerate_value(value) if value is not NOTHING else iter(())
    parts = [value] if found is None else list(found)
    if len(parts) < count:
        return parts + [None] * (count - len(parts))
    if len(parts) > count:
        return [*parts[: count - 1], parts[count - 1 :]]
    return parts


# --- indexing --------------------------------------------------------------------------------------------


def index(f: Any, target: Any, key: Any) -> Any:
    """`target[key]`; what is not there is $null."""
    cls = target.__class__
    if cls is list and key.__class__ is int:
        size = len(target)
        if -size <= key < size:
            return target[key]
        return _out_of_range(f, key, size)
    if cls is Hashtable:
        if key.__class__ is int:
            return target._values.get(key)
        if key.__class__ is str:
            return target.get(key)
        if isinstance(key, list):
            return [target.get(one) for one in key]
        return None if key is None or key is NOTHING else target.get(key)
    if key.__class__ is int:
        if isinstance(target, list):  # a typed array, an ArrayList, a List`1
            size = len(target)
            return target[key] if -size <= key < size else _out_of_range(f, key, size)
        if cls is str and target.isascii():
            size = len(target)
            return Char(target[key]) if -size <= key < size else _out_of_range(f, key, size)
    elif cls is MultiArray:
        place = _flat_place(target, key)
        if place >= 0:
            return target.items[place]
    from pssh.runtime.operators.indexing import index_other

    return index_other(f, target, key)


def _flat_place(target: MultiArray, key: Any) -> int:
    """Where `target[row, column]` is in a two-dimensional array; -1 for what is not that simple."""
    if key.__class__ is list and len(key) == 2 and len(target.lengths) == 2:
        row, column = key
        rows, columns = target.lengths
        if row.__class__ is int and column.__class__ is int and 0 <= row < rows and 0 <= column < columns:
            return int(row * columns + column)
    return -1


def _out_of_range(f: Any, key: Any, size: int) -> Any:
    if f.scope.strict >= 3:
        raise ps_error(
            "System.IndexOutOfRangeException",
            "Index was outside the bounds of the array.",
            "OperationStopped",
            exception="System.IndexOutOfRangeException",
        )
    return None


def set_index(f: Any, target: Any, key: Any, value: Any) -> None:
    """`target[key] = value`."""
    if value is NOTHING:
        value = None
    cls = target.__class__
    if cls is Hashtable and (key.__class__ is str or key.__class__ is int):
        target.set(key, value)
        return
    if cls is list and key.__class__ is int:
        size = len(target)
        if -size <= key < size:
            target[key] = value
            return
    if cls is TypedArray and key.__class__ is int and value.__class__ in _PRIMITIVES:
        size = len(target)
        if -size <= key < size and target[key].__class__ is value.__class__:  # so it is of the elements' type
            target[key] = value
            return
    if cls is MultiArray and value.__class__ in _PRIMITIVES:
        place = _flat_place(target, key)
        if place >= 0 and target.items[place].__class__ is value.__class__:
            target.items[place] = value
            return
    from pssh.runtime.operators.indexing import set_index_other

    set_index_other(f, target, key, value)
