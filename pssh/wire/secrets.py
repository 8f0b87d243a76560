"""Secure strings on the wire. The connection is encrypted; nothing here is logged or spooled in the clear."""

from typing import Any, Optional

__all__ = ["credential", "open_sealed", "plain_text", "seal", "secure_string"]


def plain_text(value: Any) -> str:
    """The text of a SecureString."""
    if value is None:
        return ""
    return str(value.reveal())


def _stream(key: bytes, nonce: bytes, size: int) -> bytes:
    from hashlib import blake2b

    blocks = [
        blake2b(nonce + number.to_bytes(8, "big"), key=key).digest() for number in range((size + 63) // 64)
    ]
    return b"".join(blocks)[:size]


def seal(text: str, key: bytes) -> Any:
    """A secret as it may lie in a spool: encrypted with the client's key and authenticated; in the clear without
    a key, where nothing is spooled."""
    if not key:
        return text
    from hashlib import blake2b
    from os import urandom

    data, nonce = text.encode("utf-8", "surrogatepass"), urandom(16)
    hidden = bytes(a ^ b for a, b in zip(data, _stream(key, nonce, len(data))))
    return nonce + blake2b(nonce + hidden, key=key, digest_size=16, person=b"pssh seal").digest() + hidden


def open_sealed(value: Any, key: bytes) -> Optional[str]:
    """The secret again; None for a client that came later and has another key: it was not for it."""
    if isinstance(value, str):
        return value
    from hashlib import blake2b
    from hmac import compare_digest

    if not isinstance(value, bytes) or not key:
        return None
    nonce, proof, hidden = value[:16], value[16:32], value[32:]
    right = blake2b(nonce + hidden, key=key, digest_size=16, person=b"pssh seal").digest()
    if not compare_digest(proof, right):
        return None
    return bytes(a ^ b for a, b in zip(hidden, _stream(key, nonce, len(hidden)))).decode(
        "utf-8", "surrogatepass"
    )


def secure_string(text: str) -> Any:
    """A SecureString of a text."""
    from pssh.objects.net.security import SecureString

    return SecureString(text)


def credential(user_name: str, text: str) -> Any:
    """A PSCredential."""
    from pssh.objects.net.security import PSCredential

    return PSCredential(user_name, secure_string(text))
