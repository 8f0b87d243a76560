"""Conversion: what `[type] value` gives and what it says when it cannot."""

from decimal import Decimal

import pytest

from pssh.objects.collections import ByteArray, TypedArray
from pssh.objects.convert import convert, to_bool, to_number, to_string, try_convert
from pssh.objects.dictionaries import Hashtable
from pssh.objects.errors import PSError
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.numbers import Byte, Char, Int64, Single
from pssh.objects.psobject import PSObject
from pssh.objects.types import resolve_type, type_of


def cast(value, name):
    return convert(value, resolve_type(name))


@pytest.mark.parametrize(
    "value, name, expected",
    [
        ("12", "int", 12),
        (" 12 ", "int", 12),
        ("+5", "int", 5),
        ("0x1F", "long", 31),
        ("1kb", "int", 1024),
        ("1e3", "int", 1000),
        ("1,000", "int", 1000),
        ("", "int", 0),
        (None, "int", 0),
        (NOTHING, "int", 0),
        (True, "int", 1),
        (Char("A"), "int", 65),
        (2.5, "int", 2),
        (3.5, "int", 4),
        (-2.5, "int", -2),
        ("1e3", "double", 1000.0),
        (".5", "double", 0.5),
        ("1.50", "decimal", Decimal("1.5")),
        (0.1, "decimal", Decimal("0.1")),
        (65, "char", "A"),
        ("mon", "System.DayOfWeek", 1),
        (3, "System.DayOfWeek", 3),
        ("Hidden, ReadOnly", "System.IO.FileAttributes", 3),
        ("int", "type", resolve_type("System.Int32")),
    ],
)
def test_scalars(value, name, expected):
    found = cast(value, name)
    assert found == expected
    assert type_of(found) is resolve_type(name)


@pytest.mark.parametrize(
    "value, name, error_id, message",
    [
        (
            "abc",
            "int",
            "InvalidCastFromStringToInteger",
            'Cannot convert value "abc" to type "System.Int32". Error: '
            "\"The input string 'abc' was not in a correct format.\"",
        ),
        (
            3000000000.0,
            "int",
            "InvalidCastIConvertible",
            'Cannot convert value "3000000000" to type "System.Int32". Error: '
            '"Value was either too large or too small for an Int32."',
        ),
        (
            "ab",
            "char",
            "InvalidCastIConvertible",
            'Cannot convert value "ab" to type "System.Char". Error: "String must be exactly one character long."',
        ),
        (
            "x",
            "hashtable",
            "ConvertToFinalInvalidCastException",
            'Cannot convert the "x" value of type "System.String" to type "System.Collections.Hashtable".',
        ),
        (
            [1, 2],
            "int",
            "ConvertToFinalInvalidCastException",
            'Cannot convert the "System.Object[]" value of type "System.Object[]" to type "System.Int32".',
        ),
        (
            9,
            "System.DayOfWeek",
            "InvalidCastFromIntegerToEnum",
            'Cannot convert value "9" to type "System.DayOfWeek" due to enumeration values that are not valid. '
            "Specify one of the following enumeration values and try again. The possible enumeration values are "
            '"Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday".',
        ),
    ],
)
def test_failures(value, name, error_id, message):
    with pytest.raises(PSError) as caught:
        cast(value, name)
    assert caught.value.record.message == message
    assert caught.value.record.fully_qualified_error_id == error_id
    assert caught.value.record.category == "InvalidArgument"
    assert try_convert(value, resolve_type(name)) is MISSING


def test_arrays():
    numbers = cast(["1", 2.0], "int[]")
    assert type(numbers) is TypedArray
    assert numbers == [1, 2]
    assert cast(5, "int[]") == [5]
    assert cast("abc", "char[]") == ["a", "b", "c"]
    assert type(cast([1, 255], "byte[]")) is ByteArray
    assert cast(None, "object[]") is None
    assert cast("a", "array") == ["a"]


def test_pscustomobject_of_a_hashtable_takes_its_type_name():
    made = cast(Hashtable({"PSTypeName": "My.Disk", "Name": "sda"}), "pscustomobject")
    assert isinstance(made, PSObject)
    assert made.members == {"Name": "sda"}
    assert made.type_names[0] == "My.Disk"


@pytest.mark.parametrize(
    "value, expected",
    [
        (0, False),
        ("", False),
        ("false", True),
        ([0], False),
        ([0, 0], True),
        ([[]], False),
        ([], False),
        (Hashtable(), True),
        (PSObject(None, {}), True),
        (Char("\0"), False),
        (None, False),
        (NOTHING, False),
    ],
)
def test_truth(value, expected):
    assert to_bool(value) is expected


@pytest.mark.parametrize(
    "value, expected",
    [
        (0.1 + 0.2, "0.3"),
        (1e15, "1E+15"),
        (1e14, "100000000000000"),
        (1e-5, "1E-05"),
        (0.0001, "0.0001"),
        (-0.0, "-0"),
        (float("inf"), "Infinity"),
        (Single(0.1), "0.1"),
        (Decimal("1.50"), "1.50"),
        (True, "True"),
        (None, ""),
        ([1, None, "x"], "1  x"),
        ([[1, 2], 3], "System.Object[] 3"),
        (Hashtable({"a": 1}), "System.Collections.Hashtable"),
        (PSObject(None, {"a": 1, "b": [1, 2]}), "@{a=1; b=System.Object[]}"),
        (resolve_type("System.Int32"), "int"),
        (resolve_type("Collections.Generic.List[string]"), "System.Collections.Generic.List[string]"),
    ],
)
def test_text(value, expected):
    assert to_string(value) == expected


@pytest.mark.parametrize(
    "text, expected, kind",
    [
        ("5", 5, int),
        ("3000000000", 3000000000, Int64),
        ("1.5", 1.5, float),
        ("0xFF", 255, int),
        ("0xFFFFFFFF", -1, int),
        ("1kb", 1024, int),
        ("5y", 5, None),
        ("5uy", 5, Byte),
        ("1.5d", Decimal("1.5"), Decimal),
        ("", 0, int),
    ],
)
def test_text_as_number(text, expected, kind):
    found = to_number(text)
    assert found == expected
    if kind is not None:
        assert type(found) is kind
