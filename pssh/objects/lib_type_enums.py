"""Members of System.Type that only an enum answers: its names, values and underlying type."""

from typing import Any

from pssh.objects.collections import TypedArray
from pssh.objects.enums import enum_names, enum_value
from pssh.objects.lib_type import kind
from pssh.objects.types import NetType, resolve_type


@kind.method("GetEnumNames", "string[] GetEnumNames()")
def _enum_names(self: NetType) -> Any:
    return TypedArray(enum_names(self), resolve_type("System.String"))


@kind.method("GetEnumValues", "array GetEnumValues()")
def _enum_values(self: NetType) -> Any:
    return TypedArray([enum_value(self, self.enum_values[name]) for name in enum_names(self)], self)


@kind.method("GetEnumValuesAsUnderlyingType", "array GetEnumValuesAsUnderlyingType()")
def _plain_enum_values(self: NetType) -> Any:
    from pssh.objects.statics import call_static

    return call_static(self, "GetValuesAsUnderlyingType", [self])


@kind.method("GetEnumName", "string GetEnumName(System.Object value)")
def _enum_name(self: NetType, value: Any) -> Any:
    return self.enum_name(int(value)) if int(value) in self.enum_values.values() else None


@kind.method("GetEnumUnderlyingType", "type GetEnumUnderlyingType()")
def _enum_underlying(self: NetType) -> Any:
    return resolve_type(self.underlying)
