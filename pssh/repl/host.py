"""The host of the prompt: questions are asked with prompt_toolkit, on the loop the prompt lives on."""

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import ANSI

from pssh.repl.foreground_job import ForegroundJob
from pssh.repl.keyboard import Interrupts, keyboard
from pssh.repl.loop import PromptLoop
from pssh.repl.progress import ProgressLines
from pssh.repl.style import color_depth
from pssh.runtime.console_host import ConsoleHost
from pssh.runtime.output import OutDefault

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["ReplHost"]


class ReplHost(ConsoleHost):
    """A console host whose lines can be edited, and whose prompt can move to another runspace."""

    def __init__(self) -> None:
        super().__init__(interactive=True)
        self.loop: Optional[PromptLoop] = None
        self.enter: Optional[Callable[[Any], None]] = None  # set by the Repl: moves the prompt to a session
        self.leave: Optional[Callable[[], None]] = None
        self.announce: Callable[[str], None] = lambda text: None  # shows a line under the prompt
        self.is_inside: Callable[[], bool] = lambda: False
        self.progress_lines = ProgressLines(self.out)
        self.keys = keyboard()
        self.interrupts = Interrupts()
        self.aside: dict[int, ForegroundJob] = {}  # the threads of pipelines that Ctrl+Z made jobs
        self.foreground_job: Any = None  # the job that `fg` shows
        self._title = ""

    # --- output -------------------------------------------------------------------------------------------

    def job(self) -> ForegroundJob | None:
        """The job this thread works for, when it is not the one in the foreground."""
        return self.aside.get(threading.get_ident()) if self.aside else None

    def out_default(self, runspace: "Runspace") -> Any:
        return PromptOut(self, runspace)

    def write(self, text: str, foreground: Any = None, background: Any = None) -> None:
        job = self.job()
        if job is not None:
            job.add_output([text.removesuffix("\n")])
            return
        self.progress_lines.hide()
        super().write(text, foreground, background)

    def write_error_line(self, text: str) -> None:
        job = self.job()
        if job is not None:
            job.add_output([text])
            return
        self.progress_lines.hide()
        super().write_error_line(text)

    def write_error_record(self, record: Any) -> None:
        if not self._recorded(2, record):
            super().write_error_record(record)

    def write_warning(self, record: Any) -> None:
        if not self._recorded(3, record):
            super().write_warning(record)

    def write_verbose(self, record: Any) -> None:
        if not self._recorded(4, record):
            super().write_verbose(record)

    def write_debug(self, record: Any) -> None:
        if not self._recorded(5, record):
            super().write_debug(record)

    def write_information(self, record: Any) -> None:
        if not self._recorded(6, record):
            super().write_information(record)

    def progress(self, record: Any) -> None:
        if not self._recorded(7, record) and self.out.is_terminal:
            self.progress_lines.show(record, self.width)

    def tell_job(self, job: Any) -> None:
        """What Ctrl+Z has done."""
        self.write_line(f"\n[{job.id}] {job.state}  {' '.join(str(job.command).split())}")
        self.flush()

    def _recorded(self, stream: int, record: Any) -> bool:
        job = self.job()
        if job is not None:
            job.add_record(stream, record)
        return job is not None

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
            return str(job.ask("ReadLine", prompt))
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

    def _ask(self, prompt: str) -> None:
        self.progress_lines.hide()
        super()._ask(prompt)

    # --- the prompt -----------------------------------------------------------------------------------------

    def push_runspace(self, session: Any) -> None:
        if self.enter is None:
            super().push_runspace(session)
        else:
            self.enter(session)

    def pop_runspace(self) -> None:
        if self.leave is not None:
            self.leave()

    def set_exit(self, code: int) -> None:
        job = self.job()
        if job is not None:
            job.exit_code = code
        else:
            super().set_exit(code)

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


class PromptOut(OutDefault):
    """The output of a line: to the screen, or to the job that Ctrl+Z has made of it."""

    def process(self, value: Any) -> None:
        host: ReplHost = self.host
        job = host.job() if host.aside else None
        if job is None:
            super().process(value)
            return
        self.end()
        job.add_output([value])
