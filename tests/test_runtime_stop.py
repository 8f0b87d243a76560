"""Ctrl+C: `Runspace.stop()` from another thread ends whatever runs, soon, and the runspace stays usable."""

import threading
import time

import pytest

from pssh.objects.flow import PipelineStopped
from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace

LOOPS = [
    "while ($true) { }",
    "for (;;) { $x = 1 }",
    "1..1000000000 | ForEach-Object { $_ }",
    "Start-Sleep 60",
    "/bin/sleep 60",
    "/bin/sleep 60 | /bin/cat",
    "$null = /bin/sleep 60",
    "Wait-Event nothing",
    "do { Start-Sleep -Milliseconds 10 } while ($true)",
    "function f { f2 }; function f2 { while (1) { } }; f",
    "try { Start-Sleep 60 } catch { 'never' }",
]


@pytest.mark.parametrize("code", LOOPS)
def test_stop_ends_it(code: str) -> None:
    rs = Runspace(TextHost())
    outcome = []

    def body() -> None:
        try:
            rs.run_on_stack(lambda: rs.run(code, out=lambda value: None))
            outcome.append("ended")
        except PipelineStopped:
            outcome.append("stopped")
        except BaseException as error:
            outcome.append(repr(error))

    thread = threading.Thread(target=body)
    thread.start()
    deadline = time.monotonic() + 10
    while not rs.busy and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(0.15)  # let it get into its loop or wait
    began = time.monotonic()
    rs.stop()
    thread.join(10)
    assert outcome == ["stopped"]
    assert time.monotonic() - began < 1.0
    rs.clear_stop()
    found = []
    rs.run_on_stack(lambda: rs.run("1 + 1", out=found.append))
    assert found == [2]


def test_finally_runs_when_stopped() -> None:
    rs = Runspace(TextHost())
    found = []

    def body() -> None:
        with pytest.raises(PipelineStopped):
            rs.run_on_stack(
                lambda: rs.run("try { Start-Sleep 60 } finally { $global:cleaned = 1 }", out=found.append)
            )

    thread = threading.Thread(target=body)
    thread.start()
    while not rs.busy:
        time.sleep(0.005)
    time.sleep(0.1)
    rs.stop()
    thread.join(10)
    rs.clear_stop()
    assert rs.global_scope.get("cleaned") == 1
