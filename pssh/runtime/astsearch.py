"""`Find` and `FindAll` of a tree: its nodes in the order in which PowerShell visits them."""

from typing import Any, Dict, Iterator, List

from pssh.language import nodes
from pssh.objects.nothing import NOTHING

__all__ = ["find", "find_all"]

# The nodes whose parts PowerShell visits in another order than the fields'; what is not named is not visited.
_ORDER: Dict[str, List[str]] = {
    line.split()[0]: line.split()[1:]
    for line in (
        "CommandAst elements redirections",
        "CommandExpressionAst expression redirections",
        "ForEachStatementAst variable condition body",
        "ForStatementAst initializer condition iterator body",
        "FunctionMemberAst return_type attributes parameters body",
        "NamedBlockAst traps statements",
        "ParameterAst attributes variable default",
        "PropertyMemberAst type attributes initial",
        "ScriptBlockAst usings param_block dynamic_param begin process end clean",
        "StatementBlockAst traps statements",
    )
}
# What a search that leaves out nested script blocks does not look into; of a method it sees the head.
_NESTED = (nodes.ScriptBlockExpressionAst, nodes.FunctionDefinitionAst, nodes.TrapStatementAst)


def _below(node: Any) -> Iterator[Any]:
    names = _ORDER.get(node.__class__.__name__)
    children = node.children() if names is None else (c for n in names for c in _nodes(getattr(node, n)))
    return (child for child in children if not isinstance(child, nodes.TypeName))


def _nodes(value: Any) -> Iterator[Any]:
    if isinstance(value, nodes.Ast):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def _search(root: Any, nested: bool) -> Iterator[Any]:
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        if nested:
            stack.extend(reversed(list(_below(node))))
        elif isinstance(node, nodes.FunctionMemberAst):
            stack.extend(reversed(list(_nodes((node.return_type, node.attributes)))))
        elif not isinstance(node, _NESTED):
            stack.extend(reversed(list(_below(node))))


def _matches(predicate: Any, node: Any) -> bool:
    from pssh.objects.convert import to_bool
    from pssh.objects.delegates import call_delegate

    found = call_delegate(predicate, [node])
    return found is not NOTHING and to_bool(found)


def find(self: Any, predicate: Any, nested: bool) -> Any:
    """The first node that the predicate accepts, or nothing."""
    return next((node for node in _search(self, nested) if _matches(predicate, node)), None)


def find_all(self: Any, predicate: Any, nested: bool) -> List[Any]:
    """All nodes that the predicate accepts; without `nested` not those in functions and script blocks below."""
    return [node for node in _search(self, nested) if _matches(predicate, node)]
