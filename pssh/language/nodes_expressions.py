"""Nodes with a value: constants, operators, members, strings, attributes; what a command is made of."""

from typing import TYPE_CHECKING, Any, Iterator, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes_base import Ast, TypeName
from pssh.language.record import record

if TYPE_CHECKING:
    from pssh.language.nodes_definitions import ScriptBlockAst
    from pssh.language.nodes_statements import StatementAst, StatementBlockAst

__all__ = [
    "ArrayExpressionAst",
    "ArrayLiteralAst",
    "AttributeAst",
    "AttributeBaseAst",
    "AttributedExpressionAst",
    "BinaryExpressionAst",
    "CommandElementAst",
    "CommandParameterAst",
    "ConstantExpressionAst",
    "ConvertExpressionAst",
    "ErrorExpressionAst",
    "ExpandableStringExpressionAst",
    "ExpressionAst",
    "FileRedirectionAst",
    "HashtableAst",
    "IndexExpressionAst",
    "InvokeMemberExpressionAst",
    "MemberExpressionAst",
    "MergingRedirectionAst",
    "NamedAttributeArgumentAst",
    "ParenExpressionAst",
    "RedirectionAst",
    "ScriptBlockExpressionAst",
    "StringConstantExpressionAst",
    "SubExpressionAst",
    "TernaryExpressionAst",
    "TypeConstraintAst",
    "TypeExpressionAst",
    "UnaryExpressionAst",
    "UsingExpressionAst",
    "VariableExpressionAst",
]


@record
class CommandElementAst(Ast):
    """What a command is made of: names, arguments, parameters."""


@record
class ExpressionAst(CommandElementAst):
    """Whatever has a value; arguments of commands are expressions too."""


@record
class AttributeBaseAst(Ast):
    """What stands in brackets in front of a parameter, variable or value: an attribute or a type."""


@record
class ConstantExpressionAst(ExpressionAst):
    """A number. `value` is an `objects` number type chosen by the literal's suffix and size.

    `value` is (type name, text of the digits) resolved already: a pair `(kind, number)` where `kind` is the
    .NET name such as `System.Int32`, `System.Int64`, `System.Double`, `System.Decimal`,
    `System.Numerics.BigInteger`, and `number` a Python int, float or str (decimal digits).
    """

    value: Tuple[str, Any]


@record
class StringConstantExpressionAst(ExpressionAst):
    """A string without expansion. `kind` is BareWord, SingleQuoted, DoubleQuoted, SingleQuotedHereString
    or DoubleQuotedHereString."""

    value: str
    kind: str


@record
class ExpandableStringExpressionAst(ExpressionAst):
    """`"a $b $(c)"`: `parts` are plain str and expression nodes in order; `value` is the unexpanded text."""

    value: str
    kind: str
    parts: Tuple[Any, ...]

    def children(self) -> Iterator[Ast]:
        return (part for part in self.parts if isinstance(part, Ast))


@record
class VariableExpressionAst(ExpressionAst):
    """`$x`, `${x y}`, `$script:x`, `$env:PATH`, and `@x` when `splatted`. `path` is all behind the sigil."""

    path: str
    splatted: bool = False


@record
class TypeExpressionAst(ExpressionAst):
    """`[type]` as a value."""

    type_name: TypeName


@record
class TypeConstraintAst(AttributeBaseAst):
    """`[type]` in front of something, which it converts; also the base of a class, the type of a catch."""

    type_name: TypeName


@record
class NamedAttributeArgumentAst(Ast):
    """`name = argument` inside an attribute; `name` alone, its argument omitted, means `$true`."""

    name: str
    argument: ExpressionAst
    expression_omitted: bool


@record
class AttributeAst(AttributeBaseAst):
    """`[type(positional, named = 1)]`."""

    type_name: TypeName
    positional: Tuple[ExpressionAst, ...]
    named: Tuple[NamedAttributeArgumentAst, ...]


@record
class ConvertExpressionAst(ExpressionAst):
    """`[type]child`."""

    type: TypeConstraintAst
    child: ExpressionAst


@record
class AttributedExpressionAst(ExpressionAst):
    """`[ValidateRange(1, 2)]child`."""

    attribute: AttributeAst
    child: ExpressionAst


@record
class UnaryExpressionAst(ExpressionAst):
    """`operator` is the token kind: Not, Exclaim, Minus, Plus, Bnot, Join, Isplit, Csplit, PlusPlus,
    MinusMinus, PostfixPlusPlus, PostfixMinusMinus."""

    operator: str
    child: ExpressionAst


@record
class BinaryExpressionAst(ExpressionAst):
    """`operator` is PowerShell's token kind: Plus Minus Multiply Divide Rem Format DotDot And Or Xor Band Bor
    Bxor Shl Shr Is IsNot As Join QuestionQuestion, and with prefix I (ignoring case) or C (case-sensitive):
    Ieq Ine Ige Igt Ilt Ile Ilike Inotlike Imatch Inotmatch Ireplace Icontains Inotcontains Iin Inotin
    Isplit."""

    operator: str
    left: ExpressionAst
    right: ExpressionAst
    operator_extent: Extent


@record
class TernaryExpressionAst(ExpressionAst):
    """`condition ? if_true : if_false`."""

    condition: ExpressionAst
    if_true: ExpressionAst
    if_false: ExpressionAst


@record
class ParenExpressionAst(ExpressionAst):
    """`( ... )`, of one pipeline."""

    pipeline: "StatementAst"


@record
class SubExpressionAst(ExpressionAst):
    """`$( ... )`."""

    block: "StatementBlockAst"


@record
class ArrayExpressionAst(ExpressionAst):
    """`@( ... )`."""

    block: "StatementBlockAst"


@record
class ArrayLiteralAst(ExpressionAst):
    """`a, b` and `,a`."""

    elements: Tuple[ExpressionAst, ...]


@record
class HashtableAst(ExpressionAst):
    """`@{ key = statement }`. Keys are expressions (a bare word is a string constant)."""

    pairs: "Tuple[Tuple[ExpressionAst, StatementAst], ...]"


@record
class ScriptBlockExpressionAst(ExpressionAst):
    """`{ ... }` as a value."""

    script_block: "ScriptBlockAst"


@record
class UsingExpressionAst(ExpressionAst):
    """`$using:x`; `child` is the variable without the prefix (or a member/index expression of it)."""

    child: ExpressionAst


@record
class MemberExpressionAst(ExpressionAst):
    """`target.member`, `target::member`, `target?.member`."""

    target: ExpressionAst
    member: CommandElementAst
    static: bool
    null_conditional: bool = False


@record
class InvokeMemberExpressionAst(MemberExpressionAst):
    """`target.member(arguments)`; `generic` holds `[T]` of `.Method[T]()`."""

    arguments: Tuple[ExpressionAst, ...] = ()
    generic: Tuple[TypeName, ...] = ()


@record
class IndexExpressionAst(ExpressionAst):
    """`target[index]`, `target?[index]`."""

    target: ExpressionAst
    index: ExpressionAst
    null_conditional: bool = False


@record
class ErrorExpressionAst(ExpressionAst):
    """What stands for an expression after a parse error."""

    parts: Tuple[Ast, ...] = ()


@record
class CommandParameterAst(CommandElementAst):
    """`-Name` or `-Name:argument`."""

    name: str
    argument: Optional[ExpressionAst]


@record
class RedirectionAst(Ast):
    """`stream` is Output Error Warning Verbose Debug Information or All."""

    stream: str


@record
class FileRedirectionAst(RedirectionAst):
    """`> location`, `2>> location`."""

    location: ExpressionAst
    append: bool


@record
class MergingRedirectionAst(RedirectionAst):
    """`2>&1`: the stream goes where `to_stream` goes."""

    to_stream: str
