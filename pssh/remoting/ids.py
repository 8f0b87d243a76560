"""Fresh guids as text; the uuid module costs more to import than a session may."""

import os

__all__ = ["new_guid"]


def new_guid() -> str:
    """A random guid (version 4)."""
    digits = bytearray(os.urandom(16))
    digits[6] = digits[6] & 0x0F | 0x40
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
