"""Names of machines, precedence of what is said about them, and the words of errors."""

import socket

import pytest

from pssh.remoting.hostnames import parse_host_name
from pssh.ssh.errors import explain
from pssh.ssh.hostkeys import policy_of
from pssh.ssh.target import SshTarget


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("web", (None, "web", None)),
        ("ann@web", ("ann", "web", None)),
        ("ann@web:2222", ("ann", "web", 2222)),
        ("a@b@web", ("a@b", "web", None)),
        ("::1", (None, "::1", None)),
        ("ann@[::1]:22", ("ann", "::1", 22)),
        ("ssh://ann@web:22/", ("ann", "web", 22)),
    ],
)
def test_host_names(text: str, expected: tuple[str | None, str, int | None]) -> None:
    assert parse_host_name(text) == expected


def test_the_host_name_beats_the_parameters() -> None:
    target = SshTarget.make("ann@web:2222", user="bob", port=22, options={"Port": "7"})
    assert (target.user, target.host, target.port, target.option) == ("ann", "web", 2222, {"port": "7"})


def test_only_the_same_way_shares_a_connection() -> None:
    one, same, other = (
        SshTarget.make(name, user=user) for name, user in (("web", "a"), ("WEB", "a"), ("web", "b"))
    )
    assert one.key() == same.key() != other.key()


@pytest.mark.parametrize(
    ("value", "policy"),
    [
        (None, "ask"),
        ("yes", "yes"),
        ("no", "no"),
        ("off", "no"),
        ("accept-new", "accept-new"),
        ("nonsense", "ask"),
    ],
)
def test_strict_host_key_checking(value: str | None, policy: str) -> None:
    assert policy_of(value) == policy


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (ConnectionRefusedError(111, "x"), "refused", "ssh: connect to host web port 22: Connection refused"),
        (
            socket.gaierror(-2, "Name or service not known"),
            "resolve",
            "ssh: Could not resolve hostname web: Name or service not known",
        ),
        (TimeoutError(), "timeout", "ssh: connect to host web port 22: Connection timed out"),
    ],
)
def test_errors_speak_as_ssh_does(error: Exception, kind: str, text: str) -> None:
    found = explain(error, "web", 22, "ann")
    assert (found.kind, found.message) == (kind, text)
