"""Stage 0 as an SSH server would run it: real shells, real Pythons, and everything that is usually wrong
with them."""

import os
import shutil
import subprocess

import pytest
from remoting_helpers import collect
from stage0_helpers import Far, finish

from pssh.agent.archive import Archive, build, shipped_files
from pssh.agent.deploy import Deploy
from pssh.remoting.reactor import Reactor
from pssh.remoting.remote_runspace import RemoteRunspace


def pythons():
    """The folders of the interpreters this machine has, by version."""
    found = {}
    root = os.path.expanduser("~/.pyenv/versions")
    for name in os.listdir(root) if os.path.isdir(root) else []:
        found.setdefault(".".join(name.split(".")[:2]), os.path.join(root, name, "bin"))
    return found


def python_path(version):
    folder = pythons().get(version)
    if folder is None:
        pytest.skip(f"there is no Python {version} on this machine")
    return f"{folder}:/usr/bin:/bin"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return build(str(tmp_path_factory.mktemp("archives")))


def test_the_first_start_takes_the_archive_the_second_has_it(tmp_path, archive):
    deploy, process = Far(tmp_path).start(archive)
    assert (deploy.error, deploy.facts.get("from")) == (None, "disk")
    finish(process)
    deploy, process = Far(tmp_path).start(archive)
    assert deploy.error is None
    assert "from" not in deploy.facts
    finish(process)


def test_a_noisy_profile_changes_nothing(tmp_path, archive):
    noise = tmp_path / "noise.sh"
    noise.write_text(
        "#!/bin/sh\nprintf 'Welcome!\\npssh-1234 have nothing\\n%5000d' 1\nexec /bin/sh \"$@\"\n"
    )
    noise.chmod(0o755)
    deploy, process = Far(tmp_path, shell=(str(noise), "-c")).start(archive)
    assert deploy.error is None
    assert deploy.noise.startswith("Welcome!")
    finish(process)


@pytest.mark.parametrize("shell", ["bash", "dash", "zsh", "fish", "csh", "tcsh", "ksh", "busybox"])
def test_any_login_shell_will_do(shell, tmp_path, archive):
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"there is no {shell} on this machine")
    argv = (path, "sh", "-c") if shell == "busybox" else (path, "-c")
    deploy, process = Far(tmp_path, shell=argv).start(archive)
    assert deploy.error is None
    finish(process)


def test_no_python_is_said_plainly(tmp_path, archive):
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "sh").symlink_to("/bin/sh")
    deploy = Deploy(archive, host="Server01")
    without = deploy.command
    for folder in ("/usr/bin", "/usr/local/bin", "/opt/bin", "/usr/libexec"):
        without = without.replace(folder + "/p", "/nowhere/p")  # this machine has one there
    done = subprocess.run(
        ["/bin/sh", "-c", without], env={"PATH": str(tools)}, capture_output=True, timeout=20
    )
    deploy.feed(done.stdout)
    assert (
        deploy.error
        == "No python3 was found on Server01. The far end needs Python 3.9 or newer; nothing else."
    )
    assert deploy.error_id == "PythonNotFound"


@pytest.mark.parametrize("version", ["3.6", "3.7", "3.8"])
def test_an_old_python_is_named(version, tmp_path, archive):
    folder = tmp_path / "bin"
    folder.mkdir()
    source = python_path(version).partition(":")[0]
    (folder / "python3").symlink_to(os.path.join(source, "python3"))
    (folder / "sh").symlink_to("/bin/sh")
    deploy, _ = Far(tmp_path, path=str(folder), PSSH_STAGE0="1").start(archive)
    assert deploy.error_id == "PythonTooOld"
    assert deploy.error.startswith(f"Python {version}.")
    assert deploy.error.endswith("was found on far; Python 3.9 or newer is needed.")


def test_an_old_python_gives_way_to_a_newer_one_beside_it(tmp_path, archive):
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python3").symlink_to(os.path.join(python_path("3.6").partition(":")[0], "python3"))
    (folder / "python3.11").symlink_to(os.path.join(python_path("3.11").partition(":")[0], "python3.11"))
    (folder / "sh").symlink_to("/bin/sh")
    deploy, process = Far(tmp_path, path=str(folder)).start(archive)
    assert deploy.error is None
    assert deploy.facts["python"].startswith("3.11")
    finish(process)


def test_a_shell_that_refuses_is_quoted(tmp_path, archive):
    deploy, _ = Far(tmp_path, shell=("/bin/sh", "-c", "echo This account is closed.; exit 1; :")).start(
        archive
    )
    assert deploy.error_id == "AgentNotStarted"
    assert "This account is closed." in deploy.error
    assert "exit code 1" in deploy.error


def test_a_damaged_archive_is_refused(tmp_path, archive):
    broken = Archive(archive.name, archive.data[:-1] + b"?")
    deploy, _ = Far(tmp_path).start(broken)
    assert deploy.error == "The agent could not start on far: the archive arrived damaged."


def test_endless_noise_is_given_up():
    deploy = Deploy(Archive("0" * 64, b""), host="far")
    for _ in range(20):
        deploy.feed(b"y\n" * 50000)
    assert deploy.error_id == "LoginNoise"


@pytest.mark.parametrize(
    "where,limit",
    [("disk full", "ulimit -f 40;"), ("home missing", "HOME=/dev/null; export HOME; ulimit -f 40;")],
)
def test_where_nothing_can_be_written_it_runs_from_memory(where, limit, tmp_path, archive):
    far = Far(tmp_path, shell=("/bin/sh", "-c", limit + ' eval "$0"'))
    reactor = Reactor()
    client = RemoteRunspace(lambda: far.channel(reactor, archive), reactor=reactor)
    client.open(timeout=60)
    assert collect(lambda sink: client.invoke("6 * 7", sink=sink))[0] == [42]
    client.close()
    far.close()
    reactor.close()


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.11", "3.12", "3.13"])
def test_the_agent_runs_commands_on_every_python(version, tmp_path, archive, capsys):
    far = Far(tmp_path, path=python_path(version))
    reactor = Reactor()
    client = RemoteRunspace(lambda: far.channel(reactor, archive), reactor=reactor)
    client.open(timeout=60)
    assert client.info["python"].startswith(version)
    output, records, state, _ = collect(
        lambda sink: client.invoke("1..3 | ForEach-Object { $_ * 2 }", sink=sink)
    )
    assert (output, records, state) == ([2, 4, 6], [], "Completed")
    client.close()
    far.close()
    reactor.close()
    with capsys.disabled():
        print(f"\n[Python {version}: archive of {len(archive.data):,} bytes]", end="")


def test_the_archive_holds_what_travels_and_nothing_else(archive):
    names = [name for name, _ in shipped_files()]
    tops = {name.split("/")[1] for name in names if name.startswith("pssh/") and name.count("/") > 1}
    assert {
        "language",
        "objects",
        "compiler",
        "runtime",
        "wire",
        "remoting",
        "jobs",
        "cmdlets",
        "agent",
    } <= tops
    assert not tops & {"ssh", "repl", "cli"}
    assert "msgpack/fallback.py" in names


def test_equal_sources_make_equal_archives_and_the_cache_is_used(tmp_path, archive):
    first = build(str(tmp_path))
    assert first.name == archive.name
    (kept,) = [name for name in os.listdir(tmp_path) if name.endswith(".zip")]
    assert kept == first.name + ".zip"
    assert build(str(tmp_path)).data == first.data


def test_the_command_line_fits_every_shell(archive):
    command = Deploy(archive).command
    assert command.count("'") == 2
    assert not set(command) & set("!\n`\\")
    assert len(command) < 8000
