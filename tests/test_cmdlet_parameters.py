"""Parameters that are easily overlooked: each does what it says, or the command says why it cannot."""

import pytest
from script_case import lines, run_text

CASES = [
    (
        "Set-Alias k Get-Date; function f { Set-Alias k Get-Item -Scope Local; Remove-Alias k -Scope Local; "
        "(Get-Alias k).Definition }; f",
        ["Get-Date"],
    ),
    ("(Get-ExecutionPolicy -List).ExecutionPolicy -join ','", [",".join(["Unrestricted"] * 5)]),
    ("(Get-ExecutionPolicy).GetType().Name", ["ExecutionPolicy"]),
    (
        "$null = New-PSDrive k FileSystem /; Remove-PSDrive k -PSProvider Alias -ErrorAction Ignore; "
        "(Get-PSDrive k).Name; Remove-PSDrive k -PSProvider FileSystem; (Get-PSDrive).Name -contains 'k'",
        ["k", "False"],
    ),
    (
        "Set-Location /; Set-Location Env:; (Get-Location -PSProvider FileSystem).Path; "
        "(Get-Location -PSProvider Environment).Drive.Name",
        ["/", "Env"],
    ),
    (
        "(Get-Command Get-Date, Get-Item -FullyQualifiedModule Microsoft.PowerShell.Utility).Name",
        ["Get-Date"],
    ),
    (
        "New-Variable k 1 -Visibility Private; (Get-Variable k).Visibility; "
        "Set-Variable k 2 -Visibility Public; (Get-Variable k).Visibility; $k",
        ["Private", "Public", "2"],
    ),
    (
        "$m = New-Module { function Get-K { 1 } }; Remove-Module $m; Import-Module $m -Cmdlet none; "
        "(Get-Command Get-K -ErrorAction Ignore) -eq $null",
        ["True"],
    ),
]


@pytest.mark.parametrize("text, expected", CASES, ids=[text[:40] for text, _ in CASES])
def test_a_parameter_does_what_it_says(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    "text, said",
    [
        ("Get-ExecutionPolicy Process -List", "cannot be used together"),
        ("1 | Group-Object -Culture xx-nonsense-12345", "invalid culture"),
        ("Compare-Object 1 2 -Culture xx-nonsense-12345", "invalid culture"),
        ("Update-TypeData -TypeName K.K -SerializationMethod String", "SerializationMethod is not available"),
    ],
)
def test_what_cannot_be_done_is_said(text: str, said: str) -> None:
    assert said in run_text(text, 200).errors
