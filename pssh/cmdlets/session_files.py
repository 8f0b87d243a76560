"""New-PSRoleCapabilityFile and New-PSTransportOption: what configured endpoints of PowerShell are described by."""

import os
from typing import Annotated, Any, Dict, List, Optional

from pssh.cmdlets._data_text import data_literal, new_guid
from pssh.runtime.cmdlet import Call, Param, cmdlet

CORE = "Microsoft.PowerShell.Core"
_OPTION = "Microsoft.PowerShell.Commands.WSManConfigurationOption"

# key of the file -> what it says, and the example that stands there commented out
_ROLE_KEYS = (
    (
        "ModulesToImport",
        "Modules that are imported into the session",
        "@('Module1', @{ ModuleName = 'Module2' })",
    ),
    ("VisibleAliases", "Aliases that can be seen", "'Alias1', 'Alias2'"),
    (
        "VisibleCmdlets",
        "Cmdlets that can be seen, as names or with their parameters",
        "'Get-Item', 'Get-Date'",
    ),
    ("VisibleFunctions", "Functions that can be seen, as names or with their parameters", "'Function1'"),
    ("VisibleExternalCommands", "Programs and scripts that can be run", "'/usr/bin/uptime'"),
    ("VisibleProviders", "Providers that can be seen", "'FileSystem', 'Environment'"),
    ("ScriptsToProcess", "Scripts that run when the session begins", "'/srv/scripts/First.ps1'"),
    ("AliasDefinitions", "Aliases that are made", "@{ Name = 'll'; Value = 'Get-ChildItem' }"),
    ("FunctionDefinitions", "Functions that are made", "@{ Name = 'Get-One'; ScriptBlock = { 1 } }"),
    ("VariableDefinitions", "Variables that are made", "@{ Name = 'One'; Value = 1 }"),
    ("EnvironmentVariables", "Environment variables that are set", "@{ ONE = '1' }"),
    ("TypesToProcess", "Type files that are loaded", "'/srv/types/My.types.ps1xml'"),
    ("FormatsToProcess", "Format files that are loaded", "'/srv/formats/My.format.ps1xml'"),
    ("AssembliesToLoad", "Assemblies that are loaded", "'System.Web'"),
)


@cmdlet("New-PSRoleCapabilityFile", module=CORE)
def new_role_capability_file(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, mandatory=True)] = None,
    *,
    guid: Annotated[Any, Param(type="System.Guid")] = None,
    author: Optional[str] = None,
    description: Optional[str] = None,
    company_name: Optional[str] = None,
    copyright: Optional[str] = None,
    modules_to_import: Optional[List[Any]] = None,
    visible_aliases: Optional[List[str]] = None,
    visible_cmdlets: Optional[List[Any]] = None,
    visible_functions: Optional[List[Any]] = None,
    visible_external_commands: Optional[List[str]] = None,
    visible_providers: Optional[List[str]] = None,
    scripts_to_process: Optional[List[str]] = None,
    alias_definitions: Optional[List[Any]] = None,
    function_definitions: Optional[List[Any]] = None,
    variable_definitions: Any = None,
    environment_variables: Annotated[Any, Param(type="System.Collections.IDictionary")] = None,
    types_to_process: Optional[List[str]] = None,
    formats_to_process: Optional[List[str]] = None,
    assemblies_to_load: Optional[List[str]] = None,
) -> None:
    """Writes a file that says what a role may see and do in a session; keys without a value stand as comments."""
    from pssh.objects.convert import to_string

    native = call.runspace.paths.to_native(path or "")
    if not native.lower().endswith(".psrc"):
        call.throw("InvalidRoleCapabilityFilePath", f"The path of a role capability file ends in .psrc: {path}",
                   "InvalidArgument", path, "System.InvalidOperationException")  # fmt: skip
    given: Dict[str, Any] = {
        "ModulesToImport": modules_to_import, "VisibleAliases": visible_aliases, "VisibleCmdlets": visible_cmdlets,
        "VisibleFunctions": visible_functions, "VisibleExternalCommands": visible_external_commands,
        "VisibleProviders": visible_providers, "ScriptsToProcess": scripts_to_process,
        "AliasDefinitions": alias_definitions, "FunctionDefinitions": function_definitions,
        "VariableDefinitions": variable_definitions, "EnvironmentVariables": environment_variables,
        "TypesToProcess": types_to_process, "FormatsToProcess": formats_to_process,
        "AssembliesToLoad": assemblies_to_load,
    }  # fmt: skip
    owner = author or os.environ.get("USER") or os.environ.get("LOGNAME") or "unknown"
    about = (
        ("GUID", "What identifies the file", to_string(guid) if guid is not None else new_guid()),
        ("Author", "Who wrote it", owner),
        ("Description", "What the role is for", description),
        ("CompanyName", "Whose it is", company_name or "Unknown"),
        ("Copyright", "Who may use it", copyright or f"(c) {owner}. All rights reserved."),
    )
    parts = [_entry(key, says, value, "''") for key, says, value in about]
    parts += [_entry(key, says, given[key], example) for key, says, example in _ROLE_KEYS]
    with open(native, "w", encoding="utf-8") as file:
        file.write("@{\n\n" + "\n".join(parts) + "\n}\n")


def _entry(key: str, says: str, value: Any, example: str) -> str:
    line = f"# {key} = {example}" if value is None else f"{key} = {data_literal(value)}"
    return f"# {says}\n{line}\n"


@cmdlet("New-PSTransportOption", module=CORE, output=_OPTION)
def new_transport_option(
    call: Call,
    *,
    max_idle_timeout_sec: Annotated[Optional[int], Param(by_property=True)] = None,
    process_idle_timeout_sec: Annotated[Optional[int], Param(by_property=True)] = None,
    max_sessions: Annotated[Optional[int], Param(by_property=True)] = None,
    max_concurrent_commands_per_session: Annotated[Optional[int], Param(by_property=True)] = None,
    max_sessions_per_user: Annotated[Optional[int], Param(by_property=True)] = None,
    max_memory_per_session_mb: Annotated[
        Optional[int], Param(name="MaxMemoryPerSessionMB", by_property=True)
    ] = None,
    max_processes_per_session: Annotated[Optional[int], Param(by_property=True)] = None,
    max_concurrent_users: Annotated[Optional[int], Param(by_property=True)] = None,
    idle_timeout_sec: Annotated[Optional[int], Param(by_property=True)] = None,
    output_buffering_mode: Annotated[Optional[str], Param(by_property=True)] = None,
) -> Any:
    """Makes an object with the limits of an endpoint. It is for the endpoints of Windows: sessions over SSH have none.

    PS> (New-PSTransportOption -MaxSessions 40).MaxSessions
    40
    """
    from pssh.objects.psobject import PSObject

    members = {
        "ProcessIdleTimeoutSec": process_idle_timeout_sec,
        "MaxIdleTimeoutSec": max_idle_timeout_sec,
        "MaxSessions": max_sessions,
        "MaxConcurrentCommandsPerSession": max_concurrent_commands_per_session,
        "MaxSessionsPerUser": max_sessions_per_user,
        "MaxMemoryPerSessionMB": max_memory_per_session_mb,
        "MaxProcessesPerSession": max_processes_per_session,
        "MaxConcurrentUsers": max_concurrent_users,
        "IdleTimeoutSec": idle_timeout_sec,
        "OutputBufferingMode": output_buffering_mode,
    }
    return PSObject(
        None, members, [_OPTION, "System.Management.Automation.PSTransportOption", "System.Object"]
    )
