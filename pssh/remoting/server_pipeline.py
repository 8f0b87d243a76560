"""One command that a client runs in the server's runspace."""

import threading
import time
from typing import Any, Callable, Dict, Optional, Tuple

from pssh.objects.errors import ErrorRecord, PSError, ps_error
from pssh.objects.flow import ControlFlow, ExitFlow, PipelineStopped
from pssh.remoting.input_queue import InputQueue
from pssh.remoting.output_writer import OutputWriter
from pssh.runtime.streams import null_sink
from pssh.runtime.upper import upper
from pssh.wire import messages as m
from pssh.wire.decoder import decode_batch, decode_value
from pssh.wire.records import error_node

__all__ = ["ServerPipeline", "record_of"]


def record_of(error: BaseException) -> ErrorRecord:
    """The error record of whatever ended a command."""
    if isinstance(error, PSError):
        return error.record
    from pssh.runtime.errors_flow import record_of as made

    return made(error)


class ServerPipeline:
    """Runs on the worker; `stop` and input come from the reactor's thread."""

    def __init__(self, server: Any, message: m.Invoke) -> None:
        self.server = server
        self.number = message.pipeline
        self.script = message.script
        self.call: Dict[str, Any] = message.call
        self.label = str(self.call.get("label") or "")
        self.instance = str(self.call.get("instance") or "")
        self.writer = OutputWriter(
            self.number, server.send, server.wait_for_room, server.reactor.call_later, server.key
        )
        self.facts: Dict[str, Any] = {
            "id": self.number,
            "instance": self.instance,
            "label": self.label,
            "end": 0,
            "state": "Running",
            "started": time.time(),
        }
        self.interactive = bool(self.call.get("interactive"))
        self.terminal: Any = None
        self.input = InputQueue(self)
        self._lock = threading.Lock()
        self._stopped = False
        self._running = False
        self._thread = 0
        self._ended_aside: Optional[Callable[[str], None]] = None  # a job has it: what to call at its end
        self.runspace: Any = None  # where it runs, from its start on

    def stop(self) -> None:
        """Stop the command, also one that has not begun."""
        with self._lock:
            self._stopped = True
            running = self._running
        if running:
            self.runspace.stop()
            terminal = self.terminal  # the worker takes it away when its program ends
            if terminal is not None:
                terminal.kill()

    def put_aside(self) -> "Optional[Tuple[Any, Any]]":
        """Ctrl+Z: the runspace for what follows, and the job that this is from now on; None where it cannot be one."""
        with self._lock:
            if not self.interactive or not self._running or self._stopped or self._ended_aside is not None:
                return None
            beside, job, self._ended_aside = upper("put_aside")(
                self.server.host, self.runspace, self.script, self._thread
            )
        return beside, job

    def tell_aside(self, job: Any) -> None:
        """For the client the command is over; on the worker of what follows."""
        facts: Dict[str, Any] = {}
        self.server.host.tell_job(job)
        self._next_prompt(facts)
        self._report("Completed", None, facts)

    def refuse(self, text: str) -> None:
        """The command cannot be run at all."""
        error = ps_error("InvalidOperation", text, "InvalidOperation")
        self.server.send(m.State(self.number, "Failed", error_node(error.record)))

    def run(self) -> None:
        """Run the command and report its end, whatever happens."""
        try:
            self._run_and_report()
        except BaseException as error:
            self.server.pipeline_finished(self)
            self.refuse(f"The far end failed: {type(error).__name__}: {error}")
            raise

    def _run_and_report(self) -> None:
        state, reason, facts = "Completed", None, {}
        runspace = self.runspace = self.server.runspace
        if runspace is None:
            self.server.pipeline_finished(self)
            self.refuse(self.server.failure)
            self.server.pipeline_told(self)
            return
        try:
            with self._lock:
                if self._stopped:
                    raise PipelineStopped()
                self._running = True
                self._thread = threading.get_ident()
                runspace.clear_stop()
            self._run(runspace)
        except ExitFlow as flow:
            facts["exit_code"] = _exit_code(flow)
        except PipelineStopped:
            state, reason = "Stopped", _stopped_record()
        except ControlFlow:
            pass  # a break or return that nothing encloses ends the command
        except BaseException as error:
            state, reason = "Failed", record_of(error)
        with self._lock:
            self._running = False
            ended_aside = self._ended_aside
        if ended_aside is not None:
            if state == "Failed":
                self.server.host.write_error_record(reason)
            ended_aside(state)
            return
        if state == "Failed" and self._stopped:
            state, reason = "Stopped", _stopped_record()
        runspace.clear_stop()
        last = runspace.last_exit_code
        if isinstance(last, int):
            facts["last_exit_code"] = int(last)
        if self.interactive and "exit_code" not in facts:
            self._next_prompt(facts)
        self._report(state, reason, facts)

    def _report(self, state: str, reason: Optional[ErrorRecord], facts: Dict[str, Any]) -> None:
        """Tell the client of the end."""
        self.facts.update(state=state, ended=time.time())
        self.facts["exit_code"] = facts.get("exit_code", facts.get("last_exit_code"))
        # The runspace is free before the client hears of it: its next command may come at once.
        self.server.pipeline_finished(self)
        self.writer.finish(m.State(self.number, state, None if reason is None else error_node(reason), facts))
        self.server.pipeline_told(self)

    def _run(self, runspace: Any) -> None:
        call = self.call
        host = self.server.host
        host.terminal_facts = call.get("terminal")
        host.facts.update(
            {name: call[name] for name in ("width", "height", "entered", "colors") if name in call}
        )
        args = decode_batch(call.get("args") or [])
        runspace.using = {name: decode_value(node) for name, node in (call.get("using") or {}).items()}
        directory = call.get("working_directory")
        if directory:
            runspace.invoke_block(_block("param($p) Set-Location -LiteralPath $p"), [directory], dot=False)
        initialization = call.get("initialization")
        if initialization:
            _block(initialization).invoke(runspace, dot=True, out=null_sink)
        if self.interactive:
            self._run_line(runspace)
            return
        block = _block(self.script)
        runspace.global_scope.cell("args").value = list(args)
        if call.get("has_input"):
            block.invoke(runspace, args=args, input=iter(self.input), dot=True, out=self.writer.out)
        else:
            block.invoke(runspace, args=args, dot=True, out=self.writer.out)

    def _run_line(self, runspace: Any) -> None:
        """A line of a prompt: the text of its output is made here, where the live objects are."""
        entry = runspace.history.start(self.script)
        done = False
        streams = runspace.streams
        asked, streams.redirected = (
            streams.redirected,
            frozenset(),
        )  # what is shown is decided here, by $...Preference
        try:
            runspace.run(self.script)
            done = True
        except Exception as error:
            runspace.question = False
            runspace.add_error(record_of(error))
            raise
        finally:
            streams.redirected = asked
            runspace.history.finish(entry, done and runspace.question)

    def _next_prompt(self, facts: Dict[str, Any]) -> None:
        """The client's next prompt comes with the end of the line: it need not ask."""
        from pssh.remoting.requests import answer_request

        try:
            facts["prompt"] = answer_request(self.server, "prompt", [])
        except BaseException:
            facts.pop("prompt", None)  # the client asks, and shows why there is none

    def wait(self, event: threading.Event, timeout: Optional[float] = None) -> bool:
        """Wait as the runspace does: interruptible."""
        return bool(self.runspace.wait(event, timeout))


def _block(text: str) -> Any:
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock.create(text)


def _exit_code(flow: ExitFlow) -> int:
    code = getattr(flow, "code", 0)
    return int(code) if isinstance(code, int) else 0


def _stopped_record() -> ErrorRecord:
    return ps_error(
        "PipelineStopped",
        "The pipeline has been stopped.",
        "OperationStopped",
        exception="System.Management.Automation.PipelineStoppedException",
    ).record
