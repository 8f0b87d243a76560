"""Statements: branches, try, trap, data, flow control."""

from typing import Any, Dict, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    BlockStatementAst,
    BreakStatementAst,
    CatchClauseAst,
    ContinueStatementAst,
    DataStatementAst,
    ErrorStatementAst,
    ExitStatementAst,
    IfStatementAst,
    ReturnStatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeConstraintAst,
)
from pssh.language.parser_labelled import present
from pssh.language.parser_loops import LoopRules
from pssh.language.tokens import KEYWORDS, NO_ATTRIBUTES, Token, kind_text

__all__ = ["StatementRules"]

# What a statement may begin with without being a keyword, a label or an attribute.
_PLAIN_STARTS = frozenset("\"'(")


_NO_CONFIGURATIONS = (
    "Unable to find DSC schema store at /etc/opt/omi/conf/dsc/configuration."
    " Please ensure PS DSC for Linux is installed."
)


def _is_configuration_name(name: str) -> bool:
    letters = name.replace("_", "a").replace(".", "a").replace("/", "a").replace("-", "a")
    return name.isascii() and name[:1].isalpha() and letters.isalnum()


class StatementRules(LoopRules):
    """The rules of statements."""

    def statement_block(self) -> Any:
        """`{ ... }` of a statement, or None."""
        self.skip_newlines()
        curly = self.next_token()
        if curly.kind != "LCurly":
            self.ungot = curly
            return None
        self.enter(curly.start)
        statements: List[Any] = []
        traps: List[Any] = []
        span = self.statement_list(statements, traps)
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RCurly":
            self.ungot = closing
            end = span[1] if span else curly.end
            self.report_incomplete(curly.start, curly.end, "MissingEndCurlyBrace", detected=closing.end)
        self.leave()
        return StatementBlockAst(Extent(self.source, curly.start, end), tuple(statements), tuple(traps))

    def statement_list(self, statements: List[Any], traps: List[Any]) -> Optional[Tuple[int, int]]:
        """Read statements into the lists; where they stand, or None if there are none."""
        self.skip_newlines_and_semicolons()
        start = end = -1
        while True:
            statement = self.statement()
            if statement is None:
                break
            extent = statement.extent
            if 0 <= self.signature_start < extent.start:
                self.report(extent.start, extent.end, "TokenAfterEndOfValidScriptText")
            (traps if type(statement) is TrapStatementAst else statements).append(statement)
            if start < 0:
                start = extent.start
            end = extent.end
            self.skip_newlines_and_semicolons()
            token = self.ungot
            if token is None:
                pos = self.pos
                if pos < self.limit and self.text[pos] in ")}":
                    break
            elif token.kind == "RParen" or token.kind == "RCurly":
                break
        return None if start < 0 else (start, end)

    def statement(self) -> Any:
        """One statement, or None."""
        token = self.ungot
        if token is None and self.saved is None:
            found = self.match_plain_word(self.text, self.pos, self.limit)
            if found is not None:
                word = found["word"]
                kind = KEYWORDS.get(word.lower())
                if kind is None:
                    return self.chain(None, True)
                self.pos = found.end()
                token = Token(kind, found.start("word"), self.pos, word)
        if token is None:
            pos = self.pos = self.match_space(self.text, self.pos, self.limit).end()
            if pos < self.limit:
                char = self.text[pos]
                if char in _PLAIN_STARTS or (
                    char == "$" and self.match_plain_variable(self.text, pos, self.limit)
                ):
                    return self.pipeline_chain()
            token = self.scan()
        self.ungot = None
        attributes: List[Any] = []
        restore = token.start
        if token.kind == "Generic" and self.text[token.start : token.start + 1] == "[":
            token, attributes = self._attributed(token)
        rule = _STATEMENTS.get(token.kind)
        if rule is not None:
            return rule(self, token)
        kind = token.kind
        if kind == "Class" or kind == "Enum":
            return self.type_definition(attributes, token)
        if kind == "Configuration":
            return self._configuration(token)
        if kind == "EndOfInput" and not attributes:
            self.ungot = token
            return None
        if kind in ("Else", "ElseIf", "Catch", "Until") and self.errors:
            # After an error the keyword is eaten, so that it does not pose as a command's name.
            self.skip_newlines()
            return self.statement()
        if attributes:
            self.resync(restore)
        else:
            self.ungot = token
        return self.pipeline_chain()

    def _attributed(self, token: Token) -> Tuple[Token, List[Any]]:
        """Attributes in front of a statement; they belong to it only if it is a definition."""
        restore = token.start
        checks = len(self.checks)
        self.resync(restore)
        attributes = self.attribute_list(False)
        token = self.next_token()
        if not attributes:
            return token, attributes
        if token.kind in NO_ATTRIBUTES:
            if any(type(attribute) is TypeConstraintAst for attribute in attributes):
                self.resync(restore)
                del self.checks[checks:]
                return self.next_token(), attributes
            extent = attributes[0].extent
            name = attributes[0].type_name.full_name
            self.report(extent.start, extent.end, "UnexpectedAttribute", name)
        elif token.kind in self.keyword_kinds:
            for attribute in attributes:
                if type(attribute) is TypeConstraintAst:
                    extent = attribute.extent
                    name = attribute.type_name.full_name
                    self.report(extent.start, extent.end, "TypeNotAllowedBeforeStatement", name)
                    break
        else:
            self.resync(restore)
            del self.checks[checks:]
            return self.next_token(), attributes
        return token, attributes

    def _labelled(self, token: Token) -> Any:
        self.skip_newlines()
        keyword = self.next_token()
        rule = _LOOPS.get(keyword.kind)
        if rule is None:
            self.resync(token.start)
            return self.pipeline_chain()
        return rule(self, keyword, token)

    # --- flow control ------------------------------------------------------------------------------------

    def _jump(self, token: Token) -> Any:
        label = self.label_or_key()
        end = label.extent.end if label is not None else token.end
        extent = Extent(self.source, token.start, end)
        node = (BreakStatementAst if token.kind == "Break" else ContinueStatementAst)(extent, label)
        if self.flow_matters:
            name: Optional[str] = ""
            if label is not None:
                name = label.value if type(label) is StringConstantExpressionAst else None
            self.check_jump(node, name)
        return node

    def _exit(self, token: Token) -> Any:
        pipeline = self.pipeline_chain()
        end = pipeline.extent.end if pipeline is not None else token.end
        extent = Extent(self.source, token.start, end)
        kind = token.kind
        if kind == "Throw":
            return ThrowStatementAst(extent, pipeline)
        if kind == "Exit":
            return ExitStatementAst(extent, pipeline)
        node = ReturnStatementAst(extent, pipeline)
        if self.flow_matters:
            self.check_jump(node, None)
        if self.method is not None:
            self.check_return(node)
        return node

    def _block(self, token: Token) -> Any:
        body = self.statement_block()
        if body is None:
            end = token.end
            self.report_incomplete(end, end, "MissingStatementAfterKeyword", self.text_of(token))
            return self.error_statement(token.start, end)
        extent = Extent(self.source, token.start, body.extent.end)
        node = BlockStatementAst(extent, self.text_of(token), body)
        if not self.workflow:
            self.check_error(node, token.start, token.end, "UnexpectedKeyword", self.text_of(token))
        return node

    def _reserved(self, token: Token) -> Any:
        self.report(token.start, token.end, "ReservedKeywordNotAllowed", kind_text(token.kind))
        return self.error_statement(token.start, token.end)

    # --- if ----------------------------------------------------------------------------------------------

    def _if(self, if_token: Token) -> Any:
        clauses: List[Any] = []
        parts: List[Any] = []
        otherwise: Any = None
        keyword = if_token
        source = self.source
        while True:
            self.skip_newlines()
            paren = self.next_token()
            if paren.kind != "LParen":
                self.ungot = paren
                end = keyword.end
                name = self.text_of(keyword)
                self.report_incomplete(end, end, "MissingOpenParenthesisInIfStatement", name)
                return self.error_statement(if_token.start, end, tuple(parts))
            self.skip_newlines()
            condition = self.pipeline_chain()
            if condition is None:
                end = paren.end
                self.report_incomplete(end, end, "IfStatementMissingCondition", self.text_of(keyword))
                condition = self.error_statement(end, end)
            else:
                parts.append(condition)
            self.skip_newlines()
            closing = self.next_token()
            if closing.kind != "RParen":
                self.ungot = closing
                if type(condition) is not ErrorStatementAst:
                    self.report_incomplete(
                        closing.start,
                        closing.end,
                        "MissingEndParenthesisAfterStatement",
                        self.text_of(keyword),
                    )
                return self.error_statement(if_token.start, max(closing.start - 1, 0), tuple(parts))
            body = self.statement_block()
            if body is None:
                name = self.text_of(keyword)
                self.report_incomplete(closing.start, closing.end, "MissingStatementBlock", name)
                return self.error_statement(if_token.start, closing.end, tuple(parts))
            parts.append(body)
            clauses.append((condition, body))
            restore = self.pos if self.ungot is None else self.ungot.start
            keyword = self._else_keyword()
            if keyword.kind == "ElseIf":
                self.ungot = None
                continue
            if keyword.kind == "Else":
                self.ungot = None
                otherwise = self.statement_block()
                if otherwise is None:
                    end = keyword.end
                    self.report_incomplete(end, end, "MissingStatementBlockAfterElse")
                    return self.error_statement(if_token.start, end, tuple(parts))
            else:
                # The line ends that were passed over may mean something to what follows.
                self.resync(restore)
            break
        end = (otherwise or body).extent.end
        return IfStatementAst(Extent(source, if_token.start, end), tuple(clauses), otherwise)

    def _else_keyword(self) -> Token:
        """The token behind an if's block and the line ends there; scanned only if it can be `else`."""
        self.skip_newlines()
        if self.ungot is None and self.saved is None:
            pos = self.pos
            if pos < self.limit and self.text[pos] not in "eE#<`":
                return Token("Unknown", pos, pos)
        return self.peek()

    # --- trap and try ------------------------------------------------------------------------------------

    def _trap(self, token: Token) -> Any:
        restore = self.restore_point()
        checks = len(self.checks)
        self.skip_newlines()
        constraint = self.attribute()
        if constraint is not None and type(constraint) is not TypeConstraintAst:
            # An attribute of what follows, and the trap has no body.
            self.resync(restore)
            del self.checks[checks:]
            constraint = None
        self.flow.append("block")
        try:
            body = self.statement_block()
        finally:
            self.flow.pop()
        if body is None:
            end = constraint.extent.end if constraint is not None else token.end
            self.report_incomplete(end, end, "MissingTrapStatement")
            return self.error_statement(token.start, end, present(constraint))
        return TrapStatementAst(Extent(self.source, token.start, body.extent.end), constraint, body)

    def _try(self, token: Token) -> Any:
        body = self.statement_block()
        if body is None:
            end = token.end
            self.report_incomplete(end, end, "MissingTryStatementBlock")
            return self.error_statement(token.start, end)
        catches: List[Any] = []
        stray: List[Any] = []
        error_end: Optional[int] = None
        while True:
            clause, error_end = self._catch(error_end, stray)
            if clause is None:
                break
            catches.append(clause)
        self.skip_newlines()
        keyword = self.peek()
        finally_block: Any = None
        if keyword.kind == "Finally":
            self.ungot = None
            self.flow.append("finally")
            matters, self.flow_matters = self.flow_matters, True
            try:
                finally_block = self.statement_block()
            finally:
                self.flow.pop()
                self.flow_matters = matters
            if finally_block is None:
                error_end = keyword.end
                self.report_incomplete(error_end, error_end, "MissingFinallyStatementBlock", "finally")
        if not catches and finally_block is None and error_end is None:
            error_end = body.extent.end
            self.report_incomplete(error_end, error_end, "MissingCatchOrFinally")
        if error_end is not None:
            parts = (body, *catches, *stray)
            return self.error_statement(token.start, error_end, parts)
        end = (finally_block or catches[-1]).extent.end
        extent = Extent(self.source, token.start, end)
        node = TryStatementAst(extent, body, tuple(catches), finally_block)
        if len(catches) > 1:
            self.check("try", node)
        return node

    def _catch(self, error_end: Optional[int], stray: List[Any]) -> Tuple[Any, Optional[int]]:
        self.skip_newlines()
        keyword = self.next_token()
        if keyword.kind != "Catch":
            self.ungot = keyword
            return None, error_end
        types: List[Any] = []
        comma: Optional[Token] = None
        missing_type = False
        while True:
            restore = self.restore_point()
            checks = len(self.checks)
            self.skip_newlines()
            constraint = self.attribute()
            if constraint is None:
                if comma is not None:
                    error_end = comma.end
                    missing_type = True
                    self.report_incomplete(error_end, error_end, "MissingTypeLiteralToken")
                break
            if type(constraint) is not TypeConstraintAst:
                self.resync(restore)
                del self.checks[checks:]
                break
            types.append(constraint)
            self.skip_newlines()
            comma = self.peek()
            if comma.kind != "Comma":
                break
            self.ungot = None
        handler = self.statement_block()
        if handler is None:
            if not missing_type:
                error_end = types[-1].extent.end if types else keyword.end
                self.report_incomplete(error_end, error_end, "MissingCatchHandlerBlock")
            stray.extend(types)
            return None, error_end
        extent = Extent(self.source, keyword.start, handler.extent.end)
        return CatchClauseAst(extent, tuple(types), handler), error_end

    # --- data and configuration --------------------------------------------------------------------------

    def _data(self, token: Token) -> Any:
        error_end: Optional[int] = None
        self.skip_newlines()
        name = self.name_constant()
        self.skip_newlines()
        parameter = self.peek()
        commands: List[Any] = []
        if parameter.kind == "Parameter":
            self.ungot = None
            if not "supportedcommand".startswith(parameter.value.lower()):
                error_end = parameter.end
                self.report(
                    parameter.start, error_end, "InvalidParameterForDataSectionStatement", parameter.value
                )
            error_end = self._data_commands(parameter, commands, error_end)
        body: Any = None
        if error_end is None:
            body = self.statement_block()
            if body is None:
                last = commands[-1] if commands else name
                error_end = last.extent.end if last is not None else token.end
                self.report_incomplete(error_end, error_end, "MissingStatementBlockForDataSection")
        if error_end is not None:
            return self.error_statement(token.start, error_end, tuple(commands))
        extent = Extent(self.source, token.start, body.extent.end)
        node = DataStatementAst(extent, name.value if name is not None else None, tuple(commands), body)
        self.check("data", node)
        return node

    def _data_commands(
        self, parameter: Token, commands: List[Any], error_end: Optional[int]
    ) -> Optional[int]:
        comma: Optional[Token] = None
        while True:
            self.skip_newlines()
            command = self.single_argument("name")
            if command is None:
                last = comma or parameter
                if error_end is None:
                    self.report_incomplete(
                        last.end, last.end, "MissingValueForSupportedCommandInDataSectionStatement"
                    )
                return last.end
            commands.append(command)
            comma = self.peek()
            if comma.kind != "Comma":
                return error_end
            self.ungot = None

    def _configuration(self, token: Token) -> Any:
        self.skip_newlines()
        name_token = self.next_token()
        end = token.end
        if name_token.kind == "LCurly":
            self.report(end, end, "MissingConfigurationName")
            self.script_block_expression(name_token)
            return None
        if name_token.kind in ("EndOfInput", "Comma"):
            self.ungot = name_token
            self.report_incomplete(name_token.end, name_token.end, "MissingConfigurationName")
            return None
        name = self.argument("argument", name_token)
        start, end = name_token.start, name_token.end
        if name is None:
            self.report(end, end, "ParameterRequiresArgument", self.text_of(name_token))
            self.report_incomplete(start, end, "MissingConfigurationName")
        elif type(name) is StringConstantExpressionAst and not _is_configuration_name(name.value):
            extent = name.extent
            self.report(extent.start, extent.end, "InvalidConfigurationName", name.value)
        self.skip_newlines()
        self.report(start, end, "ParserError", _NO_CONFIGURATIONS)
        self.resync(self.pos)  # a token that was looked at is lost, as in PowerShell
        return None


_LOOPS = {
    "Switch": StatementRules._switch,
    "Foreach": StatementRules._foreach,
    "For": StatementRules._for,
    "While": StatementRules._while,
    "Do": StatementRules._do,
}
_STATEMENTS: Dict[str, Any] = {
    **_LOOPS,
    "If": StatementRules._if,
    "Function": StatementRules.function_definition,
    "Filter": StatementRules.function_definition,
    "Workflow": StatementRules.function_definition,
    "Return": StatementRules._exit,
    "Throw": StatementRules._exit,
    "Exit": StatementRules._exit,
    "Break": StatementRules._jump,
    "Continue": StatementRules._jump,
    "Trap": StatementRules._trap,
    "Try": StatementRules._try,
    "Data": StatementRules._data,
    "Parallel": StatementRules._block,
    "Sequence": StatementRules._block,
    "From": StatementRules._reserved,
    "Define": StatementRules._reserved,
    "Var": StatementRules._reserved,
    "Label": StatementRules._labelled,
    "Using": StatementRules.late_using,
}
