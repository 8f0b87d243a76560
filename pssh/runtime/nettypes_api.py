"""`[powershell]::Create()` and `[WildcardPattern]`: the engine as an object."""

import threading
from typing import TYPE_CHECKING, Any, List, Optional

from pssh.objects.collections import ArrayList, Collection
from pssh.objects.errors import PSError
from pssh.objects.types import net_type
from pssh.runtime import wildcards
from pssh.runtime.nettypes_base import SPACE, declare, enum
from pssh.runtime.pipeline_commands import PipelineCommand, PipelineCommands

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["PowerShellApi", "WildcardPattern"]

# --- wildcards ------------------------------------------------------------------------------------------------


class WildcardPattern:
    """A compiled pattern."""

    net_type_name = SPACE + "WildcardPattern"

    def __init__(self, pattern: str, options: Any = None) -> None:
        self.pattern = pattern
        number = int(options) if options is not None else 0
        self.match = wildcards.wildcard(pattern, bool(number & 2))


WILDCARD = net_type(WildcardPattern.net_type_name, WildcardPattern)
WILDCARD.constructor(
    SPACE + "WildcardPattern new(string pattern)",
    SPACE + "WildcardPattern new(string pattern, System.Management.Automation.WildcardOptions options)",
)(WildcardPattern)
WILDCARD.static_method(
    "Get", "static WildcardPattern Get(string pattern, System.Management.Automation.WildcardOptions options)"
)(WildcardPattern)
WILDCARD.method("IsMatch", "bool IsMatch(string input)")(lambda self, text: self.match(text))
WILDCARD.static_method(
    "ContainsWildcardCharacters", "static bool ContainsWildcardCharacters(string pattern)"
)(wildcards.has_wildcard)
WILDCARD.static_method("Unescape", "static string Unescape(string pattern)")(wildcards.unescape)


@WILDCARD.static_method("Escape", "static string Escape(string pattern)")
def _escape(text: str) -> str:
    return "".join("`" + char if char in "*?[]`" else char for char in text)


@WILDCARD.method("ToWql", "string ToWql()")
def _wql(self: WildcardPattern) -> str:
    return self.pattern.replace("%", "[%]").replace("_", "[_]").replace("*", "%").replace("?", "_")


# --- [powershell] ---------------------------------------------------------------------------------------------


class DataStreams:
    """`$ps.Streams`."""

    net_type_name = SPACE + "PSDataStreams"

    def __init__(self) -> None:
        self.error = ArrayList()
        self.warning = ArrayList()
        self.verbose = ArrayList()
        self.debug = ArrayList()
        self.information = ArrayList()
        self.progress = ArrayList()

    def clear(self) -> None:
        for name in ("error", "warning", "verbose", "debug", "information", "progress"):
            getattr(self, name).clear()


class PowerShellApi:
    """A pipeline being put together, and run here or on a thread in a runspace of its own."""

    net_type_name = SPACE + "PowerShell"

    def __init__(self, outer: Any) -> None:
        self.outer = outer
        self.runspace: Any = None
        self.lent: Any = None  # the script's own runspace object, which the script closes
        self.pool: Any = None  # a runspace of it is borrowed for each run
        self.commands = PipelineCommands()
        self.streams = DataStreams()
        self.had_errors = False
        self.state = "NotStarted"
        self.reason: Any = None

    # running
    def own_runspace(self) -> Any:
        if self.runspace is None:
            from pssh.runtime.host import Host

            self.runspace = self.outer.clone_for_job(Host())
        return self.runspace

    def invoke(self, input: Any = None, output: Any = None) -> Collection:
        """Run it all, in its own runspace, and give the output, or put it into a collection."""
        if self.pool is None:
            return self._invoke_in(self.own_runspace(), input, output)
        lent = self.pool.acquire()
        self.runspace = lent.engine
        try:
            return self._invoke_in(lent.engine, input, output)
        finally:
            self.runspace = None
            self.pool.release(lent)

    def _invoke_in(self, rs: "Runspace", input: Any, output: Any = None) -> Collection:
        found: List[Any] = [] if output is None else output
        self.state = "Running"
        self.had_errors = False
        streams = self._streams()
        try:
            for statement in self.commands.statements:
                self._run(rs, statement, found.append, input, streams)
            self.state = "Completed"
        except PSError as error:
            self.state, self.had_errors, self.reason = "Failed", True, error
            raise
        return Collection(found if output is None else ())

    def _streams(self) -> Any:
        from pssh.runtime.streams import Streams

        own = self.streams

        def error(record: Any) -> None:
            self.had_errors = True
            own.error.append(record)

        return Streams(
            error, own.warning.append, own.verbose.append, own.debug.append, own.information.append,
            own.progress.append,
        )  # fmt: skip

    def _run(
        self, rs: "Runspace", commands: List[PipelineCommand], out: Any, input: Any, streams: Any
    ) -> None:
        items = input
        for index, command in enumerate(commands):
            last = index == len(commands) - 1
            found: List[Any] = []
            self._one(rs, command, out if last else found.append, items, streams)
            items = found

    def _one(self, rs: "Runspace", command: PipelineCommand, out: Any, input: Any, streams: Any) -> None:
        from pssh.language.errors import ParseException
        from pssh.runtime.commands import ScriptInfo
        from pssh.runtime.errors_flow import pipeline_parse_error
        from pssh.runtime.invoking import invoke_info, top_frame
        from pssh.runtime.scriptblock import compile_text

        named = dict(command.named)
        frame = top_frame(rs)
        frame.streams = streams
        if command.is_script:
            try:
                info: Any = ScriptInfo(compile_text(str(command.text)))
            except ParseException as exception:
                raise pipeline_parse_error(exception).record.exception from None
        else:
            info = rs.find_command(str(command.text), rs.global_scope)
        invoke_info(rs, info, command.arguments, named, out, input, frame, streams, dot=command.is_script)

    def begin(self, input: Any = None, output: Any = None) -> "_Running":
        return _Running(self, input, output)

    def stop(self) -> None:
        if self.runspace is not None:
            self.runspace.stop()
        self.state = "Stopped"

    def dispose(self) -> None:
        if self.lent is None and self.runspace is not None and self.runspace is not self.outer:
            self.runspace.close()


class _Running:
    """What BeginInvoke gives: the run on its thread."""

    net_type_name = SPACE + "PowerShellAsyncResult"

    def __init__(self, shell: PowerShellApi, input: Any, output: Any = None) -> None:
        self.result: Optional[Collection] = None
        self.failure: Optional[BaseException] = None
        self.done = threading.Event()
        self._handle: Any = None

        def body() -> None:
            try:
                self.result = shell.invoke(input, output)
            except BaseException as error:
                self.failure = error
            finally:
                self.done.set()
                if self._handle is not None:
                    self._handle.set()

        from pssh.runtime.stack import start_on_big_stack

        if shell.pool is None:
            shell.own_runspace()
        start_on_big_stack(body)

    @property
    def is_completed(self) -> bool:
        return self.done.is_set()

    @property
    def wait_handle(self) -> Any:
        """`AsyncWaitHandle`, made when first asked for."""
        if self._handle is None:
            from pssh.objects.net.threads import WaitHandle

            self._handle = WaitHandle("ManualResetEvent", 0)
        if self.done.is_set():
            self._handle.set()
        return self._handle


SHELL = net_type(PowerShellApi.net_type_name, PowerShellApi, "System.Object", ("System.IDisposable",))
declare(SHELL, "HadErrors bool had_errors\nStreams System.Management.Automation.PSDataStreams streams")


@SHELL.prop("Commands", "pscommand")
def _commands(self: PowerShellApi) -> Any:
    return self.commands


@SHELL.setter("Commands")
def _set_commands(self: PowerShellApi, commands: PipelineCommands) -> None:
    self.commands = commands.copy()


@SHELL.prop("InvocationStateInfo", SPACE + "PSInvocationStateInfo")
def _state(self: PowerShellApi) -> Any:
    from pssh.objects.psobject import PSObject

    return PSObject(None, {"State": enum("PSInvocationState", self.state), "Reason": self.reason})


@SHELL.prop("Runspace", "runspace")
def _get_runspace(self: PowerShellApi) -> Any:
    return self.lent if self.lent is not None else self.own_runspace()


@SHELL.setter("Runspace")
def _set_runspace(self: PowerShellApi, value: Any) -> None:
    engine = getattr(value, "engine", None)
    self.lent = value if engine is not None else None
    self.runspace = engine if engine is not None else value


@SHELL.prop("RunspacePool", SPACE + "Runspaces.RunspacePool")
def _get_pool(self: PowerShellApi) -> Any:
    return self.pool


@SHELL.setter("RunspacePool")
def _set_pool(self: PowerShellApi, value: Any) -> None:
    self.pool = value


@SHELL.static_method(
    "Create", "static powershell Create()", "static powershell Create(System.Object runspace)"
)
def _create(runspace: Any = None) -> PowerShellApi:
    from pssh.runtime.stack import current_runspace

    made = PowerShellApi(current_runspace())
    if hasattr(runspace, "engine"):
        _set_runspace(made, runspace)
    elif getattr(runspace, "net_type_name", "") == SPACE + "Runspaces.InitialSessionState":
        runspace.apply(made.own_runspace())
    elif hasattr(runspace, "invoke_block"):
        made.runspace = made.outer if str(runspace) == "CurrentRunspace" else runspace
    return made


@SHELL.method(
    "AddScript",
    "powershell AddScript(string script)",
    "powershell AddScript(string script, bool useLocalScope)",
)
def _add_script(self: PowerShellApi, text: str, local: bool = False) -> Any:
    self.commands.add(text, True, local)
    return self


@SHELL.method(
    "AddCommand",
    "powershell AddCommand(string cmdlet)",
    "powershell AddCommand(string cmdlet, bool useLocalScope)",
)
def _add_command(self: PowerShellApi, name: str, local: bool = False) -> Any:
    self.commands.add(name, False, local)
    return self


@SHELL.method("AddArgument", "powershell AddArgument(System.Object value)")
def _add_argument(self: PowerShellApi, value: Any) -> Any:
    self.commands.last.arguments.append(value)
    return self


@SHELL.method(
    "AddParameter",
    "powershell AddParameter(string parameterName)",
    "powershell AddParameter(string parameterName, System.Object value)",
)
def _add_parameter(self: PowerShellApi, name: str, value: Any = True) -> Any:
    self.commands.last.named.append((name, value))
    return self


@SHELL.method(
    "AddParameters", "powershell AddParameters(System.Collections.IDictionary parameters)", raw=True
)
def _add_parameters(self: PowerShellApi, table: Any) -> Any:
    if hasattr(table, "items"):
        for name, value in table.items():
            self.commands.last.named.append((str(name), value))
    else:
        self.commands.last.arguments.extend(table)
    return self


@SHELL.method("AddStatement", "powershell AddStatement()")
def _add_statement(self: PowerShellApi) -> Any:
    self.commands.end_statement()
    return self


@SHELL.method(
    "Invoke",
    "System.Collections.ObjectModel.Collection[psobject] Invoke()",
    "System.Collections.ObjectModel.Collection[psobject] Invoke(System.Collections.IEnumerable input)",
    raw=True,
)
def _invoke(self: PowerShellApi, input: Any = None) -> Any:
    try:
        return self.invoke(input)
    except PSError as error:
        raise _failure(error, "Invoke", 0 if input is None else 1) from None


def _failure(error: PSError, method: str, count: int) -> PSError:
    """What a method of a pipeline throws when the pipeline failed: its exception, in the method's own."""
    from pssh.objects.overloads import invocation_error
    from pssh.runtime.reporting import stopped_by

    if getattr(error, "stopped_by_preference", False):
        error = stopped_by("ErrorActionPreference", error.record.message)
    return invocation_error(method, count, error.record.exception)


@SHELL.method(
    "BeginInvoke",
    "System.IAsyncResult BeginInvoke()",
    "System.IAsyncResult BeginInvoke(System.Object input)",
    "System.IAsyncResult BeginInvoke(System.Object input, System.Object output)",
    raw=True,
)
def _begin(self: PowerShellApi, input: Any = None, output: Any = None, *rest: Any) -> Any:
    return self.begin(input, output)


@SHELL.method(
    "EndInvoke",
    "System.Management.Automation.PSDataCollection[psobject] EndInvoke(System.IAsyncResult asyncResult)",
    raw=True,
)
def _end(self: PowerShellApi, running: Any) -> Any:
    self.outer.wait(running.done)
    if isinstance(running.failure, PSError):
        raise _failure(running.failure, "EndInvoke", 1) from None
    if running.failure is not None:
        raise running.failure
    return running.result


for _name, _action in (("Stop", PowerShellApi.stop), ("Dispose", PowerShellApi.dispose)):
    SHELL.method(_name, f"void {_name}()")(_action)

ASYNC = net_type(_Running.net_type_name, _Running)
declare(ASYNC, "IsCompleted bool is_completed\nAsyncWaitHandle System.Threading.WaitHandle wait_handle")

STREAMS = net_type(DataStreams.net_type_name, DataStreams)
declare(
    STREAMS,
    """
    Error System.Management.Automation.PSDataCollection[ErrorRecord] error
    Warning System.Management.Automation.PSDataCollection[WarningRecord] warning
    Verbose System.Management.Automation.PSDataCollection[VerboseRecord] verbose
    Debug System.Management.Automation.PSDataCollection[DebugRecord] debug
    Information System.Management.Automation.PSDataCollection[InformationRecord] information
    Progress System.Management.Automation.PSDataCollection[ProgressRecord] progress
    """,
)
STREAMS.method("ClearStreams", "void ClearStreams()")(lambda self: self.clear())
