"""A parsed .NET pattern written as a pattern of Python's `re`, where that can say it."""

import sys
from typing import Callable, Dict, List

from pssh.objects.regex_parse import (
    ECMA_SCRIPT,
    IGNORE_CASE,
    MULTILINE,
    RIGHT_TO_LEFT,
    SINGLELINE,
    Node,
    Parsed,
)


class NotInPython(Exception):
    """Python's `re` has no such construct: the engine of our own runs the pattern."""


_SPECIAL = frozenset("\\.^$*+?{}[]|()&~-#")


def escape_char(c: str) -> str:
    """One character as it stands in a pattern."""
    if c in _SPECIAL:
        return "\\" + c
    if c.isspace() and c != " ":
        return f"\\x{ord(c):02x}" if ord(c) < 256 else f"\\u{ord(c):04x}"
    if c == "\0":
        return "\\x00"
    return c


def class_text(node: Node) -> str:
    """A character class; `(?!...)` in front stands for what is taken away."""
    from pssh.objects.regex_unicode import class_body

    ascii_only = bool(node.flags & ECMA_SCRIPT)
    parts: List[str] = []
    for item in node.items:
        if item[0] == "set":
            parts.append(_SETS_ASCII[item[1]] if ascii_only and item[1] in _SETS_ASCII else "\\" + item[1])
        elif item[0] == "category":
            parts.append(class_body(item[1], item[2]))
        else:
            low, high = escape_char(item[1]), escape_char(item[2])
            parts.append(low if item[1] == item[2] else f"{low}-{high}")
    body = "".join(parts)
    if not body:
        return "[\\s\\S]" if node.negate else "(?!)"
    if node.items == [("set", node.items[0][1])] and not node.negate and not ascii_only:
        text = body
    else:
        text = f"[{'^' if node.negate else ''}{body}]"
    if node.other is not None:
        text = f"(?:(?!{class_text(node.other)}){text})"
    return text


_SETS_ASCII = {"d": "0-9", "w": "a-zA-Z0-9_", "s": " \\f\\n\\r\\t\\v"}


def _mostly_ignoring(node: Node) -> bool:
    """Whether more letters of the pattern ignore case than not: that becomes the flag of the whole."""

    def count(piece: Node) -> int:
        own = 0
        if piece.kind in ("char", "class", "reference"):
            own = 1 if piece.flags & IGNORE_CASE else -1
        if isinstance(piece.other, Node) and piece.kind == "condition":
            own += count(piece.other)
        return own + sum(count(child) for child in piece.children)

    return count(node) > 0


class Emitter:
    """Writes one tree; afterwards `python_groups` says which Python groups hold each .NET group."""

    def __init__(self, parsed: Parsed, options: int) -> None:
        self.parsed = parsed
        self.ignore_case = _mostly_ignoring(parsed.tree)
        self.count = 0
        self.python_groups: Dict[int, List[int]] = {number: [] for number in parsed.names}
        if options & RIGHT_TO_LEFT:
            raise NotInPython
        self.text = self.emit(parsed.tree)

    def emit(self, node: Node) -> str:
        write: Callable[[Node], str] = getattr(self, "_" + node.kind)
        return write(node)

    def _cased(self, text: str, node: Node) -> str:
        wanted = bool(node.flags & IGNORE_CASE)
        if wanted == self.ignore_case:
            return text
        return f"(?{'i' if wanted else '-i'}:{text})"

    def _char(self, node: Node) -> str:
        text = escape_char(node.text)
        return self._cased(text, node) if node.text.isalpha() else text

    def _class(self, node: Node) -> str:
        return self._cased(class_text(node), node)

    def _any(self, node: Node) -> str:
        return "(?s:.)" if node.flags & SINGLELINE else "."

    def _anchor(self, node: Node) -> str:
        if node.text == "\\G":
            raise NotInPython
        if node.text in "^$" and node.flags & MULTILINE:
            return f"(?m:{node.text})"
        return {"\\z": "\\Z", "\\Z": "(?=\\n?\\Z)"}.get(node.text, node.text)

    def _sequence(self, node: Node) -> str:
        out: List[str] = []
        for child in node.children:
            text = self.emit(child)
            out.append(f"(?:{text})" if child.kind == "alternatives" else text)
        return "".join(out)

    def _alternatives(self, node: Node) -> str:
        return "|".join(self.emit(child) for child in node.children)

    def _plain(self, node: Node) -> str:
        return f"(?:{self.emit(node.children[0])})"

    def _group(self, node: Node) -> str:
        self.count += 1
        self.python_groups.setdefault(node.group, []).append(self.count)
        return f"({self.emit(node.children[0])})"

    def _repeat(self, node: Node) -> str:
        child = node.children[0]
        text = self.emit(child)
        if child.kind == "repeat" or child.kind in ("sequence", "alternatives"):
            text = f"(?:{text})"
        elif child.kind == "anchor" or child.kind in ("ahead", "behind"):
            # Python refuses some repeated assertions
            text = f"(?:{text})"
        low, high = node.low, node.high
        if (low, high) == (0, -1):
            mark = "*"
        elif (low, high) == (1, -1):
            mark = "+"
        elif (low, high) == (0, 1):
            mark = "?"
        elif low == high:
            mark = f"{{{low}}}"
        else:
            mark = f"{{{low},{'' if high < 0 else high}}}"
        return text + mark + ("?" if node.lazy else "")

    def _ahead(self, node: Node) -> str:
        return f"(?{'!' if node.negate else '='}{self.emit(node.children[0])})"

    def _behind(self, node: Node) -> str:
        child = node.children[0]
        branches = child.children if child.kind == "alternatives" else [child]
        mark = "!" if node.negate else "="
        texts = [f"(?<{mark}{self.emit(b)})" for b in branches]
        if len(texts) == 1:
            return texts[0]
        return "".join(texts) if node.negate else f"(?:{'|'.join(texts)})"

    def _atomic(self, node: Node) -> str:
        if sys.version_info >= (3, 11):
            return f"(?>{self.emit(node.children[0])})"
        self.count += 1
        number = self.count
        return f"(?:(?=({self.emit(node.children[0])}))\\{number})"

    def _reference(self, node: Node) -> str:
        found = self.python_groups.get(node.group) or []
        if len(found) != 1:
            raise NotInPython
        return self._cased(f"(?:\\{found[0]})", node)

    def _balance(self, node: Node) -> str:
        raise NotInPython

    def _condition(self, node: Node) -> str:
        if node.other is not None:
            test = self.emit(node.other)
            other = Node("ahead", node.other.children, negate=not node.other.negate)
            other.kind = node.other.kind
            before = self.count
            against = self.emit(other)
            if self.count != before:
                raise NotInPython
            return f"(?:{test}{self._arm(node.children[0])}|{against}{self._arm(node.children[1])})"
        found = self.python_groups.get(node.group) or []
        if len(found) != 1:
            raise NotInPython
        return f"(?({found[0]}){self._arm(node.children[0])}|{self._arm(node.children[1])})"

    def _arm(self, node: Node) -> str:
        text = self.emit(node)
        return f"(?:{text})" if node.kind == "alternatives" else text
