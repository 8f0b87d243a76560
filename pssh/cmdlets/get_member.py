"""Get-Member and Add-Member."""

from typing import TYPE_CHECKING, Annotated, Any, Iterable, Iterator, List, Optional, Set

from pssh.cmdlets._results import MemberDefinition
from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import (
    PSAliasProperty,
    PSMemberInfo,
    PSNoteProperty,
    PSObject,
    PSScriptMethod,
    PSScriptProperty,
)
from pssh.runtime.binder_errors import ValidationFailure
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import Validator

if TYPE_CHECKING:
    from pssh.runtime.call import Call

__all__ = ["AddMember", "GetMember"]

_OBJECT = "System.Management.Automation.PSObject"
_KINDS = "System.Management.Automation.PSMemberTypes"
_VIEWS = "System.Management.Automation.PSMemberViewTypes"
_PROPERTIES = (
    "AliasProperty", "CodeProperty", "Property", "NoteProperty", "ScriptProperty", "InferredProperty",
)  # fmt: skip
_METHODS = ("Method", "CodeMethod", "ScriptMethod")
_INTERNAL = ("pstypenames", "psadapted", "psbase", "psextended", "psobject", "psstandardmembers")


def wanted_kinds(value: Any) -> Optional[Set[str]]:
    """The member kinds a PSMemberTypes value names; None for all."""
    if value is None:
        return None
    names = {part.strip() for part in str(value.name).split(",")}
    if "All" in names:
        return None
    if "Properties" in names:
        names.update(_PROPERTIES)
    if "Methods" in names:
        names.update(_METHODS)
    return names


@cmdlet("Get-Member", alias="gm", module="Microsoft.PowerShell.Utility")
class GetMember(CmdletBase):
    """Gets the properties and methods of objects.

    PS> 'abc' | Get-Member Length | ForEach-Object MemberType
    Property
    """

    input_object: Annotated[Any, Param(pipeline=True, type=_OBJECT)] = NOTHING
    name: Annotated[Optional[List[str]], Param(position=0)] = None
    member_type: Annotated[Any, Param(aliases="Type", type=_KINDS)] = None
    view: Annotated[Any, Param(type=_VIEWS)] = None
    static: Switch = False
    force: Switch = False

    def begin(self) -> None:
        self._types: Set[str] = set()
        self._kinds = wanted_kinds(self.member_type)

    def process(self) -> None:
        item = self.input_object
        if item is NOTHING or item is None:
            return
        type_name = self._type_name(item)
        if type_name in self._types:
            return
        self._types.add(type_name)
        kind_type = _resolve(_KINDS)
        for member in self._chosen(item):
            kind: Any = member.member_type
            if kind_type is not None and kind in kind_type.enum_values:
                from pssh.objects.enums import enum_value

                kind = enum_value(kind_type, kind_type.enum_values[kind])
            self.write(MemberDefinition(type_name, member.name, kind, _definition(member)))

    def _type_name(self, item: Any) -> str:
        from pssh.objects.types import NetType, type_names

        if self.static and isinstance(item, NetType):
            return str(item.full_name)
        return str(type_names(item)[0])

    def _chosen(self, item: Any) -> Iterator[PSMemberInfo]:
        from pssh.objects.members import members_of
        from pssh.runtime.wildcards import wildcard

        members = list(self._visible(members_of(item, bool(self.static))))
        for name in self.name or ["*"]:
            matches = wildcard(name)
            found = [member for member in members if matches(member.name)]
            yield from sorted(found, key=lambda member: (str(member.member_type), member.name.lower()))

    def _visible(self, members: Iterable[PSMemberInfo]) -> Iterator[PSMemberInfo]:
        views = None if self.view is None else {part.strip() for part in str(self.view.name).split(",")}
        for member in members:
            if self._kinds is not None and member.member_type not in self._kinds:
                continue
            if not self.force and (member.hidden or member.name.lower() in _INTERNAL):
                continue
            if views is not None and "All" not in views:
                own = "Extended" if member.is_instance else "Adapted"
                if own not in views and not (own == "Adapted" and "Base" in views):
                    continue
            yield member

    def end(self) -> None:
        if not self._types:
            self.call.error(
                "NoObjectInGetMember",
                "You must specify an object for the Get-Member cmdlet.",
                "CloseError",
                None,
                "System.InvalidOperationException",
            )


def _definition(member: PSMemberInfo) -> str:
    """The definition as printed: a note has its type's short name and .NET's text of the value."""
    if not isinstance(member, PSNoteProperty):
        return member.definition
    value = member.value
    if value is None:
        return f"object {member.name}=null"
    from pssh.objects.tostring import net_string, to_string
    from pssh.objects.types import type_of

    text = net_string(value) if isinstance(value, (list, tuple)) else to_string(value)
    return f"{_short_name(type_of(value).ps_name)} {member.name}={text}"


def _short_name(name: str) -> str:
    """A type's name without namespaces; `object` is no accelerator here."""
    import re

    name = re.sub(r"[A-Za-z_]\w*\.", "", name)
    return "Object" + name[6:] if name.split("[")[0] == "object" else name


def _resolve(name: str) -> Any:
    from pssh.objects.types import resolve_type

    return resolve_type(name)


_MEMBER, _PAIR, _PAIRS, _TYPE = (
    "MemberSet",
    "NotePropertySingleMemberSet",
    "NotePropertyMultiMemberSet",
    "TypeNameSet",
)
_ALL = (_MEMBER, _PAIR, _PAIRS, _TYPE)


class _NotAKind(Validator):
    """A name at the first place that is a kind of member means -MemberType."""

    name = "ValidateNotePropertyName"

    def check(self, value: Any, call: "Optional[Call]") -> None:
        if str(value).lower() in _KIND_NAMES:
            raise ValidationFailure(f"The value {value} is the name of a member type.")


_KIND_NAMES = frozenset(
    name.lower()
    for name in (*_PROPERTIES, *_METHODS, "PropertySet", "MemberSet", "ParameterizedProperty", "Event")
)


@cmdlet(
    "Add-Member",
    sets=(_TYPE, _PAIRS, _PAIR, _MEMBER),
    default_set=_TYPE,
    module="Microsoft.PowerShell.Utility",
)
class AddMember(CmdletBase):
    """Adds custom properties and methods to an instance of a PowerShell object.

    PS> $o = [pscustomobject]@{ A = 1 }; $o | Add-Member B 2; $o.B
    2
    """

    input_object: Annotated[Any, Param(pipeline=True, mandatory=True, type=_OBJECT)] = None
    member_type: Annotated[
        Any, Param(position=0, mandatory=True, sets=_MEMBER, aliases="Type", type=_KINDS)
    ] = None
    name: Annotated[Optional[str], Param(position=1, mandatory=True, sets=_MEMBER)] = None
    value: Annotated[Any, Param(position=2, sets=_MEMBER, allow_null=True)] = None
    second_value: Annotated[Any, Param(position=3, sets=_MEMBER, allow_null=True)] = None
    note_property_name: Annotated[
        Optional[str], Param(position=0, mandatory=True, sets=_PAIR, validate=(_NotAKind(),))
    ] = None
    note_property_value: Annotated[Any, Param(position=1, mandatory=True, sets=_PAIR, allow_null=True)] = None
    note_property_members: Annotated[
        Any, Param(position=0, mandatory=True, sets=_PAIRS, type="System.Collections.IDictionary")
    ] = None
    type_name: Annotated[Optional[str], Param(sets=_ALL, mandatory=False)] = None
    force: Annotated[Switch, Param(sets=(_MEMBER, _PAIR, _PAIRS))] = False
    pass_thru: Switch = False

    def process(self) -> None:
        target = self.input_object
        if target is None:
            return
        if target.__class__ is not PSObject and not self._stays_itself(target):
            target = PSObject(target, {})
        if self.type_name and isinstance(target, PSObject):
            self._add_type(target)
        if self.note_property_name is not None:
            self._put(target, self.note_property_name, self.note_property_value)
        elif self.note_property_members is not None:
            for name, value in self.note_property_members.items():
                self._put(target, str(name), value)
        elif self.member_type is not None:
            member = self._member()
            if member is None:
                return
            self._put(target, member.name, member.value if isinstance(member, PSNoteProperty) else member)
        if self.pass_thru:
            self.write(target)

    def _stays_itself(self, target: Any) -> bool:
        """Objects keep their new members themselves; values get a wrapper, which only -PassThru lets out."""
        if self.type_name or isinstance(target, (str, int, float)):
            return False
        from pssh.objects.typedata import can_be_watched

        return not self.pass_thru or can_be_watched(target)

    def _add_type(self, target: PSObject) -> None:
        from pssh.objects.types import resolve_type, type_names

        name = str(self.type_name)
        found = resolve_type(name)
        names = [str(each) for each in type_names(target)]
        target.type_names = [found.full_name if found is not None else name, *names]

    def _put(self, target: Any, name: str, value: Any) -> None:
        if target.__class__ is not PSObject:
            self._attach(target, name, value)
            return
        existing = target.key_of(name)
        declared = existing is None and self._declared(target, name)
        if (existing is not None or declared) and not self.force:
            self._refuse(target, name)
            return
        if existing is not None and existing != name:
            del target.members[existing]
        target.members[name] = value

    def _refuse(self, target: Any, name: str) -> None:
        self.call.error(
            "MemberAlreadyExists",
            f'Cannot add a member with the name "{name}" because a member with that name already exists. '
            "To overwrite the member anyway, add the Force parameter to your command.",
            "InvalidOperation",
            target,
            "System.InvalidOperationException",
        )

    def _attach(self, target: Any, name: str, value: Any) -> None:
        from pssh.objects.typedata import attach, attached

        if not self.force and (name.lower() in attached(target) or self._has(target, name)):
            self._refuse(target, name)
            return
        attach(target, value if isinstance(value, PSMemberInfo) else PSNoteProperty(name, value))

    def _declared(self, target: PSObject, name: str) -> bool:
        return target.base is not None and self._has(target.base, name)

    def _has(self, target: Any, name: str) -> bool:
        from pssh.objects.members import find_property

        if hasattr(target, "stored_key") and target.contains(name):
            return True
        return find_property(target, name) is not MISSING

    # --- the kinds of member --------------------------------------------------------------------------

    def _member(self) -> Optional[PSMemberInfo]:
        kind, name = str(self.member_type.name), str(self.name)
        first, second = self.value, self.second_value
        if kind == "NoteProperty":
            return PSNoteProperty(name, first)
        if kind == "AliasProperty":
            from pssh.objects.tostring import to_string
            from pssh.objects.types import NetType, resolve_type

            wanted = (
                second if isinstance(second, NetType) or second is None else resolve_type(to_string(second))
            )
            return PSAliasProperty(name, to_string(first), wanted)
        if kind == "ScriptProperty":
            if first is None and second is None:
                self._needs("Value1ShouldNotBeNull", "Value")
            return PSScriptProperty(name, self._block(first), self._block(second))
        if kind == "ScriptMethod":
            return PSScriptMethod(name, self._block(first))
        if kind in ("PropertySet", "MemberSet"):
            return self._set_of(kind, name, first)
        self.call.error(
            "CannotAddMemberType",
            f'Cannot add a member with type "{kind}". Specify a different type for the MemberTypes '
            "parameter.",
            "InvalidOperation",
            kind,
            "System.InvalidOperationException",
        )
        return None

    def _needs(self, error_id: str, name: str) -> None:
        self.call.throw(
            error_id,
            f'The {name} parameter must not be null for a member of type "{self.member_type.name}".',
            "InvalidOperation",
            None,
            "System.InvalidOperationException",
        )

    def _block(self, value: Any) -> Any:
        if value is None:
            return None
        if value.__class__.__name__ != "ScriptBlock":
            from pssh.objects.convert import convert

            return convert(value, _resolve("System.Management.Automation.ScriptBlock"))
        return value

    def _set_of(self, kind: str, name: str, value: Any) -> PSMemberInfo:
        from pssh.objects.psobject import PSMemberSet, PSPropertySet

        values = list(value) if isinstance(value, list) else [value]
        if kind == "PropertySet":
            return PSPropertySet(name, [str(each) for each in values])
        return PSMemberSet(name, [each for each in values if isinstance(each, PSMemberInfo)])
