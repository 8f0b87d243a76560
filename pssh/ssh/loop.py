"""One asyncio loop on a thread of its own, and the bridge by which pipeline threads use it.

A pipeline thread calls `LoopThread.run(coroutine)` and waits. While it waits, the coroutine may put a
question to that
thread (`Asker.ask`): a password prompt belongs to the thread of the user, never to the loop.
"""

import threading
from collections import deque
from typing import Any, Callable, Coroutine, Deque, Optional

__all__ = ["Asker", "LoopThread", "loop_thread"]


class Asker:
    """Questions of a coroutine, answered on the thread that waits for the coroutine."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.questions: Deque[Any] = deque()

    async def ask(self, function: Callable[..., Any], *args: Any) -> Any:
        """Run `function(*args)` on the waiting thread and return what it returns."""
        import asyncio

        loop = asyncio.get_running_loop()
        answer = loop.create_future()

        def serve() -> None:
            try:
                value = function(*args)
            except BaseException as error:
                problem = error if isinstance(error, Exception) else ConnectionAbortedError("stopped")
                loop.call_soon_threadsafe(_fail, answer, problem)
                if problem is not error:
                    raise
            else:
                loop.call_soon_threadsafe(_finish, answer, value)

        self.questions.append(serve)
        self.event.set()
        return await answer


def _finish(future: Any, value: Any) -> None:
    if not future.done():
        future.set_result(value)


def _fail(future: Any, error: BaseException) -> None:
    if not future.done():
        future.set_exception(error)


class LoopThread:
    """An asyncio loop that runs on a daemon thread until the process ends."""

    def __init__(self, name: str = "ssh") -> None:
        import asyncio

        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._main, name=name, daemon=True)
        self.thread.start()

    def _main(self) -> None:
        import asyncio

        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()

    def post(self, function: Callable[..., Any], *args: Any) -> None:
        """Call `function(*args)` on the loop soon, from any thread."""
        try:
            self.loop.call_soon_threadsafe(function, *args)
        except RuntimeError:  # the loop is closed: the process is about to end
            pass

    def start(
        self, work: Coroutine[Any, Any, Any], done: Callable[[Any, Optional[BaseException]], None]
    ) -> None:
        """Run a coroutine on the loop; `done(result, error)` is called there."""

        def finished(task: Any) -> None:
            error: Optional[BaseException] = (
                ConnectionAbortedError("cancelled") if task.cancelled() else task.exception()
            )
            done(None if error else task.result(), error)

        self.post(lambda: self.loop.create_task(work).add_done_callback(finished))

    def run(
        self,
        work: Coroutine[Any, Any, Any],
        asker: Optional[Asker] = None,
        wait: Optional[Callable[[threading.Event], Any]] = None,
        timeout: Optional[float] = None,
    ) -> Any:
        """Run a coroutine on the loop and wait for its result on this thread.

        `wait(event)` is how this thread waits (a runspace's interruptible wait); an exception out of it
        cancels the
        coroutine.
        """
        asker = asker or Asker()
        event = asker.event
        outcome: list[Any] = []
        tasks: list[Any] = []

        def launch() -> None:
            import asyncio

            task = self.loop.create_task(asyncio.wait_for(work, timeout) if timeout else work)
            tasks.append(task)
            task.add_done_callback(finished)

        def finished(task: Any) -> None:
            outcome.append(task)
            event.set()

        self.post(launch)
        try:
            while not outcome:
                (wait or threading.Event.wait)(event)
                event.clear()
                while asker.questions:
                    asker.questions.popleft()()
        except BaseException:
            self.post(lambda: [task.cancel() for task in tasks])
            raise
        task = outcome[0]
        if task.cancelled():
            raise ConnectionAbortedError("cancelled")
        return task.result()


_instances: "list[LoopThread]" = []
_lock = threading.Lock()


def loop_thread() -> LoopThread:
    """The loop of this process: a resource of the process like its threads, made on first use."""
    with _lock:
        if not _instances or not _instances[0].thread.is_alive():
            _instances[:] = [LoopThread()]
        return _instances[0]
