"""A typed session of `tests/conformance/interactive`: the lines, what the screen showed, and playing it in pssh."""

import pathlib
import re
import sys
from typing import NamedTuple

from terminal import PROMPT, Terminal, TimePassed

__all__ = ["Session", "Step", "on_screen", "play", "sessions"]

ROOT = pathlib.Path(__file__).parent / "conformance" / "interactive"
_EXIT = re.compile(r"\[exit \d+\]")
_SHELL = 'trap : INT; "$@"; code=$?; printf "\\n[exit %s]\\n" $code; exec sleep 3600'


class Step(NamedTuple):
    """One input (`kind` is '>', '>>', '<' or '^') and the lines that follow it on the screen."""

    kind: str
    typed: str
    expected: list[str]


class Session(NamedTuple):
    """One recorded session."""

    path: pathlib.Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT).with_suffix(""))

    @property
    def steps(self) -> list[Step]:
        steps: list[Step] = []
        for line in self.path.read_text().split("\n")[:-1]:
            kind = next((k for k in (">", ">>", "<") if line == k or line.startswith(k + " ")), "")
            if kind:
                steps.append(Step(kind, line[len(kind) + 1 :], []))
            elif re.fullmatch(r"\^[A-Z]", line):
                steps.append(Step("^", line[1], []))
            elif steps:
                steps[-1].expected.append(line)
        return steps


def sessions() -> list[Session]:
    """All sessions, by name."""
    return [Session(p) for p in sorted(ROOT.rglob("*.session"))]


def on_screen(step: Step, work: pathlib.Path) -> list[str]:
    """What a terminal of 120 columns shows of the expected lines, with the folder's own name."""
    rows = []
    for line in step.expected:
        text = line.replace("<dir>", str(work)).rstrip()
        rows += [text[at : at + 120].rstrip() for at in range(0, max(len(text), 1), 120)]
    return rows


def play(session: Session, work: pathlib.Path, environment: dict[str, str]) -> list[list[str]]:
    """What the screen showed after each step."""
    argv = ["/bin/sh", "-c", _SHELL, "sh", sys.executable, "-m", "pssh", "-NoProfile", "-NoLogo"]
    shown: list[list[str]] = []
    steps = session.steps
    with Terminal(argv, work, environment) as terminal:
        terminal.prompt()
        for step, following in zip(steps, [s.kind for s in steps[1:]] + [""], strict=True):
            step = step._replace(typed=step.typed.replace("<dir>", str(work)))
            lines = _step(terminal, step, following, work)
            shown.append(lines)
            if lines and _EXIT.fullmatch(lines[-1]):
                break
    return shown


def _step(terminal: Terminal, step: Step, following: str, work: pathlib.Path) -> list[str]:
    start, before = terminal.row, terminal.lines(terminal.row)[0]
    typed = step.typed
    if step.kind == "^":
        terminal.control(typed)
    else:
        terminal.enter(typed)

    def moved(lines: list[str]) -> bool:
        return len(lines) > 1 or step.kind in "<^"

    def prompted(lines: list[str]) -> bool:
        return _ended(lines) or (moved(lines) and bool(re.search(PROMPT, lines[-1] + " ")))

    if following == ">>":
        terminal.wait(lambda lines: len(lines) > 1, start)
        return []
    if following in ("<", "^"):
        wanted = on_screen(step, work)
        try:
            said = terminal.wait(
                lambda ls: len(ls) > 1 and _output(ls, step, before)[: len(wanted)] == wanted, start, 10
            )
        except TimePassed:
            said = terminal.lines(start)
        return _output(said, step, before)
    return _output(terminal.wait(prompted, start), step, before)


def _ended(lines: list[str]) -> bool:
    return len(lines) > 1 and bool(_EXIT.fullmatch(lines[-2]))


def _output(lines: list[str], step: Step, before: str) -> list[str]:
    """The lines without the input at their beginning and the prompt at their end."""
    lines = list(lines)
    if step.kind == "^":
        lines[0] = re.sub(r"^\^[A-Z]", "", lines[0].removeprefix(before.rstrip()).lstrip())
    if _ended(lines):
        lines = [*lines[:-3], *([lines[-3]] if lines[-3] else []), lines[-2]]
    else:
        lines[-1] = re.sub(PROMPT, "", lines[-1] + " ").rstrip()
    rows = int(lines[0] == "") if step.kind == "^" else _input_rows(before, step.typed)
    rest = lines[rows:]
    return rest[:-1] if rest and rest[-1] == "" else rest


def _input_rows(prompt: str, typed: str) -> int:
    """How many rows the typed line takes behind that prompt."""
    return 1 + (len(prompt.rstrip()) + 1 + len(typed)) // 120
