"""A channel over file descriptors: pipes of a child process, a socket pair, an accepted unix socket."""

import os
import threading
from collections import deque
from typing import Callable, Deque, Optional

from pssh.remoting.channel import HIGH_WATER, Channel, ChannelClosed, OnClose, OnData
from pssh.remoting.reactor import Reactor

__all__ = ["FdChannel"]

_READ = 256 * 1024
# After close() the other end has this long to take what is still queued.
_LINGER = 5.0


class FdChannel(Channel):
    """Reads one descriptor and writes another (or the same); owns both."""

    def __init__(self, reactor: Reactor, read_fd: int, write_fd: int, name: str = "pipe") -> None:
        self.name = name
        self._reactor = reactor
        self._read_fd = read_fd
        self._write_fd = write_fd
        os.set_blocking(read_fd, False)
        os.set_blocking(write_fd, False)
        self._lock = threading.Lock()
        self._writable = threading.Condition(self._lock)
        self._queue: Deque[memoryview] = deque()
        self._queued = 0
        self._on_data: Optional[OnData] = None
        self._on_close: Optional[OnClose] = None
        self._paused = False
        self._closing = False
        self._closed = False
        self.on_drained: Optional[Callable[[], None]] = None

    def start(self, on_data: OnData, on_close: OnClose) -> None:
        self._on_data, self._on_close = on_data, on_close
        self._reactor.call_soon(self._watch)

    # -- out

    def write(self, data: bytes) -> None:
        if not data:
            return
        with self._lock:
            if self._closing or self._closed:
                raise ChannelClosed(f"The channel {self.name} is closed.")
            view = memoryview(data)
            if not self._queue:
                # The common case needs no other thread: the descriptor takes it all at once.
                sent = self._write_some(view)
                if sent is None:
                    self._reactor.call_soon(lambda: self._end(BrokenPipeError("the other end is gone")))
                    raise ChannelClosed(f"The other end of {self.name} is gone.")
                if sent == len(view):
                    return
                view = view[sent:]
            self._queue.append(view)
            self._queued += len(view)
        self._reactor.call_soon(self._watch)

    def wait_writable(self, timeout: Optional[float] = None) -> bool:
        with self._lock:
            return self._writable.wait_for(lambda: self._queued <= HIGH_WATER or self._closed, timeout)

    def _write_some(self, view: memoryview) -> Optional[int]:
        """How much the descriptor took; None when the other end is gone."""
        total = 0
        while total < len(view):
            try:
                total += os.write(self._write_fd, view[total:])
            except BlockingIOError:
                break
            except InterruptedError:
                continue
            except OSError:
                return None
        return total

    def _flush(self) -> None:
        error: Optional[Exception] = None
        with self._lock:
            while self._queue:
                sent = self._write_some(self._queue[0])
                if sent is None:
                    error = BrokenPipeError("the other end is gone")
                    break
                self._queued -= sent
                if sent < len(self._queue[0]):
                    self._queue[0] = self._queue[0][sent:]
                    break
                self._queue.popleft()
            if self._queued <= HIGH_WATER:
                self._writable.notify_all()
            done = self._closing and not self._queue
        if error is not None or done:
            self._end(error)
        else:
            self._watch()

    # -- in

    def pause(self) -> None:
        self._paused = True
        self._reactor.call_soon(self._watch)

    def resume(self) -> None:
        self._paused = False
        self._reactor.call_soon(self._watch)

    def _read(self) -> None:
        try:
            data = os.read(self._read_fd, _READ)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as error:
            self._end(error)
            return
        if not data:
            self._end(None)
        elif self._on_data is not None:
            self._on_data(data)

    # -- life

    def close(self) -> None:
        with self._lock:
            if self._closing or self._closed:
                return
            self._closing = True
            empty = not self._queue
        if empty:
            self._reactor.call_soon(lambda: self._end(None))
        else:
            self._reactor.call_later(_LINGER, lambda: self._end(None))

    def _watch(self) -> None:
        if self._closed:
            return
        readable = self._read if self._on_data is not None and not self._paused else None
        writable = self._flush if self._queue else None
        watch = self._reactor.watch
        if self._read_fd == self._write_fd:
            watch(self._read_fd, readable, writable)
        else:
            watch(self._read_fd, readable)
            watch(self._write_fd, None, writable)

    def _end(self, error: Optional[Exception]) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._queue.clear()
            self._queued = 0
            self._writable.notify_all()
        for fd in {self._read_fd, self._write_fd}:
            self._reactor.watch(fd)
            os.close(fd)
        if self._on_close is not None:
            self._on_close(error)
