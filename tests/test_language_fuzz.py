"""No text whatever makes the parser fail, hang, or change its mind; each test takes a few seconds at most."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pssh.language import parse_input
from pssh.language.extent import Source
from pssh.language.parser import Parser

# The parser raises Python's recursion limit once, which hypothesis, keeping a limit of its own, remarks on.
pytestmark = pytest.mark.filterwarnings("ignore:The recursion limit will not be reset")

PIECES = [
    "$", "@", "{", "}", "(", ")", "[", "]", '"', "'", "`", "\n", "\r\n", ";", ",", ".", "::", "..", "?",
    "??", "?.",
    "|", "||", "&", "&&", "-", "--", "+", "++", "=", "+=", "1", "0x", "1kb", "-eq", "-foo:", "a", "if",
    "else",
    "elseif", "for", "foreach", "in", "while", "do", "until", "switch", "default", "try", "catch",
    "finally", "trap",
    "data", "function", "param", "class", "enum", "static", "using", "namespace", "begin", "process", "clean",
    "return", "break", "configuration", "workflow", " ", "\t", "#", "<#", "#>", '@"\n', '\n"@', "@'\n",
    "\n'@", "$x",
    "$x:", "${", "$(", "@(", "@{", "[int]", "[a()]", ">", "2>&1", "*>", "<", "%", "!", "~", "\\", "*", "\0",
    "\u201c", "\u201d", "\u2018", "\u2013", "--%", ":x", "`u{41}", "$using:x", '""', "\U0001f600",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


def _result(text: str, tokens: bool) -> "tuple[Any, list[tuple[Any, ...]]]":
    parser = Parser(Source(text), tokens)
    tree = parser.parse()
    return tree, [(e.error_id, e.extent.start, e.extent.end, e.incomplete, e.message) for e in parser.errors]


@settings(max_examples=1500, deadline=10_000)
@given(TEXTS)
def test_any_text_parses_the_same_with_and_without_tokens(text: str) -> None:
    tree, errors = _result(text, False)
    same_tree, same_errors = _result(text, True)
    assert errors == same_errors
    assert repr(tree) == repr(same_tree)


@settings(max_examples=500, deadline=10_000)
@given(TEXTS)
def test_tokens_are_in_order_and_leave_out_nothing_but_space(text: str) -> None:
    _, tokens, errors = parse_input(text)
    if errors:
        return
    position = 0
    for token in tokens:
        if token.kind != "EndOfInput":
            assert token.start >= position
            assert not text[position : token.start].replace("`", "").strip()
            position = token.end


@settings(max_examples=300, deadline=10_000)
@given(TEXTS, st.integers(1, 60))
def test_repeated_text_ends(text: str, times: int) -> None:
    _result(text * times, False)
