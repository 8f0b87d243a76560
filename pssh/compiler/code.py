"""Pieces of generated Python text.

Generated code is text, compiled by Python's own (fast) parser. A mark in the text starts a new physical line
there and says which extent that line stands for, so a traceback's line number is a source position.
"""

from typing import Any

__all__ = ["MARK", "MARK_END", "Code", "code", "kind_of"]

MARK, MARK_END = "\x01", "\x02"


class Code(str):
    """An expression's text with what is known of its value: kind 'int', 'float', 'str', 'bool', 'null'..."""

    __slots__ = ("kind",)

    kind: str


def code(text: str, kind: str) -> Code:
    """Text of an expression whose value is known to be of `kind`."""
    made = Code(text)
    made.kind = kind
    return made


def kind_of(text: Any) -> str:
    """What is known of the value of an expression; '' where nothing is."""
    return text.kind if type(text) is Code else ""
