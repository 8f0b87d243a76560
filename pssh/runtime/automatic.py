"""The automatic and preference variables of a new runspace.

What costs something to make is a variable that makes its value at the first read.
"""

import os
import sys
from typing import TYPE_CHECKING, Any, Callable

from pssh.objects.dictionaries import Hashtable
from pssh.runtime.scope import ALLSCOPE, CONSTANT, READONLY, ComputedVariable, Variable

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace
    from pssh.runtime.scope import GlobalScope

__all__ = ["PREFERENCE_TYPES", "PS_VERSION", "define_automatic", "os_name", "ps_home"]

PS_VERSION = "7.6.5"


_slot = Variable.__dict__["value"]


class LazyVariable(Variable):
    """A variable whose value is made when it is first read; until then the maker sits in the value's place."""

    __slots__ = ()

    @property
    def value(self) -> Any:
        value = _slot.__get__(self)()
        self.force(value)
        return value

    @value.setter
    def value(self, new: Any) -> None:
        if self.extra is None:
            self.__class__ = Variable  # type: ignore[assignment]  # read once, it is a variable as any other
        else:
            self.force(_slot.__get__(self)())  # stays when `new` is refused
        self.value = new

    def raw(self) -> Any:
        return self.value

    def force(self, value: Any) -> None:
        self._choose_class()
        _slot.__set__(self, value)


def lazy_variable(name: str, make: Callable[[], Any]) -> LazyVariable:
    """A variable that `make` gives its value at the first read."""
    cell = LazyVariable.__new__(LazyVariable)
    cell.name = name
    cell.extra = None
    _slot.__set__(cell, make)
    return cell


class PreferenceType:
    """What a preference variable holds its values to; the type itself is looked up when one is assigned."""

    __slots__ = ("type_name",)

    def __init__(self, type_name: str) -> None:
        self.type_name = type_name

    def apply(self, value: Any, variable: Any) -> Any:
        from pssh.runtime.attributes import TypeConstraint
        from pssh.runtime.known_types import known_type

        found = TypeConstraint(known_type(self.type_name)).apply(value, variable)
        if self is _ACTION and found.name == "Suspend":
            from pssh.objects.errors import ps_error
            from pssh.runtime.commonparams import RESERVED

            kind = _SMA + "ArgumentTransformationMetadataException"
            raise ps_error("RuntimeException", RESERVED, "MetadataError", exception=kind)
        return found


_SMA = "System.Management.Automation."
_ACTION = PreferenceType(_SMA + "ActionPreference")
# The variables that are of a type in every advanced function, as they are in the global scope.
PREFERENCE_TYPES = {
    "confirmpreference": PreferenceType(_SMA + "ConfirmImpact"),
    "debugpreference": _ACTION,
    "erroractionpreference": _ACTION,
    "informationpreference": _ACTION,
    "progresspreference": _ACTION,
    "verbosepreference": _ACTION,
    "warningpreference": _ACTION,
    "whatifpreference": PreferenceType(_SMA + "SwitchParameter"),
}


_MODULE_PATH = "PSModulePath"


def default_module_path() -> str:
    """Where modules are looked for: the user's folder, then the machine's."""
    home = os.environ.get("HOME") or os.path.expanduser("~")
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")
    return os.pathsep.join(
        (os.path.join(base, "powershell", "Modules"), "/usr/local/share/powershell/Modules")
    )


class _Globals:
    """The global scope while its first variables are put into it."""

    __slots__ = ("scope", "table")

    def __init__(self, scope: "GlobalScope") -> None:
        self.scope = scope
        self.table = scope.vars

    def plain(self, name: str, value: Any) -> None:
        """A variable as a script makes it."""
        self.table[name.lower()] = Variable(name, value)

    def fixed(self, name: str, value: Any, options: int = CONSTANT | ALLSCOPE) -> None:
        """One that scripts cannot change."""
        cell = Variable(name, value)
        cell.set_options(options)
        self.table[name.lower()] = cell
        if options & ALLSCOPE:
            self.scope.allscope[name.lower()] = cell

    def computed(self, name: str, getter: Callable[[], Any], setter: Any = None) -> None:
        """One whose value is somewhere else."""
        cell = ComputedVariable(name, getter, setter)
        self.table[name.lower()] = self.scope.allscope[name.lower()] = cell

    def lazy(self, name: str, make: Callable[[], Any], options: int = 0) -> None:
        """One whose value is made when it is first read."""
        cell = self.table[name.lower()] = lazy_variable(name, make)
        if options:
            cell.more().options = options
            self.scope.allscope[name.lower()] = cell

    def preference(self, name: str, make: Callable[[], Any]) -> None:
        """One that keeps its enum type."""
        self.lazy(name, make)
        self.table[name.lower()].more().attributes = [PREFERENCE_TYPES[name.lower()]]


def define_automatic(rs: "Runspace") -> None:
    """Put the variables every runspace starts with into its global scope."""
    if _MODULE_PATH not in os.environ:
        os.environ[_MODULE_PATH] = default_module_path()
    start = _Globals(rs.global_scope)
    _define_constants(start)
    _define_settings(start)
    _define_preferences(start)
    start.computed("?", lambda: rs.question)
    start.computed("Error", lambda: rs.errors, lambda value: _set_errors(rs, value))
    start.computed("PWD", lambda: rs.location.info, _keep)
    start.computed(
        "LASTEXITCODE", lambda: rs.last_exit_code, lambda value: setattr(rs, "last_exit_code", value)
    )
    start.computed("NestedPromptLevel", lambda: rs.host.nested_level, _keep)
    start.lazy("Host", lambda: _front("InternalHost", rs), CONSTANT | ALLSCOPE)
    start.lazy("ExecutionContext", lambda: _front("EngineIntrinsics", rs), CONSTANT | ALLSCOPE)
    start.lazy("PSStyle", lambda: _ps_style(rs))


def _define_constants(to: _Globals) -> None:
    """What describes the process and the machine."""
    to.fixed("true", True)
    to.fixed("false", False)
    to.fixed("null", None)
    to.fixed("PID", os.getpid())
    to.fixed("IsLinux", sys.platform.startswith("linux"))
    to.fixed("IsMacOS", sys.platform == "darwin")
    to.fixed("IsWindows", os.name == "nt")
    to.fixed("IsCoreCLR", True)
    to.fixed("PSEdition", "Core")
    to.fixed("ShellId", "Microsoft.PowerShell")
    to.fixed("EnabledExperimentalFeatures", [])
    to.fixed("HOME", os.environ.get("HOME", ""), READONLY | ALLSCOPE)
    to.fixed("PSHOME", ps_home())
    to.lazy("PSVersionTable", version_table, CONSTANT | ALLSCOPE)
    to.lazy("PSCulture", _culture_name, READONLY | ALLSCOPE)
    to.lazy("PSUICulture", _culture_name, READONLY | ALLSCOPE)


def _define_settings(to: _Globals) -> None:
    """What scripts may set, as it is at the start."""
    to.plain("MaximumHistoryCount", 4096)
    to.plain("FormatEnumerationLimit", 4)
    to.plain("ConsoleFileName", "")
    to.plain("WhatIfPreference", False)
    to.plain("PSNativeCommandUseErrorActionPreference", False)
    to.plain("PSSessionApplicationName", "wsman")
    to.plain("PSSessionConfigurationName", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell")
    to.plain("PSEmailServer", "")
    to.plain("StackTrace", None)
    to.plain("^", None)
    to.plain("$", None)
    to.plain("PSDefaultParameterValues", Hashtable())
    to.lazy("OutputEncoding", _utf8)
    to.lazy("PROFILE", lambda: _profile_paths())
    to.lazy("PSSessionOption", _session_option)


def _define_preferences(to: _Globals) -> None:
    for name, value in _PREFERENCES:
        to.preference(name, _preference(value))
    to.preference("ConfirmPreference", _enum("System.Management.Automation.ConfirmImpact", "High"))
    to.lazy("ErrorView", _enum("System.Management.Automation.ErrorView", "ConciseView"))
    to.lazy(
        "PSNativeCommandArgumentPassing",
        _enum("System.Management.Automation.NativeArgumentPassingStyle", "Standard"),
    )


_PREFERENCES = (
    ("ErrorActionPreference", "Continue"),
    ("WarningPreference", "Continue"),
    ("VerbosePreference", "SilentlyContinue"),
    ("DebugPreference", "SilentlyContinue"),
    ("InformationPreference", "SilentlyContinue"),
    ("ProgressPreference", "Continue"),
)


def _keep(value: Any) -> None:
    """Assigning to such a variable is accepted and changes nothing, as in PowerShell."""


def _set_errors(rs: "Runspace", value: Any) -> None:
    from pssh.runtime.scope import not_writable

    raise not_writable("Error")


def _enum(type_name: str, value: str) -> Callable[[], Any]:
    def make() -> Any:
        from pssh.runtime.known_types import converted

        return converted(value, type_name)

    return make


def _preference(value: str) -> Callable[[], Any]:
    return _enum("System.Management.Automation.ActionPreference", value)


def ps_home() -> str:
    """`$PSHOME`: the folder of this package."""
    return os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def version_table() -> Any:
    """`$PSVersionTable`: PowerShell's keys, and our own version beside them."""
    import platform

    from pssh.objects.members import new_object
    from pssh.runtime.known_types import known_type

    def version(*parts: int) -> Any:
        return new_object(known_type("System.Version"), list(parts))

    table = Hashtable()
    semantic = known_type("System.Management.Automation.SemanticVersion")
    table.set("PSVersion", new_object(semantic, [7, 6, 5]))
    table.set("PSEdition", "Core")
    table.set("GitCommitId", PS_VERSION)
    table.set("OS", os_name(platform))
    table.set("Platform", "Unix" if os.name == "posix" else "Win32NT")
    table.set("PSCompatibleVersions", [version(*v) for v in _COMPATIBLE])
    table.set("PSRemotingProtocolVersion", version(2, 4))
    table.set("SerializationVersion", version(1, 1, 0, 1))
    table.set("WSManStackVersion", version(3, 0))
    table.set("PsshVersion", _own_version())
    return table


_COMPATIBLE = ((1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 0), (7, 0))


def os_name(platform: Any) -> str:
    """What the system calls itself."""
    try:
        with open("/etc/os-release", encoding="utf-8") as file:
            for line in file:
                if line.startswith("PRETTY_NAME="):
                    return line[12:].strip().strip('"')
    except OSError:
        pass
    return f"{platform.system()} {platform.release()}"


def _own_version() -> str:
    import pssh

    return str(getattr(pssh, "__version__", "0"))


def _front(class_name: str, rs: "Runspace") -> Any:
    from pssh.runtime import intrinsics

    return getattr(intrinsics, class_name)(rs)


def _ps_style(rs: "Runspace") -> Any:
    from pssh.runtime.psstyle import PSStyle

    return PSStyle()


def _culture_name() -> str:
    name = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").split(".")[0]
    return "" if name in ("", "C", "POSIX") else name.replace("_", "-")


def _utf8() -> Any:
    from pssh.objects.members import get_static
    from pssh.runtime.known_types import known_type

    return get_static(known_type("System.Text.Encoding"), "UTF8")


def _profile_paths() -> Any:
    from pssh.runtime.profiles import profile_object

    return profile_object()


def _session_option() -> Any:
    from pssh.runtime.upper import upper

    return upper("session_option")()
