"""The examples in the cmdlets' docstrings: each is run, and must show what it says."""

import importlib
import pkgutil
import textwrap
from pathlib import Path
from typing import Any, Iterator, List, Tuple

import pytest

import pssh.cmdlets
from pssh.cmdlets.maketable import render
from pssh.runtime.cmdlet import Cmdlet, declared
from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace


def _cmdlets() -> Iterator[Cmdlet]:
    for found in pkgutil.iter_modules(pssh.cmdlets.__path__):
        if not found.name.startswith("_") and found.name not in ("table", "maketable"):
            yield from declared(importlib.import_module(f"pssh.cmdlets.{found.name}")).values()


CMDLETS = sorted(_cmdlets(), key=lambda each: each.name)


def examples(doc: str) -> List[Tuple[str, str]]:
    """(code, what it shows) pairs of a docstring."""
    pairs: List[Tuple[str, str]] = []
    code: List[str] = []
    shown: List[str] = []

    def close() -> None:
        if code:
            pairs.append(("\n".join(code), "\n".join(shown).strip()))
        code.clear()
        shown.clear()

    for line in textwrap.dedent("    " + doc).split("\n"):
        if line.startswith("PS> "):
            if shown:
                close()
            code.append(line[4:])
        elif code and line.startswith(">> "):
            code.append(line[3:])
        elif code and line.strip():
            shown.append(line.rstrip())
        else:
            close()
    close()
    return pairs


CASES = [(each.name, code, shown) for each in CMDLETS for code, shown in examples(each.doc)]


@pytest.mark.parametrize(
    ("name", "code", "shown"), CASES, ids=[f"{name}-{i}" for i, (name, _, _) in enumerate(CASES)]
)
def test_example(name: str, code: str, shown: str, tmp_path: Path) -> None:
    host = TextHost()
    rs = Runspace(host, location=str(tmp_path))
    try:
        rs.run_on_stack(lambda: rs.run(code))
    finally:
        rs.close()
    lines = [line.rstrip() for line in host.text.split("\n")]
    assert "\n".join(lines).strip() == shown


@pytest.mark.parametrize("each", CMDLETS, ids=[each.name for each in CMDLETS])
def test_declaration(each: Any) -> None:
    """Every cmdlet says what it does, and its metadata can be made."""
    assert each.doc.strip()
    assert each.metadata.set_names
    for parameter in each.metadata.parameters.values():
        assert parameter.type is not None


def test_table_is_up_to_date() -> None:
    table = Path(pssh.cmdlets.__file__).with_name("table.py").read_text(encoding="utf-8")
    assert table == render()
