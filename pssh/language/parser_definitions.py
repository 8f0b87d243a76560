"""Script blocks, parameters, functions, and `using`."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    AttributeAst,
    ErrorStatementAst,
    FunctionDefinitionAst,
    HashtableAst,
    NamedBlockAst,
    ParamBlockAst,
    ParameterAst,
    ScriptBlockAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    UsingStatementAst,
    VariableExpressionAst,
)
from pssh.language.parser_classes import ClassRules
from pssh.language.scanner import EXPRESSION
from pssh.language.tokens import BLOCK_NAMES, Token, TokenFlags, kind_text, words

__all__ = ["DefinitionRules"]

_NOT_FUNCTION_NAMES = frozenset(
    words(
        "Pipe LParen LCurly AtParen AtCurly RCurly RParen EndOfInput Semi Redirection RedirectInStd"
        " AndAnd OrOr"
        " Ampersand Variable SplattedVariable HereStringExpandable HereStringLiteral StringLiteral"
        " StringExpandable"
    )
)
_DIRECTIVES = {
    "Namespace": ("namespace", True, False),
    "Type": ("type", False, True),
    "Module": ("module", True, False),
    "Command": ("command", False, True),
    "Assembly": ("assembly", False, False),
}  # keyword: (kind, alias allowed, alias required)


class DefinitionRules(ClassRules):
    """The rules of script blocks and what is declared in them."""

    # --- script blocks -----------------------------------------------------------------------------------

    def script_block(self, curly: Optional[Token], scope: str = "block") -> Any:
        """A whole script (`curly` is None) or what is inside `{ }` of a function or script block."""
        self.flow.append(scope)
        outer = self.scope
        self.scopes += 1
        self.scope = self.scopes
        try:
            self.skip_newlines()
            usings = self._usings() if curly is None else ()
            restore, checks = self._script_start(), len(self.checks)
            parameters = self._param_block() if self._may_have_parameters(restore) else None
            if parameters is None:
                # Attributes that were read may belong to an expression: read them again.
                self.resync(restore)
                del self.checks[checks:]
            self.skip_newlines_and_semicolons()
            return self._body(curly, usings, parameters)
        finally:
            self.flow.pop()
            self.scope = outer

    def _script_start(self) -> int:
        if self.ungot is not None:
            return self.ungot.start
        return self.pos

    def _may_have_parameters(self, pos: int) -> bool:
        """A glance at the first character, which spares most script blocks the look for `param`."""
        if self.saved is not None:
            return True
        pos = self.match_space(self.text, pos, self.limit).end()
        return pos < self.limit and self.text[pos] in "pP[#<`\r\n"

    def _body(self, curly: Optional[Token], usings: Tuple[Any, ...], parameters: Any) -> Any:
        if self.peek().kind in BLOCK_NAMES:
            return self._named_blocks(curly, usings, parameters)
        statements: List[Any] = []
        traps: List[Any] = []
        source = self.source
        span: Optional[Tuple[int, int]] = None
        if parameters is not None:
            span = (parameters.extent.start, parameters.extent.end)
        while True:
            found = self.statement_list(statements, traps)
            if span is None:
                span = found
            elif found is not None:
                span = (span[0], found[1])
            done, start, end, span = self._complete_body(curly, span)
            if done:
                break
        where = Extent(source, *span) if span is not None else Extent(source, start, start)
        block = NamedBlockAst(where, "end", True, tuple(statements), tuple(traps))
        return ScriptBlockAst(
            Extent(source, start, end), parameters, None, None, block, None, None, (), usings
        )

    def _complete_body(
        self, curly: Optional[Token], span: Optional[Tuple[int, int]]
    ) -> Tuple[bool, int, int, Optional[Tuple[int, int]]]:
        """Take the closing bracket or the end of the text: (found, start, end, the body's span)."""
        token = self.next_token()
        if curly is None:
            if token.kind == "EndOfInput":
                return True, 0, self.limit, span
            # The token is eaten, to find errors further on.
            self.report(token.start, token.end, "UnexpectedToken", self.text_of(token))
            return False, 0, self.limit, span
        if token.kind == "RCurly":
            if span is None and curly.end != token.start:
                span = (curly.end, max(token.start - 1, curly.end))
            return True, curly.start, token.end, span
        self.ungot = token
        end = span[1] if span is not None else curly.end
        self.report_incomplete(curly.start, curly.end, "MissingEndCurlyBrace", detected=token.end)
        return True, curly.start, end, span

    def _named_blocks(self, curly: Optional[Token], usings: Tuple[Any, ...], parameters: Any) -> Any:
        blocks = {}
        source = self.source
        start: Optional[int] = None
        if curly is not None:
            start = curly.start
        elif parameters is not None:
            start = parameters.extent.start
        end = 0
        while True:
            token = self.next_token()
            kind = token.kind
            if kind == "RCurly" or kind == "EndOfInput":
                self.ungot = token
                _, start, end, _ = self._complete_body(curly, (start or 0, end))
                break
            if kind not in BLOCK_NAMES:
                if curly is not None:
                    self.ungot = token
                else:
                    start, end = 0, self.limit
                self.report(token.start, token.end, "MissingNamedBlocks", self.text_of(token))
                break
            if start is None:
                start = token.start
            end = token.end
            checks = len(self.checks)
            body = self.statement_block()
            if body is None:
                name = kind_text(kind)
                self.report_incomplete(end, end, "MissingNamedStatementBlock", name)
                body = StatementBlockAst(Extent(source, token.start, end), ())
            else:
                end = body.extent.end
            if kind in blocks:
                del self.checks[checks:]  # the second block is not in the tree
                self.report(token.start, end, "DuplicateScriptCommandClause", kind_text(kind))
            else:
                extent = Extent(source, token.start, end)
                blocks[kind] = NamedBlockAst(extent, kind_text(kind), False, body.statements, body.traps)
            self.skip_newlines_and_semicolons()
        return ScriptBlockAst(
            Extent(source, start or 0, end),
            parameters,
            blocks.get("Begin"),
            blocks.get("Process"),
            blocks.get("End"),
            blocks.get("Clean"),
            blocks.get("Dynamicparam"),
            (),
            usings,
        )

    # --- parameters --------------------------------------------------------------------------------------

    def _param_block(self) -> Any:
        self.skip_newlines()
        candidates = self.attribute_list(False)
        self.skip_newlines()
        keyword = self.peek()
        if keyword.kind != "Param":
            return None
        self.ungot = None
        self.skip_newlines()
        paren = self.next_token()
        if paren.kind != "LParen":
            self.ungot = paren
            return None  # a command named `param`
        parameters = self.parameter_list()
        self.skip_newlines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RParen":
            self.ungot = closing
            end = max(closing.start - 1, 0)
            last = parameters[-1].extent.end if parameters else paren.end
            self.report_incomplete(last, last, "MissingEndParenthesisInFunctionParameterList")
        attributes = []
        for candidate in candidates:
            if type(candidate) is AttributeAst:
                attributes.append(candidate)
            else:
                extent = candidate.extent
                name = candidate.type_name.full_name
                self.report(extent.start, extent.end, "TypeNotAllowedBeforeParam", name)
        extent = Extent(self.source, keyword.start, end)
        node = ParamBlockAst(extent, tuple(attributes), tuple(parameters))
        self.check("parameters", node)
        return node

    def parameter_list(self) -> List[Any]:
        """The parameters between parentheses."""
        parameters: List[Any] = []
        comma: Optional[Token] = None
        while True:
            parameter = self._parameter_declaration()
            if parameter is None:
                if comma is not None:
                    self.report_incomplete(comma.end, comma.end, "MissingExpressionAfterToken", ",")
                return parameters
            parameters.append(parameter)
            self.skip_newlines()
            comma = self.peek()
            if comma.kind != "Comma":
                return parameters
            self.ungot = None

    def _parameter_declaration(self) -> Any:
        mode, no_comma = self.mode, self.no_comma
        self.no_comma = True
        self.set_mode(EXPRESSION)
        source = self.source
        default: Any = None
        try:
            self.skip_newlines()
            attributes = self.attribute_list(False)
            self.skip_newlines()
            token = self.next_token()
            if token.kind != "Variable" and token.kind != "SplattedVariable":
                self.ungot = token
                if not attributes:
                    return None
                end = attributes[-1].extent.end
                self.report_incomplete(end, end, "InvalidFunctionParameter")
                self.sync_on_error(True, "RParen")
                extent = Extent(source, attributes[0].extent.start, end)
                variable = VariableExpressionAst(extent, "__error__")
                return ParameterAst(extent, variable, tuple(attributes), None)
            self.skip_newlines()
            equals = self.peek()
            if equals.kind == "Equals":
                self.ungot = None
                self.skip_newlines()
                default = self.expression()
                if default is None:
                    self.report_incomplete(equals.end, equals.end, "MissingExpressionAfterToken", "=")
        finally:
            self.no_comma = no_comma
            self.set_mode(mode)
        start = attributes[0].extent.start if attributes else token.start
        end = default.extent.end if default is not None else token.end
        extent = Extent(source, token.start, token.end)
        splatted = token.kind == "SplattedVariable"
        variable = VariableExpressionAst(extent, token.value, splatted)
        if splatted:
            self.check("splat", variable)
        return ParameterAst(Extent(source, start, end), variable, tuple(attributes), default)

    # --- functions ---------------------------------------------------------------------------------------

    def function_definition(self, keyword: Token) -> Any:
        """`function`, `filter` or `workflow`; the keyword is consumed."""
        self.skip_newlines()
        name = self.next_token()
        source = self.source
        if name.kind in _NOT_FUNCTION_NAMES:
            self.ungot = name
            end = keyword.end
            self.report_incomplete(end, end, "MissingNameAfterKeyword", self.text_of(keyword))
            return ErrorStatementAst(Extent(source, keyword.start, end))
        name.unmark(TokenFlags.Keyword)
        parameters, error_end, closing = self.function_parameters()
        curly, error_end = self.body_start(name if closing is None else closing, error_end)
        if error_end is not None:
            extent = Extent(source, keyword.start, error_end)
            return ErrorStatementAst(extent, tuple(parameters or ()))
        workflow, method = self.workflow, self.method
        self.workflow, self.method = keyword.kind == "Workflow", None
        self.enter(curly.start)
        try:
            body = self.script_block(curly, "function")
        finally:
            self.leave()
            self.workflow, self.method = workflow, method
        text = name.value if name.kind == "Generic" else self.text_of(name)
        node = FunctionDefinitionAst(
            Extent(source, keyword.start, body.extent.end),
            text,
            None if parameters is None else tuple(parameters),
            body,
            keyword.kind == "Filter",
            keyword.kind == "Workflow",
        )
        if parameters is not None or keyword.kind == "Workflow":
            self.check("function", node)
        return node

    def body_start(self, before: Token, error_end: Optional[int]) -> Tuple[Token, Optional[int]]:
        """The brace that opens a body; without one, where the error ends: behind `before` unless an error is there."""
        curly = self.next_token()
        if curly.kind != "LCurly":
            self.ungot = curly
            if error_end is None:
                error_end = before.end
                self.report_incomplete(error_end, error_end, "MissingFunctionBody")
        return curly, error_end

    def function_parameters(self) -> Tuple[Optional[List[Any]], Optional[int], Optional[Token]]:
        """`(...)` behind a function's name: (parameters, where the error ends, the token at `)`)."""
        self.skip_newlines()
        paren = self.peek()
        if paren.kind != "LParen":
            return None, None, None
        self.ungot = None
        parameters = self.parameter_list()
        self.skip_newlines()
        closing = self.next_token()
        error_end: Optional[int] = None
        if closing.kind != "RParen":
            self.ungot = closing
            error_end = parameters[-1].extent.end if parameters else paren.end
            self.report_incomplete(error_end, error_end, "MissingEndParenthesisInFunctionParameterList")
        self.skip_newlines()
        return parameters, error_end, closing

    # --- using -------------------------------------------------------------------------------------------

    def _usings(self) -> Tuple[Any, ...]:
        found: List[Any] = []
        while True:
            if self.ungot is None and self.saved is None:
                pos = self.pos = self.match_space(self.text, self.pos, self.limit).end()
                if pos < self.limit:
                    char = self.text[pos]
                    if char in "(\"'{" or (char.isalpha() and char not in "uU"):
                        return tuple(found)
                    if char == "$" and self.match_plain_variable(self.text, pos, self.limit):
                        return tuple(found)
            token = self.peek()
            if token.kind != "Using":
                self.resync(token.start)
                return tuple(found)
            self.ungot = None
            statement = self.using_statement(token)
            self.skip_newlines_and_semicolons()
            if type(statement) is UsingStatementAst:
                found.append(statement)

    def late_using(self, keyword: Token) -> Any:
        """A `using` behind other statements: an error, but read all the same."""
        statement = self.using_statement(keyword)
        extent = statement.extent
        self.report(extent.start, extent.end, "UsingMustBeAtStartOfScript")
        return statement

    def using_statement(self, keyword: Token) -> Any:
        """`using namespace X`, `using module X` ...; the keyword is consumed."""
        source = self.source
        directive = self.next_token()
        entry = _DIRECTIVES.get(directive.kind)
        if entry is None:
            self.ungot = directive
            self.report_incomplete(keyword.end, keyword.end, "MissingUsingStatementDirective")
            return ErrorStatementAst(Extent(source, keyword.start, keyword.end))
        kind, alias_allowed, alias_required = entry
        token = self.next_token()
        if token.kind in ("EndOfInput", "NewLine", "Comma", "Semi"):
            if token.kind == "EndOfInput":
                self.ungot = token
            self.report_incomplete(directive.end, directive.end, "MissingUsingItemName")
            return ErrorStatementAst(Extent(source, keyword.start, directive.end))
        item = self.argument("argument", token)
        if item is None:
            text = self.text_of(token)
            self.report(token.start, token.end, "InvalidValueForUsingItemName", text)
            self.sync_on_error(True, "Semi", "NewLine")
            return ErrorStatementAst(Extent(source, keyword.start, token.end))
        is_table = type(item) is HashtableAst
        if type(item) is not StringConstantExpressionAst and not (kind == "module" and is_table):
            extent = item.extent
            self.report(extent.start, extent.end, "InvalidValueForUsingItemName", extent.text)
            return ErrorStatementAst(Extent(source, keyword.start, extent.end))
        if kind == "assembly":
            self._check_assembly(item)
        if (alias_allowed or alias_required) and not is_table:
            equals = self.peek()
            if equals.kind == "Equals":
                self.ungot = None
                return self._using_alias(keyword, kind, item, equals)
            if alias_required:
                self.report_incomplete(token.end, token.end, "MissingEqualsInUsingAlias")
                extent = Extent(source, keyword.start, item.extent.end)
                return ErrorStatementAst(extent, (item,))
        self._require_terminator()
        extent = Extent(source, keyword.start, item.extent.end)
        if is_table:
            return UsingStatementAst(extent, kind, "", None, item)
        node = UsingStatementAst(extent, kind, item.value)
        self.check("using_statement", (node, item.extent))
        return node

    def _check_assembly(self, name: Any) -> None:
        import os

        extent = name.extent
        scheme, colon, rest = name.value.partition(":")
        if name.value.startswith("\\\\"):
            self.report(extent.start, extent.end, "CannotLoadAssemblyFromUncPath", name.value)
        elif colon and len(scheme) > 1 and scheme.isalnum():
            if scheme.lower() != "file":
                self.report(extent.start, extent.end, "CannotLoadAssemblyWithUriSchema", scheme.lower())
        elif not name.value.startswith("/") and not (colon and rest[:1] in ("\\", "/")):
            folder = os.path.dirname(self.source.file) if self.source.file else os.getcwd()
            if not os.path.isfile(os.path.join(folder, name.value)):
                self.report(extent.start, extent.end, "ErrorLoadingAssembly", name.value)

    def _using_alias(self, keyword: Token, kind: str, item: Any, equals: Token) -> Any:
        source = self.source
        token = self.next_token()
        if token.kind in ("EndOfInput", "NewLine", "Semi"):
            self.ungot = token
            self.report_incomplete(equals.end, equals.end, "MissingNamespaceAlias")
            return ErrorStatementAst(Extent(source, keyword.start, equals.end))
        if token.kind == "Comma":
            self.report(token.start, token.end, "UnexpectedUnaryOperator", self.text_of(token))
            return ErrorStatementAst(Extent(source, keyword.start, token.end))
        alias = self.argument("argument", token)
        table: Any = None
        if kind == "module" and type(alias) is HashtableAst:
            table = alias
        elif type(alias) is not StringConstantExpressionAst:
            extent = alias.extent if alias is not None else Extent(source, token.start, token.end)
            self.report(extent.start, extent.end, "InvalidValueForUsingItemName", extent.text)
            extent = Extent(source, keyword.start, extent.end)
            return ErrorStatementAst(extent, tuple(n for n in (item, alias) if n is not None))
        self._require_terminator()
        extent = Extent(source, keyword.start, token.end)
        if table is not None:
            node = UsingStatementAst(extent, kind, "", item.value, table)
        else:
            node = UsingStatementAst(extent, kind, alias.value, item.value)
        self.check("using_statement", (node, item.extent))
        return node

    def _require_terminator(self) -> None:
        token = self.peek()
        if token.kind == "NewLine" or token.kind == "Semi":
            self.ungot = None
        elif token.kind != "EndOfInput":
            self.report_incomplete(token.start, token.end, "MissingStatementTerminator")
