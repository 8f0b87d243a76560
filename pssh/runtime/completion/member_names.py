"""Names of members of a value that can be known without running anything but reads."""

from typing import TYPE_CHECKING, Any, List

from pssh.runtime.completion.candidates import Candidate, starting_with

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["member_names"]


def member_names(runspace: "Runspace", target: str, word: str, static: bool) -> List[Candidate]:
    """What could follow `target.` or `target::`."""
    from pssh.objects.members import members_of

    value = _value(runspace, target)
    if value is None:
        return []
    methods: List[str] = []
    properties: List[str] = []
    for member in members_of(value, static):
        names = methods if "Method" in str(member.member_type) else properties
        names.append(str(member.name))
    found = [Candidate(name, "Property") for name in starting_with(properties, word)]
    return found + [Candidate(name + "(", "Method", name) for name in starting_with(methods, word)]


def _value(runspace: "Runspace", target: str) -> Any:
    """The value of the expression, if it only reads variables, members and types; calls are not run for a Tab."""
    from pssh.language import nodes as n
    from pssh.language import parse_input

    tree, _, errors = parse_input(target)
    harmless = (
        n.ScriptBlockAst, n.NamedBlockAst, n.PipelineAst, n.CommandExpressionAst, n.VariableExpressionAst, n.TypeName,
        n.TypeExpressionAst, n.StringConstantExpressionAst, n.ConstantExpressionAst, n.IndexExpressionAst, n.ParenExpressionAst,
    )  # fmt: skip
    for node in tree.walk():
        if type(node) is not n.MemberExpressionAst and not isinstance(node, harmless):
            return None
    if errors:
        return None
    from pssh.objects.compare import collapse
    from pssh.runtime.scriptblock import ScriptBlock

    values: List[Any] = []
    ScriptBlock.create(target).invoke(runspace, dot=True, out=values.append)
    value = collapse(values)
    return value if values else None
