"""A session whose host died: what it had spooled can still be received, and the end says what happened."""

import os
from typing import Any, Dict, List, NoReturn

from pssh.agent.registry import SessionFolder
from pssh.agent.spool import Spool
from pssh.wire import messages as m
from pssh.wire.frames import HEADER, FrameReader, frame

__all__ = ["serve_left_behind"]


def serve_left_behind(folder: SessionFolder, first: bytes) -> NoReturn:
    """Replay the spool to the client at stdin and stdout; the session is gone with it."""
    hello: Any = m.decode_message(FrameReader().feed(first)[0][1])
    spool = Spool.read(folder.path)
    start = max(hello.last_received, spool.first - 1)
    info: Dict[str, Any] = {
        "first": start + 1,
        "left_behind": True,
        "pipelines": [{"id": number, "instance": "", "label": "", "end": 0} for number in _all(spool, start)],
    }
    _say(frame(0, m.encode_message(m.Welcome(m.PROTOCOL_VERSION, hello.session, 0, info))))
    for _, data in spool.since(start):
        _say(data)
    _say(frame(0, m.encode_message(m.Goodbye("killed"))))  # ends, as failed, what has not ended
    folder.remove()
    os._exit(0)


def _messages(spool: Spool, start: int = 0) -> Any:
    for _, data in spool.since(start):
        yield m.decode_message(data[HEADER.size :])


def _all(spool: Spool, start: int) -> List[int]:
    return sorted({message.pipeline for message in _messages(spool, start) if hasattr(message, "pipeline")})


def _say(data: bytes) -> None:
    while data:
        data = data[os.write(1, data) :]
