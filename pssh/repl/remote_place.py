"""A session that was entered, as a place of the prompt."""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pssh.objects.errors import PSError
from pssh.objects.flow import ControlFlow, PipelineStopped
from pssh.repl.completer import Answer, Candidate
from pssh.repl.hops import enter_onwards, give_back
from pssh.repl.host import ReplHost
from pssh.repl.terminal_relay import TerminalRelay

if TYPE_CHECKING:
    from pssh.repl.places import Place
    from pssh.runtime.runspace import Runspace

__all__ = ["RemotePlace"]

_POLL = 0.05  # seconds between two looks whether the connection is there again
_MOMENT = 0.002  # seconds in which a line leaves a machine that is not overloaded
_PATIENCE = 1.0  # seconds without a connection that nobody needs to hear of
_BROKEN = (
    "ResourceUnavailable: The SSH client session has ended with error message: The SSH transport process has abruptly "
    "terminated causing this remote session to break."
)


class RemotePlace:
    """A session that was entered. `runspace` is the local one: its formats and preferences show the output."""

    def __init__(
        self, session: Any, runspace: "Runspace", host: ReplHost, outer: "Place | None" = None
    ) -> None:
        self.session = session
        self.runspace = runspace
        self.host = host
        self.outer = outer  # where the prompt goes back to
        self.name: str = session.computer_name
        self.gone = False
        self._pipeline: Any = None
        self._sink: Any = None
        self._told_lost = False
        self.remote.notices.append(self._notice)
        self._aside = 0
        self._next: Any = None  # what the last command said about the next prompt

    @property
    def remote(self) -> Any:
        return self.session.runspace

    @property
    def aside(self) -> int:
        return self._aside if getattr(self.session, "temporary", False) else 0

    def prompt(self, chain: str) -> str:
        r"""`Server01\C:\logs> ` on a mapped drive, else PowerShell's `[Server01]: PS /home/ann> `."""
        facts, self._next = self._next, None
        if facts is None:
            self._await_connection()
            facts = self.remote.request("prompt", timeout=10.0)
        self._aside = facts.get("aside", 0)
        location = str(facts["location"])
        if facts.get("custom"):
            return f"[{chain}]: {facts['custom']}"
        if facts.get("drive"):
            return f"{chain}\\{location.rstrip(chr(92))}> "
        return f"[{chain}]: PS {location}> "

    def begin(self, text: str) -> None:
        """The far end works while the line is drawn for the last time."""
        if self.remote.state == "Opened":
            with contextlib.suppress(PSError):  # `run` meets it again
                self._invoke(text)
                self.remote.wait_sent(_MOMENT)

    def run(self, text: str) -> None:
        if self._pipeline is None:
            if not self._is_there(text):
                return
            self._invoke(text)
        try:
            self._show(self._sink)
        except ControlFlow:
            return  # Ctrl+C: the far end has been told; its last words were shown
        finally:
            pipeline, self._pipeline = self._pipeline, None
            self._next = pipeline.facts.get("prompt")
            lost = pipeline.exit_code is not None or self.remote.state in ("Broken", "Closed")
            self.gone = self.gone or lost

    def _is_there(self, text: str) -> bool:
        """Whether a command can be sent. If not the prompt leaves, and says why."""
        try:
            self._await_connection()
        except PipelineStopped:
            self.runspace.clear_stop()
            self._give_up()
            return False
        if self.remote.state in ("Broken", "Closed", "Disconnected"):
            self.gone = True
            self.host.write_error_line(
                f"Command '{text}' was not run as the session in which it was intended to run was either closed or "
                "broken"
            )
        return not self.gone

    def _invoke(self, text: str) -> None:
        from pssh.remoting.sinks import QueueSink

        self._sink = QueueSink()
        facts = {
            "width": self.host.width,
            "height": self.host.height,
            "entered": True,
            "colors": self.host.colors,
            "terminal": {"term": os.environ.get("TERM", "xterm")} if self.host.out.is_terminal else None,
        }
        self._pipeline = self.remote.invoke(text, sink=self._sink, interactive=True, facts=facts)

    def left(self) -> None:
        """The prompt has gone back."""
        if self._notice in self.remote.notices:
            self.remote.notices.remove(self._notice)
        if self.session.lender is not None:
            give_back(self.session)

    def _notice(self, kind: str, data: Any) -> None:
        """The connection broke, or is there again; keys came too late for a program."""
        if kind == "reconnecting":
            timer = threading.Timer(_PATIENCE, self._say_lost)
            timer.daemon = True
            timer.start()
        elif kind == "restored" and self._told_lost:
            self._told_lost = False
            self._say(f"The connection to {self.name} is there again.")
        elif kind == "typed":
            self.host.typed(data["data"])

    def _say_lost(self) -> None:
        if self.remote.state == "Connecting" and not self._told_lost:
            self._told_lost = True
            self._say(self._loss())

    def _loss(self) -> str:
        """What was lost: this host's connection, or that of a host on the way to it."""
        lost, place = self.name, self.outer
        while isinstance(place, RemotePlace) and place.remote.state == "Connecting":
            lost, place = place.name, place.outer
        also = "" if lost == self.name else f", and {self.name} with it"
        return f"The connection to {lost} was lost{also}; trying again (Ctrl+C gives up waiting) ..."

    def _say(self, text: str) -> None:
        if self._pipeline is None:
            self.host.announce(text)
        else:
            self.host.write_warning(text)

    def _show(self, sink: Any) -> None:
        from pssh.remoting.host_calls import answer_host_call

        host = self.host
        relay = TerminalRelay(self._pipeline, self.host)
        try:
            for kind, payload in sink.events(self.runspace, stop_on_exit=True):
                if kind == "output":
                    host.write("\n".join(map(str, payload)) + "\n")  # the far end has made it text
                elif kind == "record":
                    self._record(*payload)
                elif kind == "host_call":
                    if payload.method == "EnterSession":
                        enter_onwards(payload, self)
                    else:
                        answer_host_call(payload, host, self.name)
                elif kind == "terminal":
                    relay.event(*payload)
                elif kind == "state":
                    self._ended(*payload)
        finally:
            relay.close()

    def _record(self, stream: int, record: Any) -> None:
        write = {
            2: self.host.write_error_record,
            3: self.host.write_warning,
            4: self.host.write_verbose,
            5: self.host.write_debug,
            6: self.host.write_information,
            7: self.host.progress,
        }[stream]
        write(record)

    def _ended(self, state: str, reason: Any) -> None:
        """What ended the command: PowerShell says `Error:` to it, whatever it was."""
        if state == "Failed" and self.remote.state in ("Broken", "Closed"):
            self.host.write_error_line(_BROKEN)
        elif state in ("Failed", "Stopped") and reason is not None:
            for line in f"Error: {reason.exception.message}".split("\n"):
                self.host.write_error_line(line)

    def stop(self) -> None:
        pipeline = self._pipeline
        if pipeline is None:
            self.runspace.stop()
        elif self.remote.state == "Opened":
            pipeline.stop()
        else:  # nobody there to hear it: stop waiting
            self._sink.state("Disconnected", None)
            self._give_up()

    def _await_connection(self) -> None:
        """Wait while a broken connection is being made again, and say so; PipelineStopped at Ctrl+C."""
        patience = time.monotonic() + _PATIENCE
        while self.remote.state == "Connecting":
            self.runspace.wait(threading.Event(), _POLL)
            if patience and time.monotonic() > patience:
                patience = 0.0
                self.host.write_warning(self._loss())

    def _give_up(self) -> None:
        self.gone = True
        self.host.write_warning(f"The connection to {self.name} is lost; the prompt is back one level.")

    def put_aside(self, text: str, thread: int) -> Callable[[], None] | None:
        """Ctrl+Z: the far end makes a job of its pipeline there; that ends the command for us."""
        pipeline = self._pipeline
        if pipeline is not None and not pipeline.finished:
            pipeline.suspend()
        return None

    def complete(self, text: str, cursor: int) -> Answer:
        facts = self.remote.request("complete", [text, cursor], timeout=2.0)
        matches = [Candidate(str(m[0]), str(m[1]), str(m[2])) for m in facts["matches"]]
        return Answer(int(facts["start"]), int(facts["length"]), matches)
