"""Script classes: which of their methods the engine calls by itself, and which interface that takes."""

import subprocess
import sys

import pytest
from script_case import run_text

COUNTER = """
class Counter : System.Collections.IEnumerator {
    [int] $n
    [object] get_Current() { return $this.n }
    [bool] MoveNext() { $this.n++; return $this.n -le 3 }
    [void] Reset() { $this.n = 0 }
}
class Bag : System.Collections.IEnumerable {
    [System.Collections.IEnumerator] GetEnumerator() { return [Counter]::new() }
}
class Plain { [System.Collections.IEnumerator] GetEnumerator() { return (1, 2).GetEnumerator() } }
"""

CASES = [
    (COUNTER + "([Counter]::new() | ForEach-Object { $_ * 2 }) -join ','", "2,4,6"),
    (COUNTER + "foreach ($x in [Counter]::new()) { $x }", "1\n2\n3"),
    (COUNTER + "([Bag]::new() | Where-Object { $_ -ne 2 }) -join ','; @([Bag]::new()).Count", "1,3\n3"),
    (COUNTER + "[Bag]::new() -contains 3; [int[]] [Bag]::new() -join ' '", "True\n1 2 3"),
    (COUNTER + "@([Plain]::new()).Count", "1"),
    # -eq asks Object's Equals: one that takes any value replaces it
    ("class P { [int] $v; [bool] Equals([object] $o) { return $this.v -eq $o.v } }; "
     "[P] @{ v = 1 } -eq [P] @{ v = 1 }; [P] @{ v = 1 } -ne [P] @{ v = 2 }", "True\nTrue"),
    ("class P { [int] $v; [bool] Equals([P] $o) { return $this.v -eq $o.v } }; $a = [P] @{ v = 1 }; "
     "$a -eq [P] @{ v = 1 }; $a.Equals([P] @{ v = 1 }); $a -eq $a", "False\nTrue\nTrue"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", CASES)
def test_methods_the_engine_calls(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


SCOPE = """
class Box { [int] $n; Box([int] $n) { $this.n = $n } Grow($by) { $this.n += $by } hidden Note() { $this.n++ } }
class Base { [string] Name() { return 'base' } }
class Derived : Base { [string] Name() { return 'derived of ' + ([Base] $this).Name() } }
"""

MEMBERS = [
    # a method without a type gives nothing at all
    (SCOPE + "function f { $b = [Box]::new(1); $b.Grow(2); $b.Note(); $b.n }; $r = f; $r.Count; $r", "1\n4"),
    (SCOPE + "$d = [Derived]::new(); $d.Name(); ([Base] $d).Name(); ([Derived] $d).Name()",
     "derived of base\nbase\nderived of base"),
    # static members get their values when the class is used first
    ("class Late { static [hashtable] $Map = (Build); static Late() { $script:log += 'ready' } }\n"
     "function Build { @{ a = 1 } }; $log = ''; \"<$log>\"; [Late]::Map.a; [Late]::Map.Count; \"<$log>\"",
     "<>\n1\n1\n<ready>"),
    ("class Bad { static [int] $n = 'zz' }; foreach ($i in 1, 2) { try { [Bad]::n } catch { $_.Exception.Message } }",
     "The type initializer for 'Bad' threw an exception.\n" * 2),
    ("class One { static [int] $made; One() { [One]::made++ } }; class Two : One { static [int] $more = [One]::made }\n"
     "$null = [One]::new(), [One]::new(); [Two]::more; [Two]::made", "2\n2"),
    # enums: flags double, values of later enums may be used
    ("[Flags()] enum Bits { A; B; C; D; E = 32; F }; [Bits].GetEnumValues().value__ -join ' '", "0 1 2 4 32 64"),
    ("enum First { a = [Second]::b + 2; c }; enum Second { b = 40 }; [First]::a.value__; [First]::c.value__", "42\n43"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", MEMBERS)
def test_members(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed.rstrip("\n")


def test_an_interface_is_one_whoever_asks_first() -> None:
    """Also where another interface's members have brought it in."""
    code = (
        "from pssh.objects.types import resolve_type; import pssh.objects.lib_interfaces; "
        "print(resolve_type('System.Collections.IEnumerable').kind)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "interface\n"


REFUSED = [
    ("class A : string {}", "SealedBaseClass", "Cannot inherit from sealed class 'String'."),
    ("class A {}; class B : A[] {}", "SubtypeArray", "Invalid base type 'A[]'. Base type cannot be an array."),
    ("class A {}; class B {}; class C : A, B {}", "InterfaceNameExpected", "'B': Interface name expected."),
    ("class A : B {}; class B {}", "TypeNotFound", "Unable to find type [B]."),
    ("class A : C {}; class B : A {}; class C : B {}", "TypeNotFound", "Unable to find type [C]."),
    ("class A { A([int] $n) {} }; class B : A {}", "BaseClassNoDefaultCtor",
     "Base class 'A' does not contain a parameterless constructor."),
    ("class A : IComparable { [void] CompareTo([object] $o) {} }", "TypeCreationError",
     "Method 'CompareTo' in type 'A'"),
    ("class A : IEquatable[int] { [bool] Equals([string] $o) { return $true } }", "TypeCreationError",
     "Method 'Equals' in type 'A'"),
    ("enum E { a = [F]::b }; enum F { b = [E]::a }", "CycleInEnumInitializers", "cycle in the initialization"),
    ("enum E : byte { a = 255; b }", "EnumeratorValueOutOfBounds", "too large or too small for byte."),
    ("enum E { a = 'x' }", "CannotConvertValue", 'Cannot convert the value to type "int".'),
]  # fmt: skip


@pytest.mark.parametrize("script, error_id, said", REFUSED)
def test_declarations_that_are_refused(script: str, error_id: str, said: str) -> None:
    shown = run_text(f"try {{ . ([scriptblock]::Create('{script.replace(chr(39), chr(39) * 2)}')); 'made' }} "
                     "catch { $_.FullyQualifiedErrorId; $_.Exception.Message }")  # fmt: skip
    assert shown.out.startswith(error_id + "\n")
    assert said in shown.out


def test_a_class_need_not_repeat_what_its_base_has() -> None:
    script = (
        "class A : IComparable { [int] CompareTo([object] $o) { return 0 } }; class B : A, IComparable {}; "
        "class C : System.Collections.ArrayList, IDisposable { [void] Dispose() {} }; class E : Exception {}; "
        "[B]::new().CompareTo(1); [C]::new().Add(1); [E]::new().GetType().Name"
    )
    assert run_text(script).out.split() == ["0", "0", "E"]
