"""The base of drives without folders: Env:, Variable:, Function:, Alias:."""

from typing import Any, Dict, Iterator, List, Optional

from pssh.runtime.providers.base import Provider, ProviderPath

__all__ = ["FlatProvider"]


class FlatProvider(Provider):
    """A named collection of items; the drive itself is the only container."""

    flat = True
    drive_name = ""
    description = ""

    def names(self) -> List[str]:
        raise NotImplementedError

    def item(self, name: str) -> Any:
        """The item of a name, or None."""
        raise NotImplementedError

    def value_of(self, name: str) -> Any:
        """What `$drive:name` and Get-Content give."""
        raise NotImplementedError

    def assign(self, name: str, value: Any, force: bool = False, options: Optional[str] = None) -> Any:
        """Give the item a value, and options where it has any; `force` overcomes read-only."""
        raise NotImplementedError

    def original(self, name: str) -> Any:
        """What `assign` makes a copy of the item from."""
        return self.value_of(name)

    def check_rename(self, name: str, force: bool) -> None:
        """Raise where the item may not be renamed."""

    def delete(self, name: str, force: bool) -> None:
        raise NotImplementedError

    # --- Provider ---------------------------------------------------------------------------------------

    def exists(self, path: ProviderPath) -> bool:
        return not path.path or self.item(path.path) is not None

    def is_container(self, path: ProviderPath) -> bool:
        return not path.path

    def child_names(self, path: ProviderPath, force: bool = False) -> List[str]:
        return [] if path.path else sorted(self.names(), key=str.lower)

    def get_item(self, path: ProviderPath, force: bool = False) -> Any:
        if path.path:
            return _placed(self.item(path.path), path)
        return [_placed(self.item(name), path.child(name)) for name in self.child_names(path)]

    def set_item(
        self, path: ProviderPath, value: Any, force: bool = False, options: Optional[str] = None
    ) -> Any:
        return _placed(self.assign(path.path, value, force, options), path)

    def new_item(
        self, path: ProviderPath, kind: str, value: Any, force: bool, options: Optional[str] = None
    ) -> Any:
        from pssh.objects.errors import ps_error

        if value is None:
            raise ps_error(
                "NewItemValueNotSpecified", "The value of the new item was not specified. Give it with -Value.",
                "InvalidArgument", path.path, "System.ArgumentNullException",
            )  # fmt: skip
        if not force and self.item(path.path) is not None:
            raise _taken(path.path)
        return _placed(self.assign(path.path, value, force, options), path)

    def clear_item(self, path: ProviderPath) -> None:
        self.assign(path.path, None)

    def remove_item(self, path: ProviderPath, recurse: bool, force: bool) -> None:
        self.delete(path.path, force)

    def rename_item(self, path: ProviderPath, name: str, force: bool) -> Any:
        if not force and self.item(name) is not None:
            raise _taken(name)
        self.check_rename(path.path, force)
        made = self.assign(name, self.original(path.path), force)
        self.delete(path.path, True)
        return _placed(made, path.child(name))

    def copy_item(self, path: ProviderPath, target: ProviderPath, recurse: bool, force: bool) -> Any:
        return _placed(self.assign(target.path, self.original(path.path), force), target)

    def get_content(self, path: ProviderPath) -> Iterator[Any]:
        if not path.path:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "Argument", "Cannot process argument because the value of argument \"path\" is not valid. Change the "
                "value of the \"path\" argument and run the operation again.", "InvalidArgument", None,
                "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        yield self.value_of(path.path)

    def set_content(self, path: ProviderPath, values: List[Any]) -> None:
        self.assign(path.path, values[0] if len(values) == 1 else values)


def _placed(item: Any, where: ProviderPath) -> Any:
    """The item with the properties that say where it is."""
    if item is None:
        return None
    from pssh.objects.psobject import PSObject

    notes: Dict[str, Any] = {"PSPath": where.ps_path}
    if where.drive is not None:
        notes["PSDrive"] = where.drive
    return PSObject(item, {**notes, "PSProvider": where.provider, "PSIsContainer": False})


def _taken(name: str) -> Exception:
    from pssh.objects.errors import ps_error

    return ps_error(
        "Argument", f"The item with the name '{name}' already exists.", "InvalidArgument", name,
        "System.Management.Automation.PSArgumentException",
    )  # fmt: skip
