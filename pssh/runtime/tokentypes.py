"""The parser's tokens as scripts see them: a .NET type for each sort of token."""

from typing import Any, Dict, List, Type

from pssh.language.tokens import Token
from pssh.objects.enums import enum_value
from pssh.objects.types import net_type, resolve_type
from pssh.runtime.tokenkinds import kind_value, language_value
from pssh.runtime.variablepath import VariablePath

__all__ = ["ScriptToken", "script_tokens"]

_SPACE = "System.Management.Automation.Language."
_STREAMS = ("All", "Output", "Error", "Warning", "Verbose", "Debug", "Information")


class ScriptToken:
    """A token with what every token has."""

    ps_single = True
    __slots__ = ("token",)

    def __init__(self, token: Token) -> None:
        self.token = token

    def __str__(self) -> str:
        return "<eof>" if self.token.kind == "EndOfInput" else self.token.text


class VariableToken(ScriptToken):
    """`$name` and `@name`."""

    __slots__ = ()


class NumberToken(ScriptToken):
    """A number; its `Value` is the number that its digits and suffix mean."""

    __slots__ = ()


class ParameterToken(ScriptToken):
    """`-name`."""

    __slots__ = ()


class LabelToken(ScriptToken):
    """`:name` in front of a loop."""

    __slots__ = ()


class StringToken(ScriptToken):
    """What the tokens of strings share: `Value`, the text without its quotes."""

    __slots__ = ()


class StringLiteralToken(StringToken):
    """`'text'`."""

    __slots__ = ()


class StringExpandableToken(StringToken):
    """`"text"`; `NestedTokens` are those of what is expanded."""

    __slots__ = ()


class RedirectionToken(ScriptToken):
    """What the tokens of redirections share."""

    __slots__ = ()


class FileRedirectionToken(RedirectionToken):
    """`>` and `>>`, with the stream's number in front."""

    __slots__ = ()


class MergingRedirectionToken(RedirectionToken):
    """`2>&1`."""

    __slots__ = ()


class InputRedirectionToken(RedirectionToken):
    """`<`, which PowerShell keeps for later and refuses."""

    __slots__ = ()


_BY_KIND: Dict[str, Type[ScriptToken]] = {
    "Variable": VariableToken,
    "SplattedVariable": VariableToken,
    "Number": NumberToken,
    "Parameter": ParameterToken,
    "Label": LabelToken,
    "StringLiteral": StringLiteralToken,
    "HereStringLiteral": StringLiteralToken,
    "Generic": StringLiteralToken,
    "StringExpandable": StringExpandableToken,
    "HereStringExpandable": StringExpandableToken,
    "RedirectInStd": InputRedirectionToken,
}


def script_tokens(tokens: List[Token]) -> List[ScriptToken]:
    """The tokens of a text for a script."""
    return [_shown(token) for token in tokens]


def _shown(token: Token) -> ScriptToken:
    kind = token.kind
    if kind == "Redirection":
        sort: Type[ScriptToken] = (
            MergingRedirectionToken if token.value[0] == "merge" else FileRedirectionToken
        )
    elif kind == "Generic" and token.extra:
        sort = StringExpandableToken
    else:
        sort = _BY_KIND.get(kind, ScriptToken)
    return sort(token)


def _number(self: Any) -> Any:
    from pssh.runtime.asttypes import constant

    return constant(self.token.value)


def _nested(self: Any) -> Any:
    return script_tokens(self.token.nested_tokens) or None


def _stream(self: Any, place: int) -> Any:
    return language_value("RedirectionStream", _STREAMS[self.token.value[place]])


def _flags(self: Any) -> Any:
    kind: Any = resolve_type(_SPACE + "TokenFlags")
    return enum_value(kind, self.token.flags)


def _declare() -> None:
    token = net_type(_SPACE + "Token", ScriptToken)
    token.prop("Text", "string")(lambda self: self.token.text)
    token.prop("TokenFlags", _SPACE + "TokenFlags")(_flags)
    token.prop("Kind", _SPACE + "TokenKind")(lambda self: kind_value(self.token.kind))
    token.prop("HasError", "bool")(lambda self: self.token.has_error)
    token.prop("Extent", _SPACE + "IScriptExtent")(lambda self: self.token.extent)
    token.method("ToString", "string ToString()")(str)
    made = {ScriptToken: token}
    for cls in (
        VariableToken, NumberToken, ParameterToken, LabelToken, StringToken, StringLiteralToken,
        StringExpandableToken, RedirectionToken, FileRedirectionToken, MergingRedirectionToken,
        InputRedirectionToken,
    ):  # fmt: skip
        base = cls.__mro__[1]
        made[cls] = net_type(
            _SPACE + cls.__name__, cls, _SPACE + ("Token" if base is ScriptToken else base.__name__)
        )
    variable = made[VariableToken]
    variable.prop("Name", "string")(lambda self: VariablePath(self.token.value).unqualified)
    variable.prop("VariablePath", VariablePath.net_type_name)(lambda self: VariablePath(self.token.value))
    made[NumberToken].prop("Value", "System.Object")(_number)
    parameter = made[ParameterToken]
    parameter.prop("ParameterName", "string")(lambda self: self.token.value)
    parameter.prop("UsedColon", "bool")(lambda self: bool(self.token.extra))
    made[LabelToken].prop("LabelText", "string")(lambda self: self.token.value)
    made[StringToken].prop("Value", "string")(lambda self: self.token.value)
    nested = f"System.Collections.ObjectModel.ReadOnlyCollection[{_SPACE}Token]"
    made[StringExpandableToken].prop("NestedTokens", nested)(_nested)
    for cls in (FileRedirectionToken, MergingRedirectionToken):
        made[cls].prop("FromStream", _SPACE + "RedirectionStream")(lambda self: _stream(self, 1))
    made[MergingRedirectionToken].prop("ToStream", _SPACE + "RedirectionStream")(
        lambda self: _stream(self, 2)
    )
    made[FileRedirectionToken].prop("Append", "bool")(lambda self: self.token.value[0] == "append")


_declare()
