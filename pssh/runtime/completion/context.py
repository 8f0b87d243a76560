"""What is being typed at the end of a text: a command, a parameter, a variable, a member ..."""

from typing import Any, List, Optional

__all__ = ["Context", "context_at"]

# After one of these a new command may begin.
_BEGINS = frozenset(
    "NewLine Semi Pipe AndAnd OrOr Ampersand LCurly LParen DollarParen AtParen Equals PlusEquals Dot".split()
)
_ENDS = frozenset("NewLine Semi Pipe AndAnd OrOr LCurly LParen DollarParen AtParen RCurly Equals".split())


class Context:
    """`word` is what is typed so far, from `start`; `command` and `parameter` say to what it belongs."""

    __slots__ = (
        "command", "given", "kind", "parameter", "position", "start", "static", "target", "tree", "word",
    )  # fmt: skip

    def __init__(self, kind: str, start: int, word: str) -> None:
        self.kind = kind
        self.start = start
        self.word = word
        self.command = ""
        self.parameter = ""
        self.position = 0  # how many positional arguments stand before
        self.given: List[str] = []  # parameters written before
        self.target = ""
        self.static = False
        self.tree: Any = None  # the syntax tree of the text up to the cursor


def context_at(text: str, tokens: List[Any]) -> Context:
    """The context at the end of `text`, whose tokens these are."""
    tokens = [t for t in tokens if t.kind != "EndOfInput" and t.start < len(text)]
    last = tokens[-1] if tokens else None
    if last is None or (last.end < len(text) and last.kind != "Comment"):
        return _argument(text, tokens, len(text), "")
    return _touching(text, tokens, last)


def _touching(text: str, tokens: List[Any], last: Any) -> Context:
    word = text[last.start :]
    if last.kind in ("Variable", "SplattedVariable"):
        return Context("variable", last.start, word)
    if last.kind in ("Dot", "ColonColon", "QuestionDot"):
        return _member(text, tokens[:-1], last, len(text), "")
    before = tokens[-2] if len(tokens) > 1 else None
    dots = ("Dot", "ColonColon", "QuestionDot")
    if before is not None and before.kind in dots and before.end == last.start and _glued(tokens[:-1]):
        return _member(text, tokens[:-2], before, last.start, word)
    if before is not None and before.kind == "LBracket" and last.kind in ("Identifier", "Generic"):
        return Context("type", last.start, word)
    if last.kind == "LBracket":
        return Context("type", len(text), "")
    if last.kind in _BEGINS:
        return Context("command", len(text), "")
    dollar = _open_variable(text)
    if dollar is not None:
        return Context("variable", dollar, text[dollar:])
    return _argument(text, tokens[:-1], last.start, word, last)


def _glued(tokens: List[Any]) -> bool:
    """The last token follows the one before it without a blank."""
    return len(tokens) > 1 and bool(tokens[-2].end == tokens[-1].start)


def _open_variable(text: str) -> Optional[int]:
    """Where a `$name` begins that runs up to the end of the text, inside a string."""
    at = len(text)
    while at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_:?"):
        at -= 1
    if at > 0 and text[at - 1] == "$" and text.count('"', 0, at) % 2:
        return at - 1
    return None


def _member(text: str, before: List[Any], dot: Any, start: int, word: str) -> Context:
    context = Context("member", start, word)
    context.static = dot.kind == "ColonColon"
    context.target = text[_expression_start(before) : dot.start]
    return context


def _expression_start(tokens: List[Any]) -> int:
    """Where the expression begins that ends with these tokens: `$a.b[0]`, `(Get-Date)`, `[math]`."""
    closers = {
        "RParen": ("LParen", "DollarParen", "AtParen"),
        "RBracket": ("LBracket",),
        "RCurly": ("LCurly", "AtCurly"),
    }
    at = len(tokens) - 1
    start: int = tokens[at].start if tokens else 0
    while at >= 0:
        kind = tokens[at].kind
        if kind in closers:
            depth, opener = 1, closers[kind]
            while at > 0 and depth:
                at -= 1
                depth += (tokens[at].kind == kind) - (tokens[at].kind in opener)
        start = tokens[at].start
        if at == 0 or tokens[at - 1].end != start or tokens[at - 1].kind in _BEGINS - {"Dot"}:
            return start  # the whole expression
        at -= 1
    return start


def _argument(text: str, tokens: List[Any], start: int, word: str, last: Any = None) -> Context:
    """A word of a command, or the command's own name when nothing stands before it."""
    first = len(tokens)
    depth = 0
    while first > 0:
        kind = tokens[first - 1].kind
        if kind in ("RCurly", "RParen"):
            depth += 1
        elif kind in ("LCurly", "LParen", "DollarParen", "AtParen", "AtCurly") and depth:
            depth -= 1
        elif not depth and kind in _ENDS:
            break
        first -= 1
    words = [t for t in tokens[first:] if t.kind not in ("Ampersand", "Dot", "LineContinuation", "Comment")]
    if not words:
        return Context("command", start, word)
    context = Context("parameter" if _is_dash(word, last) else "argument", start, word)
    context.command = words[0].text
    for at, token in enumerate(words[1:], 1):
        if token.kind == "Parameter":
            context.given.append(token.text.lstrip("-").rstrip(":"))
        elif words[at - 1].kind != "Parameter":
            context.position += 1
    if words[-1].kind == "Parameter" and len(words) > 1:
        context.parameter = words[-1].text.lstrip("-").rstrip(":")
    return context


def _is_dash(word: str, last: Any) -> bool:
    return word[:1] in ("-", "–", "—") and (
        last is None or last.kind in ("Parameter", "Minus", "Generic", "Identifier")
    )
