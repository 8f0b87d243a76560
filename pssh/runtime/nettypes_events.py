"""The .NET types of events, and their members."""

from typing import Any

from pssh.objects.types import net_type
from pssh.runtime.events import EventArgs, Subscriber
from pssh.runtime.nettypes_base import SPACE, declare

__all__ = ["EVENT", "SUBSCRIBER"]

net_type("System.EventArgs")
EVENT = net_type(SPACE + "PSEventArgs", EventArgs, "System.EventArgs")
declare(EVENT, "ComputerName string computer_name")


@EVENT.prop("RunspaceId", "guid")
def _runspace_id(event: Any) -> Any:
    from pssh.objects.members import get_member
    from pssh.runtime.local_runspaces import default_runspace

    return None if event.runspace is None else get_member(default_runspace(event.runspace), "InstanceId")


declare(
    EVENT,
    """
    EventIdentifier int event_identifier
    Sender System.Object sender
    SourceEventArgs System.EventArgs source_event_args
    SourceArgs System.Object[] source_args
    SourceIdentifier string source_identifier
    """,
)


@EVENT.prop("TimeGenerated", "datetime")
def _generated(event: Any) -> Any:
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(event.time_generated)


declare(EVENT, "MessageData psobject message_data")


SUBSCRIBER = net_type(SPACE + "PSEventSubscriber", Subscriber)
declare(
    SUBSCRIBER,
    """
    SubscriptionId int subscription_id
    SourceObject System.Object source_object
    EventName string event_name
    SourceIdentifier string source_identifier
    Action System.Management.Automation.PSEventJob action
    HandlerDelegate System.Delegate handler_delegate
    SupportEvent bool support_event
    ForwardEvent bool forward_event
    """,
)
