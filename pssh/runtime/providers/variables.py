"""Variable: the variables seen from the current scope."""

from typing import Any, List

from pssh.runtime.providers.flat import FlatProvider

__all__ = ["Variables"]


class Variables(FlatProvider):
    name = "Variable"
    drive_name = "Variable"

    def names(self) -> List[str]:
        return [variable.name for variable in self.runspace.scope.visible_variables().values()]

    def item(self, name: str) -> Any:
        return self.runspace.scope.find(name)

    def value_of(self, name: str) -> Any:
        return self.runspace.scope.get(name)

    def assign(self, name: str, value: Any) -> Any:
        return self.runspace.scope.set(name, value)

    def delete(self, name: str, force: bool) -> None:
        for scope in self.runspace.scope.chain():
            if scope.remove(name):
                return
