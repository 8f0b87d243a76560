"""`$using:` variables of a block: found in its tree, read in the caller's scope."""

from typing import Any, Dict, Iterator

__all__ = ["collect_using", "using_name", "walk"]


def walk(node: Any) -> Iterator[Any]:
    """Every node of a tree, the node itself first."""
    from pssh.language.nodes import Ast

    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Ast):
            yield current
            for name in getattr(current, "_fields", ()):
                stack.append(getattr(current, name))
        elif isinstance(current, (tuple, list)):
            stack.extend(current)


def using_name(node: Any) -> str:
    """The name a using expression goes by: its variable's path, lower case."""
    child = node.child
    while not hasattr(child, "path") and hasattr(child, "target"):
        child = child.target
    return str(getattr(child, "path", getattr(child, "name", ""))).lower()


def collect_using(block: Any, scope: Any) -> Dict[str, Any]:
    """The values of all `$using:` variables in a script block, by lower-case name, as the caller sees them."""
    from pssh.language.nodes import UsingExpressionAst

    tree = block.ast
    text = getattr(block, "text", None)
    if text is not None and "using:" not in text.lower():
        return {}
    values: Dict[str, Any] = {}
    for node in walk(tree):
        if isinstance(node, UsingExpressionAst):
            name = using_name(node)
            if name not in values:
                values[name] = _value(name, node, scope)
    return values


def _value(name: str, node: Any, scope: Any) -> Any:
    from pssh.runtime.scope import UNSET

    if ":" in name:
        value = scope.lookup(name)
    else:
        found = scope.find(name)
        value = UNSET if found is None else found.value
    if value is UNSET:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "UsingVariableIsUndefined",
            "The value of the using variable '$using:"
            + name
            + "' cannot be retrieved because it has not been set in the local session.",
            "InvalidOperation",
            None,
            "System.Management.Automation.RuntimeException",
        )
    return value
