"""One thread that runs tasks in order: pipelines need a deep stack and must not run on the I/O thread."""

import threading
from collections import deque
from typing import Any, Callable, Deque, List, Optional

__all__ = ["STACK_SIZE", "Worker"]

# Virtual memory; pages are taken when a deep recursion touches them.
STACK_SIZE = 512 * 1024 * 1024


class Worker:
    """Tasks run on a thread of its own, started with the first."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._tasks: Deque[Callable[[], Any]] = deque()
        self._ready = threading.Condition()
        self._closed = False
        self._thread: Optional[threading.Thread] = None
        self._on_done: List[Callable[[], Any]] = []
        self._done = False

    def add(self, task: Callable[[], Any]) -> None:
        """Run `task` after those before it."""
        with self._ready:
            self._tasks.append(task)
            self._ready.notify()
            if self._thread is None:
                self._start()

    def _start(self) -> None:
        before = threading.stack_size()
        try:
            threading.stack_size(STACK_SIZE)
        except (ValueError, RuntimeError):
            before = threading.stack_size()  # this system does not allow it: the usual depth must do
        self._thread = threading.Thread(target=self.run, name=self._name, daemon=True)
        try:
            self._thread.start()
        finally:
            threading.stack_size(before)

    def when_done(self, call: Callable[[], Any]) -> None:
        """Call when the last task has ended after `close`."""
        with self._ready:
            if not self._done and self._thread is not None:
                self._on_done.append(call)
                return
        call()

    def run(self) -> None:
        """Run tasks until `close`."""
        try:
            self._run()
        finally:
            with self._ready:
                self._done = True
                calls = self._on_done
            for call in calls:
                call()

    def _run(self) -> None:
        while True:
            with self._ready:
                while not self._tasks and not self._closed:
                    self._ready.wait()
                if self._closed:
                    return
                task = self._tasks.popleft()
            try:
                task()
            except Exception:  # the next task must still run; this is the agent's own fault
                import traceback

                traceback.print_exc()

    def retire(self, successor: "Worker") -> None:
        """End with the running task; `successor` does what was to follow."""
        with self._ready:
            self._closed = True
            tasks, self._tasks = self._tasks, deque()
            self._ready.notify_all()
        for task in tasks:
            successor.add(task)

    def close(self) -> None:
        """No more tasks; the running one ends by itself."""
        with self._ready:
            self._closed = True
            self._tasks.clear()
            self._ready.notify_all()
