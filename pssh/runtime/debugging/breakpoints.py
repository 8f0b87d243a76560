"""Breakpoints on lines, commands and variables: what they are set on, and whether an event meets one."""

from typing import Any, Callable, Optional

__all__ = ["Breakpoint", "CommandBreakpoint", "LineBreakpoint", "VariableBreakpoint"]

_SPACE = "System.Management.Automation."


def _same(one: Optional[str], other: Optional[str]) -> bool:
    return one is not None and other is not None and one.lower() == other.lower()


class Breakpoint:
    """What all have. `script` is the full path of the file it is limited to, or None."""

    net_type_name = _SPACE + "Breakpoint"

    def __init__(self, number: int, script: Optional[str], action: Any) -> None:
        self.id = number
        self.script = script
        self.action = action
        self.enabled = True
        self.hit_count = 0

    def _of_script(self, file: Optional[str]) -> bool:
        return self.script is None or _same(self.script, file)

    def _name(self, what: str) -> str:
        return what if self.script is None else f"{self.script}:{what}"


class LineBreakpoint(Breakpoint):
    """Stops before the statement that begins on a line, or that covers a column of it."""

    net_type_name = _SPACE + "LineBreakpoint"

    def __init__(self, number: int, script: str, line: int, column: int, action: Any) -> None:
        super().__init__(number, script, action)
        self.line = line
        self.column = column

    def __str__(self) -> str:
        column = f", {self.column}" if self.column else ""
        return f"Line breakpoint on '{self.script}:{self.line}{column}'"


class CommandBreakpoint(Breakpoint):
    """Stops before a command runs; the name may have wildcards."""

    net_type_name = _SPACE + "CommandBreakpoint"

    def __init__(self, number: int, script: Optional[str], command: str, action: Any) -> None:
        super().__init__(number, script, action)
        self.command = command
        from pssh.runtime.wildcards import wildcard

        self._matches: Callable[[str], bool] = wildcard(command)

    def meets(self, info: Any, invocation_name: str, file: Optional[str]) -> bool:
        """Whether a call is meant, under the name it was called by or its own."""
        if not self._of_script(file):
            return False
        if self._matches(invocation_name):
            return True
        if info is None:
            return False
        if self._matches(info.name):
            return True
        module = getattr(info, "module_name", "")
        if module and "\\" in self.command and self._matches(f"{module}\\{info.name}"):
            return True
        path = getattr(info, "path", None) if getattr(info, "kind", "") == "ExternalScript" else None
        if not path:
            return False
        stem = path.rpartition("/")[2].rpartition(".")[0]
        return _same(path, self.command) or self._matches(stem)

    def __str__(self) -> str:
        return f"Command breakpoint on '{self._name(self.command)}'"


class VariableBreakpoint(Breakpoint):
    """Stops before a variable is read, written or both."""

    net_type_name = _SPACE + "VariableBreakpoint"

    def __init__(self, number: int, script: Optional[str], variable: str, mode: Any, action: Any) -> None:
        super().__init__(number, script, action)
        self.variable = variable
        self.access_mode = mode

    def meets(self, name: str, read: bool, file: Optional[str]) -> bool:
        mode = str(self.access_mode)
        return (
            _same(self.variable, name)
            and (mode == "ReadWrite" or mode == ("Read" if read else "Write"))
            and self._of_script(file)
        )

    def __str__(self) -> str:
        return f"Variable breakpoint on '{self._name('$' + self.variable)}' ({self.access_mode} access)"
