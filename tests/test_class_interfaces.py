"""Script classes: which of their methods the engine calls by itself, and which interface that takes."""

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
