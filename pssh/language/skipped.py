"""Extents inside a `$(...)` of a string in which doubled quotes stood for single ones.

Such text is parsed with the extra quotes taken out; afterwards every offset is moved back to where it is in
the source.
"""

from typing import Any, Iterable, List, Sequence, Set

from pssh.language.extent import Extent

__all__ = ["shift_extents"]


def shift_extents(root: Any, errors: Iterable[Any], tokens: Iterable[Any], skipped: Sequence[int]) -> None:
    """Move the extents below `root`, of `errors` and of `tokens` right by the quotes in front of them."""
    marks = [offset - index for index, offset in enumerate(skipped)]

    def moved(offset: int) -> int:
        return offset + sum(1 for mark in marks if mark < offset)

    seen: Set[int] = set()
    stack: List[Any] = [root]
    stack.extend(error.extent for error in errors)
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(value)
        elif id(value) in seen or value is None:
            continue
        elif isinstance(value, Extent):
            seen.add(id(value))
            value.start, value.end = moved(value.start), moved(value.end)
        else:
            fields = getattr(value, "_fields", None)
            if fields is not None:
                seen.add(id(value))
                stack.extend(getattr(value, name) for name in fields)
    for token in tokens:
        token.start, token.end = moved(token.start), moved(token.end)
