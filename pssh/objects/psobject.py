"""PSObject: a value with members of its own, and the kinds of member.

`members` maps the name as written to a plain value (a NoteProperty) or to a PSMemberInfo. A pscustomobject is
a PSObject without a base.
"""

from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from pssh.objects.nothing import MISSING

__all__ = [
    "PSAliasProperty",
    "PSCodeProperty",
    "PSMemberInfo",
    "PSMemberSet",
    "PSMethod",
    "PSNoteProperty",
    "PSObject",
    "PSParameterizedProperty",
    "PSProperty",
    "PSPropertySet",
    "PSScriptMethod",
    "PSScriptProperty",
    "custom_object",
    "unwrap",
]


class PSObject:
    """A value with members added to it, or a pscustomobject (`base` is None)."""

    __slots__ = ("__weakref__", "base", "members", "type_names")

    def __init__(
        self,
        base: Any = None,
        members: Optional[Dict[str, Any]] = None,
        type_names: Optional[Sequence[str]] = None,
    ) -> None:
        self.base = base
        self.members: Dict[str, Any] = {} if members is None else members
        self.type_names: Optional[List[str]] = None if type_names is None else list(type_names)

    def find(self, name: str) -> Any:
        """The raw member `name` (a value or a PSMemberInfo), or MISSING."""
        members = self.members
        if name in members:
            return members[name]
        lower = name.lower()
        for key in members:
            if key.lower() == lower:
                return members[key]
        return MISSING

    def key_of(self, name: str) -> Optional[str]:
        """The member's name as written, or None."""
        if name in self.members:
            return name
        lower = name.lower()
        for key in self.members:
            if key.lower() == lower:
                return key
        return None

    def copy(self) -> "PSObject":
        """A shallow copy: own members of its own, the same values."""
        return PSObject(self.base, dict(self.members), self.type_names)


def custom_object(*args: Any, **members: Any) -> PSObject:
    """A pscustomobject of a mapping or of keyword members."""
    values = dict(args[0]) if args else {}
    values.update(members)
    return PSObject(None, values)


def unwrap(value: Any) -> Any:
    """The value inside a PSObject that has one, else `value`."""
    if value.__class__ is PSObject and value.base is not None:
        return value.base
    return value


class PSMemberInfo:
    """One member. `value` needs `owner` (the object it belongs to) for computed kinds."""

    __slots__ = ("hidden", "name", "owner")
    ps_single = True
    member_type = "NoteProperty"
    is_property = True
    is_instance = True

    def __init__(self, name: str, owner: Any = None) -> None:
        self.name = name
        self.owner = owner
        self.hidden = False

    def get(self, owner: Any) -> Any:
        """The value of the member on `owner`."""
        raise NotImplementedError

    def put(self, owner: Any, value: Any) -> None:
        """Set the member on `owner`."""
        raise NotImplementedError

    @property
    def value(self) -> Any:
        return self.get(self.owner)

    @value.setter
    def value(self, new: Any) -> None:
        self.put(self.owner, new)

    @property
    def type_name_of_value(self) -> str:
        from pssh.objects.types import type_of

        value = self.value
        return "System.Object" if value is None else str(type_of(value).full_name)

    @property
    def definition(self) -> str:
        return ""

    @property
    def is_settable(self) -> bool:
        return True

    @property
    def is_gettable(self) -> bool:
        return True

    def bound(self, owner: Any) -> "PSMemberInfo":
        """This member with `owner` known."""
        twin = self.copy()
        twin.owner = owner
        return twin

    def copy(self) -> "PSMemberInfo":
        twin = self.__class__.__new__(self.__class__)
        for cls in type(self).__mro__:
            for slot in getattr(cls, "__slots__", ()):
                if hasattr(self, slot):
                    setattr(twin, slot, getattr(self, slot))
        return twin

    def __str__(self) -> str:
        return self.definition


def _type_text(value: Any) -> str:
    from pssh.objects.types import short_type_name, type_names, type_of

    if value is None:
        return "object"
    if value.__class__ is PSObject and value.base is None:
        return type_names(value)[0]
    return short_type_name(type_of(value))


class PSNoteProperty(PSMemberInfo):
    """A plain value. Bound to a PSObject it writes through to the object's members."""

    __slots__ = ("_value",)

    def __init__(self, name: str, value: Any = None, owner: Any = None) -> None:
        super().__init__(name, owner)
        self._value = value

    def get(self, owner: Any) -> Any:
        if owner.__class__ is PSObject:
            raw = owner.members.get(self.name, self)
            if not isinstance(raw, PSMemberInfo):
                return raw
        return self._value

    def put(self, owner: Any, value: Any) -> None:
        self._value = value
        if owner.__class__ is PSObject and not isinstance(owner.members.get(self.name), PSMemberInfo):
            owner.members[self.name] = value

    @property
    def definition(self) -> str:
        from pssh.objects.tostring import net_string

        value = self.value
        text = "null" if value is None else net_string(value)
        return f"{_type_text(value)} {self.name}={text}"


class PSAliasProperty(PSMemberInfo):
    """A second name of a member, converted to `conversion_type` where one is given."""

    __slots__ = ("conversion_type", "referenced_name")
    member_type = "AliasProperty"

    def __init__(
        self, name: str, referenced_name: str, conversion_type: Any = None, owner: Any = None
    ) -> None:
        super().__init__(name, owner)
        self.referenced_name = referenced_name
        self.conversion_type = conversion_type

    def get(self, owner: Any) -> Any:
        from pssh.objects.members import get_member

        value = get_member(owner, self.referenced_name)
        if self.conversion_type is not None:
            from pssh.objects.convert import convert

            return convert(value, self.conversion_type)
        return value

    def put(self, owner: Any, value: Any) -> None:
        from pssh.objects.members import set_member

        set_member(owner, self.referenced_name, value)

    @property
    def definition(self) -> str:
        if self.conversion_type is not None:
            return f"{self.name} = ({self.conversion_type.full_name}){self.referenced_name}"
        return f"{self.name} = {self.referenced_name}"


class PSScriptProperty(PSMemberInfo):
    """A property of script blocks: the getter sees `$this`, the setter gets the value as `$args[0]`."""

    __slots__ = ("getter_script", "setter_script")
    member_type = "ScriptProperty"

    def __init__(self, name: str, getter_script: Any, setter_script: Any = None, owner: Any = None) -> None:
        super().__init__(name, owner)
        self.getter_script = getter_script
        self.setter_script = setter_script

    def get(self, owner: Any) -> Any:
        from pssh.objects.compare import collapse
        from pssh.objects.nothing import NOTHING

        if self.getter_script is None:
            raise _no_accessor("get", self.name)
        result = collapse(self.getter_script.invoke_as_method(owner, ()))
        return None if result is NOTHING else result

    def put(self, owner: Any, value: Any) -> None:
        if self.setter_script is None:
            raise _no_accessor("set", self.name)
        self.setter_script.invoke_as_method(owner, (value,))

    @property
    def is_settable(self) -> bool:
        return self.setter_script is not None

    @property
    def is_gettable(self) -> bool:
        return self.getter_script is not None

    @property
    def definition(self) -> str:
        text = f"System.Object {self.name} {{"
        if self.getter_script is not None:
            text += f"get={self.getter_script};"
        if self.setter_script is not None:
            text += f"set={self.setter_script};"
        return text + "}"


def _no_accessor(kind: str, name: str) -> Exception:
    from pssh.objects.errors import ps_error

    if kind == "get":
        return ps_error(
            "GetWithoutGetterFromScriptPropertyValue",
            f'Cannot get property value because "{name}" is a write-only property.',
            "NotSpecified",
            exception="System.Management.Automation.GetValueException",
        )
    return ps_error("PropertyAssignmentException", f"'{name}' is a ReadOnly property.", "InvalidOperation")


class PSCodeProperty(PSMemberInfo):
    """A property of Python functions (our type data, not scripts). `script` is what PowerShell shows for them."""

    __slots__ = ("getter", "kind", "script", "setter", "type_text")

    def __init__(
        self,
        name: str,
        getter: Callable[[Any], Any],
        setter: Optional[Callable[[Any, Any], None]] = None,
        type_text: str = "System.Object",
        kind: str = "CodeProperty",
        owner: Any = None,
        script: str = "",
    ) -> None:
        super().__init__(name, owner)
        self.getter = getter
        self.setter = setter
        self.type_text = type_text
        self.kind = kind
        self.script = script

    @property
    def member_type(self) -> str:  # type: ignore[override]  # a constant of all other classes
        return self.kind

    def get(self, owner: Any) -> Any:
        return self.getter(unwrap(owner))

    def put(self, owner: Any, value: Any) -> None:
        if self.setter is None:
            raise _no_accessor("set", self.name)
        self.setter(unwrap(owner), value)

    @property
    def is_settable(self) -> bool:
        return self.setter is not None

    @property
    def definition(self) -> str:
        if self.kind == "NoteProperty":
            from pssh.objects.tostring import to_string

            return f"{self.type_text.rpartition('.')[2]} {self.name}={to_string(self.value)}"
        space = " " if self.kind == "ScriptProperty" else ""
        setter = "set=;" if self.setter else ""
        return f"{self.type_text} {self.name}{space}{{get={self.script or self.name};{setter}}}"


class PSProperty(PSMemberInfo):
    """A property of the .NET type, from its declaration."""

    __slots__ = ("declaration",)
    member_type = "Property"
    is_instance = False

    def __init__(self, declaration: Any, owner: Any = None) -> None:
        super().__init__(declaration.name, owner)
        self.declaration = declaration
        self.hidden = declaration.hidden

    def get(self, owner: Any) -> Any:
        return self.declaration.getter(unwrap(owner))

    def put(self, owner: Any, value: Any) -> None:
        from pssh.objects.members import set_member

        set_member(owner, self.name, value)

    @property
    def is_settable(self) -> bool:
        return self.declaration.setter is not None

    @property
    def definition(self) -> str:
        text = str(self.declaration.definition)
        kind = getattr(self.owner, "net_type", None)
        if kind is None or not kind.generic_arguments:
            return text
        from pssh.objects.declare import with_arguments

        return with_arguments(text, kind.type_arguments())

    @property
    def type_name_of_value(self) -> str:
        return str(self.declaration.value_type_name)


class PSMethod(PSMemberInfo):
    """A method of the .NET type; `"x".Substring` without parentheses is one of these."""

    __slots__ = ("declaration",)
    member_type = "Method"
    is_property = False
    is_instance = False

    def __init__(self, declaration: Any, owner: Any = None) -> None:
        super().__init__(declaration.name, owner)
        self.declaration = declaration
        self.hidden = declaration.hidden

    def get(self, owner: Any) -> Any:
        return self

    @property
    def overload_definitions(self) -> List[str]:
        return list(self.declaration.texts())

    @property
    def definition(self) -> str:
        return ", ".join(self.overload_definitions)

    def invoke(self, args: Sequence[Any]) -> Any:
        from pssh.objects.members import call_method, call_static

        if self.declaration.static:
            return call_static(self.owner, self.name, list(args))
        return call_method(self.owner, self.name, list(args))

    @property
    def type_name_of_value(self) -> str:
        return "System.Management.Automation.PSMethod"


class PSParameterizedProperty(PSMethod):
    """A property with arguments, such as `Chars` of a string: called as a method."""

    __slots__ = ()
    member_type = "ParameterizedProperty"

    @property
    def type_name_of_value(self) -> str:
        return "System.Management.Automation.PSParameterizedProperty"


class PSScriptMethod(PSMemberInfo):
    """A method of a script block: sees `$this`, its arguments as `$args` or param()."""

    __slots__ = ("script",)
    member_type = "ScriptMethod"
    is_property = False

    def __init__(self, name: str, script: Any, owner: Any = None) -> None:
        super().__init__(name, owner)
        self.script = script

    def get(self, owner: Any) -> Any:
        return self.bound(owner)

    def invoke(self, args: Sequence[Any]) -> Any:
        return self.invoke_on(self.owner, args)

    def invoke_on(self, owner: Any, args: Sequence[Any]) -> Any:
        from pssh.objects.compare import collapse

        return collapse(self.script.invoke_as_method(owner, tuple(args)))

    @property
    def overload_definitions(self) -> List[str]:
        return [f"System.Object {self.name}();"]

    @property
    def definition(self) -> str:
        return f"System.Object {self.name}();"

    @property
    def type_name_of_value(self) -> str:
        return "System.Object"


class PSPropertySet(PSMemberInfo):
    """A name for several properties, such as `PSStandardMembers.DefaultDisplayPropertySet`."""

    __slots__ = ("referenced_names",)
    member_type = "PropertySet"
    is_property = False

    def __init__(self, name: str, referenced_names: Sequence[str], owner: Any = None) -> None:
        super().__init__(name, owner)
        self.referenced_names: Tuple[str, ...] = tuple(referenced_names)

    def get(self, owner: Any) -> Any:
        return self

    @property
    def definition(self) -> str:
        return f"{self.name} {{{', '.join(self.referenced_names)}}}"


class PSMemberSet(PSMemberInfo):
    """A name for several members."""

    __slots__ = ("members",)
    member_type = "MemberSet"
    is_property = False

    def __init__(self, name: str, members: Sequence[PSMemberInfo], owner: Any = None) -> None:
        super().__init__(name, owner)
        self.members = list(members)

    def get(self, owner: Any) -> Any:
        return self

    def ps_get_member(self, name: str) -> Any:
        """The value of one of its members; MISSING where it has none of that name."""
        for member in self.members:
            if member.name.lower() == name.lower():
                return member.get(self.owner)
        return MISSING

    @property
    def definition(self) -> str:
        return f"{self.name} {{{', '.join(member.name for member in self.members)}}}"
