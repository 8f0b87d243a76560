"""The client side of a login: asyncssh's callbacks, answered by files, given passwords and the user."""

import os
from typing import Any, List, Optional, Tuple

__all__ = ["load_keys", "make_client"]

DEFAULT_KEYS = ("id_ed25519", "id_ecdsa", "id_rsa", "id_ed25519_sk", "id_ecdsa_sk", "id_ed448")
ATTEMPTS = 3


def load_keys(
    library: Any, files: List[str], public_too: bool
) -> Tuple[List[Any], List[str], List[Tuple[str, str]]]:
    """Key pairs of the files that can be used at once, the files that want a passphrase, and those that are
    there and hold no key, with the reason.
    """
    pairs: List[Any] = []
    locked: List[str] = []
    unusable: List[Tuple[str, str]] = []
    for file in files:
        path = os.path.expanduser(file)
        try:
            pairs.extend(library.load_keypairs(path, skip_public=public_too))
        except (library.KeyImportError, library.KeyEncryptionError) as error:
            if "assphrase" in str(error):
                locked.append(path)
            else:
                unusable.append((path, "invalid format"))
        except FileNotFoundError:
            continue
        except OSError as error:
            unusable.append((path, error.strerror or str(error)))
    return pairs, locked, unusable


def make_client(library: Any, login: "Login") -> Any:
    """An SSHClient (asyncssh's name for the callbacks) that answers for this login."""

    class Client(library.SSHClient):  # type: ignore[misc]  # asyncssh is imported only for a connection
        """Callbacks of one connection."""

        def connection_made(self, conn: Any) -> None:
            login.connection = conn
            acknowledge_at_once(conn)

        def connection_lost(self, exc: Optional[Exception]) -> None:
            login.lost(exc)

        def validate_host_public_key(self, host: str, addr: str, port: int, key: Any) -> bool:
            return bool(login.host_keys.validate(login.shown_host(host), addr, port, key))

        def auth_banner_received(self, msg: str, lang: str) -> None:
            login.banner += msg

        async def public_key_auth_requested(self) -> Any:
            login.offered("publickey")
            return await login.next_key()

        async def password_auth_requested(self) -> Optional[str]:
            login.offered("password")
            return await login.next_password()

        def kbdint_auth_requested(self) -> Optional[str]:
            login.offered("keyboard-interactive")
            return "" if login.may_challenge() else None

        async def kbdint_challenge_received(
            self, name: str, instructions: str, lang: str, prompts: Any
        ) -> Any:
            return await login.challenge(name, instructions, list(prompts))

    return Client


def acknowledge_at_once(conn: Any) -> None:
    """Keep TCP_QUICKACK on: the kernel forgets it, and a delayed acknowledgement costs each new channel 40
    ms.
    """
    import socket

    sock = conn.get_extra_info("socket")
    option = getattr(socket, "TCP_QUICKACK", None)
    if sock is None or option is None or sock.family not in (socket.AF_INET, socket.AF_INET6):
        return
    receive = conn.data_received

    def data_received(data: bytes, datatype: Any = None) -> None:
        try:
            sock.setsockopt(socket.IPPROTO_TCP, option, 1)
        except OSError:
            pass  # closed meanwhile
        receive(data, datatype)

    conn.data_received = data_received


class Login:
    """State of one login: what was tried, what may still be asked."""

    def __init__(
        self, library: Any, asker: Any, prompts: Any, host_keys: Any, password: Optional[str]
    ) -> None:
        self.library = library
        self.asker = asker
        self.prompts = prompts
        self.host_keys = host_keys
        self.password = password
        self.name = ""
        self.alias: Optional[str] = None
        self.locked: List[str] = []
        self.unusable: List[Tuple[str, str]] = []
        self.banner = ""
        self.connection: Any = None
        self.on_lost: Any = None
        self.methods: List[str] = []  # what the server would have taken
        self._asked = 0
        self._password_used = False
        self._silent = False  # keyboard-interactive was tried and no question came

    def offered(self, method: str) -> None:
        """The server lets this method be tried."""
        if method not in self.methods:
            self.methods.append(method)

    def keys_not_tried(self) -> str:
        """Why key files were of no use, a line for each, as ssh tells it before it gives up."""
        faults = list(self.unusable)
        if not self.prompts.interactive:
            faults += [
                (path, "its passphrase cannot be asked for here; add it to ssh-agent") for path in self.locked
            ]
        return "".join(f'Load key "{path}": {reason}\n' for path, reason in faults)

    def shown_host(self, host: str) -> str:
        """The name a key is filed under: HostKeyAlias beats the address."""
        return self.alias or host

    def lost(self, exc: Optional[Exception]) -> None:
        """The connection went down."""
        if self.on_lost is not None:
            self.on_lost(exc)

    def may_ask(self) -> bool:
        """Whether an interactive login can be tried at all."""
        return self._asked < ATTEMPTS and (
            self.prompts.interactive or (bool(self.password) and not self._password_used)
        )

    def may_challenge(self) -> bool:
        """As `may_ask`, but not a second time where the server asked nothing at the first."""
        silent, self._silent = self._silent, True
        return self.may_ask() and not silent

    async def next_key(self) -> Any:
        """The next key that wants a passphrase, unlocked; None when there is none left."""
        while self.locked and self.prompts.interactive:
            path = self.locked.pop(0)
            for _ in range(ATTEMPTS):
                text = await self.asker.ask(self.prompts.secret, f"Enter passphrase for key '{path}': ")
                if not text:
                    break
                try:
                    return self.library.read_private_key(path, text)
                except (self.library.KeyImportError, self.library.KeyEncryptionError):
                    continue
        return None

    async def next_password(self) -> Optional[str]:
        """The given password first, then what the user types, three times at most."""
        if self.password and not self._password_used:
            self._password_used = True
            return self.password
        if self._asked >= ATTEMPTS or not self.prompts.interactive:
            return None
        if self._asked:
            await self.asker.ask(self.prompts.notice, "Permission denied, please try again.")
        self._asked += 1
        answer: Optional[str] = await self.asker.ask(self.prompts.secret, f"{self.name}'s password: ")
        return answer

    async def challenge(self, title: str, text: str, prompts: List[Tuple[str, bool]]) -> Optional[List[str]]:
        """Answers to a keyboard-interactive challenge; a lone password prompt takes the given password."""
        self._silent = False
        if len(prompts) == 1 and "assword" in prompts[0][0] and self.password and not self._password_used:
            self._password_used = True
            return [self.password]
        if not prompts:
            return []
        self._asked += 1
        shown = [(f"({self.name}) {prompt}", echo) for prompt, echo in prompts]
        answers: Optional[List[str]] = await self.asker.ask(self.prompts.challenge, title, text, shown)
        return answers
