"""System.Object: the methods every value has."""

from typing import Any

from pssh.objects.compare import net_equals
from pssh.objects.tostring import net_string
from pssh.objects.types import net_type, type_of

base = net_type("System.Object", object)


@base.method("Equals", "bool Equals(System.Object obj)")
def _equals(self: Any, other: Any) -> bool:
    return net_equals(self, other)


@base.method("GetHashCode", "int GetHashCode()")
def _hash(self: Any) -> int:
    return hash_code(self)


@base.method("GetType", "type GetType()")
def _get_type(self: Any) -> Any:
    return type_of(self)


@base.method("ToString", "string ToString()")
def _to_string(self: Any) -> str:
    return net_string(self)


@base.static_method("Equals", "static bool Equals(System.Object objA, System.Object objB)")
def _static_equals(left: Any, right: Any) -> bool:
    return net_equals(left, right)


@base.static_method("ReferenceEquals", "static bool ReferenceEquals(System.Object objA, System.Object objB)")
def _reference_equals(left: Any, right: Any) -> bool:
    if isinstance(left, (int, float)) and left is not None:
        return False
    return left is right


@base.constructor("System.Object new()")
def _new() -> Any:
    return PlainObject()


class PlainObject:
    """What [object]::new() gives."""

    ps_single = True
    net_type_name = "System.Object"

    def __str__(self) -> str:
        return "System.Object"


def hash_code(value: Any) -> int:
    """A hash that is equal for equal values (an Int32's is itself)."""
    if isinstance(value, bool):
        return 1 if value else 0
    if isinstance(value, int):
        number = int(value)
        if -(2**31) <= number < 2**31:
            return number
        number &= 0xFFFFFFFFFFFFFFFF
        return _signed((number ^ (number >> 32)) & 0xFFFFFFFF)
    if isinstance(value, float):
        from struct import pack, unpack

        bits = unpack("<Q", pack("<d", value))[0]
        return _signed((bits ^ (bits >> 32)) & 0xFFFFFFFF)
    try:
        return _signed(hash(value) & 0xFFFFFFFF)
    except TypeError:
        return _signed(id(value) & 0xFFFFFFFF)


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
