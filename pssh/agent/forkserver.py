"""The fork server: a process made early that has everything imported and forks a child for each job.

The shell forks it (or, where other threads make that unsafe, starts it afresh) at the first job. It runs one
thread, owns no terminal, and waits for its children; when the shell goes away, it ends them all.
"""

import os
import select
import signal
import socket
import struct
import sys
from typing import Any, Dict, List, NoReturn, Tuple

from pssh.runtime.process import set_up_process
from pssh.wire.packing import pack, unpack

__all__ = ["receive", "run_fork_server", "send"]

_LENGTH = struct.Struct(">I")
_MAX_FDS = 8
# The jobs that were asked for come first; what later ones will need is imported after so many quiet seconds.
_IDLE = 0.3


def send(connection: socket.socket, message: Any, fds: Tuple[int, ...] = ()) -> None:
    """One message and descriptors over a stream socket."""
    data = pack(message)
    data = _LENGTH.pack(len(data)) + data
    if fds:
        sent = socket.send_fds(connection, [data], list(fds))
        data = data[sent:]
    if data:
        connection.sendall(data)


def receive(connection: socket.socket) -> Tuple[Any, List[int]]:
    """The next message and its descriptors; EOFError at the end."""
    head, fds, _, _ = socket.recv_fds(connection, _LENGTH.size, _MAX_FDS)
    while 0 < len(head) < _LENGTH.size:
        more = connection.recv(_LENGTH.size - len(head))
        if not more:
            break
        head += more
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    parts = []
    while size:
        part = connection.recv(min(size, 65536))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return unpack(b"".join(parts)), fds


def run_fork_server(control: socket.socket, keep: Tuple[int, ...] = ()) -> NoReturn:
    """Serve until the other end of `control` goes away. Called in a process of its own; does not return."""
    try:
        set_up_process()
        _Server(control).run()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(0)


class _Server:
    def __init__(self, control: socket.socket) -> None:
        self.control = control
        self.children: Dict[int, bool] = {}
        self.used = False
        self.warm = False

    def run(self) -> None:
        wake_read, wake_write = os.pipe()
        os.set_blocking(wake_read, False)
        os.set_blocking(wake_write, False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
        from pssh.agent import job_process

        job_process.warm_up()
        while True:
            try:
                patience = _IDLE if self.used and not self.warm else None
                ready, _, _ = select.select([self.control.fileno(), wake_read], [], [], patience)
            except InterruptedError:
                continue
            if wake_read in ready:
                os.read(wake_read, 4096)
            self._reap()
            if self.control.fileno() in ready:
                try:
                    message, fds = receive(self.control)
                except (EOFError, OSError):
                    self._end_all()
                    return
                self._handle(message, fds, (wake_read, wake_write))
                self.used = True
            elif not ready and not self.warm:
                self._warm_up()

    def _warm_up(self) -> None:
        """Nothing to do after the first processes: have ready what the next will need."""
        import gc

        from pssh.agent.job_process import warm_up_more

        self.warm = True
        try:
            warm_up_more()
        except Exception:  # each job will say for itself what is wrong
            import traceback

            traceback.print_exc()
        gc.collect()
        gc.freeze()  # the children share these pages

    def _handle(self, message: Any, fds: List[int], wake: Tuple[int, int]) -> None:
        kind, *args = message
        if kind in ("job", "session"):
            pid = os.fork()
            if pid == 0:
                self._become(kind, args[0], fds, wake)
            self.children[pid] = kind == "job"  # a session has a life of its own
            for fd in fds:
                os.close(fd)
            try:
                send(self.control, ["started", args[0]["number"], pid])
            except OSError:
                return  # nobody waits for the answer any more; the next look at the connection ends this
        elif kind == "kill":
            _kill_group(args[0])

    def _become(self, kind: str, options: Dict[str, Any], fds: List[int], wake: Tuple[int, int]) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.control.close()
            for fd in wake:
                os.close(fd)
            if kind == "session":
                from pssh.agent.session_host import serve_local

                serve_local(fds[0], options)
            else:
                from pssh.agent.job_process import run_job

                run_job(options, fds)
        except BaseException:
            import traceback

            traceback.print_exc()
            sys.stderr.flush()
            os._exit(70)
        os._exit(0)

    def _reap(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            if self.children.pop(pid, None) is not None:
                try:
                    send(self.control, ["ended", pid, status])
                except OSError:
                    return

    def _end_all(self) -> None:
        for pid, is_job in self.children.items():
            if is_job:
                _kill_group(pid)


def _kill_group(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
