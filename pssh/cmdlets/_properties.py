"""`-Property` of the object cmdlets: names, patterns, blocks and tables, as readers of values."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.nothing import MISSING, NOTHING
from pssh.objects.psobject import PSMemberInfo, PSObject

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["KeySpec", "SelectSpec", "block_value", "key_specs", "select_specs"]

Reader = Callable[[Any], Any]


def property_reader(name: str) -> Reader:
    """A property's value; MISSING where the object has none. A dictionary's keys count as properties."""
    from pssh.formatting.access import read
    from pssh.objects.errors import NetException, PSError

    def get(item: Any) -> Any:
        if item.__class__ is PSObject:
            found = item.members.get(name, MISSING)
            if found is not MISSING and not isinstance(found, PSMemberInfo):
                return found
        elif hasattr(item, "stored_key") and item.contains(name):
            return item.get(name)
        try:
            return read(item, name)
        except (PSError, NetException):
            return None  # a getter that throws counts as nothing

    return get


def block_value(call: "Call", block: Any) -> Reader:
    """The value of a script block for an object, None where it gives nothing."""
    evaluate = block.bind_value(call.scope, call.streams)
    rs = call.runspace

    def get(item: Any) -> Any:
        was, rs.in_try = rs.in_try, True  # an error of the block is the reader's to deal with
        try:
            found = evaluate(item)
        finally:
            rs.in_try = was
        return None if found is NOTHING else found

    return get


def is_block(value: Any) -> bool:
    """Whether a property is given as a script block. By name: the type itself is an import that few need."""
    return bool(value.__class__.__name__ == "ScriptBlock")


def _bad(call: "Call", error_id: str, message: str) -> None:
    call.throw(error_id, message, "InvalidArgument", None, "System.NotSupportedException")


def read_table(call: "Call", table: Any, keys: Tuple[str, ...]) -> Dict[str, Any]:
    """The entries of a calculated property's table under their full (lower-case) names."""
    entries: Dict[str, Any] = {}
    for key, value in table.items():
        text = str(key).lower()
        matching = [text] if text in keys else [each for each in keys if text and each.startswith(text)]
        if not matching:
            _bad(call, "DictionaryKeyIllegal", f"The {key} key is not valid.")
        if len(matching) > 1:
            _bad(
                call,
                "DictionaryKeyAmbiguous",
                f"The {key} key is not unique. It matches: {', '.join(matching)}.",
            )
        entries[matching[0]] = value
    if "expression" not in entries:
        _bad(call, "MissingMandatoryEntry", "The Expression key is missing.")
    return entries


class SelectSpec:
    """One column of Select-Object."""

    __slots__ = ("call", "label", "name", "pattern", "reader")

    def __init__(self, call: Any, label: str, reader: Reader, name: Optional[str]) -> None:
        self.call = call
        self.label = label
        self.name = name
        self.pattern = name is not None and any(char in name for char in "*?[")
        self.reader = reader

    def one(self, item: Any) -> Tuple[str, Any]:
        """Label and value; what is missing or fails is None."""
        try:
            value = self.reader(item)
        except Exception as error:
            return self.label, self._failed(error)
        if self.name is not None and self.label is self.name:
            return self._named(item, value)
        return self.label, None if value is MISSING else value

    def _named(self, item: Any, value: Any) -> Tuple[str, Any]:
        """A plain name takes the spelling of the object's own property."""
        name = self.label
        if value is MISSING:
            return name, None
        if item.__class__ is PSObject:
            if name not in item.members:
                name = item.key_of(name) or _spelling(item, name)
        elif hasattr(item, "stored_key"):
            name = str(item.stored_key(name)) if item.contains(name) else name
        else:
            name = _spelling(item, name)
        return name, value

    def all(self, item: Any) -> List[Tuple[str, Any]]:
        """All columns a pattern means on this object."""
        if not self.pattern:
            return [self.one(item)]
        from pssh.formatting.access import expand_name, read

        return [(name, _plain(read, item, name)) for name in expand_name(item, str(self.name))]

    def _failed(self, error: Exception) -> Any:
        from pssh.objects.errors import NetException, PSError

        if not isinstance(error, (PSError, NetException)):
            raise error
        from pssh.runtime.reporting import remember

        if isinstance(error, PSError):
            remember(self.call.runspace, error.record)
        return None


def _plain(read: Any, item: Any, name: str) -> Any:
    from pssh.objects.errors import NetException, PSError

    try:
        value = read(item, name)
    except (PSError, NetException):
        return None
    return None if value is MISSING else value


_SPELLINGS: Dict[Tuple[type, str], str] = {}


def _spelling(item: Any, name: str) -> str:
    key = (item.__class__, name)
    found = _SPELLINGS.get(key)
    if found is None:
        from pssh.formatting.access import property_names

        found = next((each for each in property_names(item) if each.lower() == name.lower()), name)
        if item.__class__ is not PSObject:
            _SPELLINGS[key] = found
    return found


def select_specs(call: "Call", values: List[Any]) -> List[SelectSpec]:
    """-Property of Select-Object."""
    from pssh.objects.psobject import unwrap

    specs = []
    for value in values:
        value = unwrap(value)
        if is_block(value):
            specs.append(SelectSpec(call, str(value), block_value(call, value), None))
        elif hasattr(value, "stored_key"):
            specs.append(_calculated(call, value))
        else:
            from pssh.objects.tostring import to_string

            name = to_string(value)
            specs.append(SelectSpec(call, name, property_reader(name), name))
    return specs


def _calculated(call: "Call", table: Any) -> SelectSpec:
    entries = read_table(call, table, ("expression", "label", "name"))
    expression = entries["expression"]
    label = entries.get("label", entries.get("name"))
    if is_block(expression):
        return SelectSpec(
            call, str(expression) if label is None else str(label), block_value(call, expression), None
        )
    name = str(expression)
    spec = SelectSpec(call, name if label is None else str(label), property_reader(name), None)
    return spec


class KeySpec:
    """One key of Sort-Object or Group-Object."""

    __slots__ = ("descending", "name", "pattern", "reader")

    def __init__(
        self, reader: Reader, name: str = "", descending: Optional[bool] = None, pattern: bool = False
    ) -> None:
        self.reader = reader
        self.name = name
        self.descending = descending
        self.pattern = pattern


def check_culture(call: "Call", name: Optional[str]) -> None:
    """-Culture of Sort-Object and the like: one that is not known ends the command."""
    if name is None:
        return
    from pssh.objects.culture import UnknownCulture, get_culture

    try:
        get_culture(name)
    except UnknownCulture as error:
        call.throw("CultureNotFound", str(error), "InvalidArgument", name)


def key_specs(call: "Call", values: Optional[List[Any]], keys: Tuple[str, ...]) -> List[KeySpec]:
    """-Property of Sort-Object (`keys` with ascending and descending), Group-Object and the like."""
    from pssh.objects.convert import to_bool
    from pssh.objects.psobject import unwrap

    specs = []
    for value in values or ():
        value = unwrap(value)
        if is_block(value):
            specs.append(KeySpec(block_value(call, value), str(value)))
        elif hasattr(value, "stored_key"):
            entries = read_table(call, value, keys)
            expression = entries["expression"]
            descending: Optional[bool] = None
            if "descending" in entries:
                descending = to_bool(entries["descending"])
            elif "ascending" in entries:
                descending = not to_bool(entries["ascending"])
            read = block_value(call, expression) if is_block(expression) else property_reader(str(expression))
            specs.append(KeySpec(read, str(expression), descending))
        else:
            from pssh.objects.tostring import to_string

            name = to_string(value)
            specs.append(KeySpec(property_reader(name), name, None, any(char in name for char in "*?[")))
    return specs
