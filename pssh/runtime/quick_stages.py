"""`| ForEach-Object { }` and `| Where-Object { }` with nothing but a block: a stage without binding.

What these two do is the language's own; a call with any parameter goes the way of every cmdlet.
"""

from typing import Any, Callable, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.scriptblock import ScriptBlock

__all__ = ["QuickStage", "quick_stage"]


class QuickStage:
    """A stage whose `process` is made when its output is known."""

    __slots__ = ("_out", "block", "expecting_input", "failed", "frame", "process", "streams", "where")

    process: Callable[[Any], None]

    def __init__(self, frame: Any, block: ScriptBlock, where: bool) -> None:
        self.frame = frame
        self.block = block
        self.where = where
        self.streams: Any = None
        self.expecting_input = True
        self.failed = False
        self._out: Any = None

    @property
    def out(self) -> Any:
        return self._out

    @out.setter
    def out(self, out: Callable[[Any], None]) -> None:
        self._out = out
        if self.where:
            self.process = _filter(self.block.bind_value(self.frame, self.streams), out)
        else:
            self.process = self.block.bind_stage(self.frame, self.streams, out)

    def begin(self) -> None:
        """Nothing is bound and nothing runs before the first object."""

    def end(self) -> None:
        """Nothing runs after the last object."""

    def dispose(self) -> None:
        """Nothing is held."""


def _filter(evaluate: Callable[[Any], Any], out: Callable[[Any], None]) -> Callable[[Any], None]:
    from pssh.objects.convert import to_bool

    def process(item: Any) -> None:
        found = evaluate(item)
        if found is True or (found is not False and found is not NOTHING and to_bool(found)):
            out(item)

    return process


def quick_stage(f: Any, info: Any, values: Any) -> Optional[QuickStage]:
    """The stage, or None when the call is not so simple after all."""
    block = values[0]
    if block.__class__ is not ScriptBlock or not block.block.simple or block.block.parameters:
        return None
    name = info.declaration.name
    if name not in ("ForEach-Object", "Where-Object"):
        return None
    defaults = f.rs.global_scope.vars.get("psdefaultparametervalues")
    if defaults is not None and hasattr(defaults.value, "__len__") and len(defaults.value):
        return None
    return QuickStage(f, block, name == "Where-Object")
