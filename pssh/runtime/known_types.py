"""Types that are always there, by name."""

from typing import Any

from pssh.objects.net.common import known_type

__all__ = ["converted", "known_type"]


def converted(value: Any, name: str) -> Any:
    """The value converted to the type of that name."""
    from pssh.objects.convert import convert

    return convert(value, known_type(name))
