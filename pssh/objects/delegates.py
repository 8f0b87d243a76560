"""Delegates: a script block or method as a typed function value ([Func[int,int]], [Action], ...)."""

from typing import Any, Sequence

from pssh.objects.compare import collapse
from pssh.objects.nothing import NOTHING

__all__ = ["Delegate", "call_delegate"]


class Delegate:
    """A function value of a delegate type; arguments and result are converted as the type says."""

    ps_single = True

    def __init__(self, net_type: Any, target: Any) -> None:
        self.net_type = net_type
        self.target = target

    def __call__(self, *args: Any) -> Any:
        return self.invoke(args)

    def invoke(self, args: Sequence[Any]) -> Any:
        """Call it."""
        from pssh.objects.convert import convert

        kind = self.net_type
        types = kind.generic_arguments
        name = kind.full_name.partition("`")[0]
        values = list(args)
        if types and name != "System.Comparison":
            values = [
                convert(arg, types[index]) if index < len(types) else arg for index, arg in enumerate(values)
            ]
        result = call_delegate(self.target, values)
        if name == "System.Action":
            return NOTHING
        if name in ("System.Func", "System.Converter") and types:
            return convert(result, types[-1])
        if name == "System.Predicate":
            return convert(result, _bool())
        return None if result is NOTHING else result

    def invoke_as_delegate(self, args: Sequence[Any], underbar: Any = None) -> Any:
        """So that a delegate goes wherever a script block goes."""
        result = self.invoke(args)
        return [] if result is NOTHING else [result]


def _bool() -> Any:
    from pssh.objects.types import resolve_type

    return resolve_type("System.Boolean")


def call_delegate(target: Any, args: Sequence[Any]) -> Any:
    """Call a script block, method or Python function with values; its output as one value."""
    if isinstance(target, Delegate):
        return target.invoke(args)
    run = getattr(target, "invoke_as_delegate", None)
    if run is not None:
        return collapse(run(list(args), args[0] if args else None))
    if hasattr(target, "invoke"):
        return target.invoke(list(args))
    return target(*args)
