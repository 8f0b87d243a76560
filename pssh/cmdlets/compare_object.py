"""Compare-Object."""

from typing import Annotated, Any, Callable, Dict, List, Optional, Set

from pssh.cmdlets._properties import check_culture, key_specs
from pssh.objects.nothing import MISSING
from pssh.objects.psobject import PSObject, unwrap
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["CompareObject"]

_OBJECTS = "System.Management.Automation.PSObject[]"
_EQUAL, _LEFT, _RIGHT = "==", "<=", "=>"


class _Backlog:
    """Objects of one side that still wait for their twin, oldest first.

    Objects of one kind have equal keys when they are equal. Between kinds a conversion decides (`alike`), so each
    is tried.
    """

    def __init__(self, alike: Callable[[Any, Any], bool]) -> None:
        self._alike = alike
        self._kinds: Set[type] = set()
        self._by_key: Dict[Any, List[int]] = {}
        self._items: Dict[int, Any] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._items)

    def add(self, key: Any, item: Any) -> None:
        self._items[self._next] = (key, item)
        self._kinds.add(_kind(item))
        self._by_key.setdefault(key, []).append(self._next)
        self._next += 1

    def take(self, key: Any, item: Any) -> Any:
        """The oldest object that equals `item`, taken out; MISSING when there is none."""
        places = self._by_key.get(key)
        if places:
            return self._items.pop(places.pop(0))[1]
        if self._kinds and self._kinds != {_kind(item)}:
            for place, (other_key, other) in self._items.items():
                if _kind(other) is not _kind(item) and self._alike(other, item):
                    self._by_key[other_key].remove(place)
                    return self._items.pop(place)[1]
        return MISSING

    def oldest(self) -> Any:
        place = next(iter(self._items))
        key, item = self._items.pop(place)
        self._by_key[key].remove(place)
        return item

    def drain(self) -> List[Any]:
        items = [item for _, item in self._items.values()]
        self._items.clear()
        self._kinds.clear()
        self._by_key.clear()
        return items


@cmdlet("Compare-Object", module="Microsoft.PowerShell.Utility")
class CompareObject(CmdletBase):
    """Compares two sets of objects.

    PS> Compare-Object 1, 2 2, 3 | ForEach-Object { "$($_.InputObject) $($_.SideIndicator)" }
    3 =>
    1 <=
    """

    reference_object: Annotated[
        Any, Param(position=0, mandatory=True, type=_OBJECTS, allow_empty_collection=True)
    ] = None
    difference_object: Annotated[
        Any, Param(position=1, mandatory=True, pipeline=True, type=_OBJECTS, allow_empty_collection=True)
    ] = None
    sync_window: Annotated[int, Param(validate=(ValidateRange(0, 2147483647),))] = 2147483647
    property: Annotated[Optional[List[Any]], Param(position=2)] = None
    exclude_different: Switch = False
    include_equal: Switch = False
    pass_thru: Switch = False
    culture: Optional[str] = None
    case_sensitive: Switch = False

    def begin(self) -> None:
        check_culture(self.call, self.culture)
        self._specs = key_specs(self.call, self.property, ("expression",))
        self._left = _Backlog(self._alike)
        self._right = _Backlog(lambda other, mine: self._alike(mine, other))
        self._index = 0
        self._references: Optional[List[Any]] = None
        self._equal = bool(self.include_equal) or (
            bool(self.exclude_different) and "IncludeEqual" not in self.call.bound
        )

    def process(self) -> None:
        if self._references is None:
            self._references = list(self.reference_object or ())
        for item in self.difference_object or ():
            self._step(item)

    def end(self) -> None:
        if self._references is None:
            self._references = list(self.reference_object or ())
        while self._index < len(self._references):
            self._step(MISSING)
        for item in self._right.drain():
            self._differs(item, _RIGHT)
        for item in self._left.drain():
            self._differs(item, _LEFT)

    def _step(self, other: Any) -> None:
        """One object of each side."""
        references = self._references or []
        mine: Any = MISSING
        if self._index < len(references):
            mine = references[self._index]
            self._index += 1
        mine_key = MISSING if mine is MISSING else self._key(mine)
        other_key = MISSING if other is MISSING else self._key(other)
        if mine is not MISSING and other is not MISSING:
            same_kind = _kind(mine) is _kind(other)
            if mine_key == other_key if same_kind else mine_key == other_key or self._alike(mine, other):
                self._matches(mine)
                return
        if other is not MISSING:
            found = self._left.take(other_key, other)
            if found is not MISSING:
                self._matches(found)
                other = MISSING
        if mine is not MISSING and self._right.take(mine_key, mine) is not MISSING:
            self._matches(mine)
            mine = MISSING
        if other is not MISSING:
            self._wait(self._right, other_key, other, _RIGHT)
        if mine is not MISSING:
            self._wait(self._left, mine_key, mine, _LEFT)

    def _wait(self, backlog: _Backlog, key: Any, item: Any, side: str) -> None:
        if len(backlog) >= self.sync_window:
            if self.sync_window == 0:
                self._differs(item, side)
                return
            self._differs(backlog.oldest(), side)
        backlog.add(key, item)

    def _key(self, item: Any) -> Any:
        case = bool(self.case_sensitive)
        if not self._specs:
            return compare_key(item, case)
        return tuple(compare_key(spec.reader(item), case) for spec in self._specs)

    def _alike(self, mine: Any, other: Any) -> bool:
        """Whether a reference object equals a difference object of another kind, converted to the first's."""
        pairs = [(spec.reader(mine), spec.reader(other)) for spec in self._specs] or [(mine, other)]
        return all(_equal_values(first, second, bool(self.case_sensitive)) for first, second in pairs)

    def _matches(self, item: Any) -> None:
        if self._equal:
            self._emit(item, _EQUAL)

    def _differs(self, item: Any, side: str) -> None:
        if not self.exclude_different:
            self._emit(item, side)

    def _emit(self, item: Any, side: str) -> None:
        if self.pass_thru:
            made = item if isinstance(item, PSObject) else PSObject(item, {})
            made.members["SideIndicator"] = side
            self.write(made)
            return
        members: Dict[str, Any] = {}
        if self._specs:
            for spec in self._specs:
                value = spec.reader(item)
                members[spec.name] = None if value is MISSING else value
        else:
            members["InputObject"] = item
        members["SideIndicator"] = side
        self.write(PSObject(None, members))


def _kind(item: Any) -> type:
    """What decides whether keys can be compared; numbers are of one kind."""
    base = unwrap(item)
    return float if isinstance(base, (int, float)) and not isinstance(base, bool) else type(base)


def _equal_values(first: Any, second: Any, case_sensitive: bool) -> bool:
    from pssh.objects.compare import equals

    if first is MISSING or second is MISSING or first is None or second is None:
        return (first is MISSING or first is None) and (second is MISSING or second is None)
    if unwrap(first).__class__ is PSObject or unwrap(second).__class__ is PSObject:
        return False
    if equals(first, second, not case_sensitive):
        return True
    if isinstance(unwrap(first), (str, int, float)):
        return False
    from pssh.objects.tostring import to_string

    mine, other = to_string(first), to_string(second)
    return mine == other if case_sensitive else mine.lower() == other.lower()


def compare_key(value: Any, case_sensitive: bool) -> Any:
    """Equal keys for equal values; custom objects without -Property are all alike."""
    if value is MISSING or value is None:
        return None
    if value.__class__ is PSObject:
        if value.base is None:
            return ""
        value = value.base
    if isinstance(value, str):
        text = str(value)
        return text if case_sensitive else text.lower()
    if isinstance(value, (int, float)):
        return float(value) if abs(value) < 1 << 53 else value
    from pssh.objects.tostring import to_string

    text = to_string(value)
    return (getattr(value, "ticks", None), text if case_sensitive else text.lower())
