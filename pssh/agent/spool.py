"""The journal of a durable session on disk: every frame is in a file before it is sent.

Files hold whole frames, one after the other, named by the number of their first frame. What the client has
acknowledged stays, for a later look from the start, until the quota needs its room.
"""

import os
from typing import Iterator, List, Optional, Tuple

from pssh.wire.frames import HEADER, split_frames
from pssh.wire.journal import Journal

__all__ = ["DEFAULT_QUOTA", "Spool"]

DEFAULT_QUOTA = 1024 * 1024 * 1024
_FILE_SIZE = 16 * 1024 * 1024
# With "Drop" or a full disk, messages wait in memory up to this and the oldest are dropped after it.
_HISTORY = 64 * 1024 * 1024


class _File:
    __slots__ = ("first", "last", "path", "size")

    def __init__(self, path: str, first: int) -> None:
        self.path = path
        self.first = first
        self.last = first - 1
        self.size = 0


class Spool(Journal):
    """Frames on disk. `full(mode)` says whether a writer without a reader must wait."""

    def __init__(self, folder: str, quota: int = DEFAULT_QUOTA) -> None:
        self.folder = folder
        self.quota = quota
        self.dropped = 0
        self.failure: Optional[OSError] = None
        self._files: List[_File] = []
        self._fd = -1
        self._last = 0
        self._acknowledged = 0
        self._mode: Optional[str] = None
        # What a full disk did not take, and all after it, until the client has it: `full` keeps it short.
        self._memory: List[Tuple[int, bytes]] = []

    @classmethod
    def read(cls, folder: str) -> "Spool":
        """The spool another process has left."""
        spool = cls(folder)
        for name in sorted(os.listdir(folder)):
            stem, _, kind = name.partition(".")
            if kind == "spool" and stem.isdigit():
                file = _File(os.path.join(folder, name), int(stem))
                with open(file.path, "rb") as content:
                    for sequence, data in split_frames(content.read()):
                        file.last = sequence
                        file.size += len(data)
                spool._files.append(file)
                spool._last = max(spool._last, file.last)
        return spool

    # -- Journal

    def append(self, sequence: int, data: bytes) -> None:
        self._last = sequence
        if self._memory:
            self._memory.append((sequence, data))  # files hold no gaps
            if self._mode == "Drop":
                self._drop_from_memory()
            return
        current = self._files[-1] if self._files else None
        try:
            if self._fd < 0 or current is None or current.size >= _FILE_SIZE:
                current = self._next_file(sequence)
            self._write(data)
            current.size += len(data)
            current.last = sequence
        except OSError as error:
            # A full disk must not end the session: the writer waits until the client has read this.
            self.failure = error
            self._memory.append((sequence, data))
        if self.size > self.quota and self._mode == "Drop":
            self._drop_oldest()

    def since(self, sequence: int) -> Iterator[Tuple[int, bytes]]:
        for file in list(self._files):
            if file.last <= sequence:
                continue
            with open(file.path, "rb") as content:
                for number, data in split_frames(content.read()):
                    if number > sequence:
                        yield number, data
        for number, data in list(self._memory):
            if number > sequence:
                yield number, data

    def acknowledge(self, sequence: int) -> None:
        self._acknowledged = max(self._acknowledged, sequence)
        if self._memory:
            self._memory = [entry for entry in self._memory if entry[0] > self._acknowledged]
            if not self._memory:
                self.close(remove=True)  # all was read: begin again, the old files give room
                self.failure = None
        while len(self._files) > 1 and self._files[0].last <= self._acknowledged and self.size > _HISTORY:
            self._remove(self._files.pop(0))

    @property
    def first(self) -> int:
        if self._files:
            return self._files[0].first
        return self._memory[0][0] if self._memory else self._last + 1

    @property
    def last(self) -> int:
        return self._last

    # -- the rest

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.size for file in self._files)

    def full(self, mode: Optional[str]) -> bool:
        """Whether what is written now must wait for a reader: Block at once, Spool at the quota, Drop
        never."""
        self._mode = mode
        if mode == "Drop":
            return False
        waiting = sum(file.size for file in self._files if file.last > self._acknowledged)
        if mode == "Block":
            return waiting > 4 * 1024 * 1024
        return waiting > self.quota or self.failure is not None

    def close(self, remove: bool = False) -> None:
        """Close the files; remove them when the session ended as it should."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if remove:
            for file in self._files:
                self._remove(file)
            self._files.clear()

    def _next_file(self, first: int) -> _File:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        path = os.path.join(self.folder, f"{first:016d}.spool")
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        file = _File(path, first)
        self._files.append(file)
        return file

    def _write(self, data: bytes) -> None:
        start = os.lseek(self._fd, 0, os.SEEK_END)
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._fd, view) :]
        except OSError:
            os.ftruncate(self._fd, start)  # no half a frame
            raise

    def _drop_oldest(self) -> None:
        while len(self._files) > 1 and self.size > self.quota:
            file = self._files.pop(0)
            self.dropped += file.last - max(file.first - 1, self._acknowledged)
            self._remove(file)

    def _drop_from_memory(self) -> None:
        size = sum(len(data) for _, data in self._memory)
        while size > _HISTORY and len(self._memory) > 1:
            self.dropped += (
                sum(file.last - max(file.first - 1, self._acknowledged) for file in self._files) + 1
            )
            self.close(remove=True)  # what is left must have no gap
            size -= len(self._memory.pop(0)[1])

    def _remove(self, file: _File) -> None:
        try:
            os.unlink(file.path)
        except OSError:
            pass


assert HEADER.size == 12
