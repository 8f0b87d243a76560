"""`[PSParser]::Tokenize` and its PSToken: the tokens of a text as syntax colouring has had them since version 2."""

from typing import Any, List

from pssh.language.extent import Extent
from pssh.language.tokens import Token, TokenFlags
from pssh.objects.collections import Collection
from pssh.objects.enums import enum_value
from pssh.objects.types import enum_type, net_type, resolve_type

__all__ = ["PSParseError", "PSToken"]

_SMA = "System.Management.Automation."
_TYPES = enum_type(
    _SMA + "PSTokenType",
    "Unknown Command CommandParameter CommandArgument Number String Variable Member LoopLabel Attribute Type "
    "Operator GroupStart GroupEnd Keyword Comment StatementSeparator NewLine LineContinuation Position",
)

_BY_FLAG = (
    (TokenFlags.CommandName, "Command"),
    (TokenFlags.MemberName, "Member"),
    (TokenFlags.AttributeName, "Attribute"),
    (TokenFlags.TypeName, "Type"),
    (TokenFlags.Keyword, "Keyword"),
)
_BY_KIND = {
    "Variable": "Variable", "SplattedVariable": "Variable", "Parameter": "CommandParameter", "Number": "Number",
    "Label": "LoopLabel", "Identifier": "CommandArgument", "Generic": "CommandArgument", "NewLine": "NewLine",
    "LineContinuation": "LineContinuation", "Comment": "Comment", "Unknown": "Unknown", "EndOfInput": "Unknown",
    "StringLiteral": "String", "StringExpandable": "String", "HereStringLiteral": "String",
    "HereStringExpandable": "String", "LParen": "GroupStart", "RParen": "GroupEnd", "LCurly": "GroupStart",
    "RCurly": "GroupEnd", "AtParen": "GroupStart", "AtCurly": "GroupStart", "DollarParen": "GroupStart",
    "Semi": "StatementSeparator", "DynamicKeyword": "Keyword",
}  # fmt: skip
_WITH_VALUE = frozenset(
    ("StringLiteral", "StringExpandable", "HereStringLiteral", "HereStringExpandable", "Generic", "Variable",
     "SplattedVariable")
)  # fmt: skip


class PSToken:
    """A token with its type and its content; a string's content is its value."""

    net_type_name = _SMA + "PSToken"
    __slots__ = ("content", "extent", "type_name")

    def __init__(self, extent: Extent, type_name: str, content: str) -> None:
        self.extent = extent
        self.type_name = type_name
        self.content = content

    @classmethod
    def of(cls, token: Token) -> "PSToken":
        """What the parser's token is here."""
        content = str(token.value) if token.kind in _WITH_VALUE else token.text
        return cls(token.extent, type_name_of(token), content)


class PSParseError:
    """An error of the text: where, and what."""

    net_type_name = _SMA + "PSParseError"
    __slots__ = ("message", "token")

    def __init__(self, problem: Any) -> None:
        self.message = problem.message
        self.token = PSToken(problem.extent, "Position", problem.extent.text)


def type_name_of(token: Token) -> str:
    """The name of the PSTokenType of a token."""
    flags = token.flags
    for flag, name in _BY_FLAG:
        if flags & flag:
            return name
    return _BY_KIND.get(token.kind, "Operator")


def _tokenize(text: str, errors: Any) -> Any:
    from pssh.language import nodes, parse_input

    tree, tokens, problems = parse_input(text, None)
    if errors is not None:
        errors.value = _collection([PSParseError(problem) for problem in problems], "PSParseError")
    in_brackets = (nodes.TypeConstraintAst, nodes.TypeExpressionAst)
    types = [node.extent for node in tree.walk() if isinstance(node, in_brackets)]
    found = _with_types([token for token in tokens if token.kind != "EndOfInput"], types)
    return _collection(found, "PSToken")


def _collection(items: List[Any], type_name: str) -> Collection:
    return Collection(items, resolve_type(f"System.Collections.ObjectModel.Collection[{_SMA}{type_name}]"))


def _with_types(tokens: List[Token], types: List[Extent]) -> List[PSToken]:
    """The tokens, those of a type in brackets as one."""
    starts = {extent.start: extent for extent in reversed(types)}
    found: List[PSToken] = []
    end = 0
    for token in tokens:
        if token.start < end:
            continue
        extent = starts.get(token.start) if token.kind == "LBracket" else None
        if extent is None:
            found.append(PSToken.of(token))
        else:
            end = extent.end
            found.append(PSToken(extent, "Type", extent.text))
    return found


def _lines(script: List[Any]) -> str:
    from pssh.objects.tostring import to_string

    return "".join(to_string(line) + "\n" for line in script if line is not None)


_parser = net_type(_SMA + "PSParser")
_TOKENS = f"System.Collections.ObjectModel.Collection[{_SMA}PSToken] Tokenize"
_ERRORS = f"ref System.Collections.ObjectModel.Collection[{_SMA}PSParseError] errors"
_parser.static_method("Tokenize", f"{_TOKENS}(string script, {_ERRORS})")(_tokenize)
_parser.static_method("Tokenize", f"{_TOKENS}(System.Object[] script, {_ERRORS})")(
    lambda script, errors: _tokenize(_lines(script), errors)
)

_token = net_type(_SMA + "PSToken", PSToken)
_token.reads("Content", "string", "content")
_token.prop("Type", _SMA + "PSTokenType")(lambda self: enum_value(_TYPES, _TYPES.enum_values[self.type_name]))
for _name, _read in (
    ("Start", lambda extent: extent.start),
    ("Length", lambda extent: extent.end - extent.start),
    ("StartLine", lambda extent: extent.start_line),
    ("StartColumn", lambda extent: extent.start_column),
    ("EndLine", lambda extent: extent.end_line),
    ("EndColumn", lambda extent: extent.end_column),
):
    _token.prop(_name, "int")(lambda self, read=_read: read(self.extent))

_error = net_type(_SMA + "PSParseError", PSParseError)
_error.reads("Token", _SMA + "PSToken", "token")
_error.reads("Message", "string", "message")
