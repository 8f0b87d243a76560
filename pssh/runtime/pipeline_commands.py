"""`PSCommand`: the commands of a `[powershell]`, before they run."""

from typing import Any, List, Optional

from pssh.objects.collections import Collection
from pssh.objects.errors import ps_error
from pssh.objects.types import net_type
from pssh.runtime.nettypes_base import SPACE, declare

__all__ = ["PipelineCommand", "PipelineCommands"]


class CommandParameter:
    """An argument of a command, with or without a name."""

    net_type_name = SPACE + "Runspaces.CommandParameter"

    def __init__(self, name: Optional[str], value: Any) -> None:
        self.name = name
        self.value = value


class PipelineCommand:
    """One command or script of a pipeline, with its arguments."""

    net_type_name = SPACE + "Runspaces.Command"

    def __init__(self, text: Any, is_script: bool = False, local: bool = False) -> None:
        self.text = text
        self.is_script = is_script
        self.local = local
        self.arguments: List[Any] = []
        self.named: List[Any] = []

    def __str__(self) -> str:
        return str(self.text)

    @property
    def parameters(self) -> Collection:
        named = [CommandParameter(name, value) for name, value in self.named]
        return Collection([*(CommandParameter(None, value) for value in self.arguments), *named])

    def copy(self) -> "PipelineCommand":
        made = PipelineCommand(self.text, self.is_script, self.local)
        made.arguments, made.named = list(self.arguments), list(self.named)
        return made


class PipelineCommands:
    """Statements, each a list of the commands of its pipeline."""

    net_type_name = SPACE + "PSCommand"

    def __init__(self) -> None:
        self.statements: List[List[PipelineCommand]] = [[]]

    def add(self, text: Any, is_script: bool, local: bool = False) -> "PipelineCommands":
        command = text if isinstance(text, PipelineCommand) else PipelineCommand(text, is_script, local)
        self.statements[-1].append(command)
        return self

    @property
    def last(self) -> PipelineCommand:
        if not self.statements[-1]:
            raise ps_error("InvalidOperation", "A command is required to add a parameter. A command must be added to "
                           "the PowerShell instance before adding a parameter.", "InvalidOperation", None,
                           "System.InvalidOperationException")  # fmt: skip
        return self.statements[-1][-1]

    def end_statement(self) -> None:
        if self.statements[-1]:
            self.statements.append([])

    def clear(self) -> None:
        self.statements = [[]]

    @property
    def commands(self) -> Collection:
        return Collection([command for statement in self.statements for command in statement])

    def copy(self) -> "PipelineCommands":
        made = PipelineCommands()
        made.statements = [[command.copy() for command in statement] for statement in self.statements]
        return made


PARAMETER = net_type(CommandParameter.net_type_name, CommandParameter)
declare(PARAMETER, "Name string name\nValue System.Object value")
COMMAND = net_type(PipelineCommand.net_type_name, PipelineCommand)
declare(
    COMMAND,
    """
    Parameters System.Object parameters
    CommandText string text
    IsScript bool is_script
    UseLocalScope bool local
    """,
)
COMMAND.constructor(
    "System.Management.Automation.Runspaces.Command new(string command)",
    "System.Management.Automation.Runspaces.Command new(string command, bool isScript)",
    "System.Management.Automation.Runspaces.Command new(string command, bool isScript, bool useLocalScope)",
)(PipelineCommand)
LIST = net_type(PipelineCommands.net_type_name, PipelineCommands)
declare(LIST, "Commands System.Object commands")
LIST.constructor("pscommand new()")(PipelineCommands)
LIST.method("Clear", "void Clear()")(PipelineCommands.clear)
LIST.method("Clone", "pscommand Clone()")(PipelineCommands.copy)


@LIST.method(
    "AddCommand",
    "pscommand AddCommand(string command)",
    "pscommand AddCommand(string cmdlet, bool useLocalScope)",
    "pscommand AddCommand(System.Management.Automation.Runspaces.Command command)",
)
def _add_command(self: PipelineCommands, command: Any, local: bool = False) -> PipelineCommands:
    return self.add(command, False, local)


@LIST.method(
    "AddScript",
    "pscommand AddScript(string script)",
    "pscommand AddScript(string script, bool useLocalScope)",
)
def _add_script(self: PipelineCommands, text: str, local: bool = False) -> PipelineCommands:
    return self.add(text, True, local)


@LIST.method("AddArgument", "pscommand AddArgument(System.Object value)")
def _add_argument(self: PipelineCommands, value: Any) -> PipelineCommands:
    self.last.arguments.append(value)
    return self


@LIST.method(
    "AddParameter",
    "pscommand AddParameter(string parameterName)",
    "pscommand AddParameter(string parameterName, System.Object value)",
)
def _add_parameter(self: PipelineCommands, name: str, value: Any = True) -> PipelineCommands:
    self.last.named.append((name, value))
    return self


@LIST.method("AddStatement", "pscommand AddStatement()")
def _add_statement(self: PipelineCommands) -> PipelineCommands:
    self.end_statement()
    return self
