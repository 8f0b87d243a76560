"""The host on standard output, standard error and standard input: what `pssh -File` and the prompt write to."""

import os
import sys
import time
from typing import Any, Iterable, List, Optional, Sequence

from pssh.runtime.host import Choice, Host
from pssh.runtime.host_text import ask_choice, ask_choices, ask_credential, ask_fields, colored, error_line

__all__ = ["ConsoleHost", "Output"]

_HOT = 0.001  # seconds between two writes below which they are gathered
_LATEST = 0.05  # seconds after which gathered text is written in any case


class Output:
    """A descriptor written to at once, except in bursts, which are gathered: tables of many rows cost few calls."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.is_terminal = os.isatty(descriptor)
        self._gathered: List[str] = []
        self._size = 0
        self._last = 0.0
        self._timer: Any = None

    def write(self, text: str) -> None:
        """Write text, now or within `_LATEST`."""
        now = time.monotonic()
        hot, self._last = now - self._last < _HOT and not self.is_terminal, now
        self._gathered.append(text)
        self._size += len(text)
        if not hot or self._size > 32768:
            self.flush()
        elif self._timer is None:
            import threading

            self._timer = threading.Timer(_LATEST, self.flush)
            self._timer.daemon = True
            self._timer.start()

    def flush(self) -> None:
        """Write what was gathered. A reader that has gone away ends the program, as it does a pipe of the shell."""
        timer, self._timer = self._timer, None
        if timer is not None:
            timer.cancel()
        gathered, self._gathered, self._size = self._gathered, [], 0
        data = memoryview(_encoded("".join(gathered)))
        while data:
            try:
                data = data[os.write(self.descriptor, data) :]
            except BlockingIOError:
                import select

                select.select([], [self.descriptor], [])
            except BrokenPipeError:
                os._exit(141)


def _encoded(text: str) -> bytes:
    """UTF-8; halves of characters that stand side by side are one again, a half alone is U+FFFD."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        from pssh.objects.utf16 import paired

        whole = "".join(["\ufffd" if "\ud800" <= char <= "\udfff" else char for char in paired(text)])
        return whole.encode("utf-8")


class ConsoleHost(Host):
    """Errors go to standard error, everything else to standard output, questions to the terminal."""

    name = "ConsoleHost"
    shares_output = True
    shares_errors = True
    shares_input = True
    debugs = True

    def __init__(self, interactive: bool = False) -> None:
        super().__init__()
        self.out = Output(1)
        self.err = Output(2)
        self.interactive = interactive
        self.colors = self.out.is_terminal and not os.environ.get("NO_COLOR")
        self._width: Optional[int] = None
        self._entered: List[Any] = []

    # --- output -------------------------------------------------------------------------------------------

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        self.out.write(colored(text, foreground, background) if self.colors else text)

    def write_error_line(self, text: str) -> None:
        self.out.flush()
        self.err.write(error_line(text) if self.colors else text + "\n")

    def flush(self) -> None:
        self.out.flush()
        self.err.flush()

    # --- asking -------------------------------------------------------------------------------------------

    def read_line(self, prompt: str = "") -> str:
        self._ask(prompt)
        line = sys.stdin.readline()
        return line.rstrip("\n")

    def read_command(self, prompt: str = "") -> Optional[str]:
        """Read standard input whatever it is, as PowerShell does: its end ends the nested prompt."""
        self.write(prompt)
        self.flush()
        line = sys.stdin.readline()
        self.input_ended = not line
        return line.rstrip("\n") if line else None

    def enter_nested_prompt(self) -> None:
        from pssh.runtime.nested_prompt import NestedPrompt

        NestedPrompt(self.runspace, self.runspace.scope).run()

    def exit_nested_prompt(self) -> None:
        from pssh.runtime.nested_prompt import leave

        leave(self)

    def read_secure(self, prompt: str = "") -> Any:
        import getpass

        from pssh.objects.net.security import SecureString

        if not self.interactive:
            self._refuse("Read")
        self.flush()
        return SecureString(getpass.getpass(prompt))

    def prompt_choice(self, caption: str, message: str, choices: Sequence[Choice], default: int) -> int:
        self._ask("")
        return ask_choice(self, caption, message, choices, default)

    def prompt_choices(
        self, caption: str, message: str, choices: Sequence[Choice], defaults: Iterable[int]
    ) -> List[int]:
        self._ask("")
        return ask_choices(self, caption, message, choices, defaults)

    def prompt_fields(self, caption: str, message: str, fields: Any) -> Any:
        self._ask("")
        return ask_fields(self, caption, message, fields)

    def credential(self, caption: str, message: str, user_name: str, target: str) -> Any:
        self._ask("")
        return ask_credential(self, caption, message, user_name)

    def _ask(self, prompt: str) -> None:
        if not self.interactive:
            self._refuse("Read")
        if prompt:
            self.write(prompt)
        self.flush()

    # --- the window -----------------------------------------------------------------------------------------

    @property
    def width(self) -> int:
        """Columns: the terminal's if one of the standard streams is one, else terminfo's 80."""
        for descriptor in (0, 1, 2):
            try:
                columns = os.get_terminal_size(descriptor).columns
            except OSError:
                continue
            if columns:
                return columns
        return 80 if os.environ.get("TERM") else 120

    @property
    def height(self) -> int:
        try:
            return os.get_terminal_size(1).lines or 24
        except OSError:
            return 24

    def clear(self) -> None:
        if self.out.is_terminal:
            self.write("\x1b[H\x1b[2J\x1b[3J")

    # --- entered sessions: a script only opens and closes them, it has no prompt that could move -------------

    def push_runspace(self, session: Any) -> None:
        self._entered.append(session)

    def pop_runspace(self) -> None:
        if self._entered:
            session = self._entered.pop()
            if getattr(session, "temporary", False):
                session.runspace.close()
