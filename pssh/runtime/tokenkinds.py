"""The enums of PowerShell's language namespace: the kinds and flags of tokens, the streams of redirections."""

from typing import Any

from pssh.objects.enums import enum_value
from pssh.objects.types import enum_type

__all__ = ["kind_value", "language_value"]

_SPACE = "System.Management.Automation.Language."

_KINDS = enum_type(
    _SPACE + "TokenKind",
    "Unknown Variable SplattedVariable Parameter Number Label Identifier Generic NewLine LineContinuation Comment"
    " EndOfInput StringLiteral StringExpandable HereStringLiteral HereStringExpandable LParen RParen LCurly RCurly"
    " LBracket RBracket AtParen AtCurly DollarParen Semi AndAnd OrOr Ampersand Pipe Comma MinusMinus PlusPlus"
    " DotDot ColonColon Dot Exclaim Multiply Divide Rem Plus Minus Equals PlusEquals MinusEquals MultiplyEquals"
    " DivideEquals RemainderEquals Redirection RedirectInStd Format Not Bnot And Or Xor Band Bor Bxor Join Ieq Ine"
    " Ige Igt Ilt Ile Ilike Inotlike Imatch Inotmatch Ireplace Icontains Inotcontains Iin Inotin Isplit Ceq Cne Cge"
    " Cgt Clt Cle Clike Cnotlike Cmatch Cnotmatch Creplace Ccontains Cnotcontains Cin Cnotin Csplit Is IsNot As"
    " PostfixPlusPlus PostfixMinusMinus Shl Shr Colon QuestionMark QuestionQuestionEquals QuestionQuestion"
    " QuestionDot QuestionLBracket Begin=119 Break Catch Class Continue Data Define Do Dynamicparam Else ElseIf End"
    " Exit Filter Finally For Foreach From Function If In Param Process Return Switch Throw Trap Try Until Using Var"
    " While Workflow Parallel Sequence InlineScript Configuration DynamicKeyword Public Private Static Interface"
    " Enum Namespace Module Type Assembly Command Hidden Base Default Clean",
)
enum_type(
    _SPACE + "TokenFlags",
    "None=0 BinaryPrecedenceLogical=1 BinaryPrecedenceBitwise=2 BinaryPrecedenceComparison=5"
    " BinaryPrecedenceCoalesce=7 BinaryPrecedenceAdd=9 BinaryPrecedenceMultiply=10 BinaryPrecedenceFormat=12"
    " BinaryPrecedenceRange=13 BinaryPrecedenceMask=15 Keyword=16 ScriptBlockBlockName=32 BinaryOperator=0x100"
    " UnaryOperator=0x200 CaseSensitiveOperator=0x400 TernaryOperator=0x800 SpecialOperator=0x1000"
    " AssignmentOperator=0x2000 ParseModeInvariant=0x8000 TokenInError=0x10000"
    " DisallowedInRestrictedMode=0x20000 PrefixOrPostfixOperator=0x40000 CommandName=0x80000 MemberName=0x100000"
    " TypeName=0x200000 AttributeName=0x400000 CanConstantFold=0x800000"
    " StatementDoesntSupportAttributes=0x1000000",
    flags=True,
)
enum_type(_SPACE + "RedirectionStream", "All Output Error Warning Verbose Debug Information")
enum_type(_SPACE + "UsingStatementKind", "Assembly Command Module Namespace Type")

_OTHER_SPELLINGS = {"": "Unknown", "&": "Ampersand", ".": "Dot"}  # of a command's invocation operator


def kind_value(name: str) -> Any:
    """A kind of token, by its name or (of an invocation operator) by its sign."""
    name = _OTHER_SPELLINGS.get(name, name)
    return enum_value(_KINDS, _number(_KINDS, name))


def language_value(enum: str, name: str) -> Any:
    """The value of that name of another enum of the namespace."""
    from pssh.objects.types import resolve_type

    kind: Any = resolve_type(_SPACE + enum)
    return enum_value(kind, _number(kind, name))


def _number(kind: Any, name: str) -> int:
    values = kind.enum_values
    if name in values:
        return int(values[name])
    lower = name.lower()
    return int(next(number for known, number in values.items() if known.lower() == lower))
