"""[runspacefactory], runspaces and pools, [initialsessionstate], [Platform] and small types of the engine."""

import os
from typing import Any, Optional

from pssh.objects.types import net_type
from pssh.runtime.debugging.debugger import Debugger, debugger_of
from pssh.runtime.intrinsics import SessionState
from pssh.runtime.local_runspaces import (
    AliasEntry,
    FunctionEntry,
    InitialState,
    LocalRunspace,
    RunspacePool,
    StateEntry,
    VariableEntry,
)
from pssh.runtime.nettypes_base import SPACE, declare, enum

__all__ = ["Coordinates", "PSTypeName", "Size"]

SPACES = SPACE + "Runspaces."


def _outer() -> Any:
    from pssh.runtime.stack import current_runspace

    return current_runspace()


# --- runspaces ------------------------------------------------------------------------------------------------

FACTORY = net_type(SPACES + "RunspaceFactory", None)


def _state_among(arguments: Any) -> Optional[InitialState]:
    return next((each for each in arguments if isinstance(each, InitialState)), None)


@FACTORY.static_method(
    "CreateRunspace",
    "static runspace CreateRunspace()",
    "static runspace CreateRunspace(initialsessionstate initialSessionState)",
    "static runspace CreateRunspace(System.Management.Automation.Host.PSHost host)",
    "static runspace CreateRunspace(System.Management.Automation.Host.PSHost host, "
    "initialsessionstate initialSessionState)",
    raw=True,
)
def _create_runspace(*arguments: Any) -> LocalRunspace:
    return LocalRunspace(_outer(), _state_among(arguments))


@FACTORY.static_method(
    "CreateRunspacePool",
    "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool()",
    "static System.Management.Automation.Runspaces.RunspacePool CreateRunspacePool(int minRunspaces, "
    "int maxRunspaces)",
    raw=True,
)
def _create_pool(*arguments: Any) -> RunspacePool:
    numbers = [int(each) for each in arguments if isinstance(each, int)]
    fewest, most = [*numbers, 1, 1][:2] if len(numbers) < 2 else numbers[:2]
    return RunspacePool(_outer(), fewest, most, _state_among(arguments))


RUNSPACE = net_type(LocalRunspace.net_type_name, LocalRunspace, SPACES + "Runspace", ("System.IDisposable",))
declare(RUNSPACE, "Id int id\nName =string name\nInitialSessionState initialsessionstate initial")
POOL = net_type(RunspacePool.net_type_name, RunspacePool, "System.Object", ("System.IDisposable",))
declare(POOL, "InitialSessionState initialsessionstate initial")

for _kind, _class in ((RUNSPACE, LocalRunspace), (POOL, RunspacePool)):
    for _name in ("Open", "OpenAsync"):
        _kind.method(_name, f"void {_name}()")(_class.open)
    for _name in ("Close", "CloseAsync", "Dispose"):
        _kind.method(_name, f"void {_name}()")(_class.close)


def _state_info(kind: str, state: str) -> Any:
    from pssh.objects.psobject import PSObject

    return PSObject(None, {"State": enum("Runspaces." + kind, state), "Reason": None})


RUNSPACE.prop("RunspaceStateInfo", SPACES + "RunspaceStateInfo")(
    lambda self: _state_info("RunspaceState", self.state)
)
POOL.prop("RunspacePoolStateInfo", SPACE + "RunspacePoolStateInfo")(
    lambda self: _state_info("RunspaceState", self.state)
)


@RUNSPACE.prop("RunspaceAvailability", SPACES + "RunspaceAvailability")
def _availability(self: LocalRunspace) -> Any:
    opened = "Busy" if self.is_default else "Available"
    return enum("Runspaces.RunspaceAvailability", opened if self.state == "Opened" else "None")


@RUNSPACE.prop("InstanceId", "guid")
def _instance_id(self: LocalRunspace) -> Any:
    from pssh.objects.net.identity import Guid

    if self.instance_id is None:
        self.instance_id = Guid.new()
    return self.instance_id


RUNSPACE.prop("Debugger", SPACE + "ScriptDebugger")(lambda self: debugger_of(self.engine))
declare(net_type(SPACE + "ScriptDebugger", Debugger, SPACE + "Debugger"), "InBreakpoint bool busy")
RUNSPACE.prop("ConnectionInfo", SPACES + "RunspaceConnectionInfo")(lambda self: None)
RUNSPACE.prop("Version", "version")(lambda self: _version())


def _version() -> Any:
    from pssh.runtime.automatic import PS_VERSION
    from pssh.runtime.known_types import converted

    return converted(PS_VERSION, "System.Version")


for _name in (
    "ApartmentState",
    "ThreadOptions",
    "CleanupInterval",
):  # Windows threading: kept, without effect
    for _kind in (RUNSPACE, POOL):
        _kind.prop(_name, "System.Object")(lambda self, name=_name: getattr(self, name, None))
        _kind.setter(_name)(lambda self, value, name=_name: setattr(self, name, value))


class SessionStateProxy(SessionState):
    """The session state of another runspace."""

    net_type_name = SPACES + "SessionStateProxy"


PROXY = net_type(SessionStateProxy.net_type_name, SessionStateProxy, SPACE + "SessionState")


@RUNSPACE.prop("SessionStateProxy", SessionStateProxy.net_type_name)
def _proxy(self: LocalRunspace) -> Any:
    return SessionStateProxy(self.engine, self.engine.global_scope)


@PROXY.method("GetVariable", "System.Object GetVariable(string name)")
def _get_variable(self: Any, name: str) -> Any:
    return self.runspace.global_scope.get(name)


@PROXY.method("SetVariable", "void SetVariable(string name, System.Object value)")
def _set_variable(self: Any, name: str, value: Any) -> None:
    self.runspace.global_scope.set(name, value)


POOL.method("GetMaxRunspaces", "int GetMaxRunspaces()")(lambda self: self.most)
POOL.method("GetMinRunspaces", "int GetMinRunspaces()")(lambda self: self.fewest)
POOL.method("GetAvailableRunspaces", "int GetAvailableRunspaces()")(lambda self: self.available)
POOL.method("SetMaxRunspaces", "bool SetMaxRunspaces(int maxRunspaces)")(
    lambda self, most: self.set_most(most)
)


@POOL.method("SetMinRunspaces", "bool SetMinRunspaces(int minRunspaces)")
def _set_fewest(self: RunspacePool, fewest: int) -> bool:
    if fewest > self.most:
        return False
    self.fewest = fewest
    return True


# --- initial session states -----------------------------------------------------------------------------------

INITIAL = net_type(InitialState.net_type_name, InitialState)
for _name in ("CreateDefault", "CreateDefault2", "Create"):
    INITIAL.static_method(_name, f"static initialsessionstate {_name}()")(InitialState)
declare(
    INITIAL,
    """
    Variables System.Object variables
    Commands System.Object commands
    StartupScripts System.Object startup_scripts
    Modules System.Object modules
    LanguageMode =System.Management.Automation.PSLanguageMode language_mode
    ThrowOnRunspaceOpenError =bool throw_on_open_error
    """,
)


@INITIAL.method("ImportPSModule", "void ImportPSModule(Params string[] name)", raw=True)
def _import(self: InitialState, *names: Any) -> None:
    for name in names:
        self.modules.extend(name if isinstance(name, list) else [name])


ENTRY = net_type(SPACES + "InitialSessionStateEntry", StateEntry)
declare(ENTRY, "Name string name")


def _entry_type(kind: str, made: Any, member: str) -> None:
    net = net_type(f"{SPACES}SessionState{kind}Entry", made, SPACES + "InitialSessionStateEntry")
    net.prop(member, "System.Object")(lambda self: self.value)

    def make(name: Any, value: Any, *rest: Any) -> StateEntry:
        found: StateEntry = made(kind, str(name), value)
        return found

    net.extra["new"] = make


_entry_type("Variable", VariableEntry, "Value")
_entry_type("Function", FunctionEntry, "Definition")
_entry_type("Alias", AliasEntry, "Definition")

# --- the platform ---------------------------------------------------------------------------------------------

PLATFORM = net_type(SPACE + "Platform", None)
for _name, _value in (
    ("IsLinux", os.uname().sysname == "Linux"),
    ("IsMacOS", os.uname().sysname == "Darwin"),
    ("IsWindows", False),
    ("IsCoreCLR", True),
    ("IsNanoServer", False),
    ("IsIoT", False),
    ("IsWindowsDesktop", False),
    ("IsStaSupported", False),
):
    PLATFORM.static_prop(_name, "bool")(lambda value=_value: value)
_FOLDERS = {
    "CACHE": ("XDG_CACHE_HOME", ".cache"),
    "CONFIG": ("XDG_CONFIG_HOME", ".config"),
    "DATA": ("XDG_DATA_HOME", ".local/share"),
    "USER_MODULES": ("XDG_DATA_HOME", ".local/share"),
}


@PLATFORM.static_method(
    "SelectProductNameForDirectory", "static string SelectProductNameForDirectory(string dirpath)"
)
def _product_folder(kind: str) -> str:
    variable, default = _FOLDERS.get(kind.upper(), _FOLDERS["CONFIG"])
    base = os.environ.get(variable) or os.path.join(os.path.expanduser("~"), default)
    folder = os.path.join(base, "powershell")
    return os.path.join(folder, "Modules") if kind.upper() == "USER_MODULES" else folder


# --- small types ----------------------------------------------------------------------------------------------


class PSTypeName:
    """A type's name, and the type where it is known: `[PSTypeName]'int'`."""

    net_type_name = SPACE + "PSTypeName"

    def __init__(self, name: Any) -> None:
        from pssh.objects.types import resolve_type

        full = getattr(name, "full_name", None)
        self.name = full or str(name)
        self.type = name if full is not None else resolve_type(self.name)

    def __str__(self) -> str:
        return self.name


TYPE_NAME = net_type(PSTypeName.net_type_name, PSTypeName)
declare(TYPE_NAME, "Name string name\nType type type")
TYPE_NAME.constructor(SPACE + "PSTypeName new(string name)", SPACE + "PSTypeName new(type type)")(PSTypeName)


class Pair:
    """Two numbers of the console."""

    net_type_name = "System.ValueType"

    def __init__(self, first: Any = 0, second: Any = 0) -> None:
        self.first = int(first)
        self.second = int(second)

    def __str__(self) -> str:
        return f"{self.first},{self.second}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pair) and (self.first, self.second) == (other.first, other.second)

    __hash__ = None  # type: ignore[assignment]  # it can be changed, so it is no key


class Size(Pair):
    """Columns and rows."""

    net_type_name = SPACE + "Host.Size"


class Coordinates(Pair):
    """A place on the screen."""

    net_type_name = SPACE + "Host.Coordinates"


def _pair_type(kind: Any, first: str, second: str) -> None:
    net = net_type(kind.net_type_name, kind, "System.ValueType")
    net.constructor(f"{kind.__name__} new(int {first.lower()}, int {second.lower()})")(kind)
    for name, attribute in ((first, "first"), (second, "second")):
        net.prop(name, "int")(lambda self, attribute=attribute: getattr(self, attribute))
        net.setter(name)(lambda self, value, attribute=attribute: setattr(self, attribute, int(value)))


_pair_type(Size, "Width", "Height")
_pair_type(Coordinates, "X", "Y")
