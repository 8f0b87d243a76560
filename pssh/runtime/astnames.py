"""What PowerShell calls the fields of the tree's nodes, where that is not the Python name in capitals."""

from typing import Dict

__all__ = ["ENUMS", "NAMES"]

# One line per node: `field=Property`. A field given as `-` is no property of its own (asttypes.py derives some).
_TABLE = """
ArrayExpressionAst block=SubExpression
ArrayLiteralAst elements=Elements
AssignmentStatementAst operator_extent=ErrorPosition
AttributeAst positional=PositionalArguments named=NamedArguments
BinaryExpressionAst operator_extent=ErrorPosition
BlockStatementAst kind=Kind
CatchClauseAst types=CatchTypes
CommandAst elements=CommandElements invocation=InvocationOperator
CommandParameterAst name=ParameterName
DataStatementAst supported_commands=CommandsAllowed
DynamicKeywordStatementAst elements=CommandElements
ErrorExpressionAst parts=NestedAst
ErrorStatementAst parts=NestedAst
ExpandableStringExpressionAst kind=StringConstantType parts=NestedExpressions
RedirectionAst stream=FromStream
ForEachStatementAst parallel=-
FunctionMemberAst static=IsStatic hidden=IsHidden constructor=IsConstructor base_arguments=-
HashtableAst pairs=KeyValuePairs
InvokeMemberExpressionAst generic=GenericTypeArguments
MemberExpressionAst target=Expression
NamedAttributeArgumentAst name=ArgumentName
NamedBlockAst kind=BlockKind
ParameterAst variable=Name default=DefaultValue
PipelineAst elements=PipelineElements
PipelineChainAst left=LhsPipelineChain right=RhsPipelineChain
PropertyMemberAst type=PropertyType initial=InitialValue static=IsStatic hidden=IsHidden
ScriptBlockAst begin=BeginBlock process=ProcessBlock end=EndBlock clean=CleanBlock dynamic_param=DynamicParamBlock \
usings=UsingStatements requirements=ScriptRequirements
StringConstantExpressionAst kind=StringConstantType
SubExpressionAst block=SubExpression
TrapStatementAst type=TrapType
TryStatementAst catches=CatchClauses finally_block=Finally
TypeDefinitionAst kind=- bases=BaseTypes
TypeName generic=GenericArguments ranks=- assembly=AssemblyName
UnaryExpressionAst operator=TokenKind
UsingExpressionAst child=SubExpression
UsingStatementAst kind=UsingStatementKind name=-
VariableExpressionAst path=VariablePath
"""


def _read() -> Dict[str, Dict[str, str]]:
    names = {}
    for line in _TABLE.strip().splitlines():
        node, *pairs = line.split()
        names[node] = dict(pair.split("=") for pair in pairs)
    return names


NAMES = _read()

# The fields whose text is the name of a value of an enum of System.Management.Automation.Language.
ENUMS: Dict[str, str] = {
    "AssignmentStatementAst.operator": "TokenKind",
    "BinaryExpressionAst.operator": "TokenKind",
    "CommandAst.invocation": "TokenKind",
    "ExpandableStringExpressionAst.kind": "StringConstantType",
    "FileRedirectionAst.stream": "RedirectionStream",
    "MergingRedirectionAst.stream": "RedirectionStream",
    "MergingRedirectionAst.to_stream": "RedirectionStream",
    "NamedBlockAst.kind": "TokenKind",
    "PipelineChainAst.operator": "TokenKind",
    "RedirectionAst.stream": "RedirectionStream",
    "StringConstantExpressionAst.kind": "StringConstantType",
    "UnaryExpressionAst.operator": "TokenKind",
    "UsingStatementAst.kind": "UsingStatementKind",
}
