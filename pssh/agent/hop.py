"""The next hop of a far end: it has no SSH library of ours, so its own `ssh` program makes the connection.

No question can be asked on that way (there is no terminal): keys or an agent must let the user in. A person at a
prompt does not come here: Enter-PSSession inside a session opens its hop from the client.
"""

import os
import signal
from typing import Any, List, Optional

from pssh.agent.deploy import Deploy
from pssh.objects.errors import PSError, ps_error
from pssh.remoting.channel import Channel
from pssh.remoting.connectors import TargetSpec
from pssh.remoting.fd_channel import FdChannel
from pssh.remoting.reactor import Reactor
from pssh.remoting.reactor_of import reactor_of

__all__ = ["open_by_ssh_program"]

_TRANSPORT = "System.Management.Automation.Remoting.PSRemotingTransportException"


class HopChannel(FdChannel):
    """A channel through an `ssh` process; its end is the process's end."""

    def __init__(self, reactor: Reactor, read_fd: int, write_fd: int, host: str, pid: int) -> None:
        super().__init__(reactor, read_fd, write_fd, f"ssh {host}")
        self._pid = pid

    def _end(self, error: Optional[Exception]) -> None:
        super()._end(error)
        pid, self._pid = self._pid, 0
        if pid:
            end_process(pid)


def open_by_ssh_program(target: TargetSpec, runspace: Any) -> Channel:
    """Connect with the `ssh` program of this machine and start the agent; blocks, raises PSError."""
    program = _find_ssh()
    if program is None:
        raise _failure(target, "This host has no ssh program to reach the next one with.")
    deploy = Deploy(host=target.host)
    to_child, stdin = os.pipe()
    stdout, from_child = os.pipe()
    stderr, errors = os.pipe()
    try:
        pid = os.posix_spawn(
            program,
            [program, *_arguments(target), deploy.command],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, from_child, 1),
                (os.POSIX_SPAWN_DUP2, errors, 2),
                (os.POSIX_SPAWN_DUP2, to_child, 0),
            ],
            setsigdef=[signal.SIGPIPE],
        )
    finally:
        for fd in (to_child, from_child, errors):
            os.close(fd)
    try:
        _greet(deploy, stdin, stdout, stderr, runspace, target)
    except BaseException:
        for fd in (stdin, stdout):
            os.close(fd)
        end_process(pid)
        raise
    finally:
        os.close(stderr)
    return HopChannel(reactor_of(runspace), stdout, stdin, target.host, pid)


def end_process(pid: int) -> None:
    """Let go of a child and leave nothing of it."""
    try:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass  # it has gone, or somebody else has waited for it


def _find_ssh() -> Optional[str]:
    for folder in [*os.environ.get("PATH", "").split(":"), "/usr/bin", "/usr/local/bin"]:
        path = os.path.join(folder, "ssh")
        if folder and os.access(path, os.X_OK):
            return path
    return None


def _arguments(target: TargetSpec) -> List[str]:
    words = ["-T", "-o", "BatchMode=yes", "-o", "ClearAllForwardings=yes"]
    for option, value in (("-p", target.port), ("-l", target.user), ("-i", target.key_file)):
        if value is not None:
            words += [option, str(value)]
    if target.connecting_timeout is not None:
        words += ["-o", f"ConnectTimeout={max(1, int(target.connecting_timeout))}"]
    for name, value in target.options.items():
        words += ["-o", f"{name}={value}"]
    return [*words, "--", target.host]


def _greet(deploy: Deploy, stdin: int, stdout: int, stderr: int, runspace: Any, target: TargetSpec) -> None:
    import select

    _send(stdin, deploy.opening)
    sources = [stdout, stderr]
    while not deploy.done and deploy.error is None:
        if runspace.stopping:
            from pssh.objects.flow import PipelineStopped

            raise PipelineStopped
        for fd in select.select(sources, [], [], 0.1)[0]:
            data = os.read(fd, 65536)
            if fd == stderr:
                deploy.feed_stderr(data)
                if not data:
                    sources.remove(stderr)
            elif data:
                _send(stdin, deploy.feed(data))
            else:
                if stderr in sources:
                    deploy.feed_stderr(os.read(stderr, 65536))
                deploy.ended(None)
    if deploy.error is not None:
        said = deploy.ssh_said()
        raise _failure(target, said or deploy.error)
    if deploy.leftover:
        raise _failure(target, "The agent spoke before it was asked.")


def _send(fd: int, data: bytes) -> None:
    try:
        while data:
            data = data[os.write(fd, data) :]
    except BrokenPipeError:
        return  # what it says on its way out is read next


def _failure(target: TargetSpec, text: str) -> PSError:
    return ps_error("PSSessionStateBroken", f"[{target.host}] {text}", "OpenError", target.host, _TRANSPORT)
