"""The lexer's state: the text and the place in it, the errors found, the tokens kept."""

from typing import Any, Dict, List, Optional

from pssh.language import patterns
from pssh.language.errors import ParseError
from pssh.language.extent import Extent, Source
from pssh.language.tokens import Token

__all__ = ["COMMAND", "EXPRESSION", "SIGNATURE", "TYPE_NAME", "Scanner", "TooDeep"]

COMMAND, EXPRESSION, TYPE_NAME, SIGNATURE = range(4)

DASHES = "-\u2013\u2014\u2015"
SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'
SPACES = " \t\f\v\xa0\x85"
# Characters that end any word in command mode; '' is the end of the text.
ENDS_WORD = frozenset("\0\n\r&(),;{|}" + SPACES + "\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    [chr(c) for c in range(0x2000, 0x200B)] + [""]
)
ENDS_NUMBER = frozenset("!#%*+-./<=>]\u2013\u2014\u2015")


class TooDeep(Exception):
    """A text has more nested constructs than the parser will follow."""


class Scanner:
    """What every scanner shares."""

    def __init__(self, source: Source, save_tokens: bool = False) -> None:
        self.source = source
        self.text = source.text
        self.limit = len(source.text)
        self.nested_base = 0  # where the nested text being scanned starts; 0 at the top
        self.pos = 0
        self.mode = COMMAND
        self.signed = False  # whether `-1` is a number rather than an operator and a number
        self.ternary_ends = False  # whether `?` and `:` end a number
        self.simple_name = False
        self.saved: Optional[List[Token]] = [] if save_tokens else None
        self.ungot: Optional[Token] = None
        self.errors: List[ParseError] = []
        self.seen_errors: Dict[Any, None] = {}
        self.requires: List[Token] = []
        self.rescanned = 0  # characters gone back over, and how many may be
        self.rescan_limit = 300_000 + 30 * self.limit
        self.signature_start = -1
        self.match_space = patterns.SPACE.match
        self.match_word = patterns.WORD.match
        self.match_letters = patterns.LETTERS.match
        self.match_newlines = patterns.NEWLINES.match
        self.match_newlines_semis = patterns.NEWLINES_SEMIS.match

    # --- errors ------------------------------------------------------------------------------------------

    def report(self, start: int, end: int, error_id: str, *args: object, incomplete: bool = False) -> None:
        """Add an error unless the same one is already known at this place."""
        key = (error_id, start, end)
        if key in self.seen_errors:
            return
        self.seen_errors[key] = None
        from pssh.language.messages import message

        extent = Extent(self.source, start, end)
        self.errors.append(ParseError(error_id, message(error_id, args), extent, incomplete))

    def report_incomplete(
        self, start: int, end: int, error_id: str, *args: object, detected: Optional[int] = None
    ) -> bool:
        """Add an error that more input would mend if it stands at the end of the text."""
        incomplete = self.at_end(end if detected is None else detected)
        self.report(start, end, error_id, *args, incomplete=incomplete)
        return incomplete

    def at_end(self, offset: int) -> bool:
        """Whether only space and comments follow `offset`."""
        # PowerShell compares an offset of the whole script with the length of the nested text it is scanning.
        base = self.nested_base
        length = self.limit - base
        if offset >= length:
            return True
        text, index, limit = self.text, base + offset, self.limit
        while index < limit:
            char = text[index]
            if char == "#":
                index = patterns.LINE_RUN.match(text, index, limit).end()
            elif text.startswith("<#", index):
                found = text.find("#>", index + 2, limit)
                index = limit if found < 0 else found + 2
            elif char in ENDS_WORD and self.match_space(text, index, limit).end() > index:
                index += 1
            else:
                return False
        return True

    # --- making tokens -----------------------------------------------------------------------------------

    def _after_newline(self, pos: int) -> int:
        return pos + 2 if self.text.startswith("\r\n", pos) and pos + 1 < self.limit else pos + 1

    def save(self, kind: str, start: int) -> None:
        """Keep a token nobody but the highlighter reads."""
        if self.saved is not None:
            self.token(kind, start)

    def token(self, kind: str, start: int, value: Any = None, extra: Any = None) -> Token:
        """A token from `start` to where the scanner stands; kept when the caller wants all tokens."""
        token = Token(kind, start, self.pos, value, extra)
        if self.saved is not None:
            token.source = self.source
            self.saved.append(token)
        return token
