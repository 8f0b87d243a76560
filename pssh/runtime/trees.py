"""The tree of a block that came from compiled code: the text is parsed again and the block found in it."""

from typing import Any

__all__ = ["head_parameters", "tree_of"]


def tree_of(block: Any) -> Any:
    """The ScriptBlockAst of a CompiledBlock."""
    from pssh.language import nodes, parse

    unit = block.unit
    root = parse(unit.source.text, unit.file)
    for node in root.walk():
        if isinstance(node, nodes.ScriptBlockAst):
            extent = node.extent
            if (extent.start, extent.end) == (block.body_start, block.body_end):
                return node
    return root


def head_parameters(block: Any) -> str:
    """Parameters that stand behind a function's name, as a `param` block: its text alone would lose them."""
    from pssh.language import nodes, parse

    unit = block.unit
    for node in parse(unit.source.text, unit.file).walk():
        if isinstance(node, nodes.FunctionDefinitionAst) and node.parameters:
            extent = node.body.extent
            if (extent.start, extent.end) == (block.body_start, block.body_end):
                return "param(" + ", ".join(one.extent.text for one in node.parameters) + ")"
    return ""
