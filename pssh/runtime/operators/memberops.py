"""Members: `a.b`, `a.b()`, `[T]::b`, `a.b = c`. Instances of script classes are served right here."""

from typing import Any, Optional

from pssh.objects.collections import TypedArray
from pssh.objects.members import call_method, call_static, get_member, get_member_strict
from pssh.objects.members import set_member as put_member
from pssh.objects.members import set_static as put_static
from pssh.objects.nettype import NetType
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSObject

__all__ = [
    "invoke",
    "invoke_as",
    "invoke_static",
    "member",
    "member_name",
    "member_of",
    "set_member",
    "set_member_of",
    "set_static",
    "static_member",
]


def member(f: Any, target: Any, name: str) -> Any:
    """`target.name`."""
    cls = target.__class__
    if cls is PSObject:
        found = target.members.get(name, NOTHING)
        if found.__class__ in _PLAIN:
            return found
    elif cls is str:
        if name == "Length" and target.isascii():
            return len(target)
    elif cls is list or cls is TypedArray:
        if name == "Count" or name == "Length":
            return len(target)
    else:
        places = getattr(cls, "ps_fields", None)
        if places is not None:
            values = target.ps_values
            if name in values:
                return values[name]
            key = places.get(name.lower())
            if key is not None:
                return values[key]
    if target is NOTHING:
        target = None
    if f.scope.state.top.any_strict and f.scope.strict >= 2:
        return _strict(f, target, name)
    return get_member(target, name)


_PLAIN = frozenset((int, str, float, bool, list, type(None)))


def _strict(f: Any, target: Any, name: str) -> Any:
    if target is None:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "PropertyNotFoundStrict",
            f"The property '{name}' cannot be found on this object. Verify that the property exists.",
        )
    return get_member_strict(target, name)


def member_name(f: Any, value: Any) -> str:
    """A member's name that is computed: `$a.$name`."""
    if value.__class__ is str:
        return value
    from pssh.objects.tostring import to_string

    return to_string(value)


def member_of(f: Any, target: Any, key: Any) -> Any:
    """`target.$key`: a dictionary is asked for the key as it is, all else for a member of that name."""
    if key.__class__ is str:
        return member(f, target, key)
    if key.__class__ is PSObject and key.base is not None:
        key = key.base
    if not isinstance(key, str):
        holder = _dictionary(target)
        if holder is not None:
            if holder.contains(key):
                return holder.get(key)
            return _strict(f, None, member_name(f, key)) if f.scope.strict >= 2 else None
    return member(f, target, member_name(f, key))


def set_member_of(f: Any, target: Any, key: Any, value: Any) -> None:
    """`target.$key = value`."""
    holder = None if isinstance(key, str) else _dictionary(target)
    if holder is not None:
        from pssh.objects.errors import PSError
        from pssh.runtime.operators.values import set_index

        try:
            set_index(f, holder, key, value)
            return
        except PSError:
            pass  # an ordered dictionary has no such place: the name is a key
    set_member(f, target, member_name(f, key), value)


def _dictionary(target: Any) -> Any:
    """The dictionary `target` is, or None."""
    from pssh.objects.dictionaries import BaseDictionary

    if target.__class__ is PSObject:
        target = target.base
    return target if isinstance(target, BaseDictionary) else None


def _type(f: Any, value: Any) -> Any:
    """What stands before `::`: a type, its name, or an object of it."""
    if isinstance(value, NetType):
        return value
    if isinstance(value, PSObject) and isinstance(value.base, NetType):
        return value.base
    if isinstance(value, str):
        from pssh.runtime.operators.typeops import TypeRef

        found = TypeRef(value).find(f)
        if found is not None:
            return found
    if value is None or value is NOTHING:
        from pssh.objects.errors import ps_error

        raise ps_error("InvokeMethodOnNull", "You cannot call a method on a null-valued expression.")
    from pssh.objects.types import type_of

    return type_of(value)


def static_member(f: Any, target: Any, name: str) -> Any:
    """`[T]::name`."""
    from pssh.objects.members import lookup_static
    from pssh.objects.nothing import MISSING

    kind = _type(f, target)
    found = lookup_static(kind, name)
    if found is MISSING:
        if f.scope.strict >= 2:
            return _strict(f, kind, name)
        return None
    return found


def set_static(f: Any, target: Any, name: str, value: Any) -> None:
    """`[T]::name = value`."""
    put_static(_type(f, target), name, None if value is NOTHING else value)


def set_member(f: Any, target: Any, name: str, value: Any) -> None:
    """`target.name = value`."""
    if value is NOTHING:
        value = None
    setter = getattr(target.__class__, "ps_set", None)
    if setter is not None and setter(target, name, value):
        return
    put_member(None if target is NOTHING else target, name, value)


def invoke(f: Any, target: Any, name: str, args: Any, generic: Optional[Any] = None) -> Any:
    """`target.name(args)`."""
    cls = target.__class__
    methods = getattr(cls, "ps_methods", None)
    if methods is not None:
        group = methods.get(name)
        if group is None:
            group = methods.get(name.lower())
            if group is not None:
                methods[name] = group
        if group is not None:
            return group.call(f, target, args)
    if target is NOTHING:
        target = None
    if name in _ENUMERATED and target is not None:
        return _intrinsic(f, target, name, args)
    return call_method(target, name, args, generic or ())


_ENUMERATED = frozenset(("Invoke", "InvokeReturnAsIs", "GetNewClosure", "invoke", "getnewclosure"))


def _intrinsic(f: Any, target: Any, name: str, args: Any) -> Any:
    """The methods of script blocks that need the frame they are called from."""
    from pssh.runtime.scriptblock import ScriptBlock

    if target.__class__ is not ScriptBlock:
        return call_method(target, name, args)
    lower = name.lower()
    if lower == "getnewclosure":
        return target.get_new_closure(f.scope)
    from pssh.runtime.blockmethods import invoke_method

    return invoke_method(f, target, args, lower == "invokereturnasis")


def invoke_as(f: Any, kind: Any, target: Any, name: str, args: Any) -> Any:
    """`([Base]$object).name(args)`: a script class's own version of the method."""
    from pssh.objects.convert import convert

    made = kind.extra.get("script_class")
    if made is not None and isinstance(target, made.python):
        group = made.python.ps_methods.get(name.lower())
        if group is not None:
            return group.call(f, target, args)
    return invoke(f, convert(None if target is NOTHING else target, kind), name, args)


def invoke_static(f: Any, target: Any, name: str, args: Any, generic: Optional[Any] = None) -> Any:
    """`[T]::name(args)`."""
    kind = _type(f, target)
    make = kind.extra.get("invoke_static")
    if make is not None:
        return make(f, name, args)
    return call_static(kind, name, args, generic or ())
