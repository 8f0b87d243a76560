"""Types that are always there, by name."""

from typing import Any

from pssh.objects.types import NetType, resolve_type

__all__ = ["converted", "known_type"]


def known_type(name: str) -> NetType:
    """The type of that full name, which must exist."""
    found = resolve_type(name)
    if found is None:
        raise LookupError(name)
    return found


def converted(value: Any, name: str) -> Any:
    """The value converted to the type of that name."""
    from pssh.objects.convert import convert

    return convert(value, known_type(name))
