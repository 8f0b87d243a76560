"""Types, equality and order, dictionaries and the order of their keys."""

import pytest

from pssh.objects.compare import collapse, compare, enumerate_value, equals, sort_key
from pssh.objects.dictionaries import Hashtable, OrderedDictionary
from pssh.objects.errors import PSError
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Char, Int64
from pssh.objects.psobject import PSObject
from pssh.objects.types import resolve_type, type_names, type_of


@pytest.mark.parametrize(
    "name, full",
    [
        ("int", "System.Int32"),
        ("INT[]", "System.Int32[]"),
        ("Collections.Hashtable", "System.Collections.Hashtable"),
        ("string[,]", "System.String[,]"),
        ("psobject", "System.Management.Automation.PSObject"),
        ("System.DayOfWeek", "System.DayOfWeek"),
        ("argumentexception", "System.ArgumentException"),
    ],
)
def test_names_of_types(name, full):
    assert resolve_type(name).full_name == full


def test_generic_types_are_made_once():
    first = resolve_type("System.Collections.Generic.List[int]")
    assert first is resolve_type("collections.generic.list[System.Int32]")
    assert first.name == "List`1"
    assert first.full_name.startswith("System.Collections.Generic.List`1[[System.Int32, ")
    assert resolve_type("No.Such.Type") is None
    assert resolve_type("List[No.Such]") is None


@pytest.mark.parametrize(
    "value, name, expected",
    [
        (1, "int", True),
        (1, "System.ValueType", True),
        (1, "IComparable", True),
        (Int64(1), "int", False),
        ("a", "System.Collections.IEnumerable", True),
        ([1], "array", True),
        ([1], "System.Collections.IList", True),
        (Hashtable(), "System.Collections.IDictionary", True),
        (PSObject(None, {}), "psobject", True),
        (1, "psobject", False),
        (None, "object", False),
    ],
)
def test_is(value, name, expected):
    assert resolve_type(name).is_instance(value) is expected


def test_type_names():
    assert type_names(PSObject(None, {})) == ("System.Management.Automation.PSCustomObject", "System.Object")
    assert type_names("a") == ("System.String", "System.Object")
    assert type_of(PSObject(5, {"x": 1})).full_name == "System.Int32"


@pytest.mark.parametrize(
    "left, right, expected",
    [
        ("Root", "root", True),
        (5, "5", True),
        (5, "abc", False),
        ("5", 5, True),
        ("", None, False),
        (None, None, True),
        (None, 0, False),
        (True, "x", True),
        (1, 1.0, True),
        (Char("a"), "A", True),
        (Hashtable(), Hashtable(), False),
    ],
)
def test_equality(left, right, expected):
    assert equals(left, right) is expected


def test_equality_by_case():
    assert not equals("a", "A", ignore_case=False)


@pytest.mark.parametrize(
    "left, right, expected",
    [("apple", "Banana", -1), ("10", 9, -1), (10, "9", 1), ("abc", "abcd", -1), ("a", "A", 0), (None, 1, -1)],
)
def test_order(left, right, expected):
    assert compare(left, right) == expected


def test_what_has_no_order():
    with pytest.raises(PSError) as caught:
        compare(5, "abc")
    assert caught.value.record.message.startswith('Cannot convert value "abc" to type "System.Int32".')
    with pytest.raises(PSError) as caught:
        compare(PSObject(None, {"a": 1}), PSObject(None, {"a": 2}))
    assert caught.value.record.message == (
        'Cannot compare "@{a=1}" to "@{a=2}" because the objects are not the same type or the object "@{a=1}" '
        'does not implement "IComparable".'
    )


def sorted_by_key(values, ignore_case=True):
    return [
        value
        for _, value in sorted(
            zip(sort_key(values, ignore_case), values, strict=True), key=lambda pair: pair[0]
        )
    ]


def test_sorting():
    assert sorted_by_key(["b", "A", "_x", "1", "a-b", "ab"]) == ["_x", "1", "A", "a-b", "ab", "b"]
    assert sorted_by_key(["B", "b", "a"], ignore_case=False) == ["a", "b", "B"]
    assert sorted_by_key(["e", "é", "f"]) == ["e", "é", "f"]
    assert sorted_by_key([3, 1.5, 2]) == [1.5, 2, 3]
    assert sorted_by_key([None, "b", "a"]) == [None, "a", "b"]


def test_integer_keys_come_in_buckets_order():
    assert Hashtable({1: "a", 2: "b", 3: "c"}).keys() == [3, 2, 1]
    assert Hashtable({"b": 1, "a": 2}).keys() == ["b", "a"]
    assert OrderedDictionary({2: 1, 1: 2}).keys() == [2, 1]


def test_keys_of_a_hashtable():
    table = Hashtable()
    table.set("Name", 1)
    table.set("NAME", 2)
    assert table.items() == [("Name", 2)]
    table.set(1, "int")
    table.set(Int64(1), "long")
    table.set(True, "bool")
    assert table.get(1) == "int"
    assert table.get(Int64(1)) == "long"
    assert table.get(True) == "bool"
    assert table.get(1.0) is None
    assert table.remove("name") and not table.contains("Name")


def test_what_a_pipeline_takes_apart():
    assert list(enumerate_value([1, 2])) == [1, 2]
    assert enumerate_value("ab") is None
    assert enumerate_value(Hashtable({"a": 1})) is None
    assert list(enumerate_value(NOTHING)) == []
    assert collapse([]) is NOTHING
    assert collapse([1]) == 1
    assert collapse([1, 2]) == [1, 2]
