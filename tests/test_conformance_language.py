"""What real PowerShell printed for the recorded scripts, and what pssh prints: to the byte.

`tests/conformance/differences.txt` names the cases that still differ, with the reason behind `#`; a case
listed there that passes fails the test, so the list cannot grow old. A name with ` stderr` behind it
differs on standard error alone.
"""

import pytest
from conformance_case import ROOT, Case, cases, run_here, run_process

CASES = cases("language")
LISTED = [line.split("#")[0].strip() for line in (ROOT / "differences.txt").read_text().splitlines()]
DIFFER = {line for line in LISTED if line.startswith("language/")}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_prints_what_powershell_prints(case: Case) -> None:
    expected, shown = case.expected, run_here(case)
    same = (shown.out, shown.code) == (expected.out, expected.code)
    if case.name in DIFFER:
        assert not same, "the same now: take it off differences.txt"
        return
    assert shown.out == expected.out, shown.err
    assert shown.code == expected.code, shown.err
    if f"{case.name} stderr" in DIFFER:
        assert shown.err != expected.err, "the same now: take it off differences.txt"
    elif expected.err:  # standard error is on record for some of the cases only
        assert shown.err == expected.err


@pytest.mark.parametrize("case", [c for c in CASES if c.expected.code], ids=lambda c: c.name)
def test_exit_code_of_the_whole_process(case: Case) -> None:
    if case.name not in DIFFER:
        assert run_process(case).code == case.expected.code


def test_the_bar_is_held() -> None:
    """99 % the same on output and exit code, 95 % of those that print to standard error there too."""
    names = {c.name for c in CASES}
    printing = {c.name for c in CASES if c.expected.err}
    out = len([n for n in DIFFER if n in names])
    err = len([n for n in printing if n in DIFFER or f"{n} stderr" in DIFFER])
    assert names | {f"{n} stderr" for n in names} >= DIFFER, "differences.txt names a case that is not there"
    assert out <= 0.01 * len(names)
    assert err <= 0.05 * len(printing)
