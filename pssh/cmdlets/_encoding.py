"""The -Encoding parameter of the content cmdlets: names to Python codecs and byte-order marks."""

from typing import Any, Tuple

__all__ = ["ENCODING_UNUSED", "codec_of", "detect"]

ENCODING_UNUSED = "Encoding not used when '-AsByteStream' specified."

_NAMES = {
    "utf8": ("utf-8", b""),
    "utf-8": ("utf-8", b""),
    "utf8nobom": ("utf-8", b""),
    "utf8bom": ("utf-8", b"\xef\xbb\xbf"),
    "ascii": ("ascii", b""),
    "us-ascii": ("ascii", b""),
    "unicode": ("utf-16-le", b"\xff\xfe"),
    "utf-16": ("utf-16-le", b"\xff\xfe"),
    "string": ("utf-16-le", b"\xff\xfe"),
    "bigendianunicode": ("utf-16-be", b"\xfe\xff"),
    "utf-16be": ("utf-16-be", b"\xfe\xff"),
    "utf32": ("utf-32-le", b"\xff\xfe\x00\x00"),
    "utf-32": ("utf-32-le", b"\xff\xfe\x00\x00"),
    "bigendianutf32": ("utf-32-be", b"\x00\x00\xfe\xff"),
    "utf7": ("utf-7", b""),
    "oem": ("utf-8", b""),
    "ansi": ("utf-8", b""),
    "default": ("utf-8", b""),
    "latin1": ("latin-1", b""),
    "iso-8859-1": ("latin-1", b""),
    "unknown": ("utf-16-le", b"\xff\xfe"),
}

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def codec_of(encoding: Any) -> Tuple[str, bytes]:
    """The Python codec and the mark written at a file's beginning."""
    if encoding is None:
        return "utf-8", b""
    from pssh.objects.psobject import unwrap

    base = unwrap(encoding)
    codec = getattr(base, "codec", None)
    if codec is not None:
        return str(codec), bytes(getattr(base, "mark", b"") or b"")
    found = _NAMES.get(str(base).lower())
    if found is not None:
        return found
    import codecs

    name = f"cp{base}" if str(base).isdigit() else str(base)
    if name == "cp65001":
        return "utf-8", b""
    try:
        return codecs.lookup(name).name, b""
    except LookupError:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "ParameterArgumentTransformationError",
            f"Cannot process argument transformation on parameter 'Encoding'. '{base}' is not a supported encoding "
            "name. (Parameter 'name')",
            "InvalidData",
            None,
            "System.Management.Automation.ParameterBindingArgumentTransformationException",
        ) from None


def detect(head: bytes, fallback: str) -> Tuple[str, int]:
    """The codec a byte-order mark names and its length."""
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    return fallback, 0
