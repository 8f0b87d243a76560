"""What the rules share: nesting, the checks to make later, what surrounds a statement, error recovery."""

from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Set, Tuple

from pssh.language import patterns
from pssh.language.extent import Source
from pssh.language.lexer_places import PlaceScanner
from pssh.language.scanner import TooDeep
from pssh.language.tokens import Token

__all__ = ["ParserState"]

# How many constructs may be nested. Each takes about twelve Python frames.
MAX_DEPTH = 400


class ParserState(PlaceScanner):
    """The parser's own state, on top of the lexer's."""

    no_comma = False  # a comma separates arguments here and builds no array

    def __init__(self, source: Source, save_tokens: bool = False) -> None:
        super().__init__(source, save_tokens)
        self.depth = 0
        self.match_plain_variable = patterns.PLAIN_VARIABLE.match
        self.match_plain_word = patterns.PLAIN_WORD.match
        self.match_plain_argument = patterns.PLAIN_ARGUMENT.match
        self.match_plain_operand = patterns.PLAIN_OPERAND.match
        # Semantic checks to make once the whole text is known: (start, -end, number, name, node or error).
        self.checks: List[Tuple[int, int, int, str, Any]] = []
        # What surrounds the statement being read: block, function, method, finally, a loop's (label, is
        # switch).
        self.flow: List[Any] = []
        self.flow_matters = False
        self.method: Optional[bool] = None  # inside a class's method: whether it returns nothing
        self.workflow = False
        self.scope = 0  # the script block that is being read, by number
        self.scopes = 0
        self.type_scopes: Dict[int, int] = {}  # where each type definition stands, by its identity
        # Answers for the session's own types; None: types are not looked up.
        self.type_exists: Optional[Callable[[str], bool]] = None
        self.member_static = False
        self.switch_incomplete = False
        self.allowed_splats: Set[int] = set()
        self.listed_splats: Set[int] = set()

    if TYPE_CHECKING:
        # Rules that rules below them call.
        def statement(self) -> Any: ...
        def statement_block(self) -> Any: ...
        def statement_list(self, statements: List[Any], traps: List[Any]) -> Optional[Tuple[int, int]]: ...
        def pipeline_chain(self) -> Any: ...
        def script_block(self, curly: Optional[Token], scope: str = "block") -> Any: ...
        def expression(self, ternary_ends: bool = False) -> Any: ...
        def unary(self, ternary_ends: bool = False) -> Any: ...
        def attribute_list(self, in_expression: bool) -> List[Any]: ...
        def generic_arguments(self, start: int) -> Tuple[Any, Optional[Token]]: ...
        def single_argument(self, context: str) -> Any: ...
        def body_start(self, before: Token, error_end: Optional[int]) -> Tuple[Token, Optional[int]]: ...
        def function_parameters(self) -> Tuple[Optional[List[Any]], Optional[int], Optional[Token]]: ...

    def enter(self, start: int) -> None:
        """Count a level of nesting."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.pos = start
            raise TooDeep

    def leave(self) -> None:
        self.depth -= 1

    # --- remembering what to check -----------------------------------------------------------------------

    def check(self, name: str, node: Any) -> None:
        """Have `node` checked by the rule `name` when the text is read."""
        extent = (node[0] if type(node) is tuple else node).extent
        self.checks.append((extent.start, -extent.end, len(self.checks), name, node))

    def check_error(self, node: Any, start: int, end: int, error_id: str, *args: str) -> None:
        """Report an error among the semantic ones, in the place of `node`."""
        extent = node.extent
        payload = (start, end, error_id, args)
        self.checks.append((extent.start, -extent.end, len(self.checks), "error", payload))

    def push_loop(self, label: Optional[Token], is_switch: bool = False) -> None:
        self.flow.append(("" if label is None else label.value.lower(), is_switch))

    def check_jump(self, node: Any, label: Optional[str]) -> None:
        """`break`, `continue` and `return` may not leave a finally block; a method's labels must exist.

        `label` is '' for the nearest loop, None if it is not known before the script runs.
        """
        extent = node.extent
        for entry in reversed(self.flow):
            if type(entry) is tuple:
                if label is not None and (not label or label.lower() == entry[0]):
                    break
            elif entry == "finally":
                self.check_error(node, extent.start, extent.end, "ControlLeavingFinally")
                break
            else:
                break
        if label:
            for entry in reversed(self.flow):
                if type(entry) is tuple:
                    if not entry[1] and label.lower() == entry[0]:
                        return
                elif entry == "function":
                    return
                elif entry == "method":
                    self.check_error(node, extent.start, extent.end, "LabelNotFound", label)
                    return

    def check_return(self, node: Any) -> None:
        """A `return` in a method must have a value, in a void one none."""
        extent = node.extent
        if node.pipeline is not None and self.method:
            self.check_error(node, extent.start, extent.end, "VoidMethodHasReturn")
        elif node.pipeline is None and not self.method:
            self.check_error(node, extent.start, extent.end, "NonVoidMethodMissingReturnValue")

    # --- recovery ----------------------------------------------------------------------------------------

    def sync_on_error(self, consume: bool, *kinds: str) -> None:
        """Skip tokens up to one of `kinds` outside brackets that opened meanwhile."""
        depth = {"RParen": int("RParen" in kinds), "RCurly": int("RCurly" in kinds)}
        depth["RBracket"] = int("RBracket" in kinds)
        while True:
            token = self.next_token()
            kind = token.kind
            closing = _OPENING.get(kind)
            if closing is not None:
                depth[closing] += 1
            elif kind in depth:
                depth[kind] -= 1
                if depth[kind] == 0 and kind in kinds:
                    if not consume:
                        self.ungot = token
                    return
            elif kind == "EndOfInput":
                self.ungot = token
                return
            if kind in kinds and not any(depth.values()):
                return


_OPENING = {"LParen": "RParen", "LCurly": "RCurly", "LBracket": "RBracket"}
