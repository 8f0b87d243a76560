"""Values to nodes: a snapshot of PowerShell objects as remoting sends them.

What a value becomes is found by its Python class, once per class. Rules: plain values keep their type;
arrays, dictionaries and custom objects arrive whole; any other object arrives with its properties, and
objects inside those as text (depth 1); script blocks arrive as text; properties that cannot be read are
left out.
"""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.psobject import PSMemberInfo
from pssh.wire import tags

__all__ = ["Encoder", "encode_batch", "encode_value"]

Node = Any
Handler = Callable[["Encoder", Any, int, int], Node]

_INT32_MAX = 2147483647


def encode_value(value: Any, depth: int = tags.REMOTING_DEPTH) -> Node:
    """The node of one value."""
    return Encoder(depth).encode(value)


def encode_batch(values: Any, depth: int = tags.REMOTING_DEPTH) -> List[Any]:
    """Many values as the segments of a batch."""
    from pssh.wire.batches import segments

    encode = Encoder(depth).encode
    return segments([encode(value) for value in values])


class Encoder:
    """Makes nodes. Keep one for values that are sent in one message: numbers of shared objects are its own."""

    __slots__ = ("_headers", "_numbers", "_open", "_seen", "depth", "key")

    def __init__(self, depth: int = tags.REMOTING_DEPTH, key: bytes = b"") -> None:
        self.depth = depth
        self.key = key  # secrets are sealed with it, so that no spool holds them in the clear
        self._headers: Dict[Any, List[Any]] = {}
        self._seen: Dict[int, Tuple[Any, Any]] = {}
        self._open: Dict[int, List[Any]] = {}
        self._numbers = 0

    def encode(self, value: Any) -> Node:
        """The node of a top-level value. What it shares with itself stays shared; later values start
        afresh."""
        kind = value.__class__
        if kind is str or kind is float or kind is bool or value is None:
            return value
        if kind is int:
            return value if -_INT32_MAX - 1 <= value <= _INT32_MAX else _encode_int(self, value, 0, 0)
        self._seen.clear()
        return self.node(value, self.depth, 0)

    def header(self, type_names: Tuple[str, ...], names: Tuple[str, ...]) -> List[Any]:
        """One list for all objects of one shape, so that a batch sees at once that they are alike."""
        key = (type_names, names)
        found = self._headers.get(key)
        if found is None:
            found = self._headers[key] = [list(type_names), list(names)]
        return found

    def node(self, value: Any, depth: int, level: int) -> Node:
        """The node of `value` with `depth` levels of live objects and at most MAX_NESTING of any kind left."""
        kind = value.__class__
        if kind is str or kind is float or kind is bool or value is None:
            return value
        handler = _HANDLERS.get(kind)
        if handler is None:
            handler = _HANDLERS[kind] = _handler_for(kind)
        return handler(self, value, depth, level)

    # -- objects that may be met twice

    def shared(self, value: Any, level: int, fill: Callable[[List[Any]], None]) -> Node:
        """Let `fill` write the node of a container, unless the container was met before."""
        known = self._seen.get(id(value))
        if known is not None:
            return self._reference(known[1])
        if level >= tags.MAX_NESTING:
            return _text(value)
        node: List[Any] = []
        self._seen[id(value)] = (value, node)  # the value itself is kept so that its id stays its own
        self._open[id(node)] = node
        fill(node)
        number = self._open.pop(id(node))
        if number is not node:  # met again inside itself
            node[:] = [tags.DEFINE, number[0], list(node)]
        return node

    def _reference(self, node: List[Any]) -> Node:
        if id(node) in self._open:
            pending = self._open[id(node)]
            if pending is node:
                self._numbers += 1
                pending = self._open[id(node)] = [self._numbers]
            return [tags.REFER, pending[0]]
        if node[0] != tags.DEFINE:
            self._numbers += 1
            node[:] = [tags.DEFINE, self._numbers, list(node)]
        return [tags.REFER, node[1]]


# -- one function per kind of value


def _text(value: Any) -> str:
    from pssh.objects.convert import to_string

    try:
        return str(to_string(value))
    except Exception:  # a ToString that fails must not keep the object from arriving
        return type(value).__name__


def _deserialized(names: Any) -> Tuple[str, ...]:
    return tuple([name if name.startswith("Deserialized.") else "Deserialized." + name for name in names])


def _type_names(value: Any) -> Tuple[str, ...]:
    from pssh.objects.types import type_names

    return _deserialized(type_names(value))


def _encode_int(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    value = int(value)
    return value if -(1 << 63) <= value < 1 << 63 else [tags.BIG, str(value)]


def _tagged(tag: int, convert: Callable[[Any], Any]) -> Handler:
    return lambda encoder, value, depth, level: [tag, convert(value)]


def _encode_text_type(full_name: str) -> Handler:
    return lambda encoder, value, depth, level: [tags.TEXT, full_name, _text(value)]


def _encode_list(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    plain = value.__class__ is list
    names = None if plain else list(_type_names(value))

    def fill(node: List[Any]) -> None:
        node += [tags.LIST, names]
        node += [encoder.node(item, depth, level + 1) for item in list(value)]

    return encoder.shared(value, level, fill)


def _encode_sequence(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    """Queues, stacks, sets and other enumerable collections."""
    from pssh.objects.compare import enumerate_value

    items = enumerate_value(value)
    if items is None:
        return _encode_object(encoder, value, depth, level)
    names = list(_type_names(value))

    def fill(node: List[Any]) -> None:
        node += [tags.LIST, names]
        node += [encoder.node(item, depth, level + 1) for item in items]

    return encoder.shared(value, level, fill)


def _encode_dictionary(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    kind = 1 if value.__class__.__name__ == "OrderedDictionary" else 0
    plain = value.__class__ is dict or value.__class__.__name__ in tags.KINDS_OF_DICTIONARY
    names = None if plain else list(_type_names(value))

    def fill(node: List[Any]) -> None:
        node += [tags.DICT, kind, names]
        for key, item in list(value.items()):
            node.append(encoder.node(key, 0, level + 1))
            node.append(encoder.node(item, depth, level + 1))

    return encoder.shared(value, level, fill)


_CUSTOM_NAMES = ("Deserialized.System.Management.Automation.PSCustomObject", "Deserialized.System.Object")


def _encode_psobject(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    if value.base is not None:
        return _encode_extended(encoder, value, depth, level)
    names = _CUSTOM_NAMES if value.type_names is None else _deserialized(value.type_names)
    members = value.members
    if level == 0:
        # The common row: plain values only, nothing in it can be met twice.
        values = []
        for item in members.values():
            kind = item.__class__
            if kind in _PLAIN:
                values.append(item)
            elif kind.__name__ in _LEAVES:
                values.append(encoder.node(item, depth, 1))
            else:
                break
        else:
            return [tags.OBJECT, encoder.header(names, tuple(members)), values, None]
    if any(isinstance(item, PSMemberInfo) for item in members.values()):
        pairs, text = _read_members(value)
    else:
        pairs, text = list(members.items()), None

    def fill(node: List[Any]) -> None:
        header = encoder.header(names, tuple([name for name, _ in pairs]))
        node += [tags.OBJECT, header, [encoder.node(item, depth, level + 1) for _, item in pairs], text]

    return encoder.shared(value, level, fill)


def _read_members(value: Any) -> Tuple[List[Tuple[str, Any]], Optional[str]]:
    """The readable properties of an object, and its text when it has a ToString of its own."""
    from pssh.objects.members import members_of
    from pssh.objects.nothing import MISSING

    pairs = []
    for member in members_of(value):
        if not member.is_property or member.hidden:
            continue
        try:
            pairs.append((member.name, member.get(value)))
        except Exception:
            continue  # a property that cannot be read is left out, as PowerShell does
    own_text = value.find("ToString") if hasattr(value, "find") else MISSING
    return pairs, (None if own_text is MISSING else _text(value))


def _encode_extended(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    """A value with members added to it."""
    base = encoder.node(value.base, depth, level)
    if not value.members and value.type_names is None:
        return base
    names, values = [], []
    for name, item in value.members.items():
        if isinstance(item, PSMemberInfo):
            if not item.is_property:
                continue
            try:
                item = item.get(value)
            except Exception:  # a property that cannot be read is not sent
                continue
        names.append(name)
        values.append(encoder.node(item, depth, level + 1))
    if type(base) is list and base and base[0] == tags.OBJECT:
        both = [*base[1][1], *names]
        type_names = base[1][0] if value.type_names is None else _deserialized(value.type_names)
        return [tags.OBJECT, encoder.header(tuple(type_names), tuple(both)), [*base[2], *values], base[3]]
    if not names and value.type_names is None:
        return base
    type_names = None if value.type_names is None else list(value.type_names)
    return [tags.EXTRA, base, names, values, type_names]


def _encode_object(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    """Any other object: its properties, or only its text when the depth is used up."""
    from pssh.objects.types import type_of

    own_depth, own_names = type_of(value).serialization()
    depth = own_depth or depth
    if depth <= 0:
        return _text(value)
    names = _type_names(value)
    pairs, _ = _read_members(value)
    if own_names:
        found = dict(pairs)
        pairs = [(name, found[name]) for name in own_names if name in found]

    def fill(node: List[Any]) -> None:
        header = encoder.header(names, tuple([name for name, _ in pairs]))
        values = [encoder.node(item, depth - 1, level + 1) for _, item in pairs]
        node += [tags.OBJECT, header, values, _text(value)]

    return encoder.shared(value, level, fill)


def _encode_error_value(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    """An error record that is an ordinary result: a bag of properties, its exception with properties of its
    own."""
    names = _type_names(value)
    pairs = [
        ("Exception", encoder.node(value.exception, 1, level + 1)),
        ("TargetObject", encoder.node(value.target_object, 0, level + 1)),
        ("FullyQualifiedErrorId", value.fully_qualified_error_id),
        ("InvocationInfo", None),
        ("CategoryInfo", str(value.category_info)),
        ("ErrorDetails", None if value.error_details is None else str(value.error_details)),
        ("ScriptStackTrace", value.script_stack_trace),
    ]
    header = encoder.header(names, tuple([name for name, _ in pairs]))
    return [tags.OBJECT, header, [node for _, node in pairs], _text(value)]


def _encode_enum(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    return [tags.ENUM, list(_type_names(value)), int(value)]


def _encode_xml(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    from pssh.objects.members import get_member

    return [tags.XML, str(get_member(value, "OuterXml"))]


def _encode_secure(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    from pssh.wire.secrets import plain_text, seal

    return [tags.SECURE, seal(plain_text(value), encoder.key)]


def _encode_credential(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    from pssh.wire.secrets import plain_text, seal

    return [tags.CREDENTIAL, str(value.user_name), seal(plain_text(value.password), encoder.key)]


def _encode_record(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    from pssh.wire.records import encode_record

    return encode_record(encoder, value, depth, level)


def _nothing(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    return None


def _encode_number_text(encoder: Encoder, value: Any, depth: int, level: int) -> Node:
    """BigInteger: .NET's has no serializer, it arrives as an object with its text."""
    return [tags.OBJECT, encoder.header(_type_names(value), ()), [], str(int(value))]


_BY_NAME: Dict[str, Handler] = {
    "Nothing": _nothing,
    "NoneType": _nothing,
    "bool": _tagged(tags.SWITCH, bool),
    "int": _encode_int,
    "list": _encode_list,
    "dict": _encode_dictionary,
    "tuple": _encode_list,
    "Single": _tagged(tags.SINGLE, float),
    "Decimal": _tagged(tags.DECIMAL, str),
    "Char": _tagged(tags.CHAR, str.__str__),
    "DateTime": lambda encoder, value, depth, level: [tags.DATETIME, int(value.ticks), int(value.kind)],
    "TimeSpan": _tagged(tags.TIMESPAN, lambda value: int(value.ticks)),
    "ByteArray": lambda encoder, value, depth, level: bytes(value),
    "bytes": lambda encoder, value, depth, level: value,
    "bytearray": lambda encoder, value, depth, level: bytes(value),
    "BigInteger": _encode_number_text,
    "EnumValue": _encode_enum,
    "Document": _encode_xml,
    "SecureString": _encode_secure,
    "PSCredential": _encode_credential,
    "SwitchParameter": _tagged(tags.SWITCH, bool),
    "ScriptBlock": lambda encoder, value, depth, level: _text(value),
    "PSObject": _encode_psobject,
    "ErrorRecord": _encode_error_value,
    "RemotingErrorRecord": _encode_error_value,
    "ProgressRecord": _encode_record,
}
_BY_NAME.update({name: _tagged(tag, int) for name, tag in tags.INTEGER_TAGS.items()})
_BY_NAME.update({name: _encode_text_type(full) for name, full in tags.TEXT_TYPES.items()})
_BY_NAME["Culture"] = _BY_NAME["CultureInfo"]


def _handler_for(kind: type) -> Handler:
    """The function for a class: by the name of one of ours, else by what it derives from."""
    module = kind.__module__
    if module.startswith("pssh.") or module in ("builtins", "decimal"):
        found = _BY_NAME.get(kind.__name__)
        if found is not None:
            return found
    bases = {base.__name__ for base in kind.__mro__}
    if "BaseDictionary" in bases:
        return _encode_dictionary
    if "EnumValue" in bases:
        return _encode_enum
    if issubclass(kind, str):
        return lambda encoder, value, depth, level: str.__str__(value)
    if issubclass(kind, (list, tuple)):
        return _encode_list
    if issubclass(kind, (bytes, bytearray)):
        return lambda encoder, value, depth, level: bytes(value)
    if hasattr(kind, "__iter__"):
        return _encode_sequence
    return _encode_object


_HANDLERS: Dict[type, Handler] = {}
_PLAIN = frozenset({str, float, bool, type(None)})
_LEAVES = frozenset(
    {"int", "DateTime", "TimeSpan", "Single", "Decimal", "Char", *tags.INTEGER_TAGS, *tags.TEXT_TYPES}
)
