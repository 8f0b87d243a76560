"""What goes wrong on the wire."""

__all__ = ["ProtocolError"]


class ProtocolError(Exception):
    """The other end sent bytes that are no message of this protocol, or more than the agreed bounds allow."""
