"""The names generated code uses, gathered once."""

from typing import Any, Dict, Optional

__all__ = ["facade"]

_facade: Optional[Dict[str, Any]] = None


def facade() -> Dict[str, Any]:
    """The dict that becomes the globals of every unit (a copy of it)."""
    global _facade
    if _facade is None:
        _facade = _make()
    return _facade


def _make() -> Dict[str, Any]:
    from pssh.objects.compare import collapse
    from pssh.objects.flow import BreakFlow, ContinueFlow, ReturnFlow
    from pssh.objects.nothing import NOTHING
    from pssh.objects.numbers import Int64
    from pssh.runtime import callsite, errors_flow, functions, unit
    from pssh.runtime.operators import (
        arithmetic,
        comparison,
        control,
        memberops,
        text,
        typeops,
        values,
        variables,
    )
    from pssh.runtime.scope import UNSET, Variable

    names: Dict[str, Any] = {}
    for module in (arithmetic, comparison, control, memberops, text, typeops, values, variables):
        for name, value in vars(module).items():
            if name[0] != "_" and getattr(value, "__module__", "").startswith("pssh.runtime.operators"):
                names[name] = value
    names.update(
        N=NOTHING, UN=UNSET, Plain=Variable, Long=Int64, SC=values.SCALARS, ONCE=(0,), collapse=collapse, BreakFlow=BreakFlow,
        ContinueFlow=ContinueFlow, ReturnFlow=ReturnFlow, command=callsite.CommandSpec,
        expression_spec=callsite.ExpressionSpec, pipeline=callsite.PipelineSpec, block=unit.CompiledBlock,
        call=functions.call, callv=functions.call_value, pipe=_pipe, pipev=_pipe_value,
        error=errors_flow.statement_error, caught=errors_flow.caught, catch_index=errors_flow.catch_index,
        trap=errors_flow.trap, number=literal_number, spelled=_spelled,
        isplit_unary=text.split_unary, csplit_unary=text.split_unary,
        class_definition=_class_definition, enum_definition=_enum_definition,
        __builtins__={"int": int, "len": len, "str": str, "float": float, "type": type, "frozenset": frozenset,
                      "Exception": Exception, "bool": bool},
    )  # fmt: skip
    return names


def _pipe(f: Any, out: Any, spec: Any, values: Any) -> None:
    from pssh.runtime.pipeline import run_pipeline, start_background

    if spec.background:
        out(start_background(f, spec, spec.text))
        return
    run_pipeline(f, out, spec, values)


def _pipe_value(f: Any, spec: Any, values: Any) -> Any:
    from pssh.objects.nothing import NOTHING

    found: Any = []
    _pipe(f, found.append, spec, values)
    return found[0] if len(found) == 1 else found or NOTHING


def literal_number(kind: str, value: Any) -> Any:
    """A literal's value of a type other than Int32 and Double."""
    if kind == "System.Decimal":
        from decimal import Decimal

        return Decimal(value)
    from pssh.objects import numbers

    return getattr(numbers, kind.rpartition(".")[2])(value)


def _spelled(value: Any, text: str) -> Any:
    """A bare number among a command's arguments, which still reads as it was written."""
    from pssh.runtime.spelled import spelled_number

    return spelled_number(value, text)


def _class_definition(*args: Any) -> Any:
    from pssh.runtime.classes import ClassDefinition

    return ClassDefinition(*args)


def _enum_definition(*args: Any) -> Any:
    from pssh.runtime.classes import EnumDefinition

    return EnumDefinition(*args)
