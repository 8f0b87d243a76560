"""A tree of XML given to a writer piece by piece: WriteTo, WriteContentTo and Save."""

from typing import Any

from pssh.objects.net.xml_write import leaf, namespace_marks
from pssh.objects.net.xml_writer import XmlTextWriter, XmlWriter, text_writer_of

__all__ = ["save", "write_content", "write_node"]

_BESIDE_TEXT = frozenset(("Text", "CDATA", "EntityReference", "Whitespace", "SignificantWhitespace"))


def write_node(node: Any, to: XmlWriter) -> None:
    """WriteTo: the node with all that is in it."""
    kind = node.kind
    if kind in ("Document", "DocumentFragment"):
        write_content(node, to)
    elif kind == "Element":
        to.start_tag(node.name)
        for attribute in node.attributes:
            to.attribute(attribute.name, attribute.value or "")
        for name, space in namespace_marks(node):
            to.attribute(name, space)
        write_content(node, to)
        to.end_element(full=bool(node.children) or not node.empty_tag)
    elif kind == "XmlDeclaration" and not isinstance(to, XmlTextWriter):
        to.start_document({"yes": True, "no": False}.get(node.standalone))
    else:
        to.raw(leaf(node), kind in _BESIDE_TEXT)


def write_content(node: Any, to: XmlWriter) -> None:
    """WriteContentTo: what is in the node."""
    for child in node.children:
        write_node(child, to)


def save(document: Any, target: Any) -> None:
    """Save to a file, stream, text writer or XML writer; all but the last indent unless white space is kept."""
    if isinstance(target, XmlWriter):
        _save_with_head(document, target)
    elif isinstance(target, str) or hasattr(target, "modes"):
        _save_bytes(document, target)
    else:
        writer = text_writer_of(target)
        writer.settings.indent = not document.preserve
        _save_with_head(document, writer)


def _save_with_head(document: Any, to: XmlWriter) -> None:
    """The declaration is the writer's own, and is there in any case."""
    nodes = list(document.children)
    standalone = None
    if not to.begun:
        if nodes and nodes[0].kind == "XmlDeclaration":
            standalone = {"yes": True, "no": False}.get(nodes.pop(0).standalone)
        to.declare(standalone)
    for node in nodes:
        write_node(node, to)


def _save_bytes(document: Any, target: Any) -> None:
    from pssh.objects.net.encodings import find_encoding
    from pssh.objects.net.string_builder import StringBuilder

    head = next((c for c in document.children if c.kind == "XmlDeclaration"), None)
    name = (head.encoding if head is not None else "") or "utf-8"
    encoding = find_encoding(name)
    text = StringBuilder()
    writer = text_writer_of(text)
    writer.settings.indent = not document.preserve
    write_node(document, writer)
    mark = encoding.preamble() if head is not None and name.lower() != "utf-8" else b""
    data = mark + encoding.encode(str(text))
    if isinstance(target, str):
        from pssh.objects.net.file_statics import write_bytes

        write_bytes(target, data)
    else:
        target.write(data)
