"""Nodes that declare: script blocks, parameters, functions, classes."""

from typing import Any, Optional, Tuple

from pssh.language.nodes_base import Ast
from pssh.language.nodes_expressions import (
    AttributeAst,
    AttributeBaseAst,
    ExpressionAst,
    HashtableAst,
    TypeConstraintAst,
    VariableExpressionAst,
)
from pssh.language.nodes_statements import StatementAst, TrapStatementAst
from pssh.language.record import record

__all__ = [
    "FunctionDefinitionAst",
    "FunctionMemberAst",
    "NamedBlockAst",
    "ParamBlockAst",
    "ParameterAst",
    "PropertyMemberAst",
    "ScriptBlockAst",
    "ScriptRequirements",
    "TypeDefinitionAst",
    "UsingStatementAst",
]


@record
class ParameterAst(Ast):
    """`[attributes][type]$variable = default`."""

    variable: VariableExpressionAst
    attributes: Tuple[AttributeBaseAst, ...]
    default: Optional[ExpressionAst]


@record
class ParamBlockAst(Ast):
    """`[attributes] param(parameters)`."""

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
    """What stands between braces, or in a whole file."""

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
    """A property of a class, `static hidden [type]$name = initial`; also a name of an enum."""

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
