"""Values to JSON text exactly as ConvertTo-Json writes it."""

from typing import Any, Callable, Dict, List, Optional

from pssh.objects.dictionaries import BaseDictionary, Hashtable, OrderedDictionary
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Char, EnumValue, Single
from pssh.objects.psobject import PSMemberInfo, PSObject

__all__ = ["JsonWriter"]

try:
    from _json import encode_basestring as _quoted
except ImportError:
    from json.encoder import py_encode_basestring as _quoted

_LINE_BREAKS = ("\u0085", "\u2028", "\u2029")
_HTML = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027"}


def _default(text: str) -> str:
    """A string in quotes; only what JSON or JavaScript needs is escaped."""
    result = _quoted(text)
    if not text.isascii():
        for mark in _LINE_BREAKS:
            if mark in result:
                result = result.replace(mark, f"\\u{ord(mark):04x}")
        if any("\ud800" <= c <= "\udfff" for c in result):
            result = result.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\x7f" in result:
        result = result.replace("\x7f", "\\u007f")
    return str(result)


def _non_ascii(text: str) -> str:
    result = _default(text)
    if result.isascii():
        return result
    out: List[str] = []
    for c in result:
        code = ord(c)
        if code < 128:
            out.append(c)
        elif code < 0x10000:
            out.append(f"\\u{code:04x}")
        else:
            code -= 0x10000
            out.append(f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}")
    return "".join(out)


def _html(text: str) -> str:
    body = _default(text)[1:-1].replace('\\"', "\\u0022")
    for mark, escaped in _HTML.items():
        body = body.replace(mark, escaped)
    return f'"{body}"'


_ESCAPERS = {0: _default, 1: _non_ascii, 2: _html}


def _double(value: float) -> str:
    """A double as Newtonsoft's writer has it: always with a point or an exponent."""
    if value != value:
        return '"NaN"'
    if value in (float("inf"), float("-inf")):
        return '"Infinity"' if value > 0 else '"-Infinity"'
    from pssh.objects.culture import INVARIANT
    from pssh.objects.number_format import general_double

    text = general_double(value, INVARIANT.number_format)
    return text if "." in text or "E" in text else text + ".0"


class JsonWriter:
    """Writes one value. `truncated` says afterwards whether the depth cut something off."""

    def __init__(
        self, depth: int = 2, compress: bool = False, enums_as_strings: bool = False, escape: int = 0
    ) -> None:
        self.depth = depth
        self.compress = compress
        self.enums_as_strings = enums_as_strings
        self.quote: Callable[[str], str] = _ESCAPERS[escape]
        self.truncated = False
        self.colon = ":" if compress else ": "

    def text(self, value: Any) -> str:
        """The JSON of a value."""
        out: List[str] = []
        self._write(value, out.append, 0, "\n")
        return "".join(out)

    def _write(self, value: Any, put: Callable[[str], Any], level: int, line: str) -> None:
        cls = value.__class__
        if cls is str:
            put(self.quote(value))
        elif cls is int:
            put(int.__repr__(value))
        elif value is None or value is NOTHING:
            put("null")
        elif cls is bool:
            put("true" if value else "false")
        elif cls is float:
            put(_double(value))
        elif cls is Hashtable or cls is OrderedDictionary or isinstance(value, BaseDictionary):
            self._dictionary(value, put, level, line)
        elif cls is list:
            self._array(value, put, level, line)
        elif cls is PSObject:
            self._psobject(value, put, level, line)
        else:
            self._other(value, put, level, line)

    # -- containers --------------------------------------------------------------------------------------

    def _cut(self, value: Any, put: Callable[[str], Any], level: int) -> bool:
        """Whether the depth is used up: the value is then written as text."""
        if level <= self.depth:
            return False
        self.truncated = True
        put(self.quote(_cut_text(value)))
        return True

    def _array(self, items: Any, put: Callable[[str], Any], level: int, line: str) -> None:
        if self._cut(items, put, level):
            return
        write, inner = self._write, line + "  "
        first = True
        put("[")
        for item in items:
            if not first:
                put(",")
            first = False
            if not self.compress:
                put(inner)
            write(item, put, level + 1, inner)
        if not first and not self.compress:
            put(line)
        put("]")

    def _pairs(self, pairs: Any, put: Callable[[str], Any], level: int, line: str) -> None:
        write, quote, colon, compress = self._write, self.quote, self.colon, self.compress
        inner = line + "  "
        first = True
        put("{")
        for key, value in pairs:
            if not first:
                put(",")
            first = False
            if not compress:
                put(inner)
            put(quote(key) + colon)
            write(value, put, level + 1, inner)
        if not first and not compress:
            put(line)
        put("}")

    def _dictionary(self, value: Any, put: Callable[[str], Any], level: int, line: str) -> None:
        if self._cut(value, put, level):
            return
        from pssh.objects.tostring import to_string
        from pssh.objects.typedata import TABLE, attached

        pairs = [(k if k.__class__ is str else to_string(k), v) for k, v in value.items()]
        if TABLE:
            pairs += [(m.name, m.get(value)) for m in attached(value).values() if m.is_property]
        self._pairs(pairs, put, level, line)

    def _psobject(self, value: PSObject, put: Callable[[str], Any], level: int, line: str) -> None:
        base, members = value.base, value.members
        if base is None:
            if self._cut(value, put, level):
                return
            if any(isinstance(member, PSMemberInfo) for member in members.values()):
                self._pairs(_properties(value), put, level, line)
            else:
                self._pairs(members.items(), put, level, line)
            return
        added = [(name, _read(value, item)) for name, item in members.items() if _is_property(item)]
        if not added or isinstance(base, str) or getattr(base, "net_type_name", "") == "System.DateTime":
            self._write(base, put, level, line)
        elif isinstance(base, BaseDictionary):
            from pssh.objects.tostring import to_string

            if not self._cut(base, put, level):
                pairs = [(to_string(k), v) for k, v in base.items()]
                self._pairs(pairs + added, put, level, line)
        elif self._is_object(base):
            if not self._cut(value, put, level):
                self._pairs(_properties(value), put, level, line)
        elif not self._cut(base, put, level):
            self._pairs([("value", base), *added], put, level, line)

    # -- everything else ---------------------------------------------------------------------------------

    def _is_object(self, value: Any) -> bool:
        return self._scalar(value) is None and not _is_list(value)

    def _scalar(self, value: Any) -> Optional[str]:
        """The JSON of what is written without looking inside; None for the rest."""
        if isinstance(value, EnumValue):
            return self.quote(value.name) if self.enums_as_strings else str(int(value))
        if isinstance(value, (Char, str)):
            return self.quote(str.__str__(value))
        if isinstance(value, Single):
            return _double(value)
        if isinstance(value, int):
            return int.__repr__(value)
        if isinstance(value, float):
            return _double(value)
        if value.__class__.__name__ == "Decimal":
            text = format(value, "f")
            return text if "." in text else text + ".0"
        special = _SPECIAL.get(getattr(value, "net_type_name", ""))
        if special is not None:
            return self.quote(special(value))
        return None

    def _other(self, value: Any, put: Callable[[str], Any], level: int, line: str) -> None:
        scalar = self._scalar(value)
        if scalar is not None:
            put(scalar)
        elif _is_list(value):
            self._array(value, put, level, line)
        elif value.__class__.__name__ == "DBNull":
            put("null")
        elif not self._cut(value, put, level):
            self._pairs(_properties(value), put, level, line)


def _cut_text(value: Any) -> str:
    """The text in the place of what lies too deep: objects within an object show nothing there."""
    from pssh.objects.tostring import net_string, to_string

    if value.__class__ is not PSObject or value.base is not None:
        return to_string(value)
    rows = []
    for name, item in _properties(value):
        nested = item.__class__ is PSObject and item.base is None
        text = "" if nested or item is None else net_string(item) if _is_list(item) else to_string(item)
        rows.append(f"{name}={text}")
    return "@{" + "; ".join(rows) + "}" if rows else ""


def _is_list(value: Any) -> bool:
    from pssh.objects.compare import is_enumerable

    return isinstance(value, (list, tuple, bytearray)) or is_enumerable(value)


def _is_property(item: Any) -> bool:
    return not isinstance(item, PSMemberInfo) or item.is_property


def _read(owner: PSObject, item: Any) -> Any:
    return item.get(owner) if isinstance(item, PSMemberInfo) else item


def _properties(value: Any) -> Any:
    from pssh.objects.members import properties_of

    return properties_of(value)


def _iso(value: Any) -> str:
    from pssh.objects.datetime_format import format_datetime

    return format_datetime(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")


def _iso_offset(value: Any) -> str:
    from pssh.objects.datetime_format import format_datetimeoffset

    return format_datetimeoffset(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")


_SPECIAL: Dict[str, Callable[[Any], str]] = {
    "System.DateTime": _iso,
    "System.DateTimeOffset": _iso_offset,
    "System.Guid": str,
    "System.Uri": lambda value: str(value.original),
}
