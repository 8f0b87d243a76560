"""The shell's end of the fork server: makes it, asks it for processes, hears of their ends."""

import os
import signal
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, Callable, Dict, Optional, Tuple

from pssh.agent.forkserver import receive, run_fork_server, send
from pssh.remoting.reactor import Reactor

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ForkClient", "fork_client_of"]

# Threads of these libraries hold locks at any moment; a process that uses them is not forked.
_UNSAFE = ("asyncssh", "asyncio.events", "prompt_toolkit")
_IMPORT_WAIT = 5.0


class ForkClient:
    """One fork server. Made per process, started at the first job."""

    def __init__(self, reactor: Reactor) -> None:
        self.reactor = reactor
        self._lock = threading.Lock()
        self._control: Optional[socket.socket] = None
        self._owner = 0
        self._number = 0
        self._starting: Dict[int, _Start] = {}
        self._ends: Dict[int, Callable[[int], None]] = {}
        self._early: Dict[int, int] = {}

    def start(self) -> None:
        """Start the server now, so that the first job need not; safe to call early and often."""
        with self._lock:
            self._ensure()

    def process(
        self,
        kind: str,
        fds: Tuple[int, ...],
        options: Dict[str, Any],
        on_end: Callable[[int], None],
        timeout: float = 30.0,
    ) -> int:
        """Fork a process that owns `fds`; its pid. `kind`: "job" (ends with the shell) or "session" (does
        not).

        `on_end(wait status)` comes on the reactor's thread.
        """
        started = self._ask(kind, fds, options, on_end)
        if not started.ready.wait(timeout) or started.pid == 0:
            raise OSError("The fork server did not answer.")
        return started.pid

    def post(self, kind: str, fds: Tuple[int, ...], options: Dict[str, Any]) -> None:
        """The same without waiting for the process, also for the reactor's thread."""
        self._ask(kind, fds, options, lambda status: None)

    def _ask(
        self, kind: str, fds: Tuple[int, ...], options: Dict[str, Any], on_end: Callable[[int], None]
    ) -> "_Start":
        started = _Start(on_end)
        with self._lock:
            control = self._ensure()
            self._number += 1
            self._starting[self._number] = started
            send(control, [kind, {**options, "number": self._number}], fds)
        return started

    def kill(self, pid: int) -> None:
        """End a job's process and all of its group."""
        with self._lock:
            control = self._control
            if control is not None and self._owner == os.getpid():
                try:
                    send(control, ["kill", pid])
                except OSError:
                    pass

    def _ensure(self) -> socket.socket:
        if self._control is not None and self._owner == os.getpid():
            return self._control
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        if any(name in sys.modules for name in _UNSAFE):
            _spawn(there)
        else:
            _fork(here, there)
        there.close()
        self._control = here
        self._owner = os.getpid()
        self.reactor.call_soon(lambda: self.reactor.watch(here.fileno(), self._read))
        return here

    def _read(self) -> None:
        control = self._control
        if control is None:
            return
        try:
            message, _ = receive(control)
        except (EOFError, OSError):
            self._lost(control)
            return
        kind = message[0]
        if kind == "started":
            started = self._starting.pop(message[1])
            pid = started.pid = int(message[2])
            self._ends[pid] = started.on_end
            started.ready.set()
        elif kind == "ended":
            on_end = self._ends.pop(message[1], None)
            if on_end is not None:
                on_end(message[2])

    def _lost(self, control: socket.socket) -> None:
        """The fork server is gone, and its children with it."""
        self.reactor.watch(control.fileno())
        with self._lock:
            control.close()
            self._control = None
            starting, self._starting = dict(self._starting), {}
            ends, self._ends = dict(self._ends), {}
        for started in starting.values():
            started.ready.set()
        for on_end in ends.values():
            on_end(signal.SIGKILL)


class _Start:
    """A job that was asked for."""

    __slots__ = ("on_end", "pid", "ready")

    def __init__(self, on_end: Callable[[int], None]) -> None:
        self.on_end = on_end
        self.pid = 0
        self.ready = threading.Event()


def _fork(here: socket.socket, there: socket.socket) -> None:
    """Fork this process into a fork server: everything is imported already."""
    pid = _fork_between_imports()
    if pid:
        # The middle process ends at once, so that the server is nobody's child here and `wait` never sees it.
        os.waitpid(pid, 0)
        return
    try:
        if os.fork():
            os._exit(0)
        import gc

        gc.disable()
        gc.freeze()  # objects of the shell's other threads must never be finalized here
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGTSTP):
            signal.signal(number, signal.SIG_IGN if number == signal.SIGPIPE else signal.SIG_DFL)
        control = _only(there.detach())
        _detach_outputs()
        gc.enable()
        run_fork_server(control)
    except BaseException:
        os._exit(70)


def _fork_between_imports() -> int:
    """Fork at a moment when no other thread imports: a module half imported there would stay locked for
    ever here."""
    from importlib import _bootstrap

    me = threading.get_ident()
    switch = sys.getswitchinterval()
    deadline = time.monotonic() + _IMPORT_WAIT
    while True:
        sys.setswitchinterval(10)  # nobody else runs between the look and the fork
        try:
            locks = [ref() for ref in list(getattr(_bootstrap, "_module_locks", {}).values())]
            held = any(getattr(lock, "owner", None) not in (None, me) for lock in locks if lock is not None)
            if not held or time.monotonic() > deadline:
                return os.fork()
        finally:
            sys.setswitchinterval(switch)
        time.sleep(0.001)


def _only(fd: int) -> socket.socket:
    """Close every descriptor but the standard ones and `fd`."""
    try:
        open_fds = [int(name) for name in os.listdir("/proc/self/fd")]
    except OSError:
        open_fds = list(range(3, 1024))
    for each in open_fds:
        if each > 2 and each != fd:
            try:
                os.close(each)
            except OSError:
                pass
    return socket.socket(fileno=fd)


def _detach_outputs() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1):
        os.dup2(nothing, fd)
    os.close(nothing)


def _spawn(there: socket.socket) -> None:
    """Start a fork server afresh."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = [root, *[path for path in sys.path if path and path != root]]
    fd = there.fileno()
    serve = f"from pssh.agent.fork_client import serve_spawned; serve_spawned({fd})"
    code = f"import sys; sys.path[:0] = {paths!r}; {serve}"
    os.set_inheritable(fd, True)
    devnull = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
    ]
    middle = os.posix_spawn(
        sys.executable, [sys.executable, "-I", "-S", "-c", code], dict(os.environ), file_actions=devnull
    )
    os.set_inheritable(fd, False)
    os.waitpid(middle, 0)


def serve_spawned(fd: int) -> None:
    """The body of a fork server that was started afresh."""
    if os.fork():
        os._exit(0)
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    run_fork_server(_only(fd))


def fork_client_of(runspace: "Runspace") -> ForkClient:
    """The fork server of a runspace and those it makes."""
    found: Optional[ForkClient] = runspace.services.get("fork_client")
    if found is None:
        from pssh.remoting.reactor_of import reactor_of

        found = runspace.services["fork_client"] = ForkClient(reactor_of(runspace))
    return found
