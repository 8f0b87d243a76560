"""PowerShell's own modules: their cmdlets are part of the shell, and a module counts as loaded from its first use."""

import os
from typing import Any, Dict, List, Optional

from pssh.runtime.commands import CmdletInfo
from pssh.runtime.module_info import ModuleInfo
from pssh.runtime.upper import upper

__all__ = ["CORE", "BuiltInModule", "built_in_module", "built_in_names", "built_in_version"]

CORE = "Microsoft.PowerShell.Core"  # not a module but what is always there; it is never listed

# name -> version, guid, what it is for
_MODULES = {
    "Microsoft.PowerShell.Archive": ("1.2.5", "eb74e8da-9ae2-482a-a648-e96550fb8733",
                                     "Packs files and folders into archives, and unpacks them."),
    "Microsoft.PowerShell.Host": ("7.0.0.0", "915a029d-9d36-4dd9-b57c-9a1bc9a6bb2c", ""),
    "Microsoft.PowerShell.Management": ("7.0.0.0", "eefcb906-b326-4e99-9f54-8b4bb6ef3c6d", ""),
    "Microsoft.PowerShell.Security": ("7.0.0.0", "a94c8c7e-9810-47c0-b8af-65089c13a35a", ""),
    "Microsoft.PowerShell.ThreadJob": ("2.2.0", "0e7b895d-2fec-43f7-8cae-11e8d16f6e40",
                                       "Runs script blocks as jobs in threads of this process."),
    "Microsoft.PowerShell.Utility": ("7.0.0.0", "1da87e53-152b-403e-98dc-74d7b4d63d59", ""),
    "PSReadLine": ("2.4.5", "5714753b-2afd-4492-a5fd-01d9e2cff8b5", "The line editor of the prompt."),
}  # fmt: skip
_OTHER_NAMES = {"threadjob": "Microsoft.PowerShell.ThreadJob"}
_made: Dict[str, "BuiltInModule"] = {}


def built_in_names() -> List[str]:
    """The names of the modules, without the core."""
    return list(_MODULES)


def built_in_version(name: str) -> str:
    """The version a module's commands have."""
    if name == CORE:
        from pssh.runtime.automatic import PS_VERSION

        return PS_VERSION + ".500"
    found = _MODULES.get(name)
    return found[0] if found is not None else ""


def built_in_module(name: str) -> Optional["BuiltInModule"]:
    """One of the modules by its name in any case; None when it is none of them."""
    lower = name.lower()
    found = _made.get(lower)
    if found is None:
        wanted = _OTHER_NAMES.get(lower, lower)
        exact = next((each for each in (*_MODULES, CORE) if each.lower() == wanted), None)
        if exact is None:
            return None
        found = _made[lower] = BuiltInModule(exact)
    return found


class BuiltInModule(ModuleInfo):
    """Its commands are looked up when they are asked for."""

    def __init__(self, name: str) -> None:
        from pssh.runtime.automatic import ps_home

        folder = os.path.join(ps_home(), "Modules", name)
        super().__init__(name, os.path.join(folder, name + ".psd1"), "Manifest")
        version, guid, self.description = _MODULES.get(name, ("", self.guid, ""))
        self.version_text = version or built_in_version(name)
        self.guid = guid
        self.author = "PowerShell"
        self.company_name = "Microsoft Corporation"
        self.module_base = folder
        self.editions = ["Core"]
        del self.exported_cmdlets  # made when they are asked for

    def __getattr__(self, name: str) -> Any:
        if name != "exported_cmdlets":
            raise AttributeError(name)
        load = upper("load_cmdlet")
        made = {each.lower(): CmdletInfo(load(each)) for each in self.cmdlet_names}
        self.exported_cmdlets = made
        return made

    @property
    def cmdlet_names(self) -> List[str]:
        """The names of its cmdlets, none of which need be loaded for it."""
        names: str = upper("module_cmdlets").get(self.name, "")
        return names.split()
