"""Calling a declared method: which overload, which conversions, and how a failure becomes PowerShell's error.

The choice is made once for each combination of argument types and kept on the method ("plan").
"""

from typing import Any, Callable, List, Optional, Sequence, Tuple

from pssh.objects.declare import Method, Overload, Parameter
from pssh.objects.errors import NetException, PSError, ps_error
from pssh.objects.nothing import NOTHING
from pssh.objects.numbers import Char, Int64, Single
from pssh.objects.psobject import PSObject
from pssh.objects.ranks import Candidate, best_of, is_delegate, rank
from pssh.objects.reference import PSReference

__all__ = ["call", "convert_argument", "invocation_error", "is_delegate", "method_failure", "rank"]

_SMA = "System.Management.Automation."
# Argument classes whose conversion depends on the class alone, so that a plan can be kept.
_PLAIN = frozenset((str, int, float, bool, type(None), Int64, Char, Single))

Plan = Tuple[Callable[..., Any], Optional[Tuple[Any, ...]], int, bool, Overload]


def call(method: Method, target: Tuple[Any, ...], args: Sequence[Any]) -> Any:
    """Call `method` with the values `args`; `target` is (value,) or () for a static method."""
    plan = method.plans.get(plan_key(args))
    if plan is None:
        plan = choose(method, args)
    func, converters, packed, void, overload = plan
    if converters is not None:
        args = converted_arguments(method, overload, args, converters, packed)
    try:
        result = func(*target, *args)
    except NetException as error:
        raise invocation_error(method.name, len(args), error) from error
    except PSError:
        raise
    except Exception as error:
        raise method_failure(method.name, len(args), _refused(error, overload, args)) from error
    return NOTHING if void and result is None else result


def plan_key(args: Sequence[Any]) -> Any:
    """What a plan is kept under: the argument classes (the class itself for one argument)."""
    count = len(args)
    if count == 1:
        return args[0].__class__
    return tuple([arg.__class__ for arg in args]) if count else ()


def converted_arguments(
    method: Method, overload: Overload, args: Sequence[Any], converters: Tuple[Any, ...], packed: int
) -> List[Any]:
    """The arguments after conversion; from index `packed` on they make one array (params)."""
    values: List[Any] = []
    for index, (arg, parameter) in enumerate(zip(args, converters)):
        if parameter is None:
            values.append(arg)
            continue
        if parameter.is_ref:
            raise ps_error(
                "NonRefArgumentToRefParameterMsg",
                f"Argument: '{index + 1}' should be a System.Management.Automation.PSReference. Use [ref].",
                "NotSpecified",
                exception=_SMA + "MethodException",
            )
        name = ".ctor" if method.kind == "Constructor" else method.name
        values.append(convert_argument(name, parameter, arg, index >= packed >= 0))
    if packed >= 0:
        rest = values[packed:]
        del values[packed:]
        values.append(rest)
    return values


def convert_argument(name: str, parameter: Parameter, arg: Any, element: bool = False) -> Any:
    """`arg` as the parameter of the method `name` wants it (`element`: one of a params array)."""
    from pssh.objects.convert import convert
    from pssh.objects.tostring import to_string

    if isinstance(arg, PSReference):
        arg = arg.value
    wanted = parameter.type
    if element and wanted is not None and wanted.element_type is not None:
        wanted = wanted.element_type
    if wanted is None:
        return arg
    try:
        return convert(arg, wanted)
    except PSError as error:
        raise ps_error(
            "MethodArgumentConversionInvalidCastArgument",
            f'Cannot convert argument "{parameter.name}", with value: "{to_string(arg)}", for "{name}" to type '
            f'"{wanted.full_name}": "{error.record.message}"',
            "NotSpecified",
            exception=_SMA + "MethodException",
            inner=error.record.exception,
        ) from error


def shown_name(method: Method) -> str:
    """The name in messages: a constructor is `new`."""
    return "new" if method.kind == "Constructor" else method.name


def _counts(overload: Overload, parameters: List[Parameter], count: int) -> bool:
    if overload.raw:
        return True
    total = len(parameters)
    if count == total:
        return True
    if parameters and parameters[-1].is_array:
        return count >= total - 1
    if count < total:
        return all(parameter.optional for parameter in parameters[count:])
    return False


def choose(method: Method, args: Sequence[Any]) -> Plan:
    """Pick the overload for these arguments."""
    count = len(args)
    fitting: List[Tuple[Overload, List[Parameter]]] = []
    for overload in method.overloads:
        parameters = overload.parameters(method.type_arguments)
        if _counts(overload, parameters, count):
            fitting.append((overload, parameters))
    if not fitting:
        raise _no_overload(shown_name(method), count)
    if len(fitting) == 1:
        overload, parameters = fitting[0]
        pack = _pack_at(parameters, args)
    else:
        overload, parameters, pack = _best(method, fitting, args)
    return _plan(method, overload, parameters, pack, args)


def _pack_at(parameters: List[Parameter], args: Sequence[Any]) -> int:
    """Where a params array begins to be filled one by one; -1 when the array is given as such."""
    if not parameters or not parameters[-1].is_array:
        return -1
    last = len(parameters) - 1
    if len(args) != last + 1:
        return last
    arg = args[last]
    wanted = parameters[-1].type
    if isinstance(arg, (list, bytearray, tuple)):
        return -1
    if arg is None and wanted is not None:
        return -1
    from pssh.objects.compare import enumerate_value

    if (
        wanted is not None
        and wanted.element_type is not None
        and wanted.element_type.full_name == "System.Char"
    ):
        return last if isinstance(arg, str) and len(arg) == 1 else -1
    return last if enumerate_value(arg) is None else -1


def _plan(
    method: Method, overload: Overload, parameters: List[Parameter], pack: int, args: Sequence[Any]
) -> Plan:
    if overload.raw:
        plan: Plan = (overload.func, None, -1, overload.void, overload)
        method.plans[plan_key(args)] = plan
        return plan
    per_argument: List[Any] = []
    keep = True
    for index, arg in enumerate(args):
        at = min(index, len(parameters) - 1)
        parameter = parameters[at]
        wanted = parameter.type
        if pack >= 0 and index >= pack and wanted is not None:
            wanted = wanted.element_type
        if arg.__class__ not in _PLAIN:
            keep = False
        if wanted is not None and wanted.full_name == "System.Char" and isinstance(arg, str):
            keep = False
        per_argument.append(None if _as_is(arg, wanted, parameter) else parameter)
    needs = pack >= 0 or any(item is not None for item in per_argument)
    plan = (overload.func, tuple(per_argument) if needs else None, pack, overload.void, overload)
    if keep and len(method.plans) < 64:
        method.plans[plan_key(args)] = plan
    return plan


def _as_is(arg: Any, wanted: Any, parameter: Parameter) -> bool:
    if parameter.is_ref:
        return isinstance(arg, PSReference)
    if wanted is None:
        return True
    name = wanted.full_name
    cls = arg.__class__
    if name == "System.Object":
        return cls is not PSObject and arg is not NOTHING and not isinstance(arg, PSReference)
    if cls in _PLAIN and arg is not None:
        from pssh.objects.types import type_of

        return type_of(arg) is wanted
    return False


def _best(
    method: Method, fitting: List[Tuple[Overload, List[Parameter]]], args: Sequence[Any]
) -> Tuple[Overload, List[Parameter], int]:
    candidates: List[Candidate] = []
    for overload, parameters in fitting:
        if overload.raw:
            return overload, parameters, -1
        pack = _pack_at(parameters, args)
        types, ranks = _ranks(parameters, args, pack)
        candidates.append(Candidate((overload, parameters, pack), types, ranks, pack >= 0))
    best = best_of(candidates)
    if best is None:
        raise _no_overload(shown_name(method), len(args))
    found: Tuple[Overload, List[Parameter], int] = best.source
    return found


def _ranks(parameters: List[Parameter], args: Sequence[Any], pack: int) -> Tuple[List[Any], List[int]]:
    """The parameter types that the arguments meet, and how well each fits."""
    types: List[Any] = []
    ranks: List[int] = []
    for index, arg in enumerate(args):
        parameter = parameters[min(index, len(parameters) - 1)]
        wanted = parameter.type
        if pack >= 0 and index >= pack and wanted is not None:
            wanted = wanted.element_type
        types.append(wanted)
        if parameter.is_ref:
            ranks.append(1 if isinstance(arg, PSReference) else 0)
        else:
            ranks.append(rank(arg.value if isinstance(arg, PSReference) else arg, wanted))
    types.extend(parameter.type for parameter in parameters[len(args) :])
    return types, ranks


# -- failures --------------------------------------------------------------------------------------


def _no_overload(name: str, count: int) -> PSError:
    return ps_error(
        "MethodCountCouldNotFindBest",
        f'Cannot find an overload for "{name}" and the argument count: "{count}".',
        "NotSpecified",
        exception=_SMA + "MethodException",
    )


def invocation_error(name: str, count: int, error: NetException) -> PSError:
    """MethodInvocationException around what the method threw."""
    if error.error_record is not None and error.type_name.endswith("MethodException"):
        return PSError(error.error_record)
    made = ps_error(
        error.type_name.rpartition(".")[2],
        f'Exception calling "{name}" with "{count}" argument(s): "{error.message}"',
        "NotSpecified",
        exception=_SMA + "MethodInvocationException",
        inner=error,
    )
    return made


def _refused(error: Exception, overload: Overload, args: Sequence[Any]) -> Exception:
    """What Python says of a value a method can't use means nothing to a script: .NET's words for it."""
    if not isinstance(error, (AttributeError, TypeError)) or "positional argument" in str(error):
        return error
    missing = next((index for index, arg in enumerate(args) if arg is None), None)
    if missing is None:
        return NetException("System.ArgumentException", "Value does not fall within the expected range.")
    parameters = overload.parameters()
    name = parameters[min(missing, len(parameters) - 1)].name if parameters else "value"
    return NetException("System.ArgumentNullException", f"Value cannot be null. (Parameter '{name}')")


def method_failure(name: str, count: int, error: Exception) -> BaseException:
    """A Python exception out of a method as the .NET exception it stands for."""
    if isinstance(error, RecursionError):
        return error
    if isinstance(error, TypeError) and "positional argument" in str(error):
        return _no_overload(name, count)
    from pssh.objects.net.failures import net_exception

    return invocation_error(name, count, net_exception(error))
