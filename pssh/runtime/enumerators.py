"""`$input`, `$foreach` and `$switch`: enumerators that scripts may also move themselves."""

from typing import Any, Iterable, Iterator, List

__all__ = ["InputEnumerator", "LoopEnumerator", "enumerated"]


class LoopEnumerator:
    """The enumerator of a running `foreach` or `switch`."""

    net_type_name = "System.Array+ArrayEnumerator"

    def __init__(self, items: Iterable[Any]) -> None:
        self.source = iter(items)
        self.current: Any = None

    def __iter__(self) -> "LoopEnumerator":
        return self

    def __next__(self) -> Any:
        self.current = next(self.source)
        return self.current

    def move_next(self) -> bool:
        for item in self.source:
            self.current = item
            return True
        return False


def enumerated(variable: Any, source: Iterable[Any]) -> Iterator[Any]:
    """The items of a loop whose `$foreach` or `$switch` is that variable; after it, it is what it was before."""
    before = variable.value
    enumerator = LoopEnumerator(source)
    variable.force(enumerator)
    try:
        yield from enumerator
    finally:
        variable.force(before)


class InputEnumerator:
    """`$input`: what was piped in. Enumerating it again starts anew only after Reset()."""

    net_type_name = "System.Collections.ArrayList+ArrayListEnumeratorSimple"

    def __init__(self, items: List[Any]) -> None:
        self.items = items
        self.place = -1

    @property
    def current(self) -> Any:
        return self.items[self.place] if 0 <= self.place < len(self.items) else None

    def move_next(self) -> bool:
        self.place += 1
        return self.place < len(self.items)

    def reset(self) -> None:
        self.place = -1

    def ps_enumerate(self) -> Iterator[Any]:
        while self.move_next():
            yield self.current
