"""The registry of types: names to NetType, values to NetType, and how a family declares its types."""

import sys
from typing import Any, Dict, List, Optional, Sequence, Tuple

from pssh.objects.collections import ArrayList, ByteArray
from pssh.objects.dictionaries import (
    DictionaryEntry,
    Hashtable,
    ListDictionary,
    OrderedDictionary,
    OrderedHashtable,
)
from pssh.objects.exceptions import exception_bases, full_exception_name
from pssh.objects.nettype import NetType
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    Int16,
    Int64,
    IntPtr,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)
from pssh.objects.psobject import PSObject
from pssh.objects.switch import SwitchParameter
from pssh.objects.typenames import ACCELERATORS, TypeText, accelerator_of, read_type_name

__all__ = [
    "NetType",
    "default_value",
    "definition_type_name",
    "enum_type",
    "exception_type",
    "is_instance",
    "net_type",
    "resolve_type",
    "type_names",
    "type_of",
]

_TYPES: Dict[str, NetType] = {}
_BY_CLASS: Dict[type, NetType] = {}
_RESOLVED: Dict[Any, Optional[NetType]] = {}
_LISTENERS: List[Any] = []

_NUMBER_INTERFACES = ("System.IComparable", "System.IFormattable", "System.IConvertible")
_LIST = ("System.Collections.IList",)
_DICT = ("System.Collections.IDictionary",)

# full name, python class, base, interfaces, kind, module of the members
_CORE: Tuple[Tuple[Any, ...], ...] = (
    ("System.Object", object, None, (), "class", "lib_object"),
    ("System.ValueType", None, "System.Object", (), "class", ""),
    ("System.Enum", None, "System.ValueType", _NUMBER_INTERFACES, "class", "lib_enum"),
    ("System.Void", None, "System.ValueType", (), "struct", ""),
    ("System.String", str, "System.Object",
     ("System.IComparable", "System.Collections.Generic.IEnumerable[System.Char]", "System.ICloneable",
      "System.IConvertible", "System.Collections.IEnumerable"), "class", "lib_string"),
    ("System.Char", Char, "System.ValueType", ("System.IComparable", "System.IConvertible"), "struct", "lib_char"),
    ("System.Boolean", bool, "System.ValueType", ("System.IComparable", "System.IConvertible"), "struct",
     "lib_number"),
    ("System.Int32", int, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Int64", Int64, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.UInt32", UInt32, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.UInt64", UInt64, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Int16", Int16, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.UInt16", UInt16, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Byte", Byte, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.SByte", SByte, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.IntPtr", IntPtr, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Double", float, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Single", Single, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_number"),
    ("System.Decimal", None, "System.ValueType", _NUMBER_INTERFACES, "struct", "lib_decimal"),
    ("System.Numerics.BigInteger", BigInteger, "System.ValueType", _NUMBER_INTERFACES, "struct",
     "lib_big_integer"),
    ("System.Array", None, "System.Object", (*_LIST, "System.ICloneable"), "class", "lib_array"),
    ("System.Collections.ArrayList", ArrayList, "System.Object", (*_LIST, "System.ICloneable"), "class", "lib_list"),
    ("System.Collections.Generic.List`1", None, "System.Object",
     ("System.Collections.Generic.IList[T]", "System.Collections.IList",
      "System.Collections.Generic.IReadOnlyList[T]"), "class", "lib_list"),
    ("System.Collections.ObjectModel.Collection`1", None, "System.Object",
     ("System.Collections.Generic.IList[T]", "System.Collections.IList",
      "System.Collections.Generic.IReadOnlyList[T]"), "class", "lib_list"),
    ("System.Collections.ObjectModel.ReadOnlyCollection`1", None, "System.Object",
     ("System.Collections.Generic.IList[T]", "System.Collections.IList",
      "System.Collections.Generic.IReadOnlyList[T]"), "class", "lib_list"),
    ("System.Collections.Hashtable", Hashtable, "System.Object", (*_DICT, "System.ICloneable"), "class", "lib_dict"),
    ("System.Collections.Specialized.OrderedDictionary", OrderedDictionary, "System.Object",
     ("System.Collections.Specialized.IOrderedDictionary", *_DICT), "class", "lib_dict"),
    ("System.Management.Automation.OrderedHashtable", OrderedHashtable, "System.Collections.Hashtable",
     (*_DICT, "System.ICloneable"), "class", "lib_dict"),
    ("System.Collections.ListDictionaryInternal", ListDictionary, "System.Object", _DICT, "class", "lib_dict"),
    ("System.Collections.Generic.Dictionary`2", None, "System.Object",
     ("System.Collections.Generic.IDictionary[TKey,TValue]", *_DICT), "class", "lib_dict"),
    ("System.Collections.Generic.OrderedDictionary`2", None, "System.Object",
     ("System.Collections.Generic.IDictionary[TKey,TValue]", *_DICT), "class", "lib_dict"),
    ("System.Collections.Generic.SortedDictionary`2", None, "System.Object",
     ("System.Collections.Generic.IDictionary[TKey,TValue]", *_DICT), "class", "lib_dict"),
    ("System.Collections.Generic.SortedList`2", None, "System.Object",
     ("System.Collections.Generic.IDictionary[TKey,TValue]", *_DICT), "class", "lib_dict"),
    ("System.Collections.Concurrent.ConcurrentDictionary`2", None, "System.Object",
     ("System.Collections.Generic.IDictionary[TKey,TValue]", *_DICT), "class", "lib_dict"),
    ("System.Collections.SortedList", None, "System.Object", (*_DICT, "System.ICloneable"), "class", "lib_dict"),
    ("System.Collections.DictionaryEntry", DictionaryEntry, "System.ValueType", (), "struct", "lib_dict"),
    ("System.Collections.Generic.KeyValuePair`2", None, "System.ValueType", (), "struct", "lib_dict"),
    ("System.Type", NetType, "System.Reflection.MemberInfo", (), "class", "lib_type"),
    ("System.Reflection.MemberInfo", None, "System.Object", (), "class", ""),
    ("System.Reflection.TypeInfo", None, "System.Type", (), "class", ""),
    ("System.RuntimeType", None, "System.Reflection.TypeInfo", (), "class", ""),
    ("System.Nullable`1", None, "System.ValueType", (), "struct", ""),
    ("System.Exception", None, "System.Object", (), "class", "lib_exception"),
    ("System.Management.Automation.PSObject", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.PSCustomObject", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.PSReference", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.PSReference`1", None, "System.Management.Automation.PSReference", (), "class", ""),
    ("System.Management.Automation.SwitchParameter", SwitchParameter, "System.ValueType", (), "struct", "lib_psobject"),
    ("System.Management.Automation.Internal.AutomationNull", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.Language.NullString", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.LanguagePrimitives", None, "System.Object", (), "class", "lib_psobject"),
    ("System.Management.Automation.ErrorRecord", None, "System.Object", (), "class", "lib_exception"),
    ("System.Management.Automation.ErrorCategoryInfo", None, "System.Object", (), "class", "lib_exception"),
    ("System.Management.Automation.ErrorDetails", None, "System.Object", (), "class", "lib_exception"),
    ("System.MulticastDelegate", None, "System.Delegate", (), "class", ""),
    ("System.Delegate", None, "System.Object", (), "class", "lib_delegate"),
    ("System.StringComparer", None, "System.Object", ("System.Collections.IComparer",
     "System.Collections.IEqualityComparer"), "class", "lib_compare"),
)  # fmt: skip

_GENERIC_PARAMETERS = {
    "`1": ("T",),
    "`2": ("TKey", "TValue"),
}

_INTERFACES = {
    "System.IComparable": "",
    "System.IComparable`1": "",
    "System.IEquatable`1": "",
    "System.IFormattable": "",
    "System.IFormatProvider": "",
    "System.IConvertible": "",
    "System.ICloneable": "",
    "System.IDisposable": "",
    "System.Collections.IEnumerable": "",
    "System.Collections.IEnumerator": "",
    "System.Collections.IComparer": "",
    "System.Collections.IEqualityComparer": "",
    "System.Collections.IDictionaryEnumerator": "System.Collections.IEnumerator",
    "System.Collections.ICollection": "System.Collections.IEnumerable",
    "System.Collections.IList": "System.Collections.ICollection",
    "System.Collections.IDictionary": "System.Collections.ICollection",
    "System.Collections.Specialized.IOrderedDictionary": "System.Collections.IDictionary",
    "System.Collections.Generic.IComparer`1": "",
    "System.Collections.Generic.IEqualityComparer`1": "",
    "System.Collections.Generic.IEnumerator`1": "System.Collections.IEnumerator",
    "System.Collections.Generic.IEnumerable`1": "System.Collections.IEnumerable",
    "System.Collections.Generic.ICollection`1": "System.Collections.Generic.IEnumerable[T]",
    "System.Collections.Generic.IList`1": "System.Collections.Generic.ICollection[T]",
    "System.Collections.Generic.IReadOnlyCollection`1": "System.Collections.Generic.IEnumerable[T]",
    "System.Collections.Generic.IReadOnlyList`1": "System.Collections.Generic.IReadOnlyCollection[T]",
    "System.Collections.Generic.ISet`1": "System.Collections.Generic.ICollection[T]",
    "System.Collections.Generic.IDictionary`2": "System.Collections.IEnumerable",
    "System.Collections.Generic.IReadOnlyDictionary`2": "System.Collections.IEnumerable",
    "System.Management.Automation.IArgumentCompleter": "",
    "System.Management.Automation.IArgumentCompleterFactory": "",
    "System.Management.Automation.IDynamicParameters": "",
    "System.Management.Automation.IValidateSetValuesGenerator": "",
    "System.Management.Automation.IModuleAssemblyInitializer": "",
}

_DELEGATES = (
    "System.Action System.Func`1 System.Func`2 System.Func`3 System.Func`4 System.Func`5 System.Action`1 "
    "System.Action`2 System.Action`3 System.Action`4 System.Predicate`1 System.Comparison`1 System.Converter`2 "
    "System.EventHandler System.EventHandler`1 System.Threading.ThreadStart "
    "System.Threading.ParameterizedThreadStart System.Threading.TimerCallback System.Threading.WaitCallback "
    "System.Text.RegularExpressions.MatchEvaluator"
)


def net_type(
    full_name: str,
    py_class: Optional[type] = None,
    base: Any = None,
    interfaces: Sequence[Any] = (),
    kind: str = "",
) -> NetType:
    """Declare a type, or take up the one of that name for more declarations.

    `py_class` is the Python class whose instances are of this type (leave it out where the instances carry a
    `net_type` attribute of their own). `kind` is class, struct, interface or enum.
    """
    lower = full_name.lower()
    made = _TYPES.get(lower)
    if made is None:
        made = NetType(full_name, py_class, base or "System.Object", interfaces, kind or "class")
        if "`" in full_name:
            made.generic_parameters = _parameters_of(full_name)
        # Its members follow in that module: other threads that find the type wait until it is imported.
        made.pending = (sys._getframe(1).f_globals["__name__"],)
        _TYPES[lower] = made
        _RESOLVED.clear()
    else:
        if base is not None and base != made._base and full_name != "System.Object":
            made.base_type = base
        if interfaces:
            made._interfaces = tuple(dict.fromkeys((*made._interfaces, *interfaces)))
            made._supers = None
        if kind:
            made.kind = kind
    if py_class is not None:
        made.py_class = py_class
        _BY_CLASS[py_class] = made
    return made


def _parameters_of(full_name: str) -> Tuple[str, ...]:
    arity = full_name.rpartition("`")[2]
    if not arity.isdigit():  # a type nested in a generic one
        return ()
    if full_name.startswith(("System.Func", "System.Action", "System.Tuple", "System.ValueTuple")):
        count = int(arity)
        names = tuple(f"T{index + 1}" for index in range(count))
        return (*names[:-1], "TResult") if full_name.startswith("System.Func") else names
    if full_name.endswith("PriorityQueue`2"):
        return ("TElement", "TPriority")
    if full_name.startswith("System.Converter"):
        return ("TInput", "TOutput")
    known = _GENERIC_PARAMETERS.get("`" + arity)
    return known or tuple(f"T{index + 1}" for index in range(int(arity)))


def enum_type(full_name: str, values: str, flags: bool = False, underlying: str = "System.Int32") -> NetType:
    """Declare an enum: `values` is "A B C=5 D" (numbers go on from the last; hex allowed)."""
    made = net_type(full_name, None, "System.Enum", kind="enum")
    made.enum_flags = flags
    made.underlying = underlying
    number = -1
    for word in values.split():
        name, equals, text = word.partition("=")
        number = int(text, 0) if equals else number + 1
        made.enum_values[name] = number
    return made


def _register_core() -> None:
    for full_name, py_class, base, interfaces, kind, module in _CORE:
        made = NetType(full_name, py_class, base, interfaces, kind)
        if module:
            made.pending = ("pssh.objects." + module,)
        if "`" in full_name:
            made.generic_parameters = _parameters_of(full_name)
        _TYPES[full_name.lower()] = made
        if py_class is not None:
            _BY_CLASS[py_class] = made
    _BY_CLASS[list] = _TYPES["system.object"].array_type()
    _BY_CLASS[tuple] = _BY_CLASS[list]
    _BY_CLASS[ByteArray] = _TYPES["system.byte"].array_type()
    _BY_CLASS[type(NOTHING)] = _TYPES["system.object"]


def _late(lower: str) -> Optional[NetType]:
    """A type not yet in the registry: of a family, an interface, a delegate, an enum, an exception."""
    from pssh.objects.families import family_of

    module = family_of(lower)
    if module:
        from importlib import import_module

        try:
            import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
        found = _TYPES.get(lower)
        if found is not None:
            return found
    for name, inherited in _INTERFACES.items():
        if name.lower() == lower:
            made = net_type(name, None, None, (inherited,) if inherited else (), "interface")
            made._base = None
            made.pending = ("pssh.objects.lib_interfaces",)
            return made
    for name in _DELEGATES.split():
        if name.lower() == lower:
            return net_type(name, None, "System.MulticastDelegate")
    known = full_exception_name(lower)
    if known is not None:
        return exception_type(known)
    from pssh.objects.enums import declare_enum

    found = declare_enum(lower)
    return found if isinstance(found, NetType) else None


def exception_type(type_name: str) -> NetType:
    """The type of an exception; one that is not in the table derives from System.Exception."""
    lower = type_name.lower()
    found = _TYPES.get(lower)
    if found is None:
        bases = exception_bases(type_name)
        found = net_type(type_name, None, bases[1] if len(bases) > 1 else "System.Object")
        found.pending = ("pssh.objects.lib_exception",)
        found.extra["exception"] = True
    return found


def _lookup(lower: str) -> Optional[NetType]:
    found = _TYPES.get(lower)
    if found is None:
        found = _late(lower)
    return found


def _named(name: str, arity: int) -> Optional[NetType]:
    """The type of that name (without arguments): accelerator, full name, or without `System.`."""
    lower = name.lower()
    if arity and "`" not in lower:
        full = ACCELERATORS.get(lower)
        lower = f"{full.lower() if full else lower}`{arity}"
    elif lower in ACCELERATORS:
        lower = ACCELERATORS[lower].lower()
    found = _lookup(lower)
    if found is None:
        found = _lookup("system." + lower)
    return found


def forget_resolved(name: str) -> None:
    """The next use of a type's name is looked up again."""
    for key in [each for each in _RESOLVED if isinstance(each, str) and each.lower() == name.lower()]:
        del _RESOLVED[key]


def resolve_type(name: str, generic: Sequence[Any] = ()) -> Optional[NetType]:
    """The type a name stands for, ignoring case; None when there is none.

    `name` may be an accelerator, go without `System.`, have arguments and array marks ("List[int][]"), or an
    assembly after a comma. `generic` gives the arguments as types.
    """
    key = (name, tuple(generic)) if generic else name
    try:
        return _RESOLVED[key]
    except KeyError:
        pass
    text = read_type_name(name)
    found = None
    if text is not None:
        if generic and not text.arguments:
            found = construct(text.name, tuple(generic))
            for rank in text.ranks:
                found = found.array_type(rank) if found is not None else None
        else:
            found = _from_text(text)
    if found is not None or "." not in name:
        _RESOLVED[key] = found
    return found


def _from_text(text: TypeText) -> Optional[NetType]:
    if text.arguments:
        arguments = tuple(_from_text(argument) for argument in text.arguments)
        if any(argument is None for argument in arguments):
            return None
        found = construct(text.name, arguments)
    else:
        found = _named(text.name, 0)
        if found is None and "`" not in text.name:
            found = None
    for rank in text.ranks:
        if found is not None:
            found = found.array_type(rank)
    return found


def construct(name: str, arguments: Tuple[Any, ...]) -> Optional[NetType]:
    """A generic type with its arguments."""
    definition = _named(name, len(arguments))
    if definition is None:
        return None
    if not definition.generic_parameters or len(definition.generic_parameters) != len(arguments):
        return None
    if definition.full_name == "System.Nullable`1" and not arguments[0].is_value_type:
        return None
    inner = ",".join(f"[{argument.qualified_name}]" for argument in arguments)
    full_name = f"{definition.full_name}[{inner}]"
    made = _TYPES.get(full_name.lower())
    if made is None:
        made = NetType(
            full_name, definition.py_class, definition._base, definition._interfaces, definition.kind
        )
        made.definition = definition
        made.generic_arguments = arguments
        _TYPES[full_name.lower()] = made
    return made


def type_of(value: Any) -> NetType:
    """The type `GetType()` gives; of $null System.Object."""
    found = _BY_CLASS.get(value.__class__)
    if found is not None:
        return found
    return _type_of_other(value)


_DESERIALIZED_CUSTOM = "Deserialized.System.Management.Automation.PSCustomObject"


def _type_of_other(value: Any) -> NetType:
    cls = value.__class__
    if cls is PSObject:
        if value.base is not None:
            return type_of(value.base)
        names = value.type_names
        if names and names[0].startswith("Deserialized.") and names[0] != _DESERIALIZED_CUSTOM:
            return _TYPES["system.management.automation.psobject"]
        return _TYPES["system.management.automation.pscustomobject"]
    own: Optional[NetType] = getattr(value, "net_type", None)
    if own is not None:
        return own
    if value is None:
        return _TYPES["system.object"]
    if cls.__name__ == "Decimal":
        return net_type("System.Decimal", cls)
    declared = getattr(cls, "net_type_name", None) or getattr(cls, "net_name", None)
    if declared is not None:
        found = resolve_type(declared)
        if found is not None:
            _BY_CLASS[cls] = found
            return found
    for base in cls.__mro__[1:-1]:
        if base in _BY_CLASS:
            _BY_CLASS[cls] = _BY_CLASS[base]
            return _BY_CLASS[base]
    if cls.__module__.startswith("pssh.objects."):
        # error records and member kinds: their class is not of the core table, their family knows it
        found = resolve_type("System.Management.Automation." + cls.__name__)
        if found is not None:
            found.load()
            return _BY_CLASS.get(cls, found)
    return net_type(f"{cls.__module__}.{cls.__name__}", cls)


def type_names(value: Any) -> Tuple[str, ...]:
    """PSTypeNames: own names of the object if it has any, else its type and bases."""
    if value.__class__ is PSObject and value.type_names is not None:
        return tuple(value.type_names)
    own = getattr(value, "type_names", None)
    if own is not None and not isinstance(value, PSObject):
        return tuple(own)
    return tuple(base.full_name for base in type_of(value).bases())


def is_instance(value: Any, wanted: NetType) -> bool:
    """The -is operator: never true of $null."""
    if value is None or value is NOTHING:
        return False
    name = wanted.full_name
    if value.__class__ is PSObject:
        if name in ("System.Management.Automation.PSObject", "System.Management.Automation.PSCustomObject"):
            return True
        if value.base is None:
            return name == "System.Object"
        value = value.base
    actual = type_of(value)
    if actual is wanted:
        return True
    if wanted.kind == "generic" or (wanted.definition is None and wanted.generic_parameters):
        return False
    if wanted.definition is not None and wanted.definition.full_name == "System.Nullable`1":
        return actual is wanted.generic_arguments[0]
    return wanted.is_assignable_from(actual)


_DEFAULTS: Dict[str, Any] = {
    "System.Boolean": False,
    "System.Int32": 0,
    "System.Int64": Int64(0),
    "System.UInt32": UInt32(0),
    "System.UInt64": UInt64(0),
    "System.Int16": Int16(0),
    "System.UInt16": UInt16(0),
    "System.Byte": Byte(0),
    "System.SByte": SByte(0),
    "System.IntPtr": IntPtr(0),
    "System.Double": 0.0,
    "System.Single": Single(0.0),
    "System.Char": Char("\0"),
    "System.Numerics.BigInteger": BigInteger(0),
}


def default_value(wanted: NetType) -> Any:
    """default(T)."""
    known = _DEFAULTS.get(wanted.full_name)
    if known is not None:
        return known
    if wanted.kind == "enum":
        from pssh.objects.enums import enum_value

        return enum_value(wanted, 0)
    if wanted.full_name == "System.Decimal":
        from decimal import Decimal

        return Decimal(0)
    if wanted.kind == "struct" and wanted.definition is None:
        make = wanted.extra.get("default")
        if make is None:
            wanted.load()
            make = wanted.extra.get("default")
        return make() if make is not None else None
    return None


def short_type_name(wanted: NetType) -> str:
    """The name of a type without its namespace, an accelerator where there is one (`int`, `FileInfo`)."""
    if wanted.kind == "array" and wanted.element_type is not None:
        return f"{short_type_name(wanted.element_type)}[{',' * (wanted.rank - 1)}]"
    if wanted.generic_arguments and wanted.definition is not None:
        inner = ",".join(short_type_name(argument) for argument in wanted.generic_arguments)
        return f"{wanted.definition.name.partition('`')[0]}[{inner}]"
    return accelerator_of(wanted.full_name) or wanted.name


def definition_type_name(wanted: NetType) -> str:
    """The name of a type as the definitions of members print it (`string`, `System.IO.FileInfo`)."""
    return accelerator_of(wanted.full_name) or wanted.ps_name


def members_changed() -> None:
    """A declaration was added after a look-up: drop what callers cached."""
    for listener in _LISTENERS:
        listener()


def on_members_changed(listener: Any) -> None:
    """Call `listener` whenever a declaration is added after a look-up."""
    _LISTENERS.append(listener)


_register_core()
