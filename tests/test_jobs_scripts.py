"""What jobs can do beyond the recorded cases: exit codes, following, isolation, persistence."""

import os
import pathlib

import pytest
from script_case import lines, objects


@pytest.fixture(autouse=True)
def own_home(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


def test_exit_code_of_a_native_program() -> None:
    assert lines("$j = Start-Job { sh -c 'exit 7' } | Wait-Job; \"$($j.State) $($j.ExitCode)\"") == [
        "Completed 7"
    ]


def test_follow_shows_without_taking() -> None:
    text = "$j = Start-Job { 1; 2 }; @(Receive-Job $j -Follow).Count; @(Receive-Job $j -Follow).Count; @(Receive-Job $j).Count"
    assert lines(text) == ["2", "2", "2"]


def test_select_first_leaves_the_rest_unread() -> None:
    text = (
        "$j = Start-Job { 1..5 } | Wait-Job; Receive-Job $j | Select-Object -First 2; 'rest'; Receive-Job $j"
    )
    assert lines(text) == ["1", "2", "rest", "3", "4", "5"]


def test_thread_limit_is_shared_and_stays() -> None:
    text = """
    $a = Start-ThreadJob -ThrottleLimit 1 { while (-not (Test-Path ./go)) { Start-Sleep -Milliseconds 10 } }
    $b = Start-ThreadJob { 'b' }
    while ($a.State -ne 'Running') { Start-Sleep -Milliseconds 5 }
    $b.State
    Set-Content go 1
    (Wait-Job $a, $b).State -join ','
    """
    assert lines(text) == ["NotStarted", "Completed,Completed"]


def test_endless_parallel_block_is_stopped_by_select() -> None:
    text = """1..3 | ForEach-Object -Parallel { while ($true) { $_; Start-Sleep -Milliseconds 5 } } |
        Select-Object -First 3 | Measure-Object | % Count"""
    assert lines(text) == ["3"]


def test_a_persistent_job_is_found_by_another_session() -> None:
    started = """$null = Start-Job -Persistent -Name Stays {
        'first'; while (-not (Test-Path ./go)) { Start-Sleep -Milliseconds 20 }; 'second' }"""
    assert lines(started) == []
    pathlib.Path("go").write_text("")
    found = """$j = Get-Job -ComputerName localhost | Where-Object Name -eq Stays
        Receive-Job $j -Wait; Remove-Job $j; $j.Owner -match ':'"""
    assert lines(found) == ["first", "second", "True"]


def test_results_of_the_job_types() -> None:
    kinds = objects(
        "(Start-Job { 1 }), (Start-ThreadJob { 1 }), (1 | ForEach-Object -Parallel { 1 } -AsJob) | % PSJobTypeName"
    )
    assert kinds == ["BackgroundJob", "ThreadJob", "PSTaskJob"]


def test_jobs_end_with_their_session() -> None:
    pid = int(
        lines(
            "$j = Start-Job { $PID; Start-Sleep 600 }; while (-not ($p = Receive-Job $j)) { Start-Sleep -Milliseconds 10 }; $p"
        )[0]
    )
    for _ in range(2000):
        if not os.path.exists(f"/proc/{pid}"):
            break
        import time

        time.sleep(0.005)
    assert not os.path.exists(f"/proc/{pid}")


def test_events_of_jobs_stand_in_the_log() -> None:
    text = """$null = Start-Job -Name Logged { 1 } | Wait-Job
        do { $ids = (Get-EventLog 'Windows PowerShell' -Message '*JobName=Logged*').InstanceId | Sort-Object -Unique }
        until (@($ids).Count -eq 2)  # the end is written down after whoever waits has been told
        $ids"""
    assert lines(text) == ["600", "603"]


def test_all_properties_are_those_of_powershell() -> None:
    """What pssh adds is there for who asks for it by name."""
    assert lines(
        "$j = Start-Job { sh -c 'exit 4' } | Wait-Job; ($j | Select-Object *).PSObject.Properties.Name -join ' '; $j.ExitCode"
    ) == [
        "State HasMoreData StatusMessage Location Command JobStateInfo Finished InstanceId Id Name ChildJobs "
        "PSBeginTime PSEndTime PSJobTypeName Output Error Progress Verbose Debug Warning Information",
        "4",
    ]
    names = (
        "State IdleTimeout OutputBufferingMode DisconnectedOn ExpiresOn ComputerType ComputerName ContainerId VMName "
        "VMId ConfigurationName InstanceId Id Name Availability ApplicationPrivateData Runspace Transport"
    )
    text = """$s = New-PSSession -ComputerName localhost; ($s | Select-Object *).PSObject.Properties.Name -join ' '
        $null = Disconnect-PSSession $s; ($s.ExpiresOn - $s.DisconnectedOn).TotalHours; Remove-PSSession $s"""
    assert lines(text) == [names, "2"]


def test_a_session_s_runspace_says_where_it_is() -> None:
    text = """$s = New-PSSession -ComputerName localhost; $r = $s.Runspace
        "$($r.Name -eq "Runspace$($r.Id)") $($r.ConnectionInfo.ComputerName)"; $r | Format-Table -HideTableHeaders
        Remove-PSSession $s"""
    first, *table = lines(text)
    assert first == "True localhost"
    assert "Remote        Opened" in " ".join(table)
