"""Errors a text can have although it parses: what PowerShell checks before it runs a script.

The parser notes the nodes that need a look while it builds them; the rules here run over these notes in the
order of the text, so that a script is not walked a second time.
"""

from typing import Any, Callable, Dict, List, Set

from pssh.language import nodes as n
from pssh.language.constants import is_constant, pure_expression
from pssh.language.tokens import kind_text

__all__ = ["run_checks"]

_REF = frozenset(("ref", "psreference", "system.management.automation.psreference"))
_VOID = frozenset(("void", "system.void"))
_AUTOMATIC = {
    "_": ("System.Object", ("object", "system.object")),
    "args": ("System.Object[]", ("object[]", "system.object[]", "array", "system.array")[:2]),
    "this": ("System.Object", ("object", "system.object")),
    "input": ("System.Object", ("object", "system.object")),
    "pscmdlet": ("System.Management.Automation.PSScriptCmdlet", ()),
    "psboundparameters": ("System.Management.Automation.PSBoundParametersDictionary", ()),
    "myinvocation": (
        "System.Management.Automation.InvocationInfo",
        ("system.management.automation.invocationinfo", "management.automation.invocationinfo"),
    ),
    "psscriptroot": ("System.String", ("string", "system.string")),
    "pscommandpath": ("System.String", ("string", "system.string")),
}


def run_checks(parser: Any, tree: Any) -> None:
    """Run the rules the parser asked for; errors go to the parser."""
    definitions = [entry[4] for entry in parser.checks if entry[3] == "type"]
    modules = any(using.kind == "module" for using in tree.usings)
    if definitions or modules:
        from pssh.language.classes import check_modules, check_types

        open_names = check_modules(parser, tree.usings) if modules else False
        if definitions:
            check_types(parser, tree, definitions, open_names)
    flows = _method_flows(parser, tree, definitions)
    checks = sorted(parser.checks, key=lambda entry: entry[:3])
    checker = _Checker(parser, checks, flows)
    for _, _, _, name, payload in checks:
        if name == "error":
            start, end, error_id, args = payload
            parser.report(start, end, error_id, *args)
        else:
            _RULES[name](checker, payload)


def _method_flows(parser: Any, tree: Any, definitions: List[Any]) -> Dict[int, Any]:
    """The flow through each method, by the method's identity; notes the variables that are not assigned."""
    methods = [entry[4][0] for entry in parser.checks if entry[3] == "method"]
    if not methods:
        return {}
    from pssh.language.classes import type_finder
    from pssh.language.flow import MethodFlow

    type_of = type_finder(tree, definitions)
    flows = {id(member): MethodFlow(member, type_of) for member in methods}
    for flow in flows.values():
        for node in flow.unassigned():
            extent = node.extent
            parser.check_error(node, extent.start, extent.end, "VariableNotLocal")
    return flows


def _type(constraint: Any) -> str:
    return str(constraint.type_name.full_name).lower()


class _Checker:
    def __init__(self, parser: Any, checks: List[Any], flows: Dict[int, Any]) -> None:
        self.parser = parser
        self.flows = flows
        self.assigned: Set[int] = set()  # attributed expressions that are targets of assignments
        for entry in checks:
            if entry[3] == "assignment":
                node = entry[4].left
                while isinstance(node, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
                    self.assigned.add(id(node))
                    node = node.child
        self.class_attributes: Dict[int, str] = {}  # what the attributes of classes stand on
        self.types = {entry[4].name.lower(): entry[4] for entry in checks if entry[3] == "type"}
        for entry in checks:
            if entry[3] == "type":
                from pssh.language.class_attributes import attribute_targets

                self.class_attributes.update(attribute_targets(entry[4]))

    def report(self, node: Any, error_id: str, *args: Any) -> None:
        extent = node.extent
        self.parser.report(extent.start, extent.end, error_id, *args)

    # --- assignments -------------------------------------------------------------------------------------

    def assignment(self, node: Any) -> None:
        self._target(
            node.left, node.operator == "Equals", lambda bad: self.report(bad, "InvalidLeftHandSide")
        )

    def step(self, node: Any) -> None:
        text = kind_text(node.operator)
        self._target(
            node.child, False, lambda bad: self.report(bad, "OperatorRequiresVariableOrProperty", text)
        )

    def _target(self, node: Any, simple: bool, complain: Callable[[Any], None]) -> None:
        kind = type(node)
        if kind is n.VariableExpressionAst:
            return
        if kind is n.ArrayLiteralAst:
            if not simple:
                complain(node)
                return
            for element in node.elements:
                self._target(element, True, complain)
        elif kind is n.ParenExpressionAst:
            inner = pure_expression(node.pipeline)
            if inner is None:
                complain(node.pipeline)
            else:
                self._target(inner, simple, complain)
        elif kind in (n.MemberExpressionAst, n.InvokeMemberExpressionAst, n.IndexExpressionAst):
            if node.null_conditional:
                complain(node)
        elif kind is n.ConvertExpressionAst or kind is n.AttributedExpressionAst:
            self._attributed_target(node, simple, complain)
        else:
            complain(node)

    def _attributed_target(self, node: Any, simple: bool, complain: Callable[[Any], None]) -> None:
        converts, reference, last = 0, None, ""
        child = node
        while isinstance(child, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
            if type(child) is n.ConvertExpressionAst:
                converts += 1
                last = _type(child.type)
                if last in _REF:
                    reference = child.type
                elif last in _VOID:
                    self.report(child.type, "VoidTypeConstraintNotAllowed")
            child = child.child
        if reference is not None and converts > 1:
            self.report(reference, "ReferenceNeedsToBeByItselfInTypeConstraint")
            return
        if type(child) is n.VariableExpressionAst:
            path = child.path
            name = path.split(":", 1)[1] if path.lower().startswith(("local:", "private:")) else path
            entry = _AUTOMATIC.get(name.lower())
            if entry is not None and last not in entry[1]:
                self.report(node, "AssignmentStatementToAutomaticNotSupported", name, entry[0])
        self._target(child, simple, complain)

    # --- expressions -------------------------------------------------------------------------------------

    def convert(self, node: Any) -> None:
        name = _type(node.type)
        if name == "ordered":
            if type(node.child) is not n.HashtableAst:
                self.report(node, "OrderedAttributeOnlyOnHashLiteralNode", node.type.type_name.full_name)
            return
        child = node.child
        if name in _REF:
            while isinstance(child, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
                if type(child) is n.ConvertExpressionAst and _type(child.type) in _REF:
                    self.report(child.type, "ReferenceNeedsToBeByItselfInTypeSequence")
                child = child.child
        elif type(child) is n.ConvertExpressionAst and _type(child.type) in _REF:
            inner = child.child
            while isinstance(inner, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
                if type(inner) is n.ConvertExpressionAst and _type(inner.type) in _REF:
                    return
                inner = inner.child
            if id(child) not in self.assigned:
                self.report(child.type, "ReferenceNeedsToBeLastTypeInTypeConversion")

    def attributed(self, node: Any) -> None:
        attribute = node.attribute
        while isinstance(node, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
            if type(node.child) is n.VariableExpressionAst:
                return
            node = node.child
        self.report(attribute, "UnexpectedAttribute", attribute.type_name.full_name)

    def using(self, node: Any) -> None:
        child = node.child
        while type(child) is not n.VariableExpressionAst:
            if type(child) is n.MemberExpressionAst and type(child.member) is n.StringConstantExpressionAst:
                child = child.target
            elif type(child) is n.IndexExpressionAst:
                if not is_constant(child.index):
                    self.report(child.index, "InvalidUsingExpression")
                    return
                child = child.target
            else:
                self.report(child, "InvalidUsingExpression")
                return

    def splat(self, node: Any) -> None:
        if id(node) in self.parser.allowed_splats:
            return
        listed = id(node) in self.parser.listed_splats
        error_id = "SplattingNotPermittedInArgumentList" if listed else "SplattingNotPermitted"
        self.report(node, error_id, node.path)

    def hashtable(self, node: Any) -> None:
        keys: Set[str] = set()
        for key, _ in node.pairs:
            if type(key) is n.StringConstantExpressionAst:
                text = key.value
            elif type(key) is n.ConstantExpressionAst:
                text = "" if key.value is None else _number_text(key.value)
            else:
                continue
            if text.lower() in keys:
                self.report(key, "DuplicateKeyInHashLiteral", text)
            keys.add(text.lower())

    def attribute(self, node: Any) -> None:
        target = self.class_attributes.get(id(node))
        in_class = target is not None
        if target is not None:
            from pssh.language.class_attributes import check_class_attribute

            check_class_attribute(self.parser, node, target)
        error_id = "ParameterAttributeArgumentNeedsToBeConstant"
        if not in_class:
            error_id += "OrScriptBlock"
        names: Set[str] = set()
        for named in node.named:
            if named.name.lower() in names:
                self.report(named, "DuplicateNamedArgument", named.name)
            elif not named.expression_omitted and not is_constant(named.argument, not in_class):
                self.report(named.argument, error_id)
            names.add(named.name.lower())
        for argument in node.positional:
            if not is_constant(argument, not in_class):
                self.report(argument, error_id)

    # --- statements --------------------------------------------------------------------------------------

    def try_statement(self, node: Any) -> None:
        clauses = node.catches
        for index, clause in enumerate(clauses[:-1]):
            for later in clauses[index + 1 :]:
                if not clause.types:
                    before = max(later.extent.start - 1, 0)
                    self.parser.report(before, before, "EmptyCatchNotLast")
                    break
                for constraint in clause.types:
                    for other in later.types:
                        full = _caught_already(_type(constraint), _type(other))
                        if full:
                            self.report(other, "ExceptionTypeAlreadyCaught", full)

    def data(self, node: Any) -> None:
        from pssh.language.restricted import check_data

        check_data(self.parser, node)

    def using_statement(self, payload: Any) -> None:
        node, name_extent = payload
        if node.kind not in ("namespace", "assembly", "module") or node.alias is not None:
            self.report(node, "UsingStatementNotSupported")
        if node.kind == "namespace" and not all(part.isidentifier() for part in node.name.split(".")):
            self.parser.report(name_extent.start, name_extent.end, "InvalidNamespaceValue")

    # --- definitions -------------------------------------------------------------------------------------

    def parameters(self, node: Any) -> None:
        self._parameter_list(node.parameters, False)

    def _parameter_list(self, parameters: Any, method: bool) -> None:
        names: Set[str] = set()
        for parameter in parameters:
            name = parameter.variable.path
            if name.lower() in names:
                self.report(parameter.variable, "DuplicateFormalParameter", name)
            names.add(name.lower())
            constraints = [a for a in parameter.attributes if type(a) is n.TypeConstraintAst]
            for constraint in constraints:
                if _type(constraint) in _VOID:
                    self.report(constraint, "VoidTypeConstraintNotAllowed")
                    break
            seen = False
            for constraint in constraints:
                if _type(constraint) == "ordered":
                    full_name = constraint.type_name.full_name
                    self.report(constraint, "OrderedAttributeOnlyOnHashLiteralNode", full_name)
                    continue
                if method and seen:
                    self.report(constraint, "MultipleTypeConstraintsOnMethodParam")
                seen = True

    def function(self, node: Any) -> None:
        if node.parameters:
            if node.body.param_block is not None:
                self.report(node.body.param_block, "OnlyOneParameterListAllowed")
            else:
                self._parameter_list(node.parameters, False)
        if node.is_workflow:
            self.report(node, "WorkflowNotSupportedInPowerShellCore")

    def method(self, payload: Any) -> None:
        node, start, end = payload
        body = node.body
        if body.param_block is not None:
            self.report(body.param_block, "ParamBlockNotAllowedInMethod")
        named = [b for b in (body.dynamic_param, body.begin, body.process, body.clean) if b is not None]
        if named or body.end is None or not body.end.unnamed:
            first = named[0] if named else body.end if body.end is not None else body
            self.report(first, "NamedBlockNotAllowedInMethod")
        if node.constructor and node.return_type is not None:
            self.report(node.return_type, "ConstructorCantHaveReturnType")
        returns = node.return_type is not None and _type(node.return_type) not in _VOID
        if returns and not self.flows[id(node)].all_paths_return:
            self.parser.report(start, end, "MethodHasCodePathNotReturn")
        self._parameter_list(node.parameters, True)

    def type_definition(self, node: Any) -> None:
        if node.attributes:
            from pssh.language.dsc_resources import check_dsc_resource

            check_dsc_resource(self.parser, node, self.types)
        for member in node.members:
            constraint = member.type if type(member) is n.PropertyMemberAst else None
            if constraint is not None and _type(constraint) in _VOID:
                name = constraint.type_name.full_name
                self.report(constraint, "TypeNotAllowedForProperty", name)
            if member.static:
                self._static_member(member)

    def _static_member(self, member: Any) -> None:
        """`$this` means nothing in a static member; script blocks inside are not looked into."""
        stack: List[Any] = []
        if type(member) is n.PropertyMemberAst:
            stack.append(member.initial)
        else:
            stack.extend(member.body.children())
        while stack:
            node = stack.pop()
            if node is None or isinstance(node, (n.ScriptBlockExpressionAst, n.FunctionDefinitionAst)):
                continue
            if type(node) is n.VariableExpressionAst and node.path.lower() == "this":
                self.report(node, "NonStaticMemberAccessInStaticMember", node.path)
            stack.extend(reversed(list(node.children())))


def _number_text(value: Any) -> str:
    kind, number = value
    if kind == "System.Double":
        text = repr(number)
        return text[:-2] if text.endswith(".0") else text
    return str(number)


# Exceptions a script catches, each with its base; the names PowerShell knows them by.
_SMA = "System.Management.Automation."
_EXCEPTIONS: Dict[str, str] = {
    "System.Exception": "",
    "System.SystemException": "System.Exception",
    "System.ArgumentException": "System.SystemException",
    "System.ArgumentNullException": "System.ArgumentException",
    "System.ArgumentOutOfRangeException": "System.ArgumentException",
    "System.ArithmeticException": "System.SystemException",
    "System.DivideByZeroException": "System.ArithmeticException",
    "System.OverflowException": "System.ArithmeticException",
    "System.FormatException": "System.SystemException",
    "System.IndexOutOfRangeException": "System.SystemException",
    "System.InvalidCastException": "System.SystemException",
    "System.InvalidOperationException": "System.SystemException",
    "System.NotImplementedException": "System.SystemException",
    "System.NotSupportedException": "System.SystemException",
    "System.NullReferenceException": "System.SystemException",
    "System.OutOfMemoryException": "System.SystemException",
    "System.TimeoutException": "System.SystemException",
    "System.UnauthorizedAccessException": "System.SystemException",
    "System.IO.IOException": "System.SystemException",
    "System.IO.FileNotFoundException": "System.IO.IOException",
    "System.IO.DirectoryNotFoundException": "System.IO.IOException",
    "System.IO.PathTooLongException": "System.IO.IOException",
    "System.Net.WebException": "System.InvalidOperationException",
    _SMA + "RuntimeException": "System.SystemException",
    _SMA + "CommandNotFoundException": _SMA + "RuntimeException",
    _SMA + "ParseException": _SMA + "RuntimeException",
    _SMA + "ParameterBindingException": _SMA + "RuntimeException",
    _SMA + "PSInvalidOperationException": "System.InvalidOperationException",
    _SMA + "ItemNotFoundException": _SMA + "SessionStateException",
    _SMA + "SessionStateException": _SMA + "RuntimeException",
}


def _exception_name(name: str) -> str:
    for full in _EXCEPTIONS:
        lowered = full.lower()
        if name == lowered or "system." + name == lowered:
            return full
    return ""


def _caught_already(first: str, second: str) -> str:
    """The full name of the second type if a handler of the first catches it too."""
    one, two = _exception_name(first), _exception_name(second)
    base = two
    while one and base:
        if base == one:
            return two
        base = _EXCEPTIONS[base]
    return ""


_RULES: Dict[str, Callable[[Any, Any], None]] = {
    "assignment": _Checker.assignment,
    "step": _Checker.step,
    "convert": _Checker.convert,
    "attributed": _Checker.attributed,
    "using": _Checker.using,
    "splat": _Checker.splat,
    "hashtable": _Checker.hashtable,
    "attribute": _Checker.attribute,
    "try": _Checker.try_statement,
    "data": _Checker.data,
    "using_statement": _Checker.using_statement,
    "parameters": _Checker.parameters,
    "function": _Checker.function,
    "method": _Checker.method,
    "type": _Checker.type_definition,
}
