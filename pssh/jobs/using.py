"""`$using:` variables of a block: found in its tree, read in the caller's scope."""

from typing import Any, Dict, Iterator, Set

__all__ = ["collect_using", "member_of_using", "using_path", "walk", "with_using"]


_PARALLEL = frozenset(("foreach-object", "foreach", "%"))


def walk(node: Any, own: bool = False) -> Iterator[Any]:
    """Every node of a tree, the node itself first; with `own` not what runs in a ForEach-Object -Parallel inside."""
    from pssh.language.nodes import Ast

    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, Ast):
            if own and _is_parallel(current):
                continue
            yield current
            for name in getattr(current, "_fields", ()):
                stack.append(getattr(current, name))
        elif isinstance(current, (tuple, list)):
            stack.extend(current)


def _is_parallel(node: Any) -> bool:
    from pssh.language.nodes import CommandAst, CommandParameterAst

    if not isinstance(node, CommandAst) or node.elements[0].extent.text.lower() not in _PARALLEL:
        return False
    given = (each.name.lower() for each in node.elements if isinstance(each, CommandParameterAst))
    return any(len(name) > 1 and "parallel".startswith(name) for name in given)


def using_path(node: Any) -> str:
    """The path of the variable of a using expression, as written."""
    child = node.child
    while not hasattr(child, "path") and hasattr(child, "target"):
        child = child.target
    return str(getattr(child, "path", getattr(child, "name", "")))


def collect_using(block: Any, scope: Any, own: bool = False, unset_is_null: bool = False) -> Dict[str, Any]:
    """The values of all `$using:` variables in a script block, by lower-case name, as the caller sees them. With
    `own` those of a ForEach-Object -Parallel inside the block are left to it: it runs where the block does.
    One that nobody has set is an error, unless it counts as $null.
    """
    from pssh.language.nodes import UsingExpressionAst

    if "using:" not in str(block).lower():
        return {}  # the tree need not even be made
    tree = block.ast
    values: Dict[str, Any] = {}
    for node in walk(tree, own):
        if isinstance(node, UsingExpressionAst):
            path = using_path(node)
            name = path.lower()
            if name not in values:
                values[name] = _value(name, path, scope, unset_is_null)
    return values


def member_of_using(block: Any) -> str:
    """The first `$using:x.member` of a block as written, which a thread job does not take."""
    from pssh.language.nodes import MemberExpressionAst, UsingExpressionAst

    if "using:" not in str(block).lower():
        return ""
    for node in walk(block.ast):
        if isinstance(node, UsingExpressionAst) and isinstance(node.child, MemberExpressionAst):
            return str(node.extent.text)
    return ""


def _value(name: str, path: str, scope: Any, unset_is_null: bool) -> Any:
    from pssh.runtime.scope import UNSET

    if ":" in name:
        value = scope.lookup(path)
    else:
        found = scope.find(name)
        value = UNSET if found is None else found.value
    if value is UNSET:
        if unset_is_null:
            return None
        from pssh.objects.errors import ps_error

        raise ps_error(
            "UsingVariableIsUndefined",
            f"The value of the using variable '$using:{path}' cannot be retrieved because it has not "
            f"been set in the "
            "local session.",
            "InvalidOperation",
            None,
            "System.Management.Automation.RuntimeException",
        )
    return value


def with_using(text: str, scope: Any) -> str:
    """`text` with the variables that exist in `scope` written as `${using:x}`: what `cmd &` sends away."""
    from pssh.language.nodes import AssignmentStatementAst, ParamBlockAst, VariableExpressionAst
    from pssh.runtime.scriptblock import ScriptBlock

    tree = ScriptBlock.create(text).ast
    assigned: Set[str] = set()
    found = []
    for node in walk(tree):
        if isinstance(node, AssignmentStatementAst):
            left = getattr(node, "left", None) or getattr(node, "target", None)
            assigned.update(n.path.lower() for n in walk(left) if isinstance(n, VariableExpressionAst))
        elif isinstance(node, ParamBlockAst):
            assigned.update(n.path.lower() for n in walk(node) if isinstance(n, VariableExpressionAst))
        elif isinstance(node, VariableExpressionAst) and ":" not in node.path and not node.splatted:
            found.append(node)
    pieces, last = [], 0
    for node in sorted(found, key=lambda n: n.extent.start):
        name = node.path.lower()
        if name in assigned or name in _AUTOMATIC or scope.find(name) is None:
            continue
        pieces.append(text[last : node.extent.start])
        pieces.append("${using:" + node.path + "}")
        last = node.extent.end
    return "".join(pieces) + text[last:]


_AUTOMATIC = frozenset(
    [
        "_",
        "psitem",
        "args",
        "input",
        "this",
        "true",
        "false",
        "null",
        "error",
        "host",
        "home",
        "pid",
        "pwd",
        "psversiontable",
        "matches",
        "myinvocation",
        "ofs",
        "executioncontext",
        "lastexitcode",
        "psscriptroot",
        "pscommandpath",
        "psboundparameters",
        "pscmdlet",
        "stacktrace",
        "?",
        "^",
        "$",
        "foreach",
        "switch",
        "islinux",
        "ismacos",
        "iswindows",
        "iscoreclr",
        "psculture",
        "psuiculture",
        "pshome",
        "nestedpromptlevel",
        "psedition",
        "shellid",
    ]
)
