"""Conversion to enum types: names, beginnings of names, 'A, B', arrays of names, numbers."""

from typing import Any, Callable

from pssh.objects.convert import cannot_convert, cast_error, to_string
from pssh.objects.enums import enum_names, enum_value, parse_enum
from pssh.objects.nettype import NetType
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import EnumValue
from pssh.objects.psobject import PSObject

__all__ = ["enum_converter"]


def enum_converter(wanted: NetType) -> Callable[[Any], Any]:
    """The function that converts to the enum type."""

    def to_enum(value: Any) -> Any:
        if isinstance(value, EnumValue) and value.enum_type is wanted:
            return value
        if value.__class__ is PSObject and value.base is not None:
            value = value.base
        if isinstance(value, str):
            return _from_text(wanted, value)
        if value is None or value is NOTHING:
            raise cast_error(
                "nullToEnumInvalidCast",
                f'Cannot convert null to type "{wanted.full_name}" due to enumeration values that are not valid. '
                "Specify one of the following enumeration values and try again. The possible enumeration values "
                f'are "{",".join(enum_names(wanted))}".',
            )
        if isinstance(value, bool):
            raise cannot_convert(value, wanted)
        if isinstance(value, (int, float)) or type(value).__name__ == "Decimal":
            return _from_number(wanted, value)
        if isinstance(value, list):
            return _from_list(wanted, value)
        raise cannot_convert(value, wanted)

    return to_enum


def _from_text(wanted: NetType, text: str) -> Any:
    found = parse_enum(wanted, text, prefixes=True)
    if found is not None:
        if _defined(wanted, int(found)):
            return found
        raise _undefined(wanted, text)
    if not text.strip():
        raise cast_error(
            "InvalidCastFromStringToEnum",
            f'Cannot convert value "{text}" to type "{wanted.full_name}". Error: "Must specify valid information '
            'for parsing in the string."',
        )
    bad = next(
        (part.strip() for part in text.split(",") if parse_enum(wanted, part, prefixes=True) is None), text
    )
    lower = bad.lower()
    several = [name for name in enum_names(wanted) if name.lower().startswith(lower)]
    if len(several) > 1:
        reason = (
            f"The identifier name {bad} cannot be processed because it is either too similar or identical to the "
            f"following enumerator names: {', '.join(several)}. Use a more specific identifier name."
        )
    else:
        reason = (
            f"Unable to match the identifier name {bad} to a valid enumerator name. Specify one of the following "
            f"enumerator names and try again:\n{', '.join(enum_names(wanted))}"
        )
    raise cast_error(
        "InvalidCastFromStringToEnum",
        f'Cannot convert value "{text}" to type "{wanted.full_name}". Error: "{reason}"',
    )


def _defined(wanted: NetType, number: int) -> bool:
    """Whether a number may be one of the enum's: of flags every combination, of an enum with negatives all."""
    values = wanted.enum_values.values()
    if number in values or any(value < 0 for value in values):
        return True
    if not wanted.enum_flags or number < 0:
        return False
    mask = 0
    for value in values:
        mask |= value
    return number & ~mask == 0


def _undefined(wanted: NetType, value: Any) -> Exception:
    return cast_error(
        "InvalidCastFromStringToEnum" if isinstance(value, str) else "InvalidCastFromIntegerToEnum",
        f'Cannot convert value "{to_string(value)}" to type "{wanted.full_name}" due to enumeration values that are '
        "not valid. Specify one of the following enumeration values and try again. The possible enumeration values "
        f'are "{",".join(enum_names(wanted))}".',
    )


def _from_number(wanted: NetType, value: Any) -> Any:
    number = round(value) if not isinstance(value, int) else int(value)
    if not _defined(wanted, number):
        raise _undefined(wanted, value)
    return enum_value(wanted, number)


def _from_list(wanted: NetType, items: Any) -> Any:
    text = ",".join(to_string(item) for item in items)
    return _from_text(wanted, text)
