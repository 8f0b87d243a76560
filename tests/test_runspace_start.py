"""What a runspace begins with as scripts see it, functions set through their drive, and reflected generic methods."""

import pytest
from script_case import lines

CASES = {
    "set-item changes the function there is": (
        "function foo {1}\nfunction inner { Set-Item function:foo {2}; $function:foo = {3}; $function:new = {'n'}; new }\n"
        "inner; foo; try { new } catch { 'gone' }",
        ["n", "3", "gone"],
    ),
    "a scope named is the scope": (
        "function foo {1}\nfunction inner { Set-Item function:local:foo {4}; foo }\ninner; foo",
        ["4", "1"],
    ),
    "a module changes the prompt without exporting it": (
        "$m = New-Module { Set-Item Function:\\prompt { 'mine' }; function bar {}; Export-ModuleMember bar }\n"
        "prompt; $m.ExportedFunctions.Keys",
        ["mine", "bar"],
    ),
    "the default runspace": (
        "$r = [Runspace]::DefaultRunspace; $r.GetType().Name; $r.Debugger.InBreakpoint\n"
        "$c = $r.InitialSessionState.Commands; $c['prompt'].Definition -eq (Get-Command prompt).Definition\n"
        "$c['gci'].Definition; $c['prompt'][0].GetType().Name; @($c['nosuch']).Count",
        ["LocalRunspace", "False", "True", "Get-ChildItem", "SessionStateFunctionEntry", "0"],
    ),
    "a generic method of reflection": (
        "$d = [Linq.Enumerable].GetMethod('Cast'); $m = $d.MakeGenericMethod([string])\n"
        "$d.IsGenericMethodDefinition; $m.IsGenericMethodDefinition; $m.Invoke($null, (,@('p', 'q')))\n"
        "try { [Math].GetMethod('Sqrt').MakeGenericMethod([int]) } catch { 'not generic' }",
        ["True", "False", "p", "q", "not generic"],
    ),
    "a pipeline on its own thread reads and fills collections": (
        "$t = 'System.Management.Automation.PSDataCollection[psobject]'\n"
        "$in = New-Object $t; $in.Add('q'); $in.Complete(); $out = New-Object $t; $in.IsOpen\n"
        "$ps = [PowerShell]::Create().AddScript('1..2; $input')\n"
        '$r = $ps.EndInvoke($ps.BeginInvoke($in, $out)); "$out $(@($r).Count) $($out.Count) $($out.GetType().Name)"\n'
        "try { $in.Add(1) } catch { 'closed' }; $all = $out.ReadAll(); \"$($all.Count) $($out.Count)\"\n"
        "[Management.Automation.PSDataCollection[string]]::new([string[]]('a', 'b')) -join '+'",
        ["False", "1 2 q 0 3 PSDataCollection`1", "closed", "3 0", "a+b"],
    ),
    "assemblies by part of a name": (
        "[Reflection.Assembly]::LoadWithPartialName('System.Drawing').GetName()\n"
        "$null -eq [Reflection.Assembly]::LoadWithPartialName('NoSuch')",
        ["System.Drawing", "True"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_start(case: str) -> None:
    script, expected = CASES[case]
    assert lines(script) == expected


EMPTY = {
    "function f([Parameter(Mandatory)]$x) { 'f' + $x.Count }\nf @(); f ''; f @($null)": ["f0", "f1", "f1"],
    "function f([Parameter(Mandatory, ValueFromPipeline)][psobject]$x) { process { 'f' + $x.Count } }\n,@() | f": [
        "f0"
    ],
    "(,@() | Add-Member -PassThru NoteProperty A 5).A": ["5"],
    "function f([Parameter(Mandatory)][Collections.ArrayList]$x) { 1 }\n"
    "try { f ([Collections.ArrayList]@()) } catch { $_.FullyQualifiedErrorId }": [
        "ParameterArgumentValidationErrorEmptyCollectionNotAllowed,f"
    ],
    "function f([Parameter(Mandatory)][object[]]$x) { 1 }\ntry { f @() } catch { $_.FullyQualifiedErrorId }": [
        "ParameterArgumentValidationErrorEmptyArrayNotAllowed,f"
    ],
}


@pytest.mark.parametrize("script", EMPTY)
def test_empty_values_for_mandatory_parameters(script: str) -> None:
    assert lines(script) == EMPTY[script]
