"""Start-Job and Start-ThreadJob."""

from typing import TYPE_CHECKING, Annotated, Any, List, Optional

from pssh.cmdlets._jobs import block_text, location_of, not_supported, setting_failed
from pssh.jobs.request import Request
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import (
    ValidateNotNull,
    ValidateNotNullOrEmpty,
    ValidateNotNullOrWhiteSpace,
    ValidateRange,
)

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["StartJob", "StartThreadJob", "script_of"]

BLOCK = "System.Management.Automation.ScriptBlock"
_OBJECT = "System.Management.Automation.PSObject"
_RUNNING = ("ComputerName", "FilePathComputerName", "LiteralFilePathComputerName")
_NO_WILDCARDS = (
    "Wildcard characters are not supported for the FilePath parameter. Specify a path without wildcard "
    "characters. (Parameter 'filePath')"
)
_NO_SCRIPT = (
    "The value of the FilePath parameter must be a PowerShell script file. Enter the path to a file with a "
    ".ps1 file name extension and try the command again. (Parameter 'filePath')"
)


class _Starter(CmdletBase):
    """Collects piped input; `end` starts the one job."""

    if TYPE_CHECKING:  # the parameters, declared by each cmdlet
        script_block: Any
        file_path: Any
        initialization_script: Any
        input_object: Any
        argument_list: Any
        name: Optional[str]

    unset_is_null = False  # what $using: gives for a variable that nobody has set
    wildcards_refused = _NO_WILDCARDS
    extension_refused = _NO_SCRIPT

    def begin(self) -> None:
        self._input: List[Any] = []
        self._name: Optional[str] = None
        self._has_input = self.call.expecting_input or "InputObject" in self.call.bound

    def process(self) -> None:
        if not self._input:
            self._name = self.name  # the first piped object may name the job
        if "InputObject" in self.call.bound:
            self._input.append(self.input_object)

    def _request(self, scope: Any, working_directory: Optional[str]) -> Request:
        from pssh.jobs.using import collect_using

        block = self._block()
        initialization = self.initialization_script
        request = Request(
            block_text(block),
            list(self.argument_list or ()),
            collect_using(block, scope, unset_is_null=self.unset_is_null),
            self._input if self._has_input else None,
            block_text(initialization) if initialization is not None else None,
            working_directory,
        )
        request.block, request.initialization_block = block, initialization
        return request

    def _block(self) -> Any:
        path = self.file_path or getattr(self, "literal_path", None)
        if path is None:
            return self.script_block
        literal = self.file_path is None
        return script_of(self.call, path, literal, self.wildcards_refused, self.extension_refused)


def script_of(
    call: "Call", path: str, literal: bool, no_wildcards: str = _NO_WILDCARDS, no_script: str = _NO_SCRIPT
) -> Any:
    """The block of a script file; the errors of -FilePath."""
    import os

    from pssh.runtime.scriptblock import ScriptBlock
    from pssh.runtime.wildcards import has_wildcard

    native = str(call.path(path))
    if not literal and has_wildcard(path):
        _refuse(call, no_wildcards)
    if not path.lower().endswith(".ps1"):
        _refuse(call, no_script)
    if not os.path.isfile(native):
        call.throw(
            "PathNotFound",
            f"Cannot find path '{native}' because it does not exist.",
            "ObjectNotFound",
            path,
            "System.Management.Automation.ItemNotFoundException",
        )
    with open(native, encoding="utf-8-sig", errors="replace") as stream:
        return ScriptBlock.create(stream.read())


def _refuse(call: "Call", text: str) -> None:
    call.throw("System.ArgumentException", text, "NotSpecified", None, "System.ArgumentException")


@cmdlet(
    "Start-Job",
    alias="sajb",
    output="System.Management.Automation.PSRemotingJob",
    sets=("ComputerName", "DefinitionName", "FilePathComputerName", "LiteralFilePathComputerName"),
    default_set="ComputerName",
)
class StartJob(_Starter):
    """Starts a background job: a script block in a process of its own.

    The job object comes back at once; Receive-Job gets what the block writes. With -Persistent the job
    belongs to the
    host: it goes on when this session ends, and `Get-Job -ComputerName localhost` finds it again.

    PS> Start-Job { 6 * 7 } | Receive-Job -Wait
    42
    """

    script_block: Annotated[
        Any, Param(position=0, mandatory=True, sets="ComputerName", aliases="Command", type=BLOCK)
    ] = None
    file_path: Annotated[Optional[str], Param(position=0, mandatory=True, sets="FilePathComputerName")] = None
    literal_path: Annotated[
        Optional[str], Param(mandatory=True, sets="LiteralFilePathComputerName", aliases=("PSPath", "LP"))
    ] = None
    definition_name: Annotated[
        Optional[str],
        Param(position=0, mandatory=True, sets="DefinitionName", validate=(ValidateNotNullOrEmpty(),)),
    ] = None
    definition_path: Annotated[Optional[str], Param(position=1, sets="DefinitionName")] = None
    type: Annotated[Optional[str], Param(position=2, sets="DefinitionName")] = None
    initialization_script: Annotated[
        Any,
        Param(
            position=1,
            sets=_RUNNING,
            type=BLOCK,
        ),
    ] = None
    name: Annotated[
        Optional[str],
        Param(by_property=True, sets=_RUNNING),
    ] = None
    credential: Annotated[Any, Param(sets=_RUNNING, type="System.Management.Automation.PSCredential")] = None
    authentication: Annotated[
        Any,
        Param(
            sets=_RUNNING,
            type="System.Management.Automation.Runspaces.AuthenticationMechanism",
        ),
    ] = None
    working_directory: Annotated[Optional[str], Param(validate=(ValidateNotNullOrWhiteSpace(),))] = None
    run_as32: Annotated[
        Switch,
        Param(name="RunAs32", sets=_RUNNING),
    ] = False
    ps_version: Annotated[
        Any,
        Param(
            name="PSVersion",
            sets=_RUNNING,
            type="System.Version",
        ),
    ] = None
    input_object: Annotated[Any, Param(pipeline=True, sets=_RUNNING, type=_OBJECT)] = None
    argument_list: Annotated[
        Optional[List[Any]],
        Param(aliases="Args", sets=_RUNNING),
    ] = None
    persistent: Annotated[Switch, Param(sets=_RUNNING)] = False

    def end(self) -> Any:
        call = self.call
        if call.set_name == "DefinitionName":
            self._no_definition()
            return
        if call.expecting_input and not self._input:
            return  # nothing came through the pipeline: no job
        request = self._request(call.scope, self._where)
        if self.persistent:
            from pssh.jobs.persistent_job import start_persistent_job

            self.write(start_persistent_job(call.runspace, request, self._name))
        else:
            from pssh.jobs.process_job import start_process_job

            self.write(start_process_job(call.runspace, request, self._name))

    def begin(self) -> None:
        call, version = self.call, self.ps_version
        if version is not None and version.parts[:2] != (5, 1):
            setting_failed(
                call,
                "PSVersion",
                f"The value {version} is not valid for the PSVersion parameter. The only allowed value is 5.1.",
            )
        if self.run_as32:
            call.throw(
                "RunAs32NotSupported",
                "Cannot start a 32-bit 'pwsh' process from the 64-bit 'pwsh' installation. Install the 32-bit "
                "'pwsh' if you need to run PowerShell in a 32-bit process.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSNotSupportedException",
            )
        if self.authentication is not None and self.authentication.name != "Default":
            call.throw(
                "InvalidOperation",
                f'The specified authentication mechanism "{self.authentication.name}" is not supported. Only '
                '"Default" is supported for this operation.',
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        for parameter in ("Credential", "PSVersion"):
            if call.bound.get(parameter):
                not_supported(call, parameter)
        self._where = self._directory()
        super().begin()

    def _no_definition(self) -> None:
        kind = "" if self.type is None else f"type {self.type} and "
        self.call.error(
            "StartJobFromDefinitionNameNotFound",
            f"Cannot find a scheduled job with {kind}name {self.definition_name}.",
            "ObjectNotFound",
            None,
            "System.Management.Automation.RuntimeException",
        )

    def _directory(self) -> str:
        import os

        if self.working_directory is None:
            return location_of(self.call)
        native = str(self.call.path(self.working_directory))
        if not os.path.isdir(native):
            self.call.throw(
                "DirectoryNotFoundException",
                f"Cannot find the WorkingDirectory path {self.working_directory}.",
                "InvalidOperation",
                None,
                "System.IO.DirectoryNotFoundException",
            )
        return native


@cmdlet(
    "Start-ThreadJob",
    output="Microsoft.PowerShell.ThreadJob.ThreadJob",
    sets=("ScriptBlock", "FilePath"),
    default_set="ScriptBlock",
    module="Microsoft.PowerShell.ThreadJob",
)
class StartThreadJob(_Starter):
    """Starts a job on a thread of this process.

    A `$using:` variable that nobody has set is $null here. -ThrottleLimit says how many thread jobs of this
    session run at once (5); it stays for those that follow.

    PS> Start-ThreadJob { 6 * 7 } | Receive-Job -Wait
    42
    """

    unset_is_null = True
    wildcards_refused = "FilePath cannot contain wildcards."
    extension_refused = "Invalid file path extension.  Extension should be .ps1."

    script_block: Annotated[Any, Param(position=0, mandatory=True, sets="ScriptBlock", type=BLOCK)] = None
    file_path: Annotated[Optional[str], Param(position=0, mandatory=True, sets="FilePath")] = None
    name: Annotated[Optional[str], Param(validate=(ValidateNotNullOrEmpty(),))] = None
    initialization_script: Annotated[Any, Param(type=BLOCK, validate=(ValidateNotNull(),))] = None
    input_object: Annotated[Any, Param(pipeline=True, type=_OBJECT)] = None
    argument_list: Annotated[Optional[List[Any]], Param()] = None
    throttle_limit: Annotated[Optional[int], Param(validate=(ValidateRange(1, 1000000),))] = None
    streaming_host: Annotated[Any, Param(type="System.Management.Automation.Host.PSHost")] = None

    def end(self) -> Any:
        from pssh.jobs.thread_job import start_thread_job
        from pssh.jobs.using import member_of_using

        wrong = member_of_using(self._block())
        if wrong:
            self.call.throw(
                "InvalidOperation",
                f"Cannot get the value of the Using expression {wrong}.  Start-ThreadJob only supports using "
                "variable expressions.",
                "InvalidOperation",
                None,
                "System.Management.Automation.PSInvalidOperationException",
            )
        host = self.streaming_host
        if host is not None:
            host = self.call.host
        request = self._request(self.call.scope, None)
        if self.file_path is not None:
            request.label = self.file_path
        self.write(start_thread_job(self.call.runspace, request, self._name, self.throttle_limit, host))
