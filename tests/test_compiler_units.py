"""The compiler: what it makes of a text, positions, the cache, and that it holds up."""

import marshal
import os
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from pssh.compiler import compile_script
from pssh.language import parse
from pssh.runtime import unit_cache
from pssh.runtime.unit import root_block


def test_code_can_be_stored() -> None:
    unit = compile_script(parse("function f($a) { $a + 1 }; f 2"))
    assert marshal.loads(marshal.dumps(unit.code)) == unit.code
    assert array("L", unit.positions.tobytes()) == unit.positions


def test_integer_work_is_inline() -> None:
    text = compile_script(parse("$i = 0; while ($i -lt 3) { $i += 2 }")).text
    assert "is int" in text and "t" in text


def test_a_line_of_code_stands_for_its_statement() -> None:
    source = "1\n1 / $zero\n"
    block = root_block(source)
    unit = block.unit
    extents = {unit.extent_at(line + 1).text for line in range(len(unit.positions) // 2)}
    assert "1 / $zero" in extents


@pytest.mark.parametrize(
    "text",
    [
        "$a" + " + $a" * 400,
        "$x = " + "(" * 40 + "1" + ")" * 40,
        "$x = " + "@(" * 30 + "1" + ")" * 30,
        "'x' " + "-replace 'a', 'b' " * 200,
        "if ($a) { " * 30 + "1" + " }" * 30,
        "$h = @{ " + "; ".join(f"k{i} = {i}" for i in range(2000)) + " }",
        "switch ($a) { " + " ".join(f"{i} {{ {i} }}" for i in range(300)) + " }",
    ],
    ids=["long sum", "parentheses", "arrays", "operators", "ifs", "hashtable", "switch"],
)
def test_large_and_deep_texts_compile(text: str) -> None:
    assert compile_script(parse(text)).code is not None


def test_cache_is_used_for_the_same_text_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    text = "$x = 1"
    assert unit_cache.read(text) is None
    unit = compile_script(parse(text))
    unit_cache.write(text, unit.code, unit.positions)
    found = unit_cache.read(text)
    assert found is not None
    assert found[0] == unit.code
    assert unit_cache.read(text + " ") is None


def test_cache_drops_its_oldest_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(unit_cache, "_MOST", 4)
    unit = compile_script(parse("1"))
    for number in range(5):
        unit_cache.write(f"{number}", unit.code, unit.positions)
        (entry,) = (e for e in tmp_path.glob("pssh/compiled/*/*") if e.stat().st_mtime > 1_000_000)
        os.utime(entry, (number, number))
    assert [unit_cache.read(f"{number}") is not None for number in range(5)] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_an_empty_script_needs_neither_parser_nor_compiler() -> None:
    code = (
        "import sys\n"
        "from pssh.runtime.unit import root_block\n"
        "root_block('  \\n', 'x.ps1')\n"
        "print([m for m in sys.modules if m in ('pssh.language.parser', 'pssh.language.lexer', 'pssh.compiler.unit')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
