"""PSReference: what `[ref] $x` makes; the engine's kind of it writes through to the variable."""

from typing import Any

__all__ = ["PSReference"]


class PSReference:
    """A box with a settable `value`. A subclass may bind it to a variable."""

    def __init__(self, value: Any = None) -> None:
        self.value = value

    @property
    def net_type(self) -> Any:
        from pssh.objects.types import resolve_type, type_of

        inner = resolve_type("System.Object") if self.value is None else type_of(self.value)
        return resolve_type("System.Management.Automation.PSReference", (inner,))
