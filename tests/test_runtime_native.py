"""Programs in pipelines: arguments, input, output, errors, exit codes, redirections."""

from pathlib import Path
from typing import Any, List

import pytest

from pssh.objects.convert import to_string
from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace


def run(code: str, folder: Any = None) -> List[str]:
    rs = Runspace(TextHost(), location=str(folder) if folder else None)
    found: List[Any] = []
    rs.run_on_stack(lambda: rs.run(code, out=found.append))
    return [to_string(value) for value in found]


CASES = [
    ("/bin/echo a 'b c' $null 5 007 1.50 -x:y --z=1", ["a b c 5 007 1.50 -x:y --z=1"]),
    ("printf '%s\\n' 'x y' '' \"q`\"r\"", ["x y", "", 'q"r']),
    ("$a = 'p', 'q r'; printf '<%s>\\n' $a @a", ["<p>", "<q r>", "<p>", "<q r>"]),
    ("'one', 'two' | /bin/cat", ["one", "two"]),
    ("1..3 | /bin/cat | ForEach-Object { [int]$_ * 2 }", ["2", "4", "6"]),
    ("(1..20000 | /bin/cat | /bin/cat).Count", ["20000"]),
    ("printf 'a\\r\\nb\\n\\nc'", ["a", "b", "", "c"]),
    ("/bin/sh -c 'exit 7'; $LASTEXITCODE; $?", ["7", "True"]),
    ("/bin/sh -c 'exit 7'; $?; $LASTEXITCODE", ["False", "7"]),
    ("/bin/true; $?", ["True"]),
    ("/bin/false && 'yes' || 'no'", ["no"]),
    ("(/bin/sh -c 'echo e >&2' 2>&1).FullyQualifiedErrorId", ["NativeCommandError"]),
    ("/bin/sh -c 'kill -9 $$'; $LASTEXITCODE", ["137"]),
    ("'x' | /bin/sh -c 'exit 0'; 'after'", ["after"]),
    ("yes | Select-Object -First 2", ["y", "y"]),
    ("$env:CASE_Q = 'v'; /bin/sh -c 'echo $CASE_Q'", ["v"]),
    ("try { /nonexistent/prog } catch { $_.FullyQualifiedErrorId }", ["CommandNotFoundException"]),
    ("[Console]::OutputEncoding | Out-Null; printf 'h\\303\\251'", ["hé"]),
    ("@{ a = 1 } | ConvertTo-Json -Compress | /bin/cat", ['{"a":1}']),
]


@pytest.mark.parametrize(("code", "expected"), CASES)
def test_program(code: str, expected: List[str]) -> None:
    assert run(code) == expected


def test_errors_merged_into_output() -> None:
    found = run(
        "/bin/sh -c 'echo e >&2; sleep 0.05; echo o' 2>&1 | ForEach-Object { $_.GetType().Name + \":$_\" }"
    )
    assert found == ["ErrorRecord:e", "String:o"]


def test_bytes_pass_unchanged(tmp_path: Path) -> None:
    run("/usr/bin/head -c 100000 /dev/urandom > r.bin; /bin/cat r.bin | /bin/cat > s.bin", tmp_path)
    data = (tmp_path / "r.bin").read_bytes()
    assert len(data) == 100000
    assert (tmp_path / "s.bin").read_bytes() == data


def test_redirections(tmp_path: Path) -> None:
    run("/bin/sh -c 'echo o; echo e >&2' > o.txt 2> e.txt; /bin/sh -c 'echo more' >> o.txt", tmp_path)
    assert (tmp_path / "o.txt").read_text() == "o\nmore\n"
    assert (tmp_path / "e.txt").read_text() == "e\n"


def test_wildcards_and_tilde(tmp_path: Path) -> None:
    (tmp_path / "a.t").write_text("")
    (tmp_path / "b.t").write_text("")
    assert run("/bin/echo *.t '*.t' [ab].t nope*", tmp_path) == ["a.t b.t *.t a.t b.t nope*"]


def test_runs_in_the_location(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    real = str(tmp_path.resolve())
    assert run("/bin/pwd; Set-Location sub; /bin/pwd", real) == [real, real + "/sub"]
