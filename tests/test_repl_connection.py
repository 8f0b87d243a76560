"""The prompt when its connection breaks: it comes back by itself, and Ctrl+C gives up waiting."""

import os
import pathlib
import signal
import sys
from collections.abc import Iterator

import pytest
from openssh import OpenSSH, find_sshd, running
from terminal import Terminal


@pytest.fixture
def server(tmp_path: pathlib.Path) -> Iterator[OpenSSH]:
    if find_sshd() is None:
        pytest.skip("OpenSSH's sshd is not installed (apt-get install openssh-server)")
    with running(tmp_path / "server") as started:
        yield started


@pytest.fixture
def prompt(tmp_path: pathlib.Path, server: OpenSSH) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo", "localhost"]
    with Terminal(argv, tmp_path, {**server.environment, "XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.prompt(limit=60)
        yield terminal


def cut(server: OpenSSH, for_good: bool = False) -> None:
    """End every connection of the server, `for_good` the server too."""
    listener = server.pid
    connections = [int(name) for name in os.listdir("/proc") if name.isdigit() and _parent(name) == listener]
    if for_good:
        server.stop()
    for pid in connections:
        os.kill(pid, signal.SIGTERM)


def _parent(pid: str) -> int:
    try:
        return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0


def test_a_broken_connection_comes_back(prompt: Terminal, server: OpenSSH) -> None:
    assert prompt.run("$x = 41") == []
    cut(server)
    assert prompt.run("$x + 1") == ["42"]
    start = prompt.row
    prompt.enter("1..4 | % { $_; Start-Sleep 1 }")
    prompt.wait(lambda lines: "2" in lines, start)
    cut(server)
    shown = prompt.prompt(start)
    assert [line for line in shown if line in "1234"] == ["1", "2", "3", "4"], shown


def test_ctrl_c_gives_up_waiting(prompt: Terminal, server: OpenSSH) -> None:
    start = prompt.row
    prompt.enter("'begun'; Start-Sleep 60")
    prompt.wait(lambda lines: "begun" in lines, start)
    cut(server, for_good=True)
    prompt.wait(lambda lines: any("was lost; trying again" in line for line in lines), start)
    prompt.control("c")
    assert prompt.prompt(start)[-1].startswith("PS ")
    assert prompt.run("'here'") == ["here"]


def test_the_loss_of_a_host_on_the_way_is_told_at_each_level(prompt: Terminal, server: OpenSSH) -> None:
    prompt.run("Enter-PSSession Server02")
    cut(server, for_good=True)
    for typed, told in (
        ("'there?'", "The connection to localhost was lost, and Server02 with it; trying again"),
        ("'and here?'", "The connection to localhost was lost; trying again"),
    ):
        start = prompt.row
        prompt.enter(typed)
        prompt.wait(lambda lines, told=told: any(told in line for line in lines), start)  # type: ignore[misc]
        prompt.control("c")
        prompt.prompt(start)
    assert prompt.run("'home'") == ["home"]
