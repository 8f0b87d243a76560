"""Where an end keeps what it has sent until the other end has it."""

from abc import ABC, abstractmethod
from collections import deque
from typing import Deque, Iterator, Tuple

__all__ = ["Journal", "MemoryJournal", "NoJournal"]


class Journal(ABC):
    """Numbered frames in order. `append` is called before a frame is sent."""

    @abstractmethod
    def append(self, sequence: int, data: bytes) -> None:
        """Keep the bytes of a frame."""

    @abstractmethod
    def since(self, sequence: int) -> Iterator[Tuple[int, bytes]]:
        """The frames after `sequence` that are still held."""

    @abstractmethod
    def acknowledge(self, sequence: int) -> None:
        """The other end has everything up to `sequence`."""

    @property
    @abstractmethod
    def first(self) -> int:
        """Number of the oldest frame that is still held, or of the next one."""

    @property
    @abstractmethod
    def last(self) -> int:
        """Number of the newest frame."""


class NoJournal(Journal):
    """Keeps nothing: for a connection whose loss is the end of the session."""

    def __init__(self) -> None:
        self._last = 0

    def append(self, sequence: int, data: bytes) -> None:
        self._last = sequence

    def since(self, sequence: int) -> Iterator[Tuple[int, bytes]]:
        return iter(())

    def acknowledge(self, sequence: int) -> None:
        return

    @property
    def first(self) -> int:
        return self._last + 1

    @property
    def last(self) -> int:
        return self._last


class MemoryJournal(Journal):
    """Keeps what is not acknowledged in memory."""

    def __init__(self) -> None:
        self._frames: Deque[Tuple[int, bytes]] = deque()
        self._last = 0
        self.size = 0

    def append(self, sequence: int, data: bytes) -> None:
        self._frames.append((sequence, data))
        self._last = sequence
        self.size += len(data)

    def since(self, sequence: int) -> Iterator[Tuple[int, bytes]]:
        return iter([item for item in self._frames if item[0] > sequence])

    def acknowledge(self, sequence: int) -> None:
        frames = self._frames
        while frames and frames[0][0] <= sequence:
            self.size -= len(frames.popleft()[1])

    @property
    def first(self) -> int:
        return self._frames[0][0] if self._frames else self._last + 1

    @property
    def last(self) -> int:
        return self._last
