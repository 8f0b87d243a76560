"""Lets the prompt heed what PSReadLine's cmdlets set: keys, colours, edit mode, suggestions, what is remembered."""

from collections.abc import Callable
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Always, Filter, vi_insert_mode, vi_navigation_mode
from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.bindings.named_commands import get_by_name
from prompt_toolkit.styles import BaseStyle, Style, merge_styles

from pssh.repl.keys import accept_line, accept_suggestion_word, add_line, key_bindings, leave
from pssh.repl.style import STYLE
from pssh.runtime.line_editor import COLORS, EDITOR, KeyHandler, color_property

__all__ = ["Line", "apply_options", "keys_of", "own_bindings", "remembers"]

# functions of the line editor -> readline's commands, which prompt_toolkit has under their names
_READLINE = {
    "DeleteChar": "delete-char", "BackwardDeleteChar": "backward-delete-char",
    "BackwardDeleteLine": "unix-line-discard", "KillLine": "kill-line", "KillWord": "kill-word",
    "BackwardKillWord": "backward-kill-word", "UnixWordRubout": "unix-word-rubout", "Yank": "yank",
    "YankPop": "yank-pop", "YankLastArg": "yank-last-arg", "YankNthArg": "yank-nth-arg", "Undo": "undo",
    "SwapCharacters": "transpose-chars", "UpcaseWord": "uppercase-word", "DowncaseWord": "downcase-word",
    "CapitalizeWord": "capitalize-word", "BackwardChar": "backward-char", "ForwardChar": "forward-char",
    "BackwardWord": "backward-word", "ForwardWord": "forward-word", "NextWord": "forward-word",
    "BeginningOfLine": "beginning-of-line", "EndOfLine": "end-of-line", "PreviousHistory": "previous-history",
    "NextHistory": "next-history", "HistorySearchBackward": "previous-history",
    "HistorySearchForward": "next-history", "BeginningOfHistory": "beginning-of-history",
    "EndOfHistory": "end-of-history", "ReverseSearchHistory": "reverse-search-history", "Complete": "complete",
    "MenuComplete": "menu-complete", "TabCompleteNext": "menu-complete",
    "TabCompletePrevious": "menu-complete-backward", "ClearScreen": "clear-screen",
    "ViEditVisually": "edit-and-execute-command",
}  # fmt: skip

_KEYS = {
    "enter": "enter", "escape": "escape", "tab": "tab", "backspace": "backspace", "delete": "delete",
    "insert": "insert", "home": "home", "end": "end", "pageup": "pageup", "pagedown": "pagedown", "uparrow": "up",
    "downarrow": "down", "leftarrow": "left", "rightarrow": "right", "spacebar": " ",
}  # fmt: skip

_STYLES = {
    "Command": "pygments.name.function", "Comment": "pygments.comment", "Error": "pygments.error",
    "InlinePrediction": "auto-suggestion", "Keyword": "pygments.keyword", "Member": "pygments.name.property",
    "Number": "pygments.literal.number", "Operator": "pygments.operator", "Parameter": "pygments.name.attribute",
    "String": "pygments.literal.string", "Type": "pygments.name.class", "Variable": "pygments.name.variable",
}  # fmt: skip


class Line:
    """The line being typed, as the script of a key reaches it."""

    def __init__(self, event: KeyPressEvent) -> None:
        self.event = event
        self.buffer = event.current_buffer

    @property
    def text(self) -> str:
        return self.buffer.text

    @property
    def cursor(self) -> int:
        return self.buffer.cursor_position

    def insert(self, text: str) -> None:
        self.buffer.insert_text(text)

    def move(self, place: int) -> None:
        self.buffer.cursor_position = max(0, min(place, len(self.buffer.text)))

    def replace(self, start: int, length: int, text: str) -> None:
        whole = self.buffer.text
        self.buffer.text = whole[:start] + text + whole[start + length :]
        self.move(start + len(text))

    def do(self, function: str) -> None:
        _action(function)(self.event)


def _cancel(event: KeyPressEvent) -> None:
    event.app.exit(exception=KeyboardInterrupt)


def _revert(event: KeyPressEvent) -> None:
    event.current_buffer.reset()


def _delete_or_exit(event: KeyPressEvent) -> None:
    if event.current_buffer.text:
        event.current_buffer.delete()
    else:
        leave(event)


def _accept_suggestion(event: KeyPressEvent) -> None:
    suggestion = event.current_buffer.suggestion
    if suggestion:
        event.current_buffer.insert_text(suggestion.text)


def _nothing(_event: KeyPressEvent) -> None:
    """What a key does that was taken away."""


_OWN: dict[str, Callable[[KeyPressEvent], None]] = {
    "AcceptLine": accept_line,
    "ValidateAndAcceptLine": accept_line,
    "AddLine": add_line,
    "CancelLine": _cancel,
    "RevertLine": _revert,
    "DeleteCharOrExit": _delete_or_exit,
    "AcceptSuggestion": _accept_suggestion,
    "AcceptNextSuggestionWord": accept_suggestion_word,
}


def _action(function: str) -> Callable[[KeyPressEvent], Any]:
    return _OWN[function] if function in _OWN else get_by_name(_READLINE[function]).handler


def keys_of(chord: str) -> tuple[str, ...] | None:
    """A chord (`Ctrl+x,Ctrl+e`) as prompt_toolkit names keys; None for one that no terminal sends."""
    found: list[str] = []
    for part in chord.split(","):
        *modifiers, key = (
            part.split("+") if not part.endswith("+") else [*part[:-1].rstrip("+").split("+"), "+"]
        )
        name = _KEYS.get(key.lower(), key.lower() if len(key) > 1 else key)
        if "Alt" in modifiers:
            found.append("escape")
        if "Ctrl" in modifiers:
            name = "c-s-" + name if "Shift" in modifiers else "c-@" if name == " " else "c-" + name.lower()
        elif "Shift" in modifiers:
            name = name.upper() if len(name) == 1 else "s-" + name
        found.append(name)
    try:
        KeyBindings().add(*found)(_nothing)
    except ValueError:
        return None
    return tuple(found)


_MODES: dict[str, Filter] = {"": Always(), "Insert": vi_insert_mode, "Command": vi_navigation_mode}


def own_bindings(run: Callable[[Any], None]) -> KeyBindingsBase:
    """The keys of the prompt with those that scripts set; `run` runs a key's script block."""
    keys = KeyBindings()
    for (chord, mode), handler in EDITOR.own.items():
        names = keys_of(chord)
        if names is not None:
            keys.add(*names, filter=_MODES[mode])(_nothing if handler is None else _pressed(handler, run))
    return merge_key_bindings([key_bindings(), keys])


def _pressed(handler: KeyHandler, run: Callable[[Any], None]) -> Callable[[KeyPressEvent], Any]:
    if handler.block is None:
        return _action(handler.function)

    def press(event: KeyPressEvent) -> None:
        EDITOR.line = Line(event)
        try:
            run(handler.block)
        finally:
            EDITOR.line = None

    return press


def _option(name: str) -> Any:
    return EDITOR.options.members[name]


def apply_options(session: PromptSession[str]) -> None:
    """Give the prompt the options as they are now."""
    session.editing_mode = EditingMode.VI if str(_option("EditMode")).lower() == "vi" else EditingMode.EMACS
    wants = str(_option("PredictionSource")).lower() != "none"
    session.auto_suggest = AutoSuggestFromHistory() if wants else None
    session.prompt_continuation = lambda width, line, wrapped: (
        "" if wrapped else str(_option("ContinuationPrompt"))
    )
    session.style = _style()


def _style() -> BaseStyle:
    changed = {}
    for key, name in _STYLES.items():
        sequence = str(_option(color_property(key)))
        if sequence != COLORS[key]:
            changed[name] = to_formatted_text(ANSI(sequence + "x"))[0][0]
    return merge_styles([STYLE, Style.from_dict(changed)]) if changed else STYLE


def remembers(text: str, ask: Callable[[Any, str], Any]) -> tuple[bool, bool]:
    """Whether a line goes into the history of this prompt, and into its file. `ask` runs the handler on the line."""
    saves = str(_option("HistorySaveStyle")).lower() != "savenothing"
    handler = _option("AddToHistoryHandler")
    if handler is None:
        return True, saves
    answer = str(ask(handler, text)).lower()
    if answer in ("false", "skipadding"):
        return False, False
    return True, saves and answer != "memoryonly"
