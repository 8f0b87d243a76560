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
