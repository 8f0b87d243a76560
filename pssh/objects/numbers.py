"""The number types other than Int32 (plain int), Double (plain float) and Decimal.

They are subclasses of int without arithmetic of their own: the operators of the runtime decide the type of a
result, as PowerShell does.
"""

from typing import Any, Dict, Optional, Tuple

__all__ = [
    "INT_RANGES",
    "BigInteger",
    "Byte",
    "Char",
    "EnumValue",
    "Int16",
    "Int64",
    "IntPtr",
    "SByte",
    "Single",
    "UInt16",
    "UInt32",
    "UInt64",
    "is_decimal",
    "is_number",
    "make_int",
    "narrow",
    "single_round",
]


class Int64(int):
    """[long]"""

    __slots__ = ()


class UInt32(int):
    """[uint]"""

    __slots__ = ()


class UInt64(int):
    """[ulong]"""

    __slots__ = ()


class Int16(int):
    """[short]"""

    __slots__ = ()


class UInt16(int):
    """[ushort]"""

    __slots__ = ()


class Byte(int):
    """[byte]"""

    __slots__ = ()


class SByte(int):
    """[sbyte]"""

    __slots__ = ()


class BigInteger(int):
    """[bigint]"""

    __slots__ = ()


class IntPtr(int):
    """[IntPtr], of 64 bits."""

    __slots__ = ()


class Char(str):
    """One UTF-16 unit, held as a string of length 1."""

    __slots__ = ()


class EnumValue(int):
    """A value of an enum type; `name` is the text .NET gives it ('A, B' for combined flags)."""

    enum_type: Any

    def __new__(cls, enum_type: Any, value: int) -> "EnumValue":
        self = int.__new__(cls, value)
        self.enum_type = enum_type
        return self

    @property
    def net_type(self) -> Any:
        return self.enum_type

    @property
    def name(self) -> str:
        return str(self.enum_type.enum_name(int(self)))

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<{self.enum_type.full_name}.{self.name}>"

    def __reduce__(self) -> Any:
        return (int, (int(self),))


def single_round(value: float) -> float:
    """`value` rounded to the nearest float32 (infinite when out of range)."""
    from struct import pack, unpack

    try:
        return float(unpack("<f", pack("<f", value))[0])
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


class Single(float):
    """A float32: the value is rounded when made."""

    __slots__ = ()

    def __new__(cls, value: float = 0.0) -> "Single":
        return float.__new__(cls, single_round(value))


# Class -> the range its values must be in; BigInteger has none.
INT_RANGES: Dict[type, Tuple[int, int]] = {
    int: (-(2**31), 2**31 - 1),
    Int64: (-(2**63), 2**63 - 1),
    UInt32: (0, 2**32 - 1),
    UInt64: (0, 2**64 - 1),
    Int16: (-(2**15), 2**15 - 1),
    UInt16: (0, 2**16 - 1),
    Byte: (0, 255),
    SByte: (-128, 127),
    IntPtr: (-(2**63), 2**63 - 1),
}

_NUMBER_CLASSES = frozenset((*INT_RANGES, float, Single, BigInteger))


def is_decimal(value: Any) -> bool:
    """Whether `value` is a [decimal], without importing the decimal module."""
    return type(value).__name__ == "Decimal"


def is_number(value: Any) -> bool:
    """Whether `value` is of a number type (not bool, char or enum)."""
    return type(value) in _NUMBER_CLASSES or type(value).__name__ == "Decimal"


def make_int(cls: type, value: int) -> Optional[int]:
    """`value` as the integer class `cls`, or None when it does not fit."""
    limits = INT_RANGES.get(cls)
    if limits is not None and not limits[0] <= value <= limits[1]:
        return None
    return int(value) if cls is int else int.__new__(cls, value)


def narrow(value: int) -> Any:
    """An integer as the first of Int32, Int64, Double that holds it (the rule of literals and arithmetic)."""
    if -2147483648 <= value <= 2147483647:
        return int(value)
    if -9223372036854775808 <= value <= 9223372036854775807:
        return Int64(value)
    return float(value)
