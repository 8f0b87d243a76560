"""Whether every path through a class's method ends in `return`, by PowerShell's model of the flow."""

from typing import Any, Iterable, Optional

from pssh.language import nodes as n

__all__ = ["all_paths_return"]


def all_paths_return(body: Any) -> bool:
    """Whether the end of the method's body cannot be reached and nothing leaves it otherwise."""
    flow = _Flow()
    for block in (body.dynamic_param, body.begin, body.process, body.end):
        if block is not None and not flow.statements(block.statements):
            return not flow.falls_out
    return False


class _Flow:
    def __init__(self) -> None:
        self.falls_out = False  # a break or continue that leaves the method
        self.labels: list[Any] = []  # the loops around, innermost last: [label, was broken]

    def statements(self, statements: Iterable[Any]) -> bool:
        """Whether the end of a list of statements can be reached."""
        reached = True
        for statement in statements:
            if reached:
                reached = self.statement(statement)
        return reached

    def statement(self, node: Any) -> bool:
        kind = type(node)
        if kind is n.ReturnStatementAst or kind is n.ThrowStatementAst or kind is n.ExitStatementAst:
            return False
        if kind is n.IfStatementAst:
            reached = node.else_clause is None
            for _, body in node.clauses:
                reached = self.statements(body.statements) or reached
            if node.else_clause is not None:
                reached = self.statements(node.else_clause.statements) or reached
            return reached
        if kind is n.TryStatementAst:
            return self._try(node)
        if kind is n.BreakStatementAst or kind is n.ContinueStatementAst:
            self._jump(node)
            return False
        if kind is n.AssignmentStatementAst:
            return self.statement(node.right)
        if isinstance(node, n.LabeledStatementAst):
            return self._loop(node)
        return True

    def _try(self, node: Any) -> bool:
        reached = self.statements(node.body.statements)
        catch_all = False
        for clause in node.catches:
            catch_all = catch_all or not clause.types
            reached = self.statements(clause.body.statements) or reached
        if node.finally_block is None:
            return reached
        return (reached or not catch_all) and self.statements(node.finally_block.statements)

    def _jump(self, node: Any) -> None:
        label: Optional[str] = ""
        if node.label is not None:
            label = node.label.value.lower() if type(node.label) is n.StringConstantExpressionAst else None
        for entry in reversed(self.labels):
            if label is not None and (not label or label == entry[0]):
                entry[1] = entry[1] or type(node) is n.BreakStatementAst
                return
        self.falls_out = True

    def _loop(self, node: Any) -> bool:
        entry = [(node.label or "").lower(), False]
        self.labels.append(entry)
        kind = type(node)
        if kind is n.SwitchStatementAst:
            for _, body in node.clauses:
                self.statements(body.statements)
            if node.default is not None:
                self.statements(node.default.statements)
            reached = True
        else:
            end_of_body = self.statements(node.body.statements)
            if kind is n.DoWhileStatementAst or kind is n.DoUntilStatementAst:
                reached = end_of_body or bool(entry[1])
            else:
                reached = bool(entry[1]) or kind is not n.ForStatementAst or node.condition is not None
        self.labels.pop()
        return bool(reached)
