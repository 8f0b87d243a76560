"""Scanning strings and variables: everything in which `$` and the backtick have a meaning."""

from typing import TYPE_CHECKING, Any, List, Optional, Tuple

from pssh.language import patterns
from pssh.language.scanner import COMMAND, DOUBLE_QUOTES, EXPRESSION, SINGLE_QUOTES, Scanner
from pssh.language.tokens import Token, TokenFlags

__all__ = ["StringScanner", "split_variable"]

_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
}  # fmt: skip
_SCOPES = ("global", "local", "private", "script", "variable")


def split_variable(path: str) -> Tuple[str, str]:
    """The scope or drive of a variable's path ('' if none) and the name behind it."""
    colon = path.find(":")
    if colon <= 0:
        return "", path[1:] if colon == 0 else path
    return path[:colon].lower(), path[colon + 1 :]


def is_drive_qualified(path: str) -> bool:
    """Whether the path names a drive (`env:x`, `using:x`) and no scope of variables."""
    scope, _ = split_variable(path)
    return bool(scope) and scope not in _SCOPES


class StringScanner(Scanner):
    """Strings, here-strings, variables."""

    if TYPE_CHECKING:

        def generic(self, start: int, prefix: str, pos: int) -> Token: ...

    # --- escapes -----------------------------------------------------------------------------------------

    def escape(self, char: str) -> str:
        """What a backtick and `char` stand for; `pos` is behind `char`."""
        if char == "u":
            return self._unicode_escape()
        return _ESCAPES.get(char, char)

    def _unicode_escape(self) -> str:
        text, limit, start = self.text, self.limit, self.pos - 2
        if self.pos >= limit or text[self.pos] != "{":
            self.report(start, self.pos, "InvalidUnicodeEscapeSequence")
            return "\uffff"
        first = self.pos + 1
        end = patterns.HEX_RUN.match(text, first, limit).end()
        if end - first > 6:
            self.pos = first + 6
            self.report(self.pos, self.pos + 1, "TooManyDigitsInUnicodeEscapeSequence")
            return "\uffff"
        self.pos = end
        if end >= limit or text[end] != "}":
            name = (
                "MissingUnicodeEscapeSequenceTerminator"
                if end - first == 6
                else "InvalidUnicodeEscapeSequence"
            )
            self.report(end, end + 1, name)
            return "\uffff"
        self.pos = end + 1
        if end == first:
            self.report(start, self.pos, "InvalidUnicodeEscapeSequence")
            return "\uffff"
        value = int(text[first:end], 16)
        if value > 0x10FFFF:
            self.report(start + 3, self.pos - 1, "InvalidUnicodeEscapeSequenceValue")
            return "\uffff"
        return chr(value)

    # --- single quotes -----------------------------------------------------------------------------------

    def string_literal(self, start: int, char: str) -> Token:
        self.pos = start + 1
        value, whole = self.single_quoted()
        token = self.token("StringLiteral", start, value)
        if not whole:
            token.mark(TokenFlags.TokenInError)
        return token

    def single_quoted(self) -> Tuple[str, bool]:
        """The value up to the closing quote, and whether there was one."""
        text, limit, start = self.text, self.limit, self.pos
        run = patterns.SINGLE_RUN.match
        value = ""
        pos = start
        while True:
            end = run(text, pos, limit).end()
            value += text[pos:end]
            if end >= limit:
                self.pos = limit
                self.report_incomplete(start - 1, limit, "TerminatorExpectedAtEndOfString", "'")
                return value, False
            if end + 1 < limit and text[end + 1] in SINGLE_QUOTES:
                value += text[end + 1]
                pos = end + 2
            else:
                self.pos = end + 1
                return value, True

    # --- double quotes -----------------------------------------------------------------------------------

    def string_expandable(self, start: int, char: str) -> Token:
        text, limit = self.text, self.limit
        end = patterns.DOUBLE_RUN.match(text, start + 1, limit).end()
        # Most strings have nothing to expand and no escape.
        if end < limit and text[end] == '"' and not (end + 1 < limit and text[end + 1] in DOUBLE_QUOTES):
            self.pos = end + 1
            plain = self.token("StringExpandable", start, text[start + 1 : end])
            return plain
        self.pos = start + 1
        raw: List[str] = []
        pieces: List[Any] = []
        whole = self.double_quoted(raw, pieces)
        nested = any(type(piece) is Token for piece in pieces)
        token = self.token("StringExpandable", start, "".join(raw), pieces if nested else None)
        if not whole:
            token.mark(TokenFlags.TokenInError)
        return token

    def double_quoted(self, raw: List[str], pieces: List[Any]) -> bool:
        """Scan up to the closing quote. `raw` gets the text (escapes done), `pieces` the same with nested
        tokens."""
        text, limit, start = self.text, self.limit, self.pos - 1
        run = patterns.DOUBLE_RUN.match
        pos = self.pos
        while True:
            end = run(text, pos, limit).end()
            if end > pos:
                raw.append(text[pos:end])
                pieces.append(raw[-1])
                pos = end
            if pos >= limit:
                self.pos = limit
                self.report_incomplete(start, limit, "TerminatorExpectedAtEndOfString", '"')
                return False
            char = text[pos]
            if char == "$" or char == "`":
                pos = self._special(pos, char, raw, pieces, False)
            elif pos + 1 < limit and text[pos + 1] in DOUBLE_QUOTES:
                raw.append(text[pos + 1])
                pieces.append(text[pos + 1])
                pos += 2
            else:
                self.pos = pos + 1
                return True

    def _special(self, pos: int, char: str, raw: List[str], pieces: List[Any], here: bool) -> int:
        """Handle the `$` or backtick at `pos`; the position behind what it stood for."""
        self.pos = pos + 1
        if char == "$":
            token = self.dollar_in_string(here)
            if token is not None:
                raw.append(self.text[pos : self.pos])
                pieces.append(token)
                return self.pos
        elif self.pos < self.limit and self.text[self.pos] != "\0":
            self.pos = pos + 2
            char = self.escape(self.text[pos + 1])
        raw.append(char)
        pieces.append(char)
        return self.pos

    def dollar_in_string(self, here: bool) -> Optional[Token]:
        """The variable or subexpression behind the `$` before `pos`, or None if it is just a `$`."""
        following = self.text[self.pos] if self.pos < self.limit else ""
        if not following:
            return None
        start = self.pos - 1
        if following == "(":
            return self._sub_expression(start, here)
        if not (following.isalnum() or following in "_{$?^:"):
            return None
        mode, saved = self.mode, self.saved
        self.mode, self.saved = EXPRESSION, None
        try:
            token = self.variable(start, False, True)
        finally:
            self.mode, self.saved = mode, saved
        token.source = self.source
        return token

    def _sub_expression(self, start: int, here: bool) -> Token:
        """Find the end of `$(...)` by counting parentheses, as PowerShell does; it is scanned for real
        later."""
        text, limit = self.text, self.limit
        run = patterns.SUB_RUN.match
        pos, depth = start + 2, 1
        skipped: List[int] = []
        whole = True
        while True:
            pos = run(text, pos, limit).end()
            if pos >= limit:
                pos = limit
                self.pos = limit
                self.report_incomplete(start, limit, "IncompleteDollarSubexpressionReference")
                whole = False
                break
            char = text[pos]
            pos += 1
            if char == "(":
                depth += 1
            elif char == ")":
                depth -= 1
                if not depth:
                    break
            elif not here and pos < limit and text[pos] in DOUBLE_QUOTES:
                skipped.append(pos - 1)  # "" stands for one quote in here
                pos += 1
        self.pos = pos
        token = Token("SubExpression", start, pos, skipped)
        token.source = self.source
        if not whole:
            token.mark(TokenFlags.TokenInError)
        return token

    # --- here-strings ------------------------------------------------------------------------------------

    def here_string_literal(self, start: int) -> Token:
        pieces: List[Any] = []
        whole = self._here_string(start, SINGLE_QUOTES, "'", pieces, pieces, False)
        token = self.token("HereStringLiteral", start, "".join(pieces))
        if not whole:
            token.mark(TokenFlags.TokenInError)
        return token

    def here_string_expandable(self, start: int) -> Token:
        raw: List[str] = []
        pieces: List[Any] = []
        whole = self._here_string(start, DOUBLE_QUOTES, '"', raw, pieces, True)
        nested = any(type(piece) is Token for piece in pieces)
        token = self.token("HereStringExpandable", start, "".join(raw), pieces if nested else None)
        if not whole:
            token.mark(TokenFlags.TokenInError)
        return token

    def _here_header(self, start: int, quotes: str, quote: str) -> bool:
        text, limit = self.text, self.limit
        pos = self.match_space(text, self.pos, limit).end()
        if pos >= limit:
            self.pos = limit
            self.report_incomplete(start, limit, "TerminatorExpectedAtEndOfString", quote + "@")
            return False
        if text[pos] == "\n" or text[pos] == "\r":
            self.pos = pos + 2 if text.startswith("\r\n", pos) else pos + 1
            return True
        self.report(pos, pos + 1, "UnexpectedCharactersAfterHereStringHeader")
        while pos < limit and text[pos] not in "\r\n":
            pos += 1
            if text[pos - 1] == quote and pos < limit and text[pos] == "@":
                pos += 1
                break
        self.pos = pos
        return False

    def _here_string(
        self, start: int, quotes: str, quote: str, raw: List[Any], pieces: List[Any], expand: bool
    ) -> bool:
        if not self._here_header(start, quotes, quote):
            return False
        text, limit = self.text, self.limit
        run = patterns.HERE_RUN.match if expand else patterns.LINE_RUN.match
        false_footer = -1
        pos, newline = self.pos, ""
        both = raw is not pieces
        while True:
            # At the start of a line: is this the terminator?
            if pos < limit and text[pos] in quotes and pos + 1 < limit and text[pos + 1] == "@":
                self.pos = pos + 2
                return True
            if newline:
                raw.append(newline)
                if both:
                    pieces.append(newline)
                newline = ""
            spaced = self.match_space(text, pos, limit).end()
            if (
                spaced > pos
                and false_footer < 0
                and spaced + 1 < limit
                and text[spaced] in quotes
                and text[spaced + 1] == "@"
            ):
                false_footer = spaced
            while True:
                end = run(text, pos, limit).end()
                if end > pos:
                    raw.append(text[pos:end])
                    if both:
                        pieces.append(text[pos:end])
                    pos = end
                if pos >= limit:
                    self._here_unterminated(start, quote, false_footer)
                    return False
                char = text[pos]
                if char == "\n" or char == "\r":
                    newline = "\r\n" if text.startswith("\r\n", pos) and pos + 1 < limit else char
                    pos += len(newline)
                    break
                pos = self._special(pos, char, raw, pieces, True)

    def _here_unterminated(self, start: int, quote: str, false_footer: int) -> None:
        self.pos = self.limit
        if false_footer >= 0:
            self.report_incomplete(false_footer, self.limit, "WhitespaceBeforeHereStringFooter")
        else:
            self.report_incomplete(start, self.limit, "TerminatorExpectedAtEndOfString", quote + "@")

    # --- variables ---------------------------------------------------------------------------------------

    def variable(self, start: int, splatted: bool, in_string: bool) -> Token:
        """`$x`, `$a:b`, `${a b}`, `$$`, `@x`; `pos` is behind the sigil."""
        text, limit, pos = self.text, self.limit, self.pos
        char = text[pos] if pos < limit else ""
        if char == "{":
            return self._braced_variable(start, in_string)
        command = self.mode == COMMAND
        if char and char in "$?^":
            end = pos + 1
            if command and not self._ends_word(end):
                return self._generic_again(start)
        else:
            found = patterns.VARIABLE.match(text, pos, limit)
            if found is None:
                return self.generic(start, "$", pos)
            end = found.end()
            if command and not self._ends_word(end) and text[end] not in ".[=:":
                return self._generic_again(start)
        self.pos = end
        path = text[pos:end]
        if ":" in path and not split_variable(path)[1]:
            name = (
                "InvalidVariableReferenceWithDrive"
                if is_drive_qualified(path)
                else "InvalidVariableReference"
            )
            self.report(start, end, name)
        token = self.token("SplattedVariable" if splatted else "Variable", start, path)
        return token

    def _ends_word(self, pos: int) -> bool:
        if pos >= self.limit:
            return True
        char = self.text[pos]
        return char in "\0\n\r&(),;{|}" or self.match_space(self.text, pos, self.limit).end() > pos

    def _generic_again(self, start: int) -> Token:
        return self.generic(start, "", start)

    def _braced_variable(self, start: int, in_string: bool) -> Token:
        text, limit = self.text, self.limit
        run = patterns.BRACED.match
        brace = pos = self.pos
        pos += 1
        name, closed = "", False
        while True:
            end = run(text, pos, limit).end()
            name += text[pos:end]
            pos = end
            if pos >= limit:
                pos = limit
                break
            char = text[pos]
            pos += 1
            if char == "}":
                closed = True
                break
            if char == "`":
                if pos >= limit:
                    break
                self.pos = pos + 1
                name += self.escape(text[pos])
                pos = self.pos
            elif char == "{":
                self.report(pos, pos + 1, "OpenBraceNeedsToBeBackTickedInVariableName")
                name += char
            else:
                if in_string:
                    if pos >= limit:
                        break
                    if text[pos] in DOUBLE_QUOTES:
                        char = text[pos]
                        pos += 1
                name += char
        self.pos = pos
        if not closed:
            self.report_incomplete(brace, pos, "IncompleteDollarVariableReference")
        if not name:
            if closed:
                self.report(pos - 1, pos, "EmptyVariableReference")
            name = ":Error:"
        if self.mode == COMMAND and not self._ends_word(pos) and text[pos] not in ".[":
            return self._generic_again(start)
        if ":" in name and not split_variable(name)[1]:
            self.report(start, pos, "InvalidBracedVariableReference")
        token = self.token("Variable", start, name)
        return token
