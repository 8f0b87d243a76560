"""A native program on a terminal of this machine, for a person at another one."""

import os
import select
import signal
import struct
from typing import Any, Dict, List, Optional

from pssh.objects.flow import PipelineStopped
from pssh.wire import messages as m

__all__ = ["Terminal"]

_CHUNK = 65536


class Terminal:
    """A pseudo terminal whose other side is the client. One program each."""

    def __init__(self, server: Any, pipeline: Any, facts: Dict[str, Any]) -> None:
        self._server = server
        self._pipeline = pipeline
        self._facts = facts
        self._master = -1
        self.pid = 0

    def start(self, path: str, arguments: List[str], folder: str) -> None:
        """Start the program in a session of its own, with the new terminal as its controlling one."""
        master, slave = os.openpty()
        name = os.ttyname(slave)
        self._master = master
        host = self._server.host
        self.resize(host.width, host.height)
        environment = dict(os.environ)
        environment["TERM"] = str(self._facts.get("term") or "xterm")
        actions = [
            # A session leader gets the first terminal it opens.
            (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ]
        before = os.getcwd()
        try:
            os.chdir(folder)
            self.pid = os.posix_spawn(
                path,
                [path, *arguments],
                environment,
                file_actions=actions,
                setsid=True,
                setsigdef=[signal.SIGPIPE, signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP],
            )
        except OSError:
            os.close(master)
            self._master = -1
            raise
        finally:
            os.close(slave)
            os.chdir(before)
        self._pipeline.terminal = self
        self._pipeline.writer.flush()
        self._server.send(m.TerminalOpen(self._pipeline.number, {"program": os.path.basename(path)}))

    def wait(self) -> int:
        """Carry its bytes until the program ends; its wait status."""
        runspace = self._server.runspace
        status: Optional[int] = None
        try:
            while status is None or self._readable(0):
                if runspace.stopping:
                    self.kill()
                    raise PipelineStopped
                if self._readable(0 if status is not None else 100):
                    if not self._carry():
                        break
                elif status is None:
                    status = self._ended(os.WNOHANG)
            if status is None:
                status = self._ended(0)
            if runspace.stopping:
                raise PipelineStopped
        finally:
            self._close(status)
        if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT:
            raise PipelineStopped  # Ctrl+C at the far terminal ends the line, not only its program
        return 0 if status is None else status

    def write(self, data: bytes) -> None:
        """What the person typed."""
        master = self._master
        while data and master >= 0:
            try:
                data = data[os.write(master, data) :]
            except OSError:
                return  # the program has ended

    def resize(self, columns: int, rows: int) -> None:
        """The person's window has this size."""
        if self._master < 0:
            return
        import fcntl
        import termios

        size = struct.pack("HHHH", max(1, rows), max(1, columns), 0, 0)
        try:
            fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        except OSError:
            return  # it has just ended

    def kill(self) -> None:
        """End the program and what it started."""
        if self.pid:
            for number in (signal.SIGHUP, signal.SIGKILL):
                try:
                    os.killpg(self.pid, number)
                except OSError:
                    pass

    def _readable(self, milliseconds: int) -> bool:
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        return bool(poll.poll(milliseconds))

    def _carry(self) -> bool:
        """One piece to the client; False when no process holds the terminal any more."""
        try:
            data = os.read(self._master, _CHUNK)
        except OSError:
            return False
        if data:
            self._server.send(m.TerminalData(self._pipeline.number, data))
            self._server.wait_for_room()
        return bool(data)

    def _ended(self, options: int) -> Optional[int]:
        pid, status = os.waitpid(self.pid, options)
        if pid == 0:
            return None
        self.pid = 0
        return status

    def _close(self, status: Optional[int]) -> None:
        master, self._master = self._master, -1
        if master >= 0:
            os.close(master)
        self._pipeline.terminal = None
        if self.pid:
            try:
                os.waitpid(self.pid, 0)
            except OSError:
                pass
            self.pid = 0
        code = (
            0
            if status is None
            else (os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
        )
        self._server.send(m.TerminalClose(self._pipeline.number, code))
