"""One thread that waits for all local file descriptors and timers: the event loop of everything that ships.

asyncio costs 60 ms to import, more than a whole session on the far end may take to answer.
"""

import os
import selectors
import threading
import time
from heapq import heappop, heappush
from itertools import count
from typing import Any, Callable, List, Optional, Tuple

__all__ = ["Reactor", "Timer"]

Callback = Callable[[], None]


class Timer:
    """A call that is due later; `cancel` takes it back."""

    __slots__ = ("call", "cancelled")

    def __init__(self, call: Callback) -> None:
        self.call = call
        self.cancelled = False

    def cancel(self) -> None:
        """Do not call any more."""
        self.cancelled = True


class Watch:
    """What to call when a descriptor is ready."""

    __slots__ = ("on_readable", "on_writable")

    def __init__(self) -> None:
        self.on_readable: Optional[Callback] = None
        self.on_writable: Optional[Callback] = None


class Reactor:
    """A selector, its thread and its timers. Made per process and passed on; the thread starts on first
    use."""

    def __init__(self, name: str = "pssh-io") -> None:
        self._name = name
        self._lock = threading.Lock()
        self._selector: Optional[selectors.BaseSelector] = None
        self._calls: List[Callback] = []
        self._timers: List[Tuple[float, int, Timer]] = []
        self._order = count()
        self._wake_write = -1
        self._wake_read = -1
        self._thread: Optional[threading.Thread] = None
        self._closed = False

    # -- for any thread

    def call_soon(self, call: Callback) -> None:
        """Run `call` on the reactor's thread."""
        with self._lock:
            self._ensure_started()
            self._calls.append(call)
            first = len(self._calls) == 1
        if first and threading.current_thread() is not self._thread:
            self._wake()

    def call_later(self, delay: float, call: Callback) -> Timer:
        """Run `call` on the reactor's thread after `delay` seconds."""
        timer = Timer(call)
        with self._lock:
            self._ensure_started()
            heappush(self._timers, (time.monotonic() + delay, next(self._order), timer))
        if threading.current_thread() is not self._thread:
            self._wake()
        return timer

    @property
    def on_thread(self) -> bool:
        """Whether the caller is the reactor's thread."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Stop the thread. Descriptors are their owners' to close."""
        with self._lock:
            if self._thread is None or self._closed:
                self._closed = True
                return
            self._closed = True
        self._wake()
        if not self.on_thread:
            self._thread.join(5)

    # -- for the reactor's thread

    def watch(
        self, fd: int, readable: Optional[Callback] = None, writable: Optional[Callback] = None
    ) -> None:
        """Say what to call when `fd` is ready; with neither, forget it. Reactor thread only."""
        selector: Any = self._selector
        events = (selectors.EVENT_READ if readable else 0) | (selectors.EVENT_WRITE if writable else 0)
        try:
            key = selector.get_key(fd)
        except KeyError:
            key = None
        if not events:
            if key is not None:
                selector.unregister(fd)
            return
        if key is None:
            watch = Watch()
            selector.register(fd, events, watch)
        else:
            watch = key.data
            if key.events != events:
                selector.modify(fd, events, watch)
        watch.on_readable, watch.on_writable = readable, writable

    # -- inside

    def _ensure_started(self) -> None:
        if self._thread is not None:
            return
        self._selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_read, False)
        os.set_blocking(self._wake_write, False)
        self._selector.register(self._wake_read, selectors.EVENT_READ, None)
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        size = threading.stack_size(0)
        try:
            self._thread.start()
        finally:
            threading.stack_size(size)

    def _wake(self) -> None:
        try:
            os.write(self._wake_write, b"x")
        except (BlockingIOError, OSError):
            pass  # full: it wakes anyway; closed: nobody is left to wake

    def _run(self) -> None:
        selector: Any = self._selector
        while not self._closed:
            for key, mask in selector.select(self._timeout()):
                watch = key.data
                if watch is None:
                    self._drain_wake()
                    continue
                if mask & selectors.EVENT_READ and watch.on_readable:
                    self._call(watch.on_readable)
                if mask & selectors.EVENT_WRITE and watch.on_writable:
                    self._call(watch.on_writable)
            self._run_due()
        selector.close()
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _drain_wake(self) -> None:
        try:
            os.read(self._wake_read, 4096)
        except BlockingIOError:
            pass

    def _timeout(self) -> Optional[float]:
        with self._lock:
            if self._calls:
                return 0
            while self._timers and self._timers[0][2].cancelled:
                heappop(self._timers)
            if self._timers:
                return max(0.0, self._timers[0][0] - time.monotonic())
        return None

    def _run_due(self) -> None:
        with self._lock:
            calls, self._calls = self._calls, []
            now = time.monotonic()
            while self._timers and self._timers[0][0] <= now:
                timer = heappop(self._timers)[2]
                if not timer.cancelled:
                    calls.append(timer.call)
        for call in calls:
            self._call(call)

    def _call(self, call: Callback) -> None:
        try:
            call()
        except Exception:  # one broken callback must not take every other channel down
            import traceback

            traceback.print_exc()
