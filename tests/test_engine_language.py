"""The engine: what scripts print and which errors they meet, one line of script per case."""

import pytest
from script_case import run_text


def shown(text: str) -> str:
    return "\n".join(line.rstrip() for line in run_text(text).out.splitlines())


VALUES = [
    # arithmetic and its types
    ("2147483647 + 1", "2147483648"),
    ("(2147483647 + 1).GetType().Name", "Double"),
    ("(1l + 1).GetType().Name; (1u + 1).GetType().Name; ([byte]200 + [byte]100).GetType().Name", "Int64\nUInt32\nInt32"),
    ("7 / 2; 6 / 2; -7 % 3; 5.5 % 2", "3.5\n3\n-1\n1.5"),
    ("'3' * 2; 3 * '2'; 1 + '2'; '1' + 2", "33\n6\n3\n12"),
    ("$null + 1; $null + 'a'; (@(1) * 3) -join ','", "1\na\n1,1,1"),
    ("5 -band 3; 5 -bor 3; 5 -bxor 3; -bnot 5; 1 -shl 4; 16 -shr 2", "1\n7\n6\n-6\n16\n4"),
    ("$s = 2147483647; $s++; $s; $n = $null; $n++; $n", "2147483648\n1"),
    # assignment
    ("$a, $b = 1, 2, 3; \"$a|$b\"", "1|2 3"),
    ("$a = $b = 5; ($c = 6); $a + $b", "6\n10"),
    ("$x = if ($true) { 'y' } else { 'n' }; $x", "y"),
    ("$x = foreach ($i in 1..3) { $i * 2 }; $x -join ','", "2,4,6"),
    ("$x ??= 3; $x ??= 4; $x; $y = $null ?? 'd'; $y", "3\nd"),
    ("$h = @{ a = @{ b = 1 } }; $h.a.b += 5; $h.a.b; $h['n'] += 'x'; $h.n", "6\nx"),
    ("$a = 1, 2, 3; $a[1] *= 5; $a[-1]--; $a -join ','", "1,10,2"),
    ("[int]$n = '4'; $n += '1'; $n", "5"),
    # flow
    ("for ($i = 0; $i -lt 5; $i++) { if ($i -eq 1) { continue }; if ($i -eq 3) { break }; $i }", "0\n2"),
    ("$i = 0; do { $i++; if ($i -eq 2) { continue }; $i } while ($i -lt 3)", "1\n3"),
    (":o foreach ($a in 1..3) { foreach ($b in 1..3) { if ($b -eq 2) { continue o }; \"$a$b\" } }", "11\n21\n31"),
    (":o while ($true) { while ($true) { break o } }; 'out'", "out"),
    ("foreach ($i in 1..3) { 1..3 | ForEach-Object { if ($_ -eq 2) { break }; $_ } }; 'end'", "1\nend"),
    ("switch (1, 'b', 3) { 1 { 'one' } 'B' { 'bee'; continue } { $_ -gt 2 } { 'big' } default { 'none' } }",
     "one\nbee\nbig"),
    ("switch -Wildcard ('abc') { 'a*' { 1 } '*c' { 2; break } '*' { 3 } }", "1\n2"),
    ("switch -Regex ('a1') { '(\\d)' { $Matches[1] } }", "1"),
    ("function f { foreach ($i in 1..9) { if ($i -eq 4) { return $i } } }; f", "4"),
    ("function f { 'a'; return 'b'; 'c' }; (f) -join ''", "ab"),
    ("1..3 | ForEach-Object { if ($_ -eq 2) { return }; $_ }", "1\n3"),
    ("function f([object[]] $ForEach = @(1, 2)) { foreach ($i in $ForEach) { \"$i\"; . { } }; $ForEach.Count }; f; f 3",
     "1\n2\n2\n3\n1"),
    ("foreach ($a in 1, 2, 3) { foreach ($b in 'x') { }; $a; $null = $foreach.MoveNext() }; $null -eq $foreach", "1\n3\nTrue"),
    # functions
    ("function Start { 'mine' }; start; function sc { 'own' }; sc; Get-Alias ac, compare, cpp -ErrorAction Ignore", "mine\nown"),
    ("$null = New-Module m { function g { [CmdletBinding()] param() $state = $PSCmdlet.SessionState.PSVariable; "
     "$state.Set('made', 2); \"$($PSCmdlet.GetVariableValue('v')) $($state.GetValue('v'))\" } }; "
     "function f { $v = 1; g; $made }; f; $null -eq $made",
     "1 1\n2\nTrue"),
    ("function f { $i = $MyInvocation; \"$($i.ExpectingInput) $($i.PipelinePosition)/$($i.PipelineLength)\" }; 1 | f; f",
     "True 2/2\nFalse 1/1"),
    ("function f { [CmdletBinding()] param([Parameter(ValueFromPipeline)] $x) end { $PSCmdlet.MyInvocation.ExpectingInput } }; "
     "1, 2 | f; f 1",
     "True\nFalse"),
    ("function f($a, $b = $a * 2) { \"$a $b $args\" }; f 1; f 1 2 3 4; f -b 5 1", "1 2 \n1 2 3 4\n1 5 "),
    ("function f { param([int]$n, [switch]$s) \"$n $s\" }; f '5' -s; f", "5 True\n0 False"),
    ("function f { begin { 'b' } process { \"p$_\" } end { 'e' } }; 1, 2 | f", "b\np1\np2\ne"),
    ("filter f { $_ * 2 }; 1, 2 | f", "2\n4"),
    ("function f { $input | ForEach-Object { $_ + 1 } }; 1, 2 | f", "2\n3"),
    ("$p = @{ a = 1 }; function f($a, $b) { \"$a-$b\" }; f @p -b 2; $q = 3, 4; f @q", "1-2\n3-4"),
    ("function f { $PSBoundParameters.Keys -join ',' }; function g([int]$a, $b) { $PSBoundParameters.Count }; g 1; g", "1\n0"),
    ("function o { $v = 'o'; i }; function i { $v }; o", "o"),
    ("$v = 1; function f { $v = 2; $v }; f; $v; function g { $script:v = 3 }; g; $v", "2\n1\n3"),
    ("$v = 1; & { $v = 2 }; $v; . { $v = 3 }; $v", "1\n3"),
    ("function f($n) { if ($n -le 1) { return 1 }; $n * (f ($n - 1)) }; f 10", "3628800"),
    # script blocks
    ("function f { param([Parameter(ValueFromPipeline)] $x, $First) begin { $null = $PSBoundParameters.Remove('x'); "
     "$p = { Select-Object @PSBoundParameters | ForEach-Object { $_ * 2 } }.GetSteppablePipeline(); $p.Begin($PSCmdlet) } "
     "process { $p.Process($_) } end { $p.End() } }; 1..5 | f -First 2",
     "2\n4"),
    ("$p = { param($n) Where-Object { $_ -gt $n } }.GetSteppablePipeline('Internal', @(2)); $p.Begin($true); "
     "1..4 | ForEach-Object { $p.Process($_) }; $p.End(); "
     "try { { 1 + 1 }.GetSteppablePipeline() } catch { $_.FullyQualifiedErrorId }",
     "3\n4\nCanOnlyConvertOnePipeline"),
    ("$b = { param($x) $x + 1 }; & $b 4; $b.Invoke(5); $b.InvokeReturnAsIs(6)", "5\n6\n7"),
    ("$n = 1; $c = { $n }.GetNewClosure(); $n = 2; & $c; & { $n }", "1\n2"),
    ("$b = [scriptblock]::Create('1 + 1'); & $b; \"$b\"", "2\n1 + 1"),
    ("{ a b }.ToString(); { }.Ast.GetType().Name", " a b \nScriptBlockAst"),
    # strings
    ("$a = 1, 2; \"x$($a[0])y${a}z $a.Count\"", "x1y1 2z 1 2.Count"),
    ("$OFS = '-'; \"$(1, 2, 3)\"", "1-2-3"),
    ("'a-b' -split '-'; -join ('x', 'y'); 'abc' -replace 'b', '<$&>'", "a\nb\nxy\na<b>c"),
    ("'a1b2' -replace '\\d', { [int]$_.Value * 2 }", "a2b4"),
    ("'{0:D3}|{1,-4}|{2:N1}' -f 7, 'ab', 1.26", "007|ab  |1.3"),
    # collections
    ("$a = 1..5; $a[1..3] -join ','; $a[-1]; $null -eq $a[9]; 'abc'[0, 2] -join ''", "2,3,4\n5\nTrue\nac"),
    ("(1, 2) + 3 -join ','; ,1 + 2 -join ','; @(1; 2).Count", "1,2,3\n1,2\n2"),
    ("$h = [ordered]@{ b = 1; a = 2 }; $h[0]; $h['a']; $h.Keys -join ''", "1\n2\nba"),
    ("@(1, 2, 3, 1) -eq 1; (1, 2, 3 -gt 1) -join ','; 2 -in 1, 2; 1, 2 -contains 3", "1\n1\n2,3\nTrue\nFalse"),
    ("$n = 5; $n[0]; $n[-1]; $null -eq $n[1]; ([pscustomobject]@{ a = 6 })[0].a; @($n[3]).Count", "5\n5\nTrue\n6\n0"),
    ("Set-StrictMode -Version 2; try { (5)[1] } catch { \"$_\" }; (5)[0]",
     "Unable to index into an object of type System.Int32.\n5"),
    ("$w = 'b', 'a' | Sort-Object; $w.IndexOf([char]'b'); $w.IndexOf('B'); $w.Contains([char]'a')", "1\n-1\nTrue"),
    ("$t = [int[]](1, 2, 3); $t[1] = '7'; $t[-1] = 8; \"$t\"; $null -eq $t[3]; try { $t[3] = 1 } catch { \"$_\" }",
     "1 7 8\nTrue\nIndex was outside the bounds of the array."),
    # classes
    ("class B { [A] $a; [D] $d } class A : B { [C[]] $c } class C { } enum D { X; Y }; "
     "$n = [A]::new(); $n.c = [C]::new(); $n.a = [A]::new(); $n.c.Count; $n.d",
     "1\nX"),
    ("& { class A { [int] $n = 3 } [A]::new().n }", "3"),
    ("function f([Size] $s) { $s }; enum Size { Small; Large }; f Large", "Large"),
    ("class A { hidden [int] Twice([int] $n) { return $n * 2 } [int] Show() { return 1 } } $m = [A]::new().Twice; "
     "$m.Invoke(4); ([A]::new() | Get-Member -MemberType Method -Name Twice, Show).Name; "
     "([A]::new() | Get-Member Twice -Force).Name",
     "8\nShow\nTwice"),
    ("1, 2 | ForEach-Object { switch ($_) { 1 { 'one' } default { \"$_!\" } }; $_ }", "one\n1\n2!\n2"),
    ("[Flags()] enum F { A = 1; B = 2 } [int] [F] 0; \"$([F] 3)\"; try { [F] 4 } catch { $_.FullyQualifiedErrorId }; "
     "enum G { M = -1; N } [int] [G] 7",
     "0\nA, B\nInvalidCastFromIntegerToEnum\n7"),
    # conversions to lists: an array that is itself an element is one element
    ("([Collections.Generic.List[int[]]] [int[]] (1, 2)).Count; ([Collections.Generic.List[object]] (1, 2)).Count; "
     "([Collections.Generic.List[object]] [string[]] (1, 2)).Count; ([Collections.Generic.List[object]] [int[]] (1, 2)).Count",
     "1\n2\n2\n1"),
    # a validation script sees the parameters bound before its own
    ("function f { param([int] $max, [ValidateScript({ $_ -le $max })][int] $n = 1) \"$n/$max\" }; f 5 5; f 5; "
     "try { f -max 2 3 } catch { $_.FullyQualifiedErrorId }",
     "5/5\n1/5\nParameterArgumentValidationError,f"),
    ("[ValidateScript({ $_ -gt 0 })] [int] $n = 5; try { $n = -1 } catch { $_.FullyQualifiedErrorId }; $n",
     "ValidateSetFailure\n5"),
    ("$m = [int[,]]::new(2, 2); $m[1, 0] = 7; $m[1, 0]", "7"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_prints(text: str, expected: str) -> None:
    assert shown(text) == "\n".join(line.rstrip() for line in expected.splitlines())


ERRORS = [
    ("1 / 0", "RuntimeException", "Attempted to divide by zero."),
    ("$null.Foo()", "InvokeMethodOnNull", "You cannot call a method on a null-valued expression."),
    ("$null[0]", "NullArray", "Cannot index into a null array."),
    ("[nosuch]::x", "TypeNotFound", "Unable to find type [nosuch]."),
    ("'a'.Nope()", "MethodNotFound",
     "Method invocation failed because [System.String] does not contain a method named 'Nope'."),
    ("throw 'mine'", "mine", "mine"),
    ("Set-Variable c 1 -Option Constant; $c = 2", "VariableNotWritable",
     "Cannot overwrite variable c because it is read-only or constant."),
    ("& { $home = 1 }", "VariableNotWritable",
     "Cannot overwrite variable HOME because it is read-only or constant."),
    ("function f { foreach ($host in 1, 2) { $host } }; f", "VariableNotWritable",
     "Cannot overwrite variable Host because it is read-only or constant."),
    ("$? = $true", "VariableNotWritable", "Cannot overwrite variable ? because it is read-only or constant."),
    ("[int]$t = 1; $t = 'x'", "RuntimeException",
     "Cannot convert value \"x\" to type \"System.Int32\". Error: \"The input string 'x' was not in a correct format.\""),
    ("function f([int]$n) { }; f x", "ParameterArgumentTransformationError,f",
     "Cannot process argument transformation on parameter 'n'. Cannot convert value \"x\" to type "
     "\"System.Int32\". Error: \"The input string 'x' was not in a correct format.\""),
    ("function f { f }; f", "CallDepthOverflow", "The script failed due to call depth overflow."),
    ("@{ $null = 1 }", "InvalidNullKey", None),
    ("$a = 1, 2; $a[5] = 1", "System.IndexOutOfRangeException", "Index was outside the bounds of the array."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "error_id", "message"), ERRORS)
def test_error(text: str, error_id: str, message: "str | None") -> None:
    out = shown(f"try {{ {text} }} catch {{ $_.FullyQualifiedErrorId; $_.Exception.Message }}")
    first, _, rest = out.partition("\n")
    assert first == error_id
    if message is not None:
        assert rest == message


FLOW_OF_ERRORS = [
    ("1 / 0; 'after'", "after"),
    ("try { 1 / 0; 'no' } catch { 'caught' } finally { 'fin' }", "caught\nfin"),
    ("function f { 1 / 0; 'went on' }; f; try { f } catch { 'stopped' }", "went on\nstopped"),
    ("try { throw [System.ArgumentException]::new('m') } catch [System.IO.IOException] { 'io' } "
     "catch [System.ArgumentException] { $_.Exception.Message }", "m"),
    ("try { try { throw 'a' } finally { 'f' } } catch { \"c $_\" }", "f\nc a"),
    ("try { try { throw 'a' } catch { throw } } catch { \"again $_\" }", "again a"),
    ("function f { trap { \"t $_\"; continue }; throw 'x'; 'next' }; f", "t x\nnext"),
    ("function f { trap [System.DivideByZeroException] { 'div'; continue }; 1 / 0; 'next' }; f", "div\nnext"),
    ("$ErrorActionPreference = 'Stop'; try { Get-Item /nope-here } catch { $_.CategoryInfo.Category }", "ObjectNotFound"),
    ("$ErrorActionPreference = 'SilentlyContinue'; 1 / 0; $?; 'x'; $?", "False\nx\nTrue"),
    ("try { 1 / 0 } catch { $Error.Count; $_.InvocationInfo.ScriptLineNumber }", "1\n1"),
    ("function f { [CmdletBinding()] param() $PSCmdlet.ThrowTerminatingError([Management.Automation.ErrorRecord]::new("
     "[Exception]::new('tt'), 'Id', 'InvalidData', 5)); 'no' }; try { f } catch { $_.FullyQualifiedErrorId }", "Id,f"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FLOW_OF_ERRORS)
def test_flow_of_errors(text: str, expected: str) -> None:
    assert shown(text) == expected


CLASSES = [
    ("class C { [int]$N; [void] Add([int]$by) { $this.N += $by } }; $c = [C]::new(); $c.Add('3'); $c.Add(4); $c.N", "7"),
    ("class A { [string] Hi() { return 'A' } }; class B : A { [string] Hi() { return 'B' + ([A]$this).Hi() } }; "
     "[B]::new().Hi(); [B]::new() -is [A]", "BA\nTrue"),
    ("class A { [int]$X; A([int]$x) { $this.X = $x } }; class B : A { B() : base(5) { } }; [B]::new().X", "5"),
    ("class S { static [int]$N = 1; static [int] Next() { return [S]::N++ } }; $null = [S]::Next(); [S]::N", "2"),
    ("class E : Exception { [int]$Code; E($m, $c) : base($m) { $this.Code = $c } }; "
     "try { throw [E]::new('m', 7) } catch [E] { \"$($_.Exception.Message) $($_.Exception.Code)\" }", "m 7"),
    ("class M { [string] F([int]$a) { return 'i' } [string] F([string]$a) { return 's' } }; "
     "[M]::new().F(1) + [M]::new().F('x')", "is"),
    ("class P { [int]$X }; ([P]@{ X = '4' }).X; try { [P]::new().X = 'q' } catch { 'refused' }", "4\nrefused"),
    ("class V : IComparable { [int]$v; V($v) { $this.v = $v } [int] CompareTo($o) { return $this.v - $o.v } }; "
     "([V]::new(3), [V]::new(1) | Sort-Object).v -join ','", "1,3"),
    ("class V { [int]$v; V($v) { $this.v = $v } static [V] op_Addition([V]$a, [V]$b) { return [V]::new($a.v + $b.v) } }; "
     "([V]::new(1) + [V]::new(2)).v", "3"),
    ("enum L { Low = 1; Mid; High = 10 }; [L]::Mid; [int][L]'high'; [L]2; 'mid' -as [L]", "Mid\n10\nMid\nMid"),
    ("[Flags()] enum P { R = 1; W = 2 }; [P]'R,W'; ([P]3).HasFlag([P]::W)", "R, W\nTrue"),
    ("class L : System.Collections.Generic.List[int] { [int] Twice() { return $this.Count * 2 } }; "
     "$l = [L]::new(); $l.Add(5); $l.Twice()", "2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_classes(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_recursion_is_deep() -> None:
    assert shown("function f($n) { if ($n) { 1 + (f ($n - 1)) } else { 0 } }; f 1500") == "1500"


def test_dynamic_parameters() -> None:
    text = """
function f { [CmdletBinding()] param([string]$Kind)
  dynamicparam {
    $d = [System.Management.Automation.RuntimeDefinedParameterDictionary]::new()
    if ($Kind -eq 'a') {
      $list = [System.Collections.ObjectModel.Collection[System.Attribute]]::new()
      $list.Add([System.Management.Automation.ParameterAttribute]::new())
      $d.Add('Extra', [System.Management.Automation.RuntimeDefinedParameter]::new('Extra', [int], $list))
    }
    $d
  }
  process { "$Kind $($PSBoundParameters['Extra'])" } }
f -Kind a -Extra 5
try { f -Kind b -Extra 5 } catch { $_.FullyQualifiedErrorId }
"""
    assert shown(text) == "a 5\nNamedParameterNotFound,f"


def test_script_stack_trace_names_the_functions() -> None:
    out = shown("function a { b }\nfunction b { throw 'x' }\ntry { a } catch { $_.ScriptStackTrace }")
    assert out.splitlines() == [
        "at b, <No file>: line 2",
        "at a, <No file>: line 1",
        "at <ScriptBlock>, <No file>: line 3",
    ]
