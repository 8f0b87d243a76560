"""Binding arguments by position to a simple script function's parameters, without the general binder."""

from typing import Any, Dict, List, Optional

from pssh.objects.nothing import NOTHING
from pssh.objects.switch import ABSENT, PRESENT
from pssh.runtime.params import EXACT_CLASSES
from pssh.runtime.scope import UNSET, Variable

__all__ = [
    "assign_bound",
    "bind_mapped",
    "bind_positional",
    "bound_parameters",
    "default_of",
    "mapping_of",
    "ready_for_defaults",
    "rows_of",
    "unbound_parameters",
]

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
            self.exact = EXACT_CLASSES.get(wanted.full_name, False)
            if wanted.full_name == "System.Object":
                self.ref = None
                self.exact = None
            self.switch = wanted.full_name == _SWITCH


def _plan(frame: Any, block: Any) -> List[_Row]:
    plan = block.plan = [_Row(frame, parameter) for parameter in block.parameters]
    return plan


def rows_of(frame: Any) -> List[_Row]:
    """How the parameters of the frame's block are bound, in the order of writing."""
    return frame.block.plan or _plan(frame, frame.block)


def bind_positional(frame: Any, block: Any, args: Any) -> List[Any]:
    """Put arguments into the parameters' cells; what is left over is the result."""
    parameters = block.parameters
    if not parameters:
        return args  # type: ignore[no-any-return]  # the compiler's call sites give lists
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
        _put_defaults(frame, late)
    if block.needs:
        _note_bound(frame, plan, late or ())
    return list(args[place:]) if place < count else []


def mapping_of(frame: Any, spec: Any, block: Any) -> Optional[List[Any]]:
    """Which argument each parameter takes at a call with named arguments: its place among the values, True for
    a switch, None for the default. No mapping where the general binder must decide."""
    plan = block.plan or _plan(frame, block)
    found: Dict[int, Any] = {}
    positional: List[int] = []
    wanting: Optional[int] = None
    place = 0
    for element in spec.elements:
        kind = element.kind
        if kind == "value":
            if wanting is not None:
                found[wanting] = place
                wanting = None
            else:
                positional.append(place)
            place += 1
            continue
        if kind not in ("param", "param_value") or wanting is not None:
            return None
        number = _row_named(plan, element.name)
        if number is None or number in found:
            return None
        if kind == "param_value":
            found[number] = place
            place += 1
        elif plan[number].switch:
            found[number] = True
        else:
            wanting = number
            found[number] = None
    if wanting is not None:
        return None
    free = [n for n, row in enumerate(plan) if n not in found and not row.switch]
    if len(positional) > len(free):
        return None
    found.update(zip(free, positional))
    return [found.get(n) for n in range(len(plan))]


def _row_named(plan: List[_Row], name: str) -> Optional[int]:
    """The parameter `-name` means: of that name, or the only one that begins so."""
    lower = name.lower()
    matches = []
    for number, row in enumerate(plan):
        own = row.name.lower()
        if own == lower:
            return number
        if own.startswith(lower):
            matches.append(number)
    return matches[0] if len(matches) == 1 else None


def bind_mapped(frame: Any, block: Any, args: Any, mapping: List[Any]) -> List[Any]:
    """Put arguments into the parameters' cells as the mapping says."""
    plan = block.plan or _plan(frame, block)
    cells = frame.cells
    late: List[_Row] = []
    for row, source in zip(plan, mapping):
        if source is None:
            late.append(row)
            continue
        value = PRESENT if source is True else args[source]
        if row.exact is None or type(value) is row.exact or source is True:
            if row.reassigned and row.ref is not None:
                _constrain(frame, cells[row.place], row)
            cells[row.place].value = value
        else:
            _put_converted(frame, row, value)
    _put_defaults(frame, late)
    if block.needs:
        _note_bound(frame, plan, late)
    return []


def _note_bound(frame: Any, plan: List[_Row], late: Any) -> None:
    """What `$PSBoundParameters` has; a plain function's defaults do not see it yet."""
    frame.bound = {row.name: frame.cells[row.place].value for row in plan if row not in late}
    if frame.invocation is not None:  # a default asked for `$MyInvocation`
        frame.invocation.bound_parameters = bound_parameters(frame)


def unbound_parameters(frame: Any, block: Any) -> None:
    """All parameters get their defaults."""
    _put_defaults(frame, block.plan or _plan(frame, block))


def _constrain(frame: Any, cell: Variable, row: _Row) -> None:
    from pssh.runtime.attributes import TypeConstraint

    cell.constrain([TypeConstraint(row.ref.resolve(frame))])


def _put_converted(frame: Any, row: _Row, value: Any) -> None:
    from pssh.objects.convert import convert
    from pssh.objects.errors import PSError
    from pssh.objects.psobject import PSObject
    from pssh.runtime.spelled import spelling

    cell = frame.cells[row.place]
    wanted = row.ref.resolve(frame)
    if value.__class__ is PSObject and wanted.full_name == "System.Version":
        value = spelling(value) or value  # 2.0 is version 2.0, though the number prints 2
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


def default_of(frame: Any, row: _Row) -> Any:
    """What a parameter holds that was not given."""
    if row.default is None:
        return None if row.ref is None else empty_value(row.ref.resolve(frame))
    value = row.default(frame)
    if value is NOTHING:
        value = None
    if row.ref is not None and type(value) is not row.exact:
        from pssh.objects.convert import convert

        value = convert(value, row.ref.resolve(frame))
    return value


def ready_for_defaults(frame: Any, rows: List[_Row]) -> None:
    """Make the automatic variables that the defaults of `rows` may ask for."""
    needs = frame.block.needs & (_OF_DEFAULTS if frame.cmdlet is None else _OF_ADVANCED_DEFAULTS)
    if needs and any(row.default is not None and not row.constant for row in rows):
        from pssh.runtime.functions import set_needs

        set_needs(frame, needs)


_OF_DEFAULTS = frozenset(("myinvocation", "pscmdlet", "pscommandpath", "psscriptroot"))
_OF_ADVANCED_DEFAULTS = _OF_DEFAULTS | {"psboundparameters"}


def _put_defaults(frame: Any, rows: List[_Row]) -> None:
    if frame.block.needs:
        ready_for_defaults(frame, rows)
    for row in rows:
        cell = frame.cells[row.place]
        cell.value = default_of(frame, row)
        if row.reassigned and row.ref is not None:
            _constrain(frame, cell, row)


def empty_value(wanted: Any) -> Any:
    """What a typed parameter holds when nothing was given."""
    name = wanted.full_name
    if name in _ZERO:
        return _ZERO[name]
    if name == _SWITCH:
        return ABSENT
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
