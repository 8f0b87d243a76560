"""The .NET types of modules, and their members."""

from typing import Any

from pssh.objects.types import net_type
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.nettypes_base import SPACE, declare, enum

__all__ = ["MODULE"]

MODULE = net_type(SPACE + "PSModuleInfo", ModuleInfo)
declare(
    MODULE,
    """
    Name string name
    Path string path
    Description =string description
    Version System.Version version
    ModuleBase string module_base
    Author string author
    CompanyName string company_name
    Copyright string copyright
    RootModule string root_module
    PrivateData =System.Object private_data
    Tags System.Collections.Generic.IEnumerable[string] tags
    OnRemove =scriptblock on_remove
    CompatiblePSEditions System.Collections.Generic.IEnumerable[string] editions
    Prefix string prefix
    """,
)


@MODULE.prop("ModuleType", "System.Management.Automation.ModuleType")
def _module_type(info: Any) -> Any:
    return enum("ModuleType", info.module_type)


@MODULE.prop("Guid", "guid")
def _guid(info: Any) -> Any:
    from pssh.runtime.known_types import converted

    return converted(info.guid, "System.Guid")


@MODULE.prop("NestedModules", "System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo]")
def _nested(info: Any) -> Any:
    return list(info.nested_modules)


@MODULE.prop("RequiredModules", "System.Collections.ObjectModel.ReadOnlyCollection[psmoduleinfo]")
def _required(info: Any) -> Any:
    return list(info.required_modules)


@MODULE.prop("SessionState", "System.Management.Automation.SessionState")
def _session_state(info: Any) -> Any:
    from pssh.runtime.intrinsics import SessionState

    return None if info.scope is None else SessionState(info.scope.rs, info.scope)


def _said(name: str, kind: str, key: str = "") -> None:
    """A property that gives what the manifest says under a key, which mostly has the property's name."""
    many = kind.endswith("]")

    @MODULE.prop(name, kind)
    def _get(info: Any) -> Any:
        from pssh.runtime.known_types import converted
        from pssh.runtime.manifests import as_texts

        table = info.manifest
        if table is not None and key.startswith("PSData."):
            data = info.private_data
            table = data.get("PSData") if hasattr(data, "get") else None
        found = table.get(key.rpartition(".")[2] or name) if hasattr(table, "get") else None
        if many:
            return as_texts(found)
        return None if found is None else converted(found, kind)


_TEXTS = "System.Collections.Generic.IEnumerable[string]"
for _name, _kind, _key in (
    ("ClrVersion", "System.Version", ""),
    ("DotNetFrameworkVersion", "System.Version", ""),
    ("PowerShellVersion", "System.Version", ""),
    ("PowerShellHostName", "System.String", ""),
    ("PowerShellHostVersion", "System.Version", ""),
    ("HelpInfoUri", "System.String", ""),
    ("IconUri", "System.Uri", "PSData.IconUri"),
    ("LicenseUri", "System.Uri", "PSData.LicenseUri"),
    ("ProjectUri", "System.Uri", "PSData.ProjectUri"),
    ("ReleaseNotes", "System.String", "PSData.ReleaseNotes"),
    ("FileList", _TEXTS, ""),
    ("ModuleList", _TEXTS, ""),
    ("RequiredAssemblies", _TEXTS, ""),
    ("Scripts", _TEXTS, "ScriptsToProcess"),
    ("ExportedFormatFiles", _TEXTS, "FormatsToProcess"),
    ("ExportedTypeFiles", _TEXTS, "TypesToProcess"),
    ("ExportedDscResources", _TEXTS, "DscResourcesToExport"),
):
    _said(_name, _kind, _key)


@MODULE.prop("AccessMode", "System.Management.Automation.ModuleAccessMode")
def _access_mode(info: Any) -> Any:
    return enum("ModuleAccessMode", info.access_mode)


@MODULE.prop("Definition", "string")
def _definition(info: Any) -> str:
    """The text of a script module."""
    if not info.path.lower().endswith(".psm1"):
        return ""
    from pssh.runtime.runspace import read_script

    return str(read_script(info.path))


def _table(name: str, attribute: str) -> None:
    @MODULE.prop(name, "System.Collections.Generic.Dictionary[string,System.Object]")
    def _get(info: Any) -> Any:
        from pssh.objects.dictionaries import GenericDictionary

        found = GenericDictionary(ignore_case=True)
        for value in getattr(info, attribute).values():
            found.set(value.name, value)
        return found


for _name, _attribute in (
    ("ExportedFunctions", "exported_functions"),
    ("ExportedCmdlets", "exported_cmdlets"),
    ("ExportedAliases", "exported_aliases"),
    ("ExportedVariables", "exported_variables"),
    ("ExportedCommands", "exported_commands"),
):
    _table(_name, _attribute)


@MODULE.method("Invoke", "System.Object Invoke(scriptblock sb, Params System.Object[] args)", raw=True)
def _invoke(info: Any, block: Any, *args: Any) -> Any:
    from pssh.objects.compare import collapse
    from pssh.runtime.scriptblock import ScriptBlock

    return collapse(ScriptBlock(block.block, info.scope).invoke(info.scope.rs, args=args, scope=info.scope))


@MODULE.method("NewBoundScriptBlock", "scriptblock NewBoundScriptBlock(scriptblock scriptBlockToBind)")
def _bound(info: Any, block: Any) -> Any:
    from pssh.runtime.scriptblock import ScriptBlock

    return ScriptBlock(block.block, info.scope)


@MODULE.method("ToString", "string ToString()")
def _text(info: Any) -> str:
    return str(info.name)
