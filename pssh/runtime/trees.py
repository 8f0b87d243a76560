"""Trees that scripts look at: of a block that came from compiled code, the text is parsed again and the block found
in it. No node knows its parent; what a script asks for is found through the tree that the source remembers."""

from typing import Any, Dict

__all__ = ["head_parameters", "parent_of", "show", "tree_of"]


def show(tree: Any) -> Any:
    """The tree, from now on with parents."""
    tree.extent.source.root = tree
    return tree


def parent_of(node: Any) -> Any:
    """The node above `node`; None for the root, and for a node that no text has."""
    source = node.extent.source
    if source.parents is None:
        if source.root is None:
            return None
        source.parents = {}
        _note_children(source.root, source.parents)
    return source.parents.get(id(node))


def _note_children(node: Any, parents: Dict[int, Any]) -> None:
    stack = [node]
    while stack:
        node = stack.pop()
        for child in node.children():
            parents[id(child)] = node
            stack.append(child)


def tree_of(block: Any) -> Any:
    """The ScriptBlockAst of a CompiledBlock."""
    from pssh.language import nodes, parse

    unit = block.unit
    root = show(parse(unit.source.text, unit.file))
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
