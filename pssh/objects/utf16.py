"""Text as .NET counts it: in UTF-16 units, where a character above U+FFFF is two (a surrogate pair).

A text is kept as Python keeps it, one element for each character. What takes or gives places in a text works on its
`units`; what puts a text together of units gives it `paired`.
"""

from functools import wraps
from typing import Any, Callable

__all__ = ["by_units", "paired", "units"]


def units(text: str) -> str:
    """The text with a pair of surrogates for each character above U+FFFF."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    return "".join([char if char <= "\uffff" else _pair(ord(char) - 0x10000) for char in text])


def _pair(offset: int) -> str:
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))


def paired(text: str) -> str:
    """The text with one character for each pair of surrogates."""
    if text.isascii() or not any("\ud800" <= char <= "\udbff" for char in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def by_units(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of strings whose places count units."""

    @wraps(method)
    def run(self: str, *args: Any) -> Any:
        if self.isascii() or max(self) <= "\uffff":
            return method(self, *args)
        made = method(units(self), *[units(arg) if arg.__class__ is str else arg for arg in args])
        return paired(made) if made.__class__ is str else made

    return run
