"""$PSSenderInfo: what a session knows of who opened it."""

from typing import Any, Dict

__all__ = ["SenderInfo"]


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

    def __init__(self, options: Dict[str, Any], application_arguments: Any = None) -> None:
        import os

        self.user_info = os.environ.get("USER") or str(os.getuid())
        self.client_time_zone: Any = None
        # Who says to be at the other end, and what sshd knows of the connection.
        self.connection_string = str(options.get("label") or os.environ.get("SSH_CONNECTION") or "")
        self.application_arguments: Any = application_arguments
        self.configuration_name = "DefaultShell"
