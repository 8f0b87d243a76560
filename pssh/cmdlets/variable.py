"""Get-, Set-, New-, Clear- and Remove-Variable."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.runtime.cmdlet import Call, CmdletBase, Param, Switch, cmdlet
from pssh.runtime.providers.scoped_options import check_removable
from pssh.runtime.scope import ALLSCOPE, CONSTANT, PRIVATE, READONLY, Variable
from pssh.runtime.wildcards import has_wildcard, wildcard

UTILITY = "Microsoft.PowerShell.Utility"
_VISIBILITY = "System.Management.Automation.SessionStateEntryVisibility"
_OPTIONS = "System.Management.Automation.ScopedItemOptions"
# PowerShell's numbers of the options to ours
_BITS = ((1, READONLY), (2, CONSTANT), (4, PRIVATE), (8, ALLSCOPE))


def option_bits(options: Any) -> int:
    """Our bits of a ScopedItemOptions value."""
    number = int(options)
    return sum(ours for theirs, ours in _BITS if number & theirs)


def scope_of(call: Call, name: Optional[str]) -> Any:
    """The scope that -Scope names; without it the current one."""
    if name is None:
        return call.scope
    found = call.scope.numbered(name)
    if found is not None:
        return found
    if str(name).lstrip("-").isdigit():
        raise ps_error(
            "ArgumentOutOfRange",
            f"The scope number '{name}' exceeds the number of active scopes. (Parameter 'scopeID')\nActual value was "
            f"{name}.",
            "InvalidArgument",
            name,
            "System.Management.Automation.PSArgumentOutOfRangeException",
        )
    raise ps_error(
        "Argument",
        'Cannot process argument because the value of argument "Scope" is not valid. Change the value of the '
        '"Scope" argument and run the operation again.',
        "InvalidArgument",
        name,
        "System.Management.Automation.PSArgumentException",
    )


def _visible(call: Call, scope: Optional[str]) -> List[Variable]:
    if scope is None:
        return list(call.scope.visible_variables().values())
    return list(scope_of(call, scope).variables())


def _named(call: Call, name: str, scope: Optional[str]) -> Optional[Variable]:
    """The variable of that exact name; a prefix such as `global:` counts."""
    prefix, colon, rest = name.partition(":")
    if colon:
        place = call.scope.qualified(prefix.lower())
        if place is not None:
            found = place.vars.get(rest.lower())
            return found if found is not None and _is_set(found) else None
    if scope is None:
        nearest: Optional[Variable] = _automatic(call, call.scope, name) or call.scope.find(name)
        return nearest
    place = scope_of(call, scope)
    found = place.vars.get(name.lower())
    return found if found is not None and _is_set(found) else _automatic(call, place, name)


def _automatic(call: Call, place: Any, name: str) -> Optional[Variable]:
    """`$MyInvocation` and the like of the block whose scope that is: a block makes only those it mentions."""
    key = name.lower()
    if key not in ("args", "myinvocation", "psboundparameters", "pscmdlet"):
        return None
    here: Optional[Variable] = place.vars.get(key)
    if here is not None and _is_set(here):
        return here
    frame = call.frame
    while frame is not None and frame.scope is not place:
        frame = frame.parent
    if frame is None or frame.block is None or frame.dotted:
        return None
    if key == (
        "pscmdlet" if frame.cmdlet is None else "args"
    ):  # a cmdlet has the one, other blocks the other
        return None
    from pssh.runtime.functions import AUTOMATIC, spelling

    made = here if here is not None else place.vars.setdefault(key, Variable(spelling(key)))
    made.force(AUTOMATIC[key](frame))
    return made if _is_set(made) else None


def _is_set(variable: Variable) -> bool:
    from pssh.runtime.scope import UNSET

    return variable.value is not UNSET


def _matches(
    call: Call, names: List[str], include: Any, exclude: Any, scope: Optional[str]
) -> Iterator["tuple[str, Variable]"]:
    """(pattern, variable) pairs; a name without wildcards that is not there is an error."""
    from pssh.cmdlets._items import chooser

    test = chooser(None, include, exclude)
    for name in names:
        if has_wildcard(name):
            match = wildcard(name)
            found = sorted((v for v in _visible(call, scope) if match(v.name)), key=lambda v: v.name.lower())
        else:
            one = _named(call, name, scope)
            if one is None:
                call.error(_missing(name))
                continue
            found = [one]
        for variable in found:
            if test is None or test(variable.name):
                yield name, variable


def _missing(name: str) -> PSError:
    return ps_error(
        "VariableNotFound",
        f"Cannot find a variable with the name '{name}'.",
        "ObjectNotFound",
        name,
        "System.Management.Automation.ItemNotFoundException",
    )


def _not_writable(name: str, error_id: str = "VariableNotWritable") -> PSError:
    return ps_error(
        error_id,
        f"Cannot overwrite variable {name} because it is read-only or constant.",
        "WriteError",
        name,
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
    )


@cmdlet("Get-Variable", alias="gv", module=UTILITY, output="System.Management.Automation.PSVariable")
def get_variable(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, pipeline=True, by_property=True)] = None,
    *,
    value_only: Switch = False,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    scope: Optional[str] = None,
) -> Iterator[Any]:
    """Gets the variables seen from here.

    PS> $a = 5; Get-Variable a -ValueOnly
    5
    """
    if scope is not None:
        scope_of(call, scope)
    for _, variable in _matches(call, name or ["*"], include, exclude, scope):
        yield variable.value if value_only else variable


@cmdlet(
    "Set-Variable",
    alias=("sv", "set"),
    should_process=True,
    module=UTILITY,
    output="System.Management.Automation.PSVariable",
)
class SetVariable(CmdletBase):
    """Sets variables; several piped values become an array.

    PS> 1, 2 | Set-Variable x; $x.Count
    2
    """

    name: Annotated[Optional[List[str]], Param(position=0, mandatory=True, by_property=True)] = None
    value: Annotated[Any, Param(position=1, pipeline=True, by_property=True)] = None
    include: Optional[List[str]] = None
    exclude: Optional[List[str]] = None
    description: Optional[str] = None
    option: Annotated[Any, Param(type=_OPTIONS)] = None
    force: Switch = False
    visibility: Annotated[Any, Param(type=_VISIBILITY)] = None
    pass_thru: Switch = False
    append: Switch = False
    scope: Optional[str] = None

    def begin(self) -> None:
        self._piped: List[Any] = []
        self._given = "Value" in self.call.bound

    def process(self) -> None:
        if self._given and not self.call.expecting_input:
            return
        if self.call.expecting_input and "Value" in self.call.bound and not self._given:
            self._piped.append(self.value)

    def end(self) -> None:
        call = self.call
        value = self.value
        if self._piped:
            value = self._piped[0] if len(self._piped) == 1 else self._piped
        has_value = self._given or bool(self._piped) or "Value" in call.bound
        for name in self.name or []:
            self._set(name, value, has_value)

    def _set(self, name: str, value: Any, has_value: bool) -> None:
        call = self.call
        from pssh.cmdlets._items import chooser

        test = chooser(None, self.include, self.exclude)
        if has_wildcard(name):
            match = wildcard(name)
            targets = [v.name for v in _visible(call, self.scope) if match(v.name)]
        else:
            targets = [name]
        for target in targets:
            if test is not None and not test(target):
                continue
            shown = _shown(value)
            if call.should_process(f"Name: {target} Value: {shown}", "Set variable"):
                try:
                    self._assign(target, value, has_value)
                except PSError as error:
                    call.error(error)

    def _assign(self, name: str, value: Any, has_value: bool) -> None:
        call = self.call
        place = scope_of(call, self.scope)
        prefix, colon, rest = name.partition(":")
        if colon:
            place, name = place.qualified(prefix.lower()) or place, rest
        cell = place.cell(name)
        if cell.options & (READONLY | CONSTANT) and has_value and (cell.options & CONSTANT or not self.force):
            raise _not_writable(name)
        if has_value and self.append and _is_set(cell):
            old = cell.value
            value = [
                *(old if isinstance(old, list) else [old]),
                *(value if isinstance(value, list) else [value]),
            ]
        if has_value or not _is_set(cell):
            if cell.options & READONLY:
                cell.force(value if has_value else None)
            else:
                place.set(name, value if has_value else None)
        apply_options(cell, self.option, self.description, self.visibility)
        if self.pass_thru:
            self.write(cell)


def apply_options(cell: Variable, option: Any, description: Optional[str], visibility: Any) -> None:
    """Options, description and visibility as given; scripts see private variables, as they do in PowerShell."""
    if visibility is not None:
        cell.more().visibility = visibility.name
    if description is not None:
        cell.more().description = description
    if option is not None:
        cell.set_options(option_bits(option))


def _shown(value: Any) -> str:
    from pssh.objects.convert import to_string

    return to_string(value)


@cmdlet(
    "New-Variable",
    alias="nv",
    should_process=True,
    module=UTILITY,
    output="System.Management.Automation.PSVariable",
)
def new_variable(
    call: Call,
    name: Annotated[Optional[str], Param(position=0, mandatory=True, by_property=True)] = None,
    value: Annotated[Any, Param(position=1, pipeline=True, by_property=True)] = None,
    *,
    description: Optional[str] = None,
    option: Annotated[Any, Param(type=_OPTIONS)] = None,
    visibility: Annotated[Any, Param(type=_VISIBILITY)] = None,
    force: Switch = False,
    pass_thru: Switch = False,
    scope: Optional[str] = None,
) -> Any:
    """Makes a variable; one that exists is an error without -Force.

    PS> New-Variable answer 42; $answer
    42
    """
    place = scope_of(call, scope)
    text = name or ""
    prefix, colon, rest = text.partition(":")
    if colon and place.qualified(prefix.lower()) is not None:
        place, text = place.qualified(prefix.lower()), rest
    cell = place.cell(text)
    if not call.should_process(f"Name: {text} Value: {_shown(value)}", "New variable"):
        return None
    if _is_set(cell):
        if cell.options & CONSTANT or (cell.options & READONLY and not force):
            call.error(_not_writable(text))
            return None
        if not force:
            call.error(
                ps_error(
                    "VariableAlreadyExists",
                    f"A variable with name '{text}' already exists.",
                    "ResourceExists",
                    text,
                    "System.Management.Automation.SessionStateException",
                )
            )
            return None
        cell.clear()
    cell.name = text
    cell.force(value)
    apply_options(cell, option, description, visibility)
    return cell if pass_thru else None


@cmdlet("Clear-Variable", alias="clv", should_process=True, module=UTILITY)
def clear_variable(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, mandatory=True, by_property=True)] = None,
    *,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    force: Switch = False,
    pass_thru: Switch = False,
    scope: Optional[str] = None,
) -> Iterator[Any]:
    """Sets variables to $null.

    PS> $a = 1; Clear-Variable a; $null -eq $a
    True
    """
    for _, variable in _matches(call, name or [], include, exclude, scope):
        if variable.options & CONSTANT or (variable.options & READONLY and not force):
            call.error(_not_writable(variable.name))
            continue
        if call.should_process(f"Name: {variable.name}", "Clear variable"):
            variable.force(None)
            if pass_thru:
                yield variable


@cmdlet("Remove-Variable", alias="rv", should_process=True, module=UTILITY)
def remove_variable(
    call: Call,
    name: Annotated[Optional[List[str]], Param(position=0, mandatory=True, by_property=True)] = None,
    *,
    include: Optional[List[str]] = None,
    exclude: Optional[List[str]] = None,
    force: Switch = False,
    scope: Optional[str] = None,
) -> None:
    """Removes variables."""
    for _, variable in _matches(call, name or [], include, exclude, scope):
        if not call.should_process(f"Name: {variable.name}", "Remove variable"):
            continue
        try:
            check_removable("Variable", variable, force)
        except PSError as error:
            call.error(error)
            continue
        variable.clear()
