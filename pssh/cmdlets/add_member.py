"""Add-Member."""

from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

from pssh.objects.nothing import MISSING
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
from pssh.runtime.known_types import converted, known_type
from pssh.runtime.validation import Validator

if TYPE_CHECKING:
    from pssh.runtime.call import Call

_OBJECT = "System.Management.Automation.PSObject"
_KINDS = "System.Management.Automation.PSMemberTypes"
_INFO = "System.Management.Automation.PSMemberInfo"
_COLLECTION = "System.Collections.ObjectModel.Collection"
_MEMBER, _PAIR, _PAIRS, _TYPE = (
    "MemberSet",
    "NotePropertySingleMemberSet",
    "NotePropertyMultiMemberSet",
    "TypeNameSet",
)
_ALL = (_MEMBER, _PAIR, _PAIRS, _TYPE)


_ADDED_KINDS = (
    "AliasProperty", "CodeMethod", "CodeProperty", "MemberSet", "NoteProperty", "PropertySet", "ScriptMethod",
    "ScriptProperty",
)  # fmt: skip


class _NotAKind(Validator):
    """A name or number at the first place that is a kind of member to add means -MemberType."""

    name = "ValidateNotePropertyName"

    def check(self, value: Any, call: "Optional[Call]") -> None:
        from pssh.objects.convert import try_convert

        kind = try_convert(str(value), known_type(_KINDS))
        if getattr(kind, "name", None) in _ADDED_KINDS:
            raise ValidationFailure(f"The value {value} is the name of a member type.")


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
        if not self._add_to(target):
            return
        if self.type_name and isinstance(target, PSObject):
            self._add_type(target)
        if self.pass_thru:
            self.write(target)

    def _add_to(self, target: Any) -> bool:
        """Add what the parameters say; False where nothing could be added."""
        if self.note_property_name is not None:
            return self._put(target, self.note_property_name, self.note_property_value)
        if self.note_property_members is not None:
            pairs = list(self.note_property_members.items())
            return sum(self._put(target, str(name), value) for name, value in pairs) > 0
        if self.member_type is None:
            return True
        member = self._member()
        return self._put(target, member.name, member.value if isinstance(member, PSNoteProperty) else member)

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

    def _put(self, target: Any, name: str, value: Any) -> bool:
        if target.__class__ is not PSObject:
            return self._attach(target, name, value)
        existing = target.key_of(name)
        declared = existing is None and self._declared(target, name)
        if (existing is not None or declared) and not self.force:
            return self._refuse(target, name)
        if existing is not None and existing != name:
            del target.members[existing]
        target.members[name] = value
        return True

    def _refuse(self, target: Any, name: str) -> bool:
        self.call.error(
            "MemberAlreadyExists",
            f'Cannot add a member with the name "{name}" because a member with that name already exists. '
            "To overwrite the member anyway, add the Force parameter to your command.",
            "InvalidOperation",
            target,
            "System.InvalidOperationException",
        )
        return False

    def _attach(self, target: Any, name: str, value: Any) -> bool:
        from pssh.objects.typedata import attach, attached

        if not self.force and (name.lower() in attached(target) or self._has(target, name)):
            return self._refuse(target, name)
        attach(target, value if isinstance(value, PSMemberInfo) else PSNoteProperty(name, value))
        return True

    def _declared(self, target: PSObject, name: str) -> bool:
        return target.base is not None and self._has(target.base, name)

    def _has(self, target: Any, name: str) -> bool:
        from pssh.objects.members import find_property

        if hasattr(target, "stored_key") and target.contains(name):
            return True
        return find_property(target, name) is not MISSING

    # --- the kinds of member --------------------------------------------------------------------------

    def _member(self) -> PSMemberInfo:
        kind, name = str(self.member_type.name), str(self.name)
        first, second = self.value, self.second_value
        if kind not in _ADDED_KINDS or kind.startswith("Code"):
            self._fail(
                "CannotAddMemberType",
                f'Cannot add a member with type "{kind}". Specify a different type for the MemberTypes '
                "parameter.",
            )
        if kind == "AliasProperty":
            from pssh.objects.tostring import to_string

            self._need_value()
            wanted = converted(second, "System.Type") if "SecondValue" in self.call.bound else None
            return PSAliasProperty(name, to_string(first), wanted)
        if kind == "ScriptProperty":
            if first is None and second is None:
                self._fail(
                    "Value1AndValue2AreNotBothNull",
                    f'The Value and SecondValue parameters must not both be null for a member of type "{kind}".',
                )
            return PSScriptProperty(name, _block(first), _block(second))
        if "SecondValue" in self.call.bound:
            self._fail(
                "Value2ShouldNotBeSpecified",
                f'The SecondValue parameter must not be specified for a member of type "{kind}".',
            )
        if kind == "NoteProperty":
            return PSNoteProperty(name, first)
        if kind == "MemberSet":
            from pssh.objects.psobject import PSMemberSet

            members = None if first is None else converted(first, f"{_COLLECTION}[{_INFO}]")
            return PSMemberSet(name, list(members or ()))
        self._need_value()
        if kind == "ScriptMethod":
            return PSScriptMethod(name, _block(first))
        from pssh.objects.psobject import PSPropertySet

        return PSPropertySet(name, list(converted(first, f"{_COLLECTION}[string]")))

    def _need_value(self) -> None:
        if self.value is None:
            self._fail(
                "Value1ShouldNotBeNull",
                f'The Value parameter must not be null for a member of type "{self.member_type.name}".',
            )

    def _fail(self, error_id: str, message: str) -> NoReturn:
        self.call.throw(error_id, message, "InvalidOperation", None, "System.InvalidOperationException")


def _block(value: Any) -> Any:
    return None if value is None else converted(value, "System.Management.Automation.ScriptBlock")
