"""Errors as text: one line at the prompt, the source with its mark in scripts."""

from pssh.formatting.errors import error_lines
from pssh.language.extent import Extent, Source
from pssh.objects.errors import ErrorRecord, NetException
from pssh.runtime.invocation import InvocationInfo
from pssh.runtime.positions import mark_source


def record(
    message: str, text: str = "", start: int = 0, end: int = 0, file: str | None = "/s.ps1"
) -> ErrorRecord:
    made = ErrorRecord(NetException("System.Exception", message), "Id", "InvalidOperation")
    if text:
        made.invocation_info = InvocationInfo(None, Extent(Source(text, file), start, end), "")
    return made


def test_without_a_file_an_error_is_one_line() -> None:
    assert error_lines(record("no"), 80) == ["InvalidOperation: no"]


def test_in_a_script_the_source_is_shown_with_its_mark() -> None:
    assert error_lines(record("It failed.", "one\n  two three", 6, 9), 80) == [
        "InvalidOperation: /s.ps1:2",
        "Line |",
        "   2 |    two three",
        "     |    ~~~",
        "     | It failed.",
    ]


def test_long_messages_are_wrapped_behind_the_bar() -> None:
    shown = error_lines(record("word " * 8, "x", 0, 1), 30)
    assert shown[4:] == ["     | word word word word", "     | word word word word"]


def test_category_view_and_normal_view() -> None:
    assert error_lines(record("no"), 80, "CategoryView") == ["InvalidOperation: (:) [], Exception"]
    shown = error_lines(record("no", "x y", 2, 3), 80, "NormalView")
    assert shown == [
        "no",
        "At /s.ps1:1 char:3",
        "+ x y",
        "+   ~",
        "+ CategoryInfo          : InvalidOperation: (:) [], Exception",
        "+ FullyQualifiedErrorId : Id",
    ]


def test_long_source_lines_are_cut_around_the_mark() -> None:
    text = "a" * 50 + "MARK" + "b" * 50
    marked = mark_source(Extent(Source(text), 50, 54))
    assert marked.line.endswith("b \u2026")
    assert marked.line[marked.before : marked.before + marked.length] == "MARK"


def test_tabs_before_the_mark_become_blanks() -> None:
    marked = mark_source(Extent(Source("\tx"), 1, 2))
    assert (marked.line, marked.before, marked.length) == ("    x", 4, 1)
