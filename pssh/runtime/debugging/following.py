"""Where a running piece of generated code is: its sequence point, its loops, how it was entered."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.runtime.debugging.points import Place, Points, points_of

__all__ = ["Following", "Loop", "block_of"]

_KINDS = {"dynamic": "dynamic_param", "value": "end"}


class Loop:
    """A running `foreach`: the places of its collection, its variable and the whole."""

    __slots__ = ("at_head", "place", "started", "variable", "whole")

    def __init__(self, place: Place, variable: Place, whole: Place) -> None:
        self.place = place
        self.variable = variable
        self.whole = whole
        self.started = False
        self.at_head = True


class Following:
    """One Python frame of generated code. `kind` names the block it is ("end", ...), "" for a part of one."""

    __slots__ = (
        "_away", "_first", "_last", "_met", "block", "braces", "failed", "frame", "kind", "loops", "place", "points", "reads"
    )  # fmt: skip

    def __init__(self, frame: Any, unit: Any, block: Any, kind: str, first_line: int) -> None:
        self.frame = frame
        self.block = block
        self.kind = kind
        self.points: Points = points_of(unit)
        self.place: Optional[Place] = None
        self.loops: List[Loop] = []
        self.reads: Dict[str, int] = {}
        self.failed = False
        self.braces: Optional[Tuple[Place, Place]] = None
        if block is not None:
            self.braces = self.points.braces.get((block.start, kind))
        self._first = first_line
        self._last = -1
        self._away = False
        self._met: List[Place] = []  # the statement that runs, and the places inside it that were reached

    @classmethod
    def of(cls, python: Any) -> "Optional[Following]":
        """What a Python frame runs; None when that is no part of a script's block."""
        frame = python.f_locals.get("f")
        unit = python.f_globals.get("U")
        code = python.f_code
        if frame is None or unit is None or not hasattr(frame, "rs"):
            return None
        block, kind = block_of(python.f_globals, code.co_name)
        return cls(frame, unit, block, kind, code.co_firstlineno)

    @property
    def extent(self) -> Any:
        """Where it is now."""
        return self.points.unit.extent(*(self.place or (0, 0)))

    def reached(self, line: int, instruction: int) -> Optional[Place]:
        """The sequence point that is reached with a generated line, if one is.

        The lines of a statement need not run in their order: an argument that is a call stands below and comes
        first. So a statement is reached when a line of it runs after something else did, or after a jump back.
        """
        if instruction < self._last:
            self._away = True
        self._last = instruction
        place, offset = self.points.generated(line, self._first)
        if place is None or offset > 1 or (offset and self.failed):
            self._away = self._away or place not in self._met
            return None
        if place in self._met and (offset or not self._away):
            return None
        if not self._met or self._away or not _within(place, self._met[0]):
            self._met.clear()
        self._met.append(place)
        self._away = False
        return place

    def enter_loop(self, place: Place, variable: Place, whole: Place) -> None:
        self.loops.append(Loop(place, variable, whole))

    def counts_as_read(self, name: str) -> bool:
        """Whether a read of a variable is one that is written in the script: generated code may look twice."""
        if self.place is None:
            return True
        done = self.reads.get(name, 0)
        self.reads[name] = done + 1
        return done < self.points.reads(self.place, name)


def _within(place: Place, other: Place) -> bool:
    return other[0] <= place[0] and place[1] <= other[1]


def block_of(names: Any, code_name: str) -> Tuple[Any, str]:
    """The block a generated function belongs to and which of its parts it is."""
    head, _, kind = code_name.rpartition("_")
    if not head.startswith("B"):
        return None, ""
    block = names.get(head) or names.get(head + "_block")
    if block is None:
        return None, ""
    return block, _KINDS.get(kind, kind)
