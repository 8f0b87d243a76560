"""`$Host`, `$ExecutionContext` and what hangs on them."""

from typing import TYPE_CHECKING, Any, List

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["EngineIntrinsics", "HostUI", "InternalHost", "InvokeCommand", "PathIntrinsics", "RawUI", "SessionState",
           "VariableIntrinsics"]  # fmt: skip


class _Part:
    """One of the objects that speak for a runspace."""

    def __init__(self, runspace: "Runspace") -> None:
        self.runspace = runspace


class InternalHost(_Part):
    """`$Host`."""

    net_type_name = "System.Management.Automation.Internal.Host.InternalHost"

    @property
    def name(self) -> str:
        return str(self.runspace.host.name)

    @property
    def ui(self) -> "HostUI":
        return HostUI(self.runspace)


class HostUI(_Part):
    """`$Host.UI`."""

    net_type_name = "System.Management.Automation.Internal.Host.InternalHostUserInterface"

    @property
    def host(self) -> Any:
        return self.runspace.host

    @property
    def raw(self) -> "RawUI":
        return RawUI(self.runspace)


class RawUI(_Part):
    """`$Host.UI.RawUI`."""

    net_type_name = "System.Management.Automation.Internal.Host.InternalHostRawUserInterface"


class EngineIntrinsics(_Part):
    """`$ExecutionContext`."""

    net_type_name = "System.Management.Automation.EngineIntrinsics"

    @property
    def session_state(self) -> "SessionState":
        return SessionState(self.runspace, None)

    @property
    def invoke_command(self) -> "InvokeCommand":
        return InvokeCommand(self.runspace)

    @property
    def host(self) -> InternalHost:
        return InternalHost(self.runspace)


class _ScopedPart(_Part):
    """A part that looks at a scope: a module's, or the one the code runs in."""

    def __init__(self, runspace: "Runspace", scope: Any) -> None:
        super().__init__(runspace)
        self._scope = scope

    @property
    def scope(self) -> Any:
        return self._scope or self.runspace.scope


class SessionState(_ScopedPart):
    """A session state: of a module, or the one the code runs in."""

    net_type_name = "System.Management.Automation.SessionState"

    @property
    def module(self) -> Any:
        found = getattr(self.scope.state, "module", None)
        return found if hasattr(found, "exported_functions") else None

    @property
    def variables(self) -> "VariableIntrinsics":
        return VariableIntrinsics(self.runspace, self._scope)

    @property
    def paths(self) -> "PathIntrinsics":
        return PathIntrinsics(self.runspace)


class VariableIntrinsics(_ScopedPart):
    """`$ExecutionContext.SessionState.PSVariable`."""

    net_type_name = "System.Management.Automation.PSVariableIntrinsics"


class PathIntrinsics(_Part):
    """`$ExecutionContext.SessionState.Path`."""

    net_type_name = "System.Management.Automation.PathIntrinsics"


class InvokeCommand(_Part):
    """`$ExecutionContext.InvokeCommand`."""

    net_type_name = "System.Management.Automation.CommandInvocationIntrinsics"

    def expand_string(self, text: str) -> str:
        """The text as if it stood between double quotes."""
        from pssh.objects.compare import collapse
        from pssh.objects.convert import to_string
        from pssh.runtime.scriptblock import compile_text

        block = compile_text('@"\n' + text + '\n"@')
        return to_string(collapse(block.invoke(self.runspace, dot=True, scope=self.runspace.scope)))

    def invoke_script(self, code: Any, args: List[Any]) -> List[Any]:
        """Run text or a script block in the current scope."""
        from pssh.runtime.scriptblock import ScriptBlock, compile_text

        block = code if isinstance(code, ScriptBlock) else compile_text(str(code))
        return block.invoke(self.runspace, args=args, dot=True, scope=self.runspace.scope)

    def get_command(self, name: str) -> Any:
        return self.runspace.discovery.lookup(name, self.runspace.scope, follow=False)
