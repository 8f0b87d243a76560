"""Types and attributes: everything in `[ ]` that is not an index."""

from typing import Any, List, Optional, Set, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    AttributeAst,
    ConstantExpressionAst,
    ErrorExpressionAst,
    NamedAttributeArgumentAst,
    TypeConstraintAst,
    TypeName,
)
from pssh.language.parser_expressions import ExpressionRules
from pssh.language.scanner import EXPRESSION, TYPE_NAME
from pssh.language.tokens import Token, TokenFlags

__all__ = ["TypeRules"]

_ERROR_TYPE = ":ErrorTypeName:"


class TypeRules(ExpressionRules):
    """The rules of attributes and type names."""

    def attribute_list(self, in_expression: bool) -> List[Any]:
        """The attributes and types that stand here, possibly none."""
        attributes: List[Any] = []
        attribute = self.attribute()
        while attribute is not None:
            attributes.append(attribute)
            if not in_expression or type(attribute) is AttributeAst:
                self.skip_newlines()
            attribute = self.attribute()
        return attributes

    def attribute(self) -> Any:
        """One `[type]` or `[attribute(...)]`."""
        bracket = self.left_bracket()
        if bracket is None:
            return None
        self.skip_newlines()
        found = self.type_name(True)
        if found is None:
            self.resync(bracket.start)
            self.report_incomplete(bracket.end, bracket.end, "MissingTypename")
            return None
        name, first = found
        source = self.source
        following = self.next_token()
        if following.kind == "LParen":
            return self._attribute_with_arguments(bracket, following, name, first)
        end = following.end
        if following.kind != "RBracket":
            self.ungot = following
            end = name.extent.end
            before = max(following.start - 1, 0)
            self.report(before, before, "EndSquareBracketExpectedAtEndOfAttribute")
        return TypeConstraintAst(Extent(source, bracket.start, end), name)

    def _attribute_with_arguments(self, bracket: Token, paren: Token, name: TypeName, first: Token) -> Any:
        self.skip_newlines()
        positional: List[Any] = []
        named: List[Any] = []
        mode = self.mode
        try:
            self.set_mode(EXPRESSION)
            end = self._attribute_arguments(positional, named, paren.end)
        finally:
            self.set_mode(mode)
        self.skip_newlines()
        closing = self.next_token()
        closed = closing.kind == "RParen"
        if closed:
            end = closing.end
        else:
            self.ungot = closing
            self.report_incomplete(end, end, "MissingEndParenthesisInExpression")
        self.skip_newlines()
        last = self.next_token()
        if last.kind == "RBracket":
            end = last.end
        else:
            self.ungot = last
            if closed:
                self.report_incomplete(closing.end, closing.end, "EndSquareBracketExpectedAtEndOfAttribute")
        first.mark(TokenFlags.AttributeName)
        node = AttributeAst(Extent(self.source, bracket.start, end), name, tuple(positional), tuple(named))
        self.check("attribute", node)
        return node

    def _attribute_arguments(self, positional: List[Any], named: List[Any], end: int) -> int:
        """Read the arguments; the offset behind the last one."""
        seen: Set[str] = set()
        source = self.source
        comma: Optional[Token] = None
        no_comma = self.no_comma
        self.no_comma = True
        try:
            while True:
                self.skip_newlines()
                name = self.name_constant()
                if name is not None:
                    argument, end, omitted = self._named_argument(name, end)
                    if name.value in seen:
                        extent = name.extent
                        self.report(extent.start, extent.end, "DuplicateNamedArgument", name.value)
                    else:
                        extent = Extent(source, name.extent.start, argument.extent.end)
                        named.append(NamedAttributeArgumentAst(extent, name.value, argument, omitted))
                else:
                    argument = self.expression()
                    if argument is None and comma is not None:
                        end = comma.end
                        self.report_incomplete(end, end, "MissingExpressionAfterToken", ",")
                        argument = ErrorExpressionAst(Extent(source, end, end))
                    if argument is not None:
                        positional.append(argument)
                        end = argument.extent.end
                self.skip_newlines()
                comma = self.peek()
                if comma.kind != "Comma":
                    return end
                end = comma.end
                self.ungot = None
        finally:
            self.no_comma = no_comma

    def _named_argument(self, name: Any, end: int) -> Tuple[Any, int, bool]:
        token = self.peek()
        if token.kind != "Equals":
            # `[Parameter(Mandatory)]`: true, and remembered as left out.
            return ConstantExpressionAst(name.extent, ("System.Boolean", True)), end, True
        self.ungot = None
        self.skip_newlines()
        argument = self.expression()
        if argument is None:
            self.report_incomplete(token.end, token.end, "MissingExpressionInNamedArgument")
            argument = ErrorExpressionAst(Extent(self.source, token.end, token.end))
            self.sync_on_error(True, "Comma", "RParen", "RBracket", "NewLine")
        return argument, argument.extent.end, False

    # --- type names --------------------------------------------------------------------------------------

    def type_name(self, allow_assembly: bool) -> Optional[Tuple[TypeName, Token]]:
        """A type's name with its generic arguments and ranks, and its first token."""
        mode = self.mode
        try:
            self.set_mode(TYPE_NAME)
            token = self.next_token()
            if token.kind != "Identifier":
                self.ungot = token
                return None
            return self._finish_type_name(token, False, allow_assembly), token
        finally:
            self.set_mode(mode)

    def _simple_type(self, token: Token) -> TypeName:
        return TypeName(Extent(self.source, token.start, token.end), self.text_of(token))

    def _finish_type_name(self, name: Token, unbracketed: bool, allow_assembly: bool = True) -> TypeName:
        token = self.peek()
        if token.kind == "LBracket":
            bracket = token
            self.ungot = None
            self.skip_newlines()
            token = self.next_token()
            if token.kind == "RBracket" or token.kind == "Comma":
                return self._ranks(self._simple_type(name), token, unbracketed)
            if token.kind == "LBracket" or token.kind == "Identifier":
                self.enter(token.start)
                generic = self._generic_type(name, token, unbracketed)
                self.leave()
                return generic
            if token.kind == "EndOfInput":
                self.ungot = token
                self.report_incomplete(bracket.end, bracket.end, "MissingTypename")
            else:
                self.report(token.start, token.end, "UnexpectedToken", self.text_of(token))
                self.sync_on_error(True, "RBracket")
            return self._simple_type(name)
        if token.kind == "Comma" and allow_assembly and not unbracketed:
            self.ungot = None
            assembly = self.assembly_name()
            if not assembly.strip():
                self.report(token.end, token.end, "MissingAssemblyNameSpecification")
                return self._simple_type(name)
            extent = Extent(self.source, name.start, self.pos)
            return TypeName(extent, self.text_of(name), (), (), assembly)
        return self._simple_type(name)

    def _single_generic_argument(self, first: Token) -> TypeName:
        if first.kind == "Identifier":
            return self._finish_type_name(first, True)
        token = self.next_token()
        if token.kind != "Identifier":
            self.ungot = token
            self.report_incomplete(token.end, token.end, "MissingTypename")
            return TypeName(Extent(self.source, first.start, first.end), _ERROR_TYPE)
        name = self._finish_type_name(token, False)
        closing = self.next_token()
        if closing.kind != "RBracket":
            self.ungot = closing
            before = max(closing.start - 1, 0)
            self.report_incomplete(before, before, "EndSquareBracketExpectedAtEndOfType")
        return name

    def _generic_type_arguments(self, first: Token) -> Tuple[List[TypeName], Token]:
        """The arguments and the token behind them (`]` if all is well)."""
        arguments = [self._single_generic_argument(first)]
        while True:
            self.skip_newlines()
            last = self.next_token()
            if last.kind != "Comma":
                return arguments, last
            self.skip_newlines()
            token = self.peek()
            if token.kind == "Identifier" or token.kind == "LBracket":
                self.ungot = None
                arguments.append(self._single_generic_argument(token))
            else:
                self.report_incomplete(last.end, last.end, "MissingTypename")
                arguments.append(TypeName(Extent(self.source, last.start, last.end), _ERROR_TYPE))

    def _generic_type(self, name: Token, first: Token, unbracketed: bool) -> TypeName:
        arguments, closing = self._generic_type_arguments(first)
        end = closing.end
        if closing.kind != "RBracket":
            self.ungot = closing
            before = max(closing.start - 1, 0)
            self.report_incomplete(before, before, "EndSquareBracketExpectedAtEndOfAttribute")
            end = arguments[-1].extent.end
        extent = Extent(self.source, name.start, end)
        result = TypeName(extent, self.text_of(name), tuple(arguments))
        token = self.peek()
        if token.kind == "LBracket":
            self.ungot = None
            return self._ranks(result, self.next_token(), unbracketed)
        if token.kind == "Comma" and not unbracketed:
            self.ungot = None
            assembly = self.assembly_name()
            if not assembly:
                self.report(token.end, token.end, "MissingAssemblyNameSpecification")
            else:
                result = TypeName(extent, result.name, result.generic, (), assembly)
        return result

    def _ranks(self, element: TypeName, token: Token, unbracketed: bool) -> TypeName:
        """The `[]` and `[,]` behind a type; `token` stands behind the first `[`."""
        ranks: List[int] = []
        end = element.extent.end
        assembly: Optional[str] = None
        while True:
            if token.kind == "Comma":
                end = self._dimensions(token, ranks)
            elif token.kind == "RBracket":
                ranks.append(1)
                end = token.end
            elif token.kind == "EndOfInput":
                self.ungot = token
                before = max(token.start - 1, 0)
                self.report(before, before, "EndSquareBracketExpectedAtEndOfAttribute")
            else:
                self.report(token.start, token.end, "UnexpectedToken", self.text_of(token))
                self.sync_on_error(True, "RBracket")
            token = self.peek()
            if token.kind == "Comma" and not unbracketed:
                self.ungot = None
                assembly = self.assembly_name() or None
                if assembly is None:
                    self.report(token.end, token.end, "MissingAssemblyNameSpecification")
                break
            if token.kind != "LBracket":
                break
            self.ungot = None
            token = self.next_token()
        if len(ranks) > 200:
            self.report(element.extent.start, end, "ScriptTooComplicated")
        extent = Extent(self.source, element.extent.start, end)
        return TypeName(extent, element.name, element.generic, tuple(ranks), assembly)

    def _dimensions(self, comma: Token, ranks: List[int]) -> int:
        dimensions, last, token = 1, comma, comma
        while token.kind == "Comma":
            last = token
            dimensions += 1
            token = self.next_token()
        if dimensions > 32:
            if token.kind != "RBracket":
                self.ungot = token
            self.report(comma.start, last.end, "ArrayHasTooManyDimensions", dimensions)
            return last.end
        if token.kind != "RBracket":
            self.ungot = token
            self.report(last.end, last.end, "EndSquareBracketExpectedAtEndOfAttribute")
        ranks.append(dimensions)
        return token.end

    def generic_arguments(self, start: int) -> Tuple[Any, Optional[Token]]:
        """`[T, U]` behind a method's name: the types and the `]`, or nothing with the position unchanged."""
        bracket = self.next_token()
        if bracket.kind != "LBracket":
            self.resync(start)
            return None, None
        types: Any = None
        closing: Optional[Token] = None
        mode = self.mode
        try:
            self.set_mode(TYPE_NAME)
            self.skip_newlines()
            first = self.next_token()
            if first.kind == "Identifier":
                types, closing = self._generic_type_arguments(first)
                if closing.kind != "RBracket":
                    self.ungot = closing
                    before = max(closing.start - 1, 0)
                    self.report_incomplete(before, before, "EndSquareBracketExpectedAtEndOfType")
                    closing = None
        finally:
            self.set_mode(mode)
            if types is None:
                self.resync(start)
        return types, closing
