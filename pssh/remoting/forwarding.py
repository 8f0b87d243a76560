"""Events registered with -Forward: raised in a session, queued in the runspace that opened it."""

from typing import TYPE_CHECKING, Any, Callable, Dict

from pssh.wire.decoder import decode_value
from pssh.wire.encoder import encode_value

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["event_receiver", "forwarded_event"]


def forwarded_event(event: Any) -> Dict[str, Any]:
    """The data of the notice that carries an event."""
    return {
        "source": str(event.source_identifier),
        "args": encode_value(list(event.source_args)),
        "message": encode_value(event.message_data),
    }


def event_receiver(runspace: "Runspace", far: Any) -> Callable[[str, Dict[str, Any]], None]:
    """A callback for `far.notices` that puts forwarded events into the queue of `runspace`."""

    def on_notice(kind: str, data: Dict[str, Any]) -> None:
        if kind == "event":
            args = list(decode_value(data["args"]) or [])
            message = decode_value(data["message"])
            event = runspace.events.new_event(str(data["source"]), None, args, message)
            event.computer_name = far.computer_name

    return on_notice
