"""What a call has of its own: automatic variables in defaults, dotted runs and modules, typed preferences, its errors."""

from pathlib import Path

import pytest
from script_case import lines, run_text

CASES = {
    "defaults of a plain function": (
        'function f($a, $n = $MyInvocation.InvocationName, $c = $PSBoundParameters.Count) { "$n $c" }\nf 1\nf',
        ["f 0", "f 0"],
    ),
    "defaults of an advanced function": (
        "function f { [CmdletBinding()] param($a, $n = $PSBoundParameters.Count, $s = $PSCmdlet.ParameterSetName,"
        ' $m = $MyInvocation.MyCommand.Name) "$n $s $m" }\nf 1\nf',
        ["1 __AllParameterSets f", "0 __AllParameterSets f"],
    ),
    "a dotted function has its own": (
        'function inner { "$($MyInvocation.InvocationName) $($args.Count)" }\n'
        'function outer { . inner 1 2 3; "$($MyInvocation.InvocationName) $($args.Count)" }\nouter x',
        [". 3", "outer 1"],
    ),
    "a dotted block in a pipeline": (
        'function f { 1..2 | . { process { "$_ $($MyInvocation.InvocationName)" } }; $args.Count }\nf a b',
        ["1 .", "2 .", "2"],
    ),
    "a dotted advanced function": (
        'function inner { [CmdletBinding()] param($z) "$($PSCmdlet.MyInvocation.MyCommand) $($PSBoundParameters.Keys)" }\n'
        'function outer { [CmdletBinding()] param($q) . inner -z 1; "$($PSBoundParameters.Keys)" }\nouter 1',
        ["inner z", "q"],
    ),
    "preferences of an advanced function have types": (
        'function f { [CmdletBinding()] param() $ErrorActionPreference = 1; "$ErrorActionPreference" }\n'
        'function g { $ErrorActionPreference = 1; "$ErrorActionPreference" }\nf; g',
        ["Stop", "1"],
    ),
    "a global preference refuses other words": (
        "try { $VerbosePreference = 'loud' } catch { 'refused' }; $VerbosePreference",
        ["refused", "SilentlyContinue"],
    ),
    "an error thrown on is the thrower's": (
        "function f { [CmdletBinding()] param() try { Get-Item /none -ErrorAction Stop } "
        "catch { $PSCmdlet.ThrowTerminatingError($_) } }\ntry { f } catch { $_.FullyQualifiedErrorId; "
        "$_.CategoryInfo.Activity }",
        ["PathNotFound,f", "f"],
    ),
    "an error without an id has its command's name": (
        "function f { [CmdletBinding()] param() $PSCmdlet.ThrowTerminatingError("
        "[Management.Automation.ErrorRecord]::new([Exception]'x', $null, 'InvalidData', $null)) }\n"
        "try { f } catch { $_.FullyQualifiedErrorId }",
        ["f"],
    ),
    "what is called may be a file, a path or a number's text": (
        'Set-Content -LiteralPath ($p = New-TemporaryFile | Rename-Item -NewName { "$($_.BaseName).ps1" } -PassThru) '
        "'\"ran $args\"'\n& $p 1; . (Resolve-Path -LiteralPath $p) 2; Remove-Item -LiteralPath $p\n"
        "try { & 5 } catch { $_.FullyQualifiedErrorId }",
        ["ran 1", "ran 2", "CommandNotFoundException"],
    ),
    "a variable on a drive may be typed for one value": (
        "[string] $env:PSSH_TYPED = 5; [ValidateNotNull()] $env:PSSH_TYPED += 'x'; $env:PSSH_TYPED; "
        "Remove-Item env:PSSH_TYPED",
        ["5x"],
    ),
    "a class is made of a hashtable by its constructor first": (
        "class A { [string] $N; A() {} A([hashtable] $h) { $this.N = 'made of ' + $h.N } }\n"
        "class B { [A] $A }\n([A]@{ N = 1 }).N; ([B]@{ A = @{ N = 2 } }).A.N; ([A[]](@{ N = 3 }, @{ N = 4 })).N",
        ["made of 1", "made of 2", "made of 3", "made of 4"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_call_has_its_own(name: str) -> None:
    script, expected = CASES[name]
    assert lines(script) == expected


def test_a_module_file_knows_itself_and_its_types(tmp_path: Path) -> None:
    (tmp_path / "Own.psm1").write_text(
        "class Plan { [int] $Size }\n$script:self = $MyInvocation.MyCommand\n"
        'function Show-Self { $self.Name; $self.Path -eq "$PSScriptRoot/Own.psm1" }\n'
        "function New-Plan { [Plan]@{ Size = 2 } }\n"
        "function Show-Plan { [CmdletBinding()] param([Plan] $Plan) $Plan.Size }\n"
    )
    assert lines(f"Import-Module {tmp_path}/Own.psm1; Show-Self; Show-Plan (New-Plan)") == [
        "Own.psm1",
        "True",
        "2",
    ]


def test_each_version_of_a_module_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for version in ("1.0", "2.0"):
        folder = tmp_path / "Many" / version
        folder.mkdir(parents=True)
        (folder / "Many.psd1").write_text(f"@{{ ModuleVersion = '{version}'; RootModule = 'Many.psm1' }}")
        (folder / "Many.psm1").write_text(f"function Get-Many {{ '{version}' }}")
    monkeypatch.setenv("PSModulePath", str(tmp_path))
    assert lines('Get-Module -ListAvailable Many | ForEach-Object { "$($_.Version)" }') == ["2.0", "1.0"]
    assert lines("Get-Many; Import-Module Many -MaximumVersion 1.5 -Force; Get-Many") == ["2.0", "1.0"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("(/bin/false); $?", "False"),
        ("$(/bin/false); $?", "False"),
        ("$x = @(/bin/false); $?", "False"),
        ("$(1); ('a'); $?", "1\na\nTrue"),
        ("(/bin/true && /bin/false) && 'on'; 'end'", "end"),
        ("(/bin/false) || 'other'", "other"),
        ("if (/bin/false) { } else { $? }; while (/bin/false) { }; $?", "True\nTrue"),
    ],
)
def test_brackets_leave_what_a_command_said_of_itself(text: str, expected: str) -> None:
    assert run_text(text).out.rstrip("\n") == expected


def test_an_empty_subexpression_is_null() -> None:
    assert run_text("$() | & { @($input).Count }").out == "1\n"


# $input of an advanced function is a list while it takes objects and an array when it has them all; that of a
# plain one is an enumerator.
INPUT = """
function list { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $x)
    begin { "$($input.GetType().Name) $($input.Count)" } process { "$($input.GetType().Name) $input" }
    end { "$($input.GetType().Name) $($input.Count)" } }
function all { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $x) end { $input.GetType().Name; $input.Count; $input[1] } }
function plain { $input.GetType().Name; "$input" }
5, 6 | list; 7, 8 | all; all 9; 1, 2 | plain
"""


def test_what_input_is() -> None:
    assert lines(INPUT) == [
        *("ArrayList 0", "ArrayList 5", "ArrayList 6", "Object[] 0"),
        *("Object[]", "2", "8", "Object[]", "0"),
        *("ArrayListEnumeratorSimple", "1 2"),
    ]


ALIASES = """
function Get-Sum { [CmdletBinding()] [Alias('gsum', 'total')] param([int[]]$n) ($n | Measure-Object -Sum).Sum }
gsum 1, 2; total 3, 4; (Get-Alias total).Definition
& { function inner { [Alias('in')] param() 'inside' }; in }
try { in } catch { $_.FullyQualifiedErrorId }
try { function f { [Alias('gci')] param() } } catch { $_.FullyQualifiedErrorId }
$m = New-Module { function Get-It { [Alias('it')] param() 'it' } }; it; $m.ExportedAliases.Keys
"""


def test_a_function_has_the_aliases_of_its_attribute() -> None:
    expected = ["3", "7", "Get-Sum", "inside", "CommandNotFoundException", "AliasNotWritable", "it", "it"]
    assert lines(ALIASES) == expected


CLEAN = (
    "function one { [CmdletBinding()] param([switch] $Fail) process { if ($Fail) { throw 'no' } 1 } "
    "clean { Write-Warning 'one' } }; "
    "function two { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $in) begin { } process { $in } "
    "clean { Write-Warning 'two' } }; function three { end { } clean { Write-Warning 'three' } }; "
)


@pytest.mark.parametrize(
    "text, expected",
    [
        (CLEAN + "(one | two | three) 3>&1 | % { \"$_\" }", ["one", "two", "three"]),
        (CLEAN + "try { one -Fail | two | three } catch { 'no' }", ["WARNING: one", "WARNING: two", "no"]),
        ("function f { [CmdletBinding()] param() 'a'; Write-Error 'b' }; "
         "f -OutVariable script:o -ErrorVariable global:e 2>$null; \"$o\"; \"$e\"", ["a", "a", "b"]),
        ("(Write-Error a) 2>&1 | % { \"got $_\" }; (Write-Error b) 2>$null; $r = $(1; Write-Error c) 2>&1; $r.Count",
         ["got a", "2"]),
        ("(Get-Item nosuch) 2>$null; $?; 1..3 > Variable:x; $x -join ','", ["False", "1,2,3"]),
    ],
)  # fmt: skip
def test_blocks_streams_and_variables_of_a_call(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize("wrong", ["throw 'bad'", "Write-Error bad -ErrorAction Stop", "[int] 'bad'"])
def test_errors_of_clean_go_no_further(wrong: str) -> None:
    text = f"function f {{ [CmdletBinding()] param() end {{ 1 }} clean {{ {wrong} }} }}; try {{ f }} catch {{ 'caught' }}; "
    shown = run_text(text + "'after'; f 2>$null; $Error.Count")
    assert shown.out == "1\nafter\n1\n2\n"
    assert "bad" in shown.errors


def test_parameters_resolved_by_name() -> None:
    assert lines("""
        (Get-Command Get-ChildItem).ResolveParameter('rec').Name; (Get-Command gci).ResolveParameter('s').Name
        try { (Get-Command gci).ResolveParameter('none') } catch { $_.FullyQualifiedErrorId }
    """) == ["Recurse", "Recurse", "NamedParameterNotFound"]


def test_the_statement_of_a_call_is_the_command_alone() -> None:
    text = (
        "function f { $MyInvocation.Statement }\n$x = f -a `\n  1; $x; & { $MyInvocation.Statement.Length }"
    )
    assert lines(text) == ["f -a `", "  1", "36"]


def test_automatic_variables_of_other_scopes() -> None:
    assert lines("""
        function outer { [CmdletBinding()] param($x, $y) inner }
        function plain { inner }
        function inner {
            (Get-Variable MyInvocation -Scope 1).Value.MyCommand.Name
            (Get-Variable MyInvocation -ValueOnly).MyCommand.Name
            (Get-Variable PSBoundParameters -Scope 1 -ValueOnly).Keys -join ','
            (Get-Variable PSCmdlet -Scope 1 -ValueOnly -ErrorAction Ignore).GetType().Name
        }
        outer -y 1 -x 2
        function named { [CmdletBinding()] param()
            "$((gv PSCmdlet -Scope 1).Value.MyInvocation.MyCommand) $($PSCmdlet.MyInvocation.MyCommand)" }
        function caller { [CmdletBinding()] param() named }
        caller
    """) == ["outer", "inner", "y,x", "PSScriptCmdlet", "caller named"]
    assert lines(
        "function plain { inner }; function inner { $null -eq (Get-Variable PSCmdlet -Scope 1 -ea Ignore) }; plain"
    ) == ["True"]


def test_names_of_the_common_parameters() -> None:
    assert lines("""
        $all = [Management.Automation.PSCmdlet]::CommonParameters; $all.Count; $all.Contains('pipelinevariable')
        [Management.Automation.Cmdlet]::OptionalCommonParameters -join ','
        "$((Get-Command Get-Item).Parameters['Path'].ParameterSets['Path'])"
    """) == [
        "12",
        "True",
        "WhatIf,Confirm,UseTransaction",
        "System.Management.Automation.ParameterSetMetadata",
    ]
