"""Variable: the variables seen from the current scope."""

from typing import Any, List, Optional

from pssh.runtime.providers.flat import FlatProvider
from pssh.runtime.providers.scoped_options import check_removable, check_renamable

__all__ = ["Variables"]


class Variables(FlatProvider):
    """The drive `Variable:`, of the current scope."""

    name = "Variable"
    drive_name = "Variable"

    def names(self) -> List[str]:
        return [variable.name for variable in self.runspace.scope.visible_variables().values()]

    def item(self, name: str) -> Any:
        return self.runspace.scope.find(name)

    def value_of(self, name: str) -> Any:
        return self.runspace.scope.get(name)

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        return self.runspace.scope.set(name, value)

    def check_rename(self, name: str, force: bool) -> None:
        check_renamable("Variable", self.item(name), force)

    def delete(self, name: str, force: bool) -> None:
        check_removable("Variable", self.item(name), force)
        for scope in self.runspace.scope.chain():
            if scope.remove(name):
                return
