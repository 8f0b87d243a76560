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

        return TypeConstraint(known_type(self.type_name)).apply(value, variable)


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


def define_automatic(rs: "Runspace") -> None:
    """Put the variables every runspace starts with into its global scope."""
    scope = rs.global_scope
    table = scope.vars
    if _MODULE_PATH not in os.environ:
        os.environ[_MODULE_PATH] = default_module_path()

    def plain(name: str, value: Any) -> None:
        table[name.lower()] = Variable(name, value)

    def fixed(name: str, value: Any, options: int = CONSTANT | ALLSCOPE) -> None:
        cell = Variable(name, value)
        cell.set_options(options)
        table[name.lower()] = cell
        if options & ALLSCOPE:
            scope.allscope[name.lower()] = cell

    def computed(name: str, getter: Callable[[], Any], setter: Any = None) -> None:
        cell = ComputedVariable(name, getter, setter)
        table[name.lower()] = cell
        scope.allscope[name.lower()] = cell

    def lazy(name: str, make: Callable[[], Any], options: int = 0) -> None:
        cell = table[name.lower()] = lazy_variable(name, make)
        if options:
            cell.more().options = options
            scope.allscope[name.lower()] = cell

    def preference(name: str, make: Callable[[], Any]) -> None:
        lazy(name, make)
        table[name.lower()].more().attributes = [PREFERENCE_TYPES[name.lower()]]

    fixed("true", True)
    fixed("false", False)
    fixed("null", None)
    fixed("PID", os.getpid())
    fixed("IsLinux", sys.platform.startswith("linux"))
    fixed("IsMacOS", sys.platform == "darwin")
    fixed("IsWindows", os.name == "nt")
    fixed("IsCoreCLR", True)
    fixed("PSEdition", "Core")
    fixed("ShellId", "Microsoft.PowerShell")
    fixed("EnabledExperimentalFeatures", [])
    fixed("HOME", os.environ.get("HOME", ""), READONLY | ALLSCOPE)
    fixed("PSHOME", ps_home())
    computed("?", lambda: rs.question)
    computed("Error", lambda: rs.errors, lambda value: _set_errors(rs, value))
    computed("PWD", lambda: rs.location.info, _keep)
    computed("LASTEXITCODE", lambda: rs.last_exit_code, lambda value: setattr(rs, "last_exit_code", value))
    computed("NestedPromptLevel", lambda: rs.host.nested_level, _keep)
    plain("MaximumHistoryCount", 4096)
    plain("FormatEnumerationLimit", 4)
    plain("ConsoleFileName", "")
    plain("WhatIfPreference", False)
    plain("PSNativeCommandUseErrorActionPreference", False)
    plain("PSSessionApplicationName", "wsman")
    plain("PSSessionConfigurationName", "http://schemas.microsoft.com/powershell/Microsoft.PowerShell")
    plain("PSEmailServer", "")
    plain("StackTrace", None)
    plain("^", None)
    plain("$", None)
    for name, value in _PREFERENCES:
        preference(name, _preference(value))
    preference("ConfirmPreference", _enum("System.Management.Automation.ConfirmImpact", "High"))
    lazy("ErrorView", _enum("System.Management.Automation.ErrorView", "ConciseView"))
    lazy(
        "PSNativeCommandArgumentPassing",
        _enum("System.Management.Automation.NativeArgumentPassingStyle", "Standard"),
    )
    plain("PSDefaultParameterValues", Hashtable())
    lazy("PSVersionTable", version_table, CONSTANT | ALLSCOPE)
    lazy("Host", lambda: _front("InternalHost", rs), CONSTANT | ALLSCOPE)
    lazy("ExecutionContext", lambda: _front("EngineIntrinsics", rs), CONSTANT | ALLSCOPE)
    lazy("PSStyle", lambda: _ps_style(rs))
    lazy("PSCulture", _culture_name, READONLY | ALLSCOPE)
    lazy("PSUICulture", _culture_name, READONLY | ALLSCOPE)
    lazy("OutputEncoding", _utf8)
    lazy("PROFILE", lambda: _profile_paths())
    lazy("PSSessionOption", _session_option)


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
