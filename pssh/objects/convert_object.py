"""Conversion to all other types: lists, dictionaries, delegates, Parse, a constructor, properties."""

from typing import Any, Callable, Optional

from pssh.objects.collections import GenericList
from pssh.objects.convert import cannot_convert, cast_error, convert, elements_of, to_string
from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.errors import PSError
from pssh.objects.nettype import NetType
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.overloads import is_delegate
from pssh.objects.psobject import PSObject, unwrap
from pssh.objects.types import is_instance, resolve_type

__all__ = ["object_converter", "settable"]


def object_converter(wanted: NetType) -> Callable[[Any], Any]:
    """The function that converts to a type without rules of its own."""
    wanted.load()
    own = wanted.extra.get("convert")

    def to_object(value: Any) -> Any:
        if is_instance(value, wanted):
            return unwrap(value)
        if value is None or value is NOTHING:
            if wanted.is_value_type:
                raise cannot_convert(None, wanted, "nullToStructInvalidCast")
            return None
        value = unwrap(value)
        if own is not None:
            found = own(value)
            if found is not MISSING:
                return found
        found = _from_value(value, wanted)
        if found is MISSING:
            raise cannot_convert(value, wanted)
        return found

    return to_object


def _from_value(value: Any, wanted: NetType) -> Any:
    own = getattr(value, "ps_convert_to", None)
    if own is not None:
        found = own(wanted)
        if found is not MISSING:
            return found
    if is_delegate(wanted):
        return _to_delegate(value, wanted)
    if wanted.kind == "interface":
        return _to_interface(value, wanted)
    found = _collection(value, wanted)
    if found is not MISSING:
        return found
    if isinstance(value, str):
        found = _parse(value, wanted)
        if found is not MISSING:
            return found
    return _construct(value, wanted)


def _to_delegate(value: Any, wanted: NetType) -> Any:
    from pssh.objects.delegates import Delegate
    from pssh.objects.psobject import PSMethod

    if hasattr(value, "invoke_as_delegate") or isinstance(value, PSMethod) or callable(value):
        return Delegate(wanted, value)
    return MISSING


def _to_interface(value: Any, wanted: NetType) -> Any:
    """A list for IEnumerable[T] and its kin, a dictionary for IDictionary."""
    if wanted.definition is None:
        if wanted.name in ("IEnumerable", "ICollection", "IList"):
            items = elements_of(value)
            return [value] if items is None else items
        return MISSING
    name = wanted.definition.name
    if name in ("IEnumerable`1", "ICollection`1", "IList`1", "IReadOnlyList`1", "IReadOnlyCollection`1"):
        return convert(value, wanted.generic_arguments[0].array_type())
    return MISSING


def _collection(value: Any, wanted: NetType) -> Any:
    """List[T], HashSet[T] ... from an array; Dictionary[K,V] from nothing (PowerShell has no such rule)."""
    definition = wanted.definition
    if isinstance(value, BaseDictionary) and not definition:
        return MISSING
    name = definition.full_name if definition is not None else wanted.full_name
    if definition is not None and len(wanted.generic_arguments) == 1:
        items = elements_of(value)
        if items is None and name.endswith(("List`1", "Collection`1")):
            items = [value]
        if items is None:
            return MISSING
        element = wanted.generic_arguments[0]
        if is_instance(value, element) and not _holds(value, element):
            items = [value]
        made = [convert(item, element) for item in items]
        if name == "System.Collections.Generic.List`1":
            return GenericList(made, wanted)
        return _new(wanted, (made,))
    return MISSING


def _holds(items: Any, element: NetType) -> bool:
    """Whether a collection is an IEnumerable of that element type: an int[] is none of object."""
    if items.__class__ is list:
        return element.full_name == "System.Object"
    own = getattr(items, "element_type", None)
    if own is None:
        return True
    return own is element or (not own.is_value_type and bool(element.is_assignable_from(own)))


def _new(wanted: NetType, args: Any) -> Any:
    from pssh.objects.members import new_object

    return new_object(wanted, args)


def _parse(text: str, wanted: NetType) -> Any:
    """A static Parse(string)."""
    from pssh.objects.declare import Method
    from pssh.objects.overloads import call

    method = wanted.find_static("parse")
    if not isinstance(method, Method):
        return MISSING
    try:
        return call(method, (), (text,))
    except PSError as error:
        raise _cast_failed("InvalidCastParseTargetInvocation", text, wanted, error) from error


def _cast_failed(error_id: str, text: str, wanted: NetType, error: PSError) -> PSError:
    """What the cast raises when the method it tried has raised `error`."""
    inner = error.record.exception.inner
    message = inner.message if inner is not None else error.record.message
    return cast_error(
        error_id, f'Cannot convert value "{text}" to type "{wanted.full_name}". Error: "{message}"', inner
    )


def _construct(value: Any, wanted: NetType) -> Any:
    constructor = wanted.find_constructor()
    if isinstance(value, BaseDictionary) and _takes_dictionary(wanted, value):
        return _new(wanted, (value,))
    if isinstance(value, BaseDictionary) or value.__class__ is PSObject:
        return _with_properties(value, wanted)
    if constructor is None:
        return MISSING
    fitting = [
        overload
        for overload in constructor.overloads
        if overload.raw or len(overload.parameters(constructor.type_arguments)) == 1
    ]
    if not fitting:
        return MISSING
    try:
        return _new(wanted, (value,))
    except PSError as error:
        if "MethodInvocation" not in error.record.exception.type_name:
            return MISSING
        raise _cast_failed("InvalidCastConstructorException", to_string(value), wanted, error) from error


def _takes_dictionary(wanted: NetType, value: Any) -> bool:
    """Whether a constructor's one parameter can hold the dictionary; `object` says so in a script's class only."""
    constructor = wanted.find_constructor()
    if constructor is None:
        return False
    for overload in constructor.overloads:
        parameters = overload.parameters(constructor.type_arguments)
        if len(parameters) != 1:
            continue
        kind = parameters[0].type
        if kind is None or kind.full_name == "System.Object":
            return "script_class" in wanted.extra
        if is_instance(value, kind):
            return True
    return False


def _with_properties(value: Any, wanted: NetType) -> Any:
    """`[T]@{ Name = value }`: made without arguments, then its properties are set."""
    from pssh.objects.members import properties_of, set_member

    made = _make_empty(wanted)
    if made is MISSING:
        return MISSING
    pairs = value.items() if isinstance(value, BaseDictionary) else properties_of(value)
    for key, item in pairs:
        name = to_string(key)
        if not settable(made, name):
            raise cast_error(
                "ObjectCreationError",
                f"Cannot create object of type \"{wanted.full_name}\". The property '{name}' was not found for the "
                f"'{wanted.full_name}' object. {_available(made)}".rstrip(),
            )
        try:
            set_member(made, name, item)
        except PSError as error:
            fault = error.record.exception
            if error.record.error_id == "ExceptionWhenSetting" and fault.inner is not None:
                fault = fault.inner
            raise cast_error(
                "ObjectCreationError",
                f'Cannot create object of type "{wanted.full_name}". {fault.message}',
                fault,
            ) from error
    return made


def _make_empty(wanted: NetType) -> Any:
    try:
        return _new(wanted, ())
    except PSError as error:
        if error.record.error_id == "MethodCountCouldNotFindBest":
            return MISSING
        raise


def settable(made: Any, name: str) -> bool:
    """Whether the object has a property of that name."""
    from pssh.objects.members import lookup
    from pssh.objects.types import type_of

    member = type_of(made).find_member(name.lower())
    if member is not None and member.is_property:
        return True
    return lookup(made, name) is not MISSING


def _available(made: Any) -> str:
    from pssh.objects.types import type_of

    names = [
        f"[{member.name} <{member.value_type_name}>]"
        for member in type_of(made).all_members().values()
        if member.is_property and member.setter is not None
    ]
    return (
        f"The settable properties are: {', '.join(names)}."
        if names
        else "There is no settable property available."
    )


_: Optional[Any] = resolve_type
