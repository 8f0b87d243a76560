"""Hashtable, [ordered] and Dictionary[K,V]: insertion-ordered stores keyed on a normalized key.

`_values` maps the normalized key to the value; `_keys` holds only the keys that differ from their normalized
form (mixed-case strings, values of other types), so a look-up costs one dict access.
"""

from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple

from pssh.objects.numbers import Char, EnumValue, Single

__all__ = [
    "BaseDictionary",
    "DictionaryEntry",
    "GenericDictionary",
    "Hashtable",
    "KeyValuePair",
    "ListDictionary",
    "OrderedDictionary",
    "OrderedHashtable",
    "SortedDictionary",
    "exact_key",
    "norm_key",
]


class _Reference:
    """A key compared by identity (an array, a pscustomobject)."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return type(other) is _Reference and other.value is self.value


def _other_key(key: Any) -> Any:
    cls = type(key)
    base = getattr(key, "base", None) if cls.__name__ == "PSObject" else None
    if base is not None:
        return norm_key(base)
    if key is None:
        return None
    if cls is Char or issubclass(cls, (str, int, float)):
        if issubclass(cls, EnumValue):
            return (key.enum_type, int(key))
        if cls is float or cls is Single:
            return (cls, float(key))
        return (cls, str(key) if issubclass(cls, str) else int(key))
    by_value: Any = cls.__hash__
    if by_value is None or by_value is object.__hash__:
        return _Reference(key)
    return (cls, key)


def norm_key(key: Any) -> Any:
    """The form under which a case-insensitive table keeps `key`."""
    cls = key.__class__
    if cls is str:
        return key.lower()
    if cls is int:
        return key
    return _other_key(key)


def exact_key(key: Any) -> Any:
    """The form under which a case-sensitive table keeps `key`."""
    cls = key.__class__
    if cls is str or cls is int:
        return key
    if cls.__name__ == "PSObject" and key.base is not None:
        return exact_key(key.base)
    return _other_key(key)


class DictionaryEntry:
    """One pair of a Hashtable as `GetEnumerator` gives it."""

    __slots__ = ("key", "value")

    def __init__(self, key: Any, value: Any) -> None:
        self.key = key
        self.value = value

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self.key == other.key and self.value == other.value)

    def __hash__(self) -> int:
        return hash((norm_key(self.key), id(self.value)))


class KeyValuePair(DictionaryEntry):
    """One pair of a Dictionary[K,V]."""

    __slots__ = ("net_type",)

    def __init__(self, key: Any, value: Any, net_type: Any = None) -> None:
        self.key = key
        self.value = value
        if net_type is None:
            from pssh.objects.types import resolve_type

            net_type = resolve_type("System.Collections.Generic.KeyValuePair[object,object]")
        self.net_type = net_type


class BaseDictionary:
    """What all dictionaries share. Keys are given as values; look-up follows `_norm`."""

    __slots__ = ("__weakref__", "_keys", "_norm", "_values", "read_only")

    entry: type = DictionaryEntry

    def __init__(self, items: Any = None, ignore_case: bool = True) -> None:
        self._values: Dict[Any, Any] = {}
        self._keys: Dict[Any, Any] = {}
        self._norm = norm_key if ignore_case else exact_key
        self.read_only = False
        if items is not None:
            self.update(items)

    @property
    def ignore_case(self) -> bool:
        return self._norm is norm_key

    def update(self, items: Any) -> None:
        pairs = items.items() if hasattr(items, "items") else items
        for key, value in pairs:
            self.set(key, value)

    def get(self, key: Any, default: Any = None) -> Any:
        return self._values.get(self._norm(key), default)

    def set(self, key: Any, value: Any) -> None:
        """Give a key a value; the first spelling of the key stays."""
        norm = self._norm(key)
        values = self._values
        if norm is not key and norm not in values and not (key.__class__ is str and norm == key):
            self._keys[norm] = key
        values[norm] = value

    def remove(self, key: Any) -> bool:
        """Take a key out; whether it was there."""
        norm = self._norm(key)
        if norm not in self._values:
            return False
        del self._values[norm]
        self._keys.pop(norm, None)
        return True

    def contains(self, key: Any) -> bool:
        return self._norm(key) in self._values

    def contains_value(self, value: Any) -> bool:
        from pssh.objects.compare import net_equals

        return any(net_equals(value, item) for item in self._values.values())

    def stored_key(self, key: Any) -> Any:
        """The key as it was first written."""
        norm = self._norm(key)
        return self._keys.get(norm, norm)

    def clear(self) -> None:
        self._values.clear()
        self._keys.clear()

    def _order(self) -> Iterable[Any]:
        return self._values

    def keys(self) -> List[Any]:
        order = self._order()
        keys = self._keys
        return [keys.get(norm, norm) for norm in order] if keys else list(order)

    def values(self) -> List[Any]:
        values = self._values
        return [values[norm] for norm in self._order()]

    def items(self) -> List[Tuple[Any, Any]]:
        keys, values = self._keys, self._values
        if keys:
            return [(keys.get(norm, norm), values[norm]) for norm in self._order()]
        return [(norm, values[norm]) for norm in self._order()]

    def entries(self) -> List[Any]:
        """The pairs as the objects that an enumeration gives."""
        make = self.entry
        return [make(key, value) for key, value in self.items()]

    def copy(self) -> Any:
        twin = type(self).__new__(type(self))
        self._copy_into(twin)
        return twin

    def _copy_into(self, twin: Any) -> None:
        twin._values = dict(self._values)
        twin._keys = dict(self._keys)
        twin._norm = self._norm
        twin.read_only = False

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, key: Any) -> bool:
        return self._norm(key) in self._values

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())

    def __getitem__(self, key: Any) -> Any:
        return self._values[self._norm(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.set(key, value)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self.items())!r})"


_PRIMES = (
    3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919,
    1103, 1327, 1597, 1931, 2333, 2801, 3371, 4049, 4861, 5839, 7013, 8419, 10103, 12143, 14591, 17519,
    21023, 25229, 30293, 36353, 43627, 52361, 62851, 75431, 90523, 108631, 130363, 156437, 187751, 225307,
    270371, 324449, 389357, 467237, 560689, 672827, 807403, 968897, 1162687, 1395263,
)  # fmt: skip


def _prime(minimum: int) -> int:
    for prime in _PRIMES:
        if prime >= minimum:
            return prime
    return minimum | 1


def _place(buckets: List[Any], collided: List[bool], norm: Any, mark: bool = True) -> None:
    size = len(buckets)
    seed = norm & 0x7FFFFFFF
    step = 1 + (seed * 101) % (size - 1)
    index = seed % size
    while buckets[index] is not None:
        if mark:
            collided[index] = True
        index = (index + step) % size
    buckets[index] = norm


def _net_order(norms: Iterable[Any], capacity: int) -> List[Any]:
    """The order in which .NET's Hashtable enumerates integer keys put in in this order.

    Buckets are walked from the last to the first; the table grows as .NET's does (load factor 0.72).
    Scripts see this order with small integer keys, where it is the same in every run.
    """
    raw = int(capacity / 0.72)
    size = _prime(raw) if raw > 3 else 3
    buckets: List[Any] = [None] * size
    load = int(0.72 * size)
    if load >= size:
        load = size - 1
    for count, norm in enumerate(norms):
        if count >= load:
            size = _prime(size * 2)
            old, buckets = buckets, [None] * size
            for item in old:
                if item is not None:
                    _place(buckets, [], item, False)
            load = int(0.72 * size)
        _place(buckets, [], norm, False)
    return [norm for norm in reversed(buckets) if norm is not None]


class Hashtable(BaseDictionary):
    """System.Collections.Hashtable. Integer keys enumerate in .NET's bucket order, others as inserted."""

    __slots__ = ("_capacity", "synchronized")

    def __init__(self, items: Any = None, ignore_case: bool = True, capacity: Optional[int] = None) -> None:
        super().__init__(None, ignore_case)
        self.synchronized = False
        self._capacity = 0 if capacity is None else capacity
        if items is not None:
            if capacity is None and hasattr(items, "__len__"):
                self._capacity = len(items)
            self.update(items)

    def _copy_into(self, twin: Any) -> None:
        super()._copy_into(twin)
        twin._capacity = len(self._values)
        twin.synchronized = False

    def _order(self) -> Iterable[Any]:
        values = self._values
        for norm in values:
            if norm.__class__ is not int or len(values) == 1:
                return values
            break
        if all(norm.__class__ is int for norm in values):
            return _net_order(values, self._capacity)
        return values


class OrderedDictionary(BaseDictionary):
    """System.Collections.Specialized.OrderedDictionary: also reachable by position."""

    __slots__ = ()

    def value_at(self, index: int) -> Any:
        if index < 0 or index >= len(self._values):
            return None
        if index == 0:
            return next(iter(self._values.values()))
        return list(self._values.values())[index]

    def set_at(self, index: int, value: Any) -> None:
        norm = list(self._values)[index]
        self._values[norm] = value

    def insert(self, index: int, key: Any, value: Any) -> None:
        pairs = self.items()
        pairs.insert(index, (key, value))
        self.clear()
        self.update(pairs)

    def remove_at(self, index: int) -> None:
        norm = list(self._values)[index]
        del self._values[norm]
        self._keys.pop(norm, None)


class OrderedHashtable(Hashtable):
    """System.Management.Automation.OrderedHashtable: ordered as written, case-sensitive."""

    __slots__ = ()

    def __init__(self, items: Any = None, ignore_case: bool = False) -> None:
        super().__init__(items, ignore_case)

    def _order(self) -> Iterable[Any]:
        return self._values


class ListDictionary(BaseDictionary):
    """The dictionary of Exception.Data: case-sensitive."""

    __slots__ = ()

    def __init__(self, items: Any = None, ignore_case: bool = False) -> None:
        super().__init__(items, ignore_case)


class GenericDictionary(BaseDictionary):
    """Dictionary[K,V] and its kin; `net_type` is the constructed type."""

    __slots__ = ("net_type",)

    entry = KeyValuePair

    def __init__(self, items: Any = None, net_type: Any = None, ignore_case: bool = False) -> None:
        if net_type is None:
            from pssh.objects.types import resolve_type

            net_type = resolve_type("System.Collections.Generic.Dictionary[object,object]")
        self.net_type = net_type
        super().__init__(items, ignore_case)

    def _copy_into(self, twin: Any) -> None:
        super()._copy_into(twin)
        twin.net_type = self.net_type

    def entries(self) -> List[Any]:
        from pssh.objects.types import resolve_type

        pair = resolve_type("System.Collections.Generic.KeyValuePair", self.net_type.generic_arguments)
        return [KeyValuePair(key, value, pair) for key, value in self.items()]


class SortedDictionary(GenericDictionary):
    """SortedDictionary / SortedList: enumerates by key."""

    __slots__ = ()

    def _order(self) -> Iterable[Any]:
        from pssh.objects.compare import order_key

        keys = self._keys
        return sorted(self._values, key=lambda norm: order_key(keys.get(norm, norm)))

    def entries(self) -> List[Any]:
        if self.net_type.generic_arguments:
            return super().entries()
        return [DictionaryEntry(key, value) for key, value in self.items()]
