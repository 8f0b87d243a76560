"""Views of the line editor: keys and options."""

from typing import Any, Callable

from pssh.formatting.view import Item, ListView, TableView, column
from pssh.objects.members import get_member

_PLAIN = (
    "EditMode AddToHistoryHandler HistoryNoDuplicates HistorySavePath HistorySaveStyle HistorySearchCaseSensitive "
    "HistorySearchCursorMovesToEnd MaximumHistoryCount ContinuationPrompt ExtraPromptLineCount PromptText BellStyle "
    "DingDuration DingTone CommandsToValidateScriptBlockArguments CommandValidationHandler CompletionQueryItems "
    "MaximumKillRingCount ShowToolTips ViModeIndicator WordDelimiters AnsiEscapeTimeout PredictionSource "
    "PredictionViewStyle TerminateOrphanedConsoleApps"
)
_COLORS = (
    "CommandColor CommentColor ContinuationPromptColor DefaultTokenColor EmphasisColor ErrorColor "
    "InlinePredictionColor KeywordColor ListPredictionColor ListPredictionSelectedColor MemberColor NumberColor "
    "OperatorColor ParameterColor SelectionColor StringColor TypeColor VariableColor"
)


def _sequence(name: str) -> Callable[[Any], str]:
    """An escape sequence as one writes it."""

    def read(value: Any) -> str:
        return '"' + str(get_member(value, name)).replace("\x1b", "`e") + '"'

    return read


VIEWS = (
    TableView(
        ("Microsoft.PowerShell.KeyHandler",),
        (column("Key"), column("Function"), column("Description")),
        auto_size=True,
    ),
    ListView(
        ("Microsoft.PowerShell.PSConsoleReadLineOptions",),
        (*_PLAIN.split(), *(Item(name, _sequence(name)) for name in _COLORS.split())),
    ),
)
