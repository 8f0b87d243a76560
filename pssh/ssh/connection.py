"""One SSH connection: ssh_config and parameters to asyncssh options, jump hosts, host keys, login."""

import os
from typing import Any, Dict, List, Optional

from pssh.ssh.auth import DEFAULT_KEYS, Login, load_keys, make_client
from pssh.ssh.errors import SshError, explain
from pssh.ssh.hostkeys import HostKeys, policy_of
from pssh.ssh.library import asyncssh
from pssh.ssh.option_names import unknown_option
from pssh.ssh.target import SshTarget, parse_host_name

__all__ = ["Opened", "open_connection"]

WINDOW = 64 << 20  # asyncssh's 2 MB cap a long line at 10 MB/s; a window is no memory until it is used
KEEPALIVE = 15
KEEPALIVE_COUNT = 4
FIRST_CIPHERS = ("aes128-gcm@openssh.com", "aes256-gcm@openssh.com")


class Opened:
    """A connection with the names it goes by."""

    def __init__(self, conn: Any, host: str, port: int, user: str, login: Login) -> None:
        self.conn = conn
        self.host = host
        self.port = port
        self.user = user
        self.login = login


class Settings:
    """The values of ssh_config for one target, `-Options` on top."""

    def __init__(self, library: Any, target: SshTarget) -> None:
        from asyncssh.config import SSHClientConfig

        self.target = target
        self.paths = _config_files(target)
        user = target.user or ()
        self.config = SSHClientConfig.load(
            None, self.paths, False, False, False, _local_user(), user, target.host, target.port or ()
        )
        extra = _extra_config(target.option)
        if extra:
            self.config = _with_options(SSHClientConfig, target, extra)

    def get(self, name: str, default: Any = None) -> Any:
        """One option, the default where it is not set."""
        return self.config.get(name, default)

    @property
    def host(self) -> str:
        return str(self.get("Hostname", self.target.host))

    @property
    def port(self) -> int:
        return int(self.target.port or self.get("Port", 22))

    @property
    def user(self) -> str:
        return str(self.target.user or self.get("User") or _local_user())

    @property
    def batch(self) -> bool:
        return str(self.get("BatchMode", "no")).lower() in ("yes", "true")

    def key_files(self) -> List[str]:
        """The identity files in the order they are tried."""
        if self.target.key_file:
            return [self.target.key_file]
        files = self.get("IdentityFile")
        return (
            [str(f) for f in files] if files else [os.path.join("~", ".ssh", name) for name in DEFAULT_KEYS]
        )


def _local_user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid{os.getuid()}"


def _config_files(target: SshTarget) -> List[Any]:
    own = target.config_file or os.environ.get("PSSH_SSH_CONFIG")
    if own:
        return [os.path.expanduser(own)]
    files = [os.path.expanduser("~/.ssh/config"), "/etc/ssh/ssh_config"]
    return [f for f in files if os.access(f, os.R_OK)]


def _extra_config(options: Dict[str, str]) -> List[str]:
    wrong = unknown_option(list(options))
    if wrong is not None:
        raise SshError("option", f"command-line: line 0: Bad configuration option: {wrong}")
    return [f"{name} {value}" for name, value in options.items()]


def _with_options(kind: Any, target: SshTarget, lines: List[str]) -> Any:
    """`-Options` come first, so that they win over every file, as `ssh -o` does."""
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".conf", delete=False) as stream:
        stream.write("\n".join(lines) + "\n")
    try:
        paths = [stream.name, *_config_files(target)]
        return kind.load(
            None, paths, False, False, False, _local_user(), target.user or (), target.host, target.port or ()
        )
    except Exception as error:
        reason = str(error).replace(f"{stream.name} line ", "line ")
        raise SshError("protocol", f"command-line: {reason}") from error
    finally:
        os.unlink(stream.name)


async def open_connection(target: SshTarget, asker: Any, prompts: Any, tunnel: Any = None) -> Opened:
    """Connect and log in. `tunnel` is an open connection to go through."""
    library = asyncssh()
    try:
        settings = Settings(library, target)
    except SshError:
        raise
    except Exception as error:
        raise SshError("protocol", f"ssh_config: {error}") from error
    if target.key_file and not os.path.exists(os.path.expanduser(target.key_file)):
        raise SshError("key-file", f"The specified key file {target.key_file} was not found.")
    if settings.batch:
        from pssh.ssh.prompts import NoPrompts

        prompts = NoPrompts()
    host_keys = HostKeys(
        library,
        settings.get("UserKnownHostsFile") or ["~/.ssh/known_hosts", "~/.ssh/known_hosts2"],
        settings.get("GlobalKnownHostsFile") or ["/etc/ssh/ssh_known_hosts"],
        policy_of(settings.get("StrictHostKeyChecking")),
    )
    jump = settings.get("ProxyJump")
    opened_jump: Optional[Opened] = None
    if tunnel is None and jump and jump.lower() != "none":
        opened_jump = await _jump(jump, target, asker, prompts)
        tunnel = opened_jump.conn
    timeout = target.connecting_timeout or settings.get("ConnectTimeout")
    login = Login(library, asker, prompts, host_keys, target.password)
    login.name = f"{settings.user}@{target.host}"
    login.alias = settings.get("HostKeyAlias")
    while True:
        try:
            conn = await _attempt(library, settings, login, tunnel, timeout)
            return Opened(conn, settings.host, settings.port, settings.user, login)
        except library.HostKeyNotVerifiable as error:
            if host_keys.offered is None:
                raise SshError("host-key", f"Host key verification failed: {error.reason}") from error
            await asker.ask(host_keys.decide, prompts, target.host)
            host_keys.offered = None
        except SshError:
            raise
        except Exception as error:
            methods = ",".join(login.methods) or None
            fault = explain(error, settings.host, settings.port, settings.user, methods)
            if fault.kind == "denied":
                fault = SshError("denied", login.keys_not_tried() + fault.message)
            raise fault from error


async def _jump(text: str, target: SshTarget, asker: Any, prompts: Any) -> Opened:
    """The last of a comma-separated list of jump hosts, each opened through the one before."""
    opened: Optional[Opened] = None
    for hop in text.split(","):
        user, host, port = parse_host_name(hop.strip())
        step = SshTarget(
            host, user, port, config_file=target.config_file, connecting_timeout=target.connecting_timeout
        )
        opened = await open_connection(step, asker, prompts, opened.conn if opened else None)
    assert opened is not None
    return opened


async def _attempt(library: Any, settings: Settings, login: Login, tunnel: Any, timeout: Any) -> Any:
    import asyncio

    identities_only = bool(settings.get("IdentitiesOnly"))
    pairs, login.locked, login.unusable = load_keys(library, settings.key_files(), identities_only)
    kwargs: Dict[str, Any] = {
        "config": settings.paths,
        "username": settings.user,
        "client_factory": make_client(library, login),
        "known_hosts": login.host_keys.known(),
        "keepalive_interval": settings.get("ServerAliveInterval") or KEEPALIVE,
        "keepalive_count_max": settings.get("ServerAliveCountMax") or KEEPALIVE_COUNT,
        "request_pty": False,
        "command": None,
        "utf8_decode_errors": "replace",
        "client_keys": pairs or None,
        "preferred_auth": _preferred(settings, pairs, login),
    }
    if not settings.get("Ciphers"):
        kwargs["encryption_algs"] = _ciphers(library)
    for name, option in (("kex_algs", "KexAlgorithms"), ("mac_algs", "MACs"), ("encryption_algs", "Ciphers")):
        if settings.target.option.get(option.lower()):
            kwargs[name] = settings.get(option)
    if not identities_only and not pairs:
        kwargs["client_keys"] = ()
        kwargs["ignore_encrypted"] = True
    if identities_only:
        known = [
            f + ".pub" for f in map(os.path.expanduser, settings.key_files()) if os.path.exists(f + ".pub")
        ]
        kwargs["agent_identities" if known else "agent_path"] = known or None
    sock = None
    proxy = settings.get("ProxyCommand")
    if tunnel is not None:
        kwargs["tunnel"] = tunnel
        kwargs["proxy_command"] = None
    elif not proxy or str(proxy).lower() == "none":
        sock = await asyncio.wait_for(_socket(settings), timeout or None)
        kwargs["sock"] = sock
        kwargs["tunnel"] = None
        kwargs["proxy_command"] = None
    elif settings.target.option.get("proxycommand"):
        kwargs["proxy_command"] = proxy
    work = library.connect(settings.host, settings.port, **kwargs)
    try:
        return await (asyncio.wait_for(_await(work), timeout) if timeout else _await(work))
    except BaseException:
        if sock is not None:
            sock.close()
        raise


async def _await(work: Any) -> Any:
    return await work


def _preferred(settings: Settings, pairs: List[Any], login: Login) -> Any:
    """ssh_config's order, else publickey first and what needs a person last."""
    given = settings.get("PreferredAuthentications")
    if given:
        return given
    methods = []
    if settings.get("GSSAPIAuthentication"):
        methods.append("gssapi-with-mic")
    methods += ["hostbased", "publickey"]
    if login.password:
        return ["publickey", "password", "keyboard-interactive"]
    return [*methods, "keyboard-interactive", "password"]


def _ciphers(library: Any) -> List[str]:
    """AES-GCM before the default order: 1.4 times as fast, and as safe."""
    from asyncssh.encryption import get_default_encryption_algs

    names = [name.decode() for name in get_default_encryption_algs()]
    return [name for name in FIRST_CIPHERS if name in names] + [
        name for name in names if name not in FIRST_CIPHERS
    ]


async def _socket(settings: Settings) -> Any:
    """A connected socket without Nagle and without delayed acknowledgements: 40 ms of a cold connect."""
    import asyncio
    import socket

    loop = asyncio.get_running_loop()
    family = {"inet": socket.AF_INET, "inet6": socket.AF_INET6}.get(str(settings.get("AddressFamily", "")), 0)
    infos = _literal(settings.host, settings.port) or await loop.getaddrinfo(
        settings.host, settings.port, type=socket.SOCK_STREAM, family=family
    )
    problem: Optional[OSError] = None
    for kind, how, proto, _, address in infos:
        sock = socket.socket(kind, how, proto)
        sock.setblocking(False)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await loop.sock_connect(sock, address)
            if hasattr(socket, "TCP_QUICKACK"):
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            return sock
        except OSError as error:
            sock.close()
            problem = error
        except BaseException:
            sock.close()
            raise
    raise problem or OSError(f"no address for {settings.host}")


def _literal(host: str, port: int) -> Any:
    """An address that is written as numbers needs no resolver thread."""
    import socket

    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return None
