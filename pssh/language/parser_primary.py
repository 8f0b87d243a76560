"""Primary expressions: variables, literals, strings with expansions, brackets, members and indexes."""

from typing import Any, List, Optional

from pssh.language.extent import Extent
from pssh.language.nodes import (
    ArrayExpressionAst,
    ConstantExpressionAst,
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
    UsingExpressionAst,
    VariableExpressionAst,
)
from pssh.language.parser_state import ParserState
from pssh.language.scanner import COMMAND, EXPRESSION
from pssh.language.tokens import UNARY, Token, TokenFlags

__all__ = ["PrimaryRules"]

_STRING_KINDS = {
    "StringExpandable": "DoubleQuoted",
    "StringLiteral": "SingleQuoted",
    "HereStringExpandable": "DoubleQuotedHereString",
    "HereStringLiteral": "SingleQuotedHereString",
}


class PrimaryRules(ParserState):
    """The rules of what operators join."""

    def text_of(self, token: Token) -> str:
        return self.text[token.start : token.end]

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
        """A variable; `$using:x` takes the members behind it along where `member_access` is allowed."""
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
            bracket_at = self.match_space(self.text, start, self.limit).end()
            if bracket_at < self.limit and self.text[bracket_at] == "[":
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
    "LParen": PrimaryRules._paren,
    "AtParen": PrimaryRules._sub_expression_rule,
    "DollarParen": PrimaryRules._sub_expression_rule,
    "AtCurly": PrimaryRules._hashtable,
    "LCurly": PrimaryRules.script_block_expression,
}
