"""From a `TargetSpec` to the channel of a started agent: connection, exec channel, stage 0."""

import functools
from typing import TYPE_CHECKING, Any, List, Optional, Union

from pssh.remoting.connectors import connectors_of
from pssh.ssh.channel import SshChannel
from pssh.ssh.connection import WINDOW
from pssh.ssh.errors import SshError
from pssh.ssh.loop import Asker, loop_thread
from pssh.ssh.pool import Link, pool
from pssh.ssh.prompts import HostPrompts, NoPrompts
from pssh.ssh.target import SshTarget

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

SUBSYSTEM = "powershell"  # the name that scripts written for PowerShell may give
PROBATION = 6.0  # seconds in which a session that was to be forked there must say its first word

__all__ = ["connection_error", "open_channel", "open_many", "ssh_target"]


def ssh_target(target: Any) -> SshTarget:
    """The SshTarget of a remoting TargetSpec, with the hops it goes through."""
    via = getattr(target, "via", None)
    return SshTarget.make(
        target.host,
        target.user,
        target.port,
        target.key_file,
        target.options or {},
        target.connecting_timeout,
        getattr(target, "password", None),
        ssh_target(via) if via is not None else None,
        getattr(target, "config_file", None),
    )


def open_channel(target: Any, runspace: "Runspace") -> SshChannel:
    """Connect, start the agent, and return its channel: the next bytes are frames. Blocks; raises PSError."""
    result = open_many([target], runspace)[0]
    if isinstance(result, SshChannel):
        return result
    raise result


def open_many(targets: List[Any], runspace: "Runspace") -> List[Union[SshChannel, Exception]]:
    """The channels of many targets, opened side by side: for each an SshChannel or a PSError."""
    import asyncio

    asker = Asker()
    host = getattr(runspace, "host", None)
    prompts = HostPrompts(host) if host is not None else NoPrompts()

    async def all_of_them() -> List[Any]:
        openings = (_open_spec(t, asker, prompts, offers(t)) for t in targets)
        return await asyncio.gather(*openings, return_exceptions=True)

    offers = connectors_of(runspace).offers if runspace is not None else _none
    wait = runspace.wait if runspace is not None else None
    results = loop_thread().run(all_of_them(), asker, wait)
    return [
        connection_error(r, t.host) if isinstance(r, BaseException) else r
        for r, t in zip(results, targets, strict=True)
    ]


def connection_error(error: BaseException, host: str) -> Exception:
    """The error record of a connection that could not be made: `[host] reason`."""
    from pssh.objects.errors import ps_error

    if not isinstance(error, (SshError, OSError, ValueError)) and isinstance(error, Exception):
        from pssh.objects.errors import PSError

        if isinstance(error, PSError):
            return error
    transport = "System.Management.Automation.Remoting.PSRemotingTransportException"
    timed_out = isinstance(error, SshError) and error.kind == "connecting-timeout"
    text = str(error) if timed_out else f"[{host}] {error}"
    return ps_error("PSSessionStateBroken", text, "OpenError", host, transport)


def _none(target: Any) -> List[str]:
    """Nothing is offered."""
    return []


async def _open_spec(target: Any, asker: Asker, prompts: Any, offers: List[str]) -> SshChannel:
    subsystem = getattr(target, "subsystem", None)
    if subsystem and subsystem != SUBSYSTEM:
        raise SshError(
            "subsystem",
            f"There is no subsystem {subsystem}: a session starts with python3 of the host and needs none. "
            "Leave -Subsystem out.",
        )
    return await _open(ssh_target(target), asker, prompts, offers)


async def _open(target: SshTarget, asker: Asker, prompts: Any, offers: List[str]) -> SshChannel:
    import asyncio

    if target.connecting_timeout is None:
        return await _open_now(target, asker, prompts, offers)
    try:
        return await asyncio.wait_for(_open_now(target, asker, prompts, offers), target.connecting_timeout)
    except TimeoutError:
        seconds = int(target.connecting_timeout)
        raise SshError(
            "connecting-timeout", f"SSH connection attempt failed after time out: {seconds} seconds."
        ) from None


async def _open_now(target: SshTarget, asker: Asker, prompts: Any, offers: List[str]) -> SshChannel:
    from pssh.agent.deploy import Deploy

    for offer in offers:
        spawned = await _spawn(target, offer, asker, prompts)
        if spawned is not None:
            spawned.on_probation(PROBATION, lambda: _open_now(target, Asker(), NoPrompts(), []))
            return spawned
    deploy = Deploy(host=target.host)
    link = await pool().take(target, asker, prompts)
    channel = await _exec(link, target, deploy.command, asker, prompts)
    await _stage0(channel, deploy, target)
    return channel


async def _spawn(target: SshTarget, path: str, asker: Asker, prompts: Any) -> Optional[SshChannel]:
    """A session forked by an agent that runs there already: no exec, no Python start. None where that
    fails.
    """
    from pssh.ssh.library import asyncssh

    library = asyncssh()
    link = await pool().take(target, asker, prompts, False)
    channel = SshChannel(target.host, loop_thread(), lambda: pool().give_back(link, False))
    channel.link = link
    try:
        await link.conn.create_unix_connection(
            lambda: _session(library.SSHUNIXSession, channel), path, encoding=None, window=WINDOW
        )
    except library.ChannelOpenError:
        pool().give_back(link, False)
        return None
    except BaseException:
        pool().give_back(link, False)
        raise
    return channel


async def _exec(link: Link, target: SshTarget, command: str, asker: Asker, prompts: Any) -> SshChannel:
    """Run a command on a connection; on one more connection when this one takes no more channels."""
    from pssh.ssh.library import asyncssh

    library = asyncssh()
    thread = loop_thread()
    while True:
        channel = SshChannel(target.host, thread, functools.partial(pool().give_back, link))
        channel.link = link
        session = _session(library.SSHClientSession, channel)
        try:
            await link.conn.create_session(
                functools.partial(_same, session), command, encoding=None, window=WINDOW, request_pty=False
            )
            return channel
        except library.ChannelOpenError as error:
            shared = link.sessions > 1
            pool().full(link)
            pool().give_back(link)
            if not shared:
                raise SshError("lost", f"channel open failed: {error.reason}") from error
            link = await pool().take(target, asker, prompts)
        except BaseException:
            pool().give_back(link)
            raise


def _same(session: Any) -> Any:
    return session


def _session(base: Any, channel: SshChannel) -> Any:
    class Session(base):  # type: ignore[misc]  # asyncssh is imported only for a connection
        """asyncssh's callbacks of one channel."""

        def connection_made(self, chan: Any) -> None:
            channel.transport = chan

        def data_received(self, data: bytes, datatype: Any) -> None:
            channel.received(data, datatype is not None)

        def exit_status_received(self, status: int) -> None:
            channel.exited(f"exit code {status}")

        def exit_signal_received(self, signal: str, core_dumped: bool, msg: str, lang: str) -> None:
            channel.exited(f"signal {signal} {msg}".rstrip())

        def pause_writing(self) -> None:
            channel.writing(False)

        def resume_writing(self) -> None:
            channel.writing(True)

        def connection_lost(self, exc: Optional[Exception]) -> None:
            channel.lost(exc)

    return Session()


async def _stage0(channel: SshChannel, deploy: Any, target: SshTarget) -> None:
    """Talk to stage 0 until the agent runs; what it sent beyond that stays in the channel."""
    import asyncio

    done = asyncio.get_running_loop().create_future()

    def settle() -> None:
        if (deploy.done or deploy.error) and not done.done():
            done.set_result(None)

    def feed(data: bytes) -> None:
        answer = deploy.feed(data)
        if answer:
            channel.transport.write(answer)
        if deploy.done:
            channel._on_data = None
            if deploy.leftover:
                channel._early.append(bytes(deploy.leftover))
        settle()

    def ended(error: Optional[Exception]) -> None:
        text = channel._exit
        deploy.ended(int(text.rpartition(" ")[2]) if text.rpartition(" ")[2].isdigit() else text or None)
        if not done.done():
            done.set_result(None)

    channel.transport.write(deploy.opening)
    channel.on_stderr = deploy.feed_stderr
    channel._on_data, channel._on_close = feed, ended
    while channel._early:
        feed(channel._early.popleft())
    if channel._over:
        channel._report()
    try:
        await done
    except BaseException:
        channel.close()
        raise
    channel._on_close = None
    if deploy.error:
        channel.close()
        raise SshError("deploy", deploy.error)
    channel.on_stderr = lambda data: None
