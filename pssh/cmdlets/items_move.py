"""Copy-, Move- and Rename-Item."""

from typing import Annotated, Any, List, Optional

from pssh.cmdlets._items import guard, places
from pssh.cmdlets.items import Credential, LiteralParam, PathParam, refuse_credential
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet

MANAGEMENT = "Microsoft.PowerShell.Management"


@cmdlet("Copy-Item", alias=("cpi", "copy"), default_set="Path", should_process=True, module=MANAGEMENT)
class CopyItem(CmdletBase):
    """Copies items, also to and from other computers."""

    path: PathParam = None
    destination: Annotated[Optional[str], Param(position=1, by_property=True)] = None
    literal_path: LiteralParam = None
    container: Switch = True
    force: Switch = False
    filter: Optional[str] = None
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    recurse: Switch = False
    pass_thru: Switch = False
    credential: Credential = None
    from_session: Annotated[Any, Param(type="System.Management.Automation.Runspaces.PSSession")] = None
    to_session: Annotated[Any, Param(type="System.Management.Automation.Runspaces.PSSession")] = None

    def process(self) -> None:
        call = self.call
        refuse_credential(call, self.credential)
        if self.from_session is not None or self.to_session is not None:
            self._with_session()
            return
        target = call.runspace.paths.absolute(self.destination or ".")
        for where in places(
            call, self.path, self.literal_path, force=self.force, filter=self.filter, include=self.include,
            exclude=self.exclude,
        ):  # fmt: skip
            self._copy(where, target)

    def _copy(self, where: Any, target: Any) -> None:
        call = self.call
        if where.provider is not target.provider:
            call.error(
                "Argument",
                "Source and destination path did not resolve to the same provider.",
                "InvalidArgument",
                where.display,
                "System.Management.Automation.PSArgumentException",
            )
            return
        kind = "Copy Directory" if where.is_container else "Copy File"
        action = kind if where.is_file_system else "Copy Item"
        into = target
        if where.is_file_system and target.is_container:
            from pssh.runtime.providers.file_changes import same_place, self_copy

            if same_place(where.path, target.path):
                call.error(self_copy(where.path))
                return
            into = target.child(where.name)
        if call.should_process(f"Item: {where.display} Destination: {into.display}", action):
            made = guard(
                call,
                "CopyError",
                "WriteError",
                where.display,
                where.provider.copy_item,
                where,
                into,
                self.recurse,
                self.force,
            )
            if self.pass_thru and made is not None:
                call.out(made)

    def _with_session(self) -> None:
        from importlib import import_module

        copy = import_module("pssh.cmdlets.copy_session").copy_with_session
        copy(
            self.call,
            self.literal_path if self.literal_path is not None else self.path,
            self.destination,
            self.to_session,
            self.from_session,
            self.recurse,
            self.force,
            self.container,
            (self.filter, self.include, self.exclude),
        )


@cmdlet("Move-Item", alias=("mi", "move"), default_set="Path", should_process=True, module=MANAGEMENT)
def move_item(
    call: Call,
    path: PathParam = None,
    destination: Annotated[Optional[str], Param(position=1, by_property=True)] = None,
    *,
    literal_path: LiteralParam = None,
    force: Switch = False,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    pass_thru: Switch = False,
    credential: Credential = None,
) -> None:
    """Moves items to another place."""
    refuse_credential(call, credential)
    target = call.runspace.paths.absolute(destination or ".")
    for where in places(
        call, path, literal_path, force=force, filter=filter, include=include, exclude=exclude
    ):
        into = target.child(where.name) if where.is_file_system and target.is_container else target
        kind = "Move Directory" if where.is_container else "Move File"
        if call.should_process(f"Item: {where.display} Destination: {into.display}", kind):
            made = guard(
                call,
                "MoveFileInfoItemIOError",
                "WriteError",
                where.display,
                where.provider.move_item,
                where,
                into,
                force,
            )
            if pass_thru and made is not None:
                call.out(made)


@cmdlet("Rename-Item", alias=("rni", "ren"), default_set="ByPath", should_process=True, module=MANAGEMENT)
def rename_item(
    call: Call,
    path: Annotated[
        Optional[str], Param(position=0, sets="ByPath", mandatory=True, pipeline=True, by_property=True)
    ] = None,
    new_name: Annotated[Optional[str], Param(position=1, mandatory=True, by_property=True)] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(sets="ByLiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP"))
    ] = None,
    force: Switch = False,
    pass_thru: Switch = False,
    credential: Credential = None,
) -> None:
    """Gives an item another name."""
    refuse_credential(call, credential)
    text = literal_path if literal_path is not None else path
    found = (
        list(places(call, [text or ""], None, force=True))
        if literal_path is None
        else list(places(call, None, [literal_path], force=True))
    )
    for where in found:
        kind = "Rename Directory" if where.is_container else "Rename File"
        name = new_name or ""
        target = where.parent.child(name.replace("\\", "/").rpartition("/")[2]) if where.parent else where
        if call.should_process(f"Item: {where.display} Destination: {target.display}", kind):
            made = guard(
                call,
                "RenameItemIOError",
                "WriteError",
                where.display,
                where.provider.rename_item,
                where,
                name,
                force,
            )
            if pass_thru and made is not None:
                call.out(made)
