"""Secure strings on the wire. The connection is encrypted; nothing here is logged or spooled in the clear."""

from typing import Any

__all__ = ["credential", "plain_text", "secure_string"]


def plain_text(value: Any) -> str:
    """The text of a SecureString."""
    if value is None:
        return ""
    return str(value.reveal())


def secure_string(text: str) -> Any:
    """A SecureString of a text."""
    from pssh.objects.net.security import SecureString

    return SecureString(text)


def credential(user_name: str, text: str) -> Any:
    """A PSCredential."""
    from pssh.objects.net.security import PSCredential

    return PSCredential(user_name, secure_string(text))
