"""An exec channel of an SSH connection as a `Channel`."""

import contextlib
import threading
from collections import deque
from typing import Any, Callable, Deque, List, Optional

from pssh.remoting.channel import Channel, ChannelClosed
from pssh.ssh.errors import BROKEN, as_text

__all__ = ["SshChannel"]

HIGH_WATER = 4 << 20
TAIL = 4000


class SshChannel(Channel):
    """Bytes to and from a program on the far end; everything of asyncssh is touched on the loop alone."""

    def __init__(self, host: str, loop: Any, release: Callable[[], None]) -> None:
        self.host = host
        self.loop = loop
        self.transport: Any = None
        self.link: Any = None
        self.on_stderr: Callable[[bytes], None] = lambda data: None
        self._release: Optional[Callable[[], None]] = release
        self._on_data: Optional[Callable[[bytes], None]] = None
        self._on_close: Optional[Callable[[Optional[Exception]], None]] = None
        self._early: Deque[bytes] = deque()
        self._queue: Deque[bytes] = deque()
        self._queued = 0
        self._posted = False
        self._blocked = False
        self._closed = False
        self._ended: Optional[Exception] = None
        self._over = False
        self._stderr = b""
        self._exit = ""
        self._room = threading.Condition()
        self._unanswered: List[bytes] = []
        self._other_way: Optional[Callable[[], Any]] = None
        self._probation: Any = None

    # --- the Channel interface, from any thread --------------------------------------------------

    def start(
        self, on_data: Callable[[bytes], None], on_close: Callable[[Optional[Exception]], None]
    ) -> None:
        """Begin to deliver; what came before comes first."""

        def begin() -> None:
            self._on_data, self._on_close = on_data, on_close
            while self._early:
                on_data(self._early.popleft())
            if self._over:
                self._report()

        self.loop.post(begin)

    def write(self, data: bytes) -> None:
        if self._closed or self._over:
            raise ChannelClosed(self.exit_text() or BROKEN)
        with self._room:
            self._queue.append(data)
            self._queued += len(data)
            if self._posted or self._blocked:
                return
            self._posted = True
        self.loop.post(self._flush)

    def wait_writable(self, timeout: Optional[float] = None) -> bool:
        with self._room:
            return self._room.wait_for(
                lambda: self._queued < HIGH_WATER or self._over or self._closed, timeout
            )

    def wait_sent(self, timeout: Optional[float] = None) -> bool:
        with self._room:
            return self._room.wait_for(lambda: not self._posted, timeout)

    def pause(self) -> None:
        self.loop.post(self._reading, False)

    def resume(self) -> None:
        self.loop.post(self._reading, True)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self.loop.post(self._close)

    def exit_text(self) -> str:
        """Exit code and the last of stderr, as far as known."""
        how, said = self._exit, as_text(self._stderr)
        if not how:
            return said
        return f"The session's process on {self.host} ended: {how}" + (f". It said: {said}" if said else "")

    # --- on the loop -----------------------------------------------------------------------------

    def _reading(self, on: bool) -> None:
        if self.transport is not None and not self._over:
            (self.transport.resume_reading if on else self.transport.pause_reading)()

    def _flush(self) -> None:
        data = self._taken()
        if data and self._other_way is not None:
            self._unanswered.append(data)
        if data and self.transport is not None and not self._over:
            with contextlib.suppress(OSError, BrokenPipeError):
                self.transport.write(data)
        with self._room:
            again = self._posted = self.transport is not None and not self._blocked and bool(self._queue)
            self._room.notify_all()
        if again:  # written meanwhile
            self.loop.post(self._flush)

    def _taken(self) -> bytes:
        """What waits to be sent; nothing while it must wait."""
        with self._room:
            if self.transport is None or (self._blocked and not self._closed):
                return b""
            data = b"".join(self._queue)
            self._queue.clear()
            self._queued = 0
            return data

    def _close(self) -> None:
        if self.transport is not None and not self._over:
            self._flush()
            self.transport.close()
        elif self._over:
            self._report()

    def on_probation(self, seconds: float, other_way: Callable[[], Any]) -> None:
        """Until its first byte comes, this channel may fail: `other_way()` (a coroutine) then opens the one that
        takes its place, and what was written is written again."""
        self._other_way = other_way
        self._probation = self.loop.loop.call_later(seconds, self.transport.abort)

    def _trusted(self) -> None:
        self._other_way = None
        self._unanswered = []
        self._probation.cancel()

    async def _replace(self, other_way: Callable[[], Any]) -> None:
        try:
            other: SshChannel = await other_way()
        except Exception as error:
            self.lost(error)
            return
        self.transport, self.link, self._release = other.transport, other.link, other._release
        for callback in ("received", "writing", "exited", "lost"):  # the new channel's are ours from now on
            setattr(other, callback, getattr(self, callback))
        self._stderr = b""
        again, self._unanswered = b"".join(self._unanswered), []
        self.transport.write(again)
        while other._early:
            self.received(other._early.popleft(), False)
        self._flush()
        if self._closed:
            self.transport.close()

    def received(self, data: bytes, stderr: bool) -> None:
        """Bytes from the far end."""
        if self._other_way is not None:
            self._trusted()
        if stderr:
            self._stderr = (self._stderr + data)[-TAIL:]
            self.on_stderr(data)
        elif self._on_data is not None:
            self._on_data(data)
        else:
            self._early.append(data)

    def exited(self, text: str) -> None:
        """How the far program ended."""
        self._exit = text

    def writing(self, on: bool) -> None:
        """asyncssh's buffer has room (or has not)."""
        with self._room:
            self._blocked = not on
            again = on and bool(self._queue)
        if again:
            self._flush()

    def lost(self, error: Optional[Exception]) -> None:
        """The channel is gone."""
        if self._over:
            return
        other_way, self._other_way = self._other_way, None
        if other_way is not None and not self._closed:
            self._probation.cancel()
            release, self._release, self.transport = self._release, None, None
            if release is not None:
                release()
            self.loop.loop.create_task(self._replace(other_way))
            return
        self._over = True
        self._ended = error
        with self._room:
            self._queue.clear()
            self._queued = 0
            self._room.notify_all()
        release, self._release = self._release, None
        if release is not None:
            release()
        self._report()

    def _report(self) -> None:
        on_close, self._on_close = self._on_close, None
        if on_close is not None:
            on_close(None if self._closed else self._ended)
