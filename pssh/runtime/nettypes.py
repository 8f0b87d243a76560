"""The .NET types of what the runtime hands out, and their members."""

from typing import Any

from pssh.objects.members import get_member
from pssh.objects.types import net_type
from pssh.runtime import commands, records
from pssh.runtime.history import HistoryInfo
from pssh.runtime.invocation import InvocationInfo
from pssh.runtime.nettypes_base import SPACE, declare, enum
from pssh.runtime.providers.base import Drive, PathInfo, Provider
from pssh.runtime.scope import ComputedVariable, ConstrainedVariable, Variable

# --- commands ---------------------------------------------------------------------------------------------

COMMAND = net_type(SPACE + "CommandInfo", commands.CommandInfo)
declare(
    COMMAND,
    """
    Name string name
    Definition string definition
    ModuleName string module_name
    Source string source
    Version System.Version version
    """,
)


@COMMAND.prop("CommandType", "System.Management.Automation.CommandTypes")
def _command_type(info: Any) -> Any:
    return enum("CommandTypes", info.command_type)


@COMMAND.prop("Visibility", "System.Management.Automation.SessionStateEntryVisibility")
def _visibility(info: Any) -> Any:
    return info.visibility


@COMMAND.prop("Module", "psmoduleinfo")
def _module(info: Any) -> Any:
    if not isinstance(info.module, str):
        return info.module
    from pssh.runtime.builtin_modules import CORE, built_in_module

    return None if info.module == CORE else built_in_module(info.module)


@COMMAND.prop(
    "Parameters",
    "System.Collections.Generic.Dictionary[string,System.Management.Automation.ParameterMetadata]",
)
def _parameters(info: Any) -> Any:
    from pssh.runtime.command_members import parameter_table

    return parameter_table(info)


@COMMAND.prop("ParameterSets", "System.Collections.ObjectModel.ReadOnlyCollection[CommandParameterSetInfo]")
def _parameter_sets(info: Any) -> Any:
    from pssh.runtime.command_members import parameter_sets

    return parameter_sets(info)


@COMMAND.prop("OutputType", "System.Collections.ObjectModel.ReadOnlyCollection[PSTypeName]")
def _output_type(info: Any) -> Any:
    from pssh.runtime.nettypes_runspaces import PSTypeName

    return [PSTypeName(name) for name in info.output_types]


@COMMAND.method(
    "ResolveParameter", "System.Management.Automation.ParameterMetadata ResolveParameter(string name)"
)
def _resolve_parameter(info: Any, name: str) -> Any:
    from pssh.runtime.command_members import resolve_parameter

    return resolve_parameter(_referenced(info) if isinstance(info, commands.AliasInfo) else info, name)


@COMMAND.method("ToString", "string ToString()")
def _command_text(info: Any) -> str:
    return str(info.name)


ALIAS = net_type(SPACE + "AliasInfo", commands.AliasInfo, SPACE + "CommandInfo")
declare(ALIAS, "Description =string description")


@ALIAS.prop("DisplayName", "string", kind="ScriptProperty")
def _alias_display(info: Any) -> str:
    return f"{info.name} -> {info.target}" if "-" not in info.name else str(info.name)


@ALIAS.prop("Options", "System.Management.Automation.ScopedItemOptions")
def _alias_options(info: Any) -> Any:
    return enum("ScopedItemOptions", info.options)


@ALIAS.prop("ReferencedCommand", "System.Management.Automation.CommandInfo")
def _referenced(info: Any) -> Any:
    from pssh.runtime.stack import current_frame

    frame = current_frame()
    return None if frame is None else frame.rs.discovery.lookup(info.target, frame.scope)


ALIAS.alias("ResolvedCommand", "ReferencedCommand")


@ALIAS.prop("ResolvedCommandName", "string")
def _resolved_name(info: Any) -> str:
    found = _referenced(info)
    return str(info.target if found is None else found.name)


def _of_resolved(name: str) -> None:
    """A property that an alias has from the command it stands for."""

    def read(info: Any) -> Any:
        found = _referenced(info)
        return None if found is None else get_member(found, name)

    ALIAS.prop(name, COMMAND.members[name.lower()].type_text)(read)


for _name in ("Parameters", "ParameterSets", "OutputType"):
    _of_resolved(_name)

FUNCTION = net_type(SPACE + "FunctionInfo", commands.FunctionInfo, SPACE + "CommandInfo")
declare(FUNCTION, "ScriptBlock scriptblock script_block\nDescription =string description")


@FUNCTION.prop("Options", "System.Management.Automation.ScopedItemOptions")
def _function_options(info: Any) -> Any:
    return enum("ScopedItemOptions", info.options)


@FUNCTION.prop("CmdletBinding", "bool")
def _cmdlet_binding(info: Any) -> bool:
    return bool(info.script_block.is_advanced)


@FUNCTION.prop("DefaultParameterSet", "string")
def _default_set(info: Any) -> Any:
    return info.metadata.default_set


for _cls in (commands.FunctionInfo, commands.CmdletInfo):
    _net = net_type(_cls.net_type_name, _cls, SPACE + "CommandInfo")

    @_net.prop("Verb", "string")
    def _verb(info: Any) -> str:
        return info.name.partition("-")[0] if "-" in info.name else ""

    @_net.prop("Noun", "string")
    def _noun(info: Any) -> str:
        return str(info.name.partition("-")[2])


CMDLET = net_type(SPACE + "CmdletInfo", commands.CmdletInfo, SPACE + "CommandInfo")


@CMDLET.prop("DefaultParameterSet", "string")
def _cmdlet_default_set(info: Any) -> Any:
    return info.metadata.default_set


SCRIPT_FILE = net_type(SPACE + "ExternalScriptInfo", commands.ExternalScriptInfo, SPACE + "CommandInfo")
declare(SCRIPT_FILE, "Path string path\nScriptBlock scriptblock script_block")
APPLICATION = net_type(SPACE + "ApplicationInfo", commands.ApplicationInfo, SPACE + "CommandInfo")
declare(APPLICATION, "Path string path")


@APPLICATION.prop("Extension", "string")
def _extension(info: Any) -> str:
    import os

    return str(os.path.splitext(info.path)[1])


SCRIPT = net_type(SPACE + "ScriptInfo", commands.ScriptInfo, SPACE + "CommandInfo")
declare(SCRIPT, "ScriptBlock scriptblock script_block")

# --- variables, drives, paths --------------------------------------------------------------------------------

VARIABLE = net_type(SPACE + "PSVariable", Variable)
for _variable_class in (ConstrainedVariable, ComputedVariable):
    net_type(SPACE + "PSVariable", _variable_class)
net_type(SPACE + "PSVariable", Variable)
declare(VARIABLE, "Name string name")


@VARIABLE.prop("Description", "string")
def _description(variable: Any) -> str:
    return str(variable.description)


@VARIABLE.setter("Description")
def _set_description(variable: Any, text: Any) -> None:
    variable.more().description = text


declare(VARIABLE, "Value =System.Object value")


@VARIABLE.prop("Visibility", "System.Management.Automation.SessionStateEntryVisibility")
def _variable_visibility(variable: Any) -> Any:
    name = "Public" if variable.extra is None else variable.extra.visibility
    return enum("SessionStateEntryVisibility", name)


@VARIABLE.setter("Visibility")
def _set_variable_visibility(variable: Any, value: Any) -> None:
    variable.more().visibility = enum("SessionStateEntryVisibility", value).name


@VARIABLE.prop("Module", "psmoduleinfo")
def _variable_module(variable: Any) -> Any:
    return None if variable.extra is None else variable.extra.module


@VARIABLE.prop("ModuleName", "string")
def _variable_module_name(variable: Any) -> str:
    module = _variable_module(variable)
    return "" if module is None else str(module.name)


@VARIABLE.prop("Options", "System.Management.Automation.ScopedItemOptions")
def _variable_options(variable: Any) -> Any:
    return enum("ScopedItemOptions", int(variable.options))


@VARIABLE.setter("Options")
def _set_variable_options(variable: Any, options: Any) -> None:
    variable.set_options(int(options))


@VARIABLE.prop("Attributes", "System.Collections.ObjectModel.Collection[System.Attribute]")
def _attributes(variable: Any) -> Any:
    return list(variable.attributes)


@VARIABLE.constructor("psvariable new(string name)", "psvariable new(string name, System.Object value)")
def _new_variable(name: str, value: Any = None) -> Any:
    return Variable(name, value)


DRIVE = net_type(SPACE + "PSDriveInfo", Drive)
declare(
    DRIVE,
    """
    Name string name
    Provider System.Management.Automation.ProviderInfo provider
    Root string root
    Description =string description
    Credential pscredential credential
    DisplayRoot string display_root
    """,
)


@DRIVE.prop("CurrentLocation", "string")
def _current(drive: Any) -> str:
    root = drive.root.rstrip("/")
    return str(drive.current[len(root) :].lstrip("/")) if drive.current.startswith(root) else ""


@DRIVE.prop("Used", "System.Object", kind="ScriptProperty")
def _used(drive: Any) -> Any:
    return None if drive.provider.flat else _space(drive.root)[0]


@DRIVE.prop("Free", "System.Object", kind="ScriptProperty")
def _free(drive: Any) -> Any:
    return None if drive.provider.flat else _space(drive.root)[1]


def _space(folder: str) -> Any:
    import os

    from pssh.objects.numbers import Int64

    try:
        found = os.statvfs(folder)
    except OSError:
        return None, None
    free = found.f_bavail * found.f_frsize
    return Int64(found.f_blocks * found.f_frsize - free), Int64(free)


PROVIDER = net_type(SPACE + "ProviderInfo", Provider)


@PROVIDER.prop("ImplementingType", "type")
def _implementing(provider: Any) -> Any:
    """PowerShell's own class for that store."""
    return net_type(f"Microsoft.PowerShell.Commands.{provider.name}Provider")


# All providers are the engine's own: none comes from a module, and the engine's help describes them.
PROVIDER.prop("HelpFile", "string")(lambda provider: "System.Management.Automation.dll-Help.xml")
declare(PROVIDER, "Name string name\nModuleName string module")
PROVIDER.prop("Module", "psmoduleinfo")(lambda provider: None)
PROVIDER.prop("Description", "string")(lambda provider: "")


@PROVIDER.prop("Capabilities", "System.Management.Automation.Provider.ProviderCapabilities")
def _capabilities(provider: Any) -> Any:
    return enum("Provider.ProviderCapabilities", ", ".join(provider.capabilities))


declare(PROVIDER, "Home =string home")


@PROVIDER.prop("Drives", "System.Collections.ObjectModel.Collection[psdriveinfo]")
def _drives(provider: Any) -> Any:
    return [drive for drive in provider.runspace.drives.all() if drive.provider is provider]


@PROVIDER.method("ToString", "string ToString()")
def _provider_text(provider: Any) -> str:
    return str(provider.full_name)


PATH = net_type(SPACE + "PathInfo", PathInfo)
declare(
    PATH,
    """
    Drive System.Management.Automation.PSDriveInfo drive
    Provider System.Management.Automation.ProviderInfo provider
    ProviderPath string provider_path
    Path string path
    """,
)

# --- records ---------------------------------------------------------------------------------------------------

INVOCATION = net_type(SPACE + "InvocationInfo", InvocationInfo)
declare(
    INVOCATION,
    """
    MyCommand System.Management.Automation.CommandInfo my_command
    ScriptLineNumber int script_line_number
    OffsetInLine int offset_in_line
    HistoryId long history_id
    ScriptName string script_name
    Line string line
    Statement string statement
    PositionMessage string position_message
    PSScriptRoot string ps_script_root
    PSCommandPath string ps_command_path
    InvocationName string invocation_name
    PipelineLength int pipeline_length
    PipelinePosition int pipeline_position
    ExpectingInput bool expecting_input
    CommandOrigin System.Management.Automation.CommandOrigin command_origin
    DisplayScriptPosition System.Management.Automation.Language.IScriptExtent display_script_position
    """,
)


@INVOCATION.prop("BoundParameters", "System.Collections.Generic.Dictionary[string,System.Object]")
def _bound(info: Any) -> Any:
    from pssh.runtime.command_members import bound_table

    return bound_table(info.bound_parameters)


@INVOCATION.prop("UnboundArguments", "System.Collections.Generic.List[System.Object]")
def _unbound(info: Any) -> Any:
    return list(info.unbound_arguments)


INFORMATIONAL = net_type(SPACE + "InformationalRecord", records.InformationalRecord)
declare(
    INFORMATIONAL,
    "Message =string message\nInvocationInfo System.Management.Automation.InvocationInfo invocation_info",
)


@INFORMATIONAL.prop("PipelineIterationInfo", "System.Collections.ObjectModel.ReadOnlyCollection[int]")
def _iteration(record: Any) -> Any:
    return []


for _record in (records.WarningRecord, records.VerboseRecord, records.DebugRecord):
    net_type(_record.net_type_name, _record, SPACE + "InformationalRecord").constructor(
        f"{_record.net_type_name} new(string message)"
    )(_record)

INFORMATION = net_type(SPACE + "InformationRecord", records.InformationRecord)
declare(
    INFORMATION,
    """
    MessageData System.Object message_data
    Source =string source
    """,
)


@INFORMATION.prop("TimeGenerated", "datetime")
def _generated(record: Any) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(record.time)


declare(
    INFORMATION,
    """
    Tags System.Collections.Generic.List[string] tags
    User =string user
    Computer =string computer
    ProcessId uint process_id
    NativeThreadId uint native_thread_id
    ManagedThreadId uint managed_thread_id
    """,
)
INFORMATION.constructor(SPACE + "InformationRecord new(System.Object messageData, string source)")(
    records.InformationRecord
)


MESSAGE = net_type(SPACE + "HostInformationMessage", records.HostMessage)
declare(
    MESSAGE,
    """
    Message =string message
    NoNewLine =System.Object no_new_line
    ForegroundColor =System.Object foreground_color
    BackgroundColor =System.Object background_color
    """,
)

PROGRESS = net_type(SPACE + "ProgressRecord", records.ProgressRecord)
declare(
    PROGRESS,
    """
    ActivityId int activity_id
    ParentActivityId =int parent_activity_id
    Activity =string activity
    StatusDescription =string status_description
    CurrentOperation =string current_operation
    PercentComplete =int percent_complete
    SecondsRemaining =int seconds_remaining
    RecordType =System.Management.Automation.ProgressRecordType record_type
    """,
)
PROGRESS.constructor(SPACE + "ProgressRecord new(int activityId, string activity, string statusDescription)")(
    records.ProgressRecord
)

HISTORY = net_type("Microsoft.PowerShell.Commands.HistoryInfo", HistoryInfo)


@HISTORY.prop("Id", "long")
def _history_id(entry: Any) -> Any:
    from pssh.objects.numbers import Int64

    return Int64(entry.id)


declare(HISTORY, "CommandLine string command_line")


@HISTORY.prop("ExecutionStatus", "System.Management.Automation.Runspaces.PipelineState")
def _status(entry: Any) -> str:
    return str(entry.execution_status)


@HISTORY.prop("StartExecutionTime", "datetime")
def _started(entry: Any) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(entry.start)


@HISTORY.prop("EndExecutionTime", "datetime")
def _ended(entry: Any) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(entry.end)


@HISTORY.prop("Duration", "timespan", kind="ScriptProperty")
def _duration(entry: Any) -> Any:
    from pssh.objects.timespan import TimeSpan

    return TimeSpan(int((entry.end - entry.start) * 10_000_000))
