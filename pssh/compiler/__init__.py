"""Tree to Python code objects; imports `language` alone. Start at `unit.py`; `body.py` is one Python function."""

from typing import Any

__all__ = ["compile_script"]


def compile_script(tree: Any, name: str = "") -> Any:
    """Compile a ScriptBlockAst. Gives a `CompiledUnit`: a code object and its table of positions."""
    from pssh.compiler.unit import compile_unit

    return compile_unit(tree, name)
