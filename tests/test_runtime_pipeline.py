"""Pipelines, streams, redirections, modules and events, as scripts see them."""

import gc
from pathlib import Path
from typing import Any, List

import pytest

from pssh.objects.convert import to_string
from pssh.runtime.host import TextHost
from pssh.runtime.runspace import Runspace


def run(code: str, folder: Any = None) -> List[str]:
    rs = Runspace(TextHost(), location=str(folder) if folder else None)
    found: List[Any] = []
    try:
        rs.run_on_stack(lambda: rs.run(code, out=found.append))
    finally:
        rs.close()
    return [to_string(value) for value in found]


ORDER = """
function a { begin { 'a-begin' } process { "a$_" } end { 'a-end' } }
function b { begin { 'b-begin' } process { "b($_)" } end { 'b-end' } }
1, 2 | a | b
"""

CASES = [
    (ORDER, ["b-begin", "b(a-begin)", "b(a1)", "b(a2)", "b(a-end)", "b-end"]),
    ("1..10 | ForEach-Object { $_ } | Select-Object -First 2; 'after'", ["1", "2", "after"]),
    ("function up { process { $script:n++; $_ } }; $n = 0; 1..10 | up | Select-Object -First 3 | Out-Null; $n", ["3"]),
    ("function up { param([Parameter(ValueFromPipeline)]$x, $n = 1) process { $n++; $n } }; 1..3 | up -n 5",
     ["6", "7", "8"]),
    ("$null | ForEach-Object { 'once' }; @() | ForEach-Object { 'never' }", ["once"]),
    (", (1, 2) | ForEach-Object { $_.Count }", ["2"]),
    ("& { 'o'; Write-Warning 'w' } 3>&1 | ForEach-Object { $_.GetType().Name }", ["String", "WarningRecord"]),
    ("Write-Verbose v -Verbose 4>&1 | ForEach-Object { \"$_\" }", ["v"]),
    ("$x = & { Write-Error 'e' } 2>&1; $x.GetType().Name", ["ErrorRecord"]),
    ("Write-Information 'i' -InformationVariable v; \"$v\"", ["i"]),
    ("& { Write-Output 1; Write-Error 'x' } 2>$null", ["1"]),
    ("Get-Item /nope -ErrorAction Ignore; $Error.Count", ["0"]),
    ("Get-Item /nope -ErrorAction SilentlyContinue; $?; $Error.Count", ["False", "1"]),
    ("try { Get-Item /nope -ErrorAction Stop } catch { $_.CategoryInfo.Activity }", ["Get-Item"]),
    ("$ErrorActionPreference = 'Stop'; try { Get-Item /nope; 'on' } catch { 'caught' }", ["caught"]),
    ("Set-StrictMode -Version Latest; try { $nope } catch { 'strict' }", ["strict"]),
    ("$m = New-Module { $n = 1; function Step { $script:n++; $script:n }; Export-ModuleMember Step }; Step; Step; \"[$n]\"",
     ["2", "3", "[]"]),
    ("$null = Register-EngineEvent E -Action { $global:got = $Event.MessageData }; $null = New-Event E -MessageData 7; "
     "Start-Sleep -Milliseconds 20; $got", ["7"]),
    ("Push-Location /; Push-Location /tmp; Pop-Location; $PWD.Path; Pop-Location", ["/"]),
    ("Set-Alias zz Get-Location; (Get-Alias zz).Definition; Remove-Alias zz; Test-Path alias:zz", ["Get-Location", "False"]),
    ("foreach ($v in 1, 'ab', 2.5, -3) { '{0,4}|' -f $v }", ["   1|", "  ab|", " 2.5|", "  -3|"]),
    ("foreach ($v in 7, -7) { '{0:D3} {0:X}' -f $v }", ["007 7", "-007 FFFFFFF9"]),
    ("foreach ($t in 'a1', 'b', 'c22') { if ($t -match '(?<w>[a-z])(\\d+)?') { $Matches.w + $Matches[1] + $Matches.Count } }",
     ["a13", "b2", "c223"]),
    ("$v = 1; Set-Variable v 2; Get-Variable v -ValueOnly; Remove-Variable v; $null -eq $v", ["2", "True"]),
    ("Invoke-Expression '$iex = 5'; $iex", ["5"]),
    ("(Get-Command Get-Item).CommandType; (Get-Command gi).ResolvedCommandName", ["Cmdlet", "Get-Item"]),
    ("$f = { param($a) \"got $a\" }; & $f 1; . $f 2; $f.Invoke(3)", ["got 1", "got 2", "got 3"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "expected"), CASES)
def test_script(code: str, expected: List[str]) -> None:
    assert run(code) == expected


def test_commands_leave_no_circles_to_the_collector() -> None:
    rs = Runspace(TextHost())
    text = """
function Get-It { [CmdletBinding()] param([Parameter(ValueFromPipeline)][int]$N, [ValidateRange(1, 9)]$M = 1) process { $N } }
foreach ($i in 1..200) { $null = Get-It $i -M 2; $null = $i | Get-It; $null = Get-Random -Maximum 5 | Measure-Object }
"""

    def run_text() -> None:
        rs.run_on_stack(lambda: rs.run(text, out=lambda value: None))

    run_text()
    gc.collect()
    gc.disable()
    try:
        left = []
        for _ in range(
            3
        ):  # the least of them: a thread of an earlier test may let go of its runspace just now
            run_text()
            left.append(gc.collect())
        assert min(left) < 400
    finally:
        gc.enable()
        rs.close()


def test_redirection_to_files(tmp_path: Path) -> None:
    run("'one' > a.txt; 'two' >> a.txt; & { 1; Write-Warning 'w' } 3> w.txt *>> a.txt", tmp_path)
    assert (tmp_path / "a.txt").read_text().startswith("one\ntwo\n1\n")
    run("[pscustomobject]@{ A = 1; B = 2 } > t.txt; $null > e.txt", tmp_path)
    assert (tmp_path / "t.txt").read_text() == "\nA B\n- -\n1 2\n\n"
    assert (tmp_path / "e.txt").read_text() == ""


def test_script_files(tmp_path: Path) -> None:
    (tmp_path / "s.ps1").write_text('param($A, [switch]$B)\n$script:x = 1\n"$A $B $PSScriptRoot"\nexit 3\n')
    assert run("./s.ps1 -A v -B; $LASTEXITCODE; $null -eq $x", tmp_path.resolve()) == [
        f"v True {tmp_path.resolve()}",
        "3",
        "True",
    ]


def test_modules_from_disk(tmp_path: Path) -> None:
    folder = tmp_path / "Mod"
    folder.mkdir()
    (folder / "Mod.psm1").write_text(
        "function Get-One { 1 }\nfunction Get-Two { 2 }\nfunction hidden { 3 }\n"
    )
    (folder / "Mod.psd1").write_text(
        "@{ RootModule = 'Mod.psm1'; ModuleVersion = '1.5'; FunctionsToExport = 'Get-*' }\n"
    )
    code = (
        "Import-Module ./Mod; Get-One; (Get-Module Mod).Version; $null -eq (Get-Command hidden -ea Ignore); "
    )
    assert run(code + "Remove-Module Mod; $null -eq (Get-Command Get-One -ea Ignore)", tmp_path) == [
        "1",
        "1.5",
        "True",
        "True",
    ]
    assert run("Import-Module ./Mod -Prefix My; Get-MyTwo", tmp_path) == ["2"]
    path = f"$env:PSModulePath = '{tmp_path}'; "
    assert run(path + "Get-Two; (Get-Module).Name; $env:PSModulePath = ''") == ["2", "Mod"]


def test_exit_codes(tmp_path: Path) -> None:
    script = tmp_path / "x.ps1"
    for text, code in (("exit 5", 5), ("throw 'x'", 1), ("'fine'", 0), ("function f { exit 4 }; f; 'no'", 4)):
        script.write_text(text)
        assert Runspace(TextHost()).run_file(str(script)) == code
    assert Runspace(TextHost()).run_command("1") == 0
    assert Runspace(TextHost()).run_command("Get-Item /nope") == 1
    assert Runspace(TextHost()).run_command("exit 9") == 9


def test_prompt_lines() -> None:
    host = TextHost()
    rs = Runspace(host)
    rs.run_line("$a = 5")
    rs.run_line("$a + 1")
    rs.run_line("nonsense-here")
    assert host.text.split("\n")[0] == "6"
    assert "nonsense-here" in host.text
    assert [entry.command_line for entry in rs.history.entries] == ["$a = 5", "$a + 1", "nonsense-here"]
