"""Pipelines: assignments, chains, commands with their arguments, redirections."""

from typing import Any, Dict, List, Optional

from pssh.language.extent import Extent
from pssh.language.nodes import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    CommandAst,
    CommandExpressionAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    FileRedirectionAst,
    MergingRedirectionAst,
    PipelineAst,
    PipelineChainAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)
from pssh.language.parser_types import TypeRules
from pssh.language.scanner import COMMAND, ENDS_WORD, EXPRESSION
from pssh.language.tokens import ASSIGNMENTS, Token, TokenFlags, kind_text, words

__all__ = ["CommandRules"]

STREAMS = ("All", "Output", "Error", "Warning", "Verbose", "Debug", "Information")
_STREAM_NAMES = (
    "* stream", "output stream", "error stream", "warning stream", "verbose stream", "debug stream",
    "information stream",
)  # fmt: skip
_NEVER_ARGUMENTS = frozenset(
    words(
        "Pipe RCurly RParen EndOfInput NewLine Semi Redirection RedirectInStd AndAnd OrOr Ampersand"
        " MinusMinus"
        " Comma"
    )
)
_EXPRESSION_ARGUMENTS = frozenset(
    words(
        "SplattedVariable Variable Number HereStringExpandable StringExpandable HereStringLiteral"
        " StringLiteral LParen"
        " DollarParen AtParen AtCurly LCurly"
    )
)
_ENDS_COMMAND = frozenset(words("Pipe RCurly RParen EndOfInput NewLine Semi AndAnd OrOr Ampersand"))
_ENDS_PIPELINE = frozenset(words("Semi NewLine RParen RCurly EndOfInput AndAnd OrOr Ampersand"))
_ENDS_STATEMENT = frozenset(words("Semi NewLine RParen RCurly"))
_VERBATIM = "--%"


def _in_stream_order(redirections: Dict[str, Any]) -> Any:
    if not redirections:
        return ()
    return tuple(redirections[stream] for stream in STREAMS if stream in redirections)


class CommandRules(TypeRules):
    """The rules of pipelines and commands."""

    def pipeline_chain(self) -> Any:
        """An assignment, or pipelines joined by `&&` and `||`; None if nothing stands here."""
        expr = None
        if not self.starts_with_word():
            mode = self.mode
            self.set_mode(EXPRESSION)
            assign: Optional[Token] = None
            try:
                expr = self.expression()
                if expr is not None:
                    # Looked at in expression mode, or `=0` would be one token.
                    token = self.ungot or self.peek()
                    if token.kind in ASSIGNMENTS:
                        self.ungot = None
                        assign = token
            finally:
                self.set_mode(mode)
            if assign is not None:
                return self._assignment(expr, assign)
            following = self.ungot
            if (
                expr is not None
                and following is not None
                and following.kind in _ENDS_STATEMENT
                and (following.kind != "NewLine" or not self.pipe_continues(following.end))
            ):
                # Most expressions are a pipeline of their own.
                return PipelineAst(expr.extent, (CommandExpressionAst(expr.extent, (), expr),))
        return self.chain(expr)

    def starts_with_word(self) -> bool:
        """Whether a bare word comes next, so that no expression can."""
        token = self.ungot
        if token is not None:
            if token.kind != "Generic" and token.kind != "Identifier":
                return False
            start = token.start
        else:
            start = self.pos
            if start < self.limit and self.text[start] in ENDS_WORD:
                start = self.pos = self.match_space(self.text, start, self.limit).end()
            if start >= self.limit:
                return False
        char = self.text[start]
        return char.isalpha() or char == "_"

    def _assignment(self, left: Any, operator: Token) -> Any:
        self.enter(operator.start)
        self.skip_newlines()
        right = self.statement()
        if right is None:
            end = operator.end
            self.report_incomplete(end, end, "ExpectedValueExpression", kind_text(operator.kind))
            right = ErrorStatementAst(Extent(self.source, end, end))
        self.leave()
        node = AssignmentStatementAst(
            Extent(self.source, left.extent.start, right.extent.end),
            left,
            operator.kind,
            right,
            Extent(self.source, operator.start, operator.end),
        )
        if type(left) is not VariableExpressionAst:
            self.check("assignment", node)
        return node

    def chain(self, expr: Any, word: bool = False) -> Any:
        """What stands behind `expr`, or from the start; `word` says that the name of a command stands here."""
        chain: Any = None
        operator: Optional[Token] = None
        while True:
            first: Optional[Token] = None
            if expr is not None:
                pipeline = self.pipeline(expr)
                expr = None
            else:
                if operator is not None:
                    first = self.peek()
                pipeline = self.pipeline(None, word)
                word = False
            if pipeline is None:
                if operator is None:
                    return None
                assert first is not None
                return self._empty_chain_element(chain, operator, first)
            token = self.ungot or self.peek()
            kind = token.kind
            if kind == "AndAnd" or kind == "OrOr":
                self.ungot = None
                self.skip_newlines()
            else:
                background = False
                if kind == "Ampersand":
                    self.ungot = None
                    token = self.peek()
                    if token.kind == "AndAnd" or token.kind == "OrOr":
                        self.ungot = None
                        self.report(token.start, token.end, "BackgroundOperatorInPipelineChain")
                        begin = (chain or pipeline).extent.start
                        return ErrorStatementAst(Extent(self.source, begin, token.end))
                    background = True
                if chain is None:
                    if background:
                        return PipelineAst(pipeline.extent, pipeline.elements, True)
                    return pipeline
                assert operator is not None
                return self._link(chain, pipeline, operator, background)
            chain = pipeline if chain is None else self._link(chain, pipeline, operator, False)
            operator = token
            if self.peek().kind == "EndOfInput":
                self.report_incomplete(token.end, token.end, "EmptyPipelineChainElement")
                return chain

    def _link(self, left: Any, right: Any, operator: Any, background: bool) -> Any:
        extent = Extent(self.source, left.extent.start, right.extent.end)
        return PipelineChainAst(extent, left, right, operator.kind, background)

    def _empty_chain_element(self, chain: Any, operator: Token, first: Token) -> Any:
        if first.kind == "EndOfInput":
            self.report_incomplete(operator.end, operator.end, "EmptyPipelineChainElement")
        elif first.kind not in ("Dot", "Ampersand"):
            self.report(operator.start, first.end, "EmptyPipelineChainElement")
        return ErrorStatementAst(Extent(self.source, chain.extent.start, operator.end), (chain,))

    def pipeline(self, expr: Any, word: bool = False) -> Any:
        """Commands and at most one expression joined by `|`; `expr` is the expression read already.

        `word` says that the name of a command stands here.
        """
        elements: List[Any] = []
        pipe: Optional[Token] = None
        source = self.source
        while True:
            if expr is None and not word and not self.starts_with_word():
                mode = self.mode
                self.set_mode(EXPRESSION)
                try:
                    expr = self.expression()
                finally:
                    self.set_mode(mode)
            if expr is not None:
                extent = expr.extent
                if elements:
                    self.report(extent.start, extent.end, "ExpressionsMustBeFirstInPipeline")
                element = self._expression_element(expr)
            else:
                element = self.command()
            word = False
            if element is not None:
                elements.append(element)
            elif elements or self.peek().kind == "Pipe":
                token = self.peek()
                start, end = (pipe.end, pipe.end) if pipe is not None else (token.start, token.end)
                self.report_incomplete(start, end, "EmptyPipeElement")
            expr = None
            token = self.ungot or self.peek()
            if token.kind == "NewLine" and self.pipe_continues(token.end):
                self.skip_newlines()
                token = self.peek()
            kind = token.kind
            if kind in _ENDS_PIPELINE:
                break
            if kind == "Pipe":
                pipe = token
                self.ungot = None
                self.skip_newlines()
                if self.peek().kind == "EndOfInput":
                    self.report_incomplete(token.end, token.end, "EmptyPipeElement")
                    break
            else:
                self.report(token.start, token.end, "UnexpectedToken", self.text_of(token))
                break
        if not elements:
            return None
        extent = elements[0].extent
        if len(elements) > 1:
            extent = Extent(source, extent.start, elements[-1].extent.end)
        return PipelineAst(extent, tuple(elements))

    def _expression_element(self, expr: Any) -> Any:
        token = self.ungot or self.peek()
        if token.kind != "Redirection" and token.kind != "RedirectInStd":
            return CommandExpressionAst(expr.extent, (), expr)
        redirections: Dict[str, Any] = {}
        end = expr.extent.end
        while token.kind == "Redirection" or token.kind == "RedirectInStd":
            self.ungot = None
            end = self.redirection(token, redirections)
            token = self.peek()
        extent = Extent(self.source, expr.extent.start, end)
        return CommandExpressionAst(extent, _in_stream_order(redirections), expr)

    def redirection(self, token: Token, redirections: Dict[str, Any]) -> int:
        """Read what belongs to a redirection operator; the offset behind it."""
        form, stream, target = token.value
        source = self.source
        if form == "merge":
            if target != 1 or stream == 1:
                self.report(token.start, token.end, "RedirectionNotSupported", self.text_of(token))
            extent = Extent(source, token.start, token.end)
            node: Any = MergingRedirectionAst(extent, STREAMS[stream], "Output")
        else:
            location = self.single_argument("file")
            if location is None:
                self.report(token.end, token.end, "MissingFileSpecification")
                location = ErrorExpressionAst(Extent(source, token.start, token.end))
            extent = Extent(source, token.start, location.extent.end)
            if form == "input":
                self.report(token.start, token.end, "RedirectionNotSupported", self.text_of(token))
                return int(extent.end)
            node = FileRedirectionAst(extent, STREAMS[stream], location, form == "append")
        if node.stream in redirections:
            self.report(extent.start, extent.end, "StreamAlreadyRedirected", _STREAM_NAMES[stream])
        else:
            redirections[node.stream] = node
        return int(extent.end)

    # --- commands ----------------------------------------------------------------------------------------

    def single_argument(self, context: str) -> Any:
        """One argument: a file's name, a switch condition ... None if none stands here."""
        kind = self.peek().kind
        if kind == "Comma" or kind == "EndOfInput":
            return None
        mode = self.mode
        self.set_mode(COMMAND)
        try:
            return self.argument(context, self.next_token())
        finally:
            self.set_mode(mode)

    def argument(self, context: str, token: Token) -> Any:
        """An argument that begins with `token`, with the arguments joined to it by commas.

        `context` is name, invoked (a name behind `&` or `.`), argument, file or condition.
        """
        source = self.source
        arguments: List[Any] = []
        comma: Optional[Token] = None
        while True:
            kind = token.kind
            verbatim = False
            if kind == "Generic":
                if self.saved is not None and (context == "name" or context == "invoked"):
                    token.mark(TokenFlags.CommandName)
                extent = Extent(source, token.start, token.end)
                if token.extra is not None and context != "name":
                    parts = self.string_parts(token)
                    node: Any = ExpandableStringExpressionAst(extent, token.value, "BareWord", parts)
                else:
                    node = StringConstantExpressionAst(extent, token.value, "BareWord")
                    verbatim = token.value == _VERBATIM
            elif kind in _EXPRESSION_ARGUMENTS:
                self.ungot = token
                node = self.primary(True)
            elif kind in _NEVER_ARGUMENTS:
                self.ungot = token
                if comma is None:
                    return None
                self.report_incomplete(comma.end, comma.end, "MissingExpression", ",")
                extent = Extent(source, arguments[0].extent.start, comma.end)
                return ErrorExpressionAst(extent, tuple(arguments))
            else:
                extent = Extent(source, token.start, token.end)
                node = StringConstantExpressionAst(extent, self.text_of(token), "BareWord")
                if self.saved is not None:
                    token.unmark(TokenFlags.Keyword)
                    if context == "name" or context == "invoked":
                        token.mark(TokenFlags.CommandName)
            if context != "argument" or verbatim:
                break
            token = self.ungot or self.peek()
            if token.kind != "Comma":
                break
            comma = token
            arguments.append(node)
            self.ungot = None
            self.skip_newlines()
            token = self.next_token()
        if arguments:
            arguments.append(node)
            for value in arguments:
                if type(value) is VariableExpressionAst and value.splatted:
                    self.listed_splats.add(id(value))
            extent = Extent(source, arguments[0].extent.start, node.extent.end)
            return ArrayLiteralAst(extent, tuple(arguments))
        return node

    def command(self) -> Any:
        """A command's name, arguments and redirections; None if no command stands here."""
        mode = self.mode
        if mode == COMMAND:
            return self._command()
        self.set_mode(COMMAND)
        try:
            return self._command()
        finally:
            self.set_mode(mode)

    def _command(self) -> Any:
        plain = self.saved is None
        elements: List[Any] = []
        invocation = ""
        word = self._plain_name() if plain and self.ungot is None else None
        if word is not None:
            elements.append(word)
            start = word.extent.start
            context = "argument"
            end = self._plain_arguments(elements, word.extent.end)
            token = self.next_token()
        else:
            context = "name"
            first = token = self.next_token()
            start, end = token.start, token.end
            if token.kind == "Dot" or token.kind == "Ampersand":
                invocation = "." if token.kind == "Dot" else "&"
                token = self.next_token()
                context = "invoked"
        redirections: Dict[str, Any] = {}
        dashes = False
        while True:
            kind = token.kind
            if kind in _ENDS_COMMAND:
                self.ungot = token
                break
            if kind == "Parameter":
                if context != "argument" or dashes:
                    token.mark(TokenFlags.CommandName)
                    node = self._bare(token, self.text_of(token))
                else:
                    node = self._parameter_element(token)
                elements.append(node)
                end = node.extent.end
            elif kind == "MinusMinus":
                end = token.end
                if dashes:
                    elements.append(self._bare(token, self.text_of(token)))
                else:
                    elements.append(CommandParameterAst(Extent(self.source, token.start, end), "-", None))
                dashes = True
                plain = False
            elif kind == "Comma":
                end = token.end
                self.report(token.start, end, "MissingArgument")
                self.skip_newlines()
            elif kind == "Redirection" or kind == "RedirectInStd":
                if context == "argument":
                    end = self.redirection(token, redirections)
                else:
                    elements.append(self._bare(token, self.text_of(token)))
                    end = token.end
            else:
                node = self.argument(context, token)
                elements.append(node)
                end = node.extent.end
                if type(node) is VariableExpressionAst and node.splatted:
                    self.allowed_splats.add(id(node))
                if kind == "Generic" and token.value == _VERBATIM:
                    verbatim = self.verbatim_argument()
                    if verbatim is not None:
                        elements.append(self._bare(verbatim, verbatim.value))
                        end = verbatim.end
                        break
            context = "argument"
            if plain and self.ungot is None:
                end = self._plain_arguments(elements, end)
            token = self.next_token()
        if not elements:
            if invocation:
                self.report(first.start, first.end, "MissingExpression", self.text_of(first))
            return None
        extent = Extent(self.source, start, end)
        return CommandAst(extent, _in_stream_order(redirections), tuple(elements), invocation)

    def _plain_name(self) -> Optional[StringConstantExpressionAst]:
        """The command's name where it is a plain word, read without a token; None where it is anything else."""
        found = self.match_plain_word(self.text, self.pos, self.limit)
        if found is None:
            return None
        start, end = found.span("word")
        self.pos = end
        return StringConstantExpressionAst(Extent(self.source, start, end), found["word"], "BareWord")

    def _bare(self, token: Token, text: str) -> StringConstantExpressionAst:
        """A token as an argument that is nothing but its text."""
        return StringConstantExpressionAst(Extent(self.source, token.start, token.end), text, "BareWord")

    def _plain_arguments(self, elements: List[Any], end: int) -> int:
        """Read the arguments next in line that need no tokens to be made; where the last one ends."""
        match, text, limit, source = self.match_plain_argument, self.text, self.limit, self.source
        found = match(text, self.pos, limit)
        while found is not None:
            kind = found.lastgroup
            start, end = found.span(kind)
            if kind == "word":
                elements.append(
                    StringConstantExpressionAst(Extent(source, start, end), found[kind], "BareWord")
                )
            elif kind == "parameter":
                elements.append(CommandParameterAst(Extent(source, start - 1, end), found[kind], None))
            elif kind == "variable":
                elements.append(VariableExpressionAst(Extent(source, start - 1, end), found[kind], False))
            else:
                value = ("System.Int32", int(found[kind]))
                elements.append(ConstantExpressionAst(Extent(source, start, end), value))
            self.pos = end
            found = match(text, end, limit)
        return end

    def _parameter_element(self, token: Token) -> Any:
        end = token.end
        argument: Any = None
        if token.extra and self.peek().kind != "Comma":
            argument = self.argument("argument", self.next_token())
            if argument is None:
                self.report(end, end, "ParameterRequiresArgument", self.text_of(token))
            else:
                end = argument.extent.end
        return CommandParameterAst(Extent(self.source, token.start, end), token.value, argument)
