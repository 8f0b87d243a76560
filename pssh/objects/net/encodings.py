"""[Text.Encoding] and its kinds."""

import codecs
from typing import Any, Dict, Optional

from pssh.objects.net.common import array, byte_array, bytes_of, fail, null_argument
from pssh.objects.numbers import Char
from pssh.objects.types import net_type

# web name -> Python codec, code page, preamble, name for people, class
_KNOWN: Dict[str, Any] = {
    "utf-8": (
        "utf-8",
        65001,
        b"\xef\xbb\xbf",
        "Unicode (UTF-8)",
        "System.Text.UTF8Encoding+UTF8EncodingSealed",
    ),
    "utf-16": ("utf-16-le", 1200, b"\xff\xfe", "Unicode", "System.Text.UnicodeEncoding"),
    "utf-16BE": ("utf-16-be", 1201, b"\xfe\xff", "Unicode (Big-Endian)", "System.Text.UnicodeEncoding"),
    "utf-32": ("utf-32-le", 12000, b"\xff\xfe\0\0", "Unicode (UTF-32)", "System.Text.UTF32Encoding"),
    "utf-32BE": (
        "utf-32-be",
        12001,
        b"\0\0\xfe\xff",
        "Unicode (UTF-32 Big-Endian)",
        "System.Text.UTF32Encoding",
    ),
    "us-ascii": ("ascii", 20127, b"", "US-ASCII", "System.Text.ASCIIEncoding+ASCIIEncodingSealed"),
    "iso-8859-1": (
        "latin-1",
        28591,
        b"",
        "Western European (ISO)",
        "System.Text.Latin1Encoding+Latin1EncodingSealed",
    ),
    "utf-7": ("utf-7", 65000, b"", "Unicode (UTF-7)", "System.Text.UTF7Encoding"),
}
_ALIASES = {
    "utf8": "utf-8",
    "unicode": "utf-16",
    "utf-16le": "utf-16",
    "ucs-2": "utf-16",
    "utf16": "utf-16",
    "utf-16be": "utf-16BE",
    "unicodefffe": "utf-16BE",
    "bigendianunicode": "utf-16BE",
    "utf-32le": "utf-32",
    "utf32": "utf-32",
    "utf-32be": "utf-32BE",
    "ascii": "us-ascii",
    "latin1": "iso-8859-1",
    "iso_8859-1": "iso-8859-1",
    "utf7": "utf-7",
    "l1": "iso-8859-1",
}


class Encoding:
    """One way to write text as bytes."""

    __slots__ = ("code_page", "codec", "emit_mark", "mark", "strict", "title", "type_text", "web_name")

    def __init__(
        self,
        web_name: str,
        codec: str,
        code_page: int,
        mark: bytes,
        title: str,
        type_text: str,
        emit_mark: bool = True,
        strict: bool = False,
    ) -> None:
        self.web_name = web_name
        self.codec = codec
        self.code_page = code_page
        self.mark = mark
        self.title = title
        self.type_text = type_text
        self.emit_mark = emit_mark
        self.strict = strict

    @property
    def net_type(self) -> Any:
        """The kind of encoding."""
        base = {
            "utf-8": "System.Text.UTF8Encoding",
            "us-ascii": "System.Text.ASCIIEncoding",
            "iso-8859-1": "System.Text.Latin1Encoding",
        }.get(self.web_name, self.type_text.partition("+")[0])
        parent = net_type(base, None, "System.Text.Encoding")
        return parent if self.type_text == base else net_type(self.type_text, None, base)

    @property
    def net_type_name(self) -> str:
        """Its full name."""
        return self.type_text

    def preamble(self) -> bytes:
        """The byte order mark that files begin with."""
        return self.mark if self.emit_mark else b""

    def encode(self, text: str) -> bytes:
        """Text to bytes; what cannot be written becomes ?, as .NET has it."""
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError:
            if self.strict:
                fail(
                    "System.Text.EncoderFallbackException",
                    "Unable to translate Unicode character at index 0 from Unicode to specified code page.",
                )
        if self.codec.startswith("utf"):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.encode(self.codec, "replace")

    def decode(self, data: bytes) -> str:
        """Bytes to text; what is wrong becomes U+FFFD (? in ASCII)."""
        if self.codec == "ascii":
            return "".join(chr(b) if b < 128 else "?" for b in data)
        return data.decode(self.codec, "strict" if self.strict else "replace")

    def __str__(self) -> str:
        return self.type_text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Encoding) and (other.web_name, other.emit_mark) == (
            self.web_name,
            self.emit_mark,
        )

    def __hash__(self) -> int:
        return hash(self.web_name)


def known_encoding(name: str, mark: bool = True) -> Encoding:
    """One of the built-in encodings by its web name."""
    codec, page, preamble, title, kind = _KNOWN[name]
    return Encoding(name, codec, page, preamble, title, kind, mark)


def find_encoding(name: Any) -> Encoding:
    """By web name, alias or code page; ArgumentException where there is none."""
    if isinstance(name, int):
        if name == 0:
            return known_encoding("utf-8", False)
        for key, row in _KNOWN.items():
            if row[1] == name:
                return known_encoding(key)
        name = {936: "gbk", 932: "shift_jis", 950: "big5", 949: "cp949"}.get(name, f"cp{int(name)}")
        return _from_codec(str(name), f"No data is available for encoding {name}.")
    low = str(name).lower()
    key = _ALIASES.get(low, low)
    for known in _KNOWN:
        if known.lower() == key.lower():
            return known_encoding(known)
    if low.startswith("windows-"):
        low = "cp" + low[8:]
    return _from_codec(
        low,
        f"'{name}' is not a supported encoding name. For information on defining a custom "
        "encoding, see the documentation for the Encoding.RegisterProvider method. "
        "(Parameter 'name')",
    )


def _from_codec(name: str, message: str) -> Encoding:
    try:
        found = codecs.lookup(name)
    except LookupError:
        fail("ArgumentException", message)
    page = int(name[2:]) if name.startswith("cp") and name[2:].isdigit() else 0
    web = "windows-" + name[2:] if name.startswith("cp125") else found.name
    return Encoding(web, found.name, page, b"", found.name, "System.Text.SBCSCodePageEncoding")


def detect(data: bytes, encoding: Optional[Encoding] = None) -> str:
    """Text of a file: its byte order mark decides, else the encoding given, else UTF-8."""
    for mark, codec in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    return encoding.decode(data) if encoding is not None else data.decode("utf-8", "replace")


base = net_type("System.Text.Encoding", Encoding, None, ("System.ICloneable",))
for _name, _key in (
    ("UTF8", "utf-8"),
    ("Unicode", "utf-16"),
    ("BigEndianUnicode", "utf-16BE"),
    ("UTF32", "utf-32"),
    ("ASCII", "us-ascii"),
    ("Latin1", "iso-8859-1"),
    ("UTF7", "utf-7"),
):
    base.static_prop(_name, "System.Text.Encoding")(lambda key=_key: known_encoding(key))
base.static_prop("Default", "System.Text.Encoding")(lambda: known_encoding("utf-8", False))
for _name, _get in (
    ("WebName", lambda e: e.web_name),
    ("BodyName", lambda e: e.web_name),
    ("HeaderName", lambda e: e.web_name),
    ("EncodingName", lambda e: e.title),
):
    base.prop(_name, "string")(_get)
base.prop("CodePage", "int")(lambda e: e.code_page)
base.prop("WindowsCodePage", "int")(lambda e: {"utf-8": 1200, "us-ascii": 1252}.get(e.web_name, 1200))
base.prop("IsSingleByte", "bool")(lambda e: not e.codec.startswith("utf"))
base.prop("IsBrowserDisplay", "bool")(lambda e: e.web_name == "utf-8")
base.prop("Preamble", "byte[]")(lambda e: byte_array(e.preamble()))


@base.static_method(
    "GetEncoding",
    "System.Text.Encoding GetEncoding(int codepage)",
    "System.Text.Encoding GetEncoding(string name)",
)
def _get_encoding(name: Any) -> Encoding:
    return find_encoding(name)


@base.static_method("GetEncodings", "System.Text.EncodingInfo[] GetEncodings()")
def _get_encodings() -> Any:
    from pssh.objects.psobject import PSObject

    return [
        PSObject(
            None, {"CodePage": row[1], "Name": name, "DisplayName": row[3]}, ("System.Text.EncodingInfo",)
        )
        for name, row in _KNOWN.items()
    ]


_information = net_type("System.Text.EncodingInfo")
_information.method("GetEncoding", "System.Text.Encoding GetEncoding()")(
    lambda self: find_encoding(self.find("Name"))
)


@base.static_method("RegisterProvider", "void RegisterProvider(System.Object provider)")
def _register(provider: Any) -> None:
    """The code pages are all there."""


def _text(value: Any) -> str:
    if value is None:
        null_argument("s")
    return value if isinstance(value, str) else "".join(value)


@base.method("GetBytes", "byte[] GetBytes(char[] chars)", "byte[] GetBytes(string s)")
def _get_bytes(self: Encoding, value: Any) -> Any:
    return byte_array(self.encode(_text(value)))


@base.method(
    "GetString", "string GetString(byte[] bytes)", "string GetString(byte[] bytes, int index, int count)"
)
def _get_string(self: Encoding, data: Any, index: int = 0, count: Optional[int] = None) -> str:
    if data is None:
        null_argument("bytes")
    raw = bytes_of(data)
    return self.decode(raw[index:] if count is None else raw[index : index + count])


@base.method(
    "GetChars", "char[] GetChars(byte[] bytes)", "char[] GetChars(byte[] bytes, int index, int count)"
)
def _get_chars(self: Encoding, data: Any, index: int = 0, count: Optional[int] = None) -> Any:
    return array([Char(c) for c in _get_string(self, data, index, count)], "System.Char")


@base.method("GetByteCount", "int GetByteCount(char[] chars)", "int GetByteCount(string s)")
def _byte_count(self: Encoding, value: Any) -> int:
    return len(self.encode(_text(value)))


@base.method("GetCharCount", "int GetCharCount(byte[] bytes)")
def _char_count(self: Encoding, data: Any) -> int:
    return len(self.decode(bytes_of(data)))


@base.method("GetPreamble", "byte[] GetPreamble()")
def _get_preamble(self: Encoding) -> Any:
    return byte_array(self.preamble())


@base.method("GetMaxByteCount", "int GetMaxByteCount(int charCount)")
def _max_bytes(self: Encoding, count: int) -> int:
    return (count + 1) * {"utf-8": 3, "utf-16": 2, "utf-16BE": 2, "utf-32": 4}.get(self.web_name, 1)


@base.static_method(
    "Convert",
    "byte[] Convert(System.Text.Encoding srcEncoding, System.Text.Encoding dstEncoding, byte[] bytes)",
)
def _convert(source: Encoding, target: Encoding, data: Any) -> Any:
    return byte_array(target.encode(source.decode(bytes_of(data))))


utf8 = net_type("System.Text.UTF8Encoding", None, "System.Text.Encoding")


@utf8.constructor(
    "System.Text.UTF8Encoding new()",
    "System.Text.UTF8Encoding new(bool encoderShouldEmitUTF8Identifier)",
    "System.Text.UTF8Encoding new(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)",
)
def _new_utf8(mark: bool = False, strict: bool = False) -> Encoding:
    codec, page, preamble, title, _ = _KNOWN["utf-8"]
    return Encoding("utf-8", codec, page, preamble, title, "System.Text.UTF8Encoding", mark, strict)


unicode = net_type("System.Text.UnicodeEncoding", None, "System.Text.Encoding")


@unicode.constructor(
    "System.Text.UnicodeEncoding new()", "System.Text.UnicodeEncoding new(bool bigEndian, bool byteOrderMark)"
)
def _new_unicode(big: bool = False, mark: bool = True) -> Encoding:
    return known_encoding("utf-16BE" if big else "utf-16", mark)


ascii_type = net_type("System.Text.ASCIIEncoding", None, "System.Text.Encoding")


@ascii_type.constructor("System.Text.ASCIIEncoding new()")
def _new_ascii() -> Encoding:
    return known_encoding("us-ascii")


utf32 = net_type("System.Text.UTF32Encoding", None, "System.Text.Encoding")


@utf32.constructor("System.Text.UTF32Encoding new()")
def _new_utf32() -> Encoding:
    return known_encoding("utf-32")


net_type("System.Text.Latin1Encoding", None, "System.Text.Encoding")
