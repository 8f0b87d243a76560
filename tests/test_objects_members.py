"""Members of values: properties, methods, overloads, statics, constructors, and the errors they give."""

import pytest

from pssh.objects.collections import MultiArray
from pssh.objects.dictionaries import GenericDictionary, Hashtable, OrderedDictionary
from pssh.objects.errors import ErrorRecord, NetException, PSError
from pssh.objects.members import (
    call_method,
    call_static,
    get_member,
    get_member_strict,
    get_static,
    lookup,
    members_of,
    new_object,
    properties_of,
    set_member,
)
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import PSNoteProperty, PSObject
from pssh.objects.reference import PSReference
from pssh.objects.tostring import to_string
from pssh.objects.types import resolve_type, type_of


def T(name):
    found = resolve_type(name)
    assert found is not None, name
    return found


def failure(function, *args):
    with pytest.raises(PSError) as caught:
        function(*args)
    return caught.value.record


class Block:
    """Stands for a script block."""

    def __init__(self, function):
        self.function = function

    def invoke_as_delegate(self, args, underbar=None):
        found = self.function(*args) if args else self.function(underbar)
        return found if isinstance(found, list) else [found]

    def invoke_as_method(self, this, args):
        return [self.function(this, *args)]


def test_names_ignore_case():
    disk = PSObject(None, {"Name": "sda"})
    assert get_member(disk, "name") == "sda"
    assert get_member("abc", "LENGTH") == 3
    assert call_method("abc", "toupper", []) == "ABC"
    assert lookup(disk, "nope") is MISSING


def test_scalars_count_as_one_unless_strict():
    assert get_member(5, "Count") == 1
    assert get_member(None, "Count") == 0
    assert failure(get_member_strict, 5, "Count").error_id == "PropertyNotFoundStrict"
    assert get_member_strict(PSObject(None, {"a": 1}), "Count") == 1


def test_dictionary_keys_come_before_properties():
    table = Hashtable({"Count": "mine"})
    assert get_member(table, "count") == "mine"
    assert get_member(Hashtable({"a": 1}), "Count") == 1
    set_member(table, "new", 5)
    assert table.get("NEW") == 5


def test_member_enumeration():
    disks = [PSObject(None, {"N": 1}), PSObject(None, {"N": 2, "M": "x"})]
    assert get_member(disks, "N") == [1, 2]
    assert get_member(disks, "M") == [None, "x"]
    assert get_member([1, 2], "Nope") is None
    assert call_method(["a", "bb"], "ToUpper", []) == ["A", "BB"]
    record = failure(call_method, ["a", 5], "ToUpper", [])
    assert record.message == (
        "Method invocation failed because [System.Int32] does not contain a method named 'ToUpper'."
    )
    assert failure(set_member, disks, "N", 9).error_id == "PropertyAssignmentException"


@pytest.mark.parametrize(
    "name, args, message, error_id",
    [
        (
            "Substring",
            [9],
            'Exception calling "Substring" with "1" argument(s): "startIndex cannot be larger than length of string. '
            "(Parameter 'startIndex')\"",
            "ArgumentOutOfRangeException",
        ),
        (
            "Substring",
            ["x"],
            'Cannot convert argument "startIndex", with value: "x", for "Substring" to type "System.Int32": '
            '"Cannot convert value "x" to type "System.Int32". Error: '
            '"The input string \'x\' was not in a correct format.""',
            "MethodArgumentConversionInvalidCastArgument",
        ),
        (
            "Substring",
            [1, 2, 3],
            'Cannot find an overload for "Substring" and the argument count: "3".',
            "MethodCountCouldNotFindBest",
        ),
        (
            "Nope",
            [],
            "Method invocation failed because [System.String] does not contain a method named 'Nope'.",
            "MethodNotFound",
        ),
    ],
)
def test_failing_calls(name, args, message, error_id):
    record = failure(call_method, "abc", name, args)
    assert record.message == message
    assert record.fully_qualified_error_id == error_id


def test_null_has_no_methods():
    assert failure(call_method, None, "Foo", []).error_id == "InvokeMethodOnNull"


@pytest.mark.parametrize(
    "name, args, expected",
    [
        ("Split", [","], ["a", "b;c"]),
        ("Split", [[",", ";"]], ["a", "b", "c"]),
        ("Split", [[",", ";"], 2], ["a", "b;c"]),
        ("Replace", ["a", "x"], "x,b;c"),
        ("IndexOf", ["b"], 2),
        ("PadLeft", [7, "*"], "**a,b;c"),
        ("Insert", [1, "!"], "a!,b;c"),
        ("Remove", [1], "a"),
        ("TrimStart", ["a,"], "b;c"),
        ("EndsWith", ["C", "OrdinalIgnoreCase"], True),
        ("CompareTo", ["b"], -1),
    ],
)
def test_string_methods(name, args, expected):
    assert call_method("a,b;c", name, args) == expected


def test_split_options():
    options = get_static(T("System.StringSplitOptions"), "RemoveEmptyEntries")
    assert call_method(",a,,b,", "Split", [",", options]) == ["a", "b"]
    record = failure(call_method, ",a,,b,", "Split", [",", "TrimEntries"])
    assert record.message.startswith('Cannot convert argument "count", with value: "TrimEntries"')


def test_statics():
    assert get_static(T("int"), "MaxValue") == 2147483647
    assert call_static(T("int"), "Parse", ["42"]) == 42
    reference = PSReference(0)
    assert call_static(T("int"), "TryParse", ["x", reference]) is False
    assert call_static(T("int"), "TryParse", ["7", reference]) is True
    assert reference.value == 7
    assert call_static(T("string"), "Join", ["-", [1, 2]]) == "1-2"
    assert get_static(T("System.DayOfWeek"), "monday").name == "Monday"
    assert call_static(T("string"), "IsNullOrEmpty", [None]) is True


def test_generic_list():
    numbers = new_object(T("System.Collections.Generic.List[int]"))
    assert call_method(numbers, "Add", ["5"]) is NOTHING
    call_method(numbers, "AddRange", [[3, "4"]])
    call_method(numbers, "Sort", [])
    assert numbers == [3, 4, 5]
    assert call_method(numbers, "Find", [Block(lambda n: n > 3)]) == 4
    assert call_method(numbers, "RemoveAll", [Block(lambda n: n % 2 == 1)]) == 2
    assert call_method(numbers, "ToArray", []).net_type is T("int[]")
    assert (
        failure(call_method, numbers, "Add", ["x"]).error_id == "MethodArgumentConversionInvalidCastArgument"
    )
    assert "Index was out of range" in failure(call_method, numbers, "RemoveAt", [9]).message


def test_array_list_add_gives_the_index():
    names = new_object(T("System.Collections.ArrayList"))
    assert call_method(names, "Add", ["a"]) == 0
    assert call_method(names, "Add", ["b"]) == 1


def test_generic_dictionary():
    table = new_object(T("System.Collections.Generic.Dictionary[string,int]"))
    assert isinstance(table, GenericDictionary)
    call_method(table, "Add", ["a", "1"])
    assert call_method(table, "ContainsKey", ["A"]) is False
    assert (
        "An item with the same key has already been added. Key: a"
        in failure(call_method, table, "Add", ["a", 2]).message
    )
    reference = PSReference(None)
    assert call_method(table, "TryGetValue", ["zz", reference]) is False
    assert reference.value == 0
    assert to_string(table.entries()[0]) == "[a, 1]"


def test_sets_queues_and_stacks():
    names = new_object(T("System.Collections.Generic.HashSet[string]"), [["a", "b", "a"]])
    assert get_member(names, "Count") == 2
    assert call_method(names, "Add", ["a"]) is False
    queue = new_object(T("System.Collections.Generic.Queue[int]"))
    call_method(queue, "Enqueue", [1])
    assert call_method(queue, "Dequeue", []) == 1
    assert "Queue empty." in failure(call_method, queue, "Dequeue", []).message
    stack = new_object(T("System.Collections.Stack"))
    call_method(stack, "Push", ["x"])
    assert call_method(stack, "Peek", []) == "x"


def test_arrays_are_of_fixed_size():
    assert failure(call_method, [1], "Add", [2]).message == (
        'Exception calling "Add" with "1" argument(s): "Collection was of a fixed size."'
    )
    grid = new_object(T("int[,]"), [2, 3])
    assert isinstance(grid, MultiArray)
    assert get_member(grid, "Length") == 6
    assert get_member(grid, "Rank") == 2


def test_foreach_and_where_on_everything():
    assert list(call_method([1, 2, 3], "ForEach", [Block(lambda n: n * 2)])) == [2, 4, 6]
    assert list(call_method(["a", "b"], "ForEach", ["ToUpper"])) == ["A", "B"]
    assert list(call_method([1, 2, 3, 4], "Where", [Block(lambda n: n > 2), "First", 1])) == [3]
    split = call_method([1, 2, 3, 4], "Where", [Block(lambda n: n > 2), "Split"])
    assert [list(part) for part in split] == [[3, 4], [1, 2]]


def test_psobject_view():
    disk = PSObject(None, {"Name": "sda"})
    view = get_member(disk, "psobject")
    properties = get_member(view, "Properties")
    assert [item.name for item in properties] == ["Name"]
    call_method(properties, "Add", [PSNoteProperty("Size", 5)])
    assert properties_of(disk) == [("Name", "sda"), ("Size", 5)]
    properties.find("Size").value = 7
    assert disk.members["Size"] == 7
    call_method(properties, "Remove", ["Size"])
    assert lookup(disk, "Size") is MISSING
    get_member(disk, "pstypenames").insert(0, "My.Disk")
    assert disk.type_names[0] == "My.Disk"


def test_definitions_of_members():
    thing = PSObject(None, {"Arr": [1], "N": None, "I": 5})
    shown = {member.name: member.definition for member in members_of(thing)}
    assert shown["Arr"] == "Object[] Arr=System.Object[]"
    assert shown["N"] == "object N=null"
    assert shown["I"] == "int I=5"
    assert shown["ToString"] == "string ToString()"


def test_exceptions():
    made = new_object(T("System.ArgumentException"), ["bad", "name"])
    assert isinstance(made, NetException)
    assert get_member(made, "Message") == "bad (Parameter 'name')"
    assert T("System.Exception").is_instance(made)
    assert type_of(made).full_name == "System.ArgumentException"
    record = new_object(
        T("System.Management.Automation.ErrorRecord"), [made, "MyId", "InvalidData", "target"]
    )
    assert isinstance(record, ErrorRecord)
    assert (
        to_string(get_member(record, "CategoryInfo")) == "InvalidData: (target:String) [], ArgumentException"
    )


def test_adding_a_key_twice():
    table = Hashtable({"A": 1})
    assert failure(call_method, table, "Add", ["a", 2]).message == (
        'Exception calling "Add" with "2" argument(s): "Item has already been added. '
        "Key in dictionary: 'A'  Key being added: 'a'\""
    )


def test_ordered_by_position():
    table = OrderedDictionary({"x": 1, "y": 2})
    assert call_method(table, "get_Item", [1]) == 2
    call_method(table, "Insert", [0, "z", 0])
    assert table.keys() == ["z", "x", "y"]


def test_delegates():
    double = T("System.Func[int,int]")
    from pssh.objects.convert import convert

    twice = convert(Block(lambda n: n * 2), double)
    assert call_method(twice, "Invoke", ["21"]) == 42
    assert type_of(twice) is double


def test_a_property_is_there_as_its_accessor_methods() -> None:
    table = Hashtable()
    table.set("Count", "an entry")
    assert call_method(table, "get_Count", []) == 1
    with pytest.raises(PSError):
        call_method(table, "get_Nothing", [])
