"""What can be run, and how arguments are marked on their way to the binder."""

from typing import TYPE_CHECKING, Any, List, Optional

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = [
    "NO_VALUE", "AliasInfo", "ApplicationInfo", "CmdletInfo", "CommandInfo",
    "ExternalScriptInfo", "FunctionInfo", "ModuleCall", "ParameterText", "ParameterToken", "ScriptInfo", "Splat",
]  # fmt: skip


class _NoValue:
    __slots__ = ()

    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE: Any = _NoValue()


class ParameterToken:
    """`-Name` (then `value` is NO_VALUE) or `-Name:argument` in a command; `text` is as written: `-Name:`."""

    __slots__ = ("name", "splatted", "text", "value")

    def __init__(
        self, name: str, value: Any = NO_VALUE, text: Optional[str] = None, splatted: bool = False
    ) -> None:
        self.name = name
        self.value = value
        self.text = text if text is not None else "-" + name + ("" if value is NO_VALUE else ":")
        self.splatted = splatted

    def __repr__(self) -> str:
        return f"<{self.text}>"


class Splat:
    """An evaluated `@x` among the arguments."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class ParameterText(str):
    """A string in `$args` that was written as a parameter: `@args` binds it by name again."""

    __slots__ = ()


class CommandInfo:
    """A command that was found. `command_type` is PowerShell's CommandTypes name."""

    __slots__ = ("__weakref__", "module", "name", "visibility")
    net_type_name = "System.Management.Automation.CommandInfo"
    command_type = "Cmdlet"

    def __init__(self, name: str, module: Any = None) -> None:
        self.name = name
        self.module = module
        self.visibility = "Public"

    @property
    def kind(self) -> str:
        return self.command_type

    @property
    def module_name(self) -> str:
        module = self.module
        if module is None:
            return ""
        return module if isinstance(module, str) else str(module.name)

    @property
    def definition(self) -> str:
        return self.name

    @property
    def source(self) -> str:
        return self.module_name

    @property
    def version(self) -> Any:
        module = self.module
        if isinstance(module, str):
            from pssh.runtime.builtin_modules import built_in_version
            from pssh.runtime.known_types import converted

            return converted(built_in_version(module) or None, "System.Version")
        return None if module is None else module.version

    @property
    def metadata(self) -> Any:
        """The parameters (`CommandMetadata`), or None for a program."""
        return None

    @property
    def error_name(self) -> str:
        """What stands behind the comma in a FullyQualifiedErrorId."""
        return self.name

    def __repr__(self) -> str:
        return f"<{self.command_type} {self.name}>"

    def __str__(self) -> str:
        return self.name

    @property
    def output_types(self) -> Any:
        """The names of the types it says it gives."""
        return ()


class AliasInfo(CommandInfo):
    """An alias; `target` is the name it stands for."""

    __slots__ = ("description", "options", "target")
    net_type_name = "System.Management.Automation.AliasInfo"
    command_type = "Alias"

    def __init__(
        self, name: str, target: str, options: str = "None", description: str = "", module: Any = None
    ) -> None:
        super().__init__(name, module)
        self.target = target
        self.options = options
        self.description = description

    @property
    def definition(self) -> str:
        return self.target


class FunctionInfo(CommandInfo):
    """A function or filter."""

    __slots__ = ("description", "is_filter", "options", "script_block")
    net_type_name = "System.Management.Automation.FunctionInfo"

    def __init__(
        self, name: str, script_block: Any, is_filter: bool = False, module: Any = None, options: str = "None"
    ) -> None:
        super().__init__(name, module)
        self.script_block = script_block
        self.is_filter = is_filter
        self.options = options
        self.description = ""

    @property
    def command_type(self) -> str:  # type: ignore[override]  # a constant of all other classes
        return "Filter" if self.is_filter else "Function"

    @property
    def definition(self) -> str:
        return str(self.script_block)

    @property
    def output_types(self) -> Any:
        if self.script_block is None:
            return ()
        from pssh.runtime.script_metadata import block_attributes

        found: List[Any] = []
        for attribute in block_attributes(self.script_block):
            if attribute.name == "outputtype":
                found.extend(getattr(value, "full_name", value) for value in attribute.positional)
        return tuple(str(name) for name in found)

    @property
    def metadata(self) -> Any:
        return None if self.script_block is None else self.script_block.metadata


# Modules of PowerShell written in its own language: errors name their commands as those of scripts.
_SCRIPT_MODULES = frozenset({"Microsoft.PowerShell.Archive"})
_BARE_CLASSES = frozenset({"Format-Hex"})  # cmdlets whose class has no "Command" after its name
_OWN_SPACES = frozenset({"Microsoft.PowerShell.ThreadJob"})  # modules whose types are named after them


class CmdletInfo(CommandInfo):
    """A cmdlet; `declaration` is the `runtime.cmdlet.Cmdlet`."""

    __slots__ = ("declaration",)
    net_type_name = "System.Management.Automation.CmdletInfo"
    command_type = "Cmdlet"

    def __init__(self, declaration: Any) -> None:
        super().__init__(declaration.name, declaration.module or "Microsoft.PowerShell.Core")
        self.declaration = declaration

    @property
    def metadata(self) -> Any:
        return self.declaration.metadata

    @property
    def definition(self) -> str:
        from pssh.runtime.syntax import syntax_text

        return syntax_text(self)

    @property
    def output_types(self) -> Any:
        return self.declaration.output

    @property
    def error_name(self) -> str:
        if self.declaration.module in _SCRIPT_MODULES:
            return self.name
        verb, _, noun = self.name.partition("-")
        module = self.declaration.module
        space = module if module in _OWN_SPACES else "Microsoft.PowerShell.Commands"
        return f"{space}.{verb}{noun}{'' if self.name in _BARE_CLASSES else 'Command'}"


class ExternalScriptInfo(CommandInfo):
    """A .ps1 file."""

    __slots__ = ("_block", "outermost", "path", "runspace")
    net_type_name = "System.Management.Automation.ExternalScriptInfo"
    command_type = "ExternalScript"

    def __init__(self, name: str, path: str, runspace: "Runspace") -> None:
        super().__init__(name)
        self.path = path
        self.runspace = runspace
        self.outermost = False  # what -File runs: its `exit` ends the process
        self._block: Any = None

    @property
    def script_block(self) -> Any:
        if self._block is None:
            self._block = self.runspace.load_script(self.path)
        return self._block

    @property
    def metadata(self) -> Any:
        return self.script_block.metadata

    @property
    def definition(self) -> str:
        return self.path

    @property
    def source(self) -> str:
        return self.path


class ApplicationInfo(CommandInfo):
    """A program."""

    __slots__ = ("path",)
    net_type_name = "System.Management.Automation.ApplicationInfo"
    command_type = "Application"

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name)
        self.path = path

    @property
    def definition(self) -> str:
        return self.path

    @property
    def source(self) -> str:
        return self.path

    @property
    def version(self) -> Any:
        from pssh.objects.members import new_object
        from pssh.runtime.known_types import known_type

        return new_object(known_type("System.Version"), [0, 0, 0, 0])


class ScriptInfo(CommandInfo):
    """A script block run as a command: `& { ... }`."""

    __slots__ = ("script_block",)
    net_type_name = "System.Management.Automation.ScriptInfo"
    command_type = "Script"

    def __init__(self, script_block: Any) -> None:
        super().__init__("")
        self.script_block = script_block

    @property
    def metadata(self) -> Any:
        return self.script_block.metadata

    @property
    def definition(self) -> str:
        return str(self.script_block)


class ModuleCall(CommandInfo):
    """`& $module { ... }` or `& $module name`: what follows runs inside the module."""

    __slots__ = ()

    def __init__(self, module: Any) -> None:
        super().__init__(module.name, module)
