"""Logins and host keys against a small SSH server in this process."""

import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import asyncssh
import pytest

from pssh.ssh.connection import Opened, open_connection
from pssh.ssh.errors import SshError
from pssh.ssh.loop import Asker, loop_thread
from pssh.ssh.prompts import NoPrompts
from pssh.ssh.target import SshTarget


class Person(NoPrompts):
    """Somebody who answers and remembers the questions."""

    interactive = True

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def host_key(self, text: str) -> str:
        self.asked.append(text)
        return self.answers.pop(0)

    def secret(self, prompt: str) -> str | None:
        self.asked.append(prompt)
        return self.answers.pop(0) if self.answers else None

    def challenge(self, title: str, text: str, prompts: Sequence[tuple[str, bool]]) -> list[str] | None:
        self.asked.extend(prompt for prompt, _ in prompts)
        return [self.answers.pop(0) for _ in prompts]

    def notice(self, text: str) -> None:
        self.asked.append(text)


class Login(asyncssh.SSHServer):
    """Takes the password `right`, and a code by keyboard-interactive."""

    methods: Sequence[str] = ("password",)

    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return "password" in self.methods

    def validate_password(self, username: str, password: str) -> bool:
        return password == "right"

    def kbdint_auth_supported(self) -> bool:
        return "code" in self.methods

    def get_kbdint_challenge(self, username: str, lang: str, submethods: str) -> Any:
        return "Second factor", "", "", [("Code: ", False)]

    def validate_kbdint_response(self, username: str, responses: Sequence[str]) -> bool:
        return list(responses) == ["123456"]


Start = Callable[..., SshTarget]


@pytest.fixture
def start(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start servers; what it gives is a target with a configuration of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    servers: list[Any] = []

    def begin(
        methods: Sequence[str] = ("password",), checking: str = "ask", known: str = "", **more: Any
    ) -> SshTarget:
        class Server(Login):
            pass

        Server.methods = methods
        key = asyncssh.generate_private_key("ssh-ed25519")

        async def listen() -> Any:
            return await asyncssh.listen(
                "127.0.0.1", 0, server_factory=Server, server_host_keys=[key], **more
            )

        server = loop_thread().run(listen())
        servers.append(server)
        hosts = tmp_path / "known_hosts"
        own = f"[127.0.0.1]:{server.get_port()} {key.export_public_key().decode()}"
        hosts.write_text({"own": own, "other": own.replace(own.split()[2], _other_key())}.get(known, ""))
        config = tmp_path / "config"
        config.write_text(
            f"Host *\n  User ann\n  UserKnownHostsFile {hosts}\n  StrictHostKeyChecking {checking}\n"
            "  GlobalKnownHostsFile /dev/null\n"
        )
        return SshTarget.make("127.0.0.1", port=server.get_port(), config_file=str(config))

    yield begin
    for server in servers:
        loop_thread().post(server.close)


def _other_key() -> str:
    return asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().split()[1]


def connect(target: SshTarget, person: NoPrompts) -> Opened:
    asker = Asker()
    opened: Opened = loop_thread().run(open_connection(target, asker, person), asker, timeout=20)
    loop_thread().post(opened.conn.close)
    return opened


def test_an_unknown_key_is_asked_for_and_remembered(start: Start, tmp_path: pathlib.Path) -> None:
    target = start()
    person = Person("yes", "right")
    connect(target, person)
    assert person.asked[0].startswith("The authenticity of host '[127.0.0.1]:")
    assert "ED25519 key fingerprint is SHA256:" in person.asked[0]
    assert person.asked[-1] == "ann@127.0.0.1's password: "
    assert f"[127.0.0.1]:{target.port} ssh-ed25519" in (tmp_path / "known_hosts").read_text()
    again = Person("right")
    connect(target, again)
    assert again.asked == ["ann@127.0.0.1's password: "]


def test_nobody_to_ask_means_no(start: Start) -> None:
    with pytest.raises(SshError, match="Host key verification failed") as caught:
        connect(start(), NoPrompts())
    assert caught.value.kind == "host-key"


def test_a_changed_key_is_never_accepted(start: Start) -> None:
    with pytest.raises(SshError, match="REMOTE HOST IDENTIFICATION HAS CHANGED") as caught:
        connect(start(known="other"), Person("yes", "right"))
    assert caught.value.kind == "changed-key"


def test_strict_checking_asks_nothing(start: Start) -> None:
    person = Person("yes", "right")
    with pytest.raises(SshError, match="strict checking"):
        connect(start(checking="yes"), person)
    assert person.asked == []


def test_accept_new_takes_the_first_key_alone(start: Start) -> None:
    connect(start(checking="accept-new"), Person("right"))
    with pytest.raises(SshError, match="HAS CHANGED"):
        connect(start(checking="accept-new", known="other"), Person("right"))


def test_three_wrong_passwords_are_enough(start: Start) -> None:
    person = Person("wrong", "wrong", "wrong", "right")
    with pytest.raises(SshError, match=r"ann@127\.0\.0\.1: Permission denied \(.*password.*\)\."):
        connect(start(known="own"), person)
    assert person.asked.count("Permission denied, please try again.") == 2


def test_a_given_password_asks_nobody(start: Start) -> None:
    target = start(known="own")
    with_password = SshTarget.make(
        "127.0.0.1", port=target.port, config_file=target.config_file, password="right"
    )
    connect(with_password, NoPrompts())


def test_a_code_is_asked_for(start: Start) -> None:
    person = Person("123456")
    connect(start(known="own", methods=("code",)), person)
    assert person.asked == ["(ann@127.0.0.1) Code: "]


def test_a_key_with_a_passphrase(start: Start, tmp_path: pathlib.Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    file = tmp_path / "locked"
    file.write_bytes(key.export_private_key("openssh", passphrase="open sesame", rounds=50))
    file.chmod(0o600)
    allowed = tmp_path / "allowed"
    allowed.write_bytes(key.export_public_key())
    target = start(known="own", methods=(), authorized_client_keys=str(allowed))
    with_key = SshTarget.make(
        "127.0.0.1", port=target.port, config_file=target.config_file, key_file=str(file)
    )
    person = Person("wrong", "open sesame")
    connect(with_key, person)
    assert person.asked == [f"Enter passphrase for key '{file}': "] * 2


def test_a_missing_key_file_is_named(start: Start) -> None:
    target = start(known="own")
    with_key = SshTarget.make("127.0.0.1", port=target.port, config_file=target.config_file, key_file="/nope")
    with pytest.raises(SshError, match="The specified key file /nope was not found"):
        connect(with_key, NoPrompts())


def test_options_win_over_the_configuration(start: Start) -> None:
    target = start(known="own")
    bob = SshTarget.make(
        "127.0.0.1",
        port=target.port,
        config_file=target.config_file,
        options={"User": "bob"},
        password="right",
    )
    assert connect(bob, NoPrompts()).user == "bob"


def test_a_key_file_of_no_use_is_named(start: Start, tmp_path: pathlib.Path) -> None:
    target = start(known="own")
    for name, reason in (("garbage", "invalid format"), ("folder", "Is a directory")):
        file = tmp_path / name
        file.mkdir() if name == "folder" else file.write_text("no key\n")
        with_key = SshTarget.make(
            "127.0.0.1", port=target.port, config_file=target.config_file, key_file=str(file)
        )
        with pytest.raises(SshError, match=f'Load key "{file}": {reason}\n.*Permission denied') as caught:
            connect(with_key, NoPrompts())
        assert caught.value.kind == "denied"


def test_a_locked_key_without_a_person_names_the_agent(start: Start, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "locked"
    key = asyncssh.generate_private_key("ssh-ed25519")
    file.write_bytes(key.export_private_key("openssh", passphrase="open sesame", rounds=50))
    target = start(known="own")
    with_key = SshTarget.make(
        "127.0.0.1", port=target.port, config_file=target.config_file, key_file=str(file)
    )
    with pytest.raises(SshError, match=r"ssh-agent\n.*Permission denied"):
        connect(with_key, NoPrompts())
