"""Tab completion: what could stand at the cursor. The prompt, an entered session and TabExpansion2 all ask here.

`complete` looks at the tokens before the cursor and decides what is being typed; the other modules of this
package each find one kind of candidates.
"""

from typing import TYPE_CHECKING, Any, List, Optional, Tuple

from pssh.runtime.completion.candidates import Candidate

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Candidate", "complete"]


def complete(runspace: "Runspace", text: str, cursor: int) -> Tuple[int, int, List[Candidate]]:
    """`(start, length, candidates)`: each candidate may replace the `length` characters from `start`.

    Parameters:
        text: the whole input. cursor: the offset in it, from 0.
    """
    from pssh.language import parse_input
    from pssh.runtime.completion.context import context_at

    _, tokens, _ = parse_input(text[:cursor])
    context = context_at(text[:cursor], tokens)
    return context.start, cursor - context.start, _candidates(runspace, context)


def _candidates(runspace: "Runspace", context: Any) -> List[Candidate]:
    if context.kind == "variable":
        from pssh.runtime.completion.variables import variables

        return variables(runspace, context.word)
    if context.kind == "member":
        from pssh.runtime.completion.member_names import member_names

        return member_names(runspace, context.target, context.word, context.static)
    if context.kind == "type":
        from pssh.runtime.completion.type_names import type_names

        return type_names(context.word)
    if context.kind == "command":
        from pssh.runtime.completion.command_names import command_names

        return command_names(runspace, context.word)
    if context.kind == "parameter":
        return _of_command(runspace, context, parameter=True)
    return _of_command(runspace, context, parameter=False)


def _of_command(runspace: "Runspace", context: Any, parameter: bool) -> List[Candidate]:
    from pssh.runtime.completion.arguments import argument_values, parameter_names
    from pssh.runtime.completion.paths import paths

    command: Optional[Any] = None
    if context.command:
        command = runspace.discovery.lookup(context.command, runspace.scope)
    if parameter:
        return parameter_names(command, context.word)
    found = argument_values(runspace, command, context) if command is not None else None
    return paths(runspace, context.word) if found is None else found
