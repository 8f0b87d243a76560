"""The host of a runspace that serves a client: what it shows and asks goes to the client's host."""

import threading
from typing import Any, Dict, Iterable, List, NoReturn, Optional, Sequence

from pssh.objects.errors import ErrorRecord
from pssh.objects.exceptions import NetException
from pssh.runtime.aside import AsideHost
from pssh.runtime.host import Choice, FieldDescription, Host

__all__ = ["RemoteHost", "way_to"]


class _ClientHost(Host):
    """Streams become records of the running pipeline; questions become host calls that wait for their
    answer."""

    name = "ServerRemoteHost"
    can_nest = False

    def __init__(self, server: Any, facts: Dict[str, Any]) -> None:
        super().__init__()
        self._server = server
        self.facts = facts
        self.terminal_facts: Optional[Dict[str, Any]] = None

    @property
    def colors(self) -> bool:  # type: ignore[override]  # a constant of all other hosts
        """Whether the client's screen shows colours."""
        return bool(self.facts.get("colors"))

    @property
    def interactive(self) -> bool:  # type: ignore[override]  # a constant of all other hosts
        """Whether somebody can be asked: the client decides for each question."""
        return True

    @property
    def width(self) -> int:
        return int(self.facts.get("width") or 120)

    @property
    def height(self) -> int:
        return int(self.facts.get("height") or 50)

    # -- streams

    def _record(self, stream: int, record: Any) -> None:
        self._server.write_record(stream, record)

    def write_error_record(self, record: Any) -> None:
        self._record(2, record)

    def write_warning(self, record: Any) -> None:
        self._record(3, record)

    def write_verbose(self, record: Any) -> None:
        self._record(4, record)

    def write_debug(self, record: Any) -> None:
        self._record(5, record)

    def write_information(self, record: Any) -> None:
        self._record(6, record)

    def progress(self, record: Any) -> None:
        self._record(7, record)

    # -- text

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        self._tell("Write", text, _color(foreground), _color(background))

    def write_line(self, text: str = "", foreground: Any = None, background: Any = None) -> None:
        pipeline = self._server.pipeline
        if foreground is None and background is None and pipeline is not None and pipeline.interactive:
            pipeline.writer.out(text)  # a prompt shows strings as they are; they travel in batches
            return
        self._tell("WriteLine", text, _color(foreground), _color(background))

    def write_error_line(self, text: str) -> None:
        """A line of a native program's stderr: an error record there, plain text where it is shown."""
        fault = NetException("System.Management.Automation.RemoteException", text)
        self._record(2, ErrorRecord(fault, "NativeCommandError", "NotSpecified", text))

    def flush(self) -> None:
        pipeline = self._server.pipeline
        if pipeline is not None:
            pipeline.writer.flush()

    def clear(self) -> None:
        self._tell("ClearScreen")

    @property
    def window_title(self) -> str:
        return str(self.facts.get("title") or "")

    @window_title.setter
    def window_title(self, value: str) -> None:
        self.facts["title"] = value
        self._tell("SetWindowTitle", value)

    # -- questions

    def read_line(self, prompt: str = "") -> str:
        return str(self._ask("ReadLine", prompt))

    def read_secure(self, prompt: str = "") -> Any:
        return self._ask("ReadLineAsSecureString", prompt)

    def read_key(self, options: str = "") -> Any:
        return self._ask("ReadKey", options)

    def prompt_choice(self, caption: str, message: str, choices: Sequence[Choice], default: int) -> int:
        return int(self._ask("PromptForChoice", caption, message, *_choices(choices), int(default)))

    def prompt_choices(
        self, caption: str, message: str, choices: Sequence[Choice], defaults: Iterable[int]
    ) -> List[int]:
        answer = self._ask("PromptForChoices", caption, message, *_choices(choices), list(defaults))
        return [int(each) for each in answer]

    def prompt_fields(self, caption: str, message: str, fields: Sequence[FieldDescription]) -> Any:
        rows = [[f.name, f.type_name, f.help_message, f.label] for f in fields]
        return self._ask("Prompt", caption, message, rows)

    def credential(self, caption: str, message: str, user_name: str, target: str) -> Any:
        return self._ask("PromptForCredential", caption, message, user_name, target)

    # -- the session

    def set_exit(self, code: int) -> None:
        self.exit_code = code
        self._tell("SetShouldExit", int(code))

    def open_terminal(self) -> Any:
        """A terminal for a native program, or None: the client has none, or no command of a prompt runs."""
        pipeline = self._server.pipeline
        if self.terminal_facts is None or pipeline is None:
            return None
        from pssh.remoting.terminal import Terminal

        return Terminal(self._server, pipeline, self.terminal_facts)

    def open_side_terminal(self) -> Any:
        """A controlling terminal for a program whose streams go elsewhere, or None as for `open_terminal`."""
        pipeline = self._server.pipeline
        if self.terminal_facts is None or pipeline is None:
            return None
        from pssh.remoting.side_terminal import SideTerminal

        return SideTerminal(self._server, pipeline, self.terminal_facts)

    def enter_session(self, target: Any) -> None:
        """Enter-PSSession here: the client opens the next hop, through its connection to this host."""
        self._must_be_prompt()
        self._ask("EnterSession", target)

    def push_runspace(self, session: Any) -> None:
        """Enter-PSSession with a session of this host's: the client visits it, and gives it back at the end."""
        self._must_be_prompt()
        far, target = session.runspace, session.target
        if session.availability == "Busy":
            self._refuse_to_lend(
                session,
                "is busy with a command, and only an idle one can be entered from inside another session. Wait for "
                "its job (Wait-Job) or stop it (Stop-Job), or ",
            )
        if target is None or not far.durable:
            self._refuse_to_lend(session, "would end with its connection and cannot be entered from here; ")
        far.disconnect()
        try:
            self._ask("EnterSession", [*way_to(target), session.instance_id])
        except BaseException:
            far.connect()
            raise

    def _refuse_to_lend(self, session: Any, why: str) -> NoReturn:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "SessionCannotBeLent",
            f"The session {session.name} {why}enter the machine itself: Enter-PSSession {session.computer_name}",
            "InvalidOperation",
            session,
            "System.InvalidOperationException",
        )

    def _must_be_prompt(self) -> None:
        """Only the prompt can move: a command of Invoke-Command or of a job has none."""
        pipeline = self._server.pipeline
        if pipeline is None or not pipeline.interactive:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "RemoteHostDoesNotSupportPushRunspace",
                "You are currently in a PowerShell PSSession and cannot use the Enter-PSSession cmdlet to enter "
                "another PSSession.",
                "InvalidArgument",
                None,
                "System.ArgumentException",
            )

    def pop_runspace(self) -> None:
        self._tell("PopRunspace")

    @property
    def pushed(self) -> bool:
        return bool(self.facts.get("entered"))

    # -- the way to the client

    def _tell(self, method: str, *args: Any) -> None:
        self._server.host_call(method, list(args), None)

    def _ask(self, method: str, *args: Any) -> Any:
        answer = Answer()
        number = self._server.host_call(method, list(args), answer)
        try:
            self.runspace.wait(answer.ready)
        finally:
            self._server.forget_call(number)
        if answer.error:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "HostFunctionNotImplemented", answer.error, "InvalidOperation", None,
                "System.Management.Automation.Host.HostException",
            )  # fmt: skip
        return answer.value


def way_to(target: Any) -> List[Any]:
    """What a client must know to reach a target for us."""
    return [target.kind, target.host, target.user, target.port, target.key_file, target.connecting_timeout]


class RemoteHost(AsideHost, _ClientHost):
    """The host of a session: commands of its prompt can be put aside."""

    def _tell(self, method: str, *args: Any) -> None:
        if self.job() is None:  # the client's screen is not a job's
            super()._tell(method, *args)

    def _ask(self, method: str, *args: Any) -> Any:
        job = self.job()
        return super()._ask(method, *args) if job is None else job.ask(method, list(args))

    def open_terminal(self) -> Any:
        return super().open_terminal() if self.job() is None else None

    def open_side_terminal(self) -> Any:
        return super().open_side_terminal() if self.job() is None else None


class Answer:
    """A question on its way."""

    __slots__ = ("error", "ready", "value")

    def __init__(self) -> None:
        self.ready = threading.Event()
        self.value: Any = None
        self.error = ""

    def resolve(self, value: Any, error: str) -> None:
        """The client has answered."""
        self.value, self.error = value, error
        self.ready.set()


def _color(value: Any) -> Optional[str]:
    return None if value is None else str(value)


def _choices(choices: Sequence[Choice]) -> List[Any]:
    return [[c.label for c in choices], [c.help_message for c in choices]]
