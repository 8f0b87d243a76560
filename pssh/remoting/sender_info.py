"""$PSSenderInfo: what a session knows of who opened it."""

from typing import Any

__all__ = ["Identity", "Principal", "SenderInfo"]


class Identity:
    """Who that is: sshd has checked it, and tells a session nothing but its own user."""

    net_type_name = "System.Management.Automation.Remoting.PSIdentity"
    __slots__ = ("authentication_type", "certificate_details", "is_authenticated", "name")

    def __init__(self) -> None:
        self.authentication_type = ""
        self.is_authenticated = True
        self.name = ""
        self.certificate_details: Any = None


class Principal:
    """The user with its identity."""

    net_type_name = "System.Management.Automation.Remoting.PSPrincipal"
    __slots__ = ("identity", "windows_identity")

    def __init__(self) -> None:
        self.identity = Identity()
        self.windows_identity: Any = None


class SenderInfo:
    """User, client and arguments of the one who opened the session."""

    net_type_name = "System.Management.Automation.Remoting.PSSenderInfo"
    __slots__ = (
        "application_arguments",
        "client_time_zone",
        "configuration_name",
        "connection_string",
        "user_info",
    )

    def __init__(self, application_arguments: Any = None) -> None:
        self.user_info = Principal()
        self.client_time_zone: Any = None
        self.connection_string = (
            "http://localhost"  # PowerShell's word over SSH; $env:SSH_CONNECTION says more
        )
        self.application_arguments: Any = application_arguments
        self.configuration_name = "DefaultShell"
