"""The interface of a channel: a duplex stream of bytes that pushes what it reads."""

from abc import ABC, abstractmethod
from typing import Callable, Optional

__all__ = ["HIGH_WATER", "Channel", "ChannelClosed", "OnClose", "OnData"]

# More than this waiting to be sent makes writers wait; see Channel.wait_writable.
HIGH_WATER = 4 * 1024 * 1024

OnData = Callable[[bytes], None]
OnClose = Callable[[Optional[Exception]], None]


class ChannelClosed(Exception):
    """The channel is closed; nothing can be written."""


class Channel(ABC):
    """A duplex byte stream. Callbacks come from the channel's own I/O thread, one at a time, and must not
    block."""

    name = "channel"

    @abstractmethod
    def start(self, on_data: OnData, on_close: OnClose) -> None:
        """Begin to deliver. `on_close` comes once, with the error if it was not a plain end."""

    @abstractmethod
    def write(self, data: bytes) -> None:
        """Send or queue `data`; never blocks. ChannelClosed when the channel is closed."""

    @abstractmethod
    def wait_writable(self, timeout: Optional[float] = None) -> bool:
        """Block while more than HIGH_WATER is queued (False: still so after `timeout`). Not for the I/O
        thread."""

    def wait_sent(self, timeout: Optional[float] = None) -> bool:
        """Block until what was written has left this process (False: not within `timeout` seconds). Most channels
        send as they write."""
        return True

    @abstractmethod
    def pause(self) -> None:
        """Deliver no more data until `resume`: the other end then has to wait."""

    @abstractmethod
    def resume(self) -> None:
        """Deliver data again."""

    @abstractmethod
    def close(self) -> None:
        """End the channel. What is queued is still sent if the other end takes it soon."""

    def exit_text(self) -> str:
        """What is known of why the other end went away, such as an exit code and its last words."""
        return ""
