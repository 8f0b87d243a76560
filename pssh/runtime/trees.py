"""The tree of a block that came from compiled code: the text is parsed again and the block found in it."""

from typing import Any

__all__ = ["collect_using", "tree_of"]


def tree_of(block: Any) -> Any:
    """The ScriptBlockAst of a CompiledBlock."""
    from pssh.language import nodes, parse

    unit = block.unit
    root = parse(unit.source.text, unit.file)
    for node in root.walk():
        if isinstance(node, nodes.ScriptBlockAst):
            if node.extent.start == block.body_start and node.extent.end == block.body_end:
                return node
    return root


def collect_using(tree: Any) -> "dict[str, Any]":
    """The `$using:` expressions of a tree: text behind `using:` -> the expression's node."""
    from pssh.language import nodes

    found = {}
    for node in tree.walk():
        if isinstance(node, nodes.UsingExpressionAst):
            child = node.child
            key = child.path if isinstance(child, nodes.VariableExpressionAst) else child.extent.text
            found[key] = child
    return found
