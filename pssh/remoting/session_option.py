"""PSSessionOption: the settings of a session, as New-PSSessionOption makes them."""

from typing import Any

__all__ = ["PSSessionOption"]

_FIELDS = {
    "maximum_connection_redirection_count": 5,
    "no_compression": False,
    "no_machine_profile": False,
    "proxy_access_type": "None",
    "proxy_authentication": "Negotiate",
    "proxy_credential": None,
    "skip_ca_check": False,
    "skip_cn_check": False,
    "skip_revocation_check": False,
    "operation_timeout": 180_000,
    "no_encryption": False,
    "use_utf16": False,
    "include_port_in_spn": False,
    "output_buffering_mode": "None",
    "max_connection_retry_count": 5,
    "culture": None,
    "ui_culture": None,
    "maximum_received_data_size_per_command": None,
    "maximum_received_object_size": 209_715_200,
    "application_arguments": None,
    "open_timeout": 180_000,
    "cancel_timeout": 60_000,
    "idle_timeout": -1,
}


class PSSessionOption:
    """Timeouts in milliseconds; -1 leaves a value to the far end."""

    __slots__ = tuple(_FIELDS)
    net_type_name = "System.Management.Automation.Remoting.PSSessionOption"

    def __init__(self, **values: Any) -> None:
        for name, default in _FIELDS.items():
            setattr(self, name, values.get(name, default))

    @classmethod
    def from_parameters(cls, cmdlet: Any) -> "PSSessionOption":
        """The option that New-PSSessionOption's parameters describe."""
        values = {}
        for name in _FIELDS:
            given = getattr(cmdlet, name, None)
            if given is not None and given is not False:
                values[name] = getattr(given, "name", given) if name == "output_buffering_mode" else given
        if cmdlet.maximum_redirection is not None:
            values["maximum_connection_redirection_count"] = cmdlet.maximum_redirection
        return cls(**values)
