"""[Environment], [RuntimeInformation], [AppDomain], [GC], [Activator]."""

import os
import sys
from typing import Any, Dict, List, Optional

from pssh.objects.account import user_name
from pssh.objects.last_words import say_last_words
from pssh.objects.net.common import enum, fail, null_argument, strings
from pssh.objects.numbers import Int64
from pssh.objects.types import net_type, resolve_type

environment = net_type("System.Environment")
environment.constant("NewLine", "string", "\n")
environment.static_prop("CurrentDirectory", "string")(os.getcwd)
environment.static_setter("CurrentDirectory")(os.chdir)
environment.static_prop("MachineName", "string")(lambda: os.uname().nodename.partition(".")[0])
environment.static_prop("ProcessId", "int")(os.getpid)
environment.static_prop("ProcessorCount", "int")(
    lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
)
environment.static_prop("Is64BitProcess", "bool")(lambda: sys.maxsize > 1 << 32)
environment.static_prop("Is64BitOperatingSystem", "bool")(lambda: os.uname().machine.endswith("64"))
environment.static_prop("SystemDirectory", "string")(lambda: "")
environment.static_prop("SystemPageSize", "int")(lambda: os.sysconf("SC_PAGE_SIZE"))
environment.static_prop("CommandLine", "string")(
    lambda: " ".join(sys.orig_argv if hasattr(sys, "orig_argv") else sys.argv)
)
environment.static_prop("ProcessPath", "string")(lambda: sys.executable)
environment.static_prop("IsPrivilegedProcess", "bool")(lambda: os.geteuid() == 0)
environment.static_prop("UserInteractive", "bool")(lambda: True)
environment.static_prop("HasShutdownStarted", "bool")(lambda: False)
environment.static_prop("StackTrace", "string")(lambda: "")
environment.static_prop("CurrentManagedThreadId", "int")(
    lambda: __import__("threading").get_ident() & 0x7FFFFFFF
)


environment.static_prop("UserName", "string")(user_name)
environment.static_prop("UserDomainName", "string")(lambda: os.uname().nodename.partition(".")[0])


@environment.static_prop("TickCount", "int")
def _tick_count() -> int:
    import time

    return (int(time.monotonic() * 1000) + 0x80000000 & 0xFFFFFFFF) - 0x80000000


@environment.static_prop("TickCount64", "long")
def _tick_count_long() -> Int64:
    import time

    return Int64(time.monotonic() * 1000)


@environment.static_prop("WorkingSet", "long")
def _working_set() -> Int64:
    try:
        with open("/proc/self/statm", encoding="ascii") as source:
            return Int64(int(source.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    except OSError:
        return Int64(0)


@environment.static_prop("Version", "version")
def _version() -> Any:
    from pssh.objects.net.identity import Version

    return Version(10, 0, 0)


def kernel_version() -> Any:
    """The kernel's version as .NET gives it."""
    import re

    from pssh.objects.net.identity import Version

    numbers = [int(n) for n in re.findall(r"\d+", os.uname().release)[:4]]
    return Version(*(numbers + [0] * (4 - len(numbers))))


class OperatingSystem:
    """[OperatingSystem]"""

    __slots__ = ()
    net_type_name = "System.OperatingSystem"

    def __str__(self) -> str:
        return f"{'Unix'} {kernel_version()}"


system = net_type("System.OperatingSystem", OperatingSystem)
system.prop("Platform", "System.PlatformID")(lambda self: enum("System.PlatformID", 4))
system.prop("ServicePack", "string")(lambda self: "")
system.prop("Version", "version")(lambda self: kernel_version())
system.prop("VersionString", "string")(str)
for _name, _value in (
    ("IsLinux", "linux"),
    ("IsMacOS", "darwin"),
    ("IsWindows", "win32"),
    ("IsFreeBSD", "freebsd"),
):
    system.static_method(_name, f"bool {_name}()")(lambda v=_value: sys.platform.startswith(v))
environment.static_prop("OSVersion", "System.OperatingSystem")(OperatingSystem)

_TARGET = "System.EnvironmentVariableTarget target"


@environment.static_method(
    "GetEnvironmentVariable",
    "string GetEnvironmentVariable(string variable)",
    f"string GetEnvironmentVariable(string variable, {_TARGET})",
)
def _get_variable(name: str, target: int = 0) -> Optional[str]:
    if name is None:
        null_argument("variable")
    # on Unix there are no variables of the user or the machine
    return os.environ.get(name) if int(target) == 0 else None


@environment.static_method(
    "SetEnvironmentVariable",
    "void SetEnvironmentVariable(string variable, string value)",
    f"void SetEnvironmentVariable(string variable, string value, {_TARGET})",
)
def _set_variable(name: str, value: Optional[str], target: int = 0) -> None:
    if not name:
        fail("ArgumentException", "String cannot be of zero length. (Parameter 'variable')")
    if int(target) != 0:
        return
    if value:
        os.environ[name] = value
    else:
        os.environ.pop(name, None)


@environment.static_method(
    "GetEnvironmentVariables",
    "System.Collections.IDictionary GetEnvironmentVariables()",
    f"System.Collections.IDictionary GetEnvironmentVariables({_TARGET})",
)
def _get_variables(target: int = 0) -> Any:
    from pssh.objects.dictionaries import Hashtable

    return Hashtable(dict(os.environ) if int(target) == 0 else {}, False)


@environment.static_method("ExpandEnvironmentVariables", "string ExpandEnvironmentVariables(string name)")
def _expand(text: str) -> str:
    import re

    return re.sub(r"%([^%]+)%", lambda m: os.environ.get(m.group(1), m.group(0)), text)


@environment.static_method("GetCommandLineArgs", "string[] GetCommandLineArgs()")
def _arguments() -> Any:
    return strings(sys.argv)


@environment.static_method("GetLogicalDrives", "string[] GetLogicalDrives()")
def _drives() -> Any:
    return strings(["/"])


@environment.static_method("Exit", "void Exit(int exitCode)")
def _exit(code: int) -> None:
    say_last_words()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(int(code) & 0xFF)


@environment.static_method("FailFast", "void FailFast(string message)")
def _fail_fast(message: str) -> None:
    say_last_words()
    sys.stderr.write(f"Process terminated. {message}\n")
    sys.stderr.flush()
    os.abort()


def _xdg(variable: str, *parts: str) -> str:
    return os.environ.get(variable) or os.path.join(os.path.expanduser("~"), *parts)


# [Environment+SpecialFolder] by number
_FOLDERS: Dict[int, Any] = {
    0: lambda: os.path.expanduser("~/Desktop"),
    5: lambda: os.path.expanduser("~"),
    13: lambda: os.path.expanduser("~/Music"),
    14: lambda: os.path.expanduser("~/Videos"),
    16: lambda: os.path.expanduser("~/Desktop"),
    20: lambda: os.path.expanduser("~/.fonts"),
    21: lambda: os.path.expanduser("~/Templates"),
    26: lambda: _xdg("XDG_CONFIG_HOME", ".config"),
    28: lambda: _xdg("XDG_DATA_HOME", ".local", "share"),
    35: lambda: "/usr/share",
    39: lambda: os.path.expanduser("~/Pictures"),
    40: lambda: os.path.expanduser("~"),
    45: lambda: "/usr/share/templates",
}
_FOLDER_NAMES = (
    "Desktop=0 Programs=2 MyDocuments=5 Personal=5 Favorites=6 Startup=7 Recent=8 SendTo=9 StartMenu=11 "
    "MyMusic=13 MyVideos=14 DesktopDirectory=16 MyComputer=17 NetworkShortcuts=19 Fonts=20 Templates=21 "
    "CommonStartMenu=22 CommonPrograms=23 CommonStartup=24 CommonDesktopDirectory=25 ApplicationData=26 "
    "PrinterShortcuts=27 LocalApplicationData=28 InternetCache=32 Cookies=33 History=34 "
    "CommonApplicationData=35 Windows=36 System=37 ProgramFiles=38 MyPictures=39 UserProfile=40 "
    "SystemX86=41 ProgramFilesX86=42 CommonProgramFiles=43 CommonTemplates=45 CommonDocuments=46 "
    "AdminTools=48 CommonMusic=53 CommonPictures=54 CommonVideos=55 Resources=56"
)


def _folder_enum() -> Any:
    from pssh.objects.types import enum_type

    return enum_type("System.Environment+SpecialFolder", _FOLDER_NAMES)


_folder_enum()


@environment.static_method(
    "GetFolderPath",
    "string GetFolderPath(System.Environment+SpecialFolder folder)",
    "string GetFolderPath(System.Environment+SpecialFolder folder, System.Object option)",
)
def _folder_path(folder: int, option: Any = None) -> str:
    find = _FOLDERS.get(int(folder))
    path = str(find()) if find is not None else ""
    if path and option is None and int(folder) not in (5, 40, 26, 28, 35) and not os.path.isdir(path):
        return ""
    return path


# -- the machine -----------------------------------------------------------------------------------------

runtime = net_type("System.Runtime.InteropServices.RuntimeInformation")


class OSPlatform:
    """[OSPlatform]"""

    __slots__ = ("name",)
    net_type_name = "System.Runtime.InteropServices.OSPlatform"

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OSPlatform) and other.name.upper() == self.name.upper()

    def __hash__(self) -> int:
        return hash(self.name.upper())


platform = net_type("System.Runtime.InteropServices.OSPlatform", OSPlatform, "System.ValueType", (), "struct")
for _name in ("Windows", "Linux", "FreeBSD"):
    platform.static_prop(_name, "System.Runtime.InteropServices.OSPlatform")(
        lambda n=_name: OSPlatform(n.upper())
    )
platform.static_prop("OSX", "System.Runtime.InteropServices.OSPlatform")(lambda: OSPlatform("OSX"))
platform.static_method("Create", "System.Runtime.InteropServices.OSPlatform Create(string osPlatform)")(
    OSPlatform
)


@runtime.static_method(
    "IsOSPlatform", "bool IsOSPlatform(System.Runtime.InteropServices.OSPlatform osPlatform)"
)
def _is_platform(wanted: OSPlatform) -> bool:
    here = {"linux": "LINUX", "darwin": "OSX", "win32": "WINDOWS"}.get(sys.platform, sys.platform.upper())
    return wanted.name.upper() == here


def os_description() -> str:
    """The name of the system as people know it."""
    try:
        with open("/etc/os-release", encoding="utf-8") as source:
            for line in source:
                if line.startswith("PRETTY_NAME="):
                    return line.partition("=")[2].strip().strip('"')
    except OSError:
        pass
    found = os.uname()
    return f"{found.sysname} {found.release}"


runtime.static_prop("OSDescription", "string")(os_description)
runtime.static_prop("FrameworkDescription", "string")(lambda: f"Python {sys.version.split()[0]}")
runtime.static_prop("RuntimeIdentifier", "string")(
    lambda: (
        f"{sys.platform}-" + {"x86_64": "x64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    )
)
for _name in ("OSArchitecture", "ProcessArchitecture"):
    runtime.static_prop(_name, "System.Runtime.InteropServices.Architecture")(
        lambda: enum(
            "System.Runtime.InteropServices.Architecture",
            {"x86_64": 1, "i686": 0, "armv7l": 2, "aarch64": 3, "arm64": 3}.get(os.uname().machine, 1),
        )
    )


class AppDomain:
    """[AppDomain]: there is one."""

    __slots__ = ()
    net_type_name = "System.AppDomain"


domain = net_type("System.AppDomain", AppDomain, "System.MarshalByRefObject")
domain.static_prop("CurrentDomain", "System.AppDomain")(AppDomain)
domain.prop("FriendlyName", "string")(lambda self: "pssh")
domain.prop("BaseDirectory", "string")(
    lambda self: os.path.dirname(os.path.abspath(sys.argv[0] or ".")) + "/"
)
domain.prop("Id", "int")(lambda self: 1)
domain.method("GetAssemblies", "System.Reflection.Assembly[] GetAssemblies()")(lambda self: [])
context = net_type("System.AppContext")
context.static_prop("BaseDirectory", "string")(
    lambda: os.path.dirname(os.path.abspath(sys.argv[0] or ".")) + "/"
)

gc = net_type("System.GC")


@gc.static_method("Collect", "void Collect()", "void Collect(int generation)")
def _collect(generation: int = 2) -> None:
    from gc import collect

    collect()


gc.static_method("WaitForPendingFinalizers", "void WaitForPendingFinalizers()")(lambda: None)
gc.static_method("SuppressFinalize", "void SuppressFinalize(System.Object obj)")(lambda obj: None)
gc.static_method("KeepAlive", "void KeepAlive(System.Object obj)")(lambda obj: None)
gc.static_method("CollectionCount", "int CollectionCount(int generation)")(
    lambda generation: __import__("gc").get_stats()[min(int(generation), 2)]["collections"]
)
gc.static_prop("MaxGeneration", "int")(lambda: 2)


@gc.static_method("GetTotalMemory", "long GetTotalMemory(bool forceFullCollection)")
def _total_memory(force: bool) -> Int64:
    if force:
        _collect()
    return _working_set()


activator = net_type("System.Activator")
activator.extra["type_first"] = frozenset(("createinstance",))


@activator.static_method(
    "CreateInstance",
    "System.Object CreateInstance(type type)",
    "System.Object CreateInstance(type type, params System.Object[] args)",
)
def _create_instance(kind: Any, args: Optional[List[Any]] = None) -> Any:
    from pssh.objects.members import new_object

    if isinstance(kind, str):
        kind = resolve_type(kind)
    if kind is None:
        null_argument("type")
    return new_object(kind, list(args or ()))


marshal = net_type("System.Runtime.InteropServices.Marshal")


class _Secret:
    """What SecureStringToBSTR gives in the place of an address."""

    __slots__ = ("text",)
    net_type_name = "System.IntPtr"

    def __init__(self, text: str) -> None:
        self.text = text


for _name in ("SecureStringToBSTR", "SecureStringToGlobalAllocUnicode", "SecureStringToCoTaskMemUnicode"):
    marshal.static_method(_name, f"System.Object {_name}(System.Object s)")(lambda s: _Secret(s.reveal()))
for _name in ("PtrToStringBSTR", "PtrToStringAuto", "PtrToStringUni"):
    marshal.static_method(_name, f"string {_name}(System.Object ptr)")(lambda p: p.text)
for _name in ("ZeroFreeBSTR", "ZeroFreeGlobalAllocUnicode", "FreeBSTR", "ZeroFreeCoTaskMemUnicode"):
    marshal.static_method(_name, f"void {_name}(System.Object s)")(lambda p: setattr(p, "text", ""))
