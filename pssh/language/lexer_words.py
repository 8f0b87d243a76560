"""Scanning words: names, keywords, arguments of commands, parameters, numbers, labels."""

from typing import Any, List

from pssh.language import patterns
from pssh.language.lexer_strings import StringScanner
from pssh.language.numbers import MULTIPLIERS, number_value
from pssh.language.scanner import (
    COMMAND,
    DASHES,
    DOUBLE_QUOTES,
    ENDS_NUMBER,
    ENDS_WORD,
    EXPRESSION,
    SIGNATURE,
    SINGLE_QUOTES,
    TYPE_NAME,
)
from pssh.language.tokens import KEYWORDS, OPERATORS, Token, TokenFlags

__all__ = ["WordScanner"]


class WordScanner(StringScanner):
    """Everything that begins with a letter, a digit, a dash or a colon."""

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

    def _operator_word(self, start: int) -> Token:
        """`-eq` and its like in an expression."""
        end = self.match_letters(self.text, start + 1, self.limit).end()
        operator = OPERATORS.get(self.text[start + 1 : end].lower())
        if operator is None:
            return self._parameter(start)
        self.pos = end
        return self.token(operator, start)

    def _parameter(self, start: int) -> Token:
        text, limit = self.text, self.limit
        if self.mode != COMMAND:
            end = self.pos = self.match_letters(text, start + 1, limit).end()
            if end == start + 1:
                return self.token("Minus", start)
            return self.token("Parameter", start, text[start + 1 : end], end < limit and text[end] == ":")
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
