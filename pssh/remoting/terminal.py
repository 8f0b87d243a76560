"""A native program on a terminal of this machine, for a person at another one."""

import contextlib
import os
import select
import signal
import struct
from typing import Any, Dict, List

from pssh.objects.flow import PipelineStopped
from pssh.remoting.terminal_keeper import BEFORE, BEHIND, END, STOPPED, keep
from pssh.runtime.native_lines import Lines
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
        self._pipeline = pipeline  # None while a job has the program that nobody looks at
        self._facts = facts
        self._master = self._slave = self._told = -1
        self.pid = 0  # of its keeper
        self.status = 0  # as waitpid gives it
        self._lines = Lines()
        self._stands = False

    def start(self, path: str, arguments: List[str], folder: str) -> None:
        """Start the program in a session of its own, with the new terminal as its controlling one."""
        master, slave = os.openpty()
        name = os.ttyname(slave)
        self._master = master
        host = self._server.host
        self.resize(host.width, host.height)
        environment = {**os.environ, "TERM": str(self._facts.get("term") or "xterm")}
        self._told, tell = os.pipe()
        try:
            self.pid = keep(name, tell, [path, *arguments], environment, folder)
        except OSError:
            for fd in (master, slave, self._told):
                os.close(fd)
            self._master = -1
            raise
        self._slave = slave  # while it is open, nothing typed is lost with the program
        self._pipeline.terminal = self
        self._pipeline.writer.flush()
        self._server.send(m.TerminalOpen(self._pipeline.number, {"program": os.path.basename(path)}))

    def wait(self) -> int:
        """Carry its bytes until the program ends; its wait status."""
        runspace = self._pipeline.runspace
        try:
            poll = select.poll()
            for fd in (self._master, self._told):
                poll.register(fd, select.POLLIN)
            while self.pid:
                ready = {fd for fd, _ in poll.poll()}
                if self._master in ready:
                    self._carry()
                if self._told in ready:
                    self._hear()
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

    def suspend(self) -> None:
        """Let the program stand still, if it does not; the person's terminal is theirs again."""
        pipeline, self._pipeline = self._pipeline, None
        if not self._stands:
            with contextlib.suppress(OSError):  # it has just ended
                os.killpg(os.tcgetpgrp(self._master), signal.SIGSTOP)
        if pipeline is not None:
            pipeline.terminal = None
            self._server.send(m.TerminalClose(pipeline.number, 0, b""))

    def resume(self, shown: bool) -> None:
        """Let it go on: before the person where it is `shown`, who then sits at its terminal again."""
        pipeline = self._server.pipeline if shown else None
        self._stands = False
        if pipeline is not None:
            self._pipeline = pipeline
            pipeline.terminal = self
            pipeline.writer.flush()
            self._server.send(m.TerminalOpen(pipeline.number, {}))
            self.resize(self._server.host.width, self._server.host.height)
        self._tell_keeper(BEHIND if pipeline is None else BEFORE)

    def kill(self) -> None:
        """End the program and what it started."""
        self._tell_keeper(END)

    def _tell_keeper(self, what: int) -> None:
        if self.pid:
            with contextlib.suppress(OSError):  # it has just ended
                os.kill(self.pid, what)

    def _hear(self) -> None:
        """What the keeper has to say: the program stands still (Ctrl+Z, or it read behind the prompt), or has ended."""
        said = os.read(self._told, 64)
        if said and not said.strip(STOPPED):
            self._stands = True
            pipeline, job = self._pipeline, self._server.host.job()
            if pipeline is not None:
                self._server.suspend(pipeline)
            elif job is not None:
                job.put_aside()
            return
        _, status = os.waitpid(self.pid, 0)
        self.status = int(said.strip(STOPPED) or status)
        self.pid = 0

    def _readable(self) -> bool:
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        return bool(poll.poll(0))

    def _carry(self) -> None:
        """One piece to the client, or to the job."""
        data, pipeline = os.read(self._master, _CHUNK), self._pipeline
        if pipeline is None:
            for line in self._lines.feed(data):
                self._server.host.write_line(line)
            return
        self._server.send(m.TerminalData(pipeline.number, data))
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
        typed = self._unread()
        for fd in (self._master, self._slave, self._told):
            os.close(fd)
        self._master = -1
        pipeline = self._pipeline
        if pipeline is not None:
            pipeline.terminal = None
            self._server.send(m.TerminalClose(pipeline.number, exit_code(self.status), typed))
