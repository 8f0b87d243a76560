"""The process of a background job: a runspace behind the channel it was given."""

import os
import sys
import threading
from typing import Any, Dict, List, NoReturn

__all__ = ["make_runspace", "run_job", "warm_up", "warm_up_more"]

# After the shell has gone a command has this long to end by itself.
_GRACE = 1.0


def warm_up() -> None:
    """Import what every job needs, before the first is forked."""
    import pssh.remoting.fd_channel
    import pssh.remoting.remote_host
    import pssh.remoting.server
    import pssh.runtime.runspace
    import pssh.runtime.scriptblock
    import pssh.wire.decoder  # noqa: F401 - for those forked from here


def warm_up_more() -> None:
    """While the first job runs: what most jobs will need, by doing it once."""
    from pssh.runtime.host import Host
    from pssh.runtime.scriptblock import ScriptBlock
    from pssh.wire.encoder import encode_batch

    runspace = make_runspace(Host(), {})
    # A text that is in no cache, so that parser and compiler come in.
    text = f"param($p) foreach ($x in 1..3) {{ [pscustomobject]@{{ A = $x; B = {os.getpid()} }} }}"
    encode_batch(ScriptBlock.create(text).invoke(runspace))


def make_runspace(host: Any, options: Dict[str, Any]) -> Any:
    """A runspace for the server role."""
    from pssh.runtime.runspace import Runspace

    runspace = Runspace(host)
    # Information records always travel: whether they are shown is the receiver's preference.
    runspace.streams.redirected = frozenset(("information",))
    return runspace


def _make_job_runspace(host: Any, options: Dict[str, Any]) -> Any:
    """A runspace for a job: it has no console, and what it writes to one is lost."""
    from pssh.runtime.host import Host

    host.console = Host()
    return make_runspace(host, options)


def run_job(options: Dict[str, Any], fds: List[int]) -> NoReturn:
    """Serve one client over `fds[0]`; `fds[1]` and `fds[2]` take what the job writes past its streams."""
    os.setpgid(0, 0)
    _use_outputs(fds[1], fds[2])
    environment = options.get("environment")
    if environment is not None:
        os.environ.clear()
        os.environ.update(environment)
    _go_to(options.get("working_directory"))
    serve(fds[0])


def serve(fd: int) -> NoReturn:
    """Serve one client over a descriptor and end with it."""
    from pssh.remoting.fd_channel import FdChannel
    from pssh.remoting.reactor import Reactor
    from pssh.remoting.server import RunspaceServer

    ended = threading.Event()
    reactor = Reactor()
    server = RunspaceServer(reactor, _make_job_runspace, info=process_info())
    server.on_end.append(lambda reason: ended.set())
    server.connect(FdChannel(reactor, fd, fd, "job"))
    ended.wait()
    finish(server)


def finish(server: Any) -> NoReturn:
    """Leave the process, with what the runspace started in it."""
    from pssh.runtime.process import leave_process

    worker_done = threading.Event()
    server.when_idle(worker_done.set)
    worker_done.wait(_GRACE)
    leave_process(0)


def process_info() -> Dict[str, Any]:
    """What a server says of its process."""
    return {
        "pid": os.getpid(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "platform": sys.platform,
        "user": _user(),
        "host": os.uname().nodename,
    }


def _user() -> str:
    return os.environ.get("USER") or os.environ.get("LOGNAME") or str(os.getuid())


def _go_to(folder: Any) -> None:
    if folder:
        try:
            os.chdir(folder)
        except OSError:
            pass  # it is gone meanwhile: the job starts where the shell started


def _use_outputs(out: int, error: int) -> None:
    """Make the given descriptors stdout and stderr, of Python too; nothing is read from a terminal."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(out, 1)
    os.dup2(error, 2)
    for fd in (nothing, out, error):
        os.close(fd)
    # The shell's own writers may hold text it has not written yet: they must stay, unflushed.
    _KEPT.extend((sys.stdout, sys.stderr, sys.stdin))
    sys.stdin = open(0, encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - closed by its owner
    sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - closed by its owner
    sys.stderr = open(2, "w", encoding="utf-8", errors="surrogateescape", closefd=False)  # noqa: SIM115 - closed by its owner


_KEPT: List[Any] = []
