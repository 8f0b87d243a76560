"""GetNewClosure: a block that keeps the variables it was made with."""

from typing import Any, Optional

from pssh.runtime.scope import UNSET, ModuleScope, Scope, Variable

__all__ = ["new_closure"]


class ClosureModule:
    """The dynamic module a closure lives in."""

    def __init__(self, number: int) -> None:
        self.name = f"__DynamicModule_{number}"
        self.version = None
        self.scope: Any = None


def new_closure(block: Any, scope: Optional[Scope]) -> Any:
    """A copy of the block in a module of its own that holds the local variables of the caller."""
    from pssh.runtime.scriptblock import ScriptBlock
    from pssh.runtime.stack import current_frame

    if scope is None:
        frame = current_frame()
        scope = frame.scope if frame is not None else None
    if scope is None:
        return block
    top = scope.global_scope
    module = ClosureModule(id(block) & 0xFFFF)
    state = ModuleScope(top, module)
    module.scope = state
    outer = scope.state
    if outer is not top:
        state.parent = outer
    for variable in list(scope.vars.values()):
        if variable.__class__ is Variable and variable.value is not UNSET and not variable.options:
            state.vars.setdefault(variable.name.lower(), Variable(variable.name, variable.value))
    return ScriptBlock(block.block, state)
