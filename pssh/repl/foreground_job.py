"""The pipeline that Ctrl+Z took from the foreground: it goes on in its runspace, its output goes to a job."""

import contextlib
import os
import signal
import threading
import time
from typing import TYPE_CHECKING, Any

from pssh.jobs.job import OutputJob

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ForegroundJob", "stop_programs"]

_MOMENT = 0.2  # seconds in which a program follows SIGTSTP


def stop_programs(pids: list[int]) -> None:
    """See to it that Ctrl+Z stops these programs. The kernel stops none in a session without another shell, such
    as one that a terminal started by itself: those are stopped here."""
    end = time.monotonic() + _MOMENT
    while time.monotonic() < end:
        if all(_state(pid) in ("T", "") for pid in pids):
            return
        time.sleep(0.01)
    for pid in pids:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGSTOP)


def _state(pid: int) -> str:
    """The letter of `ps`; nothing for a process that has gone, or on a system without /proc."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


class ForegroundJob(OutputJob):
    """A job for what was typed at the prompt. `runspace` is the one it runs in; the prompt has another by now."""

    net_type_name = "System.Management.Automation.PSRemotingJob"
    kind = "ForegroundJob"

    def __init__(self, job_id: int, text: str, runspace: "Runspace") -> None:
        super().__init__(job_id, None, text, "localhost")
        self.runspace = runspace
        self.stop_asked = False

    def put_aside(self) -> None:
        """Ctrl+Z: programs of the pipeline have been stopped by the terminal; without any it simply goes on."""
        self.set_state("Suspended" if self.runspace.children else "Running")

    def resume(self) -> None:
        """Let its programs go on."""
        self._signal()
        if self.state == "Suspended":
            self.set_state("Running")

    def _signal(self) -> None:
        for pid in list(self.runspace.children):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        if self.is_finished:
            return
        self.stop_asked = True
        self.set_state("Stopping")
        self.runspace.stop()
        self._signal()  # a stopped program does not hear that it shall end

    def ended(self) -> None:
        """The pipeline is over."""
        self.set_state("Stopped" if self.stop_asked else "Completed")

    def ask(self, method: str, prompt: str) -> Any:
        """A question of the pipeline: whoever receives the job answers it."""
        from pssh.remoting.sinks import HostCallRequest

        ready = threading.Event()
        answers: list[Any] = []

        def reply(value: Any, error: str) -> None:
            answers.append(value)
            if self.state == "Blocked":
                self.set_state("Running")
            ready.set()

        self.add_question(HostCallRequest(method, [prompt], reply))
        self.runspace.wait(ready)
        return answers[0]
