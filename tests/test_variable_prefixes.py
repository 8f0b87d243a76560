"""`$variable:name`: the drive of variables, whose names may hold colons."""

import pytest
from script_case import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('$variable:k = 5; "[$k][$other]"', ["[5][]"]),
        ("$variable:k++; $variable:k += 4; $k", ["5"]),
        ("[int]$variable:k = '7'; $k.GetType().Name", ["Int32"]),
        ("foreach ($variable:k in 1..2) { $k }", ["1", "2"]),
        ("$a, $variable:k = 1, 2; $k", ["2"]),
        ('$variable:x:y = 4; "$variable:x:y|${variable:x:z}|"; (Get-Variable *x:y*).Name', ["4||", "x:y"]),
        ('$variable:global:k = 4; "[$k][$global:k]"', ["[][]"]),
    ],
)
def test_a_variable_of_the_drive_is_the_blocks_own(text: str, expected: list[str]) -> None:
    assert lines(f'function Test {{ {text} }}; Test; "[$k]"') == [*expected, "[]"]


def test_args_of_another_scope() -> None:
    text = (
        "function Inner { (Get-Variable args -Scope 1).Value -join ','; (Get-Variable args -Scope 0).Value -join ',' }; "
        "function Outer { Inner 7 8 }; Outer 1 2"
    )
    assert lines(text) == ["1,2", "7,8"]
