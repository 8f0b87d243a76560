"""Small cmdlets of the utility module: New-Guid, Join-String, Format-Hex, Get-FileHash, ConvertFrom-StringData ..."""

import os
from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateSet

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"


@cmdlet(
    "New-Guid",
    output="System.Guid",
    sets=("Default", "Empty", "InputObject"),
    default_set="Default",
    module=_UTILITY,
)
def new_guid(
    call: Call,
    input_object: Annotated[
        Optional[str], Param(position=0, pipeline=True, mandatory=True, sets="InputObject")
    ] = None,
    *,
    empty: Annotated[Switch, Param(sets="Empty")] = False,
) -> Any:
    """Creates a GUID.

    PS> (New-Guid -Empty).Guid
    00000000-0000-0000-0000-000000000000
    """
    from pssh.objects.net.identity import Guid

    if empty:
        return Guid()
    if input_object is None:
        return Guid.new()
    try:
        return Guid.parse(input_object)
    except ValueError as error:
        call.error(
            "StringNotRecognizedAsGuid", str(error), "InvalidArgument", input_object, "System.FormatException"
        )
        return None


@cmdlet("New-TemporaryFile", output="System.IO.FileInfo", should_process=True, module=_UTILITY)
def new_temporary_file(call: Call) -> Any:
    """Creates a temporary file.

    PS> $t = New-TemporaryFile; $t.Extension; Remove-Item $t
    .tmp
    """
    from tempfile import mkstemp

    folder = os.environ.get("TMPDIR") or "/tmp"
    if not call.should_process(folder + "/"):
        return None
    handle, name = mkstemp(prefix="tmp", suffix=".tmp", dir=folder)
    os.close(handle)
    return call.runspace.paths.of_native(name).provider.get_item(call.runspace.paths.of_native(name), True)


@cmdlet(
    "Join-String",
    output="System.String",
    sets=("default", "SingleQuote", "DoubleQuote", "Format"),
    default_set="default",
    module=_UTILITY,
)
class JoinString(CmdletBase):
    """Combines objects from the pipeline into a single string.

    PS> 1..3 | Join-String -Separator ', ' -DoubleQuote
    "1", "2", "3"
    """

    property: Annotated[Any, Param(position=0)] = None
    separator: Annotated[Optional[str], Param(position=1, allow_empty_string=True)] = None
    output_prefix: Annotated[Optional[str], Param(aliases=("op",))] = None
    output_suffix: Annotated[Optional[str], Param(aliases=("os",))] = None
    single_quote: Annotated[Switch, Param(sets="SingleQuote")] = False
    double_quote: Annotated[Switch, Param(sets="DoubleQuote")] = False
    format_string: Annotated[Optional[str], Param(sets="Format")] = None
    use_culture: Switch = False
    input_object: Annotated[Any, Param(pipeline=True, type=_OBJECT + "[]")] = NOTHING

    def begin(self) -> None:
        self._parts: List[str] = []
        self._read: Any = None
        if self.property is not None:
            from pssh.cmdlets._properties import block_value, is_block, property_reader
            from pssh.objects.tostring import to_string

            self._read = (
                block_value(self.call, self.property)
                if is_block(self.property)
                else property_reader(to_string(self.property))
            )

    def process(self) -> None:
        items = self.input_object
        for item in items if isinstance(items, list) else [items]:
            self.process_item(item)

    def process_item(self, item: Any) -> None:
        """One object."""
        from pssh.objects.nothing import MISSING

        value = item if self._read is None else self._read(item)
        if value is None or value is MISSING or value is NOTHING:
            return
        self._parts.append(self._text(value))

    def _text(self, value: Any) -> str:
        from pssh.objects.culture import INVARIANT, current_culture
        from pssh.objects.text_format import composite
        from pssh.objects.tostring import to_string

        if self.format_string is not None:
            return composite(
                self.format_string, (value,), current_culture() if self.use_culture else INVARIANT
            )
        text = to_string(value)
        if self.single_quote:
            return f"'{text}'"
        return f'"{text}"' if self.double_quote else text

    def end(self) -> Iterator[str]:
        separator = self.separator
        if separator is None:
            from pssh.objects.tostring import to_string

            separator = to_string(self.call.variable("OFS", "")) or ""
        yield (self.output_prefix or "") + separator.join(self._parts) + (self.output_suffix or "")


@cmdlet("ConvertFrom-StringData", output="System.Collections.Hashtable", module=_UTILITY)
def convert_from_string_data(
    call: Call,
    string_data: Annotated[str, Param(position=0, mandatory=True, pipeline=True, allow_empty_string=True)],
    delimiter: Annotated[str, Param(position=1, type="System.Char")] = "=",
) -> Any:
    """Converts a string containing key and value pairs to a hash table.

    PS> ('a=1' | ConvertFrom-StringData).a
    1
    """
    return string_data_table(call, string_data, str(delimiter))


def string_data_table(call: Call, text: str, delimiter: str = "=") -> Any:
    """The table of `name = value` lines; backslash escapes count as in a regular expression."""
    from pssh.objects.dictionaries import Hashtable
    from pssh.objects.regex import unescape

    table = Hashtable()
    for line in text.split("\n"):
        body = line.strip()
        if not body or body.startswith("#"):
            continue
        name, mark, value = body.partition(delimiter)
        if not mark:
            call.throw(
                "InvalidOperation",
                f"Data line '{body}' is not in 'name=value' format.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        name = name.strip()
        if table.contains(name):
            call.throw(
                "InvalidOperation",
                f"Data item '{name}' in line '{body}' is already defined.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        table.set(name, unescape(value.strip()))
    return table


# -- hashes of files -------------------------------------------------------------------------------------


class FileHashInfo:
    """What Get-FileHash writes."""

    __slots__ = ("algorithm", "hash", "path")

    net_type_name = "Microsoft.PowerShell.Commands.FileHashInfo"

    def __init__(self, algorithm: str, digest: str, path: Optional[str]) -> None:
        self.algorithm = algorithm
        self.hash = digest
        self.path = path


_hash_info = net_type(FileHashInfo.net_type_name, FileHashInfo)
_hash_info.prop("Algorithm", "string")(lambda self: self.algorithm)
_hash_info.prop("Hash", "string")(lambda self: self.hash)
_hash_info.prop("Path", "string")(lambda self: self.path)


@cmdlet(
    "Get-FileHash",
    output="Microsoft.PowerShell.Commands.FileHashInfo",
    sets=("Path", "LiteralPath", "StreamParameterSet"),
    default_set="Path",
    module=_UTILITY,
)
def get_file_hash(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True, sets="Path")
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets="LiteralPath"),
    ] = None,
    input_stream: Annotated[
        Any, Param(mandatory=True, type="System.IO.Stream", sets="StreamParameterSet")
    ] = None,
    algorithm: Annotated[
        str, Param(position=1, validate=(ValidateSet(["SHA1", "SHA256", "SHA384", "SHA512", "MD5"]),))
    ] = "SHA256",
) -> Iterator[Any]:
    """Computes the hash value for a file by using a specified hash algorithm."""
    import hashlib

    name = algorithm.upper()
    if input_stream is not None:
        state = hashlib.new(name.lower())
        for piece in iter(lambda: input_stream.read(1 << 16), b""):
            state.update(piece)
        yield FileHashInfo(name, state.hexdigest().upper(), None)
        return
    for native in _hash_paths(call, path, literal_path):
        state = hashlib.new(name.lower())
        try:
            with open(native, "rb") as source:
                for piece in iter(lambda: source.read(1 << 18), b""):
                    state.update(piece)
        except OSError as error:
            _unreadable(call, native, error)
            continue
        yield FileHashInfo(name, state.hexdigest().upper(), native)


def _hash_paths(call: Call, path: Optional[List[str]], literal: Optional[List[str]]) -> Iterator[str]:
    from pssh.objects.errors import PSError

    paths = call.runspace.paths
    for text in (literal if literal is not None else path) or []:
        try:
            for where in paths.resolve(text, literal is not None):
                native = paths.native(where)
                if not os.path.isdir(native):
                    yield native
        except PSError as error:
            if error.record.error_id != "PathNotFound":
                raise
            native = call.path(text)
            call.error(
                "FileNotFound",
                f"Cannot find path '{native}' because it does not exist.",
                "ObjectNotFound",
                native,
                "System.IO.FileNotFoundException",
            )


def _unreadable(call: Call, native: str, error: OSError) -> None:
    from pssh.objects.net.failures import io_exception

    fault = io_exception(error, native)
    if fault.type_name.endswith("UnauthorizedAccessException"):
        call.error(
            "UnauthorizedAccessError",
            f"The file '{native}' cannot be read: {fault.message}",
            "PermissionDenied",
            native,
            fault.type_name,
        )
    else:
        call.error(
            "FileReadError",
            f"The file '{native}' cannot be read: {fault.message}",
            "ReadError",
            native,
            fault.type_name,
        )


# -- Format-Hex ------------------------------------------------------------------------------------------


class ByteCollection:
    """One row of Format-Hex: up to sixteen bytes."""

    __slots__ = ("bytes", "label", "offset", "path")

    net_type_name = "Microsoft.PowerShell.Commands.ByteCollection"

    def __init__(self, offset: int, data: bytes, path: Optional[str], label: str) -> None:
        self.offset = offset
        self.bytes = data
        self.path = path
        self.label = label

    @property
    def hex_offset(self) -> str:
        """The offset in sixteen digits."""
        return f"{self.offset:016X}"

    @property
    def hex_bytes(self) -> str:
        """The bytes in pairs of digits."""
        return self.bytes.hex(" ").upper()

    @property
    def ascii(self) -> str:
        """The bytes as characters."""
        return "".join(
            chr(b) if 32 <= b < 127 or b >= 160 else " " if b == 0 else "\ufffd" for b in self.bytes
        )

    def __str__(self) -> str:
        return f"{self.hex_offset}   {self.hex_bytes:<48} {self.ascii}"


_row_type = net_type(ByteCollection.net_type_name, ByteCollection)
_row_type.prop("Offset64", "uint64")(lambda self: Int64(self.offset))
_row_type.prop("Offset", "uint32")(lambda self: self.offset)
_row_type.prop("Bytes", "byte[]")(lambda self: _byte_array(self.bytes))
_row_type.prop("HexBytes", "string")(lambda self: self.hex_bytes)
_row_type.prop("HexOffset", "string")(lambda self: self.hex_offset)
_row_type.prop("Ascii", "string")(lambda self: self.ascii)
_row_type.prop("Path", "string")(lambda self: self.path)
_row_type.prop("Label", "string")(lambda self: self.label)


def _byte_array(data: bytes) -> Any:
    from pssh.objects.collections import ByteArray

    return ByteArray(data)


@cmdlet(
    "Format-Hex",
    alias="fhx",
    output=ByteCollection.net_type_name,
    sets=("Path", "LiteralPath", "ByInputObject"),
    default_set="Path",
    module=_UTILITY,
)
class FormatHex(CmdletBase):
    """Displays a file or other input as hexadecimal.

    PS> ('AB' | Format-Hex).HexBytes
    41 42
    """

    path: Annotated[Optional[List[str]], Param(position=0, mandatory=True, sets="Path")] = None
    literal_path: Annotated[
        Optional[List[str]], Param(mandatory=True, aliases=("PSPath", "LP"), sets="LiteralPath")
    ] = None
    input_object: Annotated[Any, Param(mandatory=True, pipeline=True, type=_OBJECT, sets="ByInputObject")] = (
        NOTHING
    )
    encoding: Annotated[Any, Param(sets="ByInputObject")] = None
    count: Annotated[Optional[int], Param(type="System.Int64")] = None
    offset: Annotated[int, Param(type="System.Int64")] = 0
    raw: Annotated[Switch, Param(sets="ByInputObject", hidden=True)] = False

    def begin(self) -> None:
        self._pending = b""
        self._at = 0
        self._label = ""

    def process(self) -> None:
        if self.call.set_name == "ByInputObject":
            self.process_item(self.input_object)
            return
        from functools import partial

        from pssh.cmdlets._items import guard, places

        literal = self.literal_path is not None
        for where in places(self.call, self.path, self.literal_path if literal else None):
            native = self.call.runspace.paths.native(where)
            guard(self.call, "FileNotFound", "ReadError", native, partial(self._file, native))

    def _file(self, native: str) -> None:
        with open(native, "rb") as source:
            source.seek(int(self.offset))
            data = source.read(-1 if self.count is None else int(self.count))
        self._rows(data, native, native, int(self.offset))

    def process_item(self, item: Any) -> None:
        """One object of the pipeline: its bytes join those of its kind before it."""
        from pssh.objects.psobject import unwrap

        item = unwrap(item)
        if type(item).__name__ == "FileInfo":
            self._file(item.full_name)
            return
        data, label = self._bytes(item)
        if data is None:
            return
        kind = label.partition("<")[0]
        if (
            isinstance(item, str)
            or kind != self._label.partition("<")[0]
            or isinstance(item, (list, bytearray))
        ):
            self._flush()
            self._label = label
        self._pending += data
        if isinstance(item, (str, list, bytearray)):
            self._flush()

    def _bytes(self, item: Any) -> Any:
        from struct import pack

        from pssh.cmdlets._encoding import codec_of
        from pssh.objects.types import type_of

        label = f"{type_of(item).name} ({type_of(item).full_name}) <{id(item) & 0xFFFFFFFF:X}>"
        if isinstance(item, str):
            codec, _ = codec_of(self.encoding)
            return item.encode(codec, "replace"), label
        if isinstance(item, (bytearray, list)):
            if all(isinstance(x, (int, float)) for x in item) and not isinstance(item, bytearray):
                return b"".join(self._bytes(x)[0] for x in item), label
            return bytes(item), label
        if isinstance(item, bool):
            return pack("<i", int(item)), label
        code = {
            "int": "<i",
            "Int64": "<q",
            "UInt64": "<Q",
            "UInt32": "<I",
            "Int16": "<h",
            "UInt16": "<H",
            "Byte": "<B",
            "SByte": "<b",
            "Single": "<f",
            "float": "<d",
        }.get(type(item).__name__)
        if code is None:
            from pssh.objects.tostring import net_string

            self.call.error(
                "FormatHexTypeNotSupported",
                f"Cannot display the bytes of the type '{type_of(item).full_name}'.",
                "ParserError",
                net_string(item),
                "System.NotImplementedException",
            )
            return None, label
        return pack(code, item), label

    def _flush(self) -> None:
        if self._pending:
            start = int(self.offset)
            data = (
                self._pending[start:]
                if self.count is None
                else self._pending[start : start + int(self.count)]
            )
            self._rows(data, None, self._label, start)
            self._pending = b""

    def _rows(self, data: bytes, path: Optional[str], label: str, start: int) -> None:
        for at in range(0, len(data), 16):
            self.write(ByteCollection(start + at, data[at : at + 16], path, label))

    def end(self) -> None:
        self._flush()


# -- cultures, verbs -------------------------------------------------------------------------------------


@cmdlet(
    "Get-Culture",
    output="System.Globalization.CultureInfo",
    sets=("CurrentCulture", "Name", "ListAvailable"),
    default_set="CurrentCulture",
    module=_UTILITY,
)
def get_culture(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, pipeline=True, sets="Name", allow_empty_string=True)
    ] = None,
    *,
    no_user_overrides: Annotated[Switch, Param(sets=("CurrentCulture", "Name"))] = False,
    list_available: Annotated[Switch, Param(sets="ListAvailable")] = False,
) -> Iterator[Any]:
    """Gets the current culture, or cultures by name.

    PS> (Get-Culture en-US).DisplayName
    English (United States)
    """
    from pssh.objects.culture import current_culture
    from pssh.objects.errors import NetException
    from pssh.objects.net.globalization import all_cultures, named_culture

    if list_available:
        yield from all_cultures()
    elif name is None:
        yield current_culture()
    else:
        for wanted in name:
            try:
                yield named_culture(wanted)
            except NetException as error:
                from pssh.runtime.binder_errors import validation_error

                if "babel" in error.message:
                    call.throw(error)
                raise validation_error(
                    call,
                    "ParameterArgumentValidationError",
                    f"Cannot validate argument on parameter 'Name'. {error.message}",
                ) from error


@cmdlet("Get-UICulture", output="System.Globalization.CultureInfo", module=_UTILITY)
def get_ui_culture(call: Call) -> Any:
    """Gets the current UI culture."""
    from pssh.objects.culture import current_culture

    return current_culture()
