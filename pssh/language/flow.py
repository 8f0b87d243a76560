"""The flow of control through a class's method, by PowerShell's model of it.

Two rules of classes need it: every path of a method with a return type must return, and a variable may be
used only where every path to it assigns it, because a method does not see the variables of its callers.
"""

from typing import Any, Callable, Dict, List, Optional, Set, Tuple

from pssh.language import nodes as n
from pssh.language.constants import pure_expression
from pssh.language.flow_variables import Variables
from pssh.language.tokens import words

__all__ = ["MethodFlow"]

_VARIABLE_COMMANDS = frozenset(
    words("new-variable remove-variable set-variable set-psbreakpoint nv rv sbp sv set")
)
_UTILITY = "microsoft.powershell.utility\\"

# What is visited below a node, in PowerShell's order; nodes that are not here have nothing to visit.
_PARTS: Dict[Any, Tuple[str, ...]] = {
    n.NamedBlockAst: ("statements",),
    n.StatementBlockAst: ("statements",),
    n.BlockStatementAst: ("body",),
    n.CatchClauseAst: ("body",),
    n.CommandAst: ("elements",),
    n.CommandExpressionAst: ("expression",),
    n.CommandParameterAst: ("argument",),
    n.FileRedirectionAst: ("location",),
    n.UnaryExpressionAst: ("child",),
    n.ConvertExpressionAst: ("child",),
    n.AttributedExpressionAst: ("child",),
    n.ParenExpressionAst: ("pipeline",),
    n.SubExpressionAst: ("block",),
    n.ArrayExpressionAst: ("block",),
    n.ArrayLiteralAst: ("elements",),
    n.HashtableAst: ("pairs",),
    n.MemberExpressionAst: ("target", "member"),
    n.InvokeMemberExpressionAst: ("target", "member", "arguments"),
    n.IndexExpressionAst: ("target", "index"),
    n.ExpandableStringExpressionAst: ("parts",),
}
_OWN_SCOPE = (n.FunctionDefinitionAst, n.ScriptBlockExpressionAst, n.TrapStatementAst)


class _Block:
    """A run of code without a branch: what it does with variables, and the blocks that may follow it."""

    __slots__ = ("actions", "after", "before", "known", "leaves", "reached")

    def __init__(self, reached: bool = False) -> None:
        self.actions: List[Tuple[str, Any, Any]] = []
        self.after: List[_Block] = []
        self.before: List[_Block] = []
        self.known: Optional[Set[str]] = None  # assigned on every path, once that is worked out
        self.leaves = False  # ends in return, throw, exit, or a break that leaves the method
        self.reached = reached

    def flows_to(self, following: "_Block") -> None:
        if following not in self.after:
            following.reached = following.reached or self.reached
            self.after.append(following)
            following.before.append(self)


class MethodFlow:
    """The flow through one method. `type_of` gives the name of a constraint's type, None for one unknown yet."""

    def __init__(self, member: Any, type_of: Callable[[Any], Optional[str]]) -> None:
        self.variables = Variables(type_of, _plays_with_variables(member.body))
        self.loops: List[Tuple[str, _Block, _Block]] = []  # label, where break leads, where continue leads
        self.entry, self.exit = _Block(True), _Block()
        self.current = self.entry
        for parameter in member.parameters:
            self.variables.parameter(parameter)
        body = member.body
        for block in (body.dynamic_param, body.begin, body.process, body.end):
            self.visit(block)
        self.current.flows_to(self.exit)
        self._follow()

    @property
    def all_paths_return(self) -> bool:
        return all(block.leaves or not block.reached for block in self.exit.before)

    def unassigned(self) -> List[Any]:
        """The variables that are used where some path has not assigned them."""
        return self.variables.unassigned()

    # --- following the paths -----------------------------------------------------------------------------

    def _follow(self) -> None:
        order = _reverse_postorder(self.entry)
        for block in order:
            known: Optional[Set[str]] = None
            for earlier in block.before:
                if earlier.known is not None:  # a loop's end is not known yet when its start is looked at
                    known = set(earlier.known) if known is None else known & earlier.known
            block.known = set() if known is None else known
            for action, first, second in block.actions:
                if action == "use":
                    self.variables.resolve(first, block.known)
                elif action == "target":
                    self.variables.assign_target(first, block.known)
                else:
                    self.variables.assign(first, block.known, second)

    # --- visiting ----------------------------------------------------------------------------------------

    def visit(self, node: Any) -> None:
        """Follow the flow through a node: by its rule, or through its parts in PowerShell's order."""
        if node is None:
            return
        kind = type(node)
        rule = _RULES.get(kind)
        if rule is not None:
            rule(self, node)
            return
        for name in _PARTS.get(kind, ()):
            self._visit_part(getattr(node, name))

    def _visit_part(self, value: Any) -> None:
        if isinstance(value, tuple):
            for item in value:
                self._visit_part(item)
        elif not isinstance(value, str):
            self.visit(value)

    def _variable(self, node: Any) -> None:
        if self.variables.use(node):
            self.current.actions.append(("use", node, None))

    def _pipeline(self, node: Any) -> None:
        runs_command = False
        for element in node.elements:
            self.visit(element)
            runs_command = runs_command or type(element) is n.CommandAst
            self._visit_part(element.redirections)
        if runs_command and self.loops:
            # A command may break out of any loop around it.
            for _, leave, again in self.loops:
                self.current.flows_to(leave)
                self.current.flows_to(again)
            self._branch_to(_Block())

    def _branch_to(self, block: _Block) -> None:
        self.current.flows_to(block)
        self.current = block

    def _binary(self, node: Any) -> None:
        self.visit(node.left)
        if node.operator not in ("And", "Or"):
            self.visit(node.right)
            return
        right, after = _Block(), _Block()
        self.current.flows_to(after)
        self._branch_to(right)
        self.visit(node.right)
        self._branch_to(after)

    def _ternary(self, node: Any) -> None:
        if_true, if_false, after = _Block(), _Block(), _Block()
        self.visit(node.condition)
        self.current.flows_to(if_true)
        self.current.flows_to(if_false)
        self.current = if_true
        self.visit(node.if_true)
        self.current.flows_to(after)
        self.current = if_false
        self.visit(node.if_false)
        self._branch_to(after)

    def _assignment(self, node: Any) -> None:
        self.visit(node.right)
        for target in _targets(node.left):
            if self.variables.declare(target):
                self.current.actions.append(("target", target, None))
            elif not _is_variable(target):
                self.visit(target)

    def _data(self, node: Any) -> None:
        self.visit(node.body)
        if node.variable is not None:
            self.current.actions.append(("assign", node.variable, "object"))

    # --- branches ----------------------------------------------------------------------------------------

    def _if(self, node: Any) -> None:
        after = _Block()
        if node.else_clause is None:
            self.current.flows_to(after)
        for index, (condition, body) in enumerate(node.clauses):
            last = index == len(node.clauses) - 1 and node.else_clause is None
            clause, following = _Block(), after if last else _Block()
            self.visit(condition)
            self.current.flows_to(clause)
            self.current.flows_to(following)
            self.current = clause
            self.visit(body)
            self.current.flows_to(after)
            self.current = following
        if node.else_clause is not None:
            self.visit(node.else_clause)
            self.current.flows_to(after)
        self.current = after

    def _try(self, node: Any) -> None:
        # Any statement may throw: what is after the `try` knows only what was before it.
        before = self.current
        self._branch_to(_Block())
        self.visit(node.body)
        end_of_body, after = self.current, _Block()
        closing = None if node.finally_block is None else _Block()
        catches_all = False
        for clause in node.catches:
            catches_all = catches_all or not clause.types
            self.current = _Block()
            before.flows_to(self.current)
            self.visit(clause)
            self.current.flows_to(closing or after)
        end_of_body.flows_to(closing or after)
        if closing is not None:
            self.current = closing
            self.visit(node.finally_block)
            self.current.flows_to(after)
            if not catches_all:
                before.flows_to(closing)
                thrown_on = _Block()
                self.current.flows_to(thrown_on)
                thrown_on.leaves = True
                thrown_on.flows_to(self.exit)
        self.current = after

    def _leave(self, node: Any) -> None:
        self.visit(node.pipeline)
        self.current.flows_to(self.exit)
        self.current.leaves = True
        self.current = _Block()

    def _jump(self, node: Any) -> None:
        target: Optional[_Block] = None
        self.visit(node.label)
        leaves = type(node) is n.BreakStatementAst
        wanted: Optional[str] = None
        if type(node.label) is n.StringConstantExpressionAst:
            wanted = node.label.value.lower()
        for label, leave, again in self.loops:  # the innermost of those that fit
            if node.label is None or label == wanted:
                target = leave if leaves else again
        if target is None:
            self.current.flows_to(self.exit)
            self.current.leaves = True
        else:
            self.current.flows_to(target)
        self.current = _Block()

    # --- loops -------------------------------------------------------------------------------------------

    def _loop(
        self,
        label: Optional[str],
        condition: Optional[Callable[[], None]],
        body: Callable[[], None],
        iterator: Any = None,
    ) -> None:
        again, inside, leave = _Block(), _Block(), _Block()
        if iterator is not None:
            first = _Block()
            self.current.flows_to(first)
            self.current = again
            self.visit(iterator)
            self._branch_to(first)
        else:
            self._branch_to(again)
        if condition is not None:
            condition()
            self.current.flows_to(leave)
        self.loops.append(((label or "").lower(), leave, again))
        self._branch_to(inside)
        body()
        self.current.flows_to(again)
        self.current = leave
        self.loops.pop()

    def _while(self, node: Any) -> None:
        self._loop(node.label, lambda: self.visit(node.condition), lambda: self.visit(node.body))

    def _for(self, node: Any) -> None:
        self.visit(node.initializer)
        condition = None if node.condition is None else lambda: self.visit(node.condition)
        self._loop(node.label, condition, lambda: self.visit(node.body), node.iterator)

    def _foreach(self, node: Any) -> None:
        self.variables.reserve("foreach")
        after = _Block()

        def condition() -> None:
            self.visit(node.condition)
            self.current.flows_to(after)
            self.current.actions.append(("assign", "foreach", "ienumerator"))
            self.current.actions.append(("target", node.variable, None))

        self._loop(node.label, condition, lambda: self.visit(node.body))
        self._branch_to(after)

    def _do(self, node: Any) -> None:
        again, inside, leave, repeat = _Block(), _Block(), _Block(), _Block()
        self.loops.append(((node.label or "").lower(), leave, again))
        self._branch_to(inside)
        self.visit(node.body)
        self._branch_to(again)
        self.visit(node.condition)
        self.current.flows_to(leave)
        self.current.flows_to(repeat)
        repeat.flows_to(inside)
        self.current = leave
        self.loops.pop()

    def _switch(self, node: Any) -> None:
        self.variables.reserve("switch")

        def condition() -> None:
            self.visit(node.condition)
            self.current.actions.append(("assign", "switch", "ienumerator"))

        self._loop(node.label, condition, lambda: self._clauses(node))

    def _clauses(self, node: Any) -> None:
        after = _Block()
        for index, (condition, body) in enumerate(node.clauses):
            last = index == len(node.clauses) - 1 and node.default is None
            clause, following = _Block(), after if last else _Block()
            self.visit(condition)
            self.current.flows_to(following)
            self._branch_to(clause)
            self.visit(body)
            if not last:
                self._branch_to(following)
        if node.default is not None:
            self.current.flows_to(after)
            self.visit(node.default)
        self._branch_to(after)


_RULES: Dict[Any, Callable[[MethodFlow, Any], None]] = {
    n.VariableExpressionAst: MethodFlow._variable,
    n.PipelineAst: MethodFlow._pipeline,
    n.BinaryExpressionAst: MethodFlow._binary,
    n.TernaryExpressionAst: MethodFlow._ternary,
    n.AssignmentStatementAst: MethodFlow._assignment,
    n.DataStatementAst: MethodFlow._data,
    n.IfStatementAst: MethodFlow._if,
    n.TryStatementAst: MethodFlow._try,
    n.ReturnStatementAst: MethodFlow._leave,
    n.ThrowStatementAst: MethodFlow._leave,
    n.ExitStatementAst: MethodFlow._leave,
    n.BreakStatementAst: MethodFlow._jump,
    n.ContinueStatementAst: MethodFlow._jump,
    n.WhileStatementAst: MethodFlow._while,
    n.ForStatementAst: MethodFlow._for,
    n.ForEachStatementAst: MethodFlow._foreach,
    n.DoWhileStatementAst: MethodFlow._do,
    n.DoUntilStatementAst: MethodFlow._do,
    n.SwitchStatementAst: MethodFlow._switch,
}


def _reverse_postorder(entry: _Block) -> List[_Block]:
    order: List[_Block] = []
    seen = {id(entry)}
    stack = [(entry, iter(entry.after))]
    while stack:
        block, following = stack[-1]
        for successor in following:
            if id(successor) not in seen:
                seen.add(id(successor))
                stack.append((successor, iter(successor.after)))
                break
        else:
            order.append(block)
            stack.pop()
    order.reverse()
    return order


def _targets(left: Any) -> List[Any]:
    """What an assignment assigns to, out of its brackets and commas."""
    if type(left) is n.ParenExpressionAst:
        inner = pure_expression(left.pipeline)
        return [] if inner is None else _targets(inner)
    if type(left) is n.ArrayLiteralAst:
        return [target for element in left.elements for target in _targets(element)]
    return [left]


def _is_variable(target: Any) -> bool:
    while isinstance(target, (n.ConvertExpressionAst, n.AttributedExpressionAst)):
        target = target.child
    return type(target) is n.VariableExpressionAst


def _plays_with_variables(body: Any) -> bool:
    """Whether something in the body may make variables in ways the flow does not show."""
    stack = [body]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is n.VariableExpressionAst and node.path[:8].lower() == "private:":
            return True
        if kind is n.CommandAst:
            first = node.elements[0]
            name = first.value.lower() if type(first) is n.StringConstantExpressionAst else ""
            if node.invocation == "." or name.replace(_UTILITY, "", 1) in _VARIABLE_COMMANDS:
                return True
        stack.extend(child for child in node.children() if not isinstance(child, _OWN_SCOPE))
    return False
