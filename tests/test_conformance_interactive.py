"""Sessions typed at real PowerShell's prompt, typed again at pssh's; the prompts themselves apart."""

import pathlib
import tempfile

import pytest
from conformance_case import ROOT
from openssh import OpenSSH
from session_case import Session, on_screen, play, sessions

LISTED = [line.split("#")[0].strip() for line in (ROOT / "differences.txt").read_text().splitlines()]
DIFFER = {line for line in LISTED if line.startswith("interactive/")}
ALL = sessions()


def _text(session: Session, shown: list[list[str]]) -> list[str]:
    rows = []
    for step, lines in zip(session.steps, shown, strict=False):
        rows += [f"{step.kind} {step.typed}", *lines]
    return rows


@pytest.mark.parametrize("session", ALL, ids=lambda s: s.name)
def test_shows_what_powershell_shows(session: Session, openssh: OpenSSH) -> None:
    with tempfile.TemporaryDirectory(prefix="pssh") as folder:  # its name stands in lines of 120 columns
        work = pathlib.Path(folder).resolve()
        shown = _text(session, play(session, work, openssh.environment))
        expected = _text(session, [on_screen(step, work) for step in session.steps])
    if f"interactive/{session.name}" in DIFFER:
        assert shown != expected, "the same now: take it off differences.txt"
    else:
        assert shown == expected


def test_the_bar_is_held() -> None:
    assert len(DIFFER) <= 0.02 * len(ALL) + 1
