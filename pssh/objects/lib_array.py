"""Members of System.Array: instance and static."""

from functools import cmp_to_key
from typing import Any, Callable, List, Optional, Tuple

from pssh.objects.collections import ByteArray, MultiArray, TypedArray
from pssh.objects.compare import compare, equals, net_equals
from pssh.objects.convert import convert, to_bool
from pssh.objects.delegates import call_delegate
from pssh.objects.errors import NetException
from pssh.objects.numbers import Int64
from pssh.objects.reference import PSReference
from pssh.objects.types import NetType, net_type, resolve_type, type_of

array = net_type("System.Array")


def bounds(text: str = "Index was outside the bounds of the array.") -> NetException:
    """An IndexOutOfRangeException, ready to be raised."""
    return NetException("System.IndexOutOfRangeException", text)


def element_type(value: Any) -> NetType:
    """The element type of any array."""
    found = type_of(value).element_type
    if found is None:
        found = resolve_type("System.Object")
    assert found is not None
    return found


def like(value: Any, items: List[Any]) -> Any:
    """An array of the same type with other items."""
    if isinstance(value, TypedArray):
        return TypedArray(items, value.element_type)
    if isinstance(value, bytearray):
        return ByteArray(items)
    return list(items)


def new_array(element: NetType, length: int) -> Any:
    """An array of defaults."""
    if element.full_name == "System.Byte":
        return ByteArray(length)
    value = element.default_value()
    return [value] * length if element.full_name == "System.Object" else TypedArray([value] * length, element)


array.prop("Length", "int")(lambda self: len(self))
array.prop("LongLength", "long")(lambda self: Int64(len(self)))
array.prop("Rank", "int")(lambda self: len(self.lengths) if isinstance(self, MultiArray) else 1)
array.prop("SyncRoot", "System.Object")(lambda self: self)
array.prop("IsReadOnly", "bool")(lambda self: False)
array.prop("IsFixedSize", "bool")(lambda self: True)
array.prop("IsSynchronized", "bool")(lambda self: False)
array.prop("Count", "int")(lambda self: len(self))


def _check(index: int, size: int) -> int:
    if not 0 <= index < size:
        raise bounds()
    return index


@array.method("Get", "System.Object Get(Params int[] indices)")
def _get(self: Any, indices: List[int]) -> Any:
    if isinstance(self, MultiArray):
        return self.get(indices)
    return self[_check(indices[0], len(self))]


@array.method("Set", "void Set(int index, System.Object value)", raw=True)
def _set(self: Any, *args: Any) -> None:
    _put(self, args[-1], [int(arg) for arg in args[:-1]])


@array.method(
    "GetValue",
    "System.Object GetValue(Params int[] indices)",
    "System.Object GetValue(int index)",
    "System.Object GetValue(int index1, int index2)",
)
def _get_value(self: Any, *args: Any) -> Any:
    indices = args[0] if args and isinstance(args[0], list) else list(args)
    return _get(self, indices)


def _put(self: Any, value: Any, indices: List[int]) -> None:
    value = convert(value, element_type(self))
    if isinstance(self, MultiArray):
        self.set(indices, value)
        return
    self[_check(indices[0], len(self))] = value


@array.method(
    "SetValue",
    "void SetValue(System.Object value, int index)",
    "void SetValue(System.Object value, int index1, int index2)",
    "void SetValue(System.Object value, Params int[] indices)",
)
def _set_value(self: Any, value: Any, *args: Any) -> None:
    indices = args[0] if args and isinstance(args[0], list) else list(args)
    _put(self, value, indices)


@array.method("Clone", "System.Object Clone()")
def _clone(self: Any) -> Any:
    if isinstance(self, MultiArray):
        return MultiArray(self.element_type, self.lengths, list(self.items))
    return like(self, list(self))


@array.method("CopyTo", "void CopyTo(array array, int index)")
def _copy_to(self: Any, target: Any, index: int) -> None:
    if index + len(self) > len(target):
        raise NetException(
            "System.ArgumentException",
            "Destination array was not long enough. Check the destination index, length, and the array's lower "
            "bounds. (Parameter 'destinationArray')",
        )
    for offset, item in enumerate(self):
        target[index + offset] = item


@array.method("GetEnumerator", "System.Collections.IEnumerator GetEnumerator()")
def _enumerator(self: Any) -> Any:
    from pssh.objects.enumerators import Enumerator

    return Enumerator(self)


def _length(self: Any, dimension: int) -> int:
    lengths = self.lengths if isinstance(self, MultiArray) else (len(self),)
    if not 0 <= dimension < len(lengths):
        raise bounds(
            "Array does not have that many dimensions."
            if dimension > 0
            else "Index was outside the bounds of the array."
        )
    return int(lengths[dimension])


array.method("GetLength", "int GetLength(int dimension)")(_length)
array.method("GetLongLength", "long GetLongLength(int dimension)")(lambda self, n: Int64(_length(self, n)))
array.method("GetLowerBound", "int GetLowerBound(int dimension)")(lambda self, n: 0)
array.method("GetUpperBound", "int GetUpperBound(int dimension)")(lambda self, n: _length(self, n) - 1)
array.method("Initialize", "void Initialize()")(lambda self: None)
array.method("Contains", "bool IList.Contains(System.Object value)")(
    lambda self, value: index_of(self, value, 0, len(self)) >= 0
)
array.method("IndexOf", "int IList.IndexOf(System.Object value)")(
    lambda self, value: index_of(self, value, 0, len(self))
)


def _fixed(self: Any, *args: Any) -> None:
    raise NetException("System.NotSupportedException", "Collection was of a fixed size.")


for _name, _text in (
    ("Add", "int IList.Add(System.Object value)"),
    ("Insert", "void IList.Insert(int index, System.Object value)"),
    ("Remove", "void IList.Remove(System.Object value)"),
    ("RemoveAt", "void IList.RemoveAt(int index)"),
):
    array.method(_name, _text)(_fixed)


@array.method("Clear", "void IList.Clear()")
def _clear_instance(self: Any) -> None:
    _clear(self, 0, len(self))


# -- statics ---------------------------------------------------------------------------------------


def index_of(items: Any, value: Any, start: int, end: int) -> int:
    """The first place of a value in a span, or -1.

    An object[] of a command's output holds wrapped objects, and those find a text or number of another type, as
    -ceq does. A plain list does not tell what wrapped its items: the second look is for these.
    """
    for place in range(start, end):
        if net_equals(items[place], value):
            return place
    if items.__class__ is list and _is_scalar(value):
        for place in range(start, end):
            if _is_scalar(items[place]) and equals(items[place], value, False):
                return place
    return -1


def _is_scalar(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


@array.static_method(
    "IndexOf",
    "static int IndexOf(array array, System.Object value)",
    "static int IndexOf(array array, System.Object value, int startIndex)",
    "static int IndexOf(array array, System.Object value, int startIndex, int count)",
)
def _index_of(items: Any, value: Any, start: int = 0, count: Optional[int] = None) -> int:
    if type(items) is TypedArray:
        from pssh.objects.convert import try_convert
        from pssh.objects.nothing import MISSING

        found = try_convert(value, items.element_type)
        value = value if found is MISSING else found
    return index_of(items, value, start, len(items) if count is None else start + count)


@array.static_method(
    "LastIndexOf",
    "static int LastIndexOf(array array, System.Object value)",
    "static int LastIndexOf(array array, System.Object value, int startIndex)",
)
def _last_index_of(items: Any, value: Any, start: Optional[int] = None) -> int:
    first = len(items) - 1 if start is None else start
    return next((place for place in range(first, -1, -1) if net_equals(items[place], value)), -1)


def _clear(items: Any, start: int = 0, count: Optional[int] = None) -> None:
    value = element_type(items).default_value()
    store = items.items if isinstance(items, MultiArray) else items
    for place in range(start, len(store) if count is None else start + count):
        store[place] = value


array.static_method(
    "Clear", "static void Clear(array array)", "static void Clear(array array, int index, int length)"
)(_clear)


@array.static_method(
    "Copy",
    "static void Copy(array sourceArray, array destinationArray, int length)",
    "static void Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length)",
)
def _copy(source: Any, *args: Any) -> None:
    start, target, place, count = (0, args[0], 0, args[1]) if len(args) == 2 else args
    if count < 0:
        raise NetException(
            "System.ArgumentOutOfRangeException",
            "length ('-1') must be a non-negative value. (Parameter 'length')",
        )
    if start + count > len(source):
        raise NetException(
            "System.ArgumentException",
            "Source array was not long enough. Check the source index, length, and the array's lower bounds. "
            "(Parameter 'sourceArray')",
        )
    if place + count > len(target):
        raise NetException(
            "System.ArgumentException",
            "Destination array was not long enough. Check the destination index, length, and the array's lower "
            "bounds. (Parameter 'destinationArray')",
        )
    wanted = element_type(target)
    target[place : place + count] = [convert(item, wanted) for item in source[start : start + count]]


@array.static_method(
    "CreateInstance",
    "static array CreateInstance(type elementType, int length)",
    "static array CreateInstance(type elementType, int length1, int length2)",
    "static array CreateInstance(type elementType, Params int[] lengths)",
)
def _create(element: NetType, *lengths: Any) -> Any:
    sizes = list(lengths[0]) if lengths and isinstance(lengths[0], list) else list(lengths)
    return new_array(element, sizes[0]) if len(sizes) == 1 else MultiArray(element, sizes)


@array.static_method("Empty", "static T[] Empty[T]()")
def _empty() -> Any:
    return []


array.extra.setdefault("generic_statics", {})["empty"] = lambda wanted: new_array(wanted[0], 0)


def comparison(comparer: Any = None) -> Callable[[Any, Any], int]:
    """A comparison function of what scripts give: nothing, a Comparison, a comparer object."""
    if comparer is None:
        return lambda a, b: _null_first(a, b)
    if hasattr(comparer, "ps_comparer"):
        compare: Callable[[Any, Any], int] = comparer.ps_comparer()
        return compare
    if hasattr(comparer, "invoke_as_delegate") or callable(comparer):
        return lambda a, b: int(convert(call_delegate(comparer, [a, b]), _int()))
    from pssh.objects.members import call_method

    return lambda a, b: int(call_method(comparer, "Compare", [a, b]))


def _null_first(a: Any, b: Any) -> int:
    if a is None or b is None:
        return (a is not None) - (b is not None)
    own = getattr(a, "ps_compare", None)
    if own is None and not isinstance(a, (str, int, float)) and type(a).__name__ != "Decimal":
        from pssh.objects.declare import Method
        from pssh.objects.overloads import call

        method = type_of(a).find_member("compareto")
        if isinstance(method, Method):
            return int(call(method, (a,), (b,)))
        raise NetException("System.InvalidOperationException", "Failed to compare two elements in the array.")
    return compare(a, b, False)


def _int() -> NetType:
    found = resolve_type("System.Int32")
    assert found is not None
    return found


def sort_items(items: List[Any], comparer: Any = None) -> List[Any]:
    """A sorted copy, by .NET's default order or a comparer."""
    if comparer is None:
        kinds = {item.__class__ for item in items}
        if kinds <= {int, float}:
            return sorted(items)
        if kinds == {str}:
            from pssh.objects.compare import string_key

            return sorted(items, key=lambda text: string_key(text, False))
    return sorted(items, key=cmp_to_key(comparison(comparer)))


@array.static_method(
    "Sort",
    "static void Sort(array array)",
    "static void Sort(array keys, array items)",
    "static void Sort(array array, System.Collections.IComparer comparer)",
    "static void Sort(array array, int index, int length)",
    "static void Sort(array keys, array items, int index, int length)",
    raw=True,
)
def _sort(keys: Any, *args: Any) -> None:
    items, comparer, start, count = None, None, 0, len(keys)
    rest = list(args)
    if rest and isinstance(rest[0], (list, bytearray)):
        items = rest.pop(0)
    if len(rest) >= 2 and isinstance(rest[0], int):
        start, count = int(rest[0]), int(rest[1])
        rest = rest[2:]
    if rest:
        comparer = rest[0]
    if items is None:
        keys[start : start + count] = sort_items(list(keys[start : start + count]), comparer)
        return
    order = comparison(comparer)

    def by_key(a: Tuple[Any, Any], b: Tuple[Any, Any]) -> int:
        return order(a[0], b[0])

    pairs = sorted(zip(keys[start : start + count], items[start : start + count]), key=cmp_to_key(by_key))
    keys[start : start + count] = [pair[0] for pair in pairs]
    items[start : start + count] = [pair[1] for pair in pairs]


@array.static_method(
    "Reverse", "static void Reverse(array array)", "static void Reverse(array array, int index, int length)"
)
def _reverse(items: Any, start: int = 0, count: Optional[int] = None) -> None:
    end = len(items) if count is None else start + count
    items[start:end] = list(reversed(items[start:end]))


@array.static_method("Resize", "static void Resize[T]([ref] T[] array, int newSize)", raw=True)
def _resize(reference: Any, size: Any) -> None:
    items = reference.value if isinstance(reference, PSReference) else reference
    count = int(size)
    kept = list(items or [])[:count]
    made = like(items, kept) if items is not None else list(kept)
    while len(made) < count:
        made.append(element_type(items).default_value())
    if isinstance(reference, PSReference):
        reference.value = made


@array.static_method(
    "BinarySearch",
    "static int BinarySearch(array array, System.Object value)",
    "static int BinarySearch(array array, System.Object value, System.Collections.IComparer comparer)",
)
def _binary_search(items: Any, value: Any, comparer: Any = None) -> int:
    return binary_search(items, value, comparer)


def binary_search(items: Any, value: Any, comparer: Any = None) -> int:
    """The place of a value in sorted items, or the complement of where it belongs."""
    order = comparison(comparer)
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) >> 1
        found = order(items[middle], value)
        if found == 0:
            return middle
        if found < 0:
            low = middle + 1
        else:
            high = middle - 1
    return ~low


def test_of(predicate: Any) -> Callable[[Any], bool]:
    """A predicate of a script block or delegate."""
    return lambda item: to_bool(call_delegate(predicate, [item]))


def _finders() -> None:
    def find(items: Any, predicate: Any) -> Any:
        test = test_of(predicate)
        return next((item for item in items if test(item)), element_type(items).default_value())

    def find_last(items: Any, predicate: Any) -> Any:
        test = test_of(predicate)
        return next((item for item in reversed(items) if test(item)), element_type(items).default_value())

    def find_index(items: Any, predicate: Any) -> int:
        test = test_of(predicate)
        return next((place for place, item in enumerate(items) if test(item)), -1)

    def find_last_index(items: Any, predicate: Any) -> int:
        test = test_of(predicate)
        return next((place for place in range(len(items) - 1, -1, -1) if test(items[place])), -1)

    def find_all(items: Any, predicate: Any) -> Any:
        test = test_of(predicate)
        return like(items, [item for item in items if test(item)])

    def exists(items: Any, predicate: Any) -> bool:
        return any(map(test_of(predicate), items))

    def true_for_all(items: Any, predicate: Any) -> bool:
        return all(map(test_of(predicate), items))

    for name, result, function in (
        ("Find", "T", find),
        ("FindLast", "T", find_last),
        ("FindIndex", "int", find_index),
        ("FindLastIndex", "int", find_last_index),
        ("FindAll", "T[]", find_all),
        ("Exists", "bool", exists),
        ("TrueForAll", "bool", true_for_all),
    ):
        array.static_method(
            name, f"static {result} {name}[T](T[] array, System.Predicate[T] match)", raw=True
        )(function)


_finders()


@array.static_method("ForEach", "static void ForEach[T](T[] array, System.Action[T] action)", raw=True)
def _for_each(items: Any, action: Any) -> None:
    for item in items:
        call_delegate(action, [item])


@array.static_method(
    "ConvertAll",
    "static TOutput[] ConvertAll[TInput, TOutput](TInput[] array, System.Converter[TInput,TOutput] converter)",
    raw=True,
)
def _convert_all(items: Any, converter: Any) -> Any:
    made = [call_delegate(converter, [item]) for item in items]
    kind = getattr(converter, "net_type", None)
    if kind is not None and len(kind.generic_arguments) == 2:
        return TypedArray(made, kind.generic_arguments[1])
    return made


@array.static_method(
    "Fill",
    "static void Fill[T](T[] array, T value)",
    "static void Fill[T](T[] array, T value, int startIndex, int count)",
    raw=True,
)
def _fill(items: Any, value: Any, start: Any = 0, count: Any = None) -> None:
    value = convert(value, element_type(items))
    for place in range(int(start), len(items) if count is None else int(start) + int(count)):
        items[place] = value


@array.static_method(
    "AsReadOnly",
    "static System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly[T](T[] array)",
    raw=True,
)
def _as_read_only(items: Any) -> Any:
    from pssh.objects.collections import ReadOnlyCollection

    return ReadOnlyCollection(
        items, resolve_type("System.Collections.ObjectModel.ReadOnlyCollection", (element_type(items),))
    )
