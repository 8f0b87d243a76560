"""When the other end is told what has come in: with what is sent next, else after a pause; at once when it is much."""

from typing import Any, Callable

from pssh.remoting.reactor import Reactor
from pssh.wire.link import Link

__all__ = ["Acknowledger"]

_PAUSE = 0.05


class Acknowledger:
    """The acknowledgements of one link. `write` sends bytes to the other end, if it is there; `lock` guards both."""

    def __init__(self, reactor: Reactor, link: Link, lock: Any, write: Callable[[bytes], None]) -> None:
        self._reactor = reactor
        self._link = link
        self._lock = lock
        self._write = write
        self._timer: Any = None

    def received(self) -> None:
        """Messages have come in and been handed over."""
        with self._lock:
            if self._link.wants_ack:
                self._send()
            elif self._timer is None and self._link.owes_ack:
                self._timer = self._reactor.call_later(_PAUSE, self._send)

    def _send(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None
            data = self._link.acknowledgement()
            if data:
                self._write(data)
