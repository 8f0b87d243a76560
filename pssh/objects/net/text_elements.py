"""What a reader takes for one character: StringInfo, its enumerator, and the rules of grapheme clusters (UAX 29)."""

from typing import Any, List, Optional

from pssh.objects.enumerators import Enumerator
from pssh.objects.errors import NetException
from pssh.objects.net.common import array
from pssh.objects.types import net_type
from pssh.objects.utf16 import units

_SPACE = "System.Globalization."
_JOINER = "\u200d"


def _extends(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    if char < "\u0300":
        return False
    from unicodedata import category

    return category(char)[0] == "M" or char in "\u200c\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff"


def _is_picture(char: str) -> bool:
    """Whether a character is one of the pictures that a joiner binds together."""
    if char < "\u00a9":
        return False
    from unicodedata import category

    return category(char) == "So" or "\U0001f000" <= char <= "\U0001faff"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _hangul(char: str) -> str:
    """The part of a Hangul syllable a character is: L, V, T, LV or LVT; empty for any other."""
    if "\u1100" <= char <= "\u115f":
        return "L"
    if "\u1160" <= char <= "\u11a7":
        return "V"
    if "\u11a8" <= char <= "\u11ff":
        return "T"
    if "\uac00" <= char <= "\ud7a3":
        return "LVT" if (ord(char) - 0xAC00) % 28 else "LV"
    return ""


_SYLLABLES = {"L": ("L", "V", "LV", "LVT"), "LV": ("V", "T"), "V": ("V", "T"), "LVT": ("T",), "T": ("T",)}


def _joined(element: str, char: str) -> bool:
    """Whether the next character goes on with the element so far."""
    last = element[-1]
    if last == "\r":
        return char == "\n"
    if last < " " or char < " ":
        return False
    if _extends(char):
        return True
    if last == _JOINER:
        return _is_picture(char) and _is_picture(element[0])
    if _is_flag_letter(char) and _is_flag_letter(last):
        return len(element) == 1
    return _hangul(char) in _SYLLABLES.get(_hangul(last), ())


def text_elements(text: str) -> List[str]:
    """The text cut where a reader sees the next character."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: List[str] = []
    for char in text:
        if found and _joined(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _places(elements: List[str]) -> List[int]:
    """Where each element begins, in UTF-16 units."""
    places, place = [], 0
    for element in elements:
        places.append(place)
        place += len(units(element))
    return places


class StringInfo:
    """A text seen as text elements."""

    net_type_name = _SPACE + "StringInfo"

    def __init__(self, text: str = "") -> None:
        self.text = text


class TextElementEnumerator(Enumerator):
    """Walks over the text elements of a text."""

    net_type_name = _SPACE + "TextElementEnumerator"

    def __init__(self, text: str, start: int = 0) -> None:
        elements = text_elements(text)
        places = _places(elements)
        super().__init__([(element, place) for element, place in zip(elements, places) if place >= start])

    def ps_enumerate(self) -> Any:
        while self.move_next():
            yield self.current[0]


info = net_type(_SPACE + "StringInfo", StringInfo)
info.constructor(f"{_SPACE}StringInfo new()", f"{_SPACE}StringInfo new(string value)")(StringInfo)
info.reads("String", "string", "text")
info.setter("String")(lambda self, text: setattr(self, "text", text))
info.prop("LengthInTextElements", "int")(lambda self: len(text_elements(self.text)))


def _bad(name: str) -> NetException:
    return NetException(
        "System.ArgumentOutOfRangeException",
        f"Specified argument was out of the range of valid values. (Parameter '{name}')",
        ParamName=name,
    )


@info.method(
    "SubstringByTextElements",
    "string SubstringByTextElements(int startingTextElement)",
    "string SubstringByTextElements(int startingTextElement, int lengthInTextElements)",
)
def _substring(self: StringInfo, start: int, length: Optional[int] = None) -> str:
    elements = text_elements(self.text)
    if not 0 <= start < len(elements):
        raise _bad("startingTextElement")
    if length is not None and not 0 <= length <= len(elements) - start:
        raise _bad("lengthInTextElements")
    return "".join(elements[start:] if length is None else elements[start : start + length])


@info.static_method("ParseCombiningCharacters", "int[] ParseCombiningCharacters(string str)")
def _parse(text: str) -> Any:
    return array(_places(text_elements(text)), "System.Int32")


@info.static_method(
    "GetNextTextElement",
    "string GetNextTextElement(string str)",
    "string GetNextTextElement(string str, int index)",
)
def _next(text: str, index: int = 0) -> str:
    if not 0 <= index <= len(units(text)):
        raise _bad("index")
    from pssh.objects.utf16 import paired

    elements = text_elements(paired(units(text)[index:]))
    return elements[0] if elements else ""


info.static_method(
    "GetNextTextElementLength",
    "int GetNextTextElementLength(string str)",
    "int GetNextTextElementLength(string str, int index)",
)(lambda text, index=0: len(units(_next(text, index))))
info.static_method(
    "GetTextElementEnumerator",
    f"{_SPACE}TextElementEnumerator GetTextElementEnumerator(string str)",
    f"{_SPACE}TextElementEnumerator GetTextElementEnumerator(string str, int index)",
)(TextElementEnumerator)

walker = net_type(
    _SPACE + "TextElementEnumerator", TextElementEnumerator, None, ("System.Collections.IEnumerator",)
)


def _current(self: TextElementEnumerator) -> Any:
    if not self.started or self.ended:
        raise NetException(
            "System.InvalidOperationException",
            "Enumeration already finished." if self.ended else "Enumeration has not started. Call MoveNext.",
        )
    return self.current


walker.prop("Current", "System.Object")(lambda self: _current(self)[0])
walker.prop("ElementIndex", "int")(lambda self: _current(self)[1])
walker.method("GetTextElement", "string GetTextElement()")(lambda self: _current(self)[0])
walker.method("MoveNext", "bool MoveNext()")(lambda self: self.move_next())
walker.method("Reset", "void Reset()")(lambda self: self.reset())
