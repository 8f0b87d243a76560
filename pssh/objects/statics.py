"""Static members and constructors: `[T]::name`, `[T]::name(args)`, `[T]::new(args)`."""

from typing import Any, Callable, Sequence

from pssh.objects.declare import Method, Property
from pssh.objects.errors import NetException, PSError, ps_error
from pssh.objects.member_errors import cannot_find, get_failure, method_not_found
from pssh.objects.nettype import NetType
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.overloads import call, invocation_error, method_failure
from pssh.objects.psobject import PSMethod
from pssh.objects.types import type_of

__all__ = [
    "call_static",
    "get_static",
    "lookup_static",
    "new_object",
    "put_property",
    "set_static",
    "wants_type",
]

_SMA = "System.Management.Automation."


def get_static(wanted: NetType, name: str) -> Any:
    """`[T]::name`; None when there is none."""
    found = lookup_static(wanted, name)
    return None if found is MISSING else found


def lookup_static(wanted: NetType, name: str) -> Any:
    """`[T]::name`; MISSING when there is none. A method comes bound to its type."""
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
            raise get_failure(name, error) from error
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
        raise cannot_find(name)
    put_property(None, member, None if new is NOTHING else new)


def call_static(wanted: NetType, name: str, args: Sequence[Any], type_args: Sequence[Any] = ()) -> Any:
    """`[T]::name(args)`; `new` is the constructor."""
    lower = name.lower()
    member = wanted.find_static(lower)
    if type_args:
        generic = wanted.extra.get("generic_statics", {}).get(lower)
        if generic is not None:
            return generic(type_args, *args)
        if lower in wanted.extra.get("type_first", ()):  # [Enum]::Parse[T](text) is [Enum]::Parse([T], text)
            args = [*type_args, *args]
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
    if (
        count == 0
        and wanted.is_value_type
        and not any(
            len(overload.parameters(constructor.type_arguments)) == 0 for overload in constructor.overloads
        )
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
            ".ctor",
            len(args),
            NetException("System.OverflowException", "Arithmetic operation resulted in an overflow."),
        )
    return new_array(element, sizes[0]) if wanted.rank == 1 else MultiArray(element, sizes)


def _construct(wanted: NetType, constructor: Method, args: Sequence[Any]) -> Any:
    from pssh.objects.overloads import choose, converted_arguments, plan_key

    plan = constructor.plans.get(plan_key(args))
    if plan is None:
        plan = choose(constructor, args)
    func, converters, packed, _void, overload = plan
    if converters is not None:
        args = converted_arguments(constructor, overload, args, converters, packed)
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


def put_property(target: Any, member: Property, new: Any) -> None:
    """Set a declared property of `target` (None: a static one)."""
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    if member.setter is None:
        raise ps_error(
            "PropertyAssignmentException", f"'{member.name}' is a ReadOnly property.", "InvalidOperation"
        )
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
