"""Finding commands: alias, function, cmdlet, script, program, in this order, and the words when there is none."""

import os
import stat
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, NoReturn, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.commands import (
    AliasInfo,
    ApplicationInfo,
    CmdletInfo,
    CommandInfo,
    ExternalScriptInfo,
    ModuleCall,
    ScriptInfo,
)
from pssh.runtime.upper import upper

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

# aliases PowerShell has on Windows only: on Unix these words are the system's own programs
PROGRAMS_OF_UNIX = frozenset(
    "ac cat compare cp cpp diff kill ls man mount mv ps rm rmdir sleep sort start tee write".split()
)

__all__ = ["Discovery", "command_of_value", "find_for_call", "not_found"]

# the names in builtin_functions.py, kept here so that looking up a command need not import it
BUILTIN_FUNCTIONS = frozenset(
    ("prompt", "oss", "pause", "cd..", "cd\\", "cd~", "help", "more", "tabexpansion2")
)


class Discovery:
    """The commands of one runspace. What comes from disk is remembered until the commands change."""

    def __init__(self, runspace: "Runspace") -> None:
        self.runspace = runspace
        self._cmdlets: Dict[str, Optional[CmdletInfo]] = {}
        self.used_modules: Dict[
            str, None
        ] = {}  # of the shell's own modules, those whose commands were looked up
        self._programs: Dict[Any, Any] = {}
        self._builtin_aliases: Dict[str, AliasInfo] = {}

    def find(self, name: str, scope: Any) -> CommandInfo:
        """The command that `name` runs, aliases followed; raises CommandNotFoundException."""
        if not name:
            raise _bad_command("&")
        found = self.lookup(name, scope)
        if found is None:
            self._not_found(name, scope)
        return found

    def lookup(self, name: str, scope: Any, follow: bool = True) -> Optional[CommandInfo]:
        """As `find`, but None when there is no such command."""
        seen = 0
        while True:
            alias = self.alias(name, scope)
            if alias is None:
                break
            if not follow:
                return alias
            name = alias.target
            seen += 1
            if seen > 50:
                break
        return self._not_alias(name, scope)

    def _not_alias(self, name: str, scope: Any) -> Optional[CommandInfo]:
        found = self.function(name, scope) or self.cmdlet(name)
        if found is not None:
            if found.__class__ is CmdletInfo:
                self.used_modules[found.module] = None
            return found
        if "\\" in name and ":" not in name and not name.startswith((".", "~")):
            found = self._qualified(name)
            if found is not None:
                return found
        found = self.script(name) or self.program(name) or self._autoload(name, scope)
        if found is None and "-" not in name and "/" not in name and "\\" not in name:
            return self.cmdlet("Get-" + name)
        return found

    # --- what lives in memory -------------------------------------------------------------------------------

    def alias(self, name: str, scope: Any) -> Optional[AliasInfo]:
        """The alias of that name as the scope sees it; None when it is none or was removed."""
        lower = name.lower()
        found = scope.find_alias(lower)
        if found is not None:
            return found if found.target is not None else None
        if lower in self.runspace.removed_aliases:
            return None
        return self._builtin(lower)

    def _builtin(self, lower: str) -> Optional[AliasInfo]:
        table = self.builtin_aliases()
        return table.get(lower)

    def builtin_aliases(self) -> Dict[str, AliasInfo]:
        """The aliases the cmdlets declare, by lower-case name."""
        if not self._builtin_aliases:
            from pssh.runtime.providers.scoped_options import options_of_builtin

            for name, target in upper("cmdlet_aliases").items():
                if os.name == "posix" and name in PROGRAMS_OF_UNIX:
                    continue
                self._builtin_aliases[name.lower()] = AliasInfo(name, target, options_of_builtin(name))
            self._builtin_aliases["md"] = AliasInfo("md", "mkdir", options_of_builtin("md"))
        return self._builtin_aliases

    def function(self, name: str, scope: Any) -> Any:
        """The function of that name as the scope sees it, `script:name` too; None when there is none."""
        if ":" in name:
            prefix, _, rest = name.partition(":")
            place = scope.qualified(prefix.lower())
            if place is not None:
                scope, name = place, rest
            elif prefix.lower() == "function":
                name = rest
        lower = name.lower()
        found = scope.find_function(lower)
        if found is None and lower in BUILTIN_FUNCTIONS:
            from pssh.runtime.builtin_functions import builtin_function

            found = builtin_function(self.runspace, lower)
        return found

    def cmdlet(self, name: str) -> Optional[CmdletInfo]:
        """The cmdlet of that name, its module imported at the first call; None when there is none."""
        lower = name.lower()
        if lower not in self._cmdlets:
            declaration = upper("load_cmdlet")(name)
            self._cmdlets[lower] = None if declaration is None else CmdletInfo(declaration)
        return self._cmdlets[lower]

    def _qualified(self, name: str) -> Optional[CommandInfo]:
        """`Module\\Command`."""
        module_name, _, command = name.rpartition("\\")
        module = self.runspace.modules.loaded(module_name)
        if module is None and self.runspace.modules.autoload_enabled:
            module = self.runspace.modules.autoload_module(module_name)
        if module is not None:
            found: Optional[CommandInfo] = module.exported_command(command)
            return found
        if module_name.lower().startswith("microsoft.powershell.") or module_name.lower() in (
            "threadjob",
            "cimcmdlets",
        ):
            return self.cmdlet(command)
        return None

    def _autoload(self, name: str, scope: Any) -> Optional[CommandInfo]:
        if "/" in name or "." in name:
            return None
        modules = self.runspace.modules
        if not modules.autoload(name):
            return None
        alias = scope.find_alias(name.lower())
        if alias is not None and alias.target is not None:
            return self.lookup(alias.target, scope)
        return scope.find_function(name.lower()) or self.cmdlet(name)

    # --- what lives on disk -----------------------------------------------------------------------------------

    def script(self, name: str) -> Optional[ExternalScriptInfo]:
        """A .ps1 named by path, or one in the program path."""
        lower = name.lower()
        if "/" in name or "\\" in name or name.startswith("~"):
            path = self._script_path(name)
            return None if path is None else ExternalScriptInfo(os.path.basename(path), path, self.runspace)
        file_name = name if lower.endswith(".ps1") else name + ".ps1"
        for folder in self._folders():
            path = os.path.join(folder, file_name)
            if os.path.isfile(path):
                return ExternalScriptInfo(file_name, path, self.runspace)
        return None

    def _script_path(self, name: str) -> Optional[str]:
        native = self._native(name)
        if native is None:
            return None
        for candidate in (native,) if native.lower().endswith(".ps1") else (native + ".ps1",):
            if os.path.isfile(candidate):
                return candidate
        return None

    def _native(self, name: str) -> Optional[str]:
        try:
            path: str = self.runspace.paths.to_native(name)
        except PSError:
            return None
        return path

    def program(self, name: str) -> Optional[ApplicationInfo]:
        """An executable file named by path or found in PATH."""
        if "/" in name or "\\" in name or name.startswith("~"):
            path = self._native(name)
            if path is not None and _is_executable(path):
                return ApplicationInfo(os.path.basename(path), path)
            return None
        key = (name, os.environ.get("PATH"))
        if key not in self._programs:
            self._programs[key] = next(self.programs(name), None)
        found: Optional[ApplicationInfo] = self._programs[key]
        if found is not None and not os.path.exists(found.path):
            del self._programs[key]
            return self.program(name)
        if found is None:
            del self._programs[key]
        return found

    def programs(self, name: str) -> Iterator[ApplicationInfo]:
        """Every program of that name in the order of PATH."""
        for folder in self._folders():
            path = os.path.join(folder, name)
            if _is_executable(path):
                yield ApplicationInfo(name, path)

    def _folders(self) -> List[str]:
        return [p for p in os.environ.get("PATH", "").split(os.pathsep) if p]

    # --- nothing found ----------------------------------------------------------------------------------------

    def _not_found(self, name: str, scope: Any) -> NoReturn:
        if "/" in name or "\\" in name:
            native = self._native(name)
            if native is not None and os.path.isfile(native) and not _is_executable(native):
                self._no_permission(name, native)
        raise not_found(name)

    def _no_permission(self, name: str, native: str) -> NoReturn:
        raise ps_error(
            "NativeCommandFailed",
            f"Program '{os.path.basename(native)}' failed to run: An error occurred trying to start process '{native}' "
            f"with working directory '{self.runspace.location.native}'. Permission denied",
            "ResourceUnavailable",
            None,
            "System.Management.Automation.ApplicationFailedException",
        )


def not_found(name: str) -> PSError:
    """The error of a name that means nothing."""
    error = ps_error(
        "CommandNotFoundException",
        f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
        "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.",
        "ObjectNotFound",
        name,
        "System.Management.Automation.CommandNotFoundException",
    )
    error.record.exception.extra["CommandName"] = name
    return error


def find_for_call(rs: "Runspace", spec: Any, scope: Any) -> CommandInfo:
    """The command of a call site; the error of an unknown one marks the name alone."""
    try:
        found: CommandInfo = rs.find_command(spec.name, scope)
        return found
    except PSError as error:
        record = error.record
        if record.error_id == "CommandNotFoundException" and record.invocation_info is None:
            at = spec.text.find(spec.name)
            if at >= 0:
                from pssh.runtime.invocation import InvocationInfo

                start = spec.start + at
                extent = spec.unit.extent(start, start + len(spec.name))
                record.invocation_info = InvocationInfo(None, extent, spec.name)
        raise


def _is_executable(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and os.access(path, os.X_OK)


def command_of_value(rs: "Runspace", scope: Any, value: Any, spec: Any) -> CommandInfo:
    """What `& $value` runs: a name, a script block, a CommandInfo, or a module with ... in it."""
    from pssh.objects.psobject import unwrap

    value = unwrap(value)
    if isinstance(value, AliasInfo):
        value = value.target
    if isinstance(value, CommandInfo):
        return value
    if hasattr(value, "bind_for_pipeline"):
        return ScriptInfo(value)
    if hasattr(value, "exported_functions"):
        return ModuleCall(value)
    from pssh.objects.tostring import to_string

    name = to_string(value)  # of a file or a path it is the path
    if name == "":
        raise _bad_command(spec.invocation)
    found: CommandInfo = rs.find_command(name, scope)
    return found


def _bad_command(invocation: str) -> PSError:
    mark = invocation or "&"
    return ps_error(
        "BadExpression",
        f"The expression after '{mark}' in a pipeline element produced an object that was not valid. It must result "
        "in a command name, a script block, or a CommandInfo object.",
        "InvalidOperation",
        None,
    )
