"""[Text.StringBuilder]: pieces kept in a list until somebody looks."""

from typing import Any, List, Optional

from pssh.objects.net.common import out_of_range
from pssh.objects.numbers import Char
from pssh.objects.types import net_type
from pssh.objects.utf16 import paired


class StringBuilder:
    """Text that grows."""

    __slots__ = ("limit", "pieces", "room", "size")

    net_type_name = "System.Text.StringBuilder"

    def __init__(self, text: str = "", room: int = 16) -> None:
        self.pieces: List[str] = [text] if text else []
        self.size = len(text)
        self.limit = 0x7FFFFFFF
        self.room = max(room, self.size)

    def append(self, text: str) -> "StringBuilder":
        """At the end."""
        self.pieces.append(text)
        self.size += len(text)
        return self

    def __str__(self) -> str:
        pieces = self.pieces
        if len(pieces) > 1:
            pieces[:] = ["".join(pieces)]
        return pieces[0] if pieces else ""

    def change(self, text: str) -> "StringBuilder":
        """All of it anew."""
        self.pieces[:] = [text]
        self.size = len(text)
        return self

    def __len__(self) -> int:
        return self.size

    def __bool__(self) -> bool:
        return True


builder = net_type("System.Text.StringBuilder", StringBuilder)
_RETURNS = "System.Text.StringBuilder "


@builder.constructor(
    "System.Text.StringBuilder new()",
    "System.Text.StringBuilder new(int capacity)",
    "System.Text.StringBuilder new(int capacity, int maxCapacity)",
)
def _new(capacity: int = 16, limit: int = 0x7FFFFFFF) -> StringBuilder:
    made = StringBuilder("", capacity or 16)
    made.limit = limit
    return made


@builder.constructor(
    "System.Text.StringBuilder new(string value)", "System.Text.StringBuilder new(string value, int capacity)"
)
def _new_text(text: Optional[str], capacity: int = 16) -> StringBuilder:
    return StringBuilder(text or "", capacity)


def _text(value: Any) -> str:
    if value.__class__ is str:
        return value
    if value is None:
        return ""
    if isinstance(value, list) and value and all(isinstance(item, Char) for item in value):
        return "".join(value)
    from pssh.objects.text_format import format_value

    return format_value(value)


@builder.method("Append", _RETURNS + "Append(string value)", _RETURNS + "Append(System.Object value)")
def _append(self: StringBuilder, value: Any) -> StringBuilder:
    return self.append(_text(value))


@builder.method("Append", _RETURNS + "Append(char value, int repeatCount)")
def _append_many(self: StringBuilder, value: Char, count: int) -> StringBuilder:
    return self.append(str(value) * count)


@builder.method("Append", _RETURNS + "Append(string value, int startIndex, int count)")
def _append_part(self: StringBuilder, value: str, start: int, count: int) -> StringBuilder:
    return self.append(value[start : start + count])


@builder.method("AppendLine", _RETURNS + "AppendLine()", _RETURNS + "AppendLine(string value)")
def _append_line(self: StringBuilder, value: Optional[str] = None) -> StringBuilder:
    return self.append((value or "") + "\n")


@builder.method("AppendFormat", _RETURNS + "AppendFormat(string format, params System.Object[] args)")
def _append_format(self: StringBuilder, fmt: str, args: Any) -> StringBuilder:
    from pssh.objects.text_format import composite

    return self.append(composite(fmt, args))


@builder.method(
    "AppendFormat",
    _RETURNS + "AppendFormat(System.IFormatProvider provider, string format, params System.Object[] args)",
)
def _append_format_with(self: StringBuilder, provider: Any, fmt: str, args: Any) -> StringBuilder:
    from pssh.objects.culture import format_provider
    from pssh.objects.text_format import composite

    return self.append(composite(fmt, args, format_provider(provider)))


@builder.method("AppendJoin", _RETURNS + "AppendJoin(string separator, params System.Object[] values)")
def _append_join(self: StringBuilder, separator: str, values: Any) -> StringBuilder:
    return self.append(separator.join(_text(v) for v in values))


@builder.method("Insert", _RETURNS + "Insert(int index, System.Object value)")
def _insert(self: StringBuilder, index: int, value: Any) -> StringBuilder:
    if not 0 <= index <= self.size:
        out_of_range(
            "index",
            "Index was out of range. Must be non-negative and less than or equal to the size of the "
            "collection.",
        )
    text = str(self)
    return self.change(text[:index] + _text(value) + text[index:])


@builder.method("Remove", _RETURNS + "Remove(int startIndex, int length)")
def _remove(self: StringBuilder, start: int, length: int) -> StringBuilder:
    if start < 0 or length < 0 or start + length > self.size:
        out_of_range(
            "length" if start >= 0 else "startIndex",
            "Index was out of range. Must be non-negative and less "
            "than or equal to the size of the collection.",
        )
    text = str(self)
    return self.change(text[:start] + text[start + length :])


@builder.method(
    "Replace",
    _RETURNS + "Replace(char oldChar, char newChar)",
    _RETURNS + "Replace(string oldValue, string newValue)",
)
def _replace(self: StringBuilder, old: str, new: Optional[str]) -> StringBuilder:
    return self.change(str(self).replace(old, new or ""))


@builder.method("Replace", _RETURNS + "Replace(string oldValue, string newValue, int startIndex, int count)")
def _replace_part(self: StringBuilder, old: str, new: Optional[str], start: int, count: int) -> StringBuilder:
    text = str(self)
    middle = text[start : start + count].replace(old, new or "")
    return self.change(text[:start] + middle + text[start + count :])


@builder.method("Clear", _RETURNS + "Clear()")
def _clear(self: StringBuilder) -> StringBuilder:
    return self.change("")


@builder.method("ToString", "string ToString()")
def _to_string(self: StringBuilder) -> str:
    return paired(str(self))


@builder.method("ToString", "string ToString(int startIndex, int length)")
def _to_string_part(self: StringBuilder, start: int, length: int) -> str:
    if start < 0 or length < 0 or start + length > self.size:
        out_of_range(
            "startIndex" if start > self.size else "length",
            "Index and length must refer to a location within the string.",
        )
    return str(self)[start : start + length]


@builder.method("EnsureCapacity", "int EnsureCapacity(int capacity)")
def _ensure(self: StringBuilder, capacity: int) -> int:
    self.room = max(self.room, capacity)
    return self.room


@builder.method("CopyTo", "void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)")
def _copy_to(self: StringBuilder, start: int, target: Any, at: int, count: int) -> None:
    target[at : at + count] = [Char(c) for c in str(self)[start : start + count]]


@builder.method("Equals", "bool Equals(System.Text.StringBuilder sb)")
def _equals(self: StringBuilder, other: Any) -> bool:
    return isinstance(other, StringBuilder) and str(other) == str(self)


builder.prop("Length", "int")(lambda self: self.size)
builder.prop("MaxCapacity", "int")(lambda self: self.limit)


@builder.setter("Length")
def _set_length(self: StringBuilder, value: int) -> None:
    if value < 0:
        out_of_range("value", "Value must be positive.")
    self.change(str(self)[:value].ljust(value, "\0"))


@builder.prop("Capacity", "int")
def _capacity(self: StringBuilder) -> int:
    while self.room < self.size:
        self.room *= 2
    return self.room


@builder.setter("Capacity")
def _set_capacity(self: StringBuilder, value: int) -> None:
    if value < self.size:
        out_of_range("value", "capacity was less than the current size.")
    self.room = value


@builder.parameterized("Chars", "char Chars(int index)")
def _char(self: StringBuilder, index: int) -> Char:
    if not 0 <= index < self.size:
        from pssh.objects.net.common import fail

        fail("IndexOutOfRangeException", "Index was outside the bounds of the array.")
    return Char(str(self)[index])


@builder.method("get_Item", "char get_Item(int index)")
def _item(self: StringBuilder, index: int) -> Char:
    return _char(self, index)


@builder.method("set_Item", "void set_Item(int index, char value)")
def _set_item(self: StringBuilder, index: int, value: Char) -> None:
    text = str(self)
    self.change(text[:index] + str(value) + text[index + 1 :])
