"""Values as the text of a data file: manifests, role capabilities."""

import os
from typing import Any

__all__ = ["data_literal", "new_guid"]


def new_guid() -> str:
    """A random GUID as text."""
    data = bytearray(os.urandom(16))
    data[6] = data[6] & 0x0F | 0x40
    data[8] = data[8] & 0x3F | 0x80
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def data_literal(value: Any) -> str:
    """A value as PowerShell code that gives it back."""
    from pssh.objects.convert import to_string

    if isinstance(value, list):
        return "@()" if not value else ", ".join(data_literal(v) for v in value)
    if hasattr(value, "items"):
        return "@{ " + "; ".join(f"{k} = {data_literal(v)}" for k, v in value.items()) + " }"
    if value is True or value is False:
        return "$true" if value else "$false"
    if hasattr(value, "bind_for_pipeline"):  # a script block
        return "{" + to_string(value) + "}"
    return "'" + to_string(value).replace("'", "''") + "'"
