"""The host of the prompt: questions are asked with prompt_toolkit, on the loop the prompt lives on."""

import asyncio
import os
from collections.abc import Callable
from typing import Any, Optional

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import ANSI

from pssh.repl.console_terminal import ConsoleTerminal
from pssh.repl.keyboard import Interrupts, keyboard
from pssh.repl.loop import PromptLoop
from pssh.repl.progress import ProgressLines
from pssh.repl.style import color_depth
from pssh.runtime.aside import AsideHost
from pssh.runtime.console_host import ConsoleHost

__all__ = ["ReplHost"]


class _Screen(ConsoleHost):
    """A console host that shows progress above the line that is written next."""

    def __init__(self) -> None:
        super().__init__(interactive=True)
        self.progress_lines = ProgressLines(self.out)

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        self.progress_lines.hide()
        super().write(text, foreground, background)

    def write_error_line(self, text: str) -> None:
        self.progress_lines.hide()
        super().write_error_line(text)

    def progress(self, record: Any) -> None:
        if self.out.is_terminal:
            self.progress_lines.show(record, self.width)

    def _ask(self, prompt: str) -> None:
        self.progress_lines.hide()
        super()._ask(prompt)


class ReplHost(AsideHost, _Screen):
    """A host whose lines can be edited, and whose prompt can move to another runspace."""

    def __init__(self) -> None:
        super().__init__()
        self.loop: Optional[PromptLoop] = None
        self.enter: Optional[Callable[[Any], None]] = None  # set by the Repl: moves the prompt to a session
        self.leave: Optional[Callable[[], None]] = None
        self.announce: Callable[[str], None] = lambda text: None  # shows a line under the prompt
        self.typed: Callable[[bytes], None] = lambda data: None  # takes keys that a far program did not
        self.is_inside: Callable[[], bool] = lambda: False
        self.keys = keyboard()
        self.interrupts = Interrupts()
        self._title = ""

    # --- programs -----------------------------------------------------------------------------------------

    def open_terminal(self) -> Any:
        """Our own terminal for a program that runs alone there; None where we have none, or it is somebody else's."""
        if self.loop is None or self.job() is not None or not os.isatty(0) or os.tcgetpgrp(0) != os.getpgrp():
            return None
        return ConsoleTerminal(self)

    def put_aside(self) -> bool:
        """Ctrl+Z has stopped the program in the foreground: make a job of its pipeline, if that is possible now."""
        if self.loop is None or self.interrupts.suspend is None:
            return False
        self.loop.call_soon_threadsafe(self.interrupts.put_aside)
        return True

    # --- asking -------------------------------------------------------------------------------------------

    def read_line(self, prompt: str = "") -> str:
        return self._typed(prompt)

    def read_command(self, prompt: str = "") -> Optional[str]:
        """A line of a nested prompt, edited like any other."""
        return self._typed(prompt)

    def read_secure(self, prompt: str = "") -> Any:
        from pssh.objects.net.security import SecureString

        return SecureString(self._typed(prompt, secret=True))

    def _typed(self, prompt: str, secret: bool = False) -> str:
        """Ask on the prompt's loop; the pipeline's thread waits. Ctrl+C at the question stops the pipeline."""
        from pssh.objects.flow import PipelineStopped

        job = self.job()
        if job is not None:
            return str(job.ask("ReadLine", [prompt]))
        self.progress_lines.hide()
        self.flush()
        if self.loop is None:
            return super().read_line(prompt)
        first, newline, last = prompt.rpartition("\n")
        self.write(first + newline)
        self.flush()
        answer = asyncio.run_coroutine_threadsafe(self._line(last, secret), self.loop).result()
        if answer is None:
            if self.runspace is not None:
                self.runspace.stop()
            raise PipelineStopped
        return answer

    async def _line(self, prompt: str, secret: bool) -> str | None:
        """What was typed; None for Ctrl+C, the empty text for Ctrl+D."""
        session: PromptSession[str] = PromptSession(
            input=self.keys, color_depth=color_depth(), is_password=secret
        )
        self.interrupts.sessions.append(session)
        try:
            return await session.prompt_async(ANSI(prompt), handle_sigint=False)
        except KeyboardInterrupt:
            return None
        except EOFError:
            return ""
        finally:
            self.interrupts.sessions.remove(session)

    # --- the prompt -----------------------------------------------------------------------------------------

    def push_runspace(self, session: Any) -> None:
        if self.enter is None:
            super().push_runspace(session)
        else:
            self.enter(session)

    def pop_runspace(self) -> None:
        if self.leave is not None:
            self.leave()

    @property
    def pushed(self) -> bool:
        return self.is_inside()

    @property
    def window_title(self) -> str:
        return self._title

    @window_title.setter
    def window_title(self, value: str) -> None:
        self._title = value
        if self.out.is_terminal:
            self.write(f"\x1b]0;{value}\x07")
