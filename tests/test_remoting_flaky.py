"""A durable session over a connection that breaks again and again, at places a seed decides."""

import random
import threading

import pytest
from remoting_helpers import Here, plain

from pssh.agent.job_process import make_runspace
from pssh.remoting.memory_channel import memory_pair
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_runspace import QueueSink, RemoteRunspace
from pssh.remoting.server import RunspaceServer
from pssh.wire.journal import MemoryJournal


class FlakyNetwork:
    """Makes channels that break after a random number of bytes, a limited number of times."""

    def __init__(self, seed, breaks):
        self.chance = random.Random(seed)
        self.left = breaks
        self.made = 0
        self.reactor = Reactor("flaky")
        self.server = RunspaceServer(self.reactor, make_runspace, journal=MemoryJournal(), durable=True)

    def connect(self):
        self.made += 1
        client, server = memory_pair(self.reactor)
        if self.left > 0:
            self._weaken(client, server)
        self.server.connect(server)
        return client

    def _weaken(self, *ends):
        budget, lock = [self.chance.randrange(200, 6000)], threading.Lock()

        def weak(end, write):
            def limited(data):
                with lock:
                    if budget[0] <= 0:
                        return  # lost in the broken network
                    room, budget[0] = budget[0], budget[0] - len(data)
                    if budget[0] > 0:
                        write(data)
                        return
                    self.left -= 1
                    write(data[:room])
                    end.fail(ConnectionResetError("the network broke"))

            return limited

        for end in ends:
            end.write = weak(end, end.write)


@pytest.mark.parametrize("seed", range(8))
def test_every_object_arrives_once_and_in_order(seed):
    network = FlakyNetwork(seed, breaks=6)
    client = RemoteRunspace(network.connect, durable=True, reactor=network.reactor, retry_seconds=30)
    client.open(timeout=20)
    sink = QueueSink()
    script = 'foreach ($i in 1..3000) { $i; if ($i % 100 -eq 0) { Write-Warning "at $i" } }'
    client.invoke(script, sink=sink)
    output, warnings, final = [], [], None
    for kind, payload in sink.events(Here()):
        if kind == "output":
            output += [plain(value) for value in payload]
        elif kind == "record":
            warnings.append(str(payload[1]))
        elif kind == "state":
            final = payload[0]
    assert final == "Completed"
    assert output == list(range(1, 3001))
    assert warnings == [f"at {i}" for i in range(100, 3001, 100)]
    assert network.made > 1
    client.close()
    network.reactor.close()


@pytest.mark.parametrize("seed", range(4))
def test_input_arrives_once_and_in_order(seed):
    network = FlakyNetwork(100 + seed, breaks=5)
    client = RemoteRunspace(network.connect, durable=True, reactor=network.reactor, retry_seconds=30)
    client.open(timeout=20)
    sink = QueueSink()
    pipeline = client.invoke("$n = 0; foreach ($x in $input) { if ($x -ne $n) { \"$x, not $n\" }; $n++ }; $n",
                             sink=sink, expect_input=True)  # fmt: skip

    def feed():
        for start in range(0, 5000, 50):
            pipeline.send_input(list(range(start, start + 50)))
        pipeline.end_input()

    threading.Thread(target=feed).start()
    output = []
    for kind, payload in sink.events(Here()):
        if kind == "output":
            output += [plain(value) for value in payload]
    assert output == [5000]
    client.close()
    network.reactor.close()
