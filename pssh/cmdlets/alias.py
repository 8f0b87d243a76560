"""Get-, Set-, New-, Remove-, Import- and Export-Alias."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._items import chooser
from pssh.cmdlets.variable import scope_of
from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.commands import AliasInfo
from pssh.runtime.providers.aliases import all_aliases
from pssh.runtime.providers.scoped_options import alias_of_scope, check_writable
from pssh.runtime.wildcards import has_wildcard, wildcard

UTILITY = "Microsoft.PowerShell.Utility"
_OPTIONS = "System.Management.Automation.ScopedItemOptions"
_INFO = "System.Management.Automation.AliasInfo"


@cmdlet("Get-Alias", alias="gal", default_set="Default", module=UTILITY, output=_INFO)
def get_alias(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, sets="Default", pipeline=True, by_property=True)
    ] = None,
    *,
    definition: Annotated[Optional[List[str]], Param(sets="Definition")] = None,
    exclude: Optional[List[str]] = None,
    scope: Optional[str] = None,
) -> Iterator[Any]:
    """Gets aliases.

    PS> (Get-Alias gci).Definition
    Get-ChildItem
    """
    rows = _aliases(call, scope)
    test = chooser(None, None, exclude)
    patterns = definition if definition is not None else name or ["*"]
    for pattern in patterns:
        match = wildcard(pattern)
        found = [r for r in rows if match(r.target if definition is not None else r.name)]
        if test is not None:
            found = [r for r in found if test(r.name)]
        if not found and not has_wildcard(pattern):
            word = "definition" if definition is not None else "name"
            call.error(
                "ItemNotFoundException",
                f"This command cannot find a matching alias because an alias with the {word} '{pattern}' does not "
                "exist.",
                "ObjectNotFound",
                pattern,
                "System.Management.Automation.ItemNotFoundException",
            )
        yield from found


def _aliases(call: Call, scope: Optional[str]) -> List[AliasInfo]:
    """The aliases seen from here, or those of the scope that -Scope names, by name."""
    if scope is None:
        found = list(all_aliases(call.runspace, call.scope).values())
    else:
        found = [info for info in scope_of(call, scope).aliases.values() if info is not None]
    return sorted(found, key=lambda info: info.name.lower())


def _check_change(name: str, old: Optional[AliasInfo], options: str, force: bool, taken: bool) -> None:
    """Raise where the alias may not become another one; `taken` where it ought to be new and is not."""
    if taken and not force:
        raise ps_error(
            "AliasAlreadyExists",
            f"The alias is not allowed, because an alias with the name '{name}' already exists.",
            "ResourceExists",
            name,
            "System.Management.Automation.SessionStateException",
        )
    check_writable("Alias", old, force)
    if old is not None and "AllScope" in old.options and "AllScope" not in options:
        raise ps_error(
            "AliasAllScopeOptionCannotBeRemoved",
            f"The AllScope option cannot be removed from the alias '{name}'.",
            "WriteError",
            name,
            "System.Management.Automation.SessionStateUnauthorizedAccessException",
        )


def _define(
    call: Call,
    name: str,
    value: str,
    description: str,
    option: Any,
    force: bool,
    scope: Optional[str],
    new: bool,
) -> Optional[AliasInfo]:
    place = scope_of(call, scope)
    prefix, colon, rest = name.partition(":")
    if colon and place.qualified(prefix.lower()) is not None:
        place, name = place.qualified(prefix.lower()), rest
    options = "None" if option is None else str(getattr(option, "name", option))
    old = alias_of_scope(place, name)
    taken = old is not None or (scope is None and call.runspace.discovery.alias(name, call.scope) is not None)
    try:
        _check_change(name, old, options, force, new and taken)
    except PSError as error:
        call.error(error)
        return None
    info = AliasInfo(name, value, options, description)
    place.set_alias(name, info)
    return info


@cmdlet("Set-Alias", alias="sal", default_set="Default", should_process=True, module=UTILITY, output=_INFO)
def set_alias(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True)] = None,
    value: Annotated[Optional[str], Param(position=1, mandatory=True, by_property=True)] = None,
    *,
    description: str = "",
    option: Annotated[Any, Param(type=_OPTIONS)] = None,
    pass_thru: Switch = False,
    scope: Optional[str] = None,
    force: Switch = False,
) -> Any:
    """Makes or changes an alias.

    PS> Set-Alias say Write-Output; say hi
    hi
    """
    if not call.should_process(f"Name: {name} Value: {value}", "Set Alias"):
        return None
    info = _define(call, name or "", value or "", description, option, force, scope, False)
    return info if pass_thru else None


@cmdlet("New-Alias", alias="nal", default_set="Default", should_process=True, module=UTILITY, output=_INFO)
def new_alias(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True)] = None,
    value: Annotated[Optional[str], Param(position=1, mandatory=True, by_property=True)] = None,
    *,
    description: str = "",
    option: Annotated[Any, Param(type=_OPTIONS)] = None,
    pass_thru: Switch = False,
    scope: Optional[str] = None,
    force: Switch = False,
) -> Any:
    """Makes an alias; one that exists is an error without -Force."""
    if not call.should_process(f"Name: {name} Value: {value}", "New Alias"):
        return None
    info = _define(call, name or "", value or "", description, option, force, scope, True)
    return info if pass_thru else None


@cmdlet("Remove-Alias", default_set="Default", module=UTILITY)
def remove_alias(
    call: Call,
    name: Annotated[
        Optional[List[str]], Param(position=0, mandatory=True, pipeline=True, by_property=True)
    ] = None,
    *,
    scope: Optional[str] = None,
    force: Switch = False,
) -> None:
    """Removes aliases."""
    from pssh.runtime.providers.aliases import Aliases

    rs = call.runspace
    place = None if scope is None else scope_of(call, scope)
    for each in name or []:
        info = rs.discovery.alias(each, call.scope) if place is None else alias_of_scope(place, each)
        if info is None:
            call.error(
                "ItemNotFoundException",
                f"This command cannot find a matching alias because an alias with the name '{each}' does not exist.",
                "ObjectNotFound",
                each,
                "System.Management.Automation.ItemNotFoundException",
            )
            continue
        try:
            Aliases(rs).delete(each, bool(force), place)
        except PSError as error:
            call.error(error)


@cmdlet("Export-Alias", alias="epal", default_set="ByPath", should_process=True, module=UTILITY)
def export_alias(
    call: Call,
    path: Annotated[Optional[str], Param(position=0, sets="ByPath", mandatory=True, by_property=True)] = None,
    name: Annotated[Optional[List[str]], Param(position=1, pipeline=True, by_property=True)] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(sets="ByLiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP"))
    ] = None,
    pass_thru: Switch = False,
    as_: Annotated[Any, Param(name="As", type="System.String")] = "Csv",
    append: Switch = False,
    force: Switch = False,
    no_clobber: Annotated[Switch, Param(aliases=("NoOverwrite",))] = False,
    description: Optional[str] = None,
    scope: Optional[str] = None,
) -> Iterator[Any]:
    """Writes aliases to a file."""
    from pssh.cmdlets._text_files import open_text

    tests = [wildcard(n) for n in name or ["*"]]
    rows = [row for row in _aliases(call, scope) if any(test(row.name) for test in tests)]
    script = str(as_).lower() == "script"
    with open_text(
        call, literal_path or path or "", None, bool(append), bool(no_clobber), bool(force)
    ) as file:
        for line in _heading(description):
            file.write(f"# {line}\n")
        for row in rows:
            if script:
                file.write(
                    f'set-alias -Name:"{row.name}" -Value:"{row.target}" -Description:"{row.description}" '
                    f'-Option:"{row.options}"\n'
                )
            else:
                fields = (row.name, row.target, row.description, row.options)
                file.write(",".join('"' + str(field).replace('"', '""') + '"' for field in fields) + "\n")
    if pass_thru:
        yield from rows


def _heading(description: Optional[str]) -> List[str]:
    """The comment that a file of aliases starts with."""
    import os

    from pssh.objects.account import user_name
    from pssh.objects.culture import current_culture
    from pssh.objects.datetime import DateTime
    from pssh.objects.text_format import composite

    return [
        "Alias File",
        f"Exported by : {user_name()}",
        composite("Date/Time : {0:F}", (DateTime.now(),), current_culture()),
        f"Computer : {os.uname().nodename}",
        *(description or "").splitlines(),
    ]


@cmdlet("Import-Alias", alias="ipal", default_set="ByPath", should_process=True, module=UTILITY)
def import_alias(
    call: Call,
    path: Annotated[
        Optional[str], Param(position=0, sets="ByPath", mandatory=True, pipeline=True, by_property=True)
    ] = None,
    *,
    literal_path: Annotated[
        Optional[str], Param(sets="ByLiteralPath", mandatory=True, by_property=True, aliases=("PSPath", "LP"))
    ] = None,
    scope: Optional[str] = None,
    pass_thru: Switch = False,
    force: Switch = False,
) -> Iterator[Any]:
    """Reads aliases from a file that Export-Alias wrote."""
    import csv

    source = call.runspace.paths.to_native(literal_path or path or "")
    with open(source, encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = next(csv.reader([line.rstrip("\n")]))
            if len(fields) != 4:
                call.throw(
                    "ImportAliasFileFormatError",
                    f"Cannot import an alias. Line number {number} in the file '{source}' is not a properly formatted, "
                    "comma-separated values (CSV) line for aliases. Change the line to contain four values separated "
                    "by commas. If the value text itself contains a comma, then the value must be contained in "
                    "quotation marks. The first value is the alias name, the second value is the alias definition, "
                    "the third value is the alias description, and the fourth value is the alias options.",
                    "ReadError",
                    source,
                    "System.FormatException",
                )
            info = _define(call, fields[0], fields[1], fields[2], fields[3], bool(force), scope, not force)
            if pass_thru and info is not None:
                yield info
