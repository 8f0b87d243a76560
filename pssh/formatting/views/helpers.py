"""Small expressions that views share."""

from typing import Any, Callable

from pssh.objects.members import get_member

__all__ = ["count_of", "date_format", "megabytes", "text_format"]


def text_format(fmt: str, *args: Any) -> str:
    """`fmt -f args` in the current culture."""
    from pssh.objects.culture import current_culture
    from pssh.objects.text_format import format_operator

    return str(format_operator(fmt, list(args), current_culture()))


def megabytes(name: str) -> Callable[[Any], str]:
    """A property in megabytes with two decimals."""

    def read(value: Any) -> str:
        return text_format("{0:N2}", float(get_member(value, name) or 0) / 1048576)

    return read


def date_format(name: str, fmt: str) -> Callable[[Any], Any]:
    """A date property through a format."""

    def read(value: Any) -> Any:
        from pssh.formatting.values import formatted_text

        found = get_member(value, name)
        return None if found is None else formatted_text(found, fmt)

    return read


def count_of(value: Any) -> int:
    """How many elements a collection has."""
    return len(value) if hasattr(value, "__len__") else 0
