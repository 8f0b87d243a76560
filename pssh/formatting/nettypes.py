"""Format records as .NET objects: a remote `Format-Table` is laid out where it is shown."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.formatting.records import FormatEnd, FormatEntry, FormatRecord, FormatStart, GroupEnd, GroupStart
from pssh.objects.psobject import PSObject
from pssh.objects.types import net_type

__all__ = ["restored"]

_PREFIX = "Deserialized.Microsoft.PowerShell.Commands.Internal.Format."
_ID = "ClassId2e4f51ef21dd47e99d3c952918aff9cd"
_PACKED = "PackedInfo"
_FIELDS: Dict[Any, Tuple[str, ...]] = {
    FormatStart: (
        "shape",
        "labels",
        "widths",
        "aligns",
        "hide_header",
        "auto_size",
        "columns",
        "repeat_header",
    ),
    GroupStart: ("lines",),
    FormatEntry: ("kind", "values", "labels", "wrap", "out_of_band"),
    GroupEnd: (),
    FormatEnd: (),
}
_BY_NAME = {cls.net_type_name.rpartition(".")[2]: cls for cls in _FIELDS}


def _packed(record: Any) -> str:
    """The fields of a record as one text: no depth limit of a serializer reaches into it."""
    import json

    return json.dumps([getattr(record, name) for name in _FIELDS[record.__class__]])


def restored(value: PSObject) -> Optional[FormatRecord]:
    """The format record that a deserialized object was; None for any other object."""
    names = value.type_names
    if not names or not names[0].startswith(_PREFIX):
        return None
    cls = _BY_NAME.get(names[0][len(_PREFIX) :])
    text = value.members.get(_PACKED)
    if cls is None or not isinstance(text, str):
        return None
    import json

    try:
        fields: List[Any] = json.loads(text)
    except ValueError:
        return None
    record: FormatRecord = cls.__new__(cls)
    if len(fields) != len(_FIELDS[cls]):
        return None
    for name, field in zip(_FIELDS[cls], fields):
        setattr(record, name, field)
    return record


for _class in _FIELDS:
    _declared = net_type(_class.net_type_name, _class)
    _declared.prop(_ID, "string")(lambda record: record.net_type_name.rpartition(".")[2])
    _declared.prop(_PACKED, "string")(_packed)
