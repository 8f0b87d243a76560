"""Get-ChildItem."""

import os
from typing import Annotated, Any, Callable, List, Optional, Set

from pssh.cmdlets._items import chooser, hidden_by_name, hidden_item, refuse_pattern
from pssh.objects.errors import NetException, PSError
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.providers.base import ProviderPath
from pssh.runtime.wildcards import has_wildcard

__all__ = ["GetChildItem"]


@cmdlet(
    "Get-ChildItem",
    alias=("gci", "dir"),
    default_set="Items",
    module="Microsoft.PowerShell.Management",
    output=("System.IO.FileInfo", "System.IO.DirectoryInfo"),
)
class GetChildItem(CmdletBase):
    """Gets the items in one or more places.

    PS> (Get-ChildItem Variable:HOME).Name
    HOME
    """

    path: Annotated[
        Optional[List[str]], Param(position=0, sets="Items", pipeline=True, by_property=True, wildcards=True)
    ] = None
    literal_path: Annotated[
        Optional[List[str]],
        Param(sets="LiteralItems", mandatory=True, by_property=True, aliases=("PSPath", "LP")),
    ] = None
    filter: Annotated[Optional[str], Param(position=1)] = None
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    recurse: Annotated[Switch, Param(aliases=("s",))] = False
    depth: Annotated[Optional[int], Param(type="System.UInt32")] = None
    force: Switch = False
    name: Switch = False
    attributes: Any = None
    follow_symlink: Switch = False
    directory: Annotated[Switch, Param(aliases=("ad",))] = False
    file: Annotated[Switch, Param(aliases=("af",))] = False
    hidden: Annotated[Switch, Param(aliases=("ah", "h"))] = False
    read_only: Annotated[Switch, Param(aliases=("ar",))] = False
    system: Annotated[Switch, Param(aliases=("as",))] = False

    def process(self) -> None:
        call = self.call
        self._test = chooser(self.filter, self.include, self.exclude)
        self._wanted = self._attribute_test()
        self._show_hidden = self.force or self.hidden or self._asks_hidden
        if self.depth is not None:
            self.recurse = True
        literal = self.literal_path is not None
        texts = self.literal_path if self.literal_path is not None else self.path
        if not texts:
            texts = ["."]
        for text in texts:
            try:
                self._one(call, text, literal)
            except PSError as error:
                if text is texts[0]:
                    refuse_pattern(call, error)
                call.error(error)

    # --- one path -----------------------------------------------------------------------------------------

    def _one(self, call: Call, text: str, literal: bool) -> None:
        pattern = not literal and has_wildcard(text)
        found = self._find(call, text, literal, pattern)
        for where in found:
            if where.provider.flat:
                self._flat(where)
            elif where.is_container and (not pattern or (len(found) == 1 and not self.include)):
                self._folder(where)
            elif where.is_container and pattern and not self.recurse:
                self._folder(where) if len(found) == 1 else self._single(where)
            elif where.is_container:
                self._folder(where)
            else:
                self._single(where)

    def _find(self, call: Call, text: str, literal: bool, pattern: bool) -> List[ProviderPath]:
        paths = call.runspace.paths
        if not self.recurse or literal:
            return list(self._ordered(paths.resolve(text, literal, self._show_hidden), pattern))
        where: Optional[List[ProviderPath]] = None
        if not pattern:
            try:
                where = paths.resolve(text, literal, self._show_hidden)
            except PSError:
                where = None
            if where and (where[0].is_container or where[0].provider.flat):
                return where
        # `Get-ChildItem -Recurse *.txt` looks for the last part everywhere below
        head, _, tail = text.replace("\\", "/").rpartition("/")
        if not pattern and where is None:
            start = paths.absolute(head or ("/" if text.startswith("/") else "."))
            if not start.exists:
                return list(paths.resolve(text))
        from pssh.runtime.wildcards import wildcard

        match, inner = wildcard(tail), self._test
        self._test = match if inner is None else (lambda name: match(name) and inner(name))
        base = head or ("/" if text.startswith("/") else ".")
        return list(paths.resolve(base, False, self._show_hidden))

    def _ordered(self, found: List[ProviderPath], pattern: bool) -> List[ProviderPath]:
        if pattern and len(found) > 1 and not found[0].provider.flat:
            return sorted(found, key=lambda where: not where.is_container)
        return found

    def _flat(self, where: ProviderPath) -> None:
        provider = where.provider
        names = [where.path] if where.path else provider.child_names(where, self.force)
        for name in names:
            if self._test is None or self._test(name):
                self.write(name if self.name else provider.get_item(where.child(name)))

    def _single(self, where: ProviderPath) -> None:
        """One file, or a folder that a pattern named. A hidden one is shown only when hidden items are asked for."""
        if not self._show_hidden and hidden_by_name(where):
            self.call.error(hidden_item(where))
            return
        item = where.provider.get_item(where)
        if self._test is not None and not self._test(where.name):
            return
        if self._wanted is not None and not self._wanted(item):
            return
        self.write(where.name if self.name else item)

    _visited: Optional[Set[str]] = None

    # --- folders --------------------------------------------------------------------------------------------

    def _folder(self, where: ProviderPath) -> None:
        if self.exclude and self.file and not self.recurse:
            return  # -Exclude is asked of the folder itself then, and a folder is no file
        if self.include and not self.recurse:
            return  # -Include looks at the path's last part: without a wildcard it matches nothing
        self._visited = {os.path.realpath(where.path)} if self.follow_symlink else None
        try:
            self._list(where, "", self.depth)
        except OSError as error:
            self._denied(where, error)

    def _denied(self, where: ProviderPath, error: OSError) -> None:
        from pssh.runtime.os_errors import file_error

        fault = file_error(error, where.path)
        if not isinstance(error, PermissionError):
            fault = NetException("System.IO.IOException", f"{error.strerror} : '{where.path}'")
        category = "PermissionDenied" if isinstance(error, PermissionError) else "ReadError"
        self.call.error(fault, "DirUnauthorizedAccessError" if category == "PermissionDenied" else "DirIOError",
                        category, where.path)  # fmt: skip

    def _list(self, where: ProviderPath, prefix: str, depth: Optional[int]) -> None:
        call = self.call
        folders, others = self._entries(where.path)
        if call.runspace.stopping:
            from pssh.objects.flow import PipelineStopped

            raise PipelineStopped
        mixed = bool(self.recurse and (self.include or self.exclude))
        for entry in folders:
            self._emit(where, entry, True, prefix)
            if mixed:
                self._descend(where, entry, prefix, depth)
        for entry in others:
            self._emit(where, entry, False, prefix)
        if self.recurse and not mixed:
            for entry in folders:
                self._descend(where, entry, prefix, depth)

    def _descend(self, where: ProviderPath, entry: Any, prefix: str, depth: Optional[int]) -> None:
        if depth is not None and depth <= 0:
            return
        if entry.is_symlink() and not self.follow_symlink:
            return
        child = where.child(entry.name)
        if self._visited is not None and not self._first_visit(child.path):
            return
        try:
            self._list(child, f"{prefix}{entry.name}/", None if depth is None else depth - 1)
        except OSError as error:
            self._denied(child, error)

    def _first_visit(self, native: str) -> bool:
        """With -FollowSymlink a folder is listed once: a link back to one would never end."""
        assert self._visited is not None
        real = os.path.realpath(native)
        if real in self._visited:
            self.call.warning(f"Skip already-visited directory {native}.")
            return False
        self._visited.add(real)
        return True

    def _entries(self, native: str) -> "tuple[List[Any], List[Any]]":
        """The entries of a folder, folders and the rest, each in the order of their names."""
        from pssh.objects.compare import string_key

        folders: List[Any] = []
        others: List[Any] = []
        hidden = self._show_hidden
        with os.scandir(native) as entries:
            for entry in entries:
                if not hidden and entry.name[0] == ".":
                    continue
                try:
                    is_folder = entry.is_dir()
                except OSError:
                    is_folder = False
                (folders if is_folder else others).append(entry)
        for group in (folders, others):
            group.sort(key=lambda entry: string_key(entry.name))
        return folders, others

    def _emit(self, where: ProviderPath, entry: Any, is_folder: bool, prefix: str) -> None:
        if self._test is not None and not self._test(entry.name):
            return
        wanted = self._wanted
        if wanted is None and self.name:
            self.write(prefix + entry.name)
            return
        from pssh.runtime.providers.file_members import make_item

        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            return
        item = make_item(where.child(entry.name), status, is_folder)
        if wanted is not None and not wanted(item):
            return
        self.write(prefix + entry.name if self.name else item)

    # --- attributes -------------------------------------------------------------------------------------------

    _asks_hidden = False

    def _attribute_test(self) -> Optional[Callable[[Any], bool]]:
        tests: List[Callable[[Any], bool]] = []
        if self.directory and not self.file:
            tests.append(lambda item: item.is_directory)
        if self.file and not self.directory:
            tests.append(lambda item: not item.is_directory)
        if self.file and self.directory:
            tests.append(lambda item: False)
        if self.hidden:
            tests.append(lambda item: bool(item.attributes & 2))
        if self.read_only:
            tests.append(lambda item: bool(item.attributes & 1))
        if self.system:
            tests.append(lambda item: bool(item.attributes & 4))
        if self.attributes:
            given = self.attributes
            words = given if isinstance(given, list) else [given]
            tests.append(self._flag_expression(",".join(str(word) for word in words)))
        if not tests:
            return None
        return lambda item: all(test(item) for test in tests)

    def _flag_expression(self, text: str) -> Callable[[Any], bool]:
        """`Directory+!Hidden,ReadOnly`: `,` is or, `+` is and, `!` is not."""
        alternatives = [[_flag(word.strip()) for word in part.split("+")] for part in text.split(",")]
        self._asks_hidden = any(bit == 2 and not negative for part in alternatives for bit, negative in part)
        return lambda item: any(
            all(bool(item.attributes & bit) != negative for bit, negative in part) for part in alternatives
        )


_FLAGS = {
    "readonly": 1, "r": 1, "hidden": 2, "h": 2, "system": 4, "s": 4, "directory": 16, "d": 16, "archive": 32, "a": 32,
    "normal": 128, "temporary": 256, "reparsepoint": 1024, "l": 1024, "compressed": 2048, "offline": 4096,
    "encrypted": 16384,
}  # fmt: skip


def _flag(word: str) -> "tuple[int, bool]":
    negative = word.startswith("!")
    bit = _FLAGS.get(word.lstrip("!").lower())
    if bit is None:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "ParameterArgumentTransformationError", f"Cannot bind parameter 'Attributes'. Unable to match the "
            f"identifier name {word.lstrip('!')} to a valid enumerator name.", "InvalidArgument", word,
            "System.Management.Automation.ParameterBindingException",
        )  # fmt: skip
    return bit, negative
