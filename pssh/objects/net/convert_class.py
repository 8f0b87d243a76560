"""[convert], [BitConverter] and [Buffer]."""

import struct
from typing import Any, Optional

from pssh.objects.culture import format_provider
from pssh.objects.net.common import byte_array, bytes_of, fail, null_argument, out_of_range
from pssh.objects.numbers import (
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
    is_decimal,
    make_int,
)
from pssh.objects.types import net_type, resolve_type

convert = net_type("System.Convert")

_INTEGERS = {
    "Int32": int,
    "Int64": Int64,
    "UInt32": UInt32,
    "UInt64": UInt64,
    "Int16": Int16,
    "UInt16": UInt16,
    "Byte": Byte,
    "SByte": SByte,
}
_WORDS = {
    "Int32": "an Int32",
    "Int64": "an Int64",
    "UInt32": "a UInt32",
    "UInt64": "a UInt64",
    "Int16": "an Int16",
    "UInt16": "a UInt16",
    "Byte": "an unsigned byte",
    "SByte": "a signed byte",
}
_BITS = {
    "Int32": 32,
    "Int64": 64,
    "UInt32": 32,
    "UInt64": 64,
    "Int16": 16,
    "UInt16": 16,
    "Byte": 8,
    "SByte": 8,
}


def _integer(name: str, value: Any) -> Any:
    """A value as an integer type by .NET's rules: doubles round half to even."""
    cls = _INTEGERS[name]
    if value is None:
        return cls(0)
    if isinstance(value, Char):
        number = ord(value)
    elif isinstance(value, str):
        number = _parsed(value)
    elif isinstance(value, float) or is_decimal(value):
        if value != value or abs(value) == float("inf"):
            fail("OverflowException", f"Value was either too large or too small for {_WORDS[name]}.")
        number = round(value)
    elif isinstance(value, int):
        number = int(value)
    else:
        fail(
            "InvalidCastException",
            f"Unable to cast object of type '{_type_name(value)}' to type 'System.IConvertible'.",
        )
    made = make_int(cls, number)
    if made is None:
        fail("OverflowException", f"Value was either too large or too small for {_WORDS[name]}.")
    return made


def _type_name(value: Any) -> str:
    from pssh.objects.types import type_of

    return type_of(value).full_name


def _parsed(text: str) -> int:
    body = text.strip()
    digits = body[1:] if body[:1] in ("+", "-") else body
    if not (digits.isdigit() and digits.isascii()):
        fail("FormatException", f"The input string '{text}' was not in a correct format.")
    return int(body)


def _from_base(name: str, text: Any, base: int) -> Any:
    if base not in (2, 8, 10, 16):
        fail("ArgumentException", "Invalid Base.")
    cls, bits = _INTEGERS[name], _BITS[name]
    if text is None:
        return cls(0)
    if not text:
        fail(
            "ArgumentOutOfRangeException",
            "Index was out of range. Must be non-negative and less than the size of "
            "the collection. (Parameter 'index')",
        )
    body = text.lower()
    if base == 16 and body.startswith("0x"):
        body = body[2:]
    negative = body.startswith("-") and base == 10
    try:
        if "_" in body or " " in body or (not negative and body[:1] in "+-"):
            raise ValueError
        number = int(body, base)
    except ValueError:
        first = body[0] if body else ""
        fail(
            "FormatException",
            "Could not find any recognizable digits."
            if not first.isalnum() or _digit(first, base) is None
            else "Additional non-parsable characters are at the end of the string.",
        )
    if base != 10 and number >= 1 << bits:
        fail("OverflowException", f"Value was either too large or too small for {_WORDS[name]}.")
    if base != 10 and cls in (int, Int64, Int16, SByte) and number >= 1 << (bits - 1):
        number -= 1 << bits
    made = make_int(cls, number)
    if made is None:
        fail("OverflowException", f"Value was either too large or too small for {_WORDS[name]}.")
    return made


def _digit(letter: str, base: int) -> Optional[int]:
    try:
        return int(letter, base)
    except ValueError:
        return None


def _declare_integer(name: str) -> None:
    short = {"Int32": "int", "Int64": "long"}.get(name, name.lower())

    @convert.static_method("To" + name, f"{short} To{name}(System.Object value)")
    def plain(value: Any) -> Any:
        return _integer(name, value)

    @convert.static_method("To" + name, f"{short} To{name}(System.Object value, System.Object option)")
    def with_option(value: Any, option: Any) -> Any:
        if isinstance(option, int) and not isinstance(option, bool):
            return _from_base(name, value, int(option))
        return _integer(name, value)


for _name in _INTEGERS:
    _declare_integer(_name)


def _floating(value: Any, provider: Any = None) -> float:
    if value is None:
        return 0.0
    if isinstance(value, Char):
        fail("InvalidCastException", "Invalid cast from 'Char' to 'Double'.")
    if isinstance(value, str):
        from pssh.objects.net.parsing import parse_double

        return parse_double(value, format_provider(provider))
    return float(value)


@convert.static_method(
    "ToDouble",
    "double ToDouble(System.Object value)",
    "double ToDouble(System.Object value, System.IFormatProvider provider)",
)
def _to_double(value: Any, provider: Any = None) -> float:
    return _floating(value, provider)


@convert.static_method(
    "ToSingle",
    "float ToSingle(System.Object value)",
    "float ToSingle(System.Object value, System.IFormatProvider provider)",
)
def _to_single(value: Any, provider: Any = None) -> Single:
    return Single(_floating(value, provider))


@convert.static_method(
    "ToDecimal",
    "decimal ToDecimal(System.Object value)",
    "decimal ToDecimal(System.Object value, System.IFormatProvider provider)",
)
def _to_decimal(value: Any, provider: Any = None) -> Any:
    from decimal import Decimal

    if value is None:
        return Decimal(0)
    if isinstance(value, str):
        from pssh.objects.net.parsing import parse_decimal

        return parse_decimal(value, format_provider(provider))
    if isinstance(value, float):
        return Decimal(format(value, ".15g"))
    return Decimal(value)


@convert.static_method(
    "ToBoolean",
    "bool ToBoolean(System.Object value)",
    "bool ToBoolean(System.Object value, System.IFormatProvider provider)",
)
def _to_boolean(value: Any, provider: Any = None) -> bool:
    if value is None:
        return False
    if isinstance(value, Char):
        fail("InvalidCastException", "Invalid cast from 'Char' to 'Boolean'.")
    if isinstance(value, str):
        word = value.strip().strip("\0").lower()
        if word not in ("true", "false"):
            fail("FormatException", f"String '{value}' was not recognized as a valid Boolean.")
        return word == "true"
    return bool(value)


@convert.static_method("ToChar", "char ToChar(System.Object value)")
def _to_char(value: Any) -> Char:
    if isinstance(value, str):
        if len(value) != 1:
            fail("FormatException", "String must be exactly one character long.")
        return Char(value)
    if isinstance(value, (float, bool)):
        fail(
            "InvalidCastException",
            f"Invalid cast from '{'Boolean' if isinstance(value, bool) else 'Double'}' to 'Char'.",
        )
    number = int(value or 0)
    if not 0 <= number <= 0xFFFF:
        fail("OverflowException", "Value was either too large or too small for a character.")
    return Char(chr(number))


@convert.static_method("ToString", "string ToString(System.Object value)")
def _to_string(value: Any) -> str:
    from pssh.objects.text_format import format_value

    return format_value(value)


@convert.static_method("ToString", "string ToString(System.Object value, System.Object option)")
def _to_string_with(value: Any, option: Any) -> str:
    from pssh.objects.text_format import format_value

    if isinstance(option, int) and not isinstance(option, (bool, EnumValue)):
        if isinstance(value, int) and not isinstance(value, bool):
            return _in_base(value, int(option))
        if isinstance(value, float):
            return _in_base(int(value), int(option))
    return format_value(value, None, format_provider(option))


def _in_base(value: int, base: int) -> str:
    if base not in (2, 8, 10, 16):
        fail("ArgumentException", "Invalid Base.")
    number = int(value)
    if base == 10:
        return str(number)
    if number < 0:
        number += 1 << _BITS.get({"int": "Int32"}.get(type(value).__name__, type(value).__name__), 32)
    return format(number, {2: "b", 8: "o", 16: "x"}[base])


@convert.static_method(
    "ToDateTime",
    "datetime ToDateTime(System.Object value)",
    "datetime ToDateTime(System.Object value, System.IFormatProvider provider)",
)
def _to_datetime(value: Any, provider: Any = None) -> Any:
    from pssh.objects.datetime import DateTime
    from pssh.objects.datetime_parse import parse_datetime

    if isinstance(value, DateTime):
        return value
    if value is None:
        return DateTime(0)
    if isinstance(value, str):
        return parse_datetime(value, format_provider(provider))
    fail("InvalidCastException", f"Invalid cast from '{_type_name(value).rpartition('.')[2]}' to 'DateTime'.")


@convert.static_method(
    "ChangeType",
    "System.Object ChangeType(System.Object value, type conversionType)",
    "System.Object ChangeType(System.Object value, type conversionType, System.IFormatProvider provider)",
    "System.Object ChangeType(System.Object value, System.TypeCode typeCode)",
)
def _change_type(value: Any, wanted: Any, provider: Any = None) -> Any:
    if isinstance(wanted, EnumValue):
        wanted = resolve_type("System." + wanted.name)
    name = wanted.full_name.rpartition(".")[2]
    if name in _INTEGERS:
        return _integer(name, value)
    special = {
        "Double": _to_double,
        "Single": _to_single,
        "Decimal": _to_decimal,
        "Boolean": _to_boolean,
        "DateTime": _to_datetime,
    }.get(name)
    if special is not None:
        return special(value, provider)
    if name == "Char":
        return _to_char(value)
    if name == "String":
        return _to_string(value)
    from pssh.objects.types import type_of

    if value is None or wanted.is_assignable_from(type_of(value)):
        return value
    if not isinstance(value, (str, int, float)):
        fail("InvalidCastException", "Object must implement IConvertible.")
    fail("InvalidCastException", f"Invalid cast from '{_type_name(value)}' to '{wanted.full_name}'.")


@convert.static_method(
    "ToBase64String",
    "string ToBase64String(byte[] inArray)",
    "string ToBase64String(byte[] inArray, System.Base64FormattingOptions options)",
)
def _to_base64(data: Any, options: int = 0) -> str:
    from binascii import b2a_base64

    if data is None:
        null_argument("inArray")
    text = b2a_base64(bytes_of(data), newline=False).decode("ascii")
    if int(options):
        text = "\r\n".join(text[i : i + 76] for i in range(0, len(text), 76))
    return text


@convert.static_method("ToBase64String", "string ToBase64String(byte[] inArray, int offset, int length)")
def _to_base64_part(data: Any, offset: int, length: int) -> str:
    return str(_to_base64(bytes_of(data)[offset : offset + length]))


@convert.static_method("FromBase64String", "byte[] FromBase64String(string s)")
def _from_base64(text: Any) -> Any:
    from binascii import Error, a2b_base64

    if text is None:
        null_argument("s")
    body = "".join(text.split())
    wrong = (
        "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding "
        "characters, or an illegal character among the padding characters."
    )
    import re

    if len(body) % 4 or re.fullmatch(r"[A-Za-z0-9+/]*={0,2}", body) is None:
        fail("FormatException", wrong)
    try:
        return byte_array(a2b_base64(body))
    except Error:
        fail("FormatException", wrong)


@convert.static_method("ToHexString", "string ToHexString(byte[] inArray)")
def _to_hex(data: Any) -> str:
    return bytes_of(data).hex().upper()


@convert.static_method("ToHexStringLower", "string ToHexStringLower(byte[] inArray)")
def _to_hex_lower(data: Any) -> str:
    return bytes_of(data).hex()


@convert.static_method("FromHexString", "byte[] FromHexString(string s)")
def _from_hex(text: str) -> Any:
    if len(text) % 2:
        fail("FormatException", "The input is not a valid hex string as its length is not a multiple of 2.")
    try:
        if not text.isalnum() and text:
            raise ValueError
        return byte_array(bytes.fromhex(text))
    except ValueError:
        fail("FormatException", "The input is not a valid hex string as it contains a non-hex character.")


@convert.static_method("IsDBNull", "bool IsDBNull(System.Object value)")
def _is_db_null(value: Any) -> bool:
    return type(value).__name__ == "DBNull"


@convert.static_method("GetTypeCode", "System.TypeCode GetTypeCode(System.Object value)")
def _type_code(value: Any) -> Any:
    from pssh.objects.enums import parse_enum

    kind = resolve_type("System.TypeCode")
    name = "Empty" if value is None else _type_name(value).rpartition(".")[2]
    return parse_enum(kind, name) or parse_enum(kind, "Object")


class DBNull:
    """[DBNull]: a database's null, an object that operators take for $null."""

    __slots__ = ()
    net_type_name = "System.DBNull"
    is_null = True

    def ps_bool(self) -> bool:
        return False

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False


_DB_NULL = DBNull()
net_type(DBNull.net_type_name, DBNull).static_prop("Value", "System.DBNull")(lambda: _DB_NULL)

bits = net_type("System.BitConverter")
bits.constant("IsLittleEndian", "bool", True)
_CODES = {
    "Boolean": ("?", bool),
    "Char": ("H", None),
    "Int16": ("h", Int16),
    "Int32": ("i", int),
    "Int64": ("q", Int64),
    "UInt16": ("H", UInt16),
    "UInt32": ("I", UInt32),
    "UInt64": ("Q", UInt64),
    "Single": ("f", Single),
    "Double": ("d", float),
}
_NAMES = {"bool": "Boolean", "int": "Int32", "float": "Double"}


@bits.static_method(
    "GetBytes",
    *(
        f"byte[] GetBytes({k} value)"
        for k in ("bool", "char", "int16", "int", "long", "uint16", "uint32", "uint64", "float", "double")
    ),
)
def _get_bytes(value: Any) -> Any:
    name = _NAMES.get(type(value).__name__, type(value).__name__)
    return byte_array(struct.pack("<" + _CODES[name][0], ord(value) if name == "Char" else value))


def _declare_reader(name: str, code: str, cls: Any) -> None:
    size = struct.calcsize("<" + code)

    @bits.static_method(
        "To" + name, f"{name} To{name}(byte[] value, int startIndex)", f"{name} To{name}(byte[] value)"
    )
    def read(value: Any, start: int = 0) -> Any:
        data = bytes_of(value)[start : start + size]
        if not 0 <= start < len(value):
            out_of_range(
                "startIndex",
                "Index was out of range. Must be non-negative and less than the size of the collection.",
            )
        if len(data) < size:
            fail(
                "ArgumentException",
                "Destination array is not long enough to copy all the items in the collection. "
                "Check array index and length. (Parameter 'value')",
            )
        number = struct.unpack("<" + code, data)[0]
        return Char(chr(number)) if cls is None else cls(number)


for _name, (_code, _cls) in _CODES.items():
    _declare_reader(_name, _code, _cls)


@bits.static_method(
    "ToString",
    "string ToString(byte[] value)",
    "string ToString(byte[] value, int startIndex)",
    "string ToString(byte[] value, int startIndex, int length)",
)
def _bits_text(value: Any, start: int = 0, length: Optional[int] = None) -> str:
    data = bytes_of(value)[start:]
    if length is not None:
        data = data[:length]
    return data.hex("-").upper() if data else ""


@bits.static_method("DoubleToInt64Bits", "long DoubleToInt64Bits(double value)")
def _double_bits(value: float) -> Int64:
    return Int64(struct.unpack("<q", struct.pack("<d", value))[0])


@bits.static_method("Int64BitsToDouble", "double Int64BitsToDouble(long value)")
def _bits_double(value: int) -> float:
    return float(struct.unpack("<d", struct.pack("<q", value))[0])


buffer = net_type("System.Buffer")


@buffer.static_method(
    "BlockCopy", "void BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count)"
)
def _block_copy(source: Any, start: int, target: Any, at: int, count: int) -> None:
    if start + count > len(source) or at + count > len(target):
        fail(
            "ArgumentException",
            "Offset and length were out of bounds for the array or count is greater than the "
            "number of elements from index to the end of the source collection.",
        )
    target[at : at + count] = source[start : start + count]
