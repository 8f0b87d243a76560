"""Update-, Get- and Remove-TypeData."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects import typedata
from pssh.objects.convert import to_string
from pssh.objects.errors import PSError, ps_error
from pssh.objects.psobject import (
    PSAliasProperty,
    PSMemberInfo,
    PSNoteProperty,
    PSScriptMethod,
    PSScriptProperty,
)
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet

UTILITY = "Microsoft.PowerShell.Utility"


class _TypeNameOf:
    """An object stands for its type; a text or a type is a name already."""

    def transform(self, value: Any, runspace: Any) -> Any:
        from pssh.objects.types import NetType, type_names

        if isinstance(value, NetType):
            return value.full_name
        return value if isinstance(value, str) else type_names(value)[0]


def _member(call: Call, kind: str, name: str, value: Any, second: Any) -> PSMemberInfo:
    lower = kind.lower()
    if lower == "noteproperty":
        return PSNoteProperty(name, value)
    if lower == "aliasproperty":
        return PSAliasProperty(name, to_string(value))
    if lower == "scriptproperty":
        return PSScriptProperty(name, value, second)
    if lower == "scriptmethod":
        return PSScriptMethod(name, value)
    call.throw(
        "TypeDataMemberTypeNotSupported",
        f"A member of the type {kind} cannot be added: use NoteProperty, AliasProperty, ScriptProperty or ScriptMethod.",
        "NotImplemented",
    )


_ALL_IS_SENT = (
    "is not available: objects are sent with all their properties. Send what Select-Object leaves of them, or use "
    "-SerializationDepth."
)
_NEEDS_NET = "needs .NET code and is not available."
_UNAVAILABLE = {  # parameter of Update-TypeData, why it cannot be given
    "SerializationMethod": _ALL_IS_SENT,
    "StringSerializationSource": _ALL_IS_SENT,
    "PropertySerializationSet": _ALL_IS_SENT,
    "InheritPropertySerializationSet": _ALL_IS_SENT,
    "TypeConverter": _NEEDS_NET,
    "TypeAdapter": _NEEDS_NET,
    "TargetTypeForDeserialization": _NEEDS_NET,
}


@cmdlet("Update-TypeData", default_set="FileSet", should_process=True, module=UTILITY)
def update_type_data(
    call: Call,
    append_path: Annotated[
        Optional[List[str]],
        Param(position=0, sets="FileSet", pipeline=True, by_property=True, aliases=("PSPath", "Path")),
    ] = None,
    *,
    prepend_path: Annotated[Optional[List[str]], Param(sets="FileSet")] = None,
    type_name: Annotated[
        Optional[str],
        Param(
            sets="DynamicTypeSet", mandatory=True, pipeline=True, by_property=True, transform=(_TypeNameOf(),)
        ),
    ] = None,
    type_data: Annotated[
        Optional[List[Any]], Param(sets="TypeDataSet", mandatory=True, pipeline=True)
    ] = None,
    member_type: Annotated[Optional[str], Param(sets="DynamicTypeSet", type="System.String")] = None,
    member_name: Annotated[Optional[str], Param(sets="DynamicTypeSet")] = None,
    value: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    second_value: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    type_converter: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    type_adapter: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    serialization_method: Annotated[Optional[str], Param(sets="DynamicTypeSet")] = None,
    target_type_for_deserialization: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    serialization_depth: Annotated[Optional[int], Param(sets="DynamicTypeSet")] = None,
    default_display_property: Annotated[Optional[str], Param(sets="DynamicTypeSet")] = None,
    inherit_property_serialization_set: Annotated[Any, Param(sets="DynamicTypeSet")] = None,
    string_serialization_source: Annotated[Optional[str], Param(sets="DynamicTypeSet")] = None,
    default_display_property_set: Annotated[Optional[List[str]], Param(sets="DynamicTypeSet")] = None,
    default_key_property_set: Annotated[Optional[List[str]], Param(sets="DynamicTypeSet")] = None,
    property_serialization_set: Annotated[Optional[List[str]], Param(sets="DynamicTypeSet")] = None,
    force: Annotated[Switch, Param(sets=("DynamicTypeSet", "TypeDataSet"))] = False,
) -> None:
    """Adds properties, methods and display defaults to a type of object.

    PS> Update-TypeData -TypeName System.Int32 -MemberType ScriptProperty -MemberName Half -Value { $this / 2 } -Force
    PS> (10).Half
    5
    """
    for name, why in _UNAVAILABLE.items():
        if name in call.bound:
            call.throw("NotSupported", f"The parameter {name} {why}", "NotImplemented")
    if type_data is not None:
        for each in type_data:
            _apply_data(each, bool(force))
        return
    if type_name is None:
        for path in [*(append_path or []), *(prepend_path or [])]:
            _load_file(call, path)
        return
    text = type_name.strip("[]")
    from pssh.objects.types import resolve_type

    net = resolve_type(text)
    full = net.full_name if net is not None else text
    if not call.should_process(f"TypeName: {full}", "Update TypeData"):
        return
    if member_name is not None:
        _add_member(
            full, _member(call, member_type or "NoteProperty", member_name, value, second_value), force
        )
    data = typedata.type_data(full, make=True)
    if data is None:
        return
    if default_display_property_set is not None:
        data.default_display_properties = list(default_display_property_set)
    if default_display_property is not None:
        data.default_display_property = default_display_property
    if default_key_property_set is not None:
        data.default_key_properties = list(default_key_property_set)
    if serialization_depth is not None:
        data.serialization_depth = serialization_depth


def _add_member(type_name: str, member: Any, force: bool) -> None:
    """Give a type a member; one that is there is an error unless `force` replaces it."""
    try:
        typedata.add_member(type_name, member, bool(force))
    except PSError as error:
        raise ps_error(
            "TypesDynamicUpdateException", error.record.message, "InvalidOperation", None,
            "System.Management.Automation.RuntimeException",
        ) from None  # fmt: skip


def _apply_data(given: Any, force: bool) -> None:
    from pssh.cmdlets._type_data import ShownTypeData
    from pssh.objects.psobject import unwrap

    given = unwrap(given)
    if not isinstance(given, ShownTypeData):
        raise ps_error(
            "TypesDynamicUpdateException",
            "Only a TypeData object can be given here.",
            "InvalidArgument",
            given,
        )
    for shown in given.shown_members.values():
        member = shown.made()
        if member is not None:
            typedata.add_member(given.type_name, member, force)
    data = typedata.type_data(given.type_name, make=True)
    if data is not None and given.default_display_properties is not None:
        data.default_display_properties = given.default_display_properties


def _load_file(call: Call, given: str) -> None:
    """A types.ps1xml file: note, alias and script members, and the default display set."""
    from xml.etree import ElementTree

    from pssh.runtime.scriptblock import ScriptBlock

    try:
        path = call.path(call.runspace.paths.resolve(given)[0].display)
    except PSError as error:
        record = error.record
        call.error("TypesPrependPathException", record.message, "InvalidOperation", given,
                   "System.Management.Automation.ItemNotFoundException")  # fmt: skip
        return
    try:
        root = ElementTree.parse(path).getroot()
    except (OSError, ElementTree.ParseError) as error:
        call.error(
            "TypesXmlUpdateException",
            f"Error loading type data file {path}: {error}",
            "InvalidOperation",
            path,
        )
        return
    for node in root.iter("Type"):
        name = (node.findtext("Name") or "").strip()
        for member in node.iterfind("Members/*"):
            title = (member.findtext("Name") or "").strip()
            if member.tag == "NoteProperty":
                made: Any = PSNoteProperty(title, (member.findtext("Value") or "").strip())
            elif member.tag == "AliasProperty":
                made = PSAliasProperty(title, (member.findtext("ReferencedMemberName") or "").strip())
            elif member.tag == "ScriptProperty":
                getter = ScriptBlock.create(member.findtext("GetScriptBlock") or "")
                setter = member.findtext("SetScriptBlock")
                made = PSScriptProperty(title, getter, ScriptBlock.create(setter) if setter else None)
            elif member.tag == "ScriptMethod":
                made = PSScriptMethod(title, ScriptBlock.create(member.findtext("Script") or ""))
            elif member.tag == "MemberSet" and title == "PSStandardMembers":
                names = [n.text or "" for n in member.iterfind(".//ReferencedProperties/Name")]
                data = typedata.type_data(name, make=True)
                if data is not None and names:
                    data.default_display_properties = names
                continue
            else:
                call.error("TypesXmlUpdateException", f"{path}: the member {title} of {name} is a {member.tag}, which "
                           "needs .NET code.", "NotImplemented", path)  # fmt: skip
                continue
            typedata.add_member(name, made, True)


@cmdlet("Get-TypeData", module=UTILITY, output="System.Management.Automation.Runspaces.TypeData")
def get_type_data(
    call: Call, type_name: Annotated[Optional[List[str]], Param(position=0, pipeline=True)] = None
) -> Iterator[Any]:
    """Gets the members types have beyond those of .NET, built in or added in this session."""
    from pssh.cmdlets._type_data import type_data_objects

    yield from type_data_objects(type_name or ["*"])


@cmdlet(
    "Remove-TypeData",
    sets=("RemoveTypeSet", "RemoveFileSet", "RemoveTypeDataSet"),
    default_set="RemoveTypeSet",
    should_process=True,
    module=UTILITY,
)
def remove_type_data(
    call: Call,
    type_name: Annotated[
        Optional[str],
        Param(position=0, sets="RemoveTypeSet", mandatory=True, pipeline=True, by_property=True),
    ] = None,
    *,
    path: Annotated[Optional[List[str]], Param(sets="RemoveFileSet", mandatory=True)] = None,
    type_data: Annotated[
        Any,
        Param(
            sets="RemoveTypeDataSet",
            mandatory=True,
            pipeline=True,
            type="System.Management.Automation.PSObject",
        ),
    ] = None,
) -> None:
    """Removes what was added to a type."""
    if path is not None:
        call.throw("NotSupported", "Type data is removed by type name here: use -TypeName.", "NotImplemented")
    if type_name is None:
        from pssh.objects.members import get_member

        type_name = to_string(get_member(type_data, "TypeName") or type_data)
    name = type_name
    from pssh.objects.types import resolve_type

    net = resolve_type(name.strip("[]"))
    full = net.full_name if net is not None else name
    if not call.should_process(f"TypeName: {full}", "Remove TypeData"):
        return
    from pssh.cmdlets._type_data import remove_built_in

    if remove_built_in(full) | typedata.remove_type(full):
        return
    call.error(
        "TypesDynamicRemoveException", f'Error in TypeData "{full}": The type "{full}" was not found. The type name '
        "value must be the full name of the type. Verify the type name and run the command again.", "InvalidOperation",
        None, "System.Management.Automation.RuntimeException",
    )  # fmt: skip
