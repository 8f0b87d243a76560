"""Get-, New-, Remove-, Set-, Clear- and Invoke-Item, Test-Path."""

from typing import Annotated, Any, List, Optional

from pssh.cmdlets._items import guard, places, refuse_pattern, write_item
from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.wildcards import unescape

MANAGEMENT = "Microsoft.PowerShell.Management"
PathParam = Annotated[
    Optional[List[str]],
    Param(position=0, sets="Path", mandatory=True, pipeline=True, by_property=True, wildcards=True),
]
LiteralParam = Annotated[
    Optional[List[str]], Param(sets="LiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP"))
]
# As the dynamic parameter it is: only drives whose items have options take it.
ItemOptions = Annotated[Any, Param(type="System.Management.Automation.ScopedItemOptions", hidden=True)]
Credential = Annotated[Any, Param(type="System.Management.Automation.PSCredential")]


def refuse_credential(call: Call, credential: Any) -> None:
    """No provider here takes a credential."""
    if credential is not None:
        call.throw(
            "NotSupported",
            "The FileSystem provider supports credentials only on the New-PSDrive cmdlet. Perform the operation again "
            "without specifying credentials.",
            "NotImplemented",
            None,
            "System.Management.Automation.PSNotSupportedException",
        )


def _item_options(call: Call, where: Any, options: Any) -> Optional[str]:
    """The options given, where items of the place have any."""
    if options is None:
        return None
    if not where.provider.item_options:
        from pssh.runtime.binder_errors import binding_error

        text = "A parameter cannot be found that matches parameter name 'Options'."
        raise binding_error(call, "NamedParameterNotFound", text)
    return str(getattr(options, "name", options))


@cmdlet("Get-Item", alias="gi", default_set="Path", module=MANAGEMENT, output=("System.IO.FileInfo",))
def get_item(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    force: Switch = False,
    credential: Credential = None,
) -> None:
    """Gets the item at a place.

    PS> (Get-Item /).FullName
    /
    """
    refuse_credential(call, credential)
    for where in places(
        call, path, literal_path, force=True, filter=filter, include=include, exclude=exclude
    ):
        if (
            not force
            and where.is_file_system
            and where.name.startswith(".")
            and path is not None
            and literal_path is None
        ) and any("*" in p or "?" in p or "[" in p for p in path):
            continue
        guard(call, "GetItem", "ReadError", where.display, write_item, call, where, force)


@cmdlet("Test-Path", default_set="Path", module=MANAGEMENT, output="System.Boolean")
def test_path(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(
            position=0,
            sets="Path",
            mandatory=True,
            pipeline=True,
            by_property=True,
            allow_null=True,
            allow_empty_string=True,
            allow_empty_collection=True,
        ),
    ] = None,
    *,
    literal_path: Annotated[
        Optional[List[str]],
        Param(
            sets="LiteralPath",
            mandatory=True,
            by_property=True,
            aliases=("PSPath", "LP"),
            allow_null=True,
            allow_empty_string=True,
            allow_empty_collection=True,
        ),
    ] = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    path_type: Annotated[
        Any, Param(type="Microsoft.PowerShell.Commands.TestPathType", aliases=("Type",))
    ] = None,
    is_valid: Switch = False,
    older_than: Annotated[Any, Param(type="System.DateTime")] = None,
    newer_than: Annotated[Any, Param(type="System.DateTime")] = None,
    credential: Credential = None,
) -> Any:
    """Says whether all parts of a path exist.

    PS> Test-Path /
    True
    """
    from pssh.cmdlets._items import chooser

    refuse_credential(call, credential)
    texts = literal_path if literal_path is not None else path
    if texts is None or not texts:
        call.error(_null_path())
        return
    test = chooser(filter, include, exclude)
    kind = str(getattr(path_type, "name", "") or "Any")
    for text in texts:
        if text is None:
            call.error(_null_path())
            continue
        yield _test_one(call, text, literal_path is not None, kind, is_valid, test, older_than, newer_than)


def _null_path() -> PSError:
    return ps_error(
        "NullPathNotPermitted",
        "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')",
        "InvalidArgument",
        None,
        "System.ArgumentNullException",
    )


def _test_one(
    call: Call, text: str, literal: bool, kind: str, is_valid: bool, test: Any, older: Any, newer: Any
) -> bool:
    if not text.strip():
        return False
    try:
        if is_valid:
            return "\0" not in text and call.runspace.paths.absolute(text) is not None
        found = call.runspace.paths.resolve(text, literal, True)
    except PSError as error:
        if error.record.error_id == "WildcardPattern_Invalid":
            if kind == "Any":
                refuse_pattern(call, error)
            raise
        return False
    for where in found:
        if test is not None and not test(where.name):
            continue
        if (kind == "Container" and not where.is_container) or (kind == "Leaf" and where.is_container):
            continue
        if older is not None or newer is not None:
            from pssh.objects.members import get_member

            changed = get_member(where.provider.get_item(where), "LastWriteTime")
            if (older is not None and not changed < older) or (newer is not None and not changed > newer):
                continue
        return True
    return False


@cmdlet("New-Item", alias="ni", default_set="pathSet", should_process=True, module=MANAGEMENT)
def new_item(
    call: Call,
    path: Annotated[
        Optional[List[str]],
        Param(position=0, sets="pathSet", mandatory=True, by_property=True),
        Param(position=0, sets="nameSet", by_property=True),
    ] = None,
    *,
    name: Annotated[
        Optional[str],
        Param(sets="nameSet", mandatory=True, by_property=True, allow_null=True, allow_empty_string=True),
    ] = None,
    item_type: Annotated[Optional[str], Param(by_property=True, aliases=("Type",))] = None,
    value: Annotated[Any, Param(pipeline=True, by_property=True, aliases=("Target",))] = None,
    force: Switch = False,
    options: ItemOptions = None,
    credential: Credential = None,
) -> None:
    """Makes a file, folder, link, variable, alias or function."""
    refuse_credential(call, credential)
    for text in _parents(call, path or ["."]) if name else path or ["."]:
        try:
            where = call.runspace.paths.absolute(text if name else unescape(text))
            if name:
                where = _below(call, where, name)
        except PSError as error:
            call.error(error)
            continue
        kind = item_type or ""
        if where.is_file_system:
            action, target = f"Create {_file_item(where, kind, value)}", f"Destination: {where.display}"
        else:
            action, target = "New Item", f"Name: {where.name}"
        if call.should_process(target, action):
            made = guard(
                call,
                "NewItemIOError",
                "WriteError",
                where.display,
                where.provider.new_item,
                where,
                kind,
                value,
                force,
                _item_options(call, where, options),
            )
            if made is not None:
                call.out(made)


def _file_item(where: Any, kind: str, value: Any) -> str:
    """What is made on the file system, in words; a link must have its target before anything is asked."""
    from pssh.runtime.providers.file_changes import item_type

    word = item_type(kind)
    if word in ("File", "Directory"):
        return word
    if word:
        from pssh.runtime.providers.file_links import link_target

        link_target(where, value)
    return {"SymbolicLink": "Symbolic Link", "HardLink": "Hard Link"}.get(word, word)


def _parents(call: Call, paths: List[str]) -> List[str]:
    """The folders a `-Path` beside `-Name` means: it may be a pattern."""
    found: List[str] = []
    for text in paths:
        if "*" in text or "?" in text or "[" in text:
            matches = call.runspace.paths.resolve(text, False, True)
            found += [each.display for each in matches if each.is_container]
        else:
            found.append(text)
    return found


def _below(call: Call, where: Any, name: str) -> Any:
    if where.provider.flat:
        return where.child(name)
    joined = (
        where.display.rstrip("/\\") + where.drive.separator + name if where.drive else where.path + "/" + name
    )
    return call.runspace.paths.absolute(joined)


@cmdlet(
    "Remove-Item",
    alias=("ri", "del", "erase", "rd"),
    default_set="Path",
    should_process=True,
    module=MANAGEMENT,
)
def remove_item(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    recurse: Switch = False,
    force: Switch = False,
    credential: Credential = None,
) -> None:
    """Removes items."""
    refuse_credential(call, credential)
    found = list(
        places(call, path, literal_path, force=force, filter=filter, include=include, exclude=exclude)
    )
    if recurse and (include or exclude or filter):
        found = _recursive_matches(
            call, path or literal_path or [], literal_path is not None, filter, include, exclude
        )
    for where in found:
        if not where.exists:
            continue
        _remove_one(call, where, recurse, force)


def _recursive_matches(
    call: Call, texts: List[str], literal: bool, filter: Optional[str], include: Any, exclude: Any
) -> List[Any]:
    from pssh.cmdlets._items import chooser

    test = chooser(filter, include, exclude) or (lambda name: True)
    found: List[Any] = []

    def visit(where: Any) -> None:
        if test(where.name):
            found.append(where)
        elif where.is_container:
            for name in where.provider.child_names(where, True):
                visit(where.child(name))

    for text in texts:
        for where in call.runspace.paths.resolve(text, literal, True):
            visit(where)
    return found


def _remove_one(call: Call, where: Any, recurse: bool, force: bool) -> None:
    if where.is_file_system and where.is_container and not recurse and where.provider.has_children(where):
        import os

        if not os.path.islink(where.path) and not _ask_children(call, where):
            return
        recurse = True
    kind = "Remove Directory" if where.is_container else "Remove File"
    action = kind if where.is_file_system else "Remove Item"
    target = where.display if where.is_file_system else f"Item: {where.name}"
    if call.should_process(target, action):
        guard(call, "RemoveItemIOError" if where.is_file_system else "RemoveItem", "WriteError", where.display,
              where.provider.remove_item, where, recurse, force)  # fmt: skip


def _ask_children(call: Call, where: Any) -> bool:
    if call.whatif or call.variable("WhatIfPreference"):
        return True
    if not call.host.interactive:
        call.throw(
            "InvalidOperation",
            "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
            "InvalidOperation",
            None,
            "System.Management.Automation.PSInvalidOperationException",
        )
    return call.should_continue(
        f"The item at {where.display} has children and the Recurse parameter was not specified. If you continue, all "
        "children will be removed with the item. Are you sure you want to continue?",
        "Confirm",
        "children",
    )


@cmdlet("Set-Item", alias="si", default_set="Path", should_process=True, module=MANAGEMENT)
def set_item(
    call: Call,
    path: PathParam = None,
    value: Annotated[Any, Param(position=1, pipeline=True, by_property=True)] = None,
    *,
    literal_path: LiteralParam = None,
    force: Switch = False,
    pass_thru: Switch = False,
    options: ItemOptions = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
) -> None:
    """Changes the value of an item, such as a variable, an alias or an environment variable."""
    refuse_credential(call, credential)
    from pssh.cmdlets._items import chooser
    from pssh.runtime.wildcards import has_wildcard

    test = chooser(filter, include, exclude)
    for text in (literal_path if literal_path is not None else path) or []:
        if literal_path is None and has_wildcard(text):
            found = call.runspace.paths.resolve(text)
        else:
            found = [call.runspace.paths.absolute(text)]
        for where in found:
            if test is not None and not test(where.name):
                continue
            if call.should_process(f"Item: {where.display} Value: {value}", "Set Item"):
                made = guard(call, "SetItem", "WriteError", where.display, where.provider.set_item, where, value,
                             force, _item_options(call, where, options))  # fmt: skip
                if pass_thru and made is not None:
                    call.out(made)


@cmdlet("Clear-Item", alias="cli", default_set="Path", should_process=True, module=MANAGEMENT)
def clear_item(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    force: Switch = False,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
) -> None:
    """Empties an item."""
    refuse_credential(call, credential)
    for where in places(
        call, path, literal_path, force=force, filter=filter, include=include, exclude=exclude
    ):
        if call.should_process(f"Item: {where.display}", "Clear Item"):
            guard(call, "ClearItem", "WriteError", where.display, where.provider.clear_item, where)


@cmdlet("Invoke-Item", alias="ii", default_set="Path", should_process=True, module=MANAGEMENT)
def invoke_item(
    call: Call,
    path: PathParam = None,
    *,
    literal_path: LiteralParam = None,
    filter: Optional[str] = None,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    credential: Credential = None,
) -> None:
    """Runs a program, or opens a file with the desktop's program for it."""
    import os

    refuse_credential(call, credential)
    for where in places(call, path, literal_path, filter=filter, include=include, exclude=exclude):
        if not call.should_process(f"Item: {where.display}", "Invoke Item"):
            continue
        if not where.is_file_system:
            guard(call, "InvokeItem", "NotImplemented", where.display, where.provider.invoke_item, where)
            continue
        program = where.path if os.access(where.path, os.X_OK) and not where.is_container else "xdg-open"
        arguments = [] if program == where.path else [where.path]
        for value in call.runspace.invoke_command(program, arguments):
            call.out(value)
