"""Members of ArrayList, List[T], Collection[T] and ReadOnlyCollection[T]."""

from typing import Any, Callable, List, Optional

from pssh.objects.collections import ArrayList, Collection, GenericList, ReadOnlyCollection, TypedArray
from pssh.objects.compare import net_equals
from pssh.objects.convert import convert, items_of
from pssh.objects.delegates import call_delegate
from pssh.objects.errors import NetException
from pssh.objects.lib_array import binary_search, sort_items, test_of
from pssh.objects.nothing import NOTHING
from pssh.objects.types import NetType, net_type, resolve_type

array_list = net_type("System.Collections.ArrayList", ArrayList)
generic_list = net_type("System.Collections.Generic.List`1")
collection = net_type("System.Collections.ObjectModel.Collection`1")
read_only = net_type("System.Collections.ObjectModel.ReadOnlyCollection`1")


def out_of_range(name: str = "index") -> NetException:
    """What a wrong index gives."""
    return NetException(
        "System.ArgumentOutOfRangeException",
        "Index was out of range. Must be non-negative and less than the size of the collection. "
        f"(Parameter '{name}')",
        ParamName=name,
    )


def _check(self: Any, index: int, more: int = 0) -> int:
    if not 0 <= index < len(self) + more:
        if more:
            raise NetException(
                "System.ArgumentOutOfRangeException",
                "Index must be within the bounds of the List. (Parameter 'index')"
                if isinstance(self, GenericList)
                else "Insertion index was out of range. Must be non-negative and less than or equal to size. "
                "(Parameter 'index')",
            )
        raise out_of_range()
    return index


def _modifiable(self: Any) -> None:
    if getattr(self, "fixed", False):
        raise NetException("System.NotSupportedException", "Collection was of a fixed size.")


def _span(self: Any, index: int, count: int) -> slice:
    if index < 0 or count < 0:
        raise NetException(
            "System.ArgumentOutOfRangeException",
            f"{'index' if index < 0 else 'count'} ('{index if index < 0 else count}') must be a non-negative value. "
            f"(Parameter '{'index' if index < 0 else 'count'}')",
        )
    if index + count > len(self):
        raise NetException(
            "System.ArgumentException",
            "Offset and length were out of bounds for the array or count is greater than the number of elements "
            "from index to the end of the source collection.",
        )
    return slice(index, index + count)


# -- what both ArrayList and List[T] have ----------------------------------------------------------


def _shared(kind: NetType, item: str) -> None:
    typed = kind is not array_list

    def fit(self: Any, value: Any) -> Any:
        if value is NOTHING:
            return None
        if typed:
            return convert(value, self.element_type)
        return value

    kind.prop("Count", "int")(lambda self: len(self))

    @kind.parameterized("Item", f"{item} Item(int index) {{get;set;}}")
    def _item(self: Any, index: int) -> Any:
        return self[_check(self, index)]

    @kind.method("get_Item", f"{item} get_Item(int index)")
    def _get_item(self: Any, index: int) -> Any:
        return self[_check(self, index)]

    @kind.method("set_Item", f"void set_Item(int index, {item} value)")
    def _set_item(self: Any, index: int, value: Any) -> None:
        self[_check(self, index)] = value

    @kind.method("Clear", "void Clear()")
    def _clear(self: Any) -> None:
        _modifiable(self)
        self.clear()

    @kind.method("Contains", f"bool Contains({item} item)")
    def _contains(self: Any, value: Any) -> bool:
        return _place(self, value) >= 0

    @kind.method("IndexOf", f"int IndexOf({item} item)", f"int IndexOf({item} item, int index)")
    def _index_of(self: Any, value: Any, start: int = 0) -> int:
        return _place(self, value, start)

    @kind.method("LastIndexOf", f"int LastIndexOf({item} item)")
    def _last_index_of(self: Any, value: Any) -> int:
        return next((place for place in range(len(self) - 1, -1, -1) if net_equals(self[place], value)), -1)

    @kind.method("Insert", f"void Insert(int index, {item} item)")
    def _insert(self: Any, index: int, value: Any) -> None:
        _modifiable(self)
        self.insert(_check(self, index, 1), value)

    @kind.method("RemoveAt", "void RemoveAt(int index)")
    def _remove_at(self: Any, index: int) -> None:
        _modifiable(self)
        del self[_check(self, index)]

    @kind.method("GetEnumerator", "System.Collections.IEnumerator GetEnumerator()")
    def _enumerator(self: Any) -> Any:
        from pssh.objects.enumerators import Enumerator

        return Enumerator(self)

    @kind.method(
        "CopyTo", f"void CopyTo({item}[] array)", f"void CopyTo({item}[] array, int arrayIndex)", raw=True
    )
    def _copy_to(self: Any, target: Any, index: Any = 0) -> None:
        for offset, value in enumerate(self):
            target[int(index) + offset] = value

    _ranges(kind, item, fit)


def _place(self: Any, value: Any, start: int = 0) -> int:
    if value.__class__ in (str, int):
        for place in range(start, len(self)):
            item = self[place]
            if item == value and item.__class__ is value.__class__:
                return place
    for place in range(start, len(self)):
        if net_equals(self[place], value):
            return place
    return -1


def _ranges(kind: NetType, item: str, fit: Callable[[Any, Any], Any]) -> None:
    """Methods over several elements (not of Collection[T])."""
    if kind is collection:
        return

    @kind.method(
        "AddRange", f"void AddRange(System.Collections.Generic.IEnumerable[{item}] collection)", raw=True
    )
    def _add_range(self: Any, values: Any) -> None:
        _modifiable(self)
        if values is None:
            raise NetException(
                "System.ArgumentNullException", "Value cannot be null. (Parameter 'collection')"
            )
        self.extend([fit(self, value) for value in items_of(values)])

    @kind.method(
        "InsertRange",
        f"void InsertRange(int index, System.Collections.Generic.IEnumerable[{item}] collection)",
        raw=True,
    )
    def _insert_range(self: Any, index: Any, values: Any) -> None:
        place = _check(self, int(index), 1)
        self[place:place] = [fit(self, value) for value in items_of(values)]

    @kind.method("RemoveRange", "void RemoveRange(int index, int count)")
    def _remove_range(self: Any, index: int, count: int) -> None:
        del self[_span(self, index, count)]

    @kind.method("GetRange", f"{kind.ps_name} GetRange(int index, int count)")
    def _get_range(self: Any, index: int, count: int) -> Any:
        return _same(self, self[_span(self, index, count)])

    @kind.method("Reverse", "void Reverse()", "void Reverse(int index, int count)")
    def _reverse(self: Any, index: int = 0, count: Optional[int] = None) -> None:
        part = _span(self, index, len(self) if count is None else count)
        self[part] = self[part][::-1]

    @kind.method(
        "Sort",
        "void Sort()",
        "void Sort(System.Collections.IComparer comparer)",
        "void Sort(int index, int count, System.Collections.IComparer comparer)",
        raw=True,
    )
    def _sort(self: Any, *args: Any) -> None:
        part = slice(0, len(self))
        comparer = args[0] if len(args) == 1 else None
        if len(args) == 3:
            part, comparer = _span(self, int(args[0]), int(args[1])), args[2]
        self[part] = sort_items(list(self[part]), comparer)

    @kind.method(
        "BinarySearch",
        f"int BinarySearch({item} item)",
        f"int BinarySearch({item} item, System.Collections.IComparer comparer)",
    )
    def _binary_search(self: Any, value: Any, comparer: Any = None) -> int:
        return binary_search(self, value, comparer)

    @kind.method("ToArray", f"{item}[] ToArray()", "array ToArray(type type)", raw=True)
    def _to_array(self: Any, wanted: Any = None) -> Any:
        element = wanted if wanted is not None else getattr(self, "element_type", None)
        return array_of(list(self), element)

    kind.prop("Capacity", "int")(lambda self: max(4, 1 << (len(self) - 1).bit_length()) if len(self) else 0)
    kind.setter("Capacity")(lambda self, value: None)
    kind.method("TrimToSize" if kind is array_list else "TrimExcess", "void TrimExcess()")(lambda self: None)


def array_of(items: List[Any], element: Any) -> Any:
    """An array of an element type with these items."""
    if element is None or element.full_name == "System.Object":
        return items
    return convert(TypedArray(items, element), element.array_type())


def _same(self: Any, items: List[Any]) -> Any:
    return GenericList(items, self.net_type) if isinstance(self, GenericList) else ArrayList(items)


_shared(array_list, "System.Object")
_shared(generic_list, "T")
_shared(collection, "T")
for _kind in (array_list, generic_list, collection):
    _kind.prop("IsReadOnly", "bool")(lambda self: False)
    _kind.prop("IsFixedSize", "bool")(lambda self: False)
    _kind.prop("IsSynchronized", "bool")(lambda self: False)
    _kind.prop("SyncRoot", "System.Object")(lambda self: self)
    _kind.find_member("isreadonly").hidden = _kind is generic_list
    for _hidden in ("isfixedsize", "issynchronized", "syncroot", "isreadonly"):
        if _kind is not array_list:
            del _kind.members[_hidden]


@array_list.method("Add", "int Add(System.Object value)")
def _add(self: ArrayList, value: Any) -> int:
    _modifiable(self)
    self.append(None if value is NOTHING else value)
    return len(self) - 1


@array_list.method("Remove", "void Remove(System.Object obj)")
def _remove(self: ArrayList, value: Any) -> None:
    _modifiable(self)
    place = _place(self, value)
    if place >= 0:
        del self[place]


@array_list.method("Clone", "System.Object Clone()")
def _clone(self: ArrayList) -> ArrayList:
    return ArrayList(self)


@array_list.constructor(
    "System.Collections.ArrayList new()",
    "System.Collections.ArrayList new(System.Collections.ICollection c)",
    "System.Collections.ArrayList new(int capacity)",
    raw=True,
)
def _new_array_list(source: Any = None) -> ArrayList:
    if source is None or isinstance(source, int):
        return ArrayList()
    return ArrayList(items_of(source))


@array_list.static_method(
    "Adapter", "static System.Collections.ArrayList Adapter(System.Collections.IList list)"
)
def _adapter(items: Any) -> ArrayList:
    return ArrayList(items)


@array_list.static_method(
    "FixedSize", "static System.Collections.ArrayList FixedSize(System.Collections.ArrayList list)"
)
def _fixed_size(items: Any) -> ArrayList:
    made = ArrayList(items)
    made.fixed = True
    return made


@array_list.static_method(
    "Synchronized", "static System.Collections.ArrayList Synchronized(System.Collections.ArrayList list)"
)
def _synchronized(items: Any) -> Any:
    return items


def _typed(kind: NetType, cls: Any) -> None:
    @kind.method("Add", "void Add(T item)")
    def _add(self: Any, value: Any) -> None:
        self.append(value)

    @kind.method("Remove", "bool Remove(T item)")
    def _remove(self: Any, value: Any) -> bool:
        place = _place(self, value)
        if place >= 0:
            del self[place]
        return place >= 0

    @kind.constructor(
        f"{kind.full_name.partition('`')[0]}[T] new()",
        f"{kind.full_name.partition('`')[0]}[T] new(int capacity)",
        f"{kind.full_name.partition('`')[0]}[T] new(System.Collections.Generic.IEnumerable[T] collection)",
        raw=True,
    )
    def _new(net_type: NetType, source: Any = None) -> Any:
        if source is None or (isinstance(source, int) and not isinstance(source, bool)):
            return cls((), net_type)
        element = net_type.generic_arguments[0]
        return cls([convert(item, element) for item in items_of(source)], net_type)


_typed(generic_list, GenericList)
_typed(collection, Collection)
_typed(read_only, ReadOnlyCollection)
for _gone in ("add", "remove"):
    del read_only.members[_gone]
read_only.prop("Count", "int")(lambda self: len(self))
read_only.parameterized("Item", "T Item(int index) {get;}")(lambda self, index: self[_check(self, index)])
read_only.method("Contains", "bool Contains(T value)")(lambda self, value: _place(self, value) >= 0)
read_only.method("IndexOf", "int IndexOf(T value)")(lambda self, value: _place(self, value))


@read_only.method("GetEnumerator", "System.Collections.Generic.IEnumerator[T] GetEnumerator()")
def _read_only_enumerator(self: Any) -> Any:
    from pssh.objects.enumerators import Enumerator

    return Enumerator(self)


def _finders() -> None:
    """The methods of List[T] that take a predicate or an action."""

    def find(self: Any, match: Any) -> Any:
        return next(filter(test_of(match), self), self.element_type.default_value())

    def find_last(self: Any, match: Any) -> Any:
        return next(filter(test_of(match), reversed(self)), self.element_type.default_value())

    def find_index(self: Any, *args: Any) -> int:
        start = int(args[0]) if len(args) > 1 else 0
        end = start + int(args[1]) if len(args) > 2 else len(self)
        test = test_of(args[-1])
        return next((place for place in range(start, end) if test(self[place])), -1)

    def find_last_index(self: Any, match: Any) -> int:
        test = test_of(match)
        return next((place for place in range(len(self) - 1, -1, -1) if test(self[place])), -1)

    def find_all(self: Any, match: Any) -> Any:
        return GenericList(filter(test_of(match), self), self.net_type)

    def remove_all(self: Any, match: Any) -> int:
        test = test_of(match)
        kept = [item for item in self if not test(item)]
        gone = len(self) - len(kept)
        self[:] = kept
        return gone

    for name, result, function in (
        ("Exists", "bool", lambda self, match: any(map(test_of(match), self))),
        ("Find", "T", find),
        ("FindAll", "System.Collections.Generic.List[T]", find_all),
        ("FindIndex", "int", find_index),
        ("FindLast", "T", find_last),
        ("FindLastIndex", "int", find_last_index),
        ("RemoveAll", "int", remove_all),
        ("TrueForAll", "bool", lambda self, match: all(map(test_of(match), self))),
    ):
        generic_list.method(name, f"{result} {name}(System.Predicate[T] match)", raw=True)(function)


_finders()


@generic_list.method("ForEach", "void ForEach(System.Action[T] action)", raw=True)
def _for_each(self: Any, action: Any, *rest: Any) -> Any:
    from pssh.objects.delegates import Delegate
    from pssh.objects.intrinsics import run_intrinsic

    if isinstance(action, Delegate):
        for item in list(self):
            action.invoke([item])
        return NOTHING
    if not rest and hasattr(action, "invoke_as_delegate"):
        for item in list(self):
            call_delegate(action, [item])
        return NOTHING
    return run_intrinsic(self, "foreach", [action, *rest])


@generic_list.method(
    "ConvertAll",
    "System.Collections.Generic.List[TOutput] ConvertAll[TOutput](System.Converter[T,TOutput] converter)",
    raw=True,
)
def _convert_all(self: Any, converter: Any) -> Any:
    made = [call_delegate(converter, [item]) for item in self]
    kind = getattr(converter, "net_type", None)
    arguments: Any = kind.generic_arguments if kind is not None else ()
    output = arguments[1] if len(arguments) == 2 else resolve_type("System.Object")
    return GenericList(made, resolve_type("System.Collections.Generic.List", (output,)))


@generic_list.method("AsReadOnly", "System.Collections.ObjectModel.ReadOnlyCollection[T] AsReadOnly()")
def _as_read_only(self: Any) -> Any:
    kind = resolve_type("System.Collections.ObjectModel.ReadOnlyCollection", self.net_type.generic_arguments)
    return ReadOnlyCollection(self, kind)


@generic_list.method("Slice", "System.Collections.Generic.List[T] Slice(int start, int length)")
def _slice(self: Any, start: int, length: int) -> Any:
    return _same(self, self[_span(self, start, length)])


@generic_list.method("EnsureCapacity", "int EnsureCapacity(int capacity)")
def _ensure(self: Any, capacity: int) -> int:
    return max(capacity, len(self))
