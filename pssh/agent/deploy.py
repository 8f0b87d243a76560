"""The client's side of stage 0, without I/O: what to execute, what to answer, when the frames begin."""

import os
from typing import Any, Dict, Optional

from pssh.agent.archive import Archive, build

__all__ = ["Deploy", "command_line"]

# A profile that prints more than this before the agent answers is broken.
_MAX_NOISE = 1 << 20
_NAMES = "python3 python3.14 python3.13 python3.12 python3.11 python3.10 python3.9"
_WHERE = "/usr/bin/python3 /usr/local/bin/python3 /opt/bin/python3 /usr/libexec/platform-python"


def _stage0() -> bytes:
    """Stage 0 as it goes to the far end's stdin."""
    import zlib

    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "stage0.py"), "rb") as file:
        return zlib.compress(file.read(), 9)


def command_line(marker: str, archive: Archive, size: int) -> str:
    """One line that any login shell hands to sh unharmed: single quotes, no line end, no exclamation mark.

    It finds a Python and lets it read `size` bytes, stage 0, from stdin; so `ps` shows a short line on that
    host.
    """
    find = f"for c in {_NAMES} {_WHERE}; do p=$(command -v $c 2>/dev/null) && break; done"
    none = f'[ -n "$p" ] || {{ echo; echo {marker} none; exit 127; }}'
    run = "import os,sys,zlib;exec(chr(10).join(sys.argv[1:4]))"
    lines = f'"d=bytes()" "while len(d)<{size}:d+=os.read(0,{size}-len(d))" "exec(zlib.decompress(d))"'
    start = f'exec "$p" -ISc "{run}" {lines} {marker} {archive.name}'
    return f"exec sh -c '{find}; {none}; {start}'"


class Deploy:
    """One exec channel from its start to the first frame.

    Execute `command`, send `opening` at once, feed it what comes and send what it returns; when `done`,
    `leftover` and all that follows are frames. `error` is a sentence for the user, `error_id` its id.
    """

    def __init__(self, archive: Optional[Archive] = None, host: str = "the far end") -> None:
        from pssh.remoting.ids import new_guid

        self.archive = archive or build()
        self.host = host
        self.marker = "pssh-" + new_guid()
        self.opening = _stage0()
        self.command = command_line(self.marker, self.archive, len(self.opening))
        self.done = False
        self.error: Optional[str] = None
        self.error_id = ""
        self.leftover = b""
        self.facts: Dict[str, Any] = {}
        self._buffer = b""
        self._errors = b""
        self._noise = b""

    @property
    def noise(self) -> str:
        """What the far end printed before the agent's first word."""
        return self._noise.decode("utf-8", "replace").strip()

    def feed(self, data: bytes) -> bytes:
        """Bytes of the channel's stdout; what to write to its stdin."""
        self._buffer += data
        mark = b"\n" + self.marker.encode() + b" "
        answer = b""
        while not self.done and self.error is None:
            at = self._buffer.find(mark)
            end = self._buffer.find(b"\n", at + len(mark)) if at >= 0 else -1
            if end < 0:
                if len(self._buffer) > _MAX_NOISE:
                    self._fail(
                        "LoginNoise", f"The login shell of {self.host} prints without end; no agent answered."
                    )
                break
            if at > 0 and not self._noise:
                self._noise = self._buffer[:at]
            words = self._buffer[at + len(mark) : end].decode("utf-8", "replace").split(" ")
            self._buffer = self._buffer[end + 1 :]
            answer += self._word(words[0], words[1:])
        if self.done and not self.leftover:
            self.leftover, self._buffer = self._buffer, b""
        return answer

    def feed_stderr(self, data: bytes) -> None:
        """Bytes of the channel's stderr; shown if the agent does not start."""
        self._errors = (self._errors + data)[-65536:]

    def ended(self, exit_status: Optional[int]) -> None:
        """The channel has closed; before the agent answered, that is an error."""
        if self.done or self.error is not None:
            return
        said = "\n".join(t for t in (self.noise, self._tail(self._buffer), self._tail(self._errors)) if t)
        how = "" if exit_status is None else f" (exit code {exit_status})"
        text = f"{self.host} closed the connection before the agent had started{how}."
        self._fail("AgentNotStarted", text + (f" It said: {said}" if said else ""))

    def _tail(self, data: bytes) -> str:
        return data[-2000:].decode("utf-8", "replace").strip()

    def _word(self, word: str, rest: Any) -> bytes:
        if word == "have":
            self.facts["python"] = rest[0] if rest else ""
            self.done = True
        elif word == "want":
            self.facts["python"] = rest[0] if rest else ""
            data = self.archive.data
            return len(data).to_bytes(8, "big") + data
        elif word == "ready":
            self.facts["from"] = rest[0] if rest else ""
            self.done = True
        elif word == "none":
            self._fail(
                "PythonNotFound",
                f"No python3 was found on {self.host}. The far end needs Python 3.9 or newer; nothing else.",
            )
        elif word == "old":
            version, path = (*rest, "", "")[:2]
            self._fail(
                "PythonTooOld",
                f"Python {version} ({path}) was found on {self.host}; Python 3.9 or newer is needed.",
            )
        else:
            self._fail(
                "AgentNotStarted", f"The agent could not start on {self.host}: {' '.join(rest) or word}."
            )
        return b""

    def _fail(self, error_id: str, text: str) -> None:
        self.error_id, self.error = error_id, text
