"""One end of a numbered stream of messages: numbers, acknowledgements, catch-up and heartbeats, without any
I/O.

The caller owns the lock and the connection: it writes the bytes that `send`, `receive` and `resume` hand
out, in that order.
"""

from typing import Any, Iterator, List, Optional, Tuple

from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.frames import MAX_FRAME, FrameReader, frame
from pssh.wire.journal import Journal, NoJournal

__all__ = ["ACK_BYTES", "ACK_MESSAGES", "Heartbeat", "Link"]

# A busy reader acknowledges this often, so that the other end's journal stays short; an idle one at once.
ACK_MESSAGES = 64
ACK_BYTES = 256 * 1024

_UNNUMBERED = (m.Hello, m.Welcome, m.Refuse, m.Ack, m.Ping, m.Pong, m.Goodbye)


class Link:
    """Numbers what goes out, checks and acknowledges what comes in."""

    def __init__(self, journal: Optional[Journal] = None, limit: int = MAX_FRAME) -> None:
        self.journal = journal if journal is not None else NoJournal()
        self.last_sent = self.journal.last
        self.last_received = 0
        self.acknowledged = 0
        self._limit = limit
        self._reader = FrameReader(limit)
        self._unacked_messages = 0
        self._unacked_bytes = 0

    # -- out

    def send(self, message: Any) -> bytes:
        """The bytes of a message; numbered ones are in the journal before they are handed out."""
        payload = m.encode_message(message)
        if isinstance(message, _UNNUMBERED):
            return frame(0, payload)
        sequence = self.last_sent + 1
        data = frame(sequence, payload)
        self.journal.append(sequence, data)
        self.last_sent = sequence
        return data

    def resume(self, peer_has: int) -> List[bytes]:
        """What to send again to a peer that has everything up to `peer_has`."""
        if peer_has > self.last_sent:
            raise ProtocolError(f"The other end has message {peer_has}, only {self.last_sent} were sent.")
        return [data for _, data in self.journal.since(peer_has)]

    def start_again(self) -> None:
        """The peer has served another meanwhile and knows nothing of us: count from 1, send nothing again."""
        self.journal.acknowledge(self.last_sent)
        self.last_sent = self.acknowledged = 0

    def acknowledgement(self) -> bytes:
        """An Ack for all that came in, to be called when it has been handed over; empty when there is none
        due."""
        if not self._unacked_messages:
            return b""
        self._unacked_messages = self._unacked_bytes = 0
        return self.send(m.Ack(self.last_received))

    @property
    def owes_ack(self) -> bool:
        """Whether something has come in that was not acknowledged."""
        return self._unacked_messages > 0

    @property
    def wants_ack(self) -> bool:
        """So much has come in that an acknowledgement should not wait for a pause."""
        return self._unacked_messages >= ACK_MESSAGES or self._unacked_bytes >= ACK_BYTES

    # -- in

    def reset_reader(self) -> None:
        """A new connection begins: forget half a frame of the old one."""
        self._reader = FrameReader(self._limit)

    def forget_peer(self, last_received: int = 0) -> None:
        """A new peer begins to number from 1 again."""
        self.last_received = last_received
        self._unacked_messages = self._unacked_bytes = 0

    def receive(self, data: bytes) -> Iterator[Any]:
        """The messages that `data` completes, one by one: handling one may change how the next is counted
        (`forget_peer`). Acks are taken in here; those already seen are dropped."""
        for sequence, payload in self._reader.feed(data):
            if sequence:
                if sequence <= self.last_received:
                    continue
                if sequence != self.last_received + 1:
                    raise ProtocolError(f"Message {sequence} came after {self.last_received}.")
                message = m.decode_message(payload)
                if isinstance(message, _UNNUMBERED):
                    raise ProtocolError(f"{type(message).__name__} must not be numbered.")
                self.last_received = sequence
                self._unacked_messages += 1
                self._unacked_bytes += len(payload)
            else:
                message = m.decode_message(payload)
                if not isinstance(message, _UNNUMBERED):
                    raise ProtocolError(f"{type(message).__name__} must be numbered.")
                if type(message) is m.Ack:
                    if message.sequence > self.last_sent:
                        raise ProtocolError(f"Message {message.sequence} was acknowledged but never sent.")
                    self.acknowledged = message.sequence
                    self.journal.acknowledge(message.sequence)
                    continue
            yield message


class Heartbeat:
    """Says when to ask "are you there?" and when to give the connection up. Times are the caller's clock."""

    def __init__(self, interval: float = 15.0, limit: float = 45.0) -> None:
        self.interval = interval
        self.limit = limit
        self._heard = 0.0
        self._token = 0
        self._asked = 0.0

    def heard(self, now: float) -> None:
        """Something came from the other end."""
        self._heard = now

    def due(self, now: float) -> Tuple[Optional[m.Ping], bool]:
        """(a Ping to send or None, whether the other end has been silent for too long)."""
        silent = now - self._heard
        if silent >= self.limit:
            return None, True
        if silent >= self.interval and now - self._asked >= self.interval:
            self._asked = now
            self._token += 1
            return m.Ping(self._token), False
        return None, False
