"""The hosts of `pssh demo`: made afresh in a folder of their own, served by one child process, gone at the
end.
"""

import os
import time
from typing import TYPE_CHECKING, Any, Dict, Sequence

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["DemoHosts"]

SYSLOG = (
    (0, "kernel", "Linux version 6.1.0 (demo)"),
    (1, "systemd[1]", "Started Journal Service."),
    (2, "systemd[1]", "Reached target Network."),
    (4, "sshd[412]", "Server listening on 0.0.0.0 port 22."),
    (9, "cron[431]", "(CRON) INFO (Running @reboot jobs)"),
    (31, "kernel", "warning: disk quota of /home is nearly used up"),
    (47, "sshd[503]", "error: maximum authentication attempts exceeded for invalid user guest"),
    (58, "systemd[1]", "Startup finished in 58.201s."),
)


class DemoHosts:
    """A context manager: the servers run inside it. `prepare(runspace)` makes their names known there."""

    def __init__(self, names: Sequence[str] = ("Server01", "Server02")) -> None:
        self.names = list(names)
        self.folder = ""
        self.config_file = ""
        self.ports: Dict[str, int] = {}
        self._process: Any = None

    def __enter__(self) -> "DemoHosts":
        import tempfile

        self.folder = tempfile.mkdtemp(prefix="pssh-demo-")
        try:
            self._make_keys()
            for name in self.names:
                self._make_host(name)
            self._start()
            self._write_config()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *exc: Any) -> None:
        self.close()

    def prepare(self, runspace: "Runspace") -> None:
        """Let this runspace (and the jobs it starts) reach the hosts by name."""
        os.environ["PSSH_SSH_CONFIG"] = self.config_file

    def _make_keys(self) -> None:
        from pssh.ssh.library import asyncssh

        library = asyncssh()
        user = library.generate_private_key("ssh-ed25519", "pssh demo")
        self._write("id_ed25519", user.export_private_key().decode(), 0o600)
        self._user_key = user.export_public_key().decode()
        self._host_keys = {}
        for name in self.names:
            key = library.generate_private_key("ssh-ed25519", name)
            self._write(f"{name}/host_key", key.export_private_key().decode(), 0o600)
            self._host_keys[name] = " ".join(key.export_public_key().decode().split()[:2])

    def _make_host(self, name: str) -> None:
        for folder in ("home", "C/logs", "C/Users/demo", "C/Temp", "log"):
            os.makedirs(os.path.join(self.folder, name, folder), exist_ok=True)
        os.makedirs(os.path.join(self.folder, name, "run"), mode=0o700, exist_ok=True)
        self._write(f"{name}/authorized_keys", self._user_key, 0o600)
        started = time.time() - 3600
        lines = []
        for offset, source, text in SYSLOG:
            stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(started + offset))
            lines.append(f"{stamp}.000000+00:00 {name} {source}: {text}\n")
        self._write(f"{name}/log/syslog", "".join(lines), 0o644)

    def _write(self, name: str, text: str, mode: int) -> None:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            file.write(text)

    def _start(self) -> None:
        import subprocess
        import sys

        self._process = subprocess.Popen(
            [sys.executable, "-m", "pssh.ssh.demo_server", self.folder, *self.names],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        for line in self._process.stdout:
            words = line.decode().split()
            if words == ["ready"]:
                return
            self.ports[words[0]] = int(words[1])
        raise RuntimeError(
            "The demo hosts did not start: " + self._process.stderr.read().decode("utf-8", "replace")
        )

    def _write_config(self) -> None:
        known = "".join(f"[127.0.0.1]:{self.ports[name]} {self._host_keys[name]}\n" for name in self.names)
        self._write("known_hosts", known, 0o644)
        blocks = []
        for name in self.names:
            both = name if name == name.lower() else f"{name} {name.lower()} {name.upper()}"
            blocks.append(
                f"Host {both}\n    HostName 127.0.0.1\n    Port {self.ports[name]}\n    User demo\n"
                f"    IdentityFile {self.folder}/id_ed25519\n    IdentitiesOnly yes\n"
                f"    UserKnownHostsFile {self.folder}/known_hosts\n    StrictHostKeyChecking yes\n"
            )
        own = os.path.expanduser("~/.ssh/config")
        tail = f"Match all\nInclude {own}\n" if os.access(own, os.R_OK) else ""
        self._write("ssh_config", "".join(blocks) + tail, 0o600)
        self.config_file = os.path.join(self.folder, "ssh_config")

    def close(self) -> None:
        """Stop the servers and remove the hosts."""
        import shutil

        process, self._process = self._process, None
        if process is not None:
            process.stdin.close()
            try:
                process.wait(5)
            except Exception:  # the time has passed, or the wait itself failed: it is ended either way
                process.kill()
                process.wait()
            process.stdout.close()
            process.stderr.close()
        if os.environ.get("PSSH_SSH_CONFIG") == self.config_file and self.config_file:
            del os.environ["PSSH_SSH_CONFIG"]
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = ""
