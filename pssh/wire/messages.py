"""The messages, one value type each, and the one table of their numbers."""

from typing import Any, Dict, List

from pssh.language.record import record
from pssh.wire.errors import ProtocolError
from pssh.wire.packing import pack, unpack

__all__ = [
    "NUMBERS",
    "PROTOCOL_VERSION",
    "Ack",
    "Close",
    "Detach",
    "Goodbye",
    "Hello",
    "HostCall",
    "HostReply",
    "Input",
    "InputEnd",
    "Invoke",
    "Message",
    "Notice",
    "Output",
    "Ping",
    "Pong",
    "Record",
    "Refuse",
    "Relay",
    "Reply",
    "Request",
    "State",
    "Stop",
    "Suspend",
    "TerminalClose",
    "TerminalData",
    "TerminalOpen",
    "TerminalSize",
    "Welcome",
    "decode_message",
    "encode_message",
]

PROTOCOL_VERSION = 1


_NOTHING: Dict[str, Any] = {}  # the default of what is never changed


class Message:
    """Base of all messages."""

    __slots__ = ()


@record
class Hello(Message):
    """First message of a client. `mode`: new, attach, list. `client`: a guid made once per client object."""

    version: int
    mode: str
    session: str
    client: str
    last_received: int = 0
    options: Dict[str, Any] = _NOTHING


@record
class Welcome(Message):
    """The server's answer: what it has received of this client, and what it says of itself."""

    version: int
    session: str
    last_received: int
    info: Dict[str, Any] = _NOTHING


@record
class Refuse(Message):
    """The server will not go on; the connection closes after it."""

    error_id: str
    text: str


@record
class Ack(Message):
    """Everything up to this number has been handed over."""

    sequence: int


@record
class Ping(Message):
    """Are you there?"""

    token: int


@record
class Pong(Message):
    """I am."""

    token: int


@record
class Goodbye(Message):
    """This end closes the connection on purpose."""

    reason: str = ""


@record
class Invoke(Message):
    """Run a script. `call` holds its encoded arguments, `$using:` values and ways of running."""

    pipeline: int
    script: str
    call: Dict[str, Any] = _NOTHING


@record
class Input(Message):
    """Objects for `$input`, as one batch."""

    pipeline: int
    batch: object


@record
class InputEnd(Message):
    """No more input."""

    pipeline: int


@record
class Stop(Message):
    """Stop the pipeline (Ctrl+C, Stop-Job)."""

    pipeline: int


@record
class Suspend(Message):
    """Ctrl+Z at the prompt: make a job of the pipeline, whose State then comes as completed."""

    pipeline: int


@record
class Output(Message):
    """Objects of the output stream, as one batch."""

    pipeline: int
    batch: object


@record
class Record(Message):
    """One record of another stream (2 error ... 7 progress)."""

    pipeline: int
    stream: int
    node: object


@record
class State(Message):
    """The pipeline's state; `reason` is an encoded error record or null."""

    pipeline: int
    state: str
    reason: object = None
    facts: Dict[str, Any] = _NOTHING


@record
class HostCall(Message):
    """A call of the client's host. `call` is 0 when no answer is waited for."""

    call: int
    pipeline: int
    method: str
    args: object = None


@record
class HostReply(Message):
    """The answer to a HostCall, or why there is none."""

    call: int
    value: object = None
    error: str = ""


@record
class Request(Message):
    """A question to the runspace that is no pipeline: prompt, complete, location ..."""

    request: int
    name: str
    args: object = None


@record
class Reply(Message):
    """The answer to a Request; `error` is an encoded error record or null."""

    request: int
    value: object = None
    error: object = None


@record
class Notice(Message):
    """Something the other end may want to show: a job that ended, output that was dropped."""

    kind: str
    data: Dict[str, Any] = _NOTHING


@record
class Relay(Message):
    """A connection the far end opened through its client. `kind`: open (data: the target), opened, failed
    (data: why), data (bytes), close."""

    relay: int
    kind: str
    data: object = None


@record
class TerminalOpen(Message):
    """A native program of this pipeline has got a terminal."""

    pipeline: int
    facts: Dict[str, Any] = _NOTHING


@record
class TerminalData(Message):
    """Bytes of the terminal: to the screen from the server, typed ones from the client."""

    pipeline: int
    data: bytes


@record
class TerminalSize(Message):
    """The client's window."""

    pipeline: int
    columns: int
    rows: int


@record
class TerminalClose(Message):
    """The program on the terminal has ended. `typed` is what the person typed and it has not read."""

    pipeline: int
    exit_code: int = 0
    typed: bytes = b""


@record
class Detach(Message):
    """The client goes; the session stays. `options`: idle_timeout (s), buffering."""

    options: Dict[str, Any] = _NOTHING


@record
class Close(Message):
    """End of the session."""

    reason: str = ""


NUMBERS: Dict[int, Any] = {
    1: Hello,
    2: Welcome,
    3: Refuse,
    4: Ack,
    5: Ping,
    6: Pong,
    7: Goodbye,
    20: Invoke,
    21: Input,
    22: InputEnd,
    23: Stop,
    24: Output,
    25: Record,
    26: State,
    27: HostCall,
    28: HostReply,
    29: Request,
    30: Reply,
    31: Notice,
    32: Relay,
    33: Suspend,
    40: TerminalOpen,
    41: TerminalData,
    42: TerminalSize,
    43: TerminalClose,
    50: Detach,
    51: Close,
}
_NUMBER_OF = {cls: number for number, cls in NUMBERS.items()}


def encode_message(message: Message) -> bytes:
    """The payload of a message."""
    cls: Any = type(message)
    values: List[Any] = [_NUMBER_OF[cls]]
    values.extend([getattr(message, name) for name in cls._fields])
    return pack(values)


def decode_message(payload: bytes) -> Any:
    """The message of a payload; anything else is a ProtocolError."""
    values = unpack(payload)
    if type(values) is not list or not values or type(values[0]) is not int:
        raise ProtocolError("A message must be an array that begins with its number.")
    cls = NUMBERS.get(values[0])
    if cls is None:
        raise ProtocolError(f"There is no message number {values[0]}.")
    fields = values[1:]
    names = cls._fields
    if not len(names) - len(cls._defaults) <= len(fields) <= len(names):
        raise ProtocolError(f"{cls.__name__} has {len(names)} fields, {len(fields)} came.")
    kinds = cls.__annotations__
    for name, value in zip(names, fields):
        kind = getattr(kinds[name], "__origin__", kinds[name])
        if kind is not object and type(value) is not kind:
            raise ProtocolError(f"{cls.__name__}.{name} is no {kind.__name__}.")
    return cls(*fields)
