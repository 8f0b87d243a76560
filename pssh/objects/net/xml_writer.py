"""[XmlWriter] and [XmlReader]: XML written and read piece by piece."""

from typing import Any, Callable, Dict, List, Optional, Type

from pssh.objects.net.common import enum, fail
from pssh.objects.net.xml_write import escape_attribute, escape_text
from pssh.objects.types import net_type

_SPACE = "System.Xml."


class XmlWriterSettings:
    """How the text is to look."""

    net_type_name = _SPACE + "XmlWriterSettings"

    def __init__(self) -> None:
        self.indent = False
        self.indent_chars = "  "
        self.new_line_chars = "\n"
        self.omit_xml_declaration = False
        self.encoding: Any = None
        self.conformance_level = 2
        self.new_line_on_attributes = False
        self.close_output = False


class XmlWriter:
    """Writes elements one after another; `put` takes the text."""

    net_type_name = _SPACE + "XmlWriter"
    lines_in_empty = False  # an end tag has its own line even when nothing stands before it

    def __init__(
        self,
        put: Callable[[str], Any],
        settings: XmlWriterSettings,
        close: Optional[Callable[[], Any]] = None,
    ) -> None:
        self.put = put
        self.settings = settings
        self.close_target = close
        self.stack: List[List[Any]] = []  # name, whether it has content, whether that is text
        self.open_tag = False
        self.begun = False
        self.has_lines = False  # something stands outside of the first element
        self.closed = False

    # -- places ------------------------------------------------------------------------------------------

    def _head(self) -> None:
        if not self.begun:
            self.begun = True
            if not self.settings.omit_xml_declaration and self.settings.conformance_level != 1:
                self.declare(None)

    def declare(self, standalone: Optional[bool]) -> None:
        """<?xml ... ?> where the settings do not leave it out."""
        self.begun = True
        if self.settings.omit_xml_declaration:
            return
        encoding = self.settings.encoding
        name = f' encoding="{encoding.web_name}"' if encoding is not None else ""
        more = "" if standalone is None else f' standalone="{"yes" if standalone else "no"}"'
        self.put(f'<?xml version="1.0"{name}{more}?>')
        self.has_lines = True

    def _end_tag(self) -> None:
        if self.open_tag:
            self.put(">")
            self.open_tag = False

    def _line(self) -> None:
        if self.settings.indent:
            self.put(self.settings.new_line_chars + self.settings.indent_chars * len(self.stack))

    def _content(self, text: bool) -> None:
        self._head()
        self._end_tag()
        if self.stack:
            parent = self.stack[-1]
            if not text and not parent[2]:
                self._line()
            parent[1] = True
            parent[2] = parent[2] or text
        elif not text:
            if self.has_lines:
                self._line()
            self.has_lines = True

    # -- pieces ------------------------------------------------------------------------------------------

    def start_document(self, standalone: Optional[bool] = None) -> None:
        """The declaration."""
        if standalone is None:
            self._head()
        elif not self.begun:
            self.declare(standalone)

    def start_element(self, name: str, space: Optional[str] = None, prefix: str = "") -> None:
        """<name"""
        if not name:
            fail("ArgumentException", "The empty string '' is not a valid local name.")
        full = f"{prefix}:{name}" if prefix else name
        self.start_tag(full)
        if space:
            self.put(f' xmlns{":" + prefix if prefix else ""}="{escape_attribute(space)}"')

    def start_tag(self, name: str) -> None:
        """A start tag that attributes may follow."""
        self._content(False)
        self.put(f"<{name}")
        self.stack.append([name, False, False])
        self.open_tag = True

    def end_element(self, full: bool = False) -> None:
        """</name>"""
        if not self.stack:
            fail(
                "InvalidOperationException",
                "Token EndElement in state Prolog would result in an invalid XML document.",
            )
        name, content, text = self.stack.pop()
        if self.open_tag and not full:
            self.put(" />")
            self.open_tag = False
            return
        self._end_tag()
        if not text and (content or self.lines_in_empty):
            self._line()
        self.put(f"</{name}>")

    def attribute(self, name: str, value: Any) -> None:
        """name="value" """
        from pssh.objects.tostring import to_string

        if not self.open_tag:
            fail(
                "InvalidOperationException",
                "Token StartAttribute in state Content would result in an invalid XML document.",
            )
        if self.settings.new_line_on_attributes and self.settings.indent:
            self._line()
        else:
            self.put(" ")
        self.put(f'{name}="{escape_attribute(to_string(value))}"')

    def text(self, value: Any) -> None:
        """Text."""
        from pssh.objects.tostring import to_string

        self._content(True)
        self.put(escape_text(to_string(value)))

    def raw(self, text: str, is_text: bool = True) -> None:
        """As it is."""
        self._content(is_text)
        self.put(text)

    def finish(self) -> None:
        """Closes what is open."""
        while self.stack:
            self.end_element()

    def close(self) -> None:
        """The end."""
        if self.closed:
            return
        self.finish()
        self.closed = True
        if self.close_target is not None:
            self.close_target()


settings_type = net_type(XmlWriterSettings.net_type_name, XmlWriterSettings)
settings_type.constructor(_SPACE + "XmlWriterSettings new()")(XmlWriterSettings)
for _name, _type in (
    ("Indent", "bool"),
    ("IndentChars", "string"),
    ("NewLineChars", "string"),
    ("OmitXmlDeclaration", "bool"),
    ("Encoding", "System.Text.Encoding"),
    ("ConformanceLevel", _SPACE + "ConformanceLevel"),
    ("NewLineOnAttributes", "bool"),
    ("CloseOutput", "bool"),
):
    _slot = "".join("_" + c.lower() if c.isupper() else c for c in _name).lstrip("_")
    settings_type.prop(_name, _type)(lambda self, s=_slot: getattr(self, s))
    settings_type.setter(_name)(lambda self, value, s=_slot: setattr(self, s, value))

writer = net_type(XmlWriter.net_type_name, XmlWriter, None, ("System.IDisposable",))
text_writer = net_type(_SPACE + "XmlTextWriter", None, _SPACE + "XmlWriter")


def _target(output: Any, settings: XmlWriterSettings, kind: Type[XmlWriter]) -> XmlWriter:
    from pssh.objects.net.readers import StreamWriter, StringWriter

    if isinstance(output, str):
        from pssh.objects.net.streams import open_file

        output = open_file(output, 2, 2)
        settings.close_output = True
    if hasattr(output, "modes"):
        output = StreamWriter(output, settings.encoding, not settings.close_output)
        output.auto_flush = settings.close_output = True
    else:
        if hasattr(output, "append"):
            output = StringWriter(output)
        settings.encoding = output.text_encoding()
    return kind(output.put, settings, output.close if settings.close_output else None)


@writer.static_method(
    "Create",
    "System.Xml.XmlWriter Create(System.Object output)",
    "System.Xml.XmlWriter Create(System.Object output, System.Xml.XmlWriterSettings settings)",
)
def _create(output: Any, settings: Optional[XmlWriterSettings] = None) -> XmlWriter:
    from copy import copy

    own = copy(settings) if settings is not None else XmlWriterSettings()
    if own.encoding is None:
        from pssh.objects.net.encodings import known_encoding

        own.encoding = known_encoding("utf-8")
    return _target(output, own, XmlWriter)


class XmlTextWriter(XmlWriter):
    """[XmlTextWriter]: the older one, set up by its properties; it writes no declaration of its own accord."""

    net_type_name = _SPACE + "XmlTextWriter"
    lines_in_empty = True

    def _head(self) -> None:
        self.begun = True

    def start_document(self, standalone: Optional[bool] = None) -> None:
        self.declare(standalone)


net_type(XmlTextWriter.net_type_name, XmlTextWriter)


def text_writer_of(output: Any, encoding: Any = None) -> XmlWriter:
    """[XmlTextWriter]::new"""
    settings = XmlWriterSettings()
    settings.encoding = encoding
    settings.close_output = True
    return _target(output, settings, XmlTextWriter)


text_writer.constructor(
    "System.Xml.XmlTextWriter new(System.Object w)",
    "System.Xml.XmlTextWriter new(System.Object w, System.Text.Encoding encoding)",
)(text_writer_of)
text_writer.prop("Formatting", _SPACE + "Formatting")(
    lambda self: enum(_SPACE + "Formatting", self.settings.indent)
)
text_writer.setter("Formatting")(lambda self, value: setattr(self.settings, "indent", bool(int(value))))
text_writer.prop("Indentation", "int")(lambda self: len(self.settings.indent_chars))
text_writer.setter("Indentation")(
    lambda self, value: setattr(
        self.settings, "indent_chars", (self.settings.indent_chars[:1] or " ") * int(value)
    )
)
text_writer.prop("IndentChar", "char")(lambda self: self.settings.indent_chars[:1])
text_writer.setter("IndentChar")(
    lambda self, value: setattr(self.settings, "indent_chars", str(value) * len(self.settings.indent_chars))
)


@writer.method("WriteStartDocument", "void WriteStartDocument()", "void WriteStartDocument(bool standalone)")
def _start_document(self: XmlWriter, standalone: Optional[bool] = None) -> None:
    self.start_document(standalone)


@writer.method(
    "WriteStartElement",
    "void WriteStartElement(string localName)",
    "void WriteStartElement(string localName, string ns)",
)
def _start_element(self: XmlWriter, name: str, space: Optional[str] = None) -> None:
    self.start_element(name, space)


@writer.method("WriteStartElement", "void WriteStartElement(string prefix, string localName, string ns)")
def _start_prefixed(self: XmlWriter, prefix: Optional[str], name: str, space: Optional[str]) -> None:
    self.start_element(name, space, prefix or "")


@writer.method(
    "WriteElementString",
    "void WriteElementString(string localName, string value)",
    "void WriteElementString(string localName, string ns, string value)",
)
def _element_string(self: XmlWriter, name: str, *rest: Optional[str]) -> None:
    self.start_element(name, rest[0] if len(rest) > 1 else None)
    if rest[-1]:
        self.text(rest[-1])
    self.end_element()


@writer.method(
    "WriteAttributeString",
    "void WriteAttributeString(string localName, string value)",
    "void WriteAttributeString(string prefix, string localName, string ns, string value)",
)
def _attribute_string(self: XmlWriter, *rest: Any) -> None:
    self.attribute(rest[0] if len(rest) == 2 or not rest[0] else f"{rest[0]}:{rest[1]}", rest[-1])


writer.method("WriteEndElement", "void WriteEndElement()")(lambda self: self.end_element())
writer.method("WriteFullEndElement", "void WriteFullEndElement()")(lambda self: self.end_element(True))
writer.method("WriteEndDocument", "void WriteEndDocument()")(lambda self: self.finish())
writer.method("WriteString", "void WriteString(string text)")(lambda self, value: self.text(value))
writer.method("WriteValue", "void WriteValue(System.Object value)")(lambda self, value: self.text(value))
writer.method("WriteRaw", "void WriteRaw(string data)")(lambda self, value: self.raw(value))
writer.method("WriteCData", "void WriteCData(string text)")(
    lambda self, value: self.raw(f"<![CDATA[{value}]]>")
)
writer.method("WriteComment", "void WriteComment(string text)")(
    lambda self, value: self.raw(f"<!--{value}-->", False)
)
writer.method("WriteProcessingInstruction", "void WriteProcessingInstruction(string name, string text)")(
    lambda self, name, value: self.raw(f"<?{name} {value}?>", False)
)
writer.method("Flush", "void Flush()")(lambda self: None)
for _name in ("Close", "Dispose"):
    writer.method(_name, f"void {_name}()")(lambda self: self.close())


# -- reading ---------------------------------------------------------------------------------------------


class XmlReader:
    """Walks over the nodes of a document."""

    net_type_name = _SPACE + "XmlReader"

    def __init__(self, data: Any) -> None:
        from pssh.objects.net.xml_dom import Document

        self.document = Document()
        self.document.load(data)
        self.steps = self._walk(self.document, 0)
        self.node: Any = None
        self.depth = 0
        self.ending = False
        self.over = False

    def _walk(self, node: Any, depth: int) -> Any:
        for child in node.children:
            yield child, depth, False
            if child.kind == "Element" and child.children:
                yield from self._walk(child, depth + 1)
                yield child, depth, True

    def read(self) -> bool:
        """The next node; False at the end."""
        step = next(self.steps, None)
        if step is None:
            self.over, self.node = True, None
            return False
        self.node, self.depth, self.ending = step
        return True


reader = net_type(XmlReader.net_type_name, XmlReader, None, ("System.IDisposable",))
for _kind in ("XmlTextReader", "XmlNodeReader"):
    net_type(_SPACE + _kind, None, _SPACE + "XmlReader")


def _source(value: Any) -> XmlReader:
    if hasattr(value, "outer"):
        return XmlReader(value.outer())
    if isinstance(value, str):
        from pssh.objects.net.file_statics import read_bytes

        return XmlReader(read_bytes(value))
    return XmlReader(value.rest() if hasattr(value, "rest") else value.read())


reader.static_method(
    "Create",
    "System.Xml.XmlReader Create(System.Object input)",
    "System.Xml.XmlReader Create(System.Object input, System.Object settings)",
)(lambda value, settings=None: _source(value))
for _kind in ("XmlTextReader", "XmlNodeReader"):
    net_type(_SPACE + _kind).constructor(f"{_SPACE}{_kind} new(System.Object input)")(_source)


def _of_node(get: Callable[[Any], Any], default: Any = "") -> Callable[[XmlReader], Any]:
    return lambda self: default if self.node is None else get(self.node)


_PROPERTIES: Dict[str, Any] = {
    "Name": ("string", _of_node(lambda n: "" if n.kind in ("Text", "CDATA", "Comment") else n.name)),
    "LocalName": (
        "string",
        _of_node(lambda n: "" if n.kind in ("Text", "CDATA", "Comment") else n.local_name),
    ),
    "Value": ("string", _of_node(lambda n: n.value or "")),
    "HasAttributes": ("bool", _of_node(lambda n: bool(getattr(n, "attributes", None)), False)),
    "AttributeCount": ("int", _of_node(lambda n: len(getattr(n, "attributes", ())), 0)),
    "IsEmptyElement": ("bool", _of_node(lambda n: n.kind == "Element" and not n.children, False)),
    "Depth": ("int", lambda self: self.depth),
    "EOF": ("bool", lambda self: self.over),
    "NodeType": (
        _SPACE + "XmlNodeType",
        lambda self: enum(
            _SPACE + "XmlNodeType", 0 if self.node is None else 15 if self.ending else self.node.number
        ),
    ),
}
for _name, (_type, _get) in _PROPERTIES.items():
    reader.prop(_name, _type)(_get)
reader.method("Read", "bool Read()")(lambda self: self.read())


@reader.method("GetAttribute", "string GetAttribute(string name)")
def _get_attribute(self: XmlReader, name: str) -> Optional[str]:
    found = self.node.find(name) if self.node is not None and self.node.kind == "Element" else None
    return None if found is None else str(found.value)


@reader.method("ReadToFollowing", "bool ReadToFollowing(string name)")
def _read_to(self: XmlReader, name: str) -> bool:
    while self.read():
        if self.node.kind == "Element" and not self.ending and self.node.name == name:
            return True
    return False


@reader.method("ReadElementContentAsString", "string ReadElementContentAsString()")
@reader.method("ReadInnerXml", "string ReadInnerXml()")
def _read_content(self: XmlReader) -> str:
    node = self.node
    text = str(node.text)
    while self.read() and not (self.node is node and self.ending):
        if not node.children:
            break
    return text


reader.method("ReadOuterXml", "string ReadOuterXml()")(lambda self: self.node.outer())
for _name in ("Close", "Dispose"):
    reader.method(_name, f"void {_name}()")(lambda self: None)
