"""Text or bytes to a document tree, by expat."""

from typing import Any, List, Optional

from pssh.objects.net.xml_dom import (
    Attribute,
    CData,
    Comment,
    Declaration,
    Document,
    DocumentType,
    Element,
    Instruction,
    Node,
    Text,
    Whitespace,
    xml_error,
)


class Builder:
    """Builds a document from what expat reports."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.current: Any = document
        self.pending: List[str] = []
        self.in_cdata = False
        self.data = b""
        self.parser: Any = None

    def read(self, data: Any) -> None:
        """Read text or bytes into the document; raises XmlException with line and position."""
        from xml.parsers import expat

        parser = expat.ParserCreate(None if isinstance(data, (bytes, bytearray)) else "utf-8")
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.pending.append
        parser.CommentHandler = lambda text: self._add(Comment(self.document, "#comment", text))
        parser.ProcessingInstructionHandler = lambda name, text: self._add(
            Instruction(self.document, name, text)
        )
        parser.StartCdataSectionHandler = self._cdata_start
        parser.EndCdataSectionHandler = self._cdata_end
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        if isinstance(data, str):
            if not data.strip():
                raise xml_error("Root element is missing.")
            data = data.lstrip("\ufeff").encode("utf-8", "surrogatepass")
        else:
            data = bytes(data)
        self.data, self.parser = data, parser
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            raise xml_error(_words(error, data)) from None
        if self.document.root is None:
            raise xml_error("Root element is missing.")

    def _flush(self) -> None:
        if not self.pending:
            return
        text = "".join(self.pending)
        self.pending.clear()
        if self.in_cdata:
            return
        if not text.strip():
            if self.document.preserve and self.current is not self.document:
                self._attach(Whitespace(self.document, "#whitespace", text))
        elif self.current is not self.document:
            self._attach(Text(self.document, "#text", text))

    def _attach(self, node: Node) -> None:
        node.parent = self.current
        self.current.children.append(node)

    def _add(self, node: Node) -> None:
        self._flush()
        self._attach(node)

    def _start(self, name: str, attributes: List[str]) -> None:
        self._flush()
        made = Element(self.document, name)
        for index in range(0, len(attributes), 2):
            attribute = Attribute(self.document, attributes[index], attributes[index + 1])
            attribute.parent = made
            made.attributes.append(attribute)
        self._attach(made)
        self.current = made

    def _end(self, name: str) -> None:
        if self.pending and not self.current.children and not "".join(self.pending).strip():
            # blanks are all the content: they stay only where they are kept
            if self.document.preserve:
                self._flush()
            self.pending.clear()
        self._flush()
        if not self.current.children:
            self.current.empty_tag = self._closed_at_once()
        self.current = self.current.parent

    def _closed_at_once(self) -> bool:
        """Whether the tag that ends here is `<name />`: saving keeps that and `<name></name>` apart."""
        here = self.parser.CurrentByteIndex
        return self.data[max(here - 4, 0) : here].replace(b"\0", b"").endswith(b"/>")

    def _cdata_start(self) -> None:
        self._flush()
        self.in_cdata = True

    def _cdata_end(self) -> None:
        text = "".join(self.pending)
        self.pending.clear()
        self.in_cdata = False
        self._attach(CData(self.document, "#cdata-section", text))

    def _declaration(self, version: str, encoding: Optional[str], standalone: int) -> None:
        made = Declaration(self.document)
        made.version = version
        made.encoding = encoding or ""
        made.standalone = {1: "yes", 0: "no"}.get(standalone, "")
        self._attach(made)

    def _doctype(self, name: str, system: Optional[str], public: Optional[str], internal: int) -> None:
        made = DocumentType(self.document, name)
        made.system, made.public = system, public
        self._add(made)


def _words(error: Any, data: bytes) -> str:
    """What .NET says of the commonest faults."""
    line, column = error.lineno, error.offset + 1
    place = f" Line {line}, position {column}."
    code = error.code
    if code == 3:
        return "Root element is missing."
    if code == 7:
        text = data.decode("utf-8", "replace").split("\n")[line - 1] if line else ""
        end = text[error.offset :].partition(">")[0].strip("</ ")
        return (
            f"The start tag does not match the end tag of '{end}'.{place}"
            if not end
            else f"The '{_open_tag(data, error)}' start tag does not match the end tag of '{end}'.{place}"
        )
    if code == 2 and line == 1 and error.offset == 0:
        return "Data at the root level is invalid. Line 1, position 1."
    if code in (4, 2):
        return f"'{_char_at(data, error)}' is an unexpected token or an invalid character.{place}"
    if code == 9:
        return f"There are multiple root elements.{place}"
    if code in (5, 6, 13):
        return f"Unexpected end of file has occurred.{place}"
    if code == 8:
        return f"An attribute is a duplicate attribute name.{place}"
    if code == 11:
        return f"Reference to undeclared entity.{place}"
    from xml.parsers.expat import ErrorString

    return f"{ErrorString(code).capitalize()}.{place}"


def _char_at(data: bytes, error: Any) -> str:
    lines = data.decode("utf-8", "replace").split("\n")
    line = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    return line[error.offset : error.offset + 1]


def _open_tag(data: bytes, error: Any) -> str:
    import re

    lines = data.decode("utf-8", "replace").split("\n")
    before = "\n".join([*lines[: error.lineno - 1], lines[error.lineno - 1][: error.offset]])
    stack: List[str] = []
    for close, name, empty in re.findall(r"<(/?)([\w:.-]+)[^>]*?(/?)>", before):
        if close and stack:
            stack.pop()
        elif not empty:
            stack.append(name)
    return stack[-1] if stack else ""
