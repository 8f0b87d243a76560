"""The document tree behind [xml]: nodes, reading by expat, writing as .NET writes."""

from typing import Any, Dict, Iterator, List, Optional, Tuple

from pssh.objects.exceptions import NetException
from pssh.objects.nothing import MISSING

XMLNS = "http://www.w3.org/2000/xmlns/"
_TYPES = {
    "Element": 1,
    "Attribute": 2,
    "Text": 3,
    "CDATA": 4,
    "EntityReference": 5,
    "ProcessingInstruction": 7,
    "Comment": 8,
    "Document": 9,
    "DocumentType": 10,
    "DocumentFragment": 11,
    "Whitespace": 13,
    "SignificantWhitespace": 14,
    "XmlDeclaration": 17,
}


def xml_error(message: str) -> NetException:
    """XmlException"""
    return NetException("System.Xml.XmlException", message)


class NodeList(list[Any]):
    """[XmlNodeList]"""

    net_type_name = "System.Xml.XmlNodeList"


class Node:
    """What all nodes share."""

    __slots__ = ("__weakref__", "children", "name", "owner", "parent", "value")

    kind = "Text"
    net_type_name = "System.Xml.XmlNode"
    ps_single = True

    def __init__(self, owner: Any, name: str, value: Optional[str] = None) -> None:
        self.owner = owner
        self.name = name
        self.value = value
        self.parent: Any = None
        self.children: List[Node] = []

    @property
    def number(self) -> int:
        """[XmlNodeType]"""
        return _TYPES[self.kind]

    @property
    def prefix(self) -> str:
        """Before the colon of the name."""
        return self.name.partition(":")[0] if ":" in self.name else ""

    @property
    def local_name(self) -> str:
        """After the colon."""
        return self.name.rpartition(":")[2]

    @property
    def namespace(self) -> str:
        """The namespace of the name."""
        return ""

    @property
    def text(self) -> str:
        """InnerText: all text below."""
        if not self.children:
            return self.value or ""
        return "".join(
            child.text for child in self.children if child.kind not in ("Comment", "ProcessingInstruction")
        )

    def index(self) -> int:
        """The place among its siblings."""
        for place, child in enumerate(self.parent.children):
            if child is self:
                return place
        return -1

    def sibling(self, step: int) -> Any:
        """The node before or after."""
        if self.parent is None or self.kind == "Attribute":
            return None
        place = self.index() + step
        return self.parent.children[place] if 0 <= place < len(self.parent.children) else None

    def _check(self, child: "Node") -> None:
        if child.owner is not self.document and child is not self.document:
            raise NetException(
                "System.ArgumentException", "The node to be inserted is from a different document context."
            )
        above: Any = self
        while above is not None:
            if above is child:
                raise NetException(
                    "System.ArgumentException",
                    "Cannot insert a node or any ancestor of that node as a child of itself.",
                )
            above = above.parent

    @property
    def document(self) -> Any:
        """The document it belongs to."""
        return self if self.kind == "Document" else self.owner

    def insert(self, place: int, child: "Node") -> "Node":
        """A child at a place; a fragment gives its children."""
        self._check(child)
        if (
            self.kind == "Document"
            and child.kind == "Element"
            and any(c.kind == "Element" and c is not child for c in self.children)
        ):
            raise NetException(
                "System.InvalidOperationException", "This document already has a 'DocumentElement' node."
            )
        if child.kind == "DocumentFragment":
            for inner in list(child.children):
                self.insert(place, inner)
                place += 1
            return child
        if child.parent is not None:
            before = child.parent is self and child.index() < place
            child.parent.remove(child)
            place -= 1 if before else 0
        self.children.insert(place, child)
        child.parent = self
        return child

    def append(self, child: "Node") -> "Node":
        """A child at the end."""
        return self.insert(len(self.children), child)

    def remove(self, child: "Node") -> "Node":
        """Takes a child out."""
        for place, found in enumerate(self.children):
            if found is child:
                del self.children[place]
                child.parent = None
                return child
        raise NetException("System.ArgumentException", "The node to be removed is not a child of this node.")

    def walk(self) -> Iterator["Node"]:
        """All nodes below, in document order."""
        for child in self.children:
            yield child
            yield from child.walk()

    def elements(self, name: str, namespace: Optional[str] = None) -> NodeList:
        """GetElementsByTagName"""

        def fits(node: Node) -> bool:
            if node.kind != "Element":
                return False
            if namespace is not None:
                return node.namespace == namespace and name in ("*", node.local_name)
            return name in ("*", node.name)

        return NodeList(node for node in self.walk() if fits(node))

    def copy(self, deep: bool, owner: Any = None) -> Any:
        """CloneNode"""
        made = self._twin(owner or self.owner)
        if deep:
            for child in self.children:
                twin = child.copy(True, made if made.kind == "Document" else made.owner)
                made.children.append(twin)
                twin.parent = made
        return made

    def _twin(self, owner: Any) -> Any:
        return type(self)(owner, self.name, self.value)

    def set_text(self, text: str) -> None:
        """InnerText = text"""
        for child in list(self.children):
            self.remove(child)
        self.append(Text(self.document, "#text", text))

    # -- what PowerShell shows as properties -------------------------------------------------------------

    def shown(self) -> List[Tuple[str, Any]]:
        """Attributes, then children by name: a text for plain ones, a list for several."""
        out: Dict[str, Tuple[str, List[Any]]] = {}
        for attribute in getattr(self, "attributes", ()):
            out.setdefault(attribute.name.lower(), (attribute.name, []))[1].append(attribute.value)
        for child in self.children:
            if child.kind in ("Whitespace", "SignificantWhitespace"):
                continue
            out.setdefault(child.name.lower(), (child.name, []))[1].append(simple(child))
        return [(name, values[0] if len(values) == 1 else values) for name, values in out.values()]

    def ps_get_member(self, name: str) -> Any:
        """A child or attribute as a property."""
        low = name.lower()
        found: List[Any] = [a.value for a in getattr(self, "attributes", ()) if a.name.lower() == low]
        found += [simple(c) for c in self.children if c.name.lower() == low]
        if not found:
            return MISSING
        return found[0] if len(found) == 1 else found

    def ps_members(self) -> List[Any]:
        """The properties Get-Member and Format-Table see."""
        from pssh.objects.declare import Property
        from pssh.objects.psobject import PSProperty

        out = []
        for name, value in self.shown():
            kind = (
                "string"
                if isinstance(value, str)
                else "System.Object[]"
                if isinstance(value, list)
                else getattr(value, "net_type_name", "System.Object")
            )
            declared = Property(
                name,
                kind,
                lambda owner, n=name: owner.ps_get_member(n),
                lambda owner, new, n=name: owner.ps_set_member(n, new),
            )
            out.append(PSProperty(declared, self))
        return out

    def ps_set_member(self, name: str, value: Any) -> bool:
        """Sets the text of an attribute or of a plain child; any value is set as its text."""
        low = name.lower()
        found: List[Node] = [a for a in getattr(self, "attributes", ()) if a.name.lower() == low]
        found += [c for c in self.children if c.name.lower() == low]
        if not found:
            return False
        from pssh.objects.tostring import to_string

        if len(found) > 1:
            raise _not_settable(name, "MoreThanOneNode")
        if getattr(found[0], "attributes", None):
            raise _not_settable(name, "NodeWithAttributes")
        if found[0].kind == "Element" and [c.kind for c in found[0].children] not in ([], ["Text"]):
            raise _not_settable(name, "UnknownNodeType")
        found[0].set_text(to_string(value))
        return True

    def __str__(self) -> str:
        return self.local_name if self.kind == "Element" else self.net_type_name

    # -- text --------------------------------------------------------------------------------------------

    def outer(self) -> str:
        """OuterXml"""
        from pssh.objects.net.xml_write import outer_xml

        return outer_xml(self)

    def inner(self) -> str:
        """InnerXml"""
        return "".join(child.outer() for child in self.children)


def _not_settable(name: str, why: str) -> Exception:
    """The error of a property whose node has more than a text: the id says why, the text is one for all."""
    from pssh.objects.errors import ps_error

    return ps_error(
        "XmlNodeSetRestrictions" + why,
        f'Cannot set "{name}" because only strings can be used as values to set XmlNode properties.',
        "NotSpecified",
        exception="System.Management.Automation.SetValueException",
    )


def simple(node: Node) -> Any:
    """A node as a property's value: text where it holds nothing else."""
    if isinstance(node, Declaration):
        return node.declaration_text()
    if node.kind in ("Text", "CDATA", "Comment", "ProcessingInstruction", "EntityReference"):
        return node.value
    if isinstance(node, Element) and not node.attributes:
        if not node.children:
            return ""
        if (
            all(child.kind in ("Text", "CDATA", "Whitespace") for child in node.children)
            and len(node.children) == 1
        ):
            return node.children[0].value
    return node


class Element(Node):
    """An element with its attributes."""

    __slots__ = ("attributes", "empty_tag", "own_namespace")

    kind = "Element"
    net_type_name = "System.Xml.XmlElement"

    def __init__(self, owner: Any, name: str, value: Optional[str] = None) -> None:
        super().__init__(owner, name)
        self.attributes: AttributeList = AttributeList()
        self.empty_tag = True
        self.own_namespace: Optional[str] = None

    def _twin(self, owner: Any) -> Any:
        made = Element(owner, self.name)
        made.own_namespace = self.own_namespace
        made.empty_tag = self.empty_tag
        for attribute in self.attributes:
            made.set_attribute(attribute.name, attribute.value, attribute.own_namespace)
        return made

    def remove(self, child: Node) -> Node:
        removed = super().remove(child)
        self.empty_tag = False  # what has had children is written <name></name>
        return removed

    def find(self, name: str, namespace: Optional[str] = None) -> Any:
        """An attribute by name."""
        for attribute in self.attributes:
            if namespace is None and attribute.name == name:
                return attribute
            if namespace is not None and attribute.local_name == name and attribute.namespace == namespace:
                return attribute
        return None

    def set_attribute(self, name: str, value: Optional[str], namespace: Optional[str] = None) -> Any:
        """Sets or makes an attribute."""
        found = self.find(name) if namespace is None else self.find(name.rpartition(":")[2], namespace)
        if found is None:
            found = Attribute(self.owner, name)
            found.own_namespace = namespace
            found.parent = self
            self.attributes.append(found)
        found.value = "" if value is None else str(value)
        return found

    def lookup(self, prefix: str) -> Optional[str]:
        """The namespace a prefix stands for here."""
        wanted = "xmlns:" + prefix if prefix else "xmlns"
        node: Any = self
        while node is not None and node.kind == "Element":
            found = node.find(wanted)
            if found is not None:
                return str(found.value)
            if node.own_namespace is not None and node.prefix == prefix:
                return str(node.own_namespace)
            node = node.parent
        return "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else None if prefix else ""

    @property
    def namespace(self) -> str:
        if self.own_namespace is not None:
            return self.own_namespace
        return self.lookup(self.prefix) or ""


class AttributeList(list[Any]):
    """[XmlAttributeCollection]"""

    net_type_name = "System.Xml.XmlAttributeCollection"


class Attribute(Node):
    """An attribute; `parent` is its element."""

    __slots__ = ("own_namespace",)

    kind = "Attribute"
    net_type_name = "System.Xml.XmlAttribute"

    def __init__(self, owner: Any, name: str, value: Optional[str] = None) -> None:
        super().__init__(owner, name, value or "")
        self.own_namespace: Optional[str] = None

    @property
    def namespace(self) -> str:
        if self.own_namespace is not None:
            return self.own_namespace
        if self.name == "xmlns" or self.prefix == "xmlns":
            return XMLNS
        if not self.prefix or self.parent is None:
            return ""
        return self.parent.lookup(self.prefix) or ""

    def set_text(self, text: str) -> None:
        self.value = text

    def ps_get_member(self, name: str) -> Any:
        return self.value if name.lower() == "#text" else MISSING

    def ps_members(self) -> List[Any]:
        return []


class Text(Node):
    """Text."""

    __slots__ = ()
    net_type_name = "System.Xml.XmlText"

    def set_text(self, text: str) -> None:
        self.value = text


class CData(Text):
    """A CDATA section."""

    __slots__ = ()
    kind = "CDATA"
    net_type_name = "System.Xml.XmlCDataSection"


class Comment(Text):
    """A comment."""

    __slots__ = ()
    kind = "Comment"
    net_type_name = "System.Xml.XmlComment"


class Whitespace(Text):
    """Blanks between elements, where they are kept."""

    __slots__ = ()
    kind = "Whitespace"
    net_type_name = "System.Xml.XmlWhitespace"


class Instruction(Text):
    """A processing instruction."""

    __slots__ = ()
    kind = "ProcessingInstruction"
    net_type_name = "System.Xml.XmlProcessingInstruction"


class DocumentType(Node):
    """The DOCTYPE."""

    __slots__ = ("internal", "public", "system")
    kind = "DocumentType"
    net_type_name = "System.Xml.XmlDocumentType"

    def __init__(self, owner: Any, name: str, value: Optional[str] = None) -> None:
        super().__init__(owner, name, value)
        self.public: Optional[str] = None
        self.system: Optional[str] = None
        self.internal: Optional[str] = None


class Declaration(Node):
    """<?xml version=...?>"""

    __slots__ = ("encoding", "standalone", "version")
    kind = "XmlDeclaration"
    net_type_name = "System.Xml.XmlDeclaration"

    def __init__(self, owner: Any, name: str = "xml", value: Optional[str] = None) -> None:
        super().__init__(owner, "xml", value)
        self.version = "1.0"
        self.encoding = ""
        self.standalone = ""

    def declaration_text(self) -> str:
        """What stands between the marks."""
        text = f'version="{self.version}"'
        if self.encoding:
            text += f' encoding="{self.encoding}"'
        return text + (f' standalone="{self.standalone}"' if self.standalone else "")

    def _twin(self, owner: Any) -> Any:
        made = Declaration(owner)
        made.version, made.encoding, made.standalone = self.version, self.encoding, self.standalone
        return made


class Fragment(Node):
    """A DocumentFragment."""

    __slots__ = ()
    kind = "DocumentFragment"
    net_type_name = "System.Xml.XmlDocumentFragment"


class Document(Node):
    """[xml]: the whole."""

    __slots__ = ("base_uri", "preserve")

    kind = "Document"
    net_type_name = "System.Xml.XmlDocument"

    def __init__(self, owner: Any = None, name: str = "#document", value: Optional[str] = None) -> None:
        super().__init__(None, "#document")
        self.preserve = False
        self.base_uri = ""

    def __str__(self) -> str:
        return "#document"

    @property
    def root(self) -> Any:
        """DocumentElement"""
        return next((c for c in self.children if c.kind == "Element"), None)

    def load(self, data: Any) -> None:
        """Reads text or bytes; XmlException where they are no XML."""
        for child in list(self.children):
            child.parent = None
        self.children.clear()
        from pssh.objects.net.xml_read import Builder

        Builder(self).read(data)

    def read_fragment(self, text: str, into: Node) -> None:
        """Makes nodes of a piece of XML within the names that are known at a place."""
        spaces = ""
        place: Any = into
        seen = set()
        while place is not None:
            for attribute in getattr(place, "attributes", ()):
                if attribute.namespace == XMLNS and attribute.name not in seen:
                    seen.add(attribute.name)
                    from pssh.objects.net.xml_write import escape_attribute

                    spaces += f' {attribute.name}="{escape_attribute(attribute.value)}"'
            place = place.parent
        other = Document()
        other.preserve = True
        other.load(f"<x{spaces}>{text}</x>")
        for child in list(other.root.children):
            twin = child.copy(True, self)
            into.children.append(twin)
            twin.parent = into
