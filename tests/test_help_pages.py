"""Get-Help of functions with help comments: the pages, and the parts of the object behind them."""

import pytest
from script_case import lines, run_text

_FUNCTION = """
function Get-Thing {
<#
.SYNOPSIS
  Gets a thing.
.DESCRIPTION
  Gets one thing
  by its name.
.EXAMPLE
  Get-Thing x

  Shows x.
.INPUTS
  System.String
.NOTES
  Kept short.
.LINK
  Get-Other
#>
param(
    # The name of the thing.
    [Parameter(Mandatory, ValueFromPipeline)] [string] $Name,
    [switch] $Force,
    [int] $Count = 5
)
}
"""


def _page(command: str) -> str:
    return run_text(_FUNCTION + command, 120).out


def test_the_short_page() -> None:
    assert _page("Get-Help Get-Thing") == (
        "\nNAME\n    Get-Thing\n    \nSYNOPSIS\n    Gets a thing.\n    \n    \nSYNTAX\n"
        "    Get-Thing [-Name] <String> [[-Count] <Int32>] [-Force] [<CommonParameters>]\n    \n    \n"
        "DESCRIPTION\n    Gets one thing\n    by its name.\n    \n\nRELATED LINKS\n    Get-Other \n\n"
        'REMARKS\n    To see the examples, type: "Get-Help Get-Thing -Examples"\n'
        '    For more information, type: "Get-Help Get-Thing -Detailed"\n'
        '    For technical information, type: "Get-Help Get-Thing -Full"\n'
        '    For online help, type: "Get-Help Get-Thing -Online"\n\n'
    )


def test_a_parameter_is_described_by_its_comment() -> None:
    assert _page("Get-Help Get-Thing -Parameter Name") == (
        "\n-Name <String>\n    The name of the thing.\n    \n"
        "    Required?                    true\n    Position?                    1\n"
        "    Default value                \n    Accept pipeline input?       true (ByValue)\n"
        "    Aliases                      \n    Accept wildcard characters?  false\n    \n\n\n"
    )


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("$h.Synopsis; $h.details.name; $h.description.Text", ["Gets a thing.", "Get-Thing", "Gets one thing", "by its name."]),
        ("$h.parameters.parameter.name -join ','", ["Name,Force,Count"]),
        ("$h.parameters.parameter.defaultValue -join ','", [",False,5"]),
        ("$h.examples.example.code; $h.examples.example.remarks[0].Text", ["Get-Thing x", "Shows x."]),
        ("$h.syntax.syntaxItem.parameter[0].parameterValue", ["String"]),
        ("$h.inputTypes.inputType.type.name; $h.relatedLinks.navigationLink.linkText", ["System.String", "Get-Other"]),
        ("$h.psobject.TypeNames[0]; (Get-Help Get-Thing -Full).psobject.TypeNames[0]",
         ["MamlCommandHelpInfo", "MamlCommandHelpInfo#FullView"]),
        ("$h.alertSet.alert.Text.Trim()", ["Kept short."]),
    ],
)  # fmt: skip
def test_the_parts(expression: str, expected: list[str]) -> None:
    assert lines(_FUNCTION + "$h = Get-Help Get-Thing\n" + expression) == expected


def test_examples_have_their_prompt_and_their_space() -> None:
    page = _page("Get-Help Get-Thing -Examples")
    assert (
        "    -------------------------- EXAMPLE 1 --------------------------\n    \n    PS > Get-Thing x\n    \n"
        "    Shows x.\n    \n    \n    \n    \n"
    ) in page


def test_a_function_without_help_shows_what_its_parameters_tell() -> None:
    assert run_text("function f { param($a) }; Get-Help f").out == (
        "\nNAME\n    f\n    \nSYNTAX\n    f [[-a] <Object>] \n    \n\nALIASES\n    None\n\n"
        "REMARKS\n    None\n\n\n"
    )


def test_unknown_parameters_and_commands_are_errors() -> None:
    text = (
        _FUNCTION
        + "Get-Help Get-Thing -Parameter Nope -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].FullyQualifiedErrorId"
    )
    assert lines(text) == ["NoMatchParameter,Microsoft.PowerShell.Commands.GetHelpCommand"]


def test_a_cmdlet_is_described_by_its_docstring() -> None:
    page = run_text("Get-Help Get-Location -Full", 120).out
    assert page.startswith("\nNAME\n    Get-Location\n    \nSYNOPSIS\n")
    assert "\nPARAMETERS\n    -PSProvider <String[]>\n" in page
