"""Jobs that live on a host: what another client sees of them after the first is gone."""

import os
import subprocess
import sys
import time

import pytest

from pssh.remoting.file_requests import FarFiles
from tests.remoting_helpers import open_pair


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def pssh(home, script, timeout=60):
    """What a client of its own prints."""
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": "",
        "XDG_CACHE_HOME": "",
        "XDG_STATE_HOME": "",
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run(
        [sys.executable, "-m", "pssh", "-NoProfile", "-NonInteractive", "-Command", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    return done.stdout.split("\n")[:-1], done.stderr


def until(home, script, wanted, seconds=20):
    """Ask until the answer is the wanted one; the last answer."""
    end = time.monotonic() + seconds
    while True:
        found, _ = pssh(home, script)
        if found == wanted or time.monotonic() > end:
            return found
        time.sleep(0.2)


SHOW = "Get-Job -ComputerName localhost | ForEach-Object { $_.Name + ' ' + $_.State + ' ' + $_.ExitCode }"


def test_a_persistent_job_is_listed_once_with_its_end_and_whole_output(home):
    pssh(home, "$null = Start-Job -Persistent -Name keeper { 'one'; 'two'; sh -c 'exit 3' }; kill -9 $pid")
    assert until(home, SHOW, ["keeper Completed 3"]) == ["keeper Completed 3"]
    assert pssh(home, "Get-Job -ComputerName localhost | Receive-Job") == (["one", "two"], "")
    # It belongs to the host: the next one reads it too, until it is removed.
    twice = "Get-Job -ComputerName localhost, localhost | Receive-Job -Keep"
    assert pssh(home, twice)[0] == ["one", "two"]
    assert pssh(home, "Get-Job -ComputerName localhost | Remove-Job") == ([], "")
    assert pssh(home, "Get-Job -ComputerName localhost") == ([], "")


def test_own_jobs_are_not_listed_twice(home):
    script = (
        "$j = Start-Job -Persistent -Name mine { 5 }; $null = $j | Wait-Job;"
        "(Get-Job -cn localhost).Id; $j.Id; $j | Remove-Job"
    )
    found, errors = pssh(home, script)
    assert errors == ""
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_killed_host_is_told_as_failed_and_its_output_is_there(home):
    first, _ = pssh(
        home,
        "$j = Start-Job -Persistent -Name dying { $pid; Start-Sleep 60 };"
        "while (-not ($r = Receive-Job $j)) { Start-Sleep -Milliseconds 20 }; $r",
    )
    os.kill(int(first[0]), 9)
    assert until(home, SHOW, ["dying Failed "]) == ["dying Failed "]
    found, errors = pssh(home, "Get-Job -ComputerName localhost | Receive-Job")
    assert found == first
    assert "ended unexpectedly" in errors


def test_from_the_start_gives_every_command(home):
    pssh(
        home,
        "$s = New-PSSession -cn localhost -Name twice; $null = Invoke-Command $s { 'first' };"
        "$null = Invoke-Command $s { 'second' } -AsJob | Wait-Job; kill -9 $pid",
    )
    script = "Get-PSSession -cn localhost | Receive-PSSession -FromStart; Get-PSSession | Remove-PSSession"
    assert pssh(home, script) == (["first", "second"], "")


def test_files_cross_a_session_whole_and_go_on_where_they_were_cut_off(tmp_path):
    client, _ = open_pair()
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(os.urandom(3_000_000))
    source.chmod(0o640)
    os.utime(source, (10**9, 10**9))
    info = source.stat()
    (tmp_path / f"target.{info.st_size:x}-{info.st_mtime_ns:x}.part").write_bytes(
        source.read_bytes()[:1_500_000]
    )
    copied = []
    files = FarFiles(client)
    files.put(str(source), str(target), copied.append)
    assert (target.read_bytes(), target.stat().st_mode & 0o777, target.stat().st_mtime) == (
        source.read_bytes(),
        0o640,
        10**9,
    )
    assert copied[0] == 1_500_000
    back = tmp_path / "back"
    files.get(files.stat(str(target)), str(back), copied.append)
    assert back.read_bytes() == source.read_bytes()
    assert files.stat(str(tmp_path / "nothing")) is None
    with pytest.raises(OSError):
        files.put(str(source), str(tmp_path / "no" / "folder"), copied.append)
    client.close()


def test_a_removed_session_is_listed_nowhere(home):
    script = "$s = New-PSSession -cn localhost; Remove-PSSession $s; Get-PSSession -cn localhost"
    assert pssh(home, script) == ([], "")
    assert pssh(home, "$null = New-PSSession -cn localhost") == ([], "")  # it ends with its client
    assert pssh(home, "Get-PSSession -cn localhost") == ([], "")


def test_a_session_whose_process_is_killed_is_broken_and_says_what_to_do(home):
    script = """$s = New-PSSession localhost; $p = Invoke-Command $s { $PID }
        $j = Invoke-Command $s { 'had'; Start-Sleep 60 } -AsJob
        while (-not $j.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 20 }
        kill -9 $p; $null = Wait-Job $j
        "$($j.State) $($s.State) $($s.Availability)"
        Receive-Job $j -ErrorAction SilentlyContinue -ErrorVariable e
        "$($e[0].FullyQualifiedErrorId) $($e[0].CategoryInfo.Category)"
        "$($e[0])"
        Invoke-Command $s { 1 } -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId"""
    found, errors = pssh(home, script)
    assert found == [
        "Failed Broken None",
        "had",
        "JobFailure OperationStopped",
        "The session's process on localhost ended unexpectedly (killed, or the host was restarted). "
        "New-PSSession opens another.",
        "InvokeCommandCommandInvalidSessionState,Microsoft.PowerShell.Commands.InvokeCommandCommand",
    ]
    assert "No valid sessions were specified." in errors
