"""The process of a durable session: it outlives its connection and waits for the next one."""

import os
import signal
import socket
import threading
import time
from typing import Any, Dict, List, NoReturn, Optional

from pssh.agent.fork_client import ForkClient
from pssh.agent.handover import HandedChannel, answer, sleep_until_closed
from pssh.agent.job_process import finish, process_info
from pssh.agent.registry import SessionFolder, create_session
from pssh.agent.spool import Spool
from pssh.remoting.reactor import Reactor
from pssh.remoting.server import RunspaceServer
from pssh.remoting.unix_socket import UnixListener
from pssh.wire import messages as m
from pssh.wire.link import Link

__all__ = ["SessionHost", "make_session_runspace", "open_durable", "serve_local"]

IDLE_TIMEOUT = 2 * 3600.0
_CHECK = 30.0
_TOLD = ("state", "started", "ended", "exit_code")


def make_session_runspace(host: Any, options: Dict[str, Any]) -> Any:
    """The runspace of a session: starts in the home folder, or on the drive this host maps."""
    from pssh.agent.job_process import make_runspace

    home = os.path.expanduser("~")
    try:
        os.chdir(home)
    except OSError:
        os.chdir("/")
    runspace = make_runspace(host, options)
    from pssh.objects.dictionaries import Hashtable
    from pssh.remoting.sender_info import SenderInfo

    scope = runspace.global_scope
    # The client's version is the same by the archive.
    arguments = {
        **(options.get("application_arguments") or {}),
        "PSVersionTable": scope.get("PSVersionTable"),
    }
    scope.set("PSSenderInfo", SenderInfo(Hashtable(arguments)))
    scope.remove("PROFILE")  # a session runs none
    from pssh.agent.drives import map_drives

    map_drives(runspace)
    return runspace


def open_durable(hello: m.Hello, first: bytes, stay: bool) -> None:
    """Fork the session's host; the launcher sleeps. Where nothing can be written, serve without a net."""
    folder = create_session(hello.session)
    if folder is None or folder.socket_path is None:
        from pssh.agent.main import serve_here

        serve_here(first)
        return
    waiting, held = os.pipe()
    if os.fork():
        os.close(held)
        if stay:
            sleep_until_closed(waiting)
        os._exit(0)
    os.close(waiting)
    os.setsid()
    if os.fork():
        os._exit(0)  # no session leader: it can never get a terminal
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    from pssh.agent.main import take_pipes

    read_fd, write_fd = take_pipes()
    host = SessionHost(folder, hello)
    host.serve(first, [read_fd, write_fd, held])


class SessionHost:
    """One session: its folder, its socket, its server."""

    def __init__(self, folder: SessionFolder, hello: m.Hello) -> None:
        self.folder = folder
        self.started = time.time()
        self.reactor = Reactor()
        self.spool = Spool(folder.path)
        self.ended = threading.Event()
        self.server = RunspaceServer(
            self.reactor, make_session_runspace, journal=self.spool, durable=True, info=process_info()
        )
        self._options = hello.options
        self._listeners: List[UnixListener] = []
        self._environment = dict(
            os.environ
        )  # a session starts with what the login gave, not with our changes
        self._fork_client: Optional[ForkClient] = None
        self._log_errors()

    def serve(self, first: bytes, fds: List[int]) -> NoReturn:
        """Serve until the session ends; does not return."""
        self.server.on_ending.append(self._vanish)
        self.server.on_end.append(lambda reason: self.ended.set())
        self.server.on_client.append(lambda here: self._write_facts())
        self.server.on_pipeline.append(self._note_pipeline)
        assert self.folder.socket_path is not None
        self._listeners.append(UnixListener(self.reactor, self.folder.socket_path, self._on_connect))
        spawn_path = self.folder.socket_path + "+"
        self._listeners.append(UnixListener(self.reactor, spawn_path, self._on_spawn))
        self.server.info["spawn_socket"] = spawn_path
        self._attach(first, fds)
        self.reactor.call_later(self._next_check(), self._check_idle)
        self.ended.wait()
        finish(self.server)

    def _vanish(self) -> None:
        """Nobody finds the session any more."""
        for listener in self._listeners:
            listener.close()
        self.spool.close(remove=True)
        self.folder.remove()

    def _log_errors(self) -> None:
        """Tracebacks of the agent itself must not vanish."""
        try:
            log = os.open(
                os.path.join(self.folder.path, "log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
            )
        except OSError:
            return
        os.dup2(log, 2)
        os.close(log)

    def _attach(self, first: bytes, fds: List[int]) -> None:
        self.server.connect(HandedChannel(self.reactor, *fds), first)

    def _on_connect(self, connected: socket.socket) -> None:
        # A launcher sends its few bytes at once; only our own user gets this far.
        connected.setblocking(True)
        answer(connected, self._on_attach, self.status)

    def _on_spawn(self, connected: socket.socket) -> None:
        """Another session beside this one: forked from a process that has everything imported."""
        if self._fork_client is None:
            self._fork_client = ForkClient(self.reactor)
        connected.setblocking(True)
        with connected:
            self._fork_client.post("session", (connected.fileno(),), {"environment": self._environment})

    def _on_attach(self, first: bytes, fds: List[int]) -> None:
        hello = self._hello(first)
        if hello is not None and self._is_job and not self.server.may_connect(hello.client):
            self.server.detach()  # a job belongs to the host: whoever asks last reads it
        if hello is not None and not self.server.may_connect(hello.client):
            refusal = Link().send(
                m.Refuse("SessionBusy", f"The session is in use by {self.server.owner or 'another client'}.")
            )
            os.write(fds[1], refusal)
            for fd in fds:
                os.close(fd)
            return
        self._attach(first, fds)

    def _hello(self, first: bytes) -> Optional[m.Hello]:
        messages = list(Link().receive(first))
        return messages[0] if messages and type(messages[0]) is m.Hello else None

    def status(self) -> Dict[str, Any]:
        """What Get-PSSession -ComputerName shows of this session."""
        server = self.server
        detached = server.detached_at
        return {
            "state": "Connected" if server.connected else "Disconnected",
            "busy": server.pipeline is not None,
            "label": str(server.newest.get("label") or ""),
            "newest": {name: server.newest.get(name) for name in _TOLD},
            "unread": server.unread,
            "kind": str(self._options.get("kind") or ""),
            "owner": server.owner,
            "started": self.started,
            "idle": 0.0 if detached is None else time.time() - detached,
            "idle_timeout": self._idle_timeout(),
            "spooled": self.spool.size,
            "name": str(self._options.get("name") or ""),
            "pid": os.getpid(),
        }

    @property
    def _is_job(self) -> bool:
        """Whether this is a job's session (`Start-Job -Persistent`) and no one's prompt."""
        return bool(self._options.get("kind"))

    def _note_pipeline(self) -> None:
        """What a job or an abandoned session does is on disk, should this process be killed."""
        if self._is_job or not self.server.connected:
            self._write_facts()

    def _write_facts(self) -> None:
        if self.server.ended:
            return  # the folder is about to go
        try:
            self.folder.write_facts(self.status())
        except OSError:
            pass  # a full disk hides the description, not the session

    def _idle_timeout(self) -> float:
        wanted = self.server.idle_timeout or self._options.get("idle_timeout")
        return IDLE_TIMEOUT if wanted is None or wanted <= 0 else float(wanted)

    def _check_idle(self) -> None:
        server = self.server
        detached = server.detached_at
        alone = detached is not None and not server.connected and not self._busy()
        if alone and time.time() - (detached or 0.0) > self._idle_timeout():
            server.end("nobody came back within the idle timeout")
            return
        self.reactor.call_later(self._next_check(), self._check_idle)

    def _next_check(self) -> float:
        return min(_CHECK, max(1.0, self._idle_timeout() / 4))

    def _busy(self) -> bool:
        """A running command or job keeps the session alive."""
        if self.server.pipeline is not None:
            return True
        runspace = self.server.runspace
        jobs = None if runspace is None else runspace.services.get("jobs")
        return bool(jobs is not None and jobs.any_running())


def serve_local(fd: int, options: Dict[str, Any]) -> None:
    """A session for a client of this machine, in a fresh process: the socket is its stdin and stdout."""
    environment = options.get("environment")
    if environment is not None:
        os.environ.clear()
        os.environ.update(environment)
    os.setsid()
    os.dup2(fd, 0)
    os.dup2(fd, 1)
    if fd > 2:
        os.close(fd)
    from pssh.agent.main import main

    main(stay=False)
