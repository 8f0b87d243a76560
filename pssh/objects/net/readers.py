"""[IO.StreamReader], [IO.StreamWriter], [IO.StringReader], [IO.StringWriter]."""

from typing import Any, List, Optional

from pssh.objects.net.common import fail, null_argument
from pssh.objects.net.streams import Stream, open_file
from pssh.objects.numbers import Char
from pssh.objects.types import net_type


class TextReader:
    """Text that is read from a place on."""

    __slots__ = ("at", "closed", "text")
    net_type_name = "System.IO.TextReader"

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.closed = False

    def check(self) -> None:
        """Nothing is read after the end."""
        if self.closed:
            fail("ObjectDisposedException", "Cannot read from a closed TextReader.")
        self.fill()

    def fill(self) -> None:
        """Makes sure that the text is there."""

    def line(self) -> Optional[str]:
        """The next line; None at the end."""
        self.check()
        if self.at >= len(self.text):
            return None
        end = self.at
        while end < len(self.text) and self.text[end] not in "\r\n":
            end += 1
        found = self.text[self.at : end]
        self.at = end + (2 if self.text[end : end + 2] == "\r\n" else 1)
        return found

    def rest(self) -> str:
        """All that is left."""
        self.check()
        found, self.at = self.text[self.at :], len(self.text)
        return found

    def close(self) -> None:
        """Ends it."""
        self.closed = True


class StringReader(TextReader):
    """Over a string."""

    __slots__ = ()
    net_type_name = "System.IO.StringReader"


class StreamReader(TextReader):
    """Over a stream; lines are read as they are asked for."""

    __slots__ = ("begun", "decoder", "encoding", "over", "stream")
    net_type_name = "System.IO.StreamReader"

    def __init__(self, source: Stream, encoding: Any = None) -> None:
        super().__init__("")
        self.stream = source
        self.encoding = encoding
        self.begun = False
        self.over = False
        self.decoder: Any = None

    def _more(self, count: int = 65536) -> bool:
        """Reads another piece; False at the end."""
        if self.over:
            return False
        data = self.stream.read(count)
        if not self.begun:
            self.begun = True
            data = self._mark(data)
        if not data:
            self.over = True
            tail = self.decoder.decode(b"", True)
        else:
            tail = self.decoder.decode(data)
        self.text = self.text[self.at :] + tail
        self.at = 0
        return not self.over or bool(tail)

    def _mark(self, data: bytes) -> bytes:
        import codecs

        from pssh.objects.net.encodings import known_encoding

        for mark, name in (
            (b"\xef\xbb\xbf", "utf-8"),
            (b"\xff\xfe\0\0", "utf-32"),
            (b"\xff\xfe", "utf-16"),
            (b"\xfe\xff", "utf-16BE"),
        ):
            if data.startswith(mark):
                self.encoding = known_encoding(name)
                data = data[len(mark) :]
                break
        self.encoding = self.encoding or known_encoding("utf-8")
        self.decoder = codecs.getincrementaldecoder(self.encoding.codec)("replace")
        return data

    def fill(self) -> None:
        while self.at >= len(self.text) and self._more():
            pass

    def line(self) -> Optional[str]:
        self.check()
        while True:
            end = self.text.find("\n", self.at)
            cr = self.text.find("\r", self.at)
            if (end >= 0 or (0 <= cr < len(self.text) - 1)) or not self._more():
                return super().line()

    def rest(self) -> str:
        self.check()
        while self._more():
            pass
        return super().rest()

    def close(self) -> None:
        super().close()
        self.stream.close()


class TextWriter:
    """Text that is written."""

    __slots__ = ("new_line",)
    net_type_name = "System.IO.TextWriter"

    def __init__(self) -> None:
        self.new_line = "\n"

    def put(self, text: str) -> None:
        """Takes text."""
        raise NotImplementedError

    def close(self) -> None:
        """Ends it."""

    def text_encoding(self) -> Any:
        """Encoding: what its text is, or becomes."""
        from pssh.objects.net.encodings import known_encoding

        return known_encoding("utf-8")


class StringWriter(TextWriter):
    """Into a StringBuilder."""

    __slots__ = ("builder",)
    net_type_name = "System.IO.StringWriter"

    def __init__(self, builder: Any = None) -> None:
        super().__init__()
        from pssh.objects.net.string_builder import StringBuilder

        self.builder = builder or StringBuilder()

    def put(self, text: str) -> None:
        self.builder.append(text)

    def text_encoding(self) -> Any:
        from pssh.objects.net.encodings import known_encoding

        return known_encoding("utf-16")

    def __str__(self) -> str:
        return str(self.builder)


class StreamWriter(TextWriter):
    """Into a stream."""

    __slots__ = ("auto_flush", "begun", "closed", "encoding", "leave_open", "pieces", "stream")
    net_type_name = "System.IO.StreamWriter"

    def __init__(self, target: Stream, encoding: Any = None, leave_open: bool = False) -> None:
        super().__init__()
        self.stream = target
        self.encoding = encoding
        self.pieces: List[str] = []
        self.auto_flush = False
        self.closed = False
        self.leave_open = leave_open
        raw = target.raw
        self.begun = encoding is None or ("s" in target.modes and raw is not None and raw.tell() > 0)

    def put(self, text: str) -> None:
        if self.closed:
            fail("ObjectDisposedException", "Cannot write to a closed TextWriter.")
        self.pieces.append(text)
        if self.auto_flush or len(self.pieces) > 4096:
            self.flush()

    def text_encoding(self) -> Any:
        return self.encoding or super().text_encoding()

    def flush(self) -> None:
        """Hands the text on."""
        text = "".join(self.pieces)
        self.pieces.clear()
        data = self.encoding.encode(text) if self.encoding else text.encode("utf-8", "replace")
        if not self.begun:
            self.begun = True
            data = self.encoding.preamble() + data
        if data:
            self.stream.write(data)

    def close(self) -> None:
        if not self.closed:
            self.flush()
            self.closed = True
            if not self.leave_open:
                self.stream.close()


reader = net_type("System.IO.TextReader", TextReader, "System.MarshalByRefObject", ("System.IDisposable",))
writer = net_type("System.IO.TextWriter", TextWriter, "System.MarshalByRefObject", ("System.IDisposable",))
stream_reader = net_type("System.IO.StreamReader", StreamReader, "System.IO.TextReader")
string_reader = net_type("System.IO.StringReader", StringReader, "System.IO.TextReader")
stream_writer = net_type("System.IO.StreamWriter", StreamWriter, "System.IO.TextWriter")
string_writer = net_type("System.IO.StringWriter", StringWriter, "System.IO.TextWriter")

reader.method("ReadLine", "string ReadLine()")(lambda self: self.line())
reader.method("ReadToEnd", "string ReadToEnd()")(lambda self: self.rest())
for _name in ("Close", "Dispose"):
    reader.method(_name, f"void {_name}()")(lambda self: self.close())
    writer.method(_name, f"void {_name}()")(lambda self: self.close())


@reader.method("Read", "int Read()")
def _read(self: TextReader) -> int:
    self.check()
    if self.at >= len(self.text):
        return -1
    self.at += 1
    return ord(self.text[self.at - 1])


@reader.method("Read", "int Read(char[] buffer, int index, int count)")
@reader.method("ReadBlock", "int ReadBlock(char[] buffer, int index, int count)")
def _read_into(self: TextReader, buffer: Any, index: int, count: int) -> int:
    self.check()
    piece = self.text[self.at : self.at + count]
    self.at += len(piece)
    buffer[index : index + len(piece)] = [Char(c) for c in piece]
    return len(piece)


@reader.method("Peek", "int Peek()")
def _peek(self: TextReader) -> int:
    self.check()
    return ord(self.text[self.at]) if self.at < len(self.text) else -1


@stream_reader.prop("EndOfStream", "bool")
def _end_of_stream(self: StreamReader) -> bool:
    self.check()
    return self.at >= len(self.text)


stream_reader.prop("BaseStream", "System.IO.Stream")(lambda self: self.stream)


@stream_reader.prop("CurrentEncoding", "System.Text.Encoding")
def _current_encoding(self: StreamReader) -> Any:
    from pssh.objects.net.encodings import known_encoding

    return self.encoding or known_encoding("utf-8")


@stream_reader.constructor(
    "System.IO.StreamReader new(string path)",
    "System.IO.StreamReader new(string path, System.Text.Encoding encoding)",
)
def _new_reader(path: str, encoding: Any = None) -> StreamReader:
    return StreamReader(open_file(path, 3, 1), encoding)


@stream_reader.constructor(
    "System.IO.StreamReader new(System.IO.Stream stream)",
    "System.IO.StreamReader new(System.IO.Stream stream, System.Text.Encoding encoding)",
)
def _new_stream_reader(source: Stream, encoding: Any = None) -> StreamReader:
    return StreamReader(source, encoding)


@string_reader.constructor("System.IO.StringReader new(string s)")
def _new_string_reader(text: str) -> StringReader:
    if text is None:
        null_argument("s")
    return StringReader(text)


@stream_writer.constructor(
    "System.IO.StreamWriter new(string path)",
    "System.IO.StreamWriter new(string path, bool append)",
    "System.IO.StreamWriter new(string path, bool append, System.Text.Encoding encoding)",
)
def _new_writer(path: str, append: bool = False, encoding: Any = None) -> StreamWriter:
    return StreamWriter(open_file(path, 6 if append else 2, 2), encoding)


@stream_writer.constructor(
    "System.IO.StreamWriter new(System.IO.Stream stream)",
    "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding)",
    "System.IO.StreamWriter new(System.IO.Stream stream, System.Text.Encoding encoding, "
    "int bufferSize, bool leaveOpen)",
)
def _new_stream_writer(
    target: Stream, encoding: Any = None, size: int = -1, leave_open: bool = False
) -> StreamWriter:
    return StreamWriter(target, encoding, leave_open)


@string_writer.constructor(
    "System.IO.StringWriter new()", "System.IO.StringWriter new(System.Text.StringBuilder sb)"
)
def _new_string_writer(builder: Any = None) -> StringWriter:
    return StringWriter(builder)


def shown(value: Any, args: Any = ()) -> str:
    """What Write of a text writer or of the console makes of a value, or of a format and its arguments."""
    from pssh.objects.text_format import composite, format_value

    if args:
        return composite(str(value), args)
    if isinstance(value, list) and value and all(isinstance(item, Char) for item in value):
        return "".join(value)
    return format_value(value)


@writer.method(
    "Write", "void Write(System.Object value)", "void Write(string format, params System.Object[] arg)"
)
def _write(self: TextWriter, value: Any, args: Any = ()) -> None:
    self.put(shown(value, args))


@writer.method(
    "WriteLine",
    "void WriteLine()",
    "void WriteLine(System.Object value)",
    "void WriteLine(string format, params System.Object[] arg)",
)
def _write_line(self: TextWriter, value: Any = "", args: Any = ()) -> None:
    self.put(shown(value, args) + self.new_line)


@writer.method("Flush", "void Flush()")
def _flush(self: TextWriter) -> None:
    flush = getattr(self, "flush", None)
    if flush is not None:
        flush()


writer.prop("Encoding", "System.Text.Encoding")(lambda self: self.text_encoding())
writer.prop("NewLine", "string")(lambda self: self.new_line)
writer.setter("NewLine")(lambda self, value: setattr(self, "new_line", value))
stream_writer.prop("AutoFlush", "bool")(lambda self: self.auto_flush)


@stream_writer.setter("AutoFlush")
def _set_auto_flush(self: StreamWriter, value: bool) -> None:
    self.auto_flush = bool(value)
    self.flush()


stream_writer.prop("BaseStream", "System.IO.Stream")(lambda self: self.stream)
string_writer.method("GetStringBuilder", "System.Text.StringBuilder GetStringBuilder()")(
    lambda self: self.builder
)
string_writer.method("ToString", "string ToString()")(str)
