"""The server's way out: objects gather into batches for a moment, or while the connection is busy; records keep
their place.

An object is encoded when it is written, because the script may change it a moment later. The reactor's thread
sends what has gathered, unless the pipeline ends before; a pipeline that is far ahead of the connection sends, and waits, itself.
"""

import threading
from typing import Any, Callable, List

from pssh.wire import messages as m
from pssh.wire.batches import segments
from pssh.wire.encoder import Encoder
from pssh.wire.records import encode_record

__all__ = ["OutputWriter"]

_BATCH = 4_000
_MOMENT = 0.002  # seconds; most commands have ended by then, and all they say goes at once
_LARGE = 64 * 1024


class OutputWriter:
    """Sends the output and the records of one pipeline. `send(*messages)` posts, `wait()` blocks while it must,
    `call_later` is the reactor's."""

    def __init__(
        self,
        number: int,
        send: Callable[..., None],
        wait: Callable[[], None],
        call_later: Callable[[float, Any], Any],
        key: bytes = b"",
    ) -> None:
        self._number = number
        self._send = send
        self._wait = wait
        self._call_later = call_later
        self._lock = threading.Lock()
        self._nodes: List[Any] = []
        self._encoder = Encoder(key=key)
        self._finished = False
        self._begins = True  # the first moment has its timer already: made here, where it wakes nobody
        call_later(_MOMENT, self._first_moment)

    def use_key(self, key: bytes) -> None:
        """Another client has come: seal secrets for it from now on."""
        self._encoder.key = key

    def out(self, value: Any) -> None:
        """One object of the output stream."""
        kind = value.__class__
        if kind is str:
            node: Any = value
        else:
            node = self._encoder.encode(value)
        nodes = self._nodes
        nodes.append(node)
        count = len(nodes)
        if count == 1 and not self._begins:
            self._call_later(_MOMENT, self.flush)
        if count >= _BATCH or (kind is str and len(value) > _LARGE) or kind is bytes:
            self.flush()
            self._wait()

    def _first_moment(self) -> None:
        self._begins = False
        self.flush()

    def flush(self) -> None:
        """Send what has gathered."""
        with self._lock:
            # The pipeline's thread appends without the lock: the list stays, its front is taken.
            nodes = self._nodes
            count = len(nodes)
            if not count or self._finished:
                return
            taken = nodes[:count]
            del nodes[:count]
            self._send(m.Output(self._number, segments(taken)))
            if nodes:
                self._call_later(0, self.flush)

    def record(self, stream: int, record: Any) -> None:
        """One record of another stream, after all output before it."""
        node = encode_record(Encoder(), record)
        self.flush()
        self._send(m.Record(self._number, stream, node))

    def finish(self, state: m.State) -> None:
        """Send what is left, then the final state."""
        with self._lock:
            nodes = self._nodes
            self._finished = True
            if nodes:
                self._send(m.Output(self._number, segments(nodes)), state)
            else:
                self._send(state)
