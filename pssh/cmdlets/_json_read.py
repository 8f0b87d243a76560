"""JSON text to values as ConvertFrom-Json makes them: Python's scanner first, a lenient reader (comments, single
quotes, trailing commas, PowerShell's messages) for what it refuses."""

from typing import Any, Callable, Dict, List, Tuple

from pssh.objects.dictionaries import BaseDictionary, OrderedHashtable
from pssh.objects.numbers import BigInteger, Int64
from pssh.objects.psobject import PSObject

__all__ = ["JsonError", "read_json"]


class JsonError(Exception):
    """Text that is no JSON, or keys that no object can have."""

    def __init__(self, message: str, error_id: str = "System.ArgumentException") -> None:
        super().__init__(message)
        self.error_id = error_id


def _integer(text: str) -> Any:
    number = int(text)
    if -9223372036854775808 <= number <= 9223372036854775807:
        return Int64(number)
    return BigInteger(number)


def _real(text: str) -> float:
    return float(text)


class _Maker:
    """Builds objects: what the scanner calls back."""

    def __init__(self, as_hashtable: bool, date_kind: str) -> None:
        self.as_hashtable = as_hashtable
        self.date_kind = date_kind
        self.date: Callable[[str], Any] = self._as_is if date_kind == "String" else self._date

    def pairs(self, pairs: List[Tuple[str, Any]]) -> Any:
        """An object of its members."""
        if self.as_hashtable:
            return OrderedHashtable((key, self.value(value)) for key, value in pairs)
        members: Dict[str, Any] = {}
        for key, value in pairs:
            if value.__class__ is str:
                if len(value) > 17 and value[4] == "-" and value[10] == "T":
                    value = self.date(value)
            elif value.__class__ is list:
                value = self.value(value)
            members[key] = value
        count = len(members)
        if (
            count != len(pairs)
            or "" in members
            or (count > 1 and len({key.lower() for key in members}) != count)
        ):
            self._refuse(pairs)
        return PSObject(None, members)

    def _refuse(self, pairs: List[Tuple[str, Any]]) -> None:
        seen: Dict[str, str] = {}
        exact = set()
        for key, _ in pairs:
            if not key:
                raise JsonError(
                    "The provided JSON includes a property whose name is an empty string, this is only "
                    "supported using the -AsHashTable switch.",
                    "EmptyKeyInJsonString",
                )
            if key in exact:
                continue
            exact.add(key)
            if key.lower() in seen:
                raise JsonError(
                    "Cannot convert the JSON string because it contains keys with different casing. Please use the "
                    "-AsHashTable switch instead. The key that was attempted to be added to the existing key "
                    f"'{seen[key.lower()]}' was '{key}'.",
                    "KeysWithDifferentCasingInJsonString",
                )
            seen[key.lower()] = key

    def value(self, value: Any) -> Any:
        """A value with its dates made; lists are changed in place."""
        if value.__class__ is str:
            return self.date(value) if len(value) > 17 and value[4] == "-" and value[10] == "T" else value
        if value.__class__ is list:
            for index, item in enumerate(value):
                if item.__class__ is str or item.__class__ is list:
                    value[index] = self.value(item)
        return value

    def _as_is(self, text: str) -> Any:
        return text

    def _date(self, text: str) -> Any:
        from pssh.objects.datetime import UTC, DateTime, DateTimeOffset
        from pssh.objects.datetime_parse import ROUNDTRIP_KIND, parse_datetime, parse_datetimeoffset

        if not (text[:4].isdigit() and text[7] == "-" and text[13] == ":" and text[-1] not in " T"):
            return text
        try:
            if self.date_kind == "Offset":
                made: Any = parse_datetimeoffset(text)
                return made if isinstance(made, DateTimeOffset) else text
            value = parse_datetime(text, None, ROUNDTRIP_KIND)
        except (ValueError, OverflowError):
            return text
        if self.date_kind == "Utc":
            return value.to_utc() if value.kind else DateTime(value.ticks, UTC)
        if self.date_kind == "Local":
            return value.to_local() if value.kind else DateTime(value.ticks, 2)
        return value


def read_json(text: str, as_hashtable: bool = False, date_kind: str = "Default", depth: int = 1024) -> Any:
    """The value of a JSON text."""
    from json.decoder import JSONDecodeError, JSONDecoder

    maker = _Maker(as_hashtable, date_kind)
    decoder = JSONDecoder(object_pairs_hook=maker.pairs, parse_int=_integer, parse_float=_real, strict=False)
    body = text.lstrip("\ufeff")
    try:
        value = maker.value(decoder.decode(body))
    except (JSONDecodeError, RecursionError):
        value = _Lenient(body, maker, depth).read()
    if depth < 1024 and _deeper(value, depth):
        raise JsonError(
            f"Conversion from JSON failed with error: The reader's MaxDepth of {depth} has been exceeded. "
            "Path '', line 1, position 1."
        )
    return value


def _deeper(value: Any, left: int) -> bool:
    if isinstance(value, list):
        children: Any = value
    elif isinstance(value, PSObject):
        children = value.members.values()
    elif isinstance(value, BaseDictionary):
        children = value.values()
    else:
        return False
    return left <= 0 or any(_deeper(child, left - 1) for child in children)


class _Lenient:
    """A reader that takes what Newtonsoft takes and fails in its words."""

    def __init__(self, text: str, maker: _Maker, depth: int) -> None:
        self.text = text
        self.maker = maker
        self.at = 0
        self.depth = depth
        self.level = 0
        self.path: List[str] = []

    def read(self) -> Any:
        self._blank()
        if self.at >= len(self.text):
            return None
        value = self._value()
        self._blank()
        if self.at < len(self.text):
            raise self._fail(
                f"Additional text encountered after finished reading JSON content: {self.text[self.at]}."
            )
        return self.maker.value(value)

    def _fail(self, reason: str) -> JsonError:
        before = self.text[: self.at]
        line = before.count("\n") + 1
        column = self.at - (before.rfind("\n") + 1)
        path = "".join(self.path).lstrip(".")
        return JsonError(
            f"Conversion from JSON failed with error: {reason} Path '{path}', line {line}, position {column}."
        )

    def _blank(self) -> None:
        text = self.text
        while self.at < len(text):
            if text[self.at].isspace() or text[self.at] == "\ufeff":
                self.at += 1
            elif text.startswith("//", self.at):
                end = text.find("\n", self.at)
                self.at = len(text) if end < 0 else end
            elif text.startswith("/*", self.at):
                end = text.find("*/", self.at)
                if end < 0:
                    raise self._fail("Unexpected end while parsing comment.")
                self.at = end + 2
            else:
                return

    def _value(self) -> Any:
        self._blank()
        if self.at >= len(self.text):
            raise self._fail("Unexpected end when reading JSON.")
        c = self.text[self.at]
        if c in "{[":
            self.level += 1
            if self.level > self.depth:
                raise self._fail(f"The reader's MaxDepth of {self.depth} has been exceeded.")
            made = self._object() if c == "{" else self._array()
            self.level -= 1
            return made
        if c in "\"'":
            return self._string(c)
        return self._word()

    def _object(self) -> Any:
        self.at += 1
        pairs: List[Tuple[str, Any]] = []
        while True:
            self._blank()
            c = self.text[self.at : self.at + 1]
            if c == "}":
                self.at += 1
                return self.maker.pairs(pairs)
            if not c:
                raise self._fail("Unexpected end when reading JSON.")
            name = self._name(c)
            self._blank()
            if self.text[self.at : self.at + 1] != ":":
                found = self.text[self.at : self.at + 1]
                if not found:
                    raise self._fail("Unexpected end when reading JSON.")
                raise self._fail(
                    f"Invalid character after parsing property name. Expected ':' but got: {found}."
                )
            self.at += 1
            self.path.append("." + name)
            pairs.append((name, self._value()))
            self._after("}")
            self.path.pop()

    def _after(self, close: str) -> None:
        self._blank()
        c = self.text[self.at : self.at + 1]
        if c == ",":
            self.at += 1
        elif c != close:
            if not c:
                raise self._fail("Unexpected end when reading JSON.")
            raise self._fail(f"After parsing a value an unexpected character was encountered: {c}.")

    def _name(self, c: str) -> str:
        if c in "\"'":
            return self._string(c)
        start = self.at
        while self.at < len(self.text) and (self.text[self.at].isalnum() or self.text[self.at] in "_$"):
            self.at += 1
        if self.at == start:
            raise self._fail(f"Invalid property identifier character: {c}.")
        return self.text[start : self.at]

    def _array(self) -> Any:
        self.at += 1
        items: List[Any] = []
        while True:
            self._blank()
            c = self.text[self.at : self.at + 1]
            if c == "]":
                self.at += 1
                return items
            if not c:
                if self.level == 1:
                    return items  # an array that just ends is taken as it is
                raise self._fail("Unexpected end when reading JSON.")
            self.path.append(f"[{len(items)}]")
            items.append(self._value())
            self._blank()
            if self.at < len(self.text) or self.level > 1:
                self._after("]")
            self.path.pop()

    def _string(self, quote: str) -> str:
        self.at += 1
        out: List[str] = []
        while True:
            c = self.text[self.at : self.at + 1]
            if not c:
                raise self._fail(f"Unterminated string. Expected delimiter: {quote}.")
            self.at += 1
            if c == quote:
                return "".join(out)
            if c != "\\":
                out.append(c)
                continue
            e = self.text[self.at : self.at + 1]
            self.at += 1
            if e == "u":
                try:
                    out.append(chr(int(self.text[self.at : self.at + 4], 16)))
                except ValueError:
                    raise self._fail("Could not convert Unicode escape.") from None
                self.at += 4
            elif e in _ESCAPES:
                out.append(_ESCAPES[e])
            else:
                raise self._fail(f"Bad JSON escape sequence: \\{e}.")

    def _word(self) -> Any:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in " \t\r\n,]}:/":
            self.at += 1
        word = self.text[start : self.at]
        known = {
            "true": True,
            "false": False,
            "null": None,
            "undefined": None,
            "NaN": float("nan"),
            "Infinity": float("inf"),
            "-Infinity": float("-inf"),
        }
        if word in known:
            return known[word]
        try:
            if word[:2].lower() == "0x":
                return _integer(str(int(word, 16)))
            if word.lstrip("+-").isdigit():
                return _integer(word)
            if word[:1].isdigit() or word[:1] in "-+.":
                return float(word)
        except ValueError:
            pass
        self.at = start
        c = self.text[self.at]
        self.at = start
        raise self._fail(f"Unexpected character encountered while parsing value: {c}.")


_ESCAPES = {'"': '"', "'": "'", "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
