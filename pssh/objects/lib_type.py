"""Members of System.Type: what a type tells of itself."""

from typing import Any, List, Optional

from pssh.objects.collections import TypedArray
from pssh.objects.declare import Method, Overload, Property
from pssh.objects.enums import enum_value
from pssh.objects.errors import NetException
from pssh.objects.tostring import type_display
from pssh.objects.types import NetType, construct, net_type, resolve_type, type_of

kind = net_type("System.Type", NetType)


class RuntimeMember:
    """A method, property, field or constructor of a type as reflection shows it."""

    ps_single = True

    def __init__(
        self, owner: NetType, name: str, member_kind: str, declaration: Any, overload: Any = None
    ) -> None:
        self.owner = owner
        self.name = name
        self.member_kind = member_kind
        self.declaration = declaration
        self.overload: Optional[Overload] = overload
        self.generic: Any = None  # the types MakeGenericMethod was given

    @property
    def net_type(self) -> Any:
        return resolve_type(f"System.Reflection.{self.member_kind}Info")

    def __str__(self) -> str:
        if self.overload is not None:
            text = self.overload.text
            return text[7:] if text.startswith("static ") else text
        return f"{_short(self.declaration.type_text)} {self.name}"


def _short(text: str) -> str:
    found = resolve_type(text)
    return type_display(found) if found is not None else text


member = net_type("System.Reflection.MemberInfo")
for _name in ("Method", "Property", "Field", "Constructor"):
    net_type(f"System.Reflection.{_name}Info", None, "System.Reflection.MemberInfo").prop("IsStatic", "bool")(
        lambda self: bool(self.declaration.static)
    )
member.prop("Name", "string")(lambda self: self.name)
member.prop("MemberType", "System.Reflection.MemberTypes")(
    lambda self: enum_value(
        resolve_type("System.Reflection.MemberTypes"),
        {"Method": 8, "Property": 16, "Field": 4, "Constructor": 1}[self.member_kind],
    )
)
member.prop("DeclaringType", "type")(lambda self: self.owner)
member.prop("IsPublic", "bool")(lambda self: True)
method_info = net_type("System.Reflection.MethodInfo")
property_info = net_type("System.Reflection.PropertyInfo")
field_info = net_type("System.Reflection.FieldInfo")
constructor_info = net_type("System.Reflection.ConstructorInfo")


class ParameterInfo:
    """One parameter of a reflected method."""

    net_type_name = "System.Reflection.ParameterInfo"
    ps_single = True

    def __init__(self, parameter: Any, position: int) -> None:
        self.parameter = parameter
        self.position = position

    def __str__(self) -> str:
        return f"{_short(self.parameter.type_text)} {self.parameter.name}"


_parameter = net_type("System.Reflection.ParameterInfo", ParameterInfo)
_parameter.prop("Name", "string")(lambda self: self.parameter.name)
_parameter.prop("ParameterType", "type")(lambda self: self.parameter.type)
_parameter.prop("Position", "int")(lambda self: self.position)
_parameter.prop("IsOptional", "bool")(lambda self: self.parameter.optional)
_parameter.prop("IsOut", "bool")(lambda self: self.parameter.is_ref)


def _parameters(self: RuntimeMember) -> List[ParameterInfo]:
    if self.overload is None:
        return []
    return [ParameterInfo(item, place) for place, item in enumerate(self.overload.parameters())]


for _kind in (method_info, constructor_info):
    _kind.method("GetParameters", "System.Reflection.ParameterInfo[] GetParameters()")(_parameters)
method_info.prop("ReturnType", "type")(
    lambda self: resolve_type(self.overload.return_text) if self.overload else None
)
method_info.prop("IsGenericMethod", "bool")(lambda self: _is_generic(self))


method_info.prop("IsGenericMethodDefinition", "bool")(lambda self: self.generic is None and _is_generic(self))


def _is_generic(self: RuntimeMember) -> bool:
    if self.overload is None:
        return False
    linq = self.owner.full_name == "System.Linq.Enumerable"  # its operators are all generic
    return linq or "[" in self.overload.text.partition("(")[0]


@method_info.method(
    "MakeGenericMethod", "System.Reflection.MethodInfo MakeGenericMethod(Params type[] types)"
)
def _make_generic_method(self: RuntimeMember, types: Any) -> RuntimeMember:
    if not _is_generic(self):
        raise NetException(
            "System.InvalidOperationException",
            f"{self} is not a GenericMethodDefinition. MakeGenericMethod may only be called on a method "
            "for which MethodBase.IsGenericMethodDefinition is true.",
        )
    made = RuntimeMember(self.owner, self.name, self.member_kind, self.declaration, self.overload)
    made.generic = tuple(types)
    return made


@method_info.method("Invoke", "System.Object Invoke(System.Object obj, System.Object[] parameters)", raw=True)
def _invoke(self: RuntimeMember, target: Any, args: Any = None) -> Any:
    from pssh.objects.members import call_method, call_static

    values = list(args) if isinstance(args, (list, tuple)) else [] if args is None else [args]
    if self.declaration.static:
        return call_static(self.owner, self.name, values, self.generic or ())
    return call_method(target, self.name, values)


@constructor_info.method("Invoke", "System.Object Invoke(System.Object[] parameters)", raw=True)
def _construct(self: RuntimeMember, args: Any = None) -> Any:
    from pssh.objects.members import new_object

    return new_object(self.owner, list(args or []))


for _kind, _type_name in ((property_info, "PropertyType"), (field_info, "FieldType")):
    _kind.prop(_type_name, "type")(lambda self: resolve_type(self.declaration.type_text))
    _kind.prop("CanRead", "bool")(lambda self: self.declaration.getter is not None)
    _kind.prop("CanWrite", "bool")(lambda self: self.declaration.setter is not None)

    @_kind.method("GetValue", "System.Object GetValue(System.Object obj)", raw=True)
    def _get_value(self: RuntimeMember, target: Any = None, *_rest: Any) -> Any:
        from pssh.objects.psobject import unwrap

        return (
            self.declaration.getter() if self.declaration.static else self.declaration.getter(unwrap(target))
        )

    @_kind.method("SetValue", "void SetValue(System.Object obj, System.Object value)", raw=True)
    def _set_value(self: RuntimeMember, target: Any, value: Any, *_rest: Any) -> None:
        from pssh.objects.members import put_property
        from pssh.objects.psobject import unwrap

        put_property(unwrap(target), self.declaration, value)


# -- names and kinds -------------------------------------------------------------------------------

_CORE_ASSEMBLY = "System.Private.CoreLib"
_PRIMITIVES = frozenset(
    "System." + name
    for name in [
        "Boolean",
        "Byte",
        "SByte",
        "Int16",
        "UInt16",
        "Int32",
        "UInt32",
        "Int64",
        "UInt64",
        "IntPtr",
        "UIntPtr",
        "Char",
        "Double",
        "Single",
    ]
)
kind.prop("Name", "string")(lambda self: self.name)
kind.prop("FullName", "string")(lambda self: self.full_name)
kind.prop("Namespace", "string")(lambda self: self.namespace)
kind.prop("AssemblyQualifiedName", "string")(lambda self: self.qualified_name)
kind.prop("BaseType", "type")(lambda self: self.base_type)
kind.prop("UnderlyingSystemType", "type")(lambda self: self)
kind.prop("DeclaringType", "type")(lambda self: None)
kind.prop("MemberType", "System.Reflection.MemberTypes")(
    lambda self: enum_value(resolve_type("System.Reflection.MemberTypes"), 32)
)
kind.prop("IsArray", "bool")(lambda self: self.kind == "array")
kind.prop("IsEnum", "bool")(lambda self: self.kind == "enum")
kind.prop("IsInterface", "bool")(lambda self: self.kind == "interface")
kind.prop("IsClass", "bool")(lambda self: self.kind in ("class", "array"))
kind.prop("IsValueType", "bool")(lambda self: self.is_value_type)
kind.prop("IsPublic", "bool")(lambda self: "+" not in self.full_name)
kind.prop("IsSerializable", "bool")(
    lambda self: self.kind != "interface" and not self.full_name.startswith("System.Management.Automation.PS")
)
kind.prop("IsAbstract", "bool")(
    lambda self: (
        self.kind == "interface"
        or bool(self.extra.get("abstract"))
        or self.full_name in ("System.Array", "System.Enum", "System.ValueType", "System.Type")
    )
)
kind.prop("IsSealed", "bool")(lambda self: self.is_value_type or self.full_name in ("System.String",))
kind.prop("IsPrimitive", "bool")(lambda self: self.full_name in _PRIMITIVES)
kind.prop("IsGenericType", "bool")(lambda self: bool(self.generic_arguments or self.generic_parameters))
kind.prop("IsGenericTypeDefinition", "bool")(
    lambda self: bool(self.generic_parameters) and self.definition is None
)
kind.prop("IsConstructedGenericType", "bool")(lambda self: bool(self.generic_arguments))
kind.prop("IsByRef", "bool")(lambda self: False)
kind.prop("IsCOMObject", "bool")(lambda self: False)
kind.prop("IsNested", "bool")(lambda self: "+" in self.full_name)
kind.prop("ContainsGenericParameters", "bool")(
    lambda self: bool(self.generic_parameters) and self.definition is None
)
kind.prop("GenericTypeArguments", "type[]")(lambda self: TypedArray(self.generic_arguments, kind))
kind.prop("GUID", "guid")(lambda self: None)


class Assembly:
    """The assembly a type is said to come from."""

    net_type_name = "System.Reflection.Assembly"
    ps_single = True

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return f"{self.name}, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"


_assembly = net_type("System.Reflection.Assembly", Assembly)
_assembly.prop("FullName", "string")(str)
_assembly.prop("Location", "string")(lambda self: "")
_assembly.method("GetName", "System.Reflection.AssemblyName GetName()")(lambda self: self.name)


@_assembly.static_method(
    "LoadWithPartialName",
    "static System.Reflection.Assembly LoadWithPartialName(string partialName)",
)
def _load_partly(name: str) -> Any:
    if not name.partition(",")[0].startswith(("System", "Microsoft.", "mscorlib", "netstandard")):
        return None
    return Assembly(name.partition(",")[0])


@_assembly.method("GetType", "type GetType()", "type GetType(string name)")
def _type_of_assembly(self: Assembly, name: Any = None) -> Any:
    from pssh.objects.types import resolve_type

    return _assembly if name is None else resolve_type(str(name))


class TypeAccelerators:
    """The table of accelerators, as scripts reach it by reflection."""


_accelerators = net_type("System.Management.Automation.TypeAccelerators", TypeAccelerators)


@_accelerators.static_prop("Get", "System.Collections.Generic.Dictionary[string,type]")
def _all_accelerators() -> Any:
    from pssh.objects.dictionaries import Hashtable
    from pssh.objects.typenames import ACCELERATORS
    from pssh.objects.types import resolve_type

    found = Hashtable()
    for short, full in ACCELERATORS.items():
        known = resolve_type(full)
        if known is not None:
            found.set(short, known)
    return found


@_accelerators.static_method("Add", "static void Add(string typeName, type type)")
def _add_accelerator(name: Any, type: Any) -> None:
    from pssh.objects.typenames import ACCELERATORS
    from pssh.objects.types import forget_resolved

    ACCELERATORS[str(name).lower()] = type.full_name
    forget_resolved(str(name))


@_accelerators.static_method("Remove", "static bool Remove(string typeName)")
def _remove_accelerator(name: Any) -> bool:
    from pssh.objects.typenames import ACCELERATORS
    from pssh.objects.types import forget_resolved

    forget_resolved(str(name))
    return ACCELERATORS.pop(str(name).lower(), None) is not None


@kind.prop("Assembly", "System.Reflection.Assembly")
def _get_assembly(self: NetType) -> Assembly:
    automation = self.full_name.startswith("System.Management.Automation")
    return Assembly("System.Management.Automation" if automation else _CORE_ASSEMBLY)


@kind.prop("Module", "System.Reflection.Module")
def _module(self: NetType) -> str:
    return _CORE_ASSEMBLY + ".dll"


kind.method("ToString", "string ToString()")(type_display)


@kind.method("Equals", "bool Equals(System.Object o)", "bool Equals(type o)")
def _equals(self: NetType, other: Any) -> bool:
    return self is other


# -- relations -------------------------------------------------------------------------------------


@kind.method("IsAssignableFrom", "bool IsAssignableFrom(type c)")
def _assignable_from(self: NetType, other: Optional[NetType]) -> bool:
    return other is not None and self.is_assignable_from(other)


@kind.method("IsAssignableTo", "bool IsAssignableTo(type targetType)")
def _assignable_to(self: NetType, other: Optional[NetType]) -> bool:
    return other is not None and other.is_assignable_from(self)


@kind.method("IsSubclassOf", "bool IsSubclassOf(type c)")
def _subclass(self: NetType, other: NetType) -> bool:
    return self is not other and other in list(self.bases())


@kind.method("IsInstanceOfType", "bool IsInstanceOfType(System.Object o)")
def _instance(self: NetType, value: Any) -> bool:
    return value is not None and self.is_assignable_from(type_of(value))


@kind.method("GetInterfaces", "type[] GetInterfaces()")
def _interfaces(self: NetType) -> Any:
    return TypedArray(self.interfaces(), kind)


kind.prop("ImplementedInterfaces", "System.Collections.Generic.IEnumerable[type]")(_interfaces)


@kind.method(
    "GetInterface", "type GetInterface(string name)", "type GetInterface(string name, bool ignoreCase)"
)
def _interface(self: NetType, name: str, _ignore: bool = True) -> Any:
    lower = name.lower()
    return next(
        (item for item in self.interfaces() if lower in (item.name.lower(), item.full_name.lower())), None
    )


kind.method("GetElementType", "type GetElementType()")(lambda self: self.element_type)
kind.method("GetArrayRank", "int GetArrayRank()")(lambda self: self.rank)
kind.method("MakeArrayType", "type MakeArrayType()", "type MakeArrayType(int rank)")(
    lambda self, rank=1: self.array_type(rank)
)
kind.method("GetGenericArguments", "type[] GetGenericArguments()")(
    lambda self: TypedArray(self.generic_arguments, kind)
)


@kind.method("GetGenericTypeDefinition", "type GetGenericTypeDefinition()")
def _definition(self: NetType) -> Any:
    if self.definition is None and not self.generic_parameters:
        raise NetException(
            "System.InvalidOperationException", "This operation is only valid on generic types."
        )
    return self.definition or self


@kind.method("MakeGenericType", "type MakeGenericType(Params type[] typeArguments)")
def _make_generic(self: NetType, arguments: Any) -> Any:
    found = construct(self.full_name, tuple(arguments))
    if found is None:
        raise NetException(
            "System.ArgumentException",
            "The number of generic arguments provided doesn't equal the arity of the generic type definition. "
            "(Parameter 'instantiation')",
        )
    return found


# -- reflection of members -------------------------------------------------------------------------


def _declared(self: NetType, static: Optional[bool] = None) -> List[Any]:
    found: List[Any] = []
    if static is not True:
        found.extend(self.all_members().values())
    if static is not False:
        found.extend(self.all_statics().values())
    return found


def _method_infos(self: NetType) -> List[RuntimeMember]:
    return [
        RuntimeMember(self, item.name, "Method", item, overload)
        for item in _declared(self)
        if isinstance(item, Method)
        for overload in item.overloads
    ]


def _property_infos(self: NetType) -> List[RuntimeMember]:
    return [
        RuntimeMember(self, item.name, "Property", item)
        for item in _declared(self)
        if isinstance(item, Property) and item.kind == "Property" and not item.hidden
    ]


def _static_flag(flags: Any) -> Optional[bool]:
    """Which of instance and static the BindingFlags ask for (None: both)."""
    if flags is None:
        return None
    number = int(flags)
    if number & 8 and not number & 4:
        return True
    return False if number & 4 and not number & 8 else None


def _filtered(items: List[RuntimeMember], flags: Any) -> Any:
    static = _static_flag(flags)
    return [item for item in items if static is None or bool(item.declaration.static) is static]


@kind.method(
    "GetMethods",
    "System.Reflection.MethodInfo[] GetMethods()",
    "System.Reflection.MethodInfo[] GetMethods(System.Reflection.BindingFlags bindingAttr)",
)
def _methods(self: NetType, flags: Any = None) -> Any:
    return _filtered(_method_infos(self), flags)


@kind.method(
    "GetProperties",
    "System.Reflection.PropertyInfo[] GetProperties()",
    "System.Reflection.PropertyInfo[] GetProperties(System.Reflection.BindingFlags bindingAttr)",
)
def _properties(self: NetType, flags: Any = None) -> Any:
    return _filtered(_property_infos(self), flags)


@kind.method(
    "GetFields",
    "System.Reflection.FieldInfo[] GetFields()",
    "System.Reflection.FieldInfo[] GetFields(System.Reflection.BindingFlags bindingAttr)",
)
def _fields(self: NetType, flags: Any = None) -> Any:
    found = [
        RuntimeMember(
            self,
            name,
            "Field",
            Property(name, self.full_name, lambda v=value: enum_value(self, v), static=True),
        )
        for name, value in self.enum_values.items()
    ]
    return _filtered(found, flags)


@kind.method(
    "GetMembers",
    "System.Reflection.MemberInfo[] GetMembers()",
    "System.Reflection.MemberInfo[] GetMembers(System.Reflection.BindingFlags bindingAttr)",
)
def _members(self: NetType, flags: Any = None) -> Any:
    return _filtered(_method_infos(self) + _property_infos(self), flags)


@kind.method("GetConstructors", "System.Reflection.ConstructorInfo[] GetConstructors()")
def _constructors(self: NetType) -> Any:
    found = self.find_constructor()
    return (
        [RuntimeMember(self, ".ctor", "Constructor", found, item) for item in found.overloads]
        if found
        else []
    )


@kind.method("GetConstructor", "System.Reflection.ConstructorInfo GetConstructor(type[] types)")
def _constructor(self: NetType, types: Any) -> Any:
    for item in _constructors(self):
        if [parameter.type for parameter in item.overload.parameters()] == list(types):
            return item
    return None


@kind.method(
    "GetMethod",
    "System.Reflection.MethodInfo GetMethod(string name)",
    "System.Reflection.MethodInfo GetMethod(string name, System.Reflection.BindingFlags bindingAttr)",
    "System.Reflection.MethodInfo GetMethod(string name, type[] types)",
    raw=True,
)
def _method(self: NetType, name: str, detail: Any = None, *_rest: Any) -> Any:
    found = [item for item in _method_infos(self) if item.name == name]
    if isinstance(detail, list):
        found = [
            item
            for item in found
            if item.overload and [parameter.type for parameter in item.overload.parameters()] == list(detail)
        ]
    elif len(found) > 1:
        raise NetException(
            "System.Reflection.AmbiguousMatchException", f"Ambiguous match found for '{name}'."
        )
    return found[0] if found else None


@kind.method(
    "GetProperty",
    "System.Reflection.PropertyInfo GetProperty(string name)",
    "System.Reflection.PropertyInfo GetProperty(string name, System.Reflection.BindingFlags bindingAttr)",
)
def _property(self: NetType, name: str, flags: Any = None) -> Any:
    return next((item for item in _filtered(_property_infos(self), flags) if item.name == name), None)


@kind.method(
    "GetField",
    "System.Reflection.FieldInfo GetField(string name)",
    "System.Reflection.FieldInfo GetField(string name, System.Reflection.BindingFlags bindingAttr)",
)
def _field(self: NetType, name: str, flags: Any = None) -> Any:
    return next((item for item in _fields(self, flags) if item.name == name), None)


@kind.method(
    "GetCustomAttributes",
    "System.Object[] GetCustomAttributes(bool inherit)",
    "System.Object[] GetCustomAttributes(type attributeType, bool inherit)",
    raw=True,
)
def _attributes(self: NetType, *_args: Any) -> Any:
    return list(self.extra.get("attributes", ()))


@kind.method(
    "InvokeMember",
    "System.Object InvokeMember(string name, System.Reflection.BindingFlags invokeAttr, "
    "System.Object binder, System.Object target, System.Object[] args)",
)
def _invoke_member(self: NetType, name: str, flags: Any, _binder: Any, target: Any, args: Any) -> Any:
    from pssh.objects.members import call_method, call_static, get_member, new_object

    number = int(flags)
    values = list(args or [])
    if number & 512:
        return new_object(self, values)
    if number & 4096 or number & 1024:
        return get_member(target, name)
    return call_static(self, name, values) if target is None else call_method(target, name, values)


@kind.static_method(
    "GetType",
    "static type GetType(string typeName)",
    "static type GetType(string typeName, bool throwOnError)",
    "static type GetType(string typeName, bool throwOnError, bool ignoreCase)",
)
def _get_type(name: str, throw: bool = False, _ignore: bool = False) -> Any:
    found = resolve_type(name) if "." in name else None
    if found is None and throw:
        raise NetException(
            "System.TypeLoadException", f"Could not load type '{name}' from assembly '{_CORE_ASSEMBLY}'."
        )
    return found


@kind.static_method("GetTypeCode", "static System.TypeCode GetTypeCode(type type)")
def _type_code(wanted: Optional[NetType]) -> Any:
    from pssh.objects.number_members import type_code

    if wanted is None:
        return type_code("Empty")
    name = wanted.underlying.rpartition(".")[2] if wanted.kind == "enum" else wanted.name
    codes = resolve_type("System.TypeCode")
    return type_code(name if codes is not None and name in codes.enum_values else "Object")


kind.constant("EmptyTypes", "type[]", TypedArray([], kind))

import pssh.objects.lib_type_enums  # noqa: E402, F401 - what enums add
