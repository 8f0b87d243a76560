"""Sort-Object, Get-Unique."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._properties import KeySpec, check_culture, key_specs
from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["GetUnique", "SortObject"]

_OBJECT = "System.Management.Automation.PSObject"
_DEFAULT, _TOP, _BOTTOM = "Default", "Top", "Bottom"
_COUNT = (ValidateRange(1, 2147483647),)


@cmdlet(
    "Sort-Object", sets=(_DEFAULT, _TOP, _BOTTOM), default_set=_DEFAULT,
    module="Microsoft.PowerShell.Utility",
)  # fmt: skip
class SortObject(CmdletBase):
    """Sorts objects by property values.

    PS> 3, 10, 2 | Sort-Object
    2
    3
    10

    PS> 'pear', 'fig' | Sort-Object Length -Descending
    pear
    fig
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    descending: Switch = False
    unique: Switch = False
    case_sensitive: Switch = False
    culture: Optional[str] = None
    stable: Annotated[Switch, Param(sets=_DEFAULT)] = False
    top: Annotated[Optional[int], Param(sets=_TOP, mandatory=True, validate=_COUNT)] = None
    bottom: Annotated[Optional[int], Param(sets=_BOTTOM, mandatory=True, validate=_COUNT)] = None

    def begin(self) -> None:
        self._items: List[Any] = []
        check_culture(self.call, self.culture)
        keys = ("expression", "ascending", "descending")
        self._specs = key_specs(self.call, self.property, keys)
        self.process_items_with(self._items.append)

    def process(self) -> None:
        item = self.input_object
        if item is not NOTHING:
            self._items.append(item)

    def process_item(self, item: Any) -> None:
        self._items.append(item)

    def end(self) -> Iterator[Any]:
        items = self._items
        specs = _expanded(self._specs, items)
        if not specs:
            items = [item for item in items if item is not None]
            specs = _default_specs(items)
        rows = list(range(len(items)))
        columns = [_column(spec, items) for spec in specs]
        ignore_case = not self.case_sensitive
        keys = [_keys(column, ignore_case) for column in columns]
        for spec, column, key in reversed(list(zip(specs, columns, keys))):
            descending = bool(self.descending) if spec.descending is None else spec.descending
            rows = _ordered(rows, column, key, descending)
        if self.unique:
            rows = _without_repeats(rows, keys)
        if self.top is not None:
            rows = rows[: self.top]
        elif self.bottom is not None:
            rows = rows[-self.bottom :]
        for row in rows:
            yield items[row]


def _default_specs(items: List[Any]) -> List[KeySpec]:
    """Without -Property objects are compared themselves, or by their display properties."""
    if items and not _comparable(items[0]):
        from pssh.cmdlets._properties import property_reader
        from pssh.formatting.context import FormatContext
        from pssh.formatting.display_sets import display_set_of

        names = display_set_of(items[0], FormatContext())
        if names:
            return [KeySpec(property_reader(name), name) for name in names]
    return [KeySpec(lambda item: item)]


def _comparable(value: Any) -> bool:
    return isinstance(value, (str, int, float)) or hasattr(value, "ps_orders") or hasattr(value, "__lt__")


def _expanded(specs: List[KeySpec], items: List[Any]) -> List[KeySpec]:
    """Patterns stand for the properties of the first object that match."""
    if not any(spec.pattern for spec in specs):
        return specs
    from pssh.cmdlets._properties import property_reader
    from pssh.formatting.access import expand_name

    found: List[KeySpec] = []
    for spec in specs:
        if not spec.pattern:
            found.append(spec)
        elif items:
            names = expand_name(items[0], spec.name)
            found.extend(KeySpec(property_reader(name), name, spec.descending) for name in names)
    return found


def _column(spec: KeySpec, items: List[Any]) -> List[Any]:
    """The values of a key; MISSING where the object has no such property or the block failed."""
    from pssh.objects.errors import NetException, PSError

    reader = spec.reader
    values = []
    for item in items:
        try:
            values.append(reader(item))
        except (PSError, NetException):
            values.append(MISSING)
    return values


def _keys(column: List[Any], ignore_case: bool) -> List[Any]:
    from pssh.objects.compare import sort_key

    if MISSING not in map(type, column) and not any(value is MISSING for value in column):
        return sort_key(column, ignore_case)
    present = iter(sort_key([value for value in column if value is not MISSING], ignore_case))
    return [MISSING if value is MISSING else next(present) for value in column]


def _ordered(rows: List[int], column: List[Any], keys: List[Any], descending: bool) -> List[int]:
    """Rows in the order of one key, objects without it last in both directions."""
    absent = [row for row in rows if column[row] is MISSING]
    if absent:
        rows = [row for row in rows if column[row] is not MISSING]
    rows.sort(key=keys.__getitem__, reverse=descending)
    return rows + absent


def _without_repeats(rows: List[int], keys: List[List[Any]]) -> List[int]:
    kept: List[int] = []
    for row in rows:
        if not kept or any(key[row] != key[kept[-1]] for key in keys):
            kept.append(row)
    return kept


@cmdlet("Get-Unique", alias="gu", sets=("AsString", "UniqueByType"), default_set="AsString",
        module="Microsoft.PowerShell.Utility")  # fmt: skip
class GetUnique(CmdletBase):
    """Returns unique items from a sorted list.

    PS> 1, 1, 2, 1 | Get-Unique
    1
    2
    1
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    as_string: Annotated[Switch, Param(sets="AsString")] = False
    on_type: Annotated[Switch, Param(sets="UniqueByType", mandatory=True)] = False
    case_insensitive: Annotated[Switch, Param(sets="AsString")] = False

    _last: Any = MISSING

    def process(self) -> None:
        if self.input_object is not NOTHING:
            self.process_item(self.input_object)

    def process_item(self, item: Any) -> None:
        if self._last is MISSING or not self._same(self._last, item):
            self.call.out(item)
        self._last = item

    def _same(self, left: Any, right: Any) -> bool:
        if self.on_type:
            from pssh.objects.types import type_names

            return bool(type_names(left)[0] == type_names(right)[0])
        from pssh.objects.compare import sort_compare
        from pssh.objects.tostring import to_string

        ignore_case = bool(self.case_insensitive)
        if self.as_string:
            left, right = to_string(left), to_string(right)
            return bool(left.lower() == right.lower() if ignore_case else left == right)
        return sort_compare(left, right, ignore_case) == 0
