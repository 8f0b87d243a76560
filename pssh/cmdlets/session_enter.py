"""Enter-PSSession and Exit-PSSession: the prompt moves to another machine and back."""

from typing import Annotated, Any, Optional

from pssh.cmdlets._hosts import close_error, greeted, open_runspaces, targets_of
from pssh.cmdlets._sessions import find_sessions, option_facts
from pssh.remoting.remote_host import way_to
from pssh.remoting.session import PSSession
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateNotNullOrEmpty, ValidateRange, ValidateSet

__all__ = ["EnterPSSession", "ExitPSSession"]

HOSTS = ("ComputerName", "SSHHost")


@cmdlet(
    "Enter-PSSession",
    alias="etsn",
    sets=("ComputerName", "SSHHost", "SSHHostHashParam", "Session", "Id", "Name", "InstanceId"),
    default_set="ComputerName",
)
class EnterPSSession(CmdletBase):
    """Moves the prompt into a session on another machine; Exit-PSSession (or exit) comes back.

    With a machine's name a session is made for the visit and ends with it; one given by -Session, -Id or
    -Name stays.
    """

    computer_name: Annotated[
        Optional[str],
        Param(
            position=0,
            mandatory=True,
            pipeline=True,
            by_property=True,
            sets="ComputerName",
            aliases="Cn",
            validate=(ValidateNotNullOrEmpty(),),
        ),
    ] = None
    host_name: Annotated[
        Optional[str],
        Param(mandatory=True, sets="SSHHost", validate=(ValidateNotNullOrEmpty(),)),
    ] = None
    ssh_connection: Annotated[
        Any,
        Param(
            name="SSHConnection",
            mandatory=True,
            sets="SSHHostHashParam",
            type="System.Collections.Hashtable[]",
        ),
    ] = None
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
    id: Annotated[Optional[int], Param(position=0, mandatory=True, by_property=True, sets="Id")] = None
    name: Annotated[Optional[str], Param(mandatory=True, by_property=True, sets="Name")] = None
    instance_id: Annotated[
        Any, Param(mandatory=True, by_property=True, sets="InstanceId", type="System.Guid")
    ] = None
    port: Annotated[Optional[int], Param(sets=HOSTS, validate=(ValidateRange(1, 65535),))] = None
    user_name: Annotated[Optional[str], Param(sets=HOSTS, validate=(ValidateNotNullOrEmpty(),))] = None
    key_file_path: Annotated[
        Optional[str], Param(sets=HOSTS, aliases="IdentityFilePath", validate=(ValidateNotNullOrEmpty(),))
    ] = None
    subsystem: Annotated[Optional[str], Param(sets="SSHHost")] = None
    connecting_timeout: Annotated[Optional[int], Param(sets=HOSTS)] = None
    ssh_transport: Annotated[
        Switch, Param(name="SSHTransport", sets="SSHHost", validate=(ValidateSet(["true"]),))
    ] = False
    options: Annotated[Any, Param(sets=HOSTS, type="System.Collections.Hashtable")] = None
    credential: Annotated[Any, Param(sets=HOSTS, by_property=True)] = None
    session_option: Annotated[
        Any,
        Param(
            sets=(*HOSTS, "SSHHostHashParam"), type="System.Management.Automation.Remoting.PSSessionOption"
        ),
    ] = None

    def process(self) -> None:
        session = self._session()
        if session is not None:
            warning = self._busy_with(session)
            self.call.host.push_runspace(session)
            if warning:  # not where the session could not be entered
                self.call.warning(warning)

    def _session(self) -> Any:
        call = self.call
        choice = call.set_name
        if choice not in ("ComputerName", "SSHHost", "SSHHostHashParam"):
            return self._existing()
        targets = targets_of(self)
        onwards = getattr(call.host, "enter_session", None)
        if onwards is not None:
            # Typed inside a session: the client goes on from here, with its own keys.
            onwards(way_to(targets[-1]))
            return None
        far: Any = None
        for target in targets:
            far = open_runspaces(call, [target], True, option_facts(call, self.session_option))[0]
            if not isinstance(far, BaseException):
                far = greeted(call, far)
            if isinstance(far, BaseException):
                from pssh.cmdlets._jobs import write_remote_error

                write_remote_error(call, close_error(far, target, "PSSessionOpenFailed"))
                return None
        session = PSSession(0, "", far, targets[-1])
        session.temporary = True
        return session

    def _existing(self) -> Any:
        call = self.call
        session = self.session
        if session is None:
            if self.id is not None:
                found = find_sessions(call, ids=[self.id])
            elif self.instance_id is not None:
                found = find_sessions(call, instance_ids=[self.instance_id])
            else:
                found = find_sessions(call, names=[self.name or ""])
            if not found:
                return None
            if len(found) > 1:
                call.error(
                    "RemoteRunspaceHasMultipleMatchesForSpecifiedName",
                    f"Multiple matches found for name {self.name}.",
                    "InvalidArgument",
                    self.name,
                    "System.ArgumentException",
                )
                return None
            session = found[0]
        if session.state == "Disconnected":
            session.runspace.connect()
        if session.state != "Opened":
            call.error(
                "PushedRunspaceMustBeOpen",
                f"Cannot enter session {session.name} because it is not in the disconnected state or is "
                f"not available for "
                f"connection. Retrieve the remote session using Get-PSSession -ComputerName "
                f"{session.computer_name} "
                f"-InstanceId {session.instance_id}.",
                "InvalidArgument",
                session,
                "System.ArgumentException",
            )
            return None
        return session

    def _busy_with(self, session: Any) -> str:
        """What is to be known of a session in which a job runs."""
        if session.availability != "Busy":
            return ""
        from pssh.jobs.table import jobs_of

        for job in jobs_of(self.call.runspace).all():
            if any(
                getattr(child, "session", None) is session and not child.is_finished for child in job.children
            ):
                return (
                    "You have entered a session that is busy running a command or script.  Because output is "
                    f'routed to job "{job.name}", you will not see output in the console. You can wait for the '
                    "running command to complete or press Ctrl+C to stop it."
                )
        return ""


@cmdlet("Exit-PSSession", alias="exsn")
class ExitPSSession(CmdletBase):
    """Leaves an entered session; outside of one it does nothing."""

    def process(self) -> None:
        self.call.host.pop_runspace()
