"""The lexer: turns the text at `pos` into the next token, by PowerShell's modes.

The parser *is* a lexer (it inherits this class), because what a character means depends on what the parser
expects: `-gt` is an operator in an expression and a parameter in a command.
"""

from typing import Any, Callable, Dict, Optional

from pssh.language.lexer_symbols import SymbolScanner
from pssh.language.scanner import DASHES, DOUBLE_QUOTES, ENDS_WORD, SINGLE_QUOTES, SPACES, TooDeep
from pssh.language.tokens import INVARIANT, Token

__all__ = ["Lexer"]

# Characters at which there may be something to skip between statements.
_SKIPPED = (ENDS_WORD - frozenset("\0&(),{|}")) | frozenset("#<`")
SIMPLE = {
    "(": "LParen", ")": "RParen", "{": "LCurly", "}": "RCurly", "]": "RBracket", ";": "Semi", ",": "Comma",
    "\n": "NewLine",
}  # fmt: skip


class Lexer(SymbolScanner):
    """One token of lookahead over the scanners."""

    def next_token(self) -> Token:
        """The token that was put back, or a new one by the current mode."""
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
        self.rescanned += self.pos - start
        if self.rescanned > self.rescan_limit:
            # Constructs in each other of which every one is read twice double the time with each level.
            raise TooDeep
        self.pos = start if start < self.limit else self.limit
        saved = self.saved
        if saved:
            while saved and (saved[-1].end > start or saved[-1].kind == "EndOfInput"):
                saved.pop()
        while self.requires and self.requires[-1].end > start:
            self.requires.pop()

    def skip_newlines(self) -> None:
        """Go past white space, line ends and comments; one read ahead counts."""
        token = self.ungot
        if token is not None:
            if token.kind != "NewLine":
                return
            self.ungot = None
        pos, limit, text = self.pos, self.limit, self.text
        if pos < limit and text[pos] not in _SKIPPED:
            return
        if self.saved is None:
            if pos + 1 < limit and text[pos] in " \n" and text[pos + 1] not in _SKIPPED:
                self.pos = pos + 1  # the common case, without a regular expression
                return
            pos = self.pos = self.match_newlines(text, pos, limit).end()
            if pos < limit and text[pos] in "#<`":
                self._skip_slowly(False)
        else:
            self._skip_slowly(False)

    def skip_newlines_and_semicolons(self) -> None:
        """As `skip_newlines`, past `;` too."""
        token = self.ungot
        if token is not None:
            kind = token.kind
            if kind != "NewLine" and kind != "Semi":
                return
            self.ungot = None
        pos, limit, text = self.pos, self.limit, self.text
        if pos < limit and text[pos] not in _SKIPPED:
            return
        if self.saved is None:
            if pos + 1 < limit and text[pos] == "\n" and text[pos + 1] not in _SKIPPED:
                self.pos = pos + 1
                return
            pos = self.pos = self.match_newlines_semis(text, pos, limit).end()
            if pos < limit and text[pos] in "#<`":
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


def _scanners() -> "Dict[str, Callable[[Any, int, str], Optional[Token]]]":
    table: Dict[str, Callable[[Any, int, str], Optional[Token]]] = {
        "\r": Lexer._carriage_return, "#": Lexer._hash, "<": Lexer._less, "`": Lexer._backtick,
        "@": Lexer._at,
        "=": Lexer._equals, "+": Lexer._plus, "*": Lexer._star, "/": Lexer._slash, "%": Lexer._percent,
        "$": Lexer._dollar, ">": Lexer._greater, "[": Lexer._bracket, ".": Lexer._dot, "&": Lexer._ampersand,
        "|": Lexer._pipe, "!": Lexer._exclaim, ":": Lexer._colon, "?": Lexer._question,
        "_": Lexer._identifier,
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
