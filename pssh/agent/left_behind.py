"""A session whose host died: what it had spooled can still be received, and the end says what happened."""

import os
from typing import Any, Dict, List, NoReturn

from pssh.agent.registry import SessionFolder
from pssh.agent.spool import Spool
from pssh.objects.errors import ps_error
from pssh.wire import messages as m
from pssh.wire.frames import HEADER, FrameReader, frame
from pssh.wire.records import error_node

__all__ = ["serve_left_behind"]

_TEXT = "The session's process on this host ended unexpectedly (killed, or the host was restarted)."


def serve_left_behind(folder: SessionFolder, first: bytes) -> NoReturn:
    """Replay the spool to the client at stdin and stdout; the session is gone with it."""
    hello: Any = m.decode_message(FrameReader().feed(first)[0][1])
    spool = Spool.read(folder.path)
    start = max(hello.last_received, spool.first - 1)
    pipelines = _unfinished(spool)
    info: Dict[str, Any] = {
        "first": start + 1,
        "left_behind": True,
        "pipelines": [{"id": number, "instance": "", "label": "", "end": 0} for number in _all(spool, start)],
    }
    _say(frame(0, m.encode_message(m.Welcome(m.PROTOCOL_VERSION, hello.session, 0, info))))
    for _, data in spool.since(start):
        _say(data)
    reason = error_node(ps_error("SessionLost", _TEXT, "OperationStopped").record)
    sequence = spool.last
    for number in pipelines:
        sequence += 1
        _say(frame(sequence, m.encode_message(m.State(number, "Failed", reason))))
    _say(frame(0, m.encode_message(m.Goodbye(_TEXT))))
    folder.remove()
    os._exit(0)


def _messages(spool: Spool, start: int = 0) -> Any:
    for _, data in spool.since(start):
        yield m.decode_message(data[HEADER.size :])


def _all(spool: Spool, start: int) -> List[int]:
    return sorted({message.pipeline for message in _messages(spool, start) if hasattr(message, "pipeline")})


def _unfinished(spool: Spool) -> List[int]:
    states: Dict[int, bool] = {}
    for message in _messages(spool):
        number = getattr(message, "pipeline", None)
        if number is not None:
            final = type(message) is m.State and message.state in ("Completed", "Failed", "Stopped")
            states[number] = final or states.get(number, False)
    return sorted(number for number, finished in states.items() if not finished)


def _say(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]
