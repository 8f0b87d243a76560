"""Disconnect-PSSession, Connect-PSSession and Receive-PSSession: leaving a session and coming back to it."""

from typing import Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._hosts import targets_of, throttle_of
from pssh.cmdlets._jobs import table_of
from pssh.cmdlets._sessions import SESSION_TYPE, find_sessions
from pssh.remoting.session import sessions_of
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateRange

__all__ = ["ConnectPSSession", "DisconnectPSSession", "ReceivePSSession"]

ID = Param(position=0, mandatory=True, by_property=True, sets="Id")
SESSION = Param(
    position=0, mandatory=True, pipeline=True, by_property=True, sets="Session", type=SESSION_TYPE
)
NAME = Param(mandatory=True, by_property=True, sets="Name", wildcards=True)
INSTANCE = Param(mandatory=True, sets="InstanceId", type="System.Guid[]")
BUFFERING = "System.Management.Automation.Runspaces.OutputBufferingMode"
OPTION = "System.Management.Automation.Remoting.PSSessionOption"


@cmdlet(
    "Disconnect-PSSession",
    alias="dnsn",
    output="System.Management.Automation.Runspaces.PSSession",
    sets=("Session", "Id", "Name", "InstanceId"),
    default_set="Session",
    should_process=True,
)
class DisconnectPSSession(CmdletBase):
    """Leaves sessions; what runs in them goes on there, and its output waits for whoever connects.

    -OutputBufferingMode says what happens to output that nobody reads: None keeps it on the host's disk, up
    to a quota (the default), Block lets the command wait, Drop discards the oldest and says how much.
    """

    session: Annotated[Any, SESSION] = None
    id: Annotated[Optional[List[int]], ID] = None
    name: Annotated[Optional[List[str]], NAME] = None
    instance_id: Annotated[Optional[List[Any]], INSTANCE] = None
    idle_timeout_sec: Annotated[Optional[int], Param(validate=(ValidateRange(60, 2147483),))] = None
    output_buffering_mode: Annotated[Any, Param(type=BUFFERING)] = None
    throttle_limit: Annotated[Optional[int], Param()] = None

    def process(self) -> Iterator[Any]:
        call = self.call
        sessions = (
            self.session
            if self.session is not None
            else find_sessions(call, self.id, self.name, self.instance_id)
        )
        for session in sessions:
            if not call.should_process(session.name, "Disconnect"):
                continue
            if session.state == "Disconnected":
                yield session
                continue
            if session.state != "Opened":
                call.error(
                    "PSSessionDisconnectFailed",
                    f'Cannot disconnect PSSession "{session.name}" because it is in the state '
                    f"{session.state}.",
                    "InvalidOperation",
                    session,
                    "System.Management.Automation.RuntimeException",
                )
                continue
            mode = self.output_buffering_mode
            buffering = mode.name if mode is not None and mode.name != "None" else None
            session.runspace.disconnect(idle_timeout=self.idle_timeout_sec, buffering=buffering)
            yield session


@cmdlet(
    "Connect-PSSession",
    alias="cnsn",
    output="System.Management.Automation.Runspaces.PSSession",
    sets=("Session", "Id", "Name", "InstanceId", "ComputerName"),
    default_set="Session",
    should_process=True,
)
class ConnectPSSession(CmdletBase):
    """Connects to disconnected sessions: those of this session, or with -ComputerName those left on a host
    by any client.
    """

    session: Annotated[Any, SESSION] = None
    id: Annotated[Optional[List[int]], ID] = None
    name: Annotated[Optional[List[str]], NAME, Param(sets="ComputerName", wildcards=True)] = None
    instance_id: Annotated[
        Optional[List[Any]], INSTANCE, Param(sets="ComputerName", type="System.Guid[]")
    ] = None
    computer_name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, by_property=True, sets="ComputerName", aliases=("Cn", "HostName")),
    ] = None
    user_name: Annotated[Optional[str], Param(sets="ComputerName")] = None
    port: Annotated[Optional[int], Param(sets="ComputerName")] = None
    key_file_path: Annotated[Optional[str], Param(sets="ComputerName", aliases="IdentityFilePath")] = None
    options: Annotated[Any, Param(sets="ComputerName", type="System.Collections.Hashtable")] = None
    session_option: Annotated[Any, Param(sets="ComputerName", type=OPTION)] = None
    throttle_limit: Annotated[Optional[int], Param()] = None

    def process(self) -> Iterator[Any]:
        call = self.call
        if call.set_name == "ComputerName":
            from pssh.cmdlets._hosted import hosted_sessions

            wanted = {str(guid).lower() for guid in self.instance_id or ()}
            found = list(
                hosted_sessions(call, targets_of(self), self.name, None, throttle_of(self.throttle_limit))
            )
            sessions = [s for s in found if not wanted or s.instance_id.lower() in wanted]
        elif self.session is not None:
            sessions = list(self.session)
        else:
            sessions = find_sessions(call, self.id, self.name, self.instance_id)
        for session in sessions:
            if call.should_process(session.name, "Connect") and connect(call, session):
                yield session


def connect(call: Any, session: Any) -> bool:
    """Connect one session; False when that was an error."""
    if session.state == "Opened":
        return True
    try:
        if session.state == "Disconnected" or session.left_behind:
            attach_or_connect(session)
            sessions_of(call.runspace).add(session)
            return True
        reason = ""
    except Exception as error:
        reason = f" {error}"
    call.error(
        "PSSessionConnectFailed",
        f'Cannot connect PSSession "{session.name}", either because it is not in the Disconnected state, or '
        "it is not "
        f"available for connection.{reason}",
        "InvalidOperation",
        session,
        "System.Management.Automation.RuntimeException",
    )
    return False


def attach_or_connect(session: Any, from_start: bool = False) -> None:
    """Back to a session of ours, or for the first time to one that somebody left."""
    if getattr(session, "foreign", False) or from_start:
        session.runspace.attach(from_start=from_start)
        session.foreign = False
    else:
        session.runspace.connect()


@cmdlet(
    "Receive-PSSession",
    alias="rcsn",
    output=("System.Management.Automation.PSObject", "System.Management.Automation.Job"),
    sets=("Session", "Id", "Name", "InstanceId", "ComputerName"),
    default_set="Session",
    should_process=True,
)
class ReceivePSSession(CmdletBase):
    """Connects to a session and gets what its command gave while nobody was there.

    -OutTarget Job gives it to a job: the one that started it, or a new one with -JobName. -FromStart
    replays all that
    the host still holds, also what was received before.
    """

    session: Annotated[
        Any,
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            by_property=True,
            sets="Session",
            type="System.Management.Automation.Runspaces.PSSession",
        ),
    ] = None
    id: Annotated[Optional[int], ID] = None
    name: Annotated[
        Optional[str], Param(mandatory=True, by_property=True, sets="Name"), Param(sets="ComputerName")
    ] = None
    instance_id: Annotated[
        Any,
        Param(mandatory=True, sets="InstanceId", type="System.Guid"),
        Param(sets="ComputerName", type="System.Guid"),
    ] = None
    computer_name: Annotated[
        Optional[str],
        Param(position=0, mandatory=True, by_property=True, sets="ComputerName", aliases=("Cn", "HostName")),
    ] = None
    user_name: Annotated[Optional[str], Param(sets="ComputerName")] = None
    port: Annotated[Optional[int], Param(sets="ComputerName")] = None
    key_file_path: Annotated[Optional[str], Param(sets="ComputerName", aliases="IdentityFilePath")] = None
    options: Annotated[Any, Param(sets="ComputerName", type="System.Collections.Hashtable")] = None
    session_option: Annotated[Any, Param(sets="ComputerName", type=OPTION)] = None
    out_target: Annotated[Optional[str], Param(type="Microsoft.PowerShell.Commands.OutTarget")] = None
    job_name: Optional[str] = None
    from_start: Switch = False

    def process(self) -> Optional[Iterator[Any]]:
        session = self._session()
        if session is None or not self.call.should_process(session.name, "Receive"):
            return None
        return self._receive(session)

    def _session(self) -> Any:
        call = self.call
        if self.session is not None:
            return self.session
        if self.computer_name is not None:
            from pssh.cmdlets._hosted import hosted_sessions

            names = [self.name] if self.name else None
            found = list(hosted_sessions(call, targets_of(self), names, None, 32))
            if self.instance_id is not None:
                found = [s for s in found if s.instance_id.lower() == str(self.instance_id).lower()]
            if not found:
                call.error(
                    "PSSessionNotFound",
                    f"There is no session of that name on {self.computer_name}.",
                    "ObjectNotFound",
                    self.computer_name,
                    "System.ArgumentException",
                )
            return found[0] if found else None
        found = find_sessions(
            call,
            [self.id] if self.id is not None else None,
            [self.name] if self.name is not None else None,
            [self.instance_id] if self.instance_id is not None else None,
        )
        return found[0] if found else None

    def _receive(self, session: Any) -> Iterator[Any]:
        call = self.call
        own = self._own_job(session)
        if session.state == "Disconnected" or session.left_behind:
            if self.from_start:
                attach_or_connect(session, True)
                sessions_of(call.runspace).add(session)
            elif not connect(call, session):
                return
        elif session.state != "Opened":
            connect(call, session)
            return
        pipelines = session.runspace.pipelines
        target = getattr(self.out_target, "name", self.out_target) or ("Job" if own is not None else "Host")
        target = {"default": "Job" if own is not None else "Host"}.get(str(target).lower(), str(target))
        if target.lower() == "job":
            if own is not None and not self.job_name:
                yield own
                return
            job = self._new_job(session, pipelines, own)
            if job is not None:
                yield job
            return
        for pipeline in pipelines if self.from_start else pipelines[:1]:
            self._show(session, pipeline)

    def _own_job(self, session: Any) -> Any:
        """The job here whose command runs in the session."""
        for job in table_of(self.call).all():
            if any(
                getattr(child, "session", None) is session and not child.is_finished for child in job.children
            ):
                return job
        return None

    def _new_job(self, session: Any, pipelines: List[Any], own: Any) -> Any:
        from pssh.jobs.remote_job import adopt_pipeline

        if not pipelines:
            return None
        return adopt_pipeline(self.call.runspace, session, pipelines[0], self.job_name, own)

    def _show(self, session: Any, pipeline: Any) -> None:
        from pssh.cmdlets._jobs import emit, write_remote_error
        from pssh.remoting.sinks import QueueSink

        numbers = {2: "error", 3: "warning", 4: "verbose", 5: "debug", 6: "information", 7: "progress"}
        sink = QueueSink()
        pipeline.set_sink(sink)
        if pipeline.finished:
            sink.state(pipeline.state, pipeline.reason)
        computer = session.computer_name
        for kind, payload in sink.events(self.call.runspace):
            if kind == "output":
                for value in payload:
                    self.call.out(value)
            elif kind == "record":
                emit(self.call, numbers[payload[0]], payload[1], True, computer)
            elif kind == "host_call":
                emit(self.call, "host", payload, True, computer)
            elif kind == "state" and payload[0] == "Failed":
                write_remote_error(self.call, payload[1])
