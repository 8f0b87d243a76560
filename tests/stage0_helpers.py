"""Runs the agent's command line as an SSH server would: a login shell, two pipes, an environment of its
own."""

import contextlib
import os
import subprocess

from pssh.agent.deploy import Deploy
from pssh.remoting.fd_channel import FdChannel


class Far:
    """A far end in a folder of its own; `shell` is the login shell's argv, the command line follows it."""

    def __init__(self, home, shell=("/bin/sh", "-c"), path=None, **environment):
        self.home = home
        self.processes = []
        self.shell = list(shell)
        self.environment = {"HOME": str(home), "PATH": path or os.environ["PATH"], **environment}

    def start(self, archive=None):
        """(the handshake, the process) up to the first frame or the error."""
        deploy = Deploy(archive, host="far")
        with open(os.path.join(self.home, "stderr"), "wb") as errors:
            process = subprocess.Popen(
                [*self.shell, deploy.command],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=self.environment, cwd="/",
            )  # fmt: skip
        with contextlib.suppress(BrokenPipeError):  # a shell that refuses is gone already
            process.stdin.write(deploy.opening)
            process.stdin.flush()
        while not deploy.done and deploy.error is None:
            data = os.read(process.stdout.fileno(), 65536)
            if not data:
                with open(os.path.join(self.home, "stderr"), "rb") as errors:
                    deploy.feed_stderr(errors.read())
                deploy.ended(process.wait())
                break
            answer = deploy.feed(data)
            if answer:
                process.stdin.write(answer)
                process.stdin.flush()
        if deploy.error is not None:
            finish(process)
        return deploy, process

    def channel(self, reactor, archive=None):
        """A channel past stage 0."""
        deploy, process = self.start(archive)
        assert deploy.error is None, deploy.error
        assert not deploy.leftover
        read, write = os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno())
        process.stdin.close()
        process.stdout.close()
        self.processes.append(process)
        return FdChannel(reactor, read, write, "far")

    def close(self):
        """Wait for the launchers; their channels are closed by now."""
        for process in self.processes:
            process.wait(20)


def finish(process):
    with contextlib.suppress(BrokenPipeError):  # what it never read
        process.stdin.close()
    process.stdout.close()
    process.wait(10)
