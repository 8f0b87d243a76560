"""Reading properties for display: which an object has, in which order, and their values."""

from typing import Any, Callable, List, Optional, Sequence, Tuple

from pssh.objects.errors import NetException, PSError
from pssh.objects.nothing import MISSING
from pssh.objects.psobject import PSMemberInfo, PSObject
from pssh.objects.typedata import TABLE

__all__ = [
    "display_name_of",
    "expand_name",
    "getter",
    "has_property",
    "is_block",
    "property_names",
    "read",
    "view_names",
]

Getter = Callable[[Any], Any]


def is_block(value: Any) -> bool:
    """Whether a value is a script block."""
    return bool(value.__class__.__name__ == "ScriptBlock")


def property_names(value: Any) -> List[str]:
    """The names of all properties of an object, in PowerShell's order, hidden ones left out."""
    if value.__class__ is PSObject and value.base is None:
        names = [
            name
            for name, member in value.members.items()
            if not isinstance(member, PSMemberInfo) or (member.is_property and not member.hidden)
        ]
        if value.type_names is None and not TABLE:
            return names
        known = {name.lower() for name in names}
    else:
        names, known = [], set()
    from pssh.objects.members import members_of

    for member in members_of(value):
        if member.is_property and not member.hidden and member.name.lower() not in known:
            known.add(member.name.lower())
            names.append(member.name)
    return names


def read(value: Any, name: str) -> Any:
    """The property `name` of an object, MISSING where it has none."""
    if value.__class__ is PSObject:
        found = value.find(name)
        if found is not MISSING:
            return found.get(value) if isinstance(found, PSMemberInfo) else found
        if value.base is None and value.type_names is None and not TABLE:
            return MISSING
    from pssh.runtime.property_access import property_value

    return property_value(value, name, MISSING)


def has_property(value: Any, name: str) -> bool:
    """Whether the object has that property; one whose getter throws is there, too."""
    try:
        return read(value, name) is not MISSING
    except (PSError, NetException):
        return True


def property_getter(name: str) -> Getter:
    """A fast reader of one property."""

    def get(value: Any) -> Any:
        if value.__class__ is PSObject:
            found = value.members.get(name, MISSING)
            if found is not MISSING and not isinstance(found, PSMemberInfo):
                return found
        try:
            return read(value, name)
        except (PSError, NetException):
            return None  # a getter that throws shows as blank

    return get


def getter(expression: Any, context: Any) -> Getter:
    """A reader of an expression: a property's name, a Python function or a script block."""
    if isinstance(expression, str):
        return property_getter(expression)
    if is_block(expression):
        reader: Getter = context.block_reader(expression)
        return reader
    if getattr(expression, "needs_context", False):
        return lambda value: expression(value, context)
    plain: Getter = expression
    return plain


def has_wildcard(name: str) -> bool:
    """Whether a property name is a pattern."""
    return "*" in name or "?" in name or "[" in name


def expand_name(value: Any, name: str) -> List[str]:
    """The properties a name or pattern means on this object."""
    if not has_wildcard(name):
        found = [each for each in property_names(value) if each.lower() == name.lower()]
        if found:
            return found
        return [name] if has_property(value, name) else []
    from pssh.runtime.wildcards import wildcard

    matches = wildcard(name)
    return [each for each in property_names(value) if matches(each)]


def display_set(value: Any, context: Any) -> Optional[List[str]]:
    """The names of the type's default display property set, or None."""
    from pssh.formatting.display_sets import display_set_of

    return display_set_of(value, context)


def without_remote_noise(value: Any, names: Sequence[str]) -> List[str]:
    """Names without `PSShowComputerName`, and without `PSComputerName` where it says so."""
    if "PSShowComputerName" not in names and "PSComputerName" not in names:
        return list(names)
    show = shows_computer_name(value)
    return [n for n in names if n != "PSShowComputerName" and (show or n != "PSComputerName")]


def shows_computer_name(value: Any) -> bool:
    """Whether a remote object is to be shown with the computer it comes from."""
    if value.__class__ is not PSObject:
        return False
    return value.members.get("PSShowComputerName") is True


def view_names(value: Any, context: Any) -> List[str]:
    """The properties shown where nobody names any: the display set, else all."""
    names = display_set(value, context)
    if names is not None:
        names = [n for n in names if has_property(value, n)]
        if names:
            if shows_computer_name(value) and "PSComputerName" not in names:
                names.append("PSComputerName")
            return names
    if value.__class__ is PSObject and value.base is None:
        return without_remote_noise(value, property_names(value))
    from pssh.objects.member_list import own_first_names

    return without_remote_noise(value, own_first_names(value))


_NAME_PATTERNS: Tuple[Tuple[str, bool], ...] = (
    ("name", False), ("id", False), ("key", False), ("key", True), ("name", True), ("id", True),
)  # fmt: skip


def display_name_of(value: Any) -> Optional[str]:
    """The property that best names an object: Name, Id, Key, or one that ends so."""
    names = property_names(value)
    for pattern, ending in _NAME_PATTERNS:
        for name in names:
            lower = name.lower()
            if lower == pattern or (ending and lower.endswith(pattern)):
                return name
    return None
