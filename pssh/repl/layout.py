"""What stands on the screen while a line is typed: nearly always that line, and nothing else.

A `PromptSession` measures and draws its menus, toolbars and search fields at every key and every end of a line, also
those that nobody sees: more than half of the time a line takes.
"""

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.layout import Container, DynamicContainer

__all__ = ["lay_out_what_shows"]


def lay_out_what_shows(session: PromptSession[str]) -> None:
    """Let the session lay out its line alone, and all the rest only while a part of it can be seen."""
    layout, app, buffer = session.layout, session.app, session.default_buffer
    whole, line = layout.container, layout.current_window

    def alone() -> bool:
        message = session.message
        if layout.current_window is not line or not isinstance(message, ANSI) or "\n" in message.value:
            return False
        return app.is_done or not (
            buffer.complete_state or session.bottom_toolbar or app.key_processor.arg is not None
        )

    def shown() -> Container:
        return line if alone() else whole

    # Which windows there are does not change; prompt_toolkit looks for them at every key.
    windows = list(layout.find_all_windows())
    layout.find_all_windows = lambda: (window for window in windows)  # type: ignore[method-assign]  # no other way in
    layout.container = DynamicContainer(shown)
