"""Names of the states of runspaces and pipelines, and which of them are final."""

__all__ = [
    "AVAILABLE",
    "BROKEN",
    "BUSY",
    "CLOSED",
    "CLOSING",
    "CONNECTING",
    "DISCONNECTED",
    "DISCONNECTING",
    "FINISHED",
    "NONE",
    "OPENED",
    "OPENING",
]

BEFORE_OPEN = "BeforeOpen"
OPENING = "Opening"
OPENED = "Opened"
CLOSED = "Closed"
CLOSING = "Closing"
BROKEN = "Broken"
DISCONNECTING = "Disconnecting"
DISCONNECTED = "Disconnected"
CONNECTING = "Connecting"

NONE = "None"
AVAILABLE = "Available"
BUSY = "Busy"

FINISHED = ("Completed", "Failed", "Stopped")
