"""Compiled units at run time: loading them, keeping them on disk, and `CompiledBlock`."""

from typing import Any, Callable, Dict, FrozenSet, Optional, Tuple

from pssh.language.extent import Extent

__all__ = ["CompiledBlock", "Unit", "load", "root_block"]


class Unit:
    """One compiled text. `positions` holds start and end offset for each line of the generated module."""

    __slots__ = ("namespaces", "positions", "source")

    def __init__(self, source: Any, positions: Any) -> None:
        self.source = source
        self.positions = positions
        self.namespaces: Tuple[str, ...] = ()  # of `using namespace`

    @property
    def file(self) -> Optional[str]:
        file: Optional[str] = self.source.file
        return file

    def extent(self, start: int, end: int) -> Any:
        return Extent(self.source, start, end)

    def extent_at(self, line: int) -> Any:
        """The extent a generated line stands for; None where it stands for nothing."""
        place = 2 * (line - 1)
        if place + 1 >= len(self.positions) or place < 0:
            return None
        start, end = self.positions[place], self.positions[place + 1]
        while not end and place > 0:
            place -= 2
            start, end = self.positions[place], self.positions[place + 1]
        return self.extent(start, end)

    def line_at(self, line: int) -> int:
        """The source line a generated line stands for."""
        extent = self.extent_at(line)
        return 1 if extent is None else int(extent.start_line)


class CompiledBlock:
    """A script block's code: one function `(f, out)` for each named block, and its parameters.

    `own` are the lower-case names of its cells in the order of `Frame.cells`. A parameter is
    (name, place in `own`, TypeRef or None, default function or None, assigned again, default is constant).
    `needs` are the automatic variables that must exist when it runs.
    """

    __slots__ = (
        "advanced", "alone", "attributes", "begin", "body_end", "body_start", "clean", "dynamic_param", "end", "facts",
        "name", "needs", "own", "parameters", "plan", "process", "requirements", "simple", "spelled", "start", "stop",
        "types", "unit", "usings", "value",
    )  # fmt: skip

    def __init__(
        self,
        unit: Unit,
        name: str,
        start: int,
        stop: int,
        body_start: int,
        body_end: int,
        own: Tuple[str, ...],
        spelled: Tuple[str, ...],
        *,
        parameters: Tuple[Any, ...] = (),
        attributes: Optional[Callable[[Any], Any]] = None,
        dynamic_param: Any = None,
        begin: Any = None,
        process: Any = None,
        end: Any = None,
        clean: Any = None,
        value: Any = None,
        needs: FrozenSet[str] = frozenset(),
        usings: Tuple[Any, ...] = (),
        requirements: Any = None,
        types: Tuple[Any, ...] = (),
    ) -> None:
        self.unit = unit
        self.name = name
        self.start = start
        self.stop = stop
        self.body_start = body_start
        self.body_end = body_end
        self.own = own
        self.spelled = spelled
        self.parameters = parameters
        self.attributes = attributes
        self.dynamic_param = dynamic_param
        self.begin = begin
        self.process = process
        self.end = end
        self.clean = clean
        self.value = value
        self.needs = needs
        self.usings = usings
        self.requirements = requirements
        self.types = types
        # Only an `end` block and no attributes: what a call site may run without a processor.
        self.simple = attributes is None and not (begin or process or clean or dynamic_param or types)
        self.plan: Any = None
        self.advanced: Optional[bool] = None if attributes is not None else False
        self.facts: Any = None
        self.alone: Optional[CompiledBlock] = None

    def detached(self) -> "CompiledBlock":
        """The same code as a text of its own: what it says about itself names no place in a file."""
        if self.alone is None:
            text = self.body_text
            itself = self.unit.file is None and text == self.unit.source.text
            self.alone = self if itself else root_block(text)
        return self.alone

    @property
    def extent(self) -> Any:
        return self.unit.extent(self.start, self.stop)

    @property
    def text(self) -> str:
        return str(self.unit.source.text[self.start : self.stop])

    @property
    def body_text(self) -> str:
        """The text between the braces."""
        text = self.text
        if not (text.startswith("{") and text.endswith("}")):
            return text
        if self.parameters and self.name:
            from pssh.runtime.trees import head_parameters

            return head_parameters(self) + text[1:-1]
        return text[1:-1]

    def __repr__(self) -> str:
        return f"<block {self.name or self.text[:30]!r}>"


def load(source: Any, code: Any, positions: Any) -> CompiledBlock:
    """Run a unit's module code; gives its root block."""
    from pssh.runtime.operators.facade import facade

    unit = Unit(source, positions)
    names: Dict[str, Any] = dict(facade())
    names["U"] = unit
    exec(code, names)
    block: CompiledBlock = names["B0"]
    return block


def root_block(text: str, file: Optional[str] = None, tree: Any = None) -> CompiledBlock:
    """Parse (unless `tree` is given), compile and load a text. Files are kept compiled in the user's cache."""
    from pssh.language.extent import Source

    if tree is None and not text.strip():
        return _empty(Source(text, file))
    from pssh.runtime import unit_cache

    kept = unit_cache.read(text) if file is not None else None
    if kept is not None:
        return load(Source(text, file), kept[0], kept[1])
    if tree is None:
        from pssh.runtime.parsing import parse_script

        tree = parse_script(text, file)
    from pssh.compiler import compile_script

    made = compile_script(tree)
    if file is not None:
        unit_cache.write(text, made.code, made.positions)
    return load(tree.extent.source, made.code, made.positions)


def _empty(source: Any) -> CompiledBlock:
    end = len(source.text)
    return CompiledBlock(Unit(source, ()), "", 0, end, 0, end, (), ())
