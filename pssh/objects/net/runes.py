"""[Text.Rune]: one Unicode scalar value, whatever number of UTF-16 units it takes."""

from typing import Any, List, Optional

from pssh.objects.lib_char import TESTS, unicode_category
from pssh.objects.net.common import fail, out_of_range
from pssh.objects.numbers import Char
from pssh.objects.types import net_type
from pssh.objects.utf16 import paired, units

_NAME = "System.Text.Rune"


class Rune:
    """[Text.Rune]"""

    __slots__ = ("text",)

    net_type_name = _NAME

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rune) and other.text == self.text

    def __hash__(self) -> int:
        return ord(self.text)

    def __lt__(self, other: "Rune") -> bool:
        return self.text < other.text


def runes_of(text: str) -> List[Rune]:
    """The runes of a text; half a surrogate pair counts as U+FFFD."""
    return [Rune("\ufffd" if TESTS["IsSurrogate"](char) else char) for char in paired(text)]


def _is_scalar(value: int) -> bool:
    return 0 <= value < 0xD800 or 0xDFFF < value <= 0x10FFFF


rune = net_type(_NAME, Rune, "System.ValueType", ("System.IComparable",), "struct")
rune.extra["default"] = lambda: Rune("\0")
rune.static_prop("ReplacementChar", _NAME)(lambda: Rune("\ufffd"))
rune.prop("IsAscii", "bool")(lambda self: self.text.isascii())
rune.prop("IsBmp", "bool")(lambda self: self.text <= "\uffff")
rune.prop("Plane", "int")(lambda self: ord(self.text) >> 16)
rune.prop("Utf16SequenceLength", "int")(lambda self: len(units(self.text)))
rune.prop("Utf8SequenceLength", "int")(lambda self: len(self.text.encode()))
rune.prop("Value", "int")(lambda self: ord(self.text))
rune.method("ToString", "string ToString()")(str)
rune.method("Equals", "bool Equals(System.Object obj)")(lambda self, other: self == other)


@rune.method("CompareTo", f"int CompareTo({_NAME} other)")
def _compare_to(self: Rune, other: Rune) -> int:
    return ord(self.text) - ord(other.text)


@rune.constructor(f"{_NAME} new(char ch)", f"{_NAME} new(int value)")
def _new(value: Any) -> Rune:
    number = ord(value) if isinstance(value, str) else int(value)
    if not _is_scalar(number):
        out_of_range("ch" if isinstance(value, str) else "value")
    return Rune(chr(number))


@rune.constructor(f"{_NAME} new(char highSurrogate, char lowSurrogate)")
def _new_of_pair(high: str, low: str) -> Rune:
    if not TESTS["IsHighSurrogate"](high):
        out_of_range("highSurrogate")
    if not TESTS["IsLowSurrogate"](low):
        out_of_range("lowSurrogate")
    return Rune(paired(str.__str__(high) + str.__str__(low)))


@rune.static_method("GetRuneAt", f"{_NAME} GetRuneAt(string input, int index)")
def _rune_at(text: str, index: int) -> Rune:
    found = units(text)
    if not 0 <= index < len(found):
        out_of_range("index")
    char = paired(found[index : index + 2])[0]
    if TESTS["IsSurrogate"](char):
        fail("ArgumentException", "Cannot extract a Unicode scalar value from the specified index in the input. "
             "(Parameter 'index')")  # fmt: skip
    return Rune(char)


@rune.static_method("IsValid", "bool IsValid(int value)")
def _is_valid(value: int) -> bool:
    return _is_scalar(value)


@rune.static_method("GetNumericValue", f"double GetNumericValue({_NAME} value)")
def _numeric_value(value: Rune) -> float:
    from unicodedata import numeric

    return float(numeric(value.text, -1.0))


@rune.static_method(
    "GetUnicodeCategory", f"System.Globalization.UnicodeCategory GetUnicodeCategory({_NAME} value)"
)
def _category(value: Rune) -> Any:
    return unicode_category(value.text)


def _cased(value: Rune, text: str) -> Rune:
    return Rune(text) if len(text) == 1 else value


for _name, _change in (("ToUpper", str.upper), ("ToLower", str.lower)):
    rune.static_method(f"{_name}Invariant", f"{_NAME} {_name}Invariant({_NAME} value)")(
        lambda value, change=_change: _cased(value, change(value.text))
    )

    @rune.static_method(_name, f"{_NAME} {_name}({_NAME} value, cultureinfo culture)")
    def _in_culture(value: Rune, _culture: Optional[Any], change: Any = _change) -> Rune:
        return _cased(value, change(value.text))


for _name, _test in TESTS.items():
    if "Ascii" not in _name and "Surrogate" not in _name:
        rune.static_method(_name, f"bool {_name}({_NAME} value)")(lambda value, test=_test: test(value.text))


def _from_char(value: Any) -> Any:
    """A character or a number is cast by its value."""
    from pssh.objects.nothing import MISSING

    return _new(value) if isinstance(value, Char) or value.__class__ is int else MISSING


rune.extra["convert"] = _from_char
