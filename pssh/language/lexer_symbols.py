"""Scanning punctuation: operators, redirections, comments, line continuations."""

from typing import Optional

from pssh.language import patterns
from pssh.language.lexer_words import WordScanner
from pssh.language.scanner import COMMAND, DASHES, DOUBLE_QUOTES, ENDS_WORD, EXPRESSION, SINGLE_QUOTES
from pssh.language.tokens import Token

__all__ = ["SymbolScanner"]


class SymbolScanner(WordScanner):
    """Everything that begins with a punctuation character."""

    # Each scanner gets `pos` at its first character, leaves `self.pos` behind the token, and returns None
    # when it has passed over something that is no token.

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
        elif _looks_like_signature(text[start + 1 : end]):
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
                return self._operator_word(start) if self.mode == EXPRESSION else self._parameter(start)
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
        if self.mode == COMMAND and (self.text[start + 1] if start + 1 < self.limit else "") not in ENDS_WORD:
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
            # `!1` negates a number, `!1x` names a command.
            number = following.isdecimal() or following == "."
            if number and (self._match_number(start + 1) is None or self._has_base(start + 1)):
                return self.generic(start, "!", start + 1)
        self.pos = start + 1
        return self.token("Exclaim", start)

    def _has_base(self, start: int) -> bool:
        """Whether a number is written as `0x..` or `0b..`."""
        return self.text[start : start + 2].lower() in ("0x", "0b")

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


def _looks_like_signature(comment: str) -> bool:
    """Whether a comment is, or is disguised as, the line that begins a signature block."""
    if not 13 <= len(comment) <= 80:
        return False
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
