"""Get-Member."""

from typing import Annotated, Any, Iterable, Iterator, List, Optional, Set

from pssh.cmdlets._results import MemberDefinition
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSMemberInfo, PSNoteProperty
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

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
