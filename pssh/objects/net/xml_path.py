"""XPath 1.0 over the document tree: what SelectNodes and Select-Xml understand."""

import re
from typing import Any, Callable, Dict, List, Optional, Tuple

from pssh.objects.exceptions import NetException

_TOKENS = re.compile(
    r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|(\"[^\"]*\"|'[^']*')|(::|//|\.\.|!=|<=|>=|[/()\[\].@,|+=<>*$-])"
    r"|((?:[^\W\d]|_)[\w.-]*(?::(?!:)(?:\*|(?:[^\W\d]|_)[\w.-]*))?))"
)
_AXES = (
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
)
_NODE_TESTS = ("node", "text", "comment", "processing-instruction")

Evaluator = Callable[["Context"], Any]


class Context:
    """Where an expression is evaluated."""

    __slots__ = ("node", "position", "size")

    def __init__(self, node: Any, position: int = 1, size: int = 1) -> None:
        self.node = node
        self.position = position
        self.size = size


def _fail(text: str) -> NetException:
    return NetException("System.Xml.XPath.XPathException", f"'{text}' has an invalid token.")


def compile_path(text: str, namespaces: Optional[Dict[str, str]] = None) -> Evaluator:
    """An expression as a function; XPathException where it is none."""
    return _Compiler(text, namespaces or {}).compile()


def select(node: Any, text: str, namespaces: Optional[Dict[str, str]] = None) -> List[Any]:
    """The nodes of a path, in document order."""
    found = compile_path(text, namespaces)(Context(node))
    if not isinstance(found, list):
        raise NetException("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.")
    return found


def _children(node: Any) -> List[Any]:
    return [c for c in node.children if c.kind not in ("XmlDeclaration", "DocumentType")]


def _descendants(node: Any) -> List[Any]:
    out: List[Any] = []
    for child in _children(node):
        out.append(child)
        out.extend(_descendants(child))
    return out


def _ancestors(node: Any) -> List[Any]:
    out = []
    while node.parent is not None:
        node = node.parent
        out.append(node)
    return out


def _siblings(node: Any, after: bool) -> List[Any]:
    if node.parent is None or node.kind == "Attribute":
        return []
    place = node.index()
    family = node.parent.children
    return family[place + 1 :] if after else list(reversed(family[:place]))


def _axis(name: str, node: Any) -> List[Any]:
    if name == "child":
        return _children(node)
    if name == "attribute":
        return [a for a in getattr(node, "attributes", ()) if a.prefix != "xmlns" and a.name != "xmlns"]
    if name == "self":
        return [node]
    if name == "parent":
        return [node.parent] if node.parent is not None else []
    if name == "descendant":
        return _descendants(node)
    if name == "descendant-or-self":
        return [node, *_descendants(node)]
    if name == "ancestor":
        return _ancestors(node)
    if name == "ancestor-or-self":
        return [node, *_ancestors(node)]
    if name == "following-sibling":
        return _siblings(node, True)
    if name == "preceding-sibling":
        return _siblings(node, False)
    out: List[Any] = []
    for above in [node, *_ancestors(node)]:
        for other in _siblings(above, name == "following"):
            out.extend(
                [other, *_descendants(other)]
                if name == "following"
                else reversed([other, *_descendants(other)])
            )
    return out


class _Compiler:
    def __init__(self, text: str, namespaces: Dict[str, str]) -> None:
        self.text = text
        self.namespaces = namespaces
        self.tokens: List[Tuple[str, str]] = []
        at = 0
        body = text.rstrip()
        while at < len(body):
            found = _TOKENS.match(body, at)
            if found is None or found.end() == at:
                raise _fail(text)
            number, literal, mark, name = found.groups()
            self.tokens.append(
                ("number", number)
                if number
                else ("literal", literal[1:-1])
                if literal is not None
                else ("mark", mark)
                if mark
                else ("name", name)
            )
            at = found.end()
        self.at = 0

    def peek(self, ahead: int = 0) -> Tuple[str, str]:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ("", "")

    def take(self, mark: str) -> bool:
        if self.peek() == ("mark", mark):
            self.at += 1
            return True
        return False

    def need(self, mark: str) -> None:
        if not self.take(mark):
            raise _fail(self.text)

    def word(self, *names: str) -> str:
        kind, value = self.peek()
        if kind == "name" and value in names:
            self.at += 1
            return value
        return ""

    def compile(self) -> Evaluator:
        if not self.tokens:
            raise NetException("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.")
        found = self._or()
        if self.at < len(self.tokens):
            raise _fail(self.text)
        return found

    # -- operators ---------------------------------------------------------------------------------------

    def _or(self) -> Evaluator:
        left = self._and()
        while self.word("or"):
            left = (lambda a, b: lambda c: boolean(a(c)) or boolean(b(c)))(left, self._and())
        return left

    def _and(self) -> Evaluator:
        left = self._compare(("=", "!="), self._relation)
        while self.word("and"):
            left = (lambda a, b: lambda c: boolean(a(c)) and boolean(b(c)))(
                left, self._compare(("=", "!="), self._relation)
            )
        return left

    def _relation(self) -> Evaluator:
        return self._compare(("<", "<=", ">", ">="), self._sum)

    def _compare(self, marks: Tuple[str, ...], lower: Callable[[], Evaluator]) -> Evaluator:
        left = lower()
        while self.peek()[0] == "mark" and self.peek()[1] in marks:
            mark = self.peek()[1]
            self.at += 1
            left = (lambda a, b, m: lambda c: _compared(a(c), b(c), m))(left, lower(), mark)
        return left

    def _sum(self) -> Evaluator:
        left = self._product()
        while self.peek() in (("mark", "+"), ("mark", "-")):
            plus = self.peek()[1] == "+"
            self.at += 1
            right = self._product()
            left = (
                lambda a, b, p: lambda c: number(a(c)) + number(b(c)) if p else number(a(c)) - number(b(c))
            )(left, right, plus)
        return left

    def _product(self) -> Evaluator:
        left = self._unary()
        while self.peek() == ("mark", "*") or self.peek() in (("name", "div"), ("name", "mod")):
            word = self.peek()[1]
            self.at += 1
            left = (lambda a, b, w: lambda c: _multiplied(number(a(c)), number(b(c)), w))(
                left, self._unary(), word
            )
        return left

    def _unary(self) -> Evaluator:
        if self.take("-"):
            inner = self._unary()
            return lambda c: -number(inner(c))
        left = self._path()
        while self.take("|"):
            left = (lambda a, b: lambda c: _ordered(a(c) + b(c)))(left, self._path())
        return left

    # -- paths -------------------------------------------------------------------------------------------

    def _path(self) -> Evaluator:
        kind, value = self.peek()
        primary: Optional[Evaluator] = None
        if kind in ("number", "literal"):
            self.at += 1
            constant: Any = float(value) if kind == "number" else value
            return lambda c: constant
        if self.peek() == ("mark", "("):
            self.at += 1
            primary = self._or()
            self.need(")")
        elif kind == "name" and self.peek(1) == ("mark", "(") and value not in _NODE_TESTS:
            primary = self._function()
        if primary is not None:
            filtered = self._predicates(primary)
            if self.peek()[1] in ("/", "//") and self.peek()[0] == "mark":
                return self._steps(filtered)
            return filtered
        if self.take("/"):
            if not self._at_step():
                return lambda c: [_top(c.node)]
            return self._relative(lambda c: [_top(c.node)])
        if self.take("//"):
            return self._relative(lambda c: [_top(c.node), *_descendants(_top(c.node))])
        return self._relative(lambda c: [c.node])

    def _at_step(self) -> bool:
        kind, value = self.peek()
        return kind == "name" or (kind == "mark" and value in (".", "..", "@", "*"))

    def _relative(self, start: Evaluator) -> Evaluator:
        return self._steps(self._step(start))

    def _steps(self, left: Evaluator) -> Evaluator:
        while True:
            if self.take("//"):
                left = (lambda a: lambda c: _ordered([d for n in a(c) for d in [n, *_descendants(n)]]))(left)
                left = self._step(left)
            elif self.take("/"):
                left = self._step(left)
            else:
                return left

    def _step(self, source: Evaluator) -> Evaluator:
        if self.take("."):
            return source
        if self.take(".."):
            return lambda c: _ordered([n.parent for n in source(c) if n.parent is not None])
        axis = "child"
        if self.take("@"):
            axis = "attribute"
        elif self.peek()[0] == "name" and self.peek(1) == ("mark", "::"):
            axis = self.peek()[1]
            if axis not in _AXES:
                raise _fail(self.text)
            self.at += 2
        test = self._node_test(axis)
        tests: List[Evaluator] = []
        while self.take("["):
            tests.append(self._or())
            self.need("]")

        def step(context: Context) -> List[Any]:
            out: List[Any] = []
            for node in source(context):
                found = [n for n in _axis(axis, node) if test(n)]
                for predicate in tests:
                    found = _filtered(found, predicate)
                out.extend(found)
            return _ordered(out)

        return step

    def _node_test(self, axis: str) -> Callable[[Any], bool]:
        principal = "Attribute" if axis == "attribute" else "Element"
        if self.take("*"):
            return lambda n: n.kind == principal
        kind, name = self.peek()
        if kind != "name":
            raise _fail(self.text)
        self.at += 1
        if name in _NODE_TESTS and self.take("("):
            if self.peek()[0] == "literal":
                self.at += 1
            self.need(")")
            if name == "node":
                return lambda n: True
            wanted = {"text": ("Text", "CDATA", "Whitespace"), "comment": ("Comment",)}.get(
                name, ("ProcessingInstruction",)
            )
            return lambda n: n.kind in wanted
        prefix, colon, local = name.rpartition(":")
        if colon:
            space = self.namespaces.get(prefix)
            if space is None:
                raise NetException(
                    "System.Xml.XPath.XPathException",
                    "Namespace Manager or XsltContext needed. This "
                    "query has a prefix, variable, or user-defined function."
                    if not self.namespaces
                    else f"Namespace prefix '{prefix}' is not defined.",
                )
            if local == "*":
                return lambda n: n.kind == principal and n.namespace == space
            return lambda n: n.kind == principal and n.local_name == local and n.namespace == space
        return lambda n: n.kind == principal and n.name == name and not n.namespace

    def _predicates(self, source: Evaluator) -> Evaluator:
        while self.take("["):
            test = self._or()
            self.need("]")
            source = (lambda s, t: lambda c: _filtered(s(c), t))(source, test)
        return source

    def _function(self) -> Evaluator:
        name = self.peek()[1]
        self.at += 2
        args: List[Evaluator] = []
        if not self.take(")"):
            args.append(self._or())
            while self.take(","):
                args.append(self._or())
            self.need(")")
        function = _FUNCTIONS.get(name)
        if function is None:
            raise NetException(
                "System.Xml.XPath.XPathException",
                "Namespace Manager or XsltContext needed. This query "
                "has a prefix, variable, or user-defined function.",
            )
        return lambda c: function(c, [a(c) for a in args])


def _top(node: Any) -> Any:
    while node.parent is not None:
        node = node.parent
    return node


def _filtered(nodes: List[Any], predicate: Evaluator) -> List[Any]:
    out = []
    size = len(nodes)
    for position, node in enumerate(nodes, 1):
        found = predicate(Context(node, position, size))
        if found == position if isinstance(found, float) else boolean(found):
            out.append(node)
    return out


def _ordered(nodes: List[Any]) -> List[Any]:
    """In document order, each once."""
    unique = {id(n): n for n in nodes}
    if len(unique) < 2:
        return list(unique.values())
    top = _top(nodes[0])
    order: Dict[int, int] = {id(top): 0}
    for node in _descendants(top):
        order[id(node)] = len(order)
        for attribute in getattr(node, "attributes", ()):
            order[id(attribute)] = len(order)
    return sorted(unique.values(), key=lambda n: order.get(id(n), 0))


def boolean(value: Any) -> bool:
    """XPath's boolean()"""
    if isinstance(value, float):
        return value == value and value != 0
    return bool(value)


def string(value: Any) -> str:
    """XPath's string()"""
    if isinstance(value, list):
        return value[0].text if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if value != value:
            return "NaN"
        if abs(value) == float("inf"):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def number(value: Any) -> float:
    """XPath's number()"""
    if isinstance(value, (bool, float)):
        return float(value)
    try:
        return float(string(value).strip())
    except ValueError:
        return float("nan")


def _multiplied(a: float, b: float, word: str) -> float:
    if word == "*":
        return a * b
    if b == 0:
        return float("nan") if word == "mod" or a == 0 or a != a else float("inf") if a > 0 else float("-inf")
    if word == "div":
        return a / b
    import math

    return math.fmod(a, b)


def _compared(a: Any, b: Any, mark: str) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return any(_compared(x.text, y.text, mark) for x in a for y in b)
    if isinstance(a, list) or isinstance(b, list):
        nodes, other, flip = (a, b, False) if isinstance(a, list) else (b, a, True)
        if isinstance(other, bool):
            return _plain(boolean(nodes), other, mark) if not flip else _plain(other, boolean(nodes), mark)
        values = [number(n.text) if isinstance(other, float) else n.text for n in nodes]
        return any(_plain(other, v, mark) if flip else _plain(v, other, mark) for v in values)
    return _plain(a, b, mark)


def _plain(a: Any, b: Any, mark: str) -> bool:
    if mark in ("=", "!="):
        if isinstance(a, bool) or isinstance(b, bool):
            same = boolean(a) == boolean(b)
        elif isinstance(a, float) or isinstance(b, float):
            same = number(a) == number(b)
        else:
            same = string(a) == string(b)
        return same if mark == "=" else not same
    x, y = number(a), number(b)
    return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[mark]


def _text_of(context: Context, args: List[Any]) -> str:
    return string(args[0]) if args else str(context.node.text)


def _named(context: Context, args: List[Any], field: str) -> str:
    nodes = args[0] if args else [context.node]
    return str(getattr(nodes[0], field)) if nodes and nodes[0].kind in ("Element", "Attribute") else ""


def _substring(args: List[Any]) -> str:
    text, start = string(args[0]), round_half_up(number(args[1]))
    end = start + round_half_up(number(args[2])) if len(args) > 2 else float("inf")
    return "".join(c for i, c in enumerate(text, 1) if start <= i < end)


def round_half_up(value: float) -> float:
    """XPath's round()"""
    import math

    return value if value != value or abs(value) == float("inf") else float(math.floor(value + 0.5))


def _translate(args: List[Any]) -> str:
    text, old, new = (string(a) for a in args)
    return "".join(c if c not in old else new[old.index(c)] if old.index(c) < len(new) else "" for c in text)


def _math(name: str) -> Callable[[float], float]:
    import math

    return lambda value: float(getattr(math, name)(value)) if value == value else value


_FUNCTIONS: Dict[str, Callable[[Context, List[Any]], Any]] = {
    "last": lambda c, a: float(c.size),
    "position": lambda c, a: float(c.position),
    "count": lambda c, a: float(len(a[0])),
    "name": lambda c, a: _named(c, a, "name"),
    "local-name": lambda c, a: _named(c, a, "local_name"),
    "namespace-uri": lambda c, a: _named(c, a, "namespace"),
    "string": _text_of,
    "concat": lambda c, a: "".join(string(x) for x in a),
    "starts-with": lambda c, a: string(a[0]).startswith(string(a[1])),
    "contains": lambda c, a: string(a[1]) in string(a[0]),
    "substring-before": lambda c, a: (
        string(a[0]).partition(string(a[1]))[0] if string(a[1]) in string(a[0]) else ""
    ),
    "substring-after": lambda c, a: string(a[0]).partition(string(a[1]))[2],
    "substring": lambda c, a: _substring(a),
    "string-length": lambda c, a: float(len(_text_of(c, a))),
    "normalize-space": lambda c, a: " ".join(_text_of(c, a).split()),
    "translate": lambda c, a: _translate(a),
    "boolean": lambda c, a: boolean(a[0]),
    "not": lambda c, a: not boolean(a[0]),
    "true": lambda c, a: True,
    "false": lambda c, a: False,
    "number": lambda c, a: number(a[0]) if a else number(c.node.text),
    "sum": lambda c, a: float(sum(number(n.text) for n in a[0])),
    "floor": lambda c, a: _math("floor")(number(a[0])),
    "ceiling": lambda c, a: _math("ceil")(number(a[0])),
    "round": lambda c, a: round_half_up(number(a[0])),
    "id": lambda c, a: [
        n
        for n in _descendants(_top(c.node))
        for x in getattr(n, "attributes", ())
        if x.name == "id" and x.value in string(a[0]).split()
    ],
}
