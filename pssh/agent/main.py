"""The agent's first steps: read the client's greeting, then open, attach, or list.

The greeting is read byte for byte from stdin, so that whoever serves the session finds the rest untouched.
"""

import os
import sys
from typing import Any, Dict, NoReturn

from pssh.runtime.process import set_up_process
from pssh.wire import messages as m
from pssh.wire.errors import ProtocolError
from pssh.wire.frames import HEADER, frame

__all__ = ["main"]

_MAX_GREETING = 1 << 20


def main(stay: bool = True) -> None:
    """Serve the client at stdin and stdout. `stay`: this process must last as long as the connection does."""
    set_up_process()
    try:
        first, hello = _greeting()
    except (ProtocolError, EOFError):
        os._exit(5)
    if hello.mode == "list":
        _list(hello)
    elif hello.mode == "attach":
        _attach(hello, first, stay)
    elif hello.options.get("durable"):
        from pssh.agent.session_host import open_durable

        open_durable(hello, first, stay)
    else:
        serve_here(first)


def _greeting() -> Any:
    head = _read(HEADER.size)
    length, sequence = HEADER.unpack(head)
    if sequence or length > _MAX_GREETING:
        raise ProtocolError("The first message must be Hello.")
    payload = _read(length)
    hello = m.decode_message(payload)
    if type(hello) is not m.Hello:
        raise ProtocolError("The first message must be Hello.")
    return head + payload, hello


def _read(size: int) -> bytes:
    parts = []
    while size:
        part = os.read(0, size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _say(message: Any) -> None:
    data = frame(0, m.encode_message(message))
    while data:
        data = data[os.write(1, data) :]


def _list(hello: m.Hello) -> NoReturn:
    from pssh.agent.job_process import process_info
    from pssh.agent.registry import all_sessions

    info: Dict[str, Any] = {**process_info(), "sessions": all_sessions()}
    _say(m.Welcome(m.PROTOCOL_VERSION, hello.session, 0, info))
    os._exit(0)


def _attach(hello: m.Hello, first: bytes, stay: bool) -> NoReturn:
    from pssh.agent.handover import hand_over
    from pssh.agent.registry import find_session

    folder = find_session(hello.session)
    if folder is None:
        _say(
            m.Refuse(
                "SessionNotFound",
                "There is no such session on this host: it was removed, or its time ran out.",
            )
        )
        os._exit(0)
    if not hand_over(folder, first, stay):
        from pssh.agent.left_behind import serve_left_behind

        serve_left_behind(folder, first)
    os._exit(0)


def take_pipes() -> Any:
    """Descriptors of our own for the client's pipes; stdin, stdout and stderr lead nowhere from now on."""
    pair = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    os.close(nothing)
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - closed by its owner
    sys.stderr = open(2, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - closed by its owner
    return pair


def serve_here(first: bytes) -> NoReturn:
    """A session that ends with its connection: no process, no disk."""
    import threading

    from pssh.agent.job_process import finish, process_info
    from pssh.agent.session_host import make_session_runspace
    from pssh.remoting.fd_channel import FdChannel
    from pssh.remoting.reactor import Reactor
    from pssh.remoting.server import RunspaceServer

    read_fd, write_fd = take_pipes()
    ended = threading.Event()
    reactor = Reactor()
    server = RunspaceServer(reactor, make_session_runspace, info=process_info())
    server.on_end.append(lambda reason: ended.set())
    server.connect(FdChannel(reactor, read_fd, write_fd, "client"), first)
    ended.wait()
    finish(server)
