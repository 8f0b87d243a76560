"""Group-Object."""

from typing import Annotated, Any, Dict, Iterator, List, Optional, Tuple

from pssh.cmdlets._properties import check_culture, key_specs
from pssh.cmdlets._results import GroupInfo, GroupInfoNoElement
from pssh.objects.nothing import MISSING, NOTHING
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

__all__ = ["GroupObject"]

_OBJECT = "System.Management.Automation.PSObject"


@cmdlet("Group-Object", alias="group", sets=("HashTable",), default_set="HashTable",
        module="Microsoft.PowerShell.Utility")  # fmt: skip
class GroupObject(CmdletBase):
    """Groups objects that contain the same value for specified properties.

    PS> 'web', 'db', 'web' | Group-Object | ForEach-Object { "$($_.Name) $($_.Count)" }
    db 1
    web 2
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    property: Annotated[Optional[List[Any]], Param(position=0)] = None
    no_element: Switch = False
    as_hash_table: Annotated[Switch, Param(name="AsHashTable", aliases="AHT", sets="HashTable")] = False
    as_string: Annotated[Switch, Param(sets="HashTable")] = False
    case_sensitive: Switch = False
    culture: Optional[str] = None

    def begin(self) -> None:
        if self.as_string and not self.as_hash_table:
            self.call.throw(
                "ArgumentException",
                "The AsString parameter must be used with the AsHashTable parameter.",
                "InvalidArgument",
                None,
                "System.ArgumentException",
            )
        check_culture(self.call, self.culture)
        self._groups: Dict[Any, Tuple[List[Any], List[Any]]] = {}
        self._readers = [spec.reader for spec in key_specs(self.call, self.property, ("expression",))]
        if not self._readers:
            self.process_items_with(self._by_itself)
        elif len(self._readers) == 1:
            self.process_items_with(self._by_one)

    def process(self) -> None:
        if self.input_object is not NOTHING:
            self.process_item(self.input_object)

    def _by_itself(self, item: Any) -> None:
        if item is not None:
            self._add(group_key(item, bool(self.case_sensitive)), [item], item)

    def _by_one(self, item: Any) -> None:
        value = self._readers[0](item)
        if value.__class__ is int:
            found = self._groups.get(value)
            if found is not None:
                found[1].append(item)
                return
            self._groups[value] = ([value], [item])
            return
        if value is MISSING:
            value = None
        self._add(group_key(value, bool(self.case_sensitive)), [value], item)

    def process_item(self, item: Any) -> None:
        values = [reader(item) for reader in self._readers]
        values = [None if value is MISSING else value for value in values]
        case = bool(self.case_sensitive)
        self._add(tuple(group_key(value, case) for value in values), values, item)

    def _add(self, key: Any, values: List[Any], item: Any) -> None:
        found = self._groups.get(key)
        if found is None:
            self._groups[key] = (values, [item])
        else:
            found[1].append(item)

    def end(self) -> Iterator[Any]:
        if self.as_hash_table:
            self._write_table()
            return
        for values, items in self._sorted():
            yield self._info(values, items)

    def _sorted(self) -> List[Tuple[List[Any], List[Any]]]:
        from pssh.objects.compare import sort_key

        groups = list(self._groups.values())
        ignore_case = not self.case_sensitive
        for place in range(len(groups[0][0]) - 1, -1, -1) if groups else ():
            keys = sort_key([values[place] for values, _ in groups], ignore_case)
            order = sorted(range(len(groups)), key=keys.__getitem__)
            groups = [groups[index] for index in order]
        return groups

    def _info(self, values: List[Any], items: List[Any]) -> GroupInfo:
        from pssh.objects.collections import ArrayList, Collection
        from pssh.objects.tostring import to_string
        from pssh.objects.types import resolve_type

        name = ", ".join("" if value is None else to_string(value) for value in values)
        if self.no_element:
            return GroupInfoNoElement(name, ArrayList(values), None, len(items))
        collection = Collection(items)
        wanted = resolve_type("System.Collections.ObjectModel.Collection[psobject]")
        if wanted is not None:
            collection.net_type = wanted
        return GroupInfo(name, ArrayList(values), collection, len(items))

    def _write_table(self) -> None:
        from pssh.objects.collections import Collection
        from pssh.objects.dictionaries import Hashtable
        from pssh.objects.tostring import to_string

        table = Hashtable(None, not self.case_sensitive)
        for values, items in self._sorted():
            key = values[0] if len(values) == 1 else ", ".join(to_string(value) for value in values)
            if self.as_string or len(values) > 1:
                key = to_string(key)
            if key is None:
                key = ""
            if table.contains(key):
                self.call.error(
                    "InvalidOperation",
                    "The objects grouped by this property cannot be expanded because there is a key "
                    "duplication. Provide a valid value for the property, and then try again.",
                    "InvalidArgument",
                    key,
                    "System.InvalidOperationException",
                )
                continue
            table.set(key, Collection(items))
        self.write(table)


def group_key(value: Any, case_sensitive: bool) -> Any:
    """Values of one group have the same key: equal numbers, texts by the case rule, else equal values."""
    cls = value.__class__
    if cls is str:
        return value if case_sensitive else value.lower()
    if cls is int:
        return value
    if cls is bool:
        return ("bool", value)
    if isinstance(value, (int, float)) and not hasattr(value, "enum_type"):
        return float(value) if value == int(value) and abs(value) < 1 << 53 else value
    if value is None:
        return None
    from pssh.objects.tostring import to_string
    from pssh.objects.types import type_of

    ticks = getattr(value, "ticks", None)
    text = to_string(value)
    return (type_of(value).full_name, ticks, text if case_sensitive else text.lower())
