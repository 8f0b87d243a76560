"""ScriptBlock.InvokeWithContext: a run with functions and variables of its own."""

from typing import Any, List

from pssh.objects.collections import Collection
from pssh.runtime.commands import FunctionInfo
from pssh.runtime.functions import run_block
from pssh.runtime.scope import UNSET, Scope, Variable

__all__ = ["invoke_with_context"]


def invoke_with_context(f: Any, block: Any, functions: Any, variables: Any, args: Any) -> Any:
    """Run the block below a scope that holds the given functions and PSVariables."""
    scope = Scope(block.home(f.scope))
    for name, body in functions.items() if functions is not None else ():
        scope.set_function(str(name), FunctionInfo(str(name), body))
    under: Any = UNSET
    rows: Any = () if variables is None else variables if isinstance(variables, list) else [variables]
    for variable in rows:
        bare = getattr(variable, "base", None) or variable
        if not isinstance(bare, Variable):
            continue
        if bare.name == "_":
            under = bare.value
        else:
            scope.set(bare.name, bare.value)
    found: List[Any] = []
    inner = block
    if block.state is not None and block.state is not scope.state:
        from pssh.runtime.scriptblock import ScriptBlock

        inner = ScriptBlock(block.block, None)
    run_block(f.rs, inner, scope, f, found.append, list(args), None, None, False, under, f.streams)
    return Collection(found)
