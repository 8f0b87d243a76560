"""Asking an object for a property that may not be there."""

from typing import Any

from pssh.objects.nothing import MISSING

__all__ = ["property_value"]


def property_value(item: Any, name: str, default: Any) -> Any:
    """The property's value; `default` when the object has none (methods do not count)."""
    from pssh.objects.members import find_property

    if item is None:
        return default
    value = find_property(item, name)
    return default if value is MISSING else value
