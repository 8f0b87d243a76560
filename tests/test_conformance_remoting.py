"""What real PowerShell printed for jobs and sessions over SSH, against a real OpenSSH sshd on loopback.

`beyond` holds what PowerShell can do only over WSMan, with the output its documentation promises. Cases that
still differ stand in `tests/conformance/differences.txt`, each with its reason.
"""

import pytest
from conformance_case import ROOT, Case, cases, run_process
from openssh import OpenSSH

LISTED = [line.split("#")[0].strip() for line in (ROOT / "differences.txt").read_text().splitlines()]
DIFFER = {line for line in LISTED if line}
CASES = cases("remoting")


@pytest.mark.parametrize("case", CASES + cases("beyond"), ids=lambda c: c.name)
def test_prints_what_powershell_prints(case: Case, openssh: OpenSSH) -> None:
    if "-Port 22 " in case.path.read_text() and not openssh.on_standard_port:
        pytest.skip("port 22 of this machine is another server's, or only root may listen there")
    expected, shown = case.expected, run_process(case, environment=openssh.environment)
    if case.name in DIFFER:
        assert (shown.out, shown.code) != (expected.out, expected.code), (
            "the same now: take it off differences.txt"
        )
        return
    assert shown.out == expected.out, shown.err
    assert shown.code == expected.code, shown.err


def test_the_bar_is_held() -> None:
    """98 % the same on output and exit code; all of `beyond`."""
    names = {c.name for c in CASES}
    assert len(DIFFER & names) <= 0.02 * len(names)
    assert not DIFFER & {c.name for c in cases("beyond")}
