"""Colours of the line being typed: our own tokens, as pygments names them."""

from collections.abc import Callable

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer
from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String, Text
from pygments.token import _TokenType as TokenType

from pssh.language.tokens import Token, TokenFlags
from pssh.repl.parsing import tokens_and_errors

__all__ = ["PowerShellLexer", "token_types"]

_KINDS = {
    "Variable": Name.Variable,
    "SplattedVariable": Name.Variable,
    "Parameter": Name.Attribute,
    "Number": Number,
    "Comment": Comment,
    "StringLiteral": String,
    "StringExpandable": String,
    "HereStringLiteral": String,
    "HereStringExpandable": String,
}


def _type(token: Token) -> TokenType:
    flags = token.flags
    if flags & TokenFlags.TokenInError:
        return Error
    if token.kind in _KINDS:
        return _KINDS[token.kind]
    if flags & TokenFlags.CommandName:
        return Name.Function
    if flags & TokenFlags.Keyword:
        return Keyword
    if flags & TokenFlags.TypeName:
        return Name.Class
    if flags & TokenFlags.MemberName:
        return Name.Property
    if flags & (TokenFlags.BinaryOperator | TokenFlags.UnaryOperator | TokenFlags.AssignmentOperator):
        return Operator
    return Punctuation if not token.text[:1].isalnum() else Text


def token_types(text: str) -> list[tuple[int, int, TokenType]]:
    """`(start, end, type)` of every coloured piece of the text, in order, without overlap."""
    tokens, errors = tokens_and_errors(text)
    pieces = [(t.extent.start, t.extent.end, _type(t)) for t in tokens if t.extent.end > t.extent.start]
    wrong = [e.extent for e in errors if not e.incomplete]
    return [
        (start, end, Error if any(w.start <= start and end <= w.end for w in wrong) else kind)
        for start, end, kind in pieces
    ]


def _class_name(kind: TokenType) -> str:
    return "class:pygments." + ".".join(kind).lower()


class PowerShellLexer(Lexer):
    """Feeds prompt_toolkit one line's coloured text at a time."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        styles = [""] * len(document.text)
        for start, end, kind in token_types(document.text):
            styles[start:end] = [_class_name(kind)] * (end - start)
        starts = [0]
        for row in document.lines:
            starts.append(starts[-1] + len(row) + 1)

        def line(number: int) -> StyleAndTextTuples:
            if number >= len(document.lines):
                return []
            at = starts[number]
            return [(styles[at + i], char) for i, char in enumerate(document.lines[number])]

        return line
