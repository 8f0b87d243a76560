"""The .NET types of sessions and their members, for scripts, Get-Member and the formatter."""

from typing import Any, Optional

from pssh.objects.types import enum_type, net_type
from pssh.remoting.remote_runspace import RemoteRunspace
from pssh.remoting.sender_info import Identity, Principal, SenderInfo
from pssh.remoting.session import PSSession
from pssh.remoting.session_option import PSSessionOption
from pssh.wire.records import OriginInfo, RemotingErrorRecord

__all__ = ["SESSION"]

SPACE = "System.Management.Automation.Runspaces."
STATE = enum_type(
    SPACE + "RunspaceState",
    "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting",
)
AVAILABILITY = enum_type(
    SPACE + "RunspaceAvailability", "None Available AvailableForNestedCommand Busy RemoteDebug"
)
BUFFERING = enum_type(SPACE + "OutputBufferingMode", "None Drop Block")
FILTER = enum_type(SPACE + "SessionFilterState", "All Opened Disconnected Closed Broken")
MACHINE = enum_type(SPACE + "TargetMachineType", "RemoteMachine VirtualMachine Container")
SESSION = net_type(SPACE + "PSSession", PSSession)
RUNSPACE = net_type(SPACE + "Runspace")
REMOTE_RUNSPACE = net_type(
    RemoteRunspace.net_type_name, RemoteRunspace, RUNSPACE.full_name, ("System.IDisposable",)
)


@RUNSPACE.static_prop("DefaultRunspace", SPACE + "Runspace")
def _default_runspace() -> Any:
    from pssh.runtime.local_runspaces import default_runspace
    from pssh.runtime.stack import current_runspace

    return default_runspace(current_runspace())


STATE_INFO = net_type(SPACE + "RunspaceStateInfo")
EVENT = net_type(SPACE + "RunspaceStateEventArgs", None, "System.EventArgs")
OPTION = net_type("System.Management.Automation.Remoting.PSSessionOption", PSSessionOption)


def _enum(kind: Any, name: str) -> Any:
    from pssh.objects.enums import enum_value

    return enum_value(kind, kind.enum_values[name])


def _guid(text: str) -> Any:
    from pssh.wire.decoder import rebuilt

    return rebuilt(text, "System.Guid")


class RunspaceStateInfo:
    """A runspace's state and why."""

    __slots__ = ("reason", "state")
    net_type_name = SPACE + "RunspaceStateInfo"

    def __init__(self, state: str, reason: Any = None) -> None:
        self.state = state
        self.reason = reason


class RunspaceStateEventArgs:
    """What a runspace's StateChanged event tells."""

    __slots__ = ("info",)
    net_type_name = SPACE + "RunspaceStateEventArgs"

    def __init__(self, info: RunspaceStateInfo) -> None:
        self.info = info


class ConnectionInfo:
    """How a runspace elsewhere is reached."""

    __slots__ = ("computer_name", "target_spec")

    def __init__(self, runspace: RemoteRunspace) -> None:
        self.computer_name = runspace.computer_name
        self.target_spec = runspace.target_spec


CONNECTION = net_type(
    SPACE + "SSHConnectionInfo", ConnectionInfo, net_type(SPACE + "RunspaceConnectionInfo").full_name
)
net_type(SPACE + "RunspaceStateInfo", RunspaceStateInfo)
net_type(SPACE + "RunspaceStateEventArgs", RunspaceStateEventArgs)


ORIGIN = net_type("System.Management.Automation.Remoting.OriginInfo", OriginInfo)
REMOTE_ERROR = net_type(
    SPACE + "RemotingErrorRecord", RemotingErrorRecord, "System.Management.Automation.ErrorRecord"
)


REMOTE_ERROR.reads("OriginInfo", "System.Management.Automation.Remoting.OriginInfo", "origin_info")
ORIGIN.reads("PSComputerName", "string", "ps_computer_name")
ORIGIN.reads("RunspaceID", "guid", "runspace_id")
ORIGIN.reads("InstanceID", "guid", "instance_id")


@STATE_INFO.prop("State", SPACE + "RunspaceState")
def _info_state(info: RunspaceStateInfo) -> Any:
    return _enum(STATE, info.state)


@STATE_INFO.prop("Reason", "System.Exception")
def _info_reason(info: RunspaceStateInfo) -> Any:
    return getattr(info.reason, "exception", info.reason)


@STATE_INFO.method("ToString", "string ToString()")
def _info_text(info: RunspaceStateInfo) -> str:
    return info.state


EVENT.reads("RunspaceStateInfo", SPACE + "RunspaceStateInfo", "info")


@SESSION.prop("ComputerType", SPACE + "TargetMachineType")
def _computer_type(session: PSSession) -> Any:
    return _enum(MACHINE, session.computer_type)


SESSION.reads("ComputerName", "string", "computer_name")


@SESSION.prop("ContainerId", "string")
def _container_id(session: PSSession) -> str:
    return ""


@SESSION.prop("VMName", "string")
def _vm_name(session: PSSession) -> str:
    return ""


@SESSION.prop("VMId", "System.Nullable[guid]")
def _vm_id(session: PSSession) -> Any:
    return None


SESSION.reads("ConfigurationName", "string", "configuration_name")


@SESSION.prop("InstanceId", "guid")
def _instance(session: PSSession) -> Any:
    return _guid(session.instance_id)


SESSION.reads("Id", "int", "id")
SESSION.reads("Name", "string", "name")


@SESSION.setter("Name")
def _set_name(session: PSSession, value: Any) -> None:
    session.name = str(value)


@SESSION.prop("Availability", SPACE + "RunspaceAvailability")
def _availability(session: PSSession) -> Any:
    return _enum(AVAILABILITY, session.availability)


SESSION.reads(
    "ApplicationPrivateData", "System.Management.Automation.PSPrimitiveDictionary", "application_data"
)
SESSION.reads("Runspace", SPACE + "Runspace", "runspace")
SESSION.reads("Transport", "string", "transport")


@SESSION.prop("State", SPACE + "RunspaceState", kind="ScriptProperty")
def _state(session: PSSession) -> Any:
    return _enum(STATE, session.state)


@SESSION.prop("IdleTimeout", "System.Int32", kind="ScriptProperty")
def _idle(session: PSSession) -> Any:
    return int(1000 * _idle_seconds(session.runspace))


def _idle_seconds(runspace: RemoteRunspace) -> float:
    """How long the host keeps it without a client."""
    return float(runspace.options.get("idle_timeout") or 7200)


@SESSION.prop("OutputBufferingMode", SPACE + "OutputBufferingMode", kind="ScriptProperty")
def _buffering(session: PSSession) -> Any:
    return _enum(BUFFERING, session.runspace.options.get("buffering") or "Block")


@SESSION.prop("DisconnectedOn", "System.Nullable[datetime]", kind="ScriptProperty")
def _disconnected_on(session: PSSession) -> Any:
    return _runspace_left(session.runspace)


@SESSION.prop("ExpiresOn", "System.Nullable[datetime]", kind="ScriptProperty")
def _expires_on(session: PSSession) -> Any:
    return _runspace_expires(session.runspace)


SESSION.reads("Owner", "string", "owner")
SESSION.reads("IdleSeconds", "double", "idle")


@SESSION.prop("Started", "System.Nullable[datetime]")
def _started(session: PSSession) -> Any:
    return _date(session.started)


# What PowerShell has not: there for who asks, not among "all properties".
for _more in ("owner", "idleseconds", "started"):
    SESSION.members[_more].hidden = True


def _date(seconds: float) -> Any:
    """A time of the system's clock; 0 is none."""
    if not seconds:
        return None
    from pssh.objects.datetime import DateTime

    return DateTime.from_unix(seconds)


@SESSION.method("ToString", "string ToString()")
def _text(session: PSSession) -> str:
    return f"[PSSession]{session.name}"


REMOTE_RUNSPACE.reads("Id", "int", "number")
REMOTE_RUNSPACE.reads("Name", "string", "name")


@REMOTE_RUNSPACE.prop("RunspaceIsRemote", "bool")
def _is_remote(runspace: RemoteRunspace) -> bool:
    return True


for _name in ("Close", "Dispose"):
    REMOTE_RUNSPACE.method(_name, f"void {_name}()")(lambda runspace: runspace.close())


@REMOTE_RUNSPACE.prop("DisconnectedOn", "System.Nullable[datetime]")
def _runspace_left(runspace: RemoteRunspace) -> Any:
    return _date(runspace.left_at)


@REMOTE_RUNSPACE.prop("ExpiresOn", "System.Nullable[datetime]")
def _runspace_expires(runspace: RemoteRunspace) -> Any:
    return _date(runspace.left_at + _idle_seconds(runspace)) if runspace.left_at else None


CONNECTION.reads("ComputerName", "string", "computer_name")
CONNECTION.reads("UserName", "string", "target_spec.user")
CONNECTION.reads("KeyFilePath", "string", "target_spec.key_file")


@CONNECTION.prop("Port", "int")
def _port(info: ConnectionInfo) -> int:
    return info.target_spec.port or 0


@REMOTE_RUNSPACE.prop("ConnectionInfo", SPACE + "RunspaceConnectionInfo")
def _connection(runspace: RemoteRunspace) -> Optional[ConnectionInfo]:
    return None if runspace.target_spec is None else ConnectionInfo(runspace)


@REMOTE_RUNSPACE.prop("InstanceId", "guid")
def _runspace_id(runspace: RemoteRunspace) -> Any:
    return _guid(runspace.instance_id)


@REMOTE_RUNSPACE.prop("RunspaceStateInfo", SPACE + "RunspaceStateInfo")
def _runspace_state(runspace: RemoteRunspace) -> RunspaceStateInfo:
    return RunspaceStateInfo(runspace.state, runspace.reason)


@REMOTE_RUNSPACE.prop("RunspaceAvailability", SPACE + "RunspaceAvailability")
def _runspace_availability(runspace: RemoteRunspace) -> Any:
    return _enum(AVAILABILITY, runspace.availability)


def _option(name: str, field: str, type_text: str) -> None:
    def get(option: PSSessionOption) -> Any:
        value = getattr(option, field)
        if type_text == "timespan":
            from pssh.objects.timespan import TimeSpan

            return TimeSpan(int(value) * 10_000)
        if field == "output_buffering_mode":
            return _enum(BUFFERING, value)
        return value

    OPTION.prop(name, type_text)(get)

    def put(option: PSSessionOption, value: Any) -> None:
        if type_text == "timespan":
            from pssh.runtime.known_types import converted

            value = converted(value, "System.TimeSpan").ticks // 10_000
        setattr(option, field, value)

    OPTION.setter(name)(put)


for _name_of, _field, _type in (
    ("MaximumConnectionRedirectionCount", "maximum_connection_redirection_count", "int"),
    ("NoCompression", "no_compression", "bool"),
    ("NoMachineProfile", "no_machine_profile", "bool"),
    ("ProxyAccessType", "proxy_access_type", "string"),
    ("ProxyAuthentication", "proxy_authentication", "string"),
    ("ProxyCredential", "proxy_credential", "pscredential"),
    ("SkipCACheck", "skip_ca_check", "bool"),
    ("SkipCNCheck", "skip_cn_check", "bool"),
    ("SkipRevocationCheck", "skip_revocation_check", "bool"),
    ("OperationTimeout", "operation_timeout", "timespan"),
    ("NoEncryption", "no_encryption", "bool"),
    ("UseUTF16", "use_utf16", "bool"),
    ("IncludePortInSPN", "include_port_in_spn", "bool"),
    ("OutputBufferingMode", "output_buffering_mode", SPACE + "OutputBufferingMode"),
    ("MaxConnectionRetryCount", "max_connection_retry_count", "int"),
    ("Culture", "culture", "cultureinfo"),
    ("UICulture", "ui_culture", "cultureinfo"),
    ("MaximumReceivedDataSizePerCommand", "maximum_received_data_size_per_command", "System.Nullable[int]"),
    ("MaximumReceivedObjectSize", "maximum_received_object_size", "System.Nullable[int]"),
    ("ApplicationArguments", "application_arguments", "System.Management.Automation.PSPrimitiveDictionary"),
    ("OpenTimeout", "open_timeout", "timespan"),
    ("CancelTimeout", "cancel_timeout", "timespan"),
    ("IdleTimeout", "idle_timeout", "timespan"),
):
    _option(_name_of, _field, _type)


@OPTION.constructor()
def _new_option() -> PSSessionOption:
    return PSSessionOption()


SENDER = net_type(SenderInfo.net_type_name, SenderInfo)
IDENTITY = net_type(Identity.net_type_name, Identity)
IDENTITY.reads("AuthenticationType", "string", "authentication_type")
IDENTITY.reads("IsAuthenticated", "bool", "is_authenticated")
IDENTITY.reads("Name", "string", "name")
IDENTITY.reads(
    "CertificateDetails", "System.Management.Automation.Remoting.PSCertificateDetails", "certificate_details"
)
PRINCIPAL = net_type(Principal.net_type_name, Principal)
PRINCIPAL.reads("Identity", IDENTITY.full_name, "identity")
PRINCIPAL.reads("WindowsIdentity", "System.Security.Principal.WindowsIdentity", "windows_identity")
SENDER.prop("UserInfo", PRINCIPAL.full_name)(lambda info: info.user_info)
SENDER.prop("ClientTimeZone", "System.TimeZoneInfo")(lambda info: info.client_time_zone)
SENDER.prop("ConnectionString", "string")(lambda info: info.connection_string)
SENDER.prop("ApplicationArguments", "psprimitivedictionary")(lambda info: info.application_arguments)
SENDER.prop("ConfigurationName", "string")(lambda info: info.configuration_name)
