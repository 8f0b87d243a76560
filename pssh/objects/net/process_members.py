"""[Diagnostics.Process] as scripts see it: the members of processes and of their modules."""

import os
from typing import Any, Dict, List

from pssh.objects.datetime import DateTime
from pssh.objects.net.common import array, call_block, enum, fail
from pssh.objects.net.process import HERTZ, Process, find_process, processes, read_stat
from pssh.objects.numbers import Int64, IntPtr
from pssh.objects.timespan import TimeSpan
from pssh.objects.types import net_type

component = net_type(
    "System.ComponentModel.Component", None, "System.MarshalByRefObject", ("System.IDisposable",)
)
component.extra["events"] = {"Disposed": "System.EventHandler"}
process = net_type("System.Diagnostics.Process", Process, "System.ComponentModel.Component")
process.extra["events"] = {
    "ErrorDataReceived": "System.Diagnostics.DataReceivedEventHandler",
    "Exited": "System.EventHandler",
    "OutputDataReceived": "System.Diagnostics.DataReceivedEventHandler",
}


# -- how properties are read -------------------------------------------------------------------------


def _narrow(value: int) -> int:
    return (value + 0x80000000 & 0xFFFFFFFF) - 0x80000000


def _priority(nice: int) -> int:
    if nice < -10:
        return 128
    if nice < 0:
        return 32768
    return 32 if nice == 0 else 16384 if nice < 10 else 64


def _set_priority(self: Process, value: Any) -> None:
    nice = {64: 19, 16384: 10, 32: 0, 32768: -5, 128: -11, 256: -19}.get(int(value), 0)
    try:
        os.setpriority(os.PRIO_PROCESS, self.pid, nice)
    except PermissionError:
        fail("System.ComponentModel.Win32Exception", "Permission denied")


def _affinity(self: Process) -> int:
    try:
        return sum(1 << cpu for cpu in os.sched_getaffinity(self.pid))
    except (AttributeError, OSError):
        return 0


def _parent(self: Process) -> Any:
    pid = self.number(4)
    return Process(pid) if pid > 0 and read_stat(pid)[1] else None


def _handles(self: Process) -> int:
    try:
        return len(os.listdir(f"/proc/{self.pid}/fd"))
    except OSError:
        return 0


def _threads(self: Process) -> List[Any]:
    from pssh.objects.psobject import PSObject

    try:
        return [
            PSObject(None, {"Id": int(name)}, ("System.Diagnostics.ProcessThread",))
            for name in os.listdir(f"/proc/{self.pid}/task")
        ]
    except OSError:
        return []


class ProcessModule:
    """One file that a process has in memory."""

    __slots__ = ("base", "file_name", "size")
    net_type_name = "System.Diagnostics.ProcessModule"

    def __init__(self, file_name: str, size: int, base: int) -> None:
        self.file_name, self.size, self.base = file_name, size, base

    def __str__(self) -> str:
        return f"System.Diagnostics.ProcessModule ({os.path.basename(self.file_name)})"


module = net_type("System.Diagnostics.ProcessModule", ProcessModule, "System.ComponentModel.Component")
module.prop("ModuleName", "string")(lambda self: os.path.basename(self.file_name))
module.prop("FileName", "string")(lambda self: self.file_name)
module.prop("ModuleMemorySize", "int")(lambda self: self.size)
module.prop("Size", "System.Object", kind="ScriptProperty")(lambda self: self.size // 1024)
module.prop("BaseAddress", "System.IntPtr")(lambda self: IntPtr(self.base))


def modules(self: Process) -> List[ProcessModule]:
    """The mapped files of a process, the program first."""
    found: Dict[str, List[int]] = {}
    try:
        with open(f"/proc/{self.pid}/maps", encoding="utf-8", errors="replace") as source:
            for line in source:
                fields = line.split(None, 5)
                if len(fields) == 6 and fields[5].startswith("/"):
                    low, _, high = fields[0].partition("-")
                    row = found.setdefault(fields[5].rstrip("\n"), [int(low, 16), 0])
                    row[1] += int(high, 16) - int(low, 16)
    except OSError:
        return []
    return [ProcessModule(name, size, base) for name, (base, size) in found.items()]


process.static_method("GetProcesses", "System.Diagnostics.Process[] GetProcesses()")(
    lambda: array(processes(), "System.Diagnostics.Process")
)
process.static_method("GetCurrentProcess", "System.Diagnostics.Process GetCurrentProcess()")(
    lambda: find_process(os.getpid())
)
process.static_method("GetProcessById", "System.Diagnostics.Process GetProcessById(int processId)")(
    find_process
)


# -- the properties ------------------------------------------------------------------------------------

for _name, _target in (
    ("Name", "ProcessName"),
    ("SI", "SessionId"),
    ("Handles", "HandleCount"),
    ("VM", "VirtualMemorySize64"),
    ("WS", "WorkingSet64"),
    ("PM", "PagedMemorySize64"),
    ("NPM", "NonpagedSystemMemorySize64"),
):
    process.alias(_name, _target)
_VERSION = "$this.Mainmodule.FileVersionInfo."
_EXTENDED = (  # name, the script that PowerShell has for it, how it is read here
    ("Path", "$this.Mainmodule.FileName", lambda p: p.path),
    ("CommandLine", "", lambda p: p.command_line),
    ("Parent", "GetParentProcess", lambda p: _parent(p)),
    ("Company", _VERSION + "CompanyName", lambda p: None),
    ("CPU", "$this.TotalProcessorTime.TotalSeconds", lambda p: p.cpu),
    ("FileVersion", _VERSION + "FileVersion", lambda p: None),
    ("ProductVersion", _VERSION + "ProductVersion", lambda p: None),
    ("Description", _VERSION + "FileDescription", lambda p: None),
    ("Product", _VERSION + "ProductName", lambda p: None),
)
for _name, _script, _get in _EXTENDED:
    _kind = "CodeProperty" if _name == "Parent" else "ScriptProperty"
    process.prop(_name, "System.Object", kind=_kind)(_get)
    process.members[_name.lower()].target = _script
process.prop("__NounName", "string", kind="NoteProperty")(lambda p: "Process")
process.members["__nounname"].hidden = True
_OWN = (
    ("SafeHandle", "System.Object", lambda p: None),
    ("Handle", "System.IntPtr", lambda p: IntPtr(p.pid)),
    ("BasePriority", "int", lambda p: 8 - p.number(19) // 5),
    ("ExitCode", "int", lambda p: p.exit_code),
    ("HasExited", "bool", lambda p: p.exited),
    ("StartTime", "datetime", lambda p: p.start_time),
    ("ExitTime", "datetime", lambda p: DateTime.now() if p.exited else None),
    ("Id", "int", lambda p: p.pid),
    ("MachineName", "string", lambda p: "."),
    ("MaxWorkingSet", "System.IntPtr", lambda p: IntPtr(0x7FFFFFFFFFFFFFFF)),
    ("MinWorkingSet", "System.IntPtr", lambda p: IntPtr(0)),
    ("Modules", "System.Diagnostics.ProcessModuleCollection", lambda p: modules(p)),
    ("NonpagedSystemMemorySize64", "long", lambda p: Int64(0)),
    ("NonpagedSystemMemorySize", "int", lambda p: 0),
    ("PagedMemorySize64", "long", lambda p: Int64(p.status("VmData") + p.status("VmStk"))),
    ("PagedMemorySize", "int", lambda p: _narrow(p.status("VmData"))),
    ("PagedSystemMemorySize64", "long", lambda p: Int64(0)),
    ("PagedSystemMemorySize", "int", lambda p: 0),
    ("PeakPagedMemorySize64", "long", lambda p: Int64(0)),
    ("PeakPagedMemorySize", "int", lambda p: 0),
    ("PeakWorkingSet64", "long", lambda p: Int64(p.status("VmHWM"))),
    ("PeakWorkingSet", "int", lambda p: _narrow(p.status("VmHWM"))),
    ("PeakVirtualMemorySize64", "long", lambda p: Int64(p.status("VmPeak"))),
    ("PeakVirtualMemorySize", "int", lambda p: _narrow(p.status("VmPeak"))),
    ("PriorityBoostEnabled", "bool", lambda p: False),
    (
        "PriorityClass",
        "System.Diagnostics.ProcessPriorityClass",
        lambda p: enum("System.Diagnostics.ProcessPriorityClass", _priority(p.number(19))),
    ),
    ("PrivateMemorySize64", "long", lambda p: Int64(p.status("VmData"))),
    ("PrivateMemorySize", "int", lambda p: _narrow(p.status("VmData"))),
    ("ProcessName", "string", lambda p: p.name),
    ("ProcessorAffinity", "System.IntPtr", lambda p: IntPtr(_affinity(p))),
    ("SessionId", "int", lambda p: p.number(6)),
    ("StartInfo", "System.Diagnostics.ProcessStartInfo", lambda p: _start_info(p)),
    ("Threads", "System.Object[]", lambda p: _threads(p)),
    ("HandleCount", "int", lambda p: _handles(p)),
    ("VirtualMemorySize64", "long", lambda p: Int64(p.number(23))),
    ("VirtualMemorySize", "int", lambda p: _narrow(p.number(23))),
    ("EnableRaisingEvents", "bool", lambda p: False),
    ("StandardInput", "System.IO.StreamWriter", lambda p: _stream(p, "stdin")),
    ("StandardOutput", "System.IO.StreamReader", lambda p: _stream(p, "stdout")),
    ("StandardError", "System.IO.StreamReader", lambda p: _stream(p, "stderr")),
    ("WorkingSet64", "long", lambda p: Int64(p.memory)),
    ("WorkingSet", "int", lambda p: _narrow(p.memory)),
    ("MainModule", "System.Diagnostics.ProcessModule", lambda p: next(iter(modules(p)), None)),
    ("MainWindowHandle", "System.IntPtr", lambda p: IntPtr(0)),
    ("MainWindowTitle", "string", lambda p: ""),
    ("Responding", "bool", lambda p: True),
    ("TotalProcessorTime", "timespan", lambda p: TimeSpan(int(p.cpu * 10_000_000))),
    ("UserProcessorTime", "timespan", lambda p: TimeSpan(p.number(14) * 10_000_000 // HERTZ)),
    ("PrivilegedProcessorTime", "timespan", lambda p: TimeSpan(p.number(15) * 10_000_000 // HERTZ)),
    ("UserName", "string", lambda p: p.user),
)
for _name, _type, _read in _OWN:
    process.prop(_name, _type)(_read)
process.members["username"].hidden = True
process.setter("StartInfo")(lambda p, value: setattr(p, "info", value))
process.setter("EnableRaisingEvents")(lambda p, value: None)
process.setter("PriorityClass")(_set_priority)


# -- the methods ---------------------------------------------------------------------------------------


@process.static_method(
    "GetProcessesByName", "System.Diagnostics.Process[] GetProcessesByName(string processName)"
)
def _by_name(name: str) -> Any:
    return array((p for p in processes() if p.name.lower() == name.lower()), "System.Diagnostics.Process")


@process.method("Kill", "void Kill()", "void Kill(bool entireProcessTree)")
def _kill(self: Process, tree: bool = False) -> None:
    self.kill(tree)


@process.method("WaitForExit", "void WaitForExit()")
def _wait(self: Process) -> None:
    self.wait()


@process.method("WaitForExit", "bool WaitForExit(int milliseconds)", "bool WaitForExit(timespan timeout)")
def _wait_for(self: Process, limit: Any) -> bool:
    return self.wait(int(limit.total_milliseconds) if isinstance(limit, TimeSpan) else int(limit))


@process.method("CloseMainWindow", "bool CloseMainWindow()")
def _close_window(self: Process) -> bool:
    return False


process.method("Refresh", "void Refresh()")(lambda self: self.refresh())
for _name in ("Close", "Dispose"):
    process.method(_name, f"void {_name}()")(lambda self: None)


# -- starting programs: how is in process_start.py -------------------------------------------------------


def _stream(self: Process, name: str) -> Any:
    from pssh.objects.net.process_start import stream_of

    return stream_of(self, name)


def _start_info(self: Process) -> Any:
    from pssh.objects.net.process_start import start_info

    return start_info(self)


def _start(self: Process) -> bool:
    from pssh.objects.net.process_start import start

    return start(self)


process.method("BeginOutputReadLine", "void BeginOutputReadLine()")(lambda self: self.begin_reading("stdout"))
process.method("BeginErrorReadLine", "void BeginErrorReadLine()")(lambda self: self.begin_reading("stderr"))
for _event in ("Exited", "OutputDataReceived", "ErrorDataReceived"):
    process.method("add_" + _event, f"void add_{_event}(System.Object value)")(
        lambda self, block, e=_event: self.add_event(e, lambda sender, args: call_block(block, sender, args))
    )
process.constructor("System.Diagnostics.Process new()")(lambda: Process())
process.method("Start", "bool Start()")(_start)


@process.static_method(
    "Start", "System.Diagnostics.Process Start(System.Diagnostics.ProcessStartInfo startInfo)"
)
def _start_with(wanted: Any) -> Process:
    made = Process()
    made.info = wanted
    _start(made)
    return made


@process.static_method(
    "Start",
    "System.Diagnostics.Process Start(string fileName)",
    "System.Diagnostics.Process Start(string fileName, string arguments)",
    "System.Diagnostics.Process Start(string fileName, string[] arguments)",
)
def _start_file(file_name: str, arguments: Any = "") -> Process:
    from pssh.objects.net.process_start import ProcessStartInfo

    wanted = ProcessStartInfo(file_name, arguments if isinstance(arguments, str) else "")
    if not isinstance(arguments, str):
        wanted.argument_list.extend(arguments)
    return _start_with(wanted)
