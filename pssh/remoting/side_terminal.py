"""The controlling terminal of a captured program, for a person at another machine.

`$x = sudo id` writes to a pipe, yet asks for the password at /dev/tty. The person's own terminal is opened when
the program first says something there: most never do.
"""

import os
from typing import Any, Dict

from pssh.remoting.terminal import set_size
from pssh.wire import messages as m

__all__ = ["SideTerminal"]

_CHUNK = 65536


class SideTerminal:
    """A pseudo terminal beside a program's three streams. `path` is what the program opens."""

    def __init__(self, server: Any, pipeline: Any, facts: Dict[str, Any]) -> None:
        self._server = server
        self._pipeline = pipeline
        self._facts = facts
        self._opened = False
        # Our own descriptor of the program's side: without one the terminal would count as hung up.
        self.master, self._slave = os.openpty()
        self.path = os.ttyname(self._slave)
        host = server.host
        set_size(self.master, host.width, host.height)

    @property
    def environment(self) -> Dict[str, str]:
        """What the program sees."""
        return {**os.environ, "TERM": str(self._facts.get("term") or "xterm")}

    def carry(self) -> None:
        """What the program said there, to the client."""
        data = os.read(self.master, _CHUNK)
        pipeline = self._pipeline
        if not self._opened:
            self._opened = True
            pipeline.terminal = self
            pipeline.writer.flush()
            self._server.send(m.TerminalOpen(pipeline.number, {}))
        self._server.send(m.TerminalData(pipeline.number, data))

    def write(self, data: bytes) -> None:
        """What the person typed."""
        while data:
            data = data[os.write(self.master, data) :]

    def resize(self, columns: int, rows: int) -> None:
        """The person's window has this size."""
        set_size(self.master, columns, rows)

    def kill(self) -> None:
        """The program is its processor's to end."""

    def close(self, code: int = 0) -> None:
        """The program has ended."""
        if self._opened:
            self._opened = False
            self._pipeline.terminal = None
            self._server.send(m.TerminalClose(self._pipeline.number, code))
        if self.master >= 0:
            os.close(self._slave)
            os.close(self.master)
            self.master = self._slave = -1
