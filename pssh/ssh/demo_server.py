"""The process behind `pssh demo`: small SSH servers on loopback, one for each demo host.

    python -m pssh.ssh.demo_server FOLDER NAME...

FOLDER/NAME holds a host: its host key, its users' keys, its `home` and its `C:`. Prints `NAME PORT` lines
when all
listen; ends when its standard input does.
"""

import asyncio
import contextlib
import os
import signal
import sys
from typing import Any, Dict, List

from pssh.ssh.library import asyncssh

__all__ = ["main"]

CHUNK = 256 << 10


def environment(folder: str) -> Dict[str, str]:
    """What programs of a demo host see."""
    home = os.path.join(folder, "home")
    return {
        "HOME": home,
        "USER": "demo",
        "LOGNAME": "demo",
        "SHELL": "/bin/sh",
        "PATH": os.environ.get("PATH", "/usr/local/bin:/usr/bin:/bin"),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "PSSH_DRIVES": "C=" + os.path.join(folder, "C"),
        "PSSH_LOG_FOLDER": os.path.join(folder, "log"),
        "PSSH_COMPUTER_NAME": os.path.basename(folder),
        "XDG_CACHE_HOME": os.path.join(os.path.dirname(folder), "cache"),
        "XDG_STATE_HOME": os.path.join(home, ".local", "state"),
        "XDG_RUNTIME_DIR": os.path.join(folder, "run"),
    }


async def run_command(process: Any, folder: str) -> None:
    """One exec channel: the command under sh, its three streams joined to the channel."""
    command = process.command
    argv = ["/bin/sh", "-c", command] if command else ["/bin/sh", "-l"]
    child = await asyncio.create_subprocess_exec(
        *argv,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=os.path.join(folder, "home"),
        env=environment(folder),
        start_new_session=True,
    )
    # Pumps of our own: those of asyncssh end the whole connection when a channel is closed under them.
    typed = asyncio.create_task(_pump(process.stdin, child.stdin))
    said = [_pump(child.stdout, process.stdout), _pump(child.stderr, process.stderr)]
    try:
        await asyncio.gather(*said)
        code = await child.wait()
    finally:
        typed.cancel()
        if child.returncode is None:
            _hang_up(child)
    process.exit(code if code >= 0 else 128 - code)


async def _pump(source: Any, target: Any) -> None:
    """Copy until the source ends or nobody takes it any more; a program's stdin is closed then."""
    with contextlib.suppress(OSError, asyncssh().Error):
        while True:
            try:
                data = await source.read(CHUNK)
            except asyncssh().TerminalSizeChanged:
                continue
            if not data:
                break
            target.write(data)
            await target.drain()
    if isinstance(target, asyncio.StreamWriter):
        target.close()


def _hang_up(child: Any) -> None:
    try:
        os.killpg(child.pid, signal.SIGHUP)
    except OSError:
        return


async def serve(folder: str) -> Any:
    """One host's server."""
    library: Any = asyncssh()

    class Files(library.SFTPServer):  # type: ignore[misc]  # asyncssh is imported only when it serves
        """The whole file system, relative paths from the host's home."""

        def map_path(self, path: bytes) -> bytes:
            return os.path.join(os.path.join(folder, "home").encode(), path)

    class Server(library.SSHServer):  # type: ignore[misc]  # as above
        """Lets connections through to other hosts: Server01 is a way to Server02."""

        def connection_requested(
            self, dest_host: str, dest_port: int, orig_host: str, orig_port: int
        ) -> bool:
            return True

        def unix_connection_requested(self, dest_path: str) -> bool:
            return True

    async def handle(process: Any) -> None:
        await run_command(process, folder)

    return await library.listen(
        "127.0.0.1",
        0,
        server_host_keys=[os.path.join(folder, "host_key")],
        authorized_client_keys=os.path.join(folder, "authorized_keys"),
        server_factory=Server,
        process_factory=handle,
        sftp_factory=Files,
        encoding=None,
        keepalive_interval=30,
        window=16 << 20,
        line_editor=False,
    )


async def _main(folder: str, names: List[str]) -> None:
    servers = []
    for name in names:
        server = await serve(os.path.join(folder, name))
        servers.append(server)
        print(name, server.get_port(), flush=True)
    print("ready", flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.buffer.read)
    for server in servers:
        server.close()


def main() -> None:
    """Serve until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C at the prompt is for the prompt
    asyncio.run(_main(sys.argv[1], sys.argv[2:]))
    os._exit(0)


if __name__ == "__main__":
    main()
