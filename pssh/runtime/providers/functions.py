"""Function: the functions seen from the current scope."""

from typing import Any, Dict, List, Optional

from pssh.runtime.commands import FunctionInfo
from pssh.runtime.providers.flat import FlatProvider
from pssh.runtime.providers.scoped_options import check_removable, check_renamable, check_writable

__all__ = ["Functions"]


class Functions(FlatProvider):
    """The drive `Function:`; an item's value is a script block."""

    name = "Function"
    drive_name = "Function"
    item_options = True

    def names(self) -> List[str]:
        found: Dict[str, str] = {}
        for scope in self.runspace.scope.chain():
            if scope.extra is not None:
                for lower, info in scope.extra.functions.items():
                    if info is not None:
                        found.setdefault(lower, info.name)
        from pssh.runtime.builtin_functions import FUNCTIONS

        for name in FUNCTIONS:
            if name.lower() not in self.runspace.removed_functions:
                found.setdefault(name.lower(), name)
        return list(found.values())

    def item(self, name: str) -> Any:
        return self.runspace.discovery.function(name, self.runspace.scope)

    def value_of(self, name: str) -> Any:
        info = self.item(name)
        return None if info is None else info.script_block

    def original(self, name: str) -> Any:
        return self.item(name)

    def check_rename(self, name: str, force: bool) -> None:
        check_renamable("Function", self.item(name), force)

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        if value is None:
            self.delete(name, force)
            return None
        old = self.item(name)
        check_writable("Function", old, force)
        block, kept = value, "None" if old is None else old.options
        if isinstance(value, FunctionInfo):
            block, kept = value.script_block, value.options
        elif not hasattr(value, "bind_for_pipeline"):
            from pssh.objects.convert import to_string
            from pssh.runtime.scriptblock import compile_text

            block = compile_text(to_string(value))
        info = FunctionInfo(name, block, options=kept if options is None else options)
        self.runspace.scope.replace_function(name, info)
        return info

    def delete(self, name: str, force: bool) -> None:
        check_removable("Function", self.item(name), force)
        lower = name.lower()
        self.runspace.removed_functions.add(lower)
        for scope in self.runspace.scope.chain():
            if scope.extra is not None and scope.extra.functions.get(lower) is not None:
                del scope.extra.functions[lower]
                self.runspace.commands_changed()
                return
