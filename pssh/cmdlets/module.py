"""Import-, Remove- and New-Module, Export-ModuleMember."""

from typing import Annotated, Any, Dict, Iterator, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.manifests import as_texts
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.module_specification import module_name, version_fits
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
    assembly: Annotated[
        Optional[List[Any]],
        Param(position=0, sets="Assembly", mandatory=True, type="System.Reflection.Assembly[]"),
    ] = None,
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
        known = call.runspace.modules.all()
        try:
            info = _load(
                call, each, argument_list or (), force, minimum_version, maximum_version, required_version
            )
        except PSError as error:
            call.error(error)
            continue
        if info not in known:
            _tell_loaded(call, info)
        if as_custom_object:
            yield _custom_object(info)
            continue
        target = _target(call, global_, scope)
        modules = call.runspace.modules
        before = len(info.imported)
        functions = (
            [] if function is None and cmdlet is not None else function
        )  # script modules have no cmdlets
        modules.import_into(info, target, prefix, functions, alias, variable, no_clobber)
        for _, table, key in info.imported[before:]:
            call.verbose(f"Importing {_KINDS[table]} '{_name_in(target, table, key)}'.")
        if not disable_name_checking:
            check_names(call, info)
        if pass_thru:
            yield info


_KINDS = {"functions": "function", "aliases": "alias", "vars": "variable"}


def _name_in(scope: Any, table: str, key: str) -> str:
    found = getattr(scope, table).get(key)
    return str(getattr(found, "name", key))


def _tell_loaded(call: Call, info: ModuleInfo) -> None:
    """What -Verbose tells of a module that was loaded now."""
    if info.path:
        call.verbose(f"Loading module from path '{info.path}'.")
    for kind in ("function", "alias", "variable"):
        plural = "exported_aliases" if kind == "alias" else f"exported_{kind}s"
        for each in getattr(info, plural).values():
            call.verbose(f"Exporting {kind} '{each.name}'.")


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
        name = module_name(wanted)
        minimum = wanted.get("ModuleVersion")
        required = wanted.get("RequiredVersion")
        maximum = wanted.get("MaximumVersion")
    name = str(name)
    path = None
    asked = (minimum, maximum, required)
    if any(each is not None for each in asked):
        fitting = (file for file in modules.versions(name) if version_fits(_version_of(call, file), *asked))
        path = next(fitting, None)
    info: ModuleInfo = modules.load(path or name, args, force)
    _check_version(info, name, *asked)
    return info


def _version_of(call: Call, path: str) -> str:
    """The version of a module's file that is not loaded: its manifest says it."""
    from pssh.runtime.manifests import data_file

    if not path.lower().endswith(".psd1"):
        return ""
    return "".join(as_texts(data_file(call.runspace, path).get("ModuleVersion"))[:1])


def _check_version(info: ModuleInfo, name: str, minimum: Any, maximum: Any, required: Any) -> None:
    if not version_fits(info.version_text, minimum, maximum, required):
        from pssh.objects.convert import to_string

        version = to_string(required or minimum or maximum)
        raise ps_error(
            "Modules_ModuleWithVersionNotFound",
            f"The specified module '{name}' with version '{version}' was not loaded because no valid module file was "
            "found in any module directory.",
            "ResourceUnavailable",
            name,
            "System.IO.FileNotFoundException",
        )


def check_names(call: Call, info: ModuleInfo) -> None:
    """Warn of a module whose commands have verbs that are not among the approved ones."""
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
    for each in [*(name or []), *(module_name(q) for q in fully_qualified_name or [])]:
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
            rows = [(_KINDS[table], _name_in(scope, table, key)) for scope, table, key in info.imported]
            modules.remove(info)
            for kind, each in rows:
                call.verbose(f'Removing the imported "{each}" {kind}.')


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
