"""Values a command or method can't use: the answer is PowerShell's or .NET's, never Python's."""

import pytest
from script_case import lines, run_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("try { [Collections.Generic.Dictionary[string, int]]::new().TryGetValue('a', 2) } catch { $_.FullyQualifiedErrorId }",
         ["NonRefArgumentToRefParameterMsg"]),
        ("try { 'abc'.IndexOfAny($null) } catch { $_.Exception.InnerException.GetType().Name }", ["ArgumentNullException"]),
        ("try { ([char]'b').CompareTo(1) } catch { $_.Exception.InnerException.Message }", ["Object must be of type Char."]),
        ("([char]'b').CompareTo($null); 'a,b'.Split(44) -join '|'", ["1", "a|b"]),
        ("$b = { $args.Count }; $b.Invoke(@(1, 2)); $b.Invoke((, @(1, 2))); $b.Invoke([int[]](1, 2))", ["2", "1", "1"]),
        ("$m = 'abc'.Substring; $m.Invoke(@(0, 2)); $m.Invoke(1)", ["ab", "bc"]),
        ("Get-Error 5; Get-Random -Maximum ([decimal] 3) | ForEach-Object { $_.GetType().Name }", ["5", "Double"]),
    ],
)  # fmt: skip
def test_values_of_another_kind(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize("text", ["Import-Module @{ a = 1 }", "Remove-Module @{ ModuleVersion = '1.0' }"])
def test_a_hashtable_that_describes_no_module(text: str) -> None:
    assert "The hashtable describing a module" in run_text(text).errors


def test_bounds_of_random_numbers_are_numbers() -> None:
    assert 'to type "System.Double"' in " ".join(run_text("Get-Random @{ a = 1 }").errors.split())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Get-Content /dev/null -Tail -1", "The -1 argument is less than the minimum allowed range of 0."),
        ("'1,2' | ConvertFrom-Csv -Header a, ''", "Cannot validate argument on parameter 'Header'."),
        ("Get-Alias @('ls', $null) -Scope Global", "Value cannot be null. (Parameter 'pattern')"),
    ],
)
def test_values_out_of_place(text: str, message: str) -> None:
    assert message in " ".join(run_text(text).errors.split())
