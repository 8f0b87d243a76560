"""Members of System.Char."""

from typing import Any, Callable, Dict

from pssh.objects.exceptions import NetException
from pssh.objects.numbers import Char
from pssh.objects.types import net_type, resolve_type
from pssh.objects.utf16 import paired, units

char = net_type("System.Char", Char)
char.constant("MaxValue", "char", Char("\uffff"))
char.constant("MinValue", "char", Char("\0"))


def _category(value: str) -> str:
    from unicodedata import category

    return category(value)


#: What a character can be asked, by the name of the question.
TESTS: Dict[str, Callable[[str], bool]] = {
    "IsControl": lambda c: _category(c) == "Cc",
    "IsDigit": lambda c: _category(c) == "Nd",
    "IsLetter": lambda c: _category(c)[0] == "L",
    "IsLetterOrDigit": lambda c: _category(c)[0] == "L" or _category(c) == "Nd",
    "IsLower": lambda c: _category(c) == "Ll",
    "IsNumber": lambda c: _category(c)[0] == "N",
    "IsPunctuation": lambda c: _category(c)[0] == "P",
    "IsSeparator": lambda c: _category(c)[0] == "Z",
    "IsSurrogate": lambda c: _category(c) == "Cs",
    "IsHighSurrogate": lambda c: 0xD800 <= ord(c) <= 0xDBFF,
    "IsLowSurrogate": lambda c: 0xDC00 <= ord(c) <= 0xDFFF,
    "IsSymbol": lambda c: _category(c)[0] == "S",
    "IsUpper": lambda c: _category(c) == "Lu",
    "IsWhiteSpace": lambda c: c.isspace() and c not in "\x1c\x1d\x1e\x1f",
    "IsAscii": lambda c: ord(c) < 128,
    "IsAsciiDigit": lambda c: c in "0123456789",
    "IsAsciiLetter": lambda c: c.isascii() and c.isalpha(),
    "IsAsciiLetterLower": lambda c: "a" <= c <= "z",
    "IsAsciiLetterUpper": lambda c: "A" <= c <= "Z",
    "IsAsciiLetterOrDigit": lambda c: c.isascii() and c.isalnum(),
    "IsAsciiHexDigit": lambda c: c in "0123456789abcdefABCDEF",
    "IsAsciiHexDigitLower": lambda c: c in "0123456789abcdef",
    "IsAsciiHexDigitUpper": lambda c: c in "0123456789ABCDEF",
}  # fmt: skip


def _declare(name: str, test: Callable[[str], bool]) -> None:
    @char.static_method(
        name,
        f"static bool {name}(char c)",
        *([f"static bool {name}(string s, int index)"] if "Ascii" not in name else []),
    )
    def _(value: str, index: int = 0) -> bool:
        return test(units(value)[index])


for _name, _test in TESTS.items():
    _declare(_name, _test)


def _one(text: str, otherwise: str) -> Char:
    return Char(text if len(text) == 1 else otherwise)


@char.static_method(
    "ToUpper", "static char ToUpper(char c)", "static char ToUpper(char c, cultureinfo culture)"
)
def _upper(value: str, _culture: Any = None) -> Char:
    return _one(value.upper(), value)


@char.static_method(
    "ToLower", "static char ToLower(char c)", "static char ToLower(char c, cultureinfo culture)"
)
def _lower(value: str, _culture: Any = None) -> Char:
    return _one(value.lower(), value)


@char.static_method("ToUpperInvariant", "static char ToUpperInvariant(char c)")
def _upper_invariant(value: str) -> Char:
    return _one(value.upper(), value)


@char.static_method("ToLowerInvariant", "static char ToLowerInvariant(char c)")
def _lower_invariant(value: str) -> Char:
    return _one(value.lower(), value)


@char.static_method("GetNumericValue", "static double GetNumericValue(char c)")
def _numeric(value: str) -> float:
    from unicodedata import numeric

    return float(numeric(value, -1.0))


_CATEGORIES = (
    "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cn".split()
)  # in the order of .NET's UnicodeCategory


def unicode_category(c: str) -> Any:
    """The `UnicodeCategory` of a character."""
    from pssh.objects.enums import enum_value

    return enum_value(resolve_type("System.Globalization.UnicodeCategory"), _CATEGORIES.index(_category(c)))


char.static_method(
    "GetUnicodeCategory", "static System.Globalization.UnicodeCategory GetUnicodeCategory(char c)"
)(unicode_category)


@char.static_method("ConvertFromUtf32", "static string ConvertFromUtf32(int utf32)")
def _from_utf32(value: int) -> str:
    if not 0 <= value <= 0x10FFFF or 0xD800 <= value <= 0xDFFF:
        raise NetException(
            "System.ArgumentOutOfRangeException",
            "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate"
            " codepoint values (0x00d800 ~ 0x00dfff). (Parameter 'utf32')",
            ParamName="utf32",
        )
    return chr(value)


@char.static_method(
    "ConvertToUtf32",
    "static int ConvertToUtf32(string s, int index)",
    "static int ConvertToUtf32(char highSurrogate, char lowSurrogate)",
)
def _to_utf32(text: str, place: Any) -> int:
    if isinstance(place, str):
        return ord(paired(str.__str__(text) + str.__str__(place))[0])
    return ord(paired(units(text)[place : place + 2])[0])


@char.static_method(
    "IsSurrogatePair",
    "static bool IsSurrogatePair(string s, int index)",
    "static bool IsSurrogatePair(char highSurrogate, char lowSurrogate)",
)
def _is_surrogate_pair(text: str, place: Any) -> bool:
    both = text + place if isinstance(place, str) else units(text)[place : place + 2]
    return len(both) == 2 and TESTS["IsHighSurrogate"](both[0]) and TESTS["IsLowSurrogate"](both[1])


@char.static_method("Parse", "static char Parse(string s)")
def _parse(text: str) -> Char:
    if len(text) != 1:
        raise NetException("System.FormatException", "String must be exactly one character long.")
    return Char(text)


@char.static_method("ToString", "static string ToString(char c)")
def _static_to_string(value: str) -> str:
    return str.__str__(value)


@char.method("ToString", "string ToString()", "string ToString(System.IFormatProvider provider)")
def _to_string(self: Char, _provider: Any = None) -> str:
    return str.__str__(self)


@char.method("CompareTo", "int CompareTo(System.Object value)", "int CompareTo(char value)")
def _compare_to(self: Char, other: Any) -> int:
    if other is None:
        return 1
    if not isinstance(other, Char):
        raise NetException("System.ArgumentException", "Object must be of type Char.")
    return ord(self) - ord(other)


@char.method("Equals", "bool Equals(System.Object obj)", "bool Equals(char obj)")
def _equals(self: Char, other: Any) -> bool:
    return isinstance(other, Char) and str(self) == str(other)


@char.method("GetHashCode", "int GetHashCode()")
def _hash(self: Char) -> int:
    return ord(self) | ord(self) << 16


@char.method("GetTypeCode", "System.TypeCode GetTypeCode()")
def _type_code(self: Char) -> Any:
    from pssh.objects.number_members import type_code

    return type_code("Char")
