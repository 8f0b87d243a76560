"""[IO.Stream] and its kinds: files, memory, compression; binary readers and writers."""

import io
import os
import struct
from typing import Any

from pssh.objects.net.common import byte_array, bytes_of, fail
from pssh.objects.numbers import Byte, Char, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from pssh.objects.types import net_type


class Stream:
    """A stream of bytes over a Python binary file."""

    __slots__ = ("__weakref__", "closed", "modes", "name", "raw")

    net_type_name = "System.IO.Stream"

    def __init__(self, raw: Any, modes: str = "rws", name: str = "") -> None:
        self.raw = raw
        self.modes = modes
        self.name = name
        self.closed = False

    def check(self, mode: str = "") -> Any:
        """The Python file, if it is open for that."""
        if self.closed:
            fail(
                "ObjectDisposedException",
                "Cannot access a closed Stream."
                if isinstance(self, MemoryStream)
                else "Cannot access a closed file.",
            )
        if mode and mode not in self.modes:
            fail(
                "NotSupportedException",
                {
                    "r": "Stream does not support reading.",
                    "w": "Stream does not support writing.",
                    "s": "Stream does not support seeking.",
                }[mode],
            )
        return self.raw

    def read(self, count: int = -1) -> bytes:
        """Bytes from here on."""
        return bytes(self.check("r").read(count))

    def write(self, data: bytes) -> None:
        """Bytes here."""
        self.check("w").write(data)

    def close(self) -> None:
        """Ends it."""
        if not self.closed:
            self.closed = True
            if not isinstance(self, MemoryStream):
                self.raw.close()


class FileStream(Stream):
    """A file."""

    __slots__ = ()
    net_type_name = "System.IO.FileStream"


class MemoryStream(Stream):
    """Bytes in memory."""

    __slots__ = ()
    net_type_name = "System.IO.MemoryStream"

    def __init__(self, data: bytes = b"", modes: str = "rws") -> None:
        super().__init__(io.BytesIO(data), modes)

    @property
    def data(self) -> bytes:
        """All of it."""
        return bytes(self.raw.getvalue())


CREATE_NEW, CREATE, OPEN, OPEN_OR_CREATE, TRUNCATE, APPEND = 1, 2, 3, 4, 5, 6


def open_file(path: str, mode: int, access: int = 3, share: int = 0) -> FileStream:
    """A FileStream by [IO.FileMode] and [IO.FileAccess] (1 read, 2 write, 3 both)."""
    from pssh.objects.net.failures import io_exception

    if mode == APPEND:
        access = 2
    flags = {1: os.O_RDONLY, 2: os.O_WRONLY, 3: os.O_RDWR}.get(access, os.O_RDWR) | getattr(
        os, "O_CLOEXEC", 0
    )
    flags |= {
        CREATE_NEW: os.O_CREAT | os.O_EXCL,
        CREATE: os.O_CREAT | os.O_TRUNC,
        OPEN_OR_CREATE: os.O_CREAT,
        TRUNCATE: os.O_TRUNC,
        APPEND: os.O_CREAT,
    }.get(mode, 0)
    full = os.path.abspath(path)
    try:
        handle = os.open(full, flags, 0o666)
        if os.path.isdir(full):
            os.close(handle)
            fail("UnauthorizedAccessException", f"Access to the path '{full}' is denied.")
        raw = os.fdopen(handle, {1: "rb", 2: "wb", 3: "r+b"}[access])
    except OSError as error:
        raise io_exception(error, full) from error
    if mode == APPEND:
        raw.seek(0, 2)
    return FileStream(raw, {1: "rs", 2: "ws", 3: "rws"}[access], full)


# -- declarations ----------------------------------------------------------------------------------------

net_type("System.MarshalByRefObject")
stream = net_type("System.IO.Stream", Stream, "System.MarshalByRefObject", ("System.IDisposable",))
file = net_type("System.IO.FileStream", FileStream, "System.IO.Stream")
memory = net_type("System.IO.MemoryStream", MemoryStream, "System.IO.Stream")
net_type("System.IO.BufferedStream", None, "System.IO.Stream")


def _length(self: Stream) -> int:
    raw = self.check("s")
    if isinstance(self, MemoryStream):
        return len(raw.getbuffer())
    raw.flush() if "w" in self.modes else None
    return os.fstat(raw.fileno()).st_size


stream.prop("CanRead", "bool")(lambda self: not self.closed and "r" in self.modes)
stream.prop("CanWrite", "bool")(lambda self: not self.closed and "w" in self.modes)
stream.prop("CanSeek", "bool")(lambda self: not self.closed and "s" in self.modes)
stream.prop("CanTimeout", "bool")(lambda self: False)
stream.prop("Length", "long")(lambda self: Int64(_length(self)))
stream.prop("Position", "long")(lambda self: Int64(self.check("s").tell()))
stream.setter("Position")(lambda self, value: self.check("s").seek(int(value)))
file.prop("Name", "string")(lambda self: self.name)
file.prop("IsAsync", "bool")(lambda self: False)


@stream.method("Read", "int Read(byte[] buffer, int offset, int count)")
def _read(self: Stream, buffer: Any, offset: int, count: int) -> int:
    data = self.read(count)
    buffer[offset : offset + len(data)] = data if isinstance(buffer, bytearray) else [Byte(b) for b in data]
    return len(data)


@stream.method("ReadByte", "int ReadByte()")
def _read_byte(self: Stream) -> int:
    data = self.read(1)
    return data[0] if data else -1


@stream.method("Write", "void Write(byte[] buffer, int offset, int count)")
def _write(self: Stream, buffer: Any, offset: int, count: int) -> None:
    self.write(bytes_of(buffer)[offset : offset + count])


@stream.method("Write", "void Write(byte[] buffer)")
def _write_all(self: Stream, buffer: Any) -> None:
    self.write(bytes_of(buffer))


@stream.method("WriteByte", "void WriteByte(byte value)")
def _write_byte(self: Stream, value: int) -> None:
    self.write(bytes([value]))


@stream.method("Seek", "long Seek(long offset, System.IO.SeekOrigin origin)")
def _seek(self: Stream, offset: int, origin: int) -> Int64:
    return Int64(self.check("s").seek(int(offset), int(origin)))


@stream.method("SetLength", "void SetLength(long value)")
def _set_length(self: Stream, value: int) -> None:
    raw = self.check("w")
    size = _length(self)
    if value > size:
        here = raw.tell()
        raw.seek(0, 2)
        raw.write(b"\0" * (value - size))
        raw.seek(here)
    else:
        raw.truncate(value)


@stream.method("Flush", "void Flush()", "void Flush(bool flushToDisk)")
def _flush(self: Stream, to_disk: bool = False) -> None:
    if "w" in self.modes:
        self.check().flush()


@stream.method(
    "CopyTo",
    "void CopyTo(System.IO.Stream destination)",
    "void CopyTo(System.IO.Stream destination, int bufferSize)",
)
def _copy_to(self: Stream, target: Stream, size: int = 81920) -> None:
    while True:
        data = self.read(max(size, 1))
        if not data:
            return
        target.write(data)


for _name in ("Close", "Dispose"):
    stream.method(_name, f"void {_name}()")(lambda self: self.close())


@file.constructor(
    "System.IO.FileStream new(string path, System.IO.FileMode mode)",
    "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access)",
    "System.IO.FileStream new(string path, System.IO.FileMode mode, System.IO.FileAccess access, "
    "System.IO.FileShare share)",
)
def _new_file(path: str, mode: int, access: int = 3, share: int = 0) -> FileStream:
    if not path:
        fail("ArgumentException", "The value cannot be an empty string. (Parameter 'path')")
    return open_file(path, int(mode), int(access))


@memory.constructor("System.IO.MemoryStream new()", "System.IO.MemoryStream new(int capacity)")
def _new_memory(capacity: int = 0) -> MemoryStream:
    return MemoryStream()


@memory.constructor(
    "System.IO.MemoryStream new(byte[] buffer)", "System.IO.MemoryStream new(byte[] buffer, bool writable)"
)
def _new_memory_of(data: Any, writable: bool = True) -> MemoryStream:
    return MemoryStream(bytes_of(data), "rws" if writable else "rs")


@memory.constructor("System.IO.MemoryStream new(byte[] buffer, int index, int count)")
def _new_memory_part(data: Any, index: int, count: int) -> MemoryStream:
    return MemoryStream(bytes_of(data)[index : index + count])


@memory.method("ToArray", "byte[] ToArray()")
@memory.method("GetBuffer", "byte[] GetBuffer()")
def _to_array(self: MemoryStream) -> Any:
    return byte_array(self.data)


@memory.method("WriteTo", "void WriteTo(System.IO.Stream stream)")
def _write_to(self: MemoryStream, target: Stream) -> None:
    target.write(self.data)


memory.prop("Capacity", "int")(lambda self: len(self.raw.getbuffer()))


class CompressedStream(Stream):
    """GZip, deflate: a stream that packs what is written and unpacks what is read."""

    __slots__ = ("inner", "kind", "leave_open", "packer")

    def __init__(self, inner: Stream, mode: int, kind: str, leave_open: bool = False) -> None:
        import zlib

        self.inner = inner
        self.kind = kind
        self.leave_open = leave_open
        bits = 31 if kind == "gzip" else -15
        self.packer: Any = None
        if mode:
            self.packer = zlib.compressobj(9, zlib.DEFLATED, bits)
            super().__init__(None, "w")
        else:
            packed = inner.read()
            try:
                data = zlib.decompressobj(bits).decompress(packed) if packed else b""
            except zlib.error:
                fail(
                    "System.IO.InvalidDataException",
                    "The archive entry was compressed using an unsupported compression method.",
                )
            super().__init__(io.BytesIO(data), "r")

    @property
    def net_type_name(self) -> str:  # type: ignore[override]  # a constant of all other classes
        """Which of the two it is."""
        return f"System.IO.Compression.{'GZip' if self.kind == 'gzip' else 'Deflate'}Stream"

    @property
    def net_type(self) -> Any:
        """The declared type."""
        return net_type(self.net_type_name)

    def write(self, data: bytes) -> None:
        self.inner.write(self.packer.compress(data))

    def close(self) -> None:
        if self.closed:
            return
        self.closed = True
        if self.packer is not None:
            self.inner.write(self.packer.flush())
        if not self.leave_open:
            self.inner.close()


def _compressed(name: str, kind: str) -> None:
    made = net_type(name, None, "System.IO.Stream")

    @made.constructor(
        f"{name} new(System.IO.Stream stream, System.IO.Compression.CompressionMode mode)",
        f"{name} new(System.IO.Stream stream, System.IO.Compression.CompressionMode mode, bool leaveOpen)",
    )
    def by_mode(inner: Stream, mode: int, leave_open: bool = False) -> CompressedStream:
        return CompressedStream(inner, int(mode), kind, leave_open)

    @made.constructor(
        f"{name} new(System.IO.Stream stream, System.IO.Compression.CompressionLevel level)",
        f"{name} new(System.IO.Stream stream, System.IO.Compression.CompressionLevel level, bool leaveOpen)",
    )
    def by_level(inner: Stream, level: int, leave_open: bool = False) -> CompressedStream:
        return CompressedStream(inner, 1, kind, leave_open)


_compressed("System.IO.Compression.GZipStream", "gzip")
_compressed("System.IO.Compression.DeflateStream", "deflate")
brotli = net_type("System.IO.Compression.BrotliStream", None, "System.IO.Stream")


@brotli.constructor("System.IO.Compression.BrotliStream new(System.IO.Stream stream, System.Object mode)")
def _brotli(inner: Stream, mode: Any) -> None:
    fail("NotSupportedException", "Brotli compression is not supported.")


class BinaryReader:
    """[IO.BinaryReader]"""

    __slots__ = ("encoding", "stream")
    net_type_name = "System.IO.BinaryReader"

    def __init__(self, source: Stream, encoding: Any = None) -> None:
        self.stream = source
        self.encoding = encoding

    def take(self, count: int) -> bytes:
        """Exactly so many bytes."""
        data = self.stream.read(count)
        if len(data) < count:
            fail("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.")
        return data

    def length(self) -> int:
        """A 7-bit encoded number."""
        value = shift = 0
        while True:
            byte = self.take(1)[0]
            value |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                return value


class BinaryWriter:
    """[IO.BinaryWriter]"""

    __slots__ = ("encoding", "stream")
    net_type_name = "System.IO.BinaryWriter"

    def __init__(self, target: Stream, encoding: Any = None) -> None:
        self.stream = target
        self.encoding = encoding


reader = net_type("System.IO.BinaryReader", BinaryReader, None, ("System.IDisposable",))
writer = net_type("System.IO.BinaryWriter", BinaryWriter, None, ("System.IDisposable",))
reader.constructor(
    "System.IO.BinaryReader new(System.IO.Stream input)",
    "System.IO.BinaryReader new(System.IO.Stream input, System.Text.Encoding encoding)",
)(BinaryReader)
writer.constructor(
    "System.IO.BinaryWriter new(System.IO.Stream output)",
    "System.IO.BinaryWriter new(System.IO.Stream output, System.Text.Encoding encoding)",
)(BinaryWriter)
reader.prop("BaseStream", "System.IO.Stream")(lambda self: self.stream)
writer.prop("BaseStream", "System.IO.Stream")(lambda self: self.stream)
for _holder in (reader, writer):
    for _name in ("Close", "Dispose"):
        _holder.method(_name, f"void {_name}()")(lambda self: self.stream.close())
writer.method("Flush", "void Flush()")(lambda self: _flush(self.stream))

for _name, _code, _cls in (
    ("Int16", "h", Int16),
    ("Int32", "i", int),
    ("Int64", "q", Int64),
    ("UInt16", "H", UInt16),
    ("UInt32", "I", UInt32),
    ("UInt64", "Q", UInt64),
    ("Single", "f", Single),
    ("Double", "d", float),
    ("Byte", "B", Byte),
    ("SByte", "b", SByte),
    ("Boolean", "?", bool),
):
    reader.method("Read" + _name, f"System.{_name} Read{_name}()")(
        lambda self, c="<" + _code, k=_cls: k(struct.unpack(c, self.take(struct.calcsize(c)))[0])
    )
_CODES = {
    Int16: "h",
    int: "i",
    Int64: "q",
    UInt16: "H",
    UInt32: "I",
    UInt64: "Q",
    Single: "f",
    float: "d",
    Byte: "B",
    SByte: "b",
    bool: "?",
}


@reader.method("ReadBytes", "byte[] ReadBytes(int count)")
def _reader_bytes(self: BinaryReader, count: int) -> Any:
    return byte_array(self.stream.read(count))


@reader.method("ReadChar", "char ReadChar()")
def _reader_char(self: BinaryReader) -> Char:
    first = self.take(1)
    size = 1 if first[0] < 0x80 else 2 if first[0] < 0xE0 else 3
    return Char((first + (self.take(size - 1) if size > 1 else b"")).decode("utf-8", "replace"))


@reader.method("ReadString", "string ReadString()")
def _reader_string(self: BinaryReader) -> str:
    data = self.take(self.length())
    return str(self.encoding.decode(data)) if self.encoding else data.decode("utf-8", "replace")


@reader.method("PeekChar", "int PeekChar()")
def _peek_char(self: BinaryReader) -> int:
    raw = self.stream.check("s")
    here = raw.tell()
    data = raw.read(1)
    raw.seek(here)
    return data[0] if data else -1


@writer.method(
    "Write",
    *(
        f"void Write({k} value)"
        for k in (
            "bool",
            "byte",
            "sbyte",
            "int16",
            "uint16",
            "int",
            "uint32",
            "long",
            "uint64",
            "float",
            "double",
            "char",
            "string",
            "byte[]",
        )
    ),
)
def _writer_write(self: BinaryWriter, value: Any) -> None:
    if isinstance(value, Char):
        self.stream.write(str(value).encode("utf-8"))
    elif isinstance(value, str):
        data = self.encoding.encode(value) if self.encoding else value.encode("utf-8")
        size, head = len(data), b""
        while size >= 0x80:
            head += bytes([size & 0x7F | 0x80])
            size >>= 7
        self.stream.write(head + bytes([size]) + data)
    elif isinstance(value, (list, bytearray)):
        self.stream.write(bytes_of(value))
    else:
        self.stream.write(struct.pack("<" + _CODES[type(value)], value))
