"""Sessions over the demo's embedded SSH servers: sharing, hops, copies."""

import os
import pathlib
from collections.abc import Iterator

import pytest
from script_case import lines, run_text

from pssh.agent.deploy import Deploy
from pssh.ssh.demo import DemoHosts


@pytest.fixture(scope="module")
def hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHosts]:
    before = {name: os.environ.get(name) for name in ("HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    home = tmp_path_factory.mktemp("home")
    os.environ.update(
        {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_CACHE_HOME": str(home / "cache")}
    )
    try:
        with DemoHosts() as demo:
            demo.prepare(None)
            yield demo
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def test_more_sessions_than_one_connection_carries(hosts: DemoHosts) -> None:
    text = "$s = New-PSSession -HostName (@('Server01') * 14); @(Invoke-Command $s { $PID } | Sort-Object -Unique).Count"
    assert lines(text) == ["14"]


def test_a_disconnected_session_still_forks_the_next_ones(
    hosts: DemoHosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when a later session, which offered the same, has been removed: only the first starts a Python."""
    started = []

    class Counted(Deploy):
        def __init__(self, *args: object, **options: object) -> None:
            started.append(self)
            super().__init__(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("pssh.agent.deploy.Deploy", Counted)
    text = """$first = New-PSSession -HostName Server01 | Disconnect-PSSession
        $second = New-PSSession -HostName Server01; Invoke-Command $second { 'second' }
        Remove-PSSession $second
        $third = New-PSSession -HostName Server01; Invoke-Command $third { 'third' }
        Remove-PSSession $first, $third"""
    assert lines(text) == ["second", "third"]
    assert len(started) == 1


def test_a_script_there_reaches_other_hosts_through_its_client(hosts: DemoHosts) -> None:
    text = "Invoke-Command -HostName Server01 { Invoke-Command -HostName Server02 { Split-Path -Leaf (Split-Path $HOME) } }"
    assert lines(text) == ["Server02"]


def test_the_drive_of_the_host(hosts: DemoHosts) -> None:
    text = r"""Invoke-Command -ComputerName Server01 {
        (Get-Location).Path; 'text' > c:\logs\note.txt; Get-Content C:\Logs\NOTE.TXT }"""
    assert lines(text) == ["C:\\", "text"]


def test_each_host_says_why_it_cannot_be_reached(hosts: DemoHosts) -> None:
    shown = run_text(
        "Invoke-Command -HostName Server01, nosuch.invalid { 'up' } -ErrorVariable e; $e.Count; $e[0].CategoryInfo.Category"
    )
    assert shown.out.split() == ["up", "1", "OpenError"]
    assert "[nosuch.invalid] ssh: Could not resolve hostname" in shown.errors


def test_copies_keep_content_times_and_permissions(hosts: DemoHosts, tmp_path: pathlib.Path) -> None:
    source = tmp_path / "tree" / "sub" / "data.bin"
    source.parent.mkdir(parents=True)
    source.write_bytes(os.urandom(3_000_000))
    source.chmod(0o640)
    os.utime(source, (1_600_000_000, 1_600_000_000))
    text = f"""$s = New-PSSession -HostName Server01
    Copy-Item '{tmp_path}/tree' -Destination /tmp/ignored -ToSession $s -ErrorAction SilentlyContinue -WhatIf
    $there = Invoke-Command $s {{ "$HOME/copy" }}
    Copy-Item '{tmp_path}/tree' -Destination $there -ToSession $s -Recurse
    Copy-Item $there -Destination '{tmp_path}/back' -FromSession $s -Recurse"""
    run_text(text)
    back = tmp_path / "back" / "sub" / "data.bin"
    assert back.read_bytes() == source.read_bytes()
    assert (back.stat().st_mode & 0o777, int(back.stat().st_mtime)) == (0o640, 1_600_000_000)


def test_a_copy_that_was_cut_off_goes_on(hosts: DemoHosts, tmp_path: pathlib.Path) -> None:
    source = tmp_path / "big.bin"
    source.write_bytes(os.urandom(1_000_000))
    info = source.stat()
    home = pathlib.Path(hosts.folder) / "Server01" / "home"
    part = home / f"big.bin.{info.st_size:x}-{info.st_mtime_ns:x}.part"
    part.write_bytes(source.read_bytes()[:600_000])
    run_text(
        f"$s = New-PSSession -HostName Server01; Copy-Item '{source}' -Destination '{home}/big.bin' -ToSession $s"
    )
    assert (home / "big.bin").read_bytes() == source.read_bytes()
    assert not part.exists()


def test_disconnect_and_receive(hosts: DemoHosts) -> None:
    text = """$s = New-PSSession -HostName Server01 -Name Away
    $j = Invoke-Command $s { 'early'; while (-not (Test-Path $HOME/go)) { Start-Sleep -Milliseconds 20 }; 'late' } -AsJob
    while (-not $j.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 10 }
    $null = Disconnect-PSSession $s; $j.State
    Invoke-Command -HostName Server01 { Set-Content $HOME/go 1 }
    $again = Receive-PSSession $s -OutTarget Job
    $again | Wait-Job | Receive-Job
    Remove-PSSession $s"""
    assert lines(text) == ["Disconnected", "early", "late"]


def test_sessions_of_a_host_are_listed(hosts: DemoHosts) -> None:
    text = """$s = New-PSSession -HostName Server02 -Name Listed
    Get-PSSession -ComputerName Server02 -Name Listed | ForEach-Object { "$($_.Name) $($_.State) $($_.ComputerName)" }"""
    assert lines(text) == ["Listed Opened Server02"]
