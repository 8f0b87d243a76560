"""Enter-PSSession typed inside a session goes on through it; `exit` goes back one level."""

import pathlib
import sys

from terminal import Terminal


def last(terminal: Terminal) -> str:
    return terminal.lines()[-1].rstrip()


def test_the_prompt_shows_the_chain(tmp_path: pathlib.Path) -> None:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo", "demo"]
    with Terminal(argv, tmp_path, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as prompt:
        prompt.prompt(limit=60)
        assert prompt.run("Enter-PSSession Server01") == []
        assert prompt.run("Enter-PSSession Server02") == []
        assert last(prompt) == r"Server01\Server02\C:>"
        assert prompt.run("$env:PSSH_COMPUTER_NAME") == ["Server02"]
        assert prompt.run("exit") == []
        assert last(prompt) == r"Server01\C:>"
        assert prompt.run("$env:PSSH_COMPUTER_NAME") == ["Server01"]
        shown = prompt.run("Enter-PSSession -HostName nohost.invalid")
        assert shown[0].startswith("Enter-PSSession: [nohost.invalid]"), shown
        assert prompt.run("Exit-PSSession") == []
        assert last(prompt).startswith("PS ")
        prompt.enter("exit 3")
        assert prompt.end() == 3


def test_a_session_made_inside_is_visited_and_given_back(tmp_path: pathlib.Path) -> None:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo", "demo"]
    with Terminal(argv, tmp_path, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as prompt:
        prompt.prompt(limit=60)
        prompt.run("Enter-PSSession Server01")
        assert prompt.run("$two = New-PSSession Server02; Invoke-Command $two { $v = 5 }") == []
        assert prompt.run("Enter-PSSession $two") == []
        assert last(prompt) == r"Server01\Server02\C:>"
        assert prompt.run("$v++; $v") == ["6"]
        assert prompt.run("exit") == []
        assert last(prompt) == r"Server01\C:>"
        assert prompt.run("Invoke-Command $two { $v }; $two.State") == ["6", "Opened"]


def test_a_busy_session_made_inside_is_refused_with_the_way_out(tmp_path: pathlib.Path) -> None:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo", "demo"]
    with Terminal(argv, tmp_path, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as prompt:
        prompt.prompt(limit=60)
        prompt.run("Enter-PSSession Server01")
        prompt.run(
            "$two = New-PSSession Server02 -Name two; $job = Invoke-Command $two { Start-Sleep 60 } -AsJob"
        )
        shown = "".join(prompt.run("Enter-PSSession $two"))
        assert shown.startswith("Enter-PSSession: The session two is busy with a command")
        assert "(Wait-Job)" in shown
        assert shown.endswith("Enter-PSSession Server02")
        assert last(prompt) == r"Server01\C:>"
        assert prompt.run("Stop-Job $job; Enter-PSSession $two") == []
        assert last(prompt) == r"Server01\Server02\C:>"
