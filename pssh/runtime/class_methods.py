"""Methods of script classes: choosing the overload and running its block."""

from typing import Any, Dict, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.objects.nothing import NOTHING
from pssh.runtime.binding import bind_positional
from pssh.runtime.frame import Frame
from pssh.runtime.scope import Scope, Variable
from pssh.runtime.streams import null_sink

__all__ = ["MethodGroup", "ScriptMethod"]

_EXACT = {"System.Int32": int, "System.String": str, "System.Double": float, "System.Boolean": bool}
_EXCEPTION = "System.Management.Automation.MethodException"


class ScriptMethod:
    """One overload: its block, the scope its class was defined in, parameter and result types."""

    __slots__ = ("block", "exact", "hidden", "home", "name", "owner", "plain", "returns", "returns_exact", "scope_parent",
                 "types", "void")  # fmt: skip

    def __init__(self, f: Any, owner: Any, name: str, block: Any, returns: Any, hidden: bool) -> None:
        self.owner = owner
        self.name = name
        self.block = block
        self.home = f.scope
        self.hidden = hidden
        self.types: List[Any] = [None if p[2] is None else p[2].resolve(f) for p in block.parameters]
        self.exact = [None if t is None else _EXACT.get(t.full_name, False) for t in self.types]
        self.returns = None if returns is None else returns.resolve(f)
        self.void = self.returns is None or self.returns.full_name == "System.Void"
        # (place of the cell, Python class of values that need no conversion) where nothing else is to be done
        self.plain: Any = None
        if block.end is not None and not block.needs and not any(p[3] or p[4] for p in block.parameters):
            self.plain = [(p[1], exact) for p, exact in zip(block.parameters, self.exact)]
        self.returns_exact = None if self.returns is None else _EXACT.get(self.returns.full_name, False)

    def run(self, f: Any, this: Any, args: Any) -> Any:
        """Call it with exactly its number of arguments."""
        plain = self.plain
        if plain is None:
            return self.finish(self.enter(f, this, args))
        block = self.block
        cells = [Variable(name) for name in block.spelled]
        for value, (cell_place, exact) in zip(args, plain):
            if exact is not None and type(value) is not exact:
                for converted, (place, _) in zip(self._converted(args), plain):
                    cells[place].value = converted
                break
            cells[cell_place].value = value
        rs = f.rs
        frame = Frame(rs, Scope(self.home, dict(zip(block.own, cells))), block, f, f.streams, cells)
        frame.this = this
        was = rs.in_try
        rs.in_try = True
        try:
            value = block.end(frame, null_sink)
        finally:
            rs.in_try = was
        if self.void:
            return NOTHING
        if type(value) is self.returns_exact:
            return value
        return self._result(value)

    def enter(self, f: Any, this: Any, args: Any) -> Frame:
        """The frame of a call, parameters bound."""
        block = self.block
        cells = [Variable(name) for name in block.spelled]
        inner = Scope(self.home, dict(zip(block.own, cells)))
        frame = Frame(f.rs, inner, block, f, f.streams, cells)
        frame.this = this
        if args:
            if any(exact is not None and type(arg) is not exact for arg, exact in zip(args, self.exact)):
                args = self._converted(args)
            bind_positional(frame, block, args)
        if block.needs:
            from pssh.runtime.functions import set_needs

            set_needs(frame, block.needs)
        return frame

    def finish(self, frame: Frame) -> Any:
        """Run the body in a frame made by `enter`; the value as the method's type."""
        rs = frame.rs
        end = self.block.end
        was, rs.in_try = rs.in_try, True
        try:
            value = None if end is None else end(frame, null_sink)
        finally:
            rs.in_try = was
        return NOTHING if self.void else self._result(value)

    def _result(self, value: Any) -> Any:
        if self.returns is None or type(value) is self.returns_exact:
            return None if value is NOTHING else value
        from pssh.objects.convert import convert

        return convert(None if value is NOTHING else value, self.returns)

    def _converted(self, args: Any) -> List[Any]:
        from pssh.objects.convert import convert
        from pssh.objects.reference import PSReference
        from pssh.objects.tostring import to_string

        values = []
        for number, (value, wanted) in enumerate(zip(args, self.types)):
            if wanted is not None and not isinstance(value, PSReference):
                try:
                    value = convert(None if value is NOTHING else value, wanted)
                except PSError as error:
                    raise ps_error(
                        "MethodArgumentConversionInvalidCastArgument",
                        f'Cannot convert argument "{self.block.parameters[number][0]}", with value: '
                        f'"{to_string(value)}", for "{self.name}" to type "{wanted.full_name}": "{error.record.message}"',
                        "NotSpecified",
                        None,
                        _EXCEPTION,
                        error.record.exception,
                    ) from None
            values.append(value)
        return values

    @property
    def definition(self) -> str:
        parameters = ", ".join(
            f"{'System.Object' if wanted is None else wanted.ps_name} {parameter[0]}"
            for wanted, parameter in zip(self.types, self.block.parameters)
        )
        if self.name == ".ctor":
            return f"{self.owner.name} new({parameters})"
        returns = "void" if self.void else "System.Object" if self.returns is None else self.returns.ps_name
        return f"{returns} {self.name}({parameters})"


class MethodGroup:
    """All overloads of one name in a class, those it inherits included."""

    __slots__ = ("by_count", "name", "overloads", "single", "static")

    def __init__(self, name: str, static: bool) -> None:
        self.name = name
        self.static = static
        self.overloads: List[ScriptMethod] = []
        self.by_count: Dict[int, List[ScriptMethod]] = {}

    def add(self, method: ScriptMethod) -> None:
        """Add an overload; one of the same parameter types is replaced."""
        count = len(method.types)
        same = [m for m in self.overloads if m.types == method.types]
        for old in same:
            self.overloads.remove(old)
            self.by_count[count].remove(old)
        self.overloads.append(method)
        self.by_count.setdefault(count, []).append(method)

    def call(self, f: Any, this: Any, args: Any) -> Any:
        found = self.by_count.get(len(args))
        if found is None:
            raise self.no_overload(len(args))
        method = found[0] if len(found) == 1 else self.choose(found, args)
        return method.run(f, this, args)

    def taking_any(self) -> Optional[ScriptMethod]:
        """The overload with one parameter of any type: what overrides Object's `Equals`."""
        for method in self.by_count.get(1, ()):
            if method.types[0] is None or method.types[0].full_name == "System.Object":
                return method
        return None

    def no_overload(self, count: int) -> PSError:
        """No overload takes that many arguments."""
        return ps_error(
            "MethodCountCouldNotFindBest",
            f'Cannot find an overload for "{self.name}" and the argument count: "{count}".',
            "NotSpecified",
            None,
            _EXCEPTION,
        )

    def choose(self, methods: List[ScriptMethod], args: Any) -> ScriptMethod:
        """The overload whose parameter types are nearest to the arguments."""
        from pssh.objects.ranks import Candidate, best_of, rank

        candidates = [
            Candidate(
                method, method.types, [rank(value, wanted) for value, wanted in zip(args, method.types)]
            )
            for method in methods
        ]
        best = best_of(candidates)
        return methods[0] if best is None else best.source
