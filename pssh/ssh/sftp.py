"""Files to and from a machine over SFTP, on the SSH connection its sessions use."""

import os
from typing import TYPE_CHECKING, Any, Callable, Deque, List, Optional

from pssh.ssh.loop import Asker, loop_thread
from pssh.ssh.pool import Link, pool
from pssh.ssh.prompts import HostPrompts

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["SftpCopier", "copier"]

CHUNK = 8 << 20
AHEAD = 2
Progress = Callable[[int], None]


class RemoteFile:
    """What is at a path on the far end."""

    __slots__ = ("is_dir", "mode", "mtime", "path", "size")

    def __init__(self, path: str, is_dir: bool, size: int, mtime: float, mode: int) -> None:
        self.path = path
        self.is_dir = is_dir
        self.size = size
        self.mtime = mtime
        self.mode = mode


def copier(target: Any, runspace: "Runspace") -> "SftpCopier":
    """A copier for a remoting TargetSpec; `close` it."""
    return SftpCopier(target, runspace)


class SftpCopier:
    """Blocking calls for a pipeline's thread. `progress(bytes)` is called there with what was copied since
    the last call.
    """

    def __init__(self, target: Any, runspace: "Runspace") -> None:
        self.target = target
        self.runspace = runspace
        self.thread = loop_thread()
        self.asker = Asker()
        self.link: Optional[Link] = None
        self.client: Any = None
        self._run(self._open())

    def _run(self, work: Any) -> Any:
        return self.thread.run(work, self.asker, self.runspace.wait)

    async def _open(self) -> None:
        from pssh.ssh.connect import ssh_target
        from pssh.ssh.library import asyncssh

        target = ssh_target(self.target)
        prompts = HostPrompts(self.runspace.host)
        while True:
            self.link = await pool().take(target, self.asker, prompts)
            try:
                self.client = await self.link.conn.start_sftp_client()
                return
            except asyncssh().ChannelOpenError:
                shared = self.link.sessions > 1
                pool().full(self.link)
                pool().give_back(self.link)
                self.link = None
                if not shared:
                    raise

    def close(self) -> None:
        """End the SFTP channel."""
        client, link = self.client, self.link
        self.client = self.link = None
        if client is not None:
            self.thread.post(client.exit)
        if link is not None:
            self.thread.post(pool().give_back, link)

    # --- looking ---------------------------------------------------------------------------------

    def stat(self, path: str) -> Optional[RemoteFile]:
        """What is at `path`; None when there is nothing."""
        found: Optional[RemoteFile] = self._run(self._stat(path))
        return found

    async def _stat(self, path: str) -> Optional[RemoteFile]:
        import stat

        from pssh.ssh.library import asyncssh

        lib = asyncssh()
        try:
            attrs = await self.client.stat(path)
        except (lib.SFTPNoSuchFile, lib.SFTPNoSuchPath):
            return None
        mode = attrs.permissions or 0
        return RemoteFile(path, stat.S_ISDIR(mode), attrs.size or 0, attrs.mtime or 0, stat.S_IMODE(mode))

    def list_folder(self, path: str) -> List[str]:
        """The names in a folder."""
        names = self._run(self.client.listdir(path))
        return sorted(name for name in names if name not in (".", ".."))

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""
        self._run(self.client.makedirs(path, exist_ok=True))

    def mark(self, path: str, mode: int, mtime: float) -> None:
        """Give a folder its permissions and time."""
        from pssh.ssh.library import asyncssh

        attrs = asyncssh().SFTPAttrs(permissions=mode, atime=int(mtime), mtime=int(mtime))
        self._run(self.client.setstat(path, attrs))

    def home(self) -> str:
        """Where relative paths begin."""
        return str(self._run(self.client.realpath(".")))

    # --- copying ---------------------------------------------------------------------------------

    def put(self, local: str, remote: str, progress: Progress) -> None:
        """One file there. A copy that was cut off goes on where it ended."""
        from pssh.ssh.library import asyncssh

        info = os.stat(local)
        part = f"{remote}.{info.st_size:x}-{info.st_mtime_ns:x}.part"
        begun = self.stat(part)
        start = begun.size if begun is not None and begun.size <= info.st_size else 0
        with open(local, "rb", buffering=0) as source:
            self._run(self._put(source, part, start, info.st_size, progress))

        async def finish() -> None:
            lib = asyncssh()
            await self.client.setstat(
                part,
                lib.SFTPAttrs(
                    permissions=info.st_mode & 0o7777, atime=int(info.st_atime), mtime=int(info.st_mtime)
                ),
            )
            await self.client.posix_rename(part, remote)

        self._run(finish())

    async def _put(self, source: Any, part: str, start: int, size: int, progress: Progress) -> None:
        import asyncio
        from collections import deque

        source.seek(start)
        if start:
            await self.asker.ask(progress, start)
        async with self.client.open(part, "r+b" if start else "wb") as target:
            offset = start
            writes: Deque[Any] = deque()
            while offset < size or writes:
                while offset < size and len(writes) < AHEAD:
                    data = source.read(min(CHUNK, size - offset))
                    if not data:
                        size = offset
                        break
                    writes.append((asyncio.ensure_future(target.write(data, offset)), len(data)))
                    offset += len(data)
                if writes:
                    task, count = writes.popleft()
                    await task
                    await self.asker.ask(progress, count)

    def get(self, remote: RemoteFile, local: str, progress: Progress) -> None:
        """One file from there. A copy that was cut off goes on where it ended."""
        part = f"{local}.{remote.size:x}-{int(remote.mtime):x}.part"
        start = 0
        if os.path.exists(part):
            start = os.path.getsize(part)
            start = start if start <= remote.size else 0
        with open(part, "r+b" if start else "wb", buffering=0) as target:
            target.seek(start)
            self._run(self._get(remote, target, start, progress))
        os.chmod(part, remote.mode or 0o644)
        os.utime(part, (remote.mtime, remote.mtime))
        os.replace(part, local)

    async def _get(self, remote: RemoteFile, target: Any, start: int, progress: Progress) -> None:
        import asyncio
        from collections import deque

        if start:
            await self.asker.ask(progress, start)
        async with self.client.open(remote.path, "rb") as source:
            offset = start
            reads: Deque[Any] = deque()
            while offset < remote.size or reads:
                while offset < remote.size and len(reads) < AHEAD:
                    count = min(CHUNK, remote.size - offset)
                    reads.append(asyncio.ensure_future(source.read(count, offset)))
                    offset += count
                data = await reads.popleft()
                target.write(data)
                await self.asker.ask(progress, len(data))
