"""Variables as generated code finds, reads and steps them."""

import os
from typing import Any, Optional

from pssh.objects.nothing import NOTHING
from pssh.objects.reference import PSReference
from pssh.runtime.operators.arithmetic import add, subtract
from pssh.runtime.scope import NULL_CELL, PRIVATE, UNSET, Scope, Variable

__all__ = [
    "drive_get", "drive_set", "env", "find", "global_cell", "own_under", "place_cell", "reference", "reference_value",
    "script_cell", "step", "store", "under_cell", "under_pop", "under_push", "unset", "using",
]  # fmt: skip


def find(f: Any, key: str) -> Variable:
    """The nearest cell that has a value; the false NULL_CELL when there is none."""
    scope: Optional[Scope] = f.scope
    first = scope
    while scope is not None:
        found = scope.vars.get(key)
        if found is not None and found.value is not UNSET:
            extra = found.extra
            if extra is None or not extra.options & PRIVATE or scope is first:
                return found
        scope = scope.parent
    return NULL_CELL


def unset_text(f: Any, path: str) -> Any:
    """As `unset` for a variable in a string, which strict mode 1 does not mind."""
    return unset(f, path, 2)


def unset(f: Any, path: str, least: int = 1) -> Any:
    """The value of a variable the block's own cell does not have: an outer one's, or nothing."""
    _prefix, colon, _rest = path.partition(":")
    if not colon:
        found = find(f, path.lower())
        if found:
            return found.value
        found_automatic = _automatic(f, path.lower())
        if found_automatic is not UNSET:
            return found_automatic
    if f.scope.state.top.any_strict and f.scope.strict >= least:
        from pssh.objects.errors import ps_error

        raise ps_error(
            "VariableIsUndefined",
            f"The variable '${path}' cannot be retrieved because it has not been set.",
            "InvalidOperation",
            path,
        )
    return None


def unset_own(f: Any, path: str) -> Any:
    """What `$x += 1` starts from where the block has no `$x` yet: an outer one counts only for code that runs in
    its caller's scope."""
    return unset(f, path) if f.dotted else None


def _automatic(f: Any, key: str) -> Any:
    """Automatic variables of a frame that was not known to need them."""
    if (
        key in ("psscriptroot", "pscommandpath", "myinvocation", "psboundparameters", "args")
        and f.block is not None
    ):
        from pssh.runtime.functions import AUTOMATIC

        return AUTOMATIC[key](f)
    return UNSET


def global_cell(f: Any, name: str) -> Variable:
    """The cell of `$global:name`, made when there is none."""
    cell: Variable = f.scope.state.top.cell(name)
    return cell


def script_cell(f: Any, name: str) -> Variable:
    """The cell of `$script:name`, made when there is none."""
    cell: Variable = f.scope.script.cell(name)
    return cell


def private_cell(cell: Variable) -> Variable:
    """The cell, made invisible to inner scopes."""
    cell.more().options |= PRIVATE
    return cell


def own_arguments(f: Any) -> Any:
    """`$args` of the running block."""
    args = f.args
    if args.__class__ is not list:
        args = f.args = list(args or ())
    return args


def under_cell(f: Any) -> Variable:
    """The cell of `$_` where the frame has none of its own."""
    found = find(f, "_")
    return found or Variable("_", None)


def own_under(f: Any) -> Variable:
    """A cell of `$_` in the running scope, for an assignment; it begins with the value seen from here."""
    seen = find(f, "_")
    cell = Variable("_", None if seen is None or seen.value is UNSET else seen.value)
    f.under = f.scope.vars["_"] = cell
    return cell


def under_push(f: Any, value: Any) -> Any:
    """Let `$_` be `value` for a while; gives what to hand to `under_pop`."""
    variables = f.scope.vars
    before = (f.under, variables.get("_"))
    f.under = variables["_"] = Variable("_", value)
    return before


def under_pop(f: Any, before: Any) -> None:
    """Give `$_` back what it was before `under_push`."""
    f.under, cell = before
    if cell is None:
        f.scope.vars.pop("_", None)
    else:
        f.scope.vars["_"] = cell


def env(name: str) -> Any:
    """`$env:name`."""
    return os.environ.get(name)


def drive_get(f: Any, path: str) -> Any:
    """`$drive:path`."""
    found = f.scope.lookup(path)
    return None if found is UNSET else found


def drive_set(f: Any, path: str, value: Any) -> None:
    """`$drive:path = value`."""
    f.scope.assign(path, None if value is NOTHING else value)


class _DriveCell:
    """Stands for a variable that lives on a drive."""

    __slots__ = ("f", "name")
    extra = None

    def __init__(self, f: Any, path: str) -> None:
        self.f = f
        self.name = path

    def constrain(self, rules: Any) -> None:
        """`[string]$env:A = 1`: the rules were for this value; a drive keeps none."""

    @property
    def value(self) -> Any:
        return drive_get(self.f, self.name)

    @value.setter
    def value(self, new: Any) -> None:
        drive_set(self.f, self.name, new)


def place_cell(f: Any, path: str) -> Any:
    """Something with a settable `value` for `$path`."""
    lower = path.lower()
    if lower in ("true", "false", "null", "?"):
        if lower == "null":
            return Variable("null")
        from pssh.runtime.scope import not_writable

        raise not_writable(path)
    return _DriveCell(f, path)


def store(cell: Any, value: Any) -> Any:
    """Assign and give the value."""
    cell.value = value
    return cell.value if cell.__class__ is not Variable else value


def using(f: Any, key: str) -> Any:
    """`$using:key`."""
    name = key.lower()
    given = getattr(f.rs, "using", None)
    if given and name in given:
        return given[name]
    from pssh.objects.errors import ps_error

    raise ps_error(
        "UsingWithoutInvokeCommand",
        "A Using variable cannot be retrieved. A Using variable can be used only with Invoke-Command, Start-Job, or "
        "InlineScript in the script workflow. When it is used with Invoke-Command, the Using variable is valid only "
        "if the script block is invoked on a remote computer.",
    )


class VariableReference(PSReference):
    """`[ref]$x`: reads and writes the variable."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell

    @property
    def value(self) -> Any:
        value = self.cell.value
        return None if value is UNSET else value

    @value.setter
    def value(self, new: Any) -> None:
        self.cell.value = new


def reference(f: Any, cell: Any, path: str) -> PSReference:
    """`[ref]$path`: `cell` is where the compiler expects it; an outer scope's counts too."""
    if cell is NULL_CELL or not cell or cell.value is UNSET:
        found = find(f, path.lower())
        if found:
            cell = found
        elif ":" not in path:
            from pssh.objects.errors import ps_error

            raise ps_error(
                "NonExistingVariableReference", "[ref] cannot be applied to a variable that does not exist."
            )
    return VariableReference(cell)


def reference_value(value: Any) -> PSReference:
    """`[ref]value`, of something that is no variable."""
    return PSReference(None if value is NOTHING else value)


# --- ++ and -- -------------------------------------------------------------------------------------------


def _stepped(value: Any, by: int) -> Any:
    if value is None or value is NOTHING:
        return by
    if (isinstance(value, (str, list, bool)) or hasattr(value, "keys")) and not isinstance(value, bool):
        from pssh.objects.errors import ps_error

        sign = "++" if by > 0 else "--"
        raise ps_error("OperatorRequiresNumber", f"The '{sign}' operator works only on numbers. The operand is a "
                       f"'{_type_name(value)}'.")  # fmt: skip
    return add(value, 1) if by > 0 else subtract(value, 1)


def _type_name(value: Any) -> str:
    from pssh.objects.types import type_of

    return str(type_of(value).full_name)


def step(cell: Any, value: Any, by: int, after: bool) -> Any:
    """`++$x` (`after`: the new value is wanted) or `$x++`."""
    new = _stepped(value, by)
    cell.value = new
    if after:
        return new
    return 0 if value is None or value is NOTHING else value


class _Place:
    """A member, element or variable that can be read and written."""

    __slots__ = ("get", "put")

    def __init__(self, get: Any, put: Any) -> None:
        self.get = get
        self.put = put


def static_place(f: Any, target: Any, name: str) -> _Place:
    """`[T]::name`, to be read and written."""
    from pssh.runtime.operators import memberops as m

    return _Place(
        lambda: m.static_member(f, target, name), lambda value: m.set_static(f, target, name, value)
    )


def member_place(f: Any, target: Any, name: str) -> _Place:
    """`target.name`, to be read and written."""
    from pssh.runtime.operators import memberops as m

    return _Place(lambda: m.member(f, target, name), lambda value: m.set_member(f, target, name, value))


def member_of_place(f: Any, target: Any, key: Any) -> _Place:
    """`target.(key)`, to be read and written."""
    from pssh.runtime.operators import memberops as m

    return _Place(lambda: m.member_of(f, target, key), lambda value: m.set_member_of(f, target, key, value))


def index_place(f: Any, target: Any, key: Any) -> _Place:
    """`target[key]`, to be read and written."""
    from pssh.runtime.operators.values import index, set_index

    return _Place(lambda: index(f, target, key), lambda value: set_index(f, target, key, value))


def variable_place(f: Any, path: str) -> _Place:
    """`$drive:path`, to be read and written."""
    return _Place(lambda: drive_get(f, path), lambda value: drive_set(f, path, value))


def step_place(place: _Place, by: int, after: bool) -> Any:
    """`++` and `--` of any place, as `step` for a variable's cell."""
    value = place.get()
    new = _stepped(value, by)
    place.put(new)
    if after:
        return new
    return 0 if value is None or value is NOTHING else value
