"""Idioms of public scripts: build tools, test harnesses, modules; run as files by the whole program."""

import subprocess
import sys
from pathlib import Path

BUILD_MODULE = r"""
[CmdletBinding()]
param([Parameter(Position=0)][hashtable]$Options = @{})
Set-StrictMode -Version Latest
$script:context = New-Object System.Collections.Stack
data messages { ConvertFrom-StringData @'
missing = Task {0} does not exist.
'@ }
function Task {
    param([Parameter(Mandatory, Position=0)][string]$Name, [Parameter(Position=1)][scriptblock]$Action, [string[]]$Depends = @())
    $script:context.Peek().tasks[$Name] = @{ Action = $Action; Depends = $Depends }
}
function Exec { param([Parameter(Mandatory)][scriptblock]$Command)
    $global:LASTEXITCODE = 0
    & $Command
    if ($global:LASTEXITCODE -ne 0) { throw "exit code $global:LASTEXITCODE" }
}
function Invoke-Task { param([string]$Name)
    $c = $script:context.Peek()
    if (-not $c.tasks.Contains($Name)) { throw ($messages.missing -f $Name) }
    if ($c.done.Contains($Name)) { return }
    foreach ($each in $c.tasks[$Name].Depends) { Invoke-Task $each }
    if ($c.tasks[$Name].Action) { "Executing $Name"; . $c.tasks[$Name].Action }
    $c.done.Push($Name)
}
function Invoke-Small { [CmdletBinding()] param([string]$File, [string[]]$Tasks = 'default')
    try {
        $script:context.Push(@{ tasks = @{}; done = New-Object System.Collections.Stack })
        . $File
        foreach ($each in $Tasks) { Invoke-Task $each }
        'OK'
    } catch { "FAILED: $_" } finally { [void]$script:context.Pop() }
}
Set-Alias small Invoke-Small
Export-ModuleMember -Function Invoke-Small, Task, Exec -Alias small
"""

HARNESS = r"""
$script:results = [System.Collections.Generic.List[object]]::new()
function Describe { param([string]$Name, [scriptblock]$Fixture) . $Fixture }
Set-Alias Context Describe
function BeforeAll { param([scriptblock]$Block) . $Block }
function It { param([string]$Name, [scriptblock]$Test, [object[]]$TestCases = @(@{}))
    foreach ($case in $TestCases) {
        try { $null = & $Test @case; $script:results.Add("passed $Name") }
        catch { $script:results.Add("failed $Name`: $($_.Exception.Message)") }
    }
}
function Should {
    [CmdletBinding(DefaultParameterSetName='Be')]
    param([Parameter(ValueFromPipeline)][object]$ActualValue,
        [Parameter(ParameterSetName='Be', Position=0)]$Be,
        [Parameter(ParameterSetName='Throw')][switch]$Throw,
        [Parameter(ParameterSetName='Throw', Position=0)][string]$ExpectedMessage)
    end {
        if ($PSCmdlet.ParameterSetName -eq 'Throw') {
            $text = $null
            try { & $ActualValue } catch { $text = $_.Exception.Message }
            if ($text -notlike $ExpectedMessage) { throw "Expected '$ExpectedMessage', got '$text'." }
        } elseif ($ActualValue -ne $Be) { throw "Expected $Be, but got $ActualValue." }
    }
}
Export-ModuleMember -Function Describe, BeforeAll, It, Should -Alias Context -Variable results
"""


def run(folder: Path, text: str, **files: str) -> "tuple[int, list[str], str]":
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content)
    script = folder / "main.ps1"
    script.write_text(text)
    ended = subprocess.run(
        [sys.executable, "-m", "pssh", "-NoProfile", "-NonInteractive", "-File", str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    return ended.returncode, ended.stdout.splitlines(), ended.stderr


def test_exit_in_catch_is_the_exit_code(tmp_path: Path) -> None:
    text = """
try { 'before'; throw 'bad' }
catch { "Error: $($Error[0]) in line $($_.InvocationInfo.ScriptLineNumber)"; exit 3 }
"""
    assert run(tmp_path, text) == (3, ["before", "Error: bad in line 2"], "")


def test_exit_of_a_called_script_ends_only_that_script(tmp_path: Path) -> None:
    text = "& $PSScriptRoot/inner.ps1; \"code $LASTEXITCODE\"; . $PSScriptRoot/inner.ps1; 'after'"
    assert run(tmp_path, text, inner__ps1="'in'; exit 4; 'never'") == (0, ["in", "code 4", "in", "after"], "")


def test_invocation_name_tells_run_from_dotted(tmp_path: Path) -> None:
    text = "if ($MyInvocation.InvocationName -ne '.') { 'main' }; . $PSScriptRoot/lib.ps1"
    lib = "if ($MyInvocation.InvocationName -ne '.') { 'run' } else { 'dotted' }"
    assert run(tmp_path, text, lib__ps1=lib) == (0, ["main", "dotted"], "")


def test_build_tool_as_a_module(tmp_path: Path) -> None:
    build = """
task default -depends Compile
task Compile { Exec { sh -c 'echo compiled' } } -depends Clean
task Clean { 'cleaning' }
task Bad { Exec { sh -c 'exit 5' } }
"""
    text = """
Import-Module $PSScriptRoot/small.psm1 -ArgumentList @{ a = 1 }
small $PSScriptRoot/build.ps1
small $PSScriptRoot/build.ps1 Bad
small $PSScriptRoot/build.ps1 Nope
& (Get-Module small) { $script:context.Count }
"""
    assert run(tmp_path, text, small__psm1=BUILD_MODULE, build__ps1=build) == (
        0,
        [
            "Executing Clean", "cleaning", "Executing Compile", "compiled", "OK",
            "Executing Bad", "FAILED: exit code 5",
            "FAILED: Task Nope does not exist.",
            "0",
        ],
        "",
    )  # fmt: skip


def test_harness_as_a_module_dots_into_the_callers_scope(tmp_path: Path) -> None:
    lib = """
function Test-Leap { [CmdletBinding()] param([int]$Year) if ($Year -lt 0) { throw 'bad year' }; [datetime]::IsLeapYear($Year) }
class Robot { [string]$Name = 'R1'; [string] ToString() { return "Robot $($this.Name)" } }
enum Level { Low; High = 5 }
"""
    text = """
Import-Module $PSScriptRoot/harness.psm1
Describe 'leap' {
    BeforeAll { . $PSScriptRoot/lib.ps1; $known = 5 }
    Context 'years' {
        It 'year' -TestCases @{ y = 2000; e = $true }, @{ y = 1900; e = $false } { param($y, $e) Test-Leap $y | Should -Be $e }
        It 'throws' { { Test-Leap -1 } | Should -Throw '*bad*' }
        It 'variable' { $known | Should -Be 5 }
        It 'class' { "$([Robot]::new())" | Should -Be 'Robot R1' }
        It 'enum' { [int][Level]::High | Should -Be 5 }
        It 'wrong' { 1 | Should -Be 2 }
    }
}
$results
"""
    assert run(tmp_path, text, harness__psm1=HARNESS, lib__ps1=lib) == (
        0,
        [
            "passed year", "passed year", "passed throws", "passed variable", "passed class", "passed enum",
            "failed wrong: Expected 2, but got 1.",
        ],
        "",
    )  # fmt: skip


def test_dynamic_parameters_of_another_script(tmp_path: Path) -> None:
    tool = """
param([Parameter(Position=0)][string[]]$Task, [Parameter(Position=1)]$File, [switch]$Safe)
dynamicparam {
    $found = (Get-Command $File -CommandType ExternalScript).Parameters
    $made = New-Object System.Management.Automation.RuntimeDefinedParameterDictionary
    foreach ($_ in $found.Values) {
        foreach ($a in $_.Attributes) { if ($a -is [Parameter] -and $a.Position -ge 0) { $a.Position += 2 } }
        $made.Add($_.Name, (New-Object System.Management.Automation.RuntimeDefinedParameter $_.Name,
            $_.ParameterType, $_.Attributes))
    }
    $made
}
end { "$Task|$($PSBoundParameters['Configuration'])|$($PSBoundParameters['Fast'])|$Safe" }
"""
    build = "param([ValidateSet('Debug', 'Release')]$Configuration = 'Debug', [switch]$Fast)"
    text = """
$tool, $build = "$PSScriptRoot/tool.ps1", "$PSScriptRoot/build.ps1"
& $tool a,b $build -Configuration Release -Fast
& $tool . $build -Safe
try { & $tool . $build -Configuration Wrong } catch { $_.FullyQualifiedErrorId }
"""
    assert run(tmp_path, text, tool__ps1=tool, build__ps1=build) == (
        0,
        ["a b|Release|True|False", ".|||True", "ParameterArgumentValidationError,tool.ps1"],
        "",
    )


def test_assigning_to_the_pipeline_variable(tmp_path: Path) -> None:
    text = """
function F { foreach ($_ in 1..2) { "v$_" }; if ($_ = 5) { "five $_" }; $_ = 'zz'; & { $_ } }
F
'outer' | ForEach-Object { F; $_ }
"""
    once = ["v1", "v2", "five 5", "zz"]
    assert run(tmp_path, text) == (0, [*once, *once, "outer"], "")


def test_plain_function_uses_the_callers_cmdlet(tmp_path: Path) -> None:
    text = """
function Fail($Text) {
    $record = New-Object System.Management.Automation.ErrorRecord ([Exception]$Text), 'Id', 7, $null
    $PSCmdlet.ThrowTerminatingError($record)
}
function Assert-It([Parameter()]$Condition) { if (!$Condition) { Fail 'no' } }
try { Assert-It $false } catch { $_.FullyQualifiedErrorId; $_.InvocationInfo.ScriptLineNumber }
"""
    assert run(tmp_path, text) == (0, ["Id,Assert-It", "7"], "")


def test_runspaces_made_by_a_script(tmp_path: Path) -> None:
    text = """
$pool = [runspacefactory]::CreateRunspacePool(1, 2); $pool.Open()
$runs = 1..4 | ForEach-Object {
    $p = [powershell]::Create(); $p.RunspacePool = $pool
    [void]$p.AddScript('param($n) $n * 2').AddArgument($_)
    [pscustomobject]@{ P = $p; H = $p.BeginInvoke() }
}
($runs | ForEach-Object { $_.P.EndInvoke($_.H); $_.P.Dispose() }) -join ','
$pool.Close()
$state = [initialsessionstate]::CreateDefault2()
$state.Variables.Add([System.Management.Automation.Runspaces.SessionStateVariableEntry]::new('iv', 42, ''))
$rs = [runspacefactory]::CreateRunspace($state); $rs.Open()
$p = [powershell]::Create(); $p.Runspace = $rs
$p.AddScript('$global:w = $iv + 1; $iv').Invoke()
$rs.SessionStateProxy.GetVariable('w'); $rs.Close(); "$($rs.RunspaceStateInfo.State)"
"""
    assert run(tmp_path, text) == (0, ["2,4,6,8", "42", "43", "Closed"], "")


def test_module_object_has_live_variables(tmp_path: Path) -> None:
    text = """
$o = New-Module -AsCustomObject { $n = 0; function Inc { $script:n++; $script:n }; Export-ModuleMember -Function Inc -Variable n }
$null = $o.Inc(); $o.Inc(); $o.n
"""
    assert run(tmp_path, text) == (0, ["2", "2"], "")
