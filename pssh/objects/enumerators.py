"""IEnumerator objects: what GetEnumerator() gives."""

from typing import Any, Iterable, Iterator

from pssh.objects.errors import NetException
from pssh.objects.types import net_type

__all__ = ["DictionaryEnumerator", "Enumerator"]


class Enumerator:
    """Walks over a collection; a pipeline takes what is left of it."""

    net_type_name = "System.Collections.IEnumerator"

    def __init__(self, items: Iterable[Any]) -> None:
        self._source = items
        self._items: Iterator[Any] = iter(items)
        self.current: Any = None
        self.started = False
        self.ended = False

    def move_next(self) -> bool:
        self.started = True
        for item in self._items:
            self.current = item
            return True
        self.ended = True
        self.current = None
        return False

    def reset(self) -> None:
        self._items = iter(self._source)
        self.started = self.ended = False
        self.current = None

    def ps_enumerate(self) -> Iterator[Any]:
        while self.move_next():
            yield self.current


class DictionaryEnumerator(Enumerator):
    """Of a dictionary: Key, Value and Entry of the current pair."""

    net_type_name = "System.Collections.IDictionaryEnumerator"


_enumerator = net_type(
    "System.Collections.ArrayEnumerator", Enumerator, None, ("System.Collections.IEnumerator",)
)


@_enumerator.prop("Current", "System.Object")
def _current(self: Enumerator) -> Any:
    if not self.started:
        raise NetException("System.InvalidOperationException", "Enumeration has not started. Call MoveNext.")
    if self.ended:
        raise NetException("System.InvalidOperationException", "Enumeration already finished.")
    return self.current


@_enumerator.method("MoveNext", "bool MoveNext()")
def _move_next(self: Enumerator) -> bool:
    return self.move_next()


@_enumerator.method("Reset", "void Reset()")
def _reset(self: Enumerator) -> None:
    self.reset()


@_enumerator.method("Dispose", "void Dispose()")
def _dispose(self: Enumerator) -> None:
    return None


_dictionary = net_type(
    "System.Collections.Hashtable+HashtableEnumerator",
    DictionaryEnumerator,
    "System.Collections.ArrayEnumerator",
    ("System.Collections.IDictionaryEnumerator",),
)


@_dictionary.prop("Key", "System.Object")
def _key(self: DictionaryEnumerator) -> Any:
    return _current(self).key


@_dictionary.prop("Value", "System.Object")
def _value(self: DictionaryEnumerator) -> Any:
    return _current(self).value


@_dictionary.prop("Entry", "System.Collections.DictionaryEntry")
def _entry(self: DictionaryEnumerator) -> Any:
    return _current(self)
