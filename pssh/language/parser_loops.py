"""The loops: `foreach`, `for`, `while`, `do`."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorStatementAst,
    ForEachStatementAst,
    ForStatementAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from pssh.language.parser_labelled import label_name, labelled, present
from pssh.language.parser_switch import SwitchRules
from pssh.language.tokens import Token, kind_text

__all__ = ["LoopRules"]


class LoopRules(SwitchRules):
    """The rules of the loops."""

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

    @labelled
    def _foreach(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        self.skip_newlines()
        parallel, limit, error_end = self._foreach_flags()
        paren = self.opening(keyword.end, "foreach")
        if paren is None:
            return self.error_statement(start, keyword.end)
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
        node = ForEachStatementAst(extent, label_name(label), pipeline, variable, body, parallel, limit)
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

    @labelled
    def _for(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        paren = self.opening(keyword.end, "for")
        if paren is None:
            return self.error_statement(start, keyword.end)
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
        initializer, condition, iterator = sections
        return ForStatementAst(extent, label_name(label), condition, initializer, iterator, body)

    @labelled
    def _while(self, keyword: Token, label: Optional[Token]) -> Any:
        start = (label or keyword).start
        paren = self.opening(keyword.end, self.text_of(keyword))
        if paren is None:
            return self.error_statement(start, keyword.end)
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
        return WhileStatementAst(extent, label_name(label), condition, body)

    @labelled
    def _do(self, keyword: Token, label: Optional[Token]) -> Any:
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
        paren = self.opening(closing_word.end, word)
        if paren is None:
            return self.error_statement(start, closing_word.end, (body,))
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
        return node(extent, label_name(label), condition, body)
