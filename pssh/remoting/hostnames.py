"""How people name a machine: `user@host:port`."""

from typing import Optional, Tuple

__all__ = ["is_host_name", "parse_host_name"]


def parse_host_name(text: str) -> Tuple[Optional[str], str, Optional[int]]:
    """Split `[ssh://][user@]host[:port]` (an IPv6 address stands in brackets before a port)."""
    user: Optional[str] = None
    port: Optional[int] = None
    if text.lower().startswith("ssh://"):
        text = text[6:].rstrip("/")
    if "@" in text:
        user, text = text.rsplit("@", 1)
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        if rest.startswith(":") and rest[1:].isdigit():
            port = int(rest[1:])
    elif text.count(":") == 1 and text.rpartition(":")[2].isdigit():
        host, _, number = text.partition(":")
        port = int(number)
    else:
        host = text
    return user or None, host, port


def is_host_name(text: str) -> bool:
    """Whether `text` can name a machine: a DNS name, an alias of ssh_config or an address, and a port in range."""
    _, host, port = parse_host_name(text)
    if port is not None and not 0 < port < 65536:
        return False
    host = host.partition("%")[0]  # the zone of a link-local address
    if ":" in host:
        return not host.strip("0123456789abcdefABCDEF:.")
    plain = host.replace("-", "").replace("_", "").replace(".", "")
    return plain.isalnum() and not host.startswith("-")
