"""Where errors of binding point: at the argument when its value is at fault, at the parameter when its name is."""

from pathlib import Path

import pytest
from script_case import lines

_FUNCTION = "function f { param([int] $x, [ValidateRange(1, 3)] $v, [switch] $s) }; "


@pytest.mark.parametrize(
    ("call", "marked"),
    [
        ("f -x abc", "abc"),
        ("f abc", "abc"),
        ("f -v 9", "9"),
        ("f -v:9", "9"),
        ("f -s:abc", "abc"),
        ("f -x 1 -x 2", "-x"),
        ("Get-Process -Id abc", "abc"),
        ("Get-Item -Path $null", "$null"),
        ("Get-Item . -Nope", "-Nope"),
    ],
)
def test_the_place_of_the_fault(tmp_path: Path, call: str, marked: str) -> None:
    script = tmp_path / "s.ps1"
    script.write_text(_FUNCTION + call)
    text = (
        f"try {{ & '{script}' }} catch {{ $e = $_ }}; if (!$e) {{ $e = $Error[0] }}; $p = $e.InvocationInfo; "
    )
    text += "$p.PositionMessage.Split(\"`n\")[-1].Trim('+', ' ').Length; $p.OffsetInLine"
    length, column = lines(text)
    assert int(length) == len(marked)
    assert (_FUNCTION + call)[int(column) - 1 :].startswith(marked)


def test_a_number_keeps_its_spelling_for_a_text_parameter_however_often() -> None:
    text = "function f([string] $x) { $x }; 1..2 | ForEach-Object { f -x 001; f -x:0x10; f 1e3 }"
    assert lines(text) == ["001", "0x10", "1e3"] * 2
