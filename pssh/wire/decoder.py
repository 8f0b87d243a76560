"""Nodes to values, as they look at the receiver: `Deserialized.` bags, array lists, rebuilt plain types."""

from typing import Any, Callable, Dict, List, Optional

from pssh.objects.psobject import PSObject, PSScriptMethod
from pssh.wire import tags
from pssh.wire.batches import flatten
from pssh.wire.errors import ProtocolError

__all__ = ["Decoder", "DeserializedText", "decode_batch", "decode_value", "rebuilt"]

_ARRAY_NAMES = ("Deserialized.System.Object[]", "Deserialized.System.Array", "Deserialized.System.Object")


class DeserializedText(PSScriptMethod):
    """The ToString of an object from elsewhere: the text it had there."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        super().__init__("ToString", None)
        self.text = text
        self.hidden = True

    def invoke_on(self, owner: Any, args: Any) -> Any:
        return self.text

    @property
    def definition(self) -> str:
        return "string ToString(), string ToString(string format, System.IFormatProvider formatProvider)"


def decode_value(node: Any, named: bool = False, origin: Any = None) -> Any:
    """The value of a node; see Decoder."""
    return Decoder(named, origin).guarded(lambda decoder: decoder.value(node))


def decode_batch(batch: Any, named: bool = False, origin: Any = None, key: bytes = b"") -> List[Any]:
    """The values of a batch; see Decoder."""
    values: List[Any] = Decoder(named, origin, key).guarded(lambda decoder: decoder.values(flatten(batch)))
    return values


class Decoder:
    """Makes values. `named`: arrays and dictionaries keep their `Deserialized.` type names (results do;
    arguments
    arrive as plain array lists and hashtables). `origin` marks error records."""

    __slots__ = ("_defined", "_level", "key", "named", "origin")

    def __init__(self, named: bool = False, origin: Any = None, key: bytes = b"") -> None:
        self.named = named
        self.key = key
        self.origin = origin
        self._defined: Dict[int, Any] = {}
        self._level = 0

    def guarded(self, work: Callable[["Decoder"], Any]) -> Any:
        """Whatever a broken node makes Python say, the caller hears of a ProtocolError."""
        try:
            return work(self)
        except ProtocolError:
            raise
        except Exception as error:
            raise ProtocolError(f"A value could not be read: {type(error).__name__}: {error}") from error

    def values(self, nodes: List[Any]) -> List[Any]:
        """The values of many nodes."""
        value = self.value
        return [
            node if node.__class__ is not list and node.__class__ is not bytes else value(node)
            for node in nodes
        ]

    def value(self, node: Any) -> Any:
        """The value of a node."""
        kind = node.__class__
        if kind is list:
            handler = _HANDLERS.get(node[0])
            if handler is None:
                raise ProtocolError(f"There is no node of the kind {node[0]!r}.")
            if self._level > 4 * tags.MAX_NESTING:
                raise ProtocolError("Values are nested too deep.")
            self._level += 1
            try:
                return handler(self, node)
            finally:
                self._level -= 1
        if kind is bytes:
            return _byte_array(node)
        if kind is dict:
            raise ProtocolError("A map is no value.")
        if kind is int and not -2147483648 <= node <= 2147483647:
            from pssh.objects.numbers import Int64

            return Int64(node)
        return node

    def define(self, node: List[Any]) -> Any:
        """A node that is referred to: known by its number before its content is read."""
        _, number, inner = node
        tag = inner[0] if type(inner) is list and inner else None
        if type(number) is not int or number in self._defined:
            raise ProtocolError("A shared value is defined twice.")
        if tag == tags.OBJECT:
            shell: Any = PSObject()
            self._defined[number] = shell
            _fill_object(self, inner, shell)
        elif tag == tags.LIST:
            shell = _new_list(self, inner)
            self._defined[number] = shell
            _items_of(shell).extend([self.value(item) for item in inner[2:]])
        elif tag == tags.DICT:
            shell = _new_dictionary(self, inner)
            self._defined[number] = shell
            _fill_dictionary(self, inner, _items_of(shell))
        else:
            raise ProtocolError("Only containers can be referred to.")
        return shell

    def refer(self, node: List[Any]) -> Any:
        """A value that was defined before."""
        number = node[1]
        if type(number) is not int or number not in self._defined:
            raise ProtocolError("A shared value is not defined.")
        return self._defined[number]


def rebuilt(value: Any, type_name: str) -> Any:
    """A value of a type that is made from a plain one."""
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    wanted = resolve_type(type_name)
    return value if wanted is None else convert(value, wanted)


def _byte_array(data: bytes) -> Any:
    from pssh.objects.collections import ByteArray

    return ByteArray(data)


def _items_of(value: Any) -> Any:
    return value.base if value.__class__ is PSObject else value


def _new_list(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.collections import ArrayList

    names = node[1]
    made: Any = _collection(names)
    if made is None:
        made = ArrayList()
    if not decoder.named:
        return made
    if names is not None and _short(names) in _BAGS:
        made = _bag_class()()
    return PSObject(made, {}, names if names is not None else _ARRAY_NAMES)


# Collections that are no lists arrive as bags that can be enumerated.
_BAGS = ("HashSet", "SortedSet", "LinkedList")


def _short(names: List[str]) -> str:
    return str(names[0]).partition("[")[0].rpartition(".")[2].partition("`")[0]


def _bag_class() -> Any:
    """An array list that says it is a PSObject, made when the first one comes."""
    global _bag
    if _bag is None:
        from pssh.objects.collections import ArrayList
        from pssh.objects.types import resolve_type

        bag_type = resolve_type("System.Management.Automation.PSObject")
        _bag = type("EnumerableBag", (ArrayList,), {"__slots__": (), "net_type": bag_type})
    return _bag


_bag: Any = None


def _collection(names: Optional[List[str]]) -> Any:
    """Queues and stacks keep their kind; every other sequence is an ArrayList here."""
    if not names:
        return None
    short = _short(names)
    if short not in ("Queue", "Stack"):
        return None
    from pssh.objects.members import new_object
    from pssh.objects.types import resolve_type

    wanted = resolve_type("System.Collections." + short)
    return None if wanted is None else new_object(wanted, [])


def _decode_list(decoder: Decoder, node: List[Any]) -> Any:
    made = _new_list(decoder, node)
    items = [decoder.value(item) for item in node[2:]]
    target = _items_of(made)
    if isinstance(target, list):
        target.extend(items)
    else:
        _fill_collection(target, items)
    return made


def _fill_collection(target: Any, items: List[Any]) -> None:
    from pssh.objects.members import call_method
    from pssh.objects.types import type_of

    stack = type_of(target).name.startswith("Stack")
    for item in reversed(items) if stack else items:
        call_method(target, "Push" if stack else "Enqueue", [item])


def _new_dictionary(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.dictionaries import Hashtable, OrderedDictionary

    _, kind, names = node[:3]
    made: Any = OrderedDictionary() if kind == 1 else Hashtable()
    if not decoder.named:
        return made
    if names is None:
        own = (
            "System.Collections.Specialized.OrderedDictionary"
            if kind == 1
            else "System.Collections.Hashtable"
        )
        names = ["Deserialized." + own, "Deserialized.System.Object"]
    return PSObject(made, {}, names)


def _fill_dictionary(decoder: Decoder, node: List[Any], target: Any) -> None:
    if len(node) % 2 == 0:
        raise ProtocolError("A key of a dictionary has no value.")
    for at in range(3, len(node), 2):
        target.set(decoder.value(node[at]), decoder.value(node[at + 1]))


def _decode_dictionary(decoder: Decoder, node: List[Any]) -> Any:
    made = _new_dictionary(decoder, node)
    _fill_dictionary(decoder, node, _items_of(made))
    return made


def _fill_object(decoder: Decoder, node: List[Any], target: PSObject) -> None:
    _, (type_names, names), values, text = node
    if len(names) != len(values):
        raise ProtocolError("An object has names without values.")
    target.type_names = list(type_names)
    value = decoder.value
    target.members = {
        name: item if item.__class__ is not list and item.__class__ is not bytes else value(item)
        for name, item in zip(names, values)
    }
    if text is not None:
        target.members["ToString"] = DeserializedText(str(text))


def _decode_object(decoder: Decoder, node: List[Any]) -> Any:
    made = PSObject()
    _fill_object(decoder, node, made)
    return made


def _decode_extra(decoder: Decoder, node: List[Any]) -> Any:
    _, inner, names, values, type_names = node
    base = decoder.value(inner)
    members = {str(name): decoder.value(item) for name, item in zip(names, values)}
    if base.__class__ is PSObject:
        base.members.update(members)
        if type_names is not None:
            base.type_names = list(type_names)
        return base
    return PSObject(base, members, type_names)


def _decode_enum(decoder: Decoder, node: List[Any]) -> Any:
    _, names, number = node
    return PSObject(int(number), {}, [str(name) for name in names]) if decoder.named else int(number)


def _decode_datetime(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime(node[1], node[2])


def _decode_timespan(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.timespan import TimeSpan

    return TimeSpan(node[1])


def _decode_decimal(decoder: Decoder, node: List[Any]) -> Any:
    from decimal import Decimal

    return Decimal(node[1])


def _decode_text(decoder: Decoder, node: List[Any]) -> Any:
    if node[1] not in tags.TEXT_TYPES.values():
        raise ProtocolError(f"{node[1]!r} is not rebuilt from text.")
    return rebuilt(str(node[2]), node[1])


def _decode_xml(decoder: Decoder, node: List[Any]) -> Any:
    return rebuilt(str(node[1]), "System.Xml.XmlDocument")


def _decode_switch(decoder: Decoder, node: List[Any]) -> Any:
    return rebuilt(bool(node[1]), "System.Management.Automation.SwitchParameter")


def _decode_secure(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.wire.secrets import open_sealed, secure_string

    text = open_sealed(node[1], decoder.key)
    return None if text is None else secure_string(text)


def _decode_credential(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.wire.secrets import credential, open_sealed

    return credential(str(node[1]), open_sealed(node[2], decoder.key) or "")


def _decode_error(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.wire.records import decode_error

    return decode_error(decoder, node[1])


def _decode_stream_record(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.wire.records import decode_record

    return decode_record(decoder, 7 if node[0] == tags.PROGRESS else 6, node)


def _decode_integer(name: str) -> Callable[[Decoder, List[Any]], Any]:
    def decode(decoder: Decoder, node: List[Any]) -> Any:
        from pssh.objects import numbers

        cls = getattr(numbers, name)
        low, high = _RANGES[name]
        if not low <= node[1] <= high:
            raise ProtocolError(f"{node[1]} is no {name}.")
        return cls(node[1])

    return decode


def _range(bits: int, signed: bool) -> Any:
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


_RANGES = {
    "Int64": _range(64, True),
    "UInt32": _range(32, False),
    "UInt64": _range(64, False),
    "Int16": _range(16, True),
    "UInt16": _range(16, False),
    "Byte": _range(8, False),
    "SByte": _range(8, True),
}


def _decode_single(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.numbers import Single

    return Single(float(node[1]))


def _decode_char(decoder: Decoder, node: List[Any]) -> Any:
    from pssh.objects.numbers import Char

    if len(node[1]) != 1:
        raise ProtocolError("A Char is one character.")
    return Char(node[1])


_HANDLERS: Dict[Any, Callable[[Decoder, List[Any]], Any]] = {
    tags.LIST: _decode_list,
    tags.DICT: _decode_dictionary,
    tags.OBJECT: _decode_object,
    tags.EXTRA: _decode_extra,
    tags.DEFINE: Decoder.define,
    tags.REFER: Decoder.refer,
    tags.SINGLE: _decode_single,
    tags.DECIMAL: _decode_decimal,
    tags.CHAR: _decode_char,
    tags.DATETIME: _decode_datetime,
    tags.TIMESPAN: _decode_timespan,
    tags.TEXT: _decode_text,
    tags.ENUM: _decode_enum,
    tags.XML: _decode_xml,
    tags.SWITCH: _decode_switch,
    tags.SECURE: _decode_secure,
    tags.CREDENTIAL: _decode_credential,
    tags.BIG: lambda decoder, node: int(node[1]),
    tags.ERROR: _decode_error,
    tags.INFORMATION: _decode_stream_record,
    tags.PROGRESS: _decode_stream_record,
}
_HANDLERS.update({tag: _decode_integer(name) for name, tag in tags.INTEGER_TAGS.items()})
