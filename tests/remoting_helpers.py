"""A runspace that knows a handful of words, for tests of the connection rather than of the language."""

import threading
import time

from pssh.objects.errors import ps_error
from pssh.objects.flow import ExitFlow, PipelineStopped
from pssh.remoting.memory_channel import memory_pair
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_runspace import QueueSink, RemoteRunspace
from pssh.remoting.server import RunspaceServer


class WordRunspace:
    """`count 5`, `say text`, `ask question`, `fail text`, `warn text`, `exit 3`, `hang`, `print text`."""

    def __init__(self, host):
        self.host = host
        self.stopping = False
        self.stopped = threading.Event()
        self.last_exit_code = None
        self.using = {}

    def run(self, text, out):
        word, _, rest = text.partition(" ")
        getattr(self, "do_" + word)(rest, out)

    def do_count(self, rest, out):
        for number in range(int(rest)):
            if self.stopping:
                raise PipelineStopped
            out(number)

    def do_say(self, rest, out):
        out(rest)

    def do_ask(self, rest, out):
        out("you said " + self.host.read_line(rest))

    def do_warn(self, rest, out):
        from pssh.runtime.records import WarningRecord

        out("before")
        self.host.write_warning(WarningRecord(rest))
        out("after")

    def do_fail(self, rest, out):
        raise ps_error("Failed", rest)

    def do_exit(self, rest, out):
        raise ExitFlow(int(rest))

    def do_hang(self, rest, out):
        out("hanging")
        self.wait(threading.Event())

    def do_slow(self, rest, out):
        for number in range(int(rest)):
            out(number)
            self.wait(threading.Event(), 0.01)

    def do_print(self, rest, out):
        import os

        os.write(1, rest.encode())

    def do_die(self, rest, out):
        import os

        os.write(2, b"last words")
        os._exit(int(rest))

    def do_pid(self, rest, out):
        import os

        out(os.getpid())

    def wait(self, event, timeout=None):
        until = None if timeout is None else time.monotonic() + timeout
        while not event.wait(0.01):
            if self.stopping:
                raise PipelineStopped
            if until is not None and time.monotonic() >= until:
                return False
        return True

    def stop(self):
        self.stopping = True

    def clear_stop(self):
        self.stopping = False


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
            servers.append(RunspaceServer(reactor, lambda host, facts: WordRunspace(host)))
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
