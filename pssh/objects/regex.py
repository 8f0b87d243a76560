"""[regex]: .NET regular expressions, run by Python's `re` wherever it can.

`compile_regex` gives a kept `Regex`. The operators use its `search`, `replace`, `split` and `group_texts`;
scripts see it, `Match`, `Group` and `Capture` as .NET's objects.
"""

import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Tuple

from pssh.objects.regex_parse import IGNORE_CASE, RIGHT_TO_LEFT, Parsed, RegexParseError

__all__ = ["Capture", "Group", "Match", "Regex", "RegexParseError", "compile_regex", "escape", "unescape"]


class Regex:
    """One compiled pattern. `search(text, pos)` gives a Python match (or None): make it a `Match` by `wrap`."""

    __slots__ = (
        "captures_engine",
        "compiled",
        "engine",
        "group_keys",
        "group_places",
        "names",
        "options",
        "parsed",
        "pattern",
        "plain",
        "python_groups",
        "search",
        "single_groups",
        "templates",
        "timeout",
    )
    net_type_name = "System.Text.RegularExpressions.Regex"

    def __init__(self, pattern: str, options: int = 0) -> None:
        self.pattern = pattern
        self.options = options
        self.timeout: Any = None
        self.engine: Any = None
        self.compiled: Optional[re.Pattern[str]] = None
        self.captures_engine: Any = None
        self.templates: Dict[str, Any] = {}
        simple = _simple(pattern, options)
        if simple is not None:
            self.compiled = simple
            self.parsed: Optional[Parsed] = None
            self.names: Dict[int, str] = {0: "0"}
            self.python_groups: Dict[int, List[int]] = {0: [0]}
        else:
            self._translate(pattern, options)
        self.search: Callable[..., Any] = self._machine().search
        self.plain = all(len(g) == 1 and g[0] == n for n, g in self.python_groups.items())
        # What `$Matches` is filled from, group 0 last as .NET has it.
        self.group_keys: List[Any] = [int(n) if n.isdigit() else n for n in self.names.values()][::-1]
        self.group_places = [self.python_groups[number] for number in self.names][::-1]
        single = self.compiled is not None and all(len(places) == 1 for places in self.group_places)
        self.single_groups = [places[0] for places in self.group_places] if single else None

    def _machine(self) -> Any:
        return self.compiled if self.compiled is not None else self.engine

    def _translate(self, pattern: str, options: int) -> None:
        from pssh.objects.regex_emit import Emitter, NotInPython

        parsed = Parsed(pattern, options)
        self.parsed = parsed
        self.names = parsed.names
        try:
            emitter = Emitter(parsed, options)
            self.compiled = re.compile(emitter.text, re.IGNORECASE if emitter.ignore_case else 0)
            self.python_groups = {**emitter.python_groups, 0: [0]}
        except (NotInPython, re.error):
            from pssh.objects.regex_engine import Engine

            self.engine = Engine(parsed, options)
            self.python_groups = {number: [number] for number in parsed.names}

    def __str__(self) -> str:
        return self.pattern

    @property
    def right_to_left(self) -> bool:
        """Whether matching goes from the end of the text."""
        return bool(self.options & RIGHT_TO_LEFT)

    def group_number(self, name: Any) -> int:
        """The number of a group by name or number; -1 where there is none."""
        for number, text in self.names.items():
            if text == str(name):
                return number
        return -1

    # -- matching ----------------------------------------------------------------------------------------

    def finditer(self, text: str, start: Optional[int] = None) -> Iterator[Any]:
        """Python matches one after another."""
        find: Callable[..., Iterator[Any]] = self._machine().finditer
        return find(text) if start is None else find(text, start)

    def span(self, match: Any, groups: List[int]) -> Tuple[int, int]:
        """The place of a .NET group in a Python match (the last one that took part counts)."""
        found: Tuple[int, int]
        if len(groups) == 1:
            found = match.span(groups[0])
            return found
        best = (-1, -1)
        for number in groups:
            found = match.span(number)
            if found[0] >= 0 and found[1] >= best[1]:
                best = found
        return best

    def value(self, match: Any, number: int) -> Optional[str]:
        """The text of a .NET group, None where it took no part."""
        groups = self.python_groups.get(number)
        if not groups:
            return None
        start, end = self.span(match, groups)
        return None if start < 0 else match.string[start:end]

    def group_texts(self, match: Any) -> Sequence[Optional[str]]:
        """The texts of the groups of `group_keys`; None for one that took no part."""
        if self.single_groups is not None:
            found: Sequence[Optional[str]] = match.group(
                *self.single_groups, 0
            )  # 0: two or more make a tuple
            return found
        spans = [self.span(match, groups) if groups else (-1, -1) for groups in self.group_places]
        return [None if start < 0 else match.string[start:end] for start, end in spans]

    def wrap(self, match: Any, text: str) -> "Match":
        """A Python match as the object scripts see."""
        return Match(self, match, text)

    def match(self, text: str, start: Optional[int] = None, length: Optional[int] = None) -> "Match":
        """[regex]::Match: the first match; one without success where there is none."""
        if length is not None:
            begin = start or 0
            text = text[: begin + length]
        found = self.search(text, start) if start else self.search(text)
        return Match(self, found, text)

    def matches(self, text: str, start: Optional[int] = None) -> "MatchCollection":
        """[regex]::Matches: all of them."""
        return MatchCollection(Match(self, m, text) for m in self.finditer(text, start))

    def all_captures(self, match: Any, text: str) -> Dict[int, List[Tuple[int, int]]]:
        """Every capture of every group of a match."""
        spans: Dict[int, List[Tuple[int, int]]]
        if self.engine is not None:
            spans = match.spans
            return spans
        if self.parsed is None:
            return {0: [match.span()]}
        if self.captures_engine is None:
            from pssh.objects.regex_engine import Engine

            self.captures_engine = Engine(self.parsed, self.options)
        again = self.captures_engine.match_at(text, match.start())
        if again is None or again.span() != match.span():
            return {
                n: [self.span(match, g)] for n, g in self.python_groups.items() if self.span(match, g)[0] >= 0
            }
        spans = again.spans
        return spans

    # -- replacing and splitting -------------------------------------------------------------------------

    def replace(self, text: str, replacement: str, count: int = -1, start: Optional[int] = None) -> str:
        """By a text in which $1, ${name}, $&, $`, $', $+, $_ and $$ have their meaning."""
        template = self.templates.get(replacement)
        if template is None:
            template = self._template(replacement)
            if len(self.templates) > 50:
                self.templates.clear()
            self.templates[replacement] = template
        if self.compiled is not None and not callable(template) and not start and count != 0:
            return self.compiled.sub(template, text, 0 if count < 0 else count)
        if not callable(template):
            parts = self._parts(replacement)
            return self.replace_by(text, lambda m: self._expand(parts, m), count, start)
        return self.replace_by(text, template, count, start)

    def replace_by(
        self, text: str, evaluate: Callable[[Any], str], count: int = -1, start: Optional[int] = None
    ) -> str:
        """By a function of the Python match."""
        if count == 0:
            return text
        if self.compiled is not None and not start:
            return self.compiled.sub(evaluate, text, 0 if count < 0 else count)
        found: List[Any] = []
        for match in self.finditer(text, start):
            found.append(match)
            if len(found) == count:
                break
        if self.right_to_left:
            found.reverse()
        out, at = [], 0
        for match in found:
            out.append(text[at : match.start()])
            out.append(evaluate(match))
            at = match.end()
        out.append(text[at:])
        return "".join(out)

    def _template(self, replacement: str) -> Any:
        """A template for Python's `sub`, or a function where that cannot say it."""
        if "$" not in replacement:
            return replacement.replace("\\", "\\\\")
        parts = self._parts(replacement)
        out: List[str] = []
        for kind, value in parts:
            if kind == "text":
                out.append(value.replace("\\", "\\\\"))
            elif kind == "group" and len(self.python_groups[value]) == 1:
                out.append(f"\\g<{self.python_groups[value][0]}>")
            else:
                return lambda match: self._expand(parts, match)
        return "".join(out)

    def _parts(self, replacement: str) -> List[Tuple[str, Any]]:
        out: List[Tuple[str, Any]] = []
        at = 0
        while at < len(replacement):
            mark = replacement.find("$", at)
            if mark < 0:
                out.append(("text", replacement[at:]))
                break
            if mark > at:
                out.append(("text", replacement[at:mark]))
            size, part = self._reference(replacement, mark)
            out.append(part)
            at = mark + size
        return out

    def _reference(self, text: str, at: int) -> Tuple[int, Tuple[str, Any]]:
        follow = text[at + 1 : at + 2]
        if follow == "$":
            return 2, ("text", "$")
        if follow in ("&", "`", "'", "+", "_") and follow:
            return 2, ("group", 0) if follow == "&" else ("special", follow)
        if follow.isdigit():
            end = at + 1
            while end < len(text) and text[end].isdigit():
                end += 1
            while end > at + 1:
                number = int(text[at + 1 : end])
                if number in self.python_groups:
                    return end - at, ("group", number)
                end -= 1
        if follow == "{":
            close = text.find("}", at)
            if close > 0:
                number = self.group_number(text[at + 2 : close])
                if number >= 0:
                    return close + 1 - at, ("group", number)
        return 1, ("text", "$")

    def _expand(self, parts: List[Tuple[str, Any]], match: Any) -> str:
        out: List[str] = []
        for kind, value in parts:
            if kind == "text":
                out.append(value)
            elif kind == "group":
                out.append(self.value(match, value) or "")
            elif value == "`":
                out.append(match.string[: match.start()])
            elif value == "'":
                out.append(match.string[match.end() :])
            elif value == "_":
                out.append(match.string)
            else:
                last = max(self.names)
                out.append(self.value(match, last) or "")
        return "".join(out)

    def split(self, text: str, count: int = 0, start: int = 0) -> List[str]:
        """The pieces between matches, with what groups captured; at most `count` pieces if it is not 0."""
        if count == 1:
            return [text]
        if self.compiled is not None and self.plain and not start:
            pieces = self.compiled.split(text, count - 1 if count > 0 else 0)
            if len(self.names) == 1:
                return pieces
            return [p for p in pieces if p is not None]
        out: List[str] = []
        at, found = 0, []
        for match in self.finditer(text, start or None):
            found.append(match)
            if 0 < count - 1 == len(found):
                break
        if self.right_to_left:
            found.reverse()
        for match in found:
            out.append(text[at : match.start()])
            for number in sorted(self.names):
                value = self.value(match, number) if number else None
                if value is not None:
                    out.append(value)
            at = match.end()
        out.append(text[at:])
        return out


class Capture:
    """A place in the text that a group matched."""

    __slots__ = ("index", "length", "text")
    net_type_name = "System.Text.RegularExpressions.Capture"

    def __init__(self, text: str, index: int, length: int) -> None:
        self.text = text
        self.index = index
        self.length = length

    @property
    def value(self) -> str:
        return self.text[self.index : self.index + self.length]

    def __str__(self) -> str:
        return self.value


class Group(Capture):
    """One group of a match: its last capture, and all of them."""

    __slots__ = ("name", "number", "owner", "success")
    net_type_name = "System.Text.RegularExpressions.Group"

    def __init__(
        self, owner: Optional["Match"], number: int, name: str, text: str, span: Tuple[int, int]
    ) -> None:
        start, end = span
        self.success = start >= 0
        super().__init__(text, max(start, 0), end - start if start >= 0 else 0)
        self.owner = owner
        self.number = number
        self.name = name

    @property
    def value(self) -> str:
        return self.text[self.index : self.index + self.length] if self.success else ""

    @property
    def captures(self) -> List[Capture]:
        if not self.success:
            return CaptureCollection()
        if self.number == 0 or self.owner is None:
            return CaptureCollection([self])
        spans = self.owner.regex.all_captures(self.owner.found, self.text).get(self.number) or []
        return CaptureCollection(Capture(self.text, a, b - a) for a, b in spans)


class Match(Group):
    """The result of one attempt, with all groups."""

    __slots__ = ("_groups", "found", "regex")
    net_type_name = "System.Text.RegularExpressions.Match"

    def __init__(self, regex: Regex, found: Any, text: str) -> None:
        super().__init__(None, 0, "0", text, found.span() if found is not None else (-1, -1))
        self.regex = regex
        self.found = found
        self._groups: Optional[GroupCollection] = None

    @property
    def groups(self) -> "GroupCollection":
        if self._groups is None:
            out: List[Group] = [self]
            if self.found is not None:
                for number, name in self.regex.names.items():
                    if number:
                        groups = self.regex.python_groups.get(number)
                        span = self.regex.span(self.found, groups) if groups else (-1, -1)
                        out.append(Group(self, number, name, self.text, span))
            self._groups = GroupCollection(out)
        return self._groups

    def next_match(self) -> "Match":
        """The match after this one."""
        if self.found is None:
            return self
        start, end = self.found.span()
        if self.regex.right_to_left:
            place = start - 1 if start == end else start
            found = self.regex.search(self.text, place) if place >= 0 else None
        else:
            place = end + 1 if start == end else end
            found = self.regex.search(self.text, place) if place <= len(self.text) else None
        return Match(self.regex, found, self.text)

    def result(self, replacement: str) -> str:
        """A replacement text filled in from this match."""
        return self.regex._expand(self.regex._parts(replacement), self.found)


class CaptureCollection(List[Capture]):
    """[CaptureCollection]"""

    net_type_name = "System.Text.RegularExpressions.CaptureCollection"


class GroupCollection(List[Group]):
    """The groups of a match by number or name; one that is not there has no success."""

    net_type_name = "System.Text.RegularExpressions.GroupCollection"

    def by_key(self, key: Any) -> Group:
        """A group by number or name."""
        wanted = str(key)
        for group in self:
            if group.name == wanted or (not isinstance(key, str) and group.number == key):
                return group
        first = self[0]
        return Group(None, -1, wanted, first.text, (-1, -1))


class MatchCollection(List[Match]):
    """[MatchCollection]"""

    net_type_name = "System.Text.RegularExpressions.MatchCollection"


_PLAIN = re.compile(r"[\w ,:;=<>@%!~\"'/&-]*", re.ASCII)
_cache: Dict[Tuple[str, int], Regex] = {}


def _simple(pattern: str, options: int) -> Any:
    """Patterns that mean the same in both worlds are taken as they are."""
    if options & ~(IGNORE_CASE | 8 | 512) or _PLAIN.fullmatch(pattern) is None:
        return None
    return re.compile(pattern, re.IGNORECASE if options & IGNORE_CASE else 0)


def compile_regex(pattern: str, ignore_case: bool = False, options: int = 0) -> Regex:
    """The kept Regex of a pattern; RegexParseError where .NET would refuse it."""
    if ignore_case:
        options |= IGNORE_CASE
    found = _cache.get((pattern, options))
    if found is None:
        if len(_cache) > 1000:
            _cache.clear()
        found = Regex(pattern, options)
        _cache[pattern, options] = found
    return found


_META = "\\*+?|{[()^$.# \t\n\f\r"
_META_TEXT = {"\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def escape(text: str) -> str:
    """[regex]::Escape"""
    return "".join(_META_TEXT.get(c, "\\" + c) if c in _META else c for c in text)


def unescape(text: str) -> str:
    """[regex]::Unescape"""
    from pssh.objects.regex_parse import Parser

    if "\\" not in text:
        return text
    parser = Parser(text, 0)
    out: List[str] = []
    while parser.at < len(text):
        if parser.peek() == "\\":
            if parser.at + 1 >= len(text):
                raise parser.fail("Illegal \\ at end of pattern.", len(text))
            out.append(parser._char())
        else:
            out.append(parser.peek())
            parser.at += 1
    return "".join(out)
