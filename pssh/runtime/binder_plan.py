"""A call site remembers how its arguments were bound: the next time only the values are converted.

Only what does not depend on the values is remembered: no splatting, no script block run per object, no position
that several parameters compete for, no `$PSDefaultParameterValues`.
"""

from typing import Any

from pssh.runtime.binder_arguments import NumberText, spelled
from pssh.runtime.binder_convert import fit

__all__ = ["remember", "replay"]


def _key(binding: Any) -> Any:
    return id(binding.call.spec), binding.call.expecting_input


def remember(binding: Any) -> None:
    """Keep the steps of a binding for its call site."""
    steps, spec = binding.steps, binding.call.spec
    if steps is None or spec is None or spec.pipeline is None or binding.remaining:
        return
    if any(element.kind in ("splat", "verbatim") for element in spec.elements):
        return
    cache = spec.pipeline.cache
    if cache is None:
        cache = spec.pipeline.cache = {}
    cache[_key(binding)] = (
        binding.metadata, tuple(steps), binding.valid, frozenset(binding.used), binding.call.set_name,
    )  # fmt: skip


def replay(binding: Any) -> bool:
    """Bind by the call site's plan; False when there is none that fits."""
    call = binding.call
    pipeline = call.spec.pipeline
    cache = None if pipeline is None else pipeline.cache
    plan = None if cache is None else cache.get(_key(binding))
    if plan is None or plan[0] is not binding.metadata:
        return False
    table = call.scope.get("PSDefaultParameterValues")
    if table is not None and len(table):
        return False
    values, bound, expecting = binding.values, call.bound, call.expecting_input
    for parameter, index, element in plan[1]:
        if index.__class__ is tuple:
            value: Any = _rest(values, index, element)
        elif index < 0:
            value = True
        else:
            value = values[index]
            if value.__class__ is not str:
                if expecting and hasattr(value, "bind_for_pipeline"):
                    bound.clear()
                    return False
                value = spelled(element, value) if element.kind == "value" else value
        bound[parameter.name] = fit(call, parameter, value, element)
    binding.valid = plan[2]
    binding.used = set(plan[3])
    call.set_name = plan[4]
    binding.command_line = bound
    return True


def _rest(values: Any, indexes: Any, elements: Any) -> Any:
    found = []
    for index, element in zip(indexes, elements):
        value = values[index]
        if value.__class__ is not str:
            value = spelled(element, value)
            if value.__class__ is NumberText:
                value = value.value
        found.append(value)
    if len(found) == 1 and isinstance(found[0], list):
        rest: Any = found[0]
        return rest
    return found
