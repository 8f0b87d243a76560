"""What operators and casts give for values of less usual types: enums, nothing at all, hex text, keys that are no text."""

import pytest
from script_case import lines, run_text

ENUM = "enum Turn { North; East; South; West }\n"

CASES = [
    # an enum on the left makes an enum
    (ENUM + "$d = [Turn]::North; $d = ($d + 3) % 4; $d; $d.GetType().Name", "West\nTurn"),
    (ENUM + "switch ([Turn]::East + 1) { South { 'by name' } default { 'no' } }", "by name"),
    (ENUM + "$d = [Turn]::East; $d++; $d; $d -= 2; $d; 1 + [Turn]::South", "South\nNorth\n3"),
    (ENUM + "[Turn]::West - [Turn]::East; [Turn]::South / 2; [Turn]::West + 5", "South\nEast\n8"),
    (ENUM + "try { [Turn]::West / 2 } catch { $_.Exception.Message; $_.CategoryInfo.Category }",
     "Unable to cast object of type 'System.Double' to type 'Turn'.\nOperationStopped"),
    ("enum Small : byte { A; B }; try { [Small]::A + 1 } catch { $_.FullyQualifiedErrorId }",
     "System.InvalidCastException"),
    ("[datetime]::new(2020, 1, 1).AddDays([DayOfWeek]::Friday - [DayOfWeek]::Monday).Day", "5"),
    # a command's empty output adds nothing to an array, $null adds an element
    ("$none = & { }; (@(1) + $none).Count; (@(1) + $null).Count; (@(1) + (& { })).Count", "1\n2\n1"),
    ("$list = [string[]]('a', 'b'); $none = 1 | Where-Object { $false }; ($list + $none).Count", "2"),
    ("([ulong]5 + -1).GetType().Name; [ulong]::MaxValue + -1", "Decimal\n18446744073709551614"),
    # beside a double a 64-bit integer is one as well, with what that costs in digits
    ("$l = [long]639281234567890123; $d = [double]$l; $d -gt $l; $d -eq $l; $l -ge $d; @($d) -contains $l",
     "False\nTrue\nTrue\nTrue"),
    # hex digits are the bits of the type that is asked for
    ("[uint]'0xFF000000'; [int]'0xFF000000'; [sbyte]'0xFF'; [int16]'0x8000'; [byte]'0xFF'",
     "4278190080\n-16777216\n-1\n-32768\n255"),
    ("[ulong]'0xFFFFFFFFFFFFFFFF'; [long]'0xFFFFFFFFFFFFFFFF'", "18446744073709551615\n-1"),
    ("try { [int]'0x1FFFFFFFF' } catch { 'too many' }", "too many"),
    # a dictionary is asked for a computed key as it is
    ("$h = @{ 1 = 'one'; [long] 2 = 'two' }; $k = 1; $h.$k; $h.1; \"<$($h.2)>\"; $h.2l", "one\none\n<>\ntwo"),
    ("$h = @{}; $k = 3; $h.$k = 'three'; $h.$k += '!'; $h.4++; $h.4++; $h[3]; $h[4]", "three!\n2"),
    ("$k = [DayOfWeek]::Monday; $h = @{ $k = 'mon' }; $h.$k; \"<$($h.Monday)>\"", "mon\n<>"),
    ("$o = [ordered]@{ a = 1; b = 2 }; $o.0 = 'first'; $o.9 = 'nine'; $o.a; $o['9']", "first\nnine"),
    ("$n = 0; function key { $script:n++; 'a' }; $h = @{ a = 1 }; $h.(key) += 1; $h.a; $n", "2\n1"),
    ("Set-StrictMode -Version 2; $h = @{}; $k = 1; try { $h.$k } catch { $_.FullyQualifiedErrorId }",
     "PropertyNotFoundStrict"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", CASES)
def test_values(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


TEXT = [
    ("('a b c d' -split ' ', -3) -join '|'", "a b|c|d"),
    ("('a1b2c' -split { $_ -in '1', '2' }, -2) -join '|'; ('a1b2c' -split { $_ -in '1', '2' }, 2) -join '|'",
     "a1b|c\na|b2c"),
    ("try { 'a' -split 'b', 0, 'SimpleMatch,Multiline' } catch { $_.FullyQualifiedErrorId }",
     "InvalidSplitOptionCombination"),
    # `return` out of a statement whose output is assigned
    ("function f { $x = if ($true) { 1; return 2 }; 3 }; \"<$(f)>\"", "<>"),
    ("function f { $x = foreach ($i in 1, 2) { $i; return }; 3 }; function g { $(1; return 2) }; \"<$(f)>$(g)\"", "<>1 2"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", TEXT)
def test_splits_and_returns(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


NUMBERS = [
    # text that is no number is converted to the type of the other side
    ("[IO.FileAttributes]::Hidden -bor 'ReadOnly'; 'Hidden' -band [IO.FileAttributes]::Hidden", "ReadOnly, Hidden\nHidden"),
    ("[DayOfWeek]::Monday + 'Tuesday'; '1,000' - 1; 5 + ' '", "Wednesday\n999\n5"),
    ("try { 1.5 + 'abc' } catch { $_.Exception.Message }",
     "Cannot convert value \"abc\" to type \"System.Double\". Error: \"The input string 'abc' was not in a correct format.\""),
    ("try { 'abc' / 'def' } catch { $_.Exception.Message }",
     "Cannot convert value \"abc\" to type \"System.Int32\". Error: \"The input string 'abc' was not in a correct format.\""),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", NUMBERS)
def test_text_as_a_number(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


def test_truth_values_have_an_order() -> None:
    assert lines("$false -le $true; $true -gt $false; $true -le 0; $false -lt 'x'") == [
        "True",
        "True",
        "False",
        "True",
    ]


def test_a_method_can_replace() -> None:
    text = "class R { static [string] Twice([regex]$m) { return '' } static [string] Up($m) { return \"$m\".ToUpper() } }"
    assert lines(text + "; 'abc' -replace '[ac]', [R]::Up") == ["AbC"]


def test_a_null_of_a_database_is_null_to_operators() -> None:
    text = (
        "$d = [DBNull]::Value; $d -eq $null; $null -ne $d; [bool] $d; $d ?? 1; $d ??= 2; $d; $null ?? $false"
    )
    assert lines(text) == ["True", "False", "False", "1", "2", "False"]
