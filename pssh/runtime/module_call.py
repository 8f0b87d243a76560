"""`& $module { ... }`: running a block or a command in a module's own session state."""

from typing import Any, Tuple

__all__ = ["inside_module"]


def inside_module(f: Any, info: Any, spec: Any, values: Any) -> Tuple[Any, Any, Any]:
    """The command behind the module, its call site and values: those given, without the module."""
    from pssh.runtime.commands import ScriptInfo
    from pssh.runtime.scriptblock import ScriptBlock

    scope = info.module.scope
    target = values[1] if len(values) > 1 else None
    inner = spec.without_first()
    if isinstance(target, ScriptBlock):
        return ScriptInfo(ScriptBlock(target.block, scope)), inner, values[1:]
    return f.rs.find_command(str(target), scope), inner, values[1:]
