"""What Get-TypeData shows: the members types have beyond .NET's own, built in or added in the session."""

from typing import Any, Dict, Iterator, List, Optional, Tuple

from pssh.objects import typedata
from pssh.objects.psobject import (
    PSAliasProperty,
    PSMemberInfo,
    PSNoteProperty,
    PSScriptMethod,
    PSScriptProperty,
)
from pssh.runtime.wildcards import wildcard

__all__ = [
    "MEMBER_CLASSES",
    "MEMBER_FIELDS",
    "ShownMember",
    "ShownTypeData",
    "remove_built_in",
    "type_data_objects",
]

_SPACE = "System.Management.Automation.Runspaces."
_KINDS = ("AliasProperty", "CodeProperty", "NoteProperty", "ScriptProperty", "CodeMethod", "ScriptMethod")

# The properties of the data of each kind of member, in the order they are shown.
MEMBER_FIELDS: Dict[str, Tuple[str, ...]] = {
    "AliasProperty": ("ReferencedMemberName", "MemberType", "IsHidden"),
    "CodeMethod": ("CodeReference",),
    "CodeProperty": ("GetCodeReference", "SetCodeReference", "IsHidden"),
    "NoteProperty": ("Value", "IsHidden"),
    "ScriptMethod": ("Script",),
    "ScriptProperty": ("GetScriptBlock", "SetScriptBlock", "IsHidden"),
}


class ShownMember:
    """One extended member: its kind, its name and what it is made of."""

    def __init__(self, kind: str, name: str, parts: Dict[str, Any]) -> None:
        self.kind = kind
        self.name = name
        self.parts = parts

    def made(self) -> Optional[PSMemberInfo]:
        """The member again, to be added to a type; None for those that are code."""
        get = self.parts.get
        if self.kind == "AliasProperty":
            return PSAliasProperty(self.name, str(get("ReferencedMemberName")), get("MemberType"))
        if self.kind == "NoteProperty":
            return PSNoteProperty(self.name, get("Value"))
        if self.kind == "ScriptProperty" and get("GetScriptBlock") is not None:
            return PSScriptProperty(self.name, get("GetScriptBlock"), get("SetScriptBlock"))
        if self.kind == "ScriptMethod" and get("Script") is not None:
            return PSScriptMethod(self.name, get("Script"))
        return None


# A class for each kind: the .NET types are told apart by it.
MEMBER_CLASSES: Dict[str, type] = {
    kind: type(kind + "Data", (ShownMember,), {"net_type_name": f"{_SPACE}{kind}Data"})
    for kind in MEMBER_FIELDS
}


class ShownTypeData:
    """The data of one type."""

    net_type_name = _SPACE + "TypeData"

    def __init__(self, type_name: str, members: Dict[str, ShownMember], data: Any = None) -> None:
        from pssh.objects.dictionaries import Hashtable

        self.type_name = type_name
        self.shown_members = members
        self.members = Hashtable()
        for name, member in members.items():
            self.members.set(name, member)
        self.default_display_properties = None if data is None else data.default_display_properties
        self.default_key_properties = None if data is None else data.default_key_properties
        self.default_display_property = None if data is None else data.default_display_property
        self.serialization_depth = 0 if data is None else data.serialization_depth or 0


def type_data_objects(patterns: List[str]) -> Iterator[ShownTypeData]:
    """The data of all types whose names match, by name."""
    tests = [wildcard(each) for each in patterns]
    found: Dict[str, Tuple[str, Dict[str, ShownMember]]] = {}
    for name in _known_types():
        if any(test(name) for test in tests):
            members = _built_in(name)
            if members:
                found[name.lower()] = (name, members)
    for key, data in typedata.TABLE.items():
        if any(test(data.type_name) for test in tests):
            members = found.setdefault(key, (data.type_name, {}))[1]
            for member in data.members.values():
                members[member.name] = _added(member)
    for key in sorted(found):
        name, members = found[key]
        yield ShownTypeData(name, members, typedata.TABLE.get(key))


def _known_types() -> Iterator[str]:
    from pssh.objects.families import FAMILIES
    from pssh.objects.net.table import FAMILIES as NET

    seen = set()
    for names in (*FAMILIES.values(), *NET.values()):
        for name in names.split():
            if name not in seen:
                seen.add(name)
                yield name


def _resolved(name: str) -> Any:
    from pssh.objects.types import resolve_type

    try:
        return resolve_type(name)
    except Exception:  # a family that cannot be loaded on this machine has no types to show
        return None


def _built_in(name: str) -> Dict[str, ShownMember]:
    known = _resolved(name)
    made: Dict[str, ShownMember] = {}
    for member in () if known is None else known.members.values():
        kind = getattr(member, "kind", "")
        if kind in _KINDS:
            parts = {"ReferencedMemberName": getattr(member, "target", None)}
            made[member.name] = MEMBER_CLASSES[kind](kind, member.name, parts)
    return made


def remove_built_in(name: str) -> bool:
    """Take the extended members that were there from the start from a type; whether it had any."""
    known = _resolved(name)
    if known is None or not _built_in(name):
        return False
    for lower, member in list(known.members.items()):
        if getattr(member, "kind", "") in _KINDS:
            del known.members[lower]
    known.forget()
    return True


def _added(member: Any) -> ShownMember:
    kind = str(member.member_type)
    parts: Dict[str, Any] = {}
    if kind == "AliasProperty":
        parts = {"ReferencedMemberName": member.referenced_name, "MemberType": member.conversion_type}
    elif kind == "NoteProperty":
        parts = {"Value": member.value}
    elif kind == "ScriptProperty":
        parts = {"GetScriptBlock": member.getter_script, "SetScriptBlock": member.setter_script}
    elif kind == "ScriptMethod":
        parts = {"Script": member.script}
    made: ShownMember = MEMBER_CLASSES[kind](kind, member.name, parts)
    return made
