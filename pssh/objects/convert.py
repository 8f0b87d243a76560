"""PowerShell's conversion rules: `[type] value`, parameters, method arguments, conditions.

Each NetType keeps the function that converts to it (`convert_fn`); it is found by `_converter` at first use.
"""

from typing import Any, Callable, Dict, List, Optional

from pssh.objects.collections import ArrayList, ByteArray, TypedArray
from pssh.objects.dictionaries import BaseDictionary, Hashtable, OrderedDictionary
from pssh.objects.errors import ErrorRecord, NetException, PSError, ps_error
from pssh.objects.nettype import NetType
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.numbers import Char, EnumValue
from pssh.objects.psobject import PSObject
from pssh.objects.reference import PSReference
from pssh.objects.switch import SwitchParameter, switch_of
from pssh.objects.tostring import net_string, to_string
from pssh.objects.types import resolve_type, type_of

__all__ = [
    "cannot_convert",
    "convert",
    "to_bool",
    "to_int",
    "to_number",
    "to_string",
    "try_convert",
]

_INVALID_CAST = "System.Management.Automation.PSInvalidCastException"


def convert(value: Any, wanted: NetType) -> Any:
    """`value` as the type `wanted`; raises PSError with PowerShell's message when it cannot be."""
    function = wanted.convert_fn
    if function is None:
        function = wanted.convert_fn = _converter(wanted)
    return function(value)


def try_convert(value: Any, wanted: NetType) -> Any:
    """As convert, but MISSING instead of an error (the -as operator)."""
    try:
        return convert(value, wanted)
    except PSError:
        return MISSING


# -- errors ----------------------------------------------------------------------------------------


def cannot_convert(
    value: Any, wanted: NetType, error_id: str = "ConvertToFinalInvalidCastException"
) -> PSError:
    """'Cannot convert the "x" value of type "A" to type "B".'"""
    if value is None or value is NOTHING:
        return cast_error(error_id, f'Cannot convert null to type "{wanted.full_name}".')
    actual = type_of(value).full_name
    return cast_error(
        error_id,
        f'Cannot convert the "{net_string(value)}" value of type "{actual}" to type "{wanted.full_name}".',
    )


def cast_error(error_id: str, message: str, inner: Optional[NetException] = None) -> PSError:
    """PSInvalidCastException, ready to be raised."""
    fault = NetException(_INVALID_CAST, message, inner)
    fault.error_record = ErrorRecord(fault, error_id, "InvalidArgument")
    return ps_error(error_id, message, "InvalidArgument", inner=fault)


def bad_value(
    value: Any, wanted: NetType, error_id: str, reason: str, inner: str = "FormatException"
) -> PSError:
    """'Cannot convert value "x" to type "T". Error: "reason"'."""
    return cast_error(
        error_id,
        f'Cannot convert value "{to_string(value)}" to type "{wanted.full_name}". Error: "{reason}"',
        NetException("System." + inner, reason),
    )


# -- truth, text, numbers --------------------------------------------------------------------------


def to_bool(value: Any) -> bool:
    """The truth of a value: 0, '', $null, an empty list and a list of one false value are false."""
    cls = value.__class__
    if value is True or value is False:
        return value
    if cls is int or cls is float or cls is str:
        return bool(value)
    if value is None or value is NOTHING:
        return False
    if cls is PSObject:
        return True if value.base is None else to_bool(value.base)
    if cls is SwitchParameter:
        return bool(value.is_present)
    if isinstance(value, (list, bytearray, tuple)):
        count = len(value)
        if count == 1:
            item = value[0]
            if isinstance(item, (list, bytearray)):
                return len(item) > 0
            return to_bool(item)
        return count > 1
    if isinstance(value, Char):
        return value != "\0"
    if isinstance(value, (int, float, str)) or cls.__name__ == "Decimal":
        return bool(value)
    own = getattr(value, "ps_bool", None)
    return bool(own()) if own is not None else True


def to_int(value: Any) -> int:
    """`[int] value`."""
    if value.__class__ is int:
        return value
    return int(convert(value, _type("System.Int32")))


def to_number(value: Any) -> Any:
    """A value as the number arithmetic takes it for: a number itself, text by the rules of literals."""
    cls = value.__class__
    if cls is int or cls is float:
        return value
    if value is None or value is NOTHING:
        return 0
    if cls is PSObject and value.base is not None:
        return to_number(value.base)
    if cls is bool:
        return 1 if value else 0
    if isinstance(value, Char):
        return ord(value)
    if isinstance(value, EnumValue):
        return int(value)
    if isinstance(value, str):
        from pssh.objects.parse_number import scan_number

        found = scan_number(value)
        if found is None:
            raise bad_value(
                value, _type("System.Int32"), "InvalidCastFromStringToInteger", format_text(value)
            )
        return found
    if isinstance(value, (int, float)) or cls.__name__ == "Decimal":
        return value
    raise cannot_convert(value, _type("System.Int32"))


def format_text(text: str) -> str:
    """.NET's words for text that is no number."""
    return f"The input string '{text}' was not in a correct format."


def _type(name: str) -> NetType:
    found = resolve_type(name)
    assert found is not None
    return found


# -- finding the function --------------------------------------------------------------------------


def _converter(wanted: NetType) -> Callable[[Any], Any]:
    special = _SPECIAL.get(wanted.full_name)
    if special is not None:
        return special(wanted)
    if wanted.kind == "array":
        return _array(wanted)
    if wanted.kind == "enum":
        from pssh.objects.convert_enum import enum_converter

        return enum_converter(wanted)
    if wanted.definition is not None and wanted.definition.full_name == "System.Nullable`1":
        inner = wanted.generic_arguments[0]
        return lambda value: (
            None if value is None or value is NOTHING or value == "" else convert(value, inner)
        )
    from pssh.objects.convert_object import object_converter

    return object_converter(wanted)


def _string(_wanted: NetType) -> Callable[[Any], Any]:
    return to_string


def _object(_wanted: NetType) -> Callable[[Any], Any]:
    return lambda value: None if value is NOTHING else value


def _bool(wanted: NetType) -> Callable[[Any], Any]:
    return to_bool


def _int_type(wanted: NetType) -> Callable[[Any], Any]:
    from pssh.objects.convert_number import int_converter

    return int_converter(wanted)


def _float_type(wanted: NetType) -> Callable[[Any], Any]:
    from pssh.objects.convert_number import float_converter

    return float_converter(wanted)


def _decimal_type(wanted: NetType) -> Callable[[Any], Any]:
    from pssh.objects.convert_number import decimal_converter

    return decimal_converter(wanted)


def _char(wanted: NetType) -> Callable[[Any], Any]:
    def to_char(value: Any) -> Any:
        if value.__class__ is Char:
            return value
        if value.__class__ is PSObject and value.base is not None:
            value = value.base
        if isinstance(value, str):
            if len(value) == 1:
                return Char(value)
            raise bad_value(
                value, wanted, "InvalidCastIConvertible", "String must be exactly one character long."
            )
        if value is None or value is NOTHING:
            return Char("\0")
        if isinstance(value, int) and not isinstance(value, bool):
            if 0 <= value <= 0xFFFF:
                return Char(chr(value))
            raise bad_value(
                value,
                wanted,
                "InvalidCastIConvertible",
                "Value was either too large or too small for a character.",
                "OverflowException",
            )
        if isinstance(value, list) and len(value) == 1:
            return to_char(value[0])
        if isinstance(value, (float, bool)):
            name = "Double" if isinstance(value, float) else "Boolean"
            raise bad_value(
                value,
                wanted,
                "InvalidCastIConvertible",
                f"Invalid cast from '{name}' to 'Char'.",
                "InvalidCastException",
            )
        raise cannot_convert(value, wanted)

    return to_char


def _array(wanted: NetType) -> Callable[[Any], Any]:
    element = wanted.element_type
    assert element is not None
    if wanted.rank > 1:
        return lambda value: _multi_array(value, wanted)
    if element.full_name == "System.Object":
        return _object_array
    if element.full_name == "System.Byte":
        return lambda value: _byte_array(value, element)
    if element.full_name == "System.Char":
        return lambda value: _char_array(value, element)
    return lambda value: _typed_array(value, element, wanted)


def _multi_array(value: Any, wanted: NetType) -> Any:
    """Only an array of the same shape is one: nothing is converted to more dimensions."""
    from pssh.objects.collections import MultiArray

    if value is None or value is NOTHING:
        return None
    if isinstance(value, MultiArray) and value.net_type is wanted:
        return value
    raise cannot_convert(value, wanted)


def elements_of(value: Any) -> Optional[List[Any]]:
    """The elements of what converts to an array one by one; None for a single value."""
    if isinstance(value, list):
        return value
    if value.__class__ is PSObject and value.base is not None:
        value = value.base
    from pssh.objects.compare import enumerate_value

    items = enumerate_value(value)
    return None if items is None else list(items)


def items_of(value: Any) -> List[Any]:
    """A list of the elements of a collection; one value that is none is its only element."""
    found = elements_of(value)
    return [value] if found is None else list(found)


def _object_array(value: Any) -> Any:
    if value.__class__ is list:
        return value
    if value is None or value is NOTHING:
        return None
    items = elements_of(value)
    return [value] if items is None else list(items)


def _byte_array(value: Any, element: NetType) -> Any:
    if isinstance(value, ByteArray) or value is None or value is NOTHING:
        return None if value is NOTHING else value
    if isinstance(value, (bytes, bytearray)):
        return ByteArray(value)
    items = elements_of(value)
    if items is None:
        items = [value]
    return ByteArray([convert(item, element) for item in items])


def _char_array(value: Any, element: NetType) -> Any:
    if isinstance(value, str) and not isinstance(value, Char):
        return TypedArray([Char(char) for char in value], element)
    return _typed_array(value, element, element.array_type())


def _typed_array(value: Any, element: NetType, wanted: NetType) -> Any:
    if isinstance(value, TypedArray) and value.element_type is element:
        return value
    if value is None or value is NOTHING:
        return None
    items = elements_of(value)
    if items is None:
        items = [value]
    function = element.convert_fn
    if function is None:
        function = element.convert_fn = _converter(element)
    return TypedArray([function(item) for item in items], element)


def _any_array(wanted: NetType) -> Callable[[Any], Any]:
    def to_array(value: Any) -> Any:
        if isinstance(value, (list, bytearray)) and type_of(value).kind == "array":
            return value
        return _object_array(value)

    return to_array


def new_with(wanted: NetType, value: Any) -> Any:
    """A new object from the one argument of its constructor."""
    from pssh.objects.statics import new_object

    return new_object(wanted, [value])


def _hashtable(wanted: NetType) -> Callable[[Any], Any]:
    def to_hashtable(value: Any) -> Any:
        if value.__class__ is PSObject and value.base is not None:
            value = value.base
        if value is None or value is NOTHING or isinstance(value, Hashtable):
            return None if value is NOTHING else value
        if isinstance(value, BaseDictionary):
            return Hashtable(value.items())
        if value.__class__.__name__ == "StringComparer":
            return new_with(wanted, value)
        error = cannot_convert(value, wanted)
        if value.__class__ is PSObject:
            raise bad_value(value, wanted, "InvalidCastConstructorException", error.record.message)
        raise error

    return to_hashtable


def _ordered(wanted: NetType) -> Callable[[Any], Any]:
    def to_ordered(value: Any) -> Any:
        if value is None or value is NOTHING or isinstance(value, OrderedDictionary):
            return None if value is NOTHING else value
        if isinstance(value, BaseDictionary):
            return OrderedDictionary(value.items())
        if value.__class__.__name__ == "StringComparer":
            return new_with(wanted, value)
        raise cannot_convert(value, wanted)

    return to_ordered


def _psobject(_wanted: NetType) -> Callable[[Any], Any]:
    def to_psobject(value: Any) -> Any:
        if value is None or value is NOTHING:
            return None
        if isinstance(value, BaseDictionary):
            return _pairs_to_object(value)
        return value

    return to_psobject


def _void(_wanted: NetType) -> Callable[[Any], Any]:
    return lambda value: NOTHING


def _type_type(wanted: NetType) -> Callable[[Any], Any]:
    def to_type(value: Any) -> Any:
        if isinstance(value, NetType) or value is None or value is NOTHING:
            return None if value is NOTHING else value
        if isinstance(value, str):
            found = resolve_type(value.strip("[]") if value.startswith("[") and "," not in value else value)
            if found is not None:
                return found
            raise cast_error(
                "InvalidCastFromStringToType",
                f'Cannot convert the "{value}" value of type "System.String" to type "System.Type".',
            )
        raise cannot_convert(value, wanted)

    return to_type


def _reference(_wanted: NetType) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, PSReference) else PSReference(value)


def _switch(wanted: NetType) -> Callable[[Any], Any]:
    def to_switch(value: Any) -> Any:
        if value is None or isinstance(value, (bool, int, float)):
            return switch_of(value)
        own = getattr(value, "ps_bool", None)
        if own is not None:
            return switch_of(own())
        raise cannot_convert(value, wanted, "ConvertToFinalInvalidCastException")

    return to_switch


def _array_list(wanted: NetType) -> Callable[[Any], Any]:
    def to_array_list(value: Any) -> Any:
        if isinstance(value, ArrayList) or value is None or value is NOTHING:
            return None if value is NOTHING else value
        items = elements_of(value)
        if items is None:
            items = value.entries() if isinstance(value, BaseDictionary) else [value]
        return ArrayList(items)

    return to_array_list


_INTS = ("Int32", "Int64", "UInt32", "UInt64", "Int16", "UInt16", "Byte", "SByte", "IntPtr")


def _pairs_to_object(value: BaseDictionary) -> PSObject:
    """A pscustomobject of a dictionary; its PSTypeName entry becomes a type name."""
    made = PSObject(None, {})
    for key, item in value.items():
        name = to_string(key)
        if name.lower() == "pstypename":
            made.type_names = [
                to_string(item),
                "System.Management.Automation.PSCustomObject",
                "System.Object",
            ]
        else:
            made.members[name] = item
    return made


_SPECIAL: Dict[str, Callable[[NetType], Callable[[Any], Any]]] = {
    "System.String": _string,
    "System.Object": _object,
    "System.Boolean": _bool,
    "System.Char": _char,
    "System.Array": _any_array,
    "System.Void": _void,
    "System.Type": _type_type,
    "System.Double": _float_type,
    "System.Single": _float_type,
    "System.Decimal": _decimal_type,
    "System.Numerics.BigInteger": _int_type,
    "System.Collections.Hashtable": _hashtable,
    "System.Collections.ArrayList": _array_list,
    "System.Collections.Specialized.OrderedDictionary": _ordered,
    "System.Management.Automation.PSObject": _psobject,
    "System.Management.Automation.PSCustomObject": _psobject,
    "System.Management.Automation.PSReference": _reference,
    "System.Management.Automation.SwitchParameter": _switch,
    **{f"System.{name}": _int_type for name in _INTS},
}
