"""Loops on whole numbers have a quick version; what they come to is the same, and what it cannot do the other does."""

import pytest
from script_case import run_text

from pssh.compiler.unit import compile_unit
from pssh.language import parse

CASES = [
    ("$s = 0; for ($i = 1; $i -le 10; $i++) { if ($i % 3 -eq 0) { continue }; if ($i -gt 8) { break }; $s += $i }; $s; $i",
     "27\n10"),
    # what leaves Int32 starts again in general
    ("$p = 1; for ($i = 1; $i -le 20; $i++) { $p *= $i }; $p; $p.GetType().Name", "2.43290200817664E+18\nDouble"),
    ("$n = 2147483646; $k = 0; while ($k -lt 3) { $n++; $k++ }; $n; $n.GetType().Name", "2147483649\nDouble"),
    ("$a = 0; $b = 1; while ($b -lt 2000000000) { $t = $a + $b; $a = $b; $b = $t }; $b; $a", "2971215073\n1836311903"),
    # remainders of negative numbers and by nothing
    ("$o = 0; for ($i = -5; $i -lt 0; $i++) { $o += $i % 3 }; $o", "-6"),
    ("$o = 0; try { for ($i = 2; $i -ge 0; $i--) { $o += 6 % $i } } catch { 'by zero' }; $o; $i", "by zero\n0\n0"),
    # variables of other types, and none at all
    ("[long] $n = 30; $c = 0; for ($i = 1; $i -le $n; $i++) { if ($n % $i -eq 0) { $c++ } }; $c", "8"),
    ("$n = [long] 30; $c = $n; for ($i = 0; $i -lt 3; $i++) { $c += $i }; $c; $c.GetType().Name", "33\nInt64"),
    ("for ($i = 0; $i -lt 3; $i++) { $fresh += $i }; $fresh; for ($i = 0; $i -lt 2; $i++) { $late = $i * 2 }; $late", "3\n2"),
    ("for ($i = 0; $i -lt 0; $i++) { $never = 1 }; \"<$never>\"; $null -eq $never", "<>\nTrue"),
    ("$x = 1.5; $i = 0; while ($i -lt 2) { $x += $i; $i++ }; $x", "2.5"),
    ("$s = 'a'; for ($i = 0; $i -lt 3; $i++) { $s += $i }; $s", "a012"),
    ("[int] $t = 0; for ($i = 0; $i -lt 3; $i++) { $t += $i }; $t; function f([ValidateRange(0, 3)][int] $v) {"
     " try { while ($v -lt 9) { $v++ } } catch { 'at ' + $v } }; f 1", "3\nat 3"),
    # flags, nested loops, an outer scope's variable
    ("$found = 0; for ($i = 2; $i -lt 30; $i++) { $prime = $true; for ($j = 2; $j * $j -le $i; $j++) {"
     " if ($i % $j -eq 0) { $prime = $false; break } }; if ($prime -and -not ($i -eq 2)) { $found++ } }; $found; $prime",
     "9\nTrue"),
    ("$n = 0; $i = 0; while ($i -lt 4) { $i++; if ($i -eq 2) { continue } elseif ($i -eq 3) { $n += 10 } else { $n++ } }; $n",
     "12"),
    ("$n = 5; function f { for ($i = 0; $i -lt 3; $i++) { $n = $n + $i }; $n }; f; $n", "8\n5"),
    ("$i = 0; :out while ($true) { while ($true) { $i++; if ($i -gt 4) { break out } } }; $i", "5"),
]  # fmt: skip


@pytest.mark.parametrize("script, printed", CASES)
def test_loops(script: str, printed: str) -> None:
    assert run_text(script).out.rstrip("\n") == printed


def _quick(script: str) -> int:
    return compile_unit(parse(script)).text.count("except NotWhole")


def test_which_loops_have_a_quick_version() -> None:
    assert _quick("for ($i = 0; $i -lt 9; $i++) { $s = $s + $i }") == 1
    assert _quick("while ($a -ne $b) { if ($a -gt $b) { $a -= $b } else { $b -= $a } }") == 1
    assert _quick("for ($i = 0; $i -lt 9; $i++) { $i }") == 0  # it puts out
    assert _quick("for ($i = 0; $i -lt 9; $i++) { $s += $a[$i] }") == 0
    assert _quick("while ($i -lt 9) { $i++; Get-Date }") == 0
    assert _quick("while ($env:A -lt 9) { $i++ }") == 0
