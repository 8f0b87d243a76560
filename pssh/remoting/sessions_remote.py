"""Which durable sessions a host holds, asked of its agent without opening one."""

import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional

from pssh.objects.errors import PSError, ps_error
from pssh.remoting.channel import Channel
from pssh.remoting.ids import new_guid
from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.link import Link

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["SessionInfo", "list_sessions"]


class SessionInfo:
    """One session on a host, whoever opened it."""

    __slots__ = (
        "busy",
        "ended",
        "exit_code",
        "idle",
        "idle_timeout",
        "kind",
        "label",
        "name",
        "owner",
        "pipeline_started",
        "pipeline_state",
        "session_id",
        "spooled",
        "started",
        "state",
        "unread",
    )

    def __init__(self, facts: Dict[str, Any]) -> None:
        self.session_id = str(facts.get("session") or "")
        self.name = str(facts.get("name") or "")
        # "Connected" (to some client), "Disconnected", or "Broken": its process died, its output may be
        # received.
        self.state = str(facts.get("state") or "Broken")
        self.busy = bool(facts.get("busy"))
        self.label = str(facts.get("label") or "")
        self.owner = str(facts.get("owner") or "")
        self.started = float(facts.get("started") or 0.0)
        self.idle = float(facts.get("idle") or 0.0)
        self.idle_timeout = float(facts.get("idle_timeout") or 0.0)
        self.spooled = int(facts.get("spooled") or 0)
        # "persistent-job" for what Start-Job -Persistent has started
        self.kind = str(facts.get("kind") or "")
        self.unread = bool(facts.get("unread"))
        newest = facts.get("newest") or {}
        self.pipeline_state = str(newest.get("state") or "")
        self.pipeline_started = float(newest.get("started") or 0.0)
        self.ended = float(newest.get("ended") or 0.0)
        self.exit_code: Optional[int] = newest.get("exit_code")


def list_sessions(
    open_channel: Callable[[], Channel], runspace: "Runspace", timeout: float = 60.0
) -> List[SessionInfo]:
    """The sessions of our user on the host behind `open_channel`."""
    channel = open_channel()
    link = Link()
    done = threading.Event()
    answer: List[Any] = []

    def on_data(data: bytes) -> None:
        try:
            answer.extend(link.receive(data))
        except ProtocolError as error:
            answer.append(error)
        if answer:
            done.set()

    def on_close(error: Optional[Exception]) -> None:
        done.set()

    channel.write(link.send(m.Hello(m.PROTOCOL_VERSION, "list", "", new_guid())))
    channel.start(on_data, on_close)
    try:
        runspace.wait(done, timeout)
    finally:
        channel.close()
    if not answer or type(answer[0]) is not m.Welcome:
        raise _no_answer(answer)
    return [SessionInfo(facts) for facts in answer[0].info.get("sessions") or []]


def _no_answer(answer: List[Any]) -> PSError:
    text = f" ({answer[0]})" if answer else ""
    return ps_error(
        "SessionsNotListed",
        f"The far end did not list its sessions{text}.",
        "ResourceUnavailable",
        exception="System.Management.Automation.Remoting.PSRemotingTransportException",
    )
