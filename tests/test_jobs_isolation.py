"""What one background job does to its process harms no other job, and ends in a truthful state."""

import os
import pathlib
import subprocess
import sys

import pytest
from script_case import lines, run_text

LIMIT = "import resource, sys; resource.prlimit(int(sys.argv[1]), resource.RLIMIT_AS, (900_000_000, -1))"
MEMORY = 16_000  # kB: its own, and its share of what forked processes have in common
PSS = "(Select-String '^Pss:' /proc/$PID/smaps_rollup).Line -replace '[^0-9]'"


@pytest.fixture(autouse=True)
def own_home(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


def beside(block: str, rest: str = "Receive-Job $odd; $odd.State") -> list[str]:
    """Run an odd job and a plain one; what the plain one gave, then what `rest` says of the odd one."""
    text = f"""$odd = Start-Job {{ {block} }}; $plain = Start-Job {{ 'plain' }}
        Receive-Job $plain -Wait; $null = Wait-Job $odd -Timeout 30
        {rest}
        Start-Job {{ 'later' }} | Receive-Job -Wait"""
    return run_text(text).out.split()


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="needs Linux's limits of other processes")
def test_memory_runs_out() -> None:
    block = f"""& '{sys.executable}' -c '{LIMIT}' $PID
        'before'; $ErrorActionPreference = 'Stop'; $x = 'x' * 600MB; $x + $x; 'after'"""
    reason = "$odd.ChildJobs[0].JobStateInfo.Reason.Message -match 'Insufficient memory'"
    assert beside(block, f"Receive-Job $odd 2>$null; $odd.State; {reason}") == [
        "plain", "before", "Failed", "True", "later",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "end", ["kill -9 $PID", "[Environment]::Exit(4)", "Stop-Process -Id $PID", "sh -c 'kill -9 $PPID'"]
)
def test_the_process_ends_in_the_middle(end: str) -> None:
    """What it had written before is there."""
    assert beside(f"'one'; 'two'; {end}; Start-Sleep 60", "Receive-Job $odd 2>$null; $odd.State") == [
        "plain", "one", "two", "Failed", "later",
    ]  # fmt: skip


def test_many_at_once_of_which_some_are_killed() -> None:
    """Each ends in its own state, with all that it had written."""
    text = """$jobs = 1..12 | ForEach-Object { Start-Job -ArgumentList $_ {
            param($n) "begun $n"; if ($n % 3 -eq 0) { kill -9 $PID; Start-Sleep 60 }; "ended $n" } }
        $null = $jobs | Wait-Job; $jobs.State -join ' '
        ($jobs | Receive-Job 2>$null | Group-Object { $_.Split()[0] } | ForEach-Object Count) -join ' '"""
    assert lines(text) == [" ".join(["Completed", "Completed", "Failed"] * 4), "12 8"]


def test_output_floods() -> None:
    text = """$odd = Start-Job { while ($true) { 'x' * 1000 } }; $plain = Start-Job { 'plain' }
        Receive-Job $plain -Wait
        while (-not $odd.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 20 }  # it has begun to flood
        Stop-Job $odd; $odd.State
        (Receive-Job $odd | Select-Object -First 1).Length"""
    assert lines(text) == ["plain", "Stopped", "1000"]


def test_children_are_forked() -> None:
    """One in the background that has let go of the output does not hold the job up."""
    assert beside("1..20 | ForEach-Object { sh -c 'sleep 30 >/dev/null 2>&1 &' }; 'forked'") == [
        "plain", "forked", "Completed", "later",
    ]  # fmt: skip


def test_a_child_that_keeps_the_output_keeps_the_job() -> None:
    """The job runs until nobody can write to its output any more."""
    text = """$odd = Start-Job { sh -c '(while [ ! -e go ]; do sleep 0.02; done; echo late) & echo early' }
        while (-not $odd.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 10 }
        "$($odd.State)"; $null = New-Item go; Receive-Job $odd -Wait; $odd.State"""
    assert lines(text) == ["Running", "early", "late", "Completed"]


def test_standard_input_is_closed() -> None:
    block = "[Console]::In.Close(); \"[$([Console]::ReadLine())]\"; sh -c 'exec <&-; echo on'"
    assert beside(block) == ["plain", "[]", "on", "Completed", "later"]


def test_the_directory_is_changed(tmp_path: pathlib.Path) -> None:
    rest = "Receive-Job $odd; (Start-Job { $PWD.Path } | Receive-Job -Wait) -eq $PWD.Path"
    block = "Set-Location /; [Environment]::CurrentDirectory = '/'; $PWD.Path"
    assert beside(block, rest) == ["plain", "/", "True", "later"]


def test_rubbish_on_the_raw_outputs() -> None:
    """Bytes that a program writes past the job's streams are not taken for the protocol."""
    block = r"""sh -c 'printf "\001\002\377\0" > /proc/$PPID/fd/1; printf rub > /proc/$PPID/fd/2'; 'fine'"""
    assert beside(block) == ["plain", "fine", "Completed", "later"]


@pytest.mark.skipif(not os.path.exists("/proc/self/smaps_rollup"), reason="needs Linux's figures")
def test_a_job_needs_little_memory() -> None:
    text = f"$j = 1..3 | ForEach-Object {{ Start-Job {{ {PSS} }} }}; $j | Receive-Job -Wait"
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NonInteractive", "-Command", text]
    shown = subprocess.run(argv, capture_output=True, text=True, check=True)
    found = [int(line) for line in shown.stdout.split()]
    assert len(found) == 3
    assert max(found) < MEMORY
