"""Types that several threads meet for the first time at once, as thread jobs do."""

import pathlib
import sys
import threading

import pytest

from pssh.objects.types import net_type, resolve_type

FAMILY = """
import sys
from pssh.objects.types import net_type

kind = net_type("Tests.{name}")
gate = sys.modules["gate_of_the_test"]
gate.reached.set()
gate.opened.wait(10)


@kind.method("Greet", "string Greet()")
def greet(value):
    return "hello"
"""


class Gate:
    """Where the import of the family stands still."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> Gate:
    found = Gate()
    monkeypatch.setitem(sys.modules, "gate_of_the_test", found)  # type: ignore[arg-type]
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in ("Pending", "Declared"):
        (tmp_path / f"family_{name.lower()}.py").write_text(FAMILY.replace("{name}", name))
    return found


def test_a_second_thread_waits_for_the_members(gate: Gate) -> None:
    """The members of a type are imported at first use: whoever comes second must not miss them."""
    kind = net_type("Tests.Pending")
    kind.pending = ("family_pending",)
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(kind.find_member("greet"))) for _ in range(2)]
    threads[0].start()
    assert gate.reached.wait(10)
    threads[1].start()
    threads[1].join(0.05)
    assert found == []
    gate.opened.set()
    for thread in threads:
        thread.join(10)
    assert len(found) == 2
    assert None not in found


def test_a_type_is_not_used_before_its_module_is_imported(gate: Gate) -> None:
    """A type is known by name before its module has declared all its members."""
    importing = threading.Thread(target=__import__, args=("family_declared",))
    importing.start()
    assert gate.reached.wait(10)
    found: list[object] = []

    def look() -> None:
        kind = resolve_type("Tests.Declared")
        assert kind is not None
        found.append(kind.find_member("greet"))

    looking = threading.Thread(target=look)
    looking.start()
    looking.join(0.05)
    assert found == []
    gate.opened.set()
    importing.join(10)
    looking.join(10)
    assert found
    assert found != [None]
