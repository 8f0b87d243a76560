"""A private OpenSSH server on loopback with throw-away keys, for the tests that want the real thing."""

import contextlib
import getpass
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

__all__ = ["OpenSSH", "find_sshd", "running"]


def find_sshd() -> str | None:
    """The sshd program, also where only root's PATH has it."""
    return shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/local/sbin")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class OpenSSH:
    """One server. `home` is a folder to be used as HOME by clients: its `.ssh` lets them in as `localhost`."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.on_standard_port = _is_free(22)  # cases that name port 22 want the server there as well
        self.home = folder / "home"
        ssh = self.home / ".ssh"
        ssh.mkdir(parents=True, mode=0o700)
        for name in (folder / "host_key", ssh / "id_ed25519"):
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", str(name)], check=True
            )
        shutil.copy(ssh / "id_ed25519.pub", folder / "authorized_keys")
        key = (folder / "host_key.pub").read_text().split()
        names = ("localhost", "127.0.0.1", "Server01", "Server02")
        rows = [f"[127.0.0.1]:{self.port} {key[0]} {key[1]}", f"[localhost]:{self.port} {key[0]} {key[1]}"]
        rows += [f"{name} {key[0]} {key[1]}" for name in names]
        (ssh / "known_hosts").write_text("\n".join(rows) + "\n")
        (ssh / "config").write_text(
            f"Host {' '.join(names)}\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {ssh}/id_ed25519\n  UserKnownHostsFile {ssh}/known_hosts\n"
        )
        (folder / "log").mkdir()
        (folder / "log" / "syslog").write_text(
            "Nov 22 10:00:01 host systemd[1]: Started Journal Service.\n" * 3
        )
        self.environment = {"HOME": str(self.home)}
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start sshd and wait until it listens; without the standard port where another got that first."""
        try:
            self._start()
        except RuntimeError:
            if not self.on_standard_port:
                raise
            self.on_standard_port = False
            self._start()

    def _start(self) -> None:
        sshd = find_sshd()
        assert sshd is not None
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        standard = "Port 22\n" if self.on_standard_port else ""
        config = self.folder / "sshd_config"
        config.write_text(
            f"Port {self.port}\n{standard}ListenAddress 127.0.0.1\nHostKey {self.folder}/host_key\n"
            f"AuthorizedKeysFile {self.folder}/authorized_keys\nStrictModes no\nUsePAM no\n"
            "PasswordAuthentication no\nPidFile none\nMaxStartups 200\nMaxSessions 100\nLogLevel ERROR\n"
            "Subsystem sftp internal-sftp\nPermitRootLogin yes\nPrintMotd no\n"
            f"SetEnv HOME={self.home} PSSH_LOG_FOLDER={self.folder / 'log'}\n"
        )
        log = (self.folder / "sshd.log").open("wb")
        self._server = subprocess.Popen(
            [sshd, "-D", "-e", "-f", str(config)], stderr=log, stdin=subprocess.DEVNULL
        )
        log.close()
        end = time.monotonic() + 10
        while True:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            if self._server.poll() is not None or time.monotonic() > end:
                raise RuntimeError("sshd did not start: " + (self.folder / "sshd.log").read_text())
            time.sleep(0.02)

    @property
    def pid(self) -> int:
        """The process that listens."""
        assert self._server is not None
        return self._server.pid

    def map_drive(self, letter: str, folder: pathlib.Path) -> None:
        """Let the host map a drive to a folder, as its configuration may."""
        file = self.home / ".config" / "pssh" / "drives"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{letter} = {folder}\n")

    def stop(self) -> None:
        """End the server; connections that are open live on in their own processes and end with their clients."""
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def clean(self) -> None:
        """End the sessions that clients left behind in this home."""
        mark = f"HOME={self.home}".encode()
        for entry in pathlib.Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                with contextlib.suppress(OSError):
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        os.kill(int(entry.name), signal.SIGKILL)


@contextlib.contextmanager
def running(folder: pathlib.Path) -> Iterator[OpenSSH]:
    """A server that runs as long as the block."""
    server = OpenSSH(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        server.clean()
