"""Members of PSObject and of the member kinds, PSReference, SwitchParameter, LanguagePrimitives."""

from typing import Any

from pssh.objects.compare import compare, equals
from pssh.objects.convert import convert, to_bool, try_convert
from pssh.objects.enums import enum_value
from pssh.objects.intrinsics import MemberCollection, PSObjectView, TypeNameList
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import (
    PSAliasProperty,
    PSCodeProperty,
    PSMemberInfo,
    PSMemberSet,
    PSMethod,
    PSNoteProperty,
    PSObject,
    PSParameterizedProperty,
    PSProperty,
    PSPropertySet,
    PSScriptMethod,
    PSScriptProperty,
    unwrap,
)
from pssh.objects.reference import PSReference
from pssh.objects.switch import PRESENT, switch_of
from pssh.objects.types import NetType, net_type, resolve_type, type_names

_SMA = "System.Management.Automation."
ps_object = net_type(_SMA + "PSObject", PSObjectView)


@ps_object.constructor(f"{_SMA}PSObject new()", f"{_SMA}PSObject new(System.Object obj)", raw=True)
def _new_psobject(value: Any = None) -> Any:
    if value is None:
        return PSObject(None, {})
    return value if isinstance(value, PSObject) else PSObject(value, {})


@ps_object.static_method("AsPSObject", "static psobject AsPSObject(System.Object obj)", raw=True)
def _as_psobject(value: Any) -> Any:
    return value if isinstance(value, PSObject) else PSObject(value, {})


def _owner(self: Any) -> Any:
    return self.owner if isinstance(self, PSObjectView) else self


for _name, _kind in (("Members", "members"), ("Properties", "properties"), ("Methods", "methods")):
    ps_object.prop(_name, f"{_SMA}PSMemberInfoCollection[{_SMA}PSMemberInfo]")(
        lambda self, _kind=_kind: MemberCollection(_owner(self), _kind)
    )
ps_object.prop("ImmediateBaseObject", "System.Object")(lambda self: unwrap(_owner(self)))
ps_object.prop("BaseObject", "System.Object")(lambda self: unwrap(_owner(self)))


@ps_object.prop("TypeNames", "System.Collections.ObjectModel.Collection[string]")
def _type_names(self: Any) -> Any:
    owner = _owner(self)
    return TypeNameList(owner, type_names(owner))


@ps_object.method("Copy", "psobject Copy()")
def _copy(self: Any) -> Any:
    owner = _owner(self)
    return (
        owner.copy()
        if isinstance(owner, PSObject) or (hasattr(owner, "copy") and not isinstance(owner, list))
        else owner
    )


@ps_object.method("ToString", "string ToString()")
def _to_string(self: Any) -> str:
    from pssh.objects.tostring import to_string

    return to_string(_owner(self))


custom = net_type(_SMA + "PSCustomObject")


@custom.method("ToString", "string ToString()")
def _custom_text(self: Any) -> str:
    return "" if isinstance(self, PSObject) else str(self)


# -- collections of members ------------------------------------------------------------------------

collection = net_type(
    _SMA + "PSMemberInfoIntegratingCollection", MemberCollection, None, ("System.Collections.IEnumerable",)
)
collection.parameterized("Item", f"{_SMA}PSMemberInfo Item(string name) {{get;}}")(
    lambda self, name: self.find(name)
)
collection.method("get_Item", f"{_SMA}PSMemberInfo get_Item(string name)")(lambda self, name: self.find(name))
collection.method(
    "Add", f"void Add({_SMA}PSMemberInfo member)", f"void Add({_SMA}PSMemberInfo member, bool preValidated)"
)(lambda self, member, _checked=False: self.add(member))
collection.method("Remove", "void Remove(string name)")(lambda self, name: self.remove(name))
collection.method("Match", f"{_SMA}ReadOnlyPSMemberInfoCollection Match(string name)", raw=True)(
    lambda self, name, *rest: self.match(str(name))
)


# -- kinds of member -------------------------------------------------------------------------------


def _member_type(self: PSMemberInfo) -> Any:
    wanted = resolve_type(_SMA + "PSMemberTypes")
    assert wanted is not None
    return enum_value(wanted, wanted.enum_values.get(self.member_type, 8))


info = net_type(_SMA + "PSMemberInfo")
info.extra["abstract"] = True
info.prop("MemberType", _SMA + "PSMemberTypes")(_member_type)
info.prop("Name", "string")(lambda self: self.name)
info.prop("TypeNameOfValue", "string")(lambda self: self.type_name_of_value)
info.prop("IsInstance", "bool")(lambda self: self.is_instance)


def _set_value(self: PSMemberInfo, value: Any) -> None:
    self.value = value


def _value(self: PSMemberInfo) -> Any:
    return self.value


info.prop("Value", "System.Object")(_value)
info.setter("Value")(_set_value)
info.method("Copy", f"{_SMA}PSMemberInfo Copy()")(lambda self: self.copy())
info.method("ToString", "string ToString()")(lambda self: str(self))

_property = net_type(_SMA + "PSPropertyInfo", None, _SMA + "PSMemberInfo")
_property.prop("IsSettable", "bool")(lambda self: self.is_settable)
_property.prop("IsGettable", "bool")(lambda self: self.is_gettable)
_method = net_type(_SMA + "PSMethodInfo", None, _SMA + "PSMemberInfo")


@_method.prop("OverloadDefinitions", "System.Collections.ObjectModel.Collection[string]")
def _overloads(self: Any) -> Any:
    from pssh.objects.collections import Collection

    return Collection(
        self.overload_definitions, resolve_type("System.Collections.ObjectModel.Collection[string]")
    )


@_method.method("Invoke", "System.Object Invoke(Params System.Object[] arguments)", raw=True)
def _invoke(self: Any, *args: Any) -> Any:
    from pssh.objects.collections import params_array

    return self.invoke(params_array(args))


for _cls, _base in (
    (PSNoteProperty, "PSPropertyInfo"), (PSScriptProperty, "PSPropertyInfo"), (PSAliasProperty, "PSPropertyInfo"),
    (PSCodeProperty, "PSPropertyInfo"), (PSProperty, "PSPropertyInfo"), (PSMethod, "PSMethodInfo"),
    (PSParameterizedProperty, "PSMethodInfo"), (PSScriptMethod, "PSMethodInfo"), (PSPropertySet, "PSMemberInfo"),
    (PSMemberSet, "PSMemberInfo"),
):  # fmt: skip
    net_type(_SMA + _cls.__name__, _cls, _SMA + _base)


@net_type(_SMA + "PSNoteProperty").constructor("psnoteproperty new(string name, System.Object value)")
def _new_note(name: str, value: Any) -> PSNoteProperty:
    return PSNoteProperty(name, value)


@net_type(_SMA + "PSScriptProperty").constructor(
    "psscriptproperty new(string name, scriptblock getterScript)",
    "psscriptproperty new(string name, scriptblock getterScript, scriptblock setterScript)",
)
def _new_script_property(name: str, getter: Any, setter: Any = None) -> PSScriptProperty:
    return PSScriptProperty(name, getter, setter)


@net_type(_SMA + "PSAliasProperty").constructor(
    "psaliasproperty new(string name, string referencedMemberName)",
    "psaliasproperty new(string name, string referencedMemberName, type conversionType)",
)
def _new_alias(name: str, target: str, wanted: Any = None) -> PSAliasProperty:
    return PSAliasProperty(name, target, wanted)


@net_type(_SMA + "PSScriptMethod").constructor("psscriptmethod new(string name, scriptblock script)")
def _new_script_method(name: str, script: Any) -> PSScriptMethod:
    return PSScriptMethod(name, script)


@net_type(_SMA + "PSPropertySet").constructor(
    f"{_SMA}PSPropertySet new(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)"
)
def _new_property_set(name: str, names: Any) -> PSPropertySet:
    return PSPropertySet(name, names)


@net_type(_SMA + "PSMemberSet").constructor(
    f"{_SMA}PSMemberSet new(string name)",
    f"{_SMA}PSMemberSet new(string name, System.Collections.Generic.IEnumerable[{_SMA}PSMemberInfo] members)",
    raw=True,
)
def _new_member_set(name: str, members: Any = ()) -> PSMemberSet:
    return PSMemberSet(name, list(members))


net_type(_SMA + "PSScriptProperty").prop("GetterScript", "scriptblock")(lambda self: self.getter_script)
net_type(_SMA + "PSScriptProperty").prop("SetterScript", "scriptblock")(lambda self: self.setter_script)
net_type(_SMA + "PSScriptMethod").prop("Script", "scriptblock")(lambda self: self.script)
net_type(_SMA + "PSAliasProperty").prop("ReferencedMemberName", "string")(lambda self: self.referenced_name)
net_type(_SMA + "PSAliasProperty").prop("ConversionType", "type")(lambda self: self.conversion_type)
net_type(_SMA + "PSPropertySet").prop(
    "ReferencedPropertyNames", "System.Collections.ObjectModel.Collection[string]"
)(lambda self: list(self.referenced_names))
net_type(_SMA + "PSMemberSet").prop("Members", "System.Object")(lambda self: list(self.members))

# -- the rest --------------------------------------------------------------------------------------

reference = net_type(_SMA + "PSReference")


def _set_reference(self: PSReference, value: Any) -> None:
    self.value = value


reference.prop("Value", "System.Object")(lambda self: self.value)
reference.setter("Value")(_set_reference)
reference.constructor(f"{_SMA}PSReference new(System.Object value)")(lambda value: PSReference(value))

switch = net_type(_SMA + "SwitchParameter")
switch.static_prop("Present", "switch")(lambda: PRESENT)
switch.constructor("switch new(bool isPresent)")(lambda value: switch_of(to_bool(value)))
switch.prop("IsPresent", "bool")(lambda self: self.is_present)
switch.method("ToBool", "bool ToBool()")(lambda self: self.is_present)

net_type(_SMA + "Internal.AutomationNull").static_prop("Value", "System.Object")(lambda: NOTHING)
net_type(_SMA + "Language.NullString").static_prop("Value", "System.Object")(lambda: None)

primitives = net_type(_SMA + "LanguagePrimitives")


@primitives.static_method(
    "ConvertTo", "static System.Object ConvertTo(System.Object valueToConvert, type resultType)"
)
def _convert_to(value: Any, wanted: NetType, *_rest: Any) -> Any:
    return convert(value, wanted)


@primitives.static_method(
    "TryConvertTo",
    "static bool TryConvertTo(System.Object valueToConvert, type resultType, [ref] System.Object result)",
)
def _try_convert_to(value: Any, wanted: NetType, result: PSReference) -> bool:
    found = try_convert(value, wanted)
    result.value = None if found is MISSING else found
    return found is not MISSING


@primitives.static_method("IsTrue", "static bool IsTrue(System.Object obj)")
def _is_true(value: Any) -> bool:
    return to_bool(value)


@primitives.static_method(
    "Equals",
    "static bool Equals(System.Object first, System.Object second)",
    "static bool Equals(System.Object first, System.Object second, bool ignoreCase)",
)
def _equals(left: Any, right: Any, ignore_case: bool = False) -> bool:
    return equals(left, right, ignore_case)


@primitives.static_method(
    "Compare",
    "static int Compare(System.Object first, System.Object second)",
    "static int Compare(System.Object first, System.Object second, bool ignoreCase)",
)
def _compare(left: Any, right: Any, ignore_case: bool = False) -> int:
    return compare(left, right, ignore_case)


@primitives.static_method(
    "GetEnumerable", "static System.Collections.IEnumerable GetEnumerable(System.Object obj)"
)
def _enumerable(value: Any) -> Any:
    from pssh.objects.compare import enumerate_value

    items = enumerate_value(value)
    return None if items is None else list(items)
