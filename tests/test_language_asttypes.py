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


def test_a_node_knows_its_parent() -> None:
    script = """
$block = { $a = 1; "$b" }
foreach ($node in $block.Ast.FindAll({ $args[0] -is [Management.Automation.Language.VariableExpressionAst] }, $true)) {
    "$node $($node.Parent.GetType().Name)"
}
$block.Ast.Parent.GetType().Name
$null -eq [scriptblock]::Create('1').Ast.Parent
"""
    assert run_text(script).out.split() == [
        "$a", "AssignmentStatementAst", "$b", "ExpandableStringExpressionAst", "ScriptBlockExpressionAst", "True",
    ]  # fmt: skip


def test_tokenize_gives_the_tokens_of_version_2() -> None:
    script = """
$problems = $null
$tokens = [Management.Automation.PSParser]::Tokenize('go -n [int]1 "a" # c', [ref]$problems)
$tokens.ForEach({ "$($_.Type):$($_.Content):$($_.Start)" }) -join ' '
$tokens[0].Type -eq 1; $problems.Count
$null = [Management.Automation.PSParser]::Tokenize(@('function {', '#'), [ref]$problems)
$problems[0].Token.StartLine; $problems[0].Token.Type
"""
    assert run_text(script).out.split("\n")[:-1] == [
        "Command:go:0 CommandParameter:-n:3 CommandArgument:[int]1:6 String:a:13 Comment:# c:17",
        "True", "0", "1", "Position",
    ]  # fmt: skip


def test_create_of_a_broken_text_tells_its_errors() -> None:
    made = run_text(
        "try { [scriptblock]::Create('3 *') }\n"
        "catch { $_.FullyQualifiedErrorId; $_.Exception.InnerException.Errors[0].ErrorId }"
    )
    assert made.out.split() == ["ParseException", "ExpectedValueExpression"]


def test_a_class_knows_the_types_of_the_session_only() -> None:
    made = run_text(
        "class Wheel { [int] $Spokes = 32 }\n"
        "[scriptblock]::Create('class Bike { [Wheel] $Front = [Wheel]::new() }; [Bike]::new().Front.Spokes')"
        ".Invoke()\n"
        "try { [scriptblock]::Create('class Cart { [Axle] $Axle }') }\n"
        "catch { $_.Exception.InnerException.Errors.ErrorId }"
    )
    assert made.out.split() == ["32", "TypeNotFound"]
