"""PSModuleInfo: a module that is loaded, or described by a manifest."""

from typing import Any, Dict, List, Optional

__all__ = ["ModuleInfo"]


class ModuleInfo:
    """`scope` is the module's top scope (None for one that is only listed); the `exported_*` tables map the
    lower-case name to a CommandInfo, AliasInfo or Variable."""

    net_type_name = "System.Management.Automation.PSModuleInfo"

    def __init__(self, name: str, path: str = "", module_type: str = "Script") -> None:
        self.name = name
        self.path = path
        self.module_base = path.rpartition("/")[0] if path else ""
        self.module_type = module_type
        self.version_text = "0.0"
        self.description = ""
        self.author = ""
        self.company_name = ""
        self.copyright = ""
        self.guid = "00000000-0000-0000-0000-000000000000"
        self.root_module: Optional[str] = None
        self.prefix = ""
        self.scope: Any = None
        self.exported_functions: Dict[str, Any] = {}
        self.exported_aliases: Dict[str, Any] = {}
        self.exported_variables: Dict[str, Any] = {}
        self.exported_cmdlets: Dict[str, Any] = {}
        self.nested_modules: List[Any] = []
        self.required_modules: List[Any] = []
        self.private_data: Any = None
        self.tags: List[str] = []
        self.editions: List[str] = []  # CompatiblePSEditions
        self.on_remove: Any = None
        self.exports: Optional[Dict[str, List[str]]] = None  # what Export-ModuleMember said
        self.access_mode = "ReadWrite"
        self.manifest: Any = None
        self.imported: List[Any] = []  # (scope, table name, key) of what an import put where

    @property
    def version(self) -> Any:
        """The version as System.Version."""
        from pssh.runtime.known_types import converted

        return converted(self.version_text, "System.Version")

    @property
    def exported_commands(self) -> Dict[str, Any]:
        return {**self.exported_functions, **self.exported_cmdlets, **self.exported_aliases}

    def exported_command(self, name: str) -> Any:
        """An exported function, cmdlet or alias by name."""
        lower = name.lower()
        return (
            self.exported_functions.get(lower)
            or self.exported_cmdlets.get(lower)
            or self.exported_aliases.get(lower)
        )

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"<module {self.name}>"
