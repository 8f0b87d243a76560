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


def parsed_tokens(text: str, script: str) -> str:
    """What `script` prints of $t (tokens), $e (errors) and $tree of the text."""
    return run_text(
        f"$t = $e = $null; $text = '{text}'\n"
        "$tree = [System.Management.Automation.Language.Parser]::ParseInput($text, 'some.ps1', [ref]$t, [ref]$e)\n"
        + script
    ).out.rstrip("\n")


TOKENS = [
    ("go -Deep:1", '$t | % { "$($_.Kind) $($_.GetType().Name) $_" }',
     "Identifier Token go\nParameter ParameterToken -Deep:\nNumber NumberToken 1\nEndOfInput Token <eof>"),
    ("go -Deep:1", "$t[1].ParameterName; $t[1].UsedColon; $t[2].Value + 1; $t[0].TokenFlags",
     "Deep\nTrue\n2\nCommandName"),
    ("$env:A + $local:b", "$t[0].Name; $t[2].Name; $t[2].VariablePath.IsLocal; $t[0].VariablePath.DriveName",
     "env:A\nb\nTrue\nenv"),
    ('"n $n" 2>&1 >> log', "$t[0].Value; $t[0].NestedTokens.Name; $t[1].FromStream; $t[1].ToStream; $t[2].Append",
     "n $n\nn\nError\nOutput\nTrue"),
    (":top while (0) { }", "$t[0].LabelText; $t[1].Kind -eq [System.Management.Automation.Language.TokenKind]::While",
     "top\nTrue"),
    ("1 - 2", "$t[1].TokenFlags -band [System.Management.Automation.Language.TokenFlags]::BinaryPrecedenceMask",
     "BinaryPrecedenceAdd"),
    ("a\nbc d", "$at = $t[3].Extent; $at.StartScriptPosition.LineNumber; $at.EndScriptPosition.ColumnNumber; "
     '$at.StartScriptPosition.Line; "$at"', "2\n5\nbc d\nd"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "script", "expected"), TOKENS)
def test_tokens(text: str, script: str, expected: str) -> None:
    assert parsed_tokens(text, script) == expected


def test_an_error_as_text_shows_the_place() -> None:
    assert parsed_tokens("7 *", "$e[0].ToString()") == (
        "At some.ps1:1 char:4\n+ 7 *\n+    ~\nYou must provide a value expression following the '*' operator."
    )


def test_a_search_goes_in_order_and_leaves_out_nested_blocks() -> None:
    text = "foreach ($i in $list) { function f([int] $p) { $q }; $r > $file }"
    script = (
        "$n = 'System.Management.Automation.Language.VariableExpressionAst' -as [type]\n"
        '"$($tree.FindAll({ $args[0] -is $n }, $true))"; "$($tree.FindAll({ $args[0] -is $n }, $false))"'
    )
    assert parsed_tokens(text, script) == "$i $list $p $q $r $file\n$i $list $r $file"


def test_a_file_that_is_not_there_is_an_error_of_the_parser() -> None:
    shown_lines = run_text(
        "$t = $e = $null\n"
        "$null = [System.Management.Automation.Language.Parser]::ParseFile('/no/such.ps1', [ref]$t, [ref]$e)\n"
        "$e[0].ErrorId; $t.Count"
    )
    assert shown_lines.out.split() == ["FileReadError", "0"]


def test_the_enums_of_the_language_are_there_before_anything_is_parsed() -> None:
    kind = "[System.Management.Automation.Language.TokenKind]"
    assert run_text(f"[int] {kind}::Clean; {kind}::AndAnd").out.split() == ["170", "AndAnd"]
