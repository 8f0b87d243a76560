"""The two marks that are not values: NOTHING (a pipeline without output) and MISSING (no such member)."""

from typing import Any

__all__ = ["MISSING", "NOTHING"]


class _Nothing:
    """AutomationNull: may sit in a variable, yields no object in a pipeline, counts as $null elsewhere."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NOTHING"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "NOTHING"


class _Missing:
    """What an internal look-up answers when there is no such member; never seen by a script."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


NOTHING: Any = _Nothing()
MISSING: Any = _Missing()
