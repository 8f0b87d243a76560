"""A backtracking matcher for what Python's `re` cannot do: look-behind of any width, balancing groups, `\\G`, right to
left, and the list of all captures of a group. Slower than `re`, and used only where it must be."""

import re
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from pssh.objects.regex_emit import class_text
from pssh.objects.regex_parse import IGNORE_CASE, MULTILINE, RIGHT_TO_LEFT, SINGLELINE, Node, Parsed

Next = Callable[[int], bool]
Span = Tuple[int, int]


class EngineMatch:
    """What a match has of `re.Match`, and all captures of each group."""

    __slots__ = ("pos", "spans", "string")

    def __init__(self, string: str, spans: Dict[int, List[Span]]) -> None:
        self.string = string
        self.spans = spans

    def span(self, group: int = 0) -> Span:
        found = self.spans.get(group)
        return found[-1] if found else (-1, -1)

    def start(self, group: int = 0) -> int:
        return self.span(group)[0]

    def end(self, group: int = 0) -> int:
        return self.span(group)[1]

    def group(self, group: int = 0) -> Optional[str]:
        start, end = self.span(group)
        return None if start < 0 else self.string[start:end]


class _Run:
    """The state of one attempt."""

    __slots__ = ("captures", "origin", "size", "steps", "text")

    def __init__(self, text: str, origin: int) -> None:
        self.text = text
        self.size = len(text)
        self.origin = origin
        self.captures: Dict[int, List[Span]] = {}


Matcher = Callable[[_Run, int, Next], bool]


class Engine:
    """A parsed pattern made into functions; `search` and `finditer` as those of `re.Pattern`."""

    def __init__(self, parsed: Parsed, options: int) -> None:
        self.backward = bool(options & RIGHT_TO_LEFT)
        self.matcher = self._make(parsed.tree, self.backward)

    # -- running -----------------------------------------------------------------------------------------

    def match_at(self, text: str, at: int, origin: Optional[int] = None) -> Optional[EngineMatch]:
        """A match that begins (ends, from right to left) at a place."""
        run = _Run(text, at if origin is None else origin)
        ends: List[int] = []

        def done(place: int) -> bool:
            ends.append(place)
            return True

        if not self.matcher(run, at, done):
            return None
        run.captures[0] = [(min(at, ends[0]), max(at, ends[0]))]
        return EngineMatch(text, run.captures)

    def search(self, text: str, pos: Optional[int] = None) -> Optional[EngineMatch]:
        """The first match from a place on."""
        if self.backward:
            start = len(text) if pos is None else pos
            places = range(start, -1, -1)
        else:
            start = pos or 0
            places = range(start, len(text) + 1)
        for at in places:
            found = self.match_at(text, at, start)
            if found is not None:
                return found
        return None

    def finditer(self, text: str, pos: Optional[int] = None) -> Iterator[EngineMatch]:
        """All matches, one after another."""
        at: Optional[int] = pos
        while True:
            found = self.search(text, at)
            if found is None:
                return
            yield found
            start, end = found.span()
            at = start if self.backward else end
            if start == end:
                at += -1 if self.backward else 1
                if at < 0 or at > len(text):
                    return

    # -- building ----------------------------------------------------------------------------------------

    def _make(self, node: Node, back: bool) -> Matcher:
        build: Callable[[Node, bool], Matcher] = getattr(self, "_" + node.kind)
        return build(node, back)

    def _single(self, test: Callable[[str], Any], back: bool) -> Matcher:
        def forward(run: _Run, at: int, then: Next) -> bool:
            return at < run.size and bool(test(run.text[at])) and then(at + 1)

        def backward(run: _Run, at: int, then: Next) -> bool:
            return at > 0 and bool(test(run.text[at - 1])) and then(at - 1)

        return backward if back else forward

    def _test(self, node: Node) -> Optional[Callable[[str], Any]]:
        """The test of one character, for nodes that are one character."""
        if node.kind == "char":
            text = node.text
            if node.flags & IGNORE_CASE:
                low = text.lower()
                return lambda c: c == text or c.lower() == low
            return lambda c: c == text
        if node.kind == "any":
            return (lambda c: True) if node.flags & SINGLELINE else (lambda c: c != "\n")
        if node.kind == "class":
            flags = re.IGNORECASE if node.flags & IGNORE_CASE else 0
            return re.compile(class_text(node), flags).match
        return None

    def _char(self, node: Node, back: bool) -> Matcher:
        test = self._test(node)
        assert test is not None
        return self._single(test, back)

    _any = _char
    _class = _char

    def _anchor(self, node: Node, back: bool) -> Matcher:
        test = _ANCHORS[node.text]
        many = bool(node.flags & MULTILINE)

        def anchor(run: _Run, at: int, then: Next) -> bool:
            return test(run, at, many) and then(at)

        return anchor

    def _sequence(self, node: Node, back: bool) -> Matcher:
        parts = [self._make(child, back) for child in node.children]
        if back:
            parts.reverse()
        if not parts:
            return lambda run, at, then: then(at)

        def chain(first: Matcher, rest: Matcher) -> Matcher:
            return lambda run, at, then: first(run, at, lambda place: rest(run, place, then))

        whole = parts[-1]
        for part in reversed(parts[:-1]):
            whole = chain(part, whole)
        return whole

    def _alternatives(self, node: Node, back: bool) -> Matcher:
        parts = [self._make(child, back) for child in node.children]

        def either(run: _Run, at: int, then: Next) -> bool:
            return any(part(run, at, then) for part in parts)

        return either

    def _plain(self, node: Node, back: bool) -> Matcher:
        return self._make(node.children[0], back)

    def _group(self, node: Node, back: bool) -> Matcher:
        inner = self._make(node.children[0], back)
        number = node.group

        def group(run: _Run, at: int, then: Next) -> bool:
            def close(place: int) -> bool:
                stack = run.captures.setdefault(number, [])
                stack.append((min(at, place), max(at, place)))
                if then(place):
                    return True
                stack.pop()
                return False

            return inner(run, at, close)

        return group

    def _balance(self, node: Node, back: bool) -> Matcher:
        inner = self._make(node.children[0], back)
        number, other = node.group, node.other

        def balance(run: _Run, at: int, then: Next) -> bool:
            def close(place: int) -> bool:
                stack = run.captures.get(other)
                if not stack:
                    return False
                popped = stack.pop()
                if number is not None:
                    low, high = sorted((at, place))
                    between = (popped[1], low) if popped[1] <= low else (high, popped[0])
                    run.captures.setdefault(number, []).append(between)
                if then(place):
                    return True
                if number is not None:
                    run.captures[number].pop()
                stack.append(popped)
                return False

            return inner(run, at, close)

        return balance

    def _repeat(self, node: Node, back: bool) -> Matcher:
        child = node.children[0]
        test = self._test(child)
        low, high, lazy = node.low, node.high, node.lazy
        if test is not None:
            return self._repeat_single(test, low, high, lazy, back)
        inner = self._make(child, back)

        def attempt(run: _Run, at: int, count: int, then: Next) -> bool:
            def again(place: int) -> bool:
                if place == at and count >= low:
                    return False
                return attempt(run, place, count + 1, then)

            if count < low:
                return inner(run, at, again)
            if lazy:
                return then(at) or ((high < 0 or count < high) and inner(run, at, again))
            return ((high < 0 or count < high) and inner(run, at, again)) or then(at)

        return lambda run, at, then: attempt(run, at, 0, then)

    def _repeat_single(
        self, test: Callable[[str], Any], low: int, high: int, lazy: bool, back: bool
    ) -> Matcher:
        step = -1 if back else 1

        def longest(run: _Run, at: int) -> int:
            most = at if back else run.size - at
            if 0 <= high < most:
                most = high
            count = 0
            while count < most and test(run.text[at - count - 1 if back else at + count]):
                count += 1
            return count

        def repeat(run: _Run, at: int, then: Next) -> bool:
            most = longest(run, at)
            counts = range(low, most + 1) if lazy else range(most, low - 1, -1)
            return any(then(at + step * count) for count in counts)

        return repeat

    def _ahead(self, node: Node, back: bool) -> Matcher:
        return self._look(node, False)

    def _behind(self, node: Node, back: bool) -> Matcher:
        return self._look(node, True)

    def _look(self, node: Node, back: bool) -> Matcher:
        inner = self._make(node.children[0], back)
        negate = node.negate

        def look(run: _Run, at: int, then: Next) -> bool:
            saved = {k: list(v) for k, v in run.captures.items()}
            found = inner(run, at, lambda place: True)
            if negate:
                run.captures = saved
                return not found and then(at)
            if found and then(at):
                return True
            run.captures = saved
            return False

        return look

    def _atomic(self, node: Node, back: bool) -> Matcher:
        inner = self._make(node.children[0], back)

        def atomic(run: _Run, at: int, then: Next) -> bool:
            saved = {k: list(v) for k, v in run.captures.items()}
            ends: List[int] = []

            def done(place: int) -> bool:
                ends.append(place)
                return True

            if inner(run, at, done) and then(ends[0]):
                return True
            run.captures = saved
            return False

        return atomic

    def _reference(self, node: Node, back: bool) -> Matcher:
        number, fold = node.group, bool(node.flags & IGNORE_CASE)

        def reference(run: _Run, at: int, then: Next) -> bool:
            stack = run.captures.get(number)
            if not stack:
                return False
            wanted = run.text[stack[-1][0] : stack[-1][1]]
            place = at - len(wanted) if back else at + len(wanted)
            if place < 0 or place > run.size:
                return False
            here = run.text[min(at, place) : max(at, place)]
            same = here.lower() == wanted.lower() if fold else here == wanted
            return same and then(place)

        return reference

    def _condition(self, node: Node, back: bool) -> Matcher:
        yes, no = self._make(node.children[0], back), self._make(node.children[1], back)
        number = node.group
        test = self._make(node.other, back) if node.other is not None else None

        def condition(run: _Run, at: int, then: Next) -> bool:
            held = bool(run.captures.get(number)) if test is None else test(run, at, lambda place: True)
            return (yes if held else no)(run, at, then)

        return condition


def _word(run: _Run, at: int) -> bool:
    before = at > 0 and (run.text[at - 1].isalnum() or run.text[at - 1] == "_")
    after = at < run.size and (run.text[at].isalnum() or run.text[at] == "_")
    return before != after


_ANCHORS: Dict[str, Callable[[_Run, int, bool], bool]] = {
    "^": lambda run, at, many: at == 0 or (many and run.text[at - 1] == "\n"),
    "$": lambda run, at, many: (
        at == run.size or (at == run.size - 1 and run.text[at] == "\n") or (many and run.text[at] == "\n")
    ),
    "\\A": lambda run, at, many: at == 0,
    "\\z": lambda run, at, many: at == run.size,
    "\\Z": lambda run, at, many: at == run.size or (at == run.size - 1 and run.text[at] == "\n"),
    "\\G": lambda run, at, many: at == run.origin,
    "\\b": lambda run, at, many: _word(run, at),
    "\\B": lambda run, at, many: not _word(run, at),
}
