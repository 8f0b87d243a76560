"""Binding arguments by position to a simple script function's parameters, without the general binder."""

from typing import Any, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.runtime.scope import UNSET, Variable

__all__ = ["assign_bound", "bind_positional", "bound_parameters", "unbound_parameters"]

_EXACT = {"System.Int32": int, "System.String": str, "System.Double": float, "System.Boolean": bool}
_ZERO = {"System.Int32": 0, "System.String": "", "System.Double": 0.0, "System.Boolean": False}
_SWITCH = "System.Management.Automation.SwitchParameter"


class _Row:
    """How one parameter is bound: `exact` is the Python class of values that need no conversion."""

    __slots__ = ("constant", "default", "exact", "name", "place", "reassigned", "ref", "switch")

    def __init__(self, frame: Any, parameter: Any) -> None:
        self.name, self.place, self.ref, self.default, self.reassigned, self.constant = parameter
        self.exact: Any = None
        self.switch = False
        if self.ref is not None:
            wanted = self.ref.resolve(frame)
            self.exact = _EXACT.get(wanted.full_name, False)
            if wanted.full_name == "System.Object":
                self.ref = None
                self.exact = None
            self.switch = wanted.full_name == _SWITCH


def _plan(frame: Any, block: Any) -> List[_Row]:
    plan = block.plan = [_Row(frame, parameter) for parameter in block.parameters]
    return plan


def bind_positional(frame: Any, block: Any, args: Any) -> List[Any]:
    """Put arguments into the parameters' cells; what is left over is the result."""
    parameters = block.parameters
    if not parameters:
        return args  # type: ignore[no-any-return]
    plan = block.plan
    if plan is None:
        plan = _plan(frame, block)
    cells = frame.cells
    count = len(args)
    place = 0
    late: Optional[List[_Row]] = None
    for row in plan:
        if place < count and not row.switch:
            value = args[place]
            place += 1
            if row.exact is None or type(value) is row.exact:
                if row.reassigned and row.ref is not None:
                    _constrain(frame, cells[row.place], row)
                cells[row.place].value = value
            else:
                _put_converted(frame, row, value)
        elif late is None:
            late = [row]
        else:
            late.append(row)
    if late is not None:
        for row in late:
            _put_default(frame, row)
    if block.needs:
        frame.bound = {row.name: cells[row.place].value for row in plan if late is None or row not in late}
    return list(args[place:]) if place < count else []


def unbound_parameters(frame: Any, block: Any) -> None:
    """All parameters get their defaults."""
    for row in block.plan or _plan(frame, block):
        _put_default(frame, row)


def _constrain(frame: Any, cell: Variable, row: _Row) -> None:
    from pssh.runtime.attributes import TypeConstraint

    cell.constrain([TypeConstraint(row.ref.resolve(frame))])


def _put_converted(frame: Any, row: _Row, value: Any) -> None:
    from pssh.objects.convert import convert
    from pssh.objects.errors import PSError

    cell = frame.cells[row.place]
    wanted = row.ref.resolve(frame)
    try:
        converted = convert(None if value is NOTHING else value, wanted)
    except PSError as error:
        raise _transformation_error(frame, row, error) from None
    cell.value = converted
    if row.reassigned:
        _constrain(frame, cell, row)


def _transformation_error(frame: Any, row: _Row, error: Any) -> Exception:
    from pssh.runtime.binder_errors import transformation_error
    from pssh.runtime.call import Call

    call = Call(frame.rs, frame.scope, frame.command, frame.streams, lambda value: None)
    call.spec = frame.spec
    call.frame = frame.parent
    return transformation_error(call, row.name, error.record.message, error.record.exception)


def _put_default(frame: Any, row: _Row) -> None:
    cell = frame.cells[row.place]
    if row.default is not None:
        value = row.default(frame)
        if value is NOTHING:
            value = None
        if row.ref is not None and type(value) is not row.exact:
            from pssh.objects.convert import convert

            value = convert(value, row.ref.resolve(frame))
        cell.value = value
    elif row.ref is None:
        cell.value = None
    else:
        cell.value = empty_value(row.ref.resolve(frame))
    if row.reassigned and row.ref is not None:
        _constrain(frame, cell, row)


def empty_value(wanted: Any) -> Any:
    """What a typed parameter holds when nothing was given."""
    name = wanted.full_name
    if name in _ZERO:
        return _ZERO[name]
    if name == _SWITCH:
        from pssh.objects.convert import convert

        return convert(False, wanted)
    from pssh.objects.types import default_value

    return default_value(wanted)


def assign_bound(frame: Any, name: str, value: Any, constraints: Any = None) -> None:
    """Put a value the general binder bound into its variable."""
    cell = frame.scope.cell(name)
    if cell.value is not UNSET:
        cell.clear()
    cell.value = value
    if constraints:
        cell.constrain(constraints)


def bound_parameters(frame: Any) -> Any:
    """`$PSBoundParameters`."""
    from pssh.objects.dictionaries import GenericDictionary

    table = GenericDictionary(ignore_case=True)
    if frame.bound is not None:
        for name, value in frame.bound.items():
            table.set(name, value)
        return table
    return table
