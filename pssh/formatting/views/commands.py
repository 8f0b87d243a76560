"""Views of commands, modules, variables, drives, paths, members, history."""

import os
from typing import Any, List, Tuple

from pssh.formatting.view import CustomView, GroupBy, Item, ListView, TableView, column
from pssh.formatting.views.helpers import text_format
from pssh.objects.members import get_member
from pssh.objects.nothing import NOTHING

_NS = "System.Management.Automation."


def _command_name(value: Any) -> Any:
    shown = get_member(value, "DisplayName")
    return get_member(value, "Name") if shown in (None, NOTHING, "") else shown


def _module_version(value: Any) -> Any:
    version = get_member(value, "Version")
    return None if version is None else version


def _prerelease(value: Any) -> Any:
    data = get_member(value, "PrivateData")
    inner = None if data is None else get_member(data, "PSData")
    return None if inner is None else get_member(inner, "PreRelease")


def _editions(value: Any) -> str:
    """Desk where a module does not say for whom it is made."""
    from pssh.objects.compare import enumerate_value

    found = enumerate_value(get_member(value, "CompatiblePSEditions"))
    return ",".join(str(each)[:4] for each in found or ()) or "Desk"


def _modules_folder(value: Any) -> str:
    """The folder of the module path a module is in; a folder named after the version does not count."""
    folder = os.path.dirname(str(get_member(value, "Path")))
    if os.path.basename(folder).replace(".", "").isdigit():
        folder = os.path.dirname(folder)
    return os.path.dirname(folder)


def _exported(value: Any) -> Any:
    found = get_member(value, "ExportedCommands")
    return found.keys() if hasattr(found, "stored_key") else found


def _gigabytes(name: str) -> Any:
    def read(value: Any) -> Any:
        used, free = get_member(value, "Used"), get_member(value, "Free")
        if not used and not free:
            return None
        return text_format("{0:###0.00}", float(get_member(value, name) or 0) / 1073741824)

    return read


def _drive_root(value: Any) -> Any:
    shown = get_member(value, "DisplayRoot")
    return get_member(value, "Root") if shown in (None, "") else shown


def _duration(value: Any) -> Any:
    from pssh.formatting.values import formatted_text

    span = get_member(value, "Duration")
    if span is None:
        return None
    hours = float(get_member(span, "TotalHours"))
    if hours >= 10:
        return f"{int(hours)}:{formatted_text(span, 'mm')}" + (formatted_text(span, "\\:ss\\.fff") or "")
    if hours >= 1:
        return formatted_text(span, "h\\:mm\\:ss\\.fff")
    if float(get_member(span, "TotalMinutes")) >= 1:
        return formatted_text(span, "m\\:ss\\.fff")
    return formatted_text(span, "s\\.fff")


def _block_lines(value: Any, _context: Any) -> List[Tuple[int, str]]:
    from pssh.objects.psobject import unwrap

    return [(0, line) for line in str(unwrap(value)).split("\n")]


_COMMANDS = tuple(
    _NS + name
    for name in (
        "AliasInfo",
        "ApplicationInfo",
        "CmdletInfo",
        "ExternalScriptInfo",
        "FilterInfo",
        "FunctionInfo",
        "ScriptInfo",
        "ConfigurationInfo",
        "CommandInfo",
    )
)

VIEWS = (
    TableView(
        _COMMANDS,
        (
            column("CommandType", 15),
            column("Name", 50, expression=_command_name),
            column("Version", 10),
            column("Source"),
        ),
        name="CommandInfo",
    ),
    ListView(
        (_NS + "AliasInfo",),
        ("DisplayName", "CommandType", "Definition", "ReferencedCommand", "ResolvedCommand"),
    ),
    ListView((_NS + "FunctionInfo", _NS + "FilterInfo"), ("Name", "CommandType", "Definition")),
    ListView(
        (_NS + "ApplicationInfo",),
        ("Name", "CommandType", "Definition", "Extension", "Path", "FileVersionInfo"),
    ),
    ListView((_NS + "ExternalScriptInfo",), ("Name", "CommandType", "Definition", "Path")),
    ListView(
        (_NS + "CmdletInfo",),
        (
            "Name",
            "CommandType",
            "Definition",
            "Path",
            "AssemblyInfo",
            "DLL",
            "HelpFile",
            "ParameterSets",
            "ImplementingType",
            "Verb",
            "Noun",
        ),
    ),
    TableView(
        (_NS + "PSModuleInfo",),
        (
            column("ModuleType", 10),
            column("Version", 10, expression=_module_version),
            column("PreRelease", 10, expression=_prerelease),
            column("Name", 35),
            column("ExportedCommands", expression=_exported),
        ),
        name="Module",
    ),
    TableView(
        ("ModuleInfoGrouping",),
        (
            column("ModuleType", 10),
            column("Version", 10, expression=_module_version),
            column("PreRelease", 10, expression=_prerelease),
            column("Name", 35),
            column("PSEdition", 9, expression=_editions),
            column("ExportedCommands", expression=_exported),
        ),
        name="Module",
        group=GroupBy(_modules_folder, "Directory", indent=4),
    ),
    ListView(
        (_NS + "PSModuleInfo",),
        (
            "Name",
            "Path",
            "Description",
            "ModuleType",
            "Version",
            Item("PreRelease", _prerelease),
            "NestedModules",
            "ExportedFunctions",
            "ExportedCmdlets",
            "ExportedVariables",
            "ExportedAliases",
        ),
        name="Module",
    ),
    TableView((_NS + "PSVariable",), (column("Name", 30), column("Value"))),
    ListView(
        (_NS + "PSVariable",),
        ("Name", "Description", "Value", "Visibility", "Module", "ModuleName", "Options", "Attributes"),
    ),
    TableView(
        (_NS + "PSDriveInfo",),
        (
            column("Name", 10),
            column("Used (GB)", 13, "right", _gigabytes("Used")),
            column("Free (GB)", 13, "right", _gigabytes("Free")),
            column("Provider", 13, expression=lambda v: get_member(get_member(v, "Provider"), "Name")),
            column("Root", 35, expression=_drive_root),
            column("CurrentLocation", 0, "right"),
        ),
        name="PSDrive",
    ),
    TableView(
        (_NS + "ProviderInfo",),
        (column("Name", 20), column("Capabilities", 49), column("Drives")),
    ),
    TableView((_NS + "PathInfo",), (column("Path"),)),
    CustomView((_NS + "ScriptBlock",), _block_lines, out_of_band=True),
    TableView(
        ("Microsoft.PowerShell.Commands.HistoryInfo",),
        (column("Id", 4, "right"), column("Duration", 12, "right", _duration), column("CommandLine")),
        name="history",
    ),
    TableView(
        ("Microsoft.PowerShell.Commands.MemberDefinition",),
        (column("Name"), column("MemberType"), column("Definition")),
        group=GroupBy("TypeName", "TypeName"),
    ),
)
