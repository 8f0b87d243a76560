"""Expressions: operators by precedence, casts, attributes, arrays."""

from typing import Any, List

from pssh.language.extent import Extent
from pssh.language.nodes import (
    ArrayLiteralAst,
    AttributeAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ErrorExpressionAst,
    TernaryExpressionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    VariableExpressionAst,
)
from pssh.language.parser_primary import PrimaryRules
from pssh.language.parser_state import MAX_DEPTH
from pssh.language.scanner import EXPRESSION, TooDeep
from pssh.language.tokens import PRECEDENCE, UNARY, Token, words

__all__ = ["ExpressionRules"]

# What cannot go on with an expression.
_ENDS_EXPRESSION = frozenset(
    words("RParen NewLine Semi RCurly EndOfInput Pipe Equals RBracket LCurly AndAnd OrOr")
)
_POSTFIX = {"PlusPlus": "PostfixPlusPlus", "MinusMinus": "PostfixMinusMinus"}


class ExpressionRules(PrimaryRules):
    """The rules of operators. Each returns None when no expression stands here."""

    def expression(self, ternary_ends: bool = False) -> Any:
        """A whole expression, with the ternary operator."""
        mode = self.mode
        if mode != EXPRESSION:
            self.set_mode(EXPRESSION)
        try:
            first = self.unary(ternary_ends)
            if first is None:
                return None
            token = self.ungot or self.peek()
            if token.kind in _ENDS_EXPRESSION:
                return first
            condition = self.binary(ternary_ends, first)
            token = self.ungot or self.peek()
            if token.kind != "QuestionMark":
                return condition
            self.ungot = None
            return self._ternary(condition, token)
        finally:
            if mode != EXPRESSION:
                self.set_mode(mode)

    def _ternary(self, condition: Any, question: Token) -> Any:
        self.enter(question.start)
        self.skip_newlines()
        if_true = self.expression(True)
        if if_true is None:
            if_true = self._missing_value(question)
        self.skip_newlines()
        colon = self.next_token()
        start = condition.extent.start
        if colon.kind != "Colon":
            self.ungot = colon
            parts = [condition]
            if type(if_true) is not ErrorExpressionAst:
                parts.append(if_true)
                self.report_incomplete(colon.start, colon.end, "MissingColonInTernaryExpression")
            self.leave()
            return ErrorExpressionAst(Extent(self.source, start, max(colon.start - 1, 0)), tuple(parts))
        self.skip_newlines()
        if_false = self.expression(True)
        if if_false is None:
            if_false = self._missing_value(colon)
        self.leave()
        extent = Extent(self.source, start, if_false.extent.end)
        return TernaryExpressionAst(extent, condition, if_true, if_false)

    def _missing_value(self, operator: Token) -> Any:
        end = operator.end
        self.report_incomplete(end, end, "ExpectedValueExpression", self.text_of(operator))
        return ErrorExpressionAst(Extent(self.source, end, end))

    def binary(self, ternary_ends: bool = False, first: Any = None) -> Any:
        """Operands and binary operators; a stack of operators keeps deep precedence out of Python's stack."""
        expr = self.array_literal(ternary_ends, first)
        if expr is None:
            return None
        token = self.ungot or self.peek()
        precedence = PRECEDENCE.get(token.kind)
        if precedence is None:
            if token.kind == "Parameter":
                return self._parameter_in_expression(token, expr)
            return expr
        self.ungot = None
        source = self.source
        operands: List[Any] = [expr]
        operators: List[Token] = [token]
        while True:
            self.skip_newlines()
            expr = self.array_literal(True)
            if expr is None:
                expr = self._missing_value(token)
            operands.append(expr)
            token = self.ungot or self.peek()
            following = PRECEDENCE.get(token.kind)
            if following is None:
                break
            self.ungot = None
            assert precedence is not None
            while following <= precedence:
                self._reduce(operands, operators, source)
                if not operators:
                    break
                precedence = PRECEDENCE[operators[-1].kind]
            operators.append(token)
            precedence = following
        while operators:
            self._reduce(operands, operators, source)
        if token.kind == "Parameter":
            return self._parameter_in_expression(token, operands[0])
        return operands[0]

    def _reduce(self, operands: List[Any], operators: List[Token], source: Any) -> None:
        right = operands.pop()
        left = operands[-1]
        operator = operators.pop()
        operands[-1] = BinaryExpressionAst(
            Extent(source, left.extent.start, right.extent.end),
            operator.kind,
            left,
            right,
            Extent(source, operator.start, operator.end),
        )

    def _parameter_in_expression(self, token: Token, expr: Any) -> Any:
        # Eaten, on the guess that it is an unfinished operator.
        self.report(token.start, token.end, "UnexpectedToken", self.text_of(token))
        self.ungot = None
        extent = Extent(self.source, token.start, token.end)
        parameter = CommandParameterAst(extent, token.value, None)
        return ErrorExpressionAst(Extent(self.source, expr.extent.start, token.end), (expr, parameter))

    def array_literal(self, ternary_ends: bool = False, first: Any = None) -> Any:
        """`a, b, c`; `first` is the first element if it has been read already."""
        if first is None:
            first = self.unary(ternary_ends)
        if first is None:
            return None
        comma = self.ungot or self.peek()
        if comma.kind != "Comma" or self.no_comma:
            return first
        values = [first]
        while comma.kind == "Comma":
            self.ungot = None
            self.skip_newlines()
            last = self.unary(True)
            if last is None:
                self.report_incomplete(
                    comma.end, comma.end, "MissingExpressionAfterToken", self.text_of(comma)
                )
                values.append(ErrorExpressionAst(Extent(self.source, comma.start, comma.end)))
                break
            values.append(last)
            comma = self.peek()
        extent = Extent(self.source, first.extent.start, values[-1].extent.end)
        return ArrayLiteralAst(extent, tuple(values))

    def unary(self, ternary_ends: bool = False) -> Any:
        """Prefix operators, casts and attributes, and `++` or `--` behind a primary expression."""
        expr = self._plain_operand() if self.ungot is None and self.saved is None else None
        if expr is None:
            token = self._operand_start(ternary_ends)
            kind = token.kind
            if kind in UNARY:
                if kind == "Comma" and self.no_comma:
                    return None
                self.enter(token.start)
                expr = self._prefixed(token)
                self.leave()
                if type(expr) is ErrorExpressionAst:
                    return expr
            elif kind == "LBracket":
                self.enter(token.start)
                expr = self._bracketed(token)
                self.leave()
                if expr is None or type(expr) is ErrorExpressionAst:
                    return expr
            else:
                expr = self.primary(True)
                if expr is None:
                    return None
        token = self.ungot or self.peek()
        postfix = _POSTFIX.get(token.kind)
        if postfix is not None:
            self.ungot = None
            extent = Extent(self.source, expr.extent.start, token.end)
            expr = UnaryExpressionAst(extent, postfix, expr)
            self.check("step", expr)
        return expr

    def _plain_operand(self) -> Any:
        """A variable or a whole number, read without making a token: most operands are one."""
        found = self.match_plain_operand(self.text, self.pos, self.limit)
        if found is None:
            return None
        kind = found.lastgroup
        start, end = found.span(kind)
        self.pos = end
        if kind == "number":
            return ConstantExpressionAst(Extent(self.source, start, end), ("System.Int32", int(found[kind])))
        variable = VariableExpressionAst(Extent(self.source, start - 1, end), found[kind], False)
        if end < self.limit and self.text[end] in ".[":
            access = self.member_access(True)
            if access is not None:
                return self.postfix(access, variable)
        return variable

    def _operand_start(self, ternary_ends: bool) -> Token:
        """The token an operand begins with; where one may stand, a sign belongs to the number behind it."""
        signed, ends = self.signed, self.ternary_ends
        self.signed, self.ternary_ends = True, ternary_ends
        token = self.ungot
        if token is not None and (token.kind == "Minus" or (ternary_ends and token.kind == "Generic")):
            self.resync(token.start)
        token = self.peek()
        self.signed, self.ternary_ends = signed, ends
        return token

    def _prefixed(self, token: Token) -> Any:
        self.ungot = None
        self.skip_newlines()
        child = self.unary(True)
        if child is None:
            self.report_incomplete(
                token.end, token.end, "MissingExpressionAfterOperator", self.text_of(token)
            )
            return ErrorExpressionAst(Extent(self.source, token.start, token.end))
        extent = Extent(self.source, token.start, child.extent.end)
        if token.kind == "Comma":
            return ArrayLiteralAst(extent, (child,))
        expr = UnaryExpressionAst(extent, token.kind, child)
        if token.kind == "PlusPlus" or token.kind == "MinusMinus":
            self.check("step", expr)
        return expr

    def _bracketed(self, token: Token) -> Any:
        """An expression that begins with `[`: a type, a cast, an attributed variable."""
        attributes = self.attribute_list(True)
        if not attributes:
            return None
        last = attributes[-1]
        source = self.source
        expr: Any = None
        if len(attributes) > MAX_DEPTH:
            raise TooDeep
        if type(last) is AttributeAst:
            self.skip_newlines()
            child = self.unary(True)
            if child is None:
                name = last.type_name.full_name
                self.report_incomplete(last.extent.start, last.extent.end, "UnexpectedAttribute", name)
                extent = Extent(source, token.start, last.extent.end)
                return ErrorExpressionAst(extent, tuple(attributes))
            extent = Extent(source, last.extent.start, child.extent.end)
            expr = AttributedExpressionAst(extent, last, child)
            self.check("attributed", expr)
        else:
            access = self.member_access(False)
            type_expr = TypeExpressionAst(last.extent, last.type_name)
            if access is not None:
                expr = self.postfix(access, type_expr)
            else:
                following = self.peek()
                if following.kind != "NewLine" and following.kind != "Comma":
                    child = self.unary(True)
                    if child is not None:
                        extent = Extent(source, last.extent.start, child.extent.end)
                        expr = ConvertExpressionAst(extent, last, child)
                        self.check("convert", expr)
            if expr is None:
                expr = type_expr
        for attribute in reversed(attributes[:-1]):
            extent = Extent(source, attribute.extent.start, expr.extent.end)
            if type(attribute) is AttributeAst:
                expr = AttributedExpressionAst(extent, attribute, expr)
                self.check("attributed", expr)
            else:
                expr = ConvertExpressionAst(extent, attribute, expr)
                self.check("convert", expr)
        return expr
