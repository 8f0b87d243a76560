"""Members of any value: reading and setting properties, calling methods, statics and constructors.

Look-ups are decided by the exact Python class of the value and kept per (class, name as written).
"""

from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from pssh.objects import typedata
from pssh.objects.compare import enumerate_value
from pssh.objects.declare import Method, Property
from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.errors import NetException, PSError, ps_error
from pssh.objects.nettype import NetType
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.overloads import call, invocation_error, method_failure
from pssh.objects.psobject import (
    PSAliasProperty,
    PSMemberInfo,
    PSMethod,
    PSNoteProperty,
    PSObject,
    PSParameterizedProperty,
    PSProperty,
    PSScriptMethod,
)
from pssh.objects.types import on_members_changed, type_of

__all__ = [
    "call_method",
    "call_static",
    "find_property",
    "get_member",
    "get_member_strict",
    "get_static",
    "lookup",
    "members_of",
    "new_object",
    "find_property",
    "properties_of",
    "property_names",
    "set_member",
    "set_static",
]

_SMA = "System.Management.Automation."
# (Python class, or NetType where the object carries its type; name as written) -> what was found
_GETTERS: Dict[Tuple[Any, str], Any] = {}
_CALLS: Dict[Tuple[Any, str], Any] = {}


def _forget() -> None:
    _GETTERS.clear()
    _CALLS.clear()


on_members_changed(_forget)


# -- reading ---------------------------------------------------------------------------------------


def get_member(value: Any, name: str) -> Any:
    """The property (or method, unbound of its call) `name`; None when there is none."""
    found = lookup(value, name)
    return None if found is MISSING else found


def get_member_strict(value: Any, name: str) -> Any:
    """As get_member, but what is not there is an error (Set-StrictMode -Version 2 and later)."""
    found = lookup(value, name)
    if found is MISSING or not _counts_itself(value, name):
        raise ps_error(
            "PropertyNotFoundStrict",
            f"The property '{name}' cannot be found on this object. Verify that the property exists.",
            "NotSpecified",
            exception=_SMA + "PropertyNotFoundException",
        )
    return found


def _counts_itself(value: Any, name: str) -> bool:
    """Whether Count and Length are not the ones that scalars are given when nothing is strict."""
    if name.lower() not in ("count", "length"):
        return True
    if value is None or value is NOTHING:
        return False
    if value.__class__ is PSObject:
        return value.base is None or value.find(name) is not MISSING or _counts_itself(value.base, name)
    return type_of(value).find_member(name.lower()) is not None or enumerate_value(value) is not None


def lookup(value: Any, name: str) -> Any:
    """The member `name` of `value`, or MISSING."""
    cls = value.__class__
    if cls is PSObject:
        members = value.members
        if name in members:
            found = members[name]
        else:
            found = value.find(name)
        if found is MISSING:
            return _psobject_rest(value, name)
        if isinstance(found, PSMemberInfo):
            return found.get(value)
        return found
    getter = _GETTERS.get((cls, name))
    if getter is not None:
        return _read(getter, value, name)
    return _lookup_other(value, name)


def find_property(value: Any, name: str) -> Any:
    """A real property of `value` (no method, no member enumeration, no entry, no Count of all), or MISSING."""
    if value.__class__ is PSObject:
        found = value.find(name)
        if found is not MISSING:
            if isinstance(found, PSMemberInfo):
                return found.get(value) if found.is_property else MISSING
            return found
    if value is None or value is NOTHING:
        return MISSING
    getter = _GETTERS.get((value.__class__, name))
    if getter is not None:
        return _read(getter, value, name)
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        return extended.get(value) if extended.is_property else MISSING
    if value.__class__ is PSObject:
        return find_property(value.base, name) if value.base is not None else MISSING
    own = getattr(value, "ps_get_member", None)
    if own is not None:
        found = own(name)
        if found is not MISSING:
            return found
    member = type_of(value).find_member(lower)
    if isinstance(member, Property) and member.getter is not None:
        return _read(member.getter, value, name)
    return MISSING


def _read(getter: Callable[[Any], Any], value: Any, name: str) -> Any:
    try:
        return getter(value)
    except NetException as error:
        raise _get_failure(name, error) from error


def _get_failure(name: str, error: NetException) -> PSError:
    return ps_error(
        "ExceptionWhenGetting",
        f'Exception getting "{name}": "{error.message}"',
        "NotSpecified",
        exception=_SMA + "GetValueInvocationException",
        inner=error,
    )


def _psobject_rest(value: PSObject, name: str) -> Any:
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        return extended.get(value)
    if value.base is not None:
        return lookup(value.base, name)
    intrinsic = _intrinsic(value, lower)
    if intrinsic is not MISSING:
        return intrinsic
    if lower in ("count", "length"):
        return 1
    return _member_or_method(value, name, lower)


def _extended(value: Any, lower: str) -> Optional[PSMemberInfo]:
    if not typedata.TABLE:
        return None
    return typedata.find(value, lower)


def _lookup_other(value: Any, name: str) -> Any:
    kind = getattr(value, "net_type", None)
    if isinstance(value, BaseDictionary):
        if value.contains(name):
            return value.get(name)
        kind = value.__class__ if kind is None else kind
    if kind is not None:
        getter = _GETTERS.get((kind, name))
        if getter is not None:
            return _read(getter, value, name)
    lower = name.lower()
    if value is None or value is NOTHING:
        return 0 if lower in ("count", "length") else MISSING
    extended = _extended(value, lower)
    if extended is not None:
        return extended.get(value)
    own = getattr(value, "ps_get_member", None)
    if own is not None:
        found = own(name)
        if found is not MISSING:
            return found
    member = type_of(value).find_member(lower)
    if isinstance(member, Property) and member.getter is not None:
        if own is None:
            _GETTERS[(value.__class__ if kind is None else kind, name)] = member.getter
        return _read(member.getter, value, name)
    intrinsic = _intrinsic(value, lower)
    if intrinsic is not MISSING:
        return intrinsic
    if isinstance(member, Method):
        if member.kind == "ParameterizedProperty":
            return PSParameterizedProperty(member, value)
        return PSMethod(member, value)
    items = enumerate_value(value)
    if items is not None:
        return _enumerated(items, name, lower)
    if lower in ("count", "length"):
        return 1
    return _member_or_method(value, name, lower)


def _member_or_method(value: Any, name: str, lower: str) -> Any:
    member = type_of(value).find_member(lower)
    if isinstance(member, Method):
        return PSMethod(member, value)
    if lower in ("foreach", "where"):
        from pssh.objects.intrinsics import method_of

        return PSMethod(method_of(lower), value)
    return MISSING


def _enumerated(items: Iterator[Any], name: str, lower: str) -> Any:
    """Member enumeration: the values of the elements that have the member."""
    found: List[Any] = []
    for item in items:
        if item is None:
            continue
        value = _element(item, name, lower)
        if value is MISSING or value is NOTHING:
            continue
        inner = enumerate_value(value)
        if inner is None:
            found.append(value)
        else:
            found.extend(inner)
    if not found:
        return MISSING
    return found[0] if len(found) == 1 else found


def _element(item: Any, name: str, lower: str) -> Any:
    if lower in ("count", "length") and not isinstance(item, (list, BaseDictionary, PSObject, str)):
        member = type_of(item).find_member(lower)
        if member is None and enumerate_value(item) is None:
            return 1
    found = lookup(item, name)
    if found is MISSING and item.__class__ is PSObject and item.base is None:
        return None  # custom objects answer $null, all others drop out
    return found


def _intrinsic(value: Any, lower: str) -> Any:
    if lower[:2] == "ps":
        from pssh.objects.intrinsics import intrinsic

        return intrinsic(value, lower)
    return MISSING


# -- setting ---------------------------------------------------------------------------------------


def _cannot_find(name: str) -> PSError:
    return ps_error(
        "PropertyNotFound",
        f"The property '{name}' cannot be found on this object. Verify that the property exists and can be set.",
        "InvalidOperation",
        exception=_SMA + "RuntimeException",
    )


def set_member(value: Any, name: str, new: Any) -> None:
    """Set a property; a missing one is an error, on a dictionary it is an entry."""
    cls = value.__class__
    if new is NOTHING:
        new = None
    if cls is PSObject:
        members = value.members
        key = name if name in members else value.key_of(name)
        if key is not None:
            current = members[key]
            if isinstance(current, PSMemberInfo):
                current.put(value, new)
            else:
                members[key] = new
            return
    _set_other(value, name, new)


def _set_other(value: Any, name: str, new: Any) -> None:
    if value is None or value is NOTHING:
        raise _cannot_find(name)
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        extended.put(value, new)
        return
    if value.__class__ is PSObject:
        if value.base is None:
            raise _cannot_find(name)
        set_member(value.base, name, new)
        return
    if isinstance(value, BaseDictionary):
        value.set(name, new)
        return
    own = getattr(value, "ps_set_member", None)
    if own is not None and own(name, new):
        return
    member = type_of(value).find_member(lower)
    if isinstance(member, Property):
        put_property(value, member, new)
        return
    raise _cannot_find(name)


def put_property(target: Any, member: Property, new: Any) -> None:
    """Set a declared property of `target` (None: a static one)."""
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    if member.setter is None:
        raise ps_error("PropertyAssignmentException", f"'{member.name}' is a ReadOnly property.", "InvalidOperation")
    wanted = resolve_type(member.type_text)
    if wanted is not None:
        try:
            new = convert(new, wanted)
        except PSError as error:
            raise ps_error(
                "ExceptionWhenSetting",
                f'Exception setting "{member.name}": "{error.record.message}"',
                "NotSpecified",
                exception=_SMA + "SetValueInvocationException",
                inner=error.record.exception,
            ) from error
    try:
        if member.static:
            member.setter(new)
        else:
            member.setter(target, new)
    except NetException as error:
        raise ps_error(
            "ExceptionWhenSetting",
            f'Exception setting "{member.name}": "{error.message}"',
            "NotSpecified",
            exception=_SMA + "SetValueInvocationException",
            inner=error,
        ) from error


# -- calling ---------------------------------------------------------------------------------------


def call_method(value: Any, name: str, args: Sequence[Any], type_args: Sequence[Any] = ()) -> Any:
    """`value.name(args)`."""
    cls = value.__class__
    method = _CALLS.get((cls, name))
    if method is not None:
        return call(method, (value,), args)
    return _call_other(value, name, args, type_args)


def _call_other(value: Any, name: str, args: Sequence[Any], type_args: Sequence[Any]) -> Any:
    if value is None or value is NOTHING:
        raise ps_error("InvokeMethodOnNull", "You cannot call a method on a null-valued expression.")
    kind = getattr(value, "net_type", None)
    if kind is not None:
        method = _CALLS.get((kind, name))
        if method is not None:
            return call(method, (value,), args)
    lower = name.lower()
    if value.__class__ is PSObject:
        found = _own_method(value, name, lower, args)
        if found is not MISSING:
            return found
        if value.base is not None:
            return call_method(value.base, name, args, type_args)
    else:
        extended = _extended(value, lower)
        if extended is not None:
            return _call_member(value, extended, name, args)
    own = getattr(value, "ps_call_method", None)
    if own is not None:
        found = own(name, args)
        if found is not MISSING:
            return found
    actual = type_of(value)
    member = actual.find_member(lower)
    if isinstance(member, Method):
        if value.__class__ is not PSObject and own is None:
            _CALLS[(value.__class__ if kind is None else kind, name)] = member
        return call(member, (value,), args)
    if lower in ("foreach", "where"):
        from pssh.objects.intrinsics import run_intrinsic

        return run_intrinsic(value, lower, args)
    if isinstance(member, Property) or isinstance(value, BaseDictionary):
        held = lookup(value, name)
        if isinstance(held, PSMethod):
            return held.invoke(args)
        if isinstance(held, PSScriptMethod):
            return held.invoke(args)
    items = enumerate_value(value)
    if items is not None:
        return _call_each(value, items, name, args)
    if actual.full_name == "System.Type" or lower in ("gettype", "tostring", "equals", "gethashcode"):
        fallback = _object_method(lower)
        if fallback is not None:
            return call(fallback, (value,), args)
    raise method_not_found(actual.full_name, name)


def _object_method(lower: str) -> Optional[Method]:
    found = type_of(object()).find_member(lower)
    return found if isinstance(found, Method) else None


def _has_extended() -> bool:
    return bool(typedata.TABLE)


def method_not_found(type_name: str, name: str) -> PSError:
    return ps_error(
        "MethodNotFound",
        f"Method invocation failed because [{type_name}] does not contain a method named '{name}'.",
        "InvalidOperation",
    )


def _own_method(value: PSObject, name: str, lower: str, args: Sequence[Any]) -> Any:
    found = value.find(name)
    if found is MISSING:
        found = _extended(value, lower)
        if found is None:
            return MISSING
    return _call_member(value, found, name, args)


def _call_member(value: Any, found: Any, name: str, args: Sequence[Any]) -> Any:
    if isinstance(found, PSScriptMethod):
        return found.invoke_on(value, args)
    if isinstance(found, PSMemberInfo) and found.is_property:
        found = found.get(value)
    if isinstance(found, PSMethod):
        return found.invoke(args)
    raise method_not_found(type_of(value).full_name, name)


def _call_each(value: Any, items: Iterator[Any], name: str, args: Sequence[Any]) -> Any:
    """A method of the elements called through the collection."""
    found: List[Any] = []
    elements = list(items)
    if not elements:
        raise method_not_found(type_of(value).full_name, name)
    for item in elements:
        result = call_method(item, name, args)
        if result is NOTHING:
            continue
        inner = enumerate_value(result)
        if inner is None:
            found.append(result)
        else:
            found.extend(inner)
    if not found:
        return NOTHING
    return found[0] if len(found) == 1 else found


# -- statics ---------------------------------------------------------------------------------------


def get_static(wanted: NetType, name: str) -> Any:
    """`[T]::name`; None when there is none."""
    found = lookup_static(wanted, name)
    return None if found is MISSING else found


def lookup_static(wanted: NetType, name: str) -> Any:
    if wanted.kind == "enum":
        value = _enum_member(wanted, name)
        if value is not None:
            return value
    lower = name.lower()
    member = wanted.find_static(lower)
    if isinstance(member, Property) and member.getter is not None:
        try:
            return member.getter()
        except NetException as error:
            raise _get_failure(name, error) from error
    if isinstance(member, Method):
        return PSMethod(member, wanted)
    if lower == "new":
        constructor = wanted.find_constructor()
        if constructor is not None:
            return PSMethod(constructor, wanted)
    return MISSING


def _enum_member(wanted: NetType, name: str) -> Any:
    number = wanted.enum_values.get(name)
    if number is None:
        lower = name.lower()
        for key, candidate in wanted.enum_values.items():
            if key.lower() == lower:
                number = candidate
                break
    if number is None:
        return None
    from pssh.objects.enums import enum_value

    return enum_value(wanted, number)


def set_static(wanted: NetType, name: str, new: Any) -> None:
    """`[T]::name = value`."""
    member = wanted.find_static(name.lower())
    if not isinstance(member, Property):
        raise _cannot_find(name)
    put_property(None, member, None if new is NOTHING else new)


def call_static(wanted: NetType, name: str, args: Sequence[Any], type_args: Sequence[Any] = ()) -> Any:
    """`[T]::name(args)`; `new` is the constructor."""
    lower = name.lower()
    member = wanted.find_static(lower)
    if isinstance(member, Method):
        return call(member, (), args)
    if lower == "new":
        return new_object(wanted, args)
    if wanted.full_name != "System.Enum" and lower in ("equals", "referenceequals"):
        found = type_of(object()).find_static(lower)
        if isinstance(found, Method):
            return call(found, (), args)
    raise method_not_found(wanted.full_name, name)


def new_object(wanted: NetType, args: Sequence[Any] = ()) -> Any:
    """`[T]::new(args)`."""
    if wanted.kind == "array":
        return _new_array(wanted, args)
    constructor = wanted.find_constructor()
    count = len(args)
    if constructor is None:
        make = wanted.extra.get("new")
        if make is not None:
            return make(*args)
        if count == 0 and wanted.is_value_type:
            return wanted.default_value()
        raise ps_error(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "new" and the argument count: "{count}".'
            if wanted.kind not in ("interface",)
            else f"Method invocation failed because [{wanted.full_name}] does not contain a method named 'new'.",
            "NotSpecified",
            exception=_SMA + "MethodException",
        )
    if count == 0 and wanted.is_value_type and not any(
        len(overload.parameters(constructor.type_arguments)) == 0 for overload in constructor.overloads
    ):
        return wanted.default_value()
    return _construct(wanted, constructor, args)


def _new_array(wanted: NetType, args: Sequence[Any]) -> Any:
    """`[int[]]::new(3)`, `[int[,]]::new(2, 3)`."""
    from pssh.objects.collections import MultiArray
    from pssh.objects.convert import to_int
    from pssh.objects.lib_array import new_array

    element = wanted.element_type
    if len(args) != wanted.rank or element is None:
        raise ps_error(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "new" and the argument count: "{len(args)}".',
            "NotSpecified",
            exception=_SMA + "MethodException",
        )
    sizes = [to_int(arg) for arg in args]
    if min(sizes) < 0:
        raise invocation_error(
            ".ctor", len(args), NetException("System.OverflowException", "Arithmetic operation resulted in an overflow.")
        )
    return new_array(element, sizes[0]) if wanted.rank == 1 else MultiArray(element, sizes)


def _construct(wanted: NetType, constructor: Method, args: Sequence[Any]) -> Any:
    from pssh.objects.overloads import _converted, choose, plan_key

    plan = constructor.plans.get(plan_key(args))
    if plan is None:
        plan = choose(constructor, args)
    func, converters, packed, _void, overload = plan
    if converters is not None:
        args = _converted(constructor, overload, args, converters, packed)
    target = (wanted,) if wants_type(func) else ()
    try:
        return func(*target, *args)
    except NetException as error:
        raise invocation_error(".ctor", len(args), error) from error
    except PSError:
        raise
    except Exception as error:
        raise method_failure(".ctor", len(args), error) from error


def wants_type(func: Callable[..., Any]) -> bool:
    """A constructor whose first parameter is called `net_type` gets the (constructed) type there."""
    code = getattr(func, "__code__", None)
    return code is not None and code.co_argcount > 0 and code.co_varnames[0] == "net_type"


# -- listing ---------------------------------------------------------------------------------------


def members_of(value: Any, static: bool = False) -> List[PSMemberInfo]:
    """All members: those added to the object, of the type table, of its type; each bound to the object."""
    if static:
        return _static_members(value)
    found: Dict[str, PSMemberInfo] = {}
    base = value
    if value.__class__ is PSObject:
        for name, item in value.members.items():
            if isinstance(item, PSMemberInfo):
                found.setdefault(name.lower(), item.bound(value))
            else:
                found.setdefault(name.lower(), PSNoteProperty(name, item, value))
        base = value.base
    for member in typedata.members_for(value):
        found.setdefault(member.name.lower(), member.bound(value))
    own = getattr(base, "ps_members", None)
    if own is not None:
        for member in own():
            found.setdefault(member.name.lower(), member)
    target = value if base is None else base
    for lower, declared in type_of(value).all_members().items():
        if lower not in found:
            found[lower] = bind_declared(declared, target)
    return list(found.values())


def bind_declared(declared: Any, owner: Any) -> PSMemberInfo:
    """A declaration as a member of `owner`."""
    if isinstance(declared, Property):
        if declared.kind == "AliasProperty":
            return PSAliasProperty(declared.name, declared.target, None, owner)
        if declared.kind != "Property":
            from pssh.objects.psobject import PSCodeProperty

            return PSCodeProperty(
                declared.name, declared.getter, declared.setter, declared.type_text, declared.kind, owner
            )
        return PSProperty(declared, owner)
    if declared.kind == "ParameterizedProperty":
        return PSParameterizedProperty(declared, owner)
    return PSMethod(declared, owner)


def _static_members(value: Any) -> List[PSMemberInfo]:
    wanted = value if isinstance(value, NetType) else type_of(value)
    found: List[PSMemberInfo] = []
    constructor = wanted.find_constructor()
    if constructor is not None:
        member = PSMethod(constructor, wanted)
        member.name = "new"
        found.append(member)
    for declared in wanted.all_statics().values():
        found.append(bind_declared(declared, wanted))
    if wanted.kind == "enum":
        for name in wanted.enum_values:
            found.append(
                PSProperty(Property(name, wanted.full_name, lambda: None, static=True), wanted)
            )
    return found


def find_property(value: Any, name: str) -> Any:
    """The value of a real property, or MISSING: no methods, no enumeration, no `.Count` of single values."""
    cls = value.__class__
    if cls is PSObject:
        found = value.find(name)
        if found is not MISSING:
            if isinstance(found, PSMemberInfo):
                return found.get(value) if found.is_property else MISSING
            return found
        extended = _extended(value, name.lower())
        if extended is not None:
            return extended.get(value) if extended.is_property else MISSING
        return MISSING if value.base is None else find_property(value.base, name)
    getter = _GETTERS.get((cls, name))
    if getter is not None:
        return _read(getter, value, name)
    if value is None or value is NOTHING:
        return MISSING
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        return extended.get(value) if extended.is_property else MISSING
    own = getattr(value, "ps_get_member", None)
    if own is not None:
        found = own(name)
        if found is not MISSING:
            return MISSING if getattr(found, "is_property", True) is False else found
    member = type_of(value).find_member(lower)
    if isinstance(member, Property) and member.getter is not None:
        return _read(member.getter, value, name)
    return MISSING


def properties_of(value: Any) -> List[Tuple[str, Any]]:
    """The properties with their values, in PowerShell's order; one that throws counts as None."""
    if value.__class__ is PSObject and value.base is None and not _has_extended():
        return [
            (name, _safe(item, value) if isinstance(item, PSMemberInfo) else item)
            for name, item in value.members.items()
            if not isinstance(item, PSMemberInfo) or item.is_property and not item.hidden
        ]
    return [
        (member.name, _safe(member, member.owner))
        for member in members_of(value)
        if member.is_property and not member.hidden
    ]


def property_names(value: Any) -> List[str]:
    """The names of the properties, in PowerShell's order."""
    if value.__class__ is PSObject and value.base is None and not _has_extended():
        return [
            name
            for name, item in value.members.items()
            if not isinstance(item, PSMemberInfo) or item.is_property and not item.hidden
        ]
    return [member.name for member in members_of(value) if member.is_property and not member.hidden]


def _safe(member: PSMemberInfo, owner: Any) -> Any:
    try:
        return member.get(owner)
    except Exception:
        return None
