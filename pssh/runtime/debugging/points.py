"""Sequence points: the places of a script at which a debugger can stop, as PowerShell has them."""

from typing import Any, Dict, List, Optional, Set, Tuple

from pssh.language import nodes as n

__all__ = ["Points", "points_of"]

Place = Tuple[int, int]

_OWN = (n.AssignmentStatementAst, n.ThrowStatementAst, n.ExitStatementAst, n.BreakStatementAst,
        n.ContinueStatementAst)  # fmt: skip
_KINDS = ("dynamic_param", "begin", "process", "end", "clean")


class Points:
    """The points of one unit. `places` are start and end offsets in the order they
    are compiled in; `loops` maps the collection of
    a `foreach` to its variable and the whole loop; `braces` maps a block's start and kind to its braces."""

    def __init__(self, unit: Any) -> None:
        from pssh.language import parse

        self.unit = unit
        self.places: Dict[Place, bool] = {}
        self.loops: Dict[Place, Tuple[Place, Place]] = {}
        self.braces: Dict[Tuple[int, str], Tuple[Place, Place]] = {}
        self._variables: List[Tuple[int, str]] = []
        self._generated: Dict[int, Tuple[Optional[Place], int]] = {}
        found: List[Place] = []
        inner: Set[Place] = set()
        for node in parse(unit.source.text, unit.file).walk():
            self._note(node, found, inner)
        for place in found:
            if place not in inner:
                self.places[place] = True

    def _note(self, node: Any, found: List[Place], inner: Set[Place]) -> None:
        if isinstance(node, n.ForEachStatementAst):
            expression, variable = _place(node.condition), _place(node.variable)
            self.loops[expression] = (variable, _place(node))
            found.extend((expression, variable))
        elif isinstance(node, (n.PipelineAst, *_OWN)):
            found.append(_place(node))
            if isinstance(node, n.AssignmentStatementAst) and isinstance(node.right, n.PipelineAst):
                inner.add(_place(node.right))
        elif isinstance(node, n.ParenExpressionAst):
            inner.add(_place(node.pipeline))
        elif isinstance(node, n.ScriptBlockAst):
            self._block(node, found)
        elif isinstance(node, n.VariableExpressionAst):
            self._variables.append((node.extent.start, node.path.lower()))

    def _block(self, node: Any, found: List[Place]) -> None:
        text = self.unit.source.text
        start, end = _place(node)
        for kind in _KINDS:
            named = getattr(node, kind)
            if named is None:
                continue
            if not named.unnamed:
                at, stop = text.index("{", named.extent.start), named.extent.end
            elif text[start : start + 1] == "{":
                at, stop = start, end
            else:
                continue
            braces = ((at, at + 1), (stop - 1, stop))
            self.braces[(start, kind)] = braces
            found.extend(braces)

    def generated(self, line: int, first: int) -> Tuple[Optional[Place], int]:
        """The point a generated line of the function that begins at line `first` belongs to, and how far behind
        its mark it stands. None for lines before the first mark: they stand for nothing."""
        found = self._generated.get(line)
        if found is None:
            found = self._generated[line] = self._work_out(line, first)
        return found

    def _work_out(self, line: int, first: int) -> Tuple[Optional[Place], int]:
        positions = self.unit.positions
        at = 2 * (line - 1)
        mark = line
        while mark > first and positions[at - 2 : at] == positions[at : at + 2]:
            mark, at = mark - 1, at - 2
        if mark <= first:
            return None, 0
        start, end = positions[at], positions[at + 1]
        around = [place for place in self.places if place[0] <= start and end <= place[1]]
        return (min(around, key=lambda place: place[1] - place[0]) if around else None), line - mark

    def reads(self, place: Place, name: str) -> int:
        """How often a variable is mentioned in a place."""
        start, end = place
        return sum(1 for at, found in self._variables if start <= at < end and found == name)

    def at_line(self, line: int, column: int) -> Optional[Place]:
        """The point a line breakpoint means: the first that begins on the line, else one that covers it; a line
        without code stands for the next."""
        for wanted in range(line, line + 2 if column == 0 else line + 1):
            for place in self.places:
                if self._covers(place, wanted, column):
                    return place
        return None

    def _covers(self, place: Place, line: int, column: int) -> bool:
        extent = self.unit.extent(*place)
        first, last = extent.start_line, extent.end_line
        if first == line:
            return column == 0 or (
                column >= extent.start_column and (last != first or column < extent.end_column)
            )
        if not first < line <= last:
            return False
        return last != line or column < int(extent.end_column)


def _place(node: Any) -> Place:
    return node.extent.start, node.extent.end


_known: Dict[int, Points] = {}


def points_of(unit: Any) -> Points:
    """The points of a unit, worked out once."""
    found = _known.get(id(unit))
    if found is None or found.unit is not unit:
        found = _known[id(unit)] = Points(unit)
    return found
