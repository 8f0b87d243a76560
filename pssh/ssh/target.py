"""Where to connect: `user@host:port` texts, parameters and `-Options`, in their order of precedence."""

from typing import Any, Dict, Mapping, Optional, Tuple

from pssh.language.record import record
from pssh.remoting.hostnames import parse_host_name

__all__ = ["SshTarget", "parse_host_name"]


@record
class SshTarget:
    """One machine as the user named it; what is None comes from ssh_config or the defaults."""

    host: str
    user: Optional[str] = None
    port: Optional[int] = None
    key_file: Optional[str] = None
    options: Tuple[Tuple[str, str], ...] = ()
    connecting_timeout: Optional[float] = None
    password: Optional[str] = None
    via: Any = None
    config_file: Optional[str] = None

    @classmethod
    def make(
        cls,
        host_name: str,
        user: Optional[str] = None,
        port: Optional[int] = None,
        key_file: Optional[str] = None,
        options: Optional[Mapping[str, Any]] = None,
        connecting_timeout: Optional[float] = None,
        password: Optional[str] = None,
        via: Any = None,
        config_file: Optional[str] = None,
    ) -> "SshTarget":
        """A target: what stands in the host name beats the parameters, parameters beat `-Options`."""
        own_user, host, own_port = parse_host_name(host_name)
        pairs = tuple(sorted((str(k).lower(), str(v)) for k, v in (options or {}).items()))
        return cls(
            host,
            own_user or user or None,
            own_port or port or None,
            key_file or None,
            pairs,
            connecting_timeout,
            password,
            via,
            config_file,
        )

    @property
    def option(self) -> Dict[str, str]:
        """The `-Options` by lower-case name."""
        return dict(self.options)

    def key(self) -> Tuple[Any, ...]:
        """What two targets must share to share a connection."""
        return (
            self.host.lower(),
            self.user,
            self.port,
            self.key_file,
            self.options,
            self.password,
            id(self.via),
            self.config_file,
        )
