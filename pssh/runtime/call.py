"""`Call`: what a cmdlet's body sees of the command it runs for."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, NoReturn, Optional, Sequence

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Call"]


class Call:
    """One running command: its bound parameters, its streams and what surrounds it.

    `bound` maps the names of the given parameters (PascalCase) to the converted values. `error_action` and its
    kin are None when the preference variables decide.
    """

    frame: Any = None
    metadata: Any = None
    processor: Any = None
    parameter_scope: Optional[Callable[[], Any]] = None  # of a script function: the scope of its parameters
    spec: Any = None  # the call site
    position = 1
    pipeline_length = 1
    set_name = ""
    expecting_input = False
    failed = False
    state: Any = None  # free for the body of a function-form cmdlet
    error_action: Optional[str] = None
    warning_action: Optional[str] = None
    verbose_action: Optional[str] = None
    debug_action: Optional[str] = None
    information_action: Optional[str] = None
    progress_action: Optional[str] = None
    whatif: Optional[bool] = None
    confirm: Optional[bool] = None
    out_filters: Any = None  # what -OutVariable and -PipelineVariable put before `out`
    _invocation: Any = None
    _answers: Any = None

    def __init__(
        self, runspace: "Runspace", scope: Any, command: Any, streams: Any, out: Callable[[Any], None]
    ) -> None:
        self.runspace = runspace
        self.scope = scope
        self.command = command
        self.streams = streams
        self.out = out
        self.bound: Dict[str, Any] = {}

    @property
    def answers(self) -> Dict[str, bool]:
        """What was said to all (Yes to All, No to All)."""
        if self._answers is None:
            self._answers = {}
        found: Dict[str, bool] = self._answers
        return found

    @property
    def invocation(self) -> Any:
        """The InvocationInfo, made when asked for."""
        if self._invocation is None and self.command is not None:
            from pssh.runtime.invocation import InvocationInfo

            spec = self.spec
            info = InvocationInfo(self.command, None if spec is None else spec.extent)
            info.invocation_name = (None if spec is None else spec.name) or self.command.name
            info.pipeline_length = self.pipeline_length
            info.pipeline_position = self.position
            info.expecting_input = self.expecting_input
            info.bound_parameters = self.bound
            self._invocation = info
        return self._invocation

    @invocation.setter
    def invocation(self, value: Any) -> None:
        self._invocation = value

    def link(self, out: Callable[[Any], None]) -> Callable[[Any], None]:
        """Set where output goes, through the filters of the common parameters."""
        for wrap in self.out_filters or ():
            out = wrap(out)
        self.out = out
        return out

    # --- output and the other streams -------------------------------------------------------------------

    def write(self, value: Any) -> None:
        """Write one object to the pipeline, as it is."""
        self.out(value)

    def write_all(self, value: Any) -> None:
        """Write a value as PowerShell's output does: collections element by element."""
        from pssh.objects.compare import enumerate_value

        items = enumerate_value(value)
        if items is None:
            self.out(value)
        else:
            for item in items:
                self.out(item)

    @property
    def host(self) -> Any:
        return self.runspace.host

    @property
    def name(self) -> str:
        return str(self.command.name)

    @property
    def stopping(self) -> bool:
        return bool(self.runspace.stopping)

    def error(
        self,
        error: Any,
        message: str = "",
        category: str = "NotSpecified",
        target: Any = None,
        exception: str = "System.Exception",
        inner: Any = None,
    ) -> None:
        """Write a non-terminating error: `error` is an error id, or a whole ErrorRecord or exception."""
        from pssh.runtime import reporting

        reporting.call_error(self, self._record(error, message, category, target, exception, inner))

    def throw(
        self,
        error: Any,
        message: str = "",
        category: str = "NotSpecified",
        target: Any = None,
        exception: str = "System.Exception",
        inner: Any = None,
    ) -> NoReturn:
        """End the command with a terminating error."""
        from pssh.objects.errors import PSError
        from pssh.runtime import reporting

        record = self._record(error, message, category, target, exception, inner)
        reporting.complete(self, record)
        raise PSError(record)

    def _record(
        self, error: Any, message: str, category: str, target: Any, exception: str, inner: Any
    ) -> Any:
        from pssh.objects.errors import ErrorRecord, NetException, PSError

        if isinstance(error, PSError):
            return error.record
        if isinstance(error, ErrorRecord):
            return error
        if isinstance(error, BaseException) and not isinstance(error, NetException):
            error = NetException("System.Exception", str(error))
        if isinstance(error, NetException):
            return ErrorRecord(error, message or error.type_name.rpartition(".")[2], category, target)
        return ErrorRecord(NetException(exception, message, inner), error, category, target)

    def warning(self, text: str) -> None:
        from pssh.runtime import reporting

        reporting.call_message(self, "warning", text)

    def verbose(self, text: str) -> None:
        from pssh.runtime import reporting

        reporting.call_message(self, "verbose", text)

    def debug(self, text: str) -> None:
        from pssh.runtime import reporting

        reporting.call_message(self, "debug", text)

    def information(self, data: Any, tags: Sequence[str] = (), source: str = "") -> None:
        """Write to the information stream; with the tag PSHOST it is shown in any case (Write-Host)."""
        from pssh.runtime import reporting

        reporting.call_information(self, data, list(tags), source)

    def progress(self, record: Any) -> None:
        from pssh.runtime import reporting

        reporting.call_progress(self, record)

    # --- asking -----------------------------------------------------------------------------------------

    def should_process(self, target: Any, action: Optional[str] = None, impact: Optional[str] = None) -> bool:
        """Whether to go on: False under -WhatIf (which prints) or when the user says no."""
        from pssh.runtime import confirming

        return confirming.should_process(self, target, action, impact)

    def should_continue(self, query: str, caption: str = "Confirm", key: str = "continue") -> bool:
        """Ask in any case (unless the user said Yes/No to All before)."""
        from pssh.runtime import confirming

        return confirming.should_continue(self, query, caption, key)

    # --- running and looking things up ------------------------------------------------------------------

    def invoke(self, block: Any, *args: Any, underbar: Any = None, input: Any = None) -> List[Any]:
        """Run a script block in the caller's scope and give its output."""
        result: List[Any] = self.runspace.invoke_block(
            block, args=args, input=input, underbar=underbar, streams=self.streams
        )
        return result

    def path(self, path: str) -> Any:
        """The file system's absolute path of a literal PowerShell path that need not exist."""
        return self.runspace.paths.to_native(path)

    def variable(self, name: str, default: Any = None) -> Any:
        """The value of a variable as the caller sees it."""
        found = self.scope.find(name)
        return default if found is None else found.value

    def preference(self, name: str, default: str) -> str:
        """The lower-case name of an action preference variable's value."""
        from pssh.runtime import reporting

        return reporting.preference(self.scope, name, default)
