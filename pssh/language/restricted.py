"""The restricted language of `data` sections, which a script block may be checked for as well."""

from typing import Any, Collection, List, Optional, Set

from pssh.language import nodes as n
from pssh.language.errors import ParseError
from pssh.language.scanner import Scanner
from pssh.language.tokens import kind_text, words

__all__ = ["check_block", "check_data"]

_VARIABLES = frozenset(("psculture", "psuiculture", "true", "false", "null"))
_VARIABLE_LIST = ("PSCulture", "PSUICulture", "true", "false", "null")
_OPERATORS = frozenset(
    words(
        "MinusMinus PlusPlus PostfixPlusPlus PostfixMinusMinus DotDot Format Join Imatch Inotmatch"
        " Ireplace Isplit Cmatch"
        " Cnotmatch Creplace Csplit As"
    )
)
_TYPES = frozenset(
    words(
        "bool boolean byte char datetime decimal double float int int16 int32 int64 long sbyte short"
        " single string"
        " uint uint16 uint32 uint64 ulong ushort"
    )
)
_FLOW = "FlowControlStatementNotSupportedInDataSection"
_FORBIDDEN = {
    n.ScriptBlockAst: "ScriptBlockNotSupportedInDataSection",
    n.ScriptBlockExpressionAst: "ScriptBlockNotSupportedInDataSection",
    n.ParamBlockAst: "ParameterDeclarationNotSupportedInDataSection",
    n.AttributeAst: "AttributeNotSupportedInDataSection",
    n.AttributedExpressionAst: "AttributeNotSupportedInDataSection",
    n.FunctionDefinitionAst: "FunctionDeclarationNotSupportedInDataSection",
    n.TrapStatementAst: "TrapStatementNotSupportedInDataSection",
    n.SwitchStatementAst: "SwitchStatementNotSupportedInDataSection",
    n.DataStatementAst: "DataSectionStatementNotSupportedInDataSection",
    n.ForEachStatementAst: "ForeachStatementNotSupportedInDataSection",
    n.DoWhileStatementAst: "DoWhileStatementNotSupportedInDataSection",
    n.DoUntilStatementAst: "DoWhileStatementNotSupportedInDataSection",
    n.ForStatementAst: "ForWhileStatementNotSupportedInDataSection",
    n.WhileStatementAst: "ForWhileStatementNotSupportedInDataSection",
    n.TryStatementAst: "TryStatementNotSupportedInDataSection",
    n.BreakStatementAst: _FLOW,
    n.ContinueStatementAst: _FLOW,
    n.ReturnStatementAst: _FLOW,
    n.ExitStatementAst: _FLOW,
    n.ThrowStatementAst: _FLOW,
    n.AssignmentStatementAst: "AssignmentStatementNotSupportedInDataSection",
    n.FileRedirectionAst: "RedirectionNotSupportedInDataSection",
    n.MergingRedirectionAst: "RedirectionNotSupportedInDataSection",
    n.MemberExpressionAst: "PropertyReferenceNotSupportedInDataSection",
    n.InvokeMemberExpressionAst: "MethodCallNotSupportedInDataSection",
    n.IndexExpressionAst: "ArrayReferenceNotSupportedInDataSection",
    n.BlockStatementAst: "ParallelAndSequenceBlockNotSupportedInDataSection",
}


def check_data(parser: Any, node: Any) -> None:
    """Report what a data section may not contain."""
    allowed: Optional[Set[str]] = {"convertfrom-stringdata"}
    for command in node.supported_commands:
        if type(command) is not n.StringConstantExpressionAst:
            allowed = None  # known only when the script runs
            break
        assert allowed is not None
        allowed.add(command.value.lower())
    for child in node.body.walk():
        _check(parser, child, allowed)


def check_block(
    tree: Any, commands: Collection[str], variables: Collection[str], environment: bool
) -> List[ParseError]:
    """What the restricted language does not allow in a script block; `*` stands for all commands or variables."""
    scanner = Scanner(tree.extent.source)
    body = tree.end
    for part in (tree.param_block, tree.begin, tree.process):
        if part is not None:
            scanner.report(part.extent.start, part.extent.end, "InvalidScriptBlockInDataSection")
            return scanner.errors
    names = None if "*" in commands else {name.lower() for name in commands}
    for statement in body.statements if body is not None else ():
        for child in statement.walk():
            if type(child) is not n.VariableExpressionAst:
                _check(scanner, child, names)
            elif "*" not in variables:
                _check_variable(scanner, child, variables, environment)
    return scanner.errors


def _check_variable(
    parser: Any, node: Any, variables: Collection[str] = (), environment: bool = False
) -> None:
    name = node.path.lower()
    own = {each.lower() for each in variables}
    if name not in _VARIABLES and name not in own and not (environment and name.startswith("env:")):
        shown = [*_VARIABLE_LIST, *variables, *(("env:*",) if environment else ())]
        extent, listed = node.extent, ", ".join("$" + each for each in shown)
        parser.report(extent.start, extent.end, "VariableReferenceNotSupportedInDataSection", listed)


def _check(parser: Any, node: Any, allowed: Optional[Set[str]]) -> None:
    kind = type(node)
    extent = node.extent
    error_id = _FORBIDDEN.get(kind)
    if error_id is not None:
        parser.report(extent.start, extent.end, error_id)
    elif kind is n.BinaryExpressionAst or kind is n.UnaryExpressionAst:
        if node.operator in _OPERATORS:
            where = node.operator_extent if kind is n.BinaryExpressionAst else extent
            text = kind_text(node.operator)
            parser.report(where.start, where.end, "OperatorNotSupportedInDataSection", text)
    elif kind is n.VariableExpressionAst:
        _check_variable(parser, node)
    elif kind is n.TypeConstraintAst or kind is n.TypeExpressionAst:
        name = node.type_name.full_name.lower()
        name = name[7:] if name.startswith("system.") else name
        if name.rstrip("[]") not in _TYPES:
            full = node.type_name.full_name
            parser.report(extent.start, extent.end, "TypeNotAllowedInDataSection", full)
    elif kind is n.CommandAst:
        _check_command(parser, node, allowed)


def _check_command(parser: Any, node: Any, allowed: Optional[Set[str]]) -> None:
    extent = node.extent
    if node.invocation == ".":
        parser.report(extent.start, extent.end, "DotSourcingNotSupportedInDataSection")
        return
    if allowed is None:
        return
    first = node.elements[0]
    if type(first) is not n.StringConstantExpressionAst:
        if node.invocation == "&":
            parser.report(extent.start, extent.end, "OperatorNotSupportedInDataSection", "&")
        else:
            parser.report(extent.start, extent.end, "CmdletNotInAllowedListForDataSection", extent.text)
    elif first.value.lower() not in allowed:
        parser.report(extent.start, extent.end, "CmdletNotInAllowedListForDataSection", first.value)
