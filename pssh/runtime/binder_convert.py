"""Making a value fit a parameter: coercion, transformation attributes, validation, null and emptiness rules."""

from typing import Any, Callable, List, Optional, Sequence

from pssh.objects.errors import PSError
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import unwrap
from pssh.objects.switch import SwitchParameter, switch_of
from pssh.runtime.binder_arguments import NumberText
from pssh.runtime.binder_errors import (
    ValidationFailure,
    binding_error,
    transformation_error,
    validation_error,
)

__all__ = ["fit", "fits"]

_SWITCH = "System.Management.Automation.SwitchParameter"
_VALUE_TYPES = frozenset(
    "System." + n
    for n in "Int32 Int64 UInt32 UInt64 Int16 UInt16 Byte SByte Double Single Decimal Char DateTime TimeSpan Guid".split()
)


def fits(parameter: Any, value: Any) -> bool:
    """Whether a piped value is of the parameter's type already (an element counts for an array type)."""
    if parameter.untyped or value.__class__ is parameter.exact:
        return True
    name = parameter.type_name
    value = unwrap(value)
    if name == "System.String":
        return isinstance(value, str) and type(value).__name__ != "Char"
    if value is None:
        return name not in _VALUE_TYPES
    net = parameter.type
    if net.is_instance(value):
        return True
    element = getattr(net, "element_type", None)
    if element is None:
        return False
    if element.full_name == "System.Object":
        return True
    if isinstance(value, list):
        return all(element.is_instance(unwrap(item)) for item in value)
    return bool(element.is_instance(value))


def fit(call: Any, parameter: Any, value: Any, element: Any = None) -> Any:
    """The value as the parameter takes it; PSError when it does not."""
    if value.__class__ is not parameter.exact:
        value = _fitted(call, parameter, value, element)
    if parameter.validators:
        _validate(call, parameter, value, element)
    if parameter.mandatory_somewhere:
        _refuse_empty(call, parameter, value, element)
    return value


def _fitted(call: Any, parameter: Any, value: Any, element: Any) -> Any:
    """The value converted."""
    if value is NOTHING:
        value = None
    if value.__class__ is NumberText:
        value = value.text if _is_text(parameter.type_name) else value.value
    for transform in parameter.transforms:
        value = _transformed(call, parameter, transform, value, element)
    if not parameter.untyped:
        coerced = _script_coerced if parameter in call.metadata.typed_as_script else _coerced
        value = coerced(call, parameter, value, element)
        # $PSBoundParameters.Verbose is a switch, too
        return switch_of(value) if parameter.is_switch and call.metadata.script else value
    if value.__class__ is bytearray and parameter.type_name == "System.Object":
        return bytes(value)
    return value


def _is_text(type_name: str) -> bool:
    return type_name in ("System.String", "System.String[]", "System.Version")


def _transformed(call: Any, parameter: Any, transform: Any, value: Any, element: Any) -> Any:
    try:
        return transform.transform(value, call.runspace)
    except PSError as error:
        raise transformation_error(
            call, parameter.name, error.record.message, error.record.exception, element
        ) from None


# --- cmdlets --------------------------------------------------------------------------------------------------


def _coerced(call: Any, parameter: Any, value: Any, element: Any) -> Any:
    converter = parameter.converter
    if converter is None:
        converter = parameter.converter = _converter(parameter)
    if value is None:
        return _null(call, parameter, element)
    try:
        return converter(value)
    except _Unfit as unfit:
        raise binding_error(call, "CannotConvertArgument", unfit.text(parameter), element=element) from None
    except PSError as error:
        raise binding_error(
            call,
            "CannotConvertArgumentNoMessage",
            f"Cannot bind parameter '{parameter.name}'. {error.record.message}",
            element=element,
            inner=error.record.exception,
        ) from None


def _null(call: Any, parameter: Any, element: Any) -> Any:
    name = parameter.type_name
    if name in _VALUE_TYPES or name in ("System.Boolean", _SWITCH):
        raise validation_error(
            call,
            "ParameterArgumentValidationErrorNullNotAllowed",
            f"Cannot bind argument to parameter '{parameter.name}' because it is null.",
            element=element,
        )
    return None


class _Unfit(Exception):
    """A value whose very kind is wrong for the parameter."""

    def __init__(self, value: Any, reason: str = "") -> None:
        self.value = value
        self.reason = reason

    def text(self, parameter: Any) -> str:
        from pssh.objects.types import type_of

        tail = f" {self.reason}" if self.reason else ""
        return (
            f"Cannot convert '{type_of(self.value).full_name}' to the type '{parameter.type_name}' required by "
            f"parameter '{parameter.name}'.{tail}"
        )


def _converter(parameter: Any) -> Callable[[Any], Any]:
    special = {
        "System.String": _as_string,
        "System.String[]": _as_strings,
        "System.Object[]": _as_objects,
        "System.Int32": _as_int,
        "System.Boolean": _as_bool,
        _SWITCH: _as_switch,
    }.get(parameter.type_name)
    if special is not None:
        return special
    from pssh.objects.convert import convert

    net = parameter.type
    if getattr(net, "element_type", None) is not None and parameter.type_name.endswith("[]"):
        one = net.element_type

        def array(value: Any) -> Sequence[Any]:
            base = unwrap(value)
            if isinstance(base, list):
                return [convert(item, one) for item in base]
            if isinstance(base, (bytearray, bytes)):
                return base if one.full_name == "System.Byte" else list(base)
            items = None if isinstance(base, str) else _elements(base)
            return [convert(item, one) for item in ([value] if items is None else items)]

        return array
    if _takes_lists(net):
        return lambda value: convert(value, net)

    def scalar(value: Any) -> Any:
        if isinstance(unwrap(value), list):
            raise _Unfit(value, "Specified method is not supported.")
        return convert(value, net)

    return scalar


def _takes_lists(net: Any) -> bool:
    """Whether a list may become a value of the type: any object, collections, flags."""
    if net.kind == "enum" or net.full_name in ("System.Object", "System.Management.Automation.PSObject"):
        return True
    return "system.collections.ienumerable" in net.supers()


def _elements(value: Any) -> Any:
    from pssh.objects.compare import enumerate_value

    return enumerate_value(value)


def _as_string(value: Any) -> Any:
    if value.__class__ is str:
        return value
    base = unwrap(value)
    if isinstance(base, str):
        return str(base)
    if isinstance(base, list):
        raise _Unfit(value, "Specified method is not supported.")
    from pssh.objects.convert import to_string

    return to_string(value)


def _as_strings(value: Any) -> List[Any]:
    if value.__class__ is str:
        return [value]
    base = unwrap(value)
    if isinstance(base, (list, tuple)):
        return [None if item is None else _as_string_element(item) for item in base]
    if isinstance(base, str):
        return [str(base)]
    items = _elements(base)
    if items is not None:
        return [None if item is None else _as_string_element(item) for item in items]
    return [_as_string(value)]


def _as_string_element(value: Any) -> Any:
    if value.__class__ is str:
        return value
    from pssh.objects.convert import to_string

    return to_string(value)


def _as_objects(value: Any) -> List[Any]:
    base = unwrap(value)
    if isinstance(base, list):
        return base
    items = None if isinstance(base, str) else _elements(base)
    return [value] if items is None else list(items)


def _as_int(value: Any) -> Any:
    if value.__class__ is int:
        return value
    if isinstance(unwrap(value), list):
        raise _Unfit(value, "Specified method is not supported.")
    from pssh.runtime.known_types import converted

    return converted(value, "System.Int32")


def _as_bool(value: Any) -> bool:
    base = unwrap(value)
    if isinstance(base, (bool, int, float)):
        return bool(base)
    from pssh.objects.convert import to_bool

    if type(base).__name__ == "Decimal" or base.__class__ is SwitchParameter:
        return bool(to_bool(base))
    from pssh.objects.convert import to_string
    from pssh.objects.errors import ps_error

    raise ps_error(
        "CannotConvertArgument",
        f'Cannot convert value "{to_string(value)}" to type "System.Boolean". Boolean parameters accept only Boolean '
        "values and numbers, such as $True, $False, 1 or 0.",
    )


def _as_switch(value: Any) -> bool:
    base = unwrap(value)
    if isinstance(base, (bool, int, float)):
        return bool(base)
    if base.__class__ is SwitchParameter:
        return bool(base)
    raise _Unfit(value)


# --- script functions -----------------------------------------------------------------------------------------


def _script_coerced(call: Any, parameter: Any, value: Any, element: Any) -> Any:
    name = parameter.type_name
    if value.__class__ is parameter.exact:  # as a transformation made it
        return value
    if parameter.is_switch:
        return _script_switch(call, parameter, value, element)
    if name == "System.Boolean[]":
        for item in unwrap(value) if isinstance(unwrap(value), list) else (value,):
            if item is not None:
                _script_bool(call, parameter, item, element)
    if name == "System.Boolean":
        return _script_bool(call, parameter, value, element)
    from pssh.objects.convert import convert

    try:
        if name == "System.String" and isinstance(unwrap(value), list):
            from pssh.objects.errors import ps_error

            raise ps_error("x", "Cannot convert value to type System.String.")
        return convert(value, parameter.type)
    except PSError as error:
        raise transformation_error(
            call, parameter.name, error.record.message, error.record.exception, element
        ) from None


def _script_switch(call: Any, parameter: Any, value: Any, element: Any) -> Any:
    base = unwrap(value)
    if base is None or isinstance(base, (bool, int, float)):
        return switch_of(base)
    if base.__class__ is SwitchParameter:
        return base
    from pssh.objects.convert import to_string
    from pssh.objects.types import type_of

    text = to_string(value)
    raise transformation_error(
        call,
        parameter.name,
        f'Cannot convert value "{text}" to type "{_SWITCH}". Boolean parameters accept only Boolean values and '
        "numbers, such as $True, $False, 1 or 0."
        if isinstance(base, str)
        else f'Cannot convert the "{text}" value of type "{type_of(base).full_name}" to type "{_SWITCH}".',
        None,
        element,
    )


def _script_bool(call: Any, parameter: Any, value: Any, element: Any) -> bool:
    base = unwrap(value)
    if base is not None:
        try:
            return _as_bool(base)
        except PSError as error:
            message = error.record.message
    else:
        message = (
            'Cannot convert value "" to type "System.Boolean". Boolean parameters accept only Boolean values and '
            "numbers, such as $True, $False, 1 or 0."
        )
    raise transformation_error(call, parameter.name, message, None, element)


# --- validation -----------------------------------------------------------------------------------------------


def _validate(call: Any, parameter: Any, value: Any, element: Any) -> None:
    for validator in parameter.validators:
        try:
            validator.check(value, call)
        except ValidationFailure as failure:
            raise validation_error(
                call,
                "ParameterArgumentValidationError",
                f"Cannot validate argument on parameter '{parameter.name}'. {failure}",
                inner=failure.exception,
                element=element,
            ) from None
        except PSError as error:  # a script that throws says why it does not like the value
            raise validation_error(
                call,
                "ParameterArgumentValidationError",
                f"Cannot validate argument on parameter '{parameter.name}'. {error.record.message}",
                inner=error.record.exception,
                element=element,
            ) from None


def _refuse_empty(call: Any, parameter: Any, value: Any, element: Any) -> None:
    problem = _emptiness(parameter, value)
    if problem is not None:
        error_id, why = problem
        raise validation_error(
            call,
            "ParameterArgumentValidationError" + error_id,
            f"Cannot bind argument to parameter '{parameter.name}' because it is {why}.",
            element=element,
        )


def _takes_collection(type_name: str) -> bool:
    return type_name.endswith("]") or type_name in (
        "System.Array",
        "System.Collections.ArrayList",
        "System.Collections.IList",
    )


def _emptiness(parameter: Any, value: Any) -> Optional["tuple[str, str]"]:
    if value is None:
        return None if parameter.allow_null else ("NullNotAllowed", "null")
    if value.__class__ is str:
        declared = parameter.type_name == "System.String"
        if value == "" and declared and not parameter.allow_empty_string:
            return "EmptyStringNotAllowed", "an empty string"
        return None
    # only a parameter whose type is a collection is looked into: an untyped one takes "@()"
    if isinstance(value, list) and _takes_collection(parameter.type_name):
        if not value and not parameter.allow_empty_collection:
            if parameter.type_name.endswith("[]"):
                return "EmptyArrayNotAllowed", "an empty array"
            return "EmptyCollectionNotAllowed", "an empty collection"
        for item in value:
            if item is None and not parameter.allow_null:
                return "NullNotAllowed", "null"
            texts = parameter.type_name == "System.String[]"
            if texts and item.__class__ is str and item == "" and not parameter.allow_empty_string:
                return "EmptyStringNotAllowed", "an empty string"
    return None
