"""Layout is pure: widths, cutting, wrapping, tables and lists of text."""

import pytest

from pssh.formatting.cells import (
    cell_width,
    cut,
    cut_left,
    split_cells,
    split_words,
    strip_escapes,
    wrap_lines,
)
from pssh.formatting.listing import list_lines
from pssh.formatting.table import CENTER, LEFT, RIGHT, TableLayout, column_widths, fit_cell, items_per_row

RED, RESET = "\x1b[31m", "\x1b[0m"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("\u65e5\u672c", 4),
        ("e\u0301", 1),
        (f"{RED}ab{RESET}", 2),
        ("caf\u00e9", 4),
        ("\U0001f600", 2),
    ],
)
def test_cells_of_a_text(text: str, cells: int) -> None:
    assert cell_width(text) == cells


def test_cutting_keeps_whole_characters_and_closes_colours() -> None:
    assert cut("\u65e5\u672c\u8a9e", 5) == "\u65e5\u672c"
    assert cut_left("\u65e5\u672c\u8a9e", 5) == "\u672c\u8a9e"
    assert cut(f"{RED}abcdef{RESET}", 3) == f"{RED}abc{RESET}"
    assert strip_escapes(f"{RED}a{RESET}b") == "ab"


def test_lines_are_broken_at_the_width_in_the_middle_of_words() -> None:
    assert split_cells("word word", 4) == ["word", " wor", "d"]
    assert wrap_lines("ab\ncdef", 3) == ["ab", "cde", "f"]
    assert wrap_lines("a" * 9, None) == ["a" * 9]
    assert split_cells("\u65e5", 1) == ["?", ""]


@pytest.mark.parametrize(
    ("wanted", "width", "widths"),
    [
        ([5, 5], 20, [5, 5]),
        ([30, 0], 79, [30, 48]),
        ([0, 0, 0], 79, [26, 26, 25]),
        ([1, 100, 1], 79, [1, 77, -1]),
        ([60, 5, 5], 60, [60, -1, -1]),
        ([12, 12, 12, 12], 30, [12, 12, 4, -1]),
    ],
)
def test_widths_of_columns(wanted: list[int], width: int, widths: list[int]) -> None:
    assert column_widths(wanted, width) == widths


@pytest.mark.parametrize(
    ("text", "width", "align", "pad", "cell"),
    [
        ("ab", 4, LEFT, True, "ab  "),
        ("ab", 4, LEFT, False, "ab"),
        ("ab", 4, RIGHT, False, "  ab"),
        ("ab", 5, CENTER, True, " ab  "),
        ("longer", 4, LEFT, True, "lon\u2026"),
        ("longer", 4, RIGHT, True, "\u2026ger"),
        ("longer", 1, LEFT, True, "l"),
        ("line1\nline2", 20, LEFT, False, "line1\u2026"),
        ("\u65e5\u672c\u8a9e", 4, LEFT, True, "\u65e5\u2026 "),
    ],
)
def test_a_cell_is_cut_or_padded(text: str, width: int, align: int, pad: bool, cell: str) -> None:
    assert fit_cell(text, width, align, pad) == cell


def test_a_head_wider_than_its_column_is_wrapped() -> None:
    layout = TableLayout([12, 12, 12, 12], [LEFT] * 4, 30)
    assert layout.header(["First", "Second", "Third", "Fourth"]) == [
        "First        Second       Thir",
        "                          d",
        "-----        ------       ----",
    ]


def test_dashes_before_a_dropped_column_are_padded() -> None:
    layout = TableLayout([60, 5], [LEFT, LEFT], 60)
    assert layout.header(["A", "B"]) == ["A", "-" + " " * 59]


def test_coloured_heads_are_closed_column_by_column() -> None:
    layout = TableLayout([1, 1], [RIGHT, LEFT], 40, RED)
    assert layout.header(["A", "B"]) == [f"{RED}A{RESET}{RED} B{RESET}", f"{RED}-{RESET} {RED}-{RESET}"]


def test_lists_align_labels_and_continue_values_under_their_first_character() -> None:
    assert list_lines(["A", "Long"], ["x", "12345\n6"], 10) == [
        "A    : x",
        "Long : 123",
        "       45",
        "       6",
    ]
    assert list_lines(["A"], [""], None) == ["A : "]
    assert list_lines([], [], 80) == []


@pytest.mark.parametrize(("longest", "width", "count"), [(5, 79, 13), (4, 40, 8), (79, 79, 1), (0, 79, 1)])
def test_items_of_a_wide_row(longest: int, width: int, count: int) -> None:
    assert items_per_row(longest, width) == count


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("one two three", 8, ["one two ", "three"]),
        ("one", 8, ["one"]),
        ("abcdefghijk lm", 4, ["abcd", "efgh", "ijk ", "lm"]),
        ("a bcdefg h", 4, ["a bc", "defg", " h"]),
        ("a  b", 2, ["a ", " b"]),
    ],
)
def test_lines_broken_at_words(text: str, cells: int, lines: list[str]) -> None:
    assert split_words(text, cells) == lines
