"""Import-PSSession and Export-PSSession: commands of a session as functions here."""

import os
from typing import TYPE_CHECKING, Annotated, Any, Dict, Iterable, Iterator, List, Optional

from pssh.cmdlets._encoding import codec_of
from pssh.cmdlets._jobs import not_supported
from pssh.cmdlets.module import check_names
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.wildcards import has_wildcard

__all__ = ["ExportPSSession", "ImportPSSession"]

SESSION = "System.Management.Automation.Runspaces.PSSession"
QUESTION = """param($names, $types, $modules)
$wanted = @{ Name = $names; CommandType = $types; ErrorAction = 'SilentlyContinue' }
if ($modules) { $wanted.Module = $modules }
foreach ($command in Get-Command @wanted) {
    $parameters = foreach ($one in $command.Parameters.Values) {
        if ($one.ParameterType.Name -eq 'SwitchParameter') { "[switch]$($one.Name)" } else { $one.Name }
    }
    [pscustomobject]@{ Name = $command.Name; Parameters = [string[]]$parameters }
}"""
NOT_FOUND = (
    "Running the Get-Command command in a remote session reported the following error: The term '{}' is not "
    "recognized as a name of a cmdlet, function, script file, or executable program.\nCheck the spelling of the "
    "name, or if a path was included, verify that the path is correct and try again."
)
SESSION_OF_IMPORT = """function Get-ImplicitSession {{
    $session = Get-PSSession -InstanceId '{0}' -ErrorAction Ignore
    if ($null -eq $session) {{
        throw ('No session has been associated with this implicit remoting module: it was closed. ' +
            'Open one with New-PSSession and import from it again.')
    }}
    $session
}}
"""
COMMON = frozenset(
    "verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable "
    "informationvariable outvariable outbuffer pipelinevariable whatif confirm".split()
)
PROXY = """function {shown} {{
    param({parameters})
    $bound = @{{}}
    foreach ($name in $PSBoundParameters.Keys) {{ $bound[$name] = $PSBoundParameters[$name] }}
    $call = @{{ Session = {session}; HideComputerName = $true; ArgumentList = '{name}', $bound, $args
        ScriptBlock = {{ param($name, $bound, $rest) & $name @bound @rest }} }}
    if ($MyInvocation.ExpectingInput) {{
        $call.ScriptBlock = {{ param($name, $bound, $rest) $input | & $name @bound @rest }}
        $input | Invoke-Command @call
    }} else {{ Invoke-Command @call }}
}}
"""


class _Proxies(CmdletBase):
    """Asks the session for its commands and writes their proxies."""

    if TYPE_CHECKING:  # the parameters, declared by each cmdlet
        command_name: Any
        command_type: Any
        module: Any
        session: Any
        allow_clobber: Any

    def begin(self) -> None:
        for name, why in (
            (
                "FormatTypeName",
                "is not available: what comes from a session is shown by the views of this one",
            ),
            (
                "ArgumentList",
                "is not available: parameters that depend on arguments are bound over there, by each call",
            ),
        ):
            if name in self.call.bound:
                not_supported(self.call, name, why)

    def remote_commands(self) -> List[Any]:
        """(name, parameters) of the commands that are wanted."""
        from pssh.objects.members import get_member
        from pssh.objects.psobject import unwrap
        from pssh.objects.tostring import to_string
        from pssh.remoting.sinks import QueueSink

        call = self.call
        names = list(self.command_name or ["*"])
        chosen = self.command_name or self.module
        types = to_string(self.command_type or ("Function, Cmdlet, Filter, Alias" if chosen else "Function"))
        sink = QueueSink()
        self.session.runspace.invoke(QUESTION, [names, types, list(self.module or ())], sink=sink)
        found: Dict[str, List[str]] = {}
        for kind, payload in sink.events(call.runspace):
            if kind == "output":
                for value in payload:
                    given = unwrap(get_member(value, "Parameters"))
                    parameters = given if isinstance(given, list) else [given] if given else []
                    found.setdefault(str(get_member(value, "Name")), [str(unwrap(p)) for p in parameters])
        self._report_missing(names, found)
        commands = sorted(found.items())
        if self.allow_clobber or getattr(self, "prefix", None):
            return commands
        return [pair for pair in commands if not self._known(pair[0])]

    def _report_missing(self, names: List[str], found: Dict[str, List[str]]) -> None:
        there = {name.lower() for name in found}
        for name in names:
            if name.lower() not in there and not has_wildcard(name):
                self.call.error(
                    "ErrorFromRemoteCommand",
                    NOT_FOUND.format(name),
                    "ObjectNotFound",
                    name,
                    "System.Management.Automation.RuntimeException",
                )

    def _known(self, name: str) -> bool:
        from pssh.objects.errors import PSError

        try:
            self.call.runspace.find_command(name, self.call.scope)
        except PSError:
            return False
        self.call.warning(
            f"Proxy creation has been skipped for the '{name}' command, because it would shadow an existing local "
            "command.  Use the AllowClobber parameter if you want to shadow existing local commands."
        )
        return True

    def proxies(self, commands: List[Any], session: str, prefix: str) -> str:
        """The text of a module with a function for each command."""
        return "".join(
            PROXY.format(
                shown=_shown(name, prefix),
                name=name.replace("'", "''"),
                session=session,
                parameters=", ".join(_declared(one) for one in parameters if _own(one)),
            )
            for name, parameters in commands
        )


def _own(parameter: str) -> bool:
    return parameter.rpartition("]")[2].lower() not in COMMON


def _declared(parameter: str) -> str:
    switch = parameter.startswith("[switch]")
    return ("[switch]" if switch else "") + "${" + parameter.rpartition("]")[2] + "}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join("'" + name.replace("'", "''") + "'" for name in names) or "@()"


def _shown(name: str, prefix: str) -> str:
    verb, dash, noun = name.partition("-")
    return f"{verb}-{prefix}{noun}" if dash else prefix + name


@cmdlet("Import-PSSession", alias="ipsn", output="System.Management.Automation.PSModuleInfo")
class ImportPSSession(_Proxies):
    """Makes commands of a session callable here: each becomes a function that runs there."""

    session: Annotated[Any, Param(position=0, mandatory=True, type=SESSION)] = None
    command_name: Annotated[Optional[List[str]], Param(position=2, aliases="Name")] = None
    command_type: Annotated[Any, Param(type="System.Management.Automation.CommandTypes", aliases="Type")] = (
        None
    )
    module: Annotated[Optional[List[str]], Param(aliases="PSSnapin")] = None
    format_type_name: Annotated[Optional[List[str]], Param(position=3)] = None
    prefix: Optional[str] = None
    argument_list: Annotated[Optional[List[Any]], Param(aliases="Args")] = None
    disable_name_checking: Switch = False
    allow_clobber: Switch = False

    def end(self) -> Any:
        from pssh.runtime.scriptblock import ScriptBlock

        call = self.call
        commands = self.remote_commands()
        prefix = self.prefix or ""
        text = SESSION_OF_IMPORT.format(self.session.instance_id)
        text += self.proxies(commands, "(Get-ImplicitSession)", prefix)
        text += f"Export-ModuleMember -Function {_listed(_shown(pair[0], prefix) for pair in commands)}\n"
        name = "tmp_" + self.session.instance_id.replace("-", "")[:12]
        modules = call.runspace.modules
        info = modules.from_block(name, ScriptBlock.create(text), (), lambda value: None)
        modules.import_into(info, call.scope.global_scope)
        if not self.disable_name_checking:
            check_names(call, info)
        return info


@cmdlet("Export-PSSession", alias="epsn", output="System.IO.FileInfo")
class ExportPSSession(_Proxies):
    """Writes a module whose functions run in a session that the module opens when it is first needed."""

    session: Annotated[Any, Param(position=0, mandatory=True, type=SESSION)] = None
    output_module: Annotated[str, Param(position=1, mandatory=True, aliases=("PSPath", "ModuleName"))] = ""
    command_name: Annotated[Optional[List[str]], Param(position=2, aliases="Name")] = None
    command_type: Annotated[Any, Param(type="System.Management.Automation.CommandTypes", aliases="Type")] = (
        None
    )
    module: Annotated[Optional[List[str]], Param(aliases="PSSnapin")] = None
    format_type_name: Annotated[Optional[List[str]], Param(position=3)] = None
    encoding: Optional[str] = None
    argument_list: Annotated[Optional[List[Any]], Param(aliases="Args")] = None
    allow_clobber: Switch = False
    force: Switch = False

    def end(self) -> Iterator[Any]:
        call = self.call
        folder = str(call.path(self.output_module))
        if os.path.isdir(folder) and os.listdir(folder) and not self.force:
            call.throw(
                "ExportProxyCommand_OutputModuleExists",
                f"Folder '{folder}' already exists; use -Force to overwrite it.",
                "ResourceExists",
                folder,
                "System.IO.IOException",
            )
        os.makedirs(folder, exist_ok=True)
        name = os.path.basename(folder)
        target = self.session.target
        options = " ".join(
            f"-{key} '{value}'"
            for key, value in (
                ("UserName", target.user),
                ("Port", target.port),
                ("KeyFilePath", target.key_file),
            )
            if value
        )
        place = (
            f"-HostName '{target.host}' {options}"
            if target.kind == "ssh"
            else f"-ComputerName '{target.host}'"
        )
        body = (
            "$script:session = $null\nfunction Get-ImplicitSession {\n"
            "    if ($null -eq $script:session -or $script:session.State -ne 'Opened') {\n"
            f"        $script:session = New-PSSession {place}\n    }}\n    $script:session\n}}\n"
        )
        commands = self.remote_commands()
        body += self.proxies(commands, "(Get-ImplicitSession)", "")
        names = _listed(pair[0] for pair in commands)
        body += f"Export-ModuleMember -Function {names}\n"
        manifest = f"@{{\n    RootModule = '{name}.psm1'\n    ModuleVersion = '1.0'\n    FunctionsToExport = {names}\n}}\n"
        views = '<?xml version="1.0" encoding="utf-8"?>\n<Configuration><ViewDefinitions /></Configuration>\n'
        codec, mark = codec_of(self.encoding)
        for suffix, text in (("psm1", body), ("psd1", manifest), ("format.ps1xml", views)):
            path = os.path.join(folder, f"{name}.{suffix}")
            with open(path, "wb") as stream:
                stream.write(mark + text.encode(codec))
            yield from call.runspace.invoke_block(_item_block(), args=(path,))


def _item_block() -> Any:
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock.create("param($path) Get-Item -LiteralPath $path")
