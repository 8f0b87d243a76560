"""Statements: loops, branches, try, trap, data, flow control."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    BlockStatementAst,
    BreakStatementAst,
    CatchClauseAst,
    CommandExpressionAst,
    ConfigurationDefinitionAst,
    ContinueStatementAst,
    DataStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorStatementAst,
    ExitStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    IfStatementAst,
    PipelineAst,
    ReturnStatementAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    TypeConstraintAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from pssh.language.parser_definitions import DefinitionRules
from pssh.language.tokens import NO_ATTRIBUTES, Token, kind_text

__all__ = ["StatementRules"]

_SWITCH_FLAGS = (
    ("regex", "Regex"), ("wildcard", "Wildcard"), ("exact", "Exact"), ("casesensitive", "CaseSensitive"),
    ("parallel", "Parallel"), ("file", "File"),
)  # fmt: skip
# What a statement may begin with without being a keyword, a label or an attribute.
_PLAIN_STARTS = frozenset("\"'(")


def _present(*nodes: Any) -> Tuple[Any, ...]:
    return tuple(node for node in nodes if node is not None)


class StatementRules(DefinitionRules):
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
        return StatementBlockAst(
            Extent(self.source, curly.start, end), tuple(statements), tuple(traps)
        )

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

    def error_statement(self, start: int, end: int, parts: Tuple[Any, ...] = ()) -> Any:
        return ErrorStatementAst(Extent(self.source, start, end), parts)

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
            pos = self.match_space(self.text, self.pos, self.limit).end()
            if pos < self.limit and self.text[pos] not in "eE#<`":
                return Token("Unknown", pos, pos)
        return self.peek()

    # --- switch ------------------------------------------------------------------------------------------

    def _switch(self, token: Token, label: Optional[Token] = None) -> Any:
        start = (label or token).start
        self.push_loop(label, True)
        try:
            return self._switch_body(token, label, start)
        finally:
            self.flow.pop()

    def _switch_flags(self, flags: List[str]) -> Tuple[Any, Optional[int], bool]:
        """The `-regex -file x` of a switch: (condition of -file, end of the last one, whether all is well)."""
        condition: Any = None
        end: Optional[int] = None
        good = True
        token = self.peek()
        while token.kind == "Parameter":
            self.ungot = None
            end = token.end
            word = token.value.lower()
            for name, flag in _SWITCH_FLAGS:
                if name.startswith(word):
                    if flag in ("Regex", "Wildcard", "Exact"):
                        flags[:] = [f for f in flags if f not in ("Regex", "Wildcard")]
                    if flag != "Exact" and flag not in flags:
                        flags.append(flag)
                    break
            else:
                flag = ""
                good = False
                self.report(token.start, token.end, "InvalidSwitchFlag", token.value)
            if flag == "File":
                self.skip_newlines()
                file = self.single_argument("file")
                if file is None:
                    good = False
                    self.switch_incomplete = self.report_incomplete(end, end, "MissingFilenameOption")
                else:
                    end = file.extent.end
                    element = CommandExpressionAst(file.extent, (), file)
                    condition = PipelineAst(file.extent, (element,))
            token = self.peek()
        return condition, end, good

    def _switch_body(self, token: Token, label: Optional[Token], start: int) -> Any:
        self.skip_newlines()
        flags: List[str] = []
        self.switch_incomplete = False
        condition, end_of_flags, good = self._switch_flags(flags)
        incomplete = self.switch_incomplete
        error_end = end_of_flags if end_of_flags is not None else (label or token).end
        paren = self.peek()
        if paren.kind == "LParen":
            error_end = paren.end
            self.ungot = None
            if "File" in flags:
                good = False
                self.report(paren.start, paren.end, "PipelineValueRequired")
            self.skip_newlines()
            condition = self.pipeline_chain()
            if condition is None:
                good = False
                incomplete = self.report_incomplete(paren.end, paren.end, "PipelineValueRequired")
            else:
                error_end = condition.extent.end
            self.skip_newlines()
            closing = self.next_token()
            if closing.kind != "RParen":
                self.ungot = closing
                if not incomplete:
                    good = False
                    incomplete = self.report_incomplete(
                        error_end, error_end, "MissingEndParenthesisInSwitchStatement"
                    )
            else:
                error_end = closing.end
        elif condition is None and "File" not in flags:
            good = False
            incomplete = self.report_incomplete(error_end, error_end, "PipelineValueRequired")
        self.skip_newlines()
        curly = self.next_token()
        clauses: List[Any] = []
        parts: List[Any] = []
        default: Any = None
        end = error_end
        if curly.kind != "LCurly":
            self.ungot = curly
            if not incomplete:
                good = False
                self.report_incomplete(error_end, error_end, "MissingCurlyBraceInSwitchStatement")
        else:
            fine, default, end = self._switch_clauses(curly, clauses, parts)
            good = good and fine
        if not good:
            return self.error_statement(start, end, _present(condition) + tuple(parts))
        extent = Extent(self.source, start, end)
        name = label.value if label is not None else None
        node = SwitchStatementAst(extent, name, condition, tuple(flags), tuple(clauses), default)
        if "Parallel" in flags:
            args = ("switch", "parallel")
            self.check_error(node, start, end, "KeywordParameterReservedForFutureUse", *args)
        return node

    def _switch_clauses(
        self, curly: Token, clauses: List[Any], parts: List[Any]
    ) -> Tuple[bool, Any, int]:
        good, incomplete = True, False
        default: Any = None
        error_end = curly.end
        self.skip_newlines()
        while True:
            token = self.peek()
            is_default = token.kind == "Default"
            if is_default:
                self.ungot = None
                extent = Extent(self.source, token.start, token.end)
                condition: Any = StringConstantExpressionAst(extent, self.text_of(token), "BareWord")
            else:
                condition = self.single_argument("condition")
                if condition is None:
                    self.report_incomplete(error_end, error_end, "MissingSwitchConditionExpression")
                    if self.peek().kind == "RCurly":
                        self.ungot = None
                    return False, default, error_end
            parts.append(condition)
            error_end = condition.extent.end
            body = self.statement_block()
            if body is None:
                good = False
                incomplete = self.report_incomplete(error_end, error_end, "MissingSwitchStatementClause")
            else:
                parts.append(body)
                error_end = body.extent.end
                if not is_default:
                    clauses.append((condition, body))
                else:
                    if default is not None:
                        good = False
                        extent = condition.extent
                        self.report(extent.start, extent.end, "MultipleSwitchDefaultClauses")
                    default = body
            self.skip_newlines_and_semicolons()
            token = self.peek()
            if token.kind == "RCurly":
                self.ungot = None
                return good, default, token.end if good else error_end
            if token.kind == "EndOfInput":
                if not incomplete:
                    self.report_incomplete(
                        curly.start, curly.end, "MissingEndCurlyBrace", detected=token.end
                    )
                return False, default, error_end

    # --- loops -------------------------------------------------------------------------------------------

    def _foreach(self, token: Token, label: Optional[Token] = None) -> Any:
        self.push_loop(label)
        try:
            return self._foreach_body(token, label)
        finally:
            self.flow.pop()

    def _foreach_flags(self) -> Tuple[bool, Any, Optional[int]]:
        parallel, limit = False, None
        error_end: Optional[int] = None
        token = self.peek()
        while token.kind == "Parameter":
            self.ungot = None
            word = token.value.lower()
            if "parallel".startswith(word):
                parallel = True
            elif "throttlelimit".startswith(word):
                self.skip_newlines()
                limit = self.single_argument("argument")
                if limit is None:
                    self.report_incomplete(token.end, token.end, "MissingThrottleLimit")
            else:
                error_end = token.end
                self.report(token.start, token.end, "InvalidForeachFlag", token.value)
            self.skip_newlines()
            token = self.peek()
        return parallel, limit, error_end

    def _foreach_body(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        self.skip_newlines()
        parallel, limit, error_end = self._foreach_flags()
        paren = self.next_token()
        if paren.kind != "LParen":
            self.ungot = paren
            end = keyword.end
            self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", "foreach")
            return self.error_statement(start, end)
        self.skip_newlines()
        token = self.next_token()
        if token.kind != "Variable" and token.kind != "SplattedVariable":
            self.ungot = token
            end = paren.end
            self.report_incomplete(end, end, "MissingVariableNameAfterForeach")
            return self.error_statement(start, end)
        extent = Extent(self.source, token.start, token.end)
        variable = VariableExpressionAst(extent, token.value, token.kind == "SplattedVariable")
        if variable.splatted:
            self.check("splat", variable)
        self.skip_newlines()
        pipeline: Any = None
        body: Any = None
        in_token = self.next_token()
        if in_token.kind != "In":
            self.ungot = in_token
            error_end = token.end
            self.report_incomplete(error_end, error_end, "MissingInInForeach")
        else:
            self.skip_newlines()
            pipeline = self.pipeline_chain()
            if pipeline is None:
                error_end = in_token.end
                self.report_incomplete(error_end, error_end, "MissingForeachExpression")
            else:
                self.skip_newlines()
                closing = self.next_token()
                if closing.kind != "RParen":
                    self.ungot = closing
                    error_end = pipeline.extent.end
                    self.report_incomplete(error_end, error_end, "MissingEndParenthesisAfterForeach")
                else:
                    body = self.statement_block()
                    if body is None:
                        error_end = closing.end
                        self.report_incomplete(error_end, error_end, "MissingForeachStatement")
        if error_end is not None:
            return self.error_statement(start, error_end, _present(variable, pipeline, body))
        extent = Extent(self.source, start, body.extent.end)
        name = label.value if label is not None else None
        node = ForEachStatementAst(extent, name, pipeline, variable, body, parallel, limit)
        self._check_foreach(node)
        return node

    def _check_foreach(self, node: Any) -> None:
        start, end = node.extent.start, node.extent.end
        reserved = "KeywordParameterReservedForFutureUse"
        if node.parallel:
            self.check_error(node, start, end, reserved, "foreach", "parallel")
        if node.throttle_limit is not None:
            self.check_error(node, start, end, reserved, "foreach", "throttlelimit")
            if not node.parallel:
                self.check_error(node, start, end, "ThrottleLimitRequiresParallelFlag")

    def _for(self, token: Token, label: Optional[Token] = None) -> Any:
        self.push_loop(label)
        try:
            return self._for_body(token, label)
        finally:
            self.flow.pop()

    def _for_body(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        self.skip_newlines()
        paren = self.next_token()
        if paren.kind != "LParen":
            self.ungot = paren
            end = keyword.end
            self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", "for")
            return self.error_statement(start, end)
        end = paren.end
        sections: List[Any] = []
        for index in range(3):
            self.skip_newlines()
            section = self.pipeline_chain()
            if section is not None:
                end = section.extent.end
            sections.append(section)
            if index < 2 and self.peek().kind == "Semi":
                end = self.next_token().end
        self.skip_newlines()
        closing = self.next_token()
        body: Any = None
        if closing.kind != "RParen":
            self.ungot = closing
            self.report_incomplete(end, end, "MissingEndParenthesisAfterStatement", "for")
        else:
            body = self.statement_block()
            if body is None:
                end = closing.end
                self.report_incomplete(end, end, "MissingLoopStatement", "for")
        if body is None:
            return self.error_statement(start, end, _present(*sections))
        extent = Extent(self.source, start, body.extent.end)
        name = label.value if label is not None else None
        initializer, condition, iterator = sections
        return ForStatementAst(extent, name, condition, initializer, iterator, body)

    def _while(self, token: Token, label: Optional[Token] = None) -> Any:
        self.push_loop(label)
        try:
            return self._while_body(token, label)
        finally:
            self.flow.pop()

    def _while_body(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        self.skip_newlines()
        paren = self.next_token()
        if paren.kind != "LParen":
            self.ungot = paren
            end = keyword.end
            name = self.text_of(keyword)
            self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", name)
            return self.error_statement(start, end)
        self.skip_newlines()
        condition = self.pipeline_chain()
        parts = _present(condition)
        if condition is None:
            end = paren.end
            self.report_incomplete(end, end, "MissingExpressionAfterKeyword", "while")
            condition = self.error_statement(end, end)
        self.skip_newlines()
        closing = self.next_token()
        if closing.kind != "RParen":
            self.ungot = closing
            end = condition.extent.end
            if type(condition) is not ErrorStatementAst:
                self.report_incomplete(end, end, "MissingEndParenthesisAfterStatement", "while")
            return self.error_statement(start, end, parts)
        body = self.statement_block()
        if body is None:
            end = closing.end
            self.report_incomplete(end, end, "MissingLoopStatement", "while")
            return self.error_statement(start, end, parts)
        extent = Extent(self.source, start, body.extent.end)
        return WhileStatementAst(extent, label.value if label is not None else None, condition, body)

    def _do(self, token: Token, label: Optional[Token] = None) -> Any:
        self.push_loop(label)
        try:
            return self._do_body(token, label)
        finally:
            self.flow.pop()

    def _do_body(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        body = self.statement_block()
        if body is None:
            end = keyword.end
            self.report_incomplete(end, end, "MissingLoopStatement", "do")
            return self.error_statement(start, end)
        self.skip_newlines()
        closing_word = self.next_token()
        if closing_word.kind != "While" and closing_word.kind != "Until":
            self.ungot = closing_word
            end = body.extent.end
            self.report_incomplete(end, end, "MissingWhileOrUntilInDoWhile")
            return self.error_statement(start, end, (body,))
        word = kind_text(closing_word.kind)
        self.skip_newlines()
        paren = self.next_token()
        if paren.kind != "LParen":
            self.ungot = paren
            end = closing_word.end
            self.report_incomplete(end, end, "MissingOpenParenthesisAfterKeyword", word)
            return self.error_statement(start, end, (body,))
        self.skip_newlines()
        condition = self.pipeline_chain()
        error_end: Optional[int] = None
        if condition is None:
            error_end = paren.end
            self.report_incomplete(error_end, error_end, "MissingExpressionAfterKeyword", word)
        self.skip_newlines()
        closing = self.next_token()
        if closing.kind != "RParen":
            self.ungot = closing
            if condition is not None:
                error_end = condition.extent.end
                self.report_incomplete(error_end, error_end, "MissingEndParenthesisAfterStatement", word)
        if error_end is not None:
            return self.error_statement(start, error_end, _present(body, condition))
        node = DoWhileStatementAst if closing_word.kind == "While" else DoUntilStatementAst
        extent = Extent(self.source, start, closing.end)
        return node(extent, label.value if label is not None else None, condition, body)

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
            return self.error_statement(token.start, end, _present(constraint))
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
        if name is None:
            text = self.text_of(name_token)
            self.report(name_token.end, name_token.end, "ParameterRequiresArgument", text)
            self.report_incomplete(name_token.start, name_token.end, "MissingConfigurationName")
            return self.error_statement(token.start, end)
        self.skip_newlines()
        curly = self.next_token()
        if curly.kind != "LCurly":
            self.ungot = curly
            self.report_incomplete(curly.end, curly.end, "MissingCurlyInConfigurationStatement")
            return self.error_statement(token.start, end)
        body = self.script_block_expression(curly)
        extent = Extent(self.source, token.start, body.extent.end)
        return ConfigurationDefinitionAst(extent, name, body)


_LOOPS = {
    "Switch": StatementRules._switch,
    "Foreach": StatementRules._foreach,
    "For": StatementRules._for,
    "While": StatementRules._while,
    "Do": StatementRules._do,
}
_STATEMENTS = {
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
