"""[pslistmodifier]: what is to be added to a collection and removed from it, or to take its place."""

from typing import Any, List, Optional

from pssh.objects.psobject import unwrap
from pssh.objects.types import net_type

__all__ = ["ListModifier"]


class ListModifier:
    """A change of a list. `replace` None: the list stays, less `remove`, with `add` behind."""

    net_type_name = "System.Management.Automation.PSListModifier"

    def __init__(self, table: Any = None) -> None:
        given = {} if table is None else {str(key).lower(): value for key, value in table.items()}
        self.add: List[Any] = _listed(given.get("add"))
        self.remove: List[Any] = _listed(given.get("remove"))
        self.replace: Optional[List[Any]] = _listed(given["replace"]) if "replace" in given else None

    def apply_to(self, collection: Any) -> None:
        """Change the collection itself; each removal takes out one equal element."""
        target = unwrap(collection)
        if self.replace is not None:
            target[:] = [unwrap(each) for each in self.replace]
            return
        for each in self.remove:
            if unwrap(each) in target:
                target.remove(unwrap(each))
        target.extend(unwrap(each) for each in self.add)


def _listed(value: Any) -> List[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


MODIFIER = net_type(ListModifier.net_type_name, ListModifier)
MODIFIER.constructor("pslistmodifier new()", "pslistmodifier new(hashtable hash)")(ListModifier)
_COLLECTION = "System.Collections.ObjectModel.Collection[System.Object]"
MODIFIER.prop("Add", _COLLECTION)(lambda self: self.add or [])
MODIFIER.prop("Remove", _COLLECTION)(lambda self: self.remove or [])
MODIFIER.prop("Replace", _COLLECTION)(lambda self: self.replace or [])
MODIFIER.method("ApplyTo", "void ApplyTo(System.Object collectionToUpdate)")(ListModifier.apply_to)
