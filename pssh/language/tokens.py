"""Tokens: what the lexer hands to the parser, and what the highlighter and the completer read.

Kinds are the names of System.Management.Automation.Language.TokenKind; `flags` are the numbers of its
TokenFlags.
"""

from typing import Any, Dict, List, Optional

from pssh.language.extent import Extent, Source

__all__ = [
    "ASSIGNMENTS", "BLOCK_NAMES", "INVARIANT", "KEYWORDS", "NO_ATTRIBUTES", "OPERATORS",
    "PRECEDENCE", "UNARY",
    "Token", "TokenFlags", "kind_text", "words",
]  # fmt: skip


def words(text: str) -> List[str]:
    """The words of a table written as text."""
    return text.split()


class TokenFlags:
    """The bits of `Token.flags`."""

    Keyword = 0x10
    ScriptBlockBlockName = 0x20
    BinaryOperator = 0x100
    UnaryOperator = 0x200
    CaseSensitiveOperator = 0x400
    TernaryOperator = 0x800
    SpecialOperator = 0x1000
    AssignmentOperator = 0x2000
    ParseModeInvariant = 0x8000
    TokenInError = 0x10000
    DisallowedInRestrictedMode = 0x20000
    PrefixOrPostfixOperator = 0x40000
    CommandName = 0x80000
    MemberName = 0x100000
    TypeName = 0x200000
    AttributeName = 0x400000
    CanConstantFold = 0x800000
    StatementDoesntSupportAttributes = 0x1000000


def _keywords() -> Dict[str, str]:
    names = (
        "elseif if else switch foreach from in for while until do try catch finally trap data "
        "return continue break "
        "exit throw begin process end dynamicparam function filter param class define var "
        "using workflow parallel "
        "sequence inlinescript configuration public private static interface enum namespace "
        "module type assembly "
        "command hidden base default clean"
    )
    table = {name: name.capitalize() for name in names.split()}
    table["elseif"], table["inlinescript"] = "ElseIf", "InlineScript"
    return table


def _operators() -> Dict[str, str]:
    table = {}
    for name in words(
        "eq ne ge gt lt le like notlike match notmatch replace contains notcontains in notin split"
    ):
        table[name] = table["i" + name] = "I" + name
        table["c" + name] = "C" + name
    for name in words("bnot not and or xor band bor bxor join is as shl shr"):
        table[name] = name.capitalize()
    table["isnot"], table["f"] = "IsNot", "Format"
    return table


KEYWORDS = _keywords()
OPERATORS = _operators()

# How tightly each binary operator binds.
PRECEDENCE: Dict[str, int] = {
    "And": 1, "Or": 1, "Xor": 1, "Band": 2, "Bor": 2, "Bxor": 2, "QuestionQuestion": 7, "Plus": 9, "Minus": 9,
    "Multiply": 10, "Divide": 10, "Rem": 10, "Format": 12, "DotDot": 13,
}  # fmt: skip
for _kind in OPERATORS.values():
    if _kind not in PRECEDENCE and _kind not in ("Not", "Bnot"):
        PRECEDENCE[_kind] = 5

UNARY = frozenset(
    words(
        "Comma MinusMinus PlusPlus Exclaim Plus Minus Not Bnot Join Isplit Csplit PostfixPlusPlus"
        " PostfixMinusMinus"
    )
)
ASSIGNMENTS = frozenset(
    words("Equals PlusEquals MinusEquals MultiplyEquals DivideEquals RemainderEquals QuestionQuestionEquals")
)
# Tokens that are scanned the same way in every mode, so that changing the mode need not scan them again.
INVARIANT = frozenset(
    words(
        "NewLine LineContinuation Comment EndOfInput StringLiteral StringExpandable HereStringLiteral"
        " HereStringExpandable"
        " LParen RParen LCurly RCurly RBracket AtParen AtCurly DollarParen Semi AndAnd OrOr Ampersand"
        " Pipe Comma"
        " RedirectInStd"
    )
)
BLOCK_NAMES = frozenset(("Begin", "Process", "End", "Clean", "Dynamicparam"))
NO_ATTRIBUTES = frozenset(
    words(
        "Break Continue Data Define Do Exit Filter For Foreach From Function If Return Switch Throw"
        " Trap Try Using Var While"
        " Workflow Parallel Sequence InlineScript"
    )
)
_KEYWORD_KINDS = frozenset(KEYWORDS.values())
_TEXTS = {
    "LParen": "(", "RParen": ")", "LCurly": "{", "RCurly": "}", "LBracket": "[", "RBracket": "]",
    "AtParen": "@(",
    "AtCurly": "@{", "DollarParen": "$(", "Semi": ";", "AndAnd": "&&", "OrOr": "||",
    "Ampersand": "&", "Pipe": "|",
    "Comma": ",", "MinusMinus": "--", "PlusPlus": "++", "DotDot": "..", "ColonColon": "::", "Dot": ".",
    "Exclaim": "!", "Multiply": "*", "Divide": "/", "Rem": "%", "Plus": "+", "Minus": "-", "Equals": "=",
    "PlusEquals": "+=", "MinusEquals": "-=", "MultiplyEquals": "*=", "DivideEquals": "/=",
    "RemainderEquals": "%=",
    "RedirectInStd": "<", "Format": "-f", "PostfixPlusPlus": "++", "PostfixMinusMinus": "--", "Colon": ":",
    "QuestionMark": "?", "QuestionQuestionEquals": "??=", "QuestionQuestion": "??", "QuestionDot": "?.",
    "QuestionLBracket": "?[", "Ieq": "-eq", "Ine": "-ne", "Ige": "-ge", "Igt": "-gt", "Ilt": "-lt",
    "Ile": "-le",
    "EndOfInput": "eof", "NewLine": "newline", "Variable": "var", "SplattedVariable": "@var",
    "Parameter": "param",
    "Identifier": "ident",
}  # fmt: skip


def kind_text(kind: str) -> str:
    """The text PowerShell's messages use for a kind of token."""
    text = _TEXTS.get(kind)
    if text is not None:
        return text
    if kind in PRECEDENCE or kind in ("Not", "Bnot"):
        return "-" + kind.lower()
    return kind.lower()


def _static_flags(kind: str) -> int:
    flags = PRECEDENCE.get(kind, 0)
    if flags:
        flags |= TokenFlags.BinaryOperator
        if kind[0] == "C":
            flags |= TokenFlags.CaseSensitiveOperator
    for members, bit in (
        (UNARY, TokenFlags.UnaryOperator),
        (ASSIGNMENTS, TokenFlags.AssignmentOperator),
        (INVARIANT, TokenFlags.ParseModeInvariant),
        (BLOCK_NAMES, TokenFlags.ScriptBlockBlockName),
        (NO_ATTRIBUTES, TokenFlags.StatementDoesntSupportAttributes),
        (_KEYWORD_KINDS, TokenFlags.Keyword),
        (_SPECIAL, TokenFlags.SpecialOperator),
        (_STEP, TokenFlags.PrefixOrPostfixOperator),
        (_RESTRICTED, TokenFlags.DisallowedInRestrictedMode),
        (_FOLDED, TokenFlags.CanConstantFold),
    ):
        if kind in members:
            flags |= bit
    return flags | (TokenFlags.TernaryOperator if kind == "QuestionMark" else 0)


_SPECIAL = frozenset(("Ampersand", "Pipe", "ColonColon", "Dot", "Colon", "QuestionDot"))
_STEP = frozenset(("MinusMinus", "PlusPlus", "PostfixPlusPlus", "PostfixMinusMinus"))
_RESTRICTED = frozenset(
    words(
        "MinusMinus PlusPlus DotDot ColonColon Dot Redirection RedirectInStd Format Join Imatch"
        " Inotmatch Ireplace Isplit"
        " Cmatch Cnotmatch Creplace Csplit As PostfixPlusPlus PostfixMinusMinus Colon QuestionMark"
        " QuestionDot"
    )
)
_FOLDED = frozenset(words("Exclaim Multiply Divide Rem Plus Minus Not Bnot And Or Xor Band Bor Bxor Shl Shr"))


class Token:
    """One token. `value` and `extra` depend on the kind:

    Variable: name; Number: (type, number); Parameter: name, extra true after `-name:`; strings and Generic:
    value, extra the pieces (str and tokens) when there is something to expand; Label: name;
    Redirection: (form, from, to).
    """

    __slots__ = ("_added", "_removed", "end", "extra", "kind", "source", "start", "value")

    source: Source  # set on tokens that are kept

    def __init__(self, kind: str, start: int, end: int, value: Any = None, extra: Any = None) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.value = value
        self.extra = extra

    @property
    def text(self) -> str:
        return str(self.source.text[self.start : self.end])

    @property
    def extent(self) -> Extent:
        return Extent(self.source, self.start, self.end)

    @property
    def flags(self) -> int:
        """The kind's traits and what the parser found the token to be (CommandName, TypeName ...)."""
        flags = _static_flags(self.kind) | getattr(self, "_added", 0)
        return flags & ~getattr(self, "_removed", 0)

    @property
    def has_error(self) -> bool:
        return bool(getattr(self, "_added", 0) & TokenFlags.TokenInError)

    @property
    def nested_tokens(self) -> "List[Token]":
        """The tokens inside an expandable string."""
        if not isinstance(self.extra, list):
            return []
        found: List[Token] = []
        for piece in self.extra:
            if isinstance(piece, Token):
                found.extend(piece.extra if piece.kind == "SubExpression" and piece.extra else [piece])
        return found

    def mark(self, flag: int) -> None:
        self._added = getattr(self, "_added", 0) | flag

    def unmark(self, flag: int) -> None:
        self._added = getattr(self, "_added", 0) & ~flag
        self._removed = getattr(self, "_removed", 0) | flag

    def __repr__(self) -> str:
        source: Optional[Source] = getattr(self, "source", None)
        return f"<{self.kind} {self.start}-{self.end}{'' if source is None else ' ' + repr(self.text)}>"
