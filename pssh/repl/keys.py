"""What the keys of the prompt do beyond prompt_toolkit's own emacs keys."""

from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition, has_selection
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from pssh.repl.parsing import tokens_and_errors

__all__ = ["accept_line", "accept_suggestion_word", "add_line", "is_incomplete", "key_bindings", "leave"]


def is_incomplete(text: str) -> bool:
    """More input could make the text right: the prompt goes on with `>> `."""
    _, errors = tokens_and_errors(text)
    return any(error.incomplete for error in errors)


@Condition
def _empty() -> bool:
    return not get_app().current_buffer.text


@Condition
def _at_end() -> bool:
    buffer = get_app().current_buffer
    return bool(buffer.suggestion) and buffer.cursor_position == len(buffer.text)


def accept_line(event: KeyPressEvent) -> None:
    """Run a complete text; an incomplete one goes on with a new line."""
    buffer = event.current_buffer
    if buffer.complete_state:
        buffer.complete_state = None
        return
    if is_incomplete(buffer.text):
        buffer.cursor_position = len(buffer.text) if "\n" not in buffer.text else buffer.cursor_position
        buffer.insert_text("\n")
    else:
        buffer.validate_and_handle()


def add_line(event: KeyPressEvent) -> None:
    """Begin a new line whatever the text."""
    event.current_buffer.insert_text("\n")


def leave(event: KeyPressEvent) -> None:
    """Leave the prompt."""
    event.app.exit(exception=EOFError)


def accept_suggestion_word(event: KeyPressEvent) -> None:
    """Take the next word of the suggestion."""
    buffer = event.current_buffer
    text = buffer.suggestion.text if buffer.suggestion else ""
    word = text[: len(text) - len(text.lstrip())] + (text.split() or [""])[0]
    buffer.insert_text(word)


def edit_text(event: KeyPressEvent) -> None:
    """Edit the text in $VISUAL or $EDITOR."""
    event.current_buffer.open_in_editor()


def key_bindings() -> KeyBindings:
    """Enter runs a complete text and continues an incomplete one; Ctrl+D on an empty line leaves."""
    keys = KeyBindings()
    keys.add("enter", filter=~has_selection)(accept_line)
    keys.add("escape", "enter")(add_line)
    keys.add("c-d", filter=_empty)(leave)
    keys.add("escape", "right", filter=_at_end)(accept_suggestion_word)
    keys.add("c-x", "c-e")(edit_text)
    return keys
