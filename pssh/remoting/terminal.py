"""A native program on a terminal of this machine, for a person at another one."""

import os
import select
import signal
import struct
import termios
from typing import Any, Dict, List, Optional

from pssh.objects.flow import PipelineStopped
from pssh.remoting.terminal_keeper import BEFORE, BEHIND, END, STAND, Keeper
from pssh.runtime.native_lines import Lines
from pssh.runtime.spawn import exit_code
from pssh.wire import messages as m

__all__ = ["Terminal", "set_size"]

_CHUNK = 65536
_LAST_WORDS = 1024 * 1024  # more than a terminal holds: what it has left running there may write for ever


def set_size(master: int, columns: int, rows: int) -> None:
    """Tell the programs of a terminal how large it is."""
    import fcntl

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
        self._runspace = pipeline.runspace
        self._facts = facts
        self._keeper: Optional[Keeper] = None
        self.status = 0  # as waitpid gives it
        self._lines = Lines()
        self._stands = False

    def start(self, path: str, arguments: List[str], folder: str) -> None:
        """Start the program at a terminal where none is running."""
        self._keeper = keeper = self._idle_keeper() or Keeper()
        self.resize(self._server.host.width, self._server.host.height)
        environment = {**os.environ, "TERM": str(self._facts.get("term") or "xterm")}
        try:
            keeper.start([path, *(each.replace("\0", "") for each in arguments)], environment, folder)
        except OSError:
            self._leave()
            raise
        self._pipeline.terminal = self
        self._pipeline.writer.flush()
        self._server.send(m.TerminalOpen(self._pipeline.number, {"program": os.path.basename(path)}))

    def _idle_keeper(self) -> Optional[Keeper]:
        idle: List[Keeper] = self._server.keepers
        while idle:
            keeper = idle.pop()
            if keeper.is_there:
                return keeper
            keeper.close()
        return None

    @property
    def pid(self) -> int:
        """The program's process id."""
        return 0 if self._keeper is None else self._keeper.program

    def wait(self) -> int:
        """Carry its bytes until the program ends; its wait status."""
        keeper, running = self._keeper, True
        assert keeper is not None
        try:
            poll = select.poll()
            for fd in (keeper.master, keeper.told):
                poll.register(fd, select.POLLIN)
            while running:
                ready = {fd for fd, _ in poll.poll()}
                if keeper.master in ready:
                    self._carry(keeper)
                if keeper.told in ready:
                    running = self._hear(keeper)
            left = _LAST_WORDS
            while left > 0 and _readable(keeper.master):
                left -= self._carry(keeper)
        finally:
            self._close(keeper)
        # Ctrl+C at the far terminal ends the line, not only its program.
        if self._runspace.stopping or (
            os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGINT
        ):
            raise PipelineStopped
        return self.status

    def write(self, data: bytes) -> None:
        """What the person typed."""
        keeper = self._keeper
        while data and keeper is not None:
            try:
                data = data[os.write(keeper.master, data) :]
            except OSError:
                return  # the program has ended

    def resize(self, columns: int, rows: int) -> None:
        """The person's window has this size."""
        keeper = self._keeper
        if keeper is not None:
            set_size(keeper.master, columns, rows)

    def suspend(self) -> None:
        """Let the program stand still, if it does not; the person's terminal is theirs again."""
        pipeline, self._pipeline = self._pipeline, None
        if not self._stands:
            self._tell_keeper(STAND)
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

    def _tell_keeper(self, what: str) -> None:
        keeper = self._keeper
        if keeper is not None:
            keeper.tell(what)

    def _hear(self, keeper: Keeper) -> bool:
        """What the keeper has to say: the program stands still (Ctrl+Z, or it read behind the prompt), or has ended,
        which is told as False."""
        kind, number = keeper.hear()
        if kind == "ended":
            self.status = number
            return False
        self._stands = True
        pipeline, job = self._pipeline, self._server.host.job()
        if pipeline is not None:
            self._server.suspend(pipeline)
        elif job is not None:
            job.put_aside()
        return True

    def _carry(self, keeper: Keeper) -> int:
        """One piece to the client, or to the job; how many bytes it has."""
        data, pipeline = os.read(keeper.master, _CHUNK), self._pipeline
        if pipeline is None:
            for line in self._lines.feed(data):
                self._server.host.write_line(line)
        else:
            self._server.send(m.TerminalData(pipeline.number, data))
            self._server.wait_for_room()
        return len(data)

    def _close(self, keeper: Keeper) -> None:
        typed = _unread(keeper.slave)
        self._leave()
        pipeline = self._pipeline
        if pipeline is not None:
            pipeline.terminal = None
            self._server.send(m.TerminalClose(pipeline.number, exit_code(self.status), typed))

    def _leave(self) -> None:
        """The keeper is free for another program."""
        keeper, self._keeper = self._keeper, None
        self._server.keepers.append(keeper)


def _readable(master: int) -> bool:
    poll = select.poll()
    poll.register(master, select.POLLIN)
    return bool(poll.poll(0))


def _unread(slave: int) -> bytes:
    """What was typed and no program has read: complete lines and the one begun."""
    modes = termios.tcgetattr(slave)
    modes[3] &= ~(termios.ICANON | termios.ECHO)
    termios.tcsetattr(slave, termios.TCSANOW, modes)
    os.set_blocking(slave, False)
    try:
        return os.read(slave, _CHUNK)
    except BlockingIOError:
        return b""
