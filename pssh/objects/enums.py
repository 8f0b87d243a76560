"""Enum types: making values, their text, and reading them from text."""

from typing import Any, List, Optional

from pssh.objects.numbers import EnumValue

__all__ = ["declare_enum", "enum_names", "enum_text", "enum_value", "parse_enum"]


def declare_enum(lower: str) -> Any:
    """The enum of that (lower-case) full name from the table; None when there is none."""
    from pssh.objects.enum_table import ENUMS

    place = ENUMS.lower().find("\n" + lower)
    while place >= 0:
        mark = ENUMS[place + 1 + len(lower)]
        if mark in " !":
            from pssh.objects.types import enum_type

            line = ENUMS[place + 1 : ENUMS.index("\n", place + 1)]
            name, _, values = line.partition(" ")
            return enum_type(name.rstrip("!"), values, flags=mark == "!")
        place = ENUMS.lower().find("\n" + lower, place + 1)
    return None


def enum_value(enum_type: Any, value: int) -> EnumValue:
    """The value of the enum with that number (any number is one)."""
    return EnumValue(enum_type, value)


def enum_names(enum_type: Any) -> List[str]:
    """The names in .NET's order: by unsigned value."""
    values = enum_type.enum_values
    return sorted(values, key=lambda name: values[name] & 0xFFFFFFFFFFFFFFFF)


def _by_value(enum_type: Any) -> Any:
    table = enum_type.enum_by_value
    if table is None:
        table = {}
        for name, number in enum_type.enum_values.items():
            table.setdefault(number, name)
        enum_type.enum_by_value = table
    return table


def enum_text(enum_type: Any, value: int) -> str:
    """What ToString() of the enum value gives."""
    table = _by_value(enum_type)
    name = table.get(value)
    if name is not None:
        return str(name)
    if not enum_type.enum_flags or value == 0:
        return str(value)
    rest = value & 0xFFFFFFFFFFFFFFFF if value < 0 else value
    found: List[str] = []
    for number in sorted(table, key=lambda n: n & 0xFFFFFFFFFFFFFFFF, reverse=True):
        if number and rest & number == number & 0xFFFFFFFFFFFFFFFF and rest:
            found.append(table[number])
            rest &= ~number
    return ", ".join(reversed(found)) if rest == 0 else str(value)


def _one_name(enum_type: Any, text: str, ignore_case: bool = True) -> Optional[int]:
    values = enum_type.enum_values
    if text in values:
        return int(values[text])
    if ignore_case:
        lower = text.lower()
        for name, number in values.items():
            if name.lower() == lower:
                return int(number)
    return None


def _prefix(enum_type: Any, text: str) -> Optional[int]:
    """PowerShell takes an unambiguous beginning of a name."""
    lower = text.lower()
    found = {number for name, number in enum_type.enum_values.items() if name.lower().startswith(lower)}
    return found.pop() if len(found) == 1 else None


def parse_enum(
    enum_type: Any, text: str, ignore_case: bool = True, prefixes: bool = False
) -> Optional[EnumValue]:
    """The enum value `text` names ('A, B' and numbers too); None when it names none."""
    total = 0
    for part in text.split(","):
        part = part.strip()
        if not part:
            return None
        number = _one_name(enum_type, part, ignore_case)
        if number is None and prefixes:
            number = _prefix(enum_type, part)
        if number is None:
            try:
                number = int(part)
            except ValueError:
                return None
        total |= number
    return EnumValue(enum_type, total)
