"""SSH connections, shared: one per target, and another when sshd refuses more channels on it
(MaxSessions).
"""

from typing import Any, Dict, List, Optional, Tuple

from pssh.ssh.connection import Opened, open_connection
from pssh.ssh.errors import SshError
from pssh.ssh.target import SshTarget

__all__ = ["Link", "Pool", "pool"]

CHANNELS = 10  # what sshd's MaxSessions allows by default
IDLE_SECONDS = 60.0


class Link:
    """One connection and how many channels use it."""

    def __init__(self, target: SshTarget) -> None:
        self.target = target
        self.opened: Optional[Opened] = None
        self.ready: Any = None  # a future while it is being opened
        self.used = 0  # channels of any kind
        self.sessions = 0  # those of them that sshd counts
        self.limit = CHANNELS
        self.closed = False
        self.timer: Any = None
        self.gateway: Optional[Link] = None

    @property
    def conn(self) -> Any:
        """The asyncssh connection."""
        assert self.opened is not None
        return self.opened.conn

    def has_room(self) -> bool:
        """Whether one more channel may be tried."""
        return not self.closed and self.sessions < self.limit


class Pool:
    """All connections of the process. Its methods run on the loop."""

    def __init__(self) -> None:
        self.links: Dict[Tuple[Any, ...], List[Link]] = {}

    async def take(self, target: SshTarget, asker: Any, prompts: Any, session: bool = True) -> Link:
        """A connection with room, one channel of it reserved for the caller. Forwarded ones need no room."""
        key = target.key()
        links = self.links.setdefault(key, [])
        first = links[0] if links else None
        if first is not None and first.ready is not None and not first.has_room():
            # Ask for a password or a host key once: the second connection waits for the first one's answer.
            await _settled(first.ready)
        for link in links:
            if link.has_room() or not session:
                self._use(link, session)
                return await self._opened(link, session)
        link = Link(target)
        links.append(link)
        self._use(link, session)
        await self._open(link, asker, prompts)
        return link

    async def _opened(self, link: Link, session: bool) -> Link:
        if link.ready is not None:
            try:
                await _shield(link.ready)
            except BaseException:
                self.give_back(link, session)
                raise
        return link

    async def _open(self, link: Link, asker: Any, prompts: Any) -> None:
        import asyncio

        link.ready = asyncio.get_running_loop().create_future()
        link.ready.add_done_callback(lambda f: f.cancelled() or f.exception())
        try:
            tunnel = None
            if link.target.via is not None:
                link.gateway = await self.take(link.target.via, asker, prompts, False)
                tunnel = link.gateway.conn
            link.opened = await open_connection(link.target, asker, prompts, tunnel)
            link.opened.login.on_lost = lambda exc: self._lost(link)
        except BaseException as error:
            self._lost(link)
            problem = (
                error
                if isinstance(error, Exception)
                else SshError("lost", "The connection attempt was stopped.")
            )
            if not link.ready.done():
                link.ready.set_exception(problem)
            link.ready = None
            raise
        link.ready.set_result(None)
        link.ready = None

    def _use(self, link: Link, session: bool) -> None:
        link.used += 1
        link.sessions += session
        if link.timer is not None:
            link.timer.cancel()
            link.timer = None

    def give_back(self, link: Link, session: bool = True) -> None:
        """One channel less; an idle connection closes after a minute."""
        import asyncio

        link.used -= 1
        link.sessions -= session
        if link.used == 0 and not link.closed and link.opened is not None:
            link.timer = asyncio.get_running_loop().call_later(IDLE_SECONDS, self._expire, link)

    def full(self, link: Link) -> None:
        """The server refused a channel: the connection has as many as it may."""
        link.limit = max(1, link.sessions - 1)

    def _expire(self, link: Link) -> None:
        if link.used == 0 and not link.closed:
            self._lost(link)
            link.conn.close()

    def _lost(self, link: Link) -> None:
        if link.closed:
            return
        link.closed = True
        links = self.links.get(link.target.key(), [])
        if link in links:
            links.remove(link)
        if link.gateway is not None:
            gateway, link.gateway = link.gateway, None
            self.give_back(gateway, False)


async def _settled(future: Any) -> None:
    try:
        await _shield(future)
    except Exception:  # whoever began it is told; here only the end counts
        return


async def _shield(future: Any) -> Any:
    """Wait without cancelling what others wait for too."""
    import asyncio

    return await asyncio.shield(future)


_pools: List[Pool] = []


def pool() -> Pool:
    """The pool of this process, beside its loop thread."""
    if not _pools:
        _pools.append(Pool())
    return _pools[0]
