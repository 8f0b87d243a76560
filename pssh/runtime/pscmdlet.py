"""`$PSCmdlet` of an advanced function."""

from typing import Any, List, Optional

from pssh.objects.errors import ErrorRecord, PSError

__all__ = ["PSScriptCmdlet"]


class PSScriptCmdlet:
    """The command an advanced function runs as."""

    ps_single = True
    net_type_name = "System.Management.Automation.PSScriptCmdlet"

    def __init__(self, call: Any, frame: Any) -> None:
        self.call = call
        self.frame = frame

    @property
    def parameter_set_name(self) -> str:
        return self.call.set_name or "__AllParameterSets"

    @property
    def my_invocation(self) -> Any:
        from pssh.runtime.functions import invocation_of

        return invocation_of(self.frame)

    def write_object(self, value: Any, enumerate: bool = False) -> None:
        if enumerate:
            from pssh.runtime.operators.values import emit

            emit(self.call.processor.out, value)
        else:
            self.call.processor.out(value)

    def write_error(self, record: ErrorRecord) -> None:
        """Write a non-terminating error in the function's name."""
        from pssh.runtime.reporting import take_over

        self.call.streams = self.frame.streams
        take_over(self.call, record)
        self.call.error(record)
        self.call.processor.failed = True

    def throw_terminating_error(self, record: ErrorRecord) -> None:
        """End the function with an error in its name."""
        from pssh.runtime.reporting import take_over

        take_over(self.call, record)
        error = PSError(record)
        error.leaves = self.frame
        raise error

    def should_process(self, *args: Any) -> bool:
        """ShouldProcess(target), (target, action) or (verbose, warning, caption)."""
        call = self.call
        call.streams = self.frame.streams
        if len(args) >= 3:
            return bool(call.should_process(args[1] or "", None))
        return bool(call.should_process(*args))

    def should_continue(self, query: str, caption: str = "Confirm", *rest: Any) -> bool:
        return bool(self.call.should_continue(query, caption))

    def message(self, stream: str, text: str) -> None:
        self.call.streams = self.frame.streams
        getattr(self.call, stream)(text)

    def information(self, data: Any, tags: Optional[List[str]] = None) -> None:
        self.call.streams = self.frame.streams
        self.call.information(data, tags or [])

    @property
    def session_state(self) -> Any:
        """The session state the command was called from: of a module's function that of whoever called it."""
        from pssh.runtime.intrinsics import SessionState

        caller = self.call.frame.scope
        return SessionState(self.call.runspace, None if caller.state is self.frame.scope.state else caller)

    def get_variable_value(self, name: str, default: Any = None) -> Any:
        return self.session_state.variables.scope.get(name, default)

    def resolve_path(self, path: str) -> Any:
        return self.call.runspace.paths.to_native(path)

    def __str__(self) -> str:
        return self.net_type_name
