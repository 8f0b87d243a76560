"""The .NET types behind `$Host` and `$ExecutionContext`, and their members."""

from typing import Any, List

from pssh.objects.types import net_type
from pssh.runtime import host as hosts
from pssh.runtime import intrinsics as parts
from pssh.runtime.nettypes_base import SPACE, declare, enum

__all__ = ["HOST"]

for _base in ("PSHost", "PSHostUserInterface", "PSHostRawUserInterface"):
    net_type(f"{SPACE}Host.{_base}")
HOST = net_type(parts.InternalHost.net_type_name, parts.InternalHost, SPACE + "Host.PSHost")
declare(HOST, "Name string name\nUI System.Management.Automation.Host.PSHostUserInterface ui")


@HOST.prop("Version", "System.Version")
def _version(host: Any) -> Any:
    from pssh.runtime.automatic import PS_VERSION
    from pssh.runtime.known_types import converted

    return converted(PS_VERSION, "System.Version")


def _nested(host: Any, what: str) -> None:
    from pssh.objects.exceptions import NetException

    call = getattr(host.runspace.host, what, None)
    if call is None:
        name = "".join(word.capitalize() for word in what.split("_"))
        kind = "Remote host method" if host.runspace.host.name == "ServerRemoteHost" else "Host method"
        raise NetException(
            "System.Management.Automation.PSNotImplementedException", f"{kind} {name} is not implemented."
        )
    call()


@HOST.method("EnterNestedPrompt", "void EnterNestedPrompt()")
def _enter_nested(host: Any) -> None:
    _nested(host, "enter_nested_prompt")


@HOST.method("ExitNestedPrompt", "void ExitNestedPrompt()")
def _exit_nested(host: Any) -> None:
    _nested(host, "exit_nested_prompt")


@HOST.method("SetShouldExit", "void SetShouldExit(int exitCode)")
def _should_exit(host: Any, code: int) -> None:
    host.runspace.host.set_exit(code)


@HOST.prop("InstanceId", "guid")
def _instance(host: Any) -> Any:
    from pssh.runtime.known_types import converted

    rs = host.runspace
    if not rs.instance_id:
        import os

        text = os.urandom(16).hex()
        rs.instance_id = "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
    return converted(rs.instance_id, "System.Guid")


@HOST.prop("CurrentCulture", "cultureinfo")
@HOST.prop("CurrentUICulture", "cultureinfo")
def _culture(host: Any) -> Any:
    from pssh.objects.members import get_static
    from pssh.runtime.known_types import known_type

    return get_static(known_type("System.Globalization.CultureInfo"), "CurrentCulture")


@HOST.prop("PrivateData", "psobject")
def _private(host: Any) -> Any:
    from pssh.objects.psobject import PSObject

    real = host.runspace.host
    if real.private_data is None:
        from pssh.runtime.command_members import shown_as

        members = {**_COLORS, "ToString": shown_as(_PROXY)}
        real.private_data = PSObject(None, members, [_PROXY, "System.Object"])
    return real.private_data


_PROXY = "Microsoft.PowerShell.ConsoleHost+ConsoleColorProxy"
_COLORS = {
    "FormatAccentColor": "Green",
    "ErrorAccentColor": "Cyan",
    "ErrorForegroundColor": "Red",
    "ErrorBackgroundColor": "Black",
    "WarningForegroundColor": "Yellow",
    "WarningBackgroundColor": "Black",
    "DebugForegroundColor": "Yellow",
    "DebugBackgroundColor": "Black",
    "VerboseForegroundColor": "Yellow",
    "VerboseBackgroundColor": "Black",
    "ProgressForegroundColor": "Black",
    "ProgressBackgroundColor": "Yellow",
}


@HOST.prop("IsRunspacePushed", "bool")
def _pushed(host: Any) -> bool:
    return bool(host.runspace.host.pushed)


@HOST.prop("DebuggerEnabled", "bool")
def _debugger(host: Any) -> bool:
    return bool(host.runspace.host.debugs)


@HOST.prop("Runspace", "runspace")
def _runspace(host: Any) -> Any:
    from pssh.runtime.local_runspaces import default_runspace

    return default_runspace(host.runspace)


@HOST.method("SetShouldExit", "void SetShouldExit(int exitCode)")
def _set_exit(host: Any, code: int) -> None:
    host.runspace.host.set_exit(code)


@HOST.method("PushRunspace", "void PushRunspace(runspace runspace)")
def _push(host: Any, session: Any) -> None:
    host.runspace.host.push_runspace(session)


@HOST.method("PopRunspace", "void PopRunspace()")
def _pop(host: Any) -> None:
    host.runspace.host.pop_runspace()


UI = net_type(parts.HostUI.net_type_name, parts.HostUI, SPACE + "Host.PSHostUserInterface")
declare(UI, "RawUI System.Management.Automation.Host.PSHostRawUserInterface raw")


@UI.prop("SupportsVirtualTerminal", "bool")
def _virtual(ui: Any) -> bool:
    return bool(ui.host.colors)


@UI.method(
    "Write",
    "void Write(string value)",
    "void Write(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)",
)
def _write(ui: Any, *args: Any) -> None:
    ui.host.write(*([args[0]] if len(args) == 1 else [args[2], args[0], args[1]]))


@UI.method(
    "WriteLine",
    "void WriteLine()",
    "void WriteLine(string value)",
    "void WriteLine(System.ConsoleColor foregroundColor, System.ConsoleColor backgroundColor, string value)",
)
def _write_line(ui: Any, *args: Any) -> None:
    ui.host.write_line(*([] if not args else [args[0]] if len(args) == 1 else [args[2], args[0], args[1]]))


@UI.method("WriteErrorLine", "void WriteErrorLine(string value)")
def _write_error(ui: Any, text: str) -> None:
    ui.host.write_error_line(text)


@UI.method("WriteWarningLine", "void WriteWarningLine(string message)")
def _write_warning(ui: Any, text: str) -> None:
    ui.host.write_warning(text)


@UI.method("WriteVerboseLine", "void WriteVerboseLine(string message)")
def _write_verbose(ui: Any, text: str) -> None:
    ui.host.write_verbose(text)


@UI.method("WriteDebugLine", "void WriteDebugLine(string message)")
def _write_debug(ui: Any, text: str) -> None:
    ui.host.write_debug(text)


@UI.method("ReadLine", "string ReadLine()")
def _read_line(ui: Any) -> str:
    return str(ui.host.read_line(""))


@UI.method("ReadLineAsSecureString", "securestring ReadLineAsSecureString()")
def _read_secure(ui: Any) -> Any:
    return ui.host.read_secure("")


@UI.method(
    "PromptForChoice",
    "int PromptForChoice(string caption, string message, "
    "System.Collections.ObjectModel.Collection[System.Management.Automation.Host.ChoiceDescription] choices, "
    "int defaultChoice)",
    raw=True,
)
def _choice(ui: Any, caption: Any, message: Any, choices: Any, default: Any) -> int:
    made = []
    for each in choices if isinstance(choices, list) else [choices]:
        made.append(each if isinstance(each, hosts.Choice) else hosts.Choice(str(each)))
    return int(ui.host.prompt_choice(str(caption or ""), str(message or ""), made, int(default)))


@UI.method(
    "PromptForCredential",
    "pscredential PromptForCredential(string caption, string message, string userName, string targetName)",
)
def _credential(ui: Any, caption: str, message: str, user: str, target: str) -> Any:
    return ui.host.credential(caption, message, user, target)


@UI.method(
    "Prompt",
    "System.Collections.Generic.Dictionary[string,psobject] Prompt(string caption, string message, "
    "System.Collections.ObjectModel.Collection[System.Management.Automation.Host.FieldDescription] descriptions)",
    raw=True,
)
def _prompt(ui: Any, caption: Any, message: Any, fields: Any) -> Any:
    rows = fields if isinstance(fields, list) else [fields]
    from pssh.runtime.command_members import bound_table

    return bound_table(ui.host.prompt_fields(str(caption or ""), str(message or ""), rows) or {})


RAW = net_type(parts.RawUI.net_type_name, parts.RawUI, SPACE + "Host.PSHostRawUserInterface")


def _size(width: int, height: int) -> Any:
    from pssh.objects.psobject import PSObject
    from pssh.runtime.command_members import shown_as

    return PSObject(
        None,
        {"Width": width, "Height": height, "ToString": shown_as(f"{width},{height}")},
        [SPACE + "Host.Size", "System.ValueType", "System.Object"],
    )


for _name in ("WindowSize", "BufferSize", "MaxWindowSize", "MaxPhysicalWindowSize"):

    @RAW.prop(_name, SPACE + "Host.Size")
    def _window(raw: Any) -> Any:
        return _size(raw.runspace.host.width, raw.runspace.host.height)

    @RAW.setter(_name)
    def _resize(raw: Any, value: Any) -> None:
        """A terminal's size is the terminal's: a new one is not taken."""


@RAW.prop("WindowTitle", "string")
def _title(raw: Any) -> str:
    return str(raw.runspace.host.window_title)


@RAW.setter("WindowTitle")
def _set_title(raw: Any, text: Any) -> None:
    raw.runspace.host.window_title = str(text)


for _name in ("ForegroundColor", "BackgroundColor"):

    @RAW.prop(_name, "System.ConsoleColor")
    def _color(raw: Any) -> Any:
        from pssh.objects.numbers import EnumValue
        from pssh.runtime.known_types import known_type

        return EnumValue(known_type("System.ConsoleColor"), -1)  # unknown, as .NET has it

    @RAW.setter(_name)
    def _set_color(raw: Any, value: Any) -> None:
        """The terminal's colours stay."""


@RAW.prop("CursorPosition", SPACE + "Host.Coordinates")
def _cursor(raw: Any) -> Any:
    from pssh.objects.psobject import PSObject
    from pssh.runtime.command_members import shown_as

    members = {"X": 0, "Y": 0, "ToString": shown_as("0,0")}
    return PSObject(None, members, [SPACE + "Host.Coordinates", "System.ValueType", "System.Object"])


@RAW.prop("KeyAvailable", "bool")
def _key(raw: Any) -> bool:
    return False


@RAW.method(
    "ReadKey",
    "System.Management.Automation.Host.KeyInfo ReadKey(System.Management.Automation.Host.ReadKeyOptions options)",
    "System.Management.Automation.Host.KeyInfo ReadKey()",
)
def _read_key(raw: Any, options: Any = "") -> Any:
    return raw.runspace.host.read_key(str(options))


@RAW.method("FlushInputBuffer", "void FlushInputBuffer()")
def _flush(raw: Any) -> None:
    raw.runspace.host.flush()


CHOICE = net_type(SPACE + "Host.ChoiceDescription", hosts.Choice)
declare(CHOICE, "Label string label\nHelpMessage =string help_message")
CHOICE.constructor(
    SPACE + "Host.ChoiceDescription new(string label)",
    SPACE + "Host.ChoiceDescription new(string label, string helpMessage)",
)(hosts.Choice)
FIELD = net_type(SPACE + "Host.FieldDescription", hosts.FieldDescription)
declare(FIELD, "Name string name\nLabel =string label\nHelpMessage =string help_message")
FIELD.constructor(SPACE + "Host.FieldDescription new(string name)")(hosts.FieldDescription)

# --- $ExecutionContext ---------------------------------------------------------------------------------------

ENGINE = net_type(SPACE + "EngineIntrinsics", parts.EngineIntrinsics)
declare(
    ENGINE,
    """
    Host System.Management.Automation.Host.PSHost host
    InvokeCommand System.Management.Automation.CommandInvocationIntrinsics invoke_command
    SessionState System.Management.Automation.SessionState session_state
    """,
)
STATE = net_type(SPACE + "SessionState", parts.SessionState)
declare(
    STATE,
    """
    Module psmoduleinfo module
    PSVariable System.Management.Automation.PSVariableIntrinsics variables
    Path System.Management.Automation.PathIntrinsics paths
    """,
)


@STATE.prop("LanguageMode", "System.Management.Automation.PSLanguageMode")
def _language(state: Any) -> Any:
    return enum("PSLanguageMode", "FullLanguage")


@STATE.prop("InvokeCommand", "System.Management.Automation.CommandInvocationIntrinsics")
def _state_invoke(state: Any) -> Any:
    return parts.InvokeCommand(state.runspace)


VARIABLES = net_type(SPACE + "PSVariableIntrinsics", parts.VariableIntrinsics)


@VARIABLES.method("Get", "psvariable Get(string name)")
def _get(variables: Any, name: str) -> Any:
    return variables.scope.find(name)


@VARIABLES.method(
    "GetValue",
    "System.Object GetValue(string name)",
    "System.Object GetValue(string name, System.Object defaultValue)",
)
def _get_value(variables: Any, name: str, default: Any = None) -> Any:
    return variables.scope.get(name, default)


@VARIABLES.method(
    "Set", "void Set(string name, System.Object value)", "void Set(psvariable variable)", raw=True
)
def _set(variables: Any, name: Any, value: Any = None) -> None:
    if hasattr(name, "raw"):
        variables.scope.set(name.name, name.value)
    else:
        variables.scope.assign(str(name), value)


@VARIABLES.method("Remove", "void Remove(string name)")
def _remove(variables: Any, name: str) -> None:
    for scope in variables.scope.chain():
        if scope.remove(name):
            return


PATHS = net_type(SPACE + "PathIntrinsics", parts.PathIntrinsics)


@PATHS.prop("CurrentLocation", "System.Management.Automation.PathInfo")
@PATHS.prop("CurrentFileSystemLocation", "System.Management.Automation.PathInfo")
def _location(paths: Any) -> Any:
    return paths.runspace.location.info


@PATHS.method(
    "GetUnresolvedProviderPathFromPSPath", "string GetUnresolvedProviderPathFromPSPath(string path)"
)
def _unresolved(paths: Any, path: str) -> str:
    return str(paths.runspace.paths.absolute(path).path)


@PATHS.method(
    "GetResolvedPSPathFromPSPath",
    "System.Collections.ObjectModel.Collection[System.Management.Automation.PathInfo] GetResolvedPSPathFromPSPath(string path)",
)
def _resolved(paths: Any, path: str) -> Any:
    from pssh.runtime.providers.base import PathInfo

    return [PathInfo(where) for where in paths.runspace.paths.resolve(path)]


@PATHS.method("Combine", "string Combine(string parent, string child)")
def _combine(paths: Any, parent: str, child: str) -> str:
    return parent.rstrip("/") + "/" + child.lstrip("/")


@PATHS.method("IsPSAbsolute", "bool IsPSAbsolute(string path, [ref] string driveName)", raw=True)
def _absolute(paths: Any, path: Any, drive: Any = None) -> bool:
    return str(path).startswith("/") or ":" in str(path).split("/")[0]


INVOKE = net_type(SPACE + "CommandInvocationIntrinsics", parts.InvokeCommand)
_LOCATION_ACTION = "System.EventHandler[System.Management.Automation.LocationChangedEventArgs]"


@INVOKE.prop("LocationChangedAction", _LOCATION_ACTION)
def _location_action(invoke: Any) -> Any:
    return invoke.runspace.services.get("location_changed")


@INVOKE.setter("LocationChangedAction")
def _set_location_action(invoke: Any, action: Any) -> None:
    invoke.runspace.services["location_changed"] = action


@INVOKE.method("ExpandString", "string ExpandString(string source)")
def _expand(invoke: Any, text: str) -> str:
    return str(invoke.expand_string(text))


@INVOKE.method(
    "InvokeScript",
    "System.Collections.ObjectModel.Collection[psobject] InvokeScript(string script, Params System.Object[] args)",
    raw=True,
)
def _invoke_script(invoke: Any, *args: Any) -> Any:
    from pssh.objects.collections import Collection

    rest: List[Any] = list(args)
    if rest and rest[0].__class__ is bool:  # (useLocalScope, block, input, args)
        return Collection(invoke.invoke_script(rest[1], rest[3:] and list(rest[3] or [])))
    return Collection(invoke.invoke_script(rest[0], rest[1:]))


@INVOKE.method("NewScriptBlock", "scriptblock NewScriptBlock(string scriptText)")
def _new_block(invoke: Any, text: str) -> Any:
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock.create(text)


@INVOKE.method(
    "GetCommand",
    "System.Management.Automation.CommandInfo GetCommand(string commandName, System.Management.Automation.CommandTypes type)",
    raw=True,
)
def _get_command(invoke: Any, name: Any, kind: Any = None) -> Any:
    return invoke.get_command(str(name))


@INVOKE.method(
    "GetCommandName",
    "System.Collections.Generic.List[string] GetCommandName(string name, bool nameIsPattern, bool returnFullName)",
    raw=True,
)
def _command_names(invoke: Any, name: Any, pattern: Any = False, full: Any = False) -> Any:
    found = invoke.runspace.invoke_command("Get-Command", [str(name)])
    return [info.path if full and hasattr(info, "path") else info.name for info in found]


@INVOKE.method(
    "GetCommands",
    "System.Collections.Generic.IEnumerable[System.Management.Automation.CommandInfo] GetCommands(string name, "
    "System.Management.Automation.CommandTypes commandTypes, bool nameIsPattern)",
)
def _get_commands(invoke: Any, name: str, kinds: Any, pattern: bool) -> Any:
    named = {"CommandType": kinds, "ErrorAction": "Ignore"}
    if not pattern:
        named["All"] = True
    return invoke.runspace.invoke_command("Get-Command", [name], named)


@INVOKE.method("GetCmdlet", "System.Management.Automation.CmdletInfo GetCmdlet(string commandName)")
def _get_cmdlet(invoke: Any, name: str) -> Any:
    return invoke.runspace.discovery.cmdlet(name)


@INVOKE.method(
    "GetCmdlets",
    "System.Collections.Generic.List[System.Management.Automation.CmdletInfo] GetCmdlets()",
    "System.Collections.Generic.List[System.Management.Automation.CmdletInfo] GetCmdlets(string pattern)",
)
def _get_cmdlets(invoke: Any, pattern: str = "*") -> Any:
    return invoke.runspace.invoke_command(
        "Get-Command", [pattern], {"CommandType": "Cmdlet", "ErrorAction": "Ignore"}
    )
