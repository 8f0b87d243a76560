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


ECHO = """import signal, sys
signal.signal(signal.SIGCONT, lambda *_: print("goes on", flush=True))
print("ready", flush=True)
for line in sys.stdin:
    print("got", line.strip(), flush=True)
"""


@pytest.fixture
def echo(tmp_path: pathlib.Path) -> str:
    """The line that starts a program which says what it reads, and when it goes on."""
    (tmp_path / "echo.py").write_text(ECHO)
    return f"{sys.executable} {tmp_path / 'echo.py'}"


def suspend_program(prompt: Terminal, line: str) -> None:
    """Start the program, let it stand still, and go on behind the prompt until it wants to read there."""
    start = prompt.row
    prompt.enter(line)
    prompt.wait(lambda lines: "ready" in lines, start)
    prompt.control("z")
    assert any(shown.startswith("[1] Suspended") for shown in prompt.prompt(start))
    wait = "while ((Get-Job).State -ne 'Suspended') { Start-Sleep -Milliseconds 10 }; 'waits'"
    assert prompt.run(f"$null = bg; {wait}")[-1] == "waits"


def bring_back(prompt: Terminal, key: str) -> str:
    """Bring the program before the prompt, where it reads; Ctrl and `key` end it. The state of its job then."""
    start = prompt.row
    prompt.enter("fg")
    prompt.wait(lambda lines: "goes on" in lines, start)
    prompt.enter("line")
    prompt.wait(lambda lines: "got line" in lines, start)
    prompt.control(key)
    prompt.prompt(start)
    return prompt.run("(Get-Job).State")[-1]


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


def test_a_program_that_goes_on_behind_the_prompt_takes_no_keys(prompt: Terminal, echo: str) -> None:
    suspend_program(prompt, echo)
    assert bring_back(prompt, "c") == "Stopped"


def test_a_program_that_catches_ctrl_c_lives_on(prompt: Terminal) -> None:
    start = prompt.row
    prompt.enter("sh -c 'trap \"echo caught\" INT; echo ready; read x; read x; echo $x'")
    prompt.wait(lambda lines: "ready" in lines, start)
    prompt.control("c")
    prompt.wait(lambda lines: any("caught" in line for line in lines), start)
    prompt.enter("last")
    assert "last" in prompt.prompt(start)


def test_a_pipeline_inside_a_session_becomes_a_job_there(prompt: Terminal) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    shown = suspend(prompt)
    assert any(re.match(r"\[1\] Running  1\.\.1000 \| %", line) for line in shown), shown
    assert shown[-1].startswith("[localhost]: PS ")
    assert prompt.run("(Get-Job).PSJobTypeName, (Get-Job).State") == ["ForegroundJob", "Running"]
    prompt.run("$seen = $last; while ($last -eq $seen) { Start-Sleep -Milliseconds 10 }")
    start = prompt.row
    prompt.enter("fg")
    prompt.wait(lambda lines: any(line.startswith("n ") for line in lines), start)
    prompt.control("z")
    assert prompt.prompt(start)[-1].startswith("[localhost]: PS ")
    assert prompt.run("(Get-Job).State; Stop-Job 1; (Get-Job).State") == ["Running", "Stopped"]
    assert prompt.run("Remove-Job 1; @(Get-Job).Count") == ["0"]


def test_a_question_of_a_job_inside_a_session_waits_for_who_receives_it(prompt: Terminal) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    start = prompt.row
    prompt.enter("'begun'; while (-not $go) { Start-Sleep -Milliseconds 10 }; 'Hello ' + (Read-Host Name)")
    prompt.wait(lambda lines: "begun" in lines, start)
    prompt.control("z")
    prompt.prompt(start)
    assert prompt.run(
        "$go = 1; while ((Get-Job).State -ne 'Blocked') { Start-Sleep -Milliseconds 10 }; 'asks'"
    ) == ["asks"]
    start = prompt.row
    prompt.enter("fg")
    prompt.wait(lambda lines: any(line.startswith("Name:") for line in lines), start)
    prompt.enter("Ann")
    assert "Hello Ann" in prompt.prompt(start)
    assert prompt.run("(Get-Job).State") == ["Completed"]


def test_a_program_inside_a_session_stands_still_and_goes_on(prompt: Terminal, echo: str) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    start = prompt.row
    prompt.enter(echo)
    prompt.wait(lambda lines: "ready" in lines, start)
    prompt.enter("one")
    prompt.wait(lambda lines: "got one" in lines, start)
    prompt.control("z")
    shown = prompt.prompt(start)
    assert any(line.startswith("[1] Suspended") for line in shown), shown
    assert shown[-1].startswith("[localhost]: PS ")
    assert bring_back(prompt, "c") == "Stopped"


def test_a_program_inside_a_session_that_reads_behind_the_prompt_stands_still(
    prompt: Terminal, echo: str
) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    suspend_program(prompt, echo)
    assert bring_back(prompt, "d") == "Completed"


WARNING = "There are commands that Ctrl+Z has put aside"


def test_leaving_a_session_that_holds_a_suspended_job_is_asked_for_twice(prompt: Terminal) -> None:
    prompt.run("Enter-PSSession -HostName localhost")
    suspend(prompt)
    assert any(WARNING in line for line in prompt.run("exit"))
    assert prompt.run("'still here'") == ["still here"]
    assert any(WARNING in line for line in prompt.run("exit 3"))
    prompt.run("exit")
    assert prompt.run("'home'") == ["home"]
    assert prompt.lines()[-1].startswith("PS ")


def test_the_prompt_does_not_end_a_suspended_job_unasked(prompt: Terminal) -> None:
    suspend(prompt)
    assert any(WARNING in line for line in prompt.run("exit 3"))
    prompt.enter("exit 3")
    assert prompt.end() == 3
