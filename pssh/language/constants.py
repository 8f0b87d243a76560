"""Which expressions are constants before a script runs, and which types their names stand for."""

from typing import Any

from pssh.language import nodes as n
from pssh.language.tokens import words

__all__ = ["CONSTANT_VARIABLES", "is_constant", "pure_expression"]

CONSTANT_VARIABLES = frozenset(("true", "false", "null"))
_FOLDED = frozenset(words("Multiply Divide Rem Plus Minus And Or Xor Band Bor Bxor Shl Shr Exclaim Not Bnot"))
# Types whose conversions cannot run foreign code.
_SAFE = frozenset(
    words(
        "bool byte char decimal double float int int16 int32 int64 long sbyte short single string uint"
        " uint16 uint32"
        " uint64 ulong ushort boolean"
    )
)


def pure_expression(pipeline: Any) -> Any:
    """The expression a pipeline consists of, or None if there is more to it."""
    if type(pipeline) is n.PipelineAst and len(pipeline.elements) == 1 and not pipeline.background:
        element = pipeline.elements[0]
        if type(element) is n.CommandExpressionAst and not element.redirections:
            return element.expression
    return None


def is_constant(node: Any, blocks: bool = True, tables: bool = False) -> bool:
    """Whether an attribute's argument is known without running anything.

    `blocks` allows script blocks, `tables` hashtables (for `#requires`).
    """
    kind = type(node)
    if kind is n.ConstantExpressionAst or kind is n.StringConstantExpressionAst:
        return True
    if kind is n.VariableExpressionAst:
        return node.path.lower() in CONSTANT_VARIABLES
    if kind is n.TypeExpressionAst:
        return not tables
    if kind is n.ArrayLiteralAst:
        return all(is_constant(item, blocks, tables) for item in node.elements)
    if kind is n.ScriptBlockExpressionAst:
        return blocks and not tables
    if kind is n.ParenExpressionAst:
        expression = pure_expression(node.pipeline)
        return expression is not None and is_constant(expression, blocks, tables)
    if kind is n.SubExpressionAst:
        return _constant_block(node.block, blocks, tables)
    if kind is n.BinaryExpressionAst:
        return (
            node.operator in _FOLDED
            and is_constant(node.left, blocks, tables)
            and is_constant(node.right, blocks, tables)
        )
    if kind is n.UnaryExpressionAst:
        return node.operator in _FOLDED and is_constant(node.child, blocks, tables)
    if kind is n.TernaryExpressionAst:
        return all(is_constant(x, blocks, tables) for x in (node.condition, node.if_true, node.if_false))
    if kind is n.ConvertExpressionAst:
        name = node.type.type_name.full_name.lower()
        name = name[7:] if name.startswith("system.") else name
        return name in _SAFE and is_constant(node.child, blocks, tables)
    if kind is n.MemberExpressionAst:
        return (
            node.static
            and type(node.target) is n.TypeExpressionAst
            and type(node.member) is n.StringConstantExpressionAst
        )
    if kind is n.UsingExpressionAst:
        return is_constant(node.child, blocks, tables)
    if kind is n.HashtableAst and tables:
        for key, value in node.pairs:
            expression = pure_expression(value)
            if expression is None or not is_constant(key, False, True):
                return False
            if not is_constant(expression, False, True):
                return False
        return True
    return False


def _constant_block(block: Any, blocks: bool, tables: bool) -> bool:
    if block.traps or len(block.statements) != 1:
        return False
    expression = pure_expression(block.statements[0])
    return expression is not None and is_constant(expression, blocks, tables)
