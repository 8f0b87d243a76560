"""`[System.Management.Automation.CommandCompletion]`: tab completion for scripts (TabExpansion2)."""

from typing import Any, List

from pssh.objects.types import net_type
from pssh.runtime.completion.candidates import Candidate
from pssh.runtime.nettypes_base import SPACE, declare, enum

__all__ = ["CommandCompletion"]


class CommandCompletion:
    """What could stand at a place of a text."""

    net_type_name = SPACE + "CommandCompletion"

    def __init__(self, index: int, length: int, matches: List[Candidate]) -> None:
        self.replacement_index = index
        self.replacement_length = length
        self.matches = matches
        self.current = -1

    def next_result(self, forward: bool) -> Any:
        """The following (or preceding) match, round and round."""
        if not self.matches:
            return None
        step = 1 if forward else -1
        if self.current < 0 and not forward:
            self.current = 0
        self.current = (self.current + step) % len(self.matches)
        return self.matches[self.current]


COMPLETION = net_type(SPACE + "CommandCompletion", CommandCompletion)
declare(
    COMPLETION,
    """
    CurrentMatchIndex int current
    ReplacementIndex int replacement_index
    ReplacementLength int replacement_length
    CompletionMatches System.Collections.ObjectModel.Collection[CompletionResult] matches
    """,
)


@COMPLETION.static_method(
    "CompleteInput",
    "static System.Management.Automation.CommandCompletion CompleteInput(string input, int cursorIndex, hashtable options)",
)
def _complete(text: str, cursor: int, options: Any = None) -> CommandCompletion:
    from pssh.runtime.completion import complete
    from pssh.runtime.stack import current_runspace

    start, length, found = complete(current_runspace(), text, cursor)
    return CommandCompletion(start, length, found)


@COMPLETION.method(
    "GetNextResult", "System.Management.Automation.CompletionResult GetNextResult(bool forward)"
)
def _next(self: CommandCompletion, forward: bool) -> Any:
    return self.next_result(forward)


RESULT = net_type(SPACE + "CompletionResult", Candidate)
declare(RESULT, "CompletionText string text\nListItemText string shown\nToolTip string tooltip")


@RESULT.prop("ResultType", "System.Management.Automation.CompletionResultType")
def _kind(candidate: Candidate) -> Any:
    return enum("CompletionResultType", candidate.kind)


@RESULT.constructor(
    "System.Management.Automation.CompletionResult new(string completionText)",
    "System.Management.Automation.CompletionResult new(string completionText, string listItemText, "
    "System.Management.Automation.CompletionResultType resultType, string toolTip)",
)
def _new(text: str, shown: str = "", kind: Any = "Text", tooltip: str = "") -> Candidate:
    return Candidate(text, str(getattr(kind, "name", kind)), shown, tooltip)
