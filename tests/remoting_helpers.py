"""Both ends of a remote runspace in one process, and a caller that waits."""

from pssh.agent.job_process import make_runspace
from pssh.remoting.memory_channel import memory_pair
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_runspace import QueueSink, RemoteRunspace
from pssh.remoting.server import RunspaceServer


class Here:
    """The caller's side of `QueueSink.events`: waits without being stopped."""

    def wait(self, event, timeout=None):
        if not event.wait(20 if timeout is None else timeout):
            raise AssertionError("nothing came for 20 seconds")
        return True


def open_pair(**options):
    """A client and a server in this process."""
    reactor = Reactor()
    servers = []

    def connect():
        one, two = memory_pair(reactor)
        if not servers:
            servers.append(RunspaceServer(reactor, make_runspace))
        servers[0].connect(two)
        return one

    client = RemoteRunspace(connect, reactor=reactor, **options)
    client.open(timeout=10)
    return client, servers[0]


def collect(pipeline_of, answer=None):
    """Run to the end: (plain output, records, final state, reason). `pipeline_of(sink)` starts the command."""
    sink = QueueSink()
    pipeline_of(sink)
    output, records, final = [], [], None
    for kind, payload in sink.events(Here()):
        if kind == "output":
            output.extend(plain(value) for value in payload)
        elif kind == "record":
            records.append((payload[0], str(payload[1])))
        elif kind == "host_call" and payload.needs_answer:
            payload.answer(answer)
        elif kind == "state":
            final = payload
    return output, records, final[0], final[1]


def plain(value):
    return value.base if getattr(value, "base", None) is not None else value
