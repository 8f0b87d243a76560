"""Events: subscribers, the queue of those nobody handles, and running actions when the pipeline can.

A source may fire on any thread; actions run on the runspace's own thread: while it sleeps or waits, between
lines at the prompt, or at once on a thread of their own when nothing runs.
"""

import threading
import time
from typing import TYPE_CHECKING, Any, Callable, List, Optional

from pssh.objects.flow import PipelineStopped

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["EventArgs", "EventManager", "Subscriber"]


class EventArgs:
    """One event: what `$Event` holds and Get-Event gives."""

    net_type_name = "System.Management.Automation.PSEventArgs"
    __slots__ = ("computer_name", "event_identifier", "message_data", "runspace", "sender", "source_args", "source_event_args",
                 "source_identifier", "time_generated")  # fmt: skip

    def __init__(
        self,
        number: int,
        source_identifier: str,
        sender: Any = None,
        source_args: Any = (),
        message_data: Any = None,
    ) -> None:
        self.computer_name: Optional[str] = None
        self.runspace: Any = None
        self.event_identifier = number
        self.source_identifier = source_identifier
        self.sender = sender
        self.source_args = list(source_args or [])
        self.source_event_args = next((arg for arg in self.source_args if _is_event_args(arg)), None)
        self.time_generated = time.time()
        self.message_data = message_data


def _is_event_args(value: Any) -> bool:
    from pssh.objects.types import type_names, type_of

    return any(name.endswith("EventArgs") for name in type_names(value)) or (
        "system.eventargs" in type_of(value).supers()
    )


class Subscriber:
    """Who listens to a source, and what is done: `action` a script block, or None for the queue."""

    net_type_name = "System.Management.Automation.PSEventSubscriber"

    def __init__(
        self,
        number: int,
        source_identifier: str,
        source: Any = None,
        event_name: str = "",
        action: Any = None,
        message_data: Any = None,
        support_event: bool = False,
        forward: bool = False,
        max_trigger_count: int = 0,
    ) -> None:
        self.subscription_id = number
        self.source_identifier = source_identifier
        self.source_object = source
        self.event_name = event_name
        self.action = action  # the job of the action, whose module holds what the action assigns
        self.block: Any = None
        self.message_data = message_data
        self.support_event = support_event
        self.forward_event = forward
        self.handler_delegate = None  # .NET code cannot subscribe here, so there never is one
        self.max_trigger_count = max_trigger_count
        self.triggered = 0
        self.detach: Optional[Callable[[], None]] = None


class EventManager:
    """The events of one runspace."""

    def __init__(self, runspace: "Runspace") -> None:
        self.runspace = runspace
        self.queue: List[EventArgs] = []
        self.subscribers: List[Subscriber] = []
        self._changed = threading.Condition()
        self._pending: List[Any] = []
        self._event_number = 0
        self._subscription_number = 0
        self._running = threading.Lock()
        runspace.on_stop.append(self._wake)

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # --- subscribing ------------------------------------------------------------------------------------------

    def subscribe(self, source_identifier: str, **options: Any) -> Subscriber:
        """A new subscriber; the caller wires it to its source."""
        self._subscription_number += 1
        made = Subscriber(self._subscription_number, source_identifier, **options)
        self.subscribers.append(made)
        return made

    def unsubscribe(self, subscriber: Subscriber) -> None:
        if subscriber.detach is not None:
            subscriber.detach()
        if subscriber in self.subscribers:
            self.subscribers.remove(subscriber)

    # --- firing -----------------------------------------------------------------------------------------------

    def new_event(
        self, source_identifier: str, sender: Any = None, args: Any = (), data: Any = None
    ) -> EventArgs:
        """New-Event: an event to all subscribers of that identifier, or into the queue."""
        event = self._make(source_identifier, sender, args, data)
        listeners = [s for s in self.subscribers if s.source_identifier.lower() == source_identifier.lower()]
        if not listeners:
            self._enqueue(event)
        for subscriber in listeners:
            self.deliver(subscriber, event)
        return event

    def _make(self, source_identifier: str, sender: Any, args: Any, data: Any) -> EventArgs:
        self._event_number += 1
        made = EventArgs(self._event_number, source_identifier, sender, args, data)
        made.runspace = self.runspace
        return made

    def fire(self, subscriber: Subscriber, sender: Any, args: Any) -> None:
        """A source fired for one subscriber (on any thread)."""
        event = self._make(subscriber.source_identifier, sender, [sender, *args], subscriber.message_data)
        self.deliver(subscriber, event)

    def deliver(self, subscriber: Subscriber, event: EventArgs) -> None:
        """Hand an event to a subscriber: run its action soon, or queue it."""
        subscriber.triggered += 1
        if subscriber.max_trigger_count and subscriber.triggered >= subscriber.max_trigger_count:
            self.unsubscribe(subscriber)
        forward = self.runspace.services.get("forward_event") if subscriber.forward_event else None
        if forward is not None:
            forward(event)
            return
        if subscriber.block is None:
            if event.message_data is None:
                event.message_data = subscriber.message_data
            self._enqueue(event)
            return
        with self._changed:
            self._pending.append((subscriber, event))
            self._changed.notify_all()
        if not self.runspace.busy:
            from pssh.runtime.stack import start_on_big_stack

            start_on_big_stack(self._when_idle)

    def _enqueue(self, event: EventArgs) -> None:
        with self._changed:
            self.queue.append(event)
            self._changed.notify_all()

    def _when_idle(self) -> None:
        if not self.runspace.busy:
            self.run_pending()

    # --- actions ----------------------------------------------------------------------------------------------

    def run_pending(self) -> None:
        """Run the actions that wait; called where the pipeline's thread has time."""
        if not self._pending or not self._running.acquire(blocking=False):
            return
        try:
            while self._pending:
                with self._changed:
                    if not self._pending:
                        return
                    subscriber, event = self._pending.pop(0)
                self._run_action(subscriber, event)
        finally:
            self._running.release()

    def _run_action(self, subscriber: Subscriber, event: EventArgs) -> None:
        rs = self.runspace
        block, scope = subscriber.block, subscriber.action.module.scope
        for name, value in (
            ("Event", event),
            ("EventSubscriber", subscriber),
            ("Sender", event.sender),
            ("EventArgs", event.source_event_args),
        ):
            scope.set(name, value)
        question, code = rs.question, rs.last_exit_code
        out = subscriber.action.gave
        subscriber.action.run()
        try:
            block.invoke(rs, args=event.source_args, dot=True, scope=scope, out=out)
        except PipelineStopped:
            raise
        except Exception as error:
            rs.add_error(rs.error_record(error))
        finally:
            rs.question, rs.last_exit_code = question, code

    # --- waiting ------------------------------------------------------------------------------------------------

    def sleep(self, seconds: float) -> None:
        """Sleep while actions run as their events come."""
        self._until(lambda: False, seconds)

    def wait(self, source_identifier: Optional[str], timeout: Optional[float]) -> Optional[EventArgs]:
        """Wait-Event: the first event in the queue (of that source), None at the timeout."""
        found: List[EventArgs] = []

        def there() -> bool:
            for event in self.queue:
                if source_identifier is None or event.source_identifier.lower() == source_identifier.lower():
                    found.append(event)
                    return True
            return False

        self._until(there, timeout)
        return found[0] if found else None

    def _until(self, reached: Callable[[], bool], timeout: Optional[float]) -> None:
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            self.run_pending()
            if self.runspace.stopping:
                raise PipelineStopped
            with self._changed:
                if reached():
                    return
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    return
                if not self._pending and not self.runspace.stopping:
                    self._changed.wait(left)

    def close(self) -> None:
        """The runspace ends: what waits for PowerShell.Exiting runs, all else is unsubscribed."""
        for subscriber in list(self.subscribers):
            if subscriber.source_identifier.lower() == "powershell.exiting" and subscriber.block is not None:
                self._run_action(
                    subscriber, self._make("PowerShell.Exiting", None, (), subscriber.message_data)
                )
            if subscriber.detach is not None:
                subscriber.detach()
        self.subscribers.clear()
