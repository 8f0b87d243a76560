"""Format strings of numbers, dates, time spans and composites, checked against what .NET prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pssh.objects.culture import INVARIANT, UnknownCulture, get_culture
from pssh.objects.datetime import DateTime, civil, days_before
from pssh.objects.datetime_format import format_datetime
from pssh.objects.datetime_parse import parse_datetime, parse_exact
from pssh.objects.net.encodings import find_encoding
from pssh.objects.net.parsing import parse_double
from pssh.objects.number_format import FormatError, format_number
from pssh.objects.numbers import BigInteger, Int64
from pssh.objects.text_format import composite
from pssh.objects.timespan import TimeSpan, format_timespan, parse_timespan

NUMBERS = [
    (1234567.891, "N", "1,234,567.89"), (1234567.891, "N0", "1,234,568"), (-1234.5, "N1", "-1,234.5"),
    (255, "D6", "000255"), (-5, "D3", "-005"), (255, "X", "FF"), (255, "x8", "000000ff"), (255, "B", "11111111"),
    (-3, "X", "FFFFFFFD"), (Int64(-1), "X", "FFFFFFFFFFFFFFFF"), (BigInteger(255), "X", "0FF"),
    (0.123456, "P", "12.35 %"), (0.123456, "P0", "12 %"), (0.123456, "E2", "1.23E-001"), (0.123456, "G3", "0.123"),
    (1234.5, "C", "\u00a41,234.50"), (-1234.5, "C", "(\u00a41,234.50)"), (1e15, "", "1E+15"), (1e14, "", "100000000000000"),
    (1 / 3, "", "0.3333333333333333"), (1e-5, "", "1E-05"), (float("nan"), "N2", "NaN"),
    (float("-inf"), "F1", "-Infinity"), (12.345, "#,##0.00", "12.35"), (12.345, "000.0", "012.3"),
    (12.345, "0.##%", "1234.5%"), (5, "+0;-0;zero", "+5"), (0, "+0;-0;zero", "zero"), (-5, "000", "-005"),
    (1234567, "0,,.0M", "1.2M"), (12345.678, "0.00E+00", "1.23E+04"), (42, "0 'units'", "42 units"), (0, "#", ""),
    (0.5, "#.##", ".5"), (1234567, "#,##0", "1,234,567"),
]  # fmt: skip


@pytest.mark.parametrize("value, fmt, expected", NUMBERS)
def test_numbers(value: object, fmt: str, expected: str) -> None:
    assert format_number(value, fmt, INVARIANT) == expected


def test_a_letter_that_numbers_do_not_know_is_refused() -> None:
    with pytest.raises(FormatError, match="Format specifier was invalid"):
        format_number(1.5, "D", INVARIANT)
    with pytest.raises(FormatError):
        format_number(1, "Q", INVARIANT)


@pytest.mark.parametrize("fmt, expected", [
    ("d", "03/05/2024"), ("D", "Tuesday, 05 March 2024"), ("t", "16:07"), ("T", "16:07:08"), ("g", "03/05/2024 16:07"),
    ("s", "2024-03-05T16:07:08"), ("u", "2024-03-05 16:07:08Z"), ("o", "2024-03-05T16:07:08.1230000"),
    ("R", "Tue, 05 Mar 2024 16:07:08 GMT"), ("yy/M/d h:m:s tt", "24/3/5 4:7:8 PM"), ("ddd MMM", "Tue Mar"),
    ("yyyy-MM-dd HH:mm:ss.fff", "2024-03-05 16:07:08.123"), ("h 'o''clock'", "4 oclock"), ("%d", "5"),
])  # fmt: skip
def test_dates(fmt: str, expected: str) -> None:
    assert format_datetime(parse_datetime("2024-03-05 16:07:08.123"), fmt) == expected


@pytest.mark.parametrize("text, expected", [
    ("2024-01-02", "2024-01-02T00:00:00"), ("1/2/2024 3:04 PM", "2024-01-02T15:04:00"),
    ("5 Mar 2024", "2024-03-05T00:00:00"), ("March 5, 2024", "2024-03-05T00:00:00"), ("Mar 2024", "2024-03-01T00:00:00"),
    ("2024/3/5", "2024-03-05T00:00:00"), ("2024-03-05T16:07:08.5", "2024-03-05T16:07:08"),
])  # fmt: skip
def test_dates_are_read(text: str, expected: str) -> None:
    assert format_datetime(parse_datetime(text), "s") == expected


@pytest.mark.parametrize("text", ["x", "2024-02-30", "31/12/2024", "20240305", "", "25:00", "2024-13-01"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="was not recognized as a valid DateTime"):
        parse_datetime(text)


def test_exact_formats() -> None:
    assert str(parse_exact("05.03.2024", "dd.MM.yyyy")) == "03/05/2024 00:00:00"
    assert parse_exact("2024-03-05T10:00:00Z", "yyyy-MM-ddTHH:mm:ssK", None, 16).hour == 10
    with pytest.raises(ValueError):
        parse_exact("5.3.2024", "dd.MM.yyyy")


@given(st.integers(0, 3652058))
def test_the_calendar_goes_back_and_forth(days: int) -> None:
    year, month, day, _ = civil(days)
    assert days_before(year, month, day) == days


@given(st.integers(0, 3155378975999999999))
def test_a_roundtrip_date_reads_back(ticks: int) -> None:
    value = DateTime(ticks)
    assert parse_datetime(format_datetime(value, "o")).ticks == ticks


@given(st.integers(-(1 << 62), 1 << 62))
def test_a_time_span_reads_back(ticks: int) -> None:
    assert parse_timespan(str(TimeSpan(ticks))).ticks == ticks


@pytest.mark.parametrize("text, fmt, expected", [
    ("1.02:03:04", "c", "1.02:03:04"), ("1.02:03:04", "g", "1:2:03:04"), ("1.02:03:04", "G", "1:02:03:04.0000000"),
    ("1.02:03:04", "d\\.hh\\:mm", "1.02:03"), ("90", "c", "90.00:00:00"), ("0:0:1.5", "g", "0:00:01.5"),
    ("-1:00", "c", "-01:00:00"),
])  # fmt: skip
def test_time_spans(text: str, fmt: str, expected: str) -> None:
    assert format_timespan(parse_timespan(text), fmt) == expected


def test_composites() -> None:
    assert composite("[{0,8}] [{0,-8}] [{1,5:N1}]", ["abc", 2.55]) == "[     abc] [abc     ] [  2.5]"
    assert composite("{{0}} {0}", ["x"]) == "{0} x"
    for bad in ("{0} {2}", "{0", "}", "{x}"):
        with pytest.raises(FormatError):
            composite(bad, [1, 2])


def test_cultures() -> None:
    english = get_culture("en-US")
    assert format_number(-0.5, "P", english) == "-50.000%"
    assert format_datetime(DateTime.of(2024, 3, 5), "D", english) == "Tuesday, March 5, 2024"
    with pytest.raises(UnknownCulture):
        get_culture("zz-nowhere")
    pytest.importorskip("babel")
    german = get_culture("de-DE")
    assert format_number(1234.5, "N2", german) == "1.234,50"
    assert parse_double("1.234,5", german) == 1234.5
    assert format_datetime(DateTime.of(2024, 3, 5), "d", german) == "05.03.2024"


def test_encodings() -> None:
    assert find_encoding("utf-16").encode("a") == b"a\0"
    assert find_encoding(65001).web_name == "utf-8"
    assert find_encoding("us-ascii").decode(b"a\xff") == "a?"
