"""Variables that are watched: their cells get a class whose `value` tells of every access by a script."""

import sys
from typing import Any, Callable, List

from pssh.runtime.scope import UNSET, ConstrainedVariable, Variable
from pssh.runtime.stack import UNIT_FILE

__all__ = ["WatchedVariable", "observers", "watch"]

# Called with the cell, whether it is read, and (None before a write) the value that was written.
observers: List[Callable[[Any, bool, Any], None]] = []

_read = Variable.__dict__["value"].__get__
_write = ConstrainedVariable.__dict__["value"].fset


class WatchedVariable(ConstrainedVariable):
    """Only generated code counts as a reader; whoever writes is a writer."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        if sys._getframe(1).f_code.co_filename == UNIT_FILE:
            for observe in observers:
                observe(self, True, None)
        return _read(self)

    @value.setter
    def value(self, new: Any) -> None:
        for observe in observers:
            observe(self, False, UNSET)
        _write(self, new)
        for observe in observers:
            observe(self, False, new)

    def _choose_class(self) -> None:
        """Watched it stays: this class checks and converts as well."""


def watch(cell: Any) -> None:
    """Watch a cell; computed variables cannot be watched."""
    if cell.__class__ in (Variable, ConstrainedVariable):
        cell.__class__ = WatchedVariable
