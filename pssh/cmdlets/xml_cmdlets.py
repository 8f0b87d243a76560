"""Select-Xml and ConvertTo-Xml."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._gathering import GatheringCmdlet
from pssh.objects.nothing import NOTHING
from pssh.objects.types import net_type
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange, ValidateSet

_UTILITY = "Microsoft.PowerShell.Utility"


class SelectXmlInfo:
    """One node that Select-Xml found."""

    __slots__ = ("node", "path", "pattern")

    net_type_name = "Microsoft.PowerShell.Commands.SelectXmlInfo"

    def __init__(self, node: Any, path: str, pattern: str) -> None:
        self.node, self.path, self.pattern = node, path, pattern

    def __str__(self) -> str:
        node = self.node
        if node.kind in ("Attribute", "Text", "CDATA"):
            return (node.value or "").strip()
        return str(node.inner()).strip()


_info = net_type(SelectXmlInfo.net_type_name, SelectXmlInfo)
_info.prop("Node", "System.Xml.XmlNode")(lambda self: self.node)
_info.prop("Path", "string")(lambda self: self.path)
_info.prop("Pattern", "string")(lambda self: self.pattern)


@cmdlet(
    "Select-Xml",
    output=SelectXmlInfo.net_type_name,
    sets=("Xml", "Path", "LiteralPath", "Content"),
    default_set="Xml",
    module=_UTILITY,
)
def select_xml(
    call: Call,
    xpath: Annotated[str, Param(position=0, mandatory=True, name="XPath")],
    xml: Annotated[
        Any,
        Param(
            position=1,
            mandatory=True,
            pipeline=True,
            by_property=True,
            aliases=("Node",),
            type="System.Xml.XmlNode[]",
            sets="Xml",
        ),
    ] = None,
    path: Annotated[
        Optional[List[str]], Param(position=1, mandatory=True, by_property=True, sets="Path")
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(mandatory=True, by_property=True, aliases=("PSPath", "LP"), sets="LiteralPath"),
    ] = None,
    content: Annotated[Optional[List[str]], Param(mandatory=True, pipeline=True, sets="Content")] = None,
    namespace: Annotated[Any, Param(type="System.Collections.Hashtable")] = None,
) -> Iterator[Any]:
    """Finds text in an XML string or document.

    PS> (Select-Xml -Content '<a><b>1</b></a>' -XPath '/a/b').Node.InnerText
    1
    """
    from pssh.objects.errors import NetException
    from pssh.objects.net.file_statics import read_bytes
    from pssh.objects.net.xml_path import select
    from pssh.objects.tostring import to_string

    names = {to_string(k): to_string(v) for k, v in namespace.items()} if namespace is not None else {}

    def found(node: Any, where: str) -> Iterator[Any]:
        for item in select(node, xpath, names):
            yield SelectXmlInfo(item, where, xpath)

    if content is not None:
        for text in content:
            yield from found(_document(call, text, text, None), "InputStream")
    elif xml is not None:
        for node in xml if isinstance(xml, list) else [xml]:
            yield from found(node, "InputStream")
    else:
        from pssh.cmdlets._items import places

        for where in places(call, path, literal_path):
            native = call.runspace.paths.native(where)
            try:
                document = _document(call, read_bytes(native), native, native)
            except NetException as error:
                call.error("ProcessingFile", error.message, "OpenError", native, error.type_name)
                continue
            if document is not None:
                yield from found(document, native)


def _document(call: Call, data: Any, target: Any, native: Optional[str]) -> Any:
    from pssh.objects.errors import NetException
    from pssh.objects.net.xml_dom import Document

    made = Document()
    try:
        made.load(data)
        return made
    except NetException as error:
        if native is None:
            call.throw(
                "InvalidCastToXmlDocument",
                f'Cannot convert value "{target}" to type "System.Xml.XmlDocument". Error: "{error.message}"',
                "InvalidArgument",
                target,
                "System.Management.Automation.PSInvalidCastException",
                error,
            )
        call.error(
            "ProcessingFile",
            f"The file {native} contains invalid XML. {error.message}",
            "InvalidData",
            native,
            "System.ArgumentException",
        )
        return None


@cmdlet("ConvertTo-Xml", output=("System.String", "System.Xml.XmlDocument"), module=_UTILITY)
class ConvertToXml(GatheringCmdlet):
    """Creates an XML-based representation of an object.

    PS> (5 | ConvertTo-Xml).Objects.Object.InnerText
    5
    """

    depth: Annotated[int, Param(validate=(ValidateRange(1, 2147483647),))] = 1
    input_object: Annotated[
        Any,
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            allow_null=True,
            type="System.Management.Automation.PSObject",
        ),
    ] = NOTHING
    no_type_information: Switch = False
    as_: Annotated[str, Param(name="As", validate=(ValidateSet(["Stream", "String", "Document"]),))] = (
        "Document"
    )

    def end(self) -> Iterator[Any]:
        from pssh.objects.net.xml_dom import Declaration, Document, Element
        from pssh.objects.net.xml_write import indented

        document = Document()
        head = Declaration(document)
        head.encoding = "utf-8"
        document.append(head)
        top = document.append(Element(document, "Objects"))
        for item in self.items:
            top.append(self._element(document, "Object", None, item, self.depth))
        if self.as_.lower() == "document":
            yield document
        elif self.as_.lower() == "string":
            yield indented(document)
        else:
            yield f"<?xml {head.declaration_text()}?>"
            yield "<Objects>"
            for child in top.children:
                yield indented(child)
            yield "</Objects>"

    def _element(
        self, document: Any, tag: str, name: Optional[str], value: Any, depth: int, kind: Optional[str] = None
    ) -> Any:
        from pssh.objects.net.xml_dom import Element

        made = Element(document, tag)
        if name is not None:
            made.set_attribute("Name", name)
        if value is None or value is NOTHING:
            if kind and not self.no_type_information:
                made.set_attribute("Type", kind)
            return made
        if not self.no_type_information:
            made.set_attribute("Type", kind or self._type_name(value))
        self._fill(document, made, value, depth)
        return made

    @staticmethod
    def _type_name(value: Any) -> str:
        from pssh.objects.types import type_names

        return str(type_names(value)[0])

    def _fill(self, document: Any, made: Any, value: Any, depth: int) -> None:
        from pssh.objects.compare import enumerate_value
        from pssh.objects.dictionaries import BaseDictionary
        from pssh.objects.members import properties_of
        from pssh.objects.psobject import PSObject
        from pssh.objects.tostring import to_string

        base = value.base if value.__class__ is PSObject and value.base is not None else value
        if self._plain(base):
            made.set_text(to_string(base))
        elif isinstance(base, BaseDictionary) and depth >= 0:
            for key, item in base.items():
                made.append(self._element(document, "Property", "Key", key, depth - 1))
                made.append(self._element(document, "Property", "Value", item, depth - 1))
        elif not isinstance(base, BaseDictionary) and depth >= 0 and enumerate_value(base) is not None:
            for item in enumerate_value(base) or ():
                made.append(self._element(document, "Property", None, item, depth - 1))
        elif depth > 0:
            for name, item in properties_of(value):
                made.append(self._element(document, "Property", name, item, depth - 1))
        else:
            self._cut(document, made, value)

    def _cut(self, document: Any, made: Any, value: Any) -> None:
        """At the end of the depth an object is its text, and its own properties as text."""
        from pssh.objects.psobject import PSMemberInfo, PSObject
        from pssh.objects.tostring import to_string

        if value.__class__ is not PSObject or not value.members:
            made.set_text(to_string(value))
            return
        made.append(self._element(document, "Property", None, to_string(value), 0))
        for name, item in value.members.items():
            if isinstance(item, PSMemberInfo):
                continue
            row = self._element(
                document, "Property", name, to_string(item), 0, "System.Management.Automation.PSNoteProperty"
            )
            made.append(row)

    @staticmethod
    def _plain(base: Any) -> bool:
        return (
            isinstance(base, (str, int, float, bool))
            or base.__class__.__name__ == "Decimal"
            or getattr(base, "net_type_name", "")
            in (
                "System.DateTime",
                "System.TimeSpan",
                "System.Guid",
                "System.Uri",
                "System.Version",
                "System.DateTimeOffset",
            )
        )
