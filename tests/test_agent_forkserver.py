"""Processes from the fork server: quick, apart from each other, truthful about how they ended."""

import os
import signal
import subprocess
import sys
import time

import pytest
from remoting_helpers import Here, collect

from pssh.agent import fork_client
from pssh.remoting.connectors import TargetSpec, connectors_of
from pssh.remoting.remote_runspace import QueueSink, RemoteRunspace


class Services:
    def __init__(self):
        self.services = {}


@pytest.fixture
def shell():
    return Services()


def open_job(shell, **options):
    channels = []

    def connect():
        channels.append(connectors_of(shell).connect(TargetSpec(kind="process", options=options)))
        return channels[0]

    client = RemoteRunspace(connect, show_computer=False, reactor=None)
    client.open(timeout=20)
    return client, channels[0]


def run(client, text):
    return collect(lambda sink: client.invoke(text, sink=sink))


def test_a_job_runs_in_a_process_of_its_own(shell):
    client, channel = open_job(shell)
    assert run(client, "$PID")[0] == [channel.pid]
    assert channel.pid != os.getpid()
    client.close()


def test_jobs_are_cheap_and_apart(shell):
    first, _ = open_job(shell)
    jobs = [first]
    began = time.perf_counter()
    for _ in range(10):
        jobs.append(open_job(shell)[0])
    assert time.perf_counter() - began < 3
    pids = {run(job, "$PID")[0][0] for job in jobs}
    assert len(pids) == 11
    for job in jobs:
        job.close()


def test_environment_and_folder_are_those_of_the_start(shell, tmp_path):
    client, channel = open_job(shell, working_directory=str(tmp_path), environment={"ONLY": "this"})
    assert os.readlink(f"/proc/{channel.pid}/cwd") == str(tmp_path)
    client.close()


def test_a_job_that_dies_says_how(shell):
    client, _ = open_job(shell)
    sink = QueueSink()
    pipeline = client.invoke(
        "/bin/sh -c 'printf last-words > /proc/$PPID/fd/2'; [Environment]::Exit(4)", sink=sink
    )
    final = list(sink.events(Here()))[-1][1]
    assert final[0] == "Failed"
    message = pipeline.reason.exception.message
    assert message.split("\n") == [
        "The background process closed or ended abnormally: ",
        "      Exit code: 4",
        "      Stdout: ''",
        "      Stderr: 'last-words'",
        "    .",
    ]


def test_a_killed_job_is_failed_and_the_others_live(shell):
    victim, channel = open_job(shell)
    other, _ = open_job(shell)
    pipeline = victim.invoke("'hanging'; Start-Sleep 60")
    os.kill(channel.pid, signal.SIGKILL)
    assert pipeline.wait(10)
    assert "Exit code: 137\n" in pipeline.reason.exception.message
    assert run(other, "'alive'")[0] == ["alive"]
    other.close()


def test_what_a_job_prints_past_its_streams_is_kept_apart(shell):
    client, channel = open_job(shell)
    assert run(client, "/bin/sh -c 'printf noise > /proc/$PPID/fd/1'")[0] == []
    assert run(client, "'fine'")[0] == ["fine"]
    client.close()
    deadline = time.monotonic() + 10
    while not channel.output_text("out") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert channel.output_text("out") == "noise"


def test_closing_ends_the_process(shell):
    client, channel = open_job(shell)
    client.invoke("'hanging'; Start-Sleep 60")
    client.close()
    deadline = time.monotonic() + 10
    while os.path.exists(f"/proc/{channel.pid}") and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not os.path.exists(f"/proc/{channel.pid}")


def test_jobs_end_with_a_shell_that_is_killed(tmp_path):
    script = tmp_path / "jobs.ps1"
    script.write_text("$j = 1..2 | % { Start-Job { $PID; Start-Sleep 100 } }\n"
                      "foreach ($k in $j) { while (-not ($id = Receive-Job $k)) { }; $id }\nStart-Sleep 100\n")  # fmt: skip
    argv = [sys.executable, "-m", "pssh", "-NoProfile", "-NonInteractive", "-File", str(script)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        pids = [int(process.stdout.readline()) for _ in range(2)]
        assert all(os.path.exists(f"/proc/{pid}") for pid in pids)
        process.kill()
    deadline = time.monotonic() + 10
    while any(os.path.exists(f"/proc/{pid}") for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not any(os.path.exists(f"/proc/{pid}") for pid in pids)


def test_where_forking_is_unsafe_a_fresh_server_is_started(shell, monkeypatch):
    monkeypatch.setattr(fork_client, "_UNSAFE", ("sys",))
    client, channel = open_job(shell)
    assert run(client, "$PID")[0] == [channel.pid]
    client.close()
