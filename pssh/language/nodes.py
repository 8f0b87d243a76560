"""The tree: PowerShell's node names, each node frozen and with its extent.

Users meet these types in `$sb.Ast`, so names and fields follow System.Management.Automation.Language; the
fields are in Python's spelling (`ScriptBlockAst.ParamBlock` is `.param_block`). No node knows its parent.
"""

from typing import Any, Iterator, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.record import record

__all__ = [
    "ArrayExpressionAst",
    "ArrayLiteralAst",
    "AssignmentStatementAst",
    "Ast",
    "AttributeAst",
    "AttributeBaseAst",
    "AttributedExpressionAst",
    "BinaryExpressionAst",
    "BlockStatementAst",
    "BreakStatementAst",
    "CatchClauseAst",
    "CommandAst",
    "CommandBaseAst",
    "CommandElementAst",
    "CommandExpressionAst",
    "CommandParameterAst",
    "ConfigurationDefinitionAst",
    "ConstantExpressionAst",
    "ContinueStatementAst",
    "ConvertExpressionAst",
    "DataStatementAst",
    "DoUntilStatementAst",
    "DoWhileStatementAst",
    "DynamicKeywordStatementAst",
    "ErrorExpressionAst",
    "ErrorStatementAst",
    "ExitStatementAst",
    "ExpandableStringExpressionAst",
    "ExpressionAst",
    "FileRedirectionAst",
    "ForEachStatementAst",
    "ForStatementAst",
    "FunctionDefinitionAst",
    "FunctionMemberAst",
    "HashtableAst",
    "IfStatementAst",
    "IndexExpressionAst",
    "InvokeMemberExpressionAst",
    "MemberExpressionAst",
    "MergingRedirectionAst",
    "NamedAttributeArgumentAst",
    "NamedBlockAst",
    "ParamBlockAst",
    "ParameterAst",
    "ParenExpressionAst",
    "PipelineAst",
    "PipelineChainAst",
    "PropertyMemberAst",
    "RedirectionAst",
    "ReturnStatementAst",
    "ScriptBlockAst",
    "ScriptBlockExpressionAst",
    "ScriptRequirements",
    "StatementAst",
    "StatementBlockAst",
    "StringConstantExpressionAst",
    "SubExpressionAst",
    "SwitchStatementAst",
    "TernaryExpressionAst",
    "ThrowStatementAst",
    "TrapStatementAst",
    "TryStatementAst",
    "TypeConstraintAst",
    "TypeDefinitionAst",
    "TypeExpressionAst",
    "TypeName",
    "UnaryExpressionAst",
    "UsingExpressionAst",
    "UsingStatementAst",
    "VariableExpressionAst",
    "WhileStatementAst",
]  # fmt: skip


@record
class Ast:
    extent: Extent

    def __str__(self) -> str:
        return self.extent.text

    def children(self) -> "Iterator[Ast]":
        """The nodes directly below, in the order of the fields."""
        fields: Tuple[str, ...] = self._fields  # type: ignore[attr-defined]  # set by @record
        for name in fields:
            yield from _nodes_in(getattr(self, name))

    def walk(self) -> "Iterator[Ast]":
        """This node and all below it, parents first."""
        yield self
        for child in self.children():
            yield from child.walk()


def _nodes_in(value: Any) -> Iterator[Ast]:
    if isinstance(value, Ast):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


# --- types -----------------------------------------------------------------------------------------------


@record
class TypeName(Ast):
    """`int`, `string[]`, `Collections.Generic.List[int]`: as written, with its parts."""

    name: str  # without brackets: 'Collections.Generic.List'
    generic: "Tuple[TypeName, ...]" = ()
    ranks: Tuple[int, ...] = ()  # one entry for each [], its number of dimensions
    assembly: Optional[str] = None

    @property
    def full_name(self) -> str:
        text = self.name
        if self.generic:
            text += "[" + ",".join(g.full_name for g in self.generic) + "]"
        return text + "".join("[" + "," * (rank - 1) + "]" for rank in self.ranks)


# --- commands and expressions ----------------------------------------------------------------------------


@record
class CommandElementAst(Ast):
    pass


@record
class ExpressionAst(CommandElementAst):
    pass


@record
class AttributeBaseAst(Ast):
    pass


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
    type_name: TypeName


@record
class TypeConstraintAst(AttributeBaseAst):
    type_name: TypeName


@record
class NamedAttributeArgumentAst(Ast):
    name: str
    argument: ExpressionAst
    expression_omitted: bool


@record
class AttributeAst(AttributeBaseAst):
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
    condition: ExpressionAst
    if_true: ExpressionAst
    if_false: ExpressionAst


@record
class ParenExpressionAst(ExpressionAst):
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
    location: ExpressionAst
    append: bool


@record
class MergingRedirectionAst(RedirectionAst):
    to_stream: str


# --- statements ------------------------------------------------------------------------------------------


@record
class StatementAst(Ast):
    pass


@record
class CommandBaseAst(StatementAst):
    """An element of a pipeline."""

    redirections: Tuple[RedirectionAst, ...]


@record
class CommandAst(CommandBaseAst):
    """`invocation` is '' (bare), '&' or '.'; `elements[0]` names the command."""

    elements: Tuple[CommandElementAst, ...]
    invocation: str


@record
class CommandExpressionAst(CommandBaseAst):
    expression: ExpressionAst


@record
class PipelineAst(StatementAst):
    """`a | b | c`; `background` for a trailing `&`."""

    elements: Tuple[CommandBaseAst, ...]
    background: bool = False


@record
class PipelineChainAst(StatementAst):
    """`left && right`, `left || right`; `operator` is AndAnd or OrOr; it leans left."""

    left: StatementAst
    right: StatementAst
    operator: str
    background: bool = False


@record
class AssignmentStatementAst(StatementAst):
    """`left = right`; `operator` is Equals PlusEquals MinusEquals MultiplyEquals DivideEquals RemainderEquals
    or QuestionQuestionEquals."""

    left: ExpressionAst
    operator: str
    right: StatementAst
    operator_extent: Extent


@record
class StatementBlockAst(Ast):
    statements: Tuple[StatementAst, ...]
    traps: "Tuple[TrapStatementAst, ...]" = ()


@record
class IfStatementAst(StatementAst):
    clauses: Tuple[Tuple[StatementAst, StatementBlockAst], ...]
    else_clause: Optional[StatementBlockAst]


@record
class LabeledStatementAst(StatementAst):
    label: Optional[str]
    condition: Optional[StatementAst]


@record
class WhileStatementAst(LabeledStatementAst):
    body: StatementBlockAst


@record
class DoWhileStatementAst(LabeledStatementAst):
    body: StatementBlockAst


@record
class DoUntilStatementAst(LabeledStatementAst):
    body: StatementBlockAst


@record
class ForStatementAst(LabeledStatementAst):
    initializer: Optional[StatementAst]
    iterator: Optional[StatementAst]
    body: StatementBlockAst


@record
class ForEachStatementAst(LabeledStatementAst):
    """`foreach ($variable in condition) { body }`."""

    variable: VariableExpressionAst
    body: StatementBlockAst
    parallel: bool = False
    throttle_limit: Optional[ExpressionAst] = None


@record
class SwitchStatementAst(LabeledStatementAst):
    """`flags` of Regex Wildcard Exact CaseSensitive File Parallel."""

    flags: Tuple[str, ...]
    clauses: Tuple[Tuple[ExpressionAst, StatementBlockAst], ...]
    default: Optional[StatementBlockAst]


@record
class CatchClauseAst(Ast):
    types: Tuple[TypeConstraintAst, ...]
    body: StatementBlockAst


@record
class TryStatementAst(StatementAst):
    body: StatementBlockAst
    catches: Tuple[CatchClauseAst, ...]
    finally_block: Optional[StatementBlockAst]


@record
class TrapStatementAst(StatementAst):
    type: Optional[TypeConstraintAst]
    body: StatementBlockAst


@record
class DataStatementAst(StatementAst):
    variable: Optional[str]
    supported_commands: Tuple[ExpressionAst, ...]
    body: StatementBlockAst


@record
class BreakStatementAst(StatementAst):
    label: Optional[ExpressionAst]


@record
class ContinueStatementAst(StatementAst):
    label: Optional[ExpressionAst]


@record
class ReturnStatementAst(StatementAst):
    pipeline: Optional[StatementAst]


@record
class ExitStatementAst(StatementAst):
    pipeline: Optional[StatementAst]


@record
class ThrowStatementAst(StatementAst):
    pipeline: Optional[StatementAst]


@record
class BlockStatementAst(StatementAst):
    """`parallel { }` and `sequence { }` of workflows: parsed, refused when run."""

    kind: str
    body: StatementBlockAst


@record
class ConfigurationDefinitionAst(StatementAst):
    """A DSC configuration: parsed, refused when run."""

    name: ExpressionAst
    body: ScriptBlockExpressionAst


@record
class DynamicKeywordStatementAst(StatementAst):
    elements: Tuple[CommandElementAst, ...]


@record
class ErrorStatementAst(StatementAst):
    """What stands for a statement after a parse error."""

    parts: Tuple[Ast, ...] = ()


# --- blocks, parameters, definitions ---------------------------------------------------------------------


@record
class ParameterAst(Ast):
    variable: VariableExpressionAst
    attributes: Tuple[AttributeBaseAst, ...]
    default: Optional[ExpressionAst]


@record
class ParamBlockAst(Ast):
    attributes: Tuple[AttributeAst, ...]
    parameters: Tuple[ParameterAst, ...]


@record
class NamedBlockAst(Ast):
    """`begin`, `process`, `end`, `clean` or `dynamicparam`; `unnamed` for a body without block words."""

    kind: str
    unnamed: bool
    statements: Tuple[StatementAst, ...]
    traps: Tuple[TrapStatementAst, ...] = ()


@record
class UsingStatementAst(StatementAst):
    """`using namespace|module|assembly name`, `alias` of `using namespace x = y`, or a module hashtable."""

    kind: str
    name: str
    alias: Optional[str] = None
    module_specification: Optional[HashtableAst] = None


@record
class ScriptRequirements:
    """What `#requires` lines ask for."""

    version: Optional[str] = None
    ps_editions: Tuple[str, ...] = ()
    modules: Tuple[Any, ...] = ()
    run_as_administrator: bool = False


@record
class ScriptBlockAst(Ast):
    param_block: Optional[ParamBlockAst] = None
    begin: Optional[NamedBlockAst] = None
    process: Optional[NamedBlockAst] = None
    end: Optional[NamedBlockAst] = None
    clean: Optional[NamedBlockAst] = None
    dynamic_param: Optional[NamedBlockAst] = None
    attributes: Tuple[AttributeAst, ...] = ()
    usings: Tuple[UsingStatementAst, ...] = ()
    requirements: Optional[ScriptRequirements] = None


@record
class FunctionDefinitionAst(StatementAst):
    """`function name(parameters) { body }`; parameters in the head are here, those of `param()` in the
    body."""

    name: str
    parameters: Optional[Tuple[ParameterAst, ...]]
    body: ScriptBlockAst
    is_filter: bool = False
    is_workflow: bool = False


@record
class PropertyMemberAst(Ast):
    name: str
    type: Optional[TypeConstraintAst]
    attributes: Tuple[AttributeAst, ...]
    initial: Optional[ExpressionAst]
    static: bool
    hidden: bool


@record
class FunctionMemberAst(Ast):
    """A method, or a constructor when its name is the class's. `base_arguments` of `: base(...)`."""

    name: str
    parameters: Tuple[ParameterAst, ...]
    return_type: Optional[TypeConstraintAst]
    attributes: Tuple[AttributeAst, ...]
    body: ScriptBlockAst
    static: bool
    hidden: bool
    constructor: bool
    base_arguments: Optional[Tuple[ExpressionAst, ...]] = None


@record
class TypeDefinitionAst(StatementAst):
    """`kind` is class, enum or interface; `bases` in order of writing."""

    name: str
    kind: str
    attributes: Tuple[AttributeAst, ...]
    bases: Tuple[TypeConstraintAst, ...]
    members: Tuple[Ast, ...]
