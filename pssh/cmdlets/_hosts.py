"""From the parameters that name machines to open runspaces on them."""

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple

from pssh.remoting.connectors import TargetSpec, connectors_of

if TYPE_CHECKING:
    from pssh.runtime.cmdlet import Call
    from pssh.runtime.runspace import Runspace

__all__ = [
    "check_host_name",
    "client_label",
    "close_error",
    "computer_target",
    "host_target",
    "jobs_on",
    "open_runspaces",
    "targets_of",
    "throttle_of",
]

DEFAULT_THROTTLE = 32
LOCAL_NAMES = ("localhost", ".", "127.0.0.1", "::1")


def client_label() -> str:
    """Who holds a session, for those who list it: user@host and process."""
    import os

    user = os.environ.get("USER") or os.environ.get("LOGNAME") or _account()
    return f"{user}@{os.uname().nodename}:{os.getpid()}"


def _account() -> str:
    import os
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def is_here(name: str) -> bool:
    """Whether a computer name means this machine."""
    import os

    lower = name.lower()
    return lower in LOCAL_NAMES or lower == os.uname().nodename.lower()


def option_pairs(options: Any) -> Dict[str, str]:
    """`-Options @{ Port = 22 }` as a dict of texts."""
    if options is None:
        return {}
    from pssh.objects.tostring import to_string

    return {to_string(key): to_string(value) for key, value in options.items()}


def host_target(
    name: str,
    user: Optional[str] = None,
    port: Optional[int] = None,
    key_file: Optional[str] = None,
    options: Any = None,
    timeout: Optional[int] = None,
    subsystem: Optional[str] = None,
    password: Optional[str] = None,
) -> TargetSpec:
    """An SSH target; `name` may be `user@host:port`."""
    from pssh.remoting.hostnames import parse_host_name

    own_user, host, own_port = parse_host_name(name)
    seconds = timeout / 1000 if timeout and timeout > 0 else None
    return TargetSpec(
        "ssh",
        host,
        own_user or user or None,
        own_port or port or None,
        key_file,
        option_pairs(options),
        seconds,
        subsystem,
        None,
        password,
    )


def computer_target(name: str, **details: Any) -> TargetSpec:
    """As `host_target`; this machine itself needs no SSH server."""
    if is_here(name) and not details.get("port") and not details.get("user") and not details.get("password"):
        return TargetSpec("local", name)
    return host_target(name, **details)


def targets_of(cmdlet: Any) -> List[TargetSpec]:
    """The targets that a cmdlet's -HostName, -ComputerName or -SSHConnection name."""
    call = cmdlet.call
    tables = getattr(cmdlet, "ssh_connection", None)
    if tables is not None:
        from pssh.cmdlets._ssh_connections import hash_target

        return [hash_target(call, table) for table in tables]
    names = getattr(cmdlet, "host_name", None)
    computers = getattr(cmdlet, "computer_name", None)
    user, password = _credential(cmdlet)
    details: Dict[str, Any] = {
        "user": getattr(cmdlet, "user_name", None) or user,
        "port": getattr(cmdlet, "port", None),
        "key_file": _key_file(cmdlet),
        "options": getattr(cmdlet, "options", None),
        "timeout": _timeout(cmdlet),
        "password": password,
    }
    for name in _list(names) + _list(computers):
        check_host_name(call, name)
    if names is not None:
        return [
            host_target(name, subsystem=getattr(cmdlet, "subsystem", None), **details)
            for name in _list(names)
        ]
    return [computer_target(name, **details) for name in _list(computers)]


def check_host_name(call: Any, name: str) -> None:
    """End the command where `name` cannot be the name of a machine."""
    from pssh.remoting.hostnames import is_host_name

    if not is_host_name(name):
        call.throw(
            "PSSessionInvalidComputerName",
            "One or more computer names are not valid. If you are trying to pass a URI, use the "
            "-ConnectionUri parameter, or pass URI objects instead of strings.",
            "InvalidArgument",
            name,
            "System.ArgumentException",
        )


def throttle_of(limit: Optional[int]) -> int:
    """How many machines are served at once; -ThrottleLimit of 0 or less means the default."""
    return limit if limit and limit > 0 else DEFAULT_THROTTLE


def _list(names: Any) -> List[str]:
    return [names] if isinstance(names, str) else list(names or ())


def _credential(cmdlet: Any) -> Tuple[Optional[str], Optional[str]]:
    credential = getattr(cmdlet, "credential", None)
    if credential is None:
        return None, None
    if isinstance(credential, str):
        credential = cmdlet.call.host.credential("", "", credential, "")
    password = credential.password
    for name in ("reveal", "plain_text", "plain"):
        text = getattr(password, name, None)
        if text is not None:
            return credential.user_name, str(text() if callable(text) else text)
    return credential.user_name, str(password)


def _timeout(cmdlet: Any) -> Optional[int]:
    given = getattr(cmdlet, "connecting_timeout", None)
    if given is not None:
        return int(given)
    option = getattr(cmdlet, "session_option", None)
    if option is None:
        option = cmdlet.call.variable("PSSessionOption")
    limit = getattr(option, "open_timeout", None)
    return int(limit) if limit and "SessionOption" in cmdlet.call.bound else None


def _key_file(cmdlet: Any) -> Optional[str]:
    path = getattr(cmdlet, "key_file_path", None)
    if path is None:
        return None
    import os

    native = str(cmdlet.call.path(path))
    if not os.path.exists(native):
        cmdlet.call.throw(
            "PathNotFound",
            f"Cannot find path '{native}' because it does not exist.",
            "ObjectNotFound",
            path,
            "System.Management.Automation.ItemNotFoundException",
        )
    return native


# --- opening ------------------------------------------------------------------------------------


class Opener:
    """Gives a runspace its channels: first the one opened with all others, later new ones."""

    def __init__(self, runspace: "Runspace", target: TargetSpec, first: Any = None) -> None:
        self.runspace = runspace
        self.target = target
        self.first = first

    def __call__(self) -> Any:
        first, self.first = self.first, None
        return first if first is not None else connectors_of(self.runspace).connect(self.target)


def open_channels(runspace: "Runspace", targets: List[TargetSpec]) -> List[Any]:
    """A channel or an exception for each target; those over SSH are opened side by side."""
    if len(targets) > 1 and all(target.kind == "ssh" for target in targets):
        many = connectors_of(runspace).many("ssh")
        if many is not None:
            return list(many(targets, runspace))
    return [_one_channel(runspace, target) for target in targets]


def _one_channel(runspace: "Runspace", target: TargetSpec) -> Any:
    try:
        return connectors_of(runspace).connect(target)
    except Exception as error:
        return error


def open_runspaces(
    call: Any,
    targets: List[TargetSpec],
    durable: bool,
    options: Optional[Dict[str, Any]] = None,
    names: Sequence[str] = (),
) -> List[Any]:
    """An open RemoteRunspace or an exception for each target, in order. `names` are known to the host, for
    lists.
    """
    results: List[Any] = []
    rest = 0
    if durable and len(targets) > 1 and targets[0].kind == "ssh":
        # One agent that runs there forks the sessions of all others: start it before them.
        rest = 1
        results.append(
            _open_one(
                call,
                targets[0],
                True,
                _named(options, names, 0),
                open_channels(call.runspace, targets[:1])[0],
            )
        )
        if not isinstance(results[0], BaseException):
            results[0] = greeted(call, results[0])
    channels = open_channels(call.runspace, targets[rest:])
    for number, (target, channel) in enumerate(zip(targets[rest:], channels), rest):
        results.append(_open_one(call, target, durable, _named(options, names, number), channel))
    return results


def _named(options: Optional[Dict[str, Any]], names: Sequence[str], number: int) -> Optional[Dict[str, Any]]:
    return {**(options or {}), "name": names[number]} if number < len(names) else options


def _open_one(
    call: Any, target: TargetSpec, durable: bool, options: Optional[Dict[str, Any]], channel: Any
) -> Any:
    from pssh.remoting.forwarding import event_receiver
    from pssh.remoting.reactor_of import reactor_of
    from pssh.remoting.remote_runspace import RemoteRunspace

    if isinstance(channel, BaseException):
        return channel
    far = RemoteRunspace(
        Opener(call.runspace, target, channel),
        computer_name=target.display,
        durable=durable,
        options=options,
        client_label=client_label(),
        reactor=reactor_of(call.runspace),
    )
    far.target_spec = target
    far.owner = call.runspace
    far.notices.append(event_receiver(call.runspace, far))
    try:
        far.open(wait=False)
    except Exception as error:
        return error
    return far


def greeted(call: Any, far: Any) -> Any:
    """Wait until a runspace is Opened; the exception when it is not."""
    try:
        far.wait_opened()
    except Exception as error:
        return error
    socket = far.info.get("spawn_socket")
    if socket and far.target_spec is not None:
        connectors_of(call.runspace).offer(far.target_spec, str(socket))
    return far


def close_error(error: BaseException, target: TargetSpec, error_id: str) -> Any:
    """The record for a target that cannot be reached: `[host] reason`."""
    from pssh.objects.errors import ErrorRecord, NetException

    record = getattr(error, "record", None)
    text = record.message if record is not None else str(error)
    name = target.display
    if not text.startswith(f"[{name}] "):
        text = f"[{name}] {text}"
    fault = NetException("System.Management.Automation.Remoting.PSRemotingTransportException", text)
    return ErrorRecord(fault, error_id, "OpenError", name)


def jobs_on(call: "Call", names: List[str]) -> Any:
    """The jobs that live on hosts, as objects with their owner, start and idle time."""
    from pssh.cmdlets._hosted import hosted_jobs

    return hosted_jobs(call, [computer_target(name) for name in names])
