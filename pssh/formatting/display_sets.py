"""Default display property sets: what a type shows where nobody names properties."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.objects.psobject import PSObject

__all__ = ["BUILT_IN", "display_property_of", "display_set_of"]

BUILT_IN: Dict[str, Tuple[str, ...]] = {
    "system.diagnostics.process": ("Id", "Handles", "CPU", "SI", "Name"),
    "system.management.automation.psmoduleinfo": (),
    "system.serviceprocess.servicecontroller": ("Status", "Name", "DisplayName"),
    "system.timespan": (),
    "system.datetime": (),
    "system.management.automation.psmethod": ("OverloadDefinitions",),
    "system.management.automation.psparameterizedproperty": ("OverloadDefinitions",),
}
_DISPLAY_PROPERTY: Dict[str, str] = {
    "system.diagnostics.process": "Name",
    "system.datetime": "DateTime",
    "system.timespan": "TotalMilliseconds",
}


def _type_names(value: Any) -> Any:
    if value.__class__ is PSObject and value.base is None and value.type_names is None:
        return ("system.management.automation.pscustomobject", "system.object")
    from pssh.formatting.selection import names_of

    return [name.lower() for name in names_of(value)]


def _type_data(lower: str) -> Any:
    from pssh.objects.typedata import TABLE

    return TABLE.get(lower)


def display_set_of(value: Any, context: Any) -> Optional[List[str]]:
    """The display set of an object: its own PSStandardMembers, the session's type data, the built-in ones."""
    own = _own_set(value)
    if own is not None:
        return own
    for lower in _type_names(value):
        data = _type_data(lower)
        if data is not None and data.default_display_properties:
            return list(data.default_display_properties)
        names = BUILT_IN.get(lower)
        if names:
            return list(names)
    return None


def _own_set(value: Any) -> Optional[List[str]]:
    """`PSStandardMembers` added to the object itself with Add-Member."""
    if value.__class__ is not PSObject or "PSStandardMembers" not in value.members:
        return None
    for member in getattr(value.members["PSStandardMembers"], "members", ()):
        if member.name.lower() == "defaultdisplaypropertyset":
            return list(member.referenced_names)
    return None


def display_property_of(value: Any, context: Any) -> Optional[str]:
    """The one property Format-Wide shows, where the type names it."""
    for lower in _type_names(value):
        data = _type_data(lower)
        if data is not None and data.default_display_property:
            return str(data.default_display_property)
        name = _DISPLAY_PROPERTY.get(lower)
        if name:
            return name
    return None
