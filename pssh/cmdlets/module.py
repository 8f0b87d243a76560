"""Import-, Remove- and New-Module, Export-ModuleMember, manifests."""

import os
from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.cmdlets._data_text import data_literal, new_guid
from pssh.cmdlets.module_list import described
from pssh.objects.errors import PSError, ps_error
from pssh.runtime.builtin_modules import built_in_module
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.manifests import as_texts
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.scriptblock import ScriptBlock
from pssh.runtime.wildcards import has_wildcard, wildcard

CORE = "Microsoft.PowerShell.Core"
_MODULE = "System.Management.Automation.PSModuleInfo"
_SETS = ("Name", "Assembly", "ModuleInfo", "FullyQualifiedName", "PSSession")


def _target(call: Call, everywhere: bool, scope: Optional[str]) -> Any:
    """The scope an import goes to: the caller's session state, its top."""
    if everywhere or (scope or "").lower() == "global":
        return call.scope.global_scope
    if (scope or "").lower() == "local":
        return call.scope
    return call.scope.state


@cmdlet("Import-Module", alias="ipmo", sets=_SETS, default_set="Name", module=CORE, output=_MODULE)
def import_module(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, sets="Name", mandatory=True, pipeline=True)
    ] = None,
    *,
    module_info: Annotated[
        Optional[List[Any]],
        Param(position=0, sets="ModuleInfo", mandatory=True, pipeline=True, type=_MODULE + "[]"),
    ] = None,
    fully_qualified_name: Annotated[
        Optional[List[Any]], Param(position=0, sets="FullyQualifiedName", mandatory=True, pipeline=True)
    ] = None,
    assembly: Annotated[Optional[List[Any]], Param(position=0, sets="Assembly", mandatory=True)] = None,
    ps_session: Annotated[Any, Param(sets="PSSession", name="PSSession", mandatory=True)] = None,
    global_: Annotated[Switch, Param(name="Global")] = False,
    prefix: str = "",
    function: Optional[List[str]] = None,
    cmdlet: Optional[List[str]] = None,
    variable: Optional[List[str]] = None,
    alias: Optional[List[str]] = None,
    force: Switch = False,
    pass_thru: Switch = False,
    as_custom_object: Switch = False,
    minimum_version: Annotated[
        Optional[str], Param(sets="Name", aliases=("Version",), type="System.String")
    ] = None,
    maximum_version: Annotated[Optional[str], Param(sets="Name")] = None,
    required_version: Annotated[Optional[str], Param(sets="Name", type="System.String")] = None,
    argument_list: Annotated[Optional[List[Any]], Param(aliases=("Args",))] = None,
    disable_name_checking: Switch = False,
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False,
    scope: Optional[str] = None,
    skip_edition_check: Switch = False,
    use_windows_power_shell: Annotated[Switch, Param(aliases=("UseWinPS",))] = False,
) -> Iterator[Any]:
    """Adds modules to the session."""
    if assembly is not None or use_windows_power_shell:
        call.throw(
            "NotSupported", ".NET assemblies cannot be loaded: pssh runs script modules.", "NotImplemented"
        )
    if ps_session is not None:
        call.throw("NotSupported", "Import-Module -PSSession (implicit remoting) is not available: use Invoke-Command.",
                   "NotImplemented")  # fmt: skip
    wanted: List[Any] = list(name or []) + list(module_info or []) + list(fully_qualified_name or [])
    for each in wanted:
        try:
            info = _load(
                call, each, argument_list or (), force, minimum_version, maximum_version, required_version
            )
        except PSError as error:
            call.error(error)
            continue
        if as_custom_object:
            yield _custom_object(info)
            continue
        target = _target(call, global_, scope)
        modules = call.runspace.modules
        modules.import_into(info, target, prefix, function, alias, variable, no_clobber)
        if not disable_name_checking:
            _check_names(call, info)
        if pass_thru:
            yield info


def _load(
    call: Call, wanted: Any, args: Any, force: bool, minimum: Any, maximum: Any, required: Any
) -> ModuleInfo:
    modules = call.runspace.modules
    if isinstance(wanted, ModuleInfo):
        if wanted.scope is not None:
            modules.register(wanted)
            return wanted
        return modules.load(wanted.path, args, force)
    name = wanted
    if hasattr(wanted, "get"):
        name = as_texts(wanted.get("ModuleName") or wanted.get("Name"))[0]
        minimum = wanted.get("ModuleVersion")
        required = wanted.get("RequiredVersion")
        maximum = wanted.get("MaximumVersion")
    name = str(name)
    info: ModuleInfo = modules.load(name, args, force)
    _check_version(info, name, minimum, maximum, required)
    return info


def _check_version(info: ModuleInfo, name: str, minimum: Any, maximum: Any, required: Any) -> None:
    from pssh.objects.convert import to_string

    def parts(text: Any) -> List[int]:
        numbers = [int(p) for p in to_string(text).split(".") if p.isdigit()]
        return numbers + [0] * (4 - len(numbers))

    own = parts(info.version_text)
    wrong = (
        (required is not None and own != parts(required))
        or (minimum is not None and own < parts(minimum))
        or (maximum is not None and "*" not in to_string(maximum) and own > parts(maximum))
    )
    if wrong:
        version = to_string(required or minimum or maximum)
        raise ps_error(
            "Modules_ModuleWithVersionNotFound",
            f"The specified module '{name}' with version '{version}' was not loaded because no valid module file was "
            "found in any module directory.",
            "ResourceUnavailable",
            name,
            "System.IO.FileNotFoundException",
        )


def _check_names(call: Call, info: ModuleInfo) -> None:
    from pssh.runtime.verbs import APPROVED

    odd = [
        f.name
        for f in info.exported_functions.values()
        if "-" in f.name and f.name.split("-")[0].lower() not in APPROVED
    ]
    if odd:
        call.warning(
            f"The names of some imported commands from the module '{info.name}' include unapproved verbs that might "
            "make them less discoverable. To find the commands with unapproved verbs, run the Import-Module command "
            "again with the Verbose parameter. For a list of approved verbs, type Get-Verb."
        )


def _custom_object(info: ModuleInfo) -> Any:
    """The module as an object: its functions are methods, its variables properties."""
    from pssh.objects.psobject import PSObject, PSScriptMethod, PSScriptProperty
    from pssh.runtime.scriptblock import compile_text

    members: Dict[str, Any] = {}
    for variable in info.exported_variables.values():
        name = variable.name
        getter = compile_text(f"${{{name}}}", None, info.scope)
        setter = compile_text(f"param($value) ${{script:{name}}} = $value", None, info.scope)
        members[name] = PSScriptProperty(name, getter, setter)
    for function in info.exported_functions.values():
        members[function.name] = PSScriptMethod(function.name, function.script_block)
    return PSObject(None, members)


@cmdlet("Remove-Module", alias="rmo", default_set="name", should_process=True, module=CORE)
def remove_module(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, sets="name", mandatory=True, pipeline=True)
    ] = None,
    *,
    module_info: Annotated[
        Optional[List[Any]],
        Param(position=0, sets="ModuleInfo", mandatory=True, pipeline=True, type=_MODULE + "[]"),
    ] = None,
    fully_qualified_name: Annotated[
        Optional[List[Any]], Param(position=0, sets="FullyQualifiedName", mandatory=True, pipeline=True)
    ] = None,
    force: Switch = False,
) -> None:
    """Takes modules out of the session."""
    modules = call.runspace.modules
    found: List[ModuleInfo] = list(module_info or [])
    for each in [*(name or []), *(_module_name(q) for q in fully_qualified_name or [])]:
        matches = modules.find_loaded(each)
        if not matches and not has_wildcard(each):
            call.error(
                "Modules_NoModulesRemoved", "No modules were removed. Verify that the specification of modules to "
                "remove is correct and those modules exist in the runspace.", "ResourceUnavailable", None,
                "System.InvalidOperationException",
            )  # fmt: skip
        found.extend(matches)
    for info in found:
        if call.should_process(f"{info.name} (Path: '{info.path}')", "Remove-Module"):
            modules.remove(info)


def _module_name(specification: Any) -> str:
    """The name in a module specification: a hashtable, or the name itself."""
    if hasattr(specification, "get"):
        return as_texts(specification.get("ModuleName"))[0]
    return as_texts(specification)[0]


@cmdlet("New-Module", alias="nmo", default_set="ScriptBlock", module=CORE, output=_MODULE)
def new_module(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, sets="Name", mandatory=True, pipeline=True)] = None,
    script_block: Annotated[
        Optional[ScriptBlock],
        Param(position=0, sets="ScriptBlock", mandatory=True),
        Param(position=1, sets="Name", mandatory=True),
    ] = None,
    *,
    function: Optional[List[str]] = None,
    cmdlet: Optional[List[str]] = None,
    return_result: Switch = False,
    as_custom_object: Switch = False,
    argument_list: Annotated[Optional[List[Any]], Param(remaining=True, aliases=("Args",))] = None,
) -> Iterator[Any]:
    """Makes a module of a script block, in memory."""
    modules = call.runspace.modules
    results: List[Any] = []
    number = call.runspace.services.setdefault("dynamic_modules", [0])
    number[0] += 1
    title = name or f"__DynamicModule_{number[0]}"
    info = modules.from_block(title, script_block, argument_list or (), results.append)
    if function is not None:
        kept = [wildcard(each) for each in function]
        for key, each in list(info.exported_functions.items()):
            if not any(test(each.name) for test in kept):
                del info.exported_functions[key]
    if as_custom_object:
        yield _custom_object(info)
        return
    modules.import_into(info, call.scope.state, functions=function)
    if return_result:
        yield from results
    else:
        yield info


@cmdlet("Export-ModuleMember", module=CORE)
class ExportModuleMember(CmdletBase):
    """Says which functions, aliases and variables a module exports."""

    function: Annotated[
        Optional[List[str]], Param(position=0, pipeline=True, by_property=True, allow_empty_collection=True)
    ] = None
    cmdlet_: Annotated[
        Optional[List[str]], Param(name="Cmdlet", by_property=True, allow_empty_collection=True)
    ] = None
    variable: Annotated[Optional[List[str]], Param(by_property=True)] = None
    alias: Annotated[Optional[List[str]], Param(by_property=True)] = None

    def process(self) -> None:
        module = getattr(self.call.scope.state, "module", None)
        if module is None or not hasattr(module, "exports"):
            self.call.throw(
                "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                "The Export-ModuleMember cmdlet can only be called from inside a module.",
                "PermissionDenied",
                None,
                "System.InvalidOperationException",
            )
        if module.exports is None:
            module.exports = {"function": [], "alias": [], "variable": []}
        for kind in ("function", "alias", "variable"):
            module.exports[kind].extend(getattr(self, kind) or [])


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


@cmdlet("New-ModuleManifest", should_process=True, module=CORE)
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
    module_version: Annotated[Any, Param(type="System.Version")] = None,
    description: Optional[str] = None,
    power_shell_version: Annotated[Any, Param(type="System.Version")] = None,
    required_modules: Optional[List[Any]] = None,
    types_to_process: Optional[List[str]] = None,
    formats_to_process: Optional[List[str]] = None,
    scripts_to_process: Optional[List[str]] = None,
    file_list: Optional[List[str]] = None,
    functions_to_export: Annotated[Optional[List[str]], Param(allow_empty_collection=True)] = None,
    aliases_to_export: Annotated[Optional[List[str]], Param(allow_empty_collection=True)] = None,
    variables_to_export: Annotated[Optional[List[str]], Param(allow_empty_collection=True)] = None,
    cmdlets_to_export: Annotated[Optional[List[str]], Param(allow_empty_collection=True)] = None,
    private_data: Any = None,
    tags: Optional[List[str]] = None,
    project_uri: Annotated[Any, Param(type="System.String")] = None,
    license_uri: Annotated[Any, Param(type="System.String")] = None,
    release_notes: Optional[str] = None,
    compatible_ps_editions: Annotated[Optional[List[str]], Param(name="CompatiblePSEditions")] = None,
    default_command_prefix: Optional[str] = None,
    pass_thru: Switch = False,
) -> Any:
    """Writes a module manifest."""
    from pssh.objects.convert import to_string

    native = call.runspace.paths.to_native(path or "")
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "unknown"
    owner = author or user
    rows: List[Any] = [
        ("RootModule", root_module),
        ("ModuleVersion", to_string(module_version) if module_version is not None else "0.0.1"),
        ("CompatiblePSEditions", compatible_ps_editions),
        ("GUID", to_string(guid) if guid is not None else new_guid()),
        ("Author", owner),
        ("CompanyName", company_name or "Unknown"),
        ("Copyright", copyright or f"(c) {owner}. All rights reserved."),
        ("Description", description),
        ("PowerShellVersion", None if power_shell_version is None else to_string(power_shell_version)),
        ("RequiredModules", required_modules),
        ("ScriptsToProcess", scripts_to_process),
        ("TypesToProcess", types_to_process),
        ("FormatsToProcess", formats_to_process),
        ("NestedModules", nested_modules),
        ("FunctionsToExport", functions_to_export if functions_to_export is not None else ["*"]),
        ("CmdletsToExport", cmdlets_to_export if cmdlets_to_export is not None else ["*"]),
        ("VariablesToExport", variables_to_export if variables_to_export is not None else ["*"]),
        ("AliasesToExport", aliases_to_export if aliases_to_export is not None else ["*"]),
        ("FileList", file_list),
        ("DefaultCommandPrefix", default_command_prefix),
    ]
    name = os.path.splitext(os.path.basename(native))[0]
    lines = ["#", f"# Module manifest for module '{name}'", "#", "", "@{", ""]
    for key, value in rows:
        lines.append(f"{key} = {data_literal(value)}" if value is not None else f"# {key} = ''")
        lines.append("")
    extra = [
        ("Tags", tags),
        ("LicenseUri", license_uri),
        ("ProjectUri", project_uri),
        ("ReleaseNotes", release_notes),
    ]
    lines.append("PrivateData = @{")
    lines.append("    PSData = @{")
    lines.extend(f"        {key} = {data_literal(value)}" for key, value in extra if value is not None)
    lines.append("    }")
    if hasattr(private_data, "items"):
        lines.extend(f"    {key} = {data_literal(value)}" for key, value in private_data.items())
    lines.extend(["}", "", "}", ""])
    text = "\n".join(lines)
    if call.should_process(native, "Creating module manifest file"):
        with open(native, "w", encoding="utf-8") as file:
            file.write(text)
    return text if pass_thru else None
