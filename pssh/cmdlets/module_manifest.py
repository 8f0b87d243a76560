"""New-ModuleManifest and Test-ModuleManifest."""

import os
from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.cmdlets._data_text import new_guid
from pssh.cmdlets.module_list import described
from pssh.runtime.builtin_modules import built_in_module
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateSet

CORE = "Microsoft.PowerShell.Core"
_MODULE = "System.Management.Automation.PSModuleInfo"
_WIDTH = 80  # a list of names goes on in a new line after so many characters
_MARGIN = " " * 15
_DESKTOP = "This prerequisite is valid for the PowerShell Desktop edition only."

# key, kind of value, the comment above it; the comments are those of PowerShell's own manifests
_KEYS = (
    ("RootModule", "text", "Script module or binary module file associated with this manifest."),
    ("ModuleVersion", "text", "Version number of this module."),
    ("CompatiblePSEditions", "names", "Supported PSEditions"),
    ("GUID", "text", "ID used to uniquely identify this module"),
    ("Author", "text", "Author of this module"),
    ("CompanyName", "text", "Company or vendor of this module"),
    ("Copyright", "text", "Copyright statement for this module"),
    ("Description", "text", "Description of the functionality provided by this module"),
    ("PowerShellVersion", "text", "Minimum version of the PowerShell engine required by this module"),
    ("PowerShellHostName", "text", "Name of the PowerShell host required by this module"),
    ("PowerShellHostVersion", "text", "Minimum version of the PowerShell host required by this module"),
    ("DotNetFrameworkVersion", "text",
     f"Minimum version of Microsoft .NET Framework required by this module. {_DESKTOP}"),
    ("ClrVersion", "text",
     f"Minimum version of the common language runtime (CLR) required by this module. {_DESKTOP}"),
    ("ProcessorArchitecture", "text", "Processor architecture (None, X86, Amd64) required by this module"),
    ("RequiredModules", "modules",
     "Modules that must be imported into the global environment prior to importing this module"),
    ("RequiredAssemblies", "names", "Assemblies that must be loaded prior to importing this module"),
    ("ScriptsToProcess", "names",
     "Script files (.ps1) that are run in the caller's environment prior to importing this module."),
    ("TypesToProcess", "names", "Type files (.ps1xml) to be loaded when importing this module"),
    ("FormatsToProcess", "names", "Format files (.ps1xml) to be loaded when importing this module"),
    ("NestedModules", "modules",
     "Modules to import as nested modules of the module specified in RootModule/ModuleToProcess"),
    ("FunctionsToExport", "names",
     "Functions to export from this module, for best performance, do not use wildcards and do not delete the entry, "
     "use an empty array if there are no functions to export."),
    ("CmdletsToExport", "names",
     "Cmdlets to export from this module, for best performance, do not use wildcards and do not delete the entry, "
     "use an empty array if there are no cmdlets to export."),
    ("VariablesToExport", "names", "Variables to export from this module"),
    ("AliasesToExport", "names",
     "Aliases to export from this module, for best performance, do not use wildcards and do not delete the entry, "
     "use an empty array if there are no aliases to export."),
    ("DscResourcesToExport", "names", "DSC resources to export from this module"),
    ("ModuleList", "modules", "List of all modules packaged with this module"),
    ("FileList", "names", "List of all files packaged with this module"),
)  # fmt: skip
_PRIVATE = (
    "Private data to pass to the module specified in RootModule/ModuleToProcess. This may also contain a PSData "
    "hashtable with additional module metadata used by PowerShell."
)
_GALLERY_KEYS = (
    ("Tags", "names", "Tags applied to this module. These help with module discovery in online galleries."),
    ("LicenseUri", "text", "A URL to the license for this module."),
    ("ProjectUri", "text", "A URL to the main website for this project."),
    ("IconUri", "text", "A URL to an icon representing this module."),
    ("ReleaseNotes", "text", "ReleaseNotes of this module"),
    ("Prerelease", "text", "Prerelease string of this module"),
    ("RequireLicenseAcceptance", "switch",
     "Flag to indicate whether the module requires explicit user acceptance for install/update/save"),
    ("ExternalModuleDependencies", "names", "External dependent modules of this module"),
)  # fmt: skip
_LAST_KEYS = (
    ("HelpInfoURI", "text", "HelpInfo URI of this module"),
    ("DefaultCommandPrefix", "text",
     "Default prefix for commands exported from this module. Override the default prefix using Import-Module -Prefix."),
)  # fmt: skip


@cmdlet("Test-ModuleManifest", module=CORE, output=_MODULE)
def test_module_manifest(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, mandatory=True, pipeline=True, by_property=True)] = None,
) -> Any:
    """Reads a manifest and says what is wrong with it."""
    native = call.runspace.paths.to_native(path or "")
    if not os.path.isfile(native):
        call.throw(
            "Modules_ModuleNotFound",
            f"The specified module '{path}' was not loaded because no valid module file was found in any module "
            "directory.",
            "ResourceUnavailable", native, "System.IO.FileNotFoundException",
        )  # fmt: skip
    info = described(call, native)
    version = info.manifest.get("ModuleVersion") if info.manifest is not None else None
    if version is None:
        call.error(
            "Modules_InvalidManifest", f"The module manifest '{native}' could not be processed: the key ModuleVersion "
            "is missing.", "ResourceUnavailable", native,
        )  # fmt: skip
    root = info.root_module
    if root and not os.path.exists(os.path.join(info.module_base, root)) and built_in_module(root) is None:
        call.error(
            "Modules_InvalidRootModuleInModuleManifest", f"The specified RootModule '{root}' in the module manifest "
            f"'{native}' is invalid. Try again after updating this parameter value.", "ResourceUnavailable", native,
        )  # fmt: skip
    return info


_Names = Annotated[Optional[List[str]], Param(allow_empty_collection=True)]
_Version = Annotated[Any, Param(type="System.Version")]
_Uri = Annotated[Any, Param(type="System.Uri")]


@cmdlet("New-ModuleManifest", should_process=True, module=CORE, output="System.String")
def new_module_manifest(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, mandatory=True)] = None,
    *,
    nested_modules: Optional[List[Any]] = None,
    guid: Annotated[Any, Param(type="System.Guid")] = None,
    author: Optional[str] = None,
    company_name: Optional[str] = None,
    copyright: Optional[str] = None,
    root_module: Annotated[Optional[str], Param(aliases=("ModuleToProcess",))] = None,
    module_version: _Version = None,
    description: Optional[str] = None,
    processor_architecture: Annotated[
        Optional[str], Param(validate=[ValidateSet(["None", "MSIL", "X86", "IA64", "Amd64", "Arm"])])
    ] = None,
    power_shell_version: _Version = None,
    clr_version: _Version = None,
    dot_net_framework_version: _Version = None,
    power_shell_host_name: Optional[str] = None,
    power_shell_host_version: _Version = None,
    required_modules: Optional[List[Any]] = None,
    types_to_process: Optional[List[str]] = None,
    formats_to_process: Optional[List[str]] = None,
    scripts_to_process: Optional[List[str]] = None,
    required_assemblies: Optional[List[str]] = None,
    file_list: Optional[List[str]] = None,
    module_list: Optional[List[Any]] = None,
    functions_to_export: _Names = None,
    aliases_to_export: _Names = None,
    variables_to_export: _Names = None,
    cmdlets_to_export: _Names = None,
    dsc_resources_to_export: _Names = None,
    compatible_ps_editions: Annotated[
        Optional[List[str]], Param(name="CompatiblePSEditions", validate=[ValidateSet(["Desktop", "Core"])])
    ] = None,
    private_data: Any = None,
    tags: Optional[List[str]] = None,
    project_uri: _Uri = None,
    license_uri: _Uri = None,
    icon_uri: _Uri = None,
    release_notes: Optional[str] = None,
    prerelease: Optional[str] = None,
    require_license_acceptance: Switch = False,
    external_module_dependencies: Optional[List[str]] = None,
    help_info_uri: Optional[str] = None,
    pass_thru: Switch = False,
    default_command_prefix: Optional[str] = None,
) -> Any:
    """Writes a module manifest; keys without a value stand in it as comments."""
    native = call.runspace.paths.to_native(path or "")
    if not native.lower().endswith(".psd1"):
        call.throw("Modules_InvalidModuleManifestPath", f"The module manifest path '{path}' is not valid. The value of "
                   "the Path argument must resolve to a single file that has a '.psd1' extension. Change the value of "
                   "the Path argument to point to a valid psd1 file, and then try again.", "InvalidArgument", path,
                   "System.InvalidOperationException")  # fmt: skip
    if not call.should_process(native, f"Creating the module manifest file: '{native}'."):
        return None
    given: Dict[str, Any] = dict(call.bound)
    owner = author or _user()
    given.setdefault("ModuleVersion", "0.0.1")
    given.update(Author=owner, CompanyName=company_name or "Unknown", GUID=given.get("Guid") or new_guid())
    given["Copyright"] = copyright or f"(c) {owner}. All rights reserved."
    given["HelpInfoURI"] = help_info_uri
    for name in ("FunctionsToExport", "CmdletsToExport", "AliasesToExport"):
        given.setdefault(name, [])
    given.setdefault("VariablesToExport", ["*"])
    text = "\n".join([*_head(native, owner), *_body(given)]) + "\n"
    with open(native, "w", encoding="utf-8") as file:
        file.write(text)
    return text if pass_thru else None


def _user() -> str:
    import getpass

    return getpass.getuser()


def _head(path: str, owner: str) -> List[str]:
    from pssh.formatting.views.helpers import text_format
    from pssh.objects.datetime import DateTime

    name = os.path.splitext(os.path.basename(path))[0]
    today = text_format("{0:d}", DateTime.now())
    return ["#", f"# Module manifest for module '{name}'", "#", f"# Generated by: {owner}", "#",
            f"# Generated on: {today}", "#", ""]  # fmt: skip


def _body(given: Dict[str, Any]) -> Iterator[str]:
    yield from ("@{", "")
    for row in _KEYS:
        yield from _entry(given, row, "")
    yield from (f"# {_PRIVATE}", "PrivateData = @{", "", "    PSData = @{", "")
    for row in _GALLERY_KEYS:
        yield from _entry(given, row, "        ")
    yield from ("    } # End of PSData hashtable", "")
    own: Any = given.get("PrivateData")
    for key, value in own.items() if hasattr(own, "items") else ():
        yield from (f"    # {key}", f"    {key} = {_text(value)}", "")
    yield from ("} # End of PrivateData hashtable", "")
    for row in _LAST_KEYS:
        yield from _entry(given, row, "")
    yield from ("}", "")


def _entry(given: Dict[str, Any], row: Any, indent: str) -> Iterator[str]:
    """A key with the comment above it; one that was not given is a comment, too."""
    key, kind, comment = row
    value = given.get(key)
    written = {"text": _text, "names": _names, "modules": _modules, "switch": _flag}[kind](value)
    there = value is not None and (kind != "switch" or bool(value))
    yield f"{indent}# {comment}"
    yield f"{indent}{'' if there else '# '}{key} = {written}"
    yield ""


def _text(value: Any) -> str:
    from pssh.objects.convert import to_string

    return "'" + ("" if value is None else to_string(value)).replace("'", "''") + "'"


def _flag(value: Any) -> str:
    return "$true" if value else "$false"


def _names(values: Optional[List[str]]) -> str:
    made, width = "", len(_MARGIN)
    for value in values or ():
        text = _text(value)
        width += len(text)
        made += ", " if made else ""
        if width > _WIDTH:
            made += "\n" + _MARGIN
            width = len(_MARGIN) + len(text)
        made += text
    return made or "@()"


def _modules(values: Optional[List[Any]]) -> str:
    return "@(" + f", \n{_MARGIN}".join(_specification(value) for value in values or ()) + ")"


def _specification(value: Any) -> str:
    """A module by its name, or with the versions that will do."""
    if not hasattr(value, "get"):
        return _text(value)
    keys = ("ModuleName", "GUID", "ModuleVersion", "MaximumVersion", "RequiredVersion")
    parts = [f"{key} = {_text(value.get(key))}; " for key in keys if value.get(key) is not None]
    return "@{" + "".join(parts) + "}"
