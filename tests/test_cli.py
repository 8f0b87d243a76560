"""The command line of `pssh`: its options, what it runs, and its exit codes."""

import base64
import os
import pathlib
import subprocess
import sys

import pytest

from pssh.cli.arguments import UsageError, read_arguments


def pssh(*words: str, cwd: pathlib.Path, text: str = "") -> tuple[int, str, str]:
    """Run the program; (exit code, standard output, standard error)."""
    environment = {**os.environ, "HOME": str(cwd), "NO_COLOR": "1"}
    argv = [sys.executable, "-m", "pssh", "-NoProfile", *words]
    done = subprocess.run(argv, cwd=cwd, env=environment, input=text, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_options_in_any_case_and_any_clear_beginning() -> None:
    arguments = read_arguments(["-noprofile", "--NoLogo", "-nonint", "-c", "1", "+", "1"])
    assert arguments.no_profile and arguments.no_logo and arguments.non_interactive
    assert arguments.command == "1 + 1"
    assert read_arguments(["me@host:2222"]).target == "me@host:2222"
    assert read_arguments(["x.ps1", "-a", "b"]).script_args == ["-a", "b"]
    encoded = base64.b64encode("'x'".encode("utf-16-le")).decode()
    assert read_arguments(["-EncodedCommand", encoded]).command == "'x'"


@pytest.mark.parametrize(
    "words", [["-bogus"], ["-Command"], ["-Port", "0"], ["a", "b"], ["-EncodedCommand", "?"]]
)
def test_a_command_line_that_cannot_be_read(words: list[str]) -> None:
    with pytest.raises(UsageError):
        read_arguments(words)


@pytest.mark.parametrize(
    ("command", "code"), [("exit 3", 3), ("throw 'x'", 1), ("nosuch", 1), ("1", 0), ("sh -c 'exit 7'", 1)]
)
def test_exit_codes_of_a_command(command: str, code: int, tmp_path: pathlib.Path) -> None:
    assert pssh("-Command", command, cwd=tmp_path)[0] == code


def test_words_behind_a_script_name_its_parameters(tmp_path: pathlib.Path) -> None:
    script = tmp_path / "s.ps1"
    script.write_text('param($a, [switch]$b, $c) "a=$a b=$b c=$c"; exit 7')
    assert pssh("-File", str(script), "-a", "3", "-b", "x", cwd=tmp_path) == (7, "a=3 b=True c=x\n", "")
    assert pssh(str(script), "-b:$false", "-c:y", "z", cwd=tmp_path) == (7, "a=z b=False c=y\n", "")
    code, _, said = pssh("-File", "nowhere.ps1", cwd=tmp_path)
    assert code == 64 and "is not recognized as the name of a script file" in said


@pytest.mark.parametrize("words", [(), ("-",), ("-Command", "-")])
def test_standard_input_holds_the_commands(words: tuple[str, ...], tmp_path: pathlib.Path) -> None:
    assert pssh(*words, cwd=tmp_path, text="function f {\n 7\n}\nf\nexit 4\n") == (4, "7\n", "")


def test_working_directory_version_and_help(tmp_path: pathlib.Path) -> None:
    (tmp_path / "sub").mkdir()
    assert pssh("-wd", "sub", "-c", "Split-Path -Leaf $PWD", cwd=tmp_path)[:2] == (0, "sub\n")
    assert pssh("-Version", cwd=tmp_path)[1].startswith("pssh ")
    assert "-WorkingDirectory" in pssh("--help", cwd=tmp_path)[1]
    assert pssh("-wd", "nowhere", "-c", "1", cwd=tmp_path)[0] == 1


def test_a_host_can_be_entered_only_from_a_terminal(tmp_path: pathlib.Path) -> None:
    code, _, said = pssh("somewhere", cwd=tmp_path)
    assert code == 64 and "only from a terminal" in said
