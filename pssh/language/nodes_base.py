"""The root of all nodes, and the name of a type."""

from typing import Any, Iterator, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.record import record

__all__ = [
    "Ast",
    "TypeName",
]


@record
class Ast:
    """A node: where it stands, and what stands below it. Its text is the source's."""

    extent: Extent

    def __str__(self) -> str:
        return self.extent.text

    def children(self) -> "Iterator[Ast]":
        """The nodes directly below, in the order of the fields."""
        fields: Tuple[str, ...] = self._fields  # type: ignore[attr-defined]  # set by @record
        for name in fields:
            yield from _nodes_in(getattr(self, name))

    def walk(self) -> "Iterator[Ast]":
        """This node and all below it, parents first."""
        yield self
        for child in self.children():
            yield from child.walk()


def _nodes_in(value: Any) -> Iterator[Ast]:
    if isinstance(value, Ast):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)


@record
class TypeName(Ast):
    """`int`, `string[]`, `Collections.Generic.List[int]`: as written, with its parts."""

    name: str  # without brackets: 'Collections.Generic.List'
    generic: "Tuple[TypeName, ...]" = ()
    ranks: Tuple[int, ...] = ()  # one entry for each [], its number of dimensions
    assembly: Optional[str] = None

    @property
    def full_name(self) -> str:
        text = self.name
        if self.generic:
            text += "[" + ",".join(g.full_name for g in self.generic) + "]"
        return text + "".join("[" + "," * (rank - 1) + "]" for rank in self.ranks)
