"""The members of a value, listed: for Get-Member, Select-Object *, Format-*."""

from typing import Any, Dict, List, Tuple

from pssh.objects import typedata
from pssh.objects.declare import Method, Property
from pssh.objects.interface_methods import explicit_methods
from pssh.objects.nettype import NetType
from pssh.objects.psobject import (
    PSAliasProperty,
    PSCodeProperty,
    PSMemberInfo,
    PSMethod,
    PSNoteProperty,
    PSObject,
    PSParameterizedProperty,
    PSProperty,
)
from pssh.objects.types import resolve_type, type_of

_EXTENDED = frozenset(("ScriptProperty", "AliasProperty", "NoteProperty", "CodeProperty", "PropertySet"))

__all__ = ["PSEvent", "bind_declared", "members_of", "own_first_names", "properties_of", "property_names"]


class PSEvent(PSMemberInfo):
    """An event of a .NET type, which Register-ObjectEvent subscribes to."""

    __slots__ = ("handler",)
    member_type = "Event"
    is_property = False
    is_instance = False

    def __init__(self, name: str, handler: str, owner: Any = None) -> None:
        super().__init__(name, owner)
        self.handler = handler

    def get(self, owner: Any) -> Any:
        return self

    @property
    def definition(self) -> str:
        generic = self.handler.partition("`1[")[2]
        told = generic[:-1] if generic else self.handler.replace("Handler", "Args")
        return f"{self.handler} {self.name}(System.Object, {told})"


def members_of(value: Any, static: bool = False) -> List[PSMemberInfo]:
    """All members: those added to the object, of the type table, of its type; each bound to the object."""
    if static:
        return _static_members(value)
    found: Dict[str, PSMemberInfo] = {}
    base = value
    if value.__class__ is PSObject:
        for name, item in value.members.items():
            if isinstance(item, PSMemberInfo):
                found.setdefault(name.lower(), item.bound(value))
            else:
                found.setdefault(name.lower(), PSNoteProperty(name, item, value))
        base = value.base
    kind = type_of(value)
    late: Dict[str, PSMemberInfo] = {}  # added to the very types that have extended members from the start
    for type_name, member in typedata.members_for(value):
        group = late if type_name.lower() in kind.supers() else found
        group.setdefault(member.name.lower(), member.bound(value))
    own = getattr(base, "ps_members", None)
    if own is not None:
        for member in own():
            found.setdefault(member.name.lower(), member)
    target = value if base is None else base
    if (
        value.__class__ is PSObject and base is None
    ):  # also what came from elsewhere has no members of a PSObject
        kind = resolve_type("System.Management.Automation.PSCustomObject") or kind
    declarations = kind.all_members()
    for extended in (True, False):  # what types files add comes before the type's own
        for lower, declared in declarations.items():
            if lower not in found and (declared.kind in _EXTENDED) is extended:
                found[lower] = late.pop(lower) if lower in late else bind_declared(declared, target)
        for lower, member in late.items():
            found.setdefault(lower, member)
    for lower, explicit in explicit_methods(kind).items():
        own = found.get(lower)
        if own is None:
            found[lower] = PSMethod(explicit, target)
        elif own.__class__ is PSMethod:
            both = Method(own.name)
            both.overloads = [*own.declaration.overloads, *explicit.overloads]
            found[lower] = PSMethod(both, target)
    for each in kind.bases():
        for name, handler in each.extra.get("events", {}).items():
            found.setdefault(name.lower(), PSEvent(name, handler, target))
    return list(found.values())


def bind_declared(declared: Any, owner: Any) -> PSMemberInfo:
    """A declaration as a member of `owner`."""
    if isinstance(declared, Property):
        if declared.kind == "AliasProperty":
            return PSAliasProperty(declared.name, declared.target, None, owner)
        if declared.kind != "Property":
            getter: Any = declared.getter
            return PSCodeProperty(
                declared.name,
                getter,
                declared.setter,
                declared.type_text,
                declared.kind,
                owner,
                declared.target,
            )
        return PSProperty(declared, owner)
    if declared.kind == "ParameterizedProperty":
        return PSParameterizedProperty(declared, owner)
    return PSMethod(declared, owner)


def _static_members(value: Any) -> List[PSMemberInfo]:
    wanted = value if isinstance(value, NetType) else type_of(value)
    found: List[PSMemberInfo] = []
    constructor = wanted.find_constructor()
    if constructor is not None:
        member = PSMethod(constructor, wanted)
        member.name = "new"
        found.append(member)
    for declared in wanted.all_statics().values():
        found.append(bind_declared(declared, wanted))
    if wanted.kind == "enum":
        for name in wanted.enum_values:
            found.append(PSProperty(Property(name, wanted.full_name, lambda: None, static=True), wanted))
    return found


def properties_of(value: Any) -> List[Tuple[str, Any]]:
    """The properties with their values, in PowerShell's order; one that throws counts as None."""
    if value.__class__ is PSObject and value.base is None and not typedata.TABLE:
        return [
            (name, _safe(item, value) if isinstance(item, PSMemberInfo) else item)
            for name, item in value.members.items()
            if not isinstance(item, PSMemberInfo) or (item.is_property and not item.hidden)
        ]
    return [
        (member.name, _safe(member, member.owner))
        for member in members_of(value)
        if member.is_property and not member.hidden
    ]


def property_names(value: Any) -> List[str]:
    """The names of the properties, in PowerShell's order."""
    if value.__class__ is PSObject and value.base is None and not typedata.TABLE:
        return [
            name
            for name, item in value.members.items()
            if not isinstance(item, PSMemberInfo) or (item.is_property and not item.hidden)
        ]
    return [member.name for member in members_of(value) if member.is_property and not member.hidden]


def _safe(member: PSMemberInfo, owner: Any) -> Any:
    try:
        return member.get(owner)
    except Exception:  # a getter that fails shows nothing, as in PowerShell
        return None


def own_first_names(value: Any) -> List[str]:
    """The names in the order of a default display: the type's own properties before the extended ones."""
    members = [member for member in members_of(value) if member.is_property and not member.hidden]
    own = [member.name for member in members if isinstance(member, PSProperty)]
    return own + [member.name for member in members if not isinstance(member, PSProperty)]
