"""Helpers to declare the members of the runtime's .NET types."""

from typing import Any, Callable

__all__ = ["SPACE", "declare", "enum"]

SPACE = "System.Management.Automation."


def declare(net: Any, rows: str) -> None:
    """Properties from lines `Name type attribute`; a type that begins with `=` may also be set."""
    for row in rows.strip().splitlines():
        name, type_text, attribute = row.split()
        settable = type_text.startswith("=")
        net.prop(name, type_text.lstrip("="))(_getter(attribute))
        if settable:
            net.setter(name)(_setter(attribute))


def _getter(attribute: str) -> Callable[[Any], Any]:
    def get(value: Any) -> Any:
        return getattr(value, attribute)

    return get


def _setter(attribute: str) -> Callable[[Any, Any], None]:
    def put(value: Any, new: Any) -> None:
        setattr(value, attribute, new)

    return put


def enum(type_name: str, text: Any) -> Any:
    """The value of an enum that a text names."""
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    found = resolve_type(SPACE + type_name)
    return text if found is None else convert(text, found)
