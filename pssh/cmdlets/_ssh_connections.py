"""-SSHConnection: a hashtable for each machine."""

from typing import TYPE_CHECKING, Any, Dict, NoReturn

from pssh.cmdlets._hosts import check_host_name, host_target

if TYPE_CHECKING:
    from pssh.remoting.connectors import TargetSpec
    from pssh.runtime.cmdlet import Call

__all__ = ["HASH_KEYS", "hash_target"]

HASH_KEYS = {
    "hostname": "host",
    "computername": "host",
    "port": "port",
    "username": "user",
    "keyfilepath": "key_file",
    "identityfilepath": "key_file",
    "subsystem": "subsystem",
    "connectingtimeout": "connecting_timeout",
    "options": "options",
}


def hash_target(call: "Call", table: Any) -> "TargetSpec":
    """The machine that one hashtable describes."""
    _refuse_twice(call, table, "ComputerName", "HostName")
    _refuse_twice(call, table, "KeyFilePath", "IdentityFilePath")
    values: Dict[str, Any] = {}
    for key, value in table.items():
        if not isinstance(key, str) or not key:
            _empty(call)
        name = HASH_KEYS.get(key.lower())
        if name is None:
            _refuse(call, f"The provided SSHConnection hashtable parameter {key} is not supported.")
        elif name in ("port", "connecting_timeout"):
            values[name] = _number(call, value)
        elif name == "options":
            values[name] = _table(call, value)
        else:
            values[name] = _text(call, value)
    if "host" not in values:
        _refuse(
            call,
            "The provided SSHConnection hashtable is missing the required ComputerName or HostName parameter.",
        )
    check_host_name(call, values["host"])
    port = values.get("port")
    if port is not None and not 0 <= port < 65536:
        _refuse(
            call,
            f"The port number {port} is not within the range of valid values. The range of valid values is "
            "between 1 and 65535.",
        )
    return host_target(
        values["host"],
        values.get("user"),
        port,
        values.get("key_file"),
        values.get("options"),
        values.get("connecting_timeout"),
        values.get("subsystem"),
    )


def _refuse_twice(call: "Call", table: Any, one: str, other: str) -> None:
    keys = [key.lower() for key in table if isinstance(key, str)]
    if one.lower() in keys and other.lower() in keys:
        _refuse(
            call,
            f"The provided SSHConnection hashtable contains both a {one} and {other} parameter.  "
            "Only one can be specified.",
        )


def _number(call: "Call", value: Any) -> int:
    from pssh.objects.convert import to_int
    from pssh.objects.errors import PSError

    if value is None:
        _empty(call)
    try:
        return to_int(value)
    except PSError as error:
        _refuse(call, error.record.message)


def _text(call: "Call", value: Any) -> str:
    from pssh.objects.tostring import to_string

    text = to_string(value) if value is not None else ""
    if not text:
        _empty(call)
    return text


def _table(call: "Call", value: Any) -> Any:
    if not hasattr(value, "items"):
        _refuse(
            call, "The Options of an SSHConnection hashtable must be a hashtable of settings of ssh_config."
        )
    return value


def _empty(call: "Call") -> NoReturn:
    _refuse(call, "The provided SSHConnection hashtable parameter name or element is null or empty.")


def _refuse(call: "Call", message: str) -> NoReturn:
    call.throw(
        "Argument", message, "InvalidArgument", None, "System.Management.Automation.PSArgumentException"
    )
