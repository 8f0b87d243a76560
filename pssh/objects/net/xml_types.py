"""Members of [xml] and the nodes of its tree."""

import os
from typing import Any, Dict, List, Optional

from pssh.objects.exceptions import NetException
from pssh.objects.net.common import enum, fail, null_argument
from pssh.objects.net.xml_dom import (
    Attribute,
    AttributeList,
    CData,
    Comment,
    Declaration,
    Document,
    DocumentType,
    Element,
    Fragment,
    Instruction,
    Node,
    NodeList,
    Text,
    Whitespace,
)
from pssh.objects.net.xml_path import select
from pssh.objects.types import net_type

_SPACE = "System.Xml."
node = net_type(_SPACE + "XmlNode", None, None, ("System.ICloneable",))
net_type(_SPACE + "XmlLinkedNode", None, _SPACE + "XmlNode")
net_type(_SPACE + "XmlCharacterData", None, _SPACE + "XmlLinkedNode")
document = net_type(_SPACE + "XmlDocument", Document, _SPACE + "XmlNode")
element = net_type(_SPACE + "XmlElement", Element, _SPACE + "XmlLinkedNode")
attribute = net_type(_SPACE + "XmlAttribute", Attribute, _SPACE + "XmlNode")
for _cls, _base in (
    (Text, "XmlCharacterData"),
    (CData, "XmlCharacterData"),
    (Comment, "XmlCharacterData"),
    (Whitespace, "XmlCharacterData"),
    (Instruction, "XmlLinkedNode"),
    (DocumentType, "XmlLinkedNode"),
    (Declaration, "XmlLinkedNode"),
    (Fragment, "XmlNode"),
):
    net_type(_cls.net_type_name, _cls, _SPACE + _base)
net_type(_SPACE + "XmlNameTable")
net_type(_SPACE + "XmlEntityReference", None, _SPACE + "XmlLinkedNode")
nodes = net_type(_SPACE + "XmlNodeList", NodeList, None, ("System.Collections.IEnumerable",))
attributes = net_type(
    _SPACE + "XmlAttributeCollection",
    AttributeList,
    _SPACE + "XmlNamedNodeMap",
    ("System.Collections.ICollection",),
)
net_type(_SPACE + "XmlNamedNodeMap")


def _hidden(kind: Any, name: str, type_text: str, get: Any, put: Any = None) -> None:
    """A property of .NET that lists do not show: they show the elements."""
    kind.prop(name, type_text)(get)
    kind.members[name.lower()].hidden = True
    if put is not None:
        kind.setter(name)(put)


def _set_inner(self: Node, text: str) -> None:
    for child in list(self.children):
        self.remove(child)
    if isinstance(self, Document):
        self.load(text)
    elif self.kind == "Attribute":
        self.value = text
    else:
        self.document.read_fragment(text, self)


_hidden(node, "Name", "string", lambda self: self.name)
_hidden(node, "LocalName", "string", lambda self: self.local_name)
_hidden(node, "Prefix", "string", lambda self: self.prefix)
_hidden(node, "NamespaceURI", "string", lambda self: self.namespace)
_hidden(node, "Value", "string", lambda self: self.value, lambda self, v: setattr(self, "value", v))
_hidden(node, "NodeType", _SPACE + "XmlNodeType", lambda self: enum(_SPACE + "XmlNodeType", self.number))
_hidden(node, "InnerText", "string", lambda self: self.text, lambda self, v: self.set_text(v))
_hidden(node, "InnerXml", "string", lambda self: self.inner(), _set_inner)
_hidden(node, "OuterXml", "string", lambda self: self.outer())
_hidden(
    node, "ParentNode", _SPACE + "XmlNode", lambda self: None if self.kind == "Attribute" else self.parent
)
_hidden(node, "ChildNodes", _SPACE + "XmlNodeList", lambda self: NodeList(self.children))
_hidden(node, "FirstChild", _SPACE + "XmlNode", lambda self: self.children[0] if self.children else None)
_hidden(node, "LastChild", _SPACE + "XmlNode", lambda self: self.children[-1] if self.children else None)
_hidden(node, "HasChildNodes", "bool", lambda self: bool(self.children))
_hidden(node, "NextSibling", _SPACE + "XmlNode", lambda self: self.sibling(1))
_hidden(node, "PreviousSibling", _SPACE + "XmlNode", lambda self: self.sibling(-1))
_hidden(node, "OwnerDocument", _SPACE + "XmlDocument", lambda self: self.owner)
_hidden(node, "IsReadOnly", "bool", lambda self: False)
_hidden(node, "BaseURI", "string", lambda self: self.document.base_uri)
_hidden(node, "Attributes", _SPACE + "XmlAttributeCollection", lambda self: getattr(self, "attributes", None))
_hidden(
    element,
    "IsEmpty",
    "bool",
    lambda self: not self.children and self.empty_tag,
    lambda self, v: setattr(self, "empty_tag", bool(v)),
)
_hidden(element, "HasAttributes", "bool", lambda self: bool(self.attributes))
_hidden(attribute, "OwnerElement", _SPACE + "XmlElement", lambda self: self.parent)
_hidden(attribute, "Specified", "bool", lambda self: True)
_hidden(document, "DocumentElement", _SPACE + "XmlElement", lambda self: self.root)
_hidden(
    document,
    "PreserveWhitespace",
    "bool",
    lambda self: self.preserve,
    lambda self, v: setattr(self, "preserve", bool(v)),
)
_hidden(document, "NameTable", _SPACE + "XmlNameTable", lambda self: None)
_hidden(
    document,
    "DocumentType",
    _SPACE + "XmlDocumentType",
    lambda self: next((c for c in self.children if c.kind == "DocumentType"), None),
)
for _name in ("Data", "Target"):
    _hidden(
        net_type(_SPACE + "XmlCharacterData"),
        _name,
        "string",
        lambda self: self.value,
        lambda self, v: setattr(self, "value", v),
    )
_declaration = net_type(_SPACE + "XmlDeclaration")
for _name in ("Version", "Encoding", "Standalone"):
    _declaration.prop(_name, "string")(lambda self, n=_name: getattr(self, n.lower()))
    _declaration.setter(_name)(lambda self, v, n=_name: setattr(self, n.lower(), v))


class NamespaceManager:
    """[XmlNamespaceManager]"""

    __slots__ = ("names",)
    net_type_name = _SPACE + "XmlNamespaceManager"

    def __init__(self, table: Any = None) -> None:
        self.names: Dict[str, str] = {
            "xml": "http://www.w3.org/XML/1998/namespace",
            "xmlns": "http://www.w3.org/2000/xmlns/",
        }


manager = net_type(_SPACE + "XmlNamespaceManager", NamespaceManager)
manager.constructor("System.Xml.XmlNamespaceManager new(System.Object nameTable)")(NamespaceManager)


@manager.method("AddNamespace", "void AddNamespace(string prefix, string uri)")
def _add_namespace(self: NamespaceManager, prefix: str, uri: str) -> None:
    self.names[prefix] = uri


@manager.method("LookupNamespace", "string LookupNamespace(string prefix)")
def _lookup_namespace(self: NamespaceManager, prefix: str) -> Optional[str]:
    return self.names.get(prefix)


@manager.method("HasNamespace", "bool HasNamespace(string prefix)")
def _has_namespace(self: NamespaceManager, prefix: str) -> bool:
    return prefix in self.names


# -- documents -------------------------------------------------------------------------------------------


@document.constructor("xml new()", "xml new(System.Object nt)")
def _new_document(table: Any = None) -> Document:
    return Document()


def load_text(text: str) -> Document:
    """[xml]'...'"""
    made = Document()
    made.load(text)
    return made


def _convert(value: Any) -> Any:
    """What a cast to [xml] does with a value."""
    from pssh.objects.tostring import to_string

    if isinstance(value, Document):
        return value
    text = (
        value
        if isinstance(value, str)
        else "\n".join(to_string(v) for v in value)
        if isinstance(value, list)
        else value.outer()
        if isinstance(value, Node)
        else to_string(value)
    )
    return load_text(text)


def convert_to_xml(value: Any) -> Any:
    """As `_convert`, with the error of a cast."""
    try:
        return _convert(value)
    except NetException as error:
        from pssh.objects.errors import ps_error
        from pssh.objects.tostring import to_string

        raise ps_error(
            "InvalidCastToXmlDocument",
            f'Cannot convert value "{to_string(value)}" to type '
            f'"System.Xml.XmlDocument". Error: "{error.message}"',
            "InvalidArgument",
            None,
            "System.Management.Automation.PSInvalidCastException",
            error,
        ) from error


document.convert_fn = convert_to_xml


@document.method("LoadXml", "void LoadXml(string xml)")
def _load_xml(self: Document, text: str) -> None:
    if text is None:
        null_argument("xml")
    self.load(text)


@document.method(
    "Load",
    "void Load(string filename)",
    "void Load(System.IO.Stream inStream)",
    "void Load(System.IO.TextReader txtReader)",
)
def _load(self: Document, source: Any) -> None:
    if isinstance(source, str):
        from pssh.objects.net.file_statics import read_bytes

        self.base_uri = "file://" + os.path.abspath(source)
        self.load(read_bytes(source))
    elif hasattr(source, "rest"):
        self.load(source.rest())
    else:
        self.load(source.read())


@document.method(
    "Save",
    "void Save(string filename)",
    "void Save(System.IO.Stream outStream)",
    "void Save(System.IO.TextWriter writer)",
    "void Save(System.Xml.XmlWriter w)",
)
def _save(self: Document, target: Any) -> None:
    from pssh.objects.net.xml_save import save

    save(self, target)


@document.method(
    "CreateElement",
    "System.Xml.XmlElement CreateElement(string name)",
    "System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)",
)
def _create_element(self: Document, name: str, namespace: Optional[str] = None) -> Element:
    if not name:
        fail(
            "ArgumentException",
            "The local name for elements or attributes cannot be null or an empty string.",
        )
    made = Element(self, name)
    made.own_namespace = namespace
    return made


@document.method(
    "CreateElement",
    "System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)",
)
def _create_prefixed(self: Document, prefix: Optional[str], name: str, namespace: Optional[str]) -> Element:
    return _create_element(self, f"{prefix}:{name}" if prefix else name, namespace)


@document.method(
    "CreateAttribute",
    "System.Xml.XmlAttribute CreateAttribute(string name)",
    "System.Xml.XmlAttribute CreateAttribute(string qualifiedName, string namespaceURI)",
)
def _create_attribute(self: Document, name: str, namespace: Optional[str] = None) -> Attribute:
    made = Attribute(self, name)
    made.own_namespace = namespace
    return made


for _name, _kind, _mark in (
    ("CreateTextNode", Text, "#text"),
    ("CreateComment", Comment, "#comment"),
    ("CreateCDataSection", CData, "#cdata-section"),
    ("CreateWhitespace", Whitespace, "#whitespace"),
):
    document.method(_name, f"{_kind.net_type_name} {_name}(string text)")(
        lambda self, text, k=_kind, m=_mark: k(self, m, text or "")
    )


@document.method(
    "CreateProcessingInstruction",
    "System.Xml.XmlProcessingInstruction CreateProcessingInstruction(string target, string data)",
)
def _create_instruction(self: Document, name: str, text: Optional[str]) -> Instruction:
    return Instruction(self, name, text)


@document.method(
    "CreateXmlDeclaration",
    "System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)",
)
def _create_declaration(
    self: Document, version: str, encoding: Optional[str], standalone: Optional[str]
) -> Declaration:
    made = Declaration(self)
    made.version, made.encoding, made.standalone = version, encoding or "", standalone or ""
    return made


@document.method("CreateDocumentFragment", "System.Xml.XmlDocumentFragment CreateDocumentFragment()")
def _create_fragment(self: Document) -> Fragment:
    return Fragment(self, "#document-fragment")


@document.method(
    "CreateNode", "System.Xml.XmlNode CreateNode(string nodeTypeString, string name, string namespaceURI)"
)
def _create_node(self: Document, kind: str, name: str, namespace: Optional[str]) -> Any:
    makers: Dict[str, Any] = {
        "element": lambda: _create_element(self, name, namespace or None),
        "attribute": lambda: _create_attribute(self, name, namespace or None),
        "text": lambda: Text(self, "#text", ""),
        "comment": lambda: Comment(self, "#comment", ""),
        "cdatasection": lambda: CData(self, "#cdata-section", ""),
    }
    make = makers.get(kind.lower())
    if make is None:
        fail("ArgumentException", f"'{kind}' does not represent any 'XmlNodeType'.")
    return make()


@document.method("ImportNode", "System.Xml.XmlNode ImportNode(System.Xml.XmlNode node, bool deep)")
def _import_node(self: Document, other: Node, deep: bool) -> Any:
    return other.copy(deep, self)


@document.method("GetElementById", "System.Xml.XmlElement GetElementById(string elementId)")
def _by_id(self: Document, name: str) -> Any:
    return next(
        (e for e in self.elements("*") if e.find("id") is not None and e.find("id").value == name), None
    )


# -- nodes -----------------------------------------------------------------------------------------------


def _names_of(namespaces: Any) -> Dict[str, str]:
    return dict(namespaces.names) if namespaces is not None else {}


@node.method(
    "SelectNodes",
    "System.Xml.XmlNodeList SelectNodes(string xpath)",
    "System.Xml.XmlNodeList SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr)",
)
def _select_nodes(self: Node, path: str, namespaces: Any = None) -> NodeList:
    return NodeList(select(self, path, _names_of(namespaces)))


@node.method(
    "SelectSingleNode",
    "System.Xml.XmlNode SelectSingleNode(string xpath)",
    "System.Xml.XmlNode SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr)",
)
def _select_single(self: Node, path: str, namespaces: Any = None) -> Any:
    found = select(self, path, _names_of(namespaces))
    return found[0] if found else None


@node.method("AppendChild", "System.Xml.XmlNode AppendChild(System.Xml.XmlNode newChild)")
def _append_child(self: Node, child: Node) -> Node:
    return self.append(child)


@node.method("PrependChild", "System.Xml.XmlNode PrependChild(System.Xml.XmlNode newChild)")
def _prepend_child(self: Node, child: Node) -> Node:
    return self.insert(0, child)


@node.method(
    "InsertBefore",
    "System.Xml.XmlNode InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)",
)
def _insert_before(self: Node, child: Node, place: Optional[Node]) -> Node:
    return self.append(child) if place is None else self.insert(place.index(), child)


@node.method(
    "InsertAfter", "System.Xml.XmlNode InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild)"
)
def _insert_after(self: Node, child: Node, place: Optional[Node]) -> Node:
    return self.insert(0 if place is None else place.index() + 1, child)


@node.method("RemoveChild", "System.Xml.XmlNode RemoveChild(System.Xml.XmlNode oldChild)")
def _remove_child(self: Node, child: Node) -> Node:
    return self.remove(child)


@node.method(
    "ReplaceChild",
    "System.Xml.XmlNode ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild)",
)
def _replace_child(self: Node, child: Node, old: Node) -> Node:
    place = old.index()
    self.remove(old)
    self.insert(place, child)
    return old


@node.method("RemoveAll", "void RemoveAll()")
def _remove_all(self: Node) -> None:
    for child in list(self.children):
        self.remove(child)
    if isinstance(self, Element):
        self.attributes.clear()


@node.method("CloneNode", "System.Xml.XmlNode CloneNode(bool deep)")
def _clone_node(self: Node, deep: bool) -> Any:
    return self.copy(deep)


@node.method("Clone", "System.Xml.XmlNode Clone()")
def _clone(self: Node) -> Any:
    return self.copy(True)


@node.method(
    "GetElementsByTagName",
    "System.Xml.XmlNodeList GetElementsByTagName(string name)",
    "System.Xml.XmlNodeList GetElementsByTagName(string localName, string namespaceURI)",
)
def _by_tag(self: Node, name: str, namespace: Optional[str] = None) -> NodeList:
    return self.elements(name, namespace)


@node.method("GetNamespaceOfPrefix", "string GetNamespaceOfPrefix(string prefix)")
def _namespace_of(self: Node, prefix: str) -> str:
    found = self if isinstance(self, Element) else self.parent
    return (found.lookup(prefix) or "") if isinstance(found, Element) else ""


@node.method("Normalize", "void Normalize()")
def _normalize(self: Node) -> None:
    kept: List[Node] = []
    for child in self.children:
        if kept and child.kind == "Text" and kept[-1].kind == "Text":
            kept[-1].value = (kept[-1].value or "") + (child.value or "")
        else:
            kept.append(child)
            _normalize(child)
    self.children[:] = kept


@node.method("WriteTo", "void WriteTo(System.Xml.XmlWriter w)")
def _write_to(self: Node, writer: Any) -> None:
    from pssh.objects.net.xml_save import write_node

    write_node(self, writer)


@node.method("WriteContentTo", "void WriteContentTo(System.Xml.XmlWriter w)")
def _write_content_to(self: Node, writer: Any) -> None:
    from pssh.objects.net.xml_save import write_content

    write_content(self, writer)


@node.parameterized("Item", "System.Xml.XmlElement Item(string name)")
@node.method("get_Item", "System.Xml.XmlElement get_Item(string name)")
def _item(self: Node, name: str) -> Any:
    return next((c for c in self.children if c.kind == "Element" and c.name == name), None)


@element.method(
    "GetAttribute",
    "string GetAttribute(string name)",
    "string GetAttribute(string localName, string namespaceURI)",
)
def _get_attribute(self: Element, name: str, namespace: Optional[str] = None) -> str:
    found = self.find(name, namespace)
    return str(found.value) if found is not None else ""


@element.method(
    "SetAttribute",
    "void SetAttribute(string name, string value)",
    "string SetAttribute(string localName, string namespaceURI, string value)",
)
def _set_attribute(self: Element, name: str, *rest: str) -> Optional[str]:
    if len(rest) == 2:
        self.set_attribute(name, rest[1], rest[0])
        return rest[1]
    self.set_attribute(name, rest[0])
    return None


@element.method("HasAttribute", "bool HasAttribute(string name)")
def _has_attribute(self: Element, name: str) -> bool:
    return self.find(name) is not None


@element.method("GetAttributeNode", "System.Xml.XmlAttribute GetAttributeNode(string name)")
def _get_attribute_node(self: Element, name: str) -> Any:
    return self.find(name)


@element.method(
    "SetAttributeNode", "System.Xml.XmlAttribute SetAttributeNode(System.Xml.XmlAttribute newAttr)"
)
def _set_attribute_node(self: Element, made: Attribute) -> Any:
    return _add_attribute(self.attributes, made, self)


@element.method(
    "RemoveAttribute",
    "void RemoveAttribute(string name)",
    "void RemoveAttribute(string localName, string namespaceURI)",
)
def _remove_attribute(self: Element, name: str, namespace: Optional[str] = None) -> None:
    found = self.find(name, namespace)
    if found is not None:
        self.attributes[:] = [a for a in self.attributes if a is not found]
        found.parent = None


@element.method("RemoveAllAttributes", "void RemoveAllAttributes()")
def _remove_attributes(self: Element) -> None:
    self.attributes.clear()


def _add_attribute(held: AttributeList, made: Attribute, owner: Any = None) -> Attribute:
    held[:] = [a for a in held if a.name != made.name]
    held.append(made)
    if owner is not None:
        made.parent = owner
    return made


@attributes.method("Append", "System.Xml.XmlAttribute Append(System.Xml.XmlAttribute node)")
@attributes.method("SetNamedItem", "System.Xml.XmlNode SetNamedItem(System.Xml.XmlNode node)")
def _append_attribute(self: AttributeList, made: Attribute) -> Attribute:
    owner = self[0].parent if self else None
    if owner is None:
        owner = next((e for e in made.owner.walk() if getattr(e, "attributes", None) is self), None)
    return _add_attribute(self, made, owner)


@attributes.method("Remove", "System.Xml.XmlAttribute Remove(System.Xml.XmlAttribute node)")
def _remove_attribute_node(self: AttributeList, made: Attribute) -> Attribute:
    self[:] = [a for a in self if a is not made]
    return made


@attributes.method("RemoveNamedItem", "System.Xml.XmlNode RemoveNamedItem(string name)")
def _remove_named(self: AttributeList, name: str) -> Any:
    found = _named_item(self, name)
    self[:] = [a for a in self if a is not found]
    return found


@attributes.method("GetNamedItem", "System.Xml.XmlNode GetNamedItem(string name)")
@attributes.method("get_ItemOf", "System.Xml.XmlAttribute get_ItemOf(string name)")
def _named_item(self: AttributeList, name: str) -> Any:
    return next((a for a in self if a.name == name), None)


attributes.prop("Count", "int")(len)
nodes.prop("Count", "int")(len)


@nodes.method("Item", "System.Xml.XmlNode Item(int index)")
@attributes.method("Item", "System.Xml.XmlNode Item(int index)")
def _node_at(self: Any, index: int) -> Any:
    return self[index] if 0 <= index < len(self) else None
