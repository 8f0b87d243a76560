"""Fixtures shared by the tests."""

from collections.abc import Iterator

import pytest
from openssh import OpenSSH, find_sshd, running


@pytest.fixture(scope="session")
def openssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenSSH]:
    """A real sshd on loopback; `environment` makes `localhost` lead to it."""
    if find_sshd() is None:
        pytest.skip("OpenSSH's sshd is not installed (apt-get install openssh-server)")
    with running(tmp_path_factory.mktemp("openssh")) as server:
        yield server
