"""What is known of a call before it runs: command specs, made once when a compiled unit is loaded."""

from typing import Any, Optional, Tuple

__all__ = ["CommandSpec", "Element", "ExpressionSpec", "PipelineSpec", "Redirection"]


class Element:
    """One element behind a command's name.

    `kind`: 'value'; 'param' for `-Name`; 'param_value' for `-Name:value`; 'splat' for `@x`; 'double_dash' for
    `--`; 'verbatim' for what follows `--%`. `text` is the source, `bare` says it was an unquoted word.
    """

    __slots__ = ("bare", "end", "kind", "name", "start", "unit")

    def __init__(self, unit: Any, kind: str, name: str, bare: bool, start: int, end: int) -> None:
        self.unit = unit
        self.kind = kind
        self.name = name
        self.bare = bare
        self.start = start
        self.end = end

    @property
    def text(self) -> str:
        return str(self.unit.source.text[self.start : self.end])

    @property
    def extent(self) -> Any:
        return self.unit.extent(self.start, self.end)

    @property
    def value_part(self) -> "Element":
        """The argument alone: of `-Name:value` what stands behind the colon."""
        if self.kind != "param_value":
            return self
        behind = self.text.partition(":")[2]
        return Element(self.unit, "value", "", self.bare, self.end - len(behind.lstrip()), self.end)

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name or self.text}>"


class Redirection:
    """`2>&1` (kind 'merge') or `> file` (kind 'file'); stream names as in the tree ('Output', ..., 'All')."""

    __slots__ = ("append", "kind", "stream", "to_stream")

    def __init__(self, kind: str, stream: str, to_stream: str = "", append: bool = False) -> None:
        self.kind = kind
        self.stream = stream
        self.to_stream = to_stream
        self.append = append


_BLOCK_COMMANDS = frozenset(("foreach-object", "%", "foreach", "where-object", "?", "where"))


class _Located:
    __slots__ = ("end", "start", "unit")

    unit: Any
    start: int
    end: int

    @property
    def extent(self) -> Any:
        return self.unit.extent(self.start, self.end)

    @property
    def text(self) -> str:
        return str(self.unit.source.text[self.start : self.end])


class CommandSpec(_Located):
    """A command as written. `name` is None when the command is computed: then it is the first value.

    `cached` is the call's memory of a script function it may run directly (see `functions._resolve`).
    `positional` says that all elements are plain values, which the fast path wants.
    """

    __slots__ = (
        "cached", "elements", "invocation", "name", "pipeline", "positional", "quick", "redirections"
    )  # fmt: skip

    def __init__(
        self,
        unit: Any,
        start: int,
        end: int,
        name: Optional[str],
        invocation: str,
        elements: Tuple[Tuple[Any, ...], ...] = (),
        redirections: Tuple[Tuple[Any, ...], ...] = (),
    ) -> None:
        self.unit = unit
        self.start = start
        self.end = end
        self.name = name
        self.invocation = invocation
        self.elements = tuple([Element(unit, *e) for e in elements])
        self.redirections = tuple([Redirection(*r) for r in redirections])
        self.positional = not redirections and all(e.kind == "value" for e in self.elements)
        # a ForEach-Object or Where-Object with nothing but one argument, which the pipeline may shorten
        self.quick = (
            self.positional and len(elements) == 1 and name is not None and name.lower() in _BLOCK_COMMANDS
        )
        self.cached: Tuple[Any, ...] = (-1, None, None, None)
        self.pipeline: Optional[PipelineSpec] = None

    def without_first(self) -> "CommandSpec":
        """The same call without its first argument, which has become the command (`& $module { ... }`)."""
        inner = CommandSpec(self.unit, self.start, self.end, self.name, self.invocation)
        inner.elements = self.elements[1:]
        inner.redirections = self.redirections
        inner.positional = self.positional
        inner.pipeline = self.pipeline
        return inner

    def __repr__(self) -> str:
        return f"<call of {self.name or 'a value'}: {self.text}>"


class ExpressionSpec(_Located):
    """An expression at the head of a pipeline."""

    __slots__ = ("redirections",)

    def __init__(
        self, unit: Any, start: int, end: int, redirections: Tuple[Tuple[Any, ...], ...] = ()
    ) -> None:
        self.unit = unit
        self.start = start
        self.end = end
        self.redirections = tuple([Redirection(*r) for r in redirections])


class PipelineSpec(_Located):
    """A pipeline as written. `cache` is free for the pipeline's own use."""

    __slots__ = ("background", "cache", "stages")

    def __init__(
        self, unit: Any, start: int, end: int, stages: Tuple[Any, ...], background: bool = False
    ) -> None:
        self.unit = unit
        self.start = start
        self.end = end
        self.stages = stages
        self.background = background
        self.cache: Any = None
        for stage in stages:
            if type(stage) is CommandSpec and stage.pipeline is None:
                stage.pipeline = self
