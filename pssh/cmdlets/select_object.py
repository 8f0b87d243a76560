"""Select-Object: some of the objects, some of their properties."""

from typing import Annotated, Any, Callable, Dict, List, Optional, Set

from pssh.cmdlets._properties import SelectSpec, select_specs
from pssh.objects.nothing import NOTHING
from pssh.objects.psobject import PSMemberInfo, PSObject
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["SelectObject"]

_OBJECT = "System.Management.Automation.PSObject"
_DEFAULT, _INDEX, _SKIP_INDEX, _SKIP_LAST = (
    "DefaultParameter",
    "IndexParameter",
    "SkipIndexParameter",
    "SkipLastParameter",
)
_NAMES = (_DEFAULT, _SKIP_LAST)
_COUNT = (ValidateRange(0, 2147483647),)


@cmdlet(
    "Select-Object",
    alias="select",
    sets=(_DEFAULT, _SKIP_LAST, _INDEX, _SKIP_INDEX),
    default_set=_DEFAULT,
    module="Microsoft.PowerShell.Utility",
)
class SelectObject(CmdletBase):
    """Selects objects or object properties.

    PS> 1..9 | Select-Object -First 2
    1
    2

    PS> 'abc' | Select-Object -ExpandProperty Length
    3
    """

    input_object: Annotated[Any, Param(pipeline=True, allow_null=True, type=_OBJECT)] = NOTHING
    property: Annotated[Optional[List[Any]], Param(position=0, sets=_NAMES)] = None
    exclude_property: Annotated[Optional[List[str]], Param(sets=_NAMES)] = None
    expand_property: Annotated[Optional[str], Param(sets=_NAMES)] = None
    unique: Switch = False
    case_insensitive: Switch = False
    last: Annotated[Optional[int], Param(sets=_DEFAULT, validate=_COUNT)] = None
    first: Annotated[Optional[int], Param(sets=_DEFAULT, validate=_COUNT)] = None
    skip: Annotated[int, Param(sets=(_DEFAULT, _SKIP_LAST), validate=_COUNT)] = 0
    skip_last: Annotated[int, Param(sets=_SKIP_LAST, validate=_COUNT)] = 0
    wait: Annotated[Switch, Param(sets=(_DEFAULT, _INDEX))] = False
    index: Annotated[Optional[List[int]], Param(sets=_INDEX, validate=_COUNT)] = None
    skip_index: Annotated[Optional[List[int]], Param(sets=_SKIP_INDEX, validate=_COUNT)] = None

    _emit: Callable[[Any], None]

    def begin(self) -> None:
        self._seen = 0
        self._queue: List[Any] = []
        self._uniques: List[Any] = []
        self._unique_keys: Set[Any] = set()
        self._plan = _Plan(self) if self.property or self.exclude_property else None
        self._emit = self._make
        shapes = self._plan is None and not self.expand_property and not self.unique
        if shapes:
            self._emit = self.call.out
        self._wanted = None if self.index is None else set(self.index)
        self._unwanted = None if self.skip_index is None else set(self.skip_index)
        if self.first is not None or self.last is not None:
            self.process_items_with(self._ends)
            if self.first == 0 and self.last is None and not self.wait:
                self._nothing_wanted()
        elif self._wanted is not None or self._unwanted is not None:
            self.process_items_with(self._at_index)
        elif self.skip_last:
            self.process_items_with(self._all_but_last)
        elif self.skip:
            self.process_items_with(self._after_skip)
        elif self._plan is not None and not self.expand_property and not self.unique:
            plan, out = self._plan, self.call.out
            self.process_items_with(lambda item: _write_selected(plan, out, item))
        else:
            self.process_items_with(self._emit)

    def _nothing_wanted(self) -> None:
        self.process_items_with(self._stop_at_once)

    def _stop_at_once(self, item: Any) -> None:
        self._stop_upstream()

    def process(self) -> None:
        item = self.input_object
        if item is not NOTHING:
            self.process_item(item)

    def process_item(self, item: Any) -> None:
        self._emit(item)

    # --- which objects --------------------------------------------------------------------------------

    def _stop_upstream(self) -> None:
        if self.wait:
            return
        from pssh.objects.flow import StopUpstream

        raise StopUpstream(self.call.processor)

    def _ends(self, item: Any) -> None:
        """-First, -Last and -Skip."""
        self._seen += 1
        seen = self._seen
        if self.last is None:
            first = self.first or 0
            if seen <= self.skip:
                return
            if seen - self.skip <= first:
                self._emit(item)
                if seen - self.skip == first:
                    self._stop_upstream()
            return
        if self.first is not None:
            if seen <= self.skip:
                return
            if seen - self.skip <= self.first:
                self._emit(item)
                return
            limit = self.last
        else:
            limit = self.last + self.skip
        self._queue.append(item)
        if len(self._queue) > 2 * limit + 64:
            del self._queue[: len(self._queue) - limit]

    def _after_skip(self, item: Any) -> None:
        self._seen += 1
        if self._seen > self.skip:
            self._emit(item)

    def _all_but_last(self, item: Any) -> None:
        self._seen += 1
        if self._seen <= self.skip:
            return
        self._queue.append(item)
        if len(self._queue) > self.skip_last:
            self._emit(self._queue.pop(0))

    def _at_index(self, item: Any) -> None:
        index, self._seen = self._seen, self._seen + 1
        if self._wanted is not None:
            if index in self._wanted:
                self._emit(item)
                if not any(i > index for i in self._wanted):
                    self._stop_upstream()
        elif self._unwanted is not None and index not in self._unwanted:
            self._emit(item)

    def end(self) -> None:
        if self.last is not None:
            queue = self._queue
            if self.first is None and self.skip:
                queue = queue[: max(len(queue) - self.skip, 0)]
            for item in queue[max(len(queue) - self.last, 0) :]:
                self._emit(item)
        for made in self._uniques:
            self.call.out(made)

    # --- which properties -----------------------------------------------------------------------------

    def _make(self, item: Any) -> None:
        if self.expand_property:
            self._expand(item)
            return
        made = item if self._plan is None else self._plan.select(item)
        if made is NOTHING:
            return
        if self.unique:
            self._keep_unique(made)
        else:
            self.call.out(made)

    def _keep_unique(self, made: Any) -> None:
        key = unique_key(made, bool(self.case_insensitive))
        if key not in self._unique_keys:
            self._unique_keys.add(key)
            self._uniques.append(made)

    def _expand(self, item: Any) -> None:
        call = self.call
        if item is None:
            return
        from pssh.formatting.access import expand_name, read

        name = str(self.expand_property)
        names = expand_name(item, name)
        if not names and hasattr(item, "stored_key") and item.contains(name):
            value = item.get(name)
        elif not names:
            call.error(
                "ExpandPropertyNotFound",
                f'Property "{name}" cannot be found.',
                "InvalidArgument",
                item,
                "System.Management.Automation.PSArgumentException",
            )
            return
        elif len(names) > 1:
            call.error(
                "MutlipleExpandProperties",
                "Multiple properties cannot be expanded.",
                "InvalidArgument",
                item,
                "System.Management.Automation.PSArgumentException",
            )
            return
        else:
            value = read(item, names[0])
        self._write_expanded(item, value)

    def _write_expanded(self, item: Any, value: Any) -> None:
        from pssh.objects.compare import enumerate_value

        elements = enumerate_value(value)
        if elements is None:
            if value is None or value is NOTHING:
                return
            elements = iter((value,))
        extra = self._plan.select(item) if self._plan is not None and self.property else None
        for each in elements:
            made = each
            if isinstance(extra, PSObject):
                made = self._with_properties(each, extra)
            if self.unique:
                self._keep_unique(made)
            else:
                self.call.out(made)

    def _with_properties(self, value: Any, extra: PSObject) -> Any:
        if value is None:
            return value
        made = value if isinstance(value, PSObject) else PSObject(value, {})
        for name, added in extra.members.items():
            if made.key_of(name) is not None:
                self.call.error(
                    "AlreadyExistingUserSpecifiedPropertyExpand",
                    f'The property cannot be processed because the property "{name}" already exists.',
                    "InvalidOperation",
                    value,
                    "System.Management.Automation.PSArgumentException",
                )
                continue
            made.members[name] = added
        return made


def _write_selected(plan: "_Plan", out: Callable[[Any], None], item: Any) -> None:
    made = plan.select(item)
    if made is not NOTHING:
        out(made)


class _Plan:
    """-Property and -ExcludeProperty made ready: a reader for each column."""

    def __init__(self, owner: SelectObject) -> None:
        self.call = owner.call
        self.specs: List[SelectSpec] = select_specs(owner.call, owner.property or ["*"])
        self.excluded: List[Callable[[str], bool]] = []
        if owner.exclude_property:
            from pssh.runtime.wildcards import wildcard

            self.excluded = [wildcard(name) for name in owner.exclude_property]
        self.fast = [] if self.excluded else list(self.specs)
        if any(spec.pattern for spec in self.specs):
            self.fast = []
        labels = [spec.label.lower() for spec in self.fast]
        if len(set(labels)) != len(labels):
            self.fast = []
        self._type_names: Dict[Any, List[str]] = {}

    def select(self, item: Any) -> Any:
        """The object with the chosen properties."""
        if item is None or item is NOTHING:
            return NOTHING
        if _keeps_itself(item, self.specs, self.excluded):
            return item
        members: Dict[str, Any] = {}
        if self.fast:
            for spec in self.fast:
                name, value = spec.one(item)
                members[name] = value
        else:
            self._slow(item, members)
        return PSObject(None, members, self._names(item))

    def _slow(self, item: Any, members: Dict[str, Any]) -> None:
        known: Dict[str, str] = {}
        for spec in self.specs:
            for name, value in spec.all(item):
                if any(excluded(name) for excluded in self.excluded):
                    continue
                lower = name.lower()
                if lower in known:
                    if spec.pattern:
                        continue
                    self.call.error(
                        "AlreadyExistingUserSpecifiedPropertyNoExpand",
                        f'The property cannot be processed because the property "{name}" already exists.',
                        "InvalidOperation",
                        item,
                        "System.Management.Automation.PSArgumentException",
                    )
                    continue
                known[lower] = name
                members[name] = value

    def _names(self, item: Any) -> List[str]:
        """`Selected.<type>`, then what every custom object is."""
        key: Any = item.__class__
        if key is PSObject:
            key = (item.base.__class__, tuple(item.type_names) if item.type_names else None)
        found = self._type_names.get(key)
        if found is None:
            from pssh.objects.types import type_names

            found = self._type_names[key] = [
                "Selected." + str(type_names(item)[0]),
                "System.Management.Automation.PSCustomObject",
                "System.Object",
            ]
        return found


def _keeps_itself(item: Any, specs: List[SelectSpec], excluded: List[Any]) -> bool:
    """`'abc' | Select-Object *` gives the string itself."""
    return isinstance(item, (str, int, float)) and not excluded and len(specs) == 1 and specs[0].label == "*"


def unique_key(value: Any, ignore_case: bool) -> Any:
    """Values with the same key are the same to -Unique: equal texts; for custom objects of all properties."""
    if value.__class__ is PSObject and value.base is None:
        return tuple((name.lower(), unique_key(_raw(value, name), ignore_case)) for name in value.members)
    from pssh.objects.tostring import to_string

    text = "" if value is None else to_string(value)
    return text.lower() if ignore_case else text


def _raw(owner: PSObject, name: str) -> Any:
    found = owner.members.get(name)
    return found.get(owner) if isinstance(found, PSMemberInfo) else found
