"""Loops and `switch`."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    CommandExpressionAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    PipelineAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from pssh.language.parser_definitions import DefinitionRules
from pssh.language.tokens import Token, kind_text

__all__ = ["LoopRules", "present"]

_SWITCH_FLAGS = (
    ("regex", "Regex"), ("wildcard", "Wildcard"), ("exact", "Exact"), ("casesensitive", "CaseSensitive"),
    ("parallel", "Parallel"), ("file", "File"),
)  # fmt: skip


def present(*nodes: Any) -> Tuple[Any, ...]:
    return tuple(node for node in nodes if node is not None)


class LoopRules(DefinitionRules):
    """The rules of statements that can have a label."""

    def error_statement(self, start: int, end: int, parts: Tuple[Any, ...] = ()) -> Any:
        return ErrorStatementAst(Extent(self.source, start, end), parts)

    # --- switch ------------------------------------------------------------------------------------------

    def _switch(self, token: Token, label: Optional[Token] = None) -> Any:
        start = (label or token).start
        self.push_loop(label, True)
        try:
            return self._switch_body(token, label, start)
        finally:
            self.flow.pop()

    def _switch_flags(self, flags: List[str]) -> Tuple[Any, Optional[int], bool]:
        """The `-regex -file x` of a switch: (condition of -file, end of the last, whether all is well)."""
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
            return self.error_statement(start, end, present(condition) + tuple(parts))
        extent = Extent(self.source, start, end)
        name = label.value if label is not None else None
        node = SwitchStatementAst(extent, name, condition, tuple(flags), tuple(clauses), default)
        if "Parallel" in flags:
            args = ("switch", "parallel")
            self.check_error(node, start, end, "KeywordParameterReservedForFutureUse", *args)
        return node

    def _switch_clauses(self, curly: Token, clauses: List[Any], parts: List[Any]) -> Tuple[bool, Any, int]:
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
                    self.report_incomplete(curly.start, curly.end, "MissingEndCurlyBrace", detected=token.end)
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
            return self.error_statement(start, error_end, present(variable, pipeline, body))
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
            return self.error_statement(start, end, present(*sections))
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
        parts = present(condition)
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
            return self.error_statement(start, error_end, present(body, condition))
        node = DoWhileStatementAst if closing_word.kind == "While" else DoUntilStatementAst
        extent = Extent(self.source, start, closing.end)
        return node(extent, label.value if label is not None else None, condition, body)
