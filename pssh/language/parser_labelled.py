"""What the statements that can have a label share."""

from typing import Any, Callable, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import ErrorStatementAst
from pssh.language.parser_definitions import DefinitionRules
from pssh.language.tokens import Token

__all__ = ["LabelledRules", "label_name", "labelled", "present"]

Rule = Callable[[Any, Token, Optional[Token]], Any]


def present(*nodes: Any) -> Tuple[Any, ...]:
    """Those of the nodes that are there."""
    return tuple(node for node in nodes if node is not None)


def label_name(label: Optional[Token]) -> Optional[str]:
    """The label's text without its colon."""
    return None if label is None else label.value


def labelled(rule: Rule) -> Callable[..., Any]:
    """The rule of a statement that `break` and `continue` inside it can mean, by its label too."""

    def parse(self: Any, token: Token, label: Optional[Token] = None) -> Any:
        self.push_loop(label, token.kind == "Switch")
        try:
            return rule(self, token, label)
        finally:
            self.flow.pop()

    return parse


class LabelledRules(DefinitionRules):
    """Helpers of the rules of loops and `switch`."""

    def error_statement(self, start: int, end: int, parts: Tuple[Any, ...] = ()) -> Any:
        return ErrorStatementAst(Extent(self.source, start, end), parts)

    def opening(self, end: int, keyword: str) -> Optional[Token]:
        """The `(` behind the keyword that ends at `end`; without one an error is told."""
        self.skip_newlines()
        token = self.next_token()
        if token.kind == "LParen":
            return token
        self.ungot = token
        self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", keyword)
        return None
