"""A pair of channels in one process: for tests and for runspaces that need no process of their own."""

import threading
from collections import deque
from typing import Deque, Optional, Tuple

from pssh.remoting.channel import HIGH_WATER, Channel, ChannelClosed, OnClose, OnData
from pssh.remoting.reactor import Reactor

__all__ = ["MemoryChannel", "memory_pair"]


class MemoryChannel(Channel):
    """One end. What the other end writes is delivered on the reactor's thread."""

    def __init__(self, reactor: Reactor, name: str) -> None:
        self.name = name
        self.peer: Optional[MemoryChannel] = None
        self._reactor = reactor
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._inbox: Deque[bytes] = deque()
        self._held = 0
        self._scheduled = False
        self._paused = False
        self._closed = False
        self._peer_closed: Optional[Tuple[Optional[Exception]]] = None
        self._on_data: Optional[OnData] = None
        self._on_close: Optional[OnClose] = None

    def start(self, on_data: OnData, on_close: OnClose) -> None:
        self._on_data, self._on_close = on_data, on_close
        self._schedule()

    def write(self, data: bytes) -> None:
        if self._closed or self.peer is None:
            raise ChannelClosed(f"The channel {self.name} is closed.")
        if data:
            self.peer._accept(bytes(data))

    def wait_writable(self, timeout: Optional[float] = None) -> bool:
        peer = self.peer
        if peer is None:
            return True
        with peer._lock:
            return peer._room.wait_for(lambda: peer._held <= HIGH_WATER or peer._closed, timeout)

    def pause(self) -> None:
        self._paused = True

    def resume(self) -> None:
        self._paused = False
        self._schedule()

    def close(self) -> None:
        self.fail(None)

    def fail(self, error: Optional[Exception]) -> None:
        """Close both ends, as a broken network would when there is an error."""
        if self._closed:
            return
        self._reactor.call_soon(lambda: self._end(error))
        peer = self.peer
        if peer is not None:
            peer._peer_closed = (error,)
            peer._schedule()

    def _accept(self, data: bytes) -> None:
        with self._lock:
            if self._closed:
                raise ChannelClosed(f"The other end of {self.name} is gone.")
            self._inbox.append(data)
            self._held += len(data)
        self._schedule()

    def _schedule(self) -> None:
        with self._lock:
            if self._scheduled or self._on_data is None:
                return
            self._scheduled = True
        self._reactor.call_soon(self._deliver)

    def _deliver(self) -> None:
        with self._lock:
            self._scheduled = False
        while not self._paused and not self._closed:
            with self._lock:
                if not self._inbox:
                    break
                data = self._inbox.popleft()
                self._held -= len(data)
                self._room.notify_all()
            assert self._on_data is not None
            self._on_data(data)
        if self._peer_closed is not None and not self._inbox:
            self._end(self._peer_closed[0])

    def _end(self, error: Optional[Exception]) -> None:
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._room.notify_all()
        if self._on_close is not None:
            self._on_close(error)


def memory_pair(reactor: Reactor, name: str = "memory") -> Tuple[MemoryChannel, MemoryChannel]:
    """Two channels that are each other's other end."""
    one, two = MemoryChannel(reactor, name), MemoryChannel(reactor, name)
    one.peer, two.peer = two, one
    return one, two
