"""`switch`: its flags, its condition and its clauses."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    CommandExpressionAst,
    PipelineAst,
    StringConstantExpressionAst,
    SwitchStatementAst,
)
from pssh.language.parser_labelled import LabelledRules, label_name, labelled, present
from pssh.language.tokens import Token

__all__ = ["SwitchRules"]

_SWITCH_FLAGS = (
    ("regex", "Regex"), ("wildcard", "Wildcard"), ("exact", "Exact"), ("casesensitive", "CaseSensitive"),
    ("parallel", "Parallel"), ("file", "File"),
)  # fmt: skip


class SwitchRules(LabelledRules):
    """The rule of `switch`."""

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

    @labelled
    def _switch(self, token: Token, label: Optional[Token]) -> Any:
        start = (label or token).start
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
        node = SwitchStatementAst(extent, label_name(label), condition, tuple(flags), tuple(clauses), default)
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
