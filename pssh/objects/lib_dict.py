"""Members of the dictionaries and of their pairs."""

from typing import Any, List, Optional

from pssh.objects.collections import GenericList
from pssh.objects.convert import convert
from pssh.objects.dictionaries import (
    BaseDictionary,
    DictionaryEntry,
    GenericDictionary,
    Hashtable,
    KeyValuePair,
    ListDictionary,
    OrderedDictionary,
    OrderedHashtable,
    SortedDictionary,
)
from pssh.objects.enumerators import DictionaryEnumerator, Enumerator
from pssh.objects.errors import NetException
from pssh.objects.reference import PSReference
from pssh.objects.tostring import to_string
from pssh.objects.types import NetType, net_type, resolve_type

hashtable = net_type("System.Collections.Hashtable", Hashtable)
ordered = net_type("System.Collections.Specialized.OrderedDictionary", OrderedDictionary)
ordered_hashtable = net_type("System.Management.Automation.OrderedHashtable", OrderedHashtable)
list_dictionary = net_type("System.Collections.ListDictionaryInternal", ListDictionary)
sorted_list = net_type("System.Collections.SortedList")
GENERIC = tuple(
    net_type(name)
    for name in (
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.OrderedDictionary`2",
        "System.Collections.Generic.SortedDictionary`2",
        "System.Collections.Generic.SortedList`2",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
    )
)
PLAIN = (hashtable, ordered, list_dictionary, sorted_list)


_ORDERED_COLLECTION = "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection"


class KeyCollection(GenericList):
    """The keys or values of a dictionary as they were when asked for."""

    __slots__ = ()


def _collection(self: Any, items: List[Any], what: str) -> Any:
    names = {
        "Hashtable": f"System.Collections.Hashtable+{what}Collection",
        "OrderedDictionary": _ORDERED_COLLECTION,
        "OrderedHashtable": _ORDERED_COLLECTION,
    }
    name = names.get(type(self).__name__)
    if isinstance(self, GenericDictionary) and self.net_type.generic_arguments:
        outer = self.net_type.definition.full_name.partition("`")[0]
        kind = construct_collection(f"{outer}`2+{what}Collection", self.net_type)
    else:
        kind = net_type(
            name or "System.Collections.ListDictionaryInternal+NodeKeyValueCollection",
            None,
            None,
            ("System.Collections.ICollection",),
        )
    if "count" not in kind.members:
        kind.prop("Count", "int")(len)
    return KeyCollection(items, kind)


def construct_collection(name: str, owner: NetType) -> NetType:
    """The nested collection type of a generic dictionary."""
    inner = ",".join(f"[{argument.qualified_name}]" for argument in owner.generic_arguments)
    return net_type(f"{name}[{inner}]", None, None, ("System.Collections.ICollection",))


def _null_key() -> NetException:
    return NetException(
        "System.ArgumentNullException", "Value cannot be null. (Parameter 'key')", ParamName="key"
    )


def _frozen(self: BaseDictionary) -> None:
    if self.read_only:
        raise NetException(
            "System.NotSupportedException", "The OrderedDictionary is readonly and cannot be modified."
        )


def _shared(kind: NetType, key: str, value: str) -> None:
    typed = kind in GENERIC

    def key_of(self: Any, given: Any) -> Any:
        if given is None:
            raise _null_key()
        return given

    kind.prop("Count", "int")(lambda self: len(self))
    kind.prop("Keys", "System.Collections.ICollection")(lambda self: _collection(self, self.keys(), "Key"))
    kind.prop("Values", "System.Collections.ICollection")(
        lambda self: _collection(self, self.values(), "Value")
    )
    if not typed:
        kind.prop("IsReadOnly", "bool")(lambda self: self.read_only)
        kind.prop("IsFixedSize", "bool")(lambda self: False)
        kind.prop("IsSynchronized", "bool")(lambda self: getattr(self, "synchronized", False))
        kind.prop("SyncRoot", "System.Object")(lambda self: self)

    by_place = [f"{value} Item(int index) {{get;set;}}"] if kind.name == "OrderedDictionary" else []

    @kind.parameterized("Item", *by_place, f"{value} Item({key} key) {{get;set;}}")
    def _item(self: Any, given: Any) -> Any:
        return read(self, given)

    @kind.method("get_Item", f"{value} get_Item({key} key)")
    def _get_item(self: Any, given: Any) -> Any:
        return read(self, given)

    @kind.method("set_Item", f"void set_Item({key} key, {value} value)")
    def _set_item(self: Any, given: Any, new: Any) -> None:
        _frozen(self)
        self.set(key_of(self, given), new)

    @kind.method("Add", f"void Add({key} key, {value} value)")
    def _add(self: Any, given: Any, new: Any) -> None:
        _frozen(self)
        if self.contains(key_of(self, given)):
            raise already(self, given)
        self.set(given, new)

    @kind.method("Clear", "void Clear()")
    def _clear(self: Any) -> None:
        _frozen(self)
        self.clear()

    @kind.method("GetEnumerator", "System.Collections.IDictionaryEnumerator GetEnumerator()")
    def _enumerator(self: Any) -> Any:
        make = Enumerator if isinstance(self, GenericDictionary) else DictionaryEnumerator
        return make(self.entries())

    @kind.method("Remove", *([f"bool Remove({key} key)"] if typed else [f"void Remove({key} key)"]))
    def _remove(self: Any, given: Any) -> Any:
        _frozen(self)
        done = self.remove(key_of(self, given))
        return done if typed else None

    @kind.method("CopyTo", "void CopyTo(array array, int index)")
    def _copy_to(self: Any, target: Any, index: int) -> None:
        for offset, entry in enumerate(self.entries()):
            target[index + offset] = entry

    if kind is not ordered and kind is not list_dictionary:
        kind.method("ContainsKey", f"bool ContainsKey({key} key)")(
            lambda self, given: self.contains(key_of(self, given))
        )
        kind.method("ContainsValue", f"bool ContainsValue({value} value)")(
            lambda self, wanted: self.contains_value(wanted)
        )
    if not typed:
        kind.method("Contains", f"bool Contains({key} key)")(
            lambda self, given: self.contains(key_of(self, given))
        )


def already(self: Any, key: Any) -> NetException:
    """Adding a key that is there."""
    if isinstance(self, GenericDictionary):
        return NetException(
            "System.ArgumentException",
            f"An item with the same key has already been added. Key: {to_string(key)}",
        )
    if isinstance(self, Hashtable):
        return NetException(
            "System.ArgumentException",
            f"Item has already been added. Key in dictionary: '{to_string(self.stored_key(key))}'  "
            f"Key being added: '{to_string(key)}'",
        )
    return NetException(
        "System.ArgumentException", f"An item with the same key has already been added. Key: {to_string(key)}"
    )


def read(self: Any, key: Any) -> Any:
    """`d[key]` of .NET: a missing key is an error in the generic ones."""
    if isinstance(self, OrderedDictionary) and isinstance(key, int) and not isinstance(key, bool):
        return self.value_at(int(key))
    if isinstance(self, GenericDictionary) and self.net_type.generic_arguments and not self.contains(key):
        raise NetException(
            "System.Collections.Generic.KeyNotFoundException",
            f"The given key '{to_string(key)}' was not present in the dictionary.",
        )
    return self.get(key)


for _kind in PLAIN:
    _shared(_kind, "System.Object", "System.Object")
for _kind in GENERIC:
    _shared(_kind, "TKey", "TValue")


# -- Hashtable -------------------------------------------------------------------------------------


@hashtable.method("Clone", "System.Object Clone()")
def _clone(self: Hashtable) -> Any:
    return self.copy()


@hashtable.constructor(
    "hashtable new()",
    "hashtable new(System.Collections.IDictionary d)",
    "hashtable new(int capacity)",
    "hashtable new(System.Collections.IEqualityComparer equalityComparer)",
    "hashtable new(System.Collections.IDictionary d, System.Collections.IEqualityComparer equalityComparer)",
    raw=True,
)
def _new_hashtable(*args: Any) -> Hashtable:
    ignore = any(_ignores_case(arg) for arg in args)
    source = next((arg for arg in args if isinstance(arg, BaseDictionary)), None)
    made = Hashtable(None, ignore)
    if source is not None:
        made.update(source.items())
    return made


def _ignores_case(arg: Any) -> bool:
    return bool(getattr(arg, "ignore_case", False)) and not isinstance(arg, BaseDictionary)


@hashtable.static_method("Synchronized", "static hashtable Synchronized(hashtable table)")
def _synchronized(table: Hashtable) -> Hashtable:
    table.synchronized = True
    return table


@ordered_hashtable.constructor(
    "System.Management.Automation.OrderedHashtable new()",
    "System.Management.Automation.OrderedHashtable new(int capacity)",
    "System.Management.Automation.OrderedHashtable new(System.Collections.IDictionary dictionary)",
)
def _new_ordered_hashtable(source: Any = None) -> OrderedHashtable:
    return OrderedHashtable(source.items() if isinstance(source, BaseDictionary) else None)


# -- OrderedDictionary -----------------------------------------------------------------------------


@ordered.constructor(
    "ordered new()",
    "ordered new(int capacity)",
    "ordered new(System.Collections.IEqualityComparer comparer)",
    raw=True,
)
def _new_ordered(*args: Any) -> OrderedDictionary:
    return OrderedDictionary(None, any(_ignores_case(arg) for arg in args))


@ordered.method("Insert", "void Insert(int index, System.Object key, System.Object value)")
def _insert(self: OrderedDictionary, index: int, key: Any, value: Any) -> None:
    _frozen(self)
    if not 0 <= index <= len(self):
        raise NetException(
            "System.ArgumentOutOfRangeException",
            f"index ('{index}') must be less than or equal to '{len(self)}'. (Parameter 'index')",
        )
    if self.contains(key):
        raise already(self, key)
    self.insert(index, key, value)


@ordered.method("RemoveAt", "void RemoveAt(int index)")
def _remove_at(self: OrderedDictionary, index: int) -> None:
    _frozen(self)
    if not 0 <= index < len(self):
        raise NetException(
            "System.ArgumentOutOfRangeException",
            "Specified argument was out of the range of valid values. (Parameter 'index')",
        )
    self.remove_at(index)


@ordered.method("AsReadOnly", "ordered AsReadOnly()")
def _as_read_only(self: OrderedDictionary) -> Any:
    made = self.copy()
    made.read_only = True
    return made


# -- generic dictionaries --------------------------------------------------------------------------


def _value_type(self: Any) -> Any:
    return self.net_type.generic_arguments[1]


def _declare_generic(kind: NetType) -> None:
    short = kind.full_name.partition("`")[0]
    cls: Any = SortedDictionary if "Sorted" in short else GenericDictionary

    @kind.constructor(
        f"{short}[TKey,TValue] new()",
        f"{short}[TKey,TValue] new(System.Collections.Generic.IDictionary[TKey,TValue] dictionary)",
        f"{short}[TKey,TValue] new(System.Collections.Generic.IEqualityComparer[TKey] comparer)",
        f"{short}[TKey,TValue] new(int capacity)",
        raw=True,
    )
    def _new(net_type: NetType, *args: Any) -> Any:
        made = cls(None, net_type, any(_ignores_case(arg) for arg in args))
        key_type, value_type = net_type.generic_arguments
        for arg in args:
            if isinstance(arg, BaseDictionary):
                for key, value in arg.items():
                    made.set(convert(key, key_type), convert(value, value_type))
        return made

    @kind.method("TryGetValue", "bool TryGetValue(TKey key, [ref] TValue value)")
    def _try_get(self: Any, key: Any, reference: PSReference) -> bool:
        found = bool(self.contains(key))
        reference.value = self.get(key) if found else _value_type(self).default_value()
        return found

    @kind.method("TryAdd", "bool TryAdd(TKey key, TValue value)")
    def _try_add(self: Any, key: Any, value: Any) -> bool:
        if self.contains(key):
            return False
        self.set(key, value)
        return True

    @kind.method(
        "GetValueOrDefault",
        "TValue GetValueOrDefault(TKey key)",
        "TValue GetValueOrDefault(TKey key, TValue defaultValue)",
    )
    def _get_or(self: Any, key: Any, default: Any = None) -> Any:
        return self.get(key, default if default is not None else _value_type(self).default_value())

    kind.prop("Comparer", "System.Collections.Generic.IEqualityComparer[TKey]")(_comparer)
    if "SortedList" in short:
        _positions(kind)
    if "Concurrent" in short:
        _concurrent(kind)


def _comparer(self: Any) -> Any:
    from pssh.objects.lib_compare import StringComparer

    return StringComparer("Ordinal", self.ignore_case)


def _positions(kind: NetType) -> None:
    @kind.method("IndexOfKey", "int IndexOfKey(TKey key)", raw=True)
    def _index_of_key(self: Any, key: Any) -> int:
        norm = self._norm(key)
        return next((place for place, item in enumerate(self._order()) if item == norm), -1)

    @kind.method("IndexOfValue", "int IndexOfValue(TValue value)", raw=True)
    def _index_of_value(self: Any, value: Any) -> int:
        from pssh.objects.compare import net_equals

        return next((place for place, item in enumerate(self.values()) if net_equals(item, value)), -1)

    @kind.method("RemoveAt", "void RemoveAt(int index)")
    def _remove_at(self: Any, index: int) -> None:
        self.remove(self.keys()[index])

    kind.method("GetKeyAtIndex", "TKey GetKeyAtIndex(int index)")(lambda self, index: self.keys()[index])
    kind.method("GetKey", "System.Object GetKey(int index)")(lambda self, index: self.keys()[index])
    kind.method("GetByIndex", "System.Object GetByIndex(int index)")(lambda self, index: self.values()[index])
    kind.method("GetValueAtIndex", "TValue GetValueAtIndex(int index)")(
        lambda self, index: self.values()[index]
    )


def _concurrent(kind: NetType) -> None:
    from pssh.objects.delegates import call_delegate

    @kind.method("TryRemove", "bool TryRemove(TKey key, [ref] TValue value)")
    def _try_remove(self: Any, key: Any, reference: PSReference) -> bool:
        found = bool(self.contains(key))
        reference.value = self.get(key) if found else _value_type(self).default_value()
        self.remove(key)
        return found

    @kind.method("TryUpdate", "bool TryUpdate(TKey key, TValue newValue, TValue comparisonValue)")
    def _try_update(self: Any, key: Any, new: Any, old: Any) -> bool:
        from pssh.objects.compare import net_equals

        if not self.contains(key) or not net_equals(self.get(key), old):
            return False
        self.set(key, new)
        return True

    @kind.method("GetOrAdd", "TValue GetOrAdd(TKey key, TValue value)", raw=True)
    def _get_or_add(self: Any, key: Any, value: Any) -> Any:
        if not self.contains(key):
            if hasattr(value, "invoke_as_delegate"):
                value = call_delegate(value, [key])
            self.set(key, convert(value, _value_type(self)))
        return self.get(key)

    @kind.method(
        "AddOrUpdate",
        "TValue AddOrUpdate(TKey key, TValue addValue, System.Func[TKey,TValue,TValue] updateValueFactory)",
        raw=True,
    )
    def _add_or_update(self: Any, key: Any, value: Any, update: Any) -> Any:
        if self.contains(key):
            value = call_delegate(update, [key, self.get(key)])
        elif hasattr(value, "invoke_as_delegate"):
            value = call_delegate(value, [key])
        self.set(key, convert(value, _value_type(self)))
        return self.get(key)

    kind.prop("IsEmpty", "bool")(lambda self: len(self) == 0)
    kind.method("ToArray", "System.Collections.Generic.KeyValuePair[TKey,TValue][] ToArray()")(
        lambda self: self.entries()
    )


for _kind in GENERIC:
    _declare_generic(_kind)
_positions(sorted_list)


@sorted_list.constructor(
    "System.Collections.SortedList new()",
    "System.Collections.SortedList new(System.Collections.IDictionary d)",
    "System.Collections.SortedList new(System.Collections.IComparer comparer)",
    raw=True,
)
def _new_sorted_list(*args: Any) -> Any:
    made = SortedDictionary(None, sorted_list, any(_ignores_case(arg) for arg in args))
    for arg in args:
        if isinstance(arg, BaseDictionary):
            made.update(arg.items())
    return made


# -- pairs -----------------------------------------------------------------------------------------

entry = net_type("System.Collections.DictionaryEntry", DictionaryEntry)
pair = net_type("System.Collections.Generic.KeyValuePair`2")

entry.alias("Name", "Key")
for _kind, _key, _value in ((entry, "System.Object", "System.Object"), (pair, "TKey", "TValue")):
    _kind.prop("Key", _key)(lambda self: self.key)
    _kind.prop("Value", _value)(lambda self: self.value)


def _set_key(self: DictionaryEntry, value: Any) -> None:
    self.key = value


def _set_value(self: DictionaryEntry, value: Any) -> None:
    self.value = value


entry.setter("Key")(_set_key)
entry.setter("Value")(_set_value)


@entry.constructor("System.Collections.DictionaryEntry new(System.Object key, System.Object value)")
def _new_entry(key: Any, value: Any) -> DictionaryEntry:
    return DictionaryEntry(key, value)


@pair.constructor("System.Collections.Generic.KeyValuePair[TKey,TValue] new(TKey key, TValue value)")
def _new_pair(net_type: NetType, key: Any, value: Any) -> KeyValuePair:
    return KeyValuePair(key, value, net_type)


_: Optional[Any] = resolve_type
