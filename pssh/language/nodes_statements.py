"""Nodes that are run: pipelines, loops, conditions, jumps."""

from typing import Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes_base import Ast
from pssh.language.nodes_expressions import (
    CommandElementAst,
    ExpressionAst,
    RedirectionAst,
    ScriptBlockExpressionAst,
    TypeConstraintAst,
    VariableExpressionAst,
)
from pssh.language.record import record

__all__ = [
    "AssignmentStatementAst",
    "BlockStatementAst",
    "BreakStatementAst",
    "CatchClauseAst",
    "CommandAst",
    "CommandBaseAst",
    "CommandExpressionAst",
    "ConfigurationDefinitionAst",
    "ContinueStatementAst",
    "DataStatementAst",
    "DoUntilStatementAst",
    "DoWhileStatementAst",
    "DynamicKeywordStatementAst",
    "ErrorStatementAst",
    "ExitStatementAst",
    "ForEachStatementAst",
    "ForStatementAst",
    "IfStatementAst",
    "LabeledStatementAst",
    "PipelineAst",
    "PipelineChainAst",
    "ReturnStatementAst",
    "StatementAst",
    "StatementBlockAst",
    "SwitchStatementAst",
    "ThrowStatementAst",
    "TrapStatementAst",
    "TryStatementAst",
    "WhileStatementAst",
]


@record
class StatementAst(Ast):
    """What stands between semicolons or on a line of its own."""


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
    """An expression where a command could stand."""

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
    """`{ ... }` of a statement, which is no script block: it has neither a scope nor parameters."""

    statements: Tuple[StatementAst, ...]
    traps: "Tuple[TrapStatementAst, ...]" = ()


@record
class IfStatementAst(StatementAst):
    """`if (a) { } elseif (b) { } else { }`; the clauses are pairs of condition and body."""

    clauses: Tuple[Tuple[StatementAst, StatementBlockAst], ...]
    else_clause: Optional[StatementBlockAst]


@record
class LabeledStatementAst(StatementAst):
    """What `break` and `continue` can name: the loops and `switch`."""

    label: Optional[str]
    condition: Optional[StatementAst]


@record
class WhileStatementAst(LabeledStatementAst):
    """`while (condition) { body }`."""

    body: StatementBlockAst


@record
class DoWhileStatementAst(LabeledStatementAst):
    """`do { body } while (condition)`."""

    body: StatementBlockAst


@record
class DoUntilStatementAst(LabeledStatementAst):
    """`do { body } until (condition)`."""

    body: StatementBlockAst


@record
class ForStatementAst(LabeledStatementAst):
    """`for (initializer; condition; iterator) { body }`."""

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
    """`catch [types] { body }`; without types it takes every error."""

    types: Tuple[TypeConstraintAst, ...]
    body: StatementBlockAst


@record
class TryStatementAst(StatementAst):
    """`try { } catch { } finally { }`."""

    body: StatementBlockAst
    catches: Tuple[CatchClauseAst, ...]
    finally_block: Optional[StatementBlockAst]


@record
class TrapStatementAst(StatementAst):
    """`trap [type] { body }`, for the errors of the block it stands in."""

    type: Optional[TypeConstraintAst]
    body: StatementBlockAst


@record
class DataStatementAst(StatementAst):
    """`data variable -SupportedCommand a, b { body }`, whose body is restricted."""

    variable: Optional[str]
    supported_commands: Tuple[ExpressionAst, ...]
    body: StatementBlockAst


@record
class BreakStatementAst(StatementAst):
    """`break label`."""

    label: Optional[ExpressionAst]


@record
class ContinueStatementAst(StatementAst):
    """`continue label`."""

    label: Optional[ExpressionAst]


@record
class ReturnStatementAst(StatementAst):
    """`return pipeline`."""

    pipeline: Optional[StatementAst]


@record
class ExitStatementAst(StatementAst):
    """`exit pipeline`."""

    pipeline: Optional[StatementAst]


@record
class ThrowStatementAst(StatementAst):
    """`throw pipeline`; alone inside a catch it throws the same error again."""

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
    """A statement of a DSC configuration that a resource declares: parsed, refused when run."""

    elements: Tuple[CommandElementAst, ...]


@record
class ErrorStatementAst(StatementAst):
    """What stands for a statement after a parse error."""

    parts: Tuple[Ast, ...] = ()
