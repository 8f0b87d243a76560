"""The lexer: turns the text at `pos` into the next token, by PowerShell's modes.

The parser *is* a lexer (it inherits this class), because what a character means depends on what the parser
expects: `-gt` is an operator in an expression and a parameter in a command.
"""

from typing import Any, Callable, Dict, List, Optional

from pssh.language import patterns
from pssh.language.errors import ParseError
from pssh.language.extent import Extent, Source
from pssh.language.lexer_strings import StringScanner
from pssh.language.numbers import MULTIPLIERS, number_value
from pssh.language.tokens import INVARIANT, KEYWORDS, OPERATORS, Token, TokenFlags

__all__ = ["COMMAND", "EXPRESSION", "SIGNATURE", "TYPE_NAME", "Lexer"]

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
# Characters at which there may be something to skip between statements.
_SKIPPED = (ENDS_WORD - frozenset("\0&(),{|}")) | frozenset("#<`")
SIMPLE = {
    "(": "LParen", ")": "RParen", "{": "LCurly", "}": "RCurly", "]": "RBracket", ";": "Semi", ",": "Comma",
    "\n": "NewLine",
}  # fmt: skip
ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip


class Lexer(StringScanner):
    """Scanning state and the scanners of everything but strings."""

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
        self.signature_start = -1
        self.match_space = patterns.SPACE.match
        self.match_word = patterns.WORD.match
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

    # --- looking at tokens -------------------------------------------------------------------------------

    def next_token(self) -> Token:
        token = self.ungot
        if token is None:
            return self.scan()
        self.ungot = None
        return token

    def peek(self) -> Token:
        token = self.ungot
        if token is None:
            token = self.ungot = self.scan()
        return token

    def set_mode(self, mode: int) -> None:
        """Change the mode; a token that was looked at is scanned again if it may differ in the new mode."""
        if mode != self.mode:
            token = self.ungot
            if token is not None and token.kind not in INVARIANT:
                self.resync(token.start)
            self.mode = mode

    def restore_point(self) -> int:
        return self.pos

    def resync(self, start: int) -> None:
        """Go back to `start` and forget the tokens behind it."""
        self.ungot = None
        self.pos = start if start < self.limit else self.limit
        saved = self.saved
        if saved:
            while saved and (saved[-1].end > start or saved[-1].kind == "EndOfInput"):
                saved.pop()
        while self.requires and self.requires[-1].end > start:
            self.requires.pop()

    def skip_newlines(self) -> None:
        token = self.ungot
        if token is not None:
            if token.kind != "NewLine":
                return
            self.ungot = None
        pos = self.pos
        if pos < self.limit and self.text[pos] not in _SKIPPED:
            return
        if self.saved is None:
            pos = self.pos = self.match_newlines(self.text, pos, self.limit).end()
            if pos < self.limit and self.text[pos] in "#<`":
                self._skip_slowly(False)
        else:
            self._skip_slowly(False)

    def skip_newlines_and_semicolons(self) -> None:
        token = self.ungot
        if token is not None:
            kind = token.kind
            if kind != "NewLine" and kind != "Semi":
                return
            self.ungot = None
        pos = self.pos
        if pos < self.limit and self.text[pos] not in _SKIPPED:
            return
        if self.saved is None:
            pos = self.pos = self.match_newlines_semis(self.text, pos, self.limit).end()
            if pos < self.limit and self.text[pos] in "#<`":
                self._skip_slowly(True)
        else:
            self._skip_slowly(True)

    def _skip_slowly(self, semicolons: bool) -> None:
        text, limit = self.text, self.limit
        while True:
            pos = self.pos = self.match_space(text, self.pos, limit).end()
            char = text[pos] if pos < limit else ""
            if char == "\n" or char == "\r":
                self.pos = self._after_newline(pos)
                self.save("NewLine", pos)
            elif char == ";" and semicolons:
                self.pos = pos + 1
                self.save("Semi", pos)
            elif char == "#":
                self._line_comment(pos)
            elif char == "<" and text.startswith("<#", pos):
                self._block_comment(pos)
            elif char != "`" or not self._skip_backtick(pos):
                return

    def _skip_backtick(self, pos: int) -> bool:
        following = self.text[pos + 1] if pos + 1 < self.limit else ""
        if following == "\n" or following == "\r":
            self.pos = self._after_newline(pos + 1)
            self.save("LineContinuation", pos)
            return True
        if following.isspace() or following == "\x85":
            self.pos = pos + 2
            return True
        return False

    def _after_newline(self, pos: int) -> int:
        return pos + 2 if self.text.startswith("\r\n", pos) and pos + 1 < self.limit else pos + 1

    # --- making tokens -----------------------------------------------------------------------------------

    def save(self, kind: str, start: int) -> None:
        """Keep a token nobody but the highlighter reads."""
        if self.saved is not None:
            self.token(kind, start)

    def token(self, kind: str, start: int, value: Any = None, extra: Any = None) -> Token:
        token = Token(kind, start, self.pos, value, extra)
        if self.saved is not None:
            token.source = self.source
            self.saved.append(token)
        return token

    def scan(self) -> Token:
        """The next token in the current mode; space, comments and line continuations are passed over."""
        text, limit = self.text, self.limit
        while True:
            pos = self.pos
            if pos < limit and text[pos] == " ":
                pos += 1
                if pos < limit and text[pos] in SPACES:
                    pos = self.match_space(text, pos, limit).end()
            if pos >= limit:
                self.pos = limit
                token = Token("EndOfInput", limit + 1, limit + 1)
                if self.saved is not None:
                    token.source = self.source
                    self.saved.append(token)
                return token
            char = text[pos]
            kind = SIMPLE.get(char)
            if kind is not None:
                self.pos = pos + 1
                if self.saved is None:
                    return Token(kind, pos, pos + 1)
                return self.token(kind, pos)
            self.pos = pos
            scanner = _SCANNERS.get(char)
            if scanner is None:
                if char.isalpha():
                    return self._identifier(pos, char)
                self.pos = self.match_space(text, pos, limit).end()
                if self.pos > pos:
                    continue
                return self.generic(pos, char, pos + 1)
            found = scanner(self, pos, char)
            if found is not None:
                return found

    # Each scanner gets `pos` at its first character, leaves `self.pos` behind the token, and returns None when
    # it has passed over something that is no token.

    def _carriage_return(self, start: int, char: str) -> Token:
        self.pos = self._after_newline(start)
        return self.token("NewLine", start)

    def _hash(self, start: int, char: str) -> None:
        self._line_comment(start)

    def _line_comment(self, start: int) -> None:
        text = self.text
        end = self.pos = patterns.LINE_RUN.match(text, start, self.limit).end()
        self.save("Comment", start)
        if text[start + 1 : start + 9].lower() == "requires":
            if not self.nested_base:
                self.requires.append(Token("Comment", start, end))
        elif 14 < end - start < 80 and self.signature_start < 0:
            if _looks_like_signature(text[start + 1 : end]):
                self.signature_start = start

    def _block_comment(self, start: int) -> None:
        found = self.text.find("#>", start + 2, self.limit)
        if found < 0:
            self.pos = self.limit
            self.report_incomplete(start, self.limit, "MissingTerminatorMultiLineComment")
        else:
            self.pos = found + 2
        self.save("Comment", start)

    def _less(self, start: int, char: str) -> Optional[Token]:
        if self.text.startswith("<#", start) and start + 1 < self.limit:
            self._block_comment(start)
            return None
        self.pos = start + 1
        return self.token("RedirectInStd", start, ("input", 0, 0))

    def _backtick(self, start: int, char: str) -> Optional[Token]:
        if start + 1 >= self.limit:
            # Behind the end, where PowerShell's index stands after it met the end of the text.
            end = self.limit + 1
            self.report_incomplete(end, end, "IncompleteString")
            self.pos = self.limit
            return None
        if self._skip_backtick(start):
            return None
        self.pos = start + 2
        return self.generic(start, self.escape(self.text[start + 1]), self.pos)

    def _at(self, start: int, char: str) -> Token:
        following = self.text[start + 1] if start + 1 < self.limit else ""
        self.pos = start + 2
        if following == "{":
            return self.token("AtCurly", start)
        if following == "(":
            return self.token("AtParen", start)
        if following:
            if following in SINGLE_QUOTES:
                return self.here_string_literal(start)
            if following in DOUBLE_QUOTES:
                return self.here_string_expandable(start)
        self.pos = start + 1
        if following and (following.isalnum() or following in "_$?^:"):
            return self.variable(start, True, False)
        self.report(start, start + 1, "UnrecognizedToken")
        return self.token("Unknown", start)

    def _operator(self, start: int, text: str, kind: str) -> Token:
        end = start + len(text)
        if self.mode == COMMAND and (self.text[end] if end < self.limit else "") not in ENDS_WORD:
            return self.generic(start, text, end)
        self.pos = end
        return self.token(kind, start)

    def _equals(self, start: int, char: str) -> Token:
        return self._operator(start, char, "Equals")

    def _plus(self, start: int, char: str) -> Token:
        following = self.text[start + 1] if start + 1 < self.limit else ""
        if following == "+":
            return self._operator(start, "++", "PlusPlus")
        if following == "=":
            return self._operator(start, "+=", "PlusEquals")
        if self.signed and following and (following.isdecimal() or following == "."):
            return self._number(start, char)
        return self._operator(start, char, "Plus")

    def _dash(self, start: int, char: str) -> Token:
        following = self.text[start + 1] if start + 1 < self.limit else ""
        if following:
            if following in DASHES:
                return self._operator(start, char + following, "MinusMinus")
            if following == "=":
                return self._operator(start, char + "=", "MinusEquals")
            if following.isalpha() or following in "_?":
                return self._parameter(start)
            if self.signed and (following.isdecimal() or following == "."):
                return self._number(start, char)
        return self._operator(start, char, "Minus")

    def _star(self, start: int, char: str) -> Token:
        text, limit = self.text, self.limit
        following = text[start + 1] if start + 1 < limit else ""
        if following == "=":
            return self._operator(start, "*=", "MultiplyEquals")
        if following == ">":
            return self._redirection(start, start + 1, 0, "1")
        return self._operator(start, char, "Multiply")

    def _slash(self, start: int, char: str) -> Token:
        if self.text.startswith("/=", start) and start + 1 < self.limit:
            return self._operator(start, "/=", "DivideEquals")
        return self._operator(start, char, "Divide")

    def _percent(self, start: int, char: str) -> Token:
        if self.text.startswith("%=", start) and start + 1 < self.limit:
            return self._operator(start, "%=", "RemainderEquals")
        return self._operator(start, char, "Rem")

    def _dollar(self, start: int, char: str) -> Token:
        if start + 1 < self.limit and self.text[start + 1] == "(":
            self.pos = start + 2
            return self.token("DollarParen", start)
        self.pos = start + 1
        return self.variable(start, False, False)

    def _greater(self, start: int, char: str) -> Token:
        return self._redirection(start, start, 1, "")

    def _digit(self, start: int, char: str) -> Token:
        simple = patterns.SIMPLE_NUMBER.match(self.text, start, self.limit)
        if simple is not None:
            end = self.pos = simple.end()
            if self.saved is None:
                return Token("Number", start, end, ("System.Int32", int(simple.group())))
            return self.token("Number", start, ("System.Int32", int(simple.group())))
        if start + 1 < self.limit and self.text[start + 1] == ">" and char in "123456":
            return self._redirection(start, start + 1, int(char), "12")
        return self._number(start, char)

    def _redirection(self, start: int, arrow: int, stream: int, targets: str) -> Token:
        text, limit = self.text, self.limit
        after = arrow + 1
        following = text[after] if after < limit else ""
        if following == ">":
            return self._file_redirection(start, arrow, after + 1, stream, True)
        if following == "&" and targets:
            target = text[after + 1] if after + 1 < limit else ""
            if target and target in targets:
                self.pos = after + 2
                return self.token("Redirection", start, ("merge", stream, int(target)))
        return self._file_redirection(start, arrow, after, stream, False)

    def _file_redirection(self, start: int, arrow: int, end: int, stream: int, append: bool) -> Token:
        if arrow > start and stream and self.mode == EXPRESSION:
            # `1>` in an expression is a number and an arrow.
            self.pos = start + 1
            return self.token("Number", start, ("System.Int32", stream))
        self.pos = end
        return self.token("Redirection", start, ("append" if append else "file", stream, 0))

    def _bracket(self, start: int, char: str) -> Token:
        if self.mode == COMMAND and (
            self.text[start + 1] if start + 1 < self.limit else ""
        ) not in ENDS_WORD:
            return self.generic(start, "[", start + 1)
        self.pos = start + 1
        return self.token("LBracket", start)

    def _dot(self, start: int, char: str) -> Token:
        text, limit = self.text, self.limit
        following = text[start + 1] if start + 1 < limit else ""
        command = self.mode == COMMAND
        if following == ".":
            if command and (text[start + 2] if start + 2 < limit else "") not in ENDS_WORD:
                return self.generic(start, ".", start + 1)
            self.pos = start + 2
            return self.token("DotDot", start)
        if following and following in "0123456789":
            return self._number(start, char)
        if command and following not in ENDS_WORD and following not in "$\"'":
            return self.generic(start, ".", start + 1)
        self.pos = start + 1
        return self.token("Dot", start)

    def _ampersand(self, start: int, char: str) -> Token:
        if self.text.startswith("&&", start) and start + 1 < self.limit:
            self.pos = start + 2
            return self.token("AndAnd", start)
        self.pos = start + 1
        return self.token("Ampersand", start)

    def _pipe(self, start: int, char: str) -> Token:
        if self.text.startswith("||", start) and start + 1 < self.limit:
            self.pos = start + 2
            return self.token("OrOr", start)
        self.pos = start + 1
        return self.token("Pipe", start)

    def _exclaim(self, start: int, char: str) -> Token:
        following = self.text[start + 1] if start + 1 < self.limit else ""
        if self.mode == COMMAND:
            if following not in ENDS_WORD:
                return self.generic(start, "!", start + 1)
        elif self.mode == EXPRESSION and following:
            if following.isalpha() or following == "_":
                return self.generic(start, "!", start + 1)
            if following.isdecimal() or following == ".":
                # `!1` negates a number, `!1x` names a command.
                if self._match_number(start + 1) is None:
                    return self.generic(start, "!", start + 1)
        self.pos = start + 1
        return self.token("Exclaim", start)

    def _colon(self, start: int, char: str) -> Token:
        text, limit = self.text, self.limit
        if text.startswith("::", start) and start + 1 < limit:
            if (
                self.mode == COMMAND
                and not self.simple_name
                and (text[start + 2] if start + 2 < limit else "") not in ENDS_WORD
            ):
                return self.generic(start, "::", start + 2)
            self.pos = start + 2
            return self.token("ColonColon", start)
        if self.mode == COMMAND:
            return self._label(start)
        self.pos = start + 1
        return self.token("Colon", start)

    def _label(self, start: int) -> Token:
        text, limit = self.text, self.limit
        found = patterns.IDENTIFIER.match(text, start + 1, limit)
        if found is None:
            return self.generic(start, ":", start + 1)
        end = found.end()
        following = text[end] if end < limit else ""
        if following not in ENDS_WORD:
            return self.generic(start, text[start:end] + following, end + 1)
        self.pos = end
        return self.token("Label", start, found.group())

    def _question(self, start: int, char: str) -> Token:
        if self.mode != EXPRESSION:
            return self.generic(start, "?", start + 1)
        text = self.text[start : min(start + 3, self.limit)]
        if text == "??=":
            self.pos = start + 3
            return self.token("QuestionQuestionEquals", start)
        if text[:2] == "??":
            self.pos = start + 2
            return self.token("QuestionQuestion", start)
        self.pos = start + 1
        return self.token("QuestionMark", start)

    # --- words -------------------------------------------------------------------------------------------

    def _identifier(self, start: int, char: str) -> Token:
        text, limit, mode = self.text, self.limit, self.mode
        if mode == COMMAND and not self.simple_name:
            end = self.match_word(text, start, limit).end()
            if end < limit and text[end] not in ENDS_WORD:
                return self.generic(start, text[start:end], end)
            word = text[start:end]
            self.pos = end
            if word.isidentifier() or patterns.IDENTIFIER.fullmatch(word):
                return self.token(KEYWORDS.get(word.lower(), "Identifier"), start, word)
            return self.token("Generic", start, word)
        if mode == TYPE_NAME:
            self.pos = patterns.TYPE_NAME.match(text, start, limit).end()
            token = self.token("Identifier", start, text[start : self.pos])
            token.mark(TokenFlags.TypeName)
            return token
        found = patterns.IDENTIFIER.match(text, start, limit)
        end = self.pos = found.end() if found else start + 1
        word = text[start:end]
        if mode == SIGNATURE and not self.simple_name:
            return self.token(KEYWORDS.get(word.lower(), "Identifier"), start, word)
        return self.token("Identifier", start, word)

    def generic(self, start: int, prefix: str, pos: int) -> Token:
        """A word of a command that starts with `prefix` and goes on at `pos`: `a"b c"$d`."""
        text, limit = self.text, self.limit
        raw: List[str] = [prefix] if prefix else []
        pieces: List[Any] = list(raw)
        nested = False
        while True:
            end = self.match_word(text, pos, limit).end()
            if end > pos:
                raw.append(text[pos:end])
                pieces.append(raw[-1])
                pos = end
            char = text[pos] if pos < limit else ""
            if char in ENDS_WORD:
                break
            if char == "`":
                if pos + 1 < limit and text[pos + 1] != "\0":
                    self.pos = pos + 2
                    added = self.escape(text[pos + 1])
                    pos = self.pos
                else:
                    added = "`"
                    pos += 1
                raw.append(added)
                pieces.append(added)
            elif char == "$":
                self.pos = pos + 1
                token = self.dollar_in_string(False)
                if token is None:
                    raw.append("$")
                    pieces.append("$")
                    pos += 1
                else:
                    nested = True
                    raw.append(text[pos : self.pos])
                    pieces.append(token)
                    pos = self.pos
            elif char in SINGLE_QUOTES:
                self.pos = pos + 1
                added, _ = self.single_quoted()
                raw.append(added)
                pieces.append(added)
                pos = self.pos
            else:
                self.pos = pos + 1
                before = len(pieces)
                self.double_quoted(raw, pieces)
                nested = nested or any(type(piece) is Token for piece in pieces[before:])
                pos = self.pos
        self.pos = pos
        return self.token("Generic", start, "".join(raw), pieces if nested else None)

    def _parameter(self, start: int) -> Token:
        text, limit = self.text, self.limit
        if self.mode != COMMAND:
            end = patterns.LETTERS.match(text, start + 1, limit).end()
            word = text[start + 1 : end]
            self.pos = end
            if self.mode == EXPRESSION:
                operator = OPERATORS.get(word.lower())
                if operator is not None:
                    return self.token(operator, start)
            if not word:
                return self.token("Minus", start)
            return self.token("Parameter", start, word, end < limit and text[end] == ":")
        end = patterns.COMMAND_PARAMETER.match(text, start + 1, limit).end()
        word = text[start + 1 : end]
        following = text[end] if end < limit else ""
        if following and (following in SINGLE_QUOTES or following in DOUBLE_QUOTES):
            return self.generic(start, text[start:end], end)
        colon = following == ":"
        self.pos = end + 1 if colon else end
        return self.token("Parameter", start, word, colon)

    # --- numbers -----------------------------------------------------------------------------------------

    def _match_number(self, start: int) -> Any:
        """The match of a number literal that stands at `start`, or None when it is a word such as `7z`."""
        text, limit = self.text, self.limit
        found = patterns.NUMBER.match(text, start, limit)
        if found is None:
            return None
        exponent, suffix, multiplier = found.group("exp"), found.group("suffix"), found.group("mult")
        if exponent and not exponent[-1].isdecimal():
            return None
        if found.group("bin") == "" and text[start - 1 : start] not in ("-", "+"):
            return None
        if len(suffix) == 2 and suffix.lower() not in ("ul", "us", "uy"):
            return None
        if multiplier and len(multiplier) == 1:
            return None
        following = text[found.end()] if found.end() < limit else ""
        if following not in ENDS_WORD and not (
            self.mode == EXPRESSION
            and (following in ENDS_NUMBER or (self.ternary_ends and following in "?:"))
        ):
            return None
        return found

    def _number(self, start: int, char: str) -> Token:
        digits_start = start + 1 if char == "+" or char in DASHES else start
        found = self._match_number(digits_start)
        if found is None:
            return self.generic(start, "", start)
        sign = "" if digits_start == start else "+" if char == "+" else "-"
        real, base = False, 10
        if found.group("hex") is not None:
            digits, base = "0" + found.group("hex"), 16
        elif found.group("bin") is not None:
            digits, base = found.group("bin"), 2
        else:
            digits = found.group("dec") + (found.group("exp") or "")
            real = found.group("frac") is not None or digits[0] == "." or bool(found.group("exp"))
            for dash in DASHES[1:]:
                digits = digits.replace(dash, "-")
        multiplier = MULTIPLIERS[(found.group("mult") or "")[:1].lower()]
        value = number_value(sign + digits, base, found.group("suffix").lower(), real, multiplier)
        if value is None:
            if self.mode != EXPRESSION:
                return self.generic(start, "", start)
            self.pos = found.end()
            self.report(start, self.pos, "BadNumericConstant", self.text[start : self.pos])
        self.pos = found.end()
        return self.token("Number", start, value)

    # --- what only some places ask for -------------------------------------------------------------------

    def member_access(self, allow_bracket: bool) -> Optional[Token]:
        """`.`, `::`, `?.`, `[` or `?[` right behind an expression."""
        if self.ungot is not None:
            return None
        text, limit = self.text, self.limit
        pos = self.pos
        char = text[pos] if pos < limit else ""
        while char == "<":
            if not text.startswith("<#", pos) or pos + 1 >= limit:
                return None
            self._block_comment(pos)
            pos = self.pos
            char = text[pos] if pos < limit else ""
        following = text[pos + 1] if pos + 1 < limit else ""
        if char == ".":
            if following == "." or (self.mode == COMMAND and self._blank(following)):
                return None
            self.pos = pos + 1
            return self.token("Dot", pos)
        if char == ":":
            after = text[pos + 2] if pos + 2 < limit else ""
            if following != ":" or (self.mode == COMMAND and self._blank(after)):
                return None
            self.pos = pos + 2
            return self.token("ColonColon", pos)
        if char == "[" and allow_bracket:
            self.pos = pos + 1
            return self.token("LBracket", pos)
        if char == "?":
            if following == ".":
                self.pos = pos + 2
                return self.token("QuestionDot", pos)
            if following == "[" and allow_bracket:
                self.pos = pos + 2
                return self.token("QuestionLBracket", pos)
        return None

    def _blank(self, char: str) -> bool:
        return char in ENDS_WORD and char not in "&(),;{|}" or char == ""

    def invoke_paren(self) -> Optional[Token]:
        """`(` or `{` right behind a member's name."""
        if self.ungot is not None or self.pos >= self.limit:
            return None
        char = self.text[self.pos]
        if char != "(" and char != "{":
            return None
        self.pos += 1
        return self.token("LParen" if char == "(" else "LCurly", self.pos - 1)

    def left_bracket(self) -> Optional[Token]:
        """`[` where an attribute or a type may stand."""
        token = self.ungot
        if token is not None:
            return self.next_token() if token.kind == "LBracket" else None
        text, limit, resync_point = self.text, self.limit, self.pos
        resync_if_member = False
        while True:
            pos = self.match_space(text, self.pos, limit).end()
            resync_if_member = resync_if_member or pos > self.pos
            self.pos = pos
            char = text[pos] if pos < limit else ""
            if char == "#":
                resync_if_member = True
                self._line_comment(pos)
            elif char == "<" and text.startswith("<#", pos) and pos + 1 < limit:
                resync_if_member = False
                self._block_comment(pos)
            elif char == "[":
                self.pos = pos + 1
                return self.token("LBracket", pos)
            else:
                if char and char in ".:" and resync_if_member:
                    self.resync(resync_point)
                return None

    def verbatim_argument(self) -> Optional[Token]:
        """Everything behind `--%` up to the end of the line or a pipe."""
        if self.ungot is not None and self.ungot.kind != "Parameter":
            return None
        self.ungot = None
        text, limit = self.text, self.limit
        start = pos = self.match_space(text, self.pos, limit).end()
        quoted = False
        while pos < limit:
            char = text[pos]
            if char in "\r\n":
                break
            if char in DOUBLE_QUOTES:
                quoted = not quoted
            elif not quoted and (char == "|" or (char == "&" and text.startswith("&&", pos))):
                break
            pos += 1
        self.pos = pos
        return self.token("Generic", start, text[start:pos])

    def assembly_name(self) -> str:
        """The rest of `Type, Assembly, Version=...` in a type literal."""
        name = self._assembly_word()
        while self.pos < self.limit and self.text[self.pos] == ",":
            name += ", "
            self.pos += 1
            self.save("Comma", self.pos - 1)
            name += self._assembly_word()
            if self.pos < self.limit and self.text[self.pos] == "=":
                name += "="
                self.pos += 1
                self.save("Equals", self.pos - 1)
                name += self._assembly_word()
        return name

    def _assembly_word(self) -> str:
        text, limit = self.text, self.limit
        start = self.match_space(text, self.pos, limit).end()
        end = self.pos = patterns.ASSEMBLY_RUN.match(text, start, limit).end()
        self.save("Identifier", start)
        self.pos = self.match_space(text, end, limit).end()
        return text[start:end]

    def pipe_continues(self, offset: int) -> bool:
        """Whether the next line (behind the line end at `offset`) begins with `|`."""
        text, limit = self.text, self.limit
        if offset >= limit:
            return False
        at_line_start, index = True, offset
        while index < limit - 1:
            char = text[index]
            if char == "\n" or char == "\r":
                if at_line_start:
                    return False  # a blank line ends the pipeline
                at_line_start = True
                index = self._after_newline(index)
                continue
            spaced = self.match_space(text, index, limit).end()
            if spaced > index:
                index = spaced
                continue
            at_line_start = False
            if char == "#":
                index = patterns.LINE_RUN.match(text, index, limit).end()
            elif text.startswith("<#", index):
                found = text.find("#>", index + 2, limit)
                index = limit if found < 0 else found + 2
            else:
                return char == "|"
        return text[limit - 1] == "|"


def _looks_like_signature(comment: str) -> bool:
    """Whether a comment is, or is disguised as, the line that begins a signature block."""
    text = "".join(comment.split()).lower() + "\n"
    wanted = "sig#beginsignatureblock\n"
    if not 14 <= len(text) <= 34 or "s" not in text or "b" not in text:
        return False
    if "sign" not in text and "sig#" not in text and "block" not in text:
        return False
    row = list(range(len(wanted) + 1))
    for number, char in enumerate(text, 1):
        previous, row[0] = row[0], number
        for column, other in enumerate(wanted, 1):
            cost = previous if char == other else 1 + min(previous, row[column], row[column - 1])
            previous, row[column] = row[column], cost
    return row[-1] < 10


def _scanners() -> "Dict[str, Callable[[Any, int, str], Optional[Token]]]":
    table: Dict[str, Callable[[Any, int, str], Optional[Token]]] = {
        "\r": Lexer._carriage_return, "#": Lexer._hash, "<": Lexer._less, "`": Lexer._backtick, "@": Lexer._at,
        "=": Lexer._equals, "+": Lexer._plus, "*": Lexer._star, "/": Lexer._slash, "%": Lexer._percent,
        "$": Lexer._dollar, ">": Lexer._greater, "[": Lexer._bracket, ".": Lexer._dot, "&": Lexer._ampersand,
        "|": Lexer._pipe, "!": Lexer._exclaim, ":": Lexer._colon, "?": Lexer._question, "_": Lexer._identifier,
    }  # fmt: skip
    for char in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
        table[char] = Lexer._identifier
    for char in "0123456789":
        table[char] = Lexer._digit
    for char in DASHES:
        table[char] = Lexer._dash
    for char in SINGLE_QUOTES:
        table[char] = Lexer.string_literal
    for char in DOUBLE_QUOTES:
        table[char] = Lexer.string_expandable
    return table


_SCANNERS = _scanners()
