"""Opening a text file for the cmdlets that write formatted lines."""

import os
from typing import Any

__all__ = ["open_text"]


def open_text(
    call: Any,
    path: str,
    encoding: Any = None,
    append: bool = False,
    no_clobber: bool = False,
    force: bool = False,
) -> Any:
    """A writable text file of PowerShell path `path`; UTF-8 without a mark unless asked otherwise."""
    native = call.path(path)
    codec = _codec(encoding)
    if no_clobber and not append and os.path.exists(native):
        call.throw(
            "NoClobber",
            f"The file '{native}' already exists.",
            "ResourceExists",
            native,
            "System.IO.IOException",
        )
    if force and os.path.exists(native) and not os.access(native, os.W_OK):
        os.chmod(native, os.stat(native).st_mode | 0o200)
    fresh = not append or not os.path.exists(native) or os.path.getsize(native) == 0
    try:
        file = open(native, "a" if append else "w", encoding=codec[0], errors=codec[2], newline="")  # noqa: SIM115 - closed by its owner
    except OSError as error:
        from pssh.runtime.os_errors import file_error

        call.throw(file_error(error, native), "FileOpenFailure", "OpenError", path)
    if codec[1] and fresh:
        file.write("\ufeff")
    return file


# name -> Python's codec, whether a mark is written, how errors are treated
_CODECS = {
    "utf8": ("utf-8", False, "surrogateescape"),
    "utf8nobom": ("utf-8", False, "surrogateescape"),
    "utf8bom": ("utf-8", True, "surrogateescape"),
    "unicode": ("utf-16-le", True, "surrogatepass"),
    "bigendianunicode": ("utf-16-be", True, "surrogatepass"),
    "bigendianutf32": ("utf-32-be", True, "surrogatepass"),
    "utf32": ("utf-32-le", True, "surrogatepass"),
    "ascii": ("ascii", False, "replace"),
    "oem": ("utf-8", False, "surrogateescape"),
    "ansi": ("utf-8", False, "surrogateescape"),
    "default": ("utf-8", False, "surrogateescape"),
    "latin1": ("latin-1", False, "replace"),
    "utf7": ("utf-7", False, "replace"),
}


def _codec(encoding: Any) -> Any:
    if encoding is None:
        return _CODECS["utf8"]
    name = getattr(encoding, "codec_name", None)
    if name is not None:
        return (name, False, "replace")
    from pssh.objects.tostring import to_string

    text = to_string(encoding)
    found = _CODECS.get(text.lower().replace("-", ""))
    if found is not None:
        return found
    import codecs

    try:
        return (codecs.lookup("cp" + text if text.isdigit() else text).name, False, "replace")
    except LookupError:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "ParameterArgumentTransformationError",
            f"Cannot process argument transformation on parameter 'Encoding'. '{text}' is not a supported "
            "encoding name. For information on defining a custom encoding, see the documentation for the "
            "Encoding.RegisterProvider method. (Parameter 'name')",
            "InvalidData",
            encoding,
        ) from None
