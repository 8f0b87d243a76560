"""The line editor of the prompt as scripts see it: its options, its key handlers and the line being typed.

There is one prompt in a process, so there is one editor. Without a prompt the settings are kept and have no effect.
"""

import os
from typing import Any, Dict, List, Optional, Tuple

from pssh.objects.psobject import PSObject

__all__ = ["EDITOR", "FUNCTIONS", "KeyHandler", "LineEditor", "canonical_chord", "color_escape"]

OPTIONS_TYPE = "Microsoft.PowerShell.PSConsoleReadLineOptions"

# function -> (keys it has at first, what it does); the names are PSReadLine's
FUNCTIONS: Dict[str, Tuple[Tuple[str, ...], str]] = {
    "AcceptLine": (("Enter",), "Runs the text, or goes on with a new line while something is left open"),
    "ValidateAndAcceptLine": ((), "Runs the text, as AcceptLine does"),
    "AddLine": (("Alt+Enter",), "Begins a new line without running the text"),
    "CancelLine": (("Ctrl+c",), "Drops the text"),
    "RevertLine": ((), "Takes all of the text away"),
    "DeleteCharOrExit": (
        ("Ctrl+d",),
        "Deletes the character at the cursor; on an empty line leaves the prompt",
    ),
    "DeleteChar": (("Delete",), "Deletes the character at the cursor"),
    "BackwardDeleteChar": (("Backspace", "Ctrl+h"), "Deletes the character before the cursor"),
    "BackwardDeleteLine": (("Ctrl+u",), "Deletes from the beginning of the line to the cursor"),
    "KillLine": (("Ctrl+k",), "Cuts from the cursor to the end of the line"),
    "KillWord": (("Alt+d",), "Cuts to the end of the word"),
    "BackwardKillWord": (("Alt+Backspace",), "Cuts back to the beginning of the word"),
    "UnixWordRubout": (("Ctrl+w",), "Cuts back to the blank before the word"),
    "Yank": (("Ctrl+y",), "Puts in what was cut last"),
    "YankPop": (("Alt+y",), "Puts in what was cut before that"),
    "YankLastArg": (("Alt+.",), "Puts in the last argument of the line before"),
    "YankNthArg": (("Alt+Ctrl+y",), "Puts in the first argument of the line before"),
    "Undo": (("Ctrl+_",), "Takes the last change back"),
    "SwapCharacters": (("Ctrl+t",), "Swaps the character with the one before it"),
    "UpcaseWord": (("Alt+u",), "Makes the word upper case"),
    "DowncaseWord": (("Alt+l",), "Makes the word lower case"),
    "CapitalizeWord": (("Alt+c",), "Gives the word a capital"),
    "BackwardChar": (("LeftArrow", "Ctrl+b"), "Moves back one character"),
    "ForwardChar": (("RightArrow", "Ctrl+f"), "Moves on one character"),
    "BackwardWord": (("Alt+b", "Ctrl+LeftArrow"), "Moves back one word"),
    "ForwardWord": (("Alt+f", "Ctrl+RightArrow"), "Moves on one word"),
    "NextWord": ((), "Moves on one word"),
    "BeginningOfLine": (("Home", "Ctrl+a"), "Moves to the beginning of the line"),
    "EndOfLine": (("End", "Ctrl+e"), "Moves to the end of the line"),
    "PreviousHistory": (("UpArrow", "Ctrl+p"), "Shows the line before in the history"),
    "NextHistory": (("DownArrow", "Ctrl+n"), "Shows the next line of the history"),
    "HistorySearchBackward": ((), "Shows the line before that begins with the text"),
    "HistorySearchForward": ((), "Shows the next line that begins with the text"),
    "BeginningOfHistory": (("Alt+<",), "Shows the first line of the history"),
    "EndOfHistory": (("Alt+>",), "Shows the last line of the history"),
    "ReverseSearchHistory": (("Ctrl+r",), "Searches the history backwards while typing"),
    "Complete": ((), "Completes as far as the candidates agree"),
    "MenuComplete": (("Tab",), "Completes with the next candidate of a menu"),
    "TabCompleteNext": ((), "Completes with the next candidate"),
    "TabCompletePrevious": (("Shift+Tab",), "Completes with the candidate before"),
    "AcceptSuggestion": ((), "Takes the suggestion shown behind the cursor"),
    "AcceptNextSuggestionWord": (("Alt+RightArrow",), "Takes the next word of the suggestion"),
    "ClearScreen": (("Ctrl+l",), "Clears the screen"),
    "ViEditVisually": (("Ctrl+x,Ctrl+e",), "Edits the text in $VISUAL or $EDITOR"),
}

_NAMED_KEYS = (
    "Enter Escape Tab Backspace Delete Insert Home End PageUp PageDown UpArrow DownArrow LeftArrow RightArrow Spacebar "
    "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"
).split()
_MODIFIERS = {"ctrl": "Ctrl", "control": "Ctrl", "alt": "Alt", "shift": "Shift"}

_CONSOLE_COLORS = {
    "black": 30, "darkred": 31, "darkgreen": 32, "darkyellow": 33, "darkblue": 34, "darkmagenta": 35, "darkcyan": 36,
    "gray": 37, "darkgray": 90, "red": 91, "green": 92, "yellow": 93, "blue": 94, "magenta": 95, "cyan": 96,
    "white": 97,
}  # fmt: skip
COLORS = {
    "Command": "\x1b[33m", "Comment": "\x1b[90;3m", "ContinuationPrompt": "", "Default": "", "Emphasis": "\x1b[96m",
    "Error": "\x1b[31m", "InlinePrediction": "\x1b[90m", "Keyword": "\x1b[94m", "ListPrediction": "\x1b[33m",
    "ListPredictionSelected": "\x1b[48;5;238m", "Member": "", "Number": "\x1b[35m", "Operator": "\x1b[90m",
    "Parameter": "\x1b[90m", "Selection": "\x1b[7m", "String": "\x1b[36m", "Type": "\x1b[36m",
    "Variable": "\x1b[32m",
}  # fmt: skip


def color_property(key: str) -> str:
    """The option that keeps the colour of a key of `-Colors`."""
    return "DefaultTokenColor" if key == "Default" else key + "Color"


def color_escape(value: Any) -> Optional[str]:
    """A colour as its escape sequence: the name of a console colour, `#rrggbb`, or a sequence; None for anything else."""
    from pssh.objects.convert import to_string

    text = to_string(value)
    if text == "" or text.startswith("\x1b"):
        return text
    number = _CONSOLE_COLORS.get(text.lower())
    if number is not None:
        return f"\x1b[{number}m"
    digits = text[1:] if text.startswith("#") else ""
    if len(digits) == 6 and all(each in "0123456789abcdefABCDEF" for each in digits):
        red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
        return f"\x1b[38;2;{red};{green};{blue}m"
    return None


def canonical_chord(text: str) -> Optional[str]:
    """A chord as it is shown (`Ctrl+x,Ctrl+e`); None when it names no keys."""
    made = [_canonical_key(part.strip()) for part in text.split(",")]
    return None if None in made else ",".join(part for part in made if part is not None)


def _canonical_key(text: str) -> Optional[str]:
    *words, key = text.split("+") if not text.endswith("+") else [*text[:-1].rstrip("+").split("+"), "+"]
    modifiers = [_MODIFIERS.get(word.strip().lower(), "") for word in words if word]
    named = next((name for name in _NAMED_KEYS if name.lower() == key.lower()), None)
    if "" in modifiers or (named is None and len(key) != 1):
        return None
    if named is None and "Shift" not in modifiers and "Ctrl" in modifiers:
        key = key.lower()
    ordered = [word for word in ("Alt", "Ctrl", "Shift") if word in modifiers]
    return "+".join([*ordered, named or key])


class KeyHandler:
    """A key and what it does: a function of the editor, or a script block."""

    net_type_name = "Microsoft.PowerShell.KeyHandler"

    def __init__(self, key: str, function: str, description: str = "", block: Any = None) -> None:
        self.key = key
        self.function = function
        self.description = description
        self.block = block


class LineEditor:
    """`line` is the line being typed while there is one, as the prompt made it reachable. `changes` counts what was
    set, so that the prompt knows when to look again."""

    def __init__(self) -> None:
        self.options = _options()
        # (chord, vi mode or "" for every mode) -> what was set; None: taken away
        self.own: Dict[Tuple[str, str], Optional[KeyHandler]] = {}
        self.line: Any = None
        self.changes = 0

    def handlers(self) -> List[KeyHandler]:
        """The keys that do something, with those that were set."""
        rows = {key: KeyHandler(key, name, says) for name, (keys, says) in FUNCTIONS.items() for key in keys}
        for (key, mode), handler in self.own.items():
            if handler is not None:
                rows[key] = handler
            elif not mode:
                rows.pop(key, None)
        return list(rows.values())

    def bind(self, handler: KeyHandler, mode: str = "") -> None:
        """A key does something from now on, `mode` (Insert or Command) in that mode of vi only."""
        self.own[handler.key, mode] = handler
        self.changes += 1

    def unbind(self, key: str, mode: str = "") -> None:
        """A key does nothing more, in one mode of vi or in all."""
        if not mode:
            for each in [each for each in self.own if each[0] == key]:
                del self.own[each]
        self.own[key, mode] = None
        self.changes += 1


def _options() -> PSObject:
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    members: Dict[str, Any] = {
        "EditMode": "Emacs",
        "AddToHistoryHandler": None,
        "HistoryNoDuplicates": True,
        "HistorySavePath": os.path.join(state, "pssh", "history"),
        "HistorySaveStyle": "SaveIncrementally",
        "HistorySearchCaseSensitive": False,
        "HistorySearchCursorMovesToEnd": False,
        "MaximumHistoryCount": 4096,
        "ContinuationPrompt": ">> ",
        "ExtraPromptLineCount": 0,
        "PromptText": ["> "],
        "BellStyle": "Audible",
        "DingDuration": 50,
        "DingTone": 1221,
        "CommandsToValidateScriptBlockArguments": [
            "ForEach-Object",
            "%",
            "Invoke-Command",
            "icm",
            "Where-Object",
            "?",
        ],
        "CommandValidationHandler": None,
        "CompletionQueryItems": 100,
        "MaximumKillRingCount": 10,
        "ShowToolTips": True,
        "ViModeIndicator": "None",
        "ViModeChangeHandler": None,
        "WordDelimiters": ";:,.[]{}()/\\|!?^&*-=+'\"–—―",
        "AnsiEscapeTimeout": 100,
        "PredictionSource": "History",
        "PredictionViewStyle": "InlineView",
        "TerminateOrphanedConsoleApps": False,
    }
    members.update((color_property(key), sequence) for key, sequence in COLORS.items())
    return PSObject(None, members, [OPTIONS_TYPE, "System.Object"])


EDITOR = LineEditor()
