"""One recorded case of `tests/conformance`: what real PowerShell printed, and running it in pssh."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

ROOT = pathlib.Path(__file__).parent / "conformance"
ENVIRONMENT = {"NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "120", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}


class Printed(NamedTuple):
    """What a run leaves behind."""

    out: str
    err: str
    code: int


class Case(NamedTuple):
    """The script `path` with its records beside it."""

    path: pathlib.Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT).with_suffix(""))

    @property
    def expected(self) -> Printed:
        return Printed(self._record(".out"), self._record(".err"), int(self._record(".code") or 0))

    def _record(self, suffix: str) -> str:
        file = self.path.with_suffix(suffix)
        return file.read_text() if file.exists() else ""


def cases(folder: str) -> list[Case]:
    """All cases below a folder of `tests/conformance`."""
    return [Case(p) for p in sorted((ROOT / folder).rglob("*.ps1")) if p.with_suffix(".out").exists()]


@contextmanager
def stage(case: Case) -> Iterator[tuple[pathlib.Path, pathlib.Path]]:
    """A script file and an empty folder to run it in."""
    with tempfile.TemporaryDirectory(prefix="case") as name:
        base = pathlib.Path(os.path.realpath(name))
        script, work = base / "case.ps1", base / "work"
        script.write_text(case.path.read_text())
        work.mkdir()
        yield script, work


def tidy(text: str, script: pathlib.Path, work: pathlib.Path) -> str:
    """The text with the folder and file names of this run as the records have them."""
    text = text.replace(str(work), "<dir>").replace(str(script), "<case>").replace(str(work.parent), "<tmp>")
    return re.sub(r"\x1b\[\?1[hl]", "", text)


def run_process(case: Case, limit: float = 60.0, environment: dict[str, str] | None = None) -> Printed:
    """Run the case as `pssh -File` in a process of its own."""
    with stage(case) as (script, work):
        done = subprocess.run(
            [sys.executable, "-m", "pssh", "-NoProfile", "-NonInteractive", "-File", str(script)],
            cwd=work,
            capture_output=True,
            timeout=limit,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **ENVIRONMENT, **(environment or {})},
        )
        out, err = (tidy(b.decode(errors="replace"), script, work) for b in (done.stdout, done.stderr))
        return Printed(out, err, done.returncode)


@contextmanager
def _descriptors(out: int, err: int, stdin: int) -> Iterator[None]:
    """Put the three standard descriptors elsewhere: what a native program prints is caught as well."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    saved = [os.dup(n) for n in range(3)]
    try:
        os.dup2(stdin, 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        yield
    finally:
        for n, copy in enumerate(saved):
            os.dup2(copy, n)
            os.close(copy)


def run_here(case: Case) -> Printed:
    """Run the case in this process, in a runspace of its own."""
    from pssh.cli.main import main

    with stage(case) as (script, work), open(os.devnull, "rb") as nothing:
        with (work.parent / "out").open("w+b") as out, (work.parent / "err").open("w+b") as err:
            before, environment = os.getcwd(), dict(os.environ)
            streams = sys.stdin, sys.stdout, sys.stderr
            os.chdir(work)
            os.environ.update(ENVIRONMENT, PWD=str(work))
            try:
                with _descriptors(out.fileno(), err.fileno(), nothing.fileno()):
                    with (
                        open(0, closefd=False) as i,
                        open(1, "w", closefd=False) as o,
                        open(2, "w", closefd=False) as e,
                    ):
                        sys.stdin, sys.stdout, sys.stderr = i, o, e
                        code = main(["-NoProfile", "-NonInteractive", "-File", str(script)])
                        o.flush()
                        e.flush()
            finally:
                sys.stdin, sys.stdout, sys.stderr = streams
                os.chdir(before)
                os.environ.clear()
                os.environ.update(environment)
            texts = []
            for file in (out, err):
                file.seek(0)
                texts.append(tidy(file.read().decode(errors="replace"), script, work))
            return Printed(texts[0], texts[1], code)
