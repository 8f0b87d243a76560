"""Get-, Set-, Push- and Pop-Location."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.providers.base import PathInfo, ProviderPath

MANAGEMENT = "Microsoft.PowerShell.Management"
_REMEMBERED = 20  # places that `cd -` can go back to


@cmdlet(
    "Get-Location",
    alias=("gl", "pwd"),
    output="System.Management.Automation.PathInfo",
    default_set="Location",
    module=MANAGEMENT,
)
def get_location(
    call: Call,
    *,
    ps_provider: Annotated[
        Optional[List[str]], Param(sets="Location", by_property=True, name="PSProvider")
    ] = None,
    ps_drive: Annotated[Optional[List[str]], Param(sets="Location", by_property=True, name="PSDrive")] = None,
    stack: Annotated[Switch, Param(sets="Stack")] = False,
    stack_name: Annotated[Optional[List[str]], Param(sets="Stack")] = None,
) -> Any:
    """Gets the current location, the location of a drive, or a stack of locations.

    PS> (Get-Location).Provider.Name
    FileSystem
    """
    rs = call.runspace
    if stack or stack_name:
        for name in stack_name or [""]:
            for where in reversed(rs.location_stacks.get(name.lower(), [])):
                yield PathInfo(where)
        return
    if ps_drive:
        for name in ps_drive:
            drive = rs.drives.get(name.rstrip(":"))
            if drive is None:
                from pssh.runtime.providers.base import drive_not_found

                call.error(drive_not_found(name))
                continue
            current = drive.current or drive.root
            yield PathInfo(ProviderPath(drive.provider, current, drive))
        return
    if ps_provider:
        for each in ps_provider:
            yield from _of_provider(call, each)
        return
    yield rs.location.info


def _of_provider(call: Call, name: str) -> Iterator[PathInfo]:
    """The location in a provider: the current one if it is there, else that of the provider's first drive."""
    rs = call.runspace
    provider = rs.drives.provider(name)
    if provider is None:
        call.error(
            "ProviderNotFound",
            f"Cannot find a provider with the name '{name}'.",
            "ObjectNotFound",
            name,
            "System.Management.Automation.ProviderNotFoundException",
        )
    elif rs.location.where.provider is provider:
        yield rs.location.info
    elif provider is rs.drives.file_system:
        yield PathInfo(ProviderPath(provider, rs.location.native, rs.drives.root))
    else:
        drive = next((each for each in rs.drives.all() if each.provider is provider), None)
        if drive is not None:
            yield PathInfo(ProviderPath(provider, drive.current or drive.root, drive))


def change(call: Call, text: str, literal: bool) -> ProviderPath:
    """Go to the place `text` names."""
    rs = call.runspace
    if not literal:
        from pssh.runtime.wildcards import has_wildcard

        if has_wildcard(text):
            found = [where for where in rs.paths.resolve(text) if where.is_container]
            if len(found) == 1:
                return go(call, found[0])
            if len(found) > 1:
                raise ps_error(
                    "Argument",
                    f"Cannot set the location because path '{text}' resolved to multiple containers. You can only set "
                    "the location to a single container at a time.",
                    "InvalidArgument",
                    text,
                    "System.Management.Automation.PSArgumentException",
                )
            raise _missing(text)
    where = rs.paths.absolute(text)
    if not where.exists or not where.is_container:
        raise _missing(where.display)
    return go(call, where)


def _missing(shown: str) -> PSError:
    from pssh.runtime.providers.base import item_not_found

    return item_not_found(shown)


def go(call: Call, where: ProviderPath) -> ProviderPath:
    """Make `where` the location, the place before it remembered for `cd -`."""
    rs = call.runspace
    _remember(rs.services.setdefault("location_back", []), rs.location.where)
    rs.services["location_forward"] = []
    return _arrive(call, where)


def _remember(places: List[ProviderPath], where: ProviderPath) -> None:
    places.append(where)
    del places[:-_REMEMBERED]


def _arrive(call: Call, where: ProviderPath) -> ProviderPath:
    """Be at `where`, and tell who asked for it with LocationChangedAction."""
    rs = call.runspace
    before = rs.location.info
    rs.location.set(where)
    action = rs.services.get("location_changed")
    if action is not None:
        from pssh.objects.members import get_member
        from pssh.objects.psobject import PSObject
        from pssh.runtime.local_runspaces import default_runspace

        state = get_member(rs.global_scope.get("ExecutionContext"), "SessionState")
        facts = {"SessionState": state, "OldPath": before, "NewPath": rs.location.info}
        event = PSObject(None, facts, ("System.Management.Automation.LocationChangedEventArgs",))
        sender = default_runspace(rs)
        was, rs.in_try = rs.in_try, True  # what it throws is Set-Location's error; we are there all the same
        try:
            action.invoke(rs, [sender, event], underbar=event, this=sender)
        finally:
            rs.in_try = was
    return where


def _travel(call: Call, backwards: bool) -> ProviderPath:
    rs = call.runspace
    source, target = (
        ("location_back", "location_forward") if backwards else ("location_forward", "location_back")
    )
    places = rs.services.setdefault(source, [])
    if not places:
        word = "backwards" if backwards else "forwards"
        raise ps_error(
            "System.InvalidOperationException", f"There is no location history left to navigate {word}.",
            "InvalidOperation", None,
            "System.InvalidOperationException",
        )  # fmt: skip
    where: ProviderPath = places.pop()
    _remember(rs.services.setdefault(target, []), rs.location.where)
    return _arrive(call, where)


@cmdlet(
    "Set-Location",
    alias=("cd", "chdir", "sl"),
    output="System.Management.Automation.PathInfo",
    default_set="Path",
    module=MANAGEMENT,
)
def set_location(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, sets="Path", pipeline=True, by_property=True)] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(sets="LiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP"))
    ] = None,
    pass_thru: Switch = False,
    stack_name: Annotated[Optional[str], Param(sets="Stack", by_property=True)] = None,
) -> Any:
    """Sets the current location; `-` goes back and `+` forward again.

    PS> Set-Location /; (Get-Location).Path
    /
    """
    if call.set_name == "Stack":
        _use_stack(call, stack_name or "")
        return
    if path == "-" or path == "+":
        where = _travel(call, path == "-")
    elif literal_path is not None:
        where = change(call, literal_path, True)
    else:
        where = change(call, path or "~", False)
    if pass_thru:
        yield PathInfo(where)


def _use_stack(call: Call, name: str) -> None:
    rs = call.runspace
    if name and name.lower() not in rs.location_stacks:
        raise ps_error(
            "Argument", f"Cannot find location stack '{name}'. It does not exist or it is not a container.",
            "ObjectNotFound", name, "System.Management.Automation.ItemNotFoundException",
        )  # fmt: skip
    rs.services["location_stack"] = name.lower()


def _stack(call: Call, name: Optional[str], make: bool) -> Any:
    rs = call.runspace
    key = (name or rs.services.get("location_stack", "")).lower()
    if make:
        return rs.location_stacks.setdefault(key, [])
    return rs.location_stacks.get(key)


@cmdlet(
    "Push-Location",
    alias="pushd",
    output="System.Management.Automation.PathInfo",
    default_set="Path",
    module=MANAGEMENT,
)
def push_location(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, sets="Path", pipeline=True, by_property=True)] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(sets="LiteralPath", by_property=True, aliases=("PSPath", "LP"))
    ] = None,
    pass_thru: Switch = False,
    stack_name: Annotated[Optional[str], Param(by_property=True)] = None,
) -> Any:
    """Puts the current location on a stack and goes to another."""
    rs = call.runspace
    before = rs.location.where
    where = before
    if literal_path is not None:
        where = change(call, literal_path, True)
    elif path:
        where = change(call, path, False)
    _stack(call, stack_name, True).append(before)
    if pass_thru:
        yield PathInfo(where)


@cmdlet("Pop-Location", alias="popd", output="System.Management.Automation.PathInfo", module=MANAGEMENT)
def pop_location(
    call: Call,
    *,
    pass_thru: Switch = False,
    stack_name: Annotated[Optional[str], Param(by_property=True)] = None,
) -> Any:
    """Goes back to the location put on the stack last."""
    stack = _stack(call, stack_name, False)
    if stack is None and stack_name:
        raise ps_error(
            "Argument", f"Cannot find location stack '{stack_name}'. It does not exist or it is not a container.",
            "InvalidArgument", None, "System.Management.Automation.PSArgumentException",
        )  # fmt: skip
    if not stack:
        return
    where = go(call, stack.pop())
    if pass_thru:
        yield PathInfo(where)
