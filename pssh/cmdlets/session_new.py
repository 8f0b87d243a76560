"""New-PSSession, New-PSSessionOption, Get-PSSession, Remove-PSSession."""

from typing import TYPE_CHECKING, Annotated, Any, Iterator, List, Optional

from pssh.cmdlets._hosts import close_error, greeted, open_runspaces, targets_of, throttle_of
from pssh.cmdlets._sessions import SESSION_TYPE, find_sessions, new_sessions, option_facts
from pssh.remoting.session import sessions_of
from pssh.runtime.cmdlet import CmdletBase, Param, Switch, cmdlet
from pssh.runtime.validation import ValidateNotNullOrEmpty, ValidateRange, ValidateSet

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call

__all__ = ["GetPSSession", "NewPSSession", "NewPSSessionOption", "RemovePSSession"]

REMOTE = ("ComputerName", "ComputerInstanceId")
HOST_SETS = ("SSHHost", "ComputerName")


@cmdlet(
    "New-PSSession",
    alias="nsn",
    output="System.Management.Automation.Runspaces.PSSession",
    sets=("ComputerName", "SSHHost", "SSHHostHashParam", "Session"),
    default_set="ComputerName",
)
class NewPSSession(CmdletBase):
    """Opens a lasting session on one machine or many.

    -HostName and -ComputerName mean the same: SSH to that machine; `-ComputerName localhost` needs no SSH
    server.
    Nothing has to be installed there but python3.

    PS> $s = New-PSSession -ComputerName localhost; Invoke-Command $s { 6 * 7 }; Remove-PSSession $s
    42
    """

    computer_name: Annotated[
        Optional[List[str]],
        Param(position=0, pipeline=True, by_property=True, sets="ComputerName", aliases="Cn"),
    ] = None
    host_name: Annotated[
        Optional[List[str]], Param(mandatory=True, sets="SSHHost", validate=(ValidateNotNullOrEmpty(),))
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
        Any, Param(position=0, mandatory=True, pipeline=True, sets="Session", type=SESSION_TYPE)
    ] = None
    name: Optional[List[str]] = None
    port: Annotated[Optional[int], Param(sets=HOST_SETS, validate=(ValidateRange(1, 65535),))] = None
    user_name: Annotated[Optional[str], Param(sets=HOST_SETS, validate=(ValidateNotNullOrEmpty(),))] = None
    key_file_path: Annotated[
        Optional[str],
        Param(sets=HOST_SETS, aliases="IdentityFilePath", validate=(ValidateNotNullOrEmpty(),)),
    ] = None
    subsystem: Annotated[Optional[str], Param(sets="SSHHost")] = None
    connecting_timeout: Annotated[Optional[int], Param(sets=HOST_SETS)] = None
    ssh_transport: Annotated[
        Switch, Param(name="SSHTransport", sets="SSHHost", validate=(ValidateSet(["true"]),))
    ] = False
    options: Annotated[Any, Param(sets=HOST_SETS, type="System.Collections.Hashtable")] = None
    credential: Annotated[Any, Param(sets=("SSHHost", "ComputerName"), by_property=True)] = None
    session_option: Annotated[Any, Param(type="System.Management.Automation.Remoting.PSSessionOption")] = None
    throttle_limit: Annotated[Optional[int], Param(sets=("ComputerName", "Session"))] = None

    def process(self) -> Iterator[Any]:
        call = self.call
        if self.session is not None:
            targets = [one.target for one in self.session]
        else:
            if self.computer_name is None and self.host_name is None and self.ssh_connection is None:
                self.computer_name = ["localhost"]
            targets = targets_of(self)
        opened: List[Any] = []
        step = throttle_of(self.throttle_limit)
        for start in range(0, len(targets), step):
            facts = option_facts(call, self.session_option)
            part = open_runspaces(
                call, targets[start : start + step], True, facts, list(self.name or ())[start:]
            )
            opened.extend(greeted(call, far) if not isinstance(far, BaseException) else far for far in part)
        good = []
        for target, far in zip(targets, opened):
            if isinstance(far, BaseException):
                from pssh.cmdlets._jobs import write_remote_error

                write_remote_error(call, close_error(far, target, "PSSessionOpenFailed"))
            else:
                good.append((target, far))
        names: List[Optional[str]] = list(self.name or ())
        yield from new_sessions(call, good, names)


@cmdlet(
    "New-PSSessionOption",
    output="System.Management.Automation.Remoting.PSSessionOption",
)
class NewPSSessionOption(CmdletBase):
    """Makes an object with the settings of a session, for -SessionOption or $PSSessionOption."""

    maximum_redirection: Optional[int] = None
    no_compression: Switch = False
    no_machine_profile: Switch = False
    culture: Annotated[Any, Param(type="System.Globalization.CultureInfo")] = None
    ui_culture: Annotated[Any, Param(name="UICulture", type="System.Globalization.CultureInfo")] = None
    maximum_received_data_size_per_command: Optional[int] = None
    maximum_received_object_size: Optional[int] = None
    output_buffering_mode: Annotated[
        Any, Param(type="System.Management.Automation.Runspaces.OutputBufferingMode")
    ] = None
    max_connection_retry_count: Optional[int] = None
    application_arguments: Annotated[Any, Param(type="System.Collections.Hashtable")] = None
    open_timeout: Annotated[Optional[int], Param(aliases="OpenTimeoutMSec")] = None
    cancel_timeout: Annotated[Optional[int], Param(aliases="CancelTimeoutMSec")] = None
    idle_timeout: Annotated[Optional[int], Param(aliases="IdleTimeoutMSec")] = None
    operation_timeout: Annotated[Optional[int], Param(aliases="OperationTimeoutMSec")] = None
    proxy_access_type: Annotated[Optional[str], Param()] = None
    proxy_authentication: Annotated[Optional[str], Param()] = None
    proxy_credential: Annotated[Any, Param()] = None
    skip_ca_check: Annotated[Switch, Param(name="SkipCACheck")] = False
    skip_cn_check: Annotated[Switch, Param(name="SkipCNCheck")] = False
    skip_revocation_check: Switch = False
    no_encryption: Switch = False
    use_utf16: Annotated[Switch, Param(name="UseUTF16")] = False
    include_port_in_spn: Annotated[Switch, Param(name="IncludePortInSPN")] = False

    def end(self) -> Any:
        from pssh.remoting.session_option import PSSessionOption

        if self.proxy_access_type or self.proxy_authentication or self.proxy_credential is not None:
            from pssh.cmdlets._jobs import not_supported

            not_supported(
                self.call, "ProxyAccessType", "belongs to WSMan: use ProxyCommand or ProxyJump of ssh_config"
            )
        return PSSessionOption.from_parameters(self)


@cmdlet(
    "Get-PSSession",
    alias="gsn",
    output="System.Management.Automation.Runspaces.PSSession",
    sets=("Name", "InstanceId", "Id", "ComputerName", "ComputerInstanceId"),
    default_set="Name",
)
class GetPSSession(CmdletBase):
    """Gets the sessions of this session, or with -ComputerName those that live on hosts, whoever left them
    there.
    """

    computer_name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, by_property=True, sets=REMOTE, aliases=("Cn", "HostName")),
    ] = None
    name: Annotated[
        Optional[List[str]],
        Param(by_property=True, sets="Name", wildcards=True),
        Param(by_property=True, sets="ComputerName", wildcards=True),
    ] = None
    instance_id: Annotated[
        Optional[List[Any]],
        Param(mandatory=True, sets=("InstanceId", "ComputerInstanceId"), type="System.Guid[]"),
    ] = None
    id: Annotated[Optional[List[int]], Param(position=0, mandatory=True, by_property=True, sets="Id")] = None
    state: Annotated[
        Optional[str],
        Param(sets=REMOTE, type="System.Management.Automation.Runspaces.SessionFilterState"),
    ] = None
    user_name: Annotated[Optional[str], Param(sets=REMOTE)] = None
    port: Annotated[Optional[int], Param(sets=REMOTE)] = None
    key_file_path: Annotated[Optional[str], Param(sets=REMOTE, aliases="IdentityFilePath")] = None
    options: Annotated[Any, Param(sets=REMOTE, type="System.Collections.Hashtable")] = None
    throttle_limit: Annotated[Optional[int], Param(sets=REMOTE)] = None

    def process(self) -> Iterator[Any]:
        call = self.call
        if call.set_name in REMOTE:
            from pssh.cmdlets._hosted import hosted_sessions

            wanted = {str(guid).lower() for guid in self.instance_id or ()}
            throttle = throttle_of(self.throttle_limit)
            for session in hosted_sessions(call, targets_of(self), self.name, self.state, throttle):
                if not wanted or str(session.instance_id).lower() in wanted:
                    yield session
        elif self.id is not None or self.instance_id is not None or self.name is not None:
            yield from find_sessions(call, self.id, self.name, self.instance_id)
        else:
            yield from sessions_of(call.runspace).all()


@cmdlet(
    "Remove-PSSession",
    alias="rsn",
    sets=("Id", "Session", "Name", "InstanceId", "ComputerName"),
    default_set="Id",
    should_process=True,
)
class RemovePSSession(CmdletBase):
    """Closes sessions; what runs in them ends."""

    id: Annotated[Optional[List[int]], Param(position=0, mandatory=True, by_property=True, sets="Id")] = None
    session: Annotated[
        Any,
        Param(position=0, mandatory=True, pipeline=True, by_property=True, sets="Session", type=SESSION_TYPE),
    ] = None
    name: Annotated[
        Optional[List[str]], Param(mandatory=True, by_property=True, sets="Name", wildcards=True)
    ] = None
    instance_id: Annotated[
        Optional[List[Any]], Param(mandatory=True, by_property=True, sets="InstanceId", type="System.Guid[]")
    ] = None
    computer_name: Annotated[
        Optional[List[str]],
        Param(position=0, mandatory=True, by_property=True, sets="ComputerName", aliases="Cn"),
    ] = None

    def process(self) -> None:
        call = self.call
        if self.session is not None:
            found = list(self.session)
        elif self.computer_name is not None:
            found = [
                s for pattern in self.computer_name for s in sessions_of(call.runspace).by_computer(pattern)
            ]
        else:
            found = find_sessions(call, self.id, self.name, self.instance_id)
        if "Verbose" not in call.bound:
            call.verbose_action = "silentlycontinue"  # PowerShell tells nothing of it either
        for session in found:
            if call.should_process(session.computer_name, "Remove"):
                remove_session(call, session)


def remove_session(call: "Call", session: Any) -> None:
    """Close a session: a disconnected one is connected first, so that it ends on its host too."""
    far = session.runspace
    if far.state == "Disconnected" or session.left_behind:
        try:
            far.connect(timeout=10)
        except Exception as error:
            call.verbose(f"{session.name}: {error}")
    _withdraw_offer(call, far)
    far.close()
    sessions_of(call.runspace).remove(session)


def _withdraw_offer(call: "Call", far: Any) -> None:
    """What this session's host offered to fork for the next ones ends with it."""
    from pssh.remoting.connectors import connectors_of

    if far.target_spec is not None:
        connectors_of(call.runspace).withdraw(far.target_spec, str(far.info.get("spawn_socket")))
