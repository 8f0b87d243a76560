"""Durable sessions: what survives a lost connection, a lost client and a killed host."""

import os
import signal
import threading
import time

import pytest
from remoting_helpers import Here, collect, plain
from stage0_helpers import Far

from pssh.agent.archive import build
from pssh.objects.errors import PSError
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_runspace import QueueSink, RemoteRunspace
from pssh.remoting.sessions_remote import list_sessions
from pssh.remoting.unix_socket import connect_unix


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(str(tmp_path_factory.mktemp("archives")))


class Host:
    """A far end, and the sessions opened there in one test."""

    def __init__(self, home, archive):
        self.far = Far(home, XDG_STATE_HOME=str(home / "state"))
        self.archive = archive
        self.reactor = Reactor()
        self.clients = []

    def channel(self):
        return self.far.channel(self.reactor, self.archive)

    def client(self, **options):
        made = RemoteRunspace(self.channel, durable=True, reactor=self.reactor, **options)
        self.clients.append(made)
        return made

    def open(self, **options):
        made = self.client(**options)
        made.open(timeout=60)
        return made

    def sessions(self):
        return list_sessions(self.channel, Here())


@pytest.fixture
def host(tmp_path, archive):
    made = Host(tmp_path, archive)
    yield made
    for client in made.clients:
        if client.state in ("Disconnected", "Connecting"):
            try:
                client.retry_seconds = 0
                client.connect(timeout=10)
            except PSError:
                continue
        client.close()
    made.far.close()
    made.reactor.close()


def run(client, text):
    return collect(lambda sink: client.invoke(text, sink=sink))


def drain(sink):
    output = []
    for kind, payload in sink.events(Here()):
        if kind == "output":
            output += [plain(value) for value in payload]
    return output


def cut(client):
    """Break the connection under the client, as a network would."""
    channel = client.channel
    client._reactor.call_soon(lambda: channel._end(ConnectionResetError("cut")))


COUNT = "foreach ($i in 0..49) { $i; Start-Sleep -Milliseconds 10 }"


def test_a_cut_connection_is_mended_and_nothing_is_lost(host):
    client = host.open()
    notices = []
    client.notices.append(lambda kind, data: notices.append(kind))
    sink = QueueSink()
    client.invoke(COUNT, sink=sink)
    got, cuts = [], [20, 5]
    for kind, payload in sink.events(Here()):
        if kind == "output":
            got += [plain(value) for value in payload]
            if cuts and len(got) > cuts[-1]:
                cuts.pop()
                cut(client)
    assert got == list(range(50))
    assert notices[0] == "reconnecting"


def test_disconnect_connect_keeps_variables(host):
    client = host.open()
    run(client, "$kept = 42")
    client.disconnect()
    assert (client.state, client.availability) == ("Disconnected", "None")
    client.connect(timeout=30)
    assert run(client, "$kept")[0] == [42]


def test_what_a_command_gave_while_nobody_was_there_waits(host):
    """The command may have ended before the caller that comes back looks for it: it is kept all the same."""
    client = host.open()
    client.invoke("'r1'; 'r2'")
    client.disconnect()
    client.connect(timeout=30)
    (pipeline,) = client.pipelines
    assert pipeline.wait(20)
    assert client.pipelines == [pipeline]
    sink = QueueSink()
    pipeline.set_sink(sink)
    assert drain(sink) == ["r1", "r2"]
    assert client.pipelines == []


def test_connect_returns_when_the_commands_know_of_it(host):
    """Whoever connects and asks for a command's results at once must not be told that it is disconnected."""
    client = host.open()
    pipeline = client.invoke(COUNT)
    client.disconnect()
    assert pipeline.state == "Disconnected"
    told = threading.Event()
    client.state_changed.append(lambda far, state, reason: state == "Opened" and told.wait(0.1))
    client.connect(timeout=30)
    assert pipeline.state == "Running"
    told.set()


def test_another_client_takes_over_a_running_command(host):
    first = host.open(client_label="ann@laptop")
    first.invoke(COUNT.replace("49", "299"), label="counting")
    first.disconnect()
    (info,) = host.sessions()
    assert (info.state, info.busy, info.label, info.owner) == ("Disconnected", True, "counting", "ann@laptop")
    second = host.client(instance_id=info.session_id)
    second.attach(timeout=30)
    (pipeline,) = second.pipelines
    assert pipeline.label == "counting"
    sink = QueueSink()
    pipeline.set_sink(sink)
    rest = drain(sink)
    assert rest == list(range(300 - len(rest), 300))
    assert second.availability == "Available"


def test_a_client_comes_back_after_another(host):
    """The far end counts anew for each client; the first one's next command is not taken for an old one."""
    first = host.open()
    run(first, "$x = 1")
    first.disconnect()
    second = host.client(instance_id=first.instance_id)
    second.attach(timeout=30)
    assert run(second, "$x++; $x")[0] == [2]
    second.disconnect()
    first.connect(timeout=30)
    assert run(first, "$x + 1")[0] == [3]


def test_from_the_start_replays_all_the_spool_holds(host):
    first = host.open()
    run(first, "'one', 'two'")
    first.disconnect()
    second = host.client(instance_id=first.instance_id)
    second.attach(from_start=True, timeout=30)
    sink = QueueSink()
    second.pipelines[0].set_sink(sink)
    assert drain(sink) == ["one", "two"]


def test_a_session_in_use_is_refused_to_others(host):
    first = host.open(client_label="ann@laptop")
    second = host.client(instance_id=first.instance_id)
    with pytest.raises(PSError, match="in use by ann@laptop"):
        second.attach(timeout=30)
    assert run(first, "1")[0] == [1]


def test_an_unknown_session_is_refused(host):
    client = host.client()
    with pytest.raises(PSError, match="There is no such session") as caught:
        client.attach(timeout=30)
    assert caught.value.record.error_id == "SessionNotFound"


def test_a_killed_host_leaves_what_it_had_said(host):
    first = host.open()
    pipeline = first.invoke("'said'; Start-Sleep 60")
    pid = first.info["pid"]
    folder = os.path.join(host.far.environment["XDG_STATE_HOME"], "pssh", "sessions", first.instance_id)
    deadline = time.monotonic() + 20
    while not sum(
        os.path.getsize(os.path.join(folder, n)) for n in os.listdir(folder) if n.endswith(".spool")
    ):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    first.disconnect()
    os.kill(pid, signal.SIGKILL)
    while True:
        (info,) = host.sessions()
        if info.state == "Broken":
            break
        assert time.monotonic() < deadline
    second = host.client(instance_id=first.instance_id)
    second.attach(from_start=True, timeout=30)
    sink = QueueSink()
    (pipeline,) = second.pipelines or [None]
    if pipeline is not None:
        pipeline.set_sink(sink)
        events = [(k, p) for k, p in sink.events(Here())]
        assert [plain(v) for k, p in events if k == "output" for v in p] == ["said"]
        assert events[-1][1][0] == "Failed"
        assert "ended unexpectedly" in events[-1][1][1].exception.message
    assert host.sessions() == []


def test_closing_removes_every_trace(host):
    client = host.open()
    client.close()
    deadline = time.monotonic() + 10
    while host.sessions() and time.monotonic() < deadline:
        time.sleep(0.02)
    state = os.path.join(host.far.environment["XDG_STATE_HOME"], "pssh", "sessions")
    assert os.listdir(state) == []


def test_the_sessions_folder_is_private(host):
    client = host.open()
    folder = os.path.join(host.far.environment["XDG_STATE_HOME"], "pssh", "sessions", client.instance_id)
    assert os.stat(folder).st_mode & 0o777 == 0o700
    path = client.info["spawn_socket"]
    assert os.stat(os.path.dirname(path)).st_mode & 0o777 == 0o700
    assert os.stat(path).st_mode & 0o777 == 0o600


def test_an_idle_session_ends_by_itself(host):
    client = host.open(options={"idle_timeout": 1})
    client.disconnect()
    deadline = time.monotonic() + 40
    while host.sessions():
        assert time.monotonic() < deadline
        time.sleep(0.2)


@pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="needs Linux's figures")
@pytest.mark.parametrize("before", [0, 1], ids=["the one that brought the archive", "a later one"])
def test_a_session_needs_little_memory(host, monkeypatch, before):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    for _ in range(before):
        host.open().close()
    client = host.open()
    run(client, "1..100 | ForEach-Object { $_ }")
    with open(f"/proc/{client.info['pid']}/smaps_rollup") as figures:
        (pss,) = [int(line.split()[1]) for line in figures if line.startswith("Pss:")]
    assert pss < 16_000  # kB


def test_a_second_session_forks_from_the_first(host):
    first = host.open()
    second = RemoteRunspace(
        lambda: connect_unix(host.reactor, first.info["spawn_socket"]), durable=True, reactor=host.reactor
    )
    second.open(timeout=30)
    host.clients.append(second)
    assert second.info["pid"] != first.info["pid"]
    run(second, "$mine = 1")
    assert run(first, "$null -eq $mine")[0] == [True]


def test_input_of_a_cut_connection_arrives_once(host):
    client = host.open()
    sink = QueueSink()
    pipeline = client.invoke(
        "$input | Measure-Object -Sum | ForEach-Object Sum", sink=sink, expect_input=True
    )
    pipeline.send_input(list(range(100)))
    cut(client)
    pipeline.send_input(list(range(100, 200)))
    pipeline.end_input()
    assert drain(sink) == [sum(range(200))]
