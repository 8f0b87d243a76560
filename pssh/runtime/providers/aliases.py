"""Alias: the aliases seen from the current scope, the built-in ones among them."""

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from pssh.objects.convert import to_string
from pssh.runtime.commands import AliasInfo, CommandInfo
from pssh.runtime.providers.flat import FlatProvider
from pssh.runtime.providers.scoped_options import check_removable, check_renamable, check_writable

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Aliases", "all_aliases"]


def all_aliases(runspace: "Runspace", scope: Any) -> Dict[str, AliasInfo]:
    """Every alias seen from `scope`, by lower-case name."""
    found: Dict[str, AliasInfo] = {}
    for each in scope.chain():
        if each.extra is not None:
            for lower, info in each.extra.aliases.items():
                if info is not None:
                    found.setdefault(lower, info)
    for lower, info in runspace.discovery.builtin_aliases().items():
        if lower not in runspace.removed_aliases:
            found.setdefault(lower, info)
    return found


class Aliases(FlatProvider):
    """The drive `Alias:`."""

    name = "Alias"
    drive_name = "Alias"
    item_options = True

    def names(self) -> List[str]:
        return [info.name for info in all_aliases(self.runspace, self.runspace.scope).values()]

    def item(self, name: str) -> Any:
        return self.runspace.discovery.alias(name, self.runspace.scope)

    def value_of(self, name: str) -> Any:
        info = self.item(name)
        return None if info is None else info.target

    def original(self, name: str) -> Any:
        return self.item(name)

    def check_rename(self, name: str, force: bool) -> None:
        check_renamable("Alias", self.item(name), force)

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        old = self.item(name)
        check_writable("Alias", old, force)
        target, kept, description = "" if value is None else to_string(value), "None", ""
        if isinstance(value, AliasInfo):
            target, kept = value.target, value.options
        elif isinstance(value, CommandInfo):
            target = value.name
        elif old is not None:
            kept, description = old.options, old.description
        info = AliasInfo(name, target, kept if options is None else options, description)
        self.runspace.scope.set_alias(name, info)
        return info

    def delete(self, name: str, force: bool, only: Any = None) -> None:
        """Take an alias away from the nearest scope that has it, or from the scope `only`."""
        lower = name.lower()
        own = None if only is None else only.aliases.get(lower)
        check_removable("Alias", own or self.item(name), force)
        for scope in self.runspace.scope.chain() if only is None else (only,):
            if scope.extra is not None and scope.extra.aliases.pop(lower, None) is not None:
                self.runspace.commands_changed()
                return
        self.runspace.removed_aliases.add(lower)
        self.runspace.commands_changed()
