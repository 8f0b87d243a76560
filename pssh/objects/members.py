"""Members of any value: reading and setting properties, calling methods.

Look-ups are decided by the exact Python class of the value and kept per (class, name as written).
"""

from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from pssh.objects import typedata
from pssh.objects.compare import add_elements, enumerate_value
from pssh.objects.declare import Method, Property
from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.errors import NetException, ps_error
from pssh.objects.member_errors import cannot_find, get_failure, method_not_found, set_failure
from pssh.objects.member_list import members_of, properties_of, property_names
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.overloads import call
from pssh.objects.psobject import (
    PSMemberInfo,
    PSMethod,
    PSObject,
    PSParameterizedProperty,
    PSScriptMethod,
)
from pssh.objects.statics import (
    call_static,
    get_static,
    lookup_static,
    new_object,
    put_property,
    set_static,
    wants_type,
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
    "lookup_static",
    "members_of",
    "new_object",
    "properties_of",
    "property_names",
    "put_property",
    "set_member",
    "set_static",
    "wants_type",
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
        found = members[name] if name in members else value.find(name)
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
    """A real property of `value` (no method, no member enumeration, no entry), or MISSING."""
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
        raise get_failure(name, error) from error


def _psobject_rest(value: PSObject, name: str) -> Any:
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        return extended.get(value)
    if value.base is not None:
        # `.psobject` and `.pstypenames` are of the object with its own members, not of what it wraps
        own = lower in ("psobject", "pstypenames", "psextended")
        intrinsic = _intrinsic(value, lower) if own else MISSING
        return lookup(value.base, name) if intrinsic is MISSING else intrinsic
    intrinsic = _intrinsic(value, lower)
    if intrinsic is not MISSING:
        return intrinsic
    if lower in ("count", "length"):
        return 1
    return _member_or_method(value, lower)


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
    return _member_or_method(value, lower)


def _member_or_method(value: Any, lower: str) -> Any:
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
        if value is not MISSING and value is not NOTHING:
            add_elements(found, value)
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


def _shown_type(value: Any) -> str:
    """The type an error names: the first of an object's own names, if it has any."""
    names = value.type_names if value.__class__ is PSObject else None
    return str(names[0]) if names else type_of(value).full_name


def _intrinsic(value: Any, lower: str) -> Any:
    if lower[:2] == "ps":
        from pssh.objects.intrinsics import intrinsic

        return intrinsic(value, lower)
    return MISSING


# -- setting ---------------------------------------------------------------------------------------


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
        raise cannot_find(name, "PropertyNotFound")
    lower = name.lower()
    extended = _extended(value, lower)
    if extended is not None:
        extended.put(value, new)
        return
    if value.__class__ is PSObject:
        if value.base is None:
            raise set_failure(name, cannot_find(name))
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
    raise cannot_find(name)


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
    raise method_not_found(_shown_type(value) if value.__class__ is PSObject else actual.full_name, name)


def _object_method(lower: str) -> Optional[Method]:
    found = type_of(object()).find_member(lower)
    return found if isinstance(found, Method) else None


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
    raise method_not_found(_shown_type(value), name)


def _call_each(value: Any, items: Iterator[Any], name: str, args: Sequence[Any]) -> Any:
    """A method of the elements called through the collection."""
    found: List[Any] = []
    elements = list(items)
    if not elements:
        raise method_not_found(_shown_type(value), name)
    for item in elements:
        result = call_method(item, name, args)
        if result is not NOTHING:
            add_elements(found, result)
    if not found:
        return NOTHING
    return found[0] if len(found) == 1 else found
