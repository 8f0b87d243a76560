"""Tab completion: what could stand at the cursor. The prompt, an entered session and TabExpansion2 all ask here.

`complete` looks at the tokens before the cursor and decides what is being typed; the other modules of this
package each find one kind of candidates.
"""

from typing import TYPE_CHECKING, Any, List, Optional, Tuple

if TYPE_CHECKING:
    from pssh.runtime.completion.candidates import Candidate
    from pssh.runtime.runspace import Runspace

__all__ = ["complete"]


def complete(runspace: "Runspace", text: str, cursor: int) -> Tuple[int, int, List["Candidate"]]:
    """`(start, length, candidates)`: each candidate may replace the `length` characters from `start`.

    Parameters:
        text: the whole input. cursor: the offset in it, from 0.
    """
    from pssh.language import parse_input
    from pssh.runtime.completion.context import context_at

    tree, tokens, _ = parse_input(text[:cursor])
    context = context_at(text[:cursor], tokens)
    context.tree = tree
    return context.start, cursor - context.start, _candidates(runspace, context, cursor)


def _candidates(runspace: "Runspace", context: Any, cursor: int) -> List["Candidate"]:
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
    return _of_command(runspace, context, cursor)


def _of_command(runspace: "Runspace", context: Any, cursor: int) -> List["Candidate"]:
    from pssh.runtime.completion.arguments import argument_values, parameter_names
    from pssh.runtime.completion.paths import paths

    command: Optional[Any] = None
    if context.command:
        command = runspace.discovery.lookup(context.command, runspace.scope)
    found: Optional[List[Candidate]]
    if command is None or command.metadata is None:
        from pssh.runtime.completion.completers import native_completions

        found = native_completions(runspace, context, cursor)
        if found is None and context.kind == "parameter":
            return []
    elif context.kind == "parameter":
        return parameter_names(command, context.word)
    else:
        found = argument_values(runspace, command, context)
    return paths(runspace, context.word) if found is None else found
