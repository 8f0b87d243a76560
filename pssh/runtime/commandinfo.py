"""`CommandInfo`: the base of what Get-Command gives and command discovery finds."""

from typing import Any, Optional

__all__ = ["CommandInfo"]


class CommandInfo:
    """A command: `kind` is Alias, Function, Filter, Cmdlet, ExternalScript, Application or Configuration."""

    __slots__ = ("module", "name", "options", "visibility")

    kind = ""

    def __init__(self, name: str, module: Any = None, options: int = 0) -> None:
        self.name = name
        self.module = module
        self.options = options
        self.visibility = "Public"

    @property
    def definition(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        return str(self.module.name) if self.module is not None else ""

    @property
    def metadata(self) -> Optional[Any]:
        """The parameter metadata, where the command has one."""
        return None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}>"
