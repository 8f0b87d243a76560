"""A native program on a terminal of this machine, for a person at another one."""

import os
import select
import signal
import struct
import threading
from typing import Any, Dict, List

from pssh.objects.flow import PipelineStopped
from pssh.runtime.spawn import exit_code
from pssh.wire import messages as m

__all__ = ["Terminal", "set_size"]

_CHUNK = 65536


def set_size(master: int, columns: int, rows: int) -> None:
    """Tell the programs of a terminal how large it is."""
    import fcntl
    import termios

    size = struct.pack("HHHH", max(1, rows), max(1, columns), 0, 0)
    try:
        fcntl.ioctl(master, termios.TIOCSWINSZ, size)
    except OSError:
        return  # it has just ended


class Terminal:
    """A pseudo terminal whose other side is the client. One program each."""

    def __init__(self, server: Any, pipeline: Any, facts: Dict[str, Any]) -> None:
        self._server = server
        self._pipeline = pipeline
        self._facts = facts
        self._master = self._slave = self._told = -1
        self.pid = 0
        self.status = 0  # as waitpid gives it

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
            os.close(slave)
            self._master = -1
            raise
        finally:
            os.chdir(before)
        self._slave = slave  # while it is open, nothing typed is lost with the program
        self._told, tell = os.pipe()
        threading.Thread(target=self._watch, args=(self.pid, tell), name="program", daemon=True).start()
        self._pipeline.terminal = self
        self._pipeline.writer.flush()
        self._server.send(m.TerminalOpen(self._pipeline.number, {"program": os.path.basename(path)}))

    def wait(self) -> int:
        """Carry its bytes until the program ends; its wait status."""
        runspace = self._server.runspace
        try:
            poll = select.poll()
            for fd in (self._master, self._told):
                poll.register(fd, select.POLLIN)
            running = True
            while running:
                ready = {fd for fd, _ in poll.poll()}
                if self._master in ready:
                    self._carry()
                running = self._told not in ready
            while self._readable():  # its last words
                self._carry()
        finally:
            self._close()
        # Ctrl+C at the far terminal ends the line, not only its program.
        if runspace.stopping or (os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGINT):
            raise PipelineStopped
        return self.status

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
        if self._master >= 0:
            set_size(self._master, columns, rows)

    def kill(self) -> None:
        """End the program and what it started."""
        if self.pid:
            for number in (signal.SIGHUP, signal.SIGKILL):
                try:
                    os.killpg(self.pid, number)
                except OSError:
                    pass

    def _watch(self, pid: int, tell: int) -> None:
        """Wait for the program's end, on a thread of its own."""
        _, self.status = os.waitpid(pid, 0)
        self.pid = 0
        os.close(tell)

    def _readable(self) -> bool:
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        return bool(poll.poll(0))

    def _carry(self) -> None:
        """One piece to the client."""
        self._server.send(m.TerminalData(self._pipeline.number, os.read(self._master, _CHUNK)))
        self._server.wait_for_room()

    def _unread(self) -> bytes:
        """What was typed and no program has read: complete lines and the one begun."""
        import termios

        modes = termios.tcgetattr(self._slave)
        modes[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(self._slave, termios.TCSANOW, modes)
        os.set_blocking(self._slave, False)
        try:
            return os.read(self._slave, _CHUNK)
        except BlockingIOError:
            return b""

    def _close(self) -> None:
        self._pipeline.terminal = None
        typed = self._unread()
        for fd in (self._master, self._slave, self._told):
            os.close(fd)
        self._master = -1
        self._server.send(m.TerminalClose(self._pipeline.number, exit_code(self.status), typed))
