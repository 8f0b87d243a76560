"""What a console shows of objects: shapes, blank lines, groups, waiting, views."""

from typing import Any

import pytest
from script_case import lines, run_text

from pssh.formatting.formatter import Formatter, format_objects
from pssh.formatting.views import INDEX, all_views
from pssh.objects.psobject import PSObject


def shown(*objects: Any, width: int = 79) -> list[str]:
    return list(format_objects(objects, width))


def item(**members: Any) -> PSObject:
    return PSObject(None, members)


def test_up_to_four_properties_make_a_table_more_a_list() -> None:
    assert shown(item(a=1, b="x")) == ["", "a b", "- -", "1 x", ""]
    assert shown(item(a=1, b=2, c=3, d=4, e=5)) == ["", "a : 1", "b : 2", "c : 3", "d : 4", "e : 5", ""]


def test_later_objects_join_the_table_of_the_first() -> None:
    assert shown(item(a=1), item(b=2), "text", item(a=3)) == ["", "a", "-", "1", " ", "text", "3", ""]


def test_plain_values_are_lines_and_nulls_nothing() -> None:
    assert shown("a", "", None, 1, 2.5, True, 1e20) == ["a", "", "1", "2.5", "True", "1E+20"]


def test_doubles_have_two_decimals_in_tables_and_all_digits_in_lists() -> None:
    assert shown(item(n=0.5))[3] == "0.50"
    assert shown(item(a=1 / 3, b=1, c=1, d=1, e=1))[1] == "a : 0.333333333333333"


def test_collections_are_shown_in_braces_up_to_the_limit() -> None:
    assert shown(item(v=[1, 2, 3, 4, 5]))[3] == "{1, 2, 3, 4\u2026}"
    assert shown(item(v=[None, [1, 2], item(q=1)]))[3] == "{$null, 1 2, @{q=1}}"


def test_rows_are_released_when_the_wait_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    written: list[str] = []
    formatter = Formatter(written.append, 79)
    formatter.process(item(n=1))
    formatter.process(item(n=2))
    assert written == [""]
    now[0] = 1.0
    formatter.process(item(n=3))
    assert written == ["", "n", "-", "1", "2", "3"]
    formatter.process(item(n=123))
    assert written[-1] == "3"
    formatter.end()


def test_an_object_foreign_to_the_view_is_a_list_of_its_own() -> None:
    assert lines("@{a=1}; [pscustomobject]@{q=1}") == [
        "", "Name                           Value", "----                           -----",
        "a                              1", "", "q : 1", "", "",
    ]  # fmt: skip


def test_groups_have_a_heading_and_a_table_each() -> None:
    script = "1..4 | % { [pscustomobject]@{ N = $_; K = $_ -gt 2 } } | Format-Table N -GroupBy K"
    assert lines(script) == [
        "", "   K: False", "", "N", "-", "1", "2", "", "   K: True", "", "N", "-", "3", "4", "",
    ]  # fmt: skip


def test_calculated_columns() -> None:
    script = (
        "[pscustomobject]@{ N = 3 } | Format-Table @{ n = 'C'; e = { $_.N / 9 }; f = 'N3' }, { $_.N + 1 }"
    )
    assert lines(script) == ["", "    C  $_.N + 1 ", "    - ----------", "0.333          4", ""]


def test_failing_expressions_are_blank_or_marked() -> None:
    script = "[pscustomobject]@{ V = 0 } | Format-Table @{ n = 'D'; e = { 1 / $_.V } }"
    assert lines(script) == ["", "D", "-", "", ""]
    assert lines(script + " -DisplayError")[3] == "#ERR"


def test_wrapped_cells_continue_in_their_column() -> None:
    script = "[pscustomobject]@{ A = 'x'; B = 'word word word' } | Format-Table -Wrap | Out-String -Width 10"
    assert lines(script) == ["", "A B", "- -", "x word wor", "  d word", "", ""]


def test_unknown_keys_of_a_calculated_column_are_an_error() -> None:
    assert "The bad key is not valid." in run_text("1 | Format-Table @{ bad = 1; e = 'x' }").errors


def test_wide_lists_fill_the_width() -> None:
    script = '1..3 | % { [pscustomobject]@{ Name = "n$_" } } | Format-Wide -Column 2'
    assert lines(script, 21) == ["", "n1         n2", "n3         ", ""]


def test_out_string_joins_lines_and_streams_them() -> None:
    assert lines("([pscustomobject]@{ A = 1 } | Out-String).Length") == ["8"]
    assert lines("([pscustomobject]@{ A = 1 } | Out-String -Stream).Count") == ["5"]


def test_format_objects_are_not_data() -> None:
    assert lines("([pscustomobject]@{ A = 1 }, [pscustomobject]@{ A = 2 } | Format-Table).Count") == ["6"]


def test_every_indexed_type_has_its_views() -> None:
    indexed = {name.lower() for names in INDEX.values() for name in names.split()}
    declared = {name.lower() for view in all_views() for name in view.types}
    assert declared <= indexed


def test_lines_break_at_words_where_the_culture_has_them() -> None:
    text = (
        "[cultureinfo]::CurrentCulture = '{}'; [pscustomobject]@{{ T = 'aa bb cc dd ee' * 6 }} | Format-List | "
        "Out-String -Width 28; [cultureinfo]::CurrentCulture = ''"
    )
    assert lines(text.format("en-US"))[1] == "T : aa bb cc dd eeaa bb cc "
    assert lines(text.format("ja-JP"))[1] == "T : aa bb cc dd eeaa bb cc d"
