"""Get-, Set-, New-, Remove-, Rename-, Clear-, Copy- and Move-ItemProperty, Get-ItemPropertyValue.

The providers here have items with properties of their .NET objects; none lets properties be made or removed.
"""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._items import guard, places
from pssh.cmdlets.items import Credential, LiteralParam, PathParam, refuse_credential
from pssh.objects.errors import ps_error
from pssh.objects.nothing import MISSING
from pssh.objects.psobject import PSObject
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.property_access import property_value
from pssh.runtime.wildcards import wildcard

MANAGEMENT = "Microsoft.PowerShell.Management"


def _with_place(item: Any, names: Optional[List[str]]) -> Any:
    """An object with the wanted properties and those that say where it is from."""
    from pssh.objects.members import properties_of

    members = {}
    tests = [wildcard(name) for name in names or ["*"]]
    for name, value in properties_of(item):
        if any(test(name) for test in tests):
            members[name] = value
    for name in ("PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider"):
        value = property_value(item, name, MISSING)
        if value is not MISSING:
            members[name] = value
    return PSObject(None, members)


@cmdlet("Get-ItemProperty", alias="gp", default_set="Path", module=MANAGEMENT)
def get_item_property(
    call: Call,
    path: PathParam = None,
    name: Annotated[Optional[List[str]], Param(position=1, aliases=("PSProperty",))] = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
) -> Iterator[Any]:
    """Gets the properties of items."""
    refuse_credential(call, credential)
    for where in places(call, path, literal_path, filter=filter, include=include, exclude=exclude):
        if where.provider.flat:
            guard(call, "NotSupported", "NotImplemented", where.display, _unsupported)
            continue
        item = where.provider.get_item(where)
        if name is None:
            yield item
            continue
        for each in name:
            if "*" not in each and property_value(item, each, MISSING) is MISSING:
                call.error(_no_property(each, where.display))
        yield _with_place(item, name)


def _unsupported() -> None:
    from pssh.runtime.providers.base import unsupported

    unsupported()


def _no_property(name: str, target: Any) -> Any:
    return ps_error(
        "System.Management.Automation.PSArgumentException",
        f"Property {name} does not exist at path {target}.",
        "InvalidArgument",
        name,
        "System.Management.Automation.PSArgumentException",
    )


@cmdlet("Get-ItemPropertyValue", alias="gpv", default_set="Path", module=MANAGEMENT)
def get_item_property_value(
    call: Call,
    path: Annotated[
        Optional[List[str]], Param(position=0, sets="Path", pipeline=True, by_property=True)
    ] = None,
    name: Annotated[Optional[List[str]], Param(position=1, mandatory=True, aliases=("PSProperty",))] = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
) -> Iterator[Any]:
    """Gets the values of an item's properties.

    PS> Get-ItemPropertyValue / -Name FullName
    /
    """
    refuse_credential(call, credential)
    texts = path if path is not None or literal_path is not None else ["."]
    for where in places(call, texts, literal_path, filter=filter, include=include, exclude=exclude):
        if where.provider.flat:
            guard(call, "NotSupported", "NotImplemented", where.display, _unsupported)
            continue
        item = where.provider.get_item(where)
        for each in name or []:
            value = property_value(item, each, MISSING)
            if value is MISSING:
                call.error(
                    "System.IO.IOException", f"Property {each} does not exist at path {where.display}.",
                    "InvalidArgument", each, "System.Management.Automation.PSArgumentException",
                )  # fmt: skip
            else:
                yield value


@cmdlet(
    "Set-ItemProperty", alias="sp", default_set="propertyValuePathSet", should_process=True, module=MANAGEMENT
)
def set_item_property(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(
            position=0,
            sets=("propertyValuePathSet", "propertyPSObjectPathSet"),
            mandatory=True,
            pipeline=True,
            by_property=True,
        ),
    ] = None,
    name: Annotated[
        Optional[str],
        Param(
            position=1,
            sets=("propertyValuePathSet", "propertyValueLiteralPathSet"),
            mandatory=True,
            by_property=True,
            aliases=("PSProperty",),
        ),
    ] = None,
    value: Annotated[
        Any,
        Param(
            position=2,
            sets=("propertyValuePathSet", "propertyValueLiteralPathSet"),
            mandatory=True,
            by_property=True,
            allow_null=True,
            allow_empty_string=True,
        ),
    ] = None,
    *,
    input_object: Annotated[
        Any,
        Param(
            sets=("propertyPSObjectPathSet", "propertyPSObjectLiteralPathSet"),
            mandatory=True,
            by_property=True,
            pipeline=True,
        ),
    ] = None,
    literal_path: Annotated[
        Optional[List[str]],
        Param(
            sets=("propertyValueLiteralPathSet", "propertyPSObjectLiteralPathSet"),
            mandatory=True,
            by_property=True,
            aliases=("PSPath", "LP"),
        ),
    ] = None,
    pass_thru: Switch = False,
    force: Switch = False,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
    type: Annotated[Optional[str], Param(by_property=True)] = None,
) -> Iterator[Any]:
    """Sets properties of items, such as LastWriteTime or IsReadOnly of a file."""
    from pssh.objects.members import properties_of, set_member

    refuse_credential(call, credential)
    pairs = [(name, value)] if name is not None else [(n, v) for n, v in properties_of(input_object)]
    for where in places(call, path, literal_path, filter=filter, include=include, exclude=exclude):
        if where.provider.flat:
            guard(call, "NotSupported", "NotImplemented", where.display, _unsupported)
            continue
        item = where.provider.get_item(where)
        for key, new in pairs:
            shown = f"Item: {where.display} Property: {key} Value: {new}"
            if not call.should_process(
                shown, "Set Property File" if not where.is_container else "Set Property Directory"
            ):
                continue
            if property_value(item, str(key), MISSING) is MISSING:
                call.error(_no_property(str(key), where.display))
                continue
            guard(call, "SetPropertyError", "WriteError", where.display, set_member, item, str(key), new)
        if pass_thru:
            yield _with_place(where.provider.get_item(where), [str(key) for key, _ in pairs])


def _refusing(verb: str, alias: Any) -> Any:
    def body(
        call: Call,
        path: PathParam = None,
        name: Annotated[
            Optional[List[str]], Param(position=1, mandatory=True, aliases=("PSProperty",))
        ] = None,
        arguments: Annotated[Optional[List[Any]], Param(position=2, remaining=True)] = None,
        *,
        literal_path: LiteralParam = None,
        force: Switch = False,
    ) -> None:
        for where in places(call, path, literal_path):
            guard(call, "NotSupported", "NotImplemented", where.display, _unsupported)

    body.__doc__ = f"{verb}s properties of items; the providers of this platform have none that allow it."
    return cmdlet(f"{verb}-ItemProperty", alias=alias, default_set="Path", module=MANAGEMENT)(body)


new_item_property = _refusing("New", ())
remove_item_property = _refusing("Remove", "rp")
rename_item_property = _refusing("Rename", "rnp")
clear_item_property = _refusing("Clear", "clp")
copy_item_property = _refusing("Copy", ())
move_item_property = _refusing("Move", "mp")
