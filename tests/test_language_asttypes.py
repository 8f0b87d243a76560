"""The tree as scripts see it: the names .NET gives to its nodes' properties."""

import pytest
from script_case import run_text

PARSED = """
$tree = [System.Management.Automation.Language.Parser]::ParseInput($text, [ref]$null, [ref]$null)
$first = $tree.EndBlock.Statements[0]
"""


def shown(text: str, script: str) -> str:
    return run_text(f"$text = '{text}'{PARSED}{script}").out.rstrip("\n")


CASES = [
    (
        "function f { param([ValidateSet(1, 2)][int] $a = 3, $b) }",
        "$p = $first.Body.ParamBlock.Parameters; $p[0].Name.VariablePath.UserPath; $p[0].DefaultValue.Value; "
        "$p.StaticType.Name; $p[0].Attributes.TypeName.FullName",
        "a\n3\nInt32\nObject\nValidateSet\nint",
    ),
    (
        "class A : B { [int] $n = 1; hidden static [void] F() { } }",
        "$first.IsClass; $first.IsEnum; $first.BaseTypes.TypeName.Name; $n, $f = $first.Members; "
        "$n.PropertyType.TypeName.Name; $n.InitialValue.Value; $n.IsStatic; $f.IsStatic -and $f.IsHidden",
        "True\nFalse\nB\nint\n1\nFalse\nTrue",
    ),
    (
        "if ($x) { @{ k = 1 } }",
        '$pair = $first.Clauses[0]; "$($pair.Item1)"; '
        "$pair.Item2.Statements[0].PipelineElements[0].Expression.KeyValuePairs[0].Item1.Value",
        "$x\nk",
    ),
    (
        "try { } catch [System.Exception] { } catch { }",
        "$first.CatchClauses.IsCatchAll; $first.CatchClauses[0].CatchTypes.TypeName.GetReflectionType().Name",
        "False\nTrue\nException",
    ),
    (
        "$o.M(1, 2)",
        '$call = $first.PipelineElements[0].Expression; "$($call.Expression)|$($call.Member)|$($call.Arguments)"',
        "$o|M|1 2",
    ),
]


@pytest.mark.parametrize(("text", "script", "expected"), CASES)
def test_names(text: str, script: str, expected: str) -> None:
    assert shown(text, script) == expected
