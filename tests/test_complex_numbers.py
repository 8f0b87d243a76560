"""[Numerics.Complex]: its operators beside other numbers, its functions, casts and texts; a few members of [math]."""

import pytest
from script_case import run_text

C = "$c = [Numerics.Complex]::new(3, 4)\n"

CASES = [
    (C + '"$($c + 1) $(1 + $c) $($c - 2) $(2 - $c) $($c * 2) $(3 * $c) $(25 / $c) $(-$c)"',
     "<4; 4> <4; 4> <1; 4> <-1; -4> <6; 8> <9; 12> <3; -4> <-3; -4>"),
    (C + "$c.Magnitude; $c.Real; $c.Imaginary; [Numerics.Complex]::Abs($c); [Numerics.Complex]::Abs(-2)",
     "5\n3\n4\n5\n2"),
    (C + "$c -eq [Numerics.Complex]::new(3, 4); [Numerics.Complex]::One -eq 1; $c -eq 3", "True\nTrue\nFalse"),
    # functions take plain numbers too
    ('"$([Numerics.Complex]::Sqrt(-4)) $([Numerics.Complex]::Sqrt(4)) $([Numerics.Complex]::Add(1, 2))"',
     "<0; 2> <2; 0> <3; 0>"),
    (C + "[Numerics.Complex]::Pow($c, 2).ToString('F3'); \"$([Numerics.Complex]::Pow($c, 0))\"",
     "<-7.000; 24.000>\n<1; 0>"),
    ("[Numerics.Complex]::Exp([Numerics.Complex]::new(0, [math]::PI)).ToString('0.000')", "<-1.000; 0.000>"),
    (C + '"$([Numerics.Complex]::Reciprocal(2)) $([Numerics.Complex]::Negate($c)) '
     '$([Numerics.Complex]::Conjugate($c)) $([Numerics.Complex]::FromPolarCoordinates(2, 0))"',
     "<0.5; 0> <-3; -4> <3; -4> <2; 0>"),
    ("[Numerics.Complex]::Log(8, 2).Real.ToString('0.000'); [Numerics.Complex]::Log10(1000).Real.ToString('0.00')",
     "3.000\n3.00"),
    (C + '"$($c / 0) $([Numerics.Complex]::IsNaN($c / 0)) $([Numerics.Complex]::IsFinite($c))"', "<NaN; NaN> True True"),
    # any number is one without an imaginary part; a text is read as it is written
    ("\"$([Numerics.Complex]2.5) $([Numerics.Complex]7) $([Numerics.Complex]'<1; -2.5>')\"", "<2.5; 0> <7; 0> <1; -2.5>"),
    ("try { [Numerics.Complex]'abc' } catch { $_.FullyQualifiedErrorId }", "InvalidCastParseTargetInvocation"),
    (C + "'{0:0.00}|{0}' -f $c", "<3.00; 4.00>|<3; 4>"),
    ("class Point { [Numerics.Complex] $At }; ([Point]@{ At = 5 }).At.Real", "5"),
    ("[math]::ILogB(9); [math]::ILogB(0.25); [math]::ScaleB(1.5, 3)", "3\n-2\n12"),
    ("[math]::BitIncrement(1) -gt 1; [math]::BitDecrement(1) -lt 1", "True\nTrue"),
]  # fmt: skip


@pytest.mark.parametrize(("script", "expected"), CASES)
def test_complex_numbers(script: str, expected: str) -> None:
    """What a script with complex numbers prints."""
    assert run_text(script).out.rstrip("\n") == expected
