"""Nodes as text: OuterXml, and the indented form that Save writes."""

from typing import Any, Iterator, List, Tuple


def escape_text(text: str) -> str:
    """Text between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    """The value of an attribute."""
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\r", "&#xD;")
        .replace("\n", "&#xA;")
        .replace("\t", "&#x9;")
    )


def namespace_marks(node: Any) -> Iterator[Tuple[str, str]]:
    """The `xmlns` attributes that an element needs besides those it has: a namespace given to CreateElement is
    written where nothing else says it."""
    named = {a.name for a in node.attributes}
    wanted = "xmlns:" + node.prefix if node.prefix else "xmlns"
    if node.own_namespace is not None and wanted not in named:
        above = node.parent
        known = above.lookup(node.prefix) if above is not None and above.kind == "Element" else ""
        if known != node.own_namespace:
            yield wanted, node.own_namespace
    for attribute in node.attributes:
        prefix = attribute.prefix
        if (
            prefix
            and attribute.own_namespace
            and prefix not in ("xmlns", "xml")
            and node.lookup(prefix) != attribute.own_namespace
        ):
            yield f"xmlns:{prefix}", attribute.own_namespace


def _start_tag(node: Any) -> str:
    said = [(attribute.name, attribute.value or "") for attribute in node.attributes]
    marks = (*said, *namespace_marks(node))
    return " ".join([node.name, *(f'{name}="{escape_attribute(value)}"' for name, value in marks)])


def outer_xml(node: Any) -> str:
    """OuterXml"""
    out: List[str] = []
    _write(node, out)
    return "".join(out)


def leaf(node: Any) -> str:
    """A node without children as text."""
    kind = node.kind
    if kind in ("Text", "EntityReference"):
        return escape_text(node.value or "")
    if kind in ("Whitespace", "SignificantWhitespace"):
        return node.value or ""
    if kind == "CDATA":
        return f"<![CDATA[{node.value or ''}]]>"
    if kind == "Comment":
        return f"<!--{node.value or ''}-->"
    if kind == "ProcessingInstruction":
        return f"<?{node.name} {node.value or ''}?>" if node.value else f"<?{node.name}?>"
    if kind == "XmlDeclaration":
        return f"<?xml {node.declaration_text()}?>"
    if kind == "DocumentType":
        text = f"<!DOCTYPE {node.name}"
        if node.public:
            text += f' PUBLIC "{node.public}" "{node.system or ""}"'
        elif node.system:
            text += f' SYSTEM "{node.system}"'
        if node.internal:
            text += f"[{node.internal}]"
        return text + ">"
    return f'{node.name}="{escape_attribute(node.value or "")}"'


def _write(node: Any, out: List[str]) -> None:
    if node.kind in ("Document", "DocumentFragment"):
        for child in node.children:
            _write(child, out)
    elif node.kind == "Element":
        tag = _start_tag(node)
        if not node.children:
            out.append(f"<{tag} />" if node.empty_tag else f"<{tag}></{node.name}>")
            return
        out.append(f"<{tag}>")
        for child in node.children:
            _write(child, out)
        out.append(f"</{node.name}>")
    else:
        out.append(leaf(node))


def indented(node: Any, step: str = "  ", new_line: str = "\n") -> str:
    """The form of Save: children on lines of their own, except beside text."""
    out: List[str] = []
    if node.kind == "Document":
        rows = [_lines(child, 0, step, new_line) for child in node.children]
        return new_line.join(rows)
    out.append(_lines(node, 0, step, new_line))
    return "".join(out)


def _lines(node: Any, level: int, step: str, new_line: str) -> str:
    if node.kind != "Element":
        return leaf(node)
    tag = _start_tag(node)
    if not node.children:
        return f"<{tag} />" if node.empty_tag else f"<{tag}></{node.name}>"
    if any(child.kind in ("Text", "CDATA", "Whitespace", "SignificantWhitespace") for child in node.children):
        out: List[str] = [f"<{tag}>"]
        for child in node.children:
            _write(child, out)
        return "".join(out) + f"</{node.name}>"
    inner = new_line + step * (level + 1)
    body = "".join(inner + _lines(child, level + 1, step, new_line) for child in node.children)
    return f"<{tag}>{body}{new_line}{step * level}</{node.name}>"
