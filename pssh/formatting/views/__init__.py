"""The built-in views, declared as data: one module per family, loaded when one of the family is shown."""

from typing import ClassVar, Dict, List

from pssh.formatting.view import View

__all__ = ["INDEX", "all_views", "views_of"]

# Which module declares the views of which types (full names in lower case).
INDEX: Dict[str, str] = {
    "errors": """
        System.Management.Automation.ErrorRecord
        System.Management.Automation.InformationalRecord System.Management.Automation.InformationRecord
        System.Management.Automation.WarningRecord System.Management.Automation.VerboseRecord
        System.Management.Automation.DebugRecord System.Management.Automation.CallStackFrame
        System.Management.Automation.ErrorRecord#PSExtendedError""",
    "files": """
        System.IO.FileInfo System.IO.DirectoryInfo System.IO.FileSystemInfo
        Microsoft.PowerShell.Commands.FileHashInfo Microsoft.PowerShell.Commands.ByteCollection
        System.Diagnostics.FileVersionInfo""",
    "jobs": """
        System.Management.Automation.Job System.Management.Automation.PSRemotingJob ThreadJob.ThreadJob
        System.Management.Automation.PSRemotingChildJob System.Management.Automation.PSEventJob
        System.Management.Automation.PSTasks.PSTaskJob System.Management.Automation.PSTasks.PSTaskChildJob
        System.Management.Automation.Runspaces.PSSession System.Management.Automation.Runspaces.Runspace
        Microsoft.PowerShell.Commands.PSRunspaceDebug Microsoft.PowerShell.ThreadJob.ThreadJob""",
    "debugging": """
        System.Management.Automation.LineBreakpoint System.Management.Automation.VariableBreakpoint
        System.Management.Automation.CommandBreakpoint System.Management.Automation.Breakpoint""",
    "help": """
        HelpInfoShort ExtendedCmdletHelpInfo MamlParaTextItem MamlCommandHelpInfo
        MamlCommandHelpInfo#DetailedView MamlCommandHelpInfo#ExamplesView MamlCommandHelpInfo#FullView
        MamlCommandHelpInfo#details MamlCommandHelpInfo#syntax MamlCommandHelpInfo#parameters
        MamlCommandHelpInfo#parameter MamlCommandHelpInfo#examples MamlCommandHelpInfo#example
        MamlCommandHelpInfo#inputTypes MamlCommandHelpInfo#returnValues MamlCommandHelpInfo#relatedLinks
        MamlCommandHelpInfo#alertSet""",
    "editor": "Microsoft.PowerShell.KeyHandler Microsoft.PowerShell.PSConsoleReadLineOptions",
    "commands": """
        System.Management.Automation.CommandInfo System.Management.Automation.AliasInfo
        System.Management.Automation.ApplicationInfo System.Management.Automation.CmdletInfo
        System.Management.Automation.ExternalScriptInfo System.Management.Automation.FilterInfo
        System.Management.Automation.FunctionInfo System.Management.Automation.ScriptInfo
        System.Management.Automation.ConfigurationInfo System.Management.Automation.PSModuleInfo
        ModuleInfoGrouping
        System.Management.Automation.PSVariable System.Management.Automation.PSDriveInfo
        System.Management.Automation.ProviderInfo System.Management.Automation.PathInfo
        System.Management.Automation.ScriptBlock Microsoft.PowerShell.Commands.HistoryInfo
        Microsoft.PowerShell.Commands.MemberDefinition""",
    "system": """
        System.Management.Automation.Runspaces.TypeData
        System.Diagnostics.Process System.Diagnostics.ProcessModule System.Diagnostics.EventLogEntry
        System.Collections.DictionaryEntry System.Type System.RuntimeType
        System.Version System.Management.Automation.SemanticVersion System.TimeSpan
        System.DateTime System.Guid System.Management.Automation.PSMethod
        System.Globalization.CultureInfo System.ServiceProcess.ServiceController
        Microsoft.PowerShell.Commands.GroupInfo Microsoft.PowerShell.Commands.GroupInfoNoElement
        Microsoft.PowerShell.Commands.MatchInfo Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus
        Microsoft.PowerShell.Commands.TestConnectionCommand+TcpPortStatus""",
}


class _Loaded:
    modules: ClassVar[Dict[str, str]] = {}
    views: ClassVar[Dict[str, List[View]]] = {}


def _modules() -> Dict[str, str]:
    if not _Loaded.modules:
        for module, names in INDEX.items():
            for name in names.split():
                _Loaded.modules[name.lower()] = module
    return _Loaded.modules


def views_of(lower: str) -> List[View]:
    """The built-in views of a type (its lower-case full name)."""
    module = _modules().get(lower)
    if module is None:
        return []
    if lower not in _Loaded.views:
        _load(module)
    return _Loaded.views.get(lower, [])


def _load(module: str) -> None:
    from importlib import import_module

    for name in INDEX[module].split():
        _Loaded.views.setdefault(name.lower(), [])
    for view in import_module("pssh.formatting.views." + module).VIEWS:
        for name in view.types:
            _Loaded.views.setdefault(name.lower(), []).append(view)


def all_views() -> List[View]:
    """Every built-in view (Get-FormatData)."""
    from importlib import import_module

    return [view for module in INDEX for view in import_module("pssh.formatting.views." + module).VIEWS]
