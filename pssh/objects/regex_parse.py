"""The syntax of .NET regular expressions: pattern text to a tree.

The tree is what `regex_emit.py` writes out as a Python pattern, and what `regex_engine.py` runs itself where
Python's `re` has no such thing (look-behind of any width, balancing groups, right to left, all captures).
"""

from typing import Any, Dict, List, Optional, Tuple

# [Text.RegularExpressions.RegexOptions]
IGNORE_CASE, MULTILINE, EXPLICIT, COMPILED, SINGLELINE, IGNORE_SPACE, RIGHT_TO_LEFT = 1, 2, 4, 8, 16, 32, 64
ECMA_SCRIPT, CULTURE_INVARIANT, NON_BACKTRACKING = 256, 512, 1024

_FLAGS = {"i": IGNORE_CASE, "m": MULTILINE, "n": EXPLICIT, "s": SINGLELINE, "x": IGNORE_SPACE}


class RegexParseError(Exception):
    """A pattern .NET would refuse."""

    def __init__(self, pattern: str, offset: int, reason: str) -> None:
        super().__init__(f"Invalid pattern '{pattern}' at offset {offset}. {reason}")
        self.offset = offset
        self.reason = reason


class Node:
    """One piece of a pattern. `kind` says which of the other fields count."""

    __slots__ = (
        "children",
        "flags",
        "group",
        "high",
        "items",
        "kind",
        "lazy",
        "low",
        "negate",
        "other",
        "text",
    )

    def __init__(
        self,
        kind: str,
        children: Optional[List["Node"]] = None,
        *,
        text: str = "",
        low: int = 0,
        high: int = -1,
        lazy: bool = False,
        negate: bool = False,
        flags: int = 0,
        group: Any = None,
        other: Any = None,
        items: Optional[List[Any]] = None,
    ) -> None:
        self.kind = kind
        self.children: List[Node] = children or []
        self.text = text
        self.low = low
        self.high = high  # -1: no limit
        self.lazy = lazy
        self.negate = negate
        self.flags = flags
        self.group = group  # name or number as written, None for a plain group
        self.other = other
        self.items: List[Any] = items or []


# the members of a class: ("range", first, last) | ("set", letter) for \d \w ... | ("category", name, negate)
_SHORT = "dDwWsS"
_ESCAPES = {"a": "\a", "b": "\b", "t": "\t", "r": "\r", "v": "\v", "f": "\f", "n": "\n", "e": "\x1b"}


class Parser:
    """Reads one pattern."""

    def __init__(self, pattern: str, options: int) -> None:
        self.pattern = pattern
        self.at = 0
        self.options = options
        self.unnamed = 0
        self.names: List[str] = []
        self.numbers: List[int] = []  # numbers given as names: (?<3>...)
        self.groups: List[Node] = []

    def fail(self, reason: str, offset: Optional[int] = None) -> RegexParseError:
        return RegexParseError(self.pattern, self.at if offset is None else offset, reason)

    def peek(self, ahead: int = 0) -> str:
        return self.pattern[self.at + ahead : self.at + ahead + 1]

    def parse(self) -> Node:
        """The tree of the whole pattern; raises RegexParseError with the place."""
        tree = self._alternatives()
        if self.at < len(self.pattern):
            self.at += 1
            raise self.fail("Too many )'s.", self.at - 1)
        return tree

    def _alternatives(self) -> Node:
        options = self.options
        branches = [self._sequence()]
        while self.peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        self.options = options
        return branches[0] if len(branches) == 1 else Node("alternatives", branches)

    def _sequence(self) -> Node:
        out: List[Node] = []
        while self.at < len(self.pattern) and self.peek() not in "|)":
            if self._skip():
                continue
            start = self.at
            node = self._atom()
            if node is None:
                continue
            out.append(self._quantified(node, start))
        return out[0] if len(out) == 1 else Node("sequence", out)

    def _skip(self) -> bool:
        """Passes over white space and comments where they do not count."""
        if self.pattern.startswith("(?#", self.at):
            end = self.pattern.find(")", self.at)
            if end < 0:
                raise self.fail("Unterminated (?#...) comment.", len(self.pattern))
            self.at = end + 1
            return True
        if not self.options & IGNORE_SPACE:
            return False
        c = self.peek()
        if c.isspace():
            self.at += 1
            return True
        if c == "#":
            end = self.pattern.find("\n", self.at)
            self.at = len(self.pattern) if end < 0 else end + 1
            return True
        return False

    def _quantifier(self) -> Optional[Tuple[int, int, int]]:
        """Low, high and length of the quantifier here, if there is one."""
        c = self.peek()
        simple = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}.get(c)
        if simple is not None:
            return simple[0], simple[1], 1
        if c != "{":
            return None
        end = self.pattern.find("}", self.at)
        if end < 0:
            return None
        low, comma, high = self.pattern[self.at + 1 : end].partition(",")
        if not (low.isdigit() and low.isascii() and (not high or (high.isdigit() and high.isascii()))):
            return None
        size = end + 1 - self.at
        if not comma:
            return int(low), int(low), size
        return int(low), int(high) if high else -1, size

    def _quantified(self, node: Node, start: int) -> Node:
        while self.at < len(self.pattern) and self._skip():
            pass
        found = self._quantifier()
        if found is None:
            return node
        low, high, size = found
        self.at += size
        if 0 <= high < low:
            raise self.fail("Illegal {x,y} with x > y.")
        lazy = self.peek() == "?"
        if lazy:
            self.at += 1
        if (self.peek() in ("*", "+", "?") and self.peek()) or self._quantifier() is not None:
            raise self.fail(f"Nested quantifier '{self.peek()}'.", self.at + 1)
        return Node("repeat", [node], low=low, high=high, lazy=lazy)

    def _atom(self) -> Optional[Node]:
        c = self.peek()
        flags = self.options
        if c == "(":
            return self._group()
        if c == "[":
            return self._class()
        if c == "\\":
            return self._escape()
        if c in "*+?":
            raise self.fail(f"Quantifier '{c}' following nothing.", self.at + 1)
        if c == "{" and self._quantifier() is not None:
            raise self.fail(f"Quantifier '{c}' following nothing.", self.at + 1)
        self.at += 1
        if c == ".":
            return Node("any", flags=flags)
        if c in "^$":
            return Node("anchor", text=c, flags=flags)
        return Node("char", text=c, flags=flags)

    # -- groups ------------------------------------------------------------------------------------------

    def _group(self) -> Optional[Node]:
        start = self.at
        self.at += 1
        if self.peek() != "?" or self.peek(1) in (")", ""):
            if self.peek() == "?":
                raise self.fail("Quantifier '?' following nothing.", self.at + 1)
            if self.options & EXPLICIT:
                return Node("plain", [self._inside(start)])
            return self._capture(None, start)
        self.at += 1
        for mark, kind, negate in (
            (":", "plain", False),
            ("=", "ahead", False),
            ("!", "ahead", True),
            ("<=", "behind", False),
            ("<!", "behind", True),
            (">", "atomic", False),
        ):
            if self.pattern.startswith(mark, self.at):
                self.at += len(mark)
                return Node(kind, [self._inside(start)], negate=negate)
        c = self.peek()
        if c in "<'":
            return self._named(start, ">" if c == "<" else "'")
        if c == "(":
            return self._condition(start)
        return self._flags(start)

    def _inside(self, start: int) -> Node:
        tree = self._alternatives()
        if self.peek() != ")":
            raise self.fail("Not enough )'s.", len(self.pattern))
        self.at += 1
        return tree

    def _capture(self, name: Any, start: int) -> Node:
        node = Node("group", group=name)
        if name is None:
            self.unnamed += 1
            node.group = self.unnamed
        self.groups.append(node)
        node.children = [self._inside(start)]
        return node

    def _named(self, start: int, close: str) -> Node:
        self.at += 1
        end = self.pattern.find(close, self.at)
        if end < 0:
            raise self.fail("Invalid group name: Group names must begin with a word character.")
        name = self.pattern[self.at : end]
        self.at = end + 1
        name, dash, pop = name.partition("-")
        for part in (name, pop) if dash else (name,):
            if (part and not part.replace("_", "a").isalnum()) or (not part and not dash):
                raise self.fail("Invalid group name: Group names must begin with a word character.")
        key: Any = int(name) if name.isdigit() else name or None
        if isinstance(key, int):
            self.numbers.append(key)
        elif key is not None and key not in self.names:
            self.names.append(key)
        if dash:
            node = Node("balance", group=key, other=int(pop) if pop.isdigit() else pop)
            self.groups.append(node)
            node.children = [self._inside(start)]
            return node
        node = Node("group", group=key)
        self.groups.append(node)
        node.children = [self._inside(start)]
        return node

    def _condition(self, start: int) -> Node:
        end = self.pattern.find(")", self.at)
        name = self.pattern[self.at + 1 : end] if end > 0 else ""
        known = name.isdigit() or name in self.names or ("(?<" + name + ">") in self.pattern
        test: Optional[Node] = None
        if name and known:
            self.at = end + 1
        else:
            opened = self.at
            self.at += 1
            for mark, kind, negate in (
                ("?=", "ahead", False),
                ("?!", "ahead", True),
                ("?<=", "behind", False),
                ("?<!", "behind", True),
            ):
                if self.pattern.startswith(mark, self.at):
                    self.at += len(mark)
                    test = Node(kind, [self._inside(opened)], negate=negate)
                    break
            else:
                test = Node("ahead", [self._inside(opened)])
        body = self._inside(start)
        branches = body.children if body.kind == "alternatives" else [body]
        if len(branches) > 2:
            raise self.fail("Too many | in (?()|).")
        yes = branches[0]
        no = branches[1] if len(branches) > 1 else Node("sequence", [])
        return Node("condition", [yes, no], group=int(name) if name.isdigit() else name, other=test)

    def _flags(self, start: int) -> Optional[Node]:
        options, on = self.options, True
        while True:
            c = self.peek()
            self.at += 1
            if c in ("-", "+") and c:
                on = c == "+"
            elif c.lower() in _FLAGS and c:
                flag = _FLAGS[c.lower()]
                options = options | flag if on else options & ~flag
            elif c == ")":
                self.options = options
                return None
            elif c == ":":
                outer, self.options = self.options, options
                node = Node("plain", [self._inside(start)])
                self.options = outer
                return node
            else:
                raise self.fail("Unrecognized grouping construct.", min(self.at, len(self.pattern)))

    # -- escapes -----------------------------------------------------------------------------------------

    def _escape(self) -> Node:
        flags = self.options
        c = self.peek(1)
        if not c:
            raise self.fail("Illegal \\ at end of pattern.", len(self.pattern))
        if c in "AzZGbB":
            self.at += 2
            return Node("anchor", text="\\" + c, flags=flags)
        if c in _SHORT:
            self.at += 2
            return Node("class", items=[("set", c)], flags=flags)
        if c in "pP":
            return Node("class", items=[self._category()], flags=flags)
        if c == "k":
            return self._named_reference(3)
        if c.isdigit() and c != "0":
            return self._number_reference()
        return Node("char", text=self._char(), flags=flags)

    def _named_reference(self, ahead: int) -> Node:
        close = {"<": ">", "'": "'"}.get(self.peek(2))
        end = self.pattern.find(close, self.at + 3) if close else -1
        if end < 0:
            raise self.fail("Malformed \\k<...> named back reference.", self.at + 2)
        name = self.pattern[self.at + 3 : end]
        self.at = end + 1
        return Node("reference", group=int(name) if name.isdigit() else name, flags=self.options)

    def _number_reference(self) -> Node:
        end = self.at + 1
        while end < len(self.pattern) and self.pattern[end].isdigit():
            end += 1
        digits = self.pattern[self.at + 1 : end]
        number = int(digits)
        total = _count_groups(self.pattern)
        if number <= 9 or number <= total:
            self.at = end
            return Node("reference", group=number, flags=self.options)
        return Node("char", text=self._char(), flags=self.options)

    def _category(self) -> Tuple[str, str, bool]:
        negate = self.peek(1) == "P"
        if self.peek(2) != "{":
            raise self.fail("Incomplete \\p{X} character escape.", self.at + 2)
        end = self.pattern.find("}", self.at)
        if end < 0:
            raise self.fail("Incomplete \\p{X} character escape.", len(self.pattern))
        name = self.pattern[self.at + 3 : end]
        from pssh.objects.regex_unicode import known

        if not known(name):
            raise self.fail(f"Unknown property '{name}'.", end + 1)
        self.at = end + 1
        return "category", name, negate

    def _char(self) -> str:
        """The character an escape stands for; passes over it."""
        c = self.peek(1)
        self.at += 2
        if c == "x":
            return self._hex(2)
        if c == "u":
            return self._hex(4)
        if c == "c":
            letter = self.peek().upper()
            self.at += 1
            if not ("@" <= letter <= "_"):
                raise self.fail("Unrecognized control character.")
            return chr(ord(letter) - 64)
        if c in "01234567":
            end = self.at
            while end < len(self.pattern) and end - self.at < 2 and self.pattern[end] in "01234567":
                end += 1
            value = int(self.pattern[self.at - 1 : end], 8)
            self.at = end
            return chr(value & 0xFF)
        if c in _ESCAPES:
            return _ESCAPES[c]
        if c.isalnum() or c == "_":
            raise self.fail(f"Unrecognized escape sequence \\{c}.")
        return c

    def _hex(self, count: int) -> str:
        digits = self.pattern[self.at : self.at + count]
        self.at += count
        try:
            if len(digits) == count:
                return chr(int(digits, 16))
        except ValueError:
            pass
        raise self.fail("Insufficient or invalid hexadecimal digits.", min(self.at, len(self.pattern)))

    # -- classes -----------------------------------------------------------------------------------------

    def _class(self) -> Node:
        flags = self.options
        self.at += 1
        negate = self.peek() == "^"
        if negate:
            self.at += 1
        node = Node("class", negate=negate, flags=flags)
        first = True
        while True:
            c = self.peek()
            if not c:
                raise self.fail("Unterminated [] set.", len(self.pattern))
            if c == "]" and not first:
                self.at += 1
                return node
            first = False
            if c == "-" and self.peek(1) == "[" and node.items:
                self.at += 1
                node.other = self._class()
                if self.peek() != "]":
                    raise self.fail("A subtraction must be the last element in a character class.")
                self.at += 1
                return node
            self._class_item(node)

    def _class_item(self, node: Node) -> None:
        c = self.peek()
        if c == "[" and self.peek(1) == ":":
            end = self.pattern.find(":]", self.at + 2)
            if end > 0 and self.pattern[self.at + 2 : end].isalpha():
                # .NET passes over POSIX names without a meaning
                self.at = end + 2
                return
        if c == "\\":
            follow = self.peek(1)
            if follow in _SHORT and follow:
                node.items.append(("set", follow))
                self.at += 2
                return
            if follow in ("p", "P"):
                node.items.append(self._category())
                return
            if not follow:
                raise self.fail("Illegal \\ at end of pattern.", len(self.pattern))
            low = "\b" if follow == "b" else ""
            low = low or self._char()
            if follow == "b":
                self.at += 2
        else:
            low = c
            self.at += 1
        if self.peek() == "-" and self.peek(1) not in ("]", "[", ""):
            self.at += 1
            if self.peek() == "\\":
                follow = self.peek(1)
                if follow in _SHORT or follow in "pP":
                    raise self.fail(f"Cannot include class \\{follow} in character range.", self.at + 2)
                if follow == "b":
                    self.at += 2
                    high = "\b"
                else:
                    high = self._char()
            else:
                high = self.peek()
                self.at += 1
            if high < low:
                raise self.fail("[x-y] range in reverse order.")
            node.items.append(("range", low, high))
        else:
            node.items.append(("range", low, low))


def _count_groups(pattern: str) -> int:
    """How many capture groups the pattern has (good enough to tell \\10 from an octal escape)."""
    import re

    return len(re.findall(r"(?<!\\)\((?!\?)|\(\?(?:<[^=!]|')", pattern))


class Parsed:
    """A pattern's tree with .NET's numbers for its groups."""

    __slots__ = ("groups", "index", "names", "tree")

    def __init__(self, pattern: str, options: int) -> None:
        parser = Parser(pattern, options)
        self.tree = parser.parse()
        self.groups = parser.groups
        used = set(parser.numbers)
        plain: Dict[int, int] = {count: count for count in range(1, parser.unnamed + 1)}
        used.update(plain)
        named: Dict[Any, int] = {n: n for n in parser.numbers}
        number = 0
        for name in parser.names:
            number += 1
            while number in used:
                number += 1
            named[name] = number
            used.add(number)
        self.names: Dict[int, str] = {0: "0"}
        for value in sorted(used):
            self.names[value] = str(value)
        for name in parser.names:
            self.names[named[name]] = name
        self.index: Dict[str, int] = {text: value for value, text in self.names.items()}
        unnamed = 0
        for node in self.groups:
            if (
                node.kind == "group"
                and isinstance(node.group, int)
                and node.group in plain
                and not node.other
                and node.group == unnamed + 1
            ):
                unnamed += 1
                node.group = plain[node.group]
            elif node.group is not None:
                node.group = named.get(node.group, node.group)
        self._references(self.tree, pattern)

    def _references(self, node: Node, pattern: str) -> None:
        if node.kind in ("reference", "condition") and node.other is None:
            if isinstance(node.group, str):
                if node.group not in self.index:
                    raise RegexParseError(
                        pattern, len(pattern), f"Reference to undefined group name '{node.group}'."
                    )
                node.group = self.index[node.group]
            elif node.group not in self.names:
                raise RegexParseError(
                    pattern, len(pattern), f"Reference to undefined group number {node.group}."
                )
        if node.kind == "balance" and isinstance(node.other, str):
            if node.other not in self.index:
                raise RegexParseError(
                    pattern, len(pattern), f"Reference to undefined group name '{node.other}'."
                )
            node.other = self.index[node.other]
        if node.kind == "condition" and isinstance(node.other, Node):
            self._references(node.other, pattern)
        for child in node.children:
            self._references(child, pattern)
