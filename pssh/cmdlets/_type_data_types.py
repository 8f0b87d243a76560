"""The .NET types of what Get-TypeData gives."""

from typing import Any

from pssh.cmdlets._type_data import MEMBER_CLASSES, MEMBER_FIELDS, ShownMember, ShownTypeData
from pssh.objects.types import net_type
from pssh.runtime.nettypes_base import declare

__all__ = ["DATA"]

_SPACE = "System.Management.Automation.Runspaces."
_SET = _SPACE + "PropertySetData"
_TYPES = {
    "IsHidden": "bool",
    "ReferencedMemberName": "string",
    "MemberType": "type",
    "Value": "System.Object",
}

DATA = net_type(ShownTypeData.net_type_name, ShownTypeData)
declare(
    DATA, "TypeName string type_name\nMembers System.Collections.Generic.Dictionary[string,object] members"
)
for _name, _type in (
    ("TypeConverter", "type"),
    ("TypeAdapter", "type"),
    ("IsOverride", "bool"),
    ("SerializationMethod", "string"),
    ("TargetTypeForDeserialization", "type"),
    ("SerializationDepth", "uint"),
    ("DefaultDisplayProperty", "string"),
    ("InheritPropertySerializationSet", "bool"),
    ("StringSerializationSource", "string"),
    ("StringSerializationSourceProperty", _SPACE + "TypeMemberData"),
    ("DefaultDisplayPropertySet", _SET),
    ("DefaultKeyPropertySet", _SET),
    ("PropertySerializationSet", _SET),
):
    _missing: Any = False if _type == "bool" else None
    _attribute = {
        "SerializationDepth": "serialization_depth",
        "DefaultDisplayProperty": "default_display_property",
        "DefaultDisplayPropertySet": "default_display_properties",
        "DefaultKeyPropertySet": "default_key_properties",
    }.get(_name, "")
    DATA.prop(_name, _type)(
        lambda self, attribute=_attribute, missing=_missing: getattr(self, attribute, missing)
    )

MEMBER = net_type(_SPACE + "TypeMemberData", ShownMember)
MEMBER.prop("Name", "string")(lambda self: self.name)
for _kind, _fields in MEMBER_FIELDS.items():
    _net = net_type(f"{_SPACE}{_kind}Data", MEMBER_CLASSES[_kind], _SPACE + "TypeMemberData")
    for _field in _fields:
        _net.prop(_field, _TYPES.get(_field, "System.Management.Automation.ScriptBlock"))(
            lambda self, field=_field: self.parts.get(field, False if field == "IsHidden" else None)
        )
