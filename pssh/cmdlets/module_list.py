"""Get-Module: what is loaded, and what could be."""

import os
from functools import partial
from typing import Annotated, Any, Callable, Iterator, List, Optional

from pssh.objects.psobject import PSObject
from pssh.runtime.builtin_modules import built_in_module, built_in_names
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.manifests import as_texts, data_file, describe
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.wildcards import wildcard

__all__ = ["described"]

CORE = "Microsoft.PowerShell.Core"
_MODULE = "System.Management.Automation.PSModuleInfo"
_LISTED = "ModuleInfoGrouping"  # the type name that groups a listing by folder


@cmdlet("Get-Module", alias="gmo", default_set="Loaded", module=CORE, output=_MODULE)
def get_module(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, pipeline=True)] = None,
    *,
    fully_qualified_name: Annotated[Optional[List[Any]], Param(by_property=True)] = None,
    all: Annotated[Switch, Param(sets=("Loaded", "Available"))] = False,
    list_available: Annotated[
        Switch, Param(sets="Available", mandatory=True), Param(sets="PsSession")
    ] = False,
    refresh: Annotated[Switch, Param(sets=("Available", "PsSession"))] = False,
    ps_edition: Annotated[Optional[str], Param(sets=("Available", "PsSession"), name="PSEdition")] = None,
    skip_edition_check: Annotated[Switch, Param(sets=("Available", "PsSession"))] = False,
    ps_session: Annotated[Any, Param(sets="PsSession", name="PSSession", mandatory=True)] = None,
) -> Iterator[Any]:
    """Lists the modules that are loaded, or with -ListAvailable those that could be.

    PS> (Get-Module -ListAvailable Microsoft.PowerShell.Archive).ExportedCommands.Count
    2
    """
    if name and fully_qualified_name:
        call.throw("ArgumentException", "The Name and FullyQualifiedName parameters cannot be used together.",
                   "InvalidArgument", None, "System.ArgumentException")  # fmt: skip
    if ps_session is not None:
        from pssh.runtime.scriptblock import compile_text

        block = compile_text("param($name, $all) Get-Module -Name $name -ListAvailable:$all")
        named = {
            "Session": ps_session,
            "ScriptBlock": block,
            "ArgumentList": [name or ["*"], bool(list_available)],
        }
        yield from call.runspace.invoke_command("Invoke-Command", [], named)
        return
    wanted = _tests(name, fully_qualified_name)
    if not list_available:
        rows = [info for info in _loaded(call) if not wanted or any(test(info) for test in wanted)]
        yield from sorted(rows, key=lambda info: info.name.lower())
        return
    if name and any("/" in n for n in name):
        paths = [call.runspace.modules.locate(n) for n in name]
        found: Iterator[ModuleInfo] = (described(call, path) for path in paths if path)
        wanted = []
    else:
        found = _available(call)
    for info in found:
        if wanted and not any(test(info) for test in wanted):
            continue
        if ps_edition and info.editions and ps_edition.lower() not in map(str.lower, info.editions):
            continue
        yield PSObject(info, {}, [_LISTED, _MODULE, "System.Object"])


def _tests(names: Optional[List[str]], specifications: Optional[List[Any]]) -> List[Callable[[Any], bool]]:
    tests: List[Callable[[Any], bool]] = []
    tests.extend(_name_test(each) for each in names or ())
    tests.extend(partial(fits_specification, each) for each in specifications or ())
    return tests


def _name_test(pattern: str) -> Callable[[Any], bool]:
    fits = wildcard(pattern)
    return lambda info: bool(fits(info.name))


def fits_specification(specification: Any, info: ModuleInfo) -> bool:
    """Whether a module is of the name and version that a specification asks for."""
    from pssh.objects.compare import compare
    from pssh.runtime.known_types import converted

    if not hasattr(specification, "get"):
        return bool(wildcard(as_texts(specification)[0])(info.name))
    if info.name.lower() != as_texts(specification.get("ModuleName"))[0].lower():
        return False
    own = info.version
    for key, fitting in (("ModuleVersion", (0, 1)), ("RequiredVersion", (0,)), ("MaximumVersion", (0, -1))):
        asked = specification.get(key)
        if asked is not None and compare(own, converted(asked, "System.Version")) not in fitting:
            return False
    return True


def _loaded(call: Call) -> List[ModuleInfo]:
    """The modules of the session: those imported, and the shell's own whose commands were used."""
    modules = call.runspace.modules
    own = getattr(call.scope.state, "module", None)
    found = modules.all() if own is None or not own.nested_modules else modules.all() + own.nested_modules
    names = {info.name for info in found}
    used = (built_in_module(each) for each in call.runspace.discovery.used_modules if each not in names)
    return [*found, *(info for info in used if info is not None and info.name != CORE)]


def _available(call: Call) -> Iterator[ModuleInfo]:
    for path in call.runspace.modules.available():
        yield described(call, path)
    for name in built_in_names():
        info = built_in_module(name)
        if info is not None and info.cmdlet_names:
            yield info


def described(call: Call, path: str) -> ModuleInfo:
    """What a module's file says of itself, without running it."""
    from pssh.runtime.commands import FunctionInfo
    from pssh.runtime.module_scan import exported_names

    info = ModuleInfo(os.path.splitext(os.path.basename(path))[0], path)
    if path.lower().endswith(".psd1"):
        info.module_type = "Manifest"
        describe(info, data_file(call.runspace, path))
        if info.root_module and info.root_module.lower().endswith(".psm1"):
            info.module_type = "Script"
        listed = [n for n in as_texts(info.manifest.get("FunctionsToExport")) if "*" not in n]
        for each in listed:
            info.exported_functions[each.lower()] = FunctionInfo(each, None, module=info)
    if not info.exported_functions:
        for each in sorted(exported_names(call.runspace, path)):
            info.exported_functions[each] = FunctionInfo(each, None, module=info)
    return info
