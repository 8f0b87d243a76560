"""The Runspace: one place in which code runs. It is passed, never found; two can live in one process."""

import itertools
import os
import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from pssh.objects.collections import ArrayList
from pssh.objects.flow import PipelineStopped
from pssh.runtime.host import Host
from pssh.runtime.scope import GlobalScope, Scope
from pssh.runtime.streams import host_streams

if TYPE_CHECKING:
    from pssh.runtime.events import EventManager
    from pssh.runtime.frame import Frame
    from pssh.runtime.history import History
    from pssh.runtime.modules import ModuleTable
    from pssh.runtime.scriptblock import ScriptBlock

__all__ = ["Runspace"]

# Unique in the process: a call site shared by two runspaces never mixes them.
_versions = itertools.count(1)
_ids = itertools.count(1)


class Runspace:
    """Scopes, commands, drives, location, streams and the state of what runs.

    `services` holds what packages above keep here ("jobs", "sessions", ...). `question` is `$?`. `stopping`
    is true from Ctrl+C until the pipeline at the top has ended. `debugger` is there only while it follows the code.
    """

    debugger: Any = None

    def __init__(self, host: Optional[Host] = None, *, location: Optional[str] = None) -> None:
        from pssh.runtime.discovery import Discovery
        from pssh.runtime.providers.paths import DriveTable, Location, PathResolver

        self.host: Host = host or Host()
        if self.host.runspace is None:
            self.host.runspace = self
        self.id = next(_ids)
        self.name = f"Runspace{self.id}"
        self.instance_id = ""
        self.global_scope = GlobalScope(self)
        self.current_frame: Optional[Frame] = None
        self.stopping = False
        self.errors = ArrayList()
        self.question = True
        self.last_exit_code: Any = None
        self.commands_version = next(_versions)
        self.services: Dict[str, Any] = {}
        self.call_depth = 0
        self.busy = 0  # how many pipelines of the top run
        self.in_try = False
        self.culture: Any = None
        self.processors: List[Any] = []  # the stages of the pipelines that run, innermost last
        self.children: Dict[int, Any] = {}  # native stages by process id, or id() at a terminal
        self.on_stop: List[Callable[[], None]] = []
        self.removed_aliases: set[str] = set()
        self.removed_functions: set[str] = set()
        self.streams: Any = host_streams(self.host)
        self.top_out: Any = None
        self.drives = DriveTable(self)
        self.location = Location(self.drives, location or _start_folder())
        self.paths = PathResolver(self, self.drives)
        self.discovery = Discovery(self)
        self.location_stacks: Dict[str, List[Any]] = {"": []}
        self._modules: Optional[ModuleTable] = None
        self._history: Optional[History] = None
        self._events: Optional[EventManager] = None
        self.stop_event = threading.Event()
        from pssh.runtime.automatic import define_automatic

        define_automatic(self)

    # --- what upper parts hold here, made when needed -----------------------------------------------------

    @property
    def modules(self) -> "ModuleTable":
        if self._modules is None:
            from pssh.runtime.modules import ModuleTable

            self._modules = ModuleTable(self)
        return self._modules

    @property
    def history(self) -> "History":
        if self._history is None:
            from pssh.runtime.history import History

            self._history = History()
        return self._history

    @property
    def events(self) -> "EventManager":
        if self._events is None:
            from pssh.runtime.events import EventManager

            self._events = EventManager(self)
        return self._events

    @property
    def frame(self) -> "Optional[Frame]":
        """The frame of the code that runs on this thread, or None."""
        from pssh.runtime.stack import current_frame

        return current_frame(self)

    @property
    def scope(self) -> Scope:
        """The scope of the code that runs now on this thread; the global one at the prompt."""
        from pssh.runtime.stack import current_frame

        frame = current_frame(self)
        return self.global_scope if frame is None else frame.scope

    # --- commands -----------------------------------------------------------------------------------------

    def find_command(self, name: str, scope: Optional[Scope] = None) -> Any:
        """The command of a name (aliases followed); raises CommandNotFoundException."""
        return self.discovery.find(name, scope or self.scope)

    def commands_changed(self) -> None:
        """Call sites must look their commands up again."""
        self.commands_version = next(_versions)

    def load_script(self, path: str) -> "ScriptBlock":
        """The script block of a .ps1 file."""
        from pssh.runtime.scriptblock import compile_text

        return compile_text(read_script(path), path)

    # --- running ------------------------------------------------------------------------------------------

    def run(
        self,
        code: Any,
        args: Any = (),
        out: Optional[Callable[[Any], None]] = None,
        input: Any = None,
        file: Optional[str] = None,
        streams: Any = None,
    ) -> None:
        """Run text or a script block in the global scope, as typed at a prompt; its objects go to `out`.

        Errors that end the code are raised (PSError), as are ExitFlow and PipelineStopped.
        """
        from pssh.runtime.scriptblock import ScriptBlock, compile_text

        block = code if isinstance(code, ScriptBlock) else compile_text(code, file)
        sink = None
        if out is None:
            sink = self.host.out_default(self)
            out = sink.process
        previous, self.top_out = self.top_out, out
        if self.debugger is not None:
            self.debugger.attach()
        self.busy += 1
        try:
            block.invoke(
                self, args=args, input=input, dot=True, out=out, streams=streams, scope=self.global_scope
            )
        finally:
            self.busy -= 1
            if self.debugger is not None and not self.busy:
                self.debugger.ended()
            if sink is not None:
                sink.end()
            self.top_out = previous

    def run_line(self, text: str) -> None:
        """Run a line of the prompt; errors are shown, nothing is raised."""
        from pssh.runtime import toplevel

        toplevel.run_line(self, text)

    def run_file(self, path: str, args: Any = (), named: Any = None, input: Any = None) -> int:
        """`-File`: run a script and give its exit code."""
        from pssh.runtime import toplevel

        return toplevel.run_file(self, path, args, named, input)

    def run_command(self, text: str, args: Any = (), input: Any = None) -> int:
        """`-Command`: run text and give the exit code."""
        from pssh.runtime import toplevel

        return toplevel.run_command(self, text, args, input)

    def run_profiles(self) -> None:
        """Run the profile scripts that exist."""
        from pssh.runtime import toplevel

        toplevel.run_profiles(self)

    def run_profile(self, path: str) -> None:
        """Dot-source one profile script into the global scope."""
        self.run(self.load_script(path))

    def invoke_file(
        self, path: str, args: Any = (), named: Any = None, input: Any = None, out: Any = None
    ) -> None:
        """Run a script file in the global scope, its objects to the host's default output."""
        from pssh.runtime.commands import ExternalScriptInfo
        from pssh.runtime.invoking import invoke_info

        sink = None
        if out is None:
            sink = self.host.out_default(self)
            out = sink.process
        previous, self.top_out = self.top_out, out
        if self.debugger is not None:
            self.debugger.attach()
        self.busy += 1
        try:
            info = ExternalScriptInfo(os.path.basename(path), os.path.abspath(path), self)
            info.outermost = True
            invoke_info(self, info, args, named, out, input, dot=True)
        finally:
            self.busy -= 1
            if self.debugger is not None and not self.busy:
                self.debugger.ended()
            if sink is not None:
                sink.end()
            self.top_out = previous

    def invoke_block(
        self,
        block: Any,
        args: Any = (),
        input: Any = None,
        this: Any = None,
        dot: bool = False,
        underbar: Any = None,
        streams: Any = None,
    ) -> List[Any]:
        """Run a script block and give its output as a list."""
        options: Dict[str, Any] = {"args": args, "input": input, "this": this, "dot": dot}
        if underbar is not None:
            options["underbar"] = underbar
        if streams is not None:
            options["streams"] = streams
        found: List[Any] = block.invoke(self, **options)
        return found

    def invoke_command(self, name: str, args: Any = (), named: Any = None, input: Any = None) -> List[Any]:
        """Run a command by name from Python code."""
        from pssh.runtime.invoking import invoke_info

        found: List[Any] = []
        invoke_info(self, self.find_command(name), args, named, found.append, input)
        return found

    def run_on_stack(self, function: Callable[[], Any]) -> Any:
        """Run with a stack deep enough for recursive scripts."""
        from pssh.runtime.stack import run_with_big_stack

        return run_with_big_stack(function)

    # --- errors -------------------------------------------------------------------------------------------

    def add_error(self, record: Any) -> None:
        """Put a record into $Error, newest first."""
        from pssh.runtime.reporting import remember

        remember(self, record)

    def error_record(self, error: BaseException) -> Any:
        """The ErrorRecord of anything that was raised."""
        from pssh.runtime.errors_flow import record_of

        return record_of(error)

    # --- stopping and waiting -----------------------------------------------------------------------------

    def stop(self) -> None:
        """End what runs (called from another thread): flag, callbacks, child processes."""
        self.stopping = True
        self.stop_event.set()
        for stages in list(self.processors):
            for stage in list(stages):
                stop = getattr(stage, "stop", None)
                if stop is not None:
                    stop()
        for child in list(self.children.values()):
            child.stop()
        for callback in list(self.on_stop):
            callback()

    def clear_stop(self) -> None:
        """The stopped pipeline has ended: a new one may run."""
        self.stopping = False
        self.stop_event.clear()

    def wait(self, event: Any, timeout: Optional[float] = None) -> bool:
        """Wait for a threading.Event; False at the timeout, PipelineStopped when stopped meanwhile."""
        if self.stopping:
            raise PipelineStopped
        if event is self.stop_event:
            reached = event.wait(timeout)
        else:
            wake = event.set
            self.on_stop.append(wake)
            try:
                reached = event.wait(timeout)
            finally:
                self.on_stop.remove(wake)
        if self.stopping:
            raise PipelineStopped
        return bool(reached)

    def sleep(self, seconds: float) -> None:
        """Sleep, but no longer than until the pipeline is stopped."""
        if self._events is None:
            if self.stop_event.wait(seconds) or self.stopping:
                raise PipelineStopped
            return
        self._events.sleep(seconds)

    # --- drives as variables ------------------------------------------------------------------------------

    def drive_value(self, drive: str, name: str, scope: Any) -> Any:
        """`$env:x`, `$function:x`, `$c:path`: UNSET when there is none."""
        from pssh.runtime.scope import UNSET

        if drive == "env":
            value = os.environ.get(name)
            return UNSET if value is None else value
        found = self.drives.get(drive)
        if found is None:
            return UNSET
        provider = found.provider
        if provider.flat:
            value = provider.value_of(name)
            return UNSET if value is None else value
        where = self.paths.absolute(f"{drive}:{name}")
        if not where.exists:
            return UNSET
        from pssh.objects.compare import collapse

        return collapse(list(provider.get_content(where)))

    def set_drive_value(self, drive: str, name: str, value: Any, scope: Any) -> None:
        """Assignment to a drive's item; a drive that is not there is an error."""
        found = self.drives.get(drive)
        if found is None:
            from pssh.runtime.providers.base import drive_not_found

            raise drive_not_found(drive)
        provider = found.provider
        if provider.flat:
            from pssh.objects.psobject import unwrap

            provider.assign(name, unwrap(value))
            return
        from pssh.objects.convert import to_string

        with open(self.paths.to_native(f"{drive}:{name}"), "w", encoding="utf-8") as file:
            file.write(to_string(value) + "\n")

    # --- what programs may share with us --------------------------------------------------------------------

    def host_shares_output(self, out: Any) -> bool:
        """Whether a program may write straight to our standard output: nobody captures it."""
        if out is None or out != self.top_out or not getattr(self.host, "shares_output", False):
            return False
        self.flush_output()
        return True

    def flush_output(self) -> None:
        """Write what default output and host hold back: somebody else is about to write there."""
        flush = getattr(getattr(self.top_out, "__self__", None), "flush", None)
        if flush is not None:
            flush()
        self.host.flush()

    def host_shares_errors(self) -> bool:
        return bool(getattr(self.host, "shares_errors", False))

    def host_shares_input(self) -> bool:
        return bool(getattr(self.host, "shares_input", False))

    # --- others -------------------------------------------------------------------------------------------

    def clone_for_job(self, host: Any) -> "Runspace":
        """A fresh runspace in the same process, at the same place, for a thread job."""
        made = Runspace(host, location=self.location.native)
        made.culture = self.culture
        for drive in self.drives.all():
            if drive.mapped:
                made.drives.map(drive.name, drive.root)
        where = self.location.where
        if where.drive is not None and where.drive.mapped:
            made.location.set(made.paths.absolute(where.display))
        return made

    def beside(self) -> "Runspace":
        """A runspace for the prompt while this one's pipeline goes on as a job: they share all but what runs."""
        from pssh.runtime.discovery import Discovery

        made = object.__new__(Runspace)
        made.__dict__.update(self.__dict__)
        made.current_frame = None
        made.top_out = None
        made.stopping = made.in_try = False
        made.call_depth = made.busy = 0
        made.processors, made.children, made.on_stop = [], {}, []
        made.streams = host_streams(self.host)
        made.discovery = Discovery(made)
        made.stop_event = threading.Event()
        self.global_scope.runspace = made
        if self.host.runspace is self:
            self.host.runspace = made
        return made

    def close(self) -> None:
        """Let go of everything that outlives a pipeline."""
        if self._events is not None:
            self._events.close()
        for service in list(self.services.values()):
            close = getattr(service, "close_service", None)
            if close is not None:
                close()


def _start_folder() -> str:
    try:
        return os.getcwd()
    except OSError:
        return "/"


def read_script(path: str) -> str:
    """The text of a script file: UTF-8 with or without a mark, UTF-16 with one."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        from pssh.runtime.os_errors import translated

        raise translated(error) or error from None
    if data[:3] == b"\xef\xbb\xbf":
        return data[3:].decode("utf-8", "replace")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")
