"""[Diagnostics.Process]: the processes of this machine, read from /proc, and programs started by scripts."""

import os
import signal
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional

from pssh.objects.datetime import DateTime
from pssh.objects.last_words import say_last_words
from pssh.objects.net.common import array, call_block, enum, fail
from pssh.objects.numbers import Int64, IntPtr
from pssh.objects.timespan import TimeSpan
from pssh.objects.types import net_type

if TYPE_CHECKING:
    from pssh.objects.net.process_start import ProcessStartInfo

_PAGE = os.sysconf("SC_PAGE_SIZE")
_HERTZ = os.sysconf("SC_CLK_TCK")


def _boot_time() -> float:
    """When the machine started, in Unix seconds."""
    with open("/proc/stat", encoding="ascii") as source:
        for line in source:
            if line.startswith("btime"):
                return float(line.split()[1])
    return 0.0


class Process:
    """One process. Numbers are read when asked for; `refresh` reads them anew."""

    __slots__ = ("__weakref__", "_child", "_exit", "_fields", "_name", "info", "pid", "readers", "started")

    net_type_name = "System.Diagnostics.Process"
    ps_single = True

    def __init__(self, pid: int = 0, fields: Optional[List[str]] = None, name: str = "") -> None:
        self.pid = pid
        self._fields = fields
        self._name = name
        self._child: Any = None
        self._exit: Optional[int] = None
        self.info: Optional[ProcessStartInfo] = None
        self.readers: Dict[str, Any] = {}
        self.started: Optional[int] = None

    # -- the numbers of /proc ----------------------------------------------------------------------------

    @property
    def fields(self) -> List[str]:
        """What stands behind the name in /proc/ID/stat; empty once it is gone."""
        if self._fields is None:
            self._fields = read_stat(self.pid)[1]
        return self._fields

    def refresh(self) -> None:
        """Forgets what was read."""
        self._fields = None

    def number(self, index: int) -> int:
        """A field of /proc/ID/stat by its number in proc(5)."""
        fields = self.fields
        return int(fields[index - 3]) if len(fields) > index - 3 else 0

    @property
    def name(self) -> str:
        """The program's name without its folder."""
        if not self._name:
            self._name = read_stat(self.pid)[0]
        return self._name

    @property
    def exited(self) -> bool:
        """Whether it has ended."""
        if self._child is not None:
            self.poll()
            return self._exit is not None
        if self._exit is not None:
            return True
        state = read_stat(self.pid)[1]
        return not state or state[0] in ("Z", "X")

    def poll(self, block: bool = False) -> None:
        """Looks after a child that was started here."""
        if self._exit is None and self._child is not None:
            code = self._child.wait() if block else self._child.poll()
            if code is not None:
                self._exit = code if code >= 0 else 128 - code

    def wait(self, milliseconds: int = -1) -> bool:
        """Until it ends, at most so long; False when the time is over."""
        import time

        end = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000
        pause = 0.001
        while not self.exited:
            if end is not None and time.monotonic() >= end:
                return False
            time.sleep(min(pause, 0.05 if end is None else max(min(0.05, end - time.monotonic()), 0)))
            pause *= 2
        return True

    @property
    def exit_code(self) -> Any:
        """What it ended with; None where that cannot be known."""
        if not self.exited:
            fail(
                "InvalidOperationException",
                "Process must exit before requested information can be determined.",
            )
        return self._exit

    def adopt(self, child: Any) -> None:
        """Takes a subprocess.Popen (or what behaves like one) as this process."""
        self._child = child
        self.pid = child.pid

    @property
    def cpu(self) -> float:
        """Seconds of processor time."""
        return (self.number(14) + self.number(15)) / _HERTZ

    @property
    def start_time(self) -> Any:
        """When it began."""
        if not self.fields:
            return None
        ticks = self.number(22) / _HERTZ
        return DateTime.from_unix_ns(int((_boot_time() + ticks) * 1_000_000_000))

    @property
    def memory(self) -> int:
        """Bytes in memory."""
        return self.number(24) * _PAGE

    def status(self, key: str) -> int:
        """A line of /proc/ID/status in bytes."""
        try:
            with open(f"/proc/{self.pid}/status", encoding="utf-8", errors="replace") as source:
                for line in source:
                    if line.startswith(key + ":"):
                        words = line.split()
                        return int(words[1]) * (1024 if words[-1] == "kB" else 1)
        except (OSError, IndexError, ValueError):
            pass
        return 0

    @property
    def path(self) -> Optional[str]:
        """The program's file."""
        try:
            return os.readlink(f"/proc/{self.pid}/exe")
        except OSError:
            return None

    @property
    def command_line(self) -> Optional[str]:
        """The words it was started with."""
        try:
            with open(f"/proc/{self.pid}/cmdline", "rb") as source:
                return source.read().replace(b"\0", b" ").decode("utf-8", "replace").strip() or None
        except OSError:
            return None

    @property
    def user(self) -> str:
        """Who runs it."""
        try:
            from pssh.objects.net.files import user_name

            return user_name(os.stat(f"/proc/{self.pid}").st_uid)
        except OSError:
            return ""

    def add_event(self, name: str, handler: Any) -> None:
        """Register-ObjectEvent and add_... come here: Exited, and lines of the redirected streams."""
        import threading

        low = name.lower()
        if low == "exited":

            def watch() -> None:
                self.wait()
                handler(self, None)

            threading.Thread(target=watch, daemon=True).start()
        elif low in ("outputdatareceived", "errordatareceived"):
            self.readers.setdefault("on " + ("stdout" if low.startswith("output") else "stderr"), []).append(
                handler
            )
        elif low != "disposed":
            fail("ArgumentException", f"An event with the name '{name}' does not exist.")

    def remove_event(self, name: str, handler: Any) -> None:
        """The handler is called no more."""
        for key in ("on stdout", "on stderr"):
            if handler in self.readers.get(key, ()):
                self.readers[key].remove(handler)

    def begin_reading(self, stream: str) -> None:
        """BeginOutputReadLine: each line goes to the handlers, None at the end."""
        import threading

        from pssh.objects.psobject import PSObject

        source = _stream(self, stream)

        def read() -> None:
            while True:
                line = source.line()
                data = PSObject(None, {"Data": line}, ("System.Diagnostics.DataReceivedEventArgs",))
                for handler in list(self.readers.get("on " + stream, ())):
                    handler(self, data)
                if line is None:
                    return

        threading.Thread(target=read, daemon=True).start()

    def kill(self, tree: bool = False) -> None:
        """Ends it at once, with its children if asked."""
        if tree:
            for other in list(processes()):
                if other.number(4) == self.pid:
                    other.kill(True)
        say_last_words(self.pid)
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        except PermissionError:
            fail("System.ComponentModel.Win32Exception", "Operation not permitted")

    def __str__(self) -> str:
        return f"System.Diagnostics.Process ({self.name})" if self.pid else "System.Diagnostics.Process"


def read_stat(pid: int) -> Any:
    """Name and fields of a process; ("", []) where there is none."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as source:
            text = source.read().decode("utf-8", "replace")
    except OSError:
        return "", []
    start, end = text.find("("), text.rfind(")")
    name = text[start + 1 : end]
    if len(name) >= 15:
        name = _long_name(pid, name)
    return name, text[end + 2 :].split()


def _long_name(pid: int, short: str) -> str:
    """The kernel cuts names after 15 letters: the command line may have the rest."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as source:
            words = source.read().split(b"\0")
    except OSError:
        return short
    for word in words[:2]:
        base = os.path.basename(word.decode("utf-8", "replace"))
        if base.startswith(short):
            return base
    return short


def processes() -> Iterator[Process]:
    """Every process, by id."""
    pids = sorted(int(name) for name in os.listdir("/proc") if name.isdigit())
    for pid in pids:
        name, fields = read_stat(pid)
        if fields:
            yield Process(pid, fields, name)


def find_process(pid: int) -> Process:
    """The process of an id; ArgumentException where there is none."""
    name, fields = read_stat(pid)
    if not fields:
        fail("ArgumentException", f"Process with an Id of {pid} is not running.")
    return Process(pid, fields, name)


# -- declarations ----------------------------------------------------------------------------------------

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


def _declare_properties() -> None:
    for name, target in (
        ("Name", "ProcessName"),
        ("SI", "SessionId"),
        ("Handles", "HandleCount"),
        ("VM", "VirtualMemorySize64"),
        ("WS", "WorkingSet64"),
        ("PM", "PagedMemorySize64"),
        ("NPM", "NonpagedSystemMemorySize64"),
    ):
        process.alias(name, target)
    version = "$this.Mainmodule.FileVersionInfo."
    extended = (
        ("Path", "$this.Mainmodule.FileName", lambda p: p.path),
        ("CommandLine", "", lambda p: p.command_line),
        ("Parent", "GetParentProcess", lambda p: _parent(p)),
        ("Company", version + "CompanyName", lambda p: None),
        ("CPU", "$this.TotalProcessorTime.TotalSeconds", lambda p: p.cpu),
        ("FileVersion", version + "FileVersion", lambda p: None),
        ("ProductVersion", version + "ProductVersion", lambda p: None),
        ("Description", version + "FileDescription", lambda p: None),
        ("Product", version + "ProductName", lambda p: None),
    )
    for name, script, get in extended:
        kind = "CodeProperty" if name == "Parent" else "ScriptProperty"
        process.prop(name, "System.Object", kind=kind)(get)
        process.members[name.lower()].target = script
    process.prop("__NounName", "string", kind="NoteProperty")(lambda p: "Process")
    process.members["__nounname"].hidden = True
    own = (
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
        ("UserProcessorTime", "timespan", lambda p: TimeSpan(p.number(14) * 10_000_000 // _HERTZ)),
        ("PrivilegedProcessorTime", "timespan", lambda p: TimeSpan(p.number(15) * 10_000_000 // _HERTZ)),
        ("UserName", "string", lambda p: p.user),
    )
    for name, type_text, read in own:
        process.prop(name, type_text)(read)
    process.members["username"].hidden = True
    process.setter("StartInfo")(lambda p, value: setattr(p, "info", value))
    process.setter("EnableRaisingEvents")(lambda p, value: None)
    process.setter("PriorityClass")(_set_priority)


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


_declare_properties()
process.static_method("GetProcesses", "System.Diagnostics.Process[] GetProcesses()")(
    lambda: array(processes(), "System.Diagnostics.Process")
)
process.static_method("GetCurrentProcess", "System.Diagnostics.Process GetCurrentProcess()")(
    lambda: find_process(os.getpid())
)
process.static_method("GetProcessById", "System.Diagnostics.Process GetProcessById(int processId)")(
    find_process
)


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
