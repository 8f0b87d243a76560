"""CLIXML: PowerShell's XML form of objects, as Export-Clixml and PSSerializer write and read it."""

from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.collections import ByteArray
from pssh.objects.dictionaries import BaseDictionary
from pssh.objects.net.common import known_type
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    EnumValue,
    Int16,
    Int64,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)
from pssh.objects.psobject import PSMemberInfo, PSObject
from pssh.objects.types import net_type, type_names, type_of

_HEAD = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'


def _escaped(text: str) -> str:
    """Text of an element: what XML cannot say becomes _x0000_."""
    import re

    text = re.sub(r"_x[0-9A-Fa-f]{4}_", lambda m: "_x005F" + m.group(), text) if "_x" in text else text
    if not text.isprintable():
        text = "".join(
            f"_x{ord(c):04X}_"
            if ord(c) < 32
            or c == "\x7f"
            or "\ud800" <= c <= "\udfff"
            or c in "\ufffe\uffff"
            or 0x80 <= ord(c) < 0xA0
            else c
            for c in text
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;")


def _unescaped(text: str) -> str:
    if "_x" not in text:
        return text
    import re

    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def duration(ticks: int) -> str:
    """A time span as XML writes it: P1DT2H3M4.5S."""
    sign = "-" if ticks < 0 else ""
    rest = abs(ticks)
    days, rest = divmod(rest, 864_000_000_000)
    hours, rest = divmod(rest, 36_000_000_000)
    minutes, rest = divmod(rest, 600_000_000)
    seconds, part = divmod(rest, 10_000_000)
    text = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or part:
        text += str(seconds) + (f".{part:07d}".rstrip("0") if part else "") + "S"
    date = f"{days}D" if days else ""
    if not date and not text:
        return "PT0S"
    return f"{sign}P{date}" + (f"T{text}" if text else "")


def parse_duration(text: str) -> int:
    """Ticks of P1DT2H3M4.5S."""
    import re

    found = re.fullmatch(
        r"(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7}))?S)?)?", text.strip()
    )
    if found is None:
        raise ValueError(f"'{text}' is no duration.")
    days, hours, minutes, seconds = (int(found.group(i) or 0) for i in range(2, 6))
    ticks = (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 10_000_000
    ticks += int((found.group(6) or "").ljust(7, "0"))
    return -ticks if found.group(1) else ticks


def _date_text(value: Any) -> str:
    from pssh.objects.datetime_format import format_datetime

    return format_datetime(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")


def number_text(value: Any) -> str:
    """A number in XML's words, whatever the culture."""
    from pssh.objects.culture import INVARIANT
    from pssh.objects.number_format import format_number

    text = format_number(value, "R", INVARIANT)
    return {"Infinity": "INF", "-Infinity": "-INF"}.get(text, text)


def _secure_text(value: Any) -> str:
    return str(value.reveal().encode("utf-16-le").hex())


# python class -> tag and text
_SIMPLE: Dict[type, Tuple[str, Callable[[Any], str]]] = {
    str: ("S", _escaped),
    bool: ("B", lambda v: "true" if v else "false"),
    int: ("I32", str),
    Char: ("C", lambda v: str(ord(v))),
    float: ("Db", number_text),
    Single: ("Sg", number_text),
    **{
        cls: (tag, lambda v: str(int(v)))
        for cls, tag in (
            (Int64, "I64"),
            (UInt32, "U32"),
            (UInt64, "U64"),
            (Int16, "I16"),
            (UInt16, "U16"),
            (Byte, "By"),
            (SByte, "SB"),
        )
    },
}
_BY_NAME: Dict[str, Tuple[str, Callable[[Any], str]]] = {
    "System.DateTime": ("DT", _date_text),
    "System.TimeSpan": ("TS", lambda v: duration(v.ticks)),
    "System.Guid": ("G", str),
    "System.Uri": ("URI", lambda v: _escaped(v.original)),
    "System.Version": ("Version", str),
    "System.Management.Automation.SemanticVersion": ("SV", str),
    "System.Xml.XmlDocument": ("XD", lambda v: _escaped(v.outer())),
    "System.Security.SecureString": ("SS", _secure_text),
}


class Writer:
    """Writes objects as CLIXML."""

    def __init__(self, depth: int = 2) -> None:
        self.depth = depth
        self.lines: List[str] = []
        self.objects = 0
        self.names: Dict[Tuple[str, ...], int] = {}
        self.seen: Dict[int, int] = {}
        self.kept: List[Any] = []

    def text(self, values: List[Any]) -> str:
        """The whole document."""
        if not values:
            return _HEAD[:-1] + " />"
        self.lines = [_HEAD]
        for value in values:
            self.write(value, "", "  ", self.depth)
        self.lines.append("</Objs>")
        return "\n".join(self.lines)

    def write(self, value: Any, name: str, pad: str, depth: int) -> None:
        """One value; `name` is that of the property."""
        mark = f' N="{_attribute(name)}"' if name else ""
        if value is None or value is NOTHING:
            self.lines.append(f"{pad}<Nil{mark} />")
            return
        base = value.base if value.__class__ is PSObject and value.base is not None else value
        plain = value is base or not value.members
        simple = self._simple(base)
        if simple is not None and plain:
            tag, text = simple
            self.lines.append(f"{pad}<{tag}{mark}>{text}</{tag}>" if text else f"{pad}<{tag}{mark}></{tag}>")
            return
        if id(base) in self.seen:
            self.lines.append(f'{pad}<Ref{mark} RefId="{self.seen[id(base)]}" />')
            return
        self._object(value, base, mark, pad, depth, simple)

    def _simple(self, base: Any) -> Optional[Tuple[str, str]]:
        found = _SIMPLE.get(base.__class__)
        if found is not None:
            return found[0], found[1](base)
        if base.__class__.__name__ == "Decimal":
            return "D", format(base, "f")
        if isinstance(base, BigInteger):
            return "S", str(int(base))
        if isinstance(base, ByteArray):
            from binascii import b2a_base64

            return "BA", b2a_base64(bytes(base), newline=False).decode("ascii")
        found = _BY_NAME.get(getattr(base, "net_type_name", ""))
        if found is not None:
            return found[0], found[1](base)
        if base.__class__.__name__ == "ScriptBlock":
            return "SBK", _escaped(str(base))
        return None

    def _object(self, value: Any, base: Any, mark: str, pad: str, depth: int, simple: Any) -> None:
        from pssh.objects.compare import is_enumerable
        from pssh.objects.types import type_of

        depth = type_of(base).serialization()[0] or depth
        if depth < 1 and simple is None and not isinstance(base, EnumValue):
            from pssh.objects.tostring import to_string

            self.lines.append(f"{pad}<S{mark}>{_escaped(to_string(base))}</S>")
            return
        number = self.objects
        self.objects += 1
        self.seen[id(base)] = number
        self.kept.append(base)
        self.lines.append(f'{pad}<Obj{mark} RefId="{number}">')
        inner = pad + "  "
        self._type_names(value, inner)
        if simple is not None:
            self.lines.append(f"{inner}<{simple[0]}>{simple[1]}</{simple[0]}>")
        elif isinstance(base, EnumValue):
            self.lines.append(f"{inner}<ToString>{_escaped(base.name)}</ToString>")
            self.lines.append(f"{inner}<I32>{int(base)}</I32>")
        elif isinstance(base, BaseDictionary):
            self._dictionary(base, inner, depth)
        elif isinstance(base, (list, tuple)) or is_enumerable(base):
            self._list(base, inner, depth)
        elif base.__class__ is not PSObject:
            self._properties(base, inner, depth)
        self._members(value, inner, depth)
        self.lines.append(f"{pad}</Obj>")

    def _type_names(self, value: Any, pad: str) -> None:
        names = tuple(type_names(value))
        known = self.names.get(names)
        if known is not None:
            self.lines.append(f'{pad}<TNRef RefId="{known}" />')
            return
        number = self.names[names] = len(self.names)
        self.lines.append(f'{pad}<TN RefId="{number}">')
        self.lines.extend(f"{pad}  <T>{_escaped(name)}</T>" for name in names)
        self.lines.append(f"{pad}</TN>")

    def _dictionary(self, base: Any, pad: str, depth: int) -> None:
        self.lines.append(f"{pad}<DCT>")
        for key, item in base.items():
            self.lines.append(f"{pad}  <En>")
            self.write(key, "Key", pad + "    ", depth - 1)
            self.write(item, "Value", pad + "    ", depth - 1)
            self.lines.append(f"{pad}  </En>")
        self.lines.append(f"{pad}</DCT>")

    def _list(self, base: Any, pad: str, depth: int) -> None:
        name = type_of(base).full_name
        tag = (
            "STK"
            if ".Stack" in name
            else "QUE"
            if ".Queue" in name
            else "LST"
            if isinstance(base, (list, tuple))
            else "IE"
        )
        from pssh.objects.compare import enumerate_value

        items = list(enumerate_value(base) or ())
        if not items:
            self.lines.append(f"{pad}<{tag} />")
            return
        self.lines.append(f"{pad}<{tag}>")
        for item in items:
            self.write(item, "", pad + "  ", depth - 1)
        self.lines.append(f"{pad}</{tag}>")

    def _properties(self, base: Any, pad: str, depth: int) -> None:
        from pssh.objects.members import properties_of
        from pssh.objects.tostring import to_string
        from pssh.objects.types import type_of

        self.lines.append(f"{pad}<ToString>{_escaped(to_string(base))}</ToString>")
        self.lines.append(f"{pad}<Props>")
        pairs = dict(properties_of(base))
        for name in type_of(base).serialization()[1] or pairs:
            item = pairs[name]
            self.write(item, name, pad + "  ", depth - 1)
        self.lines.append(f"{pad}</Props>")

    def _members(self, value: Any, pad: str, depth: int) -> None:
        if value.__class__ is not PSObject:
            return
        rows: List[Tuple[str, Any]] = []
        for name, item in value.members.items():
            if isinstance(item, PSMemberInfo):
                if not item.is_property:
                    continue
                item = item.get(value)
            rows.append((name, item))
        if not rows:
            if value.base is None:
                self.lines.append(f"{pad}<MS />")
            return
        self.lines.append(f"{pad}<MS>")
        for name, item in rows:
            self.write(item, name, pad + "  ", depth - 1)
        self.lines.append(f"{pad}</MS>")


def serialize(value: Any, depth: int = 1) -> str:
    """One value as CLIXML."""
    return Writer(depth).text([value])


# -- reading ---------------------------------------------------------------------------------------------


def _date(text: str) -> Any:
    from pssh.objects.datetime_parse import ROUNDTRIP_KIND, parse_datetime

    return parse_datetime(text, None, ROUNDTRIP_KIND)


def _span(text: str) -> Any:
    from pssh.objects.timespan import TimeSpan

    return TimeSpan(parse_duration(text))


def parse_real(text: str) -> float:
    """A Double as XML writes it."""
    return float({"INF": "inf", "-INF": "-inf"}.get(text, text))


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def _bytes(text: str) -> Any:
    from binascii import a2b_base64

    return ByteArray(a2b_base64(text))


def _convert(name: str) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        from pssh.objects.convert import convert

        return convert(_unescaped(text), known_type(name))

    return read


def _secure(text: str) -> Any:
    from pssh.objects.net.security import SecureString

    return SecureString(bytes.fromhex(text).decode("utf-16-le"))


_READERS: Dict[str, Callable[[str], Any]] = {
    "S": _unescaped,
    "B": lambda t: t.lower() == "true",
    "I32": int,
    "C": lambda t: Char(chr(int(t))),
    "Db": parse_real,
    "Sg": lambda t: Single(parse_real(t)),
    "I64": lambda t: Int64(t),
    "U32": lambda t: UInt32(t),
    "U64": lambda t: UInt64(t),
    "I16": lambda t: Int16(t),
    "U16": lambda t: UInt16(t),
    "By": lambda t: Byte(t),
    "SB": lambda t: SByte(t),
    "D": _decimal,
    "BA": _bytes,
    "DT": _date,
    "TS": _span,
    "G": _convert("System.Guid"),
    "URI": _convert("System.Uri"),
    "Version": _convert("System.Version"),
    "SV": _convert("System.Management.Automation.SemanticVersion"),
    "XD": _convert("System.Xml.XmlDocument"),
    "SBK": _unescaped,
    "SS": _secure,
    "ToString": _unescaped,
}
_SWITCH = "System.Management.Automation.SwitchParameter"
_CONTAINERS = ("LST", "STK", "QUE", "IE", "DCT")


class Reader:
    """Reads CLIXML."""

    def __init__(self) -> None:
        self.objects: Dict[str, Any] = {}
        self.names: Dict[str, List[str]] = {}

    def read(self, text: str) -> List[Any]:
        """All values of a document."""
        from pssh.objects.net.xml_dom import Document

        document = Document()
        document.preserve = True
        document.load(text)
        return [self.value(child) for child in _elements(document.root)]

    def value(self, node: Any) -> Any:
        """One element."""
        tag = node.local_name
        if tag == "Nil":
            return None
        if tag == "Ref":
            return self.objects.get(node.find("RefId").value)
        if tag == "Obj":
            return self._object(node)
        read = _READERS.get(tag)
        return _unescaped(node.text) if read is None else read(node.text)

    def _object(self, node: Any) -> Any:
        found = node.find("RefId")
        names: List[str] = []
        shown: Optional[str] = None
        base: Any = None
        made = PSObject(None, {})
        if found is not None:
            self.objects[found.value] = made
        for child in _elements(node):
            tag = child.local_name
            if tag == "TN":
                names = [_unescaped(t.text) for t in _elements(child)]
                self.names[child.find("RefId").value] = names
            elif tag == "TNRef":
                names = self.names.get(child.find("RefId").value, [])
            elif tag == "ToString":
                shown = _unescaped(child.text)
            elif tag in ("Props", "MS"):
                for item in _elements(child):
                    made.members[_unescaped(item.find("N").value)] = self.value(item)
            elif tag in _CONTAINERS:
                base = self._container(child, names)
            elif tag in _READERS:
                base = self.value(child)
        return self._finish(made, base, names, shown, found)

    def _finish(self, made: PSObject, base: Any, names: List[str], shown: Optional[str], found: Any) -> Any:
        far = [name if name.startswith("Deserialized.") else "Deserialized." + name for name in names]
        if isinstance(base, (list, BaseDictionary)) and not made.members:
            if found is not None:
                self.objects[found.value] = base
            return base
        if base is None and names[:1] == [_SWITCH]:
            from pssh.objects.switch import switch_of

            return switch_of(made.members.get("IsPresent"))
        made.base = base
        made.type_names = far or None
        if shown is not None and base is None:
            _show_as(made, shown)
        return made

    def _container(self, node: Any, names: List[str]) -> Any:
        if node.local_name == "DCT":
            from pssh.objects.dictionaries import Hashtable, OrderedDictionary

            ordered = bool(names) and "OrderedDictionary" in names[0]
            table: Any = OrderedDictionary() if ordered else Hashtable()
            for entry in _elements(node):
                key, item = (self.value(part) for part in _elements(entry))
                table.set(key, item)
            return table
        from pssh.objects.collections import ArrayList

        return ArrayList([self.value(child) for child in _elements(node)])


def _show_as(made: PSObject, text: str) -> None:
    """The text the object had where it came from."""
    from pssh.objects.psobject import PSScriptMethod

    class Shown:
        """A method that gives the kept text."""

        def invoke_as_method(self, owner: Any, args: Any) -> List[Any]:
            return [text]

    member = PSScriptMethod("ToString", Shown())
    member.hidden = True
    made.members["ToString"] = member


def _elements(node: Any) -> List[Any]:
    return [child for child in node.children if child.kind == "Element"]


def deserialize(text: str) -> List[Any]:
    """The values of a CLIXML text."""
    return Reader().read(text)


serializer = net_type("System.Management.Automation.PSSerializer")


@serializer.static_method(
    "Serialize",
    "string Serialize(System.Object source)",
    "string Serialize(System.Object source, int depth)",
    raw=True,
)
def _serialize(value: Any, depth: int = 1) -> str:
    return serialize(value, int(depth))


@serializer.static_method("Deserialize", "System.Object Deserialize(string source)")
def _deserialize(text: str) -> Any:
    found = deserialize(text)
    return found[0] if len(found) == 1 else found


@serializer.static_method("DeserializeAsList", "System.Object[] DeserializeAsList(string source)")
def _deserialize_list(text: str) -> List[Any]:
    return deserialize(text)
