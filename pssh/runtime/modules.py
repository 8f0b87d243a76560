"""The modules of a runspace: finding, loading, importing, exporting, removing, and loading on demand."""

import os
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Optional

from pssh.objects.errors import ErrorRecord, NetException, PSError
from pssh.runtime.builtin_modules import built_in_module
from pssh.runtime.commands import AliasInfo, ExternalScriptInfo, FunctionInfo
from pssh.runtime.manifests import as_texts, data_file, describe
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.module_specification import module_name
from pssh.runtime.streams import null_sink
from pssh.runtime.wildcards import wildcard

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ModuleTable", "module_path"]

_VARIABLE = "PSModulePath"  # as PowerShell spells it
_ENDINGS = (".psd1", ".psm1", ".ps1")


def module_path() -> List[str]:
    """The folders of `$env:PSModulePath`."""
    text = os.environ.get(_VARIABLE, "")
    return [p for p in text.split(os.pathsep) if p]


class ModuleTable:
    """What is loaded, by lower-case path or name."""

    def __init__(self, runspace: "Runspace") -> None:
        self.runspace = runspace
        self._loaded: Dict[str, ModuleInfo] = {}
        self._loading: List[str] = []
        self._known: Dict[str, Any] = {}  # folder -> (time, names of its commands)

    # --- what is there --------------------------------------------------------------------------------------

    def all(self) -> List[ModuleInfo]:
        return list(self._loaded.values())

    def loaded(self, name: str) -> Optional[ModuleInfo]:
        """A loaded module by name or path."""
        lower = name.lower()
        for info in self._loaded.values():
            if info.name.lower() == lower or info.path.lower() == lower:
                return info
        return None

    def find_loaded(self, pattern: str) -> List[ModuleInfo]:
        test = wildcard(pattern)
        return [info for info in self._loaded.values() if test(info.name) or info.path == pattern]

    # --- finding files ----------------------------------------------------------------------------------------

    def locate(self, name: str) -> Optional[str]:
        """The file of a module named by path or by name."""
        if "/" in name or "\\" in name or name.startswith("~") or name.lower().endswith(_ENDINGS):
            try:
                native = self.runspace.paths.to_native(name)
            except PSError:
                return None
            return _module_file(native)
        return next(self.versions(name), None)

    def versions(self, name: str) -> Iterator[str]:
        """The files of each version of a module in the module path, the newest of a folder first."""
        for folder in module_path():
            yield from _module_files(_real_child(folder, name))

    def available(self) -> Iterator[str]:
        """The files of all modules in the module path, each version of them."""
        for folder in module_path():
            try:
                names = sorted(os.listdir(folder), key=str.lower)
            except OSError:
                continue
            for name in names:
                yield from _module_files(os.path.join(folder, name))

    # --- loading ----------------------------------------------------------------------------------------------

    def not_found(self, name: str) -> PSError:
        """No module of that name is on the module path."""
        fault = NetException(
            "System.IO.FileNotFoundException",
            f"The specified module '{name}' was not loaded because no valid module file was found in any module "
            "directory.",
        )
        return PSError(ErrorRecord(fault, "Modules_ModuleNotFound", "ResourceUnavailable", name))

    def load(self, name: str, args: Any = (), force: bool = False, nested: bool = False) -> ModuleInfo:
        """The module of a name or path, loaded now unless it is already."""
        built_in = built_in_module(name)
        if built_in is not None:
            return self._loaded.setdefault(built_in.name.lower(), built_in)
        path = self.locate(name)
        if path is None:
            existing = self.loaded(name)
            if existing is not None:
                return existing
            raise self.not_found(name)
        existing = self._loaded.get(path.lower())
        if existing is not None and not force:
            return existing
        if existing is not None:
            self.remove(existing)
        if path in self._loading:
            raise self.not_found(name)
        self._loading.append(path)
        try:
            info = self._load_file(path, args)
        finally:
            self._loading.pop()
        if not nested:
            self._loaded[path.lower()] = info
        return info

    def _load_file(self, path: str, args: Any) -> ModuleInfo:
        name = os.path.splitext(os.path.basename(path))[0]
        if not path.lower().endswith(".psd1"):
            return self._load_script(ModuleInfo(name, path), path, args)
        info = ModuleInfo(name, path, "Manifest")
        describe(info, data_file(self.runspace, path))
        return self._load_manifest(info, args)

    def _load_manifest(self, info: ModuleInfo, args: Any) -> ModuleInfo:
        table, base = info.manifest, os.path.dirname(info.path)
        for required in (
            table.get("RequiredModules")
            if isinstance(table.get("RequiredModules"), list)
            else ([] if table.get("RequiredModules") is None else [table.get("RequiredModules")])
        ):
            found = self.load(module_name(required))
            self.import_into(found, self.runspace.global_scope)
            info.required_modules.append(found)
        for script in as_texts(table.get("ScriptsToProcess")):
            block = self.runspace.load_script(os.path.join(base, script))
            block.invoke(self.runspace, dot=True, scope=self.runspace.global_scope)
        self._new_scope(info)
        for nested in as_texts(table.get("NestedModules")):
            inner = self.load(self._beside(base, nested), nested=True)
            self.import_into(inner, info.scope)
            info.nested_modules.append(inner)
            self._export_nested(info, inner)
        if info.root_module:
            root = self._beside(base, info.root_module)
            if root.lower().endswith(".psm1") and os.path.isfile(root):
                path = info.path
                self._load_script(info, root, args)
                info.path = path
                info.module_type = "Script"
            elif root.lower().endswith(".dll"):
                raise _binary(info.name)
            else:
                inner = self.load(root, nested=True)
                self.import_into(inner, info.scope)
                self._export_nested(info, inner)
        self._filter(info, table)
        return info

    def _beside(self, base: str, name: str) -> str:
        """A file named in a manifest, or the name of another module."""
        for candidate in (os.path.join(base, name.replace("\\", "/")), os.path.join(base, name + ".psm1")):
            if os.path.exists(candidate):
                return candidate
        if name.lower().endswith((".psm1", ".ps1", ".psd1")):
            raise self.not_found(name)
        return name

    def _export_nested(self, info: ModuleInfo, inner: ModuleInfo) -> None:
        info.exported_functions.update(inner.exported_functions)
        info.exported_aliases.update(inner.exported_aliases)
        info.exported_variables.update(inner.exported_variables)

    def _new_scope(self, info: ModuleInfo) -> None:
        from pssh.runtime.scope import ModuleScope

        if info.scope is None:
            info.scope = ModuleScope(self.runspace.global_scope, info)

    def _load_script(self, info: ModuleInfo, path: str, args: Any) -> ModuleInfo:
        from pssh.runtime.runspace import read_script
        from pssh.runtime.scriptblock import compile_text

        self._new_scope(info)
        try:
            text = read_script(path)
        except OSError:
            raise self.not_found(path) from None
        block = compile_text(text, path, info.scope)
        block.command = ExternalScriptInfo(os.path.basename(path), path, self.runspace)
        if info.path == "":
            info.path = path
        block.invoke(self.runspace, args=args, dot=True, scope=info.scope, out=null_sink)
        self._collect(info)
        return info

    def from_block(self, name: str, block: Any, args: Any, out: Any) -> ModuleInfo:
        """New-Module: a module made of a script block."""
        from pssh.runtime.scriptblock import ScriptBlock

        info = ModuleInfo(name)
        self._new_scope(info)
        own = ScriptBlock(block.block, info.scope)
        own.invoke(self.runspace, args=args, dot=True, scope=info.scope, out=out)
        self._collect(info)
        return info

    # --- exporting --------------------------------------------------------------------------------------------

    def _collect(self, info: ModuleInfo) -> None:
        """What the module exports, from Export-ModuleMember or the default: functions and aliases."""
        scope = info.scope
        said = info.exports
        functions = said["function"] if said is not None else ["*"]
        aliases = said["alias"] if said is not None else ["*"]
        variables = said["variable"] if said is not None else []
        for key, function in scope.functions.items():
            if function is not None and function.__class__ is FunctionInfo and _any(functions, function.name):
                if function.module is None or function.module is info:
                    function.module = info
                    info.exported_functions[key] = function
                elif said is not None and _any([p for p in functions if p != "*"], function.name):
                    info.exported_functions[key] = function
        for key, alias in scope.aliases.items():
            if alias is not None and _any(aliases, alias.name):
                alias.module = info
                info.exported_aliases[key] = alias
        for variable in scope.variables():
            if variables and _any(variables, variable.name):
                info.exported_variables[variable.name.lower()] = variable

    def _filter(self, info: ModuleInfo, table: Any) -> None:
        """The manifest's ...ToExport keys narrow what is exported."""
        for key, name in (
            ("FunctionsToExport", "exported_functions"),
            ("AliasesToExport", "exported_aliases"),
            ("VariablesToExport", "exported_variables"),
        ):
            if table.contains(key):
                patterns = as_texts(table.get(key))
                exported = getattr(info, name)
                setattr(info, name, {k: v for k, v in exported.items() if _any(patterns, v.name)})

    # --- importing --------------------------------------------------------------------------------------------

    def import_into(
        self,
        info: ModuleInfo,
        scope: Any,
        prefix: str = "",
        functions: Optional[List[str]] = None,
        aliases: Optional[List[str]] = None,
        variables: Optional[List[str]] = None,
        no_clobber: bool = False,
    ) -> None:
        """Make a module's exports visible in a scope."""
        prefix = prefix or info.prefix
        chosen = functions is not None or aliases is not None or variables is not None
        for function in info.exported_functions.values():
            if (functions is not None and not _any(functions, function.name)) or (
                functions is None and chosen
            ):
                continue
            self._place(info, scope, "functions", _prefixed(function, prefix), no_clobber)
        for alias in info.exported_aliases.values():
            if (aliases is not None and not _any(aliases, alias.name)) or (aliases is None and chosen):
                continue
            self._place(info, scope, "aliases", _prefixed_alias(alias, prefix), no_clobber)
        for key, variable in info.exported_variables.items():
            if variables is not None and not _any(variables, variable.name):
                continue
            scope.vars[key] = variable
            info.imported.append((scope, "vars", key))
        self.runspace.commands_changed()

    def _place(self, info: ModuleInfo, scope: Any, table: str, command: Any, no_clobber: bool) -> None:
        key = command.name.lower()
        target = getattr(scope, table)
        if no_clobber and target.get(key) is not None:
            return
        target[key] = command
        info.imported.append((scope, table, key))

    def register(self, info: ModuleInfo) -> None:
        """Make a module made in memory a loaded one."""
        self._loaded[(info.path or info.name).lower()] = info

    def remove(self, info: ModuleInfo) -> None:
        """Take a module and all it exported away again."""
        if info.on_remove is not None:
            self.runspace.invoke_block(info.on_remove)
        for scope, table, key in info.imported:
            if table == "vars":
                scope.vars.pop(key, None)
            else:
                found = getattr(scope, table).get(key)
                if found is not None and found.module is info:
                    del getattr(scope, table)[key]
        info.imported.clear()
        for key in [k for k, v in self._loaded.items() if v is info]:
            del self._loaded[key]
        self.runspace.commands_changed()

    def import_for_using(self, name: str, scope: Any, file: Optional[str] = None) -> ModuleInfo:
        """`using module name`: relative names are beside the script."""
        if file and ("/" in name or "\\" in name) and not os.path.isabs(name):
            candidate = os.path.join(os.path.dirname(os.path.abspath(file)), name.replace("\\", "/"))
            if os.path.exists(candidate) or _module_file(candidate):
                name = candidate
        info = self.load(name)
        self.import_into(info, scope)
        return info

    # --- on demand --------------------------------------------------------------------------------------------

    @property
    def autoload_enabled(self) -> bool:
        value = self.runspace.global_scope.get("PSModuleAutoLoadingPreference")
        return value is None or str(getattr(value, "name", value)).lower() != "none"

    def autoload_module(self, name: str) -> Optional[ModuleInfo]:
        """Load and import a module because a command was qualified with its name."""
        if self.locate(name) is None:
            return None
        info = self.load(name)
        self.import_into(info, self.runspace.global_scope)
        return info

    def autoload(self, command: str) -> bool:
        """Import the module in the module path that has `command`; whether there was one."""
        if not self.autoload_enabled:
            return False
        lower = command.lower()
        for path in self.available():
            if path.lower() not in self._loaded and lower in self._commands_of(path):
                info = self.load(path)
                self.import_into(info, self.runspace.global_scope)
                return True
        return False

    def _commands_of(self, path: str) -> Any:
        """The lower-case names of the commands a module file seems to export."""
        try:
            changed = os.stat(path).st_mtime_ns
        except OSError:
            return ()
        known = self._known.get(path)
        if known is not None and known[0] == changed:
            return known[1]
        from pssh.runtime.module_scan import exported_names

        names = exported_names(self.runspace, path)
        self._known[path] = (changed, names)
        return names


def _binary(name: str) -> PSError:
    from pssh.objects.errors import ps_error

    return ps_error(
        "Modules_BinaryModuleNotSupported",
        f"The module '{name}' is a .NET assembly; pssh runs script modules only.",
        "NotImplemented",
        name,
    )


def _any(patterns: List[str], name: str) -> bool:
    return any(wildcard(pattern)(name) for pattern in patterns)


def _prefixed(function: FunctionInfo, prefix: str) -> FunctionInfo:
    if not prefix:
        return function
    verb, dash, noun = function.name.partition("-")
    name = f"{verb}-{prefix}{noun}" if dash else prefix + function.name
    return FunctionInfo(name, function.script_block, function.is_filter, function.module)


def _prefixed_alias(alias: AliasInfo, prefix: str) -> AliasInfo:
    if not prefix:
        return alias
    return AliasInfo(prefix + alias.name, alias.target, alias.options, alias.description, alias.module)


def _real_child(folder: str, name: str) -> str:
    direct = os.path.join(folder, name)
    if os.path.isdir(direct):
        return direct
    lower = name.lower()
    try:
        for entry in os.listdir(folder):
            if entry.lower() == lower:
                return os.path.join(folder, entry)
    except OSError:
        return direct
    return direct


def _module_file(path: str) -> Optional[str]:
    """The .psd1, .psm1 or .ps1 that a path stands for."""
    return next(_module_files(path), None)


def _module_files(path: str) -> Iterator[str]:
    """As `_module_file`, for a module's folder one of each version."""
    if os.path.isfile(path):
        if path.lower().endswith(_ENDINGS):
            yield os.path.realpath(path)
        return
    folders = (path, *_versions(path)) if os.path.isdir(path) else ()
    base = os.path.basename(os.path.normpath(path))
    for folder in folders:
        named = [_file_in(folder, base + ending) for ending in _ENDINGS[:2]]
        found = next(filter(None, named), None)
        if found:
            yield os.path.realpath(found)
    if not folders:
        beside = [path + ending for ending in _ENDINGS[:2] if os.path.isfile(path + ending)]
        yield from map(os.path.realpath, beside[:1])


def _file_in(folder: str, name: str) -> Optional[str]:
    direct = os.path.join(folder, name)
    if os.path.isfile(direct):
        return direct
    lower = name.lower()
    for entry in os.listdir(folder):
        if entry.lower() == lower:
            return os.path.join(folder, entry)
    return None


def _versions(path: str) -> List[str]:
    """The version folders inside a module's folder, the newest first."""
    found = []
    for name in os.listdir(path):
        parts = name.split(".")
        if all(part.isdigit() for part in parts) and os.path.isdir(os.path.join(path, name)):
            found.append((tuple(int(part) for part in parts), os.path.join(path, name)))
    return [folder for _, folder in sorted(found, reverse=True)]
