"""Host keys: known_hosts files, the policies of StrictHostKeyChecking, and adding a key the user accepted."""

import os
from typing import Any, Iterable, List, Optional, Tuple

from pssh.ssh.errors import SshError

__all__ = ["HostKeys", "policy_of"]

CHANGED = """@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Someone could be eavesdropping on you right now (man-in-the-middle attack)!
It is also possible that a host key has just been changed.
The fingerprint for the {kind} key sent by the remote host is
{fingerprint}.
{where}Host key for {name} has changed and you have requested strict checking.
Host key verification failed."""

QUESTION = """The authenticity of host '{name}{address}' can't be established.
{kind} key fingerprint is {fingerprint}.
This key is not known by any other names.
Are you sure you want to continue connecting (yes/no/[fingerprint])? """


def policy_of(text: Any) -> str:
    """StrictHostKeyChecking as `yes`, `no`, `accept-new` or `ask`."""
    value = str(text if text is not None else "ask").strip().lower()
    return {"off": "no", "false": "no", "true": "yes"}.get(
        value, value if value in ("yes", "no", "accept-new") else "ask"
    )


class HostKeys:
    """The known keys of the files of one configuration, for one connection attempt after another."""

    def __init__(
        self, library: Any, user_files: Iterable[str], global_files: Iterable[str], policy: str
    ) -> None:
        self.library = library
        self.user_files = [os.path.expanduser(f) for f in user_files]
        self.files = self.user_files + [os.path.expanduser(f) for f in global_files]
        self.policy = policy
        self.accepted: List[Any] = []
        self.offered: Optional[Tuple[str, str, int, Any]] = None

    def known(self) -> Any:
        """All readable entries; a line nobody understands is skipped, as ssh does."""
        from asyncssh.known_hosts import SSHKnownHosts

        entries = SSHKnownHosts()
        for file in self.files:
            try:
                with open(file, encoding="utf-8", errors="replace") as stream:
                    lines = stream.readlines()
            except OSError:
                continue
            for line in lines:
                try:
                    entries.load(line)
                except ValueError:
                    continue
        return entries

    def validate(self, host: str, addr: str, port: int, key: Any) -> bool:
        """asyncssh's question for a key that no file trusts; remembers it for `decide`."""
        if any(key == one for one in self.accepted):
            return True
        self.offered = (host, addr, port, key)
        if self.policy in ("no", "accept-new") and not self._other_keys(host, addr, port):
            self.remember(host, port, key)
            return True
        return self.policy == "no"

    def _other_keys(self, host: str, addr: str, port: int) -> List[Any]:
        matched = self.known().match(host, addr, port if port != 22 else None)
        return list(matched[0])

    def decide(self, prompts: Any, shown_name: str) -> None:
        """After a refused key: ask the user. Returns when it is accepted now, else raises the reason."""
        assert self.offered is not None
        host, addr, port, key = self.offered
        name = host if port == 22 else f"[{host}]:{port}"
        kind = _kind(key)
        fingerprint = key.get_fingerprint()
        if self._other_keys(host, addr, port):
            where = (
                f"Add correct host key in {self.user_files[0]} to get rid of this message.\n"
                if self.user_files
                else ""
            )
            raise SshError(
                "changed-key", CHANGED.format(kind=kind, fingerprint=fingerprint, where=where, name=name)
            )
        if self.policy == "yes":
            raise SshError(
                "host-key",
                f"No {kind} host key is known for {name} and you have requested strict checking.\n"
                "Host key verification failed.",
            )
        address = f" ({addr})" if addr and addr != host else ""
        answer = prompts.host_key(
            QUESTION.format(name=name, address=address, kind=kind, fingerprint=fingerprint)
        )
        if answer.lower() != "yes" and answer != fingerprint:
            hint = (
                ""
                if prompts.interactive
                else f" The {kind} key {fingerprint} of {name} is not in known_hosts. Connect once at a prompt, or "
                "accept new keys with -Options @{ StrictHostKeyChecking = 'accept-new' }."
            )
            raise SshError("host-key", "Host key verification failed." + hint)
        self.accepted.append(key)
        self.remember(host, port, key)
        prompts.notice(f"Warning: Permanently added '{name}' ({kind}) to the list of known hosts.")

    def remember(self, host: str, port: int, key: Any) -> None:
        """Append a key to the user's first known_hosts file; failing to write is no reason to fail."""
        if not self.user_files or self.user_files[0] == os.devnull:
            return
        file = self.user_files[0]
        name = host if port == 22 else f"[{host}]:{port}"
        text = key.export_public_key("openssh").decode().split()
        try:
            os.makedirs(os.path.dirname(file) or ".", mode=0o700, exist_ok=True)
            with open(file, "ab+") as stream:
                if stream.tell():
                    stream.seek(-1, os.SEEK_END)
                    if stream.read(1) != b"\n":
                        stream.write(b"\n")
                stream.write(f"{name} {text[0]} {text[1]}\n".encode())
        except OSError:
            return


def _kind(key: Any) -> str:
    """`ED25519`, `ECDSA`, `RSA`: the name ssh uses."""
    name = key.get_algorithm()
    for kind in ("ed25519", "ed448", "ecdsa", "rsa", "dss"):
        if kind in name:
            return str(kind.upper())
    return str(name)
