"""`Frame`: one running script block, as its compiled code sees it.

The slots after the first eight are set only where they matter; unset they read as None.
"""

from typing import TYPE_CHECKING, Any, Optional, Sequence

from pssh.runtime.scope import Scope, Variable

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Frame"]


class Frame:
    """`cells` are the variables of the block's `names` in order; `under` is the cell of `$_` where the
    caller gave one; `parent` is the calling frame."""

    __slots__ = (
        "args", "block", "bound", "cells", "cmdlet", "command", "dotted", "input", "invocation", "owner", "parent", "rs", "scope",
        "spec", "stage", "streams", "this", "traps", "under",
    )  # fmt: skip

    def __init__(
        self,
        rs: "Runspace",
        scope: Scope,
        block: Any,
        parent: "Optional[Frame]",
        streams: Any,
        cells: Sequence[Variable],
        under: Optional[Variable] = None,
    ) -> None:
        self.rs = rs
        self.scope = scope
        self.block = block
        self.parent = parent
        self.streams = streams
        self.cells = cells
        self.under = under

    args: Any
    bound: Any
    cmdlet: Any
    command: Any
    dotted: Any
    input: Any
    invocation: Any
    owner: Any
    spec: Any
    stage: Any  # the processor that runs it in a pipeline
    this: Any
    traps: Any

    def __getattr__(self, name: str) -> Any:
        if name in _LATE:
            return None
        raise AttributeError(name)

    def stack_trace(self, extent: Any = None) -> str:
        """The script stack from here outwards, as `ScriptStackTrace` has it."""
        from pssh.runtime.stack import stack_text

        return stack_text(None, extent)


_LATE = frozenset(Frame.__slots__)
