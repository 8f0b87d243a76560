"""The objects a client pipes into a command, as the iterator the command reads."""

import threading
from collections import deque
from typing import Any, Deque, Iterator, List

__all__ = ["InputQueue"]


class InputQueue:
    """Filled by the channel's thread, read by the pipeline's."""

    def __init__(self, runspace: Any) -> None:
        self._runspace = runspace
        self._items: Deque[Any] = deque()
        self._ready = threading.Event()
        self._ended = False

    def add(self, values: List[Any]) -> None:
        """More objects have come."""
        self._items.extend(values)
        self._ready.set()

    def end(self) -> None:
        """No more will come."""
        self._ended = True
        self._ready.set()

    def __iter__(self) -> Iterator[Any]:
        items = self._items
        while True:
            while items:
                yield items.popleft()
            if self._ended and not items:
                return
            self._ready.clear()
            if not items and not self._ended:
                self._runspace.wait(self._ready)
