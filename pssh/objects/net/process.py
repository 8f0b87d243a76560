"""[Diagnostics.Process]: the processes of this machine, read from /proc, and programs started by scripts."""

import os
import signal
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional

from pssh.objects.datetime import DateTime
from pssh.objects.last_words import say_last_words
from pssh.objects.net.common import fail

if TYPE_CHECKING:
    from pssh.objects.net.process_start import ProcessStartInfo

_PAGE = os.sysconf("SC_PAGE_SIZE")
HERTZ = os.sysconf("SC_CLK_TCK")


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
        return (self.number(14) + self.number(15)) / HERTZ

    @property
    def start_time(self) -> Any:
        """When it began."""
        if not self.fields:
            return None
        ticks = self.number(22) / HERTZ
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

        from pssh.objects.net.process_start import stream_of
        from pssh.objects.psobject import PSObject

        source = stream_of(self, stream)

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
