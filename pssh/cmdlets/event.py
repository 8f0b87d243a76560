"""Register-ObjectEvent, Register-EngineEvent, New-, Get-, Wait- and Remove-Event, subscribers."""

from typing import Annotated, Any, Iterable, Iterator, List, Optional, Tuple

from pssh.objects.errors import NetException, PSError, ps_error
from pssh.runtime.cmdlet import Call, Param, Switch, cmdlet
from pssh.runtime.events import Subscriber
from pssh.runtime.scriptblock import ScriptBlock
from pssh.runtime.wildcards import has_wildcard, wildcard

UTILITY = "Microsoft.PowerShell.Utility"


def _action_job(call: Call, subscriber: Subscriber, block: Any) -> Any:
    """The PSEventJob that keeps what an action writes, with the module the action runs in."""
    from pssh.jobs.event_job import EventJob
    from pssh.jobs.table import jobs_of
    from pssh.objects.net.identity import Guid

    table = jobs_of(call.runspace)
    module = call.runspace.modules.from_block(
        f"__DynamicModule_{Guid.new()}", ScriptBlock.create(""), (), lambda value: None
    )
    job = EventJob(table.next_id(), subscriber.source_identifier, str(block), module)
    table.add(job)
    return job


def _attach(call: Call, subscriber: Subscriber, block: Any) -> Any:
    if block is None:
        return None
    job = subscriber.action = _action_job(call, subscriber, block)
    subscriber.block = ScriptBlock(block.block, job.module.scope)
    return None if subscriber.support_event else subscriber.action


def _identifier(call: Call, given: Optional[str]) -> str:
    if given:
        for each in call.runspace.events.subscribers:
            if each.source_identifier.lower() == given.lower() and not given.lower().startswith(
                "powershell."
            ):
                raise ps_error(
                    "SUBSCRIBER_EXISTS",
                    f"Cannot subscribe to the specified event. A subscriber with the source identifier '{given}' "
                    "already exists.",
                    "InvalidArgument",
                    None,
                    "System.ArgumentException",
                )
        return given
    import os

    text = os.urandom(16).hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


@cmdlet("Register-ObjectEvent", module=UTILITY)
def register_object_event(
    call: Call,
    input_object: Annotated[
        Any, Param(position=0, mandatory=True, type="System.Management.Automation.PSObject")
    ] = None,
    event_name: Annotated[Optional[str], Param(position=1, mandatory=True)] = None,
    source_identifier: Annotated[Optional[str], Param(position=100)] = None,
    action: Annotated[Optional[ScriptBlock], Param(position=101)] = None,
    *,
    message_data: Any = None,
    support_event: Switch = False,
    forward: Switch = False,
    max_trigger_count: int = 0,
) -> Any:
    """Subscribes to an event of an object."""
    from pssh.objects.psobject import unwrap

    source = unwrap(input_object)
    events = call.runspace.events
    name = event_name or ""
    subscriber = events.subscribe(
        _identifier(call, source_identifier), source=source, event_name=name, message_data=message_data,
        support_event=bool(support_event), forward=bool(forward), max_trigger_count=max_trigger_count,
    )  # fmt: skip

    def handler(sender: Any, *args: Any) -> None:
        events.fire(subscriber, sender, args)

    try:
        subscriber.detach = _listen(source, name, handler)
    except (PSError, NetException):
        events.subscribers.remove(subscriber)
        raise
    return _attach(call, subscriber, action)


def _listen(source: Any, name: str, handler: Any) -> Any:
    """Wire a handler to an object's event; gives what undoes it."""
    add = getattr(source, "add_event", None)
    if add is not None:
        add(name, handler)
        return lambda: source.remove_event(name, handler)
    if name.lower() == "statechanged":
        for attribute in ("on_state_changed", "state_changed"):
            listeners = getattr(source, attribute, None)
            if isinstance(listeners, list):
                listeners.append(handler)
                return lambda: listeners.remove(handler) if handler in listeners else None
    raise ps_error(
        "INVALID_REGISTRATION",
        f"Cannot register for the specified event. An event with the name '{name}' does not exist. (Parameter "
        "'eventName')",
        "InvalidArgument",
        None,
        "System.ArgumentException",
    )


@cmdlet("Register-EngineEvent", module=UTILITY)
def register_engine_event(
    call: Call,
    source_identifier: Annotated[Optional[str], Param(position=100, mandatory=True)] = None,
    action: Annotated[Optional[ScriptBlock], Param(position=101)] = None,
    *,
    message_data: Any = None,
    support_event: Switch = False,
    forward: Switch = False,
    max_trigger_count: int = 0,
) -> Any:
    """Subscribes to events of the engine and of New-Event."""
    if action is None and not forward:
        call.throw(
            "ACTION_MANDATORY_FOR_LOCAL",
            "Action must be specified for non-forwarded events.",
            "InvalidArgument",
            None,
            "System.ArgumentException",
        )
    subscriber = call.runspace.events.subscribe(
        source_identifier or "", message_data=message_data, support_event=bool(support_event),
        forward=bool(forward), max_trigger_count=max_trigger_count,
    )  # fmt: skip
    return _attach(call, subscriber, action)


@cmdlet("New-Event", module=UTILITY, output="System.Management.Automation.PSEventArgs")
def new_event(
    call: Call,
    source_identifier: Annotated[Optional[str], Param(position=0, mandatory=True)] = None,
    sender: Annotated[Any, Param(position=1)] = None,
    event_arguments: Annotated[Optional[List[Any]], Param(position=2)] = None,
    message_data: Annotated[Any, Param(position=3)] = None,
) -> Any:
    """Makes an event.

    PS> $null = New-Event My.Event -MessageData 5; (Wait-Event My.Event).MessageData
    5
    """
    return call.runspace.events.new_event(
        source_identifier or "", sender, event_arguments or (), message_data
    )


# what is looked for, the name of its number, the attribute that has it
_EVENTS = ("Event", "event identifier", "event_identifier")
_SUBSCRIPTIONS = ("Event subscription", "identifier", "subscription_id")


def _chosen(
    call: Call,
    rows: Iterable[Any],
    source: Optional[str],
    number: Optional[int],
    kind: Tuple[str, str, str],
    number_error: str = "INVALID_SOURCE_IDENTIFIER",
) -> List[Any]:
    """The rows of that source or that number; none is an error, unless the source has wildcards."""
    what, number_name, attribute = kind
    if number is not None:
        found = [row for row in rows if getattr(row, attribute) == number]
    else:
        test = wildcard(source or "*")
        found = [row for row in rows if test(row.source_identifier)]
    if found or (number is None and (source is None or has_wildcard(source))):
        return found
    by_source = number is None
    name = f"source identifier '{source}'" if by_source else f"{number_name} '{number}'"
    call.error(
        "INVALID_SOURCE_IDENTIFIER" if by_source else number_error,
        f"{what} with {name} does not exist.",
        "InvalidArgument",
        None,
        "System.ArgumentException",
    )
    return found


@cmdlet(
    "Get-Event", default_set="BySource", module=UTILITY, output="System.Management.Automation.PSEventArgs"
)
def get_event(
    call: Call,
    source_identifier: Annotated[Optional[str], Param(position=0, sets="BySource", by_property=True)] = None,
    *,
    event_identifier: Annotated[
        Optional[int], Param(position=0, sets="ById", mandatory=True, by_property=True, aliases=("Id",))
    ] = None,
) -> Iterator[Any]:
    """Gets the events of the queue."""
    queue = list(call.runspace.events.queue)
    yield from _chosen(call, queue, source_identifier, event_identifier, _EVENTS)


@cmdlet("Wait-Event", module=UTILITY, output="System.Management.Automation.PSEventArgs")
def wait_event(
    call: Call,
    source_identifier: Annotated[Optional[str], Param(position=0, by_property=True)] = None,
    *,
    timeout: Annotated[int, Param(aliases=("TimeoutSec",))] = -1,
) -> Any:
    """Waits for an event."""
    return call.runspace.events.wait(source_identifier, None if timeout < 0 else float(timeout))


@cmdlet("Remove-Event", default_set="BySource", should_process=True, module=UTILITY)
def remove_event(
    call: Call,
    source_identifier: Annotated[
        Optional[str], Param(position=0, sets="BySource", mandatory=True, by_property=True)
    ] = None,
    *,
    event_identifier: Annotated[
        Optional[int], Param(position=0, sets="ByIdentifier", mandatory=True, by_property=True, pipeline=True)
    ] = None,
) -> None:
    """Removes events from the queue."""
    queue = call.runspace.events.queue
    for event in _chosen(
        call, queue, source_identifier, event_identifier, _EVENTS, "INVALID_EVENT_IDENTIFIER"
    ):
        if call.should_process(f"Event '{event.source_identifier}'", "Remove"):
            queue.remove(event)


@cmdlet(
    "Get-EventSubscriber",
    default_set="BySource",
    module=UTILITY,
    output="System.Management.Automation.PSEventSubscriber",
)
def get_event_subscriber(
    call: Call,
    source_identifier: Annotated[Optional[str], Param(position=0, sets="BySource", by_property=True)] = None,
    *,
    subscription_id: Annotated[
        Optional[int], Param(position=0, sets="ById", mandatory=True, by_property=True, aliases=("Id",))
    ] = None,
    force: Annotated[Switch, Param(position=1)] = False,
) -> Iterator[Any]:
    """Gets who is subscribed to events."""
    rows = [s for s in call.runspace.events.subscribers if force or not s.support_event]
    yield from _chosen(call, rows, source_identifier, subscription_id, _SUBSCRIPTIONS)


@cmdlet("Unregister-Event", default_set="BySource", should_process=True, module=UTILITY)
def unregister_event(
    call: Call,
    source_identifier: Annotated[
        Optional[str], Param(position=0, sets="BySource", mandatory=True, by_property=True)
    ] = None,
    *,
    subscription_id: Annotated[
        Optional[int], Param(position=0, sets="ById", mandatory=True, by_property=True, pipeline=True)
    ] = None,
    force: Switch = False,
) -> None:
    """Cancels subscriptions."""
    events = call.runspace.events
    rows = [s for s in events.subscribers if force or not s.support_event]
    error_id = "INVALID_SUBSCRIPTION_IDENTIFIER"
    for subscriber in _chosen(call, rows, source_identifier, subscription_id, _SUBSCRIPTIONS, error_id):
        if call.should_process(f"Event subscription '{subscriber.source_identifier}'", "Unsubscribe"):
            events.unsubscribe(subscriber)
            if subscriber.action is not None:
                subscriber.action.end()
