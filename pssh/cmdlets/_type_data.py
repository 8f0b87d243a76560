"""What Get-TypeData shows: the members types have beyond .NET's own, built in or added in the session."""

from typing import Any, Dict, Iterator, List, Tuple

from pssh.objects import typedata
from pssh.objects.psobject import PSObject
from pssh.runtime.command_members import shown_as
from pssh.runtime.wildcards import wildcard

__all__ = ["type_data_objects"]

_SPACE = "System.Management.Automation.Runspaces."
_KINDS = ("AliasProperty", "CodeProperty", "NoteProperty", "ScriptProperty", "CodeMethod", "ScriptMethod")


def type_data_objects(patterns: List[str]) -> Iterator[PSObject]:
    """The data of all types whose names match, by name."""
    tests = [wildcard(each) for each in patterns]
    found: Dict[str, Tuple[str, Dict[str, Any]]] = {}
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
        yield _object(name, members, typedata.TABLE.get(key))


def _object(name: str, members: Dict[str, Any], data: Any) -> PSObject:
    from pssh.objects.dictionaries import Hashtable

    table = Hashtable()
    for each, value in members.items():
        table.set(each, value)
    return PSObject(
        None,
        {
            "TypeName": name,
            "Members": table,
            "SerializationDepth": data.serialization_depth if data is not None else None,
            "DefaultDisplayProperty": data.default_display_property if data is not None else None,
            "DefaultDisplayPropertySet": data.default_display_properties if data is not None else None,
        },
        [_SPACE + "TypeData", "System.Object"],
    )


def _known_types() -> Iterator[str]:
    from pssh.objects.families import FAMILIES
    from pssh.objects.net.table import FAMILIES as NET

    seen = set()
    for names in (*FAMILIES.values(), *NET.values()):
        for name in names.split():
            if name not in seen:
                seen.add(name)
                yield name


def _built_in(name: str) -> Dict[str, Any]:
    from pssh.objects.types import resolve_type

    try:
        known = resolve_type(name)
    except Exception:  # a family that cannot be loaded on this machine has no types to show
        return {}
    if known is None:
        return {}
    made = {}
    for member in known.members.values():
        kind = getattr(member, "kind", "")
        if kind in _KINDS:
            made[member.name] = _member(kind, member.name, getattr(member, "target", None), None, None)
    return made


def _added(member: Any) -> PSObject:
    getter, setter = getattr(member, "getter_script", None), getattr(member, "setter_script", None)
    script = getattr(member, "script", None)
    target = getattr(member, "referenced_name", None)
    return _member(member.member_type, member.name, target, getter if script is None else script, setter)


def _member(kind: str, name: str, target: Any, script: Any, setter: Any) -> PSObject:
    members: Dict[str, Any] = {"Name": name, "IsHidden": False}
    if kind == "AliasProperty":
        members = {"Name": name, "ReferencedMemberName": target, "MemberType": None, "IsHidden": False}
    elif kind == "ScriptProperty":
        members = {"GetScriptBlock": script, "SetScriptBlock": setter, "IsHidden": False, "Name": name}
    elif kind == "ScriptMethod":
        members = {"Script": script, "Name": name}
    full = f"{_SPACE}{kind}Data"
    members["ToString"] = shown_as(full)
    return PSObject(None, members, [full, _SPACE + "TypeMemberData", "System.Object"])
