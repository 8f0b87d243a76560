"""Native programs on a far terminal: bytes both ways, the window's size, exit codes, and when there is none."""

import pytest
from remoting_helpers import Here, open_pair

from pssh.remoting.remote_runspace import QueueSink


@pytest.fixture
def pair():
    client, _ = open_pair()
    yield client
    client.close()


def run(client, text, typed=(), terminal=True):
    """(screen, exit code of the program, other output). `typed`: (wait for, send) in order."""
    sink = QueueSink()
    facts = {"width": 90, "height": 33, "terminal": {"term": "xterm-256color"} if terminal else None}
    pipeline = client.invoke(text, sink=sink, interactive=True, facts=facts)
    screen, code, output, typed = b"", None, [], list(typed)
    for kind, payload in sink.events(Here()):
        if kind == "terminal" and payload[0] == "data":
            screen += payload[1]
            while typed and typed[0][0] in screen:
                pipeline.send_terminal(typed.pop(0)[1])
        elif kind == "terminal" and payload[0] == "close":
            code, _ = payload[1]
        elif kind == "output":
            output += payload
    return screen.decode().replace("\r\n", "\n"), code, output


def test_a_program_finds_a_terminal_of_the_persons_size(pair):
    screen, code, _ = run(pair, "sh -c 'tty; stty size; echo $TERM; exit 5'")
    device, size, term, _ = screen.split("\n")
    assert device.startswith("/dev/pts/")
    assert (size, term, code) == ("33 90", "xterm-256color", 5)


def test_typing_reaches_the_program(pair):
    screen, code, _ = run(pair, "sh -c 'printf \"who? \"; read x; echo got:$x'", [(b"who? ", b"Bob\n")])
    assert "got:Bob" in screen
    assert code == 0


def test_ctrl_c_is_the_programs_own(pair):
    text = "sh -c 'trap \"echo caught; exit 7\" INT; echo ready; while :; do sleep 0.05; done'"
    screen, code, _ = run(pair, text, [(b"ready", b"\x03")])
    assert "caught" in screen
    assert code == 7


def test_captured_programs_have_none(pair):
    screen, code, output = run(pair, "$x = sh -c 'test -t 1 && echo tty || echo pipe'; \"<$x>\"")
    assert (screen, code) == ("", None)
    assert "<pipe>" in "".join(str(getattr(value, "base", value)) for value in output)


def test_without_a_persons_terminal_there_is_none(pair):
    screen, code, _ = run(pair, "sh -c 'test -t 1 && echo tty || echo pipe'", terminal=False)
    assert (screen, code) == ("", None)


def test_stopping_the_pipeline_kills_the_program(pair):
    sink = QueueSink()
    pipeline = pair.invoke("sleep 60", sink=sink, interactive=True, facts={"terminal": {"term": "xterm"}})
    states = []
    for kind, payload in sink.events(Here()):
        if kind == "terminal" and payload[0] == "open":
            pipeline.stop()
        elif kind == "state":
            states.append(payload[0])
    assert states[-1] == "Stopped"


def test_what_a_program_did_not_read_comes_back(pair):
    sink = QueueSink()
    text = "sh -c 'echo ready; read x; echo got:$x'"
    pipeline = pair.invoke(text, sink=sink, interactive=True, facts={"terminal": {"term": "xterm"}})
    screen, closed = b"", None
    for kind, payload in sink.events(Here()):
        if kind == "terminal" and payload[0] == "data":
            screen += payload[1]
            if b"ready" in screen and b"got" not in screen:
                pipeline.send_terminal(b"one\rtwo\rthr")
                screen = screen.replace(b"ready", b"")
        elif kind == "terminal" and payload[0] == "close":
            closed = payload[1]
    assert b"got:one" in screen
    assert closed == (0, b"two\nthr")


def test_tables_come_before_what_a_program_prints_next(pair):
    sink = QueueSink()
    text = "[pscustomobject]@{ a = 1 }; sh -c 'echo program'"
    pair.invoke(text, sink=sink, interactive=True, facts={"terminal": {"term": "xterm"}, "width": 80})
    kinds = [
        kind if kind == "output" else payload[0] for kind, payload in sink.events(Here()) if kind != "state"
    ]
    assert kinds.index("output") < kinds.index("open")
