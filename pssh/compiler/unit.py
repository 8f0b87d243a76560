"""One compiled text: gathers constants, functions and positions, and turns them into a code object."""

from array import array
from typing import Any, Dict, List, Tuple

from pssh.compiler.code import MARK, MARK_END
from pssh.compiler.names import BlockNames
from pssh.language import nodes as n

__all__ = ["CompiledUnit", "UnitCompiler", "compile_unit"]


class CompiledUnit:
    """What may be stored: `code` is a module's code object that leaves the root block in `B0`; `positions`
    holds start and end offset for each of its lines."""

    __slots__ = ("code", "positions", "text")

    def __init__(self, code: Any, positions: Any, text: str = "") -> None:
        self.code = code
        self.positions = positions
        self.text = text


class UnitCompiler:
    """The state of compiling one text."""

    def __init__(self, source_text: str) -> None:
        self.source_text = source_text
        self.extents: List[Tuple[int, int]] = [(0, 0)]
        self._extent_index: Dict[Tuple[int, int], int] = {(0, 0): 0}
        self.prelude: List[str] = []
        self.functions: List[str] = []
        self.names: Dict[int, BlockNames] = {}
        self._constants: Dict[str, str] = {}
        self._counts: Dict[str, int] = {}
        self.uses_question = "$?" in source_text

    def fresh(self, prefix: str) -> str:
        """A new global name of the unit."""
        count = self._counts.get(prefix, 0)
        self._counts[prefix] = count + 1
        return f"{prefix}{count}"

    def constant(self, prefix: str, text: str) -> str:
        """The name of a value made once when the unit is loaded."""
        name = self._constants.get(text)
        if name is None:
            name = self._constants[text] = self.fresh(prefix)
            self.prelude.append(f"{name} = {text}")
        return name

    def mark(self, extent: Any) -> str:
        """The mark that starts a line which stands for `extent`."""
        key = (extent.start, extent.end)
        index = self._extent_index.get(key)
        if index is None:
            index = self._extent_index[key] = len(self.extents)
            self.extents.append(key)
        return f"{MARK}{index}{MARK_END}"

    def type_ref(self, name: n.TypeName) -> str:
        """The global name of a reference to a type as written."""
        return self.constant("T", self._type_text(name))

    def _type_text(self, name: n.TypeName) -> str:
        generic = "".join(self._type_text(g) + ", " for g in name.generic)
        ranks = "".join(f"{rank}, " for rank in name.ranks)
        return f"type_ref({name.name!r}, ({generic}), ({ranks}))"

    def assemble(self) -> CompiledUnit:
        """Compile what has been gathered; the marks become the table from lines to extents."""
        text = "\n".join([*self.prelude, *self.functions])
        pieces = text.split(MARK)
        parts = [pieces[0]]
        extents = self.extents
        positions = array("L", (0, 0) * (pieces[0].count("\n") + 1))
        for piece in pieces[1:]:
            index, rest = piece.split(MARK_END, 1)
            parts.append(rest)
            positions.extend(extents[int(index)] * (1 + rest.count("\n")))
        whole = "\n".join(parts)
        return CompiledUnit(compile(whole, "<pssh>", "exec", dont_inherit=True, optimize=0), positions, whole)


def compile_unit(tree: n.ScriptBlockAst, name: str = "") -> CompiledUnit:
    """Compile a whole text."""
    from pssh.compiler.blocks import compile_block

    unit = UnitCompiler(tree.extent.source.text)
    compile_block(unit, tree, name)
    return unit.assemble()
