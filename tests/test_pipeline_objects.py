"""`[powershell]` and `PSCommand`: pipelines put together by scripts, and how they fail."""

import pytest
from script_case import lines

CASES = {
    "commands can be looked at and cleared": (
        "$p = [powershell]::Create().AddCommand('Get-Date').AddParameter('Year', 2020).AddScript('1'); "
        "$p.Commands.Commands | % { \"$_ $($_.IsScript) $($_.Parameters.Name)\" }; $p.Commands.Clear(); "
        "$p.AddScript('2').Invoke()",
        ["Get-Date False Year", "1 True ", "2"],
    ),
    "a PSCommand is filled first and given later": (
        "$c = [System.Management.Automation.PSCommand]::new().AddCommand('Write-Output').AddArgument(5); "
        "$null = $c.AddStatement().AddScript('6'); $p = [powershell]::Create(); $p.Commands = $c; $c.Clear(); "
        "$p.Invoke(); $c.Commands.Count",
        ["5", "6", "0"],
    ),
    "what a script throws is in the exception of Invoke": (
        "try { [powershell]::Create().AddScript('throw \"no\"').Invoke() } "
        "catch { $_.FullyQualifiedErrorId; $_.Exception.Message; $_.Exception.InnerException.Message }",
        ["RuntimeException", 'Exception calling "Invoke" with "0" argument(s): "no"', "no"],
    ),
    "an error that stops says so, at the end of an asynchronous run too": (
        "$p = [powershell]::Create().AddScript('Write-Error bad -ErrorAction Stop'); $a = $p.BeginInvoke(); "
        "try { $p.EndInvoke($a) } catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.Message }",
        ["ActionPreferenceStopException",
         'The running command stopped because the preference variable "ErrorActionPreference" or common parameter is '
         "set to Stop: bad"],
    ),
    "a text that ends too early is told apart": (
        "foreach ($t in 'if (', 'if x { }') { try { [powershell]::Create().AddScript($t).Invoke() } "
        "catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId } }",
        ["IncompleteParseException", "IfStatementMissingCondition", "ParseException",
         "MissingOpenParenthesisInIfStatement"],
    ),
    "-ErrorVariable has the exception that stops": (
        "try { Get-Item nosuch -ErrorAction Stop -ErrorVariable e } catch { }; $e.Count; $e[0].GetType().Name; "
        "$e[0].ErrorRecord.FullyQualifiedErrorId",
        ["1", "ActionPreferenceStopException", "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"],
    ),
    "nothing is asked of what has no impact": (
        "function f { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'None')] param() "
        "$PSCmdlet.ShouldProcess('a', 'b') }; f -Confirm",
        ["True"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("text, expected", CASES.values(), ids=CASES.keys())
def test_pipelines_of_scripts(text: str, expected: list[str]) -> None:
    assert lines(text) == expected
