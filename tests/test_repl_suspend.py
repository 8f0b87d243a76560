"""Ctrl+Z: the running pipeline becomes a job, `fg` shows it again."""

import pathlib
import re
import sys
from collections.abc import Iterator

import pytest
from openssh import OpenSSH
from terminal import Terminal

LOOP = '1..1000 | % { "n $_"; $last = $_; Start-Sleep -Milliseconds 300 }'


@pytest.fixture
def prompt(tmp_path: pathlib.Path, openssh: OpenSSH) -> Iterator[Terminal]:
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo"]
    with Terminal(argv, tmp_path, {**openssh.environment, "XDG_STATE_HOME": str(tmp_path)}) as terminal:
        terminal.prompt(limit=60)
        yield terminal


def suspend(prompt: Terminal) -> list[str]:
    """Start the loop, hit Ctrl+Z; the screen since."""
    start = prompt.row
    prompt.enter(LOOP)
    prompt.wait(lambda lines: any(line == "n 3" for line in lines), start)
    prompt.control("z")
    return prompt.prompt(start)


def test_a_local_pipeline_goes_on_as_a_job(prompt: Terminal) -> None:
    shown = suspend(prompt)
    assert any(re.match(r"\[1\] Running  1\.\.1000 \| %", line) for line in shown), shown
    prompt.run("$seen = $last; while ($last -eq $seen) { Start-Sleep -Milliseconds 10 }")
    assert prompt.run("(Get-Job).PSJobTypeName, (Get-Job).State") == ["ForegroundJob", "Running"]
    start = prompt.row
    prompt.enter("fg")
    prompt.wait(lambda lines: any(line.startswith("n ") for line in lines), start)
    prompt.control("z")
    prompt.prompt(start)
    assert prompt.run("(Get-Job).State") == ["Running"]
    start = prompt.row
    prompt.enter("fg")
    prompt.wait(lambda lines: any(line.startswith("n ") for line in lines), start)
    prompt.control("c")
    prompt.prompt(start)
    assert prompt.run("$null = Wait-Job 1; (Get-Job).State") == ["Stopped"]


def test_a_remote_pipeline_becomes_a_job_here(prompt: Terminal) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    shown = suspend(prompt)
    assert any(re.match(r"\[1\] Running  1\.\.1000 \| %", line) for line in shown), shown
    assert shown[-1].startswith("PS ")
    assert prompt.run("(Get-Job).Location, (Get-Job).State") == ["localhost", "Running"]
    assert prompt.run("Stop-Job 1; (Get-Job).State; Remove-Job 1; @(Get-Job).Count") == ["Stopped", "0"]
