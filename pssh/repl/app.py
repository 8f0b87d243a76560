"""The loop of the prompt: read, run, show, until `exit`."""

import asyncio
import contextlib
import pathlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pssh.objects.errors import PSError
from pssh.objects.flow import PipelineStopped
from pssh.repl.completer import Answer
from pssh.repl.editor import remembers
from pssh.repl.foreground import Foreground
from pssh.repl.history import FileHistory
from pssh.repl.host import ReplHost
from pssh.repl.loop import PromptLoop
from pssh.repl.notices import Notices
from pssh.repl.places import LocalPlace, Place, is_leaving, may_leave
from pssh.repl.reader import Reader
from pssh.repl.remote_place import RemotePlace

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["Repl"]


class Repl:
    """The prompt over one local runspace. `history_file` keeps the typed lines."""

    def __init__(self, runspace: "Runspace", host: ReplHost, history_file: pathlib.Path) -> None:
        self.host = host
        self.places: list[Place] = [LocalPlace(runspace, host)]
        self.history = FileHistory(history_file)
        self.reader = Reader(self.history, self._complete, host.keys, host.interrupts)
        self.reader.run_block = self._run_key
        self.reader.entered = self._entered
        self.history.remembers = lambda text: remembers(text, self._ask)
        self.foreground = Foreground(host.interrupts)
        self.notices = Notices(runspace, self._announce, lambda job: host.foreground_job is job)
        self._told_jobs = False  # that leaving ends them
        self._ready: tuple[Place, str] | None = None  # the prompt that was made as the last command ended

        host.enter, host.leave = self.enter, self.leave
        host.announce = self._announce
        host.typed = self._typed
        host.is_inside = lambda: len(self.places) > 1

    @property
    def place(self) -> Place:
        """Where the prompt is."""
        return self.places[-1]

    @property
    def runspace(self) -> Any:
        """The local runspace; Ctrl+Z puts another in its place."""
        return self.places[0].runspace

    # --- moving the prompt --------------------------------------------------------------------------------

    def enter(self, session: Any) -> None:
        """Move the prompt into a session (the next line runs there)."""
        self.places.append(RemotePlace(session, self.runspace, self.host, self.place))
        self._told_place()

    def leave(self) -> None:
        """Move the prompt back one level; in the local runspace nothing happens."""
        if len(self.places) > 1:
            place = self.places.pop()
            self._told_jobs = False
            assert isinstance(place, RemotePlace)
            place.left()
            if getattr(place.session, "temporary", False):
                place.remote.close()
            self._told_place()

    def _told_place(self) -> None:
        self.history.place = self._chain()

    def _chain(self) -> str:
        return "\\".join(place.name for place in self.places[1:])

    # --- the loop -----------------------------------------------------------------------------------------

    async def run(self, first: str | None = None) -> int:
        """Read and run lines until `exit`; the exit code. `first` is run before the first prompt."""
        loop = asyncio.get_running_loop()
        assert isinstance(loop, PromptLoop)
        self.host.loop = loop
        self.host.interrupts.install(loop)
        if first is not None:
            await self._execute(first)
        while self.host.exit_code is None:
            text = await self._read()
            if text is not None and text.strip():
                leaving = may_leave(text)
                await self._execute(text)
                if self.host.exit_code is None:
                    self._told_jobs = self._told_jobs and leaving
                elif self._holds_back():
                    self.host.exit_code = None
        return self.host.exit_code

    async def _read(self) -> str | None:
        prompt = await self._prompt()
        self.host.flush()
        try:
            return await self.reader.read(prompt)
        except KeyboardInterrupt:
            return None
        except EOFError:
            return "exit"

    async def _prompt(self) -> str:
        ready, self._ready = self._ready, None
        if ready is not None and ready[0] is self.place:
            return ready[1]
        answer: list[str] = []

        def ask() -> None:
            try:
                answer.append(self.place.prompt(self._chain()))
            except PSError as error:
                self._lost(error)
            except PipelineStopped:
                self.runspace.clear_stop()
                self._lost(None)

        while not answer:
            await self.foreground.run(ask, self.runspace.stop)
        return answer[0]

    def _lost(self, error: PSError | None) -> None:
        """The place does not answer: say so and go back one level."""
        name = self._chain()
        if error is not None:
            self.host.write_error_record(error.record)
        self.host.write_error_line(f"The session to {name} is lost; the prompt is back one level.")
        self.leave()
        self.host.flush()

    def _entered(self, text: str) -> None:
        if text.strip() and not may_leave(text):
            self.place.begin(text)

    def _leaves(self, text: str) -> bool:
        return isinstance(self.place, RemotePlace) and is_leaving(text)

    def _holds_back(self) -> bool:
        """Leaving would end jobs that Ctrl+Z made. It is said once; who leaves again at once means it."""
        told, self._told_jobs = self._told_jobs, True
        if told or not self.place.aside:
            return False
        self.host.write_warning(
            "There are commands that Ctrl+Z has put aside; they end when you leave. Leave again to end them, or see "
            "Get-Job, fg and bg."
        )
        return True

    async def _execute(self, text: str) -> None:
        place = self.place
        if isinstance(place, RemotePlace) and may_leave(text) and self._holds_back():
            return
        if self._leaves(text):
            self.leave()
            return

        def work() -> None:
            try:
                place.run(text)
            except PSError as error:
                self.host.write_error_record(error.record)
            finally:
                self.host.progress_lines.hide()
                self.host.flush()
            if threading.get_ident() == self.foreground.thread and place is self.place and not place.gone:
                with contextlib.suppress(PSError, PipelineStopped):  # then it is asked for again
                    self._ready = place, place.prompt(self._chain())

        def suspend() -> Callable[[], None] | None:
            return place.put_aside(text, self.foreground.thread)

        await self.foreground.run(work, place.stop, suspend)
        if isinstance(place, RemotePlace) and place.gone and place in self.places:
            while self.place is not place:
                self.leave()
            self.leave()

    # --- beside the loop ----------------------------------------------------------------------------------

    def _complete(self, text: str, cursor: int) -> Answer:
        return self.place.complete(text, cursor)

    def _run_key(self, block: Any) -> None:
        """Run the script block of a key, while a line is being typed."""
        try:
            self.runspace.run_on_stack(lambda: block.invoke(self.runspace))
        except PSError as error:
            self.reader.notice(error.record.message)

    def _ask(self, block: Any, text: str) -> Any:
        """What a handler says of a line; a handler that fails has nothing against it."""
        try:
            answers = self.runspace.run_on_stack(lambda: block.invoke(self.runspace, args=[text]))
        except PSError as error:
            self.reader.notice(error.record.message)
            return True
        return answers[-1] if answers else True

    def _typed(self, data: bytes) -> None:
        if self.host.loop is not None:
            self.host.loop.call_soon_threadsafe(self.reader.typed, data)

    def _announce(self, text: str) -> None:
        """Show a notice under the prompt; while a command runs it waits for the next prompt."""
        if self.host.loop is not None:
            self.host.loop.call_soon_threadsafe(self.reader.notice, text)
