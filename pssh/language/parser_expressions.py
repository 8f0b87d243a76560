"""Expressions: operators by precedence, casts, member access, literals, strings with expansions."""

from typing import Any, List, Optional

from pssh.language.extent import Extent
from pssh.language.lexer import COMMAND, EXPRESSION, Lexer
from pssh.language.nodes import (
    ArrayExpressionAst,
    ArrayLiteralAst,
    AttributeAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    StatementBlockAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    TernaryExpressionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)
from pssh.language.tokens import PRECEDENCE, UNARY, Token, TokenFlags

__all__ = ["ExpressionRules"]

_STRING_KINDS = {
    "StringExpandable": "DoubleQuoted",
    "StringLiteral": "SingleQuoted",
    "HereStringExpandable": "DoubleQuotedHereString",
    "HereStringLiteral": "SingleQuotedHereString",
}
_POSTFIX = {"PlusPlus": "PostfixPlusPlus", "MinusMinus": "PostfixMinusMinus"}


class ExpressionRules(Lexer):
    """The rules of expressions. Each returns None when no expression stands here."""

    no_comma = False  # a comma separates arguments here and builds no array

    def expression(self, ternary_ends: bool = False) -> Any:
        """A whole expression, with the ternary operator."""
        mode = self.mode
        self.set_mode(EXPRESSION)
        try:
            condition = self.binary(ternary_ends)
            if condition is None:
                return None
            token = self.peek()
            if token.kind != "QuestionMark":
                return condition
            self.ungot = None
            return self._ternary(condition, token)
        finally:
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
            return ErrorExpressionAst(
                Extent(self.source, start, max(colon.start - 1, 0)), tuple(parts)
            )
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

    def text_of(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def binary(self, ternary_ends: bool = False) -> Any:
        """Operands and binary operators; a stack of operators keeps deep precedence out of Python's stack."""
        expr = self.array_literal(ternary_ends)
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

    def array_literal(self, ternary_ends: bool = False) -> Any:
        """`a, b, c`."""
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
        signed, ends = self.signed, self.ternary_ends
        self.signed, self.ternary_ends = True, ternary_ends
        token = self.ungot
        if token is not None:
            if token.kind == "Minus" or (ternary_ends and token.kind == "Generic"):
                self.resync(token.start)
                token = self.peek()
        else:
            token = self.ungot = self.scan()
        self.signed, self.ternary_ends = signed, ends
        kind = token.kind
        if kind == "Variable":
            expr = self.primary(True)
        elif kind in UNARY:
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

    # --- primary expressions -----------------------------------------------------------------------------

    def primary(self, member_access: bool) -> Any:
        """A variable, literal or bracketed expression, and the members and indexes behind it."""
        token = self.ungot
        if token is None:
            token = self.scan()
        else:
            self.ungot = None
        kind = token.kind
        expr: Any
        if kind == "Variable" or kind == "SplattedVariable":
            expr = self.variable_expression(token, member_access)
        elif kind == "Number":
            expr = ConstantExpressionAst(Extent(self.source, token.start, token.end), token.value)
        elif kind in _STRING_KINDS:
            expr = self.string(token)
        else:
            rule = _PRIMARIES.get(kind)
            if rule is None:
                self.ungot = token
                return None
            self.enter(token.start)
            expr = rule(self, token)
            self.leave()
        if not member_access:
            return expr
        # A character that cannot continue the expression is the common case.
        if self.ungot is None and self.pos < self.limit and self.text[self.pos] in ".[:?<":
            access = self.member_access(True)
            if access is not None:
                return self.postfix(access, expr)
        return expr

    def variable_expression(self, token: Token, member_access: bool) -> Any:
        path = token.value
        extent = Extent(self.source, token.start, token.end)
        splatted = token.kind == "SplattedVariable"
        if ":" in path and path[:6].lower() == "using:" and len(path) > 6:
            child: Any = VariableExpressionAst(extent, path[6:], splatted)
            if member_access:
                access = self.member_access(True)
                if access is not None:
                    child = self.postfix(access, child)
            node = UsingExpressionAst(child.extent, child)
            self.check("using", node)
            return node
        variable = VariableExpressionAst(extent, path, splatted)
        if splatted:
            self.check("splat", variable)
        return variable

    def string(self, token: Token) -> Any:
        """A string token as an expression."""
        extent = Extent(self.source, token.start, token.end)
        kind = _STRING_KINDS.get(token.kind, "BareWord")
        if token.extra is None:
            return StringConstantExpressionAst(extent, token.value, kind)
        return ExpandableStringExpressionAst(extent, token.value, kind, self.string_parts(token))

    def string_parts(self, token: Token) -> Any:
        """The pieces of an expandable string: text joined, nested tokens parsed."""
        parts: List[Any] = []
        text = ""
        for piece in token.extra:
            if type(piece) is str:
                text += piece
                continue
            if text:
                parts.append(text)
                text = ""
            if piece.kind == "SubExpression":
                parts.append(self._nested(piece))
            elif piece.kind == "Variable":
                parts.append(self.variable_expression(piece, False))
        if text:
            parts.append(text)
        return tuple(parts)

    def _nested(self, piece: Token) -> Any:
        """Parse the text of a `$(...)` in a string."""
        state = (self.text, self.limit, self.pos, self.nested_base, self.saved, self.ungot, self.mode)
        errors = len(self.errors)
        self.ungot, self.nested_base, self.pos = None, piece.start, piece.start
        self.saved = None if self.saved is None else []
        skipped = piece.value
        if skipped:
            kept = []
            start = piece.start
            for offset in skipped:
                kept.append(self.text[start:offset])
                start = offset + 1
            # The prefix keeps the offsets in front of the first skipped character true.
            self.text = self.text[: piece.start] + "".join(kept) + self.text[start : piece.end]
            self.limit = len(self.text)
        else:
            self.limit = piece.end
        self.enter(piece.start)
        try:
            expr = self.primary(True)
        finally:
            self.leave()
            nested_tokens = self.saved
            self.text, self.limit, self.pos, self.nested_base, self.saved, self.ungot, mode = state
            self.mode = mode
        if nested_tokens is not None:
            piece.extra = [t for t in nested_tokens if t.kind != "EndOfInput"]
        if skipped:
            from pssh.language.skipped import shift_extents

            shift_extents(expr, self.errors[errors:], piece.extra or (), skipped)
        return expr

    # --- members and indexes -----------------------------------------------------------------------------

    def postfix(self, token: Optional[Token], expr: Any) -> Any:
        """The chain of `.member`, `::member`, `[index]` and calls behind `expr`."""
        while token is not None:
            self.skip_newlines()
            if token.kind == "LBracket" or token.kind == "QuestionLBracket":
                self.enter(token.start)
                expr = self._index(expr, token)
                self.leave()
            else:
                expr = self._member(expr, token)
            token = self.member_access(True)
        return expr

    def simple_name_token(self) -> Optional[Token]:
        """A bare identifier, whatever the mode; keywords too."""
        self.simple_name = True
        try:
            token = self.peek()
        finally:
            self.simple_name = False
        if token.kind != "Identifier":
            return None
        if self.saved is not None:
            token.mark(TokenFlags.MemberName)
        self.ungot = None
        return token

    def name_constant(self) -> Any:
        """A bare identifier as a string constant, or None."""
        token = self.simple_name_token()
        if token is None:
            return None
        text = self.text_of(token)
        return StringConstantExpressionAst(Extent(self.source, token.start, token.end), text, "BareWord")

    def _member_name(self) -> Any:
        name = self.name_constant()
        if name is not None:
            return name
        token = self.peek()
        if token.kind in UNARY or token.kind == "LBracket":
            return self.unary()
        return self.primary(False)

    def _member(self, target: Any, operator: Token) -> Any:
        member = self._member_name()
        static = operator.kind == "ColonColon"
        null_conditional = operator.kind == "QuestionDot"
        source = self.source
        if member is None:
            self.report_incomplete(operator.end, operator.end, "MissingPropertyName")
            member = self.single_argument("argument") or ErrorExpressionAst(
                Extent(source, target.extent.start, operator.end)
            )
        elif self.ungot is None:
            start = self.pos
            generic: Any = ()
            bracket = None
            if start < self.limit and self.text[start] == "[":
                generic, bracket = self.generic_arguments(start)
            paren = self.invoke_paren()
            if paren is not None:
                self.enter(paren.start)
                node = self._invocation(target, paren, static, null_conditional, member, generic or ())
                self.leave()
                return node
            if bracket is not None:
                self.resync(start)
        extent = Extent(source, target.extent.start, member.extent.end)
        return MemberExpressionAst(extent, target, member, static, null_conditional)

    def _invocation(
        self, target: Any, paren: Token, static: bool, null_conditional: bool, member: Any, generic: Any
    ) -> Any:
        if paren.kind == "LParen":
            arguments, end = self.call_arguments(paren)
        else:
            self.skip_newlines()
            argument = self.script_block_expression(paren)
            arguments, end = [argument], argument.extent.end
        extent = Extent(self.source, target.extent.start, end)
        return InvokeMemberExpressionAst(
            extent, target, member, static, null_conditional, tuple(arguments), tuple(generic)
        )

    def call_arguments(self, paren: Token) -> Any:
        """The arguments of a method call and the offset behind them; `(` is consumed."""
        arguments: List[Any] = []
        comma: Optional[Token] = None
        reported = False
        no_comma = self.no_comma
        self.no_comma = True
        try:
            while True:
                self.skip_newlines()
                argument = self.expression()
                if argument is None:
                    if comma is not None:
                        self.report_incomplete(comma.end, comma.end, "MissingExpressionAfterToken", ",")
                        reported = True
                    break
                arguments.append(argument)
                self.skip_newlines()
                comma = self.next_token()
                if comma.kind != "Comma":
                    self.ungot = comma
                    comma = None
                    break
            self.skip_newlines()
            closing = self.next_token()
            if closing.kind != "RParen":
                self.ungot = closing
                if not reported:
                    end = arguments[-1].extent.end if arguments else paren.end
                    self.report_incomplete(end, end, "MissingEndParenthesisInMethodCall")
                if comma is not None:
                    return arguments, comma.end
                return arguments, arguments[-1].extent.end if arguments else paren.end
        finally:
            self.no_comma = no_comma
        return arguments, closing.end

    def _index(self, target: Any, bracket: Token) -> Any:
        self.skip_newlines()
        no_comma = self.no_comma
        self.no_comma = False
        try:
            index = self.expression()
        finally:
            self.no_comma = no_comma
        source = self.source
        if index is None:
            self.report_incomplete(bracket.end, bracket.end, "MissingArrayIndexExpression")
            index = ErrorExpressionAst(Extent(source, bracket.start, bracket.end))
        self.skip_newlines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RBracket":
            self.ungot = closing
            end = index.extent.end
            if type(index) is not ErrorExpressionAst:
                self.report_incomplete(end, end, "MissingEndSquareBracket")
        extent = Extent(source, target.extent.start, end)
        return IndexExpressionAst(extent, target, index, bracket.kind == "QuestionLBracket")

    # --- brackets ----------------------------------------------------------------------------------------

    def _paren(self, paren: Token) -> Any:
        mode, no_comma = self.mode, self.no_comma
        self.set_mode(COMMAND)
        self.no_comma = False
        source = self.source
        try:
            self.skip_newlines()
            pipeline = self.pipeline_chain()
            if pipeline is None:
                self.report_incomplete(paren.end, paren.end, "ExpectedExpression")
                pipeline = ErrorStatementAst(Extent(source, paren.end, paren.end))
            self.skip_newlines()
            closing = self.next_token()
            end = closing.end
            if closing.kind != "RParen":
                self.ungot = closing
                end = pipeline.extent.end
                self.report_incomplete(end, end, "MissingEndParenthesisInExpression")
        finally:
            self.no_comma = no_comma
            self.set_mode(mode)
        return ParenExpressionAst(Extent(source, paren.start, end), pipeline)

    def _sub_expression_rule(self, first: Token) -> Any:
        mode, no_comma = self.mode, self.no_comma
        self.set_mode(COMMAND)
        self.no_comma = False
        statements: List[Any] = []
        traps: List[Any] = []
        source = self.source
        try:
            self.skip_newlines()
            span = self.statement_list(statements, traps)
            self.skip_newlines()
            closing = self.next_token()
            if closing.kind != "RParen":
                self.ungot = closing
                self.report_incomplete(closing.start, closing.end, "MissingEndParenthesisInSubexpression")
        finally:
            self.no_comma = no_comma
            self.set_mode(mode)
        end = closing.end if closing.kind == "RParen" else span[1] if span else first.end
        inner = Extent(source, *span) if span else Extent(source, first.end, first.end)
        block = StatementBlockAst(inner, tuple(statements), tuple(traps))
        node = SubExpressionAst if first.kind == "DollarParen" else ArrayExpressionAst
        return node(Extent(source, first.start, end), block)

    def script_block_expression(self, curly: Token) -> Any:
        """`{ ... }`; the curly bracket is consumed."""
        mode, no_comma, method = self.mode, self.no_comma, self.method
        self.set_mode(COMMAND)
        self.no_comma, self.method = False, None
        try:
            self.skip_newlines()
            block = self.script_block(curly)
        finally:
            self.no_comma, self.method = no_comma, method
            self.set_mode(mode)
        return ScriptBlockExpressionAst(block.extent, block)

    def _hashtable(self, opening: Token) -> Any:
        self.skip_newlines()
        pairs: List[Any] = []
        while True:
            pair = self._pair()
            if pair is None:
                break
            pairs.append(pair)
            token = self.peek()
            if token.kind != "NewLine" and token.kind != "Semi":
                break
            self.skip_newlines_and_semicolons()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RCurly":
            self.ungot = closing
            self.report_incomplete(opening.end, opening.end, "MissingEndCurlyBrace", detected=closing.end)
            end = max(closing.start - 1, 0)
        node = HashtableAst(Extent(self.source, opening.start, end), tuple(pairs))
        if len(pairs) > 1:
            self.check("hashtable", node)
        return node

    def _pair(self) -> Any:
        mode = self.mode
        self.set_mode(EXPRESSION)
        try:
            key = self.label_or_key()
            if key is None:
                return None
            equals = self.next_token()
        finally:
            self.set_mode(mode)
        source = self.source
        if equals.kind != "Equals":
            self.ungot = equals
            end = key.extent.end
            self.report(end, end, "MissingEqualsInHashLiteral")
            self.sync_on_error(False, "RCurly", "Semi", "NewLine")
            return key, ErrorStatementAst(Extent(source, end, end))
        try:
            self.set_mode(COMMAND)
            self.skip_newlines()
            statement = self.statement()
            if statement is None:
                end = equals.end
                self.report_incomplete(end, end, "MissingStatementInHashLiteral")
                statement = ErrorStatementAst(Extent(source, end, end))
        finally:
            self.set_mode(mode)
        return key, statement

    def label_or_key(self) -> Any:
        """A hashtable's key or the label behind `break` and `continue`."""
        name = self.name_constant()
        if name is not None:
            return name
        token = self.peek()
        if token.kind == "NewLine" or token.kind == "Semi":
            return None
        no_comma = self.no_comma
        self.no_comma = True
        try:
            return self.unary()
        finally:
            self.no_comma = no_comma


_PRIMARIES = {
    "LParen": ExpressionRules._paren,
    "AtParen": ExpressionRules._sub_expression_rule,
    "DollarParen": ExpressionRules._sub_expression_rule,
    "AtCurly": ExpressionRules._hashtable,
    "LCurly": ExpressionRules.script_block_expression,
}
