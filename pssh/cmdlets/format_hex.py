"""Format-Hex, and the rows it writes."""

from typing import Annotated, Any, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet

_UTILITY = "Microsoft.PowerShell.Utility"
_OBJECT = "System.Management.Automation.PSObject"


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
