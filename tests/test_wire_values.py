"""Values over the wire: what keeps its type, what becomes a bag, what is shared stays shared."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pssh.objects import numbers
from pssh.objects.collections import ArrayList, ByteArray
from pssh.objects.datetime import DateTime
from pssh.objects.dictionaries import Hashtable, OrderedDictionary
from pssh.objects.errors import ps_error
from pssh.objects.psobject import PSObject
from pssh.objects.timespan import TimeSpan
from pssh.wire.batches import flatten
from pssh.wire.decoder import Decoder, decode_batch, decode_value
from pssh.wire.encoder import encode_batch, encode_value
from pssh.wire.errors import ProtocolError
from pssh.wire.packing import pack, unpack
from pssh.wire.records import decode_record, encode_record


def there_and_back(values, named=True):
    return decode_batch(unpack(pack(encode_batch(values))), named)


PLAIN = [
    None, True, False, 0, -2147483648, 2147483647, 1.5, float("inf"), "", "text", "nul\0inside",
    "\ud800 lone",
    numbers.Int64(2**63 - 1), numbers.UInt64(2**64 - 1), numbers.Int16(-5), numbers.Byte(255),
    numbers.SByte(-128), numbers.UInt16(65535), numbers.UInt32(2**32 - 1), numbers.Single(1.5),
    numbers.Char("€"), Decimal("79228162514264337593543950335"),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_plain_values_keep_value_and_type(value):
    (back,) = there_and_back([value])
    assert back == value
    assert type(back) is type(value)


def test_dates_and_spans_keep_their_ticks():
    date, span = there_and_back([DateTime(638000000000000001, 1), TimeSpan(-5)])
    assert (date.ticks, date.kind, span.ticks) == (638000000000000001, 1, -5)


def test_bytes_are_bytes():
    (back,) = there_and_back([ByteArray(b"\x00\xff")])
    assert type(back) is ByteArray
    assert bytes(back) == b"\x00\xff"


def test_arrays_arrive_as_array_lists_with_their_name():
    (back,) = there_and_back([[1, [2, "x"]]])
    assert back.type_names[0] == "Deserialized.System.Object[]"
    assert type(back.base) is ArrayList
    assert back.base[1].base == [2, "x"]


def test_arguments_arrive_without_names():
    (back,) = there_and_back([[1, 2]], named=False)
    assert type(back) is ArrayList


def test_dictionaries_keep_keys_of_any_kind_and_order():
    table = Hashtable()
    for key, value in ((1, "int"), ("Text", "str"), (True, "bool")):
        table.set(key, value)
    ordered = OrderedDictionary()
    for key in "zam":
        ordered.set(key, ord(key))
    back, back_ordered = (value.base for value in there_and_back([table, ordered]))
    assert (back.get(1), back.get("text"), back.get(True)) == ("int", "str", "bool")
    assert type(back_ordered) is OrderedDictionary
    assert list(back_ordered.keys()) == ["z", "a", "m"]


def test_custom_objects_nest_whole():
    inner = PSObject(None, {"D": PSObject(None, {"E": 1})})
    (back,) = there_and_back([PSObject(None, {"A": PSObject(None, {"B": inner})})])
    assert back.members["A"].members["B"].members["D"].members["E"] == 1
    assert back.type_names[0] == "Deserialized.System.Management.Automation.PSCustomObject"


def test_the_same_object_twice_is_one_object():
    shared = PSObject(None, {"A": 1})
    (back,) = there_and_back([[shared, shared]])
    assert back.base[0] is back.base[1]


def test_an_object_that_holds_itself():
    loop = PSObject(None, {"Name": "loop"})
    loop.members["Self"] = loop
    (back,) = there_and_back([loop])
    assert back.members["Self"] is back


def test_many_objects_of_one_shape_with_shared_and_special_columns():
    shared = Hashtable()
    rows = [
        PSObject(None, {"N": i, "S": f"s{i}", "T": TimeSpan(i), "H": shared if i % 2 else None})
        for i in range(50)
    ]
    back = there_and_back(rows)
    assert [row.members["N"] for row in back] == list(range(50))
    assert [row.members["S"] for row in back] == [f"s{i}" for i in range(50)]
    assert [row.members["T"].ticks for row in back] == list(range(50))
    assert [row.members["H"] is not None for row in back] == [bool(i % 2) for i in range(50)]


def test_members_added_to_plain_values_travel():
    (back,) = there_and_back([PSObject("text", {"Tag": "blue"})])
    assert (back.base, back.members) == ("text", {"Tag": "blue"})


def test_nesting_past_the_bound_becomes_text():
    value = "bottom"
    for _ in range(200):
        value = [value]
    (back,) = there_and_back([value])
    depth = 0
    while not isinstance(back, str):
        back, depth = back.base[0], depth + 1
    assert 40 <= depth <= 60


def test_an_error_record_of_the_error_stream():
    error = ps_error(
        "PathNotFound",
        "Cannot find it.",
        "ObjectNotFound",
        "/no",
        "System.Management.Automation.ItemNotFoundException",
    )
    error.record.command_name = "Microsoft.PowerShell.Commands.GetItemCommand"
    error.record.category_info.activity = "Get-Item"
    from pssh.wire.encoder import Encoder

    node = unpack(pack(encode_record(Encoder(), error.record)))
    back = decode_record(Decoder(), 2, node)
    assert back.fully_qualified_error_id == "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"
    assert str(back.category_info) == "ObjectNotFound: (/no:String) [Get-Item], ItemNotFoundException"
    assert back.exception.type_name == "System.Management.Automation.RemoteException"
    assert back.target_object == "/no"


scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**31), 2**31 - 1), st.floats(allow_nan=False), st.text(),
    st.integers(-(2**63), 2**63 - 1).map(numbers.Int64),
)  # fmt: skip


@given(st.lists(scalars, max_size=60))
def test_batches_of_anything_keep_value_order_and_type(values):
    back = there_and_back(values)
    assert back == values
    assert [type(value) for value in back] == [type(value) for value in values]


@given(st.lists(st.lists(scalars, min_size=2, max_size=2), max_size=30))
def test_rows_keep_their_cells(rows):
    back = there_and_back([PSObject(None, {"A": a, "B": b}) for a, b in rows])
    assert [[row.members["A"], row.members["B"]] for row in back] == rows


nodes = st.recursive(
    st.one_of(st.none(), st.integers(-5, 50), st.text(max_size=5), st.binary(max_size=9), st.floats()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


@given(nodes)
def test_broken_nodes_are_protocol_errors_and_nothing_else(node):
    for decode in (decode_value, decode_batch):
        try:
            decode(node)
        except ProtocolError:
            pass


def test_a_row_count_takes_no_memory_before_it_is_believed():
    with pytest.raises(ProtocolError):
        flatten([[5, ["T"], ["A"], 2**31, None, [[0, 1]]]])


def test_an_integer_is_not_split_by_the_type_it_claims():
    assert encode_value(5) == 5
    with pytest.raises(ProtocolError):
        decode_value([15, 300])
