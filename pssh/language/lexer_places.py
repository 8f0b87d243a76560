"""Scanning what only some places ask for: member access, attributes' brackets, `--%`, assembly names."""

from typing import Optional

from pssh.language import patterns
from pssh.language.lexer import Lexer
from pssh.language.scanner import COMMAND, DOUBLE_QUOTES, ENDS_WORD
from pssh.language.tokens import Token

__all__ = ["PlaceScanner"]


class PlaceScanner(Lexer):
    """Scanners the parser calls by name instead of asking for the next token."""

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
        return (char in ENDS_WORD and char not in "&(),;{|}") or char == ""

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
        # As in at_end, an offset of the whole script is taken for one of the nested text.
        text, limit = self.text, self.limit
        offset += self.nested_base
        if offset >= limit:
            return False
        index = self.match_space(text, offset, limit).end()
        if index >= limit or text[index] not in "|#<\r\n":
            return False
        at_line_start = True
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
