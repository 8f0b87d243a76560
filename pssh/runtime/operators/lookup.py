"""A binary operator by name, for cmdlets that take one (`Where-Object Size -gt 5`)."""

from typing import TYPE_CHECKING, Any, Callable

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["binary_operator"]

_PLAIN = ("eq", "ne", "gt", "ge", "lt", "le")


def binary_operator(name: str, rs: "Runspace") -> Callable[[Any, Any], Any]:
    """The function `(left, right)` of an operator such as '-gt' or '-cmatch'."""
    from pssh.runtime.invoking import top_frame
    from pssh.runtime.operators import comparison, text, typeops

    word = name.lstrip("-").lower()
    frame = rs.frame or top_frame(rs)
    if word in ("is", "isnot"):
        test = typeops.is_type if word == "is" else typeops.is_not_type
        return lambda left, right: test(frame, left, right)
    if word[0] not in "ic" or word in ("in", "contains"):
        word = "i" + word
    if word[1:] in _PLAIN:
        plain = getattr(comparison, word)
        return lambda left, right: plain(left, right)
    found = getattr(text, word, None) or getattr(comparison, word)
    return lambda left, right: found(frame, left, right)
