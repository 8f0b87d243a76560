"""The parser put together.

The rules are in `parser_*.py`, each file a class on top of the one below it: state, primary expressions,
expressions, types, commands, classes, definitions, loops, statements; the lexer is below them all. Error ids,
their places and the recovery follow PowerShell's own parser, so that an editor or a prompt sees the same
errors.
"""

import sys
from typing import Any

from pssh.language.extent import Extent
from pssh.language.nodes import NamedBlockAst, ScriptBlockAst
from pssh.language.parser_statements import StatementRules
from pssh.language.scanner import TooDeep

__all__ = ["Parser"]

_FRAMES = 9000


class Parser(StatementRules):
    """Parses one source."""

    def parse(self) -> Any:
        """The tree; errors are in `errors`."""
        if sys.getrecursionlimit() < _FRAMES:
            sys.setrecursionlimit(_FRAMES)  # only ever raised
        try:
            return self._parse()
        except (TooDeep, RecursionError):
            pos = min(self.pos, self.limit)
            self.report(pos, pos, "ScriptTooComplicated")
            extent = Extent(self.source, 0, len(self.source.text))
            return ScriptBlockAst(extent, None, None, None, NamedBlockAst(extent, "end", True, ()))

    def _parse(self) -> Any:
        tree = self.script_block(None)
        if self.requires:
            from pssh.language.requires import read_requirements

            tree = read_requirements(self, tree)
        if self.checks or tree.usings:
            from pssh.language.checks import run_checks

            run_checks(self, tree)
        return tree
