"""Members of System.Enum: of enum values, and the statics."""

from typing import Any, List

from pssh.objects.collections import TypedArray
from pssh.objects.convert import to_string
from pssh.objects.enums import enum_names, enum_text, enum_value, parse_enum
from pssh.objects.errors import NetException
from pssh.objects.numbers import EnumValue
from pssh.objects.reference import PSReference
from pssh.objects.types import NetType, net_type, resolve_type

base = net_type("System.Enum")
base.extra["type_first"] = frozenset(("parse", "tryparse", "getvalues", "getnames", "getname", "isdefined"))


@base.prop("value__", "int")
def _value(self: EnumValue) -> int:
    underlying = resolve_type(self.enum_type.underlying)
    make = underlying.py_class if underlying is not None and underlying.py_class is not None else int
    return int(make(int(self))) if make is int else make(int(self))


base.members["value__"].hidden = False


@base.method("CompareTo", "int CompareTo(System.Object target)")
def _compare_to(self: EnumValue, other: Any) -> int:
    if not isinstance(other, EnumValue) or other.enum_type is not self.enum_type:
        raise NetException(
            "System.ArgumentException",
            "Object must be the same type as the enum. The type passed in was "
            f"'{to_string(other)}'; the enum type was '{self.enum_type.full_name}'.",
        )
    return (self > other) - (self < other)


@base.method("Equals", "bool Equals(System.Object obj)")
def _equals(self: EnumValue, other: Any) -> bool:
    return isinstance(other, EnumValue) and other.enum_type is self.enum_type and int(other) == int(self)


@base.method("GetHashCode", "int GetHashCode()")
def _hash(self: EnumValue) -> int:
    return int(self)


@base.method("GetTypeCode", "System.TypeCode GetTypeCode()")
def _type_code(self: EnumValue) -> Any:
    from pssh.objects.number_members import type_code

    return type_code(self.enum_type.underlying.rpartition(".")[2])


@base.method("HasFlag", "bool HasFlag(System.Enum flag)", raw=True)
def _has_flag(self: EnumValue, flag: Any) -> bool:
    from pssh.objects.convert import convert

    wanted = int(convert(flag, self.enum_type))
    return int(self) & wanted == wanted


@base.method(
    "ToString",
    "string ToString()",
    "string ToString(string format)",
    "string ToString(System.IFormatProvider provider)",
    "string ToString(string format, System.IFormatProvider provider)",
    raw=True,
)
def _to_string(self: EnumValue, fmt: Any = None, _provider: Any = None) -> str:
    return format_enum(self, fmt if isinstance(fmt, str) else "G")


def format_enum(value: EnumValue, fmt: str) -> str:
    """G F D X of an enum value."""
    letter = (fmt or "G").upper()
    if letter == "D":
        return str(int(value))
    if letter == "X":
        width = {"System.Byte": 2, "System.SByte": 2, "System.Int16": 4, "System.UInt16": 4,
                 "System.Int64": 16, "System.UInt64": 16}.get(value.enum_type.underlying, 8)  # fmt: skip
        return format(int(value) & ((1 << width * 4) - 1), f"0{width}X")
    if letter in ("G", "F"):
        return value.name
    raise NetException(
        "System.FormatException",
        'Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".',
    )


# -- statics ---------------------------------------------------------------------------------------


def _enum(wanted: Any) -> NetType:
    if not isinstance(wanted, NetType) or wanted.kind != "enum":
        raise NetException(
            "System.ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')"
        )
    return wanted


@base.static_method("GetNames", "static string[] GetNames(type enumType)")
def _names(wanted: NetType) -> Any:
    return TypedArray(enum_names(_enum(wanted)), resolve_type("System.String"))


@base.static_method("GetValues", "static array GetValues(type enumType)")
def _values(wanted: NetType) -> Any:
    values = _enum(wanted).enum_values
    return TypedArray([enum_value(wanted, values[name]) for name in enum_names(wanted)], wanted)


@base.static_method("GetName", "static string GetName(type enumType, System.Object value)")
def _name(wanted: NetType, value: Any) -> Any:
    number = int(value) if not isinstance(value, str) else int(_parsed(wanted, value, True))
    return enum_text(wanted, number) if number in _enum(wanted).enum_values.values() else None


@base.static_method("GetValuesAsUnderlyingType", "static array GetValuesAsUnderlyingType(type enumType)")
def _plain_values(wanted: NetType) -> Any:
    from pssh.objects.convert import convert

    kind = _underlying(wanted)
    values = _enum(wanted).enum_values
    return TypedArray([convert(values[name], kind) for name in enum_names(wanted)], kind)


@base.static_method("GetUnderlyingType", "static type GetUnderlyingType(type enumType)")
def _underlying(wanted: NetType) -> Any:
    return resolve_type(_enum(wanted).underlying)


@base.static_method("IsDefined", "static bool IsDefined(type enumType, System.Object value)")
def _is_defined(wanted: NetType, value: Any) -> bool:
    values = _enum(wanted).enum_values
    if isinstance(value, str):
        return str(value) in values
    return int(value) in values.values()


def _parsed(wanted: NetType, text: str, ignore_case: bool) -> EnumValue:
    found = parse_enum(_enum(wanted), text, ignore_case)
    if found is None:
        if not text.strip():
            raise NetException(
                "System.ArgumentException", "Must specify valid information for parsing in the string."
            )
        raise NetException("System.ArgumentException", f"Requested value '{text}' was not found.")
    return found


@base.static_method(
    "Parse",
    "static System.Object Parse(type enumType, string value)",
    "static System.Object Parse(type enumType, string value, bool ignoreCase)",
)
def _parse(wanted: NetType, text: str, ignore_case: bool = False) -> EnumValue:
    return _parsed(wanted, text, ignore_case)


@base.static_method(
    "TryParse",
    "static bool TryParse(type enumType, string value, [ref] System.Object result)",
    "static bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)",
    "static bool TryParse[TEnum](string value, [ref] TEnum result)",
    "static bool TryParse[TEnum](string value, bool ignoreCase, [ref] TEnum result)",
    raw=True,
)
def _try_parse(*args: Any) -> bool:
    reference = args[-1]
    rest: List[Any] = list(args[:-1])
    wanted = rest.pop(0) if isinstance(rest[0], NetType) else None
    if wanted is None and isinstance(reference, PSReference) and isinstance(reference.value, EnumValue):
        wanted = reference.value.enum_type
    if wanted is None:
        raise NetException(
            "System.ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')"
        )
    found = parse_enum(wanted, to_string(rest[0]), bool(rest[1]) if len(rest) > 1 else False)
    if isinstance(reference, PSReference):
        reference.value = found if found is not None else enum_value(wanted, 0)
    return found is not None


@base.static_method("ToObject", "static System.Object ToObject(type enumType, int value)")
def _to_object(wanted: NetType, value: int) -> EnumValue:
    return enum_value(_enum(wanted), value)


@base.static_method("Format", "static string Format(type enumType, System.Object value, string format)")
def _format(wanted: NetType, value: Any, fmt: str) -> str:
    return format_enum(value if isinstance(value, EnumValue) else enum_value(_enum(wanted), int(value)), fmt)
