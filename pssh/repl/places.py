"""Where the prompt can be: what it asks of a place, and the runspace of this process as one."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from pssh.repl.completer import Answer, Candidate
from pssh.repl.host import ReplHost

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["LocalPlace", "Place", "is_leaving", "may_leave"]

_STOPPING = 0.2  # seconds in which a program follows SIGTSTP


def _await_stop(pids: list[int]) -> None:
    """Ctrl+Z: give the programs of our terminal the moment they need to leave it in good order and stop."""
    end = time.monotonic() + _STOPPING
    while time.monotonic() < end and any(_state(pid) not in ("T", "") for pid in pids):
        time.sleep(0.01)


def _state(pid: int) -> str:
    """The letter of `ps`; nothing for a process that has gone, or on a system without /proc."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


class Place(Protocol):
    """What the prompt asks of where it is. All but `begin` and `stop` run on the pipeline's thread.

    `gone`: it answers no more. `aside`: how many commands that Ctrl+Z put aside would end with it. `begin`: the line
    is entered but still being drawn; `run` follows.
    """

    name: str
    gone: bool
    runspace: "Runspace"

    @property
    def aside(self) -> int: ...

    def prompt(self, chain: str) -> str: ...

    def begin(self, text: str) -> None: ...

    def run(self, text: str) -> None: ...

    def stop(self) -> None: ...

    def put_aside(self, text: str, thread: int) -> Callable[[], None] | None: ...

    def complete(self, text: str, cursor: int) -> Answer: ...


class LocalPlace:
    """The runspace of this process."""

    name = ""
    gone = False

    def __init__(self, runspace: "Runspace", host: ReplHost) -> None:
        self.runspace = runspace
        self.host = host

    @property
    def aside(self) -> int:
        return len(self.host.aside)

    def prompt(self, chain: str) -> str:
        """The user's `prompt` function, or `PS /folder> `."""
        from pssh.runtime.prompt import prompt_text

        return prompt_text(self.runspace)

    def begin(self, text: str) -> None:
        """What it prints must wait for the screen: nothing to do yet."""

    def run(self, text: str) -> None:
        self.runspace.run_line(text)

    def stop(self) -> None:
        self.runspace.stop()

    def put_aside(self, text: str, thread: int) -> Callable[[], None] | None:
        """Ctrl+Z: what runs becomes a job, and the prompt gets a runspace beside it. What to call at its end."""
        from pssh.jobs.foreground_job import put_aside

        shown = self.host.foreground_job
        programs = self.runspace if shown is None else getattr(shown, "runspace", self.runspace)
        _await_stop(list(programs.children))
        self.runspace, job, ended = put_aside(self.host, self.runspace, text, thread)
        self.host.tell_job(job)
        return lambda: ended("Completed")

    def complete(self, text: str, cursor: int) -> Answer:
        from pssh.runtime.completion import complete

        start, length, matches = complete(self.runspace, text, cursor)
        return Answer(start, length, [Candidate(m.text, m.shown, m.kind) for m in matches])


_LEAVING = ("exit", "exit-pssession", "exsn")


def is_leaving(text: str) -> bool:
    """`exit` and `Exit-PSSession` typed alone leave an entered session without asking the far end."""
    return text.strip().lower() in _LEAVING


def may_leave(text: str) -> bool:
    """A line that begins with one of them, such as `exit 3`, leaves when the far end has run it."""
    return text.split()[0].lower() in _LEAVING
