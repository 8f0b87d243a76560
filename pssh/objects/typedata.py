"""Extended type members (`Update-TypeData`, types files) by type name, and default display property sets.

The table belongs to the process: members of a value are looked up without a runspace at hand.
"""

from typing import Any, Dict, List, Optional, Sequence, Tuple
from weakref import ref

from pssh.objects.psobject import PSMemberInfo

__all__ = [
    "TABLE",
    "TypeData",
    "add_member",
    "attach",
    "attached",
    "can_be_watched",
    "find",
    "members_for",
    "remove_type",
    "type_data",
]


class TypeData:
    """What is known of one type name beyond its own members."""

    __slots__ = (
        "default_display_properties",
        "default_display_property",
        "default_key_properties",
        "members",
        "serialization_depth",
        "type_name",
    )

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name
        self.members: Dict[str, PSMemberInfo] = {}
        self.default_display_properties: Optional[List[str]] = None
        self.default_display_property: Optional[str] = None
        self.default_key_properties: Optional[List[str]] = None
        self.serialization_depth: Optional[int] = None


# lower-case type name -> TypeData; empty in most sessions, and then it costs nothing.
TABLE: Dict[str, TypeData] = {}


def type_data(type_name: str, make: bool = False) -> Optional[TypeData]:
    """The data of one type name (made if asked)."""
    found = TABLE.get(type_name.lower())
    if found is None and make:
        found = TABLE[type_name.lower()] = TypeData(type_name)
    return found


def add_member(type_name: str, member: PSMemberInfo, force: bool = False) -> None:
    """Add an extended member to all values of that type name."""
    from pssh.objects.errors import ps_error
    from pssh.objects.types import members_changed

    data = type_data(type_name, make=True)
    if data is None:
        return
    lower = member.name.lower()
    if lower in data.members and not force:
        raise ps_error(
            "TypesXmlError",
            f'Error in TypeData "{type_name}": The member {member.name} is already present.',
            "InvalidOperation",
        )
    data.members[lower] = member
    members_changed()


def remove_type(type_name: str) -> bool:
    """Forget all data of a type name; whether there was any."""
    from pssh.objects.types import members_changed

    found = TABLE.pop(type_name.lower(), None) is not None
    members_changed()
    return found


def _names(value: Any) -> Sequence[str]:
    from pssh.objects.types import type_names

    return type_names(value)


# id of a value that is no PSObject -> (how to reach it, its own members): what Add-Member put on it.
_ATTACHED: Dict[int, Any] = {}
_MARK = "\0attached"  # a name no type has: while it is in TABLE, look-ups come here


def can_be_watched(value: Any) -> bool:
    """Whether members of `value` can go when it goes."""
    try:
        ref(value)
    except TypeError:
        return False
    return True


def attach(value: Any, member: PSMemberInfo) -> None:
    """Give one value a member of its own, for as long as it lives."""
    from pssh.objects.types import members_changed

    key = id(value)
    entry = _ATTACHED.get(key)
    if entry is None:
        holder: Any = ref(value, lambda _: _ATTACHED.pop(key, None)) if can_be_watched(value) else value
        made: Dict[str, PSMemberInfo] = {}
        entry = _ATTACHED[key] = (holder, made)
        TABLE.setdefault(_MARK, TypeData(_MARK))
        members_changed()
    entry[1][member.name.lower()] = member


def attached(value: Any) -> Dict[str, PSMemberInfo]:
    """The members that one value was given."""
    entry = _ATTACHED.get(id(value))
    return {} if entry is None else dict(entry[1])


def find(value: Any, lower: str) -> Optional[PSMemberInfo]:
    """The extended member of that (lower-case) name for `value`."""
    if _ATTACHED:
        own = _ATTACHED.get(id(value))
        if own is not None and lower in own[1]:
            found: PSMemberInfo = own[1][lower]
            return found
    for name in _names(value):
        data = TABLE.get(name.lower())
        if data is not None and lower in data.members:
            return data.members[lower]
    return None


def members_for(value: Any) -> List[Tuple[str, PSMemberInfo]]:
    """All extended members that `value` has, each with the type it was added to ("" for the value alone)."""
    if not TABLE:
        return []
    found = {lower: ("", member) for lower, member in attached(value).items()}
    for name in _names(value):
        data = TABLE.get(name.lower())
        if data is not None:
            for lower, member in data.members.items():
                found.setdefault(lower, (data.type_name, member))
    return list(found.values())


def default_display_properties(value: Any) -> Optional[List[str]]:
    """The default display set given by type data, if any."""
    if not TABLE:
        return None
    for name in _names(value):
        data = TABLE.get(name.lower())
        if data is not None and data.default_display_properties:
            return data.default_display_properties
    return None
