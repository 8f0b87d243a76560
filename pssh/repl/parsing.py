"""The line being typed, parsed once for all who ask: the keys, the colours."""

from functools import lru_cache
from typing import Any

from pssh.language import parse_input

__all__ = ["tokens_and_errors"]


@lru_cache(maxsize=1)
def tokens_and_errors(text: str) -> tuple[list[Any], list[Any]]:
    """The tokens of a text and what is wrong with it."""
    _, tokens, errors = parse_input(text)
    return tokens, errors
