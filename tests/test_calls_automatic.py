"""What a call has of its own: automatic variables in defaults and in dotted runs, typed preferences, its errors."""

import pytest
from script_case import lines

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
}


@pytest.mark.parametrize("name", CASES)
def test_a_call_has_its_own(name: str) -> None:
    script, expected = CASES[name]
    assert lines(script) == expected
