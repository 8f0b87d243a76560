"""Classes and enums."""

from typing import Any, List, Optional, Tuple

from pssh.language.extent import Extent
from pssh.language.nodes import (
    AttributeAst,
    ErrorStatementAst,
    FunctionMemberAst,
    PropertyMemberAst,
    TypeConstraintAst,
    TypeDefinitionAst,
)
from pssh.language.parser_commands import CommandRules
from pssh.language.scanner import COMMAND, EXPRESSION, SIGNATURE
from pssh.language.tokens import KEYWORDS, Token, TokenFlags, words

__all__ = ["ClassRules"]

_UNDERLYING = frozenset(
    words(
        "byte sbyte short int16 ushort uint16 int int32 uint uint32 long int64 ulong uint64 system.byte"
        " system.sbyte"
        " system.int16 system.uint16 system.int32 system.uint32 system.int64 system.uint64"
    )
)
_KEYWORD_KINDS = frozenset(KEYWORDS.values())


class ClassRules(CommandRules):
    """The rules of type definitions."""

    keyword_kinds = _KEYWORD_KINDS

    def type_definition(self, attributes: List[Any], keyword: Token) -> Any:
        """`class` or `enum`; the keyword is consumed."""
        source = self.source
        checks = len(self.checks)
        self.skip_newlines()
        name = self.simple_name_token()
        if name is None:
            end = keyword.end
            self.report_incomplete(end, end, "MissingNameAfterKeyword", self.text_of(keyword))
            return ErrorStatementAst(Extent(source, keyword.start, end))
        name.unmark(TokenFlags.MemberName)
        name.mark(TokenFlags.TypeName)
        is_enum = keyword.kind == "Enum"
        if not is_enum:
            self.skip_newlines()
        mode = self.mode
        self.set_mode(SIGNATURE)
        try:
            bases = self._bases(is_enum)
            self.skip_newlines()
            curly = self.next_token()
            if curly.kind != "LCurly":
                self.ungot = curly
                end = bases[-1].extent.end if bases and not is_enum else name.end
                word = "enum" if is_enum else "class"
                self.report_incomplete(end, end, "MissingTypeBody", word)
                extent = Extent(source, keyword.start, end)
                return ErrorStatementAst(extent, () if is_enum else tuple(bases))
            self.enter(curly.start)
            members: List[Any] = []
            stray: List[Any] = []
            end = self._members(is_enum, self.text_of(name), members, stray, curly.end)
            closing = self.next_token()
            if closing.kind != "RCurly":
                self.ungot = closing
                self.report_incomplete(curly.end, curly.end, "MissingEndCurlyBrace", detected=closing.end)
                if is_enum:
                    end = closing.end
            else:
                end = closing.end
            self.leave()
        finally:
            self.set_mode(mode)
        start = attributes[0].extent.start if attributes else keyword.start
        node = TypeDefinitionAst(
            Extent(source, start, min(end, self.limit)),
            self.text_of(name),
            "enum" if is_enum else "class",
            tuple(a for a in attributes if type(a) is AttributeAst),
            tuple(bases),
            tuple(members),
        )
        constraints = [a for a in attributes if type(a) is TypeConstraintAst]
        if stray and not constraints:
            del self.checks[checks:]  # what was read of its members is not in the tree
            return ErrorStatementAst(node.extent, tuple(stray))
        if constraints:
            return ErrorStatementAst(node.extent, (*stray, *constraints, node))
        self.type_scopes[id(node)] = self.scope
        self.check("type", node)
        return node

    def _bases(self, is_enum: bool) -> List[Any]:
        bases: List[Any] = []
        colon = self.peek()
        if colon.kind != "Colon":
            return bases
        self.ungot = None
        self.skip_newlines()
        comma: Optional[Token] = None
        while True:
            found = self.type_name(False)
            if found is None:
                end = (comma or colon).end
                self.report_incomplete(end, end, "TypeNameExpected")
                return bases
            extent = found[0].extent
            if is_enum and (found[0].full_name.lower() not in _UNDERLYING):
                self.report(extent.start, extent.end, "InvalidUnderlyingType", found[0].name)
            bases.append(TypeConstraintAst(extent, found[0]))
            if is_enum:
                return bases
            self.skip_newlines()
            comma = self.peek()
            if comma.kind != "Comma":
                return bases
            self.ungot = None
            self.skip_newlines()

    def _members(self, is_enum: bool, name: str, members: List[Any], stray: List[Any], end: int) -> int:
        while True:
            lost: List[Any] = []
            member = self._enum_member() if is_enum else self._class_member(name, lost)
            if member is not None:
                members.append(member)
                end = member.extent.end
            elif lost:
                stray.extend(lost)
                end = lost[-1].extent.end
            else:
                return end

    # --- enums -------------------------------------------------------------------------------------------

    def _enum_member(self) -> Any:
        self.skip_newlines()
        name = self.simple_name_token()
        if name is None:
            return None
        end = name.end
        initial: Any = None
        missing = False
        mode = self.mode
        self.set_mode(EXPRESSION)
        try:
            equals = self.peek()
            if equals.kind == "Equals":
                self.ungot = None
                initial = self.expression()
                if initial is None:
                    end = equals.end
                    self.report(end, end, "ExpectedValueExpression", "=")
                    missing = True
                else:
                    end = initial.extent.end
        finally:
            self.set_mode(mode)
        end = self._member_end(end, not missing)
        extent = Extent(self.source, name.start, end)
        return PropertyMemberAst(extent, self.text_of(name), None, (), initial, True, False)

    def _member_end(self, end: int, complain: bool = True) -> int:
        """Take the line end or `;` behind a member; the member's end, which includes a `;`."""
        token = self.peek()
        if token.kind not in ("NewLine", "Semi", "RCurly") and complain:
            self.report_incomplete(end, end, "MissingPropertyTerminator")
        self.skip_newlines_and_semicolons()
        return token.end if token.kind == "Semi" else end

    # --- classes -----------------------------------------------------------------------------------------

    def _class_member(self, class_name: str, lost: List[Any]) -> Any:
        """One property or method. What was read of a broken one goes to `lost`."""
        attributes: List[Any] = []
        constraint: Any = None
        words = set()
        start = -1
        last_end = -1
        while True:
            self.skip_newlines()
            attribute = self.attribute()
            if attribute is not None:
                last_end = attribute.extent.end
                start = attribute.extent.start if start < 0 else start
                if type(attribute) is AttributeAst:
                    attributes.append(attribute)
                elif constraint is None:
                    constraint = attribute
                else:
                    extent = attribute.extent
                    self.report(extent.start, extent.end, "TooManyTypes")
                continue
            token = self.peek()
            start = token.start if start < 0 else start
            if token.kind != "Hidden" and token.kind != "Static":
                break
            if token.kind in words:
                self.report(token.start, token.end, "DuplicateQualifier", self.text_of(token))
            words.add(token.kind)
            last_end = token.end
            self.ungot = None
        static, hidden = "Static" in words, "Hidden" in words
        if token.kind == "Variable":
            self.ungot = None
            return self._property(token, start, constraint, attributes, static, hidden, lost)
        if token.kind == "Identifier" or token.kind in _KEYWORD_KINDS:
            token.unmark(TokenFlags.Keyword)
            self.ungot = None
            node = self._method(token, start, class_name, constraint, attributes, static, hidden)
            if type(node) is FunctionMemberAst:
                return node
            self.sync_on_error(False, "RCurly")
        elif last_end >= 0:
            self.report_incomplete(last_end, last_end, "IncompleteMemberDefinition")
        else:
            return None
        lost.extend(attributes)
        if constraint is not None:
            lost.append(constraint)
        return None

    def _property(
        self,
        token: Token,
        start: int,
        constraint: Any,
        attributes: List[Any],
        static: bool,
        hidden: bool,
        lost: List[Any],
    ) -> Any:
        initial: Any = None
        self.member_static = static
        if self.peek().kind == "Equals":
            self.ungot = None
            self.skip_newlines()
            initial = self.expression()
        end = initial.extent.end if initial is not None else token.end
        end = self._member_end(end)
        extent = Extent(self.source, start, end)
        return PropertyMemberAst(extent, token.value, constraint, tuple(attributes), initial, static, hidden)

    def _base_call(self) -> Tuple[Any, Optional[int]]:
        """`: base(...)` behind a constructor's parameters: (arguments, where an error ends)."""
        self.skip_newlines()
        mode = self.mode
        self.set_mode(SIGNATURE)
        try:
            colon = self.peek()
            if colon.kind != "Colon":
                return None, None
            self.ungot = None
            self.skip_newlines()
            base = self.peek()
            if base.kind != "Base":
                self.report_incomplete(colon.end, colon.end, "MissingBaseCtorCall")
                return None, colon.end
            self.ungot = None
            self.skip_newlines()
            paren = self.peek()
            if paren.kind != "LParen":
                self.report_incomplete(base.end, base.end, "MissingMethodParameterList")
                return None, base.end
            self.ungot = None
            arguments, _ = self.call_arguments(paren)
            self.skip_newlines()
            return tuple(arguments), None
        finally:
            self.set_mode(mode)

    def _method(
        self,
        name: Token,
        start: int,
        class_name: str,
        constraint: Any,
        attributes: List[Any],
        static: bool,
        hidden: bool,
    ) -> Any:
        source = self.source
        text = self.text_of(name)
        error_end: Optional[int] = None
        closing: Optional[Token] = None
        parameters: Any = []
        if self.peek().kind == "LParen":
            parameters, error_end, closing = self.function_parameters()
        else:
            self.report_incomplete(name.end, name.end, "MissingMethodParameterList")
        constructor = text.lower() == class_name.lower()
        base_arguments: Any = None
        if constructor and not static:
            base_arguments, failed = self._base_call()
            if failed is not None:
                error_end = failed
        curly, error_end = self.body_start(name if closing is None else closing, error_end)
        if error_end is not None:
            return ErrorStatementAst(Extent(source, name.start, error_end), tuple(parameters))
        mode, method, workflow, matters = self.mode, self.method, self.workflow, self.flow_matters
        self.set_mode(COMMAND)
        self.method, self.workflow, self.flow_matters = _is_void(constraint), False, True
        try:
            body = self.script_block(curly, "method")
        finally:
            self.method, self.workflow, self.flow_matters = method, workflow, matters
            self.set_mode(mode)
        node = FunctionMemberAst(
            Extent(source, start, body.extent.end),
            text,
            tuple(parameters),
            constraint,
            tuple(attributes),
            body,
            static,
            hidden,
            constructor,
            base_arguments,
        )
        self.check("method", (node, name.start, name.end))
        return node


def _is_void(constraint: Any) -> bool:
    return constraint is None or constraint.type_name.full_name.lower() in ("void", "system.void")
