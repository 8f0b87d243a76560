"""Arrays and lists. `object[]` is a plain Python list; the classes here are the typed and growing ones."""

from typing import Any, Iterable, List, Optional, Sequence

from pssh.objects.dictionaries import (
    BaseDictionary,
    DictionaryEntry,
    GenericDictionary,
    Hashtable,
    KeyValuePair,
    ListDictionary,
    OrderedDictionary,
    SortedDictionary,
    norm_key,
)

__all__ = [
    "ArrayList",
    "BaseDictionary",
    "ByteArray",
    "Collection",
    "DictionaryEntry",
    "GenericDictionary",
    "GenericList",
    "Hashtable",
    "KeyValuePair",
    "ListDictionary",
    "MultiArray",
    "OrderedDictionary",
    "ReadOnlyCollection",
    "SortedDictionary",
    "TypedArray",
    "norm_key",
    "params_array",
]


class TypedArray(list[Any]):
    """`T[]`; the elements are already of `element_type`."""

    __slots__ = ("__weakref__", "element_type")

    def __init__(self, items: Iterable[Any] = (), element_type: Any = None) -> None:
        list.__init__(self, items)
        self.element_type = element_type

    @property
    def net_type(self) -> Any:
        return self.element_type.array_type()

    def __hash__(self) -> int:  # type: ignore[override]  # the same object, not the same elements
        return id(self)


def params_array(args: Sequence[Any]) -> List[Any]:
    """What `params object[]` holds: one array of objects is the array itself, anything else its elements."""
    if len(args) == 1:
        only = args[0]
        kind = only.__class__
        if kind is list or (kind is TypedArray and not only.element_type.is_value_type):
            return list(only)
    return list(args)


class ByteArray(bytearray):
    """`byte[]`."""

    __slots__ = ("__weakref__",)

    def __hash__(self) -> int:  # type: ignore[override]  # the same object, not the same elements
        return id(self)


class MultiArray:
    """`T[,]` and more dimensions, kept flat in row order."""

    __slots__ = ("__weakref__", "element_type", "items", "lengths")

    def __init__(self, element_type: Any, lengths: Sequence[int], items: Optional[List[Any]] = None) -> None:
        self.element_type = element_type
        self.lengths = tuple(int(n) for n in lengths)
        size = 1
        for length in self.lengths:
            size *= length
        self.items = items if items is not None else [element_type.default_value() for _ in range(size)]

    @property
    def net_type(self) -> Any:
        return self.element_type.array_type(len(self.lengths))

    def offset(self, indexes: Sequence[int]) -> int:
        """The flat place of `indexes`; raises .NET's error when one is outside."""
        from pssh.objects.exceptions import NetException

        if len(indexes) != len(self.lengths):
            raise NetException("System.RankException")
        place = 0
        for index, length in zip(indexes, self.lengths):
            if not 0 <= index < length:
                raise NetException("System.IndexOutOfRangeException")
            place = place * length + index
        return place

    def get(self, indexes: Sequence[int]) -> Any:
        return self.items[self.offset(indexes)]

    def set(self, indexes: Sequence[int], value: Any) -> None:
        self.items[self.offset(indexes)] = value

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Any:
        return iter(self.items)


class ArrayList(list[Any]):
    """System.Collections.ArrayList."""

    __slots__ = ("__weakref__", "fixed")

    def __init__(self, items: Iterable[Any] = ()) -> None:
        list.__init__(self, items)
        self.fixed = False

    def __hash__(self) -> int:  # type: ignore[override]  # the same object, not the same elements
        return id(self)


def _list_type(name: str) -> Any:
    from pssh.objects.types import resolve_type

    return resolve_type(name)


class GenericList(list[Any]):
    """System.Collections.Generic.List[T]."""

    __slots__ = ("__weakref__", "net_type")
    type_name = "System.Collections.Generic.List"

    def __init__(self, items: Iterable[Any] = (), net_type: Any = None) -> None:
        list.__init__(self, items)
        self.net_type = net_type if net_type is not None else _list_type(self.type_name + "[object]")

    @property
    def element_type(self) -> Any:
        arguments = self.net_type.generic_arguments
        return arguments[0] if arguments else _list_type("System.Object")

    def __hash__(self) -> int:  # type: ignore[override]  # the same object, not the same elements
        return id(self)


class Collection(GenericList):
    """System.Collections.ObjectModel.Collection[T]."""

    __slots__ = ()
    type_name = "System.Collections.ObjectModel.Collection"


class ReadOnlyCollection(GenericList):
    """System.Collections.ObjectModel.ReadOnlyCollection[T]."""

    __slots__ = ()
    type_name = "System.Collections.ObjectModel.ReadOnlyCollection"
