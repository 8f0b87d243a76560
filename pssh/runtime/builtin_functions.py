"""The functions PowerShell starts with, as text; each is compiled when first called."""

from typing import TYPE_CHECKING, Any, Dict

if TYPE_CHECKING:
    from pssh.runtime.runspace import Runspace

__all__ = ["FUNCTIONS", "builtin_function"]

FUNCTIONS: Dict[str, str] = {
    "prompt": "\"PS $($executionContext.SessionState.Path.CurrentLocation)$('>' * ($nestedPromptLevel + 1)) \"",
    "oss": """
[CmdletBinding()]
param(
    [ValidateRange(2, 2147483647)]
    [int]
    ${Width},

    [Parameter(ValueFromPipeline=$true)]
    [psobject]
    ${InputObject})

begin { $all = [System.Collections.Generic.List[object]]::new() }
process { $all.Add($InputObject) }
end { if ($Width) { $all | Out-String -Stream -Width $Width } else { $all | Out-String -Stream } }
""",
    "Pause": "$null = Read-Host 'Press Enter to continue...'",
    "cd..": "Set-Location ..",
    "cd\\": "Set-Location \\",
    "cd~": "Set-Location ~",
    "help": "Get-Help @args | Out-Host -Paging",
    "exec": "Switch-Process -WithCommand $args",
    "more": "$input | Out-Host -Paging",
    "TabExpansion2": """
[CmdletBinding(DefaultParameterSetName = 'ScriptInputSet')]
param(
    [Parameter(ParameterSetName = 'ScriptInputSet', Mandatory = $true, Position = 0)]
    [AllowEmptyString()]
    [string] $inputScript,

    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 1)]
    [int] $cursorColumn = $inputScript.Length,

    [Parameter(ParameterSetName = 'ScriptInputSet', Position = 2)]
    [Hashtable] $options = $null
)
end { [System.Management.Automation.CommandCompletion]::CompleteInput($inputScript, $cursorColumn, $options) }
""",
}
_LOWER = {name.lower(): name for name in FUNCTIONS}


def builtin_function(rs: "Runspace", lower: str) -> Any:
    """Define the built-in function of that lower-case name in the global scope; None when there is none."""
    name = _LOWER.get(lower)
    if name is None or lower in rs.removed_functions:
        return None
    from pssh.runtime.commands import FunctionInfo
    from pssh.runtime.scriptblock import compile_text

    info = FunctionInfo(name, compile_text(FUNCTIONS[name]))
    rs.global_scope.more().functions[lower] = info
    return info
