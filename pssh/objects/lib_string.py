"""Members of System.String: what looks at or cuts the text (statics in lib_string_static)."""

# ruff: noqa: E501 - texts of definitions and messages stay in one piece

from typing import Any, List, Optional, Tuple

from pssh.objects.errors import NetException
from pssh.objects.numbers import Char, EnumValue
from pssh.objects.psobject import PSObject
from pssh.objects.tostring import to_string
from pssh.objects.types import net_type
from pssh.objects.utf16 import by_units, units

string = net_type("System.String", str)
WHITE = " \t\n\v\f\r\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def _range(name: str, text: str) -> NetException:
    return NetException("System.ArgumentOutOfRangeException", f"{text} (Parameter '{name}')", ParamName=name)


def _null(name: str) -> NetException:
    return NetException(
        "System.ArgumentNullException", f"Value cannot be null. (Parameter '{name}')", ParamName=name
    )


def ignores_case(comparison: Any) -> bool:
    """Whether a StringComparison (or a bool, or CompareOptions) says to ignore case."""
    if comparison is None or isinstance(comparison, bool):
        return bool(comparison)
    if isinstance(comparison, EnumValue):
        if comparison.enum_type.name == "CompareOptions":
            return bool(int(comparison) & 0x10000001)
        return int(comparison) in (1, 3, 5)
    if isinstance(comparison, str):
        return comparison.lower().endswith("ignorecase")
    return False


def _fold(text: str, comparison: Any) -> str:
    return text.lower() if ignores_case(comparison) else text


@string.prop("Length", "int")
def _length(self: str) -> int:
    if self.isascii():
        return len(self)
    return len(units(self))


@string.parameterized("Chars", "char Chars(int index) {get;}")
@by_units
def _chars(self: str, index: int) -> Char:
    if not 0 <= index < len(self):
        raise NetException("System.IndexOutOfRangeException")
    return Char(self[index])


@string.method("get_Chars", "char get_Chars(int index)")
def _get_chars(self: str, index: int) -> Char:
    found: Char = _chars(self, index)
    return found


string.members["get_chars"].hidden = True


@string.method("Clone", "System.Object Clone(), System.Object ICloneable.Clone()")
def _clone(self: str) -> str:
    return self


@string.method("CompareTo", "int CompareTo(System.Object value)", "int CompareTo(string strB)")
def _compare_to(self: str, other: Any) -> int:
    from pssh.objects.compare import compare_strings

    if other is None:
        return 1
    if not isinstance(other, str):
        raise NetException("System.ArgumentException", "Object must be of type String.")
    return compare_strings(self, other, False)


@string.method(
    "Contains",
    "bool Contains(string value)",
    "bool Contains(string value, System.StringComparison comparisonType)",
    "bool Contains(char value)",
    "bool Contains(char value, System.StringComparison comparisonType)",
)
def _contains(self: str, value: str, comparison: Any = None) -> bool:
    return _fold(value, comparison) in _fold(self, comparison)


@string.method(
    "EndsWith",
    "bool EndsWith(string value)",
    "bool EndsWith(string value, System.StringComparison comparisonType)",
    "bool EndsWith(string value, bool ignoreCase, cultureinfo culture)",
    "bool EndsWith(char value)",
    "bool EndsWith(char value, System.StringComparison comparisonType)",
)
def _ends_with(self: str, value: str, comparison: Any = None, _culture: Any = None) -> bool:
    return _fold(self, comparison).endswith(_fold(value, comparison))


@string.method(
    "StartsWith",
    "bool StartsWith(string value)",
    "bool StartsWith(string value, System.StringComparison comparisonType)",
    "bool StartsWith(string value, bool ignoreCase, cultureinfo culture)",
    "bool StartsWith(char value)",
    "bool StartsWith(char value, System.StringComparison comparisonType)",
)
def _starts_with(self: str, value: str, comparison: Any = None, _culture: Any = None) -> bool:
    return _fold(self, comparison).startswith(_fold(value, comparison))


@string.method(
    "Equals",
    "bool Equals(System.Object obj)",
    "bool Equals(string value)",
    "bool Equals(string value, System.StringComparison comparisonType)",
)
def _equals(self: str, other: Any, comparison: Any = None) -> bool:
    if not isinstance(other, str) or isinstance(other, Char):
        return False
    return _fold(self, comparison) == _fold(other, comparison)


@string.method("GetEnumerator", "System.CharEnumerator GetEnumerator()")
def _enumerator(self: str) -> Any:
    from pssh.objects.enumerators import Enumerator

    return Enumerator([Char(char) for char in units(self)])


@string.method("EnumerateRunes", "System.Text.StringRuneEnumerator EnumerateRunes()")
def _enumerate_runes(self: str) -> Any:
    from pssh.objects.enumerators import Enumerator
    from pssh.objects.net.runes import runes_of

    return Enumerator(runes_of(self))


@string.method("GetTypeCode", "System.TypeCode GetTypeCode()")
def _type_code(self: str) -> Any:
    from pssh.objects.number_members import type_code

    return type_code("String")


def _window(self: str, args: Tuple[Any, ...], last: bool) -> Tuple[int, int, Any]:
    """The start, the end and the comparison out of (start, count, comparison) in any of their forms."""
    numbers = [int(arg) for arg in args if isinstance(arg, int) and not isinstance(arg, (EnumValue, bool))]
    comparison = next((arg for arg in args if isinstance(arg, EnumValue)), None)
    size = len(self)
    if last:
        return _last_window(size, numbers), 0, comparison
    start = numbers[0] if numbers else 0
    if not 0 <= start <= size:
        raise _range(
            "startIndex",
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
        )
    end = size
    if len(numbers) > 1:
        if numbers[1] < 0 or start + numbers[1] > size:
            raise _range(
                "count",
                "Count must be positive and count must refer to a location within the "
                "string/array/collection.",
            )
        end = start + numbers[1]
    return start, end, comparison


def _last_window(size: int, numbers: List[int]) -> int:
    start = numbers[0] if numbers else size - 1
    if numbers and not -1 <= start <= size:
        raise _range(
            "startIndex",
            "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
        )
    return min(start, size - 1)


_INDEX_FORMS = (
    "int {0}(char value)",
    "int {0}(char value, int startIndex)",
    "int {0}(char value, int startIndex, int count)",
    "int {0}(string value)",
    "int {0}(string value, int startIndex)",
    "int {0}(string value, int startIndex, int count)",
    "int {0}(string value, System.StringComparison comparisonType)",
    "int {0}(string value, int startIndex, System.StringComparison comparisonType)",
    "int {0}(string value, int startIndex, int count, System.StringComparison comparisonType)",
)


@string.method(
    "IndexOf",
    *(
        form.format("IndexOf")
        for form in (*_INDEX_FORMS, "int {0}(char value, System.StringComparison comparisonType)")
    ),
)
@by_units
def _index_of(self: str, value: str, *args: Any) -> int:
    start, end, comparison = _window(self, args, False)
    return _fold(self, comparison).find(_fold(value, comparison), start, end)


@string.method("LastIndexOf", *(form.format("LastIndexOf") for form in _INDEX_FORMS))
@by_units
def _last_index_of(self: str, value: str, *args: Any) -> int:
    start, _end, comparison = _window(self, args, True)
    numbers = [int(arg) for arg in args if isinstance(arg, int) and not isinstance(arg, EnumValue)]
    low = max(0, start - numbers[1] + 1) if len(numbers) > 1 else 0
    if not value:
        return min(start + 1, len(self))
    return _fold(self, comparison).rfind(_fold(value, comparison), low, start + 1)


def _any_index(self: str, chars: List[Any], args: Tuple[Any, ...], last: bool) -> int:
    wanted = set(chars)
    start, end, _ = _window(self, args, last)
    places = range(start, -1, -1) if last else range(start, end)
    return next((place for place in places if self[place] in wanted), -1)


@string.method(
    "IndexOfAny",
    "int IndexOfAny(char[] anyOf)",
    "int IndexOfAny(char[] anyOf, int startIndex)",
    "int IndexOfAny(char[] anyOf, int startIndex, int count)",
)
@by_units
def _index_of_any(self: str, chars: List[Any], *args: Any) -> int:
    return _any_index(self, chars, args, False)


@string.method(
    "LastIndexOfAny",
    "int LastIndexOfAny(char[] anyOf)",
    "int LastIndexOfAny(char[] anyOf, int startIndex)",
    "int LastIndexOfAny(char[] anyOf, int startIndex, int count)",
)
@by_units
def _last_index_of_any(self: str, chars: List[Any], *args: Any) -> int:
    return _any_index(self, chars, args, True)


@string.method("Insert", "string Insert(int startIndex, string value)")
@by_units
def _insert(self: str, index: int, value: str) -> str:
    if not 0 <= index <= len(self):
        raise _range("startIndex", "Specified argument was out of the range of valid values.")
    return self[:index] + value + self[index:]


@string.method(
    "IsNormalized",
    "bool IsNormalized()",
    "bool IsNormalized(System.Text.NormalizationForm normalizationForm)",
)
def _is_normalized(self: str, form: Any = None) -> bool:
    return bool(self == _normalize(self, form))


@string.method(
    "Normalize", "string Normalize()", "string Normalize(System.Text.NormalizationForm normalizationForm)"
)
def _normalize(self: str, form: Any = None) -> str:
    from unicodedata import normalize

    names: Any = {1: "NFC", 2: "NFD", 5: "NFKC", 6: "NFKD"}
    return normalize(names.get(int(form) if form is not None else 1, "NFC"), self)


def _pad_check(width: int) -> int:
    if width < 0:
        raise _range("totalWidth", "Non-negative number required.")
    return width


@string.method(
    "PadLeft", "string PadLeft(int totalWidth)", "string PadLeft(int totalWidth, char paddingChar)"
)
@by_units
def _pad_left(self: str, width: int, char: str = " ") -> str:
    return self.rjust(_pad_check(width), char)


@string.method(
    "PadRight", "string PadRight(int totalWidth)", "string PadRight(int totalWidth, char paddingChar)"
)
@by_units
def _pad_right(self: str, width: int, char: str = " ") -> str:
    return self.ljust(_pad_check(width), char)


@string.method("Remove", "string Remove(int startIndex, int count)", "string Remove(int startIndex)")
@by_units
def _remove(self: str, start: int, count: Optional[int] = None) -> str:
    if start < 0:
        raise _range("startIndex", "StartIndex cannot be less than zero.")
    if count is None:
        if start > len(self):
            raise _range("startIndex", "startIndex must be less than length of string.")
        return self[:start]
    if count < 0:
        raise _range("count", "Count cannot be less than zero.")
    if start + count > len(self):
        raise _range("count", "Index and count must refer to a location within the string.")
    return self[:start] + self[start + count :]


@string.method(
    "Replace",
    "string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)",
    "string Replace(string oldValue, string newValue, System.StringComparison comparisonType)",
    "string Replace(char oldChar, char newChar)",
    "string Replace(string oldValue, string newValue)",
)
def _replace(self: str, old: str, new: str, comparison: Any = None, _culture: Any = None) -> str:
    if not old:
        raise NetException(
            "System.ArgumentException", "The value cannot be an empty string. (Parameter 'oldValue')"
        )
    if ignores_case(comparison):
        from re import IGNORECASE, compile, escape

        return compile(escape(old), IGNORECASE).sub(lambda _: new or "", self)
    return self.replace(old, new or "")


@string.method(
    "ReplaceLineEndings", "string ReplaceLineEndings()", "string ReplaceLineEndings(string replacementText)"
)
def _replace_line_endings(self: str, text: str = "\n") -> str:
    from re import compile

    return compile("\r\n|\r|\n|\f|\x85|\u2028|\u2029").sub(lambda _: text, self)


# -- Split -----------------------------------------------------------------------------------------


def _separators(value: Any) -> List[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, int):
        return [chr(value)] if 0 < value <= 0xFFFF else []
    return [
        str(item) if isinstance(item, str) else to_string(item) for item in value if item not in (None, "")
    ]


def _split_arguments(args: Tuple[Any, ...]) -> Tuple[List[str], int, int]:
    """Separators, count (-1: no limit) and options out of any overload's arguments."""
    plain = [arg.base if isinstance(arg, PSObject) and arg.base is not None else arg for arg in args]
    if not plain:
        return [], -1, 0
    separators = _separators(plain[0])
    count, options = -1, 0
    for arg in plain[1:]:
        if isinstance(arg, EnumValue):
            options = int(arg)
        elif isinstance(arg, int) and not isinstance(arg, bool):
            if count == -1:
                count = int(arg)
            else:
                options = int(arg)
        elif isinstance(arg, str) and not isinstance(arg, Char) and len(plain) == 2:
            count = _count(arg)  # a text there is taken for the count, whatever it says
        elif isinstance(arg, str) and not isinstance(arg, Char):
            options = _options(arg)
        else:
            separators.extend(_separators(arg))
    return separators, count, options


def _count(text: str) -> int:
    from pssh.objects.declare import Parameter
    from pssh.objects.overloads import convert_argument

    return int(convert_argument("Split", Parameter("int count"), text))


def _options(text: str) -> int:
    from pssh.objects.convert import convert
    from pssh.objects.types import resolve_type

    wanted = resolve_type("System.StringSplitOptions")
    return int(convert(text, wanted)) if wanted is not None else 0


def split_text(text: str, separators: List[str], count: int, options: int) -> List[str]:
    """String.Split: by any of the separators (white space when there are none)."""
    remove, trim = bool(options & 1), bool(options & 2)
    if count == 0:
        return []
    if len(separators) == 1 and count < 0 and not options:
        return text.split(separators[0])
    if not separators:
        pattern = f"[{WHITE}]"
    else:
        from re import escape

        pattern = "|".join(escape(item) for item in separators)
    from re import compile

    parts: List[str] = []
    place = 0
    for found in compile(pattern).finditer(text):
        if count >= 0 and len(parts) >= count - 1:
            break
        part = text[place : found.start()]
        place = found.end()
        if trim:
            part = part.strip(WHITE)
        if not (remove and not part):
            parts.append(part)
    last = text[place:]
    if count >= 0 and remove and len(parts) == count - 1:
        while True:
            empty = compile(pattern).match(last)
            if empty is None or empty.end() == 0:
                break
            last = last[empty.end() :]
    if trim:
        last = last.strip(WHITE)
    if not (remove and not last):
        parts.append(last)
    return parts


@string.method(
    "Split",
    "string[] Split(char separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
    "string[] Split(char separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)",
    "string[] Split(Params char[] separator)",
    "string[] Split(char[] separator, int count)",
    "string[] Split(char[] separator, System.StringSplitOptions options)",
    "string[] Split(char[] separator, int count, System.StringSplitOptions options)",
    "string[] Split(string separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
    "string[] Split(string separator, int count, System.StringSplitOptions options = System.StringSplitOptions.None)",
    "string[] Split(string[] separator, System.StringSplitOptions options)",
    "string[] Split(string[] separator, int count, System.StringSplitOptions options)",
    raw=True,
)
def _split(self: str, *args: Any) -> Any:
    from pssh.objects.collections import TypedArray

    return TypedArray(split_text(self, *_split_arguments(args)), string)


@string.method(
    "Substring", "string Substring(int startIndex)", "string Substring(int startIndex, int length)"
)
@by_units
def _substring(self: str, start: int, length: Optional[int] = None) -> str:
    size = len(self)
    if length is None:
        if 0 <= start <= size:
            return self[start:]
    elif start >= 0 and length >= 0 and start + length <= size:
        return self[start : start + length]
    if start < 0:
        raise _range("startIndex", "StartIndex cannot be less than zero.")
    if start > size:
        raise _range("startIndex", "startIndex cannot be larger than length of string.")
    if length is not None and length < 0:
        raise _range("length", "Length cannot be less than zero.")
    raise _range("length", "Index and length must refer to a location within the string.")


@string.method("ToCharArray", "char[] ToCharArray()", "char[] ToCharArray(int startIndex, int length)")
@by_units
def _to_char_array(self: str, start: int = 0, length: Optional[int] = None) -> Any:
    from pssh.objects.collections import TypedArray
    from pssh.objects.types import resolve_type

    text = self[start:] if length is None else self[start : start + length]
    return TypedArray([Char(char) for char in text], resolve_type("System.Char"))


def upper(text: str) -> str:
    """Upper case, character by character as .NET does it (no growing)."""
    if text.isascii():
        return text.upper()
    return "".join(up if len(up := char.upper()) == 1 else char for char in text)


def lower(text: str) -> str:
    """Lower case, character by character."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


@string.method("ToLower", "string ToLower()", "string ToLower(cultureinfo culture)")
def _to_lower(self: str, _culture: Any = None) -> str:
    return lower(self)


@string.method("ToLowerInvariant", "string ToLowerInvariant()")
def _to_lower_invariant(self: str) -> str:
    return lower(self)


@string.method("ToString", "string ToString()", "string ToString(System.IFormatProvider provider)")
def _to_string(self: str, _provider: Any = None) -> str:
    return self


@string.method("ToUpper", "string ToUpper()", "string ToUpper(cultureinfo culture)")
def _to_upper(self: str, _culture: Any = None) -> str:
    return upper(self)


@string.method("ToUpperInvariant", "string ToUpperInvariant()")
def _to_upper_invariant(self: str) -> str:
    return upper(self)


def _trim_set(args: Tuple[Any, ...]) -> str:
    chars = ""
    for arg in args:
        if isinstance(arg, str):
            chars += arg
        elif isinstance(arg, (list, tuple)):
            chars += "".join(to_string(item) for item in arg)
        elif arg is not None:
            chars += to_string(arg)
    return chars or WHITE


@string.method(
    "Trim", "string Trim()", "string Trim(char trimChar)", "string Trim(Params char[] trimChars)", raw=True
)
def _trim(self: str, *args: Any) -> str:
    return self.strip(_trim_set(args))


@string.method(
    "TrimEnd",
    "string TrimEnd()",
    "string TrimEnd(char trimChar)",
    "string TrimEnd(Params char[] trimChars)",
    raw=True,
)
def _trim_end(self: str, *args: Any) -> str:
    return self.rstrip(_trim_set(args))


@string.method(
    "TrimStart",
    "string TrimStart()",
    "string TrimStart(char trimChar)",
    "string TrimStart(Params char[] trimChars)",
    raw=True,
)
def _trim_start(self: str, *args: Any) -> str:
    return self.lstrip(_trim_set(args))


@string.method("CopyTo", "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)")
@by_units
def _copy_to(self: str, start: int, target: Any, place: int, count: int) -> None:
    for offset in range(count):
        target[place + offset] = Char(self[start + offset])


from pssh.objects import lib_string_static  # noqa: E402,F401 - the statics belong to the same family
