"""SwitchParameter: what a `[switch]` parameter holds. There are two of them, so identity is equality."""

from typing import Any

__all__ = ["ABSENT", "PRESENT", "SwitchParameter", "switch_of"]


class SwitchParameter:
    """Whether a switch was given. In conditions and comparisons it is as good as its Boolean."""

    __slots__ = ("is_present",)
    ps_single = True

    def __init__(self, is_present: bool) -> None:
        self.is_present = is_present

    def __bool__(self) -> bool:
        return self.is_present

    def __str__(self) -> str:
        return "True" if self.is_present else "False"

    def __repr__(self) -> str:
        return f"<switch {self.is_present}>"

    def ps_bool(self) -> bool:
        return self.is_present

    def net_equals(self, other: Any) -> bool:
        """SwitchParameter.Equals: another switch, or a Boolean."""
        present = other.is_present if other.__class__ is SwitchParameter else other
        return present is self.is_present

    def ps_equals(self, other: Any, _ignore_case: bool) -> Any:
        return self.net_equals(other) or NotImplemented


PRESENT = SwitchParameter(True)
ABSENT = SwitchParameter(False)


def switch_of(value: Any) -> SwitchParameter:
    """The switch that holds the truth of a value."""
    return PRESENT if value else ABSENT
