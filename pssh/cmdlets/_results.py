"""The objects that Group-Object, Measure-Object and Get-Member write."""

from typing import Any, List, Optional

from pssh.objects.types import net_type

__all__ = [
    "GroupInfo", "GroupInfoNoElement", "MeasureInfo", "MemberDefinition", "ObjectMeasureInfo", "TextMeasureInfo",
]  # fmt: skip

_CMD = "Microsoft.PowerShell.Commands."


class GroupInfo:
    """One group of Group-Object."""

    __slots__ = ("count", "group", "name", "values")

    def __init__(self, name: str, values: Any, group: Any, count: int) -> None:
        self.name = name
        self.values = values
        self.group = group
        self.count = count


class GroupInfoNoElement(GroupInfo):
    """A group without its objects (-NoElement)."""

    __slots__ = ()


class MeasureInfo:
    """What Measure-Object found out about one property (None: not asked)."""

    __slots__ = ("average", "count", "maximum", "minimum", "property", "standard_deviation", "sum")

    def __init__(self, count: int, prop: Optional[str]) -> None:
        self.count = count
        self.property = prop
        self.average: Optional[float] = None
        self.sum: Optional[float] = None
        self.maximum: Any = None
        self.minimum: Any = None
        self.standard_deviation: Optional[float] = None


class ObjectMeasureInfo(MeasureInfo):
    """As MeasureInfo, with a least or greatest value that is no number."""

    __slots__ = ()


class TextMeasureInfo:
    """Lines, words and characters."""

    __slots__ = ("characters", "lines", "property", "words")

    def __init__(
        self, lines: Optional[int], words: Optional[int], characters: Optional[int], prop: Optional[str]
    ) -> None:
        self.lines = lines
        self.words = words
        self.characters = characters
        self.property = prop


class MemberDefinition:
    """One line of Get-Member."""

    __slots__ = ("definition", "member_type", "name", "type_name")

    def __init__(self, type_name: str, name: str, member_type: Any, definition: str) -> None:
        self.type_name = type_name
        self.name = name
        self.member_type = member_type
        self.definition = definition

    def __str__(self) -> str:
        return self.definition


def _attribute(name: str) -> Any:
    return lambda self: getattr(self, name)


def _declare(full_name: str, py_class: type, *properties: str, base: str = "System.Object") -> None:
    made = net_type(full_name, py_class, base=base)
    for text in properties:
        kind, _, name = text.partition(" ")
        attribute = "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
        made.prop(name, kind)(_attribute(attribute))


_GROUP: List[str] = [
    "System.Collections.ArrayList Values",
    "System.Collections.ObjectModel.Collection[psobject] Group",
    "string Name",
    "int Count",
]
_declare(_CMD + "GroupInfo", GroupInfo, *_GROUP)
_declare(_CMD + "GroupInfoNoElement", GroupInfoNoElement, *_GROUP, base=_CMD + "GroupInfo")
_MEASURED: List[str] = [
    "int Count",
    "System.Nullable[double] Average",
    "System.Nullable[double] Sum",
    "System.Object Maximum",
    "System.Object Minimum",
    "System.Nullable[double] StandardDeviation",
    "string Property",
]
_declare(_CMD + "GenericMeasureInfo", MeasureInfo, *_MEASURED)
_declare(_CMD + "GenericObjectMeasureInfo", ObjectMeasureInfo, *_MEASURED)
_declare(
    _CMD + "TextMeasureInfo",
    TextMeasureInfo,
    "System.Nullable[int] Lines",
    "System.Nullable[int] Words",
    "System.Nullable[int] Characters",
    "string Property",
)
_declare(
    _CMD + "MemberDefinition",
    MemberDefinition,
    "string TypeName",
    "string Name",
    "System.Management.Automation.PSMemberTypes MemberType",
    "string Definition",
)
