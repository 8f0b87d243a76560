"""What the members of the time types share: units, and Python's refusals in .NET's words."""

from typing import Any, Callable

from pssh.objects.net.common import fail
from pssh.objects.timespan import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
)

UNITS = {
    "Days": TICKS_PER_DAY,
    "Hours": TICKS_PER_HOUR,
    "Minutes": TICKS_PER_MINUTE,
    "Seconds": TICKS_PER_SECOND,
    "Milliseconds": TICKS_PER_MILLISECOND,
    "Microseconds": 10,
}
VALUE = ("System.IComparable", "System.IFormattable")


def ranged(make: Callable[..., Any], *args: Any) -> Any:
    """Out of range parts are an ArgumentOutOfRangeException."""
    try:
        return make(*args)
    except OverflowError as error:
        fail("ArgumentOutOfRangeException", str(error))


def parsed(read: Callable[..., Any], *args: Any) -> Any:
    """What cannot be read is a FormatException (too big a TimeSpan an OverflowException)."""
    try:
        return read(*args)
    except ValueError as error:
        fail("FormatException", str(error))
    except OverflowError as error:
        fail("OverflowException", str(error))


def tried(result: Any, read: Callable[..., Any], default: Any, *args: Any) -> bool:
    """The Try form: the value goes into a [ref]."""
    try:
        result.value = read(*args)
        return True
    except (ValueError, OverflowError):
        result.value = default
        return False


def add_units(self: Any, value: float, unit: int) -> Any:
    """A date some units later; the fraction of a unit is cut to ticks."""
    whole = int(value)
    return self.add_ticks(whole * unit + int((value - whole) * unit))
