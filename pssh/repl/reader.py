"""Reads one command at the prompt: a `PromptSession` with our keys, colours, history and completion."""

from collections.abc import Callable
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import History
from prompt_toolkit.input import Input
from prompt_toolkit.shortcuts import CompleteStyle

from pssh.repl.completer import Answer, PlaceCompleter
from pssh.repl.editor import apply_options, own_bindings
from pssh.repl.highlight import PowerShellLexer
from pssh.repl.keyboard import Interrupts, keys_of, type_ahead
from pssh.repl.keys import key_bindings
from pssh.repl.layout import lay_out_what_shows
from pssh.repl.style import STYLE, color_depth
from pssh.runtime.line_editor import EDITOR

__all__ = ["Reader"]


class Reader:
    """The prompt line. `complete(text, cursor)` is asked for completions."""

    def __init__(
        self, history: History, complete: Callable[[str, int], Answer], keys: Input, interrupts: Interrupts
    ) -> None:
        self.interrupts = interrupts
        self.run_block: Callable[[Any], None] = lambda block: None
        self.entered: Callable[[str], None] = lambda text: (
            None
        )  # hears of a line before it is drawn for the last time
        self._applied = 0
        self.session: PromptSession[str] = PromptSession(
            input=keys,
            history=history,
            lexer=PowerShellLexer(),
            completer=PlaceCompleter(complete),
            complete_while_typing=False,
            complete_style=CompleteStyle.MULTI_COLUMN,
            auto_suggest=AutoSuggestFromHistory(),
            key_bindings=key_bindings(),
            style=STYLE,
            color_depth=color_depth(),
            multiline=True,
            prompt_continuation=lambda width, line, wrapped: "" if wrapped else ">> ",
            enable_history_search=True,
            enable_open_in_editor=True,
            include_default_pygments_style=False,
        )
        buffer = self.session.default_buffer
        buffer.accept_handler = self._accepting(buffer.accept_handler)
        lay_out_what_shows(self.session)
        self.session.app.terminal_size_polling_interval = None  # SIGWINCH tells

    async def read(self, prompt: str) -> str:
        """The text typed at `prompt`.

        Raises:
            EOFError: Ctrl+D on an empty line.
            KeyboardInterrupt: Ctrl+C; the line is dropped.
        """
        if self._applied != EDITOR.changes:
            self._applied = EDITOR.changes
            apply_options(self.session)
            self.session.key_bindings = own_bindings(lambda block: self.run_block(block))
        self.interrupts.sessions.append(self.session)
        try:
            return await self.session.prompt_async(ANSI(prompt), handle_sigint=False)
        finally:
            self.interrupts.sessions.remove(self.session)
            self.session.bottom_toolbar = None

    def _accepting(self, accept: Any) -> Callable[[Buffer], bool]:
        def accepted(buffer: Buffer) -> bool:
            self.entered(buffer.text)
            return bool(accept(buffer))

        return accepted

    def typed(self, data: bytes) -> None:
        """Keys that were meant for this line, or for the next one, have come another way."""
        app = self.session.app
        if app.is_running and not app.is_done:
            app.key_processor.feed_multiple(keys_of(data))
            app.key_processor.process_keys()
        else:
            type_ahead(data)

    def notice(self, text: str) -> None:
        """Show a line under the prompt, with those already there, until this line is entered."""
        before = f"{self.session.bottom_toolbar}\n" if self.session.bottom_toolbar else ""
        self.session.bottom_toolbar = before + text
        self.session.app.invalidate()
