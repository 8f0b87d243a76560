"""The commands of about_Remote_Jobs, typed as printed at the demo's prompt in a real terminal.

Once with the embedded servers behind `pssh demo`, once with a real OpenSSH sshd in their place.
"""

import pathlib
import re
import sys
import time
from collections.abc import Iterator

import pytest
from openssh import OpenSSH
from terminal import Terminal

HEAD = "Id     Name            PSJobTypeName   State         HasMoreData     Location             Command"


@pytest.fixture(params=["embedded", "openssh"])
def prompt(request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> Iterator[Terminal]:
    """The demo's prompt. With OpenSSH, Server01's `C:` is a folder that its configuration names."""
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo"]
    environment = {"HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "state")}
    (tmp_path / "home").mkdir()
    if request.param == "embedded":
        argv.append("demo")
    else:
        server: OpenSSH = request.getfixturevalue("openssh")
        server.map_drive("C", server.home / "c")
        (server.home / "c" / "logs").mkdir(parents=True, exist_ok=True)
        environment.update(server.environment)
    with Terminal(argv, tmp_path, environment) as terminal:
        terminal.prompt(limit=60)
        yield terminal


def screen(terminal: Terminal) -> str:
    return terminal.lines()[-1].rstrip()


def gone(pid: int, limit: float = 20.0) -> bool:
    """Whether the process ends within the limit (seconds)."""
    end = time.monotonic() + limit
    while pathlib.Path(f"/proc/{pid}").exists():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def row(lines: list[str]) -> str:
    """The only row of a job table."""
    assert HEAD in lines, lines
    return lines[lines.index(HEAD) + 2]


def test_a_job_in_an_interactive_session(prompt: Terminal) -> None:
    before = screen(prompt)
    assert prompt.run("Enter-PSSession -computername Server01") == []
    assert screen(prompt) == r"Server01\C:>"
    prompt.enter("$job = Start-Job -scriptblock {")
    prompt.prompt(pattern=r">>\s*$")
    prompt.enter('  Get-Eventlog "Windows PowerShell"')
    prompt.prompt(pattern=r">>\s*$")
    assert prompt.run("}") == []
    assert prompt.run("'meanwhile'") == ["meanwhile"]
    assert prompt.run("$null = Wait-Job $job") == []
    for command in ("$job", "Get-Job $job", "Get-Job"):
        shown = row(prompt.run(command))
        assert re.match(
            r"1      Job1            BackgroundJob   Completed     True            localhost", shown
        )
    assert prompt.run(r"Receive-Job $job > c:\logs\PsLog.txt") == []
    assert "Could not find a part of the path" in " ".join(prompt.run(r"'x' > c:\nowhere\x.txt"))
    assert prompt.run("Exit-PSSession") == []
    assert screen(prompt) == before
    assert prompt.run("$s = New-PSSession -computername Server01") == []
    prompt.enter("Invoke-Command -session $s -scriptblock {")
    prompt.prompt(pattern=r">>\s*$")
    lines = prompt.run(r"  Get-Content c:\logs\pslog.txt}")
    assert any("Index" in line and "EntryType" in line for line in lines), lines


def test_a_job_that_returns_its_results(prompt: Terminal) -> None:
    prompt.enter("Invoke-Command -computername Server01 -scriptblock {")
    prompt.prompt(pattern=r">>\s*$")
    shown = row(prompt.run("  Get-Eventlog system} -AsJob"))
    assert re.match(r"1      Job1            RemoteJob       \w+ +True            Server01", shown)
    prompt.run("$null = Wait-Job -Id 1")
    assert re.match(
        r"1      Job1            RemoteJob       Completed     True            Server01",
        row(prompt.run("Get-Job")),
    )
    assert prompt.run("$results = Receive-Job -id 1") == []
    assert int(prompt.run("@($results).Count")[0]) > 0
    assert prompt.run("$results[0].PSComputerName") == ["Server01"]
    assert prompt.run("$results > results.txt") == []
    assert any("EntryType" in line for line in prompt.run("Get-Content results.txt -TotalCount 3"))


def test_a_job_that_keeps_its_results_there(prompt: Terminal) -> None:
    prompt.run("$s = New-PSSession -computername Server01")
    prompt.enter("Invoke-Command -session $s -scriptblock {")
    prompt.prompt(pattern=r">>\s*$")
    shown = prompt.run("  Start-Job -scriptblock {Get-Eventlog system}}")
    assert any("BackgroundJob" in line and "localhost" in line.lower() for line in shown), shown
    number = prompt.run("$n = Invoke-Command -session $s { @(Get-Job)[-1].Id }; $n")[0]
    prompt.run("Invoke-Command -session $s { $null = Get-Job | Wait-Job }")
    shown = prompt.run("Invoke-Command -session $s -scriptblock {Get-Job}")
    assert any("Completed" in line for line in shown), shown
    prompt.enter("$results = Invoke-Command -session $s -scriptblock {")
    prompt.prompt(pattern=r">>\s*$")
    prompt.enter(f"  Receive-Job -SessionId {number} -Keep")
    prompt.prompt(pattern=r">>\s*$")
    assert prompt.run("}") == []
    assert int(prompt.run("@($results).Count")[0]) > 0
    prompt.enter("Invoke-Command -session $s -command {")
    prompt.prompt(pattern=r">>\s*$")
    prompt.enter(f"  Receive-Job -SessionId {number} > c:\\logs\\pslog.txt")
    prompt.prompt(pattern=r">>\s*$")
    assert prompt.run("}") == []
    assert prompt.run(r"Invoke-Command $s { Test-Path C:\logs\PSLOG.txt }") == ["True"]


def test_the_temporary_connection_cancels_its_job(prompt: Terminal) -> None:
    prompt.run(r"Invoke-Command Server01 { Remove-Item c:\logs\late.txt -ErrorAction Ignore }")
    prompt.run(
        r"$null = Invoke-Command -ComputerName Server01 { Start-Job { Start-Sleep 2; 1 > c:\logs\late.txt } }"
    )
    assert prompt.run(r"Start-Sleep 3; Invoke-Command Server01 { Test-Path c:\logs\late.txt }") == ["False"]


def test_a_detached_session(prompt: Terminal) -> None:
    assert prompt.run("$session = New-PSSession -cn localhost") == []
    block = '{ 1..60 | % { sleep 1; "Output $_" } }'
    assert prompt.run(f"$job = Invoke-Command -Session $session -ScriptBlock {block} -AsJob") == []
    assert "Running" in row(prompt.run("$job"))
    prompt.run("while (-not ($first = Receive-Job $job)) { Start-Sleep 1 }")
    last = int(prompt.run("@($first)[-1]")[0].split()[1])
    shown = prompt.run("Disconnect-PSSession $session")
    assert any("Disconnected" in line for line in shown), shown
    assert "Disconnected" in row(prompt.run("$job"))
    assert prompt.run("$jobNew = Receive-PSSession -Session $session -OutTarget Job") == []
    start = prompt.row
    prompt.enter("$job | Wait-Job | Receive-Job")
    prompt.control("c")
    prompt.prompt(start)
    prompt.run("while (-not ($next = Receive-Job $job)) { Start-Sleep 1 }")
    assert int(prompt.run("@($next)[0]")[0].split()[1]) == last + 1
    prompt.run("Remove-Job $job -Force; Remove-PSSession $session")


def test_the_kinds_of_job(prompt: Terminal) -> None:
    prompt.run("$b = Start-Job { 'b'; throw 'only mine' }; $t = Start-ThreadJob { 't' }")
    prompt.run("$r = Invoke-Command Server01 { 'r' } -AsJob; $null = $b, $t, $r | Wait-Job")
    assert prompt.run("($b, $t, $r).PSJobTypeName -join ','") == ["BackgroundJob,ThreadJob,RemoteJob"]
    assert prompt.run("($b, $t, $r).State -join ','") == ["Failed,Completed,Completed"]
    assert prompt.run("(Receive-Job $t) + (Receive-Job $r)") == ["tr"]
    assert prompt.run(
        "$null = Start-Job { Start-Sleep 60 } -Name long; Stop-Job -Name long; (Get-Job long).State"
    ) == ["Stopped"]
    prompt.run("Get-Job | Remove-Job")
    assert prompt.run("@(Get-Job).Count") == ["0"]
    assert prompt.run("(Start-Process /bin/true -PassThru -Wait).ExitCode; @(Get-Job).Count") == ["0", "0"]


def test_leaving_ends_the_jobs(prompt: Terminal) -> None:
    pid = int(
        prompt.run("$j = Start-Job { $PID; Start-Sleep 600 }; while (-not ($p = Receive-Job $j)) {}; $p")[0]
    )
    prompt.enter("exit")
    assert prompt.end() == 0
    assert gone(pid)
