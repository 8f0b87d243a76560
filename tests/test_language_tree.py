"""The shape of trees: each case is a text and its tree written as nested lists of names and values."""

from pathlib import Path
from typing import Any

import pytest

from pssh.language import nodes as n
from pssh.language import parse, parse_input

CONFORMANCE = Path(__file__).parent / "conformance"
SHARED = Path(__file__).parents[2] / "shared" / "conformance"


def show(node: Any) -> Any:
    """A tree as text, short enough to write in a case."""
    if isinstance(node, n.PipelineAst):
        inner = " | ".join(show(element) for element in node.elements)
        return inner + (" &" if node.background else "")
    if isinstance(node, n.CommandExpressionAst):
        return " ".join([show(node.expression), *map(show, node.redirections)])
    if isinstance(node, n.CommandAst):
        parts = [node.invocation] if node.invocation else []
        return "<" + " ".join(parts + [show(e) for e in node.elements + node.redirections]) + ">"
    if isinstance(node, n.CommandParameterAst):
        return f"-{node.name}" + (f":{show(node.argument)}" if node.argument is not None else "")
    if isinstance(node, n.FileRedirectionAst):
        return f"{node.stream}{'>>' if node.append else '>'}{show(node.location)}"
    if isinstance(node, n.MergingRedirectionAst):
        return f"{node.stream}>&{node.to_stream}"
    if isinstance(node, n.ConstantExpressionAst):
        return f"{node.value[0].removeprefix('System.')}:{node.value[1]}"
    if isinstance(node, n.StringConstantExpressionAst):
        return node.value if node.kind == "BareWord" else repr(node.value)
    if isinstance(node, n.ExpandableStringExpressionAst):
        return "`" + "".join(p if isinstance(p, str) else "{" + show(p) + "}" for p in node.parts) + "`"
    if isinstance(node, n.VariableExpressionAst):
        return ("@" if node.splatted else "$") + node.path
    if isinstance(node, n.UsingExpressionAst):
        return f"using({show(node.child)})"
    if isinstance(node, n.BinaryExpressionAst):
        return f"({show(node.left)} {node.operator} {show(node.right)})"
    if isinstance(node, n.UnaryExpressionAst):
        return f"{node.operator}({show(node.child)})"
    if isinstance(node, n.TernaryExpressionAst):
        return f"({show(node.condition)} ? {show(node.if_true)} : {show(node.if_false)})"
    if isinstance(node, n.ArrayLiteralAst):
        return "[" + ", ".join(map(show, node.elements)) + "]"
    if isinstance(node, n.ParenExpressionAst):
        return f"({show(node.pipeline)})"
    if isinstance(node, (n.SubExpressionAst, n.ArrayExpressionAst)):
        return ("$" if isinstance(node, n.SubExpressionAst) else "@") + show(node.block)
    if isinstance(node, n.StatementBlockAst):
        return "{" + "; ".join(map(show, node.traps + node.statements)) + "}"
    if isinstance(node, n.HashtableAst):
        return "@{" + "; ".join(f"{show(k)}={show(v)}" for k, v in node.pairs) + "}"
    if isinstance(node, n.ConvertExpressionAst):
        return f"[{node.type.type_name.full_name}]{show(node.child)}"
    if isinstance(node, n.TypeExpressionAst):
        return f"[{node.type_name.full_name}]"
    if isinstance(node, n.InvokeMemberExpressionAst):
        generic = "[" + ",".join(t.full_name for t in node.generic) + "]" if node.generic else ""
        dot = "::" if node.static else "?." if node.null_conditional else "."
        return f"{show(node.target)}{dot}{show(node.member)}{generic}({', '.join(map(show, node.arguments))})"
    if isinstance(node, n.MemberExpressionAst):
        dot = "::" if node.static else "?." if node.null_conditional else "."
        return f"{show(node.target)}{dot}{show(node.member)}"
    if isinstance(node, n.IndexExpressionAst):
        return f"{show(node.target)}{'?' if node.null_conditional else ''}[{show(node.index)}]"
    if isinstance(node, n.ScriptBlockExpressionAst):
        return "{" + show(node.script_block) + "}"
    if isinstance(node, n.ScriptBlockAst):
        blocks = (node.dynamic_param, node.begin, node.process, node.end, node.clean)
        return " ".join(
            "; ".join(map(show, b.statements))
            if b.unnamed
            else b.kind + "{" + "; ".join(map(show, b.statements)) + "}"
            for b in blocks
            if b is not None
        )
    if isinstance(node, n.AssignmentStatementAst):
        return f"{show(node.left)} {node.operator} {show(node.right)}"
    if isinstance(node, n.PipelineChainAst):
        return f"({show(node.left)} {node.operator} {show(node.right)}){' &' if node.background else ''}"
    if isinstance(node, n.IfStatementAst):
        text = " ".join(f"if {show(c)} {show(b)}" for c, b in node.clauses)
        return text + (f" else {show(node.else_clause)}" if node.else_clause else "")
    if isinstance(node, n.ForEachStatementAst):
        return f"{node.label or ''}foreach {show(node.variable)} in {show(node.condition)} {show(node.body)}"
    if isinstance(node, n.SwitchStatementAst):
        clauses = "; ".join(f"{show(c)} {show(b)}" for c, b in node.clauses)
        default = f" default {show(node.default)}" if node.default else ""
        return f"switch{list(node.flags)} {show(node.condition)} {clauses}{default}"
    if isinstance(node, n.TryStatementAst):
        catches = "".join(
            f" catch {','.join(t.type_name.full_name for t in c.types)} {show(c.body)}" for c in node.catches
        )
        return f"try {show(node.body)}{catches}" + (
            f" finally {show(node.finally_block)}" if node.finally_block else ""
        )
    if isinstance(node, n.FunctionDefinitionAst):
        names = "" if node.parameters is None else ",".join(p.variable.path for p in node.parameters)
        return f"function {node.name}({names}) {{{show(node.body)}}}"
    if isinstance(node, (n.ReturnStatementAst, n.ThrowStatementAst, n.ExitStatementAst)):
        return type(node).__name__[:-12].lower() + (" " + show(node.pipeline) if node.pipeline else "")
    if isinstance(node, (n.BreakStatementAst, n.ContinueStatementAst)):
        return type(node).__name__[:-12].lower() + (" " + show(node.label) if node.label else "")
    if isinstance(node, n.ForStatementAst):
        heads = (node.initializer, node.condition, node.iterator)
        return f"for {'; '.join(show(h) if h else '' for h in heads)} {show(node.body)}"
    if isinstance(node, (n.WhileStatementAst, n.DoWhileStatementAst, n.DoUntilStatementAst)):
        return f"{type(node).__name__[:-12].lower()} {show(node.condition)} {show(node.body)}"
    return type(node).__name__


CASES = [
    ("1 + 2 * 3", "(Int32:1 Plus (Int32:2 Multiply Int32:3))"),
    ("1 - 2 - 3", "((Int32:1 Minus Int32:2) Minus Int32:3)"),
    ("1 -and 2 -bor 3 -eq 4 + 5", "(Int32:1 And (Int32:2 Bor (Int32:3 Ieq (Int32:4 Plus Int32:5))))"),
    ("'{0}' -f 1, 2 + 3", "(('{0}' Format [Int32:1, Int32:2]) Plus Int32:3)"),
    ("1..2 -join ','", "((Int32:1 DotDot Int32:2) Join ',')"),
    ("$a ?? $b + 1", "($a QuestionQuestion ($b Plus Int32:1))"),
    ("-1", "Int32:-1"),
    ("- 1", "Minus(Int32:1)"),
    ("1 -2", "(Int32:1 Minus Int32:2)"),
    ("1, -2", "[Int32:1, Int32:-2]"),
    ("-not $a -eq 1", "(Not($a) Ieq Int32:1)"),
    ("!$a", "Exclaim($a)"),
    ("-split 'a b'", "Isplit('a b')"),
    ("$a++ + ++$b", "(PostfixPlusPlus($a) Plus PlusPlus($b))"),
    (",1", "[Int32:1]"),
    ("$a -ceq 'x' -or $b -notlike 'y*'", "(($a Ceq 'x') Or ($b Inotlike 'y*'))"),
    ("1 +\n2", "(Int32:1 Plus Int32:2)"),
    ("$a ? 1 : $b ? 2 : 3", "($a ? Int32:1 : ($b ? Int32:2 : Int32:3))"),
    ("(1) ? 2:3", "((Int32:1) ? Int32:2 : Int32:3)"),
    ("[int]'1' + 2", "([int]'1' Plus Int32:2)"),
    ("[int[]](1, 2)", "[int[]]([Int32:1, Int32:2])"),
    ("[Collections.Generic.Dictionary[string, int[]]]::new()",
     "[Collections.Generic.Dictionary[string,int[]]]::new()"),
    ("[int]::MaxValue", "[int]::MaxValue"),
    ("$a.b.c(1, 2)[0]?.d", "$a.b.c(Int32:1, Int32:2)[Int32:0]?.d"),
    ("${a}?.b?[1]", "$a?.b?[Int32:1]"),
    ("$a.'b c'.$d.(1).\"e$f\"", "$a.'b c'.$d.(Int32:1).`e{$f}`"),
    ("$a.where{ $_ }", "$a.where({$_})"),
    ("$a.m[int](1)", "$a.m[int](Int32:1)"),
    ("$a.\n  b()", "$a.b()"),
    ("$using:a.b", "using($a.b)"),
    ("$env:x; $a::b", "$env:x; $a::b"),
    ("@{ a = 1; 'b c' = if (1) { 2 }; $d = a b }", "@{a=Int32:1; 'b c'=if Int32:1 {Int32:2}; $d=<a b>}"),
    ("@{\n a = if (1) { 2 }\n b = 3\n}", "@{a=if Int32:1 {Int32:2}; b=Int32:3}"),
    ('"a $b c"', "`a {$b} c`"),
    ('"$a.b $($a.b) ${a b} $$ `$x $"', "`{$a}.b {${$a.b}} {$a b} {$$} $x $`"),
    ('"x""y`t"', "'x\"y\\t'"),
    ('"$(""a"")"', "`{${'a'}}`"),
    ("'it''s'", "\"it's\""),
    ("\u2018a\u2019", "'a'"),
    ("\u201ca $b\u201d", "`a {$b}`"),
    ("1 \u2013 2", "(Int32:1 Minus Int32:2)"),
    ("@'\na'b\n'@", "\"a'b\""),
    ('@"\na "$b"\n"@', '`a "{$b}"`'),
    ('"`u{1F600}"', "'\U0001f600'"),
    ("get-x -a b -c:d --e -- -f", "<get-x -a b -c:d --e -- -f>"),
    ("get-x a,b -p 1, 2", "<get-x [a, b] -p [Int32:1, Int32:2]>"),
    ("get-x a$b.c \"d\"e $f.g $h[1] a.b$(1)", "<get-x `a{$b}.c` 'd' e $f.g $h[Int32:1] `a.b{${Int32:1}}`>"),
    ("get-x @a -b:@c", None),
    ("get-x *>x 2>&1 >> y", None),
    ("get-x 2> e >o", "<get-x Output>o Error>e>"),
    ("get-x 2>&1 3>$null", "<get-x Error>&Output Warning>$null>"),
    ("1 > x", "Int32:1 Output>x"),
    ("& $a 1", "<& $a Int32:1>"),
    (". ./a.ps1", "<. ./a.ps1>"),
    ("a --% b | c", "<a --% b > | <c>"),
    ("a --% \"b | c\" $d\ne", "<a --% \"b | c\" $d>; <e>"),
    ("a | b |\nc\n| d", "<a> | <b> | <c> | <d>"),
    ("a # c\n# d\n| e", "<a> | <e>"),
    ("a `\n b", "<a b>"),
    ("a && b || c", "((<a> AndAnd <b>) OrOr <c>)"),
    ("a &", "<a> &"),
    ("a && b &", "(<a> AndAnd <b>) &"),
    ("$a = $b = 1", "$a Equals $b Equals Int32:1"),
    ("$a, $b = 1, 2", "[$a, $b] Equals [Int32:1, Int32:2]"),
    ("$a ??= 1", "$a QuestionQuestionEquals Int32:1"),
    ("$a=1", "$a Equals Int32:1"),
    ("$a.b += a b", "$a.b PlusEquals <a b>"),
    ("$x = if (1) { 2 } else { 3 }", "$x Equals if Int32:1 {Int32:2} else {Int32:3}"),
    ("if (1) { 2 }\nelseif (3) { 4 }\nelse { 5 }",
     "if Int32:1 {Int32:2} if Int32:3 {Int32:4} else {Int32:5}"),
    ("foreach ($a in 1..2) { $a }", "foreach $a in (Int32:1 DotDot Int32:2) {$a}"),
    (":x foreach ($a in b) { break x }", "xforeach $a in <b> {break x}"),
    ("for ($i = 0; $i -lt 3; $i++) { }", "for $i Equals Int32:0; ($i Ilt Int32:3); PostfixPlusPlus($i) {}"),
    ("for (;;) { }", "for ; ;  {}"),
    ("do { 1 } until (2)", "dountil Int32:2 {Int32:1}"),
    ("switch -regex -case (1) { a { 1 } 'b' { 2 } { $_ } { 3 } default { 4 } }",
     "switch['Regex', 'CaseSensitive'] Int32:1 a {Int32:1}; 'b' {Int32:2}; {$_} {Int32:3} default {Int32:4}"),
    ("try { 1 } catch [a.b], [c] { 2 } catch { 3 } finally { 4 }",
     "try {Int32:1} catch a.b,c {Int32:2} catch  {Int32:3} finally {Int32:4}"),
    ("function a-b($x, [int]$y = 1) { return $x }", "function a-b(x,y) {return $x}"),
    ("function a { begin { 1 } process { 2 } end { 3 } clean { 4 } }",
     "function a() {begin{Int32:1} process{Int32:2} end{Int32:3} clean{Int32:4}}"),
    ("if", None),
    ("ifx 1", "<ifx Int32:1>"),
    ("echo if else", "<echo if else>"),
    ("a?b 1", "<a?b Int32:1>"),
    ("1..3 | % { $_ }", "(Int32:1 DotDot Int32:3) | <% {$_}>"),
    ("7z.exe a", "<7z.exe a>"),
    ("throw 'a'", "throw 'a'"),
    ("return", "return"),
    ("a; b\nc", "<a>; <b>; <c>"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), [case for case in CASES if case[1] is not None])
def test_shape(source: str, expected: str) -> None:
    assert show(parse(source)) == expected


NUMBERS = [
    ("1", ("System.Int32", 1)),
    ("2147483648", ("System.Int64", 2147483648)),
    ("9223372036854775808", ("System.Decimal", "9223372036854775808")),
    ("1" + "0" * 40, ("System.Double", 1e40)),
    ("1.5", ("System.Double", 1.5)),
    (".5", ("System.Double", 0.5)),
    ("1e3", ("System.Double", 1000.0)),
    ("1.e-2", ("System.Double", 0.01)),
    ("0x1F", ("System.Int32", 31)),
    ("0xFFFFFFFF", ("System.Int32", -1)),
    ("0x0FFFFFFFF", ("System.Int64", 4294967295)),
    ("0xFFFFFFFFFFFFFFFF", ("System.Int64", -1)),
    ("0xFFu", ("System.UInt32", 255)),
    ("0xFFy", ("System.SByte", -1)),
    ("0xFFuy", ("System.Byte", 255)),
    ("0b101", ("System.Int32", 5)),
    ("0b11111111", ("System.Int32", -1)),
    ("1kb", ("System.Int32", 1024)),
    ("2GB", ("System.Int64", 2147483648)),
    ("1.5mb", ("System.Double", 1572864.0)),
    ("1l", ("System.Int64", 1)),
    ("1u", ("System.UInt32", 1)),
    ("5000000000u", ("System.UInt64", 5000000000)),
    ("1ul", ("System.UInt64", 1)),
    ("1s", ("System.Int16", 1)),
    ("1us", ("System.UInt16", 1)),
    ("1y", ("System.SByte", 1)),
    ("255uy", ("System.Byte", 255)),
    ("1n", ("System.Numerics.BigInteger", 1)),
    ("1.50d", ("System.Decimal", "1.50")),
    ("1dkb", ("System.Decimal", "1024")),
    ("1.6l", ("System.Int64", 2)),
    ("-5", ("System.Int32", -5)),
    ("+5", ("System.Int32", 5)),
    ("-0x10", ("System.Int32", -16)),
]


@pytest.mark.parametrize(("source", "expected"), NUMBERS)
def test_number(source: str, expected: "tuple[str, Any]") -> None:
    node = parse(f"({source})").end.statements[0].elements[0].expression.pipeline.elements[0].expression
    assert node.value == expected


def test_a_class() -> None:
    tree = parse(
        "[Flags()] enum E : byte { a = 1; b }\n"
        "class A : Exception, IDisposable {\n"
        "  [ValidateNotNull()][string]$x = 'y'\n"
        "  hidden static [int[]]$z\n"
        "  A([int]$a) : base($a) { $this.x = $a }\n"
        "  [void]Dispose() { }\n"
        "}"
    )
    enum, klass = tree.end.statements
    assert (enum.kind, enum.name, [m.name for m in enum.members]) == ("enum", "E", ["a", "b"])
    assert [b.type_name.full_name for b in klass.bases] == ["Exception", "IDisposable"]
    x, z, constructor, dispose = klass.members
    assert (x.name, x.type.type_name.full_name, x.initial.value) == ("x", "string", "y")
    assert (z.static, z.hidden, z.type.type_name.ranks) == (True, True, (1,))
    assert constructor.constructor
    assert [show(argument) for argument in constructor.base_arguments] == ["$a"]
    assert dispose.return_type.type_name.name == "void"


def test_parameters_and_usings() -> None:
    tree = parse(
        "using namespace System.IO\n#requires -version 7.2 -modules a, @{ModuleName='b'; ModuleVersion='1'}\n"
        "[CmdletBinding()]\nparam(\n  # c\n  [Parameter(Mandatory, Position = 0)]\n  [string[]] $a,\n"
        "  $b = (1 + 2)\n)\n1"
    )
    assert [(u.kind, u.name) for u in tree.usings] == [("namespace", "System.IO")]
    assert tree.requirements.version == "7.2"
    assert [m["ModuleName"] for m in tree.requirements.modules] == ["a", "b"]
    a, b = tree.param_block.parameters
    assert [type(x).__name__ for x in a.attributes] == ["AttributeAst", "TypeConstraintAst"]
    assert [(x.name, x.expression_omitted) for x in a.attributes[0].named] == [
        ("Mandatory", True),
        ("Position", False),
    ]
    assert show(b.default) == "((Int32:1 Plus Int32:2))"
    assert tree.param_block.attributes[0].type_name.name == "CmdletBinding"


def test_extents_cover_what_they_say() -> None:
    text = 'if ($a -eq 1) { Get-X "b $($c + 1)" | Select-Object -First 1 } # d'
    seen = {node.extent.text for node in parse(text).walk()}
    assert {"$a -eq 1", "$c + 1", '"b $($c + 1)"', "Select-Object -First 1", "-First", text[:-4]} <= seen


def test_extents_behind_doubled_quotes() -> None:
    text = '"a $(f ""b"" $c) d" + $e'
    seen = {node.extent.text for node in parse(text).walk()}
    assert {'""b""', "$c", 'f ""b"" $c', "$e"} <= seen


def scripts() -> "list[Path]":
    return sorted(
        path for folder in (CONFORMANCE, SHARED) if folder.is_dir() for path in folder.rglob("*.ps1")
    )


@pytest.mark.skipif(not scripts(), reason="the recorded scripts are not here")
def test_recorded_scripts_parse_and_their_tokens_give_the_text() -> None:
    for path in scripts():
        text = path.read_text(encoding="utf-8-sig")
        tree = parse(text, str(path))
        same, tokens, errors = parse_input(text, str(path))
        assert not errors, path
        assert repr(same) == repr(tree), path
        position = 0
        for token in tokens[:-1]:
            assert not text[position : token.start].strip(" \t"), path
            assert token.start >= position and token.text == text[token.start : token.end], path
            position = token.end
        assert tokens[-1].kind == "EndOfInput" and not text[position:].strip(" \t"), path


TOKENS = [
    ("Get-X -a $b", "Generic Parameter Variable EndOfInput"),
    ("if ($a -gt 1) { }", "If LParen Variable Igt Number RParen LCurly RCurly EndOfInput"),
    ('"a" # b', "StringExpandable Comment EndOfInput"),
    ("a `\n b\n", "Identifier LineContinuation Identifier NewLine EndOfInput"),
    ("[int]$x = 1kb", "LBracket Identifier RBracket Variable Equals Number EndOfInput"),
    ("@x; @{a=1}", "SplattedVariable Semi AtCurly Identifier Equals Number RCurly EndOfInput"),
    (":x while (1) {}", "Label While LParen Number RParen LCurly RCurly EndOfInput"),
]


@pytest.mark.parametrize(("source", "expected"), TOKENS)
def test_token_kinds(source: str, expected: str) -> None:
    assert " ".join(token.kind for token in parse_input(source)[1]) == expected


def test_token_flags_and_nested_tokens() -> None:
    from pssh.language.tokens import TokenFlags

    _, tokens, _ = parse_input('Get-X "$a $(b)" if')
    assert tokens[0].flags & TokenFlags.CommandName
    assert [token.kind for token in tokens[1].nested_tokens] == [
        "Variable",
        "DollarParen",
        "Identifier",
        "RParen",
    ]
    assert not tokens[2].flags & TokenFlags.Keyword
