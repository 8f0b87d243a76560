"""What lives on hosts without this client: durable sessions and the jobs in them."""

import functools
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from pssh.cmdlets._hosts import Opener, client_label, close_error
from pssh.cmdlets._jobs import table_of, write_remote_error
from pssh.remoting.session import PSSession, sessions_of

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["hosted_jobs", "hosted_sessions"]


def _listed(call: "Call", targets: List[Any]) -> Iterator[Any]:
    """(target, SessionInfo) for every session of every host; a host that does not answer is an error."""
    from pssh.cmdlets._hosts import open_channels
    from pssh.remoting.sessions_remote import list_sessions

    sessions_of(call.runspace).settle()
    for target, channel in zip(targets, open_channels(call.runspace, targets)):
        try:
            if isinstance(channel, BaseException):
                raise channel
            infos = list_sessions(functools.partial(_same, channel), call.runspace)
        except Exception as error:
            write_remote_error(call, close_error(error, target, "PSSessionOpenFailed"))
            continue
        for info in infos:
            yield target, info


def _same(channel: Any) -> Any:
    return channel


def _far(call: "Call", target: Any, info: Any) -> Any:
    from pssh.remoting.remote_runspace import RemoteRunspace

    far = RemoteRunspace(
        Opener(call.runspace, target),
        computer_name=target.display,
        instance_id=info.session_id,
        durable=True,
        client_label=client_label(),
    )
    far.state = "Broken" if info.state == "Broken" else "Disconnected"
    return far


def hosted_sessions(
    call: Any, targets: List[Any], names: Optional[List[str]], state: Any, throttle: int
) -> Iterator[PSSession]:
    """The sessions on hosts: those of this client as it knows them, others as Disconnected (or Busy:
    another holds them).
    """
    from pssh.cmdlets._jobs import matcher

    table = sessions_of(call.runspace)
    tests = [matcher(name) for name in names or ()]
    wanted = getattr(state, "name", state)
    for start in range(0, len(targets), throttle):
        for target, info in _listed(call, targets[start : start + throttle]):
            if info.kind:
                continue  # a job: Get-Job -ComputerName shows it
            session = table.by_instance_id(info.session_id)
            if session is None:
                far = _far(call, target, info)
                number, name = table.next_ids([info.name or None])[0]
                session = PSSession(number, name, far, target)
                session.foreign = True
                session.owner = info.owner
                session.started = info.started
                session.idle = info.idle
                session.busy_elsewhere = info.state == "Connected"
            elif info.state == "Broken" and session.state == "Disconnected":
                session.runspace.state = "Broken"  # its process died while nobody was there
            session.left_behind = info.state == "Broken" and session.state == "Broken"
            if tests and not any(test(session.name) for test in tests):
                continue
            if wanted and wanted != "All" and session.state != wanted:
                continue
            yield session


def hosted_jobs(call: "Call", targets: List[Any]) -> Iterator[Any]:
    """The commands that run, or have ended unread, in the sessions of hosts."""
    from pssh.jobs.persistent_job import HostedJob

    table = table_of(call)
    known = {getattr(job, "session_id", None): job for job in table.all()}
    own = {
        getattr(child, "runspace").instance_id: job  # noqa: B009 - only children that have one
        for job in table.all()
        for child in job.children
        if getattr(child, "runspace", None) is not None
    }
    told = set()
    for target, info in _listed(call, targets):
        job = own.get(info.session_id) or known.get(info.session_id)
        if job is None:
            if not _is_job(info):
                continue
            job = HostedJob(table.next_id(2), info, target.display, _far(call, target, info))
            known[info.session_id] = job
            table.add(job)
        elif isinstance(job, HostedJob):
            job.update(info)
        # A job on two hosts, or a host with two names: once is enough.
        if job.id not in told:
            told.add(job.id)
            yield job


def _is_job(info: Any) -> bool:
    """A command that runs, one whose end nobody has seen, or what a dead host has left."""
    return bool(info.kind or info.busy or info.unread or (info.state == "Broken" and info.spooled))
