"""The syntax tree as scripts see it: `$sb.Ast`, [Parser]::ParseInput, [PSParser]::Tokenize."""

from typing import Any

import pssh.runtime.extenttypes  # noqa: F401 - declares types
from pssh.language import nodes
from pssh.objects.types import net_type, resolve_type
from pssh.runtime.astnames import ENUMS, NAMES
from pssh.runtime.astsearch import find, find_all
from pssh.runtime.positions import position_message
from pssh.runtime.tokenkinds import kind_value, language_value
from pssh.runtime.tokentypes import script_tokens
from pssh.runtime.trees import parent_of, show
from pssh.runtime.variablepath import VariablePath

_SPACE = "System.Management.Automation.Language."


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


def _value(value: Any) -> Any:
    """What a script sees of a field: a list for several nodes, a tuple for a pair of a clause or a hashtable."""
    if not isinstance(value, tuple):
        return value
    from pssh.objects.lib_tuple import make_tuple

    return [make_tuple("System.Tuple", item) if isinstance(item, tuple) else item for item in value]


def _property(kind: Any, cls: Any, field: str) -> None:
    name = NAMES.get(cls.__name__, {}).get(field) or _pascal(field)
    if name == "-":
        return

    enum = ENUMS.get(f"{cls.__name__}.{field}")

    def read(self: Any) -> Any:
        value = getattr(self, field)
        if field == "value" and cls is nodes.ConstantExpressionAst:
            return constant(value)
        if enum:
            return kind_value(value) if enum == "TokenKind" else language_value(enum, value)
        if field == "path":
            return VariablePath(value)
        if field == "parts" and cls is nodes.ExpandableStringExpressionAst:
            return list(self.children())
        return _value(value)

    kind.prop(name, "System.Object")(read)


def constant(pair: Any) -> Any:
    """The value of a number node: its pair of type name and digits as the number scripts see."""
    type_name, number = pair
    if type_name == "System.Int32":
        return number
    if type_name == "System.Double":
        return float(number)
    from pssh.runtime.operators.facade import literal_number

    return literal_number(type_name, number)


def _declare() -> None:
    root = net_type(_SPACE + "Ast", nodes.Ast)
    root.prop("Extent", "System.Object")(lambda self: self.extent)
    root.prop("Parent", _SPACE + "Ast")(parent_of)
    root.method("ToString", "string ToString()")(lambda self: self.extent.text)
    root.method("Find", "System.Object Find(System.Object predicate, bool searchNestedScriptBlocks)")(find)
    root.method("FindAll", "System.Object FindAll(System.Object predicate, bool searchNestedScriptBlocks)")(
        find_all
    )
    for name in nodes.__all__:
        cls = getattr(nodes, name)
        if not isinstance(cls, type) or cls is nodes.Ast:
            continue
        base = next((b for b in cls.__mro__[1:] if b is not object), None)
        kind = net_type(_SPACE + name, cls, _SPACE + base.__name__ if base is not None else None)
        for field in getattr(cls, "_fields", ()):
            if field != "extent" and field not in getattr(base, "_fields", ()):
                _property(kind, cls, field)
    block = net_type(_SPACE + "ScriptBlockAst", nodes.ScriptBlockAst)
    block.method("GetScriptBlock", "scriptblock GetScriptBlock()")(_script_block)
    _derived()
    function = net_type(_SPACE + "FunctionDefinitionAst", nodes.FunctionDefinitionAst)
    function.method("GetHelpContent", "System.Object GetHelpContent()")(lambda self: None)
    command = net_type(_SPACE + "CommandAst", nodes.CommandAst)
    command.method("GetCommandName", "string GetCommandName()")(_command_name)


def _derived() -> None:
    """The properties that are no field of a node."""
    net_type(_SPACE + "ParameterAst", nodes.ParameterAst).prop("StaticType", "type")(_parameter_type)
    expression = net_type(_SPACE + "ExpressionAst", nodes.ExpressionAst)
    expression.prop("StaticType", "type")(_expression_type)
    defined = net_type(_SPACE + "TypeDefinitionAst", nodes.TypeDefinitionAst)
    for kind in ("class", "enum", "interface"):
        defined.prop("Is" + kind.capitalize(), "bool")(lambda self, kind=kind: self.kind == kind)
    caught = net_type(_SPACE + "CatchClauseAst", nodes.CatchClauseAst)
    caught.prop("IsCatchAll", "bool")(lambda self: not self.types)
    named = net_type(_SPACE + "TypeName", nodes.TypeName)
    named.prop("FullName", "string")(lambda self: self.full_name)
    named.prop("IsArray", "bool")(lambda self: bool(self.ranks))
    named.prop("IsGeneric", "bool")(lambda self: bool(self.generic))
    named.method("GetReflectionType", "type GetReflectionType()")(_reflected)
    using = net_type(_SPACE + "UsingStatementAst", nodes.UsingStatementAst)
    using.prop("Name", "System.Object")(
        lambda self: nodes.StringConstantExpressionAst(self.extent, self.name, "BareWord")
    )


def _reflected(name: Any) -> Any:
    return resolve_type(name.full_name)


def _parameter_type(parameter: Any) -> Any:
    for attribute in parameter.attributes:
        if isinstance(attribute, nodes.TypeConstraintAst):
            return _reflected(attribute.type_name) or resolve_type("object")
    return resolve_type("object")


def _expression_type(node: Any) -> Any:
    """The type an expression's values surely have, `object` where that is open."""
    if isinstance(node, nodes.ConstantExpressionAst):
        return resolve_type(node.value[0])
    if isinstance(node, nodes.ConvertExpressionAst):
        return _reflected(node.type.type_name) or resolve_type("object")
    if isinstance(node, (nodes.StringConstantExpressionAst, nodes.ExpandableStringExpressionAst)):
        return resolve_type("string")
    for kinds, name in (
        ((nodes.ArrayExpressionAst, nodes.ArrayLiteralAst), "object[]"),
        (nodes.HashtableAst, "hashtable"),
        (nodes.ScriptBlockExpressionAst, "scriptblock"),
        (nodes.TypeExpressionAst, "type"),
    ):
        if isinstance(node, kinds):
            return resolve_type(name)
    return resolve_type("object")


def _script_block(self: Any) -> Any:
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock.create(self.extent.text)


def _command_name(self: Any) -> Any:
    first = self.elements[0]
    return first.value if isinstance(first, nodes.StringConstantExpressionAst) else None


_declare()

# --- the parser --------------------------------------------------------------------------------------------

parser = net_type(_SPACE + "Parser", None)


def _parse(text: str, file: Any, tokens: Any, errors: Any) -> Any:
    from pssh.language import parse_input
    from pssh.runtime.parsing import session_knows

    tree, found, problems = parse_input(text, file, session_knows)
    if tokens is not None:
        tokens.value = script_tokens(found)
    if errors is not None:
        errors.value = list(problems)
    return show(tree)


@parser.static_method("ParseInput", "System.Object ParseInput(string input, ref System.Object tokens, "
                      "ref System.Object errors)")  # fmt: skip
def _parse_input(text: str, tokens: Any, errors: Any) -> Any:
    return _parse(text, None, tokens, errors)


@parser.static_method("ParseInput", "System.Object ParseInput(string input, string fileName, "
                      "ref System.Object tokens, ref System.Object errors)")  # fmt: skip
def _parse_named(text: str, name: str, tokens: Any, errors: Any) -> Any:
    return _parse(text, name or None, tokens, errors)


@parser.static_method("ParseFile", "System.Object ParseFile(string fileName, ref System.Object tokens, "
                      "ref System.Object errors)")  # fmt: skip
def _parse_file(name: str, tokens: Any, errors: Any) -> Any:
    try:
        with open(name, encoding="utf-8-sig", errors="replace", newline="") as stream:
            text = stream.read()
    except OSError as problem:
        return _unread(name, problem, tokens, errors)
    return _parse(text, name, tokens, errors)


def _unread(name: str, problem: OSError, tokens: Any, errors: Any) -> Any:
    """A file that cannot be read is an empty text with one error."""
    from pssh.language.errors import ParseError
    from pssh.language.messages import MESSAGES

    why = (
        f"Could not find file '{name}'." if isinstance(problem, FileNotFoundError) else str(problem.strerror)
    )
    tree = _parse("", name, None, None)
    if tokens is not None:
        tokens.value = []
    if errors is not None:
        errors.value = [ParseError("FileReadError", MESSAGES["FileReadError"].format(why), tree.extent)]
    return tree


def _error_text(problem: Any) -> str:
    return f"{position_message(problem.extent)}\n{problem.message}"


def _error_types() -> None:
    from pssh.language import errors

    problem = net_type(_SPACE + "ParseError", errors.ParseError)
    for name, attribute in (
        ("ErrorId", "error_id"), ("Message", "message"), ("Extent", "extent"), ("IncompleteInput", "incomplete"),
    ):  # fmt: skip
        problem.prop(name, "System.Object")(lambda self, attribute=attribute: getattr(self, attribute))
    problem.method("ToString", "string ToString()")(_error_text)


_error_types()
